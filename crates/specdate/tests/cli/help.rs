//! Help: the first thing that people read.

use crate::workspace::Workspace;

#[test]
fn help_of_the_program() {
    let workspace = Workspace::empty();
    insta::assert_snapshot!(workspace.run(&["--help"]).transcript(&workspace));
}

#[test]
fn help_of_generate() {
    let workspace = Workspace::empty();
    insta::assert_snapshot!(
        workspace
            .run(&["generate", "--help"])
            .transcript(&workspace)
    );
}

#[test]
fn help_of_diff() {
    let workspace = Workspace::empty();
    insta::assert_snapshot!(workspace.run(&["diff", "--help"]).transcript(&workspace));
}

#[test]
fn help_of_check() {
    let workspace = Workspace::empty();
    insta::assert_snapshot!(workspace.run(&["check", "--help"]).transcript(&workspace));
}

#[test]
fn help_of_versions() {
    let workspace = Workspace::empty();
    insta::assert_snapshot!(
        workspace
            .run(&["versions", "--help"])
            .transcript(&workspace)
    );
}

#[test]
fn help_of_explain() {
    let workspace = Workspace::empty();
    insta::assert_snapshot!(workspace.run(&["explain", "--help"]).transcript(&workspace));
}

#[test]
fn help_of_review() {
    let workspace = Workspace::empty();
    insta::assert_snapshot!(workspace.run(&["review", "--help"]).transcript(&workspace));
}

#[test]
fn help_of_accept() {
    let workspace = Workspace::empty();
    insta::assert_snapshot!(workspace.run(&["accept", "--help"]).transcript(&workspace));
}

#[test]
fn every_command_has_examples() {
    let workspace = Workspace::empty();
    let help = workspace.run(&["--help"]).stdout;
    let commands = help.split("Commands:\n").nth(1).unwrap();
    let commands = commands.split("\n\n").next().unwrap().lines();
    let mut count = 0;
    for command in commands.filter_map(|line| line.split_whitespace().next()) {
        let help = workspace.run(&[command, "--help"]).stdout;
        let example = format!("Examples:\n  specdate {command} ");
        let alone = format!("Examples:\n  specdate {command}\n");
        assert!(help.contains(&example) || help.contains(&alone), "{help}");
        count += 1;
    }
    assert!(count > 8, "{help}");
}

#[test]
fn completions_are_made_for_every_shell() {
    let workspace = Workspace::empty();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let run = workspace.run(&["completions", shell]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        assert!(run.stdout.contains("review"), "{shell}");
        assert!(
            run.stdout.contains("--fail-on") || run.stdout.contains("fail-on"),
            "{shell}"
        );
    }
    assert_eq!(workspace.run(&["completions", "sh"]).code, Some(2));
}

#[test]
fn help_of_add() {
    let workspace = Workspace::empty();
    insta::assert_snapshot!(workspace.run(&["add", "--help"]).transcript(&workspace));
}

#[test]
fn help_of_init() {
    let workspace = Workspace::empty();
    insta::assert_snapshot!(workspace.run(&["init", "--help"]).transcript(&workspace));
}

#[test]
fn help_of_release() {
    let workspace = Workspace::empty();
    insta::assert_snapshot!(workspace.run(&["release", "--help"]).transcript(&workspace));
}

#[test]
fn help_of_completions() {
    let workspace = Workspace::empty();
    insta::assert_snapshot!(
        workspace
            .run(&["completions", "--help"])
            .transcript(&workspace)
    );
}

#[test]
fn help_of_schema() {
    let workspace = Workspace::empty();
    insta::assert_snapshot!(workspace.run(&["schema", "--help"]).transcript(&workspace));
}

#[test]
fn help_of_subset() {
    let workspace = Workspace::empty();
    insta::assert_snapshot!(workspace.run(&["subset", "--help"]).transcript(&workspace));
}

#[test]
fn without_a_command_there_is_help_on_standard_error() {
    let workspace = Workspace::empty();
    let run = workspace.run(&[]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""));
    assert_eq!(run.stderr, workspace.run(&["--help"]).stdout);
}

#[test]
fn version() {
    let workspace = Workspace::empty();
    let run = workspace.run(&["--version"]);
    assert_eq!(
        run.stdout,
        format!("specdate {}\n", env!("CARGO_PKG_VERSION"))
    );
}
