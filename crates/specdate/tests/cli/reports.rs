//! Several reports of one run: `--report FORMAT=FILE` beside `--format` and `--output`.

use crate::repository::{PullRequest, TODAY};
use crate::workspace::{GENERATED, NEWER, NEWER_RELEASED, Workspace};

/// Every format with the file that it goes to.
const ALL: [(&str, &str); 7] = [
    ("text", "report.txt"),
    ("markdown", "report.md"),
    ("json", "report.json"),
    ("html", "report.html"),
    ("sarif", "report.sarif"),
    ("junit", "report.xml"),
    ("github", "report.log"),
];

/// Asks for every format at once, and then for one after the other: the files hold what standard output has.
fn all_are_as_if_asked_for_alone(workspace: &Workspace, command: &[&str]) {
    let options = ALL.map(|(format, file)| format!("--report={format}={file}"));
    let mut all = command.to_vec();
    all.extend(options.iter().map(String::as_str));
    let run = workspace.run(&all);
    let alone = workspace.run(command);
    assert_eq!(
        (run.code, &run.stdout),
        (alone.code, &alone.stdout),
        "{}",
        run.stderr
    );
    for (format, file) in ALL {
        let alone = workspace.run(&[command, &["--format", format]].concat());
        assert!(!alone.stdout.is_empty());
        assert_eq!(workspace.read(file), alone.stdout, "{command:?} {format}");
        assert_eq!(run.code, alone.code);
        let told = format!("     Writing {file}\n");
        assert!(run.stderr.contains(&told), "{}", run.stderr);
    }
    assert!(
        run.stderr.matches("Reading").count() == alone.stderr.matches("Reading").count(),
        "{}",
        run.stderr
    );
}

#[test]
fn one_run_gives_all_formats() {
    let workspace = Workspace::with_another_value();
    all_are_as_if_asked_for_alone(&workspace, &["check", "--today", TODAY]);
    all_are_as_if_asked_for_alone(&workspace, &["diff", NEWER_RELEASED, NEWER]);
    if let Some(request) = PullRequest::open() {
        request.rename_value();
        all_are_as_if_asked_for_alone(
            &request.workspace,
            &["review", "--base", "main", "--today", TODAY],
        );
    }
}

#[test]
fn a_job_has_annotations_and_files_from_one_run() {
    let workspace = Workspace::with_another_value();
    let arguments = [
        "check",
        "--today",
        TODAY,
        "--format=github",
        "--report=markdown=comment.md",
        "--report=html=page.html",
    ];
    insta::assert_snapshot!(workspace.run(&arguments).transcript(&workspace));
    assert!(workspace.read("comment.md").starts_with("### "));
    assert!(workspace.read("page.html").starts_with("<!DOCTYPE html>"));

    // The first report may be in a file as well, and what is as it has to be is not touched.
    let aged = workspace.age();
    let run = workspace.run(&[&arguments[..], &["--output=log"]].concat());
    assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""));
    assert!(
        run.stderr.contains("       Fresh page.html\n"),
        "{}",
        run.stderr
    );
    assert_eq!(workspace.written_since(aged), ["log"]);
}

#[test]
fn a_file_that_cannot_be_written_keeps_no_other_report_back() {
    let workspace = Workspace::new();
    let run = workspace.run(&[
        "diff",
        NEWER,
        NEWER,
        "--report=json=no/a.json",
        "--report=html=b.html",
    ]);
    assert_eq!(run.code, Some(2));
    assert_eq!(run.stdout, format!("{NEWER} -> {NEWER}: no differences\n"));
    let told = "error: cannot write no/a.json: ";
    assert!(run.stderr.contains(told), "{}", run.stderr);
    assert!(workspace.path("b.html").is_file());
}

#[test]
fn reports_that_cannot_be_are_refused_before_anything_is_done() {
    let workspace = Workspace::new();
    let before = workspace.files();
    let mut all = String::new();
    for options in [
        &["--report", "pdf=a.pdf"][..],
        &["--report", "html"],
        &["--report", "html=-"],
        &["--report", "html=a", "--report", "json=a"],
        &["--output", "a", "--report", "json=a"],
    ] {
        let run = workspace.run(&[&["diff", NEWER, NEWER], options].concat());
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""));
        all.push_str(&run.transcript(&workspace));
        all.push('\n');
    }
    assert_eq!(workspace.changed_since(&before), [""; 0]);
    insta::assert_snapshot!(all);
}

#[test]
fn a_stale_client_fails_in_every_format() {
    let workspace = Workspace::healthy();
    let module = format!("{GENERATED}/v2026_02_01.rs");
    workspace.append(&module, "// mine\n");
    let run = |format: &str| {
        let run = workspace.run(&["check", "--today", TODAY, "--format", format]);
        assert_eq!(run.code, Some(1), "{}", run.stderr);
        run.stdout
    };
    let annotations = run("github");
    let told = format!(
        "::error file={module},line=1,col=1,title=client-stale::the client crates/parcels is not what its documents say: {module}%0Anext: run `generate` and commit what it writes\n"
    );
    assert!(annotations.contains(&told), "{annotations}");
    let tests = run("junit");
    assert_eq!(tests.matches("<failure").count(), 1, "{tests}");
    let log: serde_json::Value = serde_json::from_str(&run("sarif")).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    let stale = results
        .iter()
        .find(|result| result["ruleId"] == "client-stale");
    assert_eq!(stale.unwrap()["level"], "error", "{log}");

    // A document that cannot become a client.
    workspace.edit(NEWER, "operationId: get_parcel", "operationId: \"\"");
    let annotations = run("github");
    assert!(annotations.contains("::error "), "{annotations}");
}
