//! Standard output that cannot be written to.

use std::io::Write as _;
use std::process::Stdio;

use crate::workspace::{GENERATED, Run, Workspace};

/// A pipe whose reader is gone before the program starts, as with `specdate … | true`.
fn run_into_closed_pipe(workspace: &Workspace, arguments: &[&str]) -> Run {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let mut command = workspace.command(arguments);
    command.stdout(writer).stderr(Stdio::piped());
    Run::of(
        arguments,
        command.spawn().unwrap().wait_with_output().unwrap(),
    )
}

#[test]
fn a_reader_that_left_does_not_stop_the_work() {
    let workspace = Workspace::new();
    let run = run_into_closed_pipe(&workspace, &["generate"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(
        !run.stderr.contains("error") && !run.stderr.contains("panicked"),
        "{}",
        run.stderr
    );
    assert!(workspace.path(GENERATED).join("mod.rs").is_file());
}

#[test]
fn a_reader_that_left_does_not_change_the_verdict() {
    let workspace = Workspace::new();
    let run = run_into_closed_pipe(&workspace, &["generate", "--check"]);
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
    for arguments in [
        &["schema", "config"][..],
        &["schema", "report"],
        &["--help"],
    ] {
        let run = run_into_closed_pipe(&workspace, arguments);
        assert_eq!(
            (run.code, run.stderr.as_str()),
            (Some(0), ""),
            "{arguments:?}"
        );
    }
}

#[test]
fn a_reader_that_left_ends_a_batch_that_would_not_end() {
    let workspace = Workspace::empty();
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let mut command = workspace.command(&["subset", "--batch", "-"]);
    command
        .stdin(Stdio::piped())
        .stdout(writer)
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // The program is the one to stop: writing fails once it is gone.
    while stdin
        .write_all(b"{\"id\": 1, \"a\": true, \"b\": false}\n")
        .is_ok()
    {}
    let run = Run::of(&[], child.wait_with_output().unwrap());
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
}

#[test]
fn a_reader_that_left_does_not_change_the_answer() {
    let workspace = Workspace::empty();
    workspace.write("any.json", "true");
    workspace.write("none.json", "false");
    let run = run_into_closed_pipe(&workspace, &["subset", "any.json", "none.json"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(1), ""));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    let workspace = Workspace::empty();
    let full = std::fs::File::options()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let output = workspace
        .command(&["schema", "config"])
        .stdout(full)
        .output()
        .unwrap();
    let run = Run::of(&[], output);
    assert_eq!(run.code, Some(2));
    assert!(
        run.stderr
            .starts_with("error: cannot write to standard output: "),
        "{}",
        run.stderr
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_ends_a_batch() {
    let workspace = Workspace::empty();
    workspace.write(
        "pairs.jsonl",
        &"{\"id\": 1, \"a\": true, \"b\": false}\n".repeat(3),
    );
    let full = std::fs::File::options()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let mut command = workspace.command(&["subset", "--batch", "pairs.jsonl"]);
    let run = Run::of(&[], command.stdout(full).output().unwrap());
    assert_eq!(run.code, Some(2));
    assert!(
        run.stderr
            .starts_with("error: cannot write to standard output: "),
        "{}",
        run.stderr
    );
}
