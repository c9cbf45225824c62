//! `specdate review` in repositories of all kinds.

use std::fs;
use std::process::Command;

use crate::repository::{PullRequest, TODAY, git_in, git_says, without_git};
use crate::workspace::{NEWER, OLDER, REGISTRY, Run, Workspace};

const COLOR: &str = "        color:\n          type: string\n";

/// Reviews in any folder.
fn review_in(folder: &std::path::Path, more: &[&str]) -> Run {
    let arguments = [&["review", "--today", TODAY], more].concat();
    let mut command = Command::new(env!("CARGO_BIN_EXE_specdate"));
    command
        .args(&arguments)
        .current_dir(folder)
        .env_remove("NO_COLOR");
    without_git(&mut command);
    Run::of(&arguments, command.output().unwrap())
}

#[test]
fn the_head_may_be_detached() {
    let Some(request) = PullRequest::open() else {
        return;
    };
    request.rename_value();
    request.commit("rename");
    let run = request.review(&[]);
    request.git(&["checkout", "--quiet", "--detach"]);
    assert_eq!(run.code, Some(1));
    assert_eq!(request.review(&[]).stdout, run.stdout);
}

#[test]
fn any_two_revisions_can_be_compared_whatever_the_working_tree_holds() {
    let Some(request) = PullRequest::open() else {
        return;
    };
    let workspace = &request.workspace;
    workspace.append(NEWER, COLOR);
    request.generate();
    request.commit("color");
    request.rename_value();
    request.commit("rename");
    workspace.write(NEWER, "openapi: [");
    workspace.write(
        REGISTRY,
        &workspace.read(REGISTRY).replace("Parcel API", "Other"),
    );
    request.make_stale();
    let run = request.review(&["--base", "main", "--head", "HEAD~1"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(run.stdout.contains("up to date"), "{}", run.stdout);
    assert!(!run.stdout.contains("Other"), "{}", run.stdout);
    let run = request.review(&["--base", "HEAD~1", "--head", "HEAD"]);
    assert_eq!(run.code, Some(1));
    let place = format!("HEAD:{NEWER}:");
    assert!(run.stdout.contains(&place), "{}", run.stdout);
    let run = request.review(&["--base", "HEAD"]);
    assert_eq!(run.code, Some(2), "the working tree cannot be read");
    // A client that was not regenerated is stale at its revision as well.
    request.git(&["checkout", "--quiet", "--", "."]);
    workspace.append(OLDER, COLOR);
    request.commit("not generated");
    let run = request.review(&["--base", "HEAD~1", "--head", "HEAD"]);
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.contains("stale file"), "{}", run.stderr);
}

#[test]
fn a_decision_about_no_rule_is_refused_at_any_revision() {
    let Some(request) = PullRequest::open() else {
        return;
    };
    let decision =
        "\n[[api.parcels.gate.overrides]]\nid = \"no-rule\"\nlevel = \"ignore\"\nreason = \"r\"\n";
    let before = request.workspace.read(REGISTRY);
    request.workspace.append(REGISTRY, decision);
    request.commit("decided");
    request.workspace.write(REGISTRY, &before);
    let run = request.review(&["--head", "HEAD"]);
    assert_eq!(run.code, Some(2));
    assert!(
        run.stderr.contains("there is no rule `no-rule`"),
        "{}",
        run.stderr
    );
    // What the base says decides nothing.
    let run = request.review(&["--base", "HEAD"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
}

#[test]
fn a_document_may_move() {
    let Some(request) = PullRequest::open() else {
        return;
    };
    let workspace = &request.workspace;
    let moved = "openapi/parcels/février 2026.yaml";
    fs::rename(workspace.path(NEWER), workspace.path(moved)).unwrap();
    workspace.edit(
        REGISTRY,
        "date = \"2026-02-01\"\n",
        "date = \"2026-02-01\"\ndocument = \"parcels/février 2026.yaml\"\n",
    );
    request.generate();
    let run = request.review(&[]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(run.stdout.contains("no differences\n"), "{}", run.stdout);
    let told = "`document` `parcels/2026-02-01.yaml` -> `parcels/février 2026.yaml`";
    assert!(run.stdout.contains(told), "{}", run.stdout);
    // And change on the way.
    workspace.edit(moved, "enum: [packed, sent]", "enum: [packed, gone]");
    request.generate();
    request.commit("moved");
    assert_eq!(request.review(&[]).code, Some(1));
}

#[test]
fn the_whole_workspace_may_move() {
    let Some(request) = PullRequest::open() else {
        return;
    };
    let workspace = &request.workspace;
    for folder in ["openapi", "crates"] {
        fs::create_dir_all(workspace.path("my service")).unwrap();
        let to = workspace.path(&format!("my service/{folder}"));
        fs::rename(workspace.path(folder), to).unwrap();
    }
    request.commit("moved");
    let review = || request.run_in("my service", &["review", "--today", TODAY]);
    let run = review();
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(!run.stdout.contains("new"), "{}", run.stdout);
    workspace.edit(
        &format!("my service/{NEWER}"),
        "enum: [packed, sent]",
        "enum: [packed, gone]",
    );
    assert_eq!(review().code, Some(1));
}

#[test]
fn what_a_document_references_is_a_part_of_it() {
    let workspace = Workspace::healthy();
    for name in [OLDER, NEWER] {
        let reference = "../state.yaml#/State";
        let text = workspace
            .read(name)
            .replace("#/components/schemas/State", reference);
        workspace.write(name, &text);
        let copy = name.replace("parcels/", "parcels/released/");
        workspace.write(&copy, &text.replace("../state", "../../old-state"));
    }
    let state = "State: {type: string, enum: [packed, sent]}\n";
    workspace.write("openapi/state.yaml", state);
    workspace.write("openapi/old-state.yaml", state);
    let Some(request) = PullRequest::of(workspace) else {
        return;
    };
    request
        .workspace
        .edit("openapi/state.yaml", "packed, sent", "packed, sent, lost");
    request.generate();
    let run = request.review(&[]);
    assert_eq!(run.code, Some(1));
    assert!(
        run.stdout.contains("openapi/state.yaml:1:"),
        "{}",
        run.stdout
    );
    assert!(run.stdout.contains("1 API, 2 dates: "), "{}", run.stdout);
}

#[test]
fn windows_line_ends_are_no_change() {
    let Some(request) = PullRequest::open() else {
        return;
    };
    let workspace = &request.workspace;
    let windows = |path: &str| workspace.write(path, &workspace.read(path).replace('\n', "\r\n"));
    // In the working tree alone, as git writes them on Windows.
    request.git(&["config", "core.autocrlf", "true"]);
    windows(NEWER);
    let run = request.review(&[]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    // And in what is committed; a break is found in it as before.
    request.git(&["config", "core.autocrlf", "false"]);
    windows(OLDER);
    request.generate();
    let run = request.review(&[]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    workspace.edit(NEWER, "enum: [packed, sent]", "enum: [packed, gone]");
    request.generate();
    request.commit("windows");
    let run = request.review(&[]);
    assert_eq!(run.code, Some(1));
    windows(REGISTRY);
    let fingerprint = fingerprint(&run.stdout);
    let accepted = workspace.run(&["accept", &fingerprint, "--reason", "agreed"]);
    assert_eq!(accepted.code, Some(0), "{}", accepted.stderr);
    let registry = workspace.read(REGISTRY);
    assert_eq!(
        registry.matches('\n').count(),
        registry.matches("\r\n").count()
    );
    assert_eq!(request.review(&[]).code, Some(0));
}

/// The fingerprint of the only finding that fails.
fn fingerprint(report: &str) -> String {
    let mut found = report
        .split("breaking[")
        .filter(|block| block.contains("  gate         fails: "));
    let block = found.next().unwrap();
    assert_eq!(found.next(), None, "{report}");
    let mut lines = block
        .lines()
        .filter_map(|line| line.trim().strip_prefix("fingerprint"));
    lines.next().unwrap().trim().to_owned()
}

#[test]
fn a_shallow_clone_is_told_what_to_fetch() {
    let Some(request) = PullRequest::open() else {
        return;
    };
    request.rename_value();
    request.commit("rename");
    // The main branch of the origin is what its `HEAD` says.
    request.git(&["checkout", "--quiet", "main"]);
    let clones = tempfile::tempdir().unwrap();
    let origin = format!("file://{}", request.workspace.root().display());
    let clone = clones.path().join("a clone");
    let arguments = [
        "clone",
        "--quiet",
        "--depth=1",
        "--branch=feature",
        &origin,
        "a clone",
    ];
    git_in(clones.path(), &arguments).unwrap();
    let run = review_in(&clone, &[]);
    assert_eq!(run.code, Some(2));
    let command = "git fetch --unshallow origin '+refs/heads/*:refs/remotes/origin/*'";
    let help = format!("help: this clone is shallow: run `{command}` and try again\n");
    assert!(run.stderr.ends_with(&help), "{}", run.stderr);
    let run = review_in(&clone, &["--base", "origin/main"]);
    assert_eq!(run.code, Some(2));
    let told = "run `git fetch --depth=1 origin '+refs/heads/main:refs/remotes/origin/main'` and";
    assert!(run.stderr.contains(told), "{}", run.stderr);
    let main = "+refs/heads/main:refs/remotes/origin/main";
    git_in(&clone, &["fetch", "--quiet", "--depth=1", "origin", main]).unwrap();
    let run = review_in(&clone, &["--base", "origin/main"]);
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    let run = review_in(&clone, &["--base", "main"]);
    assert_eq!(run.code, Some(2));
    assert!(
        run.stderr.contains("fetch --depth=1 origin 'main:main'"),
        "{}",
        run.stderr
    );
    // Both branches are there, but not where they meet.
    let run = review_in(&clone, &[]);
    assert_eq!(run.code, Some(2));
    assert!(
        run.stderr.contains("have no commit in common"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.ends_with(&help), "{}", run.stderr);
    let all = [
        "fetch",
        "--quiet",
        "--unshallow",
        "origin",
        "+refs/heads/*:refs/remotes/origin/*",
    ];
    git_in(&clone, &all).unwrap();
    assert_eq!(review_in(&clone, &[]).code, Some(1));
    let run = review_in(&clone, &["--base", "main"]);
    let help = "help: there is `origin/main`: name that one\n";
    assert!(run.stderr.ends_with(help), "{}", run.stderr);
}

#[test]
fn a_second_working_tree_is_one_of_its_own() {
    let Some(request) = PullRequest::open() else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("other tree");
    let to = path.to_str().unwrap();
    request.git(&["worktree", "add", "--quiet", "-b", "other", to, "main"]);
    let document = path.join(NEWER);
    let text = fs::read_to_string(&document).unwrap();
    fs::write(&document, text.replace("[packed, sent]", "[packed, gone]")).unwrap();
    assert_eq!(review_in(&path, &[]).code, Some(1));
    assert_eq!(request.review(&[]).code, Some(0));
}

#[test]
fn what_there_is_no_base_for_is_told() {
    let workspace = Workspace::healthy();
    let run = review_in(workspace.root(), &[]);
    assert_eq!(run.code, Some(2));
    assert!(
        run.stderr.contains("is in no git repository"),
        "{}",
        run.stderr
    );
    if git_in(workspace.root(), &["init", "--quiet"]).is_none() {
        return;
    }
    let run = review_in(workspace.root(), &[]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("has no commit"), "{}", run.stderr);
    let run = review_in(workspace.root(), &["--base", "main"]);
    assert_eq!(run.code, Some(2));
    assert!(
        run.stderr.contains("has no revision `main`"),
        "{}",
        run.stderr
    );

    git_in(workspace.root(), &["checkout", "--quiet", "-b", "trunk"]).unwrap();
    git_in(
        workspace.root(),
        &["commit", "--quiet", "--allow-empty", "--message", "empty"],
    )
    .unwrap();
    let run = review_in(workspace.root(), &[]);
    assert_eq!(run.code, Some(2));
    assert!(
        run.stderr.contains("found no main branch"),
        "{}",
        run.stderr
    );
    // Everything is new where the base has no registry.
    let run = review_in(workspace.root(), &["--base", "trunk"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(run.stdout.contains("active, new"), "{}", run.stdout);
    // An option is no revision.
    let run = review_in(workspace.root(), &["--base", "--output=x"]);
    assert_eq!(run.code, Some(2));
    assert!(git_says(workspace.root(), &["status", "--short"]).is_some());
}
