//! Numbers: RFC 8259, section 6. Only their extent is read; the value stays text.

use crate::error::Fault;

use super::Reader;

impl Reader<'_> {
    /// Reads the number that starts at the next byte, a digit or a minus sign.
    pub(super) fn number(&mut self) -> Result<(), Fault> {
        let start = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        match self.peek() {
            Some(b'0') => {
                self.at += 1;
                if matches!(self.peek(), Some(b'0'..=b'9')) {
                    return Err(Fault::new(
                        start,
                        "a number with a leading zero",
                        "remove the zero, or quote it if it is a string",
                    ));
                }
            }
            Some(b'1'..=b'9') => self.digits(),
            _ => return Err(self.expected_digit("after the minus sign")),
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.some_digits("after the decimal point")?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.some_digits("in the exponent")?;
        }
        Ok(())
    }

    fn some_digits(&mut self, place: &str) -> Result<(), Fault> {
        if !matches!(self.peek(), Some(b'0'..=b'9')) {
            return Err(self.expected_digit(place));
        }
        self.digits();
        Ok(())
    }

    fn digits(&mut self) {
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn expected_digit(&self, place: &str) -> Fault {
        Fault::new(
            self.at,
            format!("expected a digit {place}, found {}", self.found()),
            "complete the number, or quote it if it is a string",
        )
    }
}
