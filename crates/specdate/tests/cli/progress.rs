//! What a terminal shows of work that takes long. The terminal is that of the program `script` (util-linux), and the work waits
//! for a schema that comes through a named pipe; skipped where there is no such program.

use std::fs;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use crate::workspace::Workspace;

/// Longer than a command is silent without a line.
const LONG: Duration = Duration::from_millis(1600);

/// Runs `subset` on a terminal of this kind, with a schema that comes late. None where there is no terminal to be had.
fn on_terminal(kind: &str, variables: &[(&str, &str)]) -> Option<String> {
    let workspace = Workspace::empty();
    workspace.write("any.json", "{}");
    let run = |command: &mut Command| command.stdin(Stdio::null()).output().ok();
    let made = run(Command::new("mkfifo").arg(workspace.path("late.json")));
    let has_script = run(Command::new("script").arg("--version"))
        .is_some_and(|output| String::from_utf8_lossy(&output.stdout).contains("util-linux"));
    if !has_script || !made.is_some_and(|output| output.status.success()) {
        eprintln!("skipped: script (util-linux) or mkfifo cannot be run");
        return None;
    }
    let typed = format!(
        "'{}' subset late.json any.json",
        env!("CARGO_BIN_EXE_specdate")
    );
    let mut command = Command::new("script");
    command
        .args(["--quiet", "--return", "--command", &typed, "typescript"])
        .current_dir(workspace.root())
        .env("TERM", kind)
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR")
        .env_remove("CLICOLOR_FORCE")
        .env_remove("CI")
        .envs(variables.iter().copied())
        .stdin(Stdio::null());
    let pipe = workspace.path("late.json");
    let writer = thread::spawn(move || {
        thread::sleep(LONG);
        fs::write(pipe, r#"{"type": "string"}"#).unwrap();
    });
    let output = command.output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(said.contains("contained"), "{said}");
    writer.join().unwrap();
    Some(said)
}

#[test]
fn a_line_counts_the_seconds_and_goes_away() {
    let Some(said) = on_terminal("xterm", &[]) else {
        return;
    };
    let line = "     Reading … 1 s";
    let blank = " ".repeat(line.chars().count());
    let erased = format!("{line}\r{blank}\r");
    assert!(said.contains(&erased), "{said:?}");
    let times = said.matches(&format!("\r{blank}\r")).count();
    assert_eq!(said.matches('…').count(), times, "{said:?}");
}

#[test]
fn a_terminal_that_takes_nothing_back_shows_no_line_that_changes() {
    for (kind, variables) in [
        ("dumb", &[][..]),
        ("dumb", &[("CLICOLOR_FORCE", "1")]),
        ("xterm", &[("NO_COLOR", "1")]),
        ("xterm", &[("CI", "true")]),
        ("dumb", &[("CI", "true")]),
    ] {
        let Some(said) = on_terminal(kind, variables) else {
            return;
        };
        assert!(!said.contains('…'), "{said:?}");
    }
}
