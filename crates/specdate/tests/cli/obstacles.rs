//! Documents that no client can follow, and a client crate that is not there yet.

use crate::check::check;
use crate::workspace::{MANIFEST, NEWER, OLDER, Workspace};

/// A workspace in which both dates have a parameter that the client cannot write.
fn with_obstacles() -> Workspace {
    let workspace = Workspace::healthy();
    for document in [OLDER, NEWER] {
        workspace.edit(
            document,
            "        - name: parcel_id\n",
            "        - name: X-Box\n          in: header\n          schema:\n            type: object\n        - name: parcel_id\n",
        );
    }
    workspace
}

#[test]
fn generate_tells_every_obstacle_and_writes_nothing() {
    let workspace = with_obstacles();
    let before = workspace.files();
    let run = workspace.run(&["generate"]);
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    insta::assert_snapshot!(run.transcript(&workspace));
    assert_eq!(workspace.changed_since(&before), Vec::<String>::new());
}

#[test]
fn check_tells_the_same_once_as_errors_of_the_documents() {
    let workspace = with_obstacles();
    let run = check(&workspace, &[]);
    assert_eq!(run.code, Some(1), "{}", run.stdout);
    let told = run
        .stdout
        .matches("error[parameter-not-sendable]: ")
        .count();
    assert_eq!(told, 2, "{}", run.stdout);
    assert!(
        !run.stderr.contains("parameter-not-sendable"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_client_crate_that_is_not_there_is_set_up_once() {
    let workspace = Workspace::new();
    std::fs::remove_file(workspace.path(MANIFEST)).unwrap();
    let run = workspace.run(&["generate"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    for path in [
        MANIFEST,
        "crates/parcels/src/lib.rs",
        "crates/parcels/src/support/error.rs",
    ] {
        assert!(
            run.stdout.contains(&format!("new  {path} ")),
            "{path}:\n{}",
            run.stdout
        );
    }
    let headers = workspace.read("crates/parcels/src/support/headers.rs");
    assert!(
        headers.contains("VERSION: Option<&str> = Some(\"parcel-version\")"),
        "{headers}"
    );

    // From then on all but `src/generated` is the user's own.
    workspace.append("crates/parcels/src/support/error.rs", "\n// ours\n");
    let run = workspace.run(&["generate", "--check"]);
    assert_eq!(run.code, Some(0), "{}", run.stdout);
}
