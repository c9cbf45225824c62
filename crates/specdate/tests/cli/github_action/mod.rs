//! The script of the action in `.github/actions/specdate`, run on a repository against a server on loopback. Skipped where
//! there is no git, curl, jq or shell.

mod server;

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::repository::{PullRequest, git_in, git_says, without_git};
use crate::workspace::{NEWER, Run, Workspace};
use server::Server;

const TOKEN: &str = "token-that-nobody-sees";
const COLOR: &str = "        color:\n          type: string\n";

fn script() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../.github/actions/specdate/review.sh")
}

/// Whether the programs are there that the script needs beside git.
fn can_run() -> bool {
    let can = |program: &str, version: &str| Command::new(program).arg(version).output().is_ok();
    let can = can("curl", "--version") && can("jq", "--version") && can("sh", "-c");
    if !can {
        eprintln!("skipped: curl, jq or sh cannot be run");
    }
    can
}

/// A run of the action.
struct Action<'a> {
    folder: &'a Path,
    variables: Vec<(&'a str, String)>,
}

impl<'a> Action<'a> {
    fn new(folder: &'a Path, server: &Server) -> Self {
        // The command is two words, as `cargo xtask` is.
        let command = format!("{} --color=never", env!("CARGO_BIN_EXE_specdate"));
        let variables = vec![
            ("SPECDATE_COMMAND", command),
            ("SPECDATE_BASE", "main".to_owned()),
            ("SPECDATE_TOKEN", TOKEN.to_owned()),
            ("SPECDATE_PULL_REQUEST", "7".to_owned()),
            ("GITHUB_API_URL", server.address.clone()),
            ("GITHUB_REPOSITORY", "team/api".to_owned()),
        ];
        Self { folder, variables }
    }

    /// With another variable; the last of a name counts.
    fn with(mut self, name: &'a str, value: &str) -> Self {
        self.variables.push((name, value.to_owned()));
        self
    }

    /// Runs it. Gives what it wrote into the job summary as well.
    fn run(self) -> (Run, String) {
        let files = tempfile::tempdir().unwrap();
        let path = |name: &str| files.path().join(name);
        let mut command = Command::new("sh");
        command.arg(script()).current_dir(self.folder);
        for variable in ["NO_PROXY", "no_proxy"] {
            command.env(variable, "127.0.0.1");
        }
        command
            .env_remove("GITHUB_BASE_REF")
            .env("GITHUB_STEP_SUMMARY", path("summary"))
            .env("GITHUB_OUTPUT", path("output"))
            .envs(self.variables);
        without_git(&mut command);
        let run = Run::of(&[], command.output().unwrap());
        let read = |name| std::fs::read_to_string(path(name)).unwrap_or_default();
        let code = run.code.unwrap();
        assert_eq!(
            read("output"),
            format!("exit-code={code}\n"),
            "{}",
            run.stderr
        );
        let summary = read("summary");
        for text in [&run.stdout, &run.stderr, &summary] {
            assert!(!text.contains(TOKEN), "{text}");
        }
        (run, summary)
    }
}

/// A pull request, and the server that it is on.
fn open() -> Option<(PullRequest, Server)> {
    if !can_run() {
        return None;
    }
    Some((PullRequest::open()?, Server::start()))
}

#[test]
fn there_is_one_comment_and_it_is_replaced() {
    let Some((request, server)) = open() else {
        return;
    };
    let root = request.workspace.root();
    server.state().comments = vec!["Looks good to me".to_owned()];
    request.rename_value();
    let (run, summary) = Action::new(root, &server).run();
    assert_eq!(run.code, Some(1), "{}{}", run.stdout, run.stderr);
    assert_eq!(summary, "");
    let annotation = format!("::error file={NEWER},line=");
    assert!(run.stdout.contains(&annotation), "{}", run.stdout);
    let first = server.state().comments[1].clone();
    let start = "<!-- specdate review of . -->\n### API review: 1 API, 1 date: ";
    assert!(first.starts_with(start), "{first}");
    assert!(
        first.contains("| `parcels` | 2026-02-01 | active |"),
        "{first}"
    );

    // The break is taken back, and something harmless is added.
    request.git(&["checkout", "--quiet", "--", "."]);
    request.workspace.append(NEWER, COLOR);
    request.generate();
    let (run, summary) = Action::new(root, &server).run();
    assert_eq!(
        (run.code, summary.as_str()),
        (Some(0), ""),
        "{}",
        run.stdout
    );
    let state = server.state();
    assert_eq!(state.comments.len(), 2);
    assert!(
        state.comments[1].contains("no problems"),
        "{}",
        state.comments[1]
    );
    let of = "/repos/team/api/issues";
    let list = format!("GET {of}/7/comments?per_page=100&page=1");
    let expected = [
        list.clone(),
        format!("POST {of}/7/comments"),
        list,
        format!("PATCH {of}/comments/2"),
    ];
    assert_eq!(state.requests, expected);
    assert!(
        state
            .tokens
            .iter()
            .all(|token| *token == format!("Bearer {TOKEN}"))
    );
    assert_eq!(state.tokens.len(), 4);
}

