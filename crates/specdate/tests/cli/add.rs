//! `specdate add`: a file becomes the draft of a new date, or nothing is written.

use crate::workspace::{GENERATED, NEWER, OLDER, REGISTRY, Workspace};

const ADDED: &str = "openapi/parcels/2026-03-01.yaml";

/// A healthy workspace, and beside it a document that breaks the newest date.
fn with_new(file: &str) -> Workspace {
    let workspace = Workspace::healthy();
    let new = workspace
        .read(NEWER)
        .replace("2026-02-01", "2026-03-01")
        .replace("required: [id]", "required: []");
    workspace.write(file, &new);
    workspace
}

#[test]
fn a_document_is_registered_compared_and_generated() {
    let workspace = with_new("new.yaml");
    let registry = format!("{}# The end.\n", workspace.read(REGISTRY));
    workspace.write(REGISTRY, &registry);
    let before = workspace.files();
    let run = workspace.run(&["add", "parcels", "2026-03-01", "new.yaml"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    insta::assert_snapshot!(run.transcript(&workspace));
    assert_eq!(workspace.read(ADDED), workspace.read("new.yaml"));
    let entry = "\n[[api.parcels.versions]]\ndate = \"2026-03-01\"\nstate = \"draft\"\n";
    let after = workspace.read(REGISTRY);
    assert_eq!(after.replace(entry, ""), registry);
    let mut changed = workspace.changed_since(&before);
    changed.retain(|name| !name.starts_with(GENERATED));
    assert_eq!(changed, ["crates/parcels/Cargo.toml", ADDED, REGISTRY]);
    assert_eq!(workspace.temporary_files(), [""; 0]);
    let check = ["check", "--today", "2026-03-01"];
    assert_eq!(workspace.run(&check).code, Some(0));
    // Once is enough.
    let run = workspace.run(&["add", "parcels", "2026-03-01", "new.yaml"]);
    assert_eq!(run.code, Some(2));
    assert!(
        run.stderr
            .contains("API `parcels` already has version `2026-03-01`"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_document_may_stand_at_its_place_already() {
    let workspace = with_new(ADDED);
    let run = workspace.run(&["add", "parcels", "2026-03-01", ADDED]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(
        !run.stdout.contains(&format!("written  {ADDED}")),
        "{}",
        run.stdout
    );
}

#[test]
fn a_document_is_written_as_the_others_are() {
    let workspace = with_new("new.yaml");
    workspace.run(&["add", "parcels", "2026-03-01", "new.yaml"]);
    let yaml = workspace.read(ADDED);
    // The same in JSON comes out as YAML, and says the same.
    let json =
        r#"{"openapi":"3.0.3","info":{"title":"Letters","version":"2026-01-01"},"paths":{}}"#;
    workspace.write("letters.json", json);
    workspace.append(REGISTRY, "\n[api.letters]\n");
    let run = workspace.run(&["add", "letters", "2026-01-01", "letters.json"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let expected =
        "openapi: \"3.0.3\"\ninfo:\n  title: Letters\n  version: \"2026-01-01\"\npaths: {}\n";
    assert_eq!(workspace.read("openapi/letters/2026-01-01.yaml"), expected);
    assert!(yaml.contains("openapi: \"3.0.3\"\n"));

    // Where the others are JSON, it is JSON.
    workspace.write("openapi/notes/a.json", &json.replace("Letters", "Notes"));
    workspace.append(
        REGISTRY,
        "\n[[api.notes.versions]]\ndate = \"2026-01-01\"\ndocument = \"notes/a.json\"\nstate = \"draft\"\n",
    );
    workspace.write("notes.yaml", &expected.replace("2026-01-01", "2026-02-01"));
    let run = workspace.run(&["add", "notes", "2026-02-01", "notes.yaml"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let written = workspace.read("openapi/notes/2026-02-01.json");
    assert!(
        written.starts_with("{\n  \"openapi\": \"3.0.3\",\n"),
        "{written}"
    );
    assert!(
        workspace
            .read(REGISTRY)
            .contains("document = \"notes/2026-02-01.json\"\nstate = \"draft\"\nreleased-copy = \"notes/released/2026-02-01.json\"\n")
    );
}

#[test]
fn what_cannot_be_added_leaves_everything_as_it_is() {
    let workspace = with_new("new.yaml");
    workspace.write("broken.yaml", "openapi: [");
    workspace.write(
        "reference.yaml",
        &workspace
            .read("new.yaml")
            .replace("#/components/schemas/State", "state.yaml#/State"),
    );
    workspace.write("state.yaml", "State: {type: string}\n");
    workspace.write("openapi/parcels/2026-03-01/state.yaml", "# mine\n");
    workspace.write("other-date.yaml", &workspace.read(NEWER));
    workspace.write("openapi/parcels/2026-04-01.yaml", "# mine\n");
    let before = workspace.files();
    for (arguments, code, said) in [
        (
            ["letters", "2026-03-01", "new.yaml"],
            2,
            "has no API `letters`",
        ),
        (
            ["parcels", "2026-02-01", "new.yaml"],
            2,
            "already has version `2026-02-01`",
        ),
        (
            ["parcels", "2026-03-32", "new.yaml"],
            2,
            "is not a day of the calendar",
        ),
        (
            ["parcels", "2026-03-01", "none.yaml"],
            2,
            "cannot read none.yaml",
        ),
        (
            ["parcels", "2026-03-01", "broken.yaml"],
            2,
            "error: broken.yaml:1:",
        ),
        (
            ["parcels", "2026-03-01", "reference.yaml"],
            2,
            "openapi/parcels/2026-03-01/state.yaml is there already",
        ),
        (
            ["parcels", "2026-04-01", "new.yaml"],
            2,
            "openapi/parcels/2026-04-01.yaml is there already",
        ),
        (
            ["parcels", "2026-03-01", "other-date.yaml"],
            1,
            "it has errors",
        ),
    ] {
        let run = workspace.run(&[&["add"][..], &arguments].concat());
        assert_eq!(run.code, Some(code), "{arguments:?}: {}", run.stderr);
        assert!(run.stderr.contains(said), "{arguments:?}: {}", run.stderr);
        assert_eq!(workspace.changed_since(&before), [""; 0], "{arguments:?}");
    }
}

#[test]
fn what_is_wrong_is_told_where_it_stands() {
    let workspace = with_new("new.yaml");
    workspace.write("other.yaml", &workspace.read(NEWER));
    let run = workspace.run(&["add", "parcels", "2026-03-01", "other.yaml"]);
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    let told = "error[info-version-differs]: other.yaml:4:12: ";
    assert!(run.stdout.contains(told), "{}", run.stdout);
    assert!(!run.stdout.contains(ADDED), "{}", run.stdout);
}

#[test]
fn what_fails_in_the_middle_is_taken_back() {
    let workspace = with_new("new.yaml");
    // The folder of the generated code turns out to be no folder of files.
    std::fs::create_dir_all(workspace.path(&format!("{GENERATED}/v2026_03_01.rs/x"))).unwrap();
    let before = workspace.files();
    let run = workspace.run(&["add", "parcels", "2026-03-01", "new.yaml"]);
    assert_eq!(run.code, Some(2), "{}", run.stdout);
    assert_eq!(workspace.changed_since(&before), [""; 0]);
    assert!(!workspace.read(OLDER).is_empty());
}
