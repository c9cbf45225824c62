//! Schemas of OpenAPI 3.1 written as 3.0, which is what progenitor reads.
//!
//! Works on the schemas of a [`Draft`] alone: the draft's other parts are written as 3.0 to begin with. What
//! 3.0 cannot say is dropped, so that the result allows more and never less, and each loss is reported.
//! Sources: OpenAPI 3.0.3 and 3.1.0, "Schema Object"; JSON Schema 2020-12.

use serde_json::{Map, Value, json};

use crate::draft::{Draft, ORIGIN, SchemaOrigin};
use crate::{Rewrites, Rule};

const NULL: Rule = Rule {
    id: "null-as-nullable",
    reason: "OpenAPI 3.0 spells null `nullable: true`, and progenitor makes an `Option` of it",
};
const TYPES: Rule = Rule {
    id: "types-as-one-of",
    reason: "OpenAPI 3.0 has one type a schema",
};
const CONST: Rule = Rule {
    id: "const-as-enum",
    reason: "OpenAPI 3.0 has no `const`",
};
const BOUND: Rule = Rule {
    id: "exclusive-bound",
    reason: "in OpenAPI 3.0 an exclusive bound is a flag beside the bound",
};
const CONTENT: Rule = Rule {
    id: "content-as-format",
    reason: "OpenAPI 3.0 says by `format` how bytes stand in a string",
};
const REF: Rule = Rule {
    id: "ref-in-all-of",
    reason: "OpenAPI 3.0 ignores what stands beside `$ref`",
};
const LOSS: Rule = Rule {
    id: "not-in-3-0",
    reason: "OpenAPI 3.0 cannot say it; the client accepts more than the document allows",
};

/// Keywords of 2020-12 that restrict values and have no counterpart in 3.0.
const WITHOUT_COUNTERPART: [&str; 16] = [
    "patternProperties",
    "propertyNames",
    "dependentRequired",
    "dependentSchemas",
    "if",
    "then",
    "else",
    "contains",
    "minContains",
    "maxContains",
    "unevaluatedProperties",
    "unevaluatedItems",
    "prefixItems",
    "$dynamicRef",
    "$dynamicAnchor",
    "contentSchema",
];
/// Keywords of 2020-12 that restrict nothing.
const ANNOTATIONS: [&str; 8] = [
    "$schema",
    "$id",
    "$anchor",
    "$vocabulary",
    "$comment",
    "$defs",
    "examples",
    "contentMediaType",
];

/// Writes every schema of the draft as OpenAPI 3.0.
///
/// In a 3.0 draft it only finds the spellings of null that 3.0 has too (`enum: [null]` as an arm).
pub fn to_3_0(draft: &mut Draft, rewrites: &mut Rewrites) {
    draft.visit_schemas(|schema, origin| {
        reference(schema, origin, rewrites);
        constant(schema, origin, rewrites);
        types(schema, origin, rewrites);
        null_value(schema, origin, rewrites);
        null_arm(schema, "oneOf", origin, rewrites);
        null_arm(schema, "anyOf", origin, rewrites);
        bound(schema, "exclusiveMinimum", "minimum", origin, rewrites);
        bound(schema, "exclusiveMaximum", "maximum", origin, rewrites);
        content(schema, origin, rewrites);
        losses(schema, origin, rewrites);
    });
}

/// `$ref` with siblings.
fn reference(schema: &mut Map<String, Value>, origin: &SchemaOrigin, rewrites: &mut Rewrites) {
    let alone = schema.keys().all(|key| key == "$ref" || key == ORIGIN);
    if alone {
        return;
    }
    if let Some(target) = schema.remove("$ref") {
        rewrites.add(REF, origin.at, format!("$ref {target}"));
        push_all_of(schema, json!({ "$ref": target }));
    }
}

fn constant(schema: &mut Map<String, Value>, origin: &SchemaOrigin, rewrites: &mut Rewrites) {
    let Some(value) = schema.remove("const") else {
        return;
    };
    rewrites.add(CONST, origin.at, format!("const {value}"));
    schema.entry("enum").or_insert_with(|| json!([value]));
}

/// `type: [string, null]`, `type: [string, integer]`, `type: null`.
fn types(schema: &mut Map<String, Value>, origin: &SchemaOrigin, rewrites: &mut Rewrites) {
    match schema.get("type") {
        Some(Value::Array(listed)) => {
            let mut listed = listed.clone();
            let before = listed.len();
            listed.retain(|name| name.as_str() != Some("null"));
            schema.remove("type");
            if listed.len() < before {
                rewrites.add(NULL, origin.at, "\"null\" among the types");
                schema.insert("nullable".to_owned(), Value::Bool(true));
            }
            match listed.as_slice() {
                [] => {
                    schema.insert("enum".to_owned(), json!([null]));
                }
                [only] => {
                    schema.insert("type".to_owned(), only.clone());
                }
                several => several_types(schema, several, origin, rewrites),
            }
        }
        Some(Value::String(name)) if name == "null" => {
            schema.remove("type");
            schema.insert("enum".to_owned(), json!([null]));
        }
        _ => {}
    }
}

