//! Which kinds of values a schema allows, as far as the way they are written depends on it.

use openapi_doc::{NullSpelling, Schema, Type, TypeSet};
use source_tree::Kind;

/// Schemas inside each other that are looked into, and schemas altogether.
const MAX_DEPTH: usize = 32;
const MAX_SCHEMAS: usize = 500;

/// Every kind that values of a schema may have, integers as numbers: some of them may be excluded by what is not looked at.
pub(super) fn kinds(schema: Option<Schema<'_>>) -> TypeSet {
    let mut left = MAX_SCHEMAS;
    let known = schema.and_then(|schema| known(schema, MAX_DEPTH, &mut left));
    known.unwrap_or_else(all)
}

fn all() -> TypeSet {
    [
        Type::Null,
        Type::Boolean,
        Type::Number,
        Type::String,
        Type::Array,
        Type::Object,
    ]
    .into_iter()
    .collect()
}

/// Whether no value has parts.
pub(super) fn is_scalar(kinds: TypeSet) -> bool {
    !kinds.contains(Type::Array) && !kinds.contains(Type::Object)
}

/// None where nothing restricts them.
fn known(schema: Schema<'_>, depth: usize, left: &mut usize) -> Option<TypeSet> {
    let below = depth.checked_sub(1)?;
    *left = left.checked_sub(1)?;
    let schema = schema.resolve();
    if let Some(allowed) = schema.boolean() {
        return Some(if allowed { all() } else { TypeSet::EMPTY });
    }
    let of_type = Some(schema.types()).filter(|types| !types.is_empty());
    let of_type = of_type.map(|types| {
        let null = (schema.null_spelling() == Some(NullSpelling::Nullable)).then_some(Type::Null);
        types.iter().map(as_number).chain(null).collect()
    });
    let listed = schema
        .enum_values()
        .into_iter()
        .chain(schema.const_value().map(|value| vec![value]));
    let listed = listed.map(|values| values.into_iter().map(|value| of(value.kind())).collect());
    let mut found: Vec<TypeSet> = of_type.into_iter().chain(listed).collect();
    for arm in schema.all_of().into_iter().chain(schema.target()) {
        found.extend(known(arm, below, left));
    }
    for arms in [schema.any_of(), schema.one_of()] {
        if !arms.is_empty() {
            let every = arms.into_iter().try_fold(TypeSet::EMPTY, |every, arm| {
                let kinds = known(arm, below, left)?;
                Some(kinds.iter().fold(every, TypeSet::with))
            });
            found.extend(every);
        }
    }
    let both = |a: TypeSet, b: TypeSet| a.iter().filter(|kind| b.contains(*kind)).collect();
    let found = found.into_iter().reduce(both)?;
    // Beside a choice, `nullable` adds null to all of it.
    let is_nullable = schema.null_spelling() == Some(NullSpelling::Nullable);
    Some(if is_nullable {
        found.with(Type::Null)
    } else {
        found
    })
}

fn as_number(of: Type) -> Type {
    match of {
        Type::Integer => Type::Number,
        other => other,
    }
}

fn of(kind: Kind) -> Type {
    match kind {
        Kind::Null => Type::Null,
        Kind::Bool => Type::Boolean,
        Kind::Number => Type::Number,
        Kind::String => Type::String,
        Kind::Array => Type::Array,
        Kind::Object => Type::Object,
    }
}
