//! What `specdate explain` says about rules.

use std::fmt::Write as _;

use openapi_compat::{Audience, Judgement, Rule, RuleDefault, Verdicts};

use registry::{Level, Severity};

use crate::lints::Lint;
use crate::problems::ProblemKind;
use crate::report::table::{Cell, table};
use crate::report::words::wrapped;
use crate::terminal::Styles;

/// How wide sentences are at most.
const WIDTH: usize = 100;

/// A line for each rule about two documents, for each lint of one, and for each problem of a registry: its id and its title.
pub(crate) fn list(
    rules: &[&Rule],
    lints: &[&Lint],
    problems: &[ProblemKind],
    styles: &Styles,
) -> String {
    let rules = rules.iter().map(|rule| (rule.id, rule.title));
    let lints = lints.iter().map(|lint| (lint.id, lint.title));
    let problems = problems.iter().map(|kind| (kind.id, kind.title));
    let rows: Vec<Vec<Cell>> = rules
        .chain(lints)
        .chain(problems)
        .map(|(id, title)| vec![Cell::new(id, styles.subject), Cell::plain(title)])
        .collect();
    table(&rows, "")
}

/// All about one lint.
pub(crate) fn lint(lint: &Lint, styles: &Styles) -> String {
    let Lint {
        id,
        severity,
        title,
        reason,
        ..
    } = lint;
    problem(
        &ProblemKind {
            id,
            severity: *severity,
            title,
            reason,
        },
        styles,
    )
}

/// All about one kind of problem.
pub(crate) fn problem(kind: &ProblemKind, styles: &Styles) -> String {
    let ProblemKind {
        id,
        severity,
        title,
        reason,
    } = kind;
    let Styles { subject, .. } = styles;
    let (style, word, meaning) = match severity {
        Severity::Error => (styles.error, "error", "fails `check` and `review`"),
        Severity::Warning => (
            styles.warning,
            "warning",
            "told by `check` and `review`, and fails nothing",
        ),
    };
    let mut text = format!("{subject}{id}:{subject:#} {title}\n\n");
    let _ = writeln!(text, "  {style}{word}{style:#}  {meaning}\n");
    for line in wrapped(reason, WIDTH) {
        let _ = writeln!(text, "{line}");
    }
    text
}

/// What a policy or the registry says about a rule.
pub(crate) struct Decided {
    pub(crate) who: String,
    pub(crate) level: Level,
    pub(crate) why: String,
}

/// All about one rule, with what was decided about it.
pub(crate) fn rule(rule: &Rule, decided: &[Decided], styles: &Styles) -> String {
    let Styles { subject, help, .. } = styles;
    let mut text = format!("{subject}{}:{subject:#} {}\n\n", rule.id, rule.title);
    match rule.default {
        RuleDefault::Fixed(verdicts) => fixed(&mut text, verdicts, styles),
        RuleDefault::Computed => {
            text.push_str("Whom it breaks is found out for each change, by comparing what may be sent with what is accepted.\n");
        }
    }
    for paragraph in [rule.why, rule.explanation] {
        text.push('\n');
        for line in wrapped(paragraph, WIDTH) {
            let _ = writeln!(text, "{line}");
        }
    }
    if !rule.remedy.is_empty() {
        let _ = writeln!(text, "\n{help}Instead:{help:#}");
        for line in wrapped(rule.remedy, WIDTH - 2) {
            let _ = writeln!(text, "  {line}");
        }
    }
    if let Some(inbound) = rule.inbound {
        let _ = writeln!(
            text,
            "\n{subject}In webhooks and callbacks:{subject:#} the server sends the request"
        );
        if let RuleDefault::Fixed(verdicts) = inbound.default {
            fixed(&mut text, verdicts, styles);
        }
        for line in wrapped(inbound.why, WIDTH - 2) {
            let _ = writeln!(text, "  {line}");
        }
    }
    if let Some(mirror) = rule.mirror {
        let backwards = if mirror == rule.id {
            "the same rule"
        } else {
            mirror
        };
        let _ = writeln!(text, "\n{subject}Made backwards:{subject:#} {backwards}");
    }
    if !decided.is_empty() {
        let _ = writeln!(text, "\n{subject}Decided:{subject:#}");
        let rows: Vec<Vec<Cell>> = decided
            .iter()
            .map(|Decided { who, level, why }| {
                let style = match level {
                    Level::Error => styles.error,
                    Level::Warn => styles.warning,
                    Level::Ignore => styles.faint,
                };
                vec![
                    Cell::plain(who),
                    Cell::new(level.as_str(), style),
                    Cell::plain(why),
                ]
            })
            .collect();
        text.push_str(&table(&rows, "  "));
    }
    text
}

/// The audiences by judgement, the worst first.
fn fixed(text: &mut String, verdicts: Verdicts, styles: &Styles) {
    for (judgement, style) in [
        (Judgement::Breaking, styles.error),
        (Judgement::Unknown, styles.warning),
        (Judgement::Compatible, styles.progress),
        (Judgement::NotJudged, styles.faint),
    ] {
        let names: Vec<&str> = Audience::ALL
            .into_iter()
            .filter(|audience| verdicts.of(*audience) == judgement)
            .map(Audience::as_str)
            .collect();
        if !names.is_empty() {
            let _ = writeln!(
                text,
                "  {style}{:<10}{style:#}  {}",
                judgement.as_str(),
                names.join(", ")
            );
        }
    }
}

#[cfg(test)]
pub(crate) mod samples {
    use super::*;

    pub(crate) fn rules() -> [Rule; 2] {
        let removed = Rule {
            id: "path-removed",
            title: "path `{path}` was removed",
            why: "Requests to `{path}` are no longer answered.",
            remedy: "Keep the path, mark its operations as deprecated, and remove it with a new version date after the notice period is over.",
            explanation: "A client built for the base document sends requests to this path.\nPaths are compared by their templates (OpenAPI 3.1.1, 4.8.8).",
            default: RuleDefault::Fixed(Verdicts {
                wire: Judgement::Breaking,
                behavior: Judgement::Compatible,
                client: Judgement::Breaking,
                ..Verdicts::default()
            }),
            inbound: None,
            mirror: Some("path-added"),
        };
        let changed = Rule {
            id: "schema-changed",
            title: "schema {what} changed",
            why: "It depends.",
            remedy: "",
            explanation: "Sets are compared.",
            default: RuleDefault::Computed,
            inbound: None,
            mirror: Some("schema-changed"),
        };
        [removed, changed]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_tells_whom_it_breaks_and_what_to_do_instead() {
        let [removed, changed] = samples::rules();
        insta::assert_snapshot!(rule(&removed, &[], &Styles::new(false)));
        let decided = [Decided {
            who: "policy `p`".to_owned(),
            level: Level::Warn,
            why: "it is so".to_owned(),
        }];
        insta::assert_snapshot!(rule(&changed, &decided, &Styles::new(false)));
    }

    #[test]
    fn a_list_has_a_line_for_each() {
        let [removed, changed] = samples::rules();
        insta::assert_snapshot!(list(&[&removed, &changed], &[], &[], &Styles::new(false)), @r"
        path-removed    path `{path}` was removed
        schema-changed  schema {what} changed
        ");
    }
}
