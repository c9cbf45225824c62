//! `default` says what the server assumes for what a client leaves out.

use crate::draft::Draft;
use crate::{Rewrites, Rule};

const DROP_DEFAULT: Rule = Rule {
    id: "drop-default",
    reason: "progenitor sends a default written out in every request and invents it in responses that leave the member out; what is left out stays left out",
};

/// Drops `default` from every schema.
pub(super) fn drop_defaults(draft: &mut Draft, rewrites: &mut Rewrites) {
    draft.visit_schemas(|schema, origin| {
        if let Some(default) = schema.remove("default") {
            rewrites.add(DROP_DEFAULT, origin.at, format!("default {default}"));
        }
    });
}
