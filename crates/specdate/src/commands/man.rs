//! `specdate man`: help as a manual page.

use std::path::PathBuf;

use crate::cli::{self, Man};
use crate::commands::explain::nearest;
use crate::report::diagnostic::Diagnostic;
use crate::report::manual::page;
use crate::{Exit, Invocation, Terminal};

/// Prints the page of a command. As for completions, it is that of the program `specdate`.
///
/// # Errors
///
/// If there is no such command, or its page cannot be made.
pub(crate) fn run(options: &Man, terminal: &mut Terminal<'_>) -> Result<Exit, Vec<Diagnostic>> {
    let specdate = Invocation::specdate(PathBuf::new());
    let mut root = cli::command(&specdate).no_binary_name(false);
    // Commands get their full names.
    root.build();
    let version = root.get_version().unwrap_or_default().to_owned();
    let mut command = &root;
    for name in &options.command {
        command = command.find_subcommand(name).ok_or_else(|| {
            let known = command.get_subcommands().map(clap::Command::get_name);
            let message = format!("there is no command `{}`", options.command.join(" "));
            let help = match nearest(name, known).first() {
                Some(near) => format!("did you mean `{near}`?"),
                None => "see `specdate --help` for all commands".to_owned(),
            };
            vec![Diagnostic::new(message).help(help)]
        })?;
    }
    let page = page(command, &format!("{} {version}", specdate.program))
        .map_err(|error| vec![Diagnostic::new(format!("cannot make the page: {error}"))])?;
    terminal.out.write(&page);
    Ok(Exit::Success)
}
