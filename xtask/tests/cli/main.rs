//! `cargo xtask` as it is typed: it works from any folder, and help says its own name.

#![allow(clippy::unwrap_used)] // What is allowed in tests is not in their helpers.

use std::process::{Command, Output, Stdio};

/// Runs the binary in a folder that has nothing to do with the workspace.
fn xtask(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(arguments)
        .current_dir(std::env::temp_dir())
        .env_remove("CLICOLOR_FORCE")
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[test]
fn help_says_how_it_is_typed() {
    let help = xtask(&["--help"]);
    assert_eq!(help.status.code(), Some(0));
    let help = text(&help.stdout);
    assert!(help.contains("\nUsage: cargo xtask "), "{help}");
    assert!(help.contains("\n  cargo xtask generate --check "), "{help}");
    assert!(
        help.contains("\n  build        Regenerate the clients, then build the workspace\n"),
        "{help}"
    );

    let help = xtask(&["build", "--help"]);
    assert_eq!(help.status.code(), Some(0));
    let help = text(&help.stdout);
    assert!(
        help.contains("\nUsage: cargo xtask build [ARGUMENTS]..."),
        "{help}"
    );
    assert!(
        !help.contains("--config"),
        "cargo takes all that stands behind `build`: {help}"
    );
}

#[test]
fn help_of_a_command_says_how_it_is_typed() {
    let help = xtask(&["subset", "--help"]);
    assert_eq!(help.status.code(), Some(0));
    let help = text(&help.stdout);
    for line in [
        "\nUsage: cargo xtask subset [OPTIONS] <A> <B>\n       cargo xtask subset [OPTIONS] --batch <PAIRS>\n",
        "\n  cargo xtask subset new.json old.json  ",
    ] {
        assert!(help.contains(line), "{line:?} in {help}");
    }
}

#[test]
fn paths_start_in_the_folder_where_it_is_typed() {
    let run = xtask(&["subset", "Cargo.toml", "-"]);
    assert_eq!(run.status.code(), Some(2));
    let said = text(&run.stderr);
    assert!(said.contains("error: cannot read Cargo.toml: "), "{said}");
    assert!(
        said.contains("error: <stdin>:1:1: the document is empty\n"),
        "{said}"
    );
}

#[test]
fn the_workspace_is_this_one_whatever_the_folder() {
    let run = xtask(&["generate", "no-such-api"]);
    assert_eq!(run.status.code(), Some(2));
    let said = text(&run.stderr);
    assert!(
        said.contains("error: openapi/specdate.toml has no API `no-such-api`"),
        "{said}"
    );
    assert!(said.contains("`verifa`"), "{said}");
}

#[test]
fn this_registry_is_checked_and_listed_from_any_folder() {
    // A day on which both dates are released and none is late.
    let run = xtask(&["check", "--today", "2026-03-01"]);
    assert_eq!(run.status.code(), Some(0), "{}", text(&run.stderr));
    let said = text(&run.stdout);
    assert!(said.contains("\n  2026-02-01  active  "), "{said}");

    let run = xtask(&["versions", "verifa"]);
    assert_eq!(run.status.code(), Some(0), "{}", text(&run.stderr));
    let said = text(&run.stdout);
    assert!(
        said.contains("\n  2026-02-01  active  2026-02-01 "),
        "{said}"
    );
}

#[test]
fn options_of_specdate_do_not_stand_before_build() {
    let run = xtask(&["--color", "never", "build"]);
    assert_eq!(run.status.code(), Some(2));
    let said = text(&run.stderr);
    assert!(
        said.starts_with(
            "error: `build` takes none of the options before it: write `cargo xtask build` first\n"
        ),
        "{said}"
    );
}
