//! `specdate git-diff`, run by git itself. Skipped where there is no git.

use std::fs;
use std::process::Command;

use crate::repository::{git_in, git_says, without_git};
use crate::workspace::{NEWER, OLDER, REGISTRY, Workspace};

/// What breaks clients: a member that was required is no longer.
const BREAK: [&str; 2] = ["required: [id]", "required: []"];
/// What breaks nobody.
const COLOR: &str = "        color:\n          type: string\n";

struct Repository {
    workspace: Workspace,
}

impl Repository {
    /// The Parcel API, committed, with specdate as the driver for its documents.
    fn open() -> Option<Self> {
        let workspace = Workspace::new();
        let folder = workspace.root();
        workspace.write(".gitattributes", "openapi/**/*.yaml diff=specdate\n");
        git_in(folder, &["init", "--quiet"])?;
        let command = format!(
            "'{}' git-diff --today 2026-03-01",
            env!("CARGO_BIN_EXE_specdate")
        );
        git_in(folder, &["config", "diff.specdate.command", &command])?;
        let repository = Self { workspace };
        repository.commit("documents");
        Some(repository)
    }

    fn commit(&self, message: &str) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", message]);
    }

    /// What git prints; it must not fail.
    fn git(&self, arguments: &[&str]) -> String {
        git_says(self.workspace.root(), arguments).unwrap()
    }

    /// Breaks clients of the newer date.
    fn break_it(&self) {
        self.workspace.edit(NEWER, BREAK[0], BREAK[1]);
    }
}

#[test]
fn a_diff_shows_findings() {
    let Some(repository) = Repository::open() else {
        return;
    };
    repository.break_it();
    repository.workspace.write("notes.yaml", "not a document\n");
    insta::assert_snapshot!(repository.git(&["diff"]));
}

#[test]
fn the_history_shows_findings_where_it_is_asked_to() {
    let Some(repository) = Repository::open() else {
        return;
    };
    repository.break_it();
    repository.commit("break");
    let said = repository.git(&["log", "-p", "--ext-diff", "-1"]);
    assert!(said.contains("\n    break\n"), "{said}");
    assert!(
        said.contains("\nbreaking[response-property-became-optional]: "),
        "{said}"
    );
    let said = repository.git(&["log", "-p", "-1"]);
    assert!(said.contains("\n+      required: []\n"), "{said}");
    assert!(!said.contains("breaking["), "{said}");
    let said = repository.git(&["show", "--ext-diff", "HEAD"]);
    assert!(said.contains("breaking["), "{said}");
}

#[test]
fn new_and_deleted_documents() {
    let Some(repository) = Repository::open() else {
        return;
    };
    let workspace = &repository.workspace;
    let webhooks = "x-webhooks:\n  sent:\n    post:\n      operationId: sent\n      responses:\n        \"200\":\n          description: Done.\n";
    let new = format!("{}{webhooks}", workspace.read(NEWER));
    workspace.write("openapi/parcels/2026-03-01.yaml", &new);
    workspace.write("openapi/parcels/wrong.yaml", "openapi: 3.0.3\n");
    fs::remove_file(workspace.path(OLDER)).unwrap();
    repository.git(&["add", "--all"]);
    insta::assert_snapshot!(repository.git(&["diff", "--cached", "--no-renames"]));
}

#[test]
fn a_renamed_document_is_compared_with_what_it_was() {
    let Some(repository) = Repository::open() else {
        return;
    };
    let workspace = &repository.workspace;
    repository.break_it();
    let moved = "openapi/parcels/mars 2026.yaml";
    fs::rename(workspace.path(NEWER), workspace.path(moved)).unwrap();
    repository.commit("moved");
    let said = repository.git(&["log", "-p", "--ext-diff", "--find-renames", "-1"]);
    let heading = format!("diff --specdate a/{NEWER} b/{moved}\nsimilarity index 9");
    assert!(said.contains(&heading), "{said}");
    let names = format!("\nrename from {NEWER}\nrename to {moved}\n");
    assert!(said.contains(&names), "{said}");
    let result = format!("a/{NEWER} -> b/{moved}: 1 wire break, 1 client break");
    assert!(said.contains(&result), "{said}");
    // A new name alone is no change.
    let other = "openapi/parcels/other.yaml";
    fs::rename(workspace.path(moved), workspace.path(other)).unwrap();
    repository.git(&["add", "--all"]);
    let said = repository.git(&["diff", "--cached", "--find-renames"]);
    let expected = format!(
        "diff --specdate a/{moved} b/{other}\nsimilarity index 100%\nrename from {moved}\nrename to {other}"
    );
    assert_eq!(said, expected);
}

