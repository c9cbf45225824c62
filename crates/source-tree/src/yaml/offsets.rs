//! Character counts to byte offsets.

use crate::position::narrow;

/// A mark is kept for each of so many characters; between marks characters are counted.
const STRIDE: usize = 64;

/// Where the characters of a text start.
pub(crate) struct Offsets<'s> {
    source: &'s str,
    /// The offset of every [`STRIDE`]th character; empty if each character is one byte.
    marks: Vec<u32>,
}

impl<'s> Offsets<'s> {
    pub fn of(source: &'s str) -> Self {
        let marks = if source.is_ascii() {
            Vec::new()
        } else {
            source
                .char_indices()
                .step_by(STRIDE)
                .map(|(offset, _)| narrow(offset))
                .collect()
        };
        Self { source, marks }
    }

    /// The byte offset of the character with this number; the end of the text if there is none.
    pub fn byte(&self, character: usize) -> usize {
        if self.marks.is_empty() {
            return character.min(self.source.len());
        }
        let (index, rest_characters) = (character / STRIDE, character % STRIDE);
        let Some(&mark) = self.marks.get(index) else {
            return self.source.len();
        };
        let mark = mark as usize;
        if self
            .marks
            .get(index + 1)
            .is_some_and(|&next| next as usize == mark + STRIDE)
        {
            // One byte each: most stretches of most documents.
            return mark + rest_characters;
        }
        let rest = self.source.get(mark..).unwrap_or_default();
        rest.char_indices()
            .nth(rest_characters)
            .map_or(self.source.len(), |(offset, _)| mark + offset)
    }
}
