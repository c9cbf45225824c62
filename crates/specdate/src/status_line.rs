//! A line on a terminal that says what takes long, and goes away when there is something else to read.

use std::io::Write;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// How long a command may be silent before the line appears, and how often it changes.
pub(crate) const PATIENCE: Duration = Duration::from_secs(1);

/// Draws the line from a thread of its own, which ends with this value.
pub(crate) struct StatusLine {
    line: Arc<Line>,
    painter: Option<JoinHandle<()>>,
}

/// The line, for everything that writes to the same terminal.
pub(crate) struct Line {
    state: Mutex<State>,
    changed: Condvar,
    patience: Duration,
}

struct State {
    writer: Box<dyn Write + Send>,
    work: Option<Work>,
    /// How many columns of the terminal are covered.
    shown: usize,
    is_over: bool,
}

/// What is being done.
struct Work {
    text: String,
    since: Instant,
    /// When something else was written last.
    silent_since: Instant,
}

impl StatusLine {
    /// A line on `writer`, which appears after `patience`.
    pub(crate) fn start(writer: Box<dyn Write + Send>, patience: Duration) -> Self {
        let line = Arc::new(Line {
            state: Mutex::new(State {
                writer,
                work: None,
                shown: 0,
                is_over: false,
            }),
            changed: Condvar::new(),
            patience,
        });
        let shared = Arc::clone(&line);
        // A system that has no more threads shows no line.
        let painter = thread::Builder::new().spawn(move || shared.paint()).ok();
        Self { line, painter }
    }

    pub(crate) fn line(&self) -> Arc<Line> {
        Arc::clone(&self.line)
    }
}

impl Drop for StatusLine {
    fn drop(&mut self) {
        self.line.state().is_over = true;
        self.line.changed.notify_all();
        if let Some(painter) = self.painter.take() {
            // It has nothing to say that could be told now.
            drop(painter.join());
        }
        self.line.state().erase();
    }
}

impl Line {
    /// Says what is done from now on: a text without colors, shorter than any terminal is wide.
    pub(crate) fn begin(&self, text: String) {
        let now = Instant::now();
        let mut state = self.state();
        state.erase();
        state.work = Some(Work {
            text,
            since: now,
            silent_since: now,
        });
        drop(state);
        self.changed.notify_all();
    }

    /// Ends what is done: a result follows.
    pub(crate) fn end(&self) {
        let mut state = self.state();
        state.erase();
        state.work = None;
    }

    /// Runs what writes to the terminal, with the line out of its way.
    pub(crate) fn give_way<R>(&self, write: impl FnOnce() -> R) -> R {
        let mut state = self.state();
        state.erase();
        if let Some(work) = &mut state.work {
            work.silent_since = Instant::now();
        }
        write()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Draws until it is over.
    fn paint(&self) {
        let mut state = self.state();
        while !state.is_over {
            let silent = state.work.as_ref().map(|work| work.silent_since.elapsed());
            state = match silent {
                None => {
                    let woken = self.changed.wait(state);
                    woken.unwrap_or_else(PoisonError::into_inner)
                }
                Some(silent) => {
                    let pause = match self.patience.checked_sub(silent) {
                        Some(rest) if !rest.is_zero() => rest,
                        _ => {
                            state.draw();
                            self.patience
                        }
                    };
                    let woken = self.changed.wait_timeout(state, pause);
                    woken.unwrap_or_else(PoisonError::into_inner).0
                }
            };
        }
    }
}

impl State {
    fn draw(&mut self) {
        let Some(Work { text, since, .. }) = &self.work else {
            return;
        };
        let text = format!("{text} {} s", since.elapsed().as_secs());
        self.erase();
        self.shown = text.chars().count();
        self.put(&text);
    }

    /// Writes spaces over the line: every terminal knows them.
    fn erase(&mut self) {
        if self.shown > 0 {
            let blank = format!("\r{:1$}\r", "", self.shown);
            self.shown = 0;
            self.put(&blank);
        }
    }

    fn put(&mut self, text: &str) {
        // A terminal that is gone misses nothing.
        let written = self.writer.write_all(text.as_bytes());
        drop(written.and_then(|()| self.writer.flush()));
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;

    #[derive(Clone, Default)]
    struct Screen(Arc<Mutex<Vec<u8>>>);

    impl Screen {
        fn text(&self) -> String {
            String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
        }

        /// Waits until the line is there.
        fn wait_for(&self, text: &str) {
            let start = Instant::now();
            while !self.text().contains(text) {
                assert!(start.elapsed() < Duration::from_secs(60), "{}", self.text());
                thread::sleep(Duration::from_millis(1));
            }
        }
    }

    impl Write for Screen {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// What is on the screen when all of `text` was written, row by row.
    fn rows(text: &str) -> Vec<String> {
        let mut rows = vec![String::new()];
        let mut column = 0;
        for character in text.chars() {
            let row = rows.last_mut().unwrap();
            match character {
                '\r' => column = 0,
                '\n' => {
                    rows.push(String::new());
                    column = 0;
                }
                character => {
                    let mut cells: Vec<char> = row.chars().collect();
                    cells.resize(cells.len().max(column + 1), ' ');
                    cells[column] = character;
                    *row = cells.into_iter().collect();
                    column += 1;
                }
            }
        }
        rows.iter().map(|row| row.trim_end().to_owned()).collect()
    }

    #[test]
    fn the_line_gives_way_to_everything_else() {
        let screen = Screen::default();
        let status = StatusLine::start(Box::new(screen.clone()), Duration::from_millis(2));
        let line = status.line();
        line.begin("Comparing …".to_owned());
        screen.wait_for("Comparing … 0 s");
        line.give_way(|| screen.clone().write_all(b"Reading x\n").unwrap());
        let before = screen.text().len();
        screen.wait_for("x\nComparing … 0 s");
        assert!(screen.text().len() > before);
        line.end();
        let text = screen.text();
        assert_eq!(rows(&text), ["Reading x", ""]);
        thread::sleep(Duration::from_millis(10));
        assert_eq!(screen.text(), text, "nothing is done any more");
        line.begin("Writing …".to_owned());
        screen.wait_for("Writing … 0 s");
        drop(status);
        assert_eq!(rows(&screen.text()), ["Reading x", ""]);
    }

    #[test]
    fn what_is_quick_is_not_told() {
        let screen = Screen::default();
        let status = StatusLine::start(Box::new(screen.clone()), Duration::from_secs(3600));
        status.line().begin("Comparing …".to_owned());
        status.line().give_way(|| ());
        drop(status);
        assert_eq!(screen.text(), "");
    }
}
