//! Schema facts of small pairs of documents, by rule.

use openapi_doc::{Document, Limits, MemoryFiles, Role, load};
use schema_subset::Options;

use super::loosened::Questions;
use super::{Position, SchemaFact, facts};
use crate::audience::Judgement::{self, Breaking, Compatible};
use crate::unchanged::Unchanged;

/// A document with one operation: the schema stands in its request and in its response.
fn document(version: &str, schema: &str) -> Document {
    let text = format!(
        r#"{{"openapi": "{version}", "info": {{"title": "T", "version": "1"}}, "paths": {{"/things": {{"post": {{
            "requestBody": {{"content": {{"application/json": {{"schema": {schema}}}}}}},
            "responses": {{"200": {{"description": "OK", "content": {{"application/json": {{"schema": {schema}}}}}}}}}
        }}}}}}}}"#
    );
    load(
        "api.json",
        &MemoryFiles::new([("api.json", text)]),
        &Limits::default(),
    )
    .unwrap()
}

fn positions<'d>(base: &'d Document, revision: &'d Document) -> Vec<Position<'d>> {
    let request = |document: &'d Document| {
        let operation = document.operations().next().unwrap();
        let (_, content) = operation.request_body().unwrap().content().next().unwrap();
        content.schema().unwrap()
    };
    let response = |document: &'d Document| {
        let operation = document.operations().next().unwrap();
        let (_, content) = operation
            .responses()
            .next()
            .unwrap()
            .content()
            .next()
            .unwrap();
        content.schema().unwrap()
    };
    vec![
        Position {
            base: Some(request(base)),
            revision: Some(request(revision)),
            places: (base.root(), revision.root()),
            role: Role::Request,
        },
        Position {
            base: Some(response(base)),
            revision: Some(response(revision)),
            places: (base.root(), revision.root()),
            role: Role::Response,
        },
    ]
}

fn between(base: &str, revision: &str) -> Vec<SchemaFact> {
    let (base, revision) = (document("3.0.3", base), document("3.0.3", revision));
    facts(
        &base,
        &revision,
        &positions(&base, &revision),
        &Unchanged::between(&base, &revision),
        Questions::default,
        &Options::default(),
    )
    .0
}

/// The rules with what they judge for `wire` and `client`.
fn rules(base: &str, revision: &str) -> Vec<(&'static str, Judgement, Judgement)> {
    let facts = between(base, revision);
    facts
        .iter()
        .map(|fact| (fact.change.rule, fact.wire, fact.client))
        .collect()
}

#[test]
fn a_change_breaks_one_side_only() {
    let (short, long) = (
        r#"{"type": "object", "properties": {"state": {"type": "string", "enum": ["new"]}}}"#,
        r#"{"type": "object", "properties": {"state": {"type": "string", "enum": ["new", "done"]}}}"#,
    );
    // The generated client keeps values that it does not know.
    assert_eq!(
        rules(short, long),
        [("response-enum-value-added", Breaking, Compatible)]
    );
    assert_eq!(
        rules(long, short),
        [("request-enum-value-removed", Breaking, Breaking)]
    );
    assert_eq!(rules(short, short), []);
}

