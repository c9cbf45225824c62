//! The JSON Schema of the registry file, for editors and for `specdate schema config`.
//!
//! The types here only describe the file; it is read by [`read`](crate::read), because serde stops at the first problem.
//! A test holds the two together.

#![expect(
    dead_code,
    reason = "the fields are read by the derive of JsonSchema alone"
)]

use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, generate::SchemaSettings, transform::transform_subschemas};
use serde_json::{Map, Value};

use crate::{
    audience::Audience,
    day::Day,
    gate::{Level, PolicyName},
    lifecycle::State,
    names::{ApiName, HeaderName},
    path_glob::PathGlob,
    read::{DEFAULT_NOTICE_MONTHS, MOST_NOTICE_MONTHS},
    relative_path::RelativePath,
    version_date::VersionDate,
};

/// The JSON Schema (draft 2020-12) of a registry file, indented, with members in alphabetic order.
///
/// ```
/// let schema: serde_json::Value = serde_json::from_str(&registry::schema_json()).unwrap();
/// assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
/// assert_eq!(schema["title"], "Registry file");
/// ```
#[must_use]
pub fn schema_json() -> String {
    let mut schema = SchemaSettings::draft2020_12()
        .into_generator()
        .into_root_schema_for::<RegistryShape>();
    without_null(&mut schema);
    // Whether serde_json keeps the order of insertion is decided by the features of other crates in the same build.
    let sorted = sorted(schema.to_value());
    // A tree of JSON values always has a text.
    let mut text = serde_json::to_string_pretty(&sorted).unwrap_or_default();
    text.push('\n');
    text
}

fn sorted(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let by_name: BTreeMap<String, Value> = members.into_iter().collect();
            Value::Object(
                by_name
                    .into_iter()
                    .map(|(name, value)| (name, sorted(value)))
                    .collect(),
            )
        }
        Value::Array(items) => Value::Array(items.into_iter().map(sorted).collect()),
        other => other,
    }
}

/// Takes `null` out of what may be left out: TOML has no such value.
fn without_null(schema: &mut Schema) {
    let null = serde_json::json!({ "type": "null" });
    if let Some(Value::Array(types)) = schema.get_mut("type") {
        types.retain(|name| name != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            schema.insert("type".to_owned(), only);
        }
    }
    let choices = schema
        .get("anyOf")
        .and_then(Value::as_array)
        .map(Vec::as_slice);
    if let Some([Value::Object(choice), other]) = choices
        && *other == null
    {
        let choice = choice.clone();
        schema.remove("anyOf");
        for (name, value) in choice {
            schema.insert(name, value);
        }
    }
    transform_subschemas(&mut without_null, schema);
}

/// The registry of specdate: every API that is tracked, its versions and its rules.
#[derive(JsonSchema)]
#[schemars(title = "Registry file", deny_unknown_fields)]
struct RegistryShape {
    /// The APIs, by name.
    #[schemars(default)]
    api: BTreeMap<ApiName, ApiShape>,
    /// Findings that may pass.
    #[schemars(default)]
    accept: Vec<AcceptShape>,
}

/// One API.
#[derive(JsonSchema)]
#[schemars(rename = "Api", deny_unknown_fields, rename_all = "kebab-case")]
struct ApiShape {
    /// The name for people; the name in the registry if left out.
    #[schemars(length(min = 1))]
    title: Option<String>,
    /// Months between the day a version is announced as deprecated and the first day it may be retired.
    #[schemars(default = "default_notice_months", range(max = MOST_NOTICE_MONTHS))]
    notice_months: u32,
    /// Headers that the client sets by itself.
    headers: Option<HeadersShape>,
    /// The generated client; an API without this table has none.
    client: Option<ClientShape>,
    /// What fails a check.
    gate: Option<GateShape>,
    /// The versions, from the oldest to the newest.
    #[schemars(default)]
    versions: Vec<VersionShape>,
}

fn default_notice_months() -> u32 {
    DEFAULT_NOTICE_MONTHS
}

