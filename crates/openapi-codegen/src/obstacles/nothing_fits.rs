//! Schemas that allow nothing.

use openapi_doc::{Schema, Type, TypeSet};
use registry::Severity;

use super::{Found, Kind};

const NOTHING_FITS: Kind = Kind {
    id: "nothing-fits-schema",
    severity: Severity::Error,
    next_step: "allow what is really sent, or leave the schema out",
};

/// Finds them where a value has to be: a member that must not be there is left out of its struct.
pub(super) fn find(schemas: &[Schema<'_>], found: &mut Found) {
    for schema in schemas {
        for (keyword, child) in schema.children() {
            let is_needed = ["allOf", "oneOf", "anyOf", "additionalProperties"].contains(&keyword);
            let closes = keyword == "additionalProperties" && child.boolean() == Some(false);
            if is_needed && !closes && allows_nothing(child) {
                found.add(
                    &NOTHING_FITS,
                    child.item(),
                    None,
                    "no value fits this schema",
                );
            }
        }
        let parts = schema.all_of();
        if let Some((one, other)) = contradiction(&parts) {
            let message = format!("no value is {} and {} at once", shown(one), shown(other));
            found.add(&NOTHING_FITS, schema.item(), None, message);
        }
    }
}

fn allows_nothing(schema: Schema<'_>) -> bool {
    let excludes_all = schema.not_schema().is_some_and(|not| {
        not.boolean() == Some(true)
            || (not.boolean().is_none() && not.item().members().next().is_none())
    });
    schema.boolean() == Some(false)
        || excludes_all
        || schema.enum_values().is_some_and(|values| values.is_empty())
}

/// Two parts of an `allOf` that share no type.
fn contradiction(parts: &[Schema<'_>]) -> Option<(TypeSet, TypeSet)> {
    let types: Vec<TypeSet> = parts
        .iter()
        .map(|part| part.resolve().types())
        .filter(|types| !types.is_empty())
        .collect();
    for (index, one) in types.iter().enumerate() {
        for other in types.iter().skip(index + 1) {
            let is_shared = |kind: Type| {
                other.contains(kind)
                    || (kind == Type::Integer && other.contains(Type::Number))
                    || (kind == Type::Number && other.contains(Type::Integer))
            };
            if !one.iter().any(is_shared) {
                return Some((*one, *other));
            }
        }
    }
    None
}

fn shown(types: TypeSet) -> String {
    types
        .iter()
        .map(Type::as_str)
        .collect::<Vec<_>>()
        .join(" or ")
}
