//! A small workspace in a temporary folder, and what a run of the program on it gave.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, SystemTime};

use tempfile::TempDir;

pub(crate) const REGISTRY: &str = "openapi/specdate.toml";
pub(crate) const OLDER: &str = "openapi/parcels/2026-01-01.yaml";
pub(crate) const NEWER: &str = "openapi/parcels/2026-02-01.yaml";
pub(crate) const OLDER_RELEASED: &str = "openapi/parcels/released/2026-01-01.yaml";
pub(crate) const NEWER_RELEASED: &str = "openapi/parcels/released/2026-02-01.yaml";
pub(crate) const MANIFEST: &str = "crates/parcels/Cargo.toml";
pub(crate) const GENERATED: &str = "crates/parcels/src/generated";

/// An API with two dates and a client.
const PARCELS: &str = r#"[api.parcels]
title = "Parcel API"

[api.parcels.headers]
version = "Parcel-Version"

[api.parcels.client]
crate = "crates/parcels"

[[api.parcels.versions]]
date = "2026-01-01"
state = "active"
released = "2026-01-01"

[[api.parcels.versions]]
date = "2026-02-01"
state = "active"
released = "2026-02-01"
"#;

/// What stands before the members of `Parcel`.
const DOCUMENT: &str = r##"openapi: "3.0.3"
info:
  title: Parcel API
  version: "DATE"
servers:
  - url: https://parcels.example
paths:
  /parcels/{parcel_id}:
    get:
      operationId: get_parcel
      parameters:
        - name: parcel_id
          in: path
          required: true
          schema:
            type: string
        - name: Parcel-Version
          in: header
          schema:
            type: string
      responses:
        "200":
          description: The parcel.
          content:
            application/json:
              schema:
                $ref: "#/components/schemas/Parcel"
components:
  schemas:
    Address:
      type: object
      properties:
        city:
          type: string
          x-pii: true
    State:
      type: string
      x-known-values: [packed, sent]
    Parcel:
      type: object
      required: [id]
      properties:
        id:
          type: string
        state:
          $ref: "#/components/schemas/State"
        to:
          $ref: "#/components/schemas/Address"
"##;

const CLIENT_MANIFEST: &str = r#"[package]
name = "NAME" # ours
version = "0.1.0"

[features]
default = ["tls"]
tls = []
"#;

/// A workspace with the Parcel API, not generated yet.
pub(crate) struct Workspace {
    folder: TempDir,
}

impl Workspace {
    pub(crate) fn new() -> Self {
        let workspace = Self::empty();
        workspace.write(REGISTRY, PARCELS);
        workspace.write(OLDER, &document("2026-01-01", ""));
        workspace.write(
            NEWER,
            &document("2026-02-01", "        weight:\n          type: integer\n"),
        );
        workspace.write(MANIFEST, &CLIENT_MANIFEST.replace("NAME", "parcels"));
        workspace
    }

    /// [`new`](Self::new), generated.
    pub(crate) fn generated() -> Self {
        let workspace = Self::new();
        assert_eq!(workspace.run(&["generate"]).code, Some(0));
        workspace
    }

    /// [`generated`](Self::generated), with the released copies of both dates.
    pub(crate) fn healthy() -> Self {
        let workspace = Self::generated();
        workspace.write(OLDER_RELEASED, &workspace.read(OLDER));
        workspace.write(NEWER_RELEASED, &workspace.read(NEWER));
        workspace
    }

    /// [`healthy`](Self::healthy), with a value more in the newer document than in its released copy: the wire breaks, and
    /// the generated client keeps the value.
    pub(crate) fn with_another_value() -> Self {
        let workspace = Self::healthy();
        for (path, values) in [(NEWER_RELEASED, "[packed]"), (NEWER, "[packed, sent]")] {
            workspace.edit(
                path,
                "x-known-values: [packed, sent]",
                &format!("enum: {values}"),
            );
        }
        assert_eq!(workspace.run(&["generate"]).code, Some(0));
        workspace
    }

    /// [`healthy`](Self::healthy), with the draft of a third date that breaks both others.
    pub(crate) fn with_draft() -> Self {
        let workspace = Self::healthy();
        let draft = workspace.read(NEWER).replace("2026-02-01", "2026-03-01");
        workspace.write(
            "openapi/parcels/2026-03-01.yaml",
            &draft.replace("required: [id]", "required: []"),
        );
        workspace.append(
            REGISTRY,
            "\n[[api.parcels.versions]]\ndate = \"2026-03-01\"\nstate = \"draft\"\n",
        );
        assert_eq!(workspace.run(&["generate"]).code, Some(0));
        workspace
    }

