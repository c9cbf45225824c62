//! The program `specdate`.

use std::process::ExitCode;

fn main() -> ExitCode {
    let directory = specdate::current_directory();
    specdate::run_process(
        std::env::args_os().skip(1),
        &specdate::Invocation::specdate(directory),
    )
}
