//! `specdate` in hooks of git, which say in variables which repository and which index they are for.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::repository::{PullRequest, TODAY, git_in, git_says, without_git};
use crate::workspace::{NEWER, Run};

/// The workspace of a pull request in a folder of a repository, with a second working tree that has the branch `feature`.
struct Trees {
    /// Both are in it, and go with it.
    #[expect(dead_code, reason = "it is dropped last")]
    folder: tempfile::TempDir,
    main: PathBuf,
    second: PathBuf,
}

const FOLDER: &str = "my service";

impl Trees {
    fn open() -> Option<Self> {
        let request = PullRequest::open()?;
        let folder = tempfile::tempdir().unwrap();
        let [main, second] = ["main", "second"].map(|name| folder.path().join(name));
        fs::create_dir(&main).unwrap();
        git_in(&main, &["init", "--quiet"])?;
        copy(request.workspace.root(), &main.join(FOLDER));
        commit(&main, "main");
        let to = second.to_str().unwrap();
        git_in(&main, &["worktree", "add", "--quiet", "-b", "feature", to])?;
        Some(Self {
            folder,
            main,
            second,
        })
    }

    /// Makes a hook of both trees that runs the program where they have the workspace.
    fn hook(&self, name: &str, arguments: &str) {
        hook(&self.main.join(".git/hooks"), name, FOLDER, arguments);
    }
}

/// Copies everything but what git keeps.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let to = to.join(path.file_name().unwrap());
        if path.ends_with(".git") {
            continue;
        }
        if path.is_dir() {
            copy(&path, &to);
        } else {
            fs::copy(&path, &to).unwrap();
        }
    }
}

fn commit(folder: &Path, message: &str) {
    git_in(folder, &["add", "--all"]);
    git_in(folder, &["commit", "--quiet", "--message", message]);
}

/// A hook that runs the program in a folder, and keeps what it says in the file `said` of the repository's own folder.
fn hook(hooks: &Path, name: &str, folder: &str, arguments: &str) {
    use std::os::unix::fs::PermissionsExt as _;
    fs::create_dir_all(hooks).unwrap();
    let program = env!("CARGO_BIN_EXE_specdate");
    let said = hooks.join("said");
    let said = said.display();
    let script = format!(
        "#!/bin/sh\ncd '{folder}' && '{program}' {arguments} >'{said}' 2>&1\necho \"exit code $?\" >>'{said}'\n"
    );
    let path = hooks.join(name);
    fs::write(&path, script).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
}

fn said(hooks: &Path) -> String {
    let path = hooks.join("said");
    let said = fs::read_to_string(&path).unwrap();
    fs::remove_file(path).unwrap();
    said
}

fn rename_value(folder: &Path) {
    let document = folder.join(NEWER);
    let text = fs::read_to_string(&document).unwrap();
    assert!(text.contains("[packed, sent]"));
    fs::write(&document, text.replace("[packed, sent]", "[packed, gone]")).unwrap();
}

/// The same, run by hand.
fn by_hand(folder: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_specdate"));
    command.args(arguments).current_dir(folder);
    without_git(&mut command);
    let Run {
        code,
        stdout,
        stderr,
        ..
    } = Run::of(arguments, command.output().unwrap());
    format!("{stderr}{stdout}exit code {}\n", code.unwrap())
}

#[test]
fn hooks_of_every_kind_and_working_tree_review_as_one_does_by_hand() {
    let Some(trees) = Trees::open() else {
        return;
    };
    let arguments = ["review", "--today", TODAY, "--base", "HEAD~1"];
    let hooks = trees.main.join(".git/hooks");
    let pushed = tempfile::tempdir().unwrap();
    git_in(pushed.path(), &["init", "--quiet", "--bare"]);
    let remote = pushed.path().to_str().unwrap();
    for tree in [&trees.main, &trees.second] {
        rename_value(&tree.join(FOLDER));
        // Before the commit there is no other revision to compare with.
        trees.hook("pre-commit", &format!("review --today {TODAY} --base HEAD"));
        trees.hook("post-commit", "versions");
        let expected = by_hand(
            &tree.join(FOLDER),
            &["review", "--today", TODAY, "--base", "HEAD"],
        );
        assert!(
            expected.contains("error: the review found 1 break"),
            "{expected}"
        );
        fs::remove_file(hooks.join("post-commit")).unwrap();
        commit(tree, "renamed");
        let found = said(&hooks);
        assert_eq!(lines(&found), lines(&expected));

        let expected = by_hand(&tree.join(FOLDER), &arguments);
        assert!(
            expected.contains("error: the review found 1 break"),
            "{expected}"
        );
        fs::remove_file(hooks.join("pre-commit")).unwrap();
        trees.hook("pre-push", &arguments.join(" "));
        git_in(tree, &["push", "--quiet", remote, "HEAD"]);
        assert_eq!(lines(&said(&hooks)), lines(&expected));
        fs::remove_file(hooks.join("pre-push")).unwrap();

        // It names the index from the root, and the hook does not stay there.
        trees.hook("post-commit", &arguments.join(" "));
        git_in(
            tree,
            &["commit", "--quiet", "--amend", "--message", "again"],
        );
        assert_eq!(lines(&said(&hooks)), lines(&expected));
        fs::remove_file(hooks.join("post-commit")).unwrap();
    }
}

