//! JSON values with exact numbers.

use std::collections::BTreeMap;
use std::fmt::{self, Write};
use std::sync::Arc;

use source_tree::{Node, Value as Source};

use crate::numbers::Decimal;

/// A JSON value. Its numbers are exact, its objects are sorted by name and have each name once.
///
/// It prints as JSON that reads back as the same value:
///
/// ```
/// use schema_subset::Value;
///
/// let value = Value::Array(vec![Value::Null, Value::String("a\"b".into())]);
/// assert_eq!(value.to_string(), r#"[null,"a\"b"]"#);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number; `1.0` and `1` are the same.
    Number(Decimal),
    /// A string.
    String(String),
    /// An array.
    Array(Vec<Value>),
    /// An object. It is shared, because values of recursive schemas hold the same ones again and again; so a copy costs nothing,
    /// and [`Arc::make_mut`] gives one that can be changed.
    Object(Arc<BTreeMap<String, Value>>),
}

/// Deeper values are refused: nothing recurses further than this over a value.
const MAX_DEPTH: usize = 512;

impl Value {
    /// The value of a node of a source tree, or none if one of its numbers is too long to be held
    /// exactly, or it is nested too deeply. Of a key that stands twice, the first one counts.
    #[must_use]
    pub fn from_node(node: Node<'_>) -> Option<Self> {
        Self::read(node, MAX_DEPTH)
    }

    /// An object of these members; of a name that stands twice, the last one counts.
    ///
    /// ```
    /// use schema_subset::Value;
    ///
    /// let pet = Value::object([("name".to_owned(), Value::String("Rex".to_owned()))]);
    /// assert_eq!(pet.to_string(), r#"{"name":"Rex"}"#);
    /// ```
    #[must_use]
    pub fn object(members: impl IntoIterator<Item = (String, Self)>) -> Self {
        Self::Object(Arc::new(members.into_iter().collect()))
    }

    fn read(node: Node<'_>, depth: usize) -> Option<Self> {
        let below = depth.checked_sub(1)?;
        Some(match node.value() {
            Source::Null => Self::Null,
            Source::Bool(value) => Self::Bool(value),
            Source::Number(number) => Self::Number(Decimal::parse(number.text())?),
            Source::String(text) => Self::String(text.into()),
            Source::Array(array) => {
                let items = array.iter().map(|item| Self::read(item, below));
                Self::Array(items.collect::<Option<_>>()?)
            }
            Source::Object(object) => {
                let mut members = BTreeMap::new();
                for (key, member) in object {
                    let value = Self::read(member, below)?;
                    members.entry(key.as_str().to_owned()).or_insert(value);
                }
                Self::Object(members.into())
            }
        })
    }

    /// The same value as the validator takes it; none if a number is beyond double precision or the value is nested deeper
    /// than 512 levels.
    pub(crate) fn to_json(&self) -> Option<serde_json::Value> {
        self.write_json(MAX_DEPTH)
    }

    fn write_json(&self, depth: usize) -> Option<serde_json::Value> {
        let below = depth.checked_sub(1)?;
        Some(match self {
            Self::Null => serde_json::Value::Null,
            Self::Bool(value) => (*value).into(),
            // From its digits, so that what a double holds exactly stays exact.
            Self::Number(number) => serde_json::from_str(&number.to_string()).ok()?,
            Self::String(text) => text.clone().into(),
            Self::Array(items) => {
                let items = items.iter().map(|item| item.write_json(below));
                serde_json::Value::Array(items.collect::<Option<_>>()?)
            }
            Self::Object(members) => {
                let members = members.iter();
                let members = members.map(|(name, v)| Some((name.clone(), v.write_json(below)?)));
                serde_json::Value::Object(members.collect::<Option<_>>()?)
            }
        })
    }

    /// The number of values in it, itself included.
    #[must_use]
    pub fn size(&self) -> usize {
        match self {
            Self::Array(items) => 1 + items.iter().map(Self::size).sum::<usize>(),
            Self::Object(members) => 1 + members.values().map(Self::size).sum::<usize>(),
            _ => 1,
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Bool(value) => write!(f, "{value}"),
            Self::Number(number) => write!(f, "{number}"),
            Self::String(text) => write_string(f, text),
            Self::Array(items) => {
                f.write_char('[')?;
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        f.write_char(',')?;
                    }
                    write!(f, "{item}")?;
                }
                f.write_char(']')
            }
            Self::Object(members) => {
                f.write_char('{')?;
                for (index, (name, member)) in members.iter().enumerate() {
                    if index > 0 {
                        f.write_char(',')?;
                    }
                    write_string(f, name)?;
                    write!(f, ":{member}")?;
                }
                f.write_char('}')
            }
        }
    }
}

/// RFC 8259, section 7: quotes, backslashes and control characters are escaped, nothing else.
fn write_string(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    f.write_char('"')?;
    for character in text.chars() {
        match character {
            '"' => f.write_str("\\\"")?,
            '\\' => f.write_str("\\\\")?,
            '\n' => f.write_str("\\n")?,
            '\r' => f.write_str("\\r")?,
            '\t' => f.write_str("\\t")?,
            control if control < ' ' => write!(f, "\\u{:04x}", u32::from(control))?,
            other => f.write_char(other)?,
        }
    }
    f.write_char('"')
}

#[cfg(test)]
mod tests {
    use source_tree::{Format, Limits, SourceTree};

    use super::*;

    fn read(text: &str) -> Value {
        let tree = SourceTree::parse("v", text.into(), Format::Json, &Limits::default()).unwrap();
        Value::from_node(tree.root()).unwrap()
    }

    #[test]
    fn prints_what_it_reads() {
        for text in [
            r#"{"a":[1,0.5,"\n\u0001é"],"b":{}}"#,
            "null",
            "[true,false]",
        ] {
            assert_eq!(read(text).to_string(), text);
        }
    }

    #[test]
    fn equal_numbers_are_equal_values() {
        assert_eq!(read("[1.0,100]"), read("[1,1e2]"));
        assert_eq!(read(r#"{"a":1,"b":2}"#), read(r#"{"b":2,"a":1}"#));
    }
}
