//! `cargo xtask …`: the commands of specdate bound to this workspace, from whichever folder they are typed in, and
//! the repository's chores.

mod build;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use specdate::{Invocation, current_directory, run_process};

fn main() -> ExitCode {
    let invocation = Invocation {
        program: "cargo xtask",
        directory: current_directory(),
        root: Some(workspace_root()),
        chores: &[build::CHORE],
    };
    let arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
    match arguments.split_first() {
        Some((first, rest)) if first == build::CHORE.name && !asks_for_help(rest) => {
            build::run(rest, &invocation)
        }
        _ => run_process(arguments, &invocation),
    }
}

/// This package stands directly below the root.
fn workspace_root() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package).to_path_buf()
}

fn asks_for_help(arguments: &[OsString]) -> bool {
    arguments
        .first()
        .is_some_and(|first| first == "--help" || first == "-h")
}
