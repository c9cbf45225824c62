//! What README.md shows of the program is what the program says.

use std::fs;
use std::path::Path;
use std::process::Command;

use specdate::{AutoColor, Exit, Invocation, Terminal};
use specdate_tests::root;

use crate::files;

/// Stands in README.md for lines that it leaves out.
const LEFT_OUT: &str = "…";
/// A day on which the registry is checked, so that the calendar does not change what is said.
const TODAY: &str = "2026-03-01";
/// The document that README.md changes, the schema in it, and the line that it takes out: a member that was required.
const CHANGED: &str = "openapi/verifa/2026-02-01.yaml";
const SCHEMA: &str = "\n    SessionResult:\n";
const TAKEN_OUT: &str = "        - status\n";

/// What README.md shows below a command of the program, which begins with `arguments`.
fn shown(arguments: &str) -> (Vec<String>, String) {
    let (command, output) = block(&format!("$ cargo xtask {arguments}"));
    let typed = command.split_whitespace().skip(3).map(str::to_owned);
    (typed.collect(), output)
}

/// The first command that begins with `start`, and what README.md shows below it.
fn block(start: &str) -> (String, String) {
    let text = files::text("README.md");
    let mut lines = text.lines().skip_while(|line| !line.starts_with(start));
    let command = lines
        .next()
        .unwrap_or_else(|| panic!("README.md does not show `{start}`"));
    let output = lines.take_while(|line| !line.starts_with("```") && !line.starts_with("$ "));
    let output: Vec<&str> = output.collect();
    (command.to_owned(), format!("{}\n", output.join("\n")))
}

/// What the program says on standard output, in the workspace at `root`.
fn said(arguments: &[String], root: &Path) -> (Exit, String) {
    let invocation = Invocation {
        program: "cargo xtask",
        directory: root.to_path_buf(),
        root: Some(root.to_path_buf()),
        chores: &[],
    };
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut terminal = Terminal::new(&mut out, &mut err, AutoColor::NEVER);
    let exit = specdate::run(arguments, &invocation, &mut terminal);
    let (out, err) = (String::from_utf8(out), String::from_utf8(err));
    assert!(!matches!(exit, Exit::Unusable), "{}", err.unwrap());
    (exit, out.unwrap())
}

/// Holds what is shown against what is said. Anything may stand where lines are left out.
fn compare(shown: &str, said: &str) {
    let parts: Vec<&str> = shown.split(&format!("{LEFT_OUT}\n")).collect();
    let mut rest = said;
    for (index, part) in parts.iter().enumerate() {
        let at = match (index, index + 1 == parts.len()) {
            (0, _) => rest.starts_with(part).then_some(0),
            (_, true) => rest.ends_with(part).then(|| rest.len() - part.len()),
            (_, false) => rest.find(part),
        };
        let Some(at) = at else {
            panic!("README.md shows\n{part}\nbut the program says\n{said}");
        };
        rest = &rest[at + part.len()..];
    }
    assert!(rest.is_empty(), "README.md does not show\n{rest}");
}

#[test]
fn what_check_says() {
    let (mut arguments, expected) = shown("check");
    arguments.extend(["--today".to_owned(), TODAY.to_owned()]);
    let (exit, said) = said(&arguments, &root());
    assert!(matches!(exit, Exit::Success), "{said}");
    compare(&expected, &said);
}

#[test]
fn what_diff_says() {
    in_changed_repository("diff");
}

#[test]
fn what_review_says() {
    in_changed_repository("review");
}

#[test]
fn what_git_says_with_its_driver() {
    let (_, expected) = block("$ git diff");
    let Some(folder) = changed_repository() else {
        return;
    };
    let old = root().join(CHANGED);
    let arguments = [
        "git-diff",
        CHANGED,
        old.to_str().unwrap(),
        ".",
        "100644",
        CHANGED,
        ".",
        "100644",
    ];
    let (exit, said) = said(&arguments.map(str::to_owned), folder.path());
    assert!(matches!(exit, Exit::Success), "{said}");
    compare(&expected, &said);
}

/// Holds what a command prints in [`changed_repository`] against README.md.
fn in_changed_repository(command: &str) {
    let (arguments, expected) = shown(command);
    let Some(folder) = changed_repository() else {
        return;
    };
    let (exit, said) = said(&arguments, folder.path());
    assert!(matches!(exit, Exit::Problem), "{said}");
    compare(&expected, &said);
}

/// The documents and the client, committed to a repository of their own, with a document that is changed as README.md says.
/// None where there is no git.
fn changed_repository() -> Option<tempfile::TempDir> {
    let folder = tempfile::tempdir().unwrap();
    for file in files::all() {
        if file.starts_with("openapi/") || file.starts_with("crates/verifa/") {
            let copy = folder.path().join(&file);
            fs::create_dir_all(copy.parent().unwrap()).unwrap();
            fs::write(copy, files::read(&file)).unwrap();
        }
    }
    for step in [
        ["init", "--quiet", "--initial-branch=main"].as_slice(),
        &["add", "."],
        &["commit", "--quiet", "--message", "documents"],
    ] {
        if !git(folder.path(), step) {
            return None;
        }
    }
    let document = folder.path().join(CHANGED);
    let text = fs::read_to_string(&document).unwrap();
    let (before, schema) = text.split_once(SCHEMA).expect(SCHEMA);
    let at = schema.find("      properties:").expect(SCHEMA);
    let (required, after) = schema.split_at(at);
    assert_eq!(
        required.matches(TAKEN_OUT).count(),
        1,
        "{SCHEMA}: {required}"
    );
    let required = required.replace(TAKEN_OUT, "");
    fs::write(document, [before, SCHEMA, &required, after].concat()).unwrap();
    Some(folder)
}

/// Whether git could be run; without it the test is skipped.
fn git(folder: &Path, arguments: &[&str]) -> bool {
    let mut command = Command::new("git");
    command
        .args(["-c", "commit.gpgSign=false", "-c", "core.autocrlf=false"])
        .args(arguments)
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", folder.join("no-such-file"))
        .env("GIT_CONFIG_NOSYSTEM", "1");
    for who in ["AUTHOR", "COMMITTER"] {
        command
            .env(format!("GIT_{who}_NAME"), "Test")
            .env(format!("GIT_{who}_EMAIL"), "test@example.com")
            .env(format!("GIT_{who}_DATE"), "2026-01-01T00:00:00Z");
    }
    // A test may itself be run by a hook of git.
    for variable in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"] {
        command.env_remove(variable);
    }
    match command.output() {
        Ok(output) => {
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(output.status.success(), "git {arguments:?}: {said}");
            true
        }
        Err(error) => {
            eprintln!("skipped: git cannot be run: {error}");
            false
        }
    }
}
