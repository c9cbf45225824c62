//! What breaks whom: the judged findings from date to date, and of each document since its release.
//!
//! A change that breaks somebody changes a snapshot here, so that it is reviewed before it lands.

use std::fmt::Write as _;

use openapi_compat::{Audience, Finding, Judgement, Options, compare};
use openapi_doc::Document;
use registry::Api;
use specdate_tests::workspace_registry;

use crate::{for_each_version, read};

#[test]
fn every_older_and_newer_date() {
    for api in workspace_registry().apis.values() {
        for (index, older) in api.versions.iter().enumerate() {
            for newer in api.versions.iter().skip(index + 1) {
                let (base, revision) = (read(&older.document), read(&newer.document));
                let pair = (older.date.to_string(), newer.date.to_string());
                insta::assert_snapshot!(
                    format!("findings-{}@{}..{}", api.name, older.date, newer.date),
                    told(&base, &revision, &options(api, pair))
                );
            }
        }
    }
}

#[test]
fn every_released_document_and_its_copy() {
    for_each_version(|api, version| {
        if version.lifecycle.is_released() {
            let (released, current) = (read(&version.released_copy), read(&version.document));
            let date = version.date.to_string();
            let found = told(&released, &current, &options(api, (date.clone(), date)));
            insta::assert_snapshot!(
                format!("findings-{}@{}-since-release", api.name, version.date),
                found
            );
        }
    });
}

fn options(api: &Api, (base, revision): (String, String)) -> Options {
    let casing = api.headers.casing.as_ref().map(|casing| &casing.name);
    let selectors = [api.headers.version.as_ref(), casing];
    Options {
        api: api.name.to_string(),
        pair: format!("{base}..{revision}"),
        selector_headers: selectors
            .into_iter()
            .flatten()
            .map(|name| name.as_str().to_owned())
            .collect(),
        server_dates: Some((base, revision)),
    }
}

/// The findings without lines and columns, which unrelated edits change.
fn told(base: &Document, revision: &Document, options: &Options) -> String {
    let comparison = compare(base, revision, options);
    let mut text = format!("{:?}", comparison.summary());
    for finding in &comparison.findings {
        let _ = write!(text, "\n\n{}", paragraph(finding));
    }
    text
}

fn paragraph(finding: &Finding) -> String {
    let judged = |judgement: Judgement| {
        let audiences = Audience::ALL.into_iter();
        let names = audiences.filter(move |audience| finding.verdicts.of(*audience) == judgement);
        names.map(Audience::as_str).collect::<Vec<_>>().join(", ")
    };
    let mut text = format!("{}: {}", finding.id, finding.title);
    for judgement in [Judgement::Breaking, Judgement::Unknown] {
        let names = judged(judgement);
        if !names.is_empty() {
            let _ = write!(text, "\n  {judgement}: {names}");
        }
    }
    for (side, place) in [("base", &finding.base), ("revision", &finding.revision)] {
        if let Some(place) = place {
            let _ = write!(text, "\n  {side}: {}", place.pointer);
        }
    }
    for operation in &finding.operations {
        let _ = write!(
            text,
            "\n  in: {} {} {}",
            operation.method, operation.path, operation.part
        );
    }
    if let Some(message) = &finding.witness {
        let _ = write!(
            text,
            "\n  shown by:\n    {}",
            message.to_string().replace('\n', "\n    ")
        );
    }
    text.push_str("\n  fingerprint: ");
    text.push_str(&finding.fingerprint);
    text
}
