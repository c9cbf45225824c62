//! `specdate check` on registries that are well, and on released documents that changed.

use serde_json::Value;

use crate::workspace::{NEWER, NEWER_RELEASED, OLDER, REGISTRY, Run, Workspace};

const TODAY: &str = "2026-03-01";

/// Runs a check and makes sure that it wrote nothing.
pub(crate) fn check(workspace: &Workspace, more: &[&str]) -> Run {
    let before = workspace.files();
    let arguments = [&["check", "--today", TODAY], more].concat();
    let run = workspace.run(&arguments);
    assert_eq!(workspace.changed_since(&before), [""; 0]);
    run
}

fn json(workspace: &Workspace) -> Value {
    let run = check(workspace, &["--format", "json"]);
    serde_json::from_str(&run.stdout).unwrap()
}

/// The only finding about a released document.
fn fingerprint(workspace: &Workspace) -> String {
    let report = json(workspace);
    let findings = |date: &Value| date["findings"].as_array().unwrap().clone();
    let released = report["apis"][0]["released"].as_array().unwrap();
    let all: Vec<Value> = released.iter().flat_map(findings).collect();
    assert_eq!(all.len(), 1, "{report}");
    all[0]["fingerprint"].as_str().unwrap().to_owned()
}

#[test]
fn a_registry_that_is_well_passes() {
    let workspace = Workspace::healthy();
    insta::assert_snapshot!(check(&workspace, &[]).transcript(&workspace));
}

#[test]
fn breaks_from_date_to_date_are_counted_and_pass() {
    let workspace = Workspace::with_draft();
    let run = check(&workspace, &[]);

    assert_eq!(run.code, Some(0), "{}", run.stderr);
    insta::assert_snapshot!(run.stdout);
    let markdown = check(&workspace, &["--format", "markdown"]);
    assert!(
        markdown
            .stdout
            .contains("| **2026-01-01** | no breaks | 1 wire, 1 client, 1 source |\n"),
        "{}",
        markdown.stdout
    );
    assert!(
        markdown
            .stdout
            .contains("| **2026-02-01** |  | 1 wire, 1 client, 1 source |\n"),
        "{}",
        markdown.stdout
    );
}

#[test]
fn a_released_document_that_breaks_somebody_fails() {
    let workspace = Workspace::with_another_value();
    let run = check(&workspace, &[]);
    assert_eq!(run.code, Some(1));
    insta::assert_snapshot!(run.transcript(&workspace));
    insta::assert_snapshot!(check(&workspace, &["--format", "markdown"]).stdout);
}

#[test]
fn the_gate_is_that_of_the_registry_with_wire_or_what_is_asked_for() {
    let workspace = Workspace::with_another_value();
    let code = |more: &[&str]| check(&workspace, more).code;
    assert_eq!(code(&["--fail-on", "none"]), Some(0));
    assert_eq!(code(&["--fail-on", "client,unknown"]), Some(0));
    assert_eq!(code(&["--fail-on", "wire"]), Some(1));
    let run = check(&workspace, &["--fail-on", "none"]);
    assert!(
        run.stdout.contains("document; nothing fails\n"),
        "{}",
        run.stdout
    );
    workspace.append(REGISTRY, "\n[api.parcels.gate]\nfail-on = [\"client\"]\n");
    assert_eq!(
        code(&[]),
        Some(1),
        "a released document stays compatible on the wire"
    );

    // No longer described: still accepted, but that is another audience.
    let workspace = Workspace::healthy();
    workspace.edit(NEWER, "        weight:\n          type: integer\n", "");
    assert_eq!(workspace.run(&["generate"]).code, Some(0));
    assert_eq!(check(&workspace, &[]).code, Some(0));
    workspace.append(REGISTRY, "\n[api.parcels.gate]\nfail-on = [\"behavior\"]\n");
    assert_eq!(check(&workspace, &[]).code, Some(1));
}

