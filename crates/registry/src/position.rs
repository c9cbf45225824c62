//! Places in the text of a registry file.

use std::fmt;

/// A place in a text: line and column, both from 1, the column in characters.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, schemars::JsonSchema,
)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

impl Position {
    /// The first character of a text.
    pub const START: Self = Self { line: 1, column: 1 };
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// Turns byte offsets into positions.
pub(crate) struct LineIndex<'t> {
    text: &'t str,
    line_starts: Vec<usize>,
    /// Characters before each block of `BLOCK` bytes: a file that is one long line must not cost a walk per position.
    characters_before: Vec<usize>,
}

const BLOCK: usize = 256;

impl<'t> LineIndex<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        let line_starts = std::iter::once(0)
            .chain(
                text.bytes()
                    .enumerate()
                    .filter(|(_, byte)| *byte == b'\n')
                    .map(|(offset, _)| offset + 1),
            )
            .collect();
        let characters_before = text
            .as_bytes()
            .chunks(BLOCK)
            .scan(0, |total, block| {
                let before = *total;
                *total += characters(block);
                Some(before)
            })
            .collect();
        Self {
            text,
            line_starts,
            characters_before,
        }
    }

    /// The position of the byte at `offset`; the end of the text for one that is behind it.
    pub(crate) fn position(&self, offset: usize) -> Position {
        let offset = offset.min(self.text.len());
        let line = self.line_starts.partition_point(|start| *start <= offset);
        let start = self
            .line_starts
            .get(line.saturating_sub(1))
            .copied()
            .unwrap_or(0);
        Position {
            line,
            column: self.characters_to(offset) - self.characters_to(start) + 1,
        }
    }

    fn characters_to(&self, offset: usize) -> usize {
        // An offset at the end of the last full block has no block of its own.
        let block = (offset / BLOCK).min(self.characters_before.len().saturating_sub(1));
        let rest = self
            .text
            .as_bytes()
            .get(block * BLOCK..offset)
            .unwrap_or_default();
        self.characters_before.get(block).copied().unwrap_or(0) + characters(rest)
    }
}

/// Characters that start in these bytes of UTF-8: all but the continuation bytes `10xxxxxx`.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn positions_agree_with_walking_the_text(text in "[a\n\u{e9}\u{1f600}]{0,700}") {
            let index = LineIndex::new(&text);
            let mut expected = Position::START;
            for (offset, character) in text.char_indices() {
                prop_assert_eq!(index.position(offset), expected);
                expected = if character == '\n' {
                    Position { line: expected.line + 1, column: 1 }
                } else {
                    Position { column: expected.column + 1, ..expected }
                };
            }
            prop_assert_eq!(index.position(text.len()), expected);
            prop_assert_eq!(index.position(usize::MAX), expected);
        }
    }
}
