//! One segment of a request path.

use std::fmt;
use std::fmt::Write as _;

use super::redacted::MARK;

/// Why a value cannot be one segment of a path. Does not hold the value: ids may be personal data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum InvalidPathSegment {
    /// The segment would vanish, and another operation would be called.
    Empty,
    /// URL parsers resolve `.` and `..` even where they are percent-encoded (WHATWG URL, section 4.4).
    Dots,
    /// The mark of a [`Redacted`](crate::Redacted) value: printed instead of exposed.
    RedactedMark,
}

impl fmt::Display for InvalidPathSegment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "a path parameter is empty, which would call another operation",
            Self::Dots => "a path parameter is `.` or `..`, which would call another operation",
            Self::RedactedMark => {
                "a path parameter is the printed form of a redacted value; expose the value instead"
            }
        })
    }
}

/// Percent-encodes one segment: everything but the unreserved characters of RFC 3986, section 2.3.
///
/// # Errors
/// For a segment that would change which operation is called.
#[allow(
    dead_code,
    reason = "used by the clients of the dates whose feature is on"
)]
pub(crate) fn encode_path(segment: &str) -> Result<String, InvalidPathSegment> {
    match segment {
        "" => return Err(InvalidPathSegment::Empty),
        "." | ".." => return Err(InvalidPathSegment::Dots),
        MARK => return Err(InvalidPathSegment::RedactedMark),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_parser_reads_back_one_segment_with_the_same_bytes() {
        for segment in [
            "ses_abc123",
            "a/b",
            "a\\b",
            "%2e%2e",
            "..%2f",
            "?x=1#y",
            "é ",
            "a;b=c",
            "...",
            " ",
            "%",
            "\u{0}",
        ] {
            let url = reqwest::Url::parse(&format!(
                "https://api.example/s/{}/result",
                encode_path(segment).unwrap()
            ))
            .unwrap();
            let read: Vec<_> = url.path_segments().unwrap().collect();
            assert_eq!(read.len(), 3, "{segment:?}: {url}");
            assert_eq!(
                percent_decode(read[1]),
                segment.as_bytes(),
                "{segment:?}: {url}"
            );
            assert_eq!((url.query(), url.fragment()), (None, None), "{segment:?}");
        }
    }

    /// Written the other way round than the encoder: reads hexadecimal instead of writing it.
    fn percent_decode(text: &str) -> Vec<u8> {
        let mut parts = text.split('%');
        let mut bytes = parts.next().unwrap().as_bytes().to_vec();
        for part in parts {
            bytes.push(u8::from_str_radix(&part[..2], 16).unwrap());
            bytes.extend_from_slice(&part.as_bytes()[2..]);
        }
        bytes
    }

    #[test]
    fn refuses_segments_that_would_change_the_path() {
        assert_eq!(encode_path(""), Err(InvalidPathSegment::Empty));
        assert_eq!(encode_path("."), Err(InvalidPathSegment::Dots));
        assert_eq!(encode_path(".."), Err(InvalidPathSegment::Dots));
        let printed = crate::Redacted::text("x").to_string();
        assert_eq!(encode_path(&printed), Err(InvalidPathSegment::RedactedMark));
    }
}