/// Headers that the client sets by itself.
#[derive(JsonSchema)]
#[schemars(rename = "Headers", deny_unknown_fields)]
struct HeadersShape {
    /// The header that carries the version date; no comparison looks at it.
    version: Option<HeaderName>,
    /// The header that selects the spelling of property names; no comparison looks at it.
    casing: Option<CasingShape>,
    /// The header that carries the API key.
    key: Option<HeaderName>,
}

/// The header that selects the spelling of property names.
#[derive(JsonSchema)]
#[schemars(rename = "CasingHeader", deny_unknown_fields)]
struct CasingShape {
    /// The name of the header.
    name: HeaderName,
    /// The value that the client sends: the spelling that the documents are written in.
    #[schemars(regex(pattern = "^[ -~]*[!-~][ -~]*$"))]
    value: String,
}

/// The generated client.
#[derive(JsonSchema)]
#[schemars(rename = "Client", deny_unknown_fields)]
struct ClientShape {
    /// The folder of the crate, from the root of the workspace.
    #[schemars(rename = "crate")]
    crate_dir: RelativePath,
}

/// What fails a check.
#[derive(JsonSchema)]
#[schemars(rename = "Gate", deny_unknown_fields, rename_all = "kebab-case")]
struct GateShape {
    /// The audiences whose breaks fail a check, and `unknown` for changes that could not be judged.
    #[schemars(default = "default_fail_on", extend("uniqueItems" = true))]
    fail_on: Vec<Audience>,
    /// The same for drafts; nothing if left out.
    #[schemars(extend("uniqueItems" = true))]
    draft: Option<Vec<Audience>>,
    /// The same for active versions, beside `wire`; `fail-on` if left out.
    #[schemars(extend("uniqueItems" = true))]
    active: Option<Vec<Audience>>,
    /// The same for deprecated versions, beside `wire`; `fail-on` if left out.
    #[schemars(extend("uniqueItems" = true))]
    deprecated: Option<Vec<Audience>>,
    /// What a provider has published about its changes: it decides before the lists of audiences.
    policy: Option<PolicyName>,
    /// What was decided about single rules: it decides before the policy, and the first that fits counts.
    #[schemars(default)]
    overrides: Vec<OverrideShape>,
}

/// A decision about one rule.
#[derive(JsonSchema)]
#[schemars(rename = "Override", deny_unknown_fields)]
struct OverrideShape {
    /// The id of the rule, as findings show it.
    #[schemars(length(min = 1))]
    id: String,
    /// The paths of the operations that it is about; all if left out. One that lets pass is about findings that reach no other.
    #[schemars(length(min = 1))]
    paths: Option<Vec<PathGlob>>,
    /// What findings of the rule do.
    level: Level,
    /// Why.
    #[schemars(length(min = 1))]
    reason: String,
}

fn default_fail_on() -> Vec<Audience> {
    Audience::default_gate().into_iter().collect()
}

/// One dated version.
#[derive(JsonSchema)]
#[schemars(rename = "Version", deny_unknown_fields, rename_all = "kebab-case", extend("oneOf" = states()))]
struct VersionShape {
    /// The date that names the version.
    date: VersionDate,
    /// The document, from the folder of the registry file; `<api>/<date>.yaml` if left out.
    document: Option<RelativePath>,
    /// Where the version stands.
    state: State,
    /// The day it became available.
    released: Option<Day>,
    /// The day the deprecation was announced.
    deprecated: Option<Day>,
    /// The last day it is promised to answer.
    sunset: Option<Day>,
    /// The day it stopped answering.
    retired: Option<Day>,
    /// The document as it was released, from the folder of the registry file; `<api>/released/<date>.yaml` if left out.
    released_copy: Option<RelativePath>,
}

