//! JSON Pointer, RFC 6901.

use std::borrow::Cow;
use std::error::Error;
use std::fmt;
use std::str::FromStr;

/// A JSON Pointer (RFC 6901): the path from the root of a document to one of its values.
///
/// ```
/// use source_tree::Pointer;
///
/// let pointer = Pointer::root().child("paths").child("/pets/{id}");
/// assert_eq!(pointer.to_string(), "/paths/~1pets~1{id}");
/// assert_eq!(pointer.tokens().collect::<Vec<_>>(), ["paths", "/pets/{id}"]);
/// assert_eq!(Pointer::from_fragment("/paths/~1pets~1%7Bid%7D").unwrap(), pointer);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pointer {
    /// The escaped form: one allocation for any depth, and it is what reports print.
    text: String,
}

impl Pointer {
    /// The pointer to the whole document.
    #[must_use]
    pub fn root() -> Self {
        Self::default()
    }

    /// Reads the string form (RFC 6901, section 3): empty, or tokens that each start with `/`.
    ///
    /// # Errors
    /// If it does not start with `/`, or a `~` is not followed by `0` or `1`.
    pub fn parse(text: &str) -> Result<Self, PointerError> {
        if !text.is_empty() && !text.starts_with('/') {
            return Err(PointerError::new(text, "does not start with `/`"));
        }
        let escapes_hold = text
            .split('~')
            .skip(1)
            .all(|rest| rest.starts_with('0') || rest.starts_with('1'));
        if !escapes_hold {
            return Err(PointerError::new(
                text,
                "has a `~` that is not `~0` or `~1`",
            ));
        }
        Ok(Self { text: text.into() })
    }

    /// Reads the URI fragment form (RFC 6901, section 6), without the `#`.
    ///
    /// # Errors
    /// If a `%` is not followed by two hexadecimal digits, the decoded bytes are not UTF-8, or the
    /// result is not a JSON Pointer.
    pub fn from_fragment(fragment: &str) -> Result<Self, PointerError> {
        if !fragment.contains('%') {
            return Self::parse(fragment);
        }
        let mut bytes = Vec::with_capacity(fragment.len());
        let mut rest = fragment.bytes();
        while let Some(byte) = rest.next() {
            if byte != b'%' {
                bytes.push(byte);
                continue;
            }
            let mut digit = || rest.next().and_then(|byte| char::from(byte).to_digit(16));
            let (Some(high), Some(low)) = (digit(), digit()) else {
                return Err(PointerError::new(
                    fragment,
                    "has a `%` without two hexadecimal digits",
                ));
            };
            bytes.extend(u8::try_from(high * 16 + low));
        }
        match String::from_utf8(bytes) {
            Ok(text) => Self::parse(&text),
            Err(_) => Err(PointerError::new(fragment, "is not UTF-8 after decoding")),
        }
    }

    /// A pointer from unescaped tokens.
    pub fn from_tokens<T: AsRef<str>>(tokens: impl IntoIterator<Item = T>) -> Self {
        let mut pointer = Self::root();
        for token in tokens {
            pointer.push(token.as_ref());
        }
        pointer
    }

    /// Goes one step deeper, to a key or an index that is not escaped yet.
    pub fn push(&mut self, token: &str) {
        self.text.push('/');
        if !token.contains(['~', '/']) {
            self.text.push_str(token);
            return;
        }
        for character in token.chars() {
            match character {
                '~' => self.text.push_str("~0"),
                '/' => self.text.push_str("~1"),
                other => self.text.push(other),
            }
        }
    }

    /// The pointer one step deeper; `self` stays as it is.
    #[must_use]
    pub fn child(&self, token: &str) -> Self {
        let mut pointer = self.clone();
        pointer.push(token);
        pointer
    }

    /// The pointer one step up, or none at the root.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        let (parent, _) = self.text.rsplit_once('/')?;
        Some(Self {
            text: parent.into(),
        })
    }

    /// The steps from the root, unescaped.
    #[must_use]
    pub fn tokens(&self) -> impl DoubleEndedIterator<Item = Cow<'_, str>> {
        // The piece before the first `/` is not a token; a root pointer has only that piece.
        let mut pieces = self.text.split('/');
        pieces.next();
        pieces.map(|token| {
            if token.contains('~') {
                // This order: `~01` is the token `~1`.
                Cow::Owned(token.replace("~1", "/").replace("~0", "~"))
            } else {
                Cow::Borrowed(token)
            }
        })
    }

    /// The string form, escaped.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether this is the pointer to the whole document.
    #[must_use]
    pub fn is_root(&self) -> bool {
        self.text.is_empty()
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl FromStr for Pointer {
    type Err = PointerError;

    fn from_str(text: &str) -> Result<Self, PointerError> {
        Self::parse(text)
    }
}

/// Why a text is not a JSON Pointer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PointerError {
    text: String,
    problem: &'static str,
}

impl PointerError {
    fn new(text: &str, problem: &'static str) -> Self {
        Self {
            text: text.into(),
            problem,
        }
    }
}

impl fmt::Display for PointerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` is not a JSON pointer: it {}; write it as `/key/0/key` with `~` as `~0` and `/` as `~1`",
            self.text, self.problem
        )
    }
}

impl Error for PointerError {}
