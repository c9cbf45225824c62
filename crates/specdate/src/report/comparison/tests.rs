//! The three reports of the same findings.

use serde_json::{Value, json};

use super::samples::{
    all, entry, hostile, lost_meaning, removed_path, report, shared_component, undecided,
};
use super::*;
use crate::report::words::is_hidden;
use crate::terminal::Styles;

fn plain(findings: Vec<Entry>) -> String {
    text(&report(findings), &Styles::new(false))
}

#[test]
fn counts_are_the_same_for_every_report() {
    let expected = Summary {
        wire: Some(2),
        behavior: Some(1),
        client: Some(1),
        source: None,
        unknown: 1,
        compatible: 2,
        docs: 1,
        accepted: 1,
    };
    let report = report(all());
    assert_eq!(report.summary, expected);
    let sentence = "2 wire breaks, 1 behavior break, 1 client break; 1 unknown, 2 compatible, 1 docs, 1 accepted; source not judged\n";
    assert!(text(&report, &Styles::new(false)).ends_with(sentence));
    assert!(
        markdown(&report)
            .lines()
            .next()
            .unwrap()
            .ends_with(sentence.trim_end())
    );
    let value: Value = serde_json::from_str(&json(&report)).unwrap();
    assert_eq!(
        value["summary"],
        json!({"wire": 2, "behavior": 1, "client": 1, "source": null, "unknown": 1, "compatible": 2, "docs": 1, "accepted": 1})
    );
}

#[test]
fn what_is_counted_is_what_is_shown() {
    let report = report(all());
    let shown = |group| report.group(group).count();
    let Summary {
        compatible,
        docs,
        accepted,
        ..
    } = report.summary;
    assert_eq!(compatible, shown(Group::Compatible));
    assert_eq!(docs, shown(Group::Docs));
    assert_eq!(accepted, shown(Group::Accepted));
}

#[test]
fn an_audience_has_a_count_where_it_was_judged_whatever_was_found() {
    let none = report(Vec::new()).summary;
    assert_eq!(
        (none.wire, none.behavior, none.client, none.source),
        (Some(0), Some(0), Some(0), None)
    );
    let some = report(vec![lost_meaning()]).summary;
    assert_eq!(
        (some.wire, some.behavior, some.source),
        (Some(0), Some(1), None)
    );
}

#[test]
fn without_findings_there_is_only_the_summary() {
    assert_eq!(
        plain(Vec::new()),
        "pets@2026-01-01 -> pets@2026-02-01: no differences\n"
    );
    assert_eq!(
        markdown(&report(Vec::new())),
        "### `pets@2026-01-01` → `pets@2026-02-01`: no differences\n"
    );
}

#[test]
fn text_of_all_kinds() {
    insta::assert_snapshot!(plain(all()));
}

#[test]
fn text_in_color() {
    let text = text(
        &report(vec![removed_path(), undecided(), entry("rule")]),
        &Styles::new(true),
    );
    insta::assert_snapshot!(text.replace('\u{1b}', "^"));
}

#[test]
fn text_of_hostile_documents() {
    let text = plain(vec![hostile()]);
    assert!(!text.contains(is_hidden), "{text:?}");
    insta::assert_snapshot!(text);
}

#[test]
fn text_stays_within_the_width_of_a_terminal() {
    let text = plain(all());
    // The last line is as long as the names of the documents.
    let (blocks, _) = text.trim_end().rsplit_once('\n').unwrap();
    for line in blocks.lines() {
        assert!(line.chars().count() <= 100, "{line}");
    }
}

#[test]
fn one_operation_is_never_hidden_behind_a_count() {
    for (operations, last) in [
        (5, "GET /pets/05 (response 200)"),
        (6, "GET /pets/06 (response 200)"),
        (7, "and 2 more operations"),
        (30, "and 25 more operations"),
    ] {
        let mut entry = shared_component();
        entry.operations.truncate(operations);
        let text = plain(vec![entry]);
        let reached = text.lines().take_while(|line| !line.contains("witness"));
        assert_eq!(reached.last().unwrap().trim(), last);
    }
}

#[test]
fn markdown_of_all_kinds() {
    insta::assert_snapshot!(markdown(&report(all())));
}

#[test]
fn markdown_of_hostile_documents() {
    let text = markdown(&report(vec![hostile()]));
    assert!(!text.contains(is_hidden), "{text:?}");
    insta::assert_snapshot!(text);
}

#[test]
fn markdown_fits_into_a_comment() {
    let many = (0..400).map(|n| Entry {
        fingerprint: n.to_string(),
        ..shared_component()
    });
    let text = markdown(&report(many.collect()));
    assert!(text.len() < 65_536, "{}", text.len());
    assert!(text.contains("400 wire breaks"), "{text}");
    assert!(
        text.trim_end()
            .ends_with("`specdate diff` shows it in a terminal.")
    );
    assert_eq!(
        text.matches("<details>").count(),
        text.matches("</details>").count()
    );
    assert!(text.contains("<details>"));
}

