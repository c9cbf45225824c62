//! `title` names types in progenitor, without looking at what they are.

use crate::draft::Draft;
use crate::{Rewrites, Rule};

const DROP_TITLE: Rule = Rule {
    id: "drop-title",
    reason: "progenitor gives two schemas of the same title the same type, whatever they say, so a value would be read as another set's",
};

/// Drops `title` from every schema; what it says stays in the description's place where there is none.
pub(super) fn drop_titles(draft: &mut Draft, rewrites: &mut Rewrites) {
    draft.visit_schemas(|schema, origin| {
        let Some(title) = schema.remove("title") else {
            return;
        };
        rewrites.add(DROP_TITLE, origin.at, format!("title {title}"));
        if title.is_string() {
            schema.entry("description").or_insert(title);
        }
    });
}