#[test]
fn a_job_can_ask_for_further_reports_of_the_one_run() {
    let Some((request, server)) = open() else {
        return;
    };
    request.rename_value();
    let workspace = &request.workspace;
    let (run, _) = Action::new(workspace.root(), &server)
        .with(
            "SPECDATE_REPORTS",
            "html=a page.html\n\nsarif=review.sarif\n",
        )
        .run();
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    assert!(
        workspace
            .read("a page.html")
            .contains("<title>API review: ")
    );
    assert!(workspace.read("review.sarif").contains("\"2.1.0\""));
    assert_eq!(server.state().comments.len(), 1);
    // Comparing takes long: it is done once.
    let compared = run
        .stderr
        .matches("     Reading openapi/specdate.toml")
        .count();
    assert_eq!(compared, 1, "{}", run.stderr);

    let (run, _) = Action::new(workspace.root(), &server)
        .with("SPECDATE_REPORTS", "pdf=review.pdf")
        .run();
    assert_eq!(run.code, Some(2));
    assert!(
        run.stderr.contains("there is no such format"),
        "{}",
        run.stderr
    );
    assert_eq!(server.state().comments.len(), 1);
}

#[test]
fn where_a_comment_cannot_be_written_there_is_a_summary() {
    let Some((request, server)) = open() else {
        return;
    };
    request.rename_value();
    let root = request.workspace.root();
    for (status, why) in [
        (403, "the token cannot write comments (HTTP 403)"),
        (404, "the token cannot write comments (HTTP 404)"),
        (500, "GitHub answered HTTP 500"),
    ] {
        server.state().refuses_with = Some(status);
        let (run, summary) = Action::new(root, &server).run();
        assert_eq!(run.code, Some(1));
        assert!(summary.starts_with("### API review: 1 API"), "{summary}");
        assert!(run.stdout.contains(why), "{}", run.stdout);
    }
    assert!(server.state().comments.is_empty());
    let asked = server.state().requests.len();

    let without = [
        ("SPECDATE_COMMENT", "false", "no comment is asked for"),
        ("SPECDATE_PULL_REQUEST", "", "this is no pull request"),
        ("SPECDATE_TOKEN", "", "there is no token"),
    ];
    for (name, value, why) in without {
        let (run, summary) = Action::new(root, &server).with(name, value).run();
        assert_eq!(run.code, Some(1));
        assert!(summary.starts_with("### API review: 1 API"), "{summary}");
        assert!(run.stdout.contains(why), "{}", run.stdout);
    }
    assert_eq!(server.state().requests.len(), asked);

    // Nobody listens at this address.
    let (run, summary) = Action::new(root, &server)
        .with("GITHUB_API_URL", "http://127.0.0.1:9")
        .run();
    assert_eq!(run.code, Some(1));
    assert!(!summary.is_empty());
    assert!(
        run.stdout.contains("GET of the comment failed"),
        "{}",
        run.stdout
    );
}

#[test]
fn the_comment_is_found_behind_many_others() {
    let Some((request, server)) = open() else {
        return;
    };
    request.rename_value();
    let mut comments: Vec<String> = (0..230).map(|number| format!("comment {number}")).collect();
    comments[205] = "<!-- specdate review of . -->\nold".to_owned();
    comments[3] = "<!-- specdate review of other -->\nof another workspace".to_owned();
    comments[4] = "> <!-- specdate review of . -->\nquoted".to_owned();
    server.state().comments = comments;
    Action::new(request.workspace.root(), &server).run();
    let state = server.state();
    assert_eq!(
        state.requests.last().unwrap(),
        "PATCH /repos/team/api/issues/comments/206"
    );
    assert_eq!((state.requests.len(), state.comments.len()), (4, 230));
}

#[test]
fn where_nothing_changed_there_is_no_comment() {
    let Some((request, server)) = open() else {
        return;
    };
    let root = request.workspace.root();
    let (run, summary) = Action::new(root, &server).run();
    assert_eq!((run.code, summary.as_str()), (Some(0), ""));
    assert!(server.state().comments.is_empty());
    assert!(
        run.stdout.contains("There is nothing to review"),
        "{}",
        run.stdout
    );
    // One that says more is replaced.
    server.state().comments = vec!["<!-- specdate review of . -->\nbroken".to_owned()];
    Action::new(root, &server).run();
    let comment = server.state().comments[0].clone();
    assert!(
        comment.contains("no document, client or entry"),
        "{comment}"
    );
}