#[test]
fn what_could_not_be_decided_has_an_exit_code_of_its_own() {
    let workspace = Workspace::healthy();
    // Whether any text is one of this format, nobody knows.
    workspace.edit(
        NEWER_RELEASED,
        "x-known-values: [packed, sent]",
        "format: state",
    );
    let run = check(&workspace, &[]);
    assert_eq!(run.code, Some(3), "{}", run.stderr);
    assert!(
        run.stderr
            .contains("error: the check found 1 undecided change of a released document\n"),
        "{}",
        run.stderr
    );
    assert_eq!(check(&workspace, &["--fail-on", "wire"]).code, Some(0));
    // What is certain comes before what is not.
    workspace.edit(NEWER, "version: \"2026-02-01\"", "version: \"2026-01-01\"");
    assert_eq!(workspace.run(&["generate"]).code, Some(0));
    assert_eq!(check(&workspace, &[]).code, Some(1));
}

#[test]
fn an_acceptance_lets_a_change_of_a_released_document_pass_until_its_last_day() {
    let workspace = Workspace::with_another_value();
    let entry = format!(
        "\n[[accept]]\nfingerprint = \"{}\"\nreason = \"agreed\"\n",
        fingerprint(&workspace)
    );
    let registry = workspace.read(REGISTRY);
    workspace.append(REGISTRY, &entry);
    let run = check(&workspace, &[]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(
        run.stdout
            .contains("  2026-02-01  active  no breaks; 1 accepted; source not judged\n"),
        "{}",
        run.stdout
    );
    // A pair of dates does not need it, but the released copy does.
    let diff = workspace.run(&[
        "diff",
        "parcels@2026-01-01",
        "parcels@2026-02-01",
        "--fail-on",
        "none",
    ]);
    assert_eq!(diff.code, Some(0), "{}", diff.stderr);

    workspace.write(
        REGISTRY,
        &format!("{registry}{entry}until = \"2026-02-28\"\n"),
    );
    let run = check(&workspace, &[]);
    assert_eq!(run.code, Some(1));
    assert!(
        run.stdout
            .contains("error[acceptance-expired]: openapi/specdate.toml:"),
        "{}",
        run.stdout
    );
    assert_eq!(
        run.stdout.matches("acceptance-").count(),
        1,
        "{}",
        run.stdout
    );
    assert!(
        run.stderr
            .contains(": the check found 1 break of a released document, 1 error\n"),
        "{}",
        run.stderr
    );
}

#[test]
fn retired_dates_are_not_compared_and_need_no_document() {
    let workspace = Workspace::with_another_value();
    workspace.edit(
        REGISTRY,
        "date = \"2026-02-01\"\nstate = \"active\"\n",
        "date = \"2026-02-01\"\nstate = \"retired\"\ndeprecated = \"2026-02-02\"\nsunset = \"2027-02-02\"\nretired = \"2027-02-02\"\n",
    );
    assert_eq!(workspace.run(&["generate"]).code, Some(0));
    std::fs::remove_file(workspace.path(NEWER)).unwrap();
    let run = workspace.run(&["check", "--today", "2027-03-01"]);
    assert_eq!(run.code, Some(0), "{}{}", run.stdout, run.stderr);
    assert!(
        run.stdout
            .contains("\n  retired, and not compared: 2026-02-01\n"),
        "{}",
        run.stdout
    );
    assert!(!run.stdout.contains("from date to date"), "{}", run.stdout);
}

#[test]
fn json_is_valid_under_its_schema_and_holds_what_diff_prints() {
    let workspace = Workspace::with_another_value();
    workspace.write(
        "openapi/parcels/2026-03-01.yaml",
        &workspace.read(NEWER).replace("2026-02-01", "2026-03-01"),
    );
    workspace.append(
        REGISTRY,
        "\n[[api.parcels.versions]]\ndate = \"2026-03-01\"\nstate = \"draft\"\n",
    );
    let schema = workspace.run(&["schema", "check"]);
    assert_eq!((schema.code, schema.stderr.as_str()), (Some(0), ""));
    let validator =
        jsonschema::validator_for(&serde_json::from_str(&schema.stdout).unwrap()).unwrap();

    let report = json(&workspace);

    let errors: Vec<String> = validator
        .iter_errors(&report)
        .map(|error| error.to_string())
        .collect();
    assert_eq!(errors, [""; 0]);
    let summary = serde_json::json!({"breaks": 1, "unknown": 0, "errors": 0, "warnings": 2, "stale": 4, "failed": 0});
    assert_eq!(report["summary"], summary);
    let api = &report["apis"][0];
    assert_eq!(api["gate"], serde_json::json!(["wire", "unknown"]));
    let comparisons = ["pairs", "released"].map(|kind| api[kind].as_array().unwrap());
    assert_eq!(comparisons.map(Vec::len), [3, 2]);
    for comparison in comparisons.into_iter().flatten() {
        let [base, revision] = ["base", "revision"].map(|side| comparison[side].as_str().unwrap());
        let run = workspace.run(&["diff", base, revision, "--format", "json"]);
        let alone: Value = serde_json::from_str(&run.stdout).unwrap();
        assert_eq!(*comparison, alone, "{base} {revision}");
    }
}

#[test]
fn a_named_api_is_the_only_one_that_is_checked() {
    let workspace = Workspace::healthy();
    workspace.add_letters(false);
    workspace.write("openapi/letters/2026-01-01.yaml", "openapi: [3.0.3\n");
    workspace.append(
        REGISTRY,
        "\n[[accept]]\nfingerprint = \"of-letters\"\nreason = \"agreed\"\n",
    );
    let run = check(&workspace, &["parcels"]);
    assert_eq!(run.code, Some(0), "{}{}", run.stdout, run.stderr);
    assert!(!run.stdout.contains("letters"), "{}", run.stdout);
    assert_eq!(check(&workspace, &[]).code, Some(2));

    let run = check(&workspace, &["parcel"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""));
    let message = "error: openapi/specdate.toml has no API `parcel`; did you mean `parcels`? it has `letters`, `parcels`\n";
    assert!(run.stderr.contains(message), "{}", run.stderr);
}

#[test]
fn a_report_is_written_to_a_file_and_the_outcome_is_still_told() {
    let workspace = Workspace::with_another_value();
    let arguments = [
        "check",
        "--today",
        TODAY,
        "--format",
        "markdown",
        "--output",
        "report.md",
    ];
    let run = workspace.run(&arguments);
    assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""));
    assert!(
        run.stderr
            .contains("     Writing report.md\nerror: the check found 1 break "),
        "{}",
        run.stderr
    );
    assert_eq!(
        workspace.read("report.md"),
        check(&workspace, &["--format", "markdown"]).stdout
    );
    assert!(
        workspace
            .run(&arguments)
            .stderr
            .contains("       Fresh report.md\n")
    );
}

