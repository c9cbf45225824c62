//! What other programs read of a comparison with a finding of each kind.

use std::process::Command;

use registry::Severity;

use super::*;
use crate::report::comparison::samples::{all, hostile, report};

fn issues() -> Vec<Issue> {
    let issue = |severity, id, line| Issue {
        id,
        severity,
        file: "openapi/a file, 100%.yaml".to_owned(),
        line,
        column: 3,
        message: "the operation has no `operationId`".to_owned(),
        next_step: "name it".to_owned(),
    };
    vec![
        issue(Severity::Warning, "operation-id-missing", 9),
        issue(Severity::Error, "acceptance-expired", 7),
    ]
}

/// A report of each kind of finding, and one of what nobody should write.
fn reports() -> [Report; 3] {
    [report(all()), report(vec![hostile()]), report(Vec::new())]
}

fn listing<'r>(reports: &'r [Report], issues: &'r [Issue]) -> Listing<'r> {
    Listing {
        comparisons: reports.iter().map(Cow::Borrowed).collect(),
        issues: issues.iter().map(Cow::Borrowed).collect(),
    }
}

#[test]
fn annotations_of_every_kind() {
    let [all, _, none] = reports();
    insta::assert_snapshot!(github(&listing(&[all, none], &issues())));
}

#[test]
fn a_test_report_of_every_kind() {
    let [all, _, none] = reports();
    insta::assert_snapshot!(junit(&listing(&[all, none], &issues())));
}

#[test]
fn a_log_of_every_kind() {
    let issues = issues();
    let [all, _, _] = reports();
    let text = sarif(&listing(std::slice::from_ref(&all), &issues));
    // The texts of rules have tests of their own, and the version is another one soon.
    let mut log: serde_json::Value = serde_json::from_str(&text).unwrap();
    let run = &mut log["runs"][0];
    let version = run["tool"]["driver"]["semanticVersion"].take();
    assert_eq!(version, env!("CARGO_PKG_VERSION"));
    let rules = run["tool"]["driver"]["rules"].take();
    let ids: Vec<&str> = rules
        .as_array()
        .unwrap()
        .iter()
        .map(|rule| rule["id"].as_str().unwrap())
        .collect();
    for result in run["results"].as_array().unwrap() {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(result["ruleId"], ids[index]);
    }
    insta::assert_snapshot!(serde_json::to_string_pretty(&log).unwrap());
}

#[test]
fn a_document_writes_no_command_of_its_own() {
    let mut entry = hostile();
    entry.title = "::error::taken\n::error::taken".to_owned();
    let mut report = report(vec![entry]);
    report.base = "::stop-commands::x".to_owned();
    let text = github(&listing(&[report], &[]));
    let commands: Vec<&str> = text.lines().filter(|line| line.starts_with("::")).collect();
    assert_eq!(commands.len(), 1, "{text}");
    assert_eq!(text.lines().count(), 2, "{text}");
}

#[test]
fn logs_are_valid_by_their_schema() {
    let Some(schema) = std::env::var_os("SPECDATE_SARIF_SCHEMA") else {
        eprintln!("skipped: SPECDATE_SARIF_SCHEMA does not name the JSON Schema of SARIF 2.1.0");
        return;
    };
    let schema = std::fs::read_to_string(schema).unwrap();
    let mut schema: serde_json::Value = serde_json::from_str(&schema).unwrap();
    // One pattern of the published schema is no regular expression by the letter; it is about the language of messages.
    for part in ["run", "toolComponent"] {
        let language = &mut schema["definitions"][part]["properties"]["language"];
        language.as_object_mut().unwrap().remove("pattern");
    }
    let validator = jsonschema::options()
        .should_validate_formats(true)
        .build(&schema)
        .unwrap();
    let issues = issues();
    for report in reports() {
        let text = sarif(&listing(std::slice::from_ref(&report), &issues));
        let log: serde_json::Value = serde_json::from_str(&text).unwrap();
        let errors: Vec<String> = validator
            .iter_errors(&log)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert_eq!(errors, [""; 0]);
    }
}

#[test]
fn test_reports_are_valid_by_their_schema() {
    let schema = std::env::var_os("SPECDATE_JUNIT_SCHEMA");
    let python = std::env::var_os("SPECDATE_XMLSCHEMA_PYTHON");
    let (Some(schema), Some(python)) = (schema, python) else {
        eprintln!(
            "skipped: SPECDATE_JUNIT_SCHEMA does not name Jenkins' XML Schema of JUnit reports, or SPECDATE_XMLSCHEMA_PYTHON no Python that has xmlschema"
        );
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("report.xml");
    let issues = issues();
    for report in reports() {
        let text = junit(&listing(std::slice::from_ref(&report), &issues));
        std::fs::write(&file, text).unwrap();
        let script =
            "import sys, xmlschema; xmlschema.XMLSchema(sys.argv[1]).validate(sys.argv[2])";
        let output = Command::new(&python)
            .args(["-c", script])
            .arg(&schema)
            .arg(&file)
            .output()
            .unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{errors}");
    }
}
