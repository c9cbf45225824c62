//! Just enough of RFC 3986 to tell which document a reference means.

/// The URI without its fragment, and the fragment.
pub(super) fn split(uri: &str) -> (&str, &str) {
    uri.split_once('#').unwrap_or((uri, ""))
}

fn scheme_end(uri: &str) -> Option<usize> {
    let end = uri.find(':')?;
    let valid = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    let scheme = uri.get(..end)?;
    (scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(valid))
        .then_some(end)
}

/// A reference without fragment, resolved against a base URI (RFC 3986, section 5.2).
pub(super) fn resolve(base: &str, reference: &str) -> String {
    if reference.is_empty() {
        return base.into();
    }
    if scheme_end(reference).is_some() {
        return reference.into();
    }
    let after_scheme = scheme_end(base).map_or(0, |end| end + 1);
    let (scheme, rest) = base.split_at(after_scheme);
    if reference.starts_with("//") {
        return format!("{scheme}{reference}");
    }
    let authority_end = rest.strip_prefix("//").map_or(0, |authority| {
        authority.find('/').unwrap_or(authority.len()) + 2
    });
    let (authority, path) = rest.split_at(authority_end);
    let path = path.split(['?']).next().unwrap_or_default();
    let joined = if reference.starts_with('/') {
        reference.to_owned()
    } else {
        let folder = path.rfind('/').map_or("", |end| &path[..=end]);
        let folder = if folder.is_empty() && !authority.is_empty() {
            "/"
        } else {
            folder
        };
        format!("{folder}{reference}")
    };
    format!("{scheme}{authority}{}", without_dots(&joined))
}

/// Takes `.` and `..` out of a path.
fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut segments = path.split('/').peekable();
    while let Some(segment) = segments.next() {
        let last = segments.peek().is_none();
        match segment {
            "." if last => kept.push(""),
            "." => {}
            ".." => {
                if kept.last().is_some_and(|s| !s.is_empty() && *s != "..") {
                    kept.pop();
                }
                if last {
                    kept.push("");
                }
            }
            other => kept.push(other),
        }
    }
    kept.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resolves_as_rfc_3986_does() {
        let base = "http://example.com/a/b/c.json";
        for (reference, expected) in [
            ("", base),
            ("d.json", "http://example.com/a/b/d.json"),
            ("../d.json", "http://example.com/a/d.json"),
            ("./d.json", "http://example.com/a/b/d.json"),
            ("/d.json", "http://example.com/d.json"),
            ("//other.org/d", "http://other.org/d"),
            ("urn:x:y", "urn:x:y"),
        ] {
            assert_eq!(resolve(base, reference), expected);
        }
        assert_eq!(resolve("http://example.com", "x"), "http://example.com/x");
        assert_eq!(resolve("schema.json", "other.json"), "other.json");
        assert_eq!(split("a#b"), ("a", "b"));
    }
}
