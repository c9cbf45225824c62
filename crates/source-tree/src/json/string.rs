//! Strings: RFC 8259, section 7.

use crate::error::Fault;

use super::Reader;

const ONES: u64 = u64::from_le_bytes([1; 8]);
const HIGH_BITS: u64 = u64::from_le_bytes([0x80; 8]);

const ESCAPES: &str = r#"use one of \" \\ \/ \b \f \n \r \t \uXXXX, or write `\\` for a backslash"#;

impl Reader<'_> {
    /// Reads the string whose quote is the next byte. If it has escapes, which is what it returns,
    /// its text is in `self.text` afterwards; else its text is what stands between the quotes.
    pub(super) fn string(&mut self) -> Result<bool, Fault> {
        let quote = self.at;
        self.at += 1;
        match self.skip_plain() {
            Some(b'"') => {
                self.at += 1;
                Ok(false)
            }
            Some(b'\\') => self.escaped(quote).map(|()| true),
            _ => Err(self.bad_in_string(quote)),
        }
    }

    /// Reads on from the first backslash.
    fn escaped(&mut self, quote: usize) -> Result<(), Fault> {
        self.text.clear();
        let mut plain_from = quote + 1;
        loop {
            self.text
                .push_str(self.source.get(plain_from..self.at).unwrap_or_default());
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(b'\\') => {
                    let character = self.escape(quote)?;
                    self.text.push(character);
                }
                _ => return Err(self.bad_in_string(quote)),
            }
            plain_from = self.at;
            self.skip_plain();
        }
    }

    /// Moves to the next quote, backslash or control character and returns it.
    fn skip_plain(&mut self) -> Option<u8> {
        let mut rest = self.bytes.get(self.at..)?;
        while let Some((eight, behind)) = rest.split_first_chunk::<8>() {
            let special = special_bytes(u64::from_le_bytes(*eight));
            if special != 0 {
                self.at = self.bytes.len() - rest.len() + (special.trailing_zeros() / 8) as usize;
                return self.peek();
            }
            rest = behind;
        }
        let last = rest
            .iter()
            .position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1F));
        self.at = self.bytes.len() - rest.len() + last.unwrap_or(rest.len());
        self.peek()
    }

    /// Reads an escape from its backslash on.
    fn escape(&mut self, quote: usize) -> Result<char, Fault> {
        let backslash = self.at;
        self.at += 1;
        let character = match self.peek() {
            Some(byte @ (b'"' | b'\\' | b'/')) => char::from(byte),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{C}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                self.at += 1;
                return self.unicode_escape(backslash);
            }
            None => return Err(self.bad_in_string(quote)),
            Some(_) => {
                let what = format!("a backslash before {} is not an escape", self.found());
                return Err(Fault::new(backslash, what, ESCAPES));
            }
        };
        self.at += 1;
        Ok(character)
    }

    /// Reads the digits behind `\u`, and the second half of a surrogate pair.
    fn unicode_escape(&mut self, backslash: usize) -> Result<char, Fault> {
        let first = self.four_digits(backslash)?;
        let mut code = u32::from(first);
        if (0xD800..0xDC00).contains(&first) && self.bytes.get(self.at..self.at + 2) == Some(b"\\u")
        {
            let half = self.at;
            self.at += 2;
            let second = self.four_digits(half)?;
            if (0xDC00..0xE000).contains(&second) {
                code = 0x1_0000 + (u32::from(first - 0xD800) << 10) + u32::from(second - 0xDC00);
            }
        }
        char::from_u32(code).ok_or_else(|| {
            Fault::new(
                backslash,
                format!("`\\u{first:04X}` is half of a surrogate pair without its other half"),
                "write both halves, or the character itself",
            )
        })
    }

    fn four_digits(&mut self, backslash: usize) -> Result<u16, Fault> {
        let digits = self.source.get(self.at..self.at + 4).unwrap_or_default();
        let all_hex = digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        match u16::from_str_radix(digits, 16) {
            Ok(code) if all_hex => {
                self.at += 4;
                Ok(code)
            }
            _ => Err(Fault::new(
                backslash,
                "a `\\u` without four hexadecimal digits",
                ESCAPES,
            )),
        }
    }
}

/// The high bit of each byte that is a quote, a backslash or a control character.
///
/// A byte behind the first such byte may be marked wrongly (the subtraction borrows), the first
/// one never.
fn special_bytes(word: u64) -> u64 {
    let zero_in = |word: u64| word.wrapping_sub(ONES) & !word;
    let quotes = zero_in(word ^ (ONES * u64::from(b'"')));
    let backslashes = zero_in(word ^ (ONES * u64::from(b'\\')));
    let controls = word.wrapping_sub(ONES * 0x20) & !word;
    (quotes | backslashes | controls) & HIGH_BITS
}
