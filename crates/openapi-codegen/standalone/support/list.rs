//! Parameters that are one text on the wire and more than that in the document.

use std::fmt;

use serde::{Deserialize, Serialize, Serializer};

/// Writes a list type whose text is its items with a separator between them.
macro_rules! separated {
    ($(#[$doc:meta])* $name:ident, $separator:literal) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
        #[serde(transparent)]
        pub struct $name<T>(pub Vec<T>);

        impl<T> From<Vec<T>> for $name<T> {
            fn from(items: Vec<T>) -> Self {
                Self(items)
            }
        }

        impl<T, const N: usize> From<[T; N]> for $name<T> {
            fn from(items: [T; N]) -> Self {
                Self(items.into())
            }
        }

        impl<T: Serialize> fmt::Display for $name<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                for (index, item) in self.0.iter().enumerate() {
                    if index > 0 {
                        f.write_str($separator)?;
                    }
                    f.write_str(&text(item).map_err(|_| fmt::Error)?)?;
                }
                Ok(())
            }
        }

        impl<T: Serialize> Serialize for $name<T> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let texts: Result<Vec<String>, _> = self.0.iter().map(text).collect();
                let texts = texts.map_err(serde::ser::Error::custom)?;
                serializer.serialize_str(&texts.join($separator))
            }
        }
    };
}

separated! {
    /// A list that is sent as one text, with commas between its items.
    CommaSeparated, ","
}
separated! {
    /// A list that is sent as one text, with spaces between its items.
    SpaceSeparated, " "
}
separated! {
    /// A list that is sent as one text, with `|` between its items.
    PipeSeparated, "|"
}

/// A scalar as JSON has it, without the quotes of a string. Not by `Display`: that of a date and time is no RFC 3339.
fn text<T: Serialize>(item: &T) -> Result<String, serde_json::Error> {
    Ok(match serde_json::to_value(item)? {
        serde_json::Value::String(text) => text,
        other => other.to_string(),
    })
}

/// A value that is sent as the text of its JSON.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct JsonText<T>(pub T);

impl<T> From<T> for JsonText<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl<T: Serialize> fmt::Display for JsonText<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&serde_json::to_string(&self.0).map_err(|_| fmt::Error)?)
    }
}

impl<T: Serialize> Serialize for JsonText<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = serde_json::to_string(&self.0).map_err(serde::ser::Error::custom)?;
        serializer.serialize_str(&text)
    }
}
