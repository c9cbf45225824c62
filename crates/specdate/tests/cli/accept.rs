//! `specdate accept`: what it writes, and what it refuses.

use crate::workspace::{REGISTRY, Run, Workspace};

const TODAY: &str = "2026-03-01";

/// The newer document has a value more than its released copy, and the fingerprint of that.
fn with_a_break() -> (Workspace, String) {
    let workspace = Workspace::with_another_value();
    let run = workspace.run(&["check", "--today", TODAY]);
    let mut lines = run
        .stdout
        .lines()
        .filter_map(|line| line.trim().strip_prefix("fingerprint"));
    let fingerprint = lines.next().unwrap().trim().to_owned();
    (workspace, fingerprint)
}

fn accept(workspace: &Workspace, fingerprint: &str, more: &[&str]) -> Run {
    let arguments = [
        "accept",
        fingerprint,
        "--today",
        TODAY,
        "--reason",
        "agreed",
    ];
    workspace.run(&[&arguments, more].concat())
}

#[test]
fn an_entry_is_written_and_nothing_else() {
    let (workspace, fingerprint) = with_a_break();
    let registry = format!("# Ours. \n{}\n# The end.", workspace.read(REGISTRY));
    workspace.write(REGISTRY, &registry);
    let before = workspace.files();
    let more = [
        "--until",
        TODAY,
        "--by",
        "API team",
        "--evidence",
        "a \"note\"",
    ];
    let run = accept(&workspace, &fingerprint, &more);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    insta::assert_snapshot!(run.transcript(&workspace));
    assert_eq!(workspace.changed_since(&before), [REGISTRY]);
    let after = workspace.read(REGISTRY);
    let added = after.strip_prefix(&registry).unwrap();
    insta::assert_snapshot!(added);
    assert_eq!(workspace.run(&["check", "--today", TODAY]).code, Some(0));
    assert_eq!(workspace.temporary_files(), [""; 0]);
}

#[test]
fn what_was_wrong_in_the_document_needs_evidence() {
    let (workspace, fingerprint) = with_a_break();
    let before = workspace.files();
    let run = accept(&workspace, &fingerprint, &["--kind", "correction"]);
    assert_eq!(run.code, Some(2));
    assert!(
        run.stderr
            .contains("error: a correction needs `--evidence`\n"),
        "{}",
        run.stderr
    );
    assert_eq!(workspace.changed_since(&before), [""; 0]);
    let evidence = [
        "--kind",
        "correction",
        "--evidence",
        "the log of the server",
    ];
    let run = accept(&workspace, &fingerprint, &evidence);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let registry = workspace.read(REGISTRY);
    let lines = "kind = \"correction\"\nevidence = \"the log of the server\"\n";
    assert!(registry.contains(lines), "{registry}");
}

#[test]
fn refusals_write_nothing_and_say_what_to_do() {
    let (workspace, fingerprint) = with_a_break();
    let before = workspace.files();
    let mut near = fingerprint.clone();
    near.replace_range(0..1, if near.starts_with('0') { "1" } else { "0" });
    let runs = [
        accept(&workspace, &near, &[]),
        accept(&workspace, "something-else", &[]),
        accept(&workspace, &fingerprint, &["--until", "2026-02-28"]),
    ];
    for (run, said) in runs.iter().zip([
        format!("help: did you mean `{fingerprint}` ("),
        format!("help: these can be accepted: `{fingerprint}` ("),
        "error: `--until 2026-02-28` is over: today is 2026-03-01\n".to_owned(),
    ]) {
        assert_eq!(run.code, Some(2));
        assert!(run.stderr.contains(&said), "{said} in {}", run.stderr);
        assert_eq!(run.stdout, "");
    }
    let run = workspace.run(&["accept", &fingerprint, "--reason", " "]);
    assert_eq!(run.code, Some(2));
    assert_eq!(workspace.changed_since(&before), [""; 0]);
}

#[test]
fn nothing_is_accepted_twice() {
    let (workspace, fingerprint) = with_a_break();
    assert_eq!(
        accept(&workspace, &fingerprint, &["--until", TODAY]).code,
        Some(0)
    );
    let before = workspace.files();
    let run = accept(&workspace, &fingerprint, &[]);
    assert_eq!(run.code, Some(2));
    let place = format!("error: {REGISTRY}:20:1: ");
    assert!(
        run.stderr
            .contains(&format!("{place}`{fingerprint}` is accepted already\n")),
        "{}",
        run.stderr
    );
    let later = [
        "accept",
        &fingerprint,
        "--reason",
        "r",
        "--today",
        "2026-03-02",
    ];
    let run = workspace.run(&later);
    assert_eq!(run.code, Some(2));
    let said = format!("{place}the acceptance of `{fingerprint}` expired on 2026-03-01\n");
    assert!(run.stderr.contains(&said), "{}", run.stderr);
    assert_eq!(workspace.changed_since(&before), [""; 0]);
}

#[test]
fn what_breaks_nobody_needs_no_acceptance() {
    let workspace = Workspace::healthy();
    let run = accept(&workspace, "5c9d936cecae13e7", &[]);
    assert_eq!(run.code, Some(2));
    assert!(
        run.stderr.contains("there is nothing to accept"),
        "{}",
        run.stderr
    );
    // From the older date to the newer one a property is added.
    let json = workspace.run(&[
        "diff",
        "parcels@2026-01-01",
        "parcels@2026-02-01",
        "--format",
        "json",
    ]);
    let report: serde_json::Value = serde_json::from_str(&json.stdout).unwrap();
    let fingerprint = report["findings"][0]["fingerprint"].as_str().unwrap();
    let run = accept(&workspace, fingerprint, &[]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains(" breaks nobody: "), "{}", run.stderr);
}
