//! Color: never by accident in a file or a pipe, always where it was asked for.

use crate::workspace::{REGISTRY, Run, Workspace};

const ESCAPE: char = '\u{1b}';

fn check(workspace: &Workspace, arguments: &[&str], variables: &[(&str, &str)]) -> Run {
    let output = workspace
        .command(arguments)
        .envs(variables.iter().copied())
        .output()
        .unwrap();
    Run::of(arguments, output)
}

#[test]
fn a_pipe_gets_plain_text() {
    let workspace = Workspace::new();
    for arguments in [
        &["generate", "--check"][..],
        &["generate", "--check", "--color", "auto"],
    ] {
        let run = check(&workspace, arguments, &[]);
        assert!(!run.stdout.contains(ESCAPE) && !run.stderr.contains(ESCAPE));
    }
}

#[test]
fn color_can_be_asked_for_and_changes_nothing_else() {
    let workspace = Workspace::new();
    workspace.write(
        REGISTRY,
        &workspace
            .read(REGISTRY)
            .replace("\ntitle", "\n# A comment.\ntitle"),
    );
    let plain = check(&workspace, &["generate", "--check", "-v"], &[]);
    let colored = check(
        &workspace,
        &["generate", "--check", "-v", "--color", "always"],
        &[("NO_COLOR", "1")],
    );
    for (plain, colored) in [
        (&plain.stdout, &colored.stdout),
        (&plain.stderr, &colored.stderr),
    ] {
        assert!(colored.contains(ESCAPE));
        assert_eq!(&without_color(colored), plain);
    }
}

#[test]
fn colored_progress_and_diff() {
    let workspace = Workspace::generated();
    workspace.edit("crates/parcels/Cargo.toml", "v2026-01-01 = []\n", "");
    let run = check(&workspace, &["generate", "--check", "--color=always"], &[]);
    insta::assert_snapshot!(run.transcript(&workspace).replace(ESCAPE, "␛"));
}

#[test]
fn no_color_is_honored() {
    let workspace = Workspace::new();
    let forced = check(
        &workspace,
        &["generate", "--check"],
        &[("CLICOLOR_FORCE", "1")],
    );
    assert!(forced.stdout.contains(ESCAPE) && forced.stderr.contains(ESCAPE));
    let forbidden = check(
        &workspace,
        &["generate", "--check"],
        &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")],
    );
    assert!(!forbidden.stdout.contains(ESCAPE) && !forbidden.stderr.contains(ESCAPE));
    let never = check(
        &workspace,
        &["--color", "never", "generate", "--check"],
        &[("CLICOLOR_FORCE", "1")],
    );
    assert!(!never.stdout.contains(ESCAPE) && !never.stderr.contains(ESCAPE));
}

#[test]
fn help_and_usage_errors_follow_as_well() {
    let workspace = Workspace::empty();
    for (arguments, colored) in [
        (&["--help", "--color", "always"][..], true),
        (&["generate", "--help"], false),
        (&["--color=always", "generat"], true),
        (&["generat"], false),
    ] {
        let run = check(&workspace, arguments, &[]);
        assert_eq!(
            format!("{}{}", run.stdout, run.stderr).contains(ESCAPE),
            colored,
            "{arguments:?}"
        );
    }
}

/// Takes out `ESC [ … m`.
fn without_color(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let first = parts.next().unwrap().to_owned();
    parts.fold(first, |plain, part| plain + part.split_once('m').unwrap().1)
}
