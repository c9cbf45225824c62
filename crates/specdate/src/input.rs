//! What a command reads: files that the user names, and standard input.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read as _};
use std::path::Path;

use source_tree::{Format, Limits, SourceTree};

use crate::report::diagnostic::Diagnostic;

/// A place to read from, as it was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Input<'a> {
    /// `-`.
    Stdin,
    File(&'a Path),
}

impl<'a> Input<'a> {
    pub(crate) fn named(path: &'a Path) -> Self {
        if path.as_os_str() == "-" {
            Self::Stdin
        } else {
            Self::File(path)
        }
    }

    /// What messages call it.
    pub(crate) fn name(self) -> String {
        match self {
            Self::Stdin => "<stdin>".to_owned(),
            Self::File(path) => path.display().to_string(),
        }
    }

    /// A reader of it; a relative path starts at `directory`.
    ///
    /// # Errors
    ///
    /// If there is no such file, it must not be read, or it is not on this machine.
    pub(crate) fn open<'r>(
        self,
        directory: &Path,
        stdin: Option<&'r mut dyn BufRead>,
    ) -> Result<Box<dyn BufRead + 'r>, Diagnostic> {
        match self {
            Self::Stdin => Ok(stdin.map_or_else(
                || Box::new(io::empty()) as Box<dyn BufRead>,
                |stdin| Box::new(stdin),
            )),
            Self::File(path) => {
                let file = File::open(directory.join(path)).map_err(|error| self.failed(&error))?;
                Ok(Box::new(BufReader::new(file)))
            }
        }
    }

    /// Reads all of it as one document: YAML if its name ends so, JSON otherwise.
    ///
    /// # Errors
    ///
    /// If it cannot be opened or read, is over a limit, or is no document of its format.
    pub(crate) fn document(
        self,
        directory: &Path,
        stdin: Option<&mut dyn BufRead>,
        limits: &Limits,
    ) -> Result<SourceTree, Diagnostic> {
        let name = self.name();
        let mut bytes = Vec::new();
        // One byte more than allowed tells what is at the limit from what is above it. The length that a file says is
        // not asked: a pipe has none.
        self.open(directory, stdin)?
            .take(at_most(limits.max_bytes, 1))
            .read_to_end(&mut bytes)
            .map_err(|error| self.failed(&error))?;
        if bytes.len() > limits.max_bytes {
            return Err(too_large(&format!("{name}:1:1"), "the file", limits));
        }
        let format = Format::from_name(&name).unwrap_or(Format::Json);
        SourceTree::parse(&name, bytes, format, limits).map_err(Diagnostic::from)
    }

    /// What to say when opening or reading failed.
    pub(crate) fn failed(self, error: &io::Error) -> Diagnostic {
        let name = self.name();
        let remote = name.starts_with("http://") || name.starts_with("https://");
        if remote {
            let message = format!("cannot read {name}: files of other machines are not read");
            return Diagnostic::new(message).help("download it, and name the file here");
        }
        Diagnostic::new(format!("cannot read {name}: {error}"))
    }
}

/// The lines of a text, read one at a time.
pub(crate) struct Lines<R> {
    reader: R,
    number: u64,
    max_bytes: usize,
}

/// A line without its line end.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// Counted from 1.
    pub(crate) number: u64,
    pub(crate) bytes: Vec<u8>,
}

/// Why there is no next line.
#[derive(Debug)]
pub(crate) enum LineError {
    Failed(io::Error),
    TooLong { number: u64 },
}

impl<R: BufRead> Lines<R> {
    /// Lines of at most `max_bytes` bytes.
    pub(crate) fn new(reader: R, max_bytes: usize) -> Self {
        Self {
            reader,
            number: 0,
            max_bytes,
        }
    }

    /// The next line, once it has come in whole, or none at the end.
    ///
    /// # Errors
    ///
    /// If reading fails or the line is too long.
    pub(crate) fn next_line(&mut self) -> Result<Option<Line>, LineError> {
        let mut bytes = Vec::new();
        // Room for a line at the limit and its line end.
        self.reader
            .by_ref()
            .take(at_most(self.max_bytes, 2))
            .read_until(b'\n', &mut bytes)
            .map_err(LineError::Failed)?;
        if bytes.is_empty() {
            return Ok(None);
        }
        self.number += 1;
        if bytes.last() == Some(&b'\n') {
            bytes.pop();
            if bytes.last() == Some(&b'\r') {
                bytes.pop();
            }
        }
        let number = self.number;
        if bytes.len() > self.max_bytes {
            return Err(LineError::TooLong { number });
        }
        Ok(Some(Line { number, bytes }))
    }
}

/// What to say about `what` at `place`, which is longer than it may be.
pub(crate) fn too_large(place: &str, what: &str, limits: &Limits) -> Diagnostic {
    let message = format!(
        "{place}: {what} has more than {} bytes (limit `max_bytes`)",
        limits.max_bytes
    );
    Diagnostic::new(message).help("leave out what the question does not need")
}

fn at_most(bytes: usize, more: usize) -> u64 {
    u64::try_from(bytes.saturating_add(more)).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: Limits = Limits {
        max_bytes: 4,
        max_depth: 8,
        max_nodes: 8,
    };

    fn document(mut bytes: &[u8]) -> Result<SourceTree, Diagnostic> {
        Input::Stdin.document(Path::new("."), Some(&mut bytes), &LIMITS)
    }

    #[test]
    fn a_document_at_the_limit_is_read_and_one_above_it_is_not() {
        assert_eq!(document(b"true").unwrap().root().as_bool(), Some(true));
        assert_eq!(
            document(b"false").unwrap_err(),
            Diagnostic::new("<stdin>:1:1: the file has more than 4 bytes (limit `max_bytes`)")
                .help("leave out what the question does not need")
        );
    }

    #[test]
    fn lines_end_in_either_way_and_the_last_may_have_no_end() {
        let mut lines = Lines::new(&b"ab\r\n\n abc\nabcd\r\na\rb"[..], 4);
        for (number, text) in [(1, "ab"), (2, ""), (3, " abc"), (4, "abcd"), (5, "a\rb")] {
            let line = Line {
                number,
                bytes: text.into(),
            };
            assert_eq!(lines.next_line().unwrap(), Some(line));
        }
        assert_eq!(lines.next_line().unwrap(), None);
    }

    #[test]
    fn a_line_above_the_limit_is_not_read_to_its_end() {
        for text in ["\nabcde\n", "\nabcdefghijkl", "\nabcde"] {
            let mut lines = Lines::new(text.as_bytes(), 4);
            lines.next_line().unwrap();
            let error = lines.next_line().unwrap_err();
            assert!(
                matches!(error, LineError::TooLong { number: 2 }),
                "{text:?}: {error:?}"
            );
        }
    }
}
