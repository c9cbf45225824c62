//! `specdate diff` on what cannot be read or named: exit code 2, everything that is wrong, and the next step.

use crate::workspace::{NEWER, OLDER, REGISTRY, Workspace};

/// Runs, expects exit code 2 and no report, and returns what was said.
fn refused(workspace: &Workspace, arguments: &[&str]) -> String {
    let run = workspace.run(arguments);
    assert_eq!(run.code, Some(2), "{}{}", run.stdout, run.stderr);
    assert_eq!(run.stdout, "", "an error is no data");
    run.transcript(workspace)
}

#[test]
fn formats_that_do_not_exist_are_refused() {
    let workspace = Workspace::new();
    for format in ["xml", "HTML", "yaml", ""] {
        let said = refused(&workspace, &["diff", OLDER, NEWER, "--format", format]);
        assert!(
            said.contains(
                "there is no such format; write text, markdown, json, html, sarif, junit or github"
            ),
            "{said}"
        );
    }
}

#[test]
fn documents_with_problems_are_refused_with_all_of_them() {
    let workspace = Workspace::new();
    workspace.edit(
        OLDER,
        "#/components/schemas/State",
        "#/components/schemas/Status",
    );
    workspace.edit(NEWER, "          description: The parcel.\n", "");
    insta::assert_snapshot!(refused(
        &workspace,
        &["diff", "parcels@2026-01-01", "parcels@2026-02-01"]
    ));
}

#[test]
fn what_is_nowhere_is_told_with_what_it_could_be() {
    let workspace = Workspace::new();
    insta::assert_snapshot!(refused(&workspace, &["diff", "old.yaml", NEWER]));
    insta::assert_snapshot!(refused(
        &workspace,
        &["diff", "https://a.example/b.yaml", NEWER]
    ));
    insta::assert_snapshot!(refused(&workspace, &["diff", "openapi", NEWER]));
}

#[test]
fn unknown_versions_name_the_known_ones() {
    let workspace = Workspace::new();
    insta::assert_snapshot!(refused(
        &workspace,
        &["diff", "parcel@2026-01-01", "parcels@2026-03-01"]
    ));
    let said = refused(&workspace, &["diff", "parcels@yesterday", NEWER]);
    assert!(
        said.contains("error: `parcels@yesterday`: `yesterday` is not"),
        "{said}"
    );
}

#[test]
fn a_retired_version_is_refused() {
    let workspace = Workspace::new();
    workspace.edit(
        REGISTRY,
        "date = \"2026-01-01\"\nstate = \"active\"\n",
        "date = \"2026-01-01\"\nstate = \"retired\"\ndeprecated = \"2026-01-02\"\nsunset = \"2027-02-01\"\nretired = \"2027-02-01\"\n",
    );
    let said = refused(&workspace, &["diff", "parcels@2026-01-01", NEWER]);
    let message = "error: `parcels@2026-01-01`: version `2026-01-01` of API `parcels` was retired on 2027-02-01; valid dates: `2026-02-01`\n";
    assert!(said.contains(message), "{said}");
}

#[test]
fn a_version_whose_document_is_missing_is_told_where_it_is_named() {
    let workspace = Workspace::new();
    std::fs::remove_file(workspace.path(OLDER)).unwrap();
    insta::assert_snapshot!(refused(&workspace, &["diff", "parcels@2026-01-01", NEWER]));
}

#[test]
fn a_version_needs_a_registry() {
    let workspace = Workspace::empty();
    let said = refused(&workspace, &["diff", "parcels@2026-01-01", "-"]);
    assert!(
        said.contains("error: found no openapi/specdate.toml in "),
        "{said}"
    );
}

#[test]
fn a_registry_that_is_wrong_is_told_also_where_only_files_are_named() {
    let workspace = Workspace::new();
    workspace.edit(REGISTRY, "title =", "titel =");
    let said = refused(&workspace, &["diff", OLDER, NEWER]);
    assert!(said.contains("unknown field `titel`"), "{said}");
}

#[test]
fn references_do_not_leave_their_place() {
    let workspace = Workspace::new();
    for reference in ["../../../secret.yaml", "https://a.example/b.yaml"] {
        let old = workspace.read(OLDER);
        workspace.edit(OLDER, "#/components/schemas/State", reference);
        let said = refused(&workspace, &["diff", OLDER, NEWER]);
        assert!(said.contains(&format!("error: {OLDER}:")), "{said}");
        workspace.write(OLDER, &old);
    }
}