#[test]
fn json_is_what_the_contract_says() {
    let report = report(vec![shared_component(), undecided()]);
    let value: Value = serde_json::from_str(&json(&report)).unwrap();
    let keys = |value: &Value| {
        let mut keys: Vec<String> = value.as_object().unwrap().keys().cloned().collect();
        keys.sort();
        keys.join(" ")
    };
    assert_eq!(keys(&value), "base findings nulls revision summary");
    assert_eq!(value["nulls"]["base"], "type-or-choice");
    assert_eq!(value["nulls"]["revision"], "type");
    assert_eq!(
        keys(&value["findings"][0]),
        "accepted fingerprint gate id locations operations reason remedy shown_by title verdicts why witness"
    );
    assert_eq!(value["base"], "pets@2026-01-01");
    assert_eq!(
        value["findings"][0]["verdicts"],
        json!({"wire": "breaking", "behavior": "compatible", "client": "compatible", "source": "not-judged", "docs": "not-judged"})
    );
    assert_eq!(
        value["findings"][0]["locations"][0],
        json!({"document": "base", "file": "pets/2026-01-01.yaml", "line": 98, "column": 7, "pointer": "/components/schemas/Pet", "snippet": "enum: [new, old]"})
    );
    assert_eq!(
        value["findings"][0]["witness"],
        json!({"side": "response", "start": "200", "headers": [{"name": "Content-Type", "value": "application/json"}], "body": "{\"status\":\"sold\"}"})
    );
    assert_eq!(value["findings"][1]["witness"], Value::Null);
    assert_eq!(
        value["findings"][0]["remedy"],
        "Add the value with a new version date."
    );
    assert_eq!(value["findings"][0]["reason"], Value::Null);
    assert_eq!(
        value["findings"][1]["reason"],
        "unsupported: the pattern `(a)\\1`"
    );
    assert_eq!(value["summary"]["source"], Value::Null);
}

#[test]
fn json_is_valid_under_its_schema() {
    let schema: Value = serde_json::from_str(&schema_json()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for findings in [Vec::new(), all(), vec![hostile()]] {
        let value: Value = serde_json::from_str(&json(&report(findings))).unwrap();
        let errors: Vec<String> = validator
            .iter_errors(&value)
            .map(|error| error.to_string())
            .collect();
        assert_eq!(errors, [""; 0]);
    }
    // The schema forbids what the contract does not have.
    let mut wrong: Value = serde_json::from_str(&json(&report(all()))).unwrap();
    wrong["findings"][0]["verdicts"]["wire"] = json!("broken");
    assert!(!validator.is_valid(&wrong));
    let mut wrong: Value = serde_json::from_str(&json(&report(all()))).unwrap();
    wrong["summary"].as_object_mut().unwrap().remove("source");
    assert!(!validator.is_valid(&wrong));
}

#[test]
fn json_of_hostile_documents_keeps_the_values() {
    let entry = hostile();
    let text = json(&report(vec![entry.clone()]));
    assert!(!text.contains(is_hidden));
    let value: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(value["findings"][0]["why"], entry.why.as_str());
}

#[test]
fn places_are_shown_with_the_lines_of_their_file() {
    let place = |snippet: &str| Place {
        file: "a.yaml".to_owned(),
        line: 2,
        column: 7,
        pointer: String::new(),
        snippet: snippet.to_owned(),
    };
    let file = ["root:", "  a: [1,", "    2]", "  b: 3"];
    let line = |number: u32| {
        let line = file.get(usize::try_from(number).unwrap() - 1);
        line.map(|&line| line.into())
    };
    let excerpt = Excerpt::new(place("[1,\n    2]"), line);
    assert_eq!(
        (excerpt.lines, excerpt.goes_on),
        (vec!["  a: [1,".into(), "    2]".into()], false)
    );
    let excerpt = Excerpt::new(place(""), line);
    assert_eq!(excerpt.lines, ["  a: [1,".into()]);
    // Where the file is not at hand, the snippet has what there is.
    let excerpt = Excerpt::new(place("[1,\n    2]"), |_| None);
    assert_eq!(excerpt.lines, ["      [1,".into(), "    2]".into()]);
    let excerpt = Excerpt::new(place(&"x\n".repeat(MAX_LINES + 1)), |_| None);
    assert_eq!((excerpt.lines.len(), excerpt.goes_on), (MAX_LINES, true));
}

#[test]
fn a_value_is_shown_below_its_key() {
    let file = [
        "root:",
        "  a:",
        "    type: string",
        "  b: {type: string}",
        "  c:",
        "  - 1",
    ];
    let line = |number: u32| {
        let line = file.get(usize::try_from(number).ok()?.checked_sub(1)?)?;
        Some(Arc::from(*line))
    };
    let above = |line_number, column| {
        let place = Place {
            file: "a.yaml".to_owned(),
            line: line_number,
            column,
            pointer: String::new(),
            snippet: "x".to_owned(),
        };
        Excerpt::new(place, line).above
    };
    assert_eq!(above(3, 5).as_deref(), Some("  a:"));
    // A key that is marked itself, a value beside its key, and the first line have all that they need.
    for (line, column) in [(2, 1), (4, 3), (4, 6), (1, 1), (6, 3)] {
        assert_eq!(above(line, column), None, "{line}:{column}");
    }
    assert_eq!(above(2, 3).as_deref(), Some("root:"));
}
