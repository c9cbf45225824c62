//! The structure of the workspace: who may depend on whom, what stands where, what every file keeps to.
//!
//! Each rule is one test, and its message says what to do.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::OnceLock;

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, Package, PackageId};
use specdate_tests::root;
use toml_edit::{DocumentMut, Item};

use crate::files;

/// The package of these tests: the only one that may depend on all others.
const TESTS: &str = "specdate-tests";

/// What each crate may depend on inside the workspace. A crate that does not exist yet may be listed.
const ALLOWED: &[(&str, &[&str])] = &[
    ("source-tree", &[]),
    ("registry", &[]),
    ("schema-subset", &["source-tree"]),
    ("openapi-doc", &["source-tree", "schema-subset"]),
    (
        "openapi-compat",
        &["openapi-doc", "source-tree", "schema-subset"],
    ),
    (
        "openapi-codegen",
        &["openapi-doc", "source-tree", "schema-subset", "registry"],
    ),
    (
        "openapi-mock",
        &["openapi-doc", "source-tree", "schema-subset", "registry"],
    ),
    (
        "specdate",
        &[
            "source-tree",
            "registry",
            "schema-subset",
            "openapi-doc",
            "openapi-compat",
            "openapi-codegen",
            "openapi-mock",
        ],
    ),
    ("xtask", &["specdate"]),
    ("verifa", &[]),
];

/// What may stand at the top level beside places whose names begin with a dot.
const TOP_LEVEL: &[&str] = &[
    "Cargo.lock",
    "Cargo.toml",
    "README.md",
    "crates",
    "openapi",
    "tests",
    "xtask",
];

/// The longest that a file written by hand may be.
const MAX_LINES: usize = 700;

/// The endings of files written by hand. Documents are as long as the API that they describe, and snapshots as long as
/// what they show.
const BY_HAND: &[&str] = &["md", "rs", "sh", "toml"];

/// Files that may name an absolute path, each with the reason.
const MAY_NAME_PATHS: &[(&str, &str)] = &[];

#[test]
fn crates_depend_only_on_what_the_design_allows() {
    let metadata = members();
    let names: BTreeSet<&str> = metadata
        .packages
        .iter()
        .map(|package| package.name.as_str())
        .collect();
    let mut wrong = Vec::new();
    for package in &metadata.packages {
        for dependency in &package.dependencies {
            if names.contains(dependency.name.as_str()) {
                wrong.extend(judge_edge(&package.name, &dependency.name, dependency.kind));
            }
        }
        if !package
            .dependencies
            .iter()
            .any(|dependency| names.contains(dependency.name.as_str()))
        {
            wrong.extend(unknown_crate(&package.name));
        }
    }
    report(
        "edges between crates that the layout does not allow",
        &wrong,
    );
}

#[test]
fn the_rule_for_edges_refuses_what_it_should() {
    use DependencyKind::{Build, Development, Normal};
    for (from, to, kind) in [
        ("verifa", "registry", Normal),
        ("verifa", "openapi-codegen", Build),
        ("verifa", "openapi-codegen", Development),
        ("source-tree", "openapi-doc", Development),
        ("registry", "source-tree", Normal),
        ("openapi-compat", "registry", Normal),
        ("specdate", "verifa", Normal),
        ("specdate", "registry", Build),
        ("xtask", "registry", Normal),
        ("openapi-codegen", TESTS, Development),
        ("newcomer", "source-tree", Normal),
        (TESTS, "verifa", Build),
    ] {
        assert!(
            judge_edge(from, to, kind).is_some(),
            "{from} -> {to} ({kind:?}) must be refused"
        );
    }
    for (from, to, kind) in [
        ("openapi-doc", "source-tree", Normal),
        ("openapi-codegen", "registry", Development),
        ("xtask", "specdate", Normal),
        (TESTS, "verifa", Development),
    ] {
        assert_eq!(judge_edge(from, to, kind), None);
    }
    assert!(unknown_crate("newcomer").is_some());
}

