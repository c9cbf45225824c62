//! What servers send is not refused for being more than the document of the client's date said.
//!
//! Which keywords that concerns is decided in `openapi_doc::relax`, which the comparison of documents uses
//! as well; this step only carries it out on the draft. A schema that stands in requests too is relaxed all
//! the same, because it becomes one Rust type.

use openapi_doc::relax::{self, Context, Effect};
use serde_json::{Map, Value};

use crate::draft::{Draft, SchemaOrigin};
use crate::postprocess::SENTINEL;
use crate::{Rewrites, Rule};

use super::counted;

/// Carries out the relaxation of every schema that servers send.
pub(super) fn relax(draft: &mut Draft, rewrites: &mut Rewrites) {
    draft.visit_schemas(|schema, origin| {
        if origin.in_response {
            relax_schema(schema, origin, rewrites);
        }
    });
}

fn relax_schema(schema: &mut Map<String, Value>, origin: &SchemaOrigin, rewrites: &mut Rewrites) {
    let keywords: Vec<String> = schema.keys().cloned().collect();
    for keyword in keywords {
        let Some(value) = schema.get(&keyword).cloned() else {
            continue;
        };
        let context = Context {
            all_strings: all_strings(&value),
            arm_tag: origin.arm_tag,
            is_false: value == Value::Bool(false),
            is_true: value == Value::Bool(true),
            format: schema.get("format").and_then(Value::as_str),
            // Members are judged one by one: what is optional becomes an `Option`, which reads null.
            required: true,
            // The downgrade dropped such keywords, with what they stood beside.
            beside_dropped: false,
        };
        let Some(rule) = relax::rule(&keyword, &context) else {
            continue;
        };
        if let Some(id) = apply(rule.effect, &keyword, schema) {
            rewrites.add(
                Rule {
                    id,
                    reason: rule.reason,
                },
                origin.at,
                detail(&keyword, &value),
            );
        }
    }
}

/// Carries out one effect and names it, or returns `None` where there was nothing to do.
fn apply(effect: Effect, keyword: &str, schema: &mut Map<String, Value>) -> Option<&'static str> {
    match effect {
        Effect::Drop => schema.remove(keyword).map(|_| "drop-response-limit"),
        Effect::NotApplied => schema.remove(keyword).map(|_| "drop-default"),
        Effect::IgnoreExtra => schema.remove(keyword).map(|_| "ignore-undeclared-members"),
        Effect::OpenSet => match schema.get_mut(keyword) {
            Some(Value::Array(values)) if !values.iter().any(|value| value == SENTINEL) => {
                values.push(Value::from(SENTINEL));
                Some("open-response-enum")
            }
            _ => None,
        },
        Effect::TypeOnly => {
            let Some(Value::Array(values)) = schema.get(keyword) else {
                return None;
            };
            // Nothing but null has no type of its own in OpenAPI 3.0.
            if values.iter().all(Value::is_null) {
                return None;
            }
            let inferred = only_type(values);
            schema.remove(keyword);
            if let Some(name) = inferred {
                schema.entry("type").or_insert_with(|| Value::from(name));
            }
            Some("drop-response-values")
        }
        Effect::NullTolerated => None,
    }
}

/// The one type that all values have, null aside.
fn only_type(values: &[Value]) -> Option<&'static str> {
    let mut names = values
        .iter()
        .filter(|value| !value.is_null())
        .map(|value| match value {
            Value::Bool(_) => "boolean",
            Value::Number(number) if number.is_f64() => "number",
            Value::Number(_) => "integer",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) | Value::Null => "object",
        });
    let first = names.next()?;
    names.all(|name| name == first).then_some(first)
}

fn all_strings(value: &Value) -> bool {
    value.as_array().is_some_and(|values| {
        values
            .iter()
            .all(|value| value.is_string() || value.is_null())
            && values.iter().any(Value::is_string)
    })
}

fn detail(keyword: &str, value: &Value) -> String {
    match value {
        Value::Array(values) => format!("{keyword} of {}", counted(values.len())),
        Value::Object(_) => keyword.to_owned(),
        scalar => format!("{keyword} {scalar}"),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::draft::tests::draft_of;

    fn relaxed(schema: Value) -> Value {
        let mut draft = draft_of(schema);
        relax(&mut draft, &mut Rewrites::default());
        draft.into_document()
    }

    #[test]
    fn limits_go_and_shapes_stay() {
        assert_eq!(
            relaxed(
                json!({"type": "string", "maxLength": 3, "pattern": "^a", "format": "uuid", "nullable": true})
            ),
            json!({"type": "string", "format": "uuid", "nullable": true})
        );
        assert_eq!(
            relaxed(
                json!({"type": "object", "required": ["a"], "additionalProperties": false, "minProperties": 1})
            ),
            json!({"type": "object", "required": ["a"]})
        );
        assert_eq!(
            relaxed(json!({"type": "object", "additionalProperties": {"type": "string"}})),
            json!({"type": "object", "additionalProperties": {"type": "string"}})
        );
        assert_eq!(
            relaxed(json!({"type": "string", "format": "ipv4"})),
            json!({"type": "string"})
        );
    }

    #[test]
    fn sets_of_strings_open_and_other_sets_keep_their_type() {
        assert_eq!(
            relaxed(json!({"type": "string", "enum": ["a"]})),
            json!({"type": "string", "enum": ["a", SENTINEL]})
        );
        assert_eq!(relaxed(json!({"enum": [1, 2]})), json!({"type": "integer"}));
        assert_eq!(relaxed(json!({"enum": [1, "a"]})), json!({}));
        assert_eq!(relaxed(json!({"enum": [null]})), json!({"enum": [null]}));
    }
}
