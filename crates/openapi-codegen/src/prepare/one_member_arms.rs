//! Records with one member that has to be there, as arms of a choice.

use serde_json::{Map, Value};

use crate::draft::Draft;
use crate::{Rewrites, Rule};

const STAY_OPEN: Rule = Rule {
    id: "open-one-member-arm",
    reason: "progenitor would take the name of its only member for a tag: it refuses answers with one more member then, and stops where another one is required",
};

/// Says of arms that are records of one member, and require one, that they have at least one: which is so anyway, and
/// keeps progenitor from making an enum of them that is tagged by the names of the members.
///
/// In requests such an enum sends what the document says, so it stays; but where the member that is required is another
/// one than the one that is described, progenitor would stop.
pub(super) fn keep_open(draft: &mut Draft, rewrites: &mut Rewrites) {
    draft.visit_schemas(|schema, origin| {
        let Some(Value::Array(arms)) = schema.get_mut("oneOf") else {
            return;
        };
        for arm in arms.iter_mut().filter_map(Value::as_object_mut) {
            if let Some((name, is_described)) = only_member(arm)
                && (origin.in_response || !is_described)
            {
                rewrites.add(STAY_OPEN, origin.at, format!("member {name}"));
                arm.insert("minProperties".to_owned(), Value::from(1));
            }
        }
    });
}

/// The only member that a record of one member requires, and whether it is that one.
fn only_member(schema: &Map<String, Value>) -> Option<(String, bool)> {
    let [Value::String(needed)] = schema.get("required")?.as_array()?.as_slice() else {
        return None;
    };
    let members = schema.get("properties")?.as_object()?;
    (members.len() == 1).then(|| (needed.clone(), members.contains_key(needed)))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::draft::tests::draft_of;

    #[test]
    fn only_records_of_one_member_that_is_required() {
        let one = json!({"type": "object", "required": ["a"], "properties": {"a": {}}});
        let others = [
            json!({"type": "object", "properties": {"a": {}}}),
            json!({"type": "object", "required": ["a"], "properties": {"a": {}, "b": {}}}),
            json!({"$ref": "#/components/schemas/A"}),
        ];
        let arms = [vec![one.clone()], others.to_vec()].concat();
        let mut draft = draft_of(json!({ "oneOf": arms }));
        keep_open(&mut draft, &mut Rewrites::default());
        let expected = [vec![marked(&one)], others.to_vec()].concat();
        assert_eq!(draft.into_document(), json!({ "oneOf": expected }));
    }

    #[test]
    fn in_requests_only_what_progenitor_stops_at() {
        let tagged = json!({"type": "object", "required": ["a"], "properties": {"a": {}}});
        let other = json!({"type": "object", "required": ["b"], "properties": {"a": {}}});
        let mut draft = draft_of(json!({ "oneOf": [tagged, other] }));
        draft.origins[0].in_response = false;
        keep_open(&mut draft, &mut Rewrites::default());
        let expected = [tagged, marked(&other)];
        assert_eq!(draft.into_document(), json!({ "oneOf": expected }));
    }

    fn marked(arm: &Value) -> Value {
        let mut marked = arm.clone();
        marked["minProperties"] = json!(1);
        marked
    }
}