/// What is said, in an order that does not depend on how two streams meet in one file.
fn lines(said: &str) -> Vec<&str> {
    let mut lines: Vec<&str> = said.lines().collect();
    lines.sort_unstable();
    lines
}

#[test]
fn a_hook_sees_the_index_of_what_is_committed() {
    let Some(trees) = Trees::open() else {
        return;
    };
    let hooks = trees.main.join(".git/hooks");
    let staged = format!("diff HEAD:./{NEWER} :./{NEWER}");
    for tree in [&trees.main, &trees.second] {
        let folder = tree.join(FOLDER);
        fs::write(folder.join("other"), "staged").unwrap();
        git_in(tree, &["add", "--all"]);
        rename_value(&folder);
        trees.hook("pre-commit", &staged);
        // Of the files that differ only this one is committed: git makes an index for that.
        let file = format!("{FOLDER}/{NEWER}");
        git_in(
            tree,
            &["commit", "--quiet", "--message", "one", "--", &file],
        );
        let found = said(&hooks);
        assert!(found.contains("1 wire break"), "{found}");
        // And without it nothing of the document is staged.
        fs::remove_file(hooks.join("pre-commit")).unwrap();
        rename_back(&folder);
        trees.hook("pre-commit", &staged);
        git_in(tree, &["commit", "--quiet", "--message", "other"]);
        let found = said(&hooks);
        assert!(found.contains("no differences"), "{found}");
        fs::remove_file(hooks.join("pre-commit")).unwrap();
    }
}

fn rename_back(folder: &Path) {
    let document = folder.join(NEWER);
    let text = fs::read_to_string(&document).unwrap();
    fs::write(&document, text.replace("[packed, gone]", "[packed, sent]")).unwrap();
}

/// A repository that has that of the pull request as a submodule.
fn with_submodule(request: &PullRequest, path: &str) -> tempfile::TempDir {
    let whole = tempfile::tempdir().unwrap();
    let of = request.workspace.root().to_str().unwrap();
    git_in(whole.path(), &["init", "--quiet"]);
    git_in(whole.path(), &["submodule", "--quiet", "add", of, path]);
    commit(whole.path(), "submodule");
    whole
}

#[test]
fn a_workspace_in_a_submodule_has_the_history_of_that() {
    let Some(request) = PullRequest::open() else {
        return;
    };
    let whole = with_submodule(&request, "service");
    let folder = whole.path().join("service");
    rename_value(&folder);
    let arguments = ["review", "--today", TODAY, "--base", "HEAD"];
    let expected = by_hand(&folder, &arguments);
    assert!(
        expected.contains("error: the review found 1 break"),
        "{expected}"
    );
    // Whether the hook is one of the submodule or of the whole.
    for (hooks, at, below) in [
        (".git/hooks", "", "service"),
        (".git/modules/service/hooks", "service", "."),
    ] {
        let hooks = whole.path().join(hooks);
        hook(&hooks, "pre-commit", below, &arguments.join(" "));
        let at = whole.path().join(at);
        let message = ["commit", "--quiet", "--allow-empty", "--message", "empty"];
        git_in(&at, &message);
        assert_eq!(lines(&said(&hooks)), lines(&expected));
    }
}

#[test]
fn documents_in_a_submodule_have_no_history_that_could_be_reviewed() {
    let Some(request) = PullRequest::open() else {
        return;
    };
    // The folder of the registry is a repository of its own.
    let documents = tempfile::tempdir().unwrap();
    copy(&request.workspace.path("openapi"), documents.path());
    git_in(documents.path(), &["init", "--quiet"]);
    commit(documents.path(), "documents");
    let whole = tempfile::tempdir().unwrap();
    git_in(whole.path(), &["init", "--quiet"]);
    let of = documents.path().to_str().unwrap();
    git_in(
        whole.path(),
        &["submodule", "--quiet", "add", of, "openapi"],
    );
    copy(
        &request.workspace.path("crates"),
        &whole.path().join("crates"),
    );
    commit(whole.path(), "all");
    rename_value(whole.path());
    for head in [&[][..], &["--head", "HEAD"]] {
        let arguments = [&["review", "--today", TODAY, "--base", "HEAD"], head].concat();
        let found = by_hand(whole.path(), &arguments);
        let told = "error: openapi is a submodule, and this repository does not have the history of the documents in it\n";
        assert!(found.contains(told), "{found}");
        assert!(found.ends_with("exit code 2\n"), "{found}");
    }
    // Its parent has no such trouble.
    let found = by_hand(whole.path(), &["check", "--today", TODAY]);
    assert!(found.contains("1 break of a released document"), "{found}");
    assert!(git_says(whole.path(), &["status", "--short"]).is_some());
}
