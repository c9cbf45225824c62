//! Servers send null for what is missing.

use openapi_doc::relax::{self, Context, Effect};
use serde_json::{Map, Value};

use crate::draft::Draft;
use crate::{Rewrites, Rule};

/// Lets optional members that servers send be null where progenitor would not.
///
/// Most optional members become an `Option`, which reads null as `None`. Lists and maps become empty ones
/// instead, and those refuse null, so they are marked as nullable.
pub(super) fn tolerate_null(draft: &mut Draft, rewrites: &mut Rewrites) {
    let optional = Context {
        required: false,
        ..Context::default()
    };
    let Some(rule) =
        relax::rule("properties", &optional).filter(|rule| rule.effect == Effect::NullTolerated)
    else {
        return;
    };
    let rule = Rule {
        id: "null-in-optional-member",
        reason: rule.reason,
    };
    draft.visit_schemas(|schema, origin| {
        if !origin.in_response {
            return;
        }
        let required = schema.get("required").cloned();
        let is_required = |name: &str| {
            required
                .as_ref()
                .and_then(Value::as_array)
                .is_some_and(|names| names.iter().any(|other| other == name))
        };
        let Some(members) = schema.get_mut("properties").and_then(Value::as_object_mut) else {
            return;
        };
        for (name, member) in members {
            if let Some(member) = member.as_object_mut()
                && !is_required(name)
                && defaults_to_empty(member)
                && member.insert("nullable".to_owned(), Value::Bool(true))
                    != Some(Value::Bool(true))
            {
                rewrites.add(rule, origin.at, format!("member {name}"));
            }
        }
    });
}

/// Whether progenitor makes a list or a map of an inline schema, which it takes for empty where it is missing.
fn defaults_to_empty(schema: &Map<String, Value>) -> bool {
    match schema.get("type").and_then(Value::as_str) {
        Some("array") => true,
        Some("object") => !schema.contains_key("properties"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::draft::tests::draft_of;

    #[test]
    fn optional_lists_and_maps_may_be_null() {
        let list = json!({"type": "array", "items": {}});
        let map = json!({"type": "object", "additionalProperties": {"type": "string"}});
        let record = json!({"type": "object", "properties": {}});
        let mut draft = draft_of(json!({
            "required": ["needed"],
            "properties": {"needed": list, "list": list, "map": map, "record": record},
        }));
        tolerate_null(&mut draft, &mut Rewrites::default());
        let nullable = |mut schema: Value| {
            schema["nullable"] = json!(true);
            schema
        };
        assert_eq!(
            draft.into_document()["properties"],
            json!({"needed": list, "list": nullable(list.clone()), "map": nullable(map.clone()), "record": record})
        );
    }
}
