//! SARIF 2.1.0 (OASIS), which code scanning reads: a run with a result per finding and per issue.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use openapi_compat::{Audience, Judgement, Place};
use serde::Serialize;

use super::{Level, Listing, details, place};
use crate::comparing;
use crate::issue::Issue;
use crate::lints::LINTS;
use crate::report::comparison::{Entry, operation};
use crate::report::json::text;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Log {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run {
    tool: Tool,
    column_kind: &'static str,
    results: Vec<Finding>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    semantic_version: &'static str,
    rules: Vec<Rule>,
}

/// A `reportingDescriptor` (section 3.49).
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: String,
    short_description: Message,
    #[serde(skip_serializing_if = "Option::is_none")]
    full_description: Option<Message>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<Message>,
}

#[derive(Serialize)]
struct Message {
    text: String,
}

/// A `result` (section 3.27).
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding {
    rule_id: String,
    rule_index: usize,
    level: &'static str,
    message: Message,
    locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    partial_fingerprints: BTreeMap<&'static str, String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suppressions: Vec<Suppression>,
    #[serde(skip_serializing_if = "Properties::is_empty")]
    properties: Properties,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    region: Region,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactLocation {
    uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri_base_id: Option<&'static str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    start_column: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    snippet: Option<Message>,
}

#[derive(Serialize)]
struct Suppression {
    kind: &'static str,
    status: &'static str,
}

/// A property bag (section 3.8): what SARIF has no member for.
#[derive(Default, Serialize)]
struct Properties {
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    verdicts: BTreeMap<&'static str, &'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    operations: Vec<String>,
}

impl Properties {
    fn is_empty(&self) -> bool {
        self.verdicts.is_empty() && self.operations.is_empty()
    }
}

/// The log of one run.
pub(crate) fn sarif(listing: &Listing<'_>) -> String {
    let entries = || {
        let reports = listing.comparisons.iter();
        reports.flat_map(|report| &report.findings)
    };
    let mut ids: Vec<&str> = entries().map(|entry| entry.id.as_str()).collect();
    ids.extend(listing.issues.iter().map(|issue| issue.id));
    ids.sort_unstable();
    ids.dedup();
    let of_issues = listing.issues.iter().map(|issue| of_issue(issue, &ids));
    let results = of_issues.chain(entries().map(|entry| of_entry(entry, &ids)));
    let results = results.collect();
    text(&Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: env!("CARGO_PKG_NAME"),
                    semantic_version: env!("CARGO_PKG_VERSION"),
                    rules: ids.iter().map(|id| rule(id)).collect(),
                },
            },
            column_kind: "unicodeCodePoints",
            results,
        }],
    })
}

/// What is known of a rule: one of comparisons, one of single documents, or one of the registry.
fn rule(id: &str) -> Rule {
    let plain = |text: &str| Message {
        text: text.to_owned(),
    };
    let id_only = Rule {
        id: id.to_owned(),
        short_description: plain(&id.replace('-', " ")),
        full_description: None,
        help: None,
    };
    if let Some(rule) = comparing::rules().find(|rule| rule.id == id) {
        return Rule {
            full_description: Some(plain(rule.explanation)),
            help: Some(rule.remedy)
                .filter(|remedy| !remedy.is_empty())
                .map(plain),
            ..id_only
        };
    }
    match LINTS.iter().find(|lint| lint.id == id) {
        Some(lint) => Rule {
            short_description: plain(lint.title),
            full_description: Some(plain(lint.reason)),
            ..id_only
        },
        None => id_only,
    }
}

fn index(ids: &[&str], id: &str) -> usize {
    ids.binary_search(&id).unwrap_or_default()
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "note",
    }
}

fn of_entry(entry: &Entry, ids: &[&str]) -> Finding {
    let text = format!("{}\n\n{}", entry.title, details(entry).join("\n"));
    let before = entry.base.as_ref().filter(|_| entry.revision.is_some());
    Finding {
        rule_id: entry.id.clone(),
        rule_index: index(ids, &entry.id),
        level: level(Level::of(entry)),
        message: Message { text },
        locations: place(entry)
            .map(|place| location(place, None))
            .into_iter()
            .collect(),
        related_locations: before
            .map(|excerpt| location(&excerpt.place, Some("before")))
            .into_iter()
            .collect(),
        partial_fingerprints: BTreeMap::from([(
            "specdateFingerprint/v1",
            entry.fingerprint.clone(),
        )]),
        suppressions: entry
            .accepted
            .then_some(Suppression {
                kind: "external",
                status: "accepted",
            })
            .into_iter()
            .collect(),
        properties: Properties {
            verdicts: Audience::ALL
                .into_iter()
                .map(|audience| (audience.as_str(), judgement(entry.verdicts.of(audience))))
                .collect(),
            operations: entry.operations.iter().map(operation).collect(),
        },
    }
}

fn of_issue(issue: &Issue, ids: &[&str]) -> Finding {
    let Issue {
        id,
        severity: _,
        file,
        line,
        column,
        message,
        next_step,
    } = issue;
    Finding {
        rule_id: (*id).to_owned(),
        rule_index: index(ids, id),
        level: level(Level::of_issue(issue)),
        message: Message {
            text: format!("{message}\n\nnext: {next_step}"),
        },
        locations: vec![Location {
            physical_location: physical(file, (*line, *column), None),
            message: None,
        }],
        related_locations: Vec::new(),
        partial_fingerprints: BTreeMap::new(),
        suppressions: Vec::new(),
        properties: Properties::default(),
    }
}

fn judgement(judgement: Judgement) -> &'static str {
    match judgement {
        Judgement::NotJudged => "not-judged",
        Judgement::Compatible => "compatible",
        Judgement::Unknown => "unknown",
        Judgement::Breaking => "breaking",
    }
}

fn location(place: &Place, message: Option<&str>) -> Location {
    let snippet = (!place.snippet.is_empty()).then(|| place.snippet.clone());
    Location {
        physical_location: physical(&place.file, (place.line, place.column), snippet),
        message: message.map(|text| Message {
            text: text.to_owned(),
        }),
    }
}

fn physical(file: &str, (line, column): (u32, u32), snippet: Option<String>) -> PhysicalLocation {
    let is_absolute = file.starts_with('/');
    let uri = uri(file);
    PhysicalLocation {
        artifact_location: ArtifactLocation {
            uri: if is_absolute {
                format!("file://{uri}")
            } else {
                uri
            },
            uri_base_id: (!is_absolute).then_some("%SRCROOT%"),
        },
        region: Region {
            start_line: line,
            start_column: column,
            snippet: snippet.map(|text| Message { text }),
        },
    }
}

/// The path as a URI reference (RFC 3986, section 4.2): everything but unreserved characters and slashes is encoded.
fn uri(path: &str) -> String {
    let mut found = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'/') {
            found.push(char::from(byte));
        } else {
            let _ = write!(found, "%{byte:02X}");
        }
    }
    found
}
