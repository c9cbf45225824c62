//! Where nodes stand, where the parser's marks do not say it: anchors and tags before a node, the
//! header of a block scalar, the dash of a sequence that is not indented.

/// The offset of the first byte at or after `from` that is not whitespace, a comment, one
/// indicator (`-`, `?`, `:`), an anchor or a tag.
pub(super) fn content_start(source: &str, from: usize) -> usize {
    let bytes = source.as_bytes();
    let mut at = skip_blank(bytes, from);
    let indicator = matches!(bytes.get(at), Some(b'-' | b'?' | b':'));
    if indicator && is_blank(bytes.get(at + 1)) {
        at = skip_blank(bytes, at + 1);
    }
    skip_properties(bytes, at)
}

/// The offset of the first dash, or other byte of content, behind the key that ends at `from`.
pub(super) fn value_start(source: &str, from: usize) -> usize {
    let bytes = source.as_bytes();
    let mut at = skip_blank(bytes, from);
    if bytes.get(at) == Some(&b':') {
        at = skip_blank(bytes, at + 1);
    }
    skip_properties(bytes, at)
}

/// The offset of the node behind the anchor and tag at `at`.
pub(super) fn skip_properties(bytes: &[u8], mut at: usize) -> usize {
    while let Some(first @ (b'&' | b'!')) = bytes.get(at) {
        let verbatim = *first == b'!' && bytes.get(at + 1) == Some(&b'<');
        while let Some(byte) = bytes.get(at) {
            let ends = match byte {
                b' ' | b'\t' | b'\r' | b'\n' => true,
                b'>' if verbatim => {
                    at += 1;
                    true
                }
                b',' | b'[' | b']' | b'{' | b'}' => !verbatim,
                b'"' => *first == b'!',
                _ => false,
            };
            if ends {
                break;
            }
            at += 1;
        }
        at = skip_blank(bytes, at);
    }
    at
}

/// The offset behind the closing bracket that stands at `at`, or behind the comma at `at`: that is
/// where the parser's mark is if a mapping ends with a comma.
pub(super) fn bracket_end(source: &str, at: usize) -> usize {
    match source.as_bytes().get(at) {
        Some(b',') => skip_blank(source.as_bytes(), at + 1) + 1,
        _ => at + 1,
    }
    .min(source.len())
}

/// The place of a value that is not written, behind the key that ends at `from`: after the colon.
pub(super) fn missing_value(source: &str, from: usize) -> usize {
    let bytes = source.as_bytes();
    let mut at = from;
    while matches!(bytes.get(at), Some(b' ' | b'\t')) {
        at += 1;
    }
    if bytes.get(at) == Some(&b':') {
        at + 1
    } else {
        from
    }
}

fn skip_blank(bytes: &[u8], mut at: usize) -> usize {
    while let Some(byte) = bytes.get(at) {
        match byte {
            b' ' | b'\t' | b'\r' | b'\n' => at += 1,
            b'#' => {
                let rest = bytes.get(at..).unwrap_or_default();
                at += memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
            }
            _ => break,
        }
    }
    at
}

fn is_blank(byte: Option<&u8>) -> bool {
    matches!(byte, None | Some(b' ' | b'\t' | b'\r' | b'\n'))
}
