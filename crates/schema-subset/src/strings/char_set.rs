//! Sets of characters, as sorted ranges of Unicode scalar values.

/// A set of characters.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct CharSet {
    /// Sorted, apart from each other, and without surrogates: no string of Rust or of a JSON text
    /// in UTF-8 holds one.
    ranges: Vec<(u32, u32)>,
}

const MAX: u32 = 0x0010_FFFF;
const SURROGATES: (u32, u32) = (0xD800, 0xDFFF);

impl CharSet {
    /// The characters in these ranges, ends included, in any order.
    pub(super) fn new(ranges: impl IntoIterator<Item = (u32, u32)>) -> Self {
        let mut parts: Vec<(u32, u32)> = Vec::new();
        for (low, high) in ranges {
            let below = (low, high.min(SURROGATES.0 - 1));
            let above = (low.max(SURROGATES.1 + 1), high.min(MAX));
            parts.extend([below, above].into_iter().filter(|(low, high)| low <= high));
        }
        parts.sort_unstable();
        let mut merged: Vec<(u32, u32)> = Vec::with_capacity(parts.len());
        for (low, high) in parts {
            match merged.last_mut() {
                Some(last) if low <= last.1.saturating_add(1) => last.1 = last.1.max(high),
                _ => merged.push((low, high)),
            }
        }
        Self { ranges: merged }
    }

    pub(super) fn single(character: char) -> Self {
        let code = u32::from(character);
        Self::new([(code, code)])
    }

    pub(super) fn all() -> Self {
        Self::new([(0, MAX)])
    }

    pub(super) fn negated(&self) -> Self {
        let mut next = 0;
        let mut gaps = Vec::with_capacity(self.ranges.len() + 1);
        for &(low, high) in &self.ranges {
            if low > next {
                gaps.push((next, low - 1));
            }
            next = high + 1;
        }
        gaps.push((next, MAX));
        Self::new(gaps.into_iter().filter(|(low, high)| low <= high))
    }

    pub(super) fn contains(&self, character: char) -> bool {
        self.contains_code(u32::from(character))
    }

    pub(super) fn contains_code(&self, code: u32) -> bool {
        let at = self.ranges.partition_point(|&(_, high)| high < code);
        self.ranges.get(at).is_some_and(|&(low, _)| low <= code)
    }

    pub(super) fn ranges(&self) -> &[(u32, u32)] {
        &self.ranges
    }

    pub(super) fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    /// The characters in ascending order.
    pub(super) fn chars(&self) -> impl Iterator<Item = char> {
        self.ranges
            .iter()
            .flat_map(|&(low, high)| (low..=high).filter_map(char::from_u32))
    }
}

/// ECMA-262's `\d`.
pub(super) fn digits() -> CharSet {
    CharSet::new([(0x30, 0x39)])
}

/// ECMA-262's `\w`, without the flag `i`.
pub(super) fn word_characters() -> CharSet {
    CharSet::new([(0x30, 0x39), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A)])
}

/// ECMA-262's `\s`: `WhiteSpace` and `LineTerminator` (sections 12.2 and 12.3).
pub(super) fn white_space() -> CharSet {
    CharSet::new([
        (0x09, 0x0D),
        (0x20, 0x20),
        (0xA0, 0xA0),
        (0x1680, 0x1680),
        (0x2000, 0x200A),
        (0x2028, 0x2029),
        (0x202F, 0x202F),
        (0x205F, 0x205F),
        (0x3000, 0x3000),
        (0xFEFF, 0xFEFF),
    ])
}

/// ECMA-262's `.` without the flag `s`: everything but a `LineTerminator`.
pub(super) fn dot() -> CharSet {
    CharSet::new([(0x0A, 0x0A), (0x0D, 0x0D), (0x2028, 0x2029)]).negated()
}
