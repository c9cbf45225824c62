//! The build of this workspace stops when the generated client is older than a document, and only then: copies made for
//! users of the client build whatever the documents beside them say.
//!
//! Everything here is done by real cargo in copies of the workspace.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use openapi_doc::FileSystem;
use registry::{Registry, VersionDate};
use specdate_tests::{REGISTRY, workspace_registry};

use crate::nested_cargo::{
    Outcome, cargo, cargo_reading_local_git, copy_of_workspace, empty_folder, forget_repositories,
    git, one_at_a_time, run,
};

/// The member that edits rename, and its new name. One schema alone has it.
const RENAMED: (&str, &str) = ("monitoring_enabled", "monitoring_active");
/// What every failure must tell to do.
const COMMAND: &str = "cargo xtask generate";
/// A document that no registry lists.
const UNLISTED: &str = "openapi/verifa/2099-01-01.yaml";
/// What the build script says in a copy made for a user: nothing about documents.
const SILENT: &str = "cargo::rerun-if-changed=build.rs\n";

#[test]
fn unchanged_documents_build_whatever_their_time_and_line_ends() {
    let _serial = one_at_a_time();
    let copy = copy_of_workspace("unchanged");
    let document = copy.join(newest_document());
    assert_eq!(compiled(&check(&copy).succeeded()), [true]);
    assert_eq!(
        compiled(&check(&copy).succeeded()),
        [false],
        "nothing changed, but the client is compiled again"
    );

    File::options()
        .write(true)
        .open(&document)
        .unwrap()
        .set_modified(SystemTime::now())
        .unwrap();
    assert_eq!(
        compiled(&check(&copy).succeeded()),
        [true],
        "the build does not watch {}",
        document.display()
    );

    let text = fs::read_to_string(&document).unwrap();
    fs::write(&document, text.replace('\n', "\r\n")).unwrap();
    assert_eq!(
        compiled(&check(&copy).succeeded()),
        [true],
        "the build does not watch {}",
        document.display()
    );
}

#[test]
fn changed_missing_and_unlisted_documents_stop_the_build() {
    let _serial = one_at_a_time();
    let copy = copy_of_workspace("changed");
    let (oldest, newest) = (oldest_document(), newest_document());
    let changed = [newest.as_str(), " changed "];
    let missing = [oldest.as_str(), " is missing"];
    let unlisted = [UNLISTED, " has no generated module"];

    // Each starts from a build that passed: the build has to notice by itself.
    let kept =
        [&oldest, &newest].map(|document| (document, fs::read(copy.join(document)).unwrap()));
    let restore_and_pass = || {
        for (document, bytes) in &kept {
            fs::write(copy.join(document), bytes).unwrap();
        }
        let _ = fs::remove_file(copy.join(UNLISTED));
        check(&copy).succeeded();
    };
    let says_only = |wanted: &[[&str; 2]]| {
        let stderr = check(&copy).failed_naming(&[COMMAND]).stderr;
        for problem in [changed, missing, unlisted] {
            let said = stderr
                .lines()
                .any(|line| problem.iter().all(|part| line.contains(part)));
            assert_eq!(said, wanted.contains(&problem), "{problem:?}:\n{stderr}");
        }
    };

    restore_and_pass();
    rename_member(&copy);
    says_only(&[changed]);

    restore_and_pass();
    fs::remove_file(copy.join(&oldest)).unwrap();
    says_only(&[missing]);

    restore_and_pass();
    fs::copy(copy.join(&newest), copy.join(UNLISTED)).unwrap();
    says_only(&[unlisted]);

    rename_member(&copy);
    fs::remove_file(copy.join(&oldest)).unwrap();
    says_only(&[changed, missing, unlisted]);
}