/// One arm a type, each with the keywords that speak of it.
fn several_types(
    schema: &mut Map<String, Value>,
    several: &[Value],
    origin: &SchemaOrigin,
    rewrites: &mut Rewrites,
) {
    rewrites.add(TYPES, origin.at, format!("types {}", Value::from(several)));
    let has_integer = several.iter().any(|name| name.as_str() == Some("integer"));
    let arms: Vec<Value> = several
        .iter()
        // Every integer is a number: two arms would both hold, and `oneOf` wants exactly one.
        .filter(|name| {
            !(has_integer && name.as_str() == Some("integer") && several.contains(&json!("number")))
        })
        .map(|name| {
            let mut arm = Map::new();
            arm.insert("type".to_owned(), name.clone());
            // The arm is a schema of the draft like any other, so that later steps see it.
            if let Some(origin) = schema.get(ORIGIN) {
                arm.insert(ORIGIN.to_owned(), origin.clone());
            }
            for keyword in name.as_str().map_or(&[][..], keywords_of_type) {
                if let Some(value) = schema.get(*keyword) {
                    arm.insert((*keyword).to_owned(), value.clone());
                }
            }
            let says_nothing = arm
                .get("format")
                .is_some_and(|format| is_of_numbers(format) == (name == "string"));
            if says_nothing {
                arm.remove("format");
            }
            Value::Object(arm)
        })
        .collect();
    for name in several {
        for keyword in name.as_str().map_or(&[][..], keywords_of_type) {
            schema.remove(*keyword);
        }
    }
    if schema.contains_key("oneOf") {
        push_all_of(schema, json!({ "oneOf": arms }));
    } else {
        schema.insert("oneOf".to_owned(), Value::Array(arms));
    }
}

/// Whether a format speaks of numbers; any other one speaks of strings.
fn is_of_numbers(format: &Value) -> bool {
    ["int32", "int64", "float", "double"]
        .iter()
        .any(|name| format == name)
}

fn keywords_of_type(name: &str) -> &'static [&'static str] {
    match name {
        "string" => &[
            "minLength",
            "maxLength",
            "pattern",
            "format",
            "contentEncoding",
        ],
        "number" | "integer" => &[
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "format",
        ],
        "array" => &["items", "minItems", "maxItems", "uniqueItems"],
        "object" => &[
            "properties",
            "required",
            "additionalProperties",
            "minProperties",
            "maxProperties",
        ],
        _ => &[],
    }
}

/// `enum: [a, null]` beside other values.
fn null_value(schema: &mut Map<String, Value>, origin: &SchemaOrigin, rewrites: &mut Rewrites) {
    let Some(Value::Array(values)) = schema.get_mut("enum") else {
        return;
    };
    let before = values.len();
    if before < 2 || !values.contains(&Value::Null) {
        return;
    }
    values.retain(|value| !value.is_null());
    if !schema.contains_key("type") || schema.get("nullable") == Some(&Value::Bool(true)) {
        rewrites.add(NULL, origin.at, "null among the values");
        schema.insert("nullable".to_owned(), Value::Bool(true));
    }
}

/// `oneOf: [X, {type: null}]` and its like: null leaves the arms, a single arm left is an `allOf`.
fn null_arm(
    schema: &mut Map<String, Value>,
    keyword: &str,
    origin: &SchemaOrigin,
    rewrites: &mut Rewrites,
) {
    let Some(Value::Array(arms)) = schema.get_mut(keyword) else {
        return;
    };
    let before = arms.len();
    arms.retain(|arm| !is_null(arm));
    if arms.len() == before || arms.is_empty() {
        return;
    }
    rewrites.add(NULL, origin.at, format!("null among the arms of {keyword}"));
    if arms.len() == 1
        && let Some(only) = schema
            .remove(keyword)
            .and_then(|arms| arms.as_array()?.first().cloned())
    {
        push_all_of(schema, only);
    }
    schema.insert("nullable".to_owned(), Value::Bool(true));
}

fn is_null(schema: &Value) -> bool {
    schema.get("type").and_then(Value::as_str) == Some("null")
        || schema.get("enum") == Some(&json!([null]))
}

fn bound(
    schema: &mut Map<String, Value>,
    exclusive: &str,
    inclusive: &str,
    origin: &SchemaOrigin,
    rewrites: &mut Rewrites,
) {
    let Some(value @ Value::Number(_)) = schema.get(exclusive).cloned() else {
        return;
    };
    rewrites.add(BOUND, origin.at, format!("{exclusive} {value}"));
    let tighter = match (
        value.as_f64(),
        schema.get(inclusive).and_then(Value::as_f64),
    ) {
        (Some(exclusive_bound), Some(present)) if inclusive == "minimum" => {
            exclusive_bound >= present
        }
        (Some(exclusive_bound), Some(present)) => exclusive_bound <= present,
        _ => true,
    };
    if tighter {
        schema.insert(inclusive.to_owned(), value);
        schema.insert(exclusive.to_owned(), Value::Bool(true));
    } else {
        schema.remove(exclusive);
    }
}

