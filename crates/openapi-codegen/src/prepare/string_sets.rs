//! An `enum` of strings says what type they have, `type` or not.

use serde_json::Value;

use crate::draft::Draft;
use crate::{Rewrites, Rule};

const SAY_TYPE: Rule = Rule {
    id: "type-of-string-set",
    reason: "progenitor refuses null beside a set of strings without a type",
};

/// Adds the type to sets of strings that have none.
pub(super) fn say_their_type(draft: &mut Draft, rewrites: &mut Rewrites) {
    draft.visit_schemas(|schema, origin| {
        let Some(Value::Array(values)) = schema.get("enum") else {
            return;
        };
        let is_set = !values.is_empty() && values.iter().all(Value::is_string);
        if is_set && !schema.contains_key("type") {
            rewrites.add(SAY_TYPE, origin.at, "type string");
            schema.insert("type".to_owned(), Value::from("string"));
        }
    });
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::draft::tests::draft_of;

    #[test]
    fn only_sets_of_nothing_but_strings() {
        let said = |schema| {
            let mut draft = draft_of(schema);
            say_their_type(&mut draft, &mut Rewrites::default());
            draft.into_document()
        };
        assert_eq!(
            said(json!({"enum": ["a"], "nullable": true})),
            json!({"enum": ["a"], "nullable": true, "type": "string"})
        );
        for other in [json!({"enum": ["a", 1]}), json!({"enum": []}), json!({})] {
            assert_eq!(said(other.clone()), other);
        }
    }
}
