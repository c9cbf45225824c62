//! `specdate schema config`: the JSON Schema of the registry file.

use serde_json::Value;

use crate::workspace::{REGISTRY, Workspace};

fn schema() -> Value {
    let run = Workspace::empty().run(&["schema", "config"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    serde_json::from_str(&run.stdout).unwrap()
}

fn registry_file(text: &str) -> Value {
    let document: toml_edit::DocumentMut = text.parse().unwrap();
    json(&document.as_item().clone().into_value().unwrap())
}

/// TOML as JSON. A registry writes days as text, so there is no date to turn into something.
fn json(value: &toml_edit::Value) -> Value {
    match value {
        toml_edit::Value::String(text) => text.value().as_str().into(),
        toml_edit::Value::Integer(number) => (*number.value()).into(),
        toml_edit::Value::Float(number) => (*number.value()).into(),
        toml_edit::Value::Boolean(truth) => (*truth.value()).into(),
        toml_edit::Value::Datetime(_) => panic!("a day without quotes"),
        toml_edit::Value::Array(items) => items.iter().map(json).collect(),
        toml_edit::Value::InlineTable(table) => {
            let members = table
                .iter()
                .map(|(name, member)| (name.to_owned(), json(member)));
            Value::Object(members.collect())
        }
    }
}

#[test]
fn accepts_the_registry_of_this_repository() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../openapi/specdate.toml");
    let registry = registry_file(&std::fs::read_to_string(path).unwrap());
    assert_eq!(violations(&schema(), &registry), [""; 0]);
}

#[test]
fn accepts_what_the_program_accepts_and_refuses_what_it_refuses() {
    let workspace = Workspace::new();
    let text = workspace.read(REGISTRY)
        + r#"
[api.parcels.gate]
deprecated = ["wire"]
policy = "github"

[[api.parcels.gate.overrides]]
id = "response-enum-value-added"
paths = ["/parcels/**"]
level = "warn"
reason = "agreed"
"#;
    assert_eq!(violations(&schema(), &registry_file(&text)), [""; 0]);
    workspace.write(REGISTRY, &text);
    assert_eq!(workspace.run(&["generate"]).code, Some(0));

    for (from, to, place) in [
        ("title =", "titel =", "/api/parcels/titel"),
        (
            "state = \"active\"",
            "state = \"live\"",
            "/api/parcels/versions/0/state",
        ),
        ("title = \"Parcel API\"", "title = 3", "/api/parcels/title"),
        ("date = \"2026-01-01\"\n", "", "/api/parcels/versions/0"),
        (
            "policy = \"github\"",
            "policy = \"other\"",
            "/api/parcels/gate/policy",
        ),
        (
            "level = \"warn\"",
            "level = \"no\"",
            "/api/parcels/gate/overrides/0/level",
        ),
    ] {
        let text = text.replacen(from, to, 1);
        let found = violations(&schema(), &registry_file(&text));
        assert!(
            found.iter().any(|found| found == place),
            "{place} among {found:?}"
        );
        workspace.write(REGISTRY, &text);
        assert_eq!(workspace.run(&["generate"]).code, Some(2), "{place}");
    }
}

/// The places at which `value` violates `schema`, judged by the keywords that decide structure.
fn violations(schema: &Value, value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    judge(schema, schema, value, "", &mut found);
    found
}

fn judge(root: &Value, schema: &Value, value: &Value, place: &str, found: &mut Vec<String>) {
    let Some(keywords) = schema.as_object() else {
        if schema == &Value::Bool(false) {
            found.push(place.to_owned());
        }
        return;
    };
    let passes = |schema: &Value| {
        let mut inner = Vec::new();
        judge(root, schema, value, place, &mut inner);
        inner.is_empty()
    };
    for (keyword, argument) in keywords {
        let holds = match keyword.as_str() {
            "$ref" => {
                let target = argument.as_str().unwrap().strip_prefix('#').unwrap();
                judge(root, root.pointer(target).unwrap(), value, place, found);
                true
            }
            "type" => match argument {
                Value::Array(types) => types.iter().any(|name| has_type(value, name)),
                name => has_type(value, name),
            },
            "const" => value == argument,
            "enum" => argument.as_array().unwrap().contains(value),
            "anyOf" => argument.as_array().unwrap().iter().any(passes),
            "oneOf" => {
                argument
                    .as_array()
                    .unwrap()
                    .iter()
                    .filter(|arm| passes(arm))
                    .count()
                    == 1
            }
            "required" => argument
                .as_array()
                .unwrap()
                .iter()
                .all(|name| value.get(name.as_str().unwrap()).is_some()),
            "properties" => {
                for (name, schema) in argument.as_object().unwrap() {
                    if let Some(member) = value.get(name) {
                        judge(root, schema, member, &format!("{place}/{name}"), found);
                    }
                }
                true
            }
            // Names that are spelled wrong are beyond structure: every member is taken to match each pattern.
            "patternProperties" => {
                for schema in argument.as_object().unwrap().values() {
                    for (name, member) in value.as_object().into_iter().flatten() {
                        judge(root, schema, member, &format!("{place}/{name}"), found);
                    }
                }
                true
            }
            "additionalProperties" if keywords.contains_key("patternProperties") => true,
            "additionalProperties" => {
                let declared = keywords.get("properties").and_then(Value::as_object);
                let undeclared = value.as_object().into_iter().flatten();
                for (name, member) in undeclared
                    .filter(|(name, _)| declared.is_none_or(|all| !all.contains_key(*name)))
                {
                    judge(root, argument, member, &format!("{place}/{name}"), found);
                }
                true
            }
            "items" => {
                for (index, item) in value.as_array().into_iter().flatten().enumerate() {
                    judge(root, argument, item, &format!("{place}/{index}"), found);
                }
                true
            }
            // Beyond structure: what texts look like, how many or how large, and what people read.
            "pattern" | "format" | "minLength" | "maxLength" | "minimum" | "maximum"
            | "uniqueItems" | "minItems" | "if" | "then" | "$schema" | "$defs" | "title"
            | "description" | "default" => true,
            other => panic!("the keyword {other} is not known here"),
        };
        if !holds {
            found.push(place.to_owned());
        }
    }
}

fn has_type(value: &Value, name: &Value) -> bool {
    match name.as_str().unwrap() {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "null" => value.is_null(),
        other => panic!("the type {other} is not known here"),
    }
}
