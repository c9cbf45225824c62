//! Reports of checks that are larger or stranger than a workspace of a test.

use openapi_compat::{Judgement, Verdicts};
use registry::Severity;

use super::*;
use crate::report::comparison::Entry;
use crate::report::comparison::samples::{BASIS, entry};
use crate::report::words::is_hidden;
use crate::terminal::Styles;

fn date(text: &str) -> VersionDate {
    text.parse().unwrap()
}

/// A finding that breaks the wire.
fn breaking(id: &str) -> Entry {
    Entry {
        verdicts: Verdicts {
            wire: Judgement::Breaking,
            ..entry(id).verdicts
        },
        ..entry(id)
    }
}

fn issue(severity: Severity, line: u32, message: &str) -> Issue {
    Issue {
        id: "some-rule",
        severity,
        file: "openapi/pets.yaml".to_owned(),
        line,
        column: 1,
        message: message.to_owned(),
        next_step: "do something".to_owned(),
    }
}

/// An API with so many dates, each of which breaks those before it, and each of which was released.
fn api(dates: u16) -> ApiCheck {
    let dates: Vec<VersionDate> = (0..dates)
        .map(|year| date(&format!("{}-01-01", 2001 + year)))
        .collect();
    let pairs = dates.iter().enumerate().flat_map(|(index, older)| {
        dates.iter().skip(index + 1).map(|newer| DatePair {
            older: *older,
            newer: *newer,
            report: Report::new(["base", "revision"], BASIS, vec![breaking("path-removed")]),
        })
    });
    let released = dates.iter().map(|date| ReleasedCheck {
        date: *date,
        report: Report::new(["base", "revision"], BASIS, Vec::new()),
        gated: Gated::default(),
    });
    ApiCheck {
        name: "pets".to_owned(),
        title: "Pets".to_owned(),
        gate: Audience::default_gate(),
        rules: GateRules::default(),
        pairs: pairs.collect(),
        released: released.collect(),
        dates: dates
            .iter()
            .map(|date| {
                let released = date.day();
                (*date, Lifecycle::Active { released })
            })
            .collect(),
        client: None,
    }
}

fn report(api: ApiCheck, issues: Vec<Issue>) -> CheckReport {
    CheckReport {
        today: "2026-03-01".parse().unwrap(),
        apis: vec![api],
        issues,
    }
}

#[test]
fn a_matrix_is_cut_where_a_terminal_ends_and_lacks_no_pair() {
    let report = report(api(9), Vec::new());
    let text = text(&report, &Styles::new(false));
    assert_eq!(text.matches("1 wire").count(), 9 * 8 / 2, "{text}");
    assert!(
        text.lines().all(|line| line.chars().count() <= 100),
        "{text}"
    );
    insta::assert_snapshot!(text);
    assert_eq!(markdown(&report).matches("1 wire |").count(), 9 * 8 / 2);
}

#[test]
fn what_fails_decides_how_a_check_ends() {
    let gated = |breaks, unknowns| Totals {
        gated: Gated { breaks, unknowns },
        ..Totals::default()
    };
    for (totals, exit) in [
        (
            Totals {
                warnings: 3,
                ..Totals::default()
            },
            Exit::Success,
        ),
        (gated(0, 2), Exit::Unknown),
        (gated(1, 2), Exit::Problem),
        (
            Totals {
                errors: 1,
                ..gated(0, 2)
            },
            Exit::Problem,
        ),
        (
            Totals {
                stale: 1,
                ..gated(0, 2)
            },
            Exit::Problem,
        ),
    ] {
        assert_eq!(totals.exit(), exit, "{totals:?}");
        let is_told = verdict("check", &totals, None, "specdate generate", "specdate").is_some();
        assert_eq!(is_told, exit != Exit::Success, "{totals:?}");
    }
}

#[test]
fn markdown_fits_into_a_comment() {
    let mut api = api(2);
    let many = (0..400).map(|n| Entry {
        fingerprint: n.to_string(),
        why: "Because. ".repeat(20),
        ..breaking("path-removed")
    });
    if let Some(released) = api.released.first_mut() {
        released.report = Report::new(["base", "revision"], BASIS, many.collect());
    }
    let issues = (1..=1000).map(|line| issue(Severity::Warning, line, "something is wrong"));
    let text = markdown(&report(api, issues.collect()));
    assert!(text.len() < 65_536, "{}", text.len());
    assert!(text.contains("1000 warnings"), "{text}");
    assert!(
        text.trim_end()
            .ends_with("`specdate check` shows it in a terminal.")
    );
    assert_eq!(
        text.matches("<details>").count(),
        text.matches("</details>").count()
    );
    assert!(text.contains("path-removed"), "{text}");
}

#[test]
fn what_others_wrote_stays_text() {
    let hostile = "@everyone | </details> \u{1b}[2J\u{202e}\n# y `";
    let mut api = api(2);
    api.title = hostile.to_owned();
    let report = report(
        api,
        vec![
            issue(Severity::Error, 1, hostile),
            issue(Severity::Warning, 2, hostile),
        ],
    );
    for text in [
        text(&report, &Styles::new(false)),
        markdown(&report),
        json(&report),
    ] {
        assert!(!text.contains(is_hidden), "{text:?}");
    }
    let text = markdown(&report);
    assert_eq!(text.matches("</details>").count(), 1, "{text}");
    assert!(!text.contains("\n# y"), "{text}");
}
