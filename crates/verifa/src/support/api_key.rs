//! [`ApiKey`]: the secret that opens the API.

use std::fmt;

use reqwest::header::HeaderValue;

use super::build_error::BuildError;
use super::redacted::MARK;

/// An API key, checked once and never printed.
///
/// White space around the key is cut off, because keys read from files and secret stores often end in a line break.
/// White space inside it, control characters and anything beyond ASCII are refused: no such text is a key, and it
/// could not be sent as a header. The prefix is not checked, so that new kinds of keys work.
///
/// ```
/// use verifa::ApiKey;
///
/// let key = ApiKey::new("vk_sandbox_example\n")?;
/// assert_eq!(format!("{key:?}"), "ApiKey([redacted])");
/// assert!(ApiKey::new("two words").is_err());
/// # Ok::<(), verifa::BuildError>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct ApiKey(HeaderValue);

impl ApiKey {
    /// Checks a key.
    ///
    /// # Errors
    /// [`BuildError::EmptyApiKey`] or [`BuildError::InvalidApiKey`]; neither holds the key.
    pub fn new(key: impl AsRef<str>) -> Result<Self, BuildError> {
        let key = key.as_ref().trim();
        if key.is_empty() {
            return Err(BuildError::EmptyApiKey);
        }
        if !key.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(BuildError::InvalidApiKey);
        }
        let mut value = HeaderValue::from_str(key).map_err(|_| BuildError::InvalidApiKey)?;
        // HTTP libraries keep a sensitive value out of their own logs and compression tables.
        value.set_sensitive(true);
        Ok(Self(value))
    }

    pub(super) fn into_header(self) -> HeaderValue {
        self.0
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ApiKey({MARK})")
    }
}

impl TryFrom<&str> for ApiKey {
    type Error = BuildError;

    fn try_from(key: &str) -> Result<Self, BuildError> {
        Self::new(key)
    }
}

impl TryFrom<&String> for ApiKey {
    type Error = BuildError;

    fn try_from(key: &String) -> Result<Self, BuildError> {
        Self::new(key)
    }
}

impl TryFrom<String> for ApiKey {
    type Error = BuildError;

    fn try_from(key: String) -> Result<Self, BuildError> {
        Self::new(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trims_the_ends_and_marks_the_header_sensitive() {
        let header = ApiKey::new(" \tvk_live_SECRET\r\n").unwrap().into_header();
        assert_eq!(header, "vk_live_SECRET");
        assert!(header.is_sensitive());
    }

    #[test]
    fn refuses_what_is_no_key_without_repeating_it() {
        for bad in [
            "",
            " \n ",
            "a SECRET",
            "SECRET\r\nX-Other: 1",
            "SECRET\u{7f}",
            "SECRET\u{e9}",
            "\u{0}SECRET",
        ] {
            let error = ApiKey::new(bad).unwrap_err();
            assert!(
                !format!("{error} {error:?}").contains("SECRET"),
                "{error:?}"
            );
        }
    }
}
