//! What is changed in a 3.0 draft so that progenitor makes of it the client that we promise.
//!
//! Every step is one file with its [`Rule`](crate::Rule)s and reasons, and reports each place that it touched.

mod default_values;
mod descriptions;
mod known_values;
mod one_member_arms;
mod one_way_members;
mod optional_members;
mod personal_data;
mod response_limits;
mod string_sets;
mod titles;

use crate::Rewrites;
use crate::draft::Draft;

/// Runs every step. Their order matters: known values become enums before response enums are opened, and
/// personal data is wrapped last, around the schema that the other steps left.
pub fn prepare(draft: &mut Draft, rewrites: &mut Rewrites) {
    titles::drop_titles(draft, rewrites);
    default_values::drop_defaults(draft, rewrites);
    known_values::write_as_enums(draft, rewrites);
    string_sets::say_their_type(draft, rewrites);
    one_way_members::make_optional(draft, rewrites);
    response_limits::relax(draft, rewrites);
    one_member_arms::keep_open(draft, rewrites);
    optional_members::tolerate_null(draft, rewrites);
    descriptions::mark_code_as_text(draft, rewrites);
    personal_data::wrap(draft, rewrites);
}

/// `1 value`, `3 values`.
fn counted(values: usize) -> String {
    format!("{values} {}", if values == 1 { "value" } else { "values" })
}