/// What is wrong with one edge, if anything.
fn judge_edge(from: &str, to: &str, kind: DependencyKind) -> Option<String> {
    if kind == DependencyKind::Build {
        return Some(format!(
            "{from} -> {to}: no crate of the workspace is a build-dependency; generate instead"
        ));
    }
    if from == TESTS {
        return None;
    }
    let Some((_, allowed)) = ALLOWED.iter().find(|(name, _)| *name == from) else {
        return unknown_crate(from);
    };
    (!allowed.contains(&to)).then(|| {
        let allowed = if allowed.is_empty() { "none of the workspace's crates".to_owned() } else { allowed.join(", ") };
        format!(
            "{from} -> {to}: {from} may see {allowed}; move what both need below both, or a test of both into `tests`"
        )
    })
}

fn unknown_crate(name: &str) -> Option<String> {
    (name != TESTS && ALLOWED.iter().all(|(known, _)| *known != name)).then(|| {
        format!("{name} is a new crate: add it and what it may see to ALLOWED in tests/workspace/architecture.rs and to the layout in the design")
    })
}

#[test]
fn the_top_level_holds_what_it_should() {
    let Some(files) = files::known_to_git() else {
        eprintln!(
            "skipped: git or the repository is absent, so what belongs to the workspace is not known"
        );
        return;
    };
    let top: BTreeSet<&str> = files
        .iter()
        .filter_map(|file| file.split('/').next())
        .collect();
    let wrong: Vec<&str> = top
        .into_iter()
        .filter(|name| !name.starts_with('.') && !TOP_LEVEL.contains(name))
        .collect();
    report(
        "the top level is fixed; move these below it, or ignore them",
        &wrong,
    );
}

#[test]
fn crates_take_their_common_keys_from_the_workspace() {
    let mut wrong = Vec::new();
    for package in &members().packages {
        let manifest = &package.manifest_path;
        let name = &package.name;
        let document: DocumentMut = std::fs::read_to_string(manifest).unwrap().parse().unwrap();
        let inherits = |item: Option<&Item>| {
            item.and_then(|item| item.get("workspace")?.as_bool())
                .unwrap_or_default()
        };
        if !inherits(document.get("lints")) {
            wrong.push(format!("{name}: add `[lints]` with `workspace = true`"));
        }
        for key in ["edition", "rust-version", "license"] {
            if !inherits(document.get("package").and_then(|table| table.get(key))) {
                wrong.push(format!("{name}: write `{key}.workspace = true`"));
            }
        }
    }
    report(
        "manifests that do not take their keys from the workspace",
        &wrong,
    );
}

#[test]
fn the_rust_version_covers_every_dependency() {
    let metadata = resolved();
    let ours = own_package(metadata)
        .rust_version
        .clone()
        .expect("the workspace sets rust-version");
    let mut wrong: Vec<String> = metadata
        .packages
        .iter()
        .filter_map(|package| Some((package, package.rust_version.as_ref()?)))
        .filter(|(_, needed)| **needed > ours)
        .map(|(package, needed)| {
            format!("{} {} needs Rust {needed}", package.name, package.version)
        })
        .collect();
    wrong.sort();
    report(
        &format!(
            "`rust-version` of the workspace is {ours}; raise it in Cargo.toml, or take an older release of"
        ),
        &wrong,
    );
}

#[test]
fn the_client_pulls_in_no_generator() {
    let metadata = resolved();
    let resolve = metadata.resolve.as_ref().expect("cargo metadata resolves");
    let nodes: BTreeMap<&PackageId, _> =
        resolve.nodes.iter().map(|node| (&node.id, node)).collect();
    let names: BTreeMap<&PackageId, &str> = metadata
        .packages
        .iter()
        .map(|package| (&package.id, package.name.as_str()))
        .collect();
    let client = metadata
        .packages
        .iter()
        .find(|package| package.name == "verifa")
        .expect("the client is a member");

    // Each package with the chain that leads to it: the message shows who to ask.
    let mut reached: BTreeMap<&PackageId, String> =
        BTreeMap::from([(&client.id, "verifa".to_owned())]);
    let mut open = vec![&client.id];
    while let Some(id) = open.pop() {
        let chain = reached.get(id).cloned().unwrap_or_default();
        for dependency in nodes.get(id).into_iter().flat_map(|node| &node.deps) {
            let built = dependency
                .dep_kinds
                .iter()
                .any(|info| info.kind != DependencyKind::Development);
            if built && !reached.contains_key(&dependency.pkg) {
                let name = names.get(&dependency.pkg).copied().unwrap_or("?");
                reached.insert(&dependency.pkg, format!("{chain} -> {name}"));
                open.push(&dependency.pkg);
            }
        }
    }
    assert!(
        reached
            .values()
            .any(|chain| chain.ends_with(" -> progenitor-client")),
        "the client is built on progenitor-client; this walk did not find it, so it proves nothing"
    );
    let wrong: Vec<&String> = reached
        .iter()
        .filter(|(id, _)| names.get(*id).is_some_and(|name| is_generator(name)))
        .map(|(_, chain)| chain)
        .collect();
    report(
        "the client must build without a generator; remove the dependency that leads to",
        &wrong,
    );
}

