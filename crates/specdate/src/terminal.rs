//! Where text goes and comes from: the two writers of a command with the styles that each of them can show, and its
//! standard input.

use std::fmt::Display;
use std::io::{self, BufRead, Write};
use std::sync::Arc;

use anstyle::{AnsiColor, Style};

use crate::cli::ColorWhen;
use crate::report::diagnostic::{Diagnostic, render_all};
use crate::status_line::Line;

/// Whether a stream shows color when the command line does not say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AutoColor {
    /// Standard output.
    pub out: bool,
    /// Standard error.
    pub err: bool,
}

impl AutoColor {
    /// No color, as for a file or a pipe.
    pub const NEVER: Self = Self {
        out: false,
        err: false,
    };
}

/// The standard streams of a command: data goes to `out`, progress and errors to `err`.
///
/// Writing cannot fail for the caller. A reader that stopped reading (`specdate … | head`) is not an error, the
/// command goes on without it; any other failure of `out` is remembered and ends up in the exit code.
pub struct Terminal<'w> {
    pub(crate) out: Stream<'w>,
    pub(crate) err: Stream<'w>,
    /// Standard input, where there is one.
    pub(crate) input: Option<&'w mut dyn BufRead>,
    auto: AutoColor,
}

impl<'w> Terminal<'w> {
    /// A terminal over two writers, plain until the command line asks for color. Its standard input is empty.
    pub fn new(out: &'w mut dyn Write, err: &'w mut dyn Write, auto: AutoColor) -> Self {
        Self {
            out: Stream::new(out),
            err: Stream::new(err),
            input: None,
            auto,
        }
    }

    /// The same terminal with a standard input. It is read only by a command that is told to, by `-`.
    ///
    /// ```
    /// use specdate::{AutoColor, Exit, Invocation, Terminal};
    ///
    /// let (mut out, mut err) = (Vec::new(), Vec::new());
    /// let mut input = r#"{"id": 1, "a": {"type": "integer"}, "b": {"type": "number"}}"#.as_bytes();
    /// let mut terminal = Terminal::new(&mut out, &mut err, AutoColor::NEVER).with_input(&mut input);
    ///
    /// let exit = specdate::run(["subset", "--batch", "-"], &Invocation::specdate(".".into()), &mut terminal);
    ///
    /// assert_eq!(exit, Exit::Success);
    /// assert_eq!(String::from_utf8(out)?, "{\"id\":1,\"contained\":true}\n");
    /// # Ok::<(), std::string::FromUtf8Error>(())
    /// ```
    #[must_use]
    pub fn with_input(mut self, input: &'w mut dyn BufRead) -> Self {
        self.input = Some(input);
        self
    }

    /// The same terminal with a line that shows what takes long.
    pub(crate) fn with_status(mut self, line: &Arc<Line>) -> Self {
        for stream in [&mut self.out, &mut self.err] {
            stream.status = Some(Arc::clone(line));
        }
        self
    }

    pub(crate) fn use_color(&mut self, when: ColorWhen) {
        let styles = |auto| match when {
            ColorWhen::Auto => Styles::new(auto),
            ColorWhen::Always => Styles::new(true),
            ColorWhen::Never => Styles::new(false),
        };
        self.out.styles = styles(self.auto.out);
        self.err.styles = styles(self.auto.err);
    }

    /// A line of progress: `verb` right-aligned in 12 columns, as cargo does it.
    pub(crate) fn progress(&mut self, verb: Verb, text: impl Display) {
        let style = match verb {
            Verb::Stale => self.err.styles.warning,
            _ => self.err.styles.progress,
        };
        self.err
            .write(&format!("{style}{:>12}{style:#} {text}\n", verb.as_str()));
    }

    /// Says what may take longer than a second: it is shown while nothing else is written, until the result is.
    pub(crate) fn working(&mut self, verb: Verb) {
        if let Some(line) = &self.err.status {
            line.begin(format!("{:>12} …", verb.as_str()));
        }
    }

    fn end_work(&mut self) {
        if let Some(line) = &self.err.status {
            line.end();
        }
    }

    /// Ends the lines of progress: what follows is the result.
    pub(crate) fn end_progress(&mut self) {
        self.end_work();
        self.err.write("\n");
    }

    /// Tells what went wrong, below everything that was written so far.
    pub(crate) fn tell(&mut self, problems: &[Diagnostic]) {
        self.end_work();
        self.out.flush();
        let text = render_all(problems, &self.err.styles);
        self.err.write(&text);
    }

    /// Flushes, and says why standard output could not be written.
    pub(crate) fn finish(&mut self) -> Option<io::Error> {
        self.end_work();
        self.err.flush();
        self.out.flush();
        self.out
            .failure
            .take()
            .filter(|error| error.kind() != io::ErrorKind::BrokenPipe)
    }
}

