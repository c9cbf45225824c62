//! Values as the strings that they are written as, and strings as the values that they may be read as.
//!
//! Nothing of the translation of schemas is used here: this is the other path, by which a witness is checked.

use schema_subset::Value;
use schema_subset::numbers::Decimal;

/// Readings of one message that are looked at.
const MAX_READINGS: usize = 256;

/// How a value that may have items stands in a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Layout {
    /// One string.
    Single,
    /// One string for each item, under the same name: a scalar is a single item.
    Repeated,
    /// The items with a character between them.
    Joined(char),
    /// Members of a form, each as one string, and so on inside of them.
    Members,
    /// The same in a parameter.
    Object,
}

/// A scalar as it is written; `null` is not told apart from nothing.
pub(super) fn text(value: &Value) -> Option<String> {
    match value {
        Value::Null => Some(String::new()),
        Value::String(text) => Some(text.clone()),
        Value::Bool(_) | Value::Number(_) => Some(value.to_string()),
        Value::Array(_) | Value::Object(_) => None,
    }
}

/// Every value that some program may take a string for.
pub(super) fn values_of(text: &str) -> Vec<Value> {
    let mut found = vec![Value::String(text.to_owned())];
    let trimmed = text.trim();
    let digits = trimmed.strip_prefix('+').unwrap_or(trimmed);
    found.extend(number(digits));
    match trimmed.to_ascii_lowercase().as_str() {
        "true" | "t" | "yes" | "y" | "on" | "1" => found.push(Value::Bool(true)),
        "false" | "f" | "no" | "n" | "off" | "0" => found.push(Value::Bool(false)),
        "" | "null" => found.push(Value::Null),
        _ => {}
    }
    found
}

/// The number that a text is, zeros before it and a missing digit beside the point forgiven.
fn number(text: &str) -> Option<Value> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text),
    };
    let has_digit = digits.bytes().any(|byte| byte.is_ascii_digit());
    let digits = digits.trim_start_matches('0');
    let whole = if digits.starts_with(|first: char| first.is_ascii_digit()) {
        digits.to_owned()
    } else {
        format!("0{digits}")
    };
    let whole = match whole.split_once('.') {
        Some((before, after)) if !after.starts_with(|first: char| first.is_ascii_digit()) => {
            format!("{before}{after}")
        }
        _ => whole,
    };
    let read = Decimal::parse(&format!("{sign}{whole}"));
    read.filter(|_| has_digit).map(Value::Number)
}

/// Every value that the receiver may take a value for, once it is written; none if there are too many, or if OpenAPI does not
/// say how it is written. Members that are fixed are no strings.
pub(super) fn readings(
    sent: &Value,
    layout: Layout,
    is_fixed: &dyn Fn(&str) -> bool,
) -> Option<Vec<Value>> {
    let items = || match sent {
        Value::Array(items) => items.iter().map(text).collect::<Option<Vec<String>>>(),
        scalar => Some(vec![text(scalar)?]),
    };
    let mut found = Vec::new();
    match layout {
        Layout::Single => found = values_of(&text(sent)?),
        Layout::Repeated => {
            // Of no items nothing is written, as if the whole were left out.
            let items = items().filter(|items| !items.is_empty())?;
            found.extend(lists(&items)?);
            if let [only] = items.as_slice() {
                found.extend(values_of(only));
            }
        }
        Layout::Joined(delimiter) => {
            let items = items()?;
            let joined = items.join(&delimiter.to_string());
            found.extend(lists(&items)?);
            let split: Vec<String> = joined.split(delimiter).map(str::to_owned).collect();
            if split != items {
                found.extend(lists(&split)?);
            }
            found.extend(values_of(&joined));
        }
        Layout::Members if is_nothing(sent) => found.push(sent.clone()),
        Layout::Members | Layout::Object => found = inside(sent, is_fixed)?,
    }
    Some(found)
}

