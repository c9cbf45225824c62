//! What makes `specdate diff` fail: the command line, else the registry, else `wire,unknown`.

use crate::workspace::{NEWER, OLDER, REGISTRY, Workspace};

const DATES: [&str; 2] = ["parcels@2026-01-01", "parcels@2026-02-01"];

/// The newer date breaks the wire, and the registry asks for something else.
fn workspace(gate: &str) -> Workspace {
    let workspace = Workspace::new();
    workspace.edit(OLDER, "x-known-values: [packed, sent]", "enum: [packed]");
    workspace.edit(
        NEWER,
        "x-known-values: [packed, sent]",
        "enum: [packed, sent]",
    );
    workspace.append(
        REGISTRY,
        &format!("\n[api.parcels.gate]\nfail-on = {gate}\n"),
    );
    workspace
}

#[test]
fn two_dates_of_an_api_are_gated_as_the_registry_says() {
    let lenient = workspace("[\"client\"]");
    let code = |arguments: &[&str]| lenient.run(&[&["diff"], arguments].concat()).code;
    assert_eq!(code(&DATES), Some(0));
    // By their paths they are the same two.
    assert_eq!(code(&[OLDER, NEWER]), Some(0));
    assert_eq!(code(&[DATES[0], DATES[1], "--fail-on", "wire"]), Some(1));

    let strict = workspace("[\"wire\"]");
    let run = strict.run(&["diff", DATES[0], DATES[1]]);
    assert_eq!(run.code, Some(1));
    let message = "error: 1 finding breaks somebody that the gate of `parcels` in openapi/specdate.toml lists\n";
    assert!(run.stderr.contains(message), "{}", run.stderr);
    let run = strict.run(&["diff", DATES[0], DATES[1], "--fail-on", "client"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
}

#[test]
fn a_document_that_is_no_date_is_gated_as_usual() {
    let workspace = workspace("[\"client\"]");
    workspace.write("other.yaml", &workspace.read(NEWER));
    let run = workspace.run(&["diff", DATES[0], "other.yaml"]);
    assert_eq!(run.code, Some(1));
    assert!(
        run.stderr
            .contains("error: 1 finding breaks somebody that `--fail-on` lists\n"),
        "{}",
        run.stderr
    );
}