/// Which days each state has.
fn states() -> Value {
    State::ALL
        .iter()
        .map(|state| {
            let mut properties = Map::new();
            for day in crate::lifecycle::DAYS
                .iter()
                .filter(|day| !state.days().contains(day))
            {
                properties.insert((*day).to_owned(), Value::Bool(false));
            }
            properties.insert(
                "state".to_owned(),
                serde_json::json!({ "const": state.as_str() }),
            );
            serde_json::json!({ "properties": properties, "required": state.days() })
        })
        .collect()
}

/// One finding that may pass.
#[derive(JsonSchema)]
#[schemars(rename = "Acceptance", deny_unknown_fields, extend(
    "if" = serde_json::json!({ "properties": { "kind": { "const": "correction" } }, "required": ["kind"] }),
    "then" = serde_json::json!({ "required": ["evidence"] }),
    "dependentRequired" = serde_json::json!({ "draft": ["api"] }),
))]
struct AcceptShape {
    /// The fingerprint of the finding, from a report.
    #[schemars(length(max = 256), regex(pattern = "^[!-~]+$"))]
    fingerprint: String,
    /// The API that the finding belongs to; any if left out.
    api: Option<ApiName>,
    /// Why it may pass.
    #[schemars(default)]
    kind: KindShape,
    /// What supports it: a link or a note. A correction must have one.
    #[schemars(length(min = 1))]
    evidence: Option<String>,
    /// The reason in words.
    #[schemars(length(min = 1))]
    reason: String,
    /// Who accepted it.
    #[schemars(length(min = 1))]
    by: Option<String>,
    /// The last day on which it holds; always if left out.
    until: Option<Day>,
    /// The draft whose change it is about: it holds until that date is released.
    draft: Option<VersionDate>,
}

/// Why an accepted finding may pass.
#[derive(Default, JsonSchema, serde::Serialize)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "AcceptanceKind")]
enum KindShape {
    /// A real break that is made on purpose.
    #[default]
    Break,
    /// The document was wrong and now says what the API always did.
    Correction,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read;

    fn schema() -> Value {
        serde_json::from_str(&schema_json()).unwrap()
    }

    #[test]
    fn describes_exactly_the_fields_that_are_read() {
        let schema = schema();
        for (pointer, fields) in [
            ("", read::TOP_FIELDS),
            ("/$defs/Api", read::API_FIELDS),
            ("/$defs/Headers", read::HEADERS_FIELDS),
            ("/$defs/CasingHeader", read::CASING_FIELDS),
            ("/$defs/Client", read::CLIENT_FIELDS),
            ("/$defs/Gate", read::GATE_FIELDS),
            ("/$defs/Override", read::OVERRIDE_FIELDS),
            ("/$defs/Version", read::VERSION_FIELDS),
            ("/$defs/Acceptance", read::ACCEPTANCE_FIELDS),
        ] {
            let shape = schema.pointer(pointer).unwrap();
            let mut described: Vec<&str> = shape["properties"]
                .as_object()
                .unwrap()
                .keys()
                .map(String::as_str)
                .collect();
            let mut read = fields.to_vec();
            described.sort_unstable();
            read.sort_unstable();
            assert_eq!(described, read, "at {pointer:?}");
            assert_eq!(shape["additionalProperties"], false, "at {pointer:?}");
        }
    }

    #[test]
    fn every_field_has_a_description() {
        fn walk(value: &Value, path: &str) {
            if let Some(properties) = value.get("properties").and_then(Value::as_object) {
                for (name, property) in properties {
                    let explained = property.get("description").is_some()
                        || property == &Value::Bool(false)
                        || property.get("const").is_some();
                    assert!(explained, "{path}/{name} has no description");
                }
            }
            match value {
                Value::Object(members) => members
                    .iter()
                    .for_each(|(name, member)| walk(member, &format!("{path}/{name}"))),
                Value::Array(items) => items.iter().for_each(|item| walk(item, path)),
                _ => {}
            }
        }
        walk(&schema(), "");
    }

    #[test]
    fn nothing_may_be_null() {
        assert!(!schema_json().contains("null\""));
    }

    #[test]
    fn snapshot() {
        insta::assert_snapshot!(schema_json());
    }
}
