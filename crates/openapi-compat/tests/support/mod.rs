//! Reads documents and writes findings as text.

#![allow(dead_code, reason = "each test binary uses its part")]

use std::fmt::Write;
use std::path::{Path, PathBuf};

use openapi_compat::{Audience, Comparison, Finding, Judgement, Options, Place};
use openapi_doc::{Document, FileSystem, Limits, MemoryFiles, load};

/// The folder of the cases.
pub fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}

/// Reads a document from a folder.
pub fn read(folder: &Path, name: &str) -> Document {
    let files = FileSystem::new(folder).unwrap();
    load(name, &files, &Limits::default()).unwrap_or_else(|problems| {
        let problems: Vec<_> = problems.iter().map(ToString::to_string).collect();
        panic!("{}: {}", folder.display(), problems.join("\n"))
    })
}

/// Reads a document from a text that begins after `info`.
pub fn document(text: &str) -> Document {
    let text = format!("openapi: 3.1.1\ninfo: {{ title: Pets, version: '1' }}\n{text}");
    let files = MemoryFiles::new([("api.yaml", text)]);
    load("api.yaml", &files, &Limits::default()).unwrap_or_else(|problems| {
        let problems: Vec<_> = problems.iter().map(ToString::to_string).collect();
        panic!("{}", problems.join("\n"))
    })
}

/// The options of the cases; `base` and `revision` are the dates of the two documents.
pub fn options(base: &str, revision: &str) -> Options {
    Options {
        api: "pets".to_owned(),
        pair: format!("{base}..{revision}"),
        selector_headers: vec!["Pets-Version".to_owned()],
        server_dates: Some((base.to_owned(), revision.to_owned())),
    }
}

/// Findings as text: what a reviewer of a case has to see.
pub fn report(comparison: &Comparison) -> String {
    let mut report = String::new();
    for finding in &comparison.findings {
        write_finding(&mut report, finding).unwrap();
    }
    if report.is_empty() {
        report.push_str("  nothing\n");
    }
    report
}

fn write_finding(out: &mut String, finding: &Finding) -> std::fmt::Result {
    writeln!(out, "  {}: {}", finding.id, finding.title)?;
    writeln!(out, "    {}", verdict(finding))?;
    writeln!(out, "    why: {}", finding.why)?;
    if let Some(reason) = &finding.reason {
        writeln!(out, "    reason: {reason}")?;
    }
    let pointer = |place: &Option<Place>| {
        place.as_ref().map_or("(nothing)".to_owned(), |place| {
            format!("#{}", place.pointer)
        })
    };
    writeln!(
        out,
        "    at: {} -> {}",
        pointer(&finding.base),
        pointer(&finding.revision)
    )?;
    for operation in &finding.operations {
        let part = Some(&operation.part).filter(|part| !part.is_empty());
        let part = part.map(|part| format!(", {part}")).unwrap_or_default();
        writeln!(out, "    in: {} {}{part}", operation.method, operation.path)?;
    }
    if let Some(witness) = &finding.witness {
        for line in witness.to_string().lines() {
            writeln!(out, "    | {line}")?;
        }
    }
    Ok(())
}

/// `breaking: wire, client`, or the word for a finding that breaks nobody.
pub fn verdict(finding: &Finding) -> String {
    let of = |judgement| {
        let audiences: Vec<_> = Audience::ALL
            .into_iter()
            .filter(|audience| finding.verdicts.of(*audience) == judgement)
            .map(Audience::as_str)
            .collect();
        Some(audiences.join(", ")).filter(|names| !names.is_empty())
    };
    if let Some(names) = of(Judgement::Breaking) {
        return format!("breaking: {names}");
    }
    if let Some(names) = of(Judgement::Unknown) {
        return format!("unknown: {names}");
    }
    if finding.verdicts.docs == Judgement::Compatible {
        return "docs".to_owned();
    }
    "compatible".to_owned()
}
