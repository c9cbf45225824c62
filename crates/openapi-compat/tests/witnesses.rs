//! Each message that shows a break is right under the document of its sender, and refused or not answered under that of its
//! receiver: by a reading of both that shares nothing with the comparison.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed"
)]

mod http;
mod support;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use http::document::Api;
use http::message::Message;
use http::{request, response};
use openapi_compat::{Comparison, Finding, Judgement, Side, compare};
use support::{cases, options, read};

/// Cases with a finding that breaks the contract although its message is not refused in a way that can be seen in it, or is
/// not sent as the document is written, and why.
const NOT_SEEN: &[(&str, &str)] = &[
    (
        "form-field-encoding-changed/explode",
        "the receiver reads one item where several were sent",
    ),
    (
        "parameter-content-changed/from-style-to-json",
        "the receiver reads the quotes of JSON as a part of the string",
    ),
    (
        "parameter-style-changed/path-label",
        "the receiver reads the dot of the style as a part of the string",
    ),
    (
        "response-header-serialization-changed/explode",
        "the receiver reads other members than were sent",
    ),
    (
        "response-header-serialization-changed/to-json",
        "the receiver reads JSON as other members than were sent",
    ),
    (
        "security-scope-added/one-more",
        "what a token is good for is known to the server only",
    ),
    (
        "security-scope-removed/one-less",
        "what a token is good for is known to the server only",
    ),
];

fn folders(path: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(path).unwrap();
    let mut found: Vec<_> = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    found.sort();
    found
}

/// What is wrong with the messages of one comparison.
fn wrong(
    [base, revision]: [&Api; 2],
    dates: [&str; 2],
    comparison: &Comparison,
    waiver: Option<&'static str>,
    used: &mut BTreeSet<&'static str>,
) -> Vec<String> {
    let mut found = Vec::new();
    for finding in &comparison.findings {
        if !finding.verdicts.any(Judgement::Breaking) {
            continue;
        }
        let Some(witness) = &finding.witness else {
            found.push(format!("{}: no message", finding.id));
            continue;
        };
        let text = witness.to_string();
        let is_inbound = is_inbound(finding, [base, revision]);
        // The client is that of the base, the server that of the revision.
        let from_client = (witness.side == Side::Request) != is_inbound;
        // A request that is gone altogether was sent by the base.
        let is_sent_now = finding.verdicts.wire == Judgement::Breaking;
        let is_gone = is_inbound && finding.revision.is_none() && !is_sent_now;
        let (sender, receiver) = if from_client || is_gone {
            (base, revision)
        } else {
            (revision, base)
        };
        let at_sender = problems(sender, finding, witness.side, &text, true);
        if !at_sender.is_empty() {
            match waiver {
                Some(case) => used.extend([case]),
                None => found.push(format!("{}: not sent: {at_sender:?}\n{text}", finding.id)),
            }
        }
        if finding.verdicts.wire != Judgement::Breaking {
            continue;
        }
        // An address may name the date of its document.
        let (from, to) = if from_client {
            (dates[0], dates[1])
        } else {
            (dates[1], dates[0])
        };
        let moved = text.replace(from, to);
        let at_receiver = problems(receiver, finding, witness.side, &moved, false);
        if at_receiver.is_empty() {
            match waiver {
                Some(case) => used.extend([case]),
                None => found.push(format!("{}: not refused\n{text}", finding.id)),
            }
        }
    }
    found
}

fn problems(api: &Api, finding: &Finding, side: Side, text: &str, is_sender: bool) -> Vec<String> {
    let message = Message::parse(text);
    match side {
        Side::Request => request::problems(api, &message, is_sender),
        Side::Response => {
            let operation = &finding.operations[0];
            let at = (operation.path.as_str(), operation.method.as_str());
            response::problems(api, at, &message, is_sender)
        }
    }
}

/// Whether the server sends the request: the operation is none of a path.
fn is_inbound(finding: &Finding, apis: [&Api; 2]) -> bool {
    let Some(operation) = finding.operations.first() else {
        return false;
    };
    let is_path = |api: &Api| {
        let paths = api.root().get("paths");
        paths.is_some_and(|paths| paths.get(&operation.path).is_some())
    };
    !apis.into_iter().any(is_path)
}

#[test]
fn each_message_shows_the_break() {
    let (old, new) = ("2026-01-01", "2026-02-01");
    let (mut checked, mut found, mut used) = (0, Vec::new(), BTreeSet::new());
    for case in folders(&cases()).iter().flat_map(|folder| folders(folder)) {
        let documents = [read(&case, "base.yaml"), read(&case, "revision.yaml")];
        let apis = [
            Api::read(&case, "base.yaml"),
            Api::read(&case, "revision.yaml"),
        ];
        let forward = compare(&documents[0], &documents[1], &options(old, new));
        let backward = compare(&documents[1], &documents[0], &options(new, old));
        for (apis, dates, comparison, direction) in [
            ([&apis[0], &apis[1]], [old, new], &forward, "forward"),
            ([&apis[1], &apis[0]], [new, old], &backward, "backward"),
        ] {
            let findings = comparison.findings.iter();
            let wires = findings.map(|finding| finding.verdicts.wire);
            checked += wires.filter(|&wire| wire == Judgement::Breaking).count();
            let name = case.strip_prefix(cases()).unwrap().to_str().unwrap();
            let waiver = NOT_SEEN.iter().find(|(case, _)| *case == name);
            let waiver = waiver.map(|(case, _)| *case);
            let wrong = wrong(apis, dates, comparison, waiver, &mut used);
            found.extend(
                wrong
                    .iter()
                    .map(|wrong| format!("{name} ({direction}): {wrong}\n")),
            );
        }
    }
    assert!(checked > 150, "only {checked} messages");
    assert!(
        found.is_empty(),
        "{} messages:\n{}",
        found.len(),
        found.join("\n")
    );
    let unused = NOT_SEEN.iter().map(|(case, _)| *case);
    let unused: Vec<_> = unused.filter(|case| !used.contains(case)).collect();
    assert!(unused.is_empty(), "waivers that nothing needs: {unused:?}");
}
