//! Whether a value is what it was when a type has read and written it.

use schema_subset::Role;
use serde_json::{Number, Value};

/// What may become of a value on its way through a type, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// A member that is not required is null: `Option` reads null as `None` and does not send it.
    NullNotSent,
    /// A list or map in a member that is not required is empty: the client does not send it.
    EmptyNotSent,
}

/// Whether both are the same value, but for the changes that are noted; else the place of a difference.
pub fn same(
    sample: &Value,
    written: &Value,
    role: Role,
    note: &mut dyn FnMut(Change),
) -> Result<(), String> {
    match (sample, written) {
        (Value::Object(sample), Value::Object(written)) => {
            let mut names = written.keys();
            if let Some(name) = names.find(|name| !sample.contains_key(*name)) {
                return Err(format!("/{name}"));
            }
            sample.iter().try_for_each(|(name, value)| {
                same_member(value, written.get(name), role, note)
                    .map_err(|place| format!("/{name}{place}"))
            })
        }
        (Value::Array(sample), Value::Array(written)) if sample.len() == written.len() => {
            let mut pairs = sample.iter().zip(written).enumerate();
            pairs.try_for_each(|(index, (sample, written))| {
                same(sample, written, role, note).map_err(|place| format!("/{index}{place}"))
            })
        }
        (Value::Number(sample), Value::Number(written)) if is_same(sample, written) => Ok(()),
        _ if sample == written => Ok(()),
        _ => Err(String::new()),
    }
}

fn same_member(
    sample: &Value,
    written: Option<&Value>,
    role: Role,
    note: &mut dyn FnMut(Change),
) -> Result<(), String> {
    match written {
        Some(written) => return same(sample, written, role, note),
        None if sample.is_null() => note(Change::NullNotSent),
        None if is_empty(sample) && role == Role::Request => note(Change::EmptyNotSent),
        None => return Err(String::new()),
    }
    Ok(())
}

/// `1` and `1.0` are the same number.
fn is_same(sample: &Number, written: &Number) -> bool {
    let both = |read: fn(&Number) -> Option<i64>| Some(read(sample)? == read(written)?);
    both(Number::as_i64).unwrap_or_else(|| sample.as_f64() == written.as_f64())
}

fn is_empty(value: &Value) -> bool {
    value.as_array().is_some_and(Vec::is_empty)
        || value.as_object().is_some_and(serde_json::Map::is_empty)
}
