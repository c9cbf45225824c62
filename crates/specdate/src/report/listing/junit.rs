//! The XML of `JUnit`, as test reports of build servers read it (Jenkins' xUnit schema): a suite per comparison, a case per finding.

use std::fmt::Write as _;

use super::{Level, Listing, details};
use crate::report::comparison::{Entry, Group, Report, operation};
use crate::report::words::visible;

/// What is told of one thing that can fail.
struct Case {
    /// What it is grouped under: an operation, or a file.
    class: String,
    name: String,
    result: Outcome,
    details: String,
}

enum Outcome {
    Passed,
    /// Why nobody has to look at it.
    Skipped(&'static str),
    /// The type of the failure.
    Failed(&'static str),
}

/// A suite per comparison, and one for what is wrong with single files. What the gate stops fails, what is accepted is
/// skipped, and so is what is ignored; the rest passes.
pub(crate) fn junit(listing: &Listing<'_>) -> String {
    let mut text = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
    if !listing.issues.is_empty() {
        let cases = listing.issues.iter().map(|issue| Case {
            class: issue.file.clone(),
            name: format!(
                "{}: {} ({}:{})",
                issue.id, issue.message, issue.line, issue.column
            ),
            result: if issue.is_error() {
                Outcome::Failed("error")
            } else {
                Outcome::Passed
            },
            details: format!("next: {}", issue.next_step),
        });
        suite(
            &mut text,
            "registry and documents",
            &cases.collect::<Vec<_>>(),
        );
    }
    for report in &listing.comparisons {
        // Build servers follow a suite by its name, so it has no counts.
        let name = format!("{} -> {}", report.base, report.revision);
        suite(&mut text, &name, &cases(report));
    }
    text.push_str("</testsuites>\n");
    text
}

fn cases(report: &Report) -> Vec<Case> {
    let mut cases: Vec<Case> = report.findings.iter().map(case).collect();
    if cases.is_empty() {
        // A suite without a case is an error for some readers.
        cases.push(Case {
            class: report.revision.clone(),
            name: "nothing changed".to_owned(),
            result: Outcome::Passed,
            details: String::new(),
        });
    }
    cases
}

fn case(entry: &Entry) -> Case {
    let mut lines = details(entry);
    let others = entry.operations.iter().skip(1);
    lines.extend(others.map(|other| format!("reaches: {}", operation(other))));
    Case {
        class: entry
            .operations
            .first()
            .map_or_else(|| "document".to_owned(), operation),
        name: format!("{}: {}", entry.id, entry.title),
        result: match (entry.group(), Level::of(entry)) {
            (Group::Accepted, _) => Outcome::Skipped("accepted in the registry"),
            (Group::Ignored, _) => Outcome::Skipped("ignored by an override of the registry"),
            (Group::Unknown, Level::Error) => Outcome::Failed("unknown"),
            // Where no gate is asked, what is not known does not pass.
            (Group::Unknown, _) if entry.decision.is_none() => Outcome::Failed("unknown"),
            (_, Level::Error) => Outcome::Failed("breaking"),
            (_, Level::Warning | Level::Note) => Outcome::Passed,
        },
        details: lines.join("\n"),
    }
}

fn suite(text: &mut String, name: &str, cases: &[Case]) {
    let count = |is: fn(&Outcome) -> bool| cases.iter().filter(|case| is(&case.result)).count();
    let failures = count(|result| matches!(result, Outcome::Failed(_)));
    let skipped = count(|result| matches!(result, Outcome::Skipped(_)));
    let _ = writeln!(
        text,
        "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{failures}\" errors=\"0\" skipped=\"{skipped}\">",
        attribute(name),
        cases.len(),
    );
    for case in cases {
        let Case {
            class,
            name,
            result,
            details,
        } = case;
        let _ = write!(
            text,
            "    <testcase classname=\"{}\" name=\"{}\">",
            attribute(class),
            attribute(name)
        );
        let _ = match result {
            Outcome::Failed(kind) => writeln!(
                text,
                "\n      <failure type=\"{kind}\" message=\"{}\">{}</failure>\n    </testcase>",
                attribute(name),
                xml(details)
            ),
            Outcome::Skipped(why) => writeln!(
                text,
                "\n      <skipped message=\"{why}\">{}</skipped>\n    </testcase>",
                xml(details)
            ),
            Outcome::Passed if details.is_empty() => writeln!(text, "</testcase>"),
            Outcome::Passed => writeln!(
                text,
                "\n      <system-out>{}</system-out>\n    </testcase>",
                xml(details)
            ),
        };
    }
    text.push_str("  </testsuite>\n");
}

/// Text of an attribute, where line breaks would be read as spaces.
fn attribute(text: &str) -> String {
    xml(text).replace('\n', "&#10;").replace('\t', "&#9;")
}

/// Text in XML 1.0.
fn xml(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in visible(text).chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            // XML 1.0, section 2.2: no characters of a document.
            '\u{fffe}' | '\u{ffff}' => escaped.push(char::REPLACEMENT_CHARACTER),
            other => escaped.push(other),
        }
    }
    escaped
}
