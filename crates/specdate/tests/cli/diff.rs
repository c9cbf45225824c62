//! `specdate diff`: where documents come from, and where the report goes. What findings look like is shown by the unit
//! tests of the reports; which changes are findings, by the crate that compares.

use serde_json::Value;

use crate::workspace::{NEWER, OLDER, REGISTRY, Run, Workspace};

const PAIR: [&str; 2] = ["parcels@2026-01-01", "parcels@2026-02-01"];

/// Runs, expects that nothing fails, and returns the last line of the report.
fn summary(workspace: &Workspace, arguments: &[&str]) -> String {
    let run = workspace.run(arguments);
    assert_eq!(run.code, Some(0), "{}{}", run.stdout, run.stderr);
    run.stdout.lines().last().unwrap().to_owned()
}

#[test]
fn versions_of_the_registry_are_compared() {
    let workspace = Workspace::new();
    let run = workspace.run(&["diff", PAIR[0], PAIR[1]]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    for file in [REGISTRY, OLDER, NEWER] {
        assert!(
            run.stderr.contains(&format!("     Reading {file}\n")),
            "{}",
            run.stderr
        );
    }
    let last = run.stdout.lines().last().unwrap();
    assert!(
        last.starts_with("parcels@2026-01-01 -> parcels@2026-02-01: "),
        "{last}"
    );
}

#[test]
fn a_document_and_itself_differ_in_nothing() {
    let workspace = Workspace::new();
    insta::assert_snapshot!(
        workspace
            .run(&["diff", PAIR[0], OLDER])
            .transcript(&workspace)
    );
    let markdown = workspace.run(&["diff", "--format", "markdown", OLDER, OLDER]);
    assert_eq!(
        markdown.stdout,
        format!("### `{OLDER}` → `{OLDER}`: no differences\n")
    );
}

#[test]
fn json_is_valid_under_the_schema_that_is_printed() {
    let workspace = Workspace::new();
    let schema = workspace.run(&["schema", "report"]);
    assert_eq!((schema.code, schema.stderr.as_str()), (Some(0), ""));
    let schema: Value = serde_json::from_str(&schema.stdout).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for newer in [OLDER, NEWER] {
        let run = workspace.run(&["diff", "--format", "json", OLDER, newer]);
        let report: Value = serde_json::from_str(&run.stdout).unwrap();
        let errors: Vec<String> = validator
            .iter_errors(&report)
            .map(|error| error.to_string())
            .collect();
        assert_eq!(errors, [""; 0]);
        assert_eq!(
            (&report["base"], &report["revision"]),
            (&OLDER.into(), &newer.into())
        );
        assert_eq!(report["summary"]["wire"], 0);
    }
}

#[test]
fn files_need_no_workspace() {
    let documents = Workspace::new();
    let workspace = Workspace::empty();
    workspace.write("old/api.yaml", &documents.read(OLDER));
    workspace.write("new/api.yaml", &documents.read(OLDER));
    let run = workspace.run(&["diff", "old/api.yaml", "new/api.yaml"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert_eq!(
        run.stderr,
        "     Reading old/api.yaml\n     Reading new/api.yaml\n\n"
    );
    // Nor do they have to stand below the current folder.
    let mut command = workspace.command(&["diff", "../old/api.yaml", "../new/api.yaml"]);
    std::fs::create_dir(workspace.path("here")).unwrap();
    let run = Run::of(
        &[],
        command
            .current_dir(workspace.path("here"))
            .output()
            .unwrap(),
    );
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert_eq!(
        run.stderr,
        "     Reading ../old/api.yaml\n     Reading ../new/api.yaml\n\n"
    );
}

#[test]
fn references_lead_anywhere_in_the_workspace() {
    let workspace = Workspace::new();
    workspace.edit(
        NEWER,
        "$ref: \"#/components/schemas/State\"",
        "$ref: \"../shared/state.yaml\"",
    );
    workspace.write("openapi/shared/state.yaml", "type: string\n");
    let mut command = workspace.command(&["diff", "2026-02-01.yaml", "2026-02-01.yaml"]);
    command.current_dir(workspace.path("openapi/parcels"));
    let run = Run::of(&[], command.output().unwrap());
    assert_eq!(run.code, Some(0), "{}", run.stderr);
}

#[test]
fn a_file_that_exists_is_a_file_whatever_its_name_looks_like() {
    let workspace = Workspace::new();
    workspace.write(PAIR[1], &workspace.read(OLDER));
    let run = workspace.run(&["diff", PAIR[0], PAIR[1]]);
    assert!(
        run.stderr.contains("     Reading parcels@2026-02-01\n"),
        "{}",
        run.stderr
    );
    assert!(run.stdout.ends_with(": no differences\n"), "{}", run.stdout);
}

#[test]
fn one_of_the_two_may_come_from_standard_input() {
    let workspace = Workspace::new();
    workspace.write("common.yaml", "State: {type: string}\n");
    let document = workspace
        .read(OLDER)
        .replace("#/components/schemas/State", "common.yaml#/State");
    let run = workspace.run_with_input(&["diff", "-", "-"], document.as_bytes());
    assert_eq!(run.code, Some(2));
    // What it references is read from the current folder.
    let run = workspace.run_with_input(&["diff", "-", OLDER], document.as_bytes());
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let last = run.stdout.lines().last().unwrap();
    assert!(last.starts_with(&format!("- -> {OLDER}: ")), "{last}");
    let run = workspace.run_with_input(&["diff", OLDER, "-"], b"openapi: 3.0.3\n");
    assert!(
        run.stderr.contains("error: <stdin>:1:1: "),
        "{}",
        run.stderr
    );
}

#[test]
fn a_report_is_written_to_a_file_only_where_that_changes_it() {
    let workspace = Workspace::new();
    let arguments = ["diff", OLDER, OLDER, "--output", "report.txt"];
    let run = workspace.run(&arguments);
    assert_eq!(
        (run.code, run.stdout.as_str()),
        (Some(0), ""),
        "{}",
        run.stderr
    );
    assert!(
        run.stderr.ends_with("     Writing report.txt\n"),
        "{}",
        run.stderr
    );
    let report = workspace.read("report.txt");
    assert_eq!(report, format!("{OLDER} -> {OLDER}: no differences\n"));

    let aged = workspace.age();
    let run = workspace.run(&arguments);
    assert!(
        run.stderr.ends_with("       Fresh report.txt\n"),
        "{}",
        run.stderr
    );
    assert_eq!(workspace.written_since(aged), [""; 0]);
    assert_eq!(workspace.temporary_files(), [""; 0]);

    // `-` is standard output, and no file of that name.
    let run = workspace.run(&["diff", OLDER, OLDER, "--output", "-"]);
    assert_eq!(run.stdout, report);
    assert!(!workspace.path("-").exists());

    let run = workspace.run(&["diff", OLDER, OLDER, "--output", "no/report.txt"]);
    assert_eq!(run.code, Some(2));
    assert!(
        run.stderr.contains("error: cannot write no/report.txt: "),
        "{}",
        run.stderr
    );
}

#[test]
fn color_is_for_terminals_and_for_those_who_ask() {
    let workspace = Workspace::new();
    let colored = |arguments: &[&str]| workspace.run(arguments).stdout.contains('\u{1b}');
    assert!(!colored(&["diff", OLDER, OLDER]));
    assert!(colored(&["diff", OLDER, OLDER, "--color", "always"]));
    workspace.run(&[
        "diff", OLDER, OLDER, "--color", "always", "--output", "colored",
    ]);
    assert!(workspace.read("colored").contains('\u{1b}'));
    for format in ["json", "markdown"] {
        assert!(!colored(&[
            "diff", OLDER, OLDER, "--color", "always", "--format", format
        ]));
    }
}

#[test]
fn an_acceptance_that_nothing_needs_is_a_problem() {
    let workspace = Workspace::new();
    let registry = workspace.read(REGISTRY);
    workspace.write(
        REGISTRY,
        &format!(
            "{registry}\n[[accept]]\nfingerprint = \"no-such-finding\"\nreason = \"agreed\"\n"
        ),
    );
    let run = workspace.run(&["diff", PAIR[0], PAIR[1], "--fail-on", "none"]);
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    let line = registry.lines().count() + 2;
    let message = format!(
        "error: {REGISTRY}:{line}:1: nothing has the fingerprint `no-such-finding` [acceptance-unused]\n"
    );
    assert!(run.stderr.contains(&message), "{}", run.stderr);
    // Formats for build servers have it as well.
    let run = workspace.run(&["diff", PAIR[0], PAIR[1], "--format", "junit"]);
    assert_eq!(run.stdout.matches("<failure").count(), 1, "{}", run.stdout);
    // The same documents by their paths are the same pair; another pair needs other acceptances.
    assert_eq!(workspace.run(&["diff", OLDER, NEWER]).code, Some(1));
    assert_eq!(workspace.run(&["diff", OLDER, OLDER]).code, Some(0));
}

#[test]
fn the_registry_may_be_named() {
    let workspace = Workspace::new();
    workspace.write("other/registry.toml", &workspace.read(REGISTRY));
    workspace.write("other/parcels/2026-01-01.yaml", &workspace.read(OLDER));
    let arguments = ["diff", PAIR[0], OLDER, "--config", "other/registry.toml"];
    assert!(summary(&workspace, &arguments).ends_with(": no differences"));
    let run = workspace.run(&arguments);
    assert!(
        run.stderr
            .contains("     Reading other/parcels/2026-01-01.yaml\n"),
        "{}",
        run.stderr
    );
}

#[test]
fn what_the_gate_lists_is_checked_before_anything_is_read() {
    let workspace = Workspace::new();
    for list in [
        "none",
        "wire",
        "wire,behavior,client,source,unknown",
        "unknown",
    ] {
        summary(&workspace, &["diff", PAIR[0], PAIR[1], "--fail-on", list]);
    }
    for list in ["", "wires", "wire,none", "docs"] {
        let run = workspace.run(&["diff", PAIR[0], PAIR[1], "--fail-on", list]);
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{list:?}");
        assert!(!run.stderr.contains("Reading"), "{}", run.stderr);
    }
}

#[test]
fn other_programs_read_the_same_findings() {
    let workspace = Workspace::new();
    let read = |format: &str| {
        let run = workspace.run(&["diff", "--format", format, OLDER, NEWER]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        run.stdout
    };
    let findings: Value = serde_json::from_str(&read("json")).unwrap();
    let findings = findings["findings"].as_array().unwrap();
    assert!(!findings.is_empty());
    let log: Value = serde_json::from_str(&read("sarif")).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    let (junit, github, html) = (read("junit"), read("github"), read("html"));
    assert_eq!(results.len(), findings.len());
    assert_eq!(junit.matches("<testcase ").count(), findings.len());
    assert_eq!(html.matches("<article ").count(), findings.len());
    for finding in findings {
        let fingerprint = finding["fingerprint"].as_str().unwrap();
        let is_documentation = finding["verdicts"]["docs"] != "not-judged";
        for (text, is_told) in [(&junit, true), (&html, true), (&github, !is_documentation)] {
            assert_eq!(text.contains(fingerprint), is_told, "{finding}");
        }
    }
}
