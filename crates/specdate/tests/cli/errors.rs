//! What cannot be read or named: exit code 2, every problem with its place and the next step, and no file changed.

use crate::workspace::{MANIFEST, NEWER, OLDER, REGISTRY, Workspace};

/// Runs, expects exit code 2 and no change, and returns what was said.
fn refused(workspace: &Workspace, arguments: &[&str]) -> String {
    let before = workspace.files();
    let run = workspace.run(arguments);
    assert_eq!(run.code, Some(2), "{}{}", run.stdout, run.stderr);
    assert_eq!(run.stdout, "", "an error is no data");
    assert_eq!(workspace.changed_since(&before), [""; 0]);
    run.transcript(workspace)
}

#[test]
fn a_document_with_problems_is_refused_with_all_of_them() {
    let workspace = Workspace::new();
    workspace.edit(
        NEWER,
        "#/components/schemas/State",
        "#/components/schemas/Status",
    );
    workspace.edit(NEWER, "          required: true\n", "");
    workspace.edit(NEWER, "          description: The parcel.\n", "");
    insta::assert_snapshot!(refused(&workspace, &["generate"]));
}

#[test]
fn a_document_that_is_no_yaml_is_refused() {
    let workspace = Workspace::new();
    workspace.write(OLDER, "openapi: [3.0.3\n");
    insta::assert_snapshot!(refused(&workspace, &["generate", "--check"]));
}

#[test]
fn a_problem_in_one_api_hides_none_in_the_next_and_keeps_both_as_they_are() {
    let workspace = Workspace::new();
    workspace.add_letters(true);
    workspace.edit(
        "openapi/letters/2026-01-01.yaml",
        "#/components/schemas/State",
        "#/components/schemas/Status",
    );
    workspace.edit(
        NEWER,
        "#/components/schemas/State",
        "#/components/schemas/Status",
    );
    let said = refused(&workspace, &["generate"]);
    assert!(
        said.contains("error: openapi/letters/2026-01-01.yaml:"),
        "{said}"
    );
    assert!(
        said.contains("error: openapi/parcels/2026-02-01.yaml:"),
        "{said}"
    );
}

#[test]
fn a_document_that_is_not_there_is_named() {
    let workspace = Workspace::new();
    std::fs::remove_file(workspace.path(OLDER)).unwrap();
    insta::assert_snapshot!(refused(&workspace, &["generate"]));
}

#[test]
fn a_manifest_that_is_not_there_is_named() {
    let workspace = Workspace::new();
    std::fs::remove_file(workspace.path(MANIFEST)).unwrap();
    workspace.write("crates/parcels/src/lib.rs", "mod generated;\n");
    insta::assert_snapshot!(refused(&workspace, &["generate"]));
}

#[test]
fn a_registry_with_problems_is_refused_with_all_of_them() {
    let workspace = Workspace::new();
    workspace.edit(REGISTRY, "title =", "titel =");
    workspace.edit(REGISTRY, "date = \"2026-02-01\"", "date = \"2026-02-30\"");
    insta::assert_snapshot!(refused(&workspace, &["generate"]));
}

#[test]
fn a_registry_that_is_no_text_is_refused() {
    let workspace = Workspace::new();
    std::fs::write(
        workspace.path(REGISTRY),
        b"[api.parcels]\ntitle = \"\xff\"\n",
    )
    .unwrap();
    insta::assert_snapshot!(refused(&workspace, &["generate"]));
}

#[test]
fn a_registry_above_the_limit_is_refused() {
    let workspace = Workspace::new();
    workspace.write(REGISTRY, &"#\n".repeat(registry::MAX_BYTES / 2 + 1));
    let said = refused(&workspace, &["generate"]);
    assert!(
        said.contains(&format!("more than {}", registry::MAX_BYTES)),
        "{said}"
    );
}

#[test]
fn an_unknown_api_names_the_known_ones() {
    let workspace = Workspace::new();
    workspace.add_letters(false);
    insta::assert_snapshot!(refused(&workspace, &["generate", "parcel"]));
}

#[test]
fn a_named_api_must_have_a_client() {
    let workspace = Workspace::new();
    workspace.add_letters(false);
    insta::assert_snapshot!(refused(&workspace, &["generate", "letters"]));
}

#[test]
fn outside_of_a_workspace_the_search_is_explained() {
    let workspace = Workspace::empty();
    insta::assert_snapshot!(refused(&workspace, &["generate"]));
}

#[test]
fn a_named_registry_must_be_there() {
    let workspace = Workspace::new();
    insta::assert_snapshot!(refused(
        &workspace,
        &["generate", "--config", "openapi/specdat.toml"]
    ));
    let said = refused(&workspace, &["generate", "--config", "openapi"]);
    assert!(
        said.contains("error: cannot read openapi: is a directory\n"),
        "{said}"
    );
    let said = refused(&workspace, &["generate", "--config", "/"]);
    assert!(
        said.contains("error: `--config /` does not name a file\n"),
        "{said}"
    );
}

#[test]
fn a_wrong_command_line_is_explained() {
    let workspace = Workspace::empty();
    insta::assert_snapshot!(refused(&workspace, &["generate", "--chek"]));
    let said = refused(&workspace, &["generate", "one", "two"]);
    assert!(
        said.contains("error: unexpected argument 'two' found"),
        "{said}"
    );
}
