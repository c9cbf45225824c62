//! Objects in the query, written with brackets.

use serde::{Serialize, Serializer};
use serde_json::Value;

/// A parameter of the style `deepObject`: `filter[state]=open`.
pub(crate) struct DeepObject {
    pairs: Result<Vec<(String, String)>, String>,
}

#[allow(dead_code, reason = "not every document has such parameters")]
impl DeepObject {
    pub(crate) fn new<T: Serialize>(name: &str, value: &T) -> Self {
        let pairs = serde_json::to_value(value).map(|value| {
            let mut pairs = Vec::new();
            write_pairs(name, &value, &mut pairs);
            pairs
        });
        Self { pairs: pairs.map_err(|error| error.to_string()) }
    }
}

/// As the list of pairs that the HTTP library takes for a query.
impl Serialize for DeepObject {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.pairs {
            Ok(pairs) => pairs.serialize(serializer),
            Err(message) => Err(serde::ser::Error::custom(message)),
        }
    }
}

/// Writes a value as pairs whose names say in brackets where in the value they stand. Null is left out.
pub(super) fn write_pairs(name: &str, value: &Value, pairs: &mut Vec<(String, String)>) {
    match value {
        Value::Null => {}
        Value::Object(members) => {
            for (member, value) in members {
                write_pairs(&format!("{name}[{member}]"), value, pairs);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                write_pairs(&format!("{name}[{index}]"), item, pairs);
            }
        }
        Value::String(text) => pairs.push((name.to_owned(), text.clone())),
        scalar => pairs.push((name.to_owned(), scalar.to_string())),
    }
}
