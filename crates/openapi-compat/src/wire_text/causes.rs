//! Causes of differences, told in strings: a type that is not to be seen in a message is no cause.

use std::collections::BTreeSet;

use openapi_doc::{Document, MediaType, Schema, Type};
use schema_subset::Value;
use source_tree::Node;

use super::is_json;
use super::written::{text, values_of};
use crate::pair::positions::{Position, Serialization};
use crate::schema::SchemaFact;
use crate::schema::structure::Declared;

/// The facts about a scalar in the words of what is written: a change of the type is left out where the receiver's type has
/// the string too, and values that are listed on both sides, as strings, are no new ones.
pub(super) fn in_texts(
    sender: Schema<'_>,
    receiver: Schema<'_>,
    facts: Vec<SchemaFact>,
) -> Vec<SchemaFact> {
    let is_of_type = |fact: &SchemaFact| {
        matches!(
            fact.change.rule,
            "request-type-changed" | "response-type-changed"
        )
    };
    let has_others = facts.iter().any(|fact| !is_of_type(fact));
    let types = receiver.resolve().types();
    let facts = facts.into_iter().filter(|fact| {
        let value = fact.value.as_ref();
        let written = value.and_then(|(_, value)| text(value));
        let is_typed = written.is_some_and(|text| {
            let mut values = values_of(&text).into_iter();
            values.any(|value| types.iter().any(|of| is_of(&value, of)))
        });
        !(has_others && is_typed && is_of_type(fact))
    });
    let mut facts: Vec<SchemaFact> = facts.collect();
    let (Some(sent), Some(known)) = (listed(sender), listed(receiver)) else {
        return facts;
    };
    if lists_strings_only(sender) && lists_strings_only(receiver) {
        return facts;
    }
    let new: Vec<String> = sent
        .difference(&known)
        .map(|text| format!("`{text}`"))
        .collect();
    for fact in &mut facts {
        let rule = fact.change.rule;
        if !new.is_empty()
            && matches!(
                rule,
                "request-enum-value-removed" | "response-enum-value-added"
            )
        {
            let mut arguments = fact.change.arguments.iter_mut();
            if let Some((_, values)) = arguments.find(|(name, _)| *name == "values") {
                *values = new.join(", ");
            }
        }
    }
    facts
}

fn is_of(value: &Value, of: Type) -> bool {
    match of {
        Type::Null => *value == Value::Null,
        Type::Boolean => matches!(value, Value::Bool(_)),
        Type::Integer => matches!(value, Value::Number(number) if number.is_integer()),
        Type::Number => matches!(value, Value::Number(_)),
        Type::String => matches!(value, Value::String(_)),
        Type::Array | Type::Object => false,
    }
}

/// What is told of a difference in what two schemas list, or set where nothing is sent; none if it is no difference in what
/// is written.
pub(crate) fn arguments(
    position: &Position<'_>,
    form: Option<MediaType<'_>>,
    documents: [&Document; 2],
    declared: &Declared,
) -> Option<Vec<(&'static str, String)>> {
    let arguments = declared.arguments.clone();
    let of = match declared.rule {
        "request-enum-value-added" | "response-enum-value-removed" => listed,
        "request-default-changed" | "response-default-changed" => default,
        _ => return Some(arguments),
    };
    let Some([base, revision]) = texts_of(position, form, documents, declared) else {
        return Some(arguments);
    };
    let (Some(old), Some(new)) = (of(base), of(revision)) else {
        return Some(arguments);
    };
    if lists_strings_only(base) && lists_strings_only(revision) {
        return Some(arguments);
    }
    let changed: Vec<&String> = match declared.rule {
        "response-enum-value-removed" => old.difference(&new).collect(),
        _ => new.difference(&old).collect(),
    };
    if changed.is_empty() {
        return None;
    }
    let changed: Vec<String> = changed
        .into_iter()
        .map(|text| format!("`{text}`"))
        .collect();
    let told = arguments.into_iter().map(|(name, value)| match name {
        "values" => (name, changed.join(", ")),
        _ => (name, value),
    });
    Some(told.collect())
}

/// The schemas that a difference is about, if their values are written as strings.
fn texts_of<'d>(
    position: &Position<'_>,
    form: Option<MediaType<'_>>,
    [base, revision]: [&'d Document; 2],
    declared: &Declared,
) -> Option<[Schema<'d>; 2]> {
    let base = base.schema_at(declared.base)?;
    let revision = revision.schema_at(declared.revision)?;
    let is_field = |form: MediaType<'_>| {
        let body = form.schema().map(Schema::resolve);
        let mut fields = body.into_iter().flat_map(Schema::properties);
        fields.any(|field| {
            let schema = field.schema();
            let is_here = [base, revision]
                .iter()
                .any(|other| same(*other, schema) || same(*other, schema.resolve()));
            is_here && !is_json(form, field.name())
        })
    };
    let is_style = |of: &Serialization<'_>| matches!(of, Serialization::Style { .. });
    let is_text = match form {
        Some(form) => is_field(form),
        None => is_style(&position.serialization.0) && is_style(&position.serialization.1),
    };
    is_text.then_some([base, revision])
}

fn same(one: Schema<'_>, other: Schema<'_>) -> bool {
    one.item() == other.item()
}

/// The strings of the values that a schema lists.
fn listed(schema: Schema<'_>) -> Option<BTreeSet<String>> {
    let schema = schema.resolve();
    let single = || schema.const_value().map(|value| vec![value]);
    texts(schema.enum_values().or_else(single)?)
}

/// Whether its values are told as they are written.
fn lists_strings_only(schema: Schema<'_>) -> bool {
    let schema = schema.resolve();
    let values = schema.enum_values().into_iter().flatten();
    values
        .chain(schema.const_value())
        .chain(schema.default())
        .all(|value| value.as_str().is_some())
}

fn default(schema: Schema<'_>) -> Option<BTreeSet<String>> {
    texts(vec![schema.resolve().default()?])
}

fn texts(values: Vec<Node<'_>>) -> Option<BTreeSet<String>> {
    let values = values.into_iter();
    values
        .map(|value| text(&Value::from_node(value)?))
        .collect()
}
