//! Findings made by hand, for tests.

use openapi_compat::{
    Comparison, HttpMessage, Judgement, NullReading, Operation, Place, Side, Verdicts,
};

use super::{Basis, Entry, Excerpt, Report};

pub(crate) const COMPATIBLE: Verdicts = Verdicts {
    wire: Judgement::Compatible,
    behavior: Judgement::Compatible,
    client: Judgement::Compatible,
    source: Judgement::NotJudged,
    docs: Judgement::NotJudged,
};

/// A finding that breaks nobody and has nothing but its sentences.
pub(crate) fn entry(id: &str) -> Entry {
    Entry {
        id: id.to_owned(),
        title: format!("what `{id}` says"),
        why: "Nobody notices.".to_owned(),
        remedy: String::new(),
        verdicts: COMPATIBLE,
        base: None,
        revision: None,
        operations: Vec::new(),
        witness: None,
        shown_by: None,
        reason: None,
        fingerprint: format!("{id}-0123"),
        accepted: false,
        decision: None,
    }
}

pub(super) fn place(file: &str, (line, column): (u32, u32), snippet: &str) -> Excerpt {
    let place = Place {
        file: file.to_owned(),
        line,
        column,
        pointer: "/components/schemas/Pet".to_owned(),
        snippet: snippet.to_owned(),
    };
    Excerpt::new(place, |_| None)
}

pub(super) fn operation(path: &str, method: &str, part: &str) -> Operation {
    Operation {
        path: path.to_owned(),
        method: method.to_owned(),
        part: part.to_owned(),
    }
}

/// A comparison of two documents without clients.
pub(crate) const BASIS: Basis = Basis {
    nulls: [NullReading::Type; 2],
    judged: Comparison::JUDGED,
};

pub(crate) fn report(findings: Vec<Entry>) -> Report {
    let basis = Basis {
        nulls: [NullReading::TypeOrChoice, NullReading::Type],
        judged: Comparison::JUDGED,
    };
    Report::new(["pets@2026-01-01", "pets@2026-02-01"], basis, findings)
}

/// A shared component with thirty operations, both places and a response that shows the break.
pub(super) fn shared_component() -> Entry {
    Entry {
        title: "value `sold` was added to the responses of `Status`".to_owned(),
        why: "A client built for the base document knows only `new` and `old`, and the document does not say that there may be others.".to_owned(),
        remedy: "Add the value with a new version date.".to_owned(),
        verdicts: Verdicts {
            wire: Judgement::Breaking,
            ..COMPATIBLE
        },
        base: Some(place("pets/2026-01-01.yaml", (98, 7), "enum: [new, old]")),
        revision: Some(place(
            "pets/2026-02-01.yaml",
            (101, 7),
            "enum:\n        - new\n        - old\n        - sold",
        )),
        operations: (1..=30)
            .map(|n| operation(&format!("/pets/{n:02}"), "GET", "response 200"))
            .collect(),
        witness: Some(HttpMessage {
            side: Side::Response,
            is_inbound: false,
            start: "200".to_owned(),
            headers: vec![("Content-Type".to_owned(), "application/json".to_owned())],
            body: Some("{\"status\":\"sold\"}".into()),
        }),
        ..entry("response-enum-value-added")
    }
}

/// One place, and a request that shows the break.
pub(super) fn removed_path() -> Entry {
    Entry {
        title: "path `/pets/{id}` was removed".to_owned(),
        why: "Requests to `/pets/{id}` are no longer answered.".to_owned(),
        remedy: "Keep the path, mark its operations as deprecated, and remove it with a new version date after the notice period.".to_owned(),
        verdicts: Verdicts {
            wire: Judgement::Breaking,
            client: Judgement::Breaking,
            ..COMPATIBLE
        },
        base: Some(place("pets/2026-01-01.yaml", (9, 3), "/pets/{id}:\n    get:\n      operationId: get_pet\n      parameters:\n        - name: id\n          in: path\n          required: true\n          schema:\n            type: string")),
        operations: vec![operation("/pets/{id}", "GET", "")],
        witness: Some(HttpMessage {
            side: Side::Request,
            is_inbound: false,
            start: "GET /pets/x".to_owned(),
            headers: vec![("Accept".to_owned(), "application/json".to_owned())],
            body: None,
        }),
        ..entry("path-removed")
    }
}

/// Nothing could be decided, and there is no place.
pub(super) fn undecided() -> Entry {
    Entry {
        title: "the pattern of `code` changed".to_owned(),
        why: "A pattern with a back reference is no regular language.".to_owned(),
        remedy: "Write the pattern without back references.".to_owned(),
        reason: Some("unsupported: the pattern `(a)\\1`".to_owned()),
        verdicts: Verdicts {
            wire: Judgement::Unknown,
            client: Judgement::Unknown,
            ..COMPATIBLE
        },
        ..entry("pattern-changed")
    }
}

pub(super) fn lost_meaning() -> Entry {
    Entry {
        title: "query parameter `limit` is no longer read".to_owned(),
        why: "Requests with `limit` are accepted, and it has no effect.".to_owned(),
        remedy: "Keep the parameter.".to_owned(),
        verdicts: Verdicts {
            behavior: Judgement::Breaking,
            ..COMPATIBLE
        },
        base: Some(place("pets/2026-01-01.yaml", (20, 11), "- name: limit")),
        ..entry("parameter-removed")
    }
}

/// A finding of each kind.
pub(crate) fn all() -> Vec<Entry> {
    vec![
        shared_component(),
        removed_path(),
        undecided(),
        lost_meaning(),
        Entry {
            accepted: true,
            ..Entry {
                fingerprint: "accepted-0123".to_owned(),
                ..removed_path()
            }
        },
        Entry {
            title: "path `/owners` was added".to_owned(),
            revision: Some(place("pets/2026-02-01.yaml", (40, 3), "/owners:")),
            ..entry("path-added")
        },
        entry("optional-parameter-added"),
        Entry {
            title: "documentation of `GET /pets` changed: description".to_owned(),
            verdicts: Verdicts {
                docs: Judgement::Compatible,
                ..COMPATIBLE
            },
            ..entry("docs-changed")
        },
    ]
}

/// Every text comes from a document that wants to be something else than text.
pub(crate) fn hostile() -> Entry {
    let text = "@everyone `a|b` ``` </details><script>\u{1b}[2J\u{202e}x\r\n\n# y ![i](http://a.example) #1 <!--";
    Entry {
        title: format!("member `{text}` was removed"),
        why: text.to_owned(),
        remedy: text.to_owned(),
        reason: Some(text.to_owned()),
        verdicts: Verdicts {
            wire: Judgement::Breaking,
            ..COMPATIBLE
        },
        base: Some(place("a|`b.yaml", (3, 5), text)),
        revision: Some(place("<b>.json", (3, 5), "````\n@everyone\n```")),
        operations: vec![operation(text, "GET", "request")],
        witness: Some(HttpMessage {
            side: Side::Request,
            is_inbound: false,
            start: "GET /".to_owned(),
            headers: vec![("X".to_owned(), text.to_owned())],
            body: Some(format!("```\n{text}").into()),
        }),
        fingerprint: text.to_owned(),
        ..entry("path-removed")
    }
}
