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
