//! Values of a source as values of `serde_json`, as long as nothing is lost.

use serde_json::{Map, Number, Value};
use source_tree::Node;

use super::checker::Unchecked;

/// Digits that every double keeps.
const SAFE_DIGITS: usize = 15;
/// Values nested deeper than this are refused, as `serde_json` does.
pub(super) const MAX_DEPTH: usize = 128;

pub(super) fn to_json(node: Node<'_>, depth: usize) -> Result<Value, Unchecked> {
    if depth > MAX_DEPTH {
        return Err(Unchecked::new("a value nested more than 128 deep"));
    }
    Ok(match node.value() {
        source_tree::Value::Null => Value::Null,
        source_tree::Value::Bool(value) => Value::Bool(value),
        source_tree::Value::String(text) => Value::String(text.to_owned()),
        source_tree::Value::Number(number) => Value::Number(number_of(number.text())?),
        source_tree::Value::Array(array) => {
            let items = array.iter().map(|item| to_json(item, depth + 1));
            Value::Array(items.collect::<Result<_, _>>()?)
        }
        source_tree::Value::Object(object) => {
            let mut map = Map::new();
            for (key, value) in object {
                let name = key.as_str().to_owned();
                if !map.contains_key(&name) {
                    map.insert(name, to_json(value, depth + 1)?);
                }
            }
            Value::Object(map)
        }
    })
}

fn number_of(text: &str) -> Result<Number, Unchecked> {
    if let Ok(value) = text.parse::<i64>() {
        return Ok(value.into());
    }
    if let Ok(value) = text.parse::<u64>() {
        return Ok(value.into());
    }
    let inexact = || Unchecked::new(format!("the number {text} does not fit a double"));
    let value: f64 = text.parse().map_err(|_| inexact())?;
    let digits = significant_digits(text);
    // A short number is what the double is printed as; a long one may be an exact double as well.
    let is_kept = digits.len() <= SAFE_DIGITS || same_number(text, &format!("{value:e}"));
    let vanished = value == 0.0 && !digits.is_empty();
    if !is_kept || vanished {
        return Err(inexact());
    }
    Number::from_f64(value).ok_or_else(inexact)
}

/// The digits before the exponent, without the zeros at both ends.
fn significant_digits(text: &str) -> String {
    let mantissa = text.split(['e', 'E']).next().unwrap_or(text);
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    digits.trim_matches('0').to_owned()
}

fn same_number(written: &str, printed: &str) -> bool {
    significant_digits(written) == significant_digits(printed)
}
