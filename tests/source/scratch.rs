//! Crates outside the workspace: a client with the modules of two dates, and programs that use it. They take their
//! dependencies from the lock file of the workspace.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use openapi_codegen::generate;
use openapi_doc::MemoryFiles;
use registry::Registry;
use serde_json::Value;
use specdate_tests::root;

use crate::programs::{Program, TOYS, VERIFA};

const REGISTRY: &str = r#"
[api.toys]
title = "Toys"
[api.toys.headers]
version = "Version"
[api.toys.client]
crate = "toys"
[[api.toys.versions]]
date = "2026-01-01"
state = "active"
released = "2026-01-01"
[[api.toys.versions]]
date = "2026-02-01"
state = "active"
released = "2026-02-01"
"#;

const BASE: &str = include_str!("base.yaml");
const REVISION: &str = include_str!("revision.yaml");

const MANIFEST: &str = r#"[package]
name = "toys"
version = "0.0.0"
edition = "2024"

[features]
default = ["v2026-01-01", "v2026-02-01"]
v2026-01-01 = []
v2026-02-01 = []

[dependencies]
chrono = { version = "0.4", default-features = false, features = ["serde", "std"] }
futures-core = { version = "0.3", default-features = false, features = ["std"] }
progenitor-client = "=0.15.1"
reqwest = { version = "0.13", default-features = false, features = ["json", "multipart", "query", "stream"] }
serde = { version = "1", features = ["derive"] }
serde_json = "1"
"#;

/// The root of the client: the layer that generated modules stand on is that of the workspace's client.
const LIBRARY: &str = "#![allow(warnings)]
mod generated;
mod support;
pub use generated::*;
pub use support::{ApiKey, BuildError, ClientBuilder, DEFAULT_BASE_URL, DatedClient, Error, ErrorKind, FormPart, FormPartKind, RateLimit, Redacted, ResponseValue, http_client_builder};
";

/// What was generated from the two documents.
pub struct Clients {
    /// The listing of the older one.
    pub base: String,
    pub revision: String,
    files: Vec<(String, String)>,
}

pub fn clients() -> Clients {
    let registry = Registry::parse("openapi/specdate.toml", REGISTRY)
        .unwrap_or_else(|problems| panic!("{problems:?}"));
    let files = MemoryFiles::new([
        ("openapi/toys/2026-01-01.yaml", BASE),
        ("openapi/toys/2026-02-01.yaml", REVISION),
        ("toys/Cargo.toml", "[package]\nname = \"toys\"\n"),
    ]);
    let generation =
        generate(&registry, "openapi", &files, None).unwrap_or_else(|errors| panic!("{errors:?}"));
    let files = generation.plan.files;
    let listing = |module: &str| files[&format!("toys/src/generated/{module}.surface.txt")].clone();
    Clients {
        base: listing("v2026_01_01"),
        revision: listing("v2026_02_01"),
        files: files.into_iter().collect(),
    }
}

/// A workspace with the registry, the documents and the client that was generated from them.
pub fn write_workspace(folder: &Path, clients: &Clients) {
    put(&folder.join("openapi/specdate.toml"), REGISTRY);
    for (date, text) in [("2026-01-01", BASE), ("2026-02-01", REVISION)] {
        put(&folder.join(format!("openapi/toys/{date}.yaml")), text);
    }
    for (path, text) in &clients.files {
        put(&folder.join(path), text);
    }
}

/// The programs that the compiler refuses: `base_NAME` and `revision_NAME`. Everything is checked at once, offline.
pub fn refused(clients: &Clients) -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("source");
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("source-target");
    write_crates(&folder, clients);
    let output = Command::new(env!("CARGO"))
        .args([
            "check",
            "--quiet",
            "--offline",
            "--keep-going",
            "--message-format=json",
        ])
        .args(["--package", "programs", "--bins"])
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", &target)
        .output()
        .unwrap();
    let stdout = String::from_utf8(output.stdout).unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    let messages: Vec<Value> = stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let failed = messages.iter().filter(|message| {
        message["target"]["kind"][0] != "bin" && message["message"]["level"] == "error"
    });
    let failed: Vec<&Value> = failed
        .map(|message| &message["message"]["rendered"])
        .collect();
    assert!(failed.is_empty(), "a client does not compile: {failed:#?}");
    let names = |reason: &str| {
        let of_programs = messages.iter().filter(|message| {
            let target = &message["target"];
            message["reason"] == reason && target["kind"][0] == "bin"
        });
        let named = of_programs.filter(|message| {
            reason != "compiler-message" || message["message"]["level"] == "error"
        });
        named
            .map(|message| message["target"]["name"].as_str().unwrap().to_owned())
            .collect::<BTreeSet<String>>()
    };
    let (compiled, refused) = (names("compiler-artifact"), names("compiler-message"));
    // Without an answer about each program nothing is shown.
    let all: BTreeSet<String> = bins().map(|(name, _)| name).collect();
    let known: BTreeSet<String> = compiled.union(&refused).cloned().collect();
    assert_eq!(known, all, "{stderr}");
    assert!(compiled.is_disjoint(&refused), "{stderr}");
    refused
}

/// The name and the text of every program.
fn bins() -> impl Iterator<Item = (String, String)> {
    let toys = TOYS.iter().map(|program| ("toys", program));
    let verifa = VERIFA.iter().map(|program| ("verifa", program));
    toys.chain(verifa).flat_map(|(of, program)| {
        [("base", "v2026_01_01"), ("revision", "v2026_02_01")].map(|(side, module)| {
            let Program { name, body, .. } = program;
            let text = format!(
                "#![allow(warnings)]\nuse {of}::{module} as api;\nuse api::types;\n{body}\nfn main() {{}}\n"
            );
            (format!("{side}_{name}"), text)
        })
    })
}

fn write_crates(folder: &Path, clients: &Clients) {
    let bin = folder.join("programs/src/bin");
    // Programs of an older state of this test would be built as well.
    let _ = fs::remove_dir_all(&bin);
    put(
        &folder.join("Cargo.toml"),
        "[workspace]\nresolver = \"3\"\nmembers = [\"programs\", \"toys\"]\n",
    );
    let verifa = root().join("crates/verifa");
    let manifest = format!(
        "[package]\nname = \"programs\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\ntoys = {{ path = \"../toys\" }}\nverifa = {{ path = {:?}, default-features = false, features = [\"all-dates\"] }}\n",
        verifa.to_str().unwrap()
    );
    put(&folder.join("programs/Cargo.toml"), &manifest);
    for (name, text) in bins() {
        put(&bin.join(format!("{name}.rs")), &text);
    }
    put(&folder.join("toys/Cargo.toml"), MANIFEST);
    put(&folder.join("toys/src/lib.rs"), LIBRARY);
    let is_code = |path: &str| Path::new(path).extension().is_some_and(|end| end == "rs");
    for (path, text) in clients.files.iter().filter(|(path, _)| is_code(path)) {
        put(&folder.join(path), text);
    }
    let support = verifa.join("src/support");
    for file in fs::read_dir(&support).unwrap() {
        let file = file.unwrap();
        let text = fs::read_to_string(file.path()).unwrap();
        put(
            &folder.join("toys/src/support").join(file.file_name()),
            &text,
        );
    }
    // Cargo takes out what is not needed.
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
}

/// Writes a file only where it differs, so that cargo builds only what changed.
fn put(path: &Path, text: &str) {
    if fs::read_to_string(path).ok().as_deref() != Some(text) {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}
