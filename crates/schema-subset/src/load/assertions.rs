//! Keywords that look at the value alone: types, enumerations, bounds, patterns and formats.

use source_tree::{Node as Source, Value as Json};

use super::{Loader, Reader, mark};
use crate::ir::{Arrays, Node, Numbers, Objects, Strings, Type, Types};
use crate::numbers::Decimal;
use crate::value::Value;

/// The formats that say something about strings only. Any other may be about numbers too.
const STRING_FORMATS: [&str; 7] = ["uuid", "date", "date-time", "ipv4", "ipv6", "email", "uri"];

/// Longer examples would not make a readable witness.
const MAX_EXAMPLE: usize = 64;

impl Loader<'_, '_> {
    /// Reads an assertion that both dialects have, or says that the keyword is none.
    pub(super) fn read_assertion(
        &mut self,
        of: &Reader<'_>,
        keyword: &str,
        value: Source<'_>,
        node: &mut Node,
    ) -> bool {
        match keyword {
            "type" => read_types(value, node),
            "enum" => match value.as_array() {
                Some(array) => read_values(array.iter(), keyword, node),
                None => mark(node, "enum"),
            },
            "const" => read_values(std::iter::once(value), keyword, node),
            "minimum" | "exclusiveMinimum" | "maximum" | "exclusiveMaximum" => {
                match decimal(value) {
                    Some(bound) => read_bound(keyword, bound, node),
                    None => mark(node, keyword),
                }
            }
            "multipleOf" => match decimal(value).filter(is_positive) {
                Some(step) => numbers(node).multiple_of = Some(step),
                None => mark(node, keyword),
            },
            "minLength" | "maxLength" | "minItems" | "maxItems" | "minProperties"
            | "maxProperties" | "minContains" | "maxContains" => {
                match count(value) {
                    Some(limit) => read_limit(of, keyword, limit, node),
                    // A maximum beyond what is counted forbids nothing that is ever built.
                    None => mark(node, keyword),
                }
            }
            "pattern" => match value.as_str() {
                Some(text) => {
                    let pattern = self.schemas.intern_pattern(text);
                    if self.schemas.pattern(pattern).is_some() {
                        strings(node).pattern = Some(pattern);
                    } else {
                        mark(node, &format!("pattern {text}"));
                    }
                }
                None => mark(node, keyword),
            },
            "format" => {
                if let Some(name) = value.as_str()
                    && of.context.asserts_formats()
                {
                    read_format(name, node);
                }
            }
            "uniqueItems" => match value.as_bool() {
                Some(unique) => node.arrays.get_or_insert_default().unique = unique,
                None => mark(node, keyword),
            },
            "required" => match names(value) {
                Some(required) => {
                    let mut required: Vec<_> =
                        required.iter().map(|n| self.schemas.intern(n)).collect();
                    required.sort_unstable();
                    required.dedup();
                    let objects = node.objects.get_or_insert_default();
                    objects.record = true;
                    objects.required = required;
                }
                None => mark(node, keyword),
            },
            "readOnly" => node.read_only = value.as_bool() == Some(true),
            "writeOnly" => node.write_only = value.as_bool() == Some(true),
            "default" | "example" => read_example(value, node),
            "examples" => {
                for example in value.as_array().into_iter().flatten() {
                    read_example(example, node);
                }
            }
            _ => return false,
        }
        true
    }
}

/// `contains` counts at least one unless `minContains` is written; without `contains` both
/// counts say nothing (2020-12, section 6.4.4).
pub(super) fn finish(node: &mut Node) {
    if let Some(arrays) = &mut node.arrays
        && arrays.contains.is_none()
    {
        arrays.min_contains = 0;
        arrays.max_contains = None;
    }
    drop_what_says_nothing(node);
}

/// Defaults that are written out (`minLength: 0`, `uniqueItems: false`) are as good as not written: so the schema is the
/// same as one without them. Keywords about arrays and objects say something by being there where no type is written.
fn drop_what_says_nothing(node: &mut Node) {
    node.strings = node
        .strings
        .take()
        .filter(|strings| **strings != Strings::default());
    node.numbers = node
        .numbers
        .take()
        .filter(|numbers| **numbers != Numbers::default());
    if node.types.is_some() {
        node.arrays = node
            .arrays
            .take()
            .filter(|arrays| **arrays != Arrays::default());
        node.objects = node
            .objects
            .take()
            .filter(|objects| **objects != Objects::default());
    }
}