/// The values that may be written as these members, each a list of strings.
pub(super) fn of_members(written: &Value) -> Option<Vec<Value>> {
    let Value::Object(members) = written else {
        return None;
    };
    let values = members
        .values()
        .map(|list| readings(list, Layout::Repeated, &|_| false));
    let all = product(&values.collect::<Option<Vec<_>>>()?)?.into_iter();
    let named = all.map(|values| Value::object(members.keys().cloned().zip(values)));
    Some(named.collect())
}

/// Whether a value is an object or a list with nothing in it.
pub(super) fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    }
}

/// The values that a value may be read as if each scalar in it is written as a string. What has nothing in it is not
/// written.
fn inside(value: &Value, is_fixed: &dyn Fn(&str) -> bool) -> Option<Vec<Value>> {
    if is_nothing(value) {
        return None;
    }
    match value {
        Value::Array(items) => {
            let items: Option<Vec<_>> = items.iter().map(|item| inside(item, &|_| false)).collect();
            Some(product(&items?)?.into_iter().map(Value::Array).collect())
        }
        Value::Object(members) => {
            let values = members.iter().map(|(name, value)| {
                if is_fixed(name) {
                    Some(vec![value.clone()])
                } else {
                    inside(value, &|_| false)
                }
            });
            let values: Option<Vec<_>> = values.collect();
            let all = product(&values?)?.into_iter();
            let named = all.map(|values| Value::object(members.keys().cloned().zip(values)));
            Some(named.collect())
        }
        scalar => Some(values_of(&text(scalar)?)),
    }
}

fn lists(items: &[String]) -> Option<Vec<Value>> {
    let items: Vec<_> = items.iter().map(|item| values_of(item)).collect();
    Some(product(&items)?.into_iter().map(Value::Array).collect())
}

/// Every choice of one from each.
fn product(choices: &[Vec<Value>]) -> Option<Vec<Vec<Value>>> {
    let mut found: Vec<Vec<Value>> = vec![Vec::new()];
    for choice in choices {
        if found.len().saturating_mul(choice.len()) > MAX_READINGS {
            return None;
        }
        let longer = found.iter().flat_map(|chosen| {
            choice.iter().map(|value| {
                let mut chosen = chosen.clone();
                chosen.push(value.clone());
                chosen
            })
        });
        found = longer.collect();
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(values: &[Value]) -> Vec<String> {
        values.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_string_is_read_as_all_that_it_may_be() {
        assert_eq!(told(&values_of("a")), [r#""a""#]);
        assert_eq!(told(&values_of("5")), [r#""5""#, "5"]);
        assert_eq!(told(&values_of("007")), [r#""007""#, "7"]);
        assert_eq!(told(&values_of("+1.")), [r#""+1.""#, "1"]);
        assert_eq!(told(&values_of("-.5")), [r#""-.5""#, "-0.5"]);
        assert_eq!(told(&values_of("0")), [r#""0""#, "0", "false"]);
        assert_eq!(told(&values_of("true")), [r#""true""#, "true"]);
        assert_eq!(told(&values_of("")), [r#""""#, "null"]);
        assert_eq!(told(&values_of("-")), [r#""-""#]);
    }

    #[test]
    fn a_value_is_read_as_the_layout_leaves_open() {
        let text = |text: &str| Value::String(text.to_owned());
        let list = Value::Array(vec![text("a,b"), text("c")]);
        let told = |layout| told(&readings(&list, layout, &|_| false).unwrap());
        assert_eq!(told(Layout::Repeated), [r#"["a,b","c"]"#]);
        assert_eq!(
            told(Layout::Joined(',')),
            [r#"["a,b","c"]"#, r#"["a","b","c"]"#, r#""a,b,c""#]
        );
        assert_eq!(readings(&list, Layout::Single, &|_| false), None);
        let single = readings(&text("a"), Layout::Repeated, &|_| false).unwrap();
        assert_eq!(self::told(&single), [r#"["a"]"#, r#""a""#]);
        let many = Value::Array(vec![text("0"); 9]);
        assert_eq!(readings(&many, Layout::Repeated, &|_| false), None);
    }
}
