//! Documents that are made to hang or to crash a comparison.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed"
)]

mod support;

use std::fmt::Write;

use openapi_compat::{Options, compare, positions};
use support::document;

#[test]
fn callbacks_that_contain_themselves() {
    let text = "paths:
  /a:
    post: { $ref: '#/components/pathItems/a/post' }
"
    .replace(
        "    post: { $ref: '#/components/pathItems/a/post' }\n",
        "    $ref: '#/components/pathItems/a'\n",
    );
    let text = format!(
        "{text}components:
  pathItems:
    a:
      post:
        callbacks: {{ again: {{ '{{$request.body#/url}}': {{ $ref: '#/components/pathItems/a' }} }} }}
        responses: {{ '200': {{ description: d }} }}
"
    );
    let base = document(&text);
    let revision = document(&text.replace("'200'", "'204'"));
    let found = compare(&base, &revision, &Options::default());
    let ids: Vec<_> = found.findings.iter().map(|finding| finding.id).collect();
    assert_eq!(
        ids,
        [
            "response-success-status-added",
            "response-success-status-removed"
        ]
    );
    assert_eq!(
        found.findings[1].operations.len(),
        2,
        "as an operation, and as its own callback"
    );
}

#[test]
fn schemas_that_reach_each_other_on_many_paths() {
    // Level n has two arms that both lead to level n - 1: 2^60 ways down.
    let mut schemas = String::from("    S0: { type: string }\n");
    for level in 1..60 {
        let below = level - 1;
        writeln!(
            schemas,
            "    S{level}: {{ anyOf: [{{ $ref: '#/components/schemas/S{below}' }}, {{ $ref: '#/components/schemas/S{below}' }}] }}"
        )
        .unwrap();
    }
    let text = |explode| {
        format!(
            "paths:
  /a:
    get:
      parameters: [{{ name: q, in: query, explode: {explode}, schema: {{ $ref: '#/components/schemas/S59' }} }}]
      responses: {{ '200': {{ description: d }} }}
components:
  schemas:
{schemas}"
        )
    };
    let (base, revision) = (document(&text(true)), document(&text(false)));
    let found = compare(&base, &revision, &Options::default());
    assert!(found.findings.len() <= 1);
}

#[test]
fn many_paths_parameters_and_servers() {
    let mut text = String::from("servers:\n");
    for server in 0..20 {
        writeln!(
            text,
            "  - url: https://{{a}}.{{b}}.{{c}}.example.com/{server}\n    variables:"
        )
        .unwrap();
        for name in ["a", "b", "c"] {
            let values: Vec<_> = (0..30).map(|value| format!("v{value}")).collect();
            writeln!(
                text,
                "      {name}: {{ default: v0, enum: [{}] }}",
                values.join(", ")
            )
            .unwrap();
        }
    }
    text.push_str("paths:\n");
    for path in 0..50 {
        writeln!(
            text,
            "  /p/{path}:\n    get:\n      responses: {{ '200': {{ description: d }} }}"
        )
        .unwrap();
        writeln!(
            text,
            "  /p/{path}/{{x}}:\n    parameters: [{{ name: x, in: path, required: true, schema: {{ type: string }} }}]\n    get:\n      parameters:"
        )
        .unwrap();
        for parameter in 0..50 {
            writeln!(
                text,
                "        - {{ name: q{parameter}, in: query, schema: {{ type: string }} }}"
            )
            .unwrap();
        }
        writeln!(text, "      responses: {{ default: {{ description: d }} }}").unwrap();
    }
    let base = document(&text);
    let revision = document(
        &text
            .replace("in: query", "in: cookie")
            .replace("/p/", "/q/"),
    );
    let found = compare(&base, &revision, &Options::default());
    assert!(
        found
            .findings
            .iter()
            .all(|finding| finding.id.starts_with("path-"))
    );
    let revision = document(&text.replace("in: query", "in: cookie"));
    let found = compare(&base, &revision, &Options::default());
    assert_eq!(found.findings.len(), 50 * 50);
    assert!(!positions(&base, &revision, &Options::default()).is_empty());
}

#[test]
fn names_of_any_length_and_kind() {
    let long = "x".repeat(100_000);
    let base = document(&format!(
        "paths:\n  ? /{long}\n  :\n    get: {{ responses: {{ '200': {{ description: d }} }} }}\n  '/a`\\b\"{{ü}}':\n    get:\n      parameters: [{{ name: ü, in: path, required: true, schema: {{ type: string }} }}]\n      responses: {{ '200': {{ description: d }} }}\n"
    ));
    let revision = document("paths: {}\n");
    let found = compare(&base, &revision, &Options::default());
    assert_eq!(found.findings.len(), 2);
    for finding in found.findings {
        assert!(finding.title.chars().count() < 300);
    }
}

