//! How values are written: `style`, `explode`, `allowReserved`, or the media type of `content`.

use openapi_doc::{Header, Parameter, ParameterIn, Schema};

use super::shape::{self, Shape};
use crate::pair::positions::Serialization;
use crate::rule::Rule;
use crate::rules;

type Arguments = Vec<(&'static str, String)>;

/// States how the serialization of two parameters differs, as far as it makes a difference for their values.
pub(super) fn of_parameters<'d>(
    base: Parameter<'d>,
    revision: Parameter<'d>,
    mut state: impl FnMut(&'static Rule, Arguments),
) {
    let (old, new) = (
        Serialization::of_parameter(base),
        Serialization::of_parameter(revision),
    );
    let (
        Serialization::Style {
            style: old_style,
            explode: old_explode,
            allow_reserved: old_reserved,
        },
        Serialization::Style {
            style: new_style,
            explode: new_explode,
            allow_reserved: new_reserved,
        },
    ) = (&old, &new)
    else {
        if old != new {
            let arguments = vec![("before", name(&old)), ("after", name(&new))];
            state(&rules::parameter_content_changed::RULE, arguments);
        }
        return;
    };
    let is_simple = is_simple(base.schema(), revision.schema());
    // `matrix` and `label` put something before a simple value; the others write it as it is.
    let is_prefixed = |style: &str| matches!(style, "matrix" | "label");
    let makes_difference = !is_simple || is_prefixed(old_style) || is_prefixed(new_style);
    if old_style != new_style && makes_difference {
        let arguments = vec![
            ("before", (*old_style).to_owned()),
            ("after", (*new_style).to_owned()),
        ];
        state(&rules::parameter_style_changed::RULE, arguments);
    } else if old_explode != new_explode && !is_simple && *old_style != "deepObject" {
        let arguments = vec![
            ("before", old_explode.to_string()),
            ("after", new_explode.to_string()),
        ];
        state(&rules::parameter_explode_changed::RULE, arguments);
    }
    if base.location_in() == ParameterIn::Query {
        match (old_reserved, new_reserved) {
            (false, true) => state(&rules::parameter_allow_reserved_added::RULE, Vec::new()),
            (true, false) => state(&rules::parameter_allow_reserved_removed::RULE, Vec::new()),
            _ => {}
        }
    }
}

/// How two headers are written, if that makes a difference for their values: before and after.
pub(super) fn of_headers<'d>(base: Header<'d>, revision: Header<'d>) -> Option<(String, String)> {
    let (old, new) = (
        Serialization::of_header(base),
        Serialization::of_header(revision),
    );
    let both_styles = matches!(
        (&old, &new),
        (Serialization::Style { .. }, Serialization::Style { .. })
    );
    let makes_no_difference = both_styles && is_simple(base.schema(), revision.schema());
    (old != new && !makes_no_difference).then(|| (name(&old), name(&new)))
}

/// Whether no array or object can be right on both sides. A sender of simple values writes them alike, and a receiver of
/// simple values refuses the others anyway, which is a matter of their schemas.
fn is_simple(base: Option<Schema<'_>>, revision: Option<Schema<'_>>) -> bool {
    shape::of(base) == Shape::Simple || shape::of(revision) == Shape::Simple
}

fn name(serialization: &Serialization<'_>) -> String {
    match serialization {
        Serialization::MediaType(name) => format!("`{name}`"),
        Serialization::Style { style, explode, .. } => {
            let exploded = if *explode { ", exploded" } else { "" };
            format!("style `{style}`{exploded}")
        }
    }
}