fn is_generator(name: &str) -> bool {
    name.starts_with("typify") || (name.starts_with("progenitor") && name != "progenitor-client")
}

#[test]
fn files_stay_short() {
    let mut wrong = Vec::new();
    for file in files::all() {
        let by_hand = Path::new(&file)
            .extension()
            .is_some_and(|end| BY_HAND.iter().any(|known| end == *known));
        let text = if by_hand {
            files::text(&file)
        } else {
            continue;
        };
        let lines = text.lines().count();
        if lines > MAX_LINES && !is_marked(&text) {
            wrong.push(format!("{file}: {lines} lines"));
        }
    }
    report(
        &format!("files above {MAX_LINES} lines; split them by what they are about"),
        &wrong,
    );
}

#[test]
fn no_file_names_a_path_of_a_machine() {
    let mut wrong = Vec::new();
    for file in files::all() {
        if MAY_NAME_PATHS.iter().any(|(allowed, _)| *allowed == file) {
            continue;
        }
        for (index, line) in files::text(&file).lines().enumerate() {
            if let Some(path) = machine_path(line) {
                wrong.push(format!("{file}:{}: {path}", index + 1));
            }
        }
    }
    report(
        "absolute paths of a developer's machine; write them from the workspace's root, or add the file and the reason to MAY_NAME_PATHS",
        &wrong,
    );
}

#[test]
fn the_rule_for_paths_refuses_what_it_should() {
    let [home, work, users] = ["home", "work", "Users"];
    for line in [
        format!("/{home}/ada/specdate"),
        format!("see (/{work}/main)"),
        format!("file:///{users}/ada"),
        format!("C:\\{users}\\ada"),
    ] {
        assert!(machine_path(&line).is_some(), "{line}");
    }
    for line in [
        format!("src/{home}/mod.rs"),
        format!("https://example.com/{work}/1"),
        format!("/{users}"),
    ] {
        assert_eq!(machine_path(&line), None, "{line}");
    }
}

/// The first path in `line` that begins with a folder in which people or build machines work. The folders' names stand
/// apart from their slashes, or this file would be its own first finding.
fn machine_path(line: &str) -> Option<&str> {
    let windows = format!(":\\{}\\", "Users");
    let found = ["home", "root", "tmp", "Users", "work"]
        .iter()
        .flat_map(|folder| {
            let pattern = format!("/{folder}/");
            line.match_indices(&pattern)
                .map(|(at, _)| at)
                .collect::<Vec<_>>()
        });
    // In the middle of a longer path or address the same name means nothing.
    let begins = |at: &usize| {
        let before = line.get(..*at).unwrap_or_default();
        before.ends_with("://")
            || !before.ends_with(|c: char| c.is_alphanumeric() || "._-}>*$".contains(c))
    };
    let at = found.filter(begins).min().or_else(|| line.find(&windows))?;
    line.get(at..)?
        .split(|c: char| c.is_whitespace() || "\"'`)>".contains(c))
        .next()
}

