//! The program `specdate`.

use std::process::ExitCode;

/// Documents become many small nodes on two threads; the system's allocator costs a fifth of a comparison's time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let directory = specdate::current_directory();
    specdate::run_process(
        std::env::args_os().skip(1),
        &specdate::Invocation::specdate(directory),
    )
}