#[test]
fn the_same_registry_gives_the_same_report() {
    let workspace = Workspace::with_another_value();
    for day in ["03", "04", "05", "06", "07"] {
        let document = workspace
            .read(OLDER)
            .replace("2026-01-01", &format!("2026-{day}-01"));
        workspace.write(&format!("openapi/parcels/2026-{day}-01.yaml"), &document);
        workspace.append(
            REGISTRY,
            &format!("\n[[api.parcels.versions]]\ndate = \"2026-{day}-01\"\nstate = \"draft\"\n"),
        );
    }
    let first = check(&workspace, &["--format", "json"]).stdout;
    for _ in 0..10 {
        assert_eq!(check(&workspace, &["--format", "json"]).stdout, first);
    }
    // Wide matrices are cut where a terminal ends.
    for line in check(&workspace, &[])
        .stdout
        .lines()
        .filter(|line| line.starts_with("  2026"))
    {
        assert!(line.chars().count() <= 100, "{line}");
    }
}

#[test]
fn a_registry_without_apis_has_nothing_to_check() {
    let workspace = Workspace::empty();
    workspace.write(REGISTRY, "");
    let run = check(&workspace, &[]);
    assert_eq!(
        (run.code, run.stdout.as_str()),
        (Some(0), "0 APIs, 0 dates: no problems\n")
    );
}