#[test]
fn a_document_that_cannot_be_read_is_shown_line_by_line() {
    let Some(repository) = Repository::open() else {
        return;
    };
    let workspace = &repository.workspace;
    workspace.edit(NEWER, "  title: Parcel API\n", "  title: [Parcel API\n");
    insta::assert_snapshot!(repository.git(&["diff"]));
    // Other documents of the same diff are still shown.
    workspace.edit(OLDER, BREAK[0], BREAK[1]);
    let said = repository.git(&["diff"]);
    let parts = ["breaking[", "no findings: ", "-  title: Parcel API"];
    assert!(parts.iter().all(|part| said.contains(part)), "{said}");
    // And the commit that mends it.
    repository.commit("broken");
    workspace.edit(NEWER, "  title: [Parcel API\n", "  title: Parcel API\n");
    repository.commit("mended");
    let said = repository.git(&["log", "-p", "--ext-diff", "-1"]);
    assert!(said.contains(&format!("error: a/{NEWER}:")), "{said}");
    assert!(said.contains("+  title: Parcel API"), "{said}");
}

#[test]
fn what_is_no_text_is_not_printed() {
    let Some(repository) = Repository::open() else {
        return;
    };
    fs::write(repository.workspace.path(NEWER), b"openapi: \0\x1b[31m").unwrap();
    let said = repository.git(&["diff", "--text"]);
    let binary = format!("Binary files a/{NEWER} and b/{NEWER} differ");
    assert!(said.ends_with(&binary), "{said}");
    assert!(!said.contains('\u{1b}'), "{said}");
}

#[test]
fn line_ends_of_windows_are_no_difference() {
    let Some(repository) = Repository::open() else {
        return;
    };
    let workspace = &repository.workspace;
    let windows = |text: &str| text.replace('\n', "\r\n");
    workspace.write(NEWER, &windows(&workspace.read(NEWER)));
    let said = repository.git(&["diff"]);
    assert!(said.ends_with(": no differences"), "{said}");
    let text = workspace.read(NEWER).replace(BREAK[0], BREAK[1]);
    workspace.write(NEWER, &text);
    let said = repository.git(&["diff"]);
    assert!(said.contains("breaking["), "{said}");
    assert!(!said.contains('\r') && !said.contains("\\r"), "{said}");
    // Lines are shown without them as well.
    workspace.append(NEWER, "  wrong: [\r\n");
    let said = repository.git(&["diff"]);
    assert!(said.contains("\n+  wrong: ["), "{said}");
    assert!(said.contains("\n-      required: [id]\n"), "{said}");
    assert!(!said.contains("\n-openapi"), "{said}");
}

#[test]
fn lines_are_shown_below_the_findings_on_request() {
    let Some(repository) = Repository::open() else {
        return;
    };
    let command = format!("'{}' git-diff --patch", env!("CARGO_BIN_EXE_specdate"));
    repository.git(&["config", "diff.specdate.command", &command]);
    repository.workspace.append(NEWER, COLOR);
    let said = repository.git(&["diff"]);
    let (findings, lines) = said.split_once("\n--- a/").unwrap();
    assert!(findings.contains("compatible["), "{said}");
    assert!(lines.ends_with("\n+          type: string"), "{said}");
}

#[test]
fn the_mode_and_the_state_of_a_merge_are_told() {
    let Some(repository) = Repository::open() else {
        return;
    };
    repository.git(&["update-index", "--chmod=+x", NEWER]);
    let said = repository.git(&["diff", "--cached"]);
    let expected = format!("diff --specdate a/{NEWER} b/{NEWER}\nold mode 100644\nnew mode 100755");
    assert_eq!(said, expected);
    repository.git(&["reset", "--quiet", "--hard"]);

    repository.git(&["checkout", "--quiet", "-b", "other"]);
    repository.break_it();
    repository.commit("other");
    repository.git(&["checkout", "--quiet", "main"]);
    repository
        .workspace
        .edit(NEWER, BREAK[0], "required: [id, state]");
    repository.commit("ours");
    let tree = repository.git(&["rev-parse", "other:openapi/parcels/2026-02-01.yaml"]);
    let index = [1, 2, 3].map(|stage| format!("100644 {tree} {stage}\t{NEWER}\n"));
    repository.workspace.write(".git/stages", &index.concat());
    repository.git(&["rm", "--cached", "--quiet", NEWER]);
    let mut command = Command::new("git");
    command
        .args(["update-index", "--index-info"])
        .current_dir(repository.workspace.root())
        .stdin(fs::File::open(repository.workspace.path(".git/stages")).unwrap());
    without_git(&mut command);
    let status = command.status().unwrap();
    assert!(status.success());
    let said = repository.git(&["diff", "--cached"]);
    assert_eq!(said, format!("* Unmerged path {NEWER}"));
}

