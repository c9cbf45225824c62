//! Dates whose document consists of several files: what is added, released and reviewed is all of them.

use crate::repository::{PullRequest, TODAY};
use crate::workspace::{REGISTRY, Workspace};

const DRAFT: &str = "openapi/parcels/2026-03-01.yaml";
const STATE: &str = "openapi/state.yaml";
const COPY: &str = "openapi/parcels/released/2026-03-01/parcels/2026-03-01.yaml";
const COPY_OF_STATE: &str = "openapi/parcels/released/2026-03-01/state.yaml";
const VALUES: &str = "State: { type: string, enum: [packed, sent] }\n";

/// A workspace with a draft that has a schema in another file, beside the folder of its API.
fn with_two_files() -> Workspace {
    let workspace = Workspace::with_draft();
    workspace.write(STATE, VALUES);
    workspace.edit(DRAFT, "#/components/schemas/State", "../state.yaml#/State");
    assert_eq!(workspace.run(&["generate"]).code, Some(0));
    workspace
}

fn released() -> Workspace {
    let workspace = with_two_files();
    let run = workspace.run(&["release", "parcels", "2026-03-01", "--today", TODAY]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    workspace
}

#[test]
fn a_release_keeps_all_files_where_they_find_each_other() {
    let workspace = with_two_files();
    let before = workspace.files();
    let run = workspace.run(&["release", "parcels", "2026-03-01", "--today", TODAY]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    insta::assert_snapshot!(run.stdout);
    let mut changed = workspace.changed_since(&before);
    changed.retain(|name| name.starts_with("openapi/"));
    assert_eq!(changed, [COPY, COPY_OF_STATE, REGISTRY]);
    assert_eq!(workspace.read(COPY), workspace.read(DRAFT));
    assert_eq!(workspace.read(COPY_OF_STATE), VALUES);
    let entry = "state = \"active\"\nreleased = \"2026-03-01\"\nreleased-copy = \"parcels/released/2026-03-01/parcels/2026-03-01.yaml\"\n";
    let registry = workspace.read(REGISTRY);
    assert!(registry.ends_with(entry), "{registry}");

    // What was released does not change with the files that were copied.
    let check = ["check", "--today", TODAY];
    assert_eq!(workspace.run(&check).code, Some(0));
    workspace.edit(STATE, "[packed, sent]", "[packed, lost]");
    assert_eq!(workspace.run(&["generate"]).code, Some(0));
    let run = workspace.run(&check);
    assert_eq!(run.code, Some(1), "{}", run.stdout);
    let place = format!("{STATE}:1:39");
    assert!(run.stdout.contains(&place), "{}", run.stdout);
}

#[test]
fn an_edit_of_any_file_of_a_released_copy_is_noticed() {
    let Some(request) = PullRequest::of(released()) else {
        return;
    };
    let workspace = &request.workspace;
    assert_eq!(request.review(&[]).code, Some(0));
    // Another line end is none.
    workspace.write(COPY_OF_STATE, &VALUES.replace('\n', "\r\n"));
    let run = request.review(&[]);
    assert_eq!(run.code, Some(0), "{}", run.stdout);
    assert!(
        !run.stdout.contains("released-copy-changed"),
        "{}",
        run.stdout
    );

    workspace.edit(COPY_OF_STATE, "[packed, sent]", "[packed, sent, lost]");
    let run = request.review(&[]);
    assert_eq!(run.code, Some(1), "{}", run.stdout);
    let told = "error[released-copy-changed]: ";
    assert!(run.stdout.contains(told), "{}", run.stdout);
}

#[test]
fn a_file_is_added_with_what_it_references() {
    let workspace = Workspace::healthy();
    let new = workspace.read("openapi/parcels/2026-02-01.yaml");
    let new = new.replace("2026-02-01", "2026-03-01");
    let new = new.replace("#/components/schemas/State", "parts/state.yaml#/State");
    workspace.write("new/api.yaml", &new);
    workspace.write("new/parts/state.yaml", VALUES);
    let run = workspace.run(&["add", "parcels", "2026-03-01", "new/api.yaml"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let folder = "openapi/parcels/2026-03-01";
    assert_eq!(workspace.read(&format!("{folder}/api.yaml")), new);
    assert_eq!(
        workspace.read(&format!("{folder}/parts/state.yaml")),
        VALUES
    );
    let entry = "\n[[api.parcels.versions]]\ndate = \"2026-03-01\"\ndocument = \"parcels/2026-03-01/api.yaml\"\nstate = \"draft\"\n";
    let registry = workspace.read(REGISTRY);
    assert!(registry.ends_with(entry), "{registry}");
    let check = ["check", "--today", TODAY];
    assert_eq!(workspace.run(&check).code, Some(0));

    let run = workspace.run(&["release", "parcels", "2026-03-01", "--today", TODAY]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let copy = "openapi/parcels/released/2026-03-01";
    assert_eq!(workspace.read(&format!("{copy}/api.yaml")), new);
    assert_eq!(workspace.read(&format!("{copy}/parts/state.yaml")), VALUES);
    assert_eq!(workspace.run(&check).code, Some(0));
}

#[test]
fn a_document_in_its_place_is_added_without_its_files() {
    let workspace = Workspace::healthy();
    let new = workspace.read("openapi/parcels/2026-02-01.yaml");
    let new = new.replace("2026-02-01", "2026-03-01");
    workspace.write(STATE, VALUES);
    workspace.write(
        DRAFT,
        &new.replace("#/components/schemas/State", "../state.yaml#/State"),
    );
    let run = workspace.run(&["add", "parcels", "2026-03-01", DRAFT]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(!workspace.path("openapi/parcels/2026-03-01").exists());
}
