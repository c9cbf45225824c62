//! Runs cargo inside a test, without network, in copies of the workspace that share one target directory.
//!
//! The copies stand at the same paths in every run, so that what is built for them is replaced and does not pile up.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io::{Read as _, Seek as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use cargo_metadata::Message;

use crate::files;

/// How long one command may take: dependencies are compiled by the first.
const WAIT_LIMIT: Duration = Duration::from_secs(600);
const POLL_INTERVAL: Duration = Duration::from_millis(20);

/// What `cargo test` tells a test about its own package, and would tell a nested cargo as well.
const OWN_VARIABLES: &[&str] = &[
    "CARGO_BIN_",
    "CARGO_CRATE_NAME",
    "CARGO_MANIFEST_",
    "CARGO_PKG_",
    "CARGO_PRIMARY_PACKAGE",
    "CARGO_TARGET_",
    "OUT_DIR",
];

/// Held by each test that runs cargo: they would only wait for one another's lock of the target directory.
pub(crate) fn one_at_a_time() -> MutexGuard<'static, ()> {
    static SERIAL: Mutex<()> = Mutex::new(());
    SERIAL.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A folder of this name for a test, empty.
pub(crate) fn empty_folder(name: &str) -> PathBuf {
    let folder = scratch().join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// A copy of the workspace as it is, changes that are not committed included.
pub(crate) fn copy_of_workspace(name: &str) -> PathBuf {
    let copy = empty_folder(name);
    for file in files::all() {
        let target = copy.join(&file);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        // Not `fs::copy`, which keeps the time on some systems: cargo tells the copies apart by it.
        fs::write(target, files::read(&file)).unwrap();
    }
    copy
}

/// Where the copies stand.
fn scratch() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("drift")
}

/// The target directory of all nested runs, inside the workspace's own.
fn target_dir() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR"))
        .parent()
        .unwrap()
        .join("drift-tests")
}

/// How a command ended.
pub(crate) struct Outcome {
    pub(crate) success: bool,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    /// What was run, for messages.
    command: String,
}

impl Outcome {
    /// # Panics
    /// When the command failed, with what it said.
    #[track_caller]
    pub(crate) fn succeeded(self) -> Self {
        assert!(self.success, "{} failed:\n{}", self.command, self.stderr);
        self
    }

    /// # Panics
    /// When the command succeeded, or does not say each of `wanted`.
    #[track_caller]
    pub(crate) fn failed_naming(self, wanted: &[&str]) -> Self {
        assert!(
            !self.success,
            "{} must fail and say {wanted:?}:\n{}",
            self.command, self.stderr
        );
        for text in wanted {
            assert!(
                self.stderr.contains(text),
                "{} does not say `{text}`:\n{}",
                self.command,
                self.stderr
            );
        }
        self
    }

    /// The libraries named `name` that cargo brought up to date: the folder of each, and whether it had to be compiled.
    pub(crate) fn libraries(&self, name: &str) -> Vec<(PathBuf, bool)> {
        Message::parse_stream(self.stdout.as_bytes())
            .filter_map(|message| match message.unwrap() {
                Message::CompilerArtifact(artifact)
                    if artifact.target.is_lib() && artifact.target.name == name =>
                {
                    Some((
                        artifact.manifest_path.parent()?.as_std_path().to_path_buf(),
                        !artifact.fresh,
                    ))
                }
                _ => None,
            })
            .collect()
    }
}

/// Runs cargo in `folder`, offline.
pub(crate) fn cargo(folder: &Path, arguments: &[&str]) -> Outcome {
    run(cargo_command(folder)
        .args(arguments)
        .arg("--offline")
        .env("CARGO_NET_OFFLINE", "true"))
}

/// Runs cargo in `folder` in a way that lets it read git repositories, which `--offline` forbids also where they are
/// local. Every other address leads nowhere.
pub(crate) fn cargo_reading_local_git(folder: &Path, arguments: &[&str]) -> Outcome {
    let nowhere = "http://127.0.0.1:1";
    run(cargo_command(folder)
        .args(arguments)
        .env("CARGO_NET_OFFLINE", "false")
        .env("CARGO_HTTP_PROXY", nowhere))
}

