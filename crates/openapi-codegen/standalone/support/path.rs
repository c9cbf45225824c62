//! Path parameters as segments of a URL.

use std::fmt;
use std::fmt::Write as _;

/// Why a value cannot be one segment of a path. Does not hold the value: ids may be personal data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum InvalidPathSegment {
    /// The segment would vanish, and another operation would be called.
    Empty,
    /// URL parsers resolve `.` and `..` even where they are percent-encoded (WHATWG URL, section 4.4).
    Dots,
}

impl fmt::Display for InvalidPathSegment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "a path parameter is empty, which would call another operation",
            Self::Dots => "a path parameter is `.` or `..`, which would call another operation",
        })
    }
}

/// Percent-encodes one segment: everything but the unreserved characters of RFC 3986, section 2.3.
///
/// # Errors
/// For a segment that would change which operation is called.
#[allow(dead_code, reason = "not every document has path parameters")]
pub(crate) fn encode_path(segment: &str) -> Result<String, InvalidPathSegment> {
    match segment {
        "" => return Err(InvalidPathSegment::Empty),
        "." | ".." => return Err(InvalidPathSegment::Dots),
        _ => {}
    }
    let mut encoded = String::with_capacity(segment.len());
    for byte in segment.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    Ok(encoded)
}
