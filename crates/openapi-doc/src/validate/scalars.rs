//! Values that are not objects: types, and the few rules about their content.

use source_tree::{Kind, Node, Value};

use crate::load::quote;
use crate::vocabulary::Shape;

/// What is wrong with a scalar: code, message and help. `None` if nothing is.
pub(super) fn check(node: Node<'_>, shape: Shape) -> Option<(&'static str, String, String)> {
    let expected = match shape {
        Shape::String => {
            if node.kind() == Kind::String {
                return None;
            }
            "a string"
        }
        Shape::Boolean => {
            if node.kind() == Kind::Bool {
                return None;
            }
            "`true` or `false`"
        }
        Shape::Number => {
            if node.kind() == Kind::Number {
                return None;
            }
            "a number"
        }
        Shape::PositiveNumber => {
            if node
                .as_number()
                .is_some_and(|number| is_positive(number.text()))
            {
                return None;
            }
            "a number above zero"
        }
        Shape::Count => {
            if node
                .as_number()
                .is_some_and(|number| is_count(number.text()))
            {
                return None;
            }
            "an integer that is not negative"
        }
        Shape::OneOf(names) => return check_one_of(node, names),
        Shape::UniqueStrings => return check_unique_strings(node),
        _ => return None,
    };
    Some(wrong_type(node, expected))
}

/// The problem of a value that is not what is expected.
pub(super) fn wrong_type(node: Node<'_>, expected: &str) -> (&'static str, String, String) {
    let found = match node.value() {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    };
    let help = match (expected, node.value()) {
        ("a string", Value::Number(number)) if number.text().len() <= 40 => {
            format!("write \"{}\" with quotes", number.text())
        }
        ("a string", Value::Bool(_)) => "write the value with quotes".to_owned(),
        _ => format!("write {expected} here, or remove the member"),
    };
    let message = if expected.contains("number") && found == "a number"
        || expected.starts_with("an integer")
    {
        format!("expected {expected}")
    } else {
        format!("expected {expected}, found {found}")
    };
    ("wrong-type", message, help)
}

fn check_one_of(node: Node<'_>, names: &[&str]) -> Option<(&'static str, String, String)> {
    let Some(text) = node.as_str() else {
        return Some(wrong_type(node, "a string"));
    };
    if names.contains(&text) {
        return None;
    }
    let message = format!(
        "{} is not one of the values that are allowed here",
        quote(text)
    );
    let listed: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
    Some((
        "unknown-value",
        message,
        format!("use one of {}", listed.join(", ")),
    ))
}

fn check_unique_strings(node: Node<'_>) -> Option<(&'static str, String, String)> {
    let Some(array) = node.as_array() else {
        return Some(wrong_type(node, "an array of strings"));
    };
    let mut seen = foldhash::HashSet::default();
    for item in array {
        let Some(text) = item.as_str() else {
            return Some(wrong_type(item, "a string"));
        };
        if !seen.insert(text) {
            let message = format!("{} is listed twice", quote(text));
            return Some((
                "duplicate-value",
                message,
                "remove one of the two".to_owned(),
            ));
        }
    }
    None
}

/// Whether a number in JSON's grammar is above zero, without rounding.
fn is_positive(text: &str) -> bool {
    let mantissa = text.split(['e', 'E']).next().unwrap_or_default();
    !text.starts_with('-') && mantissa.bytes().any(|byte| (b'1'..=b'9').contains(&byte))
}

/// Whether a number in JSON's grammar is an integer that is not negative. JSON Schema counts `1.0` as an integer.
fn is_count(text: &str) -> bool {
    whole(text).is_some()
        || (!text.starts_with('-') && text.bytes().all(|byte| byte.is_ascii_digit()))
}

/// A number in JSON's grammar as an integer that is not negative, if it is one and fits: `3`, `3.0`, `3e2`, `-0`.
pub(crate) fn whole(text: &str) -> Option<u64> {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i64>().ok()?),
        None => (text, 0),
    };
    let (integer, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let fraction = fraction.trim_end_matches('0');
    let (negative, integer) = match integer.strip_prefix('-') {
        Some(integer) => (true, integer),
        None => (false, integer),
    };
    let digits = format!("{integer}{fraction}");
    let digits = digits.trim_start_matches('0');
    if digits.is_empty() {
        return Some(0);
    }
    let shift = exponent.checked_sub(i64::try_from(fraction.len()).ok()?)?;
    if negative {
        return None;
    }
    let significant = digits.trim_end_matches('0');
    let zeros = i64::try_from(digits.len() - significant.len())
        .ok()?
        .checked_add(shift)?;
    let scale = 10_u64.checked_pow(u32::try_from(zeros).ok()?)?;
    significant.parse::<u64>().ok()?.checked_mul(scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_in_every_spelling() {
        for (text, value) in [
            ("0", Some(0)),
            ("3", Some(3)),
            ("3.0", Some(3)),
            ("3e2", Some(300)),
            ("30e-1", Some(3)),
            ("-0", Some(0)),
            ("-0.0", Some(0)),
            ("1.5e1", Some(15)),
            ("3.5", None),
            ("-3", None),
            ("3e-1", None),
            ("1e30", None),
            ("18446744073709551615", Some(u64::MAX)),
            ("18446744073709551616", None),
        ] {
            assert_eq!(whole(text), value, "{text}");
        }
    }

    #[test]
    fn positive_numbers_are_not_rounded() {
        assert!(is_positive("0.01") && is_positive("1e-400") && is_positive("5"));
        assert!(!is_positive("0") && !is_positive("-1") && !is_positive("0.00e5"));
    }
}