/// Runs git in `folder`, as nobody in particular and at no particular time: the same files give the same commit.
pub(crate) fn git(folder: &Path, arguments: &[&str]) -> Outcome {
    let mut command = Command::new("git");
    for setting in [
        "user.name=specdate",
        "user.email=specdate@example.com",
        "init.defaultBranch=main",
        "commit.gpgsign=false",
        "core.autocrlf=false",
        "protocol.file.allow=always",
    ] {
        command.args(["-c", setting]);
    }
    command.args(arguments).current_dir(folder);
    for date in ["GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"] {
        command.env(date, "2026-01-01T00:00:00Z");
    }
    for place in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
        command.env_remove(place);
    }
    run(&mut command)
}

fn cargo_command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO"));
    let own = |name: &OsStr| {
        OWN_VARIABLES
            .iter()
            .any(|own| name.to_string_lossy().starts_with(own))
    };
    for (name, _) in std::env::vars_os().filter(|(name, _)| own(name)) {
        command.env_remove(name);
    }
    command
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target_dir())
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_TERM_COLOR", "never");
    if let Some(home) = private_cargo_home() {
        command.env("CARGO_HOME", home);
    }
    command
}

/// Removes the git repositories that nested runs have read: each commit would leave a checkout.
pub(crate) fn forget_repositories() {
    let _ = fs::remove_dir_all(scratch().join("home/git"));
}

/// A cargo home with the packages and settings of the real one and no git repositories, so that the real one does not
/// collect those of tests. `None` where links cannot be made: then the real one is used.
fn private_cargo_home() -> Option<PathBuf> {
    let real = std::env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| std::env::home_dir().map(|home| home.join(".cargo")))?;
    let home = scratch().join("home");
    fs::create_dir_all(&home).ok()?;
    for name in ["registry", "config.toml"] {
        let (link, target) = (home.join(name), real.join(name));
        if target.exists() && fs::read_link(&link).ok().as_ref() != Some(&target) {
            let _ = fs::remove_file(&link);
            link_to(&target, &link).ok()?;
        }
    }
    Some(home)
}

#[cfg(unix)]
fn link_to(target: &Path, link: &Path) -> std::io::Result<()> {
    std::os::unix::fs::symlink(target, link)
}

#[cfg(not(unix))]
fn link_to(_: &Path, _: &Path) -> std::io::Result<()> {
    Err(std::io::ErrorKind::Unsupported.into())
}

/// Runs a command to its end, or kills it when the wait limit is over.
pub(crate) fn run(command: &mut Command) -> Outcome {
    // Files, not pipes: nobody has to read while the command writes.
    let (mut stdout, mut stderr) = (tempfile::tempfile().unwrap(), tempfile::tempfile().unwrap());
    let arguments: Vec<OsString> = command.get_args().map(OsStr::to_owned).collect();
    let shown = arguments.join(OsStr::new(" "));
    let shown = format!(
        "`{} {}`",
        Path::new(command.get_program()).display(),
        shown.display()
    );
    let mut child = command
        .stdin(Stdio::null())
        .stdout(stdout.try_clone().unwrap())
        .stderr(stderr.try_clone().unwrap())
        .spawn()
        .unwrap_or_else(|error| panic!("cannot run {shown}: {error}"));
    let start = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if start.elapsed() > WAIT_LIMIT {
            child.kill().unwrap();
            child.wait().unwrap();
            panic!(
                "{shown} did not end within {} s:\n{}",
                WAIT_LIMIT.as_secs(),
                whole(&mut stderr)
            );
        }
        std::thread::sleep(POLL_INTERVAL);
    };
    Outcome {
        success: status.success(),
        stdout: whole(&mut stdout),
        stderr: whole(&mut stderr),
        command: shown,
    }
}

fn whole(file: &mut File) -> String {
    let mut bytes = Vec::new();
    file.rewind().unwrap();
    file.read_to_end(&mut bytes).unwrap();
    String::from_utf8_lossy(&bytes).into_owned()
}
