//! The command line of specdate, as a library: the binary `specdate` and the repository's `cargo xtask` run the
//! same commands.
//!
//! [`run`] takes everything that it depends on: arguments, the current directory, two writers and a reader. Nothing of
//! the process is touched, so a program or a test can run a command and look at what it wrote:
//!
//! ```
//! use specdate::{AutoColor, Exit, Invocation, Terminal};
//!
//! let (mut out, mut err) = (Vec::new(), Vec::new());
//! let mut terminal = Terminal::new(&mut out, &mut err, AutoColor::NEVER);
//!
//! let exit = specdate::run(["schema", "config"], &Invocation::specdate(".".into()), &mut terminal);
//!
//! assert_eq!(exit, Exit::Success);
//! assert!(String::from_utf8(out)?.contains(r#""title": "Registry file""#));
//! assert!(err.is_empty());
//! # Ok::<(), std::string::FromUtf8Error>(())
//! ```
//!
//! Inside, three kinds of places are kept apart: `cli` says what can be typed, `commands` do it, `report` turns
//! what they found into text. `input`, `documents` and `workspace` are where they read, `output` and `transaction` are where they write.
//! Data goes to standard output; progress and errors go to standard error.

mod calendar;
mod cli;
mod commands;
mod comparing;
mod documents;
mod exit;
mod input;
mod invocation;
mod issue;
mod lints;
mod output;
mod problems;
mod process;
mod report;
mod run;
mod status_line;
mod terminal;
mod transaction;
mod workspace;

use openapi_doc::parallel;

pub use exit::Exit;
pub use invocation::{Chore, Invocation};
pub use process::{current_directory, run_process};
pub use run::run;
pub use terminal::{AutoColor, Terminal};