/// Each alternative of the revision asks for one scheme less than one of the base, and each is held against each.
#[test]
fn many_long_security_alternatives() {
    const COUNT: usize = 300;
    const LENGTH: usize = 50;
    let text = |shorter: usize| {
        let mut text = String::from("security:\n");
        for first in 0..COUNT {
            let schemes = (first + shorter..first + LENGTH).map(|scheme| format!("s{scheme}: []"));
            let schemes: Vec<String> = schemes.collect();
            writeln!(text, "  - {{ {} }}", schemes.join(", ")).unwrap();
        }
        text.push_str("paths: { /a: { get: { responses: { '200': { description: d } } } } }\ncomponents:\n  securitySchemes:\n");
        for scheme in 0..COUNT + LENGTH {
            writeln!(
                text,
                "    s{scheme}: {{ type: apiKey, in: header, name: S{scheme} }}"
            )
            .unwrap();
        }
        text
    };
    let (base, revision) = (document(&text(0)), document(&text(1)));
    let found = compare(&base, &revision, &Options::default());
    assert_eq!(found.findings.len(), COUNT);
    let is_loosened = |id: &str| id == "security-requirement-loosened";
    assert!(found.findings.iter().all(|of| is_loosened(of.id)));
    let found = compare(&revision, &base, &Options::default());
    assert!(!found.findings.is_empty());
}

/// 20,000 listed values of which one is exchanged: one value more in each direction.
#[test]
fn long_enumerations() {
    let text = |first: usize| {
        let values: Vec<String> = (first..first + 20_000).map(|n| format!("v{n}")).collect();
        let values = values.join(", ");
        format!(
            "paths:
  /a:
    get:
      responses:
        '200': {{ description: d, content: {{ application/json: {{ schema: {{ enum: [{values}] }} }} }} }}
"
        )
    };
    let (base, revision) = (document(&text(0)), document(&text(1)));
    let found = compare(&base, &revision, &Options::default());
    let broken = found
        .findings
        .iter()
        .find(|finding| finding.id == "response-enum-value-added");
    let witness = broken.unwrap().witness.as_ref().unwrap();
    assert_eq!(witness.body.as_deref(), Some("\"v20000\""));
}

/// The bytes of all messages, and how many findings have one of their own or that of another.
fn messages(found: &[openapi_compat::Finding]) -> (usize, usize) {
    let bodies = found.iter().filter_map(|finding| finding.witness.as_ref());
    let bytes = bodies.map(|witness| witness.to_string().len());
    let shown = found.iter().filter(|finding| {
        let first = finding.shown_by.as_ref();
        let is_told = |first: &String| {
            let mut others = found.iter().filter(|other| other.fingerprint == *first);
            others.next().is_some_and(|other| other.witness.is_some())
        };
        finding.witness.is_some() || first.is_some_and(is_told)
    });
    (bytes.sum(), shown.count())
}

/// 2,000 members that nobody reads any more: each message has the one that it is about.
#[test]
fn many_removed_properties() {
    const COUNT: usize = 2_000;
    let text = |names: std::ops::Range<usize>| {
        let members: Vec<String> = names.map(|n| format!("p{n}: {{ type: string }}")).collect();
        let members = members.join(", ");
        format!(
            "paths:
  /a:
    post:
      requestBody:
        required: true
        content: {{ application/json: {{ schema: {{ type: object, required: [p0], properties: {{ {members} }} }} }} }}
      responses: {{ '204': {{ description: d }} }}
"
        )
    };
    let (base, revision) = (document(&text(0..COUNT)), document(&text(0..1)));
    let found = compare(&base, &revision, &Options::default()).findings;
    assert_eq!(found.len(), COUNT - 1);
    let (bytes, shown) = messages(&found);
    assert_eq!(shown, COUNT - 1);
    assert!(bytes < COUNT * 100, "{bytes} bytes");
}

/// 500 required members of another type: each message has to have all of them. Some are about one member, the others are one.
#[test]
fn many_changed_required_properties() {
    const COUNT: usize = 500;
    let text = |of: &str| {
        let names: Vec<String> = (0..COUNT).map(|n| format!("p{n}")).collect();
        let members: Vec<String> = names
            .iter()
            .map(|name| format!("{name}: {{ type: {of} }}"))
            .collect();
        let (names, members) = (names.join(", "), members.join(", "));
        format!(
            "paths:
  /a:
    get:
      responses:
        '200': {{ description: d, content: {{ application/json: {{ schema: {{ type: object, required: [{names}], properties: {{ {members} }} }} }} }} }}
"
        )
    };
    let (base, revision) = (document(&text("string")), document(&text("integer")));
    let found = compare(&base, &revision, &Options::default()).findings;
    assert_eq!(found.len(), COUNT);
    let breaks = found.iter().filter(|finding| {
        finding.verdicts.wire == openapi_compat::Judgement::Breaking
            && finding.verdicts.client == openapi_compat::Judgement::Breaking
    });
    assert_eq!(breaks.count(), COUNT);
    let (bytes, shown) = messages(&found);
    assert_eq!(shown, COUNT);
    assert!(bytes < 3_000_000, "{bytes} bytes");
}
