//! The crates are compiled, and called against a server that notes what comes.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::{GENERATED, chain, standalone};

/// Variables with which cargo tells a test about its own package, and would tell the cargo inside as well.
const OWN_VARIABLES: [&str; 6] = [
    "CARGO_CRATE_NAME",
    "CARGO_MANIFEST_",
    "CARGO_PKG_",
    "CARGO_PRIMARY_PACKAGE",
    "CARGO_TARGET_",
    "OUT_DIR",
];

#[test]
fn our_documents_compile_and_do_on_the_wire_what_they_say() {
    let mut files = BTreeMap::from([(
        "probe/Cargo.toml".to_owned(),
        include_str!("probe/Cargo.toml.txt").to_owned(),
    )]);
    files.insert(
        "probe/src/main.rs".to_owned(),
        include_str!("probe/main.rs").to_owned(),
    );
    let mut members = vec!["probe", "chain"];
    files.extend(chain().plan.files);
    for (name, text) in GENERATED {
        let generation = standalone(name, &format!("{name}.yaml"), text.as_bytes()).unwrap();
        files.extend(generation.plan.files);
        members.push(name);
    }
    let folder = write_workspace("own", &members, &files);
    cargo(&folder, &["check", "--workspace"]);
    cargo(&folder, &["run", "--package", "probe"]);
}

#[test]
fn documents_of_others_compile() {
    let Some(specs) = std::env::var_os("SPECDATE_SPECS").map(PathBuf::from) else {
        println!(
            "skipped: SPECDATE_SPECS does not name the folder of GitHub's and Stripe's documents"
        );
        return;
    };
    let mut names: Vec<PathBuf> = fs::read_dir(specs)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "json")
        })
        .collect();
    names.sort();
    assert!(!names.is_empty(), "SPECDATE_SPECS has no document");
    for path in names {
        let text = fs::read(&path).unwrap();
        let generation = standalone("others", "others.json", &text)
            .unwrap_or_else(|errors| panic!("{}: {errors:#?}", path.display()));
        // One after the other: two of them together need more memory than most machines have.
        let folder = write_workspace("others", &["others"], &generation.plan.files);
        cargo(&folder, &["check", "--workspace"]);
    }
}

/// Writes a workspace of its own, locked to the versions of ours, so that nothing is looked up.
fn write_workspace(name: &str, members: &[&str], files: &BTreeMap<String, String>) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("standalone")
        .join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    fs::create_dir_all(&folder).unwrap();
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../Cargo.lock");
    fs::copy(lock, folder.join("Cargo.lock")).unwrap();
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = {members:?}\n\n[profile.dev]\ndebug = 0\n"
    );
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    for (path, text) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

#[track_caller]
fn cargo(folder: &Path, arguments: &[&str]) {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("standalone/target");
    let mut command = Command::new(env!("CARGO"));
    command
        .args(arguments)
        .args(["--offline", "--quiet"])
        .current_dir(folder);
    for (name, _) in std::env::vars_os() {
        let is_own = name
            .to_str()
            .is_some_and(|name| OWN_VARIABLES.iter().any(|own| name.starts_with(own)));
        if is_own {
            command.env_remove(name);
        }
    }
    command.env("CARGO_TARGET_DIR", target);
    let output = command.output().unwrap();
    assert!(
        output.status.success(),
        "cargo {arguments:?} failed:\n{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}
