//! `specdate release`: a draft becomes a promise, if all is well.

use crate::workspace::{GENERATED, NEWER_RELEASED, REGISTRY, Workspace};

const DRAFT: &str = "openapi/parcels/2026-03-01.yaml";
const COPY: &str = "openapi/parcels/released/2026-03-01.yaml";

fn release(workspace: &Workspace) -> crate::workspace::Run {
    workspace.run(&["release", "parcels", "2026-03-01", "--today", "2026-03-02"])
}

#[test]
fn a_draft_is_frozen() {
    let workspace = Workspace::with_draft();
    let before = workspace.files();
    let run = release(&workspace);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    insta::assert_snapshot!(run.transcript(&workspace));
    assert_eq!(workspace.read(COPY), workspace.read(DRAFT));
    let text = workspace.read(REGISTRY);
    let entry = "date = \"2026-03-01\"\nstate = \"active\"\nreleased = \"2026-03-02\"\n";
    assert!(text.ends_with(entry), "{text}");
    let mut changed = workspace.changed_since(&before);
    changed.retain(|name| !name.starts_with(GENERATED) && name != "crates/parcels/Cargo.toml");
    assert_eq!(changed, [COPY, REGISTRY]);
    let check = ["check", "--today", "2026-03-02"];
    assert_eq!(workspace.run(&check).code, Some(0));
    // It is no draft any more.
    let run = release(&workspace);
    assert_eq!(run.code, Some(2));
    assert!(
        run.stderr
            .contains("version 2026-03-01 is `active`: it was released on 2026-03-02"),
        "{}",
        run.stderr
    );
}

#[test]
fn windows_line_ends_stay() {
    let workspace = Workspace::with_draft();
    for path in [DRAFT, REGISTRY] {
        workspace.write(path, &workspace.read(path).replace('\n', "\r\n"));
    }
    assert_eq!(workspace.run(&["generate"]).code, Some(0));
    let run = release(&workspace);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let text = workspace.read(REGISTRY);
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    assert_eq!(workspace.read(COPY), workspace.read(DRAFT));
}

#[test]
fn what_check_would_refuse_is_not_released() {
    let workspace = Workspace::with_draft();
    // Another date of the API broke its promise.
    workspace.edit(
        NEWER_RELEASED,
        "x-known-values: [packed, sent]",
        "enum: [packed]",
    );
    let before = workspace.files();
    let run = release(&workspace);
    assert_eq!(run.code, Some(1));
    assert!(
        run.stderr.contains(
            "error: parcels@2026-03-01 was not released: 1 break of a released document, 2 warnings\n"
        ),
        "{}",
        run.stderr
    );
    assert_eq!(workspace.changed_since(&before), [""; 0]);

    // Lints count as well.
    let workspace = Workspace::with_draft();
    workspace.edit(DRAFT, "version: \"2026-03-01\"", "version: \"2026-02-01\"");
    let before = workspace.files();
    let run = release(&workspace);
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    assert!(
        run.stdout.contains("error[info-version-differs]: "),
        "{}",
        run.stdout
    );
    assert_eq!(workspace.changed_since(&before), [""; 0]);
}

#[test]
fn what_cannot_be_released_leaves_everything_as_it_is() {
    let workspace = Workspace::with_draft();
    workspace.write("openapi/state.yaml", "State: {type: string}\n");
    let before = workspace.files();
    for (date, said) in [
        ("2026-02-01", "is `active`: it was released on 2026-02-01"),
        ("2026-05-01", "has no version `2026-05-01`; valid dates:"),
    ] {
        let run = workspace.run(&["release", "parcels", date]);
        assert_eq!(run.code, Some(2), "{}", run.stderr);
        assert!(run.stderr.contains(said), "{}", run.stderr);
    }
    assert_eq!(workspace.changed_since(&before), [""; 0]);

    workspace.write(COPY, "# other\n");
    let run = release(&workspace);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("is there already"), "{}", run.stderr);
    std::fs::remove_file(workspace.path(COPY)).unwrap();

    workspace.edit(DRAFT, "#/components/schemas/State", "../state.yaml#/State");
    let other = "openapi/parcels/released/2026-03-01/state.yaml";
    workspace.write(other, "# other\n");
    let before = workspace.files();
    let run = release(&workspace);
    assert_eq!(run.code, Some(2));
    let said = format!("{other} is there already, and is not what {DRAFT} says");
    assert!(run.stderr.contains(&said), "{}", run.stderr);
    assert_eq!(workspace.changed_since(&before), [""; 0]);
}
