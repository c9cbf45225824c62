//! What kind of value a schema allows, as far as serialization depends on it.

use openapi_doc::{Schema, Type, TypeSet};
use source_tree::Kind;

/// Whether the values of a schema have parts that a style spells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// No arrays and no objects: most styles write them alike.
    Simple,
    /// Arrays or objects may be among them.
    Compound,
}

/// Schemas inside each other that are looked into, and schemas altogether: they may reach each other on many paths.
const MAX_DEPTH: usize = 32;
const MAX_SCHEMAS: usize = 500;

/// The shape of a schema; without one, any value is allowed.
pub(crate) fn of(schema: Option<Schema<'_>>) -> Shape {
    let mut left = MAX_SCHEMAS;
    match schema.map(|schema| types(schema, MAX_DEPTH, &mut left)) {
        Some(Some(types)) if !types.contains(Type::Array) && !types.contains(Type::Object) => {
            Shape::Simple
        }
        _ => Shape::Compound,
    }
}

/// The types that a schema allows; none where it does not restrict them.
pub(super) fn types_of(schema: Schema<'_>) -> Option<TypeSet> {
    types(schema, MAX_DEPTH, &mut MAX_SCHEMAS.clone())
}

fn types(schema: Schema<'_>, depth: usize, left: &mut usize) -> Option<TypeSet> {
    let below = depth.checked_sub(1)?;
    *left = left.checked_sub(1)?;
    let schema = schema.resolve();
    let own = Some(schema.types()).filter(|types| !types.is_empty());
    let listed = schema
        .enum_values()
        .into_iter()
        .chain(schema.const_value().map(|value| vec![value]))
        .map(|values| Some(values.into_iter().map(|value| kind(value.kind())).collect()));
    let mut known: Vec<Option<TypeSet>> = std::iter::once(own).chain(listed).collect();
    for arm in schema.all_of().into_iter().chain(schema.target()) {
        known.push(types(arm, below, left));
    }
    for arms in [schema.any_of(), schema.one_of()] {
        if !arms.is_empty() {
            let all = arms.into_iter().try_fold(TypeSet::EMPTY, |all, arm| {
                Some(union(all, types(arm, below, left)?))
            });
            known.push(all);
        }
    }
    known.into_iter().flatten().reduce(intersection)
}

fn kind(kind: Kind) -> Type {
    match kind {
        Kind::Null => Type::Null,
        Kind::Bool => Type::Boolean,
        Kind::Number => Type::Number,
        Kind::String => Type::String,
        Kind::Array => Type::Array,
        Kind::Object => Type::Object,
    }
}

fn union(a: TypeSet, b: TypeSet) -> TypeSet {
    b.iter().fold(a, TypeSet::with)
}

fn intersection(a: TypeSet, b: TypeSet) -> TypeSet {
    a.iter().filter(|kind| b.contains(*kind)).collect()
}
