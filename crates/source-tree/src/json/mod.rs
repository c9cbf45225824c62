//! JSON, strictly as RFC 8259 defines it.
//!
//! The reader is our own because the arena needs what event readers do not give: the place of
//! every key, escaped ones included, number text of any length, and errors that say what to write
//! instead. It has an explicit stack, so the depth of a document costs no stack space.

mod faults;
mod number;
mod string;
mod whitespace;

use crate::arena::Tag;
use crate::builder::Builder;
use crate::error::Fault;
use crate::position::{Span, narrow};

/// Reads one JSON text into `builder`.
pub(crate) fn parse(builder: &mut Builder<'_>) -> Result<(), Fault> {
    let mut reader = Reader {
        source: builder.source(),
        bytes: builder.source().as_bytes(),
        at: 0,
        text: String::new(),
    };
    loop {
        if reader.value(builder)? == Next::Inside {
            continue;
        }
        // A value is complete: close what ends behind it, up to the comma before the next value.
        loop {
            let Some(in_object) = builder.in_object() else {
                return reader.finish();
            };
            match (reader.skip_whitespace(), in_object) {
                (Some(b','), true) => {
                    reader.at += 1;
                    reader.key(builder)?;
                    break;
                }
                (Some(b','), false) => {
                    reader.at += 1;
                    break;
                }
                (Some(b'}'), true) | (Some(b']'), false) => {
                    reader.at += 1;
                    builder.close(narrow(reader.at));
                }
                _ => return Err(reader.expected_comma(builder)),
            }
        }
    }
}

/// Where the next value stands.
#[derive(PartialEq, Eq)]
enum Next {
    /// Inside the array or object that was just opened.
    Inside,
    /// Behind the value that was just read.
    Behind,
}

struct Reader<'s> {
    source: &'s str,
    bytes: &'s [u8],
    /// The offset of the next byte.
    at: usize,
    /// The text of the escaped string that was read last.
    text: String,
}

impl Reader<'_> {
    fn value(&mut self, builder: &mut Builder<'_>) -> Result<Next, Fault> {
        let first = self.skip_whitespace();
        let start = self.at;
        match first {
            Some(b'"') => {
                let escaped = self.string()?;
                let span = self.span_from(start);
                if escaped {
                    builder.scalar_aside(Tag::StringAside, span, &self.text)?;
                } else {
                    builder.scalar(Tag::Quoted, span)?;
                }
            }
            Some(b'{') => {
                builder.open(true, narrow(start))?;
                self.at += 1;
                if self.skip_whitespace() != Some(b'}') {
                    self.key(builder)?;
                    return Ok(Next::Inside);
                }
                self.at += 1;
                builder.close(narrow(self.at));
            }
            Some(b'[') => {
                builder.open(false, narrow(start))?;
                self.at += 1;
                if self.skip_whitespace() != Some(b']') {
                    return Ok(Next::Inside);
                }
                self.at += 1;
                builder.close(narrow(self.at));
            }
            Some(b't') => self.literal(b"true", Tag::True, builder)?,
            Some(b'f') => self.literal(b"false", Tag::False, builder)?,
            Some(b'n') => self.literal(b"null", Tag::Null, builder)?,
            Some(b'-' | b'0'..=b'9') => {
                self.number()?;
                builder.scalar(Tag::Number, self.span_from(start))?;
            }
            _ => return Err(self.expected_value(builder)),
        }
        Ok(Next::Behind)
    }

    /// Reads a key and the colon behind it.
    fn key(&mut self, builder: &mut Builder<'_>) -> Result<(), Fault> {
        if self.skip_whitespace() != Some(b'"') {
            return Err(self.expected_key(builder));
        }
        let start = self.at;
        let escaped = self.string()?;
        let span = self.span_from(start);
        if escaped {
            builder.key_aside(span, &self.text)?;
        } else {
            builder.key(Tag::Quoted, span)?;
        }
        if self.skip_whitespace() != Some(b':') {
            return Err(self.expected_colon());
        }
        self.at += 1;
        Ok(())
    }

    fn literal(&mut self, word: &[u8], tag: Tag, builder: &mut Builder<'_>) -> Result<(), Fault> {
        let start = self.at;
        let end = start + word.len();
        if self.bytes.get(start..end) != Some(word) {
            return Err(self.expected_value(builder));
        }
        self.at = end;
        builder.scalar(tag, self.span_from(start))
    }

    fn finish(&mut self) -> Result<(), Fault> {
        match self.skip_whitespace() {
            None => Ok(()),
            Some(_) => Err(self.trailing()),
        }
    }

    fn span_from(&self, start: usize) -> Span {
        Span {
            start: narrow(start),
            end: narrow(self.at),
        }
    }
}
