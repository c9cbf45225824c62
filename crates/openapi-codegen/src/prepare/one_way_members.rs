//! `readOnly` members are not sent by clients, `writeOnly` ones not by servers, whether or not they are required.

use serde_json::{Map, Value};

use crate::draft::Draft;
use crate::{Rewrites, Rule};

const ONE_WAY: Rule = Rule {
    id: "optional-one-way-member",
    reason: "in the other direction the member is never sent, and one Rust type serves both",
};

/// Takes members that are not sent in a direction out of `required` of the records that go that way.
pub(super) fn make_optional(draft: &mut Draft, rewrites: &mut Rewrites) {
    let components = draft
        .component_schemas()
        .map(|schemas| schemas.clone())
        .unwrap_or_default();
    draft.visit_schemas(|schema, origin| {
        let mark = |of: &Value| {
            origin.in_request && is_marked(of, "readOnly", &components, MAX_REFERENCES)
                || origin.in_response && is_marked(of, "writeOnly", &components, MAX_REFERENCES)
        };
        let Some(Value::Object(members)) = schema.get("properties") else {
            return;
        };
        let one_way: Vec<String> = members
            .iter()
            .filter(|(_, member)| mark(member))
            .map(|(name, _)| name.clone())
            .collect();
        let Some(Value::Array(required)) = schema.get_mut("required") else {
            return;
        };
        let is_one_way = |name: &Value| one_way.iter().any(|other| name == other);
        for name in required.iter().filter(|name| is_one_way(name)) {
            rewrites.add(ONE_WAY, origin.at, format!("member {name}"));
        }
        required.retain(|name| !is_one_way(name));
        if required.is_empty() {
            schema.remove("required");
        }
    });
}

/// Longer ways than this lead in a circle.
const MAX_REFERENCES: usize = 8;

/// Whether a schema, what it refers to, or a part of it has the mark.
fn is_marked(schema: &Value, mark: &str, components: &Map<String, Value>, depth: usize) -> bool {
    if schema.get(mark) == Some(&Value::Bool(true)) {
        return true;
    }
    let Some(depth) = depth.checked_sub(1) else {
        return false;
    };
    let target = schema.get("$ref").and_then(Value::as_str);
    let target = target.and_then(|target| target.strip_prefix("#/components/schemas/"));
    let parts = schema.get("allOf").and_then(Value::as_array);
    target
        .and_then(|name| components.get(name))
        .into_iter()
        .chain(parts.into_iter().flatten())
        .any(|inner| is_marked(inner, mark, components, depth))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::draft::tests::draft_of;

    #[test]
    fn only_the_other_direction_counts() {
        let record = json!({
            "required": ["id", "secret"],
            "properties": {"id": {"readOnly": true}, "secret": {"allOf": [{"writeOnly": true}]}},
        });
        let required = |in_request: bool, in_response: bool| {
            let mut draft = draft_of(record.clone());
            draft.origins[0].in_request = in_request;
            draft.origins[0].in_response = in_response;
            make_optional(&mut draft, &mut Rewrites::default());
            draft.into_document().get("required").cloned()
        };
        assert_eq!(required(false, true), Some(json!(["id"])));
        assert_eq!(required(true, false), Some(json!(["secret"])));
        assert_eq!(required(true, true), None);
    }
}
