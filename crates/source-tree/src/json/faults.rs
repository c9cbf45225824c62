//! What is wrong with a text that is not JSON, and what to write instead.

use crate::builder::Builder;
use crate::error::Fault;
use crate::position::position_in;

use super::Reader;

impl Reader<'_> {
    /// The next character as errors show it.
    pub(super) fn found(&self) -> String {
        match self
            .source
            .get(self.at..)
            .and_then(|rest| rest.chars().next())
        {
            Some(quote @ ('"' | '\'')) => format!("`{quote}`"),
            Some(character) => format!("`{}`", character.escape_debug()),
            None => "the end of the document".into(),
        }
    }

    pub(super) fn expected_value(&self, builder: &Builder<'_>) -> Fault {
        let fault = |message: &str, help: &str| Fault::new(self.at, message, help);
        match self.peek() {
            None if builder.next_id() == 0 => {
                fault("the document is empty", "write a JSON value, such as `{}`")
            }
            None => self.unfinished(builder),
            Some(b']' | b'}') if self.after_comma() => {
                fault("a comma before the closing bracket", "remove the comma")
            }
            Some(b'\'') => fault("a single quote", "write strings in double quotes"),
            Some(b'/') => fault("a comment", "JSON has no comments: remove it"),
            Some(b'+' | b'.') => fault(
                "a number that starts with `+` or `.`",
                "start it with a digit or a minus sign",
            ),
            Some(b',') => fault(
                "a comma without a value before it",
                "remove the comma or write the value",
            ),
            _ => Fault::new(
                self.at,
                format!("expected a value, found {}", self.found()),
                "write a string, number, array, object, `true`, `false` or `null`",
            ),
        }
    }

    pub(super) fn expected_key(&self, builder: &Builder<'_>) -> Fault {
        match self.peek() {
            None => self.unfinished(builder),
            Some(b'}') if self.after_comma() => Fault::new(
                self.at,
                "a comma before the closing bracket",
                "remove the comma",
            ),
            Some(b'/') => Fault::new(self.at, "a comment", "JSON has no comments: remove it"),
            _ => Fault::new(
                self.at,
                format!("expected a key in double quotes, found {}", self.found()),
                "write the member as `\"key\": value`",
            ),
        }
    }

    pub(super) fn expected_colon(&self) -> Fault {
        Fault::new(
            self.at,
            format!("expected `:` after the key, found {}", self.found()),
            "write the member as `\"key\": value`",
        )
    }

    pub(super) fn expected_comma(&self, builder: &Builder<'_>) -> Fault {
        let bracket = match (self.peek(), builder.in_object()) {
            (None, _) => return self.unfinished(builder),
            (_, Some(true)) => '}',
            _ => ']',
        };
        Fault::new(
            self.at,
            format!("expected `,` or `{bracket}`, found {}", self.found()),
            format!("separate what follows with a comma, or close with `{bracket}`"),
        )
    }

    pub(super) fn trailing(&self) -> Fault {
        Fault::new(
            self.at,
            format!("{} after the end of the document", self.found()),
            "remove it: a file holds one JSON value",
        )
    }

    /// What stands at the next byte, inside the string that starts at `quote`, does not belong there.
    pub(super) fn bad_in_string(&self, quote: usize) -> Fault {
        match self.peek() {
            None => Fault::new(
                quote,
                "a string that is not closed",
                "close it with a double quote",
            ),
            Some(b'\n' | b'\r') => Fault::new(
                self.at,
                "a line break in a string",
                "close the string with a double quote, or write the line break as `\\n`",
            ),
            Some(byte) => Fault::new(
                self.at,
                format!("the control character U+{byte:04X} in a string"),
                format!("write it as `\\u{byte:04x}`"),
            ),
        }
    }

    fn unfinished(&self, builder: &Builder<'_>) -> Fault {
        let (what, bracket) = match builder.in_object() {
            Some(true) => ("an object", "}"),
            _ => ("an array", "]"),
        };
        let start = position_in(self.bytes, builder.open_start().unwrap_or(0) as usize);
        Fault::new(
            self.bytes.len(),
            format!("the document ends inside {what} that starts at {start}"),
            format!("close it with `{bracket}`"),
        )
    }

    fn after_comma(&self) -> bool {
        let before = self.source.get(..self.at).unwrap_or_default();
        before
            .trim_end_matches([' ', '\t', '\r', '\n'])
            .ends_with(',')
    }
}