    pub(crate) fn empty() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// Adds the API `letters`, with one date, to the registry.
    pub(crate) fn add_letters(&self, with_client: bool) {
        let client = if with_client {
            "[api.letters.client]\ncrate = \"crates/letters\"\n"
        } else {
            ""
        };
        let registry = self.read(REGISTRY);
        let letters = "[[api.letters.versions]]\ndate = \"2026-01-01\"\nstate = \"draft\"\n";
        self.write(
            REGISTRY,
            &format!("{registry}\n[api.letters]\n\n{client}\n{letters}"),
        );
        self.write(
            "openapi/letters/2026-01-01.yaml",
            &document("2026-01-01", "").replace("arcel", "etter"),
        );
        if with_client {
            self.write(
                "crates/letters/Cargo.toml",
                &CLIENT_MANIFEST.replace("NAME", "letters"),
            );
        }
    }

    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    pub(crate) fn write(&self, path: &str, contents: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, contents).unwrap();
    }

    /// Replaces the one place where `from` stands in a file.
    pub(crate) fn edit(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert_eq!(text.matches(from).count(), 1, "{from:?} in {path}");
        self.write(path, &text.replace(from, to));
    }

    /// Appends to a file.
    pub(crate) fn append(&self, path: &str, text: &str) {
        self.write(path, &format!("{}{text}", self.read(path)));
    }

    /// The command `specdate ARGUMENTS`, run at the root and without settings for color.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_specdate"));
        command
            .args(arguments)
            .current_dir(self.root())
            .stdin(Stdio::null());
        for variable in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
            command.env_remove(variable);
        }
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        Run::of(arguments, self.command(arguments).output().unwrap())
    }

    /// A run that reads `input` from its standard input.
    pub(crate) fn run_with_input(&self, arguments: &[&str], input: &[u8]) -> Run {
        let mut command = self.command(arguments);
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let output = std::thread::scope(|scope| {
            // A program that stops early does not read the rest.
            scope.spawn(move || stdin.write_all(input).ok());
            child.wait_with_output().unwrap()
        });
        Run::of(arguments, output)
    }

    /// Every file below the root with its contents, by path with forward slashes.
    pub(crate) fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        let mut folders = vec![self.root().to_path_buf()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let name = path
                        .strip_prefix(self.root())
                        .unwrap()
                        .to_str()
                        .unwrap()
                        .replace('\\', "/");
                    files.insert(name, fs::read(path).unwrap());
                }
            }
        }
        files
    }

    /// The files that differ from `before`, that are new or that are gone.
    pub(crate) fn changed_since(&self, before: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
        let now = self.files();
        let names: BTreeSet<&String> = before.keys().chain(now.keys()).collect();
        names
            .into_iter()
            .filter(|name| before.get(*name) != now.get(*name))
            .cloned()
            .collect()
    }

    /// Gives every file a modification time long ago and returns it: a file that is written loses it.
    pub(crate) fn age(&self) -> SystemTime {
        let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
        for name in self.files().keys() {
            fs::File::options()
                .write(true)
                .open(self.path(name))
                .unwrap()
                .set_modified(long_ago)
                .unwrap();
        }
        long_ago
    }

    /// The files that were written since [`age`](Self::age) returned `aged`.
    pub(crate) fn written_since(&self, aged: SystemTime) -> Vec<String> {
        let modified = |name: &String| fs::metadata(self.path(name)).unwrap().modified().unwrap();
        self.files()
            .into_keys()
            .filter(|name| modified(name) != aged)
            .collect()
    }

    /// The temporary files that a run has left.
    pub(crate) fn temporary_files(&self) -> Vec<String> {
        let temporary = |name: &String| name.rsplit('/').next().unwrap().starts_with(".specdate-");
        self.files().into_keys().filter(temporary).collect()
    }
}

fn document(date: &str, more_members: &str) -> String {
    format!("{}{more_members}", DOCUMENT.replace("DATE", date))
}

/// What a run of the program gave.
pub(crate) struct Run {
    arguments: String,
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Run {
    pub(crate) fn of(arguments: &[&str], output: Output) -> Self {
        Self {
            arguments: arguments.join(" "),
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// All of it as one text. What depends on the generator's settings or on the machine is replaced.
    pub(crate) fn transcript(&self, workspace: &Workspace) -> String {
        let mut text = format!("$ specdate {}\n", self.arguments);
        for (name, stream) in [
            ("standard error", &self.stderr),
            ("standard output", &self.stdout),
        ] {
            if !stream.is_empty() {
                let _ = write!(text, "\n---- {name} ----\n{stream}");
            }
        }
        let code = self
            .code
            .map_or_else(|| "none".to_owned(), |code| code.to_string());
        let _ = write!(text, "\n---- exit code {code} ----\n");
        let root = fs::canonicalize(workspace.root()).unwrap();
        let text = text
            .replace(root.to_str().unwrap(), "[ROOT]")
            .replace(workspace.root().to_str().unwrap(), "[ROOT]");
        without_fingerprints(&text)
    }
}

/// `fnv1a-128:0123…` without its digits.
fn without_fingerprints(text: &str) -> String {
    const NAME: &str = "fnv1a-128:";
    let mut parts = text.split(NAME);
    let mut shown = parts.next().unwrap().to_owned();
    for part in parts {
        let rest = part.trim_start_matches(|digit: char| digit.is_ascii_hexdigit());
        let _ = write!(shown, "{NAME}[{} digits]{rest}", part.len() - rest.len());
    }
    shown
}