#[test]
fn no_unfinished_code_is_left() {
    let marks = ["todo", "unimplemented", "dbg"].map(|name| format!("{name}!("));
    let mut wrong = Vec::new();
    for file in files::all().into_iter().filter(|file| is_source(file)) {
        for (index, line) in files::text(&file).lines().enumerate() {
            if let Some(mark) = marks.iter().find(|mark| line.contains(*mark)) {
                wrong.push(format!("{file}:{}: {mark}…)", index + 1));
            }
        }
    }
    report(
        "code that is not finished; finish it or leave it out",
        &wrong,
    );
}

/// Rust that is no test.
fn is_source(file: &str) -> bool {
    Path::new(file).extension().is_some_and(|end| end == "rs")
        && !file
            .split('/')
            .any(|part| part == "tests" || part == "tests.rs")
}

#[test]
fn generated_files_say_so_and_no_others_do() {
    let mut wrong = Vec::new();
    for file in files::all() {
        let marked = is_marked(&files::text(&file));
        let generated = file.contains("/src/generated/") || file.ends_with("Cargo.lock");
        if generated && !marked {
            wrong.push(format!(
                "{file}: its first line lacks `@{}`; generate it, or move it elsewhere",
                "generated"
            ));
        } else if marked && !generated {
            wrong.push(format!(
                "{file}: marked as generated, but not in a folder `src/generated`; move it there"
            ));
        }
    }
    report("generated files and their mark do not agree", &wrong);
}

/// Whether the first line says that the file was generated.
fn is_marked(text: &str) -> bool {
    text.lines().next().is_some_and(|first| {
        first.starts_with(['/', '#']) && first.contains(concat!("@", "generated"))
    })
}

#[test]
fn no_snapshot_waits_for_review() {
    // git ignores them, so the folders are searched.
    let mut wrong = Vec::new();
    let mut folders = vec![root()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            if path.is_dir() && name != ".git" && name != "target" {
                folders.push(path);
            } else if name.ends_with(".snap.new") || name.ends_with(".pending-snap") {
                wrong.push(path.strip_prefix(root()).unwrap().display().to_string());
            }
        }
    }
    report(
        "snapshots that nobody has looked at; run `cargo insta review`",
        &wrong,
    );
}

/// Fails with `heading` and one line per finding.
fn report(heading: &str, wrong: &[impl AsRef<str>]) {
    let lines: Vec<&str> = wrong.iter().map(AsRef::as_ref).collect();
    assert!(lines.is_empty(), "{heading}:\n  {}", lines.join("\n  "));
}

/// The members, as their manifests say.
fn members() -> &'static Metadata {
    static MEMBERS: OnceLock<Metadata> = OnceLock::new();
    MEMBERS.get_or_init(|| {
        metadata(&["--no-deps"]).unwrap_or_else(|error| panic!("cargo metadata: {error}"))
    })
}

/// The members and all that they depend on, with every feature.
fn resolved() -> &'static Metadata {
    static RESOLVED: OnceLock<Metadata> = OnceLock::new();
    RESOLVED.get_or_init(|| {
        // What other systems need is only there after `cargo fetch`; what this one needs was built.
        metadata(&["--all-features"])
            .or_else(|_| metadata(&["--all-features", "--filter-platform", host()]))
            .unwrap_or_else(|error| panic!("cargo metadata: {error}\nbuild the workspace first: this test does not use the network"))
    })
}

fn metadata(options: &[&str]) -> cargo_metadata::Result<Metadata> {
    let options = ["--offline", "--locked"]
        .iter()
        .chain(options)
        .map(ToString::to_string);
    MetadataCommand::new()
        .cargo_path(env!("CARGO"))
        .manifest_path(root().join("Cargo.toml"))
        .other_options(options.collect::<Vec<_>>())
        .exec()
}

/// The target triple that this toolchain builds for.
fn host() -> &'static str {
    static HOST: OnceLock<String> = OnceLock::new();
    HOST.get_or_init(|| {
        let output = std::process::Command::new(env!("CARGO"))
            .args(["--version", "--verbose"])
            .output()
            .unwrap();
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        text.lines()
            .find_map(|line| line.strip_prefix("host: "))
            .expect("cargo names its host")
            .to_owned()
    })
}

fn own_package(metadata: &Metadata) -> &Package {
    metadata
        .packages
        .iter()
        .find(|package| package.name == TESTS)
        .expect("these tests are a member")
}
