//! Values that show that one schema is not contained in another.

use std::fmt;

use crate::value::Value;

/// A value that the first schema allows and the second refuses. `Display` writes it as JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Witness {
    /// The value itself.
    pub value: Value,
}

impl fmt::Display for Witness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.value)
    }
}
