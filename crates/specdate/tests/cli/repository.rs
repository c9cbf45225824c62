//! Git repositories in temporary folders. Tests that need one are skipped where there is no git.

use std::path::Path;
use std::process::Command;

use crate::workspace::{GENERATED, NEWER, NEWER_RELEASED, OLDER, OLDER_RELEASED, Run, Workspace};

/// What would make git look elsewhere: a test may itself be run by a hook of git.
const ENVIRONMENT: [&str; 5] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_PREFIX",
    "GIT_CEILING_DIRECTORIES",
];

/// Takes the variables of git away from a command.
pub(crate) fn without_git(command: &mut Command) {
    for variable in ENVIRONMENT {
        command.env_remove(variable);
    }
}

/// Runs git in a folder, with nobody's settings. None where there is no git.
pub(crate) fn git_in(folder: &Path, arguments: &[&str]) -> Option<()> {
    git_says(folder, arguments).map(drop)
}

/// What git prints.
pub(crate) fn git_says(folder: &Path, arguments: &[&str]) -> Option<String> {
    let mut command = Command::new("git");
    command
        .args([
            "-c",
            "init.defaultBranch=main",
            "-c",
            "commit.gpgSign=false",
            "-c",
            "protocol.file.allow=always",
        ])
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
    without_git(&mut command);
    match command.output() {
        Ok(output) => {
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(output.status.success(), "git {arguments:?}: {said}");
            Some(String::from_utf8(output.stdout).unwrap().trim().to_owned())
        }
        Err(error) => {
            eprintln!("skipped: git cannot be run: {error}");
            None
        }
    }
}

/// A healthy workspace, committed on `main`, with the branch `feature` checked out. States are an `enum` in all documents.
pub(crate) struct PullRequest {
    pub(crate) workspace: Workspace,
}

/// A day on which everything is as it was released.
pub(crate) const TODAY: &str = "2026-03-01";

impl PullRequest {
    pub(crate) fn open() -> Option<Self> {
        let workspace = Workspace::healthy();
        for path in [OLDER, NEWER, OLDER_RELEASED, NEWER_RELEASED] {
            workspace.edit(
                path,
                "x-known-values: [packed, sent]",
                "enum: [packed, sent]",
            );
        }
        Self::of(workspace)
    }

    /// A workspace as it is, generated and committed.
    pub(crate) fn of(workspace: Workspace) -> Option<Self> {
        assert_eq!(workspace.run(&["generate"]).code, Some(0));
        let request = Self { workspace };
        request.git(&["init", "--quiet"])?;
        request.commit("main");
        request.git(&["checkout", "--quiet", "-b", "feature"])?;
        Some(request)
    }

    pub(crate) fn git(&self, arguments: &[&str]) -> Option<()> {
        git_in(self.workspace.root(), arguments)
    }

    /// Commits everything.
    pub(crate) fn commit(&self, message: &str) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", message]);
    }

    /// Regenerates the client.
    pub(crate) fn generate(&self) {
        let run = self.workspace.run(&["generate"]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
    }

    /// Reviews the working tree, and makes sure that nothing was written.
    pub(crate) fn review(&self, more: &[&str]) -> Run {
        let files = |workspace: &Workspace| {
            let mut files = workspace.files();
            // Git keeps its own accounts.
            files.retain(|name, _| !name.starts_with(".git/"));
            files
        };
        let before = files(&self.workspace);
        let run = self.run_in("", &[&["review", "--today", TODAY], more].concat());
        assert_eq!(before, files(&self.workspace));
        run
    }

    /// Runs the program in a folder of the workspace.
    pub(crate) fn run_in(&self, folder: &str, arguments: &[&str]) -> Run {
        let mut command = self.workspace.command(arguments);
        command.current_dir(self.workspace.path(folder));
        without_git(&mut command);
        Run::of(arguments, command.output().unwrap())
    }

    /// The transcript of a run; the hash of the base depends on what is generated.
    pub(crate) fn transcript(&self, run: &Run) -> String {
        let root = self.workspace.root();
        let hash = git_says(root, &["merge-base", "HEAD", "main"]).unwrap();
        run.transcript(&self.workspace)
            .replace(&hash, "[HASH]")
            .replace(&hash[..10], "[BASE]")
    }

    /// Renames a value of a released date, which breaks its clients, and regenerates the client.
    pub(crate) fn rename_value(&self) {
        self.workspace
            .edit(NEWER, "enum: [packed, sent]", "enum: [packed, gone]");
        self.generate();
    }

    /// Makes the generated code another one.
    pub(crate) fn make_stale(&self) {
        self.workspace
            .append(&format!("{GENERATED}/v2026_02_01.rs"), "// mine\n");
    }
}
