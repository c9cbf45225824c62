//! Skipping what stands between tokens.

use super::Reader;

const SPACES: u64 = u64::from_le_bytes([b' '; 8]);

impl Reader<'_> {
    /// Moves to the next byte that is not whitespace (RFC 8259, section 2) and returns it.
    #[inline]
    pub(super) fn skip_whitespace(&mut self) -> Option<u8> {
        let byte = *self.bytes.get(self.at)?;
        if byte > b' ' {
            return Some(byte);
        }
        self.skip_some_whitespace()
    }

    fn skip_some_whitespace(&mut self) -> Option<u8> {
        loop {
            match *self.bytes.get(self.at)? {
                b'\n' => {
                    self.at += 1;
                    self.skip_spaces();
                }
                b' ' | b'\t' | b'\r' => self.at += 1,
                byte => return Some(byte),
            }
        }
    }

    /// Indentation is a third of a pretty-printed document: eight spaces are skipped at a time.
    fn skip_spaces(&mut self) {
        let mut rest = self.bytes.get(self.at..).unwrap_or_default();
        while let Some((eight, behind)) = rest.split_first_chunk::<8>() {
            let differs = u64::from_le_bytes(*eight) ^ SPACES;
            if differs != 0 {
                self.at = self.bytes.len() - rest.len() + (differs.trailing_zeros() / 8) as usize;
                return;
            }
            rest = behind;
        }
        self.at = self.bytes.len() - rest.len();
    }
}
