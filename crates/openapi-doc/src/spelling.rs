//! "Did you mean": the nearest of some names.

/// The candidate that is nearest to `text`, if it is near enough to be what was meant. Of several, the first.
pub(crate) fn nearest<'n>(
    text: &str,
    candidates: impl Iterator<Item = &'n str>,
) -> Option<&'n str> {
    // Distances are quadratic in the length; nobody misspells long names by accident.
    const LONGEST: usize = 40;
    if text.len() > LONGEST {
        return None;
    }
    let most = (text.len() / 3).clamp(1, 3);
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates.filter(|candidate| candidate.len().abs_diff(text.len()) <= most) {
        let distance = if candidate.eq_ignore_ascii_case(text) {
            0
        } else {
            distance(text, candidate)
        };
        if distance <= most && best.is_none_or(|(nearest, _)| distance < nearest) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// Levenshtein distance in bytes.
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.bytes().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        for (cell, y) in row.iter_mut().skip(1).zip(b.bytes()) {
            let changed = diagonal + usize::from(x != y);
            diagonal = *cell;
            left = changed.min(*cell + 1).min(left + 1);
            *cell = left;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distance_counts_edits() {
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("abc", "abc"), 0);
    }

    #[test]
    fn nearest_prefers_the_same_letters_and_gives_up_on_strangers() {
        assert_eq!(
            nearest("operationID", ["operationId", "operationRef"].into_iter()),
            Some("operationId")
        );
        assert_eq!(
            nearest("responces", ["requestBody", "responses"].into_iter()),
            Some("responses")
        );
        assert_eq!(nearest("foo", ["responses"].into_iter()), None);
    }
}