#[test]
fn regenerating_mends_the_build() {
    let _serial = one_at_a_time();
    let copy = copy_of_workspace("regenerated");
    let listing = copy.join(format!(
        "crates/verifa/src/generated/{}.surface.txt",
        newest_date().module_name()
    ));
    let before = fs::read_to_string(&listing).unwrap();
    rename_member(&copy);
    check(&copy).failed_naming(&[COMMAND]);

    let registry =
        Registry::parse(REGISTRY, &fs::read_to_string(copy.join(REGISTRY)).unwrap()).unwrap();
    let files = FileSystem::new(&copy).unwrap();
    openapi_codegen::generate(&registry, "openapi", &files, None)
        .unwrap()
        .plan
        .write(&copy)
        .unwrap();

    assert_eq!(compiled(&check(&copy).succeeded()), [true]);
    let after = fs::read_to_string(&listing).unwrap();
    insta::assert_snapshot!(changed_lines(&before, &after), @r"
    -  monitoring_enabled: Option<bool>
    +  monitoring_active: Option<bool>
    ");
}

#[test]
fn copies_made_for_users_build_with_stale_documents() {
    let _serial = one_at_a_time();
    let repository = copy_of_workspace("repository");
    let script = build_script(&repository);
    rename_member(&repository);
    let stale = output_in(&repository.join("crates/verifa"), &script).stdout;
    assert!(
        stale.contains("cargo::error=") && stale.contains(COMMAND),
        "the build must stop here:\n{stale}"
    );
    // Without dependencies, so that cargo can read the repository without asking a registry.
    write(
        &repository,
        "probe/Cargo.toml",
        &format!("{}[workspace]\n", manifest("probe")),
    );
    write(&repository, "probe/src/lib.rs", "");
    git(&repository, &["init", "--quiet"]).succeeded();
    git(&repository, &["add", "--all"]).succeeded();
    git(
        &repository,
        &[
            "commit",
            "--quiet",
            "--message",
            "A document newer than its module",
        ],
    )
    .succeeded();

    // The consumer tracks the same API and keeps a package of the client two levels below its own documents.
    let consumer = empty_folder("consumer");
    copy_folder(&repository.join("openapi"), &consumer.join("openapi"));
    let vendored = consumer.join("vendor/verifa");
    unpack_package(&repository, &vendored);
    let url = format!(
        "file://{}{}",
        if cfg!(windows) { "/" } else { "" },
        repository.display()
    )
    .replace('\\', "/");
    fetch_repository(&url);
    let options = format!(
        "package = \"verifa\", default-features = false, features = [\"{}\"]",
        newest_date().feature_name()
    );
    let dependencies = format!(
        "[workspace]\n[dependencies]\nfrom-git = {{ git = \"{url}\", {options} }}\nvendored = {{ path = \"vendor/verifa\", {options} }}\n"
    );
    write(
        &consumer,
        "Cargo.toml",
        &(manifest("consumer") + &dependencies),
    );
    write(&consumer, "src/lib.rs", "pub use {from_git, vendored};\n");
    fs::copy(repository.join("Cargo.lock"), consumer.join("Cargo.lock")).unwrap();
    let built = cargo(
        &consumer,
        &["check", "--message-format=json-render-diagnostics"],
    )
    .succeeded()
    .libraries("verifa");
    let (packaged, checked_out): (Vec<_>, Vec<_>) =
        built.iter().partition(|(folder, _)| *folder == vendored);
    assert_eq!((packaged.len(), checked_out.len()), (1, 1), "{built:?}");
    for (folder, _) in &built {
        assert_eq!(
            output_in(folder, &script).succeeded().stdout,
            SILENT,
            "{}",
            folder.display()
        );
    }

    let without_documents = copy_of_workspace("without-documents");
    fs::remove_dir_all(without_documents.join("openapi")).unwrap();
    check(&without_documents).succeeded();
    let output = output_in(&without_documents.join("crates/verifa"), &script);
    assert_eq!(output.succeeded().stdout, SILENT);
}

/// Checks the client in a copy with its newest date and nothing else: the fewest dependencies.
fn check(workspace: &Path) -> Outcome {
    let feature = newest_date().feature_name();
    cargo(
        workspace,
        &[
            "check",
            "--locked",
            "-p",
            "verifa",
            "--no-default-features",
            "--features",
            &feature,
            "--message-format=json-render-diagnostics",
        ],
    )
}

/// For each client that cargo brought up to date, whether it compiled it.
fn compiled(outcome: &Outcome) -> Vec<bool> {
    outcome
        .libraries("verifa")
        .into_iter()
        .map(|(_, compiled)| compiled)
        .collect()
}

fn dates() -> Vec<VersionDate> {
    workspace_registry()
        .api("verifa")
        .unwrap()
        .supported()
        .map(|version| version.date)
        .collect()
}

fn oldest_date() -> VersionDate {
    *dates().first().expect("the API has dates")
}

fn newest_date() -> VersionDate {
    *dates().last().expect("the API has dates")
}

fn document(date: VersionDate) -> String {
    format!(
        "openapi/{}",
        workspace_registry()
            .api("verifa")
            .unwrap()
            .entry(date)
            .unwrap()
            .document
    )
}

fn oldest_document() -> String {
    document(oldest_date())
}

fn newest_document() -> String {
    document(newest_date())
}

/// Renames a member in the newest document, and does not generate.
fn rename_member(workspace: &Path) {
    let path = workspace.join(newest_document());
    let text = fs::read_to_string(&path).unwrap();
    let renamed = text.replace(RENAMED.0, RENAMED.1);
    assert_ne!(
        renamed, text,
        "the document has no {}: choose another member",
        RENAMED.0
    );
    fs::write(&path, renamed).unwrap();
}

/// The lines of two listings that differ, header aside.
fn changed_lines(before: &str, after: &str) -> String {
    let lines = |text| -> Vec<&str> {
        str::lines(text)
            .filter(|line| !line.starts_with('#'))
            .collect()
    };
    let (before, after) = (lines(before), lines(after));
    let diff = similar::TextDiff::from_slices(&before, &after);
    let changes = diff
        .iter_all_changes()
        .filter(|change| change.tag() != similar::ChangeTag::Equal);
    let changes: Vec<String> = changes
        .map(|change| format!("{}{}", change.tag(), change.value()))
        .collect();
    changes.join("\n")
}

/// The build script of the client, as a program.
fn build_script(workspace: &Path) -> PathBuf {
    let program = empty_folder("build-script").join("build-script");
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let source = workspace.join("crates/verifa/build.rs");
    run(Command::new(rustc)
        .args(["--edition", "2024", "-o"])
        .arg(&program)
        .arg(source))
    .succeeded();
    program
}

/// Runs the build script as cargo does for the package in `folder`.
fn output_in(folder: &Path, script: &Path) -> Outcome {
    run(Command::new(script)
        .current_dir(folder)
        .env("CARGO_MANIFEST_DIR", folder))
}

/// Packages the client of `workspace` as for a registry, and unpacks it into `folder`.
fn unpack_package(workspace: &Path, folder: &Path) {
    // cargo says where it puts packages by the name of the target directory only.
    let packages = empty_folder("packages");
    let target = packages.display().to_string();
    cargo(
        workspace,
        &[
            "package",
            "-p",
            "verifa",
            "--no-verify",
            "--target-dir",
            &target,
        ],
    )
    .succeeded();
    let found: Vec<PathBuf> = fs::read_dir(packages.join("package"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "crate"))
        .collect();
    assert_eq!(found.len(), 1, "{found:?}");
    fs::create_dir_all(folder).unwrap();
    // The times in a package never change; with `m` cargo sees that this one is new.
    let mut tar = Command::new("tar");
    run(tar
        .arg("-xzmf")
        .arg(found.first().unwrap())
        .arg("-C")
        .arg(folder)
        .arg("--strip-components=1"))
    .succeeded();
    assert!(
        folder.join("build.rs").is_file(),
        "a package needs the build script that its manifest names"
    );
    assert!(
        !folder.join("openapi").exists(),
        "documents do not belong into the package"
    );
}

/// Makes cargo read the repository into its home: offline it only uses what it has read before.
fn fetch_repository(url: &str) {
    forget_repositories();
    let reader = empty_folder("reader");
    let dependency = format!("[workspace]\n[dependencies]\nprobe = {{ git = \"{url}\" }}\n");
    write(&reader, "Cargo.toml", &(manifest("reader") + &dependency));
    write(&reader, "src/lib.rs", "");
    cargo_reading_local_git(&reader, &["fetch"]).succeeded();
}

fn manifest(name: &str) -> String {
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n"
    )
}

fn write(folder: &Path, path: &str, text: &str) {
    let file = folder.join(path);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, text).unwrap();
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy_folder(&path, &target);
        } else {
            fs::copy(&path, target).unwrap();
        }
    }
}
