//! Schemas of scalars as schemas of the strings that they are written as.
//!
//! Values of one kind are written in different ways from each other, so that what a schema says of that kind can be said of
//! the strings, keyword by keyword, under `not` and `oneOf` too. Only between the kinds can one string be two values (`1`
//! and `"1"`), and there the strings of all kinds are united.

use openapi_doc::{Schema, Type};
use schema_subset::Value as Exact;
use schema_subset::numbers::Decimal;
use serde_json::{Value, json};

use super::numerals::{self, INTEGER, LENIENT, NUMBER, PLAIN};

/// Schemas inside of schemas that are translated.
const MAX_DEPTH: usize = 32;

/// Why a schema has no translation, as a part of a sentence.
pub(super) type Unmodelled = &'static str;

/// Who looks at the string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Party {
    /// Writes a number in one way.
    Sender,
    /// May read a number that is written in another way.
    Receiver,
}

/// From which side the set of strings is approached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    /// No string that is not certainly in it.
    Inner,
    /// Every string that may be in it.
    Outer,
}

impl Bound {
    fn other(self) -> Self {
        match self {
            Self::Inner => Self::Outer,
            Self::Outer => Self::Inner,
        }
    }
}

/// What is needed to translate for one party from one side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct View {
    pub(super) party: Party,
    pub(super) bound: Bound,
}

/// What keywords of one schema say of one kind.
type Leaf<'l> = dyn Fn(Schema<'_>, Bound) -> Result<Vec<Value>, Unmodelled> + 'l;

/// The strings that are strings.
pub(super) fn strings(schema: Schema<'_>) -> Result<Value, Unmodelled> {
    let leaf = |schema: Schema<'_>, _| Ok(of_strings(schema));
    logic(schema, Bound::Inner, &leaf, MAX_DEPTH)
}

fn of_strings(schema: Schema<'_>) -> Vec<Value> {
    let types = schema.types();
    if !types.is_empty() && !types.contains(Type::String) {
        return vec![json!(false)];
    }
    let mut found = Vec::new();
    let single = schema.const_value().map(|value| vec![value]);
    for values in schema.enum_values().into_iter().chain(single) {
        let values = values.into_iter().filter_map(source_tree::Node::as_str);
        found.push(json!({ "enum": values.collect::<Vec<_>>() }));
    }
    if let Some(pattern) = schema.pattern() {
        found.push(json!({ "pattern": pattern }));
    }
    if let Some(format) = schema.format() {
        found.push(json!({ "format": format }));
    }
    if let Some(least) = schema.min_length() {
        found.push(json!({ "minLength": least }));
    }
    if let Some(most) = schema.max_length() {
        found.push(json!({ "maxLength": most }));
    }
    found
}

/// The strings that are numbers.
pub(super) fn numbers(schema: Schema<'_>, view: View) -> Result<Value, Unmodelled> {
    let leaf = |schema: Schema<'_>, bound| {
        of_numbers(
            schema,
            View {
                bound,
                party: view.party,
            },
        )
    };
    let written = match (view.party, view.bound) {
        (Party::Sender, Bound::Inner) => PLAIN,
        (Party::Sender, Bound::Outer) | (Party::Receiver, Bound::Inner) => NUMBER,
        (Party::Receiver, Bound::Outer) => LENIENT,
    };
    let said = logic(schema, view.bound, &leaf, MAX_DEPTH)?;
    Ok(json!({ "allOf": [{ "pattern": written }, said] }))
}

fn of_numbers(schema: Schema<'_>, view: View) -> Result<Vec<Value>, Unmodelled> {
    let mut found = Vec::new();
    // What holds for numbers that are written plainly, exactly; a receiver may read others as well.
    let exact = |exact: Value| match (view.party, view.bound) {
        (Party::Receiver, Bound::Outer) => {
            json!({ "anyOf": [exact, { "not": { "pattern": PLAIN } }] })
        }
        _ => exact,
    };
    // What is known of integers only.
    let of_integers = |integers: Value| match view.bound {
        Bound::Inner => integers,
        Bound::Outer => json!({ "anyOf": [integers, { "not": { "pattern": INTEGER } }] }),
    };
    let types = schema.types();
    if types.contains(Type::Number) {
    } else if types.contains(Type::Integer) {
        found.push(exact(json!({ "pattern": INTEGER })));
    } else if !types.is_empty() {
        return Ok(vec![json!(false)]);
    }
    let single = schema.const_value().map(|value| vec![value]);
    for values in schema.enum_values().into_iter().chain(single) {
        let numbers = values.into_iter().filter_map(Exact::from_node);
        let numbers = numbers.filter(|value| matches!(value, Exact::Number(_)));
        let texts: Vec<String> = numbers.map(|number| number.to_string()).collect();
        found.push(exact(json!({ "enum": texts })));
    }
    let (low, high) = bounds(schema)?;
    if low.is_some() || high.is_some() {
        let pattern = numerals::integers(low, high);
        found.push(of_integers(json!({ "pattern": pattern })));
    }
    if let Some(step) = schema.multiple_of() {
        let step = Decimal::parse(step.text());
        if step == Decimal::new(1, 0) {
            found.push(exact(json!({ "pattern": INTEGER })));
        } else if view.bound == Bound::Inner {
            found.push(json!({ "enum": ["0"] }));
        }
    }
    if view.bound == Bound::Inner {
        found.extend(schema.format().and_then(certainly_of_format));
    }
    Ok(found)
}

