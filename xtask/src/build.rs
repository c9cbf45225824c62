//! `cargo xtask build`: regenerate, then build.

use std::ffi::OsString;
use std::process::{Command, ExitCode};

use specdate::{Chore, Invocation, run_process};

/// How help shows it.
pub(crate) const CHORE: Chore = Chore {
    name: "build",
    about: "Regenerate the clients, then build the workspace",
    arguments: "Passed on to `cargo build --workspace`",
};

/// The exit code of cargo itself where a build fails; ours where it cannot be told.
const CARGO_FAILED: u8 = 101;

/// Runs both steps; the second only if the first succeeds. The exit code is the one of the step that failed.
pub(crate) fn run(cargo_arguments: &[OsString], invocation: &Invocation<'_>) -> ExitCode {
    let generated = run_process(["generate".into()], invocation);
    if generated != ExitCode::SUCCESS {
        return generated;
    }
    // cargo says which cargo it is; another one on the PATH may be of another toolchain.
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["build", "--workspace"]).args(cargo_arguments);
    if let Some(root) = &invocation.root {
        command.current_dir(root);
    }
    match command.status() {
        Ok(status) => {
            let code = status.code().and_then(|code| u8::try_from(code).ok());
            code.unwrap_or(CARGO_FAILED).into()
        }
        Err(error) => {
            eprintln!(
                "error: cannot run cargo: {error}\n  help: run this command as `cargo xtask build`"
            );
            CARGO_FAILED.into()
        }
    }
}
