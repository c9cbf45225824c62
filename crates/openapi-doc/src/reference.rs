//! The text of a `$ref`: which file, and what in it (RFC 3986 relative references, RFC 6901 fragments).

use source_tree::Pointer;

use crate::files;

/// A `$ref` after parsing.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Reference {
    /// Normalised name of another file; `None` for the file that holds the reference.
    pub(crate) file: Option<String>,
    /// What in that file.
    pub(crate) fragment: Fragment,
}

/// The part after `#`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Fragment {
    /// No fragment, or an empty one.
    Root,
    /// A JSON pointer.
    Pointer(Pointer),
    /// A plain name: `$anchor` of JSON Schema 2020-12.
    Anchor(String),
}

/// Why the text of a `$ref` cannot be followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ReferenceError {
    #[error("remote references are not followed")]
    Remote,
    #[error("the reference leads out of the folder that documents are read from")]
    OutsideRoot,
    #[error("the reference is not a valid URI reference: {0}")]
    Malformed(&'static str),
}

/// Parses `text` as it stands in the file `base`.
pub(crate) fn parse(text: &str, base: &str) -> Result<Reference, ReferenceError> {
    let (path, fragment) = match text.split_once('#') {
        Some((path, fragment)) => (path, Some(fragment)),
        None => (text, None),
    };
    if path.is_empty() && fragment.is_none() {
        return Err(ReferenceError::Malformed("it is empty"));
    }
    let fragment = match fragment {
        None | Some("") => Fragment::Root,
        Some(text)
            if text.starts_with('/') || text.starts_with("%2F") || text.starts_with("%2f") =>
        {
            Fragment::Pointer(
                Pointer::from_fragment(text)
                    .map_err(|_| ReferenceError::Malformed("the fragment is not a JSON pointer"))?,
            )
        }
        Some(text) => Fragment::Anchor(percent_decode(text)?),
    };
    let file = if path.is_empty() {
        None
    } else {
        Some(resolve(path, base)?)
    };
    Ok(Reference {
        file: file.filter(|file| file != base),
        fragment,
    })
}

/// Resolves a relative path against the file that it stands in.
fn resolve(path: &str, base: &str) -> Result<String, ReferenceError> {
    if has_scheme(path) || path.starts_with("//") {
        return Err(ReferenceError::Remote);
    }
    if path.contains('?') {
        return Err(ReferenceError::Malformed("a local file has no query"));
    }
    if path.starts_with('/') || path.contains('\\') {
        return Err(ReferenceError::OutsideRoot);
    }
    let mut parts: Vec<String> = base.split('/').map(str::to_owned).collect();
    parts.pop();
    // Dot parts are removed before decoding (RFC 3986, section 5.2.4) and looked for again after it, so that
    // `%2e%2e` is no way out either.
    for part in path.split('/') {
        match part {
            "" => return Err(ReferenceError::Malformed("a part of the path is empty")),
            "." => {}
            ".." => {
                if parts.pop().is_none() {
                    return Err(ReferenceError::OutsideRoot);
                }
            }
            part => {
                let decoded = percent_decode(part)?;
                if decoded == ".." || decoded == "." || decoded.contains(['/', '\\']) {
                    return Err(ReferenceError::OutsideRoot);
                }
                parts.push(decoded);
            }
        }
    }
    let name = parts.join("/");
    if files::is_normalised(&name) {
        Ok(name)
    } else {
        Err(ReferenceError::OutsideRoot)
    }
}

/// Whether the text begins with a URI scheme (RFC 3986, section 3.1).
fn has_scheme(path: &str) -> bool {
    path.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    })
}

fn percent_decode(text: &str) -> Result<String, ReferenceError> {
    if !text.contains('%') {
        return Ok(text.to_owned());
    }
    let malformed =
        ReferenceError::Malformed("a percent sign is not followed by two hexadecimal digits");
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digit = |byte: Option<u8>| {
                byte.and_then(|byte| char::from(byte).to_digit(16))
                    .ok_or(malformed)
            };
            let high = digit(rest.next())?;
            let low = digit(rest.next())?;
            bytes.push(u8::try_from(high * 16 + low).map_err(|_| malformed)?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes)
        .map_err(|_| ReferenceError::Malformed("percent-decoded text is not UTF-8"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> Result<Option<String>, ReferenceError> {
        parse(text, "a/b.yaml").map(|reference| reference.file)
    }

    #[test]
    fn paths_are_relative_to_the_file_and_stay_below_the_root() {
        assert_eq!(file("#/x"), Ok(None));
        assert_eq!(file("b.yaml#/x"), Ok(None));
        assert_eq!(file("c.yaml"), Ok(Some("a/c.yaml".to_owned())));
        assert_eq!(file("./c%20d.yaml#/x"), Ok(Some("a/c d.yaml".to_owned())));
        assert_eq!(file("../c.yaml"), Ok(Some("c.yaml".to_owned())));
        assert_eq!(file("../../c.yaml"), Err(ReferenceError::OutsideRoot));
        assert_eq!(file("%2e%2e/c.yaml"), Err(ReferenceError::OutsideRoot));
        assert_eq!(file("..%2f..%2fc.yaml"), Err(ReferenceError::OutsideRoot));
        assert_eq!(file("/etc/passwd"), Err(ReferenceError::OutsideRoot));
        assert_eq!(file("..\\c.yaml"), Err(ReferenceError::OutsideRoot));
    }

    #[test]
    fn remote_and_malformed_references_are_refused() {
        assert_eq!(
            file("https://example.com/x.yaml#/a"),
            Err(ReferenceError::Remote)
        );
        assert_eq!(file("file:///etc/passwd"), Err(ReferenceError::Remote));
        assert_eq!(file("//example.com/x"), Err(ReferenceError::Remote));
        assert!(matches!(file(""), Err(ReferenceError::Malformed(_))));
        assert!(matches!(
            file("c%zz.yaml"),
            Err(ReferenceError::Malformed(_))
        ));
        assert!(matches!(
            file("c.yaml?x=1"),
            Err(ReferenceError::Malformed(_))
        ));
        assert!(matches!(file("#/a~2"), Err(ReferenceError::Malformed(_))));
    }

    #[test]
    fn fragments_are_pointers_or_anchors() {
        assert_eq!(parse("#", "a").unwrap().fragment, Fragment::Root);
        assert_eq!(
            parse("#node", "a").unwrap().fragment,
            Fragment::Anchor("node".to_owned())
        );
        let Fragment::Pointer(pointer) = parse("#/paths/~1a%7Bb%7D", "a").unwrap().fragment else {
            panic!()
        };
        assert_eq!(pointer.to_string(), "/paths/~1a{b}");
    }
}
