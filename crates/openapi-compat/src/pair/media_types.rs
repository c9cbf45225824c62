//! Media types: which body of one side is which of the other.

use openapi_doc::MediaType;

/// A media type that both sides have.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MediaTypePair<'d> {
    /// The more concrete of the two names.
    pub name: &'d str,
    pub base: MediaType<'d>,
    pub revision: MediaType<'d>,
}

/// The media types of two bodies.
#[derive(Debug, Default)]
pub(crate) struct MediaTypes<'d> {
    pub both: Vec<MediaTypePair<'d>>,
    /// Those of the base that the revision does not cover whole.
    pub removed: Vec<(&'d str, MediaType<'d>)>,
    /// Those of the revision that the base does not cover whole.
    pub added: Vec<(&'d str, MediaType<'d>)>,
}

/// Pairs media types: equal ones (without case, without parameters), and ranges with what they cover.
pub(crate) fn media_types<'d>(
    base: impl Iterator<Item = (&'d str, MediaType<'d>)>,
    revision: impl Iterator<Item = (&'d str, MediaType<'d>)>,
) -> MediaTypes<'d> {
    let base: Vec<_> = base.collect();
    let revision: Vec<_> = revision.collect();
    let mut paired = MediaTypes::default();
    for &(name, media_type) in &base {
        if let Some((other_name, other)) = served(name, &revision) {
            paired.both.push(MediaTypePair {
                name: narrower(name, other_name),
                base: media_type,
                revision: other,
            });
        } else {
            paired.removed.push((name, media_type));
        }
    }
    for &(name, media_type) in &revision {
        match served(name, &base) {
            // The equal one was found from the other side.
            Some((other_name, _)) if essence(other_name) == essence(name) => {}
            Some((_, other)) => paired.both.push(MediaTypePair {
                name,
                base: other,
                revision: media_type,
            }),
            None => paired.added.push((name, media_type)),
        }
    }
    paired
}

/// What serves a media type: the same text, the same type, or the narrowest range that covers it.
fn served<'d>(name: &str, among: &[(&'d str, MediaType<'d>)]) -> Option<(&'d str, MediaType<'d>)> {
    let rank = |candidate: &str| {
        if candidate.eq_ignore_ascii_case(name) {
            Some(0)
        } else if essence(candidate) == essence(name) {
            Some(1)
        } else if covers(candidate, name) {
            Some(if essence(candidate) == "*/*" { 3 } else { 2 })
        } else {
            None
        }
    };
    among
        .iter()
        .filter_map(|entry| Some((rank(entry.0)?, *entry)))
        .min_by_key(|(rank, _)| *rank)
        .map(|(_, entry)| entry)
}

/// The type without its parameters, in lower case.
pub(crate) fn essence(name: &str) -> String {
    name.split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase()
}

/// Whether every media type of `name` is one of `range`.
pub(crate) fn covers(range: &str, name: &str) -> bool {
    let (range, name) = (essence(range), essence(name));
    if range == name || range == "*/*" {
        return true;
    }
    range
        .strip_suffix('*')
        .is_some_and(|kind| kind.ends_with('/') && name.starts_with(kind))
}

fn narrower<'d>(a: &'d str, b: &'d str) -> &'d str {
    if covers(a, b) && !covers(b, a) { b } else { a }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_cover() {
        assert!(covers("*/*", "text/plain"));
        assert!(covers("Application/*", "application/JSON; charset=utf-8"));
        assert!(covers("application/json", "application/json;version=1"));
        assert!(!covers("application/json", "application/*"));
        assert!(!covers("application/*", "*/*"));
        assert!(!covers("text/*", "application/json"));
        assert_eq!(
            narrower("application/*", "application/json"),
            "application/json"
        );
    }
}
