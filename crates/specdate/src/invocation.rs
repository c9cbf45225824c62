//! `Invocation`: how the command line was reached.

use std::path::PathBuf;

/// How the command line was reached: by which name, from where, and for which workspace.
#[derive(Clone, Debug)]
pub struct Invocation<'a> {
    /// What is typed to run it: `specdate`, or `cargo xtask`. Help and messages say it.
    pub program: &'static str,
    /// The folder that relative paths start in, and that the search for a workspace starts in.
    pub directory: PathBuf,
    /// The root of the workspace where it is known; otherwise it is searched.
    pub root: Option<PathBuf>,
    /// Further commands, which the program runs by itself and which only help has to know.
    pub chores: &'a [Chore],
}

/// A command that the program runs by itself, before [`run`](crate::run) is reached; listed in help beside the rest.
#[derive(Clone, Copy, Debug)]
pub struct Chore {
    /// What is typed.
    pub name: &'static str,
    /// What it does: one sentence.
    pub about: &'static str,
    /// What the arguments behind the name are.
    pub arguments: &'static str,
}

impl Invocation<'static> {
    /// The program `specdate`, run in `directory`.
    #[must_use]
    pub fn specdate(directory: PathBuf) -> Self {
        Self {
            program: "specdate",
            directory,
            root: None,
            chores: &[],
        }
    }
}
