//! `specdate completions`, as it is typed.

use clap::Args;

use super::help;

#[derive(Debug, Args)]
pub(crate) struct Completions {
    /// The shell: bash, elvish, fish, powershell or zsh
    #[arg(hide_possible_values = true)]
    pub(crate) shell: clap_complete::Shell,
}

pub(super) fn help(command: clap::Command, program: &str) -> clap::Command {
    command.after_help(help::examples(
        program,
        &[
            (
                "completions bash > ~/.local/share/bash-completion/completions/specdate",
                "for bash",
            ),
            (
                "completions fish > ~/.config/fish/completions/specdate.fish",
                "for fish",
            ),
        ],
    ))
}
