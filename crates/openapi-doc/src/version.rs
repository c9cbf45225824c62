//! Which OpenAPI specification a document follows.

use std::fmt;

/// The specification that a document declares in its `openapi` member, without the patch number: patch releases
/// do not change what a document may contain (OpenAPI 3.1.1, section 4.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SpecVersion {
    /// OpenAPI 3.0.x: schemas are an extended subset of JSON Schema Wright draft 00.
    V3_0,
    /// OpenAPI 3.1.x: schemas are JSON Schema 2020-12 with a base vocabulary.
    V3_1,
}

impl SpecVersion {
    /// Reads the value of the `openapi` member. `None` for a version that this crate does not read.
    ///
    /// ```
    /// use openapi_doc::SpecVersion;
    ///
    /// assert_eq!(SpecVersion::parse("3.0.3"), Some(SpecVersion::V3_0));
    /// assert_eq!(SpecVersion::parse("3.1.1"), Some(SpecVersion::V3_1));
    /// assert_eq!(SpecVersion::parse("3.2.0"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (minor, patch) = text.strip_prefix("3.")?.split_once('.')?;
        // A pre-release such as `3.1.0-rc1` is another specification.
        if patch.is_empty() || !patch.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        match minor {
            "0" => Some(Self::V3_0),
            "1" => Some(Self::V3_1),
            _ => None,
        }
    }
}

impl fmt::Display for SpecVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::V3_0 => "3.0",
            Self::V3_1 => "3.1",
        })
    }
}
