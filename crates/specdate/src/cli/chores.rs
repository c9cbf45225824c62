//! Commands that the program runs by itself: help lists them, and nothing here runs them.

use clap::error::ErrorKind;
use clap::{Arg, ArgMatches};

use crate::{Chore, Invocation};

/// A chore as help shows it; it is never run from here.
pub(super) fn command(chore: &Chore) -> clap::Command {
    let arguments = Arg::new("ARGUMENTS")
        .num_args(0..)
        .trailing_var_arg(true)
        .allow_hyphen_values(true);
    // An argument of its own keeps a global one of the same name out of the chore's help: it does not take them.
    let hidden = |name| Arg::new(name).long(name).hide(true);
    clap::Command::new(chore.name)
        .about(chore.about)
        .arg(arguments.help(chore.arguments))
        .args([hidden("config"), hidden("color")])
}

/// Refuses a chore that stands behind an option: the program looks for it only at the first place.
pub(crate) fn refuse_late_chores(
    matches: &ArgMatches,
    invocation: &Invocation<'_>,
) -> Result<(), clap::Error> {
    let Some(chore) = invocation
        .chores
        .iter()
        .find(|chore| matches.subcommand_name() == Some(chore.name))
    else {
        return Ok(());
    };
    let (program, name) = (invocation.program, chore.name);
    let message =
        format!("`{name}` takes none of the options before it: write `{program} {name}` first");
    Err(super::command(invocation).error(ErrorKind::ArgumentConflict, message))
}