/// What a line of progress says that is being done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verb {
    Reading,
    Comparing,
    Checking,
    Generating,
    Skipping,
    Fresh,
    Writing,
    Removing,
    Stale,
}

impl Verb {
    fn as_str(self) -> &'static str {
        match self {
            Self::Reading => "Reading",
            Self::Comparing => "Comparing",
            Self::Checking => "Checking",
            Self::Generating => "Generating",
            Self::Skipping => "Skipping",
            Self::Fresh => "Fresh",
            Self::Writing => "Writing",
            Self::Removing => "Removing",
            Self::Stale => "Stale",
        }
    }
}

/// One writer and its styles.
pub(crate) struct Stream<'w> {
    writer: &'w mut dyn Write,
    failure: Option<io::Error>,
    pub(crate) styles: Styles,
    /// What stands on the same terminal, and goes before anything is written.
    status: Option<Arc<Line>>,
}

impl<'w> Stream<'w> {
    fn new(writer: &'w mut dyn Write) -> Self {
        Self {
            writer,
            failure: None,
            styles: Styles::new(false),
            status: None,
        }
    }

    /// Writes `text`, unless an earlier write failed.
    pub(crate) fn write(&mut self, text: &str) {
        self.attempt(|writer| writer.write_all(text.as_bytes()));
    }

    /// Hands on what is buffered, so that a reader at the other end of a pipe sees it now.
    pub(crate) fn flush(&mut self) {
        self.attempt(|writer| writer.flush());
    }

    fn attempt(&mut self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) {
        if self.failure.is_none() {
            let writer = &mut *self.writer;
            let result = match &self.status {
                Some(line) => line.give_way(|| write(writer)),
                None => write(writer),
            };
            self.failure = result.err();
        }
    }

    /// Whether a write failed, so that whatever is written from now on is lost.
    pub(crate) fn is_lost(&self) -> bool {
        self.failure.is_some()
    }
}

/// How the parts of a text look. Plain styles write nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Styles {
    /// The verb of a progress line.
    pub(crate) progress: Style,
    /// What needs attention.
    pub(crate) warning: Style,
    /// `error:`.
    pub(crate) error: Style,
    /// `help:`.
    pub(crate) help: Style,
    /// What a line is about.
    pub(crate) subject: Style,
    /// What is only read when looked for.
    pub(crate) faint: Style,
    /// Added lines.
    pub(crate) added: Style,
    /// Removed lines.
    pub(crate) removed: Style,
    /// Places in a diff.
    pub(crate) place: Style,
}

impl Styles {
    /// For a file, which is no terminal.
    pub(crate) fn of_file(when: ColorWhen) -> Self {
        Self::new(when == ColorWhen::Always)
    }

    pub(crate) fn new(color: bool) -> Self {
        if !color {
            return Self::default();
        }
        Self {
            progress: AnsiColor::Green.on_default().bold(),
            warning: AnsiColor::Yellow.on_default().bold(),
            error: AnsiColor::Red.on_default().bold(),
            help: AnsiColor::Cyan.on_default().bold(),
            subject: Style::new().bold(),
            faint: Style::new().dimmed(),
            added: AnsiColor::Green.on_default(),
            removed: AnsiColor::Red.on_default(),
            place: AnsiColor::Cyan.on_default(),
        }
    }

    pub(crate) fn is_plain(&self) -> bool {
        *self == Self::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fails every write in the given way.
    struct Broken(io::ErrorKind);

    impl Write for Broken {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(self.0.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn failure_of(kind: io::ErrorKind) -> Option<io::ErrorKind> {
        let (mut out, mut err) = (Broken(kind), Vec::new());
        let mut terminal = Terminal::new(&mut out, &mut err, AutoColor::NEVER);
        terminal.out.write("text");
        terminal.out.write("more");
        terminal.finish().map(|error| error.kind())
    }

    #[test]
    fn a_reader_that_left_is_no_failure_and_a_full_disk_is() {
        assert_eq!(failure_of(io::ErrorKind::BrokenPipe), None);
        assert_eq!(
            failure_of(io::ErrorKind::StorageFull),
            Some(io::ErrorKind::StorageFull)
        );
    }

    #[test]
    fn verbs_end_in_column_twelve() {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut terminal = Terminal::new(
            &mut out,
            &mut err,
            AutoColor {
                out: false,
                err: true,
            },
        );
        terminal.progress(Verb::Generating, "plain");
        terminal.use_color(ColorWhen::Auto);
        terminal.progress(Verb::Stale, "yellow");
        assert_eq!(
            String::from_utf8(err).unwrap(),
            "  Generating plain\n\u{1b}[1m\u{1b}[33m       Stale\u{1b}[0m yellow\n"
        );
    }
}