#[test]
fn facts_say_what_they_are_about() {
    let facts = between(
        r#"{"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}}}"#,
        r#"{"type": "object", "required": ["b"], "properties": {"a": {"type": "string"}, "b": {"type": "string"}}}"#,
    );
    let told: Vec<_> = facts
        .iter()
        .map(|fact| (fact.change.rule, fact.change.arguments.clone()))
        .collect();
    let subject = ("subject", "the body".to_owned());
    assert_eq!(
        told,
        [
            (
                "request-required-property-added",
                vec![subject.clone(), ("name", "b".to_owned())]
            ),
            (
                "response-property-became-optional",
                vec![subject, ("name", "a".to_owned())]
            ),
        ]
    );
    assert_eq!(
        facts[0]
            .value
            .as_ref()
            .map(|(_, value)| value.to_string())
            .as_deref(),
        Some(r#"{"a":""}"#)
    );
}

#[test]
fn every_kind_of_change_has_its_rule() {
    let cases = [
        (
            r#"{"type": "string"}"#,
            r#"{"type": "integer"}"#,
            vec!["request-type-changed", "response-type-changed"],
        ),
        (
            r#"{"type": "string", "nullable": true}"#,
            r#"{"type": "string"}"#,
            vec!["request-null-removed"],
        ),
        (
            r#"{"type": "string"}"#,
            r#"{"type": "string", "nullable": true}"#,
            vec!["response-null-added"],
        ),
        (
            r#"{"type": "integer", "minimum": 1}"#,
            r#"{"type": "integer", "minimum": 0}"#,
            vec!["response-range-widened"],
        ),
        (
            r#"{"type": "string", "maxLength": 9}"#,
            r#"{"type": "string", "maxLength": 8}"#,
            vec!["request-length-narrowed"],
        ),
        (
            r#"{"type": "string", "pattern": "^a"}"#,
            r#"{"type": "string", "pattern": "^b"}"#,
            vec!["request-pattern-changed", "response-pattern-changed"],
        ),
        (
            r#"{"type": "string"}"#,
            r#"{"type": "string", "format": "date"}"#,
            vec!["request-format-changed"],
        ),
        (
            r#"{"type": "array", "items": {}, "maxItems": 3}"#,
            r#"{"type": "array", "items": {}}"#,
            vec!["response-items-widened"],
        ),
        (
            r#"{"type": "string"}"#,
            r#"{"type": "string", "enum": ["a"]}"#,
            vec!["request-values-closed"],
        ),
        (
            r#"{"type": "object", "properties": {"a": {}, "b": {}}}"#,
            r#"{"type": "object", "properties": {"a": {}}, "additionalProperties": false}"#,
            vec!["request-property-refused"],
        ),
        (
            r#"{"type": "object", "properties": {"a": {}}, "additionalProperties": false}"#,
            r#"{"type": "object", "properties": {"a": {}, "b": {}}, "additionalProperties": false}"#,
            vec!["response-property-added-to-closed"],
        ),
        (
            r#"{"type": "object"}"#,
            r#"{"type": "object", "properties": {"a": {"type": "string"}}}"#,
            vec!["request-property-constrained"],
        ),
        (
            r#"{"oneOf": [{"type": "string"}, {"type": "integer"}, {"type": "boolean"}]}"#,
            r#"{"oneOf": [{"type": "string"}, {"type": "boolean"}]}"#,
            vec!["request-choice-narrowed"],
        ),
    ];
    for (base, revision, expected) in cases {
        let found: Vec<&str> = rules(base, revision)
            .into_iter()
            .map(|(rule, ..)| rule)
            .collect();
        assert_eq!(found, expected, "{base} to {revision}");
    }
}

#[test]
fn the_client_reads_what_the_generator_relaxes() {
    let client = |base: &str, revision: &str| -> Vec<Judgement> {
        let facts = between(base, revision).into_iter();
        let facts = facts.filter(|fact| fact.change.rule.starts_with("response-"));
        facts.map(|fact| fact.client).collect()
    };
    let member = |schema: &str, required: &str| {
        format!(
            r#"{{"type": "object", "required": [{required}], "properties": {{"m": {schema}}}}}"#
        )
    };
    let (text, null) = (
        r#"{"type": "string"}"#,
        r#"{"type": "string", "nullable": true}"#,
    );
    assert_eq!(client(&member(text, ""), &member(null, "")), [Compatible]);
    assert_eq!(
        client(&member(text, r#""m""#), &member(null, r#""m""#)),
        [Breaking]
    );
    assert_eq!(
        client(&member(text, r#""m""#), &member(text, "")),
        [Breaking]
    );
    assert_eq!(
        client(&member(text, ""), &member(r#"{"type": "integer"}"#, "")),
        [Breaking]
    );
    assert_eq!(
        client(r#"{"type": "string", "maxLength": 1}"#, text),
        [Compatible]
    );
}

mod declared {
    use super::*;
    use crate::schema::loosened::Answers;
    use crate::schema::walk::Walks;

    fn rules(base: &str, revision: &str) -> Vec<String> {
        let (base, revision) = (document("3.0.3", base), document("3.0.3", revision));
        let mut found = Vec::new();
        for position in positions(&base, &revision) {
            let mut walks = Walks::default();
            let root = walks.add(&position, &Unchanged::between(&base, &revision));
            let Some(root) = root else { continue };
            for declared in walks.telling(&Answers::default()).reached(root).declared {
                let arguments = declared
                    .arguments
                    .iter()
                    .filter(|(name, _)| !["subject", "then"].contains(name))
                    .map(|(_, text)| format!(" {text}"));
                found.push(format!(
                    "{}{}",
                    declared.rule,
                    arguments.collect::<String>()
                ));
            }
        }
        found
    }

    fn object(members: &str) -> String {
        format!(r#"{{"type": "object", "properties": {{{members}}}}}"#)
    }

    #[test]
    fn members_come_and_go() {
        let (one, two) = (
            object(r#""a": {"type": "string"}"#),
            object(r#""a": {"type": "string"}, "b": {"type": "string"}"#),
        );
        assert_eq!(
            rules(&one, &two),
            ["request-property-added b", "response-property-added b"]
        );
        assert_eq!(
            rules(&two, &one),
            ["request-property-removed b", "response-property-removed b"]
        );
        assert_eq!(rules(&two, &two), Vec::<String>::new());
    }

    #[test]
    fn a_break_is_not_told_twice() {
        let required = |members: &str, names: &str| {
            format!(r#"{{"type": "object", "required": [{names}], "properties": {{{members}}}}}"#)
        };
        let (one, two) = (
            required("", ""),
            required(r#""b": {"type": "string"}"#, r#""b""#),
        );
        // Containment tells of the required member in requests, and of its end in responses.
        assert_eq!(rules(&one, &two), ["response-required-property-added b"]);
        assert_eq!(rules(&two, &one), ["request-required-property-removed b"]);
    }

    #[test]
    fn defaults_and_deprecation() {
        let of = |schema: &str| object(&format!(r#""m": {schema}"#));
        assert_eq!(
            rules(
                &of(r#"{"type": "integer", "default": 1}"#),
                &of(r#"{"type": "integer", "default": 2}"#)
            ),
            [
                "request-default-changed 1 2",
                "response-default-changed 1 2"
            ]
        );
        assert_eq!(
            rules(
                &of(r#"{"type": "integer", "default": 1.0}"#),
                &of(r#"{"type": "integer", "default": 1}"#)
            ),
            Vec::<String>::new()
        );
        assert_eq!(
            rules(
                &of(r#"{"type": "string"}"#),
                &of(r#"{"type": "string", "deprecated": true}"#)
            ),
            [
                "request-property-deprecated",
                "response-property-deprecated"
            ]
        );
    }

    #[test]
    fn what_the_role_keeps_out_is_no_member() {
        let (one, two) = (
            object(""),
            object(r#""id": {"type": "string", "readOnly": true}"#),
        );
        assert_eq!(rules(&one, &two), ["response-property-added id"]);
    }
}

mod loosened {
    use super::*;
    use crate::schema::walk::Walks;

    /// The rules of what is loosened, with what they tell.
    fn rules(base: &str, revision: &str) -> Vec<String> {
        let (base, revision) = (document("3.0.3", base), document("3.0.3", revision));
        let positions = positions(&base, &revision);
        let unchanged = Unchanged::between(&base, &revision);
        let mut walks = Walks::default();
        for position in &positions {
            walks.add(position, &unchanged);
        }
        let options = Options::default();
        let (_, answers) = facts(
            &base,
            &revision,
            &positions,
            &unchanged,
            || walks.questions(),
            &options,
        );
        let told = answers.loosened.into_values().flatten().map(|declared| {
            let arguments = declared.arguments.iter().map(|(_, text)| text.as_str());
            let arguments: Vec<_> = arguments.skip(1).collect();
            format!("{} {}", declared.rule, arguments.join(" "))
        });
        told.collect()
    }

    #[test]
    fn values_that_come_in_requests_and_go_from_responses() {
        let (one, two) = (
            r#"{"type": "string", "enum": ["a"]}"#,
            r#"{"type": "string", "enum": ["b", "a"]}"#,
        );
        assert_eq!(rules(one, two), [r#"request-enum-value-added `"b"`"#]);
        assert_eq!(rules(two, one), [r#"response-enum-value-removed `"b"`"#]);
    }

    #[test]
    fn limits() {
        let (narrow, wide) = (
            r#"{"type": "integer", "minimum": 2}"#,
            r#"{"type": "integer", "minimum": 1}"#,
        );
        assert_eq!(rules(narrow, wide), ["request-range-widened minimum 2 1"]);
        assert_eq!(rules(wide, narrow), ["response-range-narrowed minimum 1 2"]);
    }

    #[test]
    fn what_says_the_same_in_other_words_is_no_loosening() {
        for (one, two) in [
            (
                r#"{"type": "integer", "minimum": 1}"#,
                r#"{"type": "integer", "minimum": 0, "exclusiveMinimum": true}"#,
            ),
            (
                r#"{"type": "string"}"#,
                r#"{"type": "string", "minLength": 0}"#,
            ),
            (
                r#"{"type": "string", "enum": ["a", "b"]}"#,
                r#"{"oneOf": [{"type": "string", "enum": ["b"]}, {"type": "string", "enum": ["a"]}]}"#,
            ),
            (
                r#"{"allOf": [{"type": "integer"}, {"maximum": 3}]}"#,
                r#"{"type": "integer", "maximum": 3}"#,
            ),
            (
                r#"{"type": "object", "properties": {"a": {}}}"#,
                r#"{"type": "object", "properties": {"a": {}}, "additionalProperties": true}"#,
            ),
        ] {
            // A written `additionalProperties: true` says more, but only of the sender.
            let found: Vec<_> = [rules(one, two), rules(two, one)].concat();
            assert_eq!(found, Vec::<String>::new(), "{one} and {two}");
        }
    }
}

mod walks {
    use super::*;
    use crate::schema::walk::Walks;

    /// A document whose body is a ring of that many schemas, the first of them with a description.
    fn ring(length: usize, first: &str) -> Document {
        let next = |at: usize| format!("#/components/schemas/S{}", at % length);
        let schemas: Vec<String> = (0..length)
            .map(|at| {
                let next = next(at + 1);
                let about = if at == 0 { first } else { "" };
                format!(r#""S{at}": {{"type": "object", "description": "{about}", "properties": {{"next": {{"$ref": "{next}"}}}}}}"#)
            })
            .collect();
        let body = format!(
            r#"{{"application/json": {{"schema": {{"$ref": "{}"}}}}}}"#,
            next(0)
        );
        let text = format!(
            r#"{{"openapi": "3.0.3", "info": {{"title": "T", "version": "1"}}, "paths": {{"/things": {{"post": {{
                "requestBody": {{"content": {body}}},
                "responses": {{"200": {{"description": "OK", "content": {body}}}}}
            }}}}}}, "components": {{"schemas": {{{}}}}}}}"#,
            schemas.join(",")
        );
        let files = MemoryFiles::new([("api.json", text)]);
        load("api.json", &files, &Limits::default()).unwrap()
    }

    #[test]
    fn rings_of_other_lengths_have_few_pairs() {
        let (base, revision) = (ring(97, ""), ring(101, "Another."));
        let mut walks = Walks::default();
        for position in positions(&base, &revision) {
            walks.add(&position, &Unchanged::between(&base, &revision));
        }
        assert_eq!(walks.len(), 2 * 101);
    }

    #[test]
    fn a_ring_that_did_not_change_is_not_walked() {
        let (base, revision) = (ring(7, ""), ring(7, ""));
        let mut walks = Walks::default();
        for position in positions(&base, &revision) {
            walks.add(&position, &Unchanged::between(&base, &revision));
        }
        assert_eq!(walks.len(), 0);
    }

    #[test]
    fn a_ring_is_walked_once() {
        let (base, revision) = (ring(7, ""), ring(7, "Another."));
        let mut walks = Walks::default();
        for position in positions(&base, &revision) {
            walks.add(&position, &Unchanged::between(&base, &revision));
            walks.add(&position, &Unchanged::between(&base, &revision));
        }
        assert_eq!(walks.len(), 2 * 7);
    }
}