fn content(schema: &mut Map<String, Value>, origin: &SchemaOrigin, rewrites: &mut Rewrites) {
    let encoding = schema.remove("contentEncoding");
    let media_type =
        schema.get("contentMediaType").and_then(Value::as_str) == Some("application/octet-stream");
    let format = match encoding.as_ref().and_then(Value::as_str) {
        Some("base64") => Some("byte"),
        None if media_type => Some("binary"),
        _ => None,
    };
    if let Some(format) = format
        && !schema.contains_key("format")
    {
        rewrites.add(CONTENT, origin.at, format!("format {format}"));
        schema.insert("format".to_owned(), Value::from(format));
    }
}

fn losses(schema: &mut Map<String, Value>, origin: &SchemaOrigin, rewrites: &mut Rewrites) {
    for keyword in ANNOTATIONS {
        schema.remove(keyword);
    }
    for keyword in WITHOUT_COUNTERPART {
        if schema.remove(keyword).is_some() {
            rewrites.add(LOSS, origin.at, keyword);
            // What is left over by a dropped keyword is not known any more.
            match keyword {
                "patternProperties" => schema.remove("additionalProperties"),
                "prefixItems" => schema.remove("items"),
                _ => None,
            };
        }
    }
    // A 3.0 array has `items`; without it any item is allowed, which is what is left of `prefixItems`.
    if schema.get("type").and_then(Value::as_str) == Some("array") {
        schema.entry("items").or_insert_with(|| json!({}));
    }
}

fn push_all_of(schema: &mut Map<String, Value>, part: Value) {
    match schema.get_mut("allOf") {
        Some(Value::Array(parts)) => parts.push(part),
        _ => {
            schema.insert("allOf".to_owned(), json!([part]));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::tests::draft_of;

    fn downgraded(schema: Value) -> Value {
        let mut draft = draft_of(schema);
        to_3_0(&mut draft, &mut Rewrites::default());
        draft.into_document()
    }

    #[test]
    fn every_spelling_of_null_becomes_nullable() {
        let nullable_string = json!({"type": "string", "nullable": true});
        assert_eq!(
            downgraded(json!({"type": ["string", "null"]})),
            nullable_string
        );
        let reference = json!({"$ref": "#/components/schemas/A"});
        let nullable_reference = json!({"allOf": [reference], "nullable": true});
        for arm in [json!({"type": "null"}), json!({"enum": [null]})] {
            assert_eq!(
                downgraded(json!({"oneOf": [reference, arm]})),
                nullable_reference
            );
            assert_eq!(
                downgraded(json!({"anyOf": [arm, reference]})),
                nullable_reference
            );
        }
        assert_eq!(
            downgraded(json!({"enum": ["a", null]})),
            json!({"enum": ["a"], "nullable": true})
        );
    }

    #[test]
    fn null_in_an_enum_of_a_type_without_null_stays_unreachable() {
        assert_eq!(
            downgraded(json!({"type": "string", "enum": ["a", null]})),
            json!({"type": "string", "enum": ["a"]})
        );
    }

    #[test]
    fn several_types_become_arms_with_their_own_keywords() {
        assert_eq!(
            downgraded(
                json!({"type": ["string", "integer", "null"], "maxLength": 3, "minimum": 1, "description": "d"})
            ),
            json!({"oneOf": [{"type": "string", "maxLength": 3}, {"type": "integer", "minimum": 1}],
                   "nullable": true, "description": "d"})
        );
        assert_eq!(
            downgraded(json!({"type": ["integer", "number"]})),
            json!({"oneOf": [{"type": "number"}]})
        );
    }

    #[test]
    fn the_tighter_of_two_bounds_stays() {
        assert_eq!(
            downgraded(json!({"exclusiveMinimum": 3, "minimum": 1})),
            json!({"minimum": 3, "exclusiveMinimum": true})
        );
        assert_eq!(
            downgraded(json!({"exclusiveMinimum": 1, "minimum": 3})),
            json!({"minimum": 3})
        );
        assert_eq!(
            downgraded(json!({"exclusiveMaximum": 3})),
            json!({"maximum": 3, "exclusiveMaximum": true})
        );
        // The flags of 3.0 are not touched.
        assert_eq!(
            downgraded(json!({"minimum": 3, "exclusiveMinimum": true})),
            json!({"minimum": 3, "exclusiveMinimum": true})
        );
    }

    #[test]
    fn the_rest() {
        assert_eq!(downgraded(json!({"const": "a"})), json!({"enum": ["a"]}));
        assert_eq!(
            downgraded(json!({"$ref": "#/components/schemas/A", "description": "d"})),
            json!({"allOf": [{"$ref": "#/components/schemas/A"}], "description": "d"})
        );
        assert_eq!(
            downgraded(json!({"type": "string", "contentEncoding": "base64"})),
            json!({"type": "string", "format": "byte"})
        );
        assert_eq!(
            downgraded(json!({"type": "array", "prefixItems": [true], "items": false})),
            json!({"type": "array", "items": {}})
        );
        assert_eq!(
            downgraded(json!({"if": {}, "then": {}, "examples": [1]})),
            json!({})
        );
    }
}
