//! `specdate diff` with files of git revisions. Skipped where there is no git.

use crate::repository::{git_in, without_git};
use crate::workspace::{NEWER, OLDER, Run, Workspace};

fn git(workspace: &Workspace, arguments: &[&str]) -> Option<()> {
    git_in(workspace.root(), arguments)
}

/// The Parcel API in the folder `service` of a repository, committed and tagged `released`; its newer document is then
/// changed.
fn repository() -> Option<Workspace> {
    let workspace = Workspace::empty();
    let documents = Workspace::new();
    for (name, contents) in documents.files() {
        let text = String::from_utf8(contents).unwrap();
        let text = text.replace("#/components/schemas/State", "../state.yaml#/State");
        workspace.write(&format!("service/{name}"), &text);
    }
    workspace.write("service/openapi/state.yaml", "State: {type: string}\n");
    git(&workspace, &["init", "--quiet"])?;
    git(&workspace, &["add", "."])?;
    git(&workspace, &["commit", "--quiet", "--message", "first"])?;
    git(&workspace, &["tag", "released"])?;
    // What is in the working tree would be refused.
    for name in [OLDER, "openapi/state.yaml"] {
        workspace.write(&format!("service/{name}"), "openapi: [");
    }
    Some(workspace)
}

/// Runs in the folder `service`.
fn run(workspace: &Workspace, arguments: &[&str]) -> Run {
    let mut command = workspace.command(arguments);
    command.current_dir(workspace.path("service"));
    without_git(&mut command);
    Run::of(arguments, command.output().unwrap())
}

#[test]
fn a_file_and_what_it_references_are_read_from_the_revision() {
    let Some(workspace) = repository() else {
        return;
    };
    for older in [
        format!("released:service/{OLDER}"),
        format!("HEAD:./{OLDER}"),
        format!("main~0:./openapi/../{OLDER}"),
        format!(":service/{OLDER}"),
    ] {
        let found = run(
            &workspace,
            &["diff", &older, &format!("HEAD:service/{OLDER}")],
        );
        assert_eq!(found.code, Some(0), "{}", found.stderr);
        assert!(
            found.stdout.ends_with(": no differences\n"),
            "{}",
            found.stdout
        );
    }
    // The working tree is another matter.
    let found = run(&workspace, &["diff", &format!("HEAD:./{OLDER}"), OLDER]);
    assert_eq!(found.code, Some(2));
    assert!(
        found.stderr.contains(&format!("error: {OLDER}:")),
        "{}",
        found.stderr
    );
}

#[test]
fn problems_name_the_revision() {
    let Some(workspace) = repository() else {
        return;
    };
    git(&workspace, &["add", "."]).unwrap();
    git(&workspace, &["commit", "--quiet", "--message", "second"]).unwrap();
    let found = run(
        &workspace,
        &[
            "diff",
            "HEAD:./openapi/parcels/2026-01-01.yaml",
            "released:./openapi/parcels/2026-01-01.yaml",
        ],
    );
    assert_eq!(found.code, Some(2));
    let place = format!("error: HEAD:service/{OLDER}:");
    assert!(found.stderr.contains(&place), "{}", found.stderr);
    assert!(
        !found.stderr.contains("error: released:"),
        "{}",
        found.stderr
    );
}

#[test]
fn a_file_of_a_revision_is_known_to_the_registry() {
    let Some(workspace) = repository() else {
        return;
    };
    let registry = workspace.read("service/openapi/specdate.toml");
    workspace.write(
        "service/openapi/specdate.toml",
        &format!("{registry}\n[[accept]]\nfingerprint = \"none\"\nreason = \"agreed\"\n"),
    );
    let documents = [OLDER, NEWER].map(|name| format!("HEAD:service/{name}"));
    let found = run(&workspace, &["diff", &documents[0], &documents[1]]);
    assert_eq!(found.code, Some(1), "{}", found.stderr);
    assert!(
        found.stderr.contains("[acceptance-unused]"),
        "{}",
        found.stderr
    );
}

#[test]
fn what_the_repository_does_not_have_is_told_with_the_next_step() {
    let Some(workspace) = repository() else {
        return;
    };
    let said = |older: &str| {
        // A revision that looks like an option is still no option.
        let found = run(&workspace, &["diff", "--", older, NEWER]);
        assert_eq!(
            (found.code, found.stdout.as_str()),
            (Some(2), ""),
            "{older}"
        );
        found.stderr
    };
    for (older, message, help) in [
        (
            format!("v9:{OLDER}"),
            "this repository has no revision `v9`".to_owned(),
            "see `git branch --all` and `git tag`".to_owned(),
        ),
        (
            format!("--all:{OLDER}"),
            "this repository has no revision `--all`".to_owned(),
            "see `git branch --all`".to_owned(),
        ),
        (
            format!("HEAD:{OLDER}"),
            format!("the revision `HEAD` has no file {OLDER}"),
            format!(
                "paths start at the root of the repository: write `HEAD:service/{OLDER}` or `HEAD:./{OLDER}`"
            ),
        ),
        (
            "HEAD:none.yaml".to_owned(),
            "the revision `HEAD` has no file none.yaml".to_owned(),
            "see `git ls-tree -r --name-only HEAD` for what it has".to_owned(),
        ),
        (
            "HEAD:service".to_owned(),
            "the revision `HEAD` has no file service".to_owned(),
            "see `git ls-tree".to_owned(),
        ),
        (
            ":none.yaml".to_owned(),
            "the index has no file none.yaml".to_owned(),
            "see `git ls-files` for what is staged".to_owned(),
        ),
        (
            "HEAD:../../none.yaml".to_owned(),
            "`HEAD:../../none.yaml` names no file of the repository".to_owned(),
            "write the path from the root of the repository, or from here with `./`".to_owned(),
        ),
    ] {
        let said = said(&older);
        let expected = format!("error: {message}\n  help: {help}");
        assert!(said.contains(&expected), "{expected}\nin {said}");
    }
}

#[test]
fn outside_of_a_repository_and_without_git_there_are_no_revisions() {
    let workspace = Workspace::new();
    if git(&workspace, &["--version"]).is_some() {
        let mut command = workspace.command(&["diff", "HEAD:api.yaml", NEWER]);
        // The folder of temporary files may itself stand in a repository.
        command.env(
            "GIT_CEILING_DIRECTORIES",
            workspace.root().parent().unwrap(),
        );
        let found = Run::of(&[], command.output().unwrap());
        assert_eq!(found.code, Some(2));
        assert!(
            found.stderr.contains(" is in no git repository: "),
            "{}",
            found.stderr
        );
    }
    let mut command = workspace.command(&["diff", "HEAD:api.yaml", NEWER]);
    let found = Run::of(&[], command.env("PATH", "").output().unwrap());
    assert_eq!(found.code, Some(2));
    assert!(
        found.stderr.contains("error: cannot run git: ")
            && found
                .stderr
                .contains("  help: install git, or save the older document and name the file\n"),
        "{}",
        found.stderr
    );
}