fn read_types(value: Source<'_>, node: &mut Node) {
    let mut types = Types::NONE;
    let mut integer = false;
    let written: Option<Vec<&str>> = match value.value() {
        Json::String(name) => Some(vec![name]),
        Json::Array(array) => array.iter().map(Source::as_str).collect(),
        _ => None,
    };
    let Some(written) = written else {
        return mark(node, "type");
    };
    for name in written {
        match name {
            "null" => types.add(Type::Null),
            "boolean" => types.add(Type::Bool),
            "number" => types.add(Type::Number),
            "integer" => integer = true,
            "string" => types.add(Type::String),
            "array" => types.add(Type::Array),
            "object" => types.add(Type::Object),
            _ => return mark(node, "type"),
        }
    }
    if integer && !types.has(Type::Number) {
        types.add(Type::Number);
        types.integers_only = true;
    }
    node.types = Some(types);
}

fn read_values<'t>(values: impl Iterator<Item = Source<'t>>, keyword: &str, node: &mut Node) {
    let Some(mut values) = values.map(Value::from_node).collect::<Option<Vec<_>>>() else {
        return mark(node, keyword);
    };
    if let Some(others) = &node.values {
        values.retain(|value| others.contains(value));
    }
    values.sort();
    values.dedup();
    node.values = Some(values.into());
}

pub(super) fn read_bound(keyword: &str, bound: Decimal, node: &mut Node) {
    let numbers = numbers(node);
    match keyword {
        "minimum" => numbers.lower.push((bound, false)),
        "exclusiveMinimum" => numbers.lower.push((bound, true)),
        "maximum" => numbers.upper.push((bound, false)),
        _ => numbers.upper.push((bound, true)),
    }
    numbers.lower.sort();
    numbers.upper.sort();
}

fn read_limit(of: &Reader<'_>, keyword: &str, limit: u64, node: &mut Node) {
    match keyword {
        "minLength" => strings(node).min = limit,
        "maxLength" => strings(node).max = Some(limit),
        "minItems" => node.arrays.get_or_insert_default().min = limit,
        "maxItems" => node.arrays.get_or_insert_default().max = Some(limit),
        "minProperties" => node.objects.get_or_insert_default().min = limit,
        "maxProperties" => node.objects.get_or_insert_default().max = Some(limit),
        "minContains" if of.get("contains").is_some() => {
            node.arrays.get_or_insert_default().min_contains = limit;
        }
        "maxContains" => node.arrays.get_or_insert_default().max_contains = Some(limit),
        _ => {}
    }
}

fn read_format(name: &str, node: &mut Node) {
    let range = match name {
        "int32" => Some(("-2147483648", "2147483647")),
        "int64" => Some(("-9223372036854775808", "9223372036854775807")),
        "float" => Some((
            "-34028234663852885981170418348451692544e1",
            "34028234663852885981170418348451692544e1",
        )),
        "double" => Some(("-1.7976931348623157e308", "1.7976931348623157e308")),
        _ => None,
    };
    if let Some((lower, upper)) = range {
        match (Decimal::parse(lower), Decimal::parse(upper)) {
            (Some(lower), Some(upper)) => {
                read_bound("minimum", lower, node);
                read_bound("maximum", upper, node);
            }
            _ => numbers(node).format = Some(name.into()),
        }
        return;
    }
    if matches!(name, "password" | "byte" | "binary") {
        return;
    }
    strings(node).format = Some(name.into());
    if !STRING_FORMATS.contains(&name) {
        numbers(node).format = Some(name.into());
    }
}

fn read_example(value: Source<'_>, node: &mut Node) {
    let short = value.source().len() <= MAX_EXAMPLE;
    if short && let Some(example) = Value::from_node(value) {
        node.notes.examples.push(example);
    }
}

fn numbers(node: &mut Node) -> &mut Numbers {
    node.numbers.get_or_insert_default()
}

fn strings(node: &mut Node) -> &mut Strings {
    node.strings.get_or_insert_default()
}

pub(super) fn decimal(value: Source<'_>) -> Option<Decimal> {
    Decimal::parse(value.as_number()?.text())
}

fn is_positive(step: &Decimal) -> bool {
    Decimal::parse("0").is_some_and(|zero| *step > zero)
}

/// A count: a number without a fraction, however it is written (`2.0` counts two).
fn count(value: Source<'_>) -> Option<u64> {
    let number = value.as_number()?;
    if let Some(count) = number.as_u64() {
        return Some(count);
    }
    let exact = Decimal::parse(number.text())?;
    exact.is_integer().then(|| exact.to_string().parse().ok())?
}

/// The strings of an array.
pub(super) fn names(value: Source<'_>) -> Option<Vec<&str>> {
    value.as_array()?.iter().map(Source::as_str).collect()
}