#[test]
fn what_fails_can_be_said_and_what_cannot_be_read_ends_with_2() {
    let Some((request, server)) = open() else {
        return;
    };
    request.rename_value();
    let root = request.workspace.root();
    let (run, _) = Action::new(root, &server)
        .with("SPECDATE_FAIL_ON", "none")
        .run();
    assert_eq!(run.code, Some(0), "{}", run.stdout);
    assert_eq!(server.state().comments.len(), 1);

    request.workspace.write(NEWER, "openapi: [");
    let (run, summary) = Action::new(root, &server).run();
    assert_eq!(run.code, Some(2));
    assert!(
        run.stderr.contains(&format!("error: {NEWER}:")),
        "{}",
        run.stderr
    );
    assert_eq!((summary.as_str(), server.state().comments.len()), ("", 1));
}

#[test]
fn a_workspace_in_a_folder_has_its_own_comment_and_annotations_of_its_files() {
    let Some((request, server)) = open() else {
        return;
    };
    request.git(&["checkout", "--quiet", "main"]);
    let files = request.git_files();
    let whole = Workspace::empty();
    for name in files {
        whole.write(
            &format!("my service/{name}"),
            &request.workspace.read(&name),
        );
    }
    git_in(whole.root(), &["init", "--quiet"]).unwrap();
    git_in(whole.root(), &["add", "--all"]).unwrap();
    git_in(whole.root(), &["commit", "--quiet", "--message", "all"]).unwrap();
    let document = format!("my service/{NEWER}");
    whole.edit(&document, "enum: [packed, sent]", "enum: [packed, gone]");
    let folder = whole.path("my service");
    let (run, _) = Action::new(&folder, &server)
        .with("SPECDATE_FOLDER", "my service")
        .run();
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    let annotation = format!("::error file={document},line=");
    assert!(run.stdout.contains(&annotation), "{}", run.stdout);
    let comment = server.state().comments[0].clone();
    assert!(
        comment.starts_with("<!-- specdate review of my_service -->\n"),
        "{comment}"
    );
}

#[test]
fn a_shallow_checkout_is_given_its_history() {
    let Some((request, server)) = open() else {
        return;
    };
    request.rename_value();
    request.commit("rename");
    // The target branch has gone on, which is not of this pull request.
    request.git(&["checkout", "--quiet", "main"]);
    request.workspace.append(NEWER, COLOR);
    request.commit("color");
    request.git(&["checkout", "--quiet", "feature"]);
    let folder = tempfile::tempdir().unwrap();
    let from = format!("file://{}", request.workspace.root().display());
    let clone = folder.path().join("clone");
    git_in(
        folder.path(),
        &[
            "clone",
            "--quiet",
            "--depth=1",
            &from,
            clone.to_str().unwrap(),
        ],
    )
    .unwrap();
    let (run, _) = Action::new(&clone, &server)
        .with("SPECDATE_BASE", "")
        .with("GITHUB_BASE_REF", "main")
        .run();
    assert_eq!(run.code, Some(1), "{}{}", run.stdout, run.stderr);
    let base = git_says(&clone, &["merge-base", "HEAD", "origin/main"]).unwrap();
    let comment = server.state().comments[0].clone();
    assert!(comment.contains(&base), "{comment}");
    assert!(!comment.contains("color"), "{comment}");

    // As GitHub checks a pull request out: merged into its target, which then says more by its name.
    git_in(&clone, &["checkout", "--quiet", "--detach", "origin/main"]).unwrap();
    let merge = [
        "merge",
        "--quiet",
        "--strategy-option=theirs",
        "--no-edit",
        "origin/feature",
    ];
    git_in(&clone, &merge).unwrap();
    let (run, _) = Action::new(&clone, &server)
        .with("SPECDATE_BASE", "")
        .with("GITHUB_BASE_REF", "main")
        .run();
    assert_eq!(run.code, Some(1));
    let comment = server.state().comments[0].clone();
    assert!(comment.contains("against `origin/main`"), "{comment}");
}

impl PullRequest {
    /// The files that git knows.
    fn git_files(&self) -> Vec<String> {
        let listed = git_says(self.workspace.root(), &["ls-files"]).unwrap();
        listed.lines().map(str::to_owned).collect()
    }
}