/// Numbers that are certainly allowed by a format; none if it restricts none beyond [`bounds`].
fn certainly_of_format(format: &str) -> Option<Value> {
    match format {
        // The last ones are about strings.
        "int32" | "int64" | "password" | "byte" | "binary" | "uuid" | "date" | "date-time"
        | "ipv4" | "ipv6" | "email" | "uri" => None,
        "float" => Some(json!({ "pattern": numerals::within_digits(38) })),
        "double" => Some(json!({ "pattern": numerals::within_digits(300) })),
        // Nobody knows which numbers these are.
        _ => Some(json!(false)),
    }
}

/// The integers between which the bounds of a schema leave numbers.
fn bounds(schema: Schema<'_>) -> Result<(Option<i128>, Option<i128>), Unmodelled> {
    const TOO_LARGE: Unmodelled = "a bound has too many digits";
    let read = |number: Option<source_tree::Number<'_>>| match number {
        Some(number) => Decimal::parse(number.text()).map(Some).ok_or(TOO_LARGE),
        None => Ok(None),
    };
    let ceiling = |bound: Decimal| numerals::ceiling(bound).ok_or(TOO_LARGE);
    let floor = |bound: Decimal| numerals::floor(bound).ok_or(TOO_LARGE);
    let mut lows = Vec::new();
    let mut highs = Vec::new();
    if let Some(bound) = read(schema.minimum())? {
        lows.push(ceiling(bound)?);
    }
    if let Some(bound) = read(schema.maximum())? {
        highs.push(floor(bound)?);
    }
    if let Some(bound) = read(schema.exclusive_minimum())? {
        lows.push(floor(bound)? + 1);
    }
    if let Some(bound) = read(schema.exclusive_maximum())? {
        highs.push(ceiling(bound)? - 1);
    }
    match schema.format() {
        Some("int32") => {
            lows.push(i32::MIN.into());
            highs.push(i32::MAX.into());
        }
        Some("int64") => {
            lows.push(i64::MIN.into());
            highs.push(i64::MAX.into());
        }
        _ => {}
    }
    Ok((lows.into_iter().max(), highs.into_iter().min()))
}

/// What a schema says of one kind: its own keywords, and those of the schemas for the same value.
fn logic(
    schema: Schema<'_>,
    bound: Bound,
    leaf: &Leaf<'_>,
    depth: usize,
) -> Result<Value, Unmodelled> {
    let Some(below) = depth.checked_sub(1) else {
        return Err("schemas are nested too deeply, or without an end");
    };
    let schema = schema.resolve();
    if let Some(allowed) = schema.boolean() {
        return Ok(json!(allowed));
    }
    let of = |schema: Schema<'_>, bound| logic(schema, bound, leaf, below);
    let not = |schema: Schema<'_>| -> Result<Value, Unmodelled> {
        Ok(json!({ "not": of(schema, bound.other())? }))
    };
    let mut all = leaf(schema, bound)?;
    for part in schema.target().into_iter().chain(schema.all_of()) {
        all.push(of(part, bound)?);
    }
    let any = schema.any_of();
    if !any.is_empty() {
        let arms = any.into_iter().map(|arm| of(arm, bound));
        all.push(json!({ "anyOf": arms.collect::<Result<Vec<_>, _>>()? }));
    }
    let one = schema.one_of();
    if !one.is_empty() {
        let mut arms = Vec::new();
        for (index, &arm) in one.iter().enumerate() {
            let mut only = vec![of(arm, bound)?];
            for (other, &denied) in one.iter().enumerate() {
                if other != index {
                    only.push(not(denied)?);
                }
            }
            arms.push(json!({ "allOf": only }));
        }
        all.push(json!({ "anyOf": arms }));
    }
    if let Some(denied) = schema.not_schema() {
        all.push(not(denied)?);
    }
    if let Some(test) = schema.if_schema() {
        let also = |schema: Option<Schema<'_>>| schema.map_or(Ok(json!(true)), |s| of(s, bound));
        all.push(json!({ "anyOf": [
            { "allOf": [of(test, bound)?, also(schema.then_schema())?] },
            { "allOf": [not(test)?, also(schema.else_schema())?] },
        ] }));
    }
    Ok(if all.is_empty() {
        json!(true)
    } else {
        json!({ "allOf": all })
    })
}