#[test]
fn what_the_registry_says_holds() {
    let Some(repository) = Repository::open() else {
        return;
    };
    let workspace = &repository.workspace;
    repository.break_it();
    let said = repository.git(&["diff"]);
    let fingerprint = said.split("fingerprint").nth(1).unwrap();
    let fingerprint = fingerprint.split_whitespace().next().unwrap();
    let before = workspace.read(REGISTRY);
    workspace.append(
        REGISTRY,
        &format!(
            "\n[[accept]]\nfingerprint = \"{fingerprint}\"\napi = \"parcels\"\nkind = \"break\"\nreason = \"agreed\"\nby = \"API team\"\nuntil = \"2026-12-31\"\n"
        ),
    );
    let said = repository.git(&["diff", NEWER]);
    assert!(said.contains("accepted["), "{said}");
    assert!(!said.contains("breaking["), "{said}");
    // A registry that is wrong does not stop git.
    workspace.write(REGISTRY, &before.replace("state = ", "status = "));
    let said = repository.git(&["diff", NEWER]);
    let note = format!("note: without the registry: {REGISTRY}:");
    assert!(said.contains(&note), "{said}");
    assert!(said.contains("breaking["), "{said}");
}

#[test]
fn references_are_read_from_the_working_tree() {
    let Some(repository) = Repository::open() else {
        return;
    };
    let workspace = &repository.workspace;
    workspace.edit(
        NEWER,
        "$ref: \"#/components/schemas/State\"",
        "$ref: \"../state.yaml#/State\"",
    );
    workspace.write("openapi/state.yaml", "State: {type: string}\n");
    repository.commit("referenced");
    repository.break_it();
    for folder in ["", "openapi/parcels"] {
        let said = git_says(&workspace.path(folder), &["diff"]).unwrap();
        assert!(said.contains("breaking["), "{said}");
        let note =
            "\nnote: the files that it references are read from the working tree, on both sides\n";
        assert!(said.contains(note), "{said}");
    }
}

#[test]
fn git_decides_about_color() {
    let Some(repository) = Repository::open() else {
        return;
    };
    repository.break_it();
    let said = |settings: &[&str], variables: &[(&str, &str)]| {
        let mut command = repository.workspace.command(&[
            "git-diff", NEWER, OLDER, ".", "100644", NEWER, ".", "100644",
        ]);
        for setting in settings {
            let (name, value) = setting.split_once('=').unwrap();
            repository.git(&["config", name, value]);
        }
        command.env("TERM", "xterm").envs(variables.iter().copied());
        let output = command.output().unwrap();
        assert!(output.status.success());
        assert!(output.stderr.is_empty(), "the pager has the terminal");
        String::from_utf8(output.stdout).unwrap().contains('\u{1b}')
    };
    let paged = ("GIT_PAGER_IN_USE", "true");
    assert!(!said(&[], &[]), "a pipe");
    assert!(said(&[], &[paged]));
    assert!(!said(&[], &[paged, ("NO_COLOR", "1")]));
    assert!(!said(&[], &[paged, ("TERM", "dumb")]));
    assert!(!said(&["color.ui=false"], &[paged]));
    assert!(said(&["color.diff=auto"], &[paged]));
    assert!(!said(&["color.diff=never"], &[paged]));
}

#[test]
fn other_arguments_than_those_of_git_are_refused() {
    let workspace = Workspace::new();
    for arguments in [
        &["git-diff"][..],
        &["git-diff", NEWER, OLDER],
        &["git-diff", NEWER, OLDER, ".", "100644", NEWER, "."],
    ] {
        let run = workspace.run(arguments);
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""));
        assert!(
            run.stderr.contains("Usage: specdate git-diff"),
            "{}",
            run.stderr
        );
    }
    // A name may look like an option, or be no text at all.
    let run = workspace.run(&[
        "git-diff", "--", "-x.yaml", NEWER, ".", "1", NEWER, ".", "1",
    ]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let run = workspace.run(&["git-diff", "-x.yaml", OLDER, ".", "1", NEWER, ".", "1"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let run = workspace.run(&["git-diff", "a.yaml", "none.yaml", ".", "1", NEWER, ".", "1"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(
        run.stdout.contains("error: cannot read a.yaml: "),
        "{}",
        run.stdout
    );
}
