//! Places in a source text: lines, columns and byte ranges.

use std::fmt;
use std::ops::Range;

/// A line and a column, both counted from 1; the column counts Unicode code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The line, counted from 1.
    pub line: u32,
    /// The column, counted from 1 in code points.
    pub column: u32,
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// A range of bytes in [`SourceTree::source`](crate::SourceTree::source).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The offset of the first byte.
    pub start: u32,
    /// The offset after the last byte.
    pub end: u32,
}

impl Span {
    /// The same range for slicing a `str` or bytes.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// Bytes whose characters are counted at once.
const BLOCK: usize = 512;

/// In lines up to this many bytes the characters are counted when they are asked for.
const SHORT_LINE: usize = 128 * BLOCK;

/// Where each line of a text starts. A line ends at `\n`; the `\r` of a `\r\n` belongs to its line.
#[derive(Debug)]
pub(crate) struct LineStarts {
    starts: Vec<u32>,
    /// The number of characters before each block of the text; none where all lines are short: a document may be one line.
    characters: Vec<u32>,
}

impl LineStarts {
    pub fn of(source: &str) -> Self {
        let mut starts = vec![0];
        starts.extend(memchr::memchr_iter(b'\n', source.as_bytes()).map(|at| narrow(at + 1)));
        let ends = starts.iter().skip(1).map(|&start| start as usize);
        let ends = ends.chain([source.len()]);
        let mut lengths = starts
            .iter()
            .zip(ends)
            .map(|(&start, end)| end - start as usize);
        if lengths.all(|length| length <= SHORT_LINE) {
            let characters = Vec::new();
            return Self { starts, characters };
        }
        let mut counted = 0;
        let characters = source.as_bytes().chunks(BLOCK).map(|block| {
            let before = counted;
            counted += count_chars(block);
            narrow(before)
        });
        let characters = characters.collect();
        Self { starts, characters }
    }

    pub fn position(&self, source: &str, offset: u32) -> Position {
        let line = self.starts.partition_point(|&start| start <= offset).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or(0) as usize;
        let column = if self.characters.is_empty() {
            count_chars(
                source
                    .as_bytes()
                    .get(start..offset as usize)
                    .unwrap_or_default(),
            )
        } else {
            let before = self.characters_before(source, offset as usize);
            before - self.characters_before(source, start).min(before)
        };
        Position {
            line: narrow(line),
            column: narrow(column + 1),
        }
    }

    fn characters_before(&self, source: &str, offset: usize) -> usize {
        let block = offset / BLOCK;
        let within = source.as_bytes().get(block * BLOCK..offset);
        let Some(before) = self.characters.get(block) else {
            // The end of a text that fills its last block.
            let last = self.characters.last().copied().unwrap_or_default() as usize;
            let start = self.characters.len().saturating_sub(1) * BLOCK;
            return last + count_chars(source.as_bytes().get(start..).unwrap_or_default());
        };
        *before as usize + count_chars(within.unwrap_or_default())
    }

    pub fn line<'s>(&self, source: &'s str, line: u32) -> Option<&'s str> {
        let index = (line as usize).checked_sub(1)?;
        let start = *self.starts.get(index)? as usize;
        let end = self
            .starts
            .get(index + 1)
            .map_or(source.len(), |&next| next as usize);
        let text = source.get(start..end)?;
        let text = text.strip_suffix('\n').unwrap_or(text);
        Some(text.strip_suffix('\r').unwrap_or(text))
    }
}

/// The position of `offset` in bytes that need not be UTF-8 behind it: for errors only.
pub(crate) fn position_in(bytes: &[u8], offset: usize) -> Position {
    let before = bytes.get(..offset).unwrap_or(bytes);
    let line_start = memchr::memrchr(b'\n', before).map_or(0, |at| at + 1);
    Position {
        line: narrow(memchr::memchr_iter(b'\n', before).count() + 1),
        column: narrow(count_chars(before.get(line_start..).unwrap_or_default()) + 1),
    }
}

fn count_chars(utf8: &[u8]) -> usize {
    utf8.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
}

/// Offsets, ids and lines fit 32 bits: sources are limited to 4 GiB before anything is counted.
pub(crate) fn narrow(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines before, and characters after the last of them, counted one by one.
    fn counted(source: &str, offset: usize) -> (usize, usize) {
        let before = source.get(..offset).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default();
        (line, column.chars().count() + 1)
    }

    #[test]
    fn positions_are_those_that_are_counted_whatever_the_length_of_lines() {
        for length in [
            1,
            BLOCK - 1,
            BLOCK,
            SHORT_LINE - 1,
            SHORT_LINE,
            SHORT_LINE + 1,
        ] {
            for filling in ["a", "é"] {
                let line = filling.repeat(length / filling.len());
                let source = format!("{line}\n\n{line}x\n{line}");
                let lines = LineStarts::of(&source);
                let step = source.len() / 61 + 1;
                let edges = [0, line.len(), line.len() + 1, line.len() + 2, source.len()];
                let offsets = (0..source.len()).step_by(step).chain(edges);
                for offset in offsets.filter(|&offset| source.is_char_boundary(offset)) {
                    let found = lines.position(&source, narrow(offset));
                    let found = (found.line as usize, found.column as usize);
                    assert_eq!(
                        found,
                        counted(&source, offset),
                        "{length} {filling} {offset}"
                    );
                }
            }
        }
    }
}
