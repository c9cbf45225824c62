//! Many documents in one pool: references, groups, dialects, roles, and places at which nothing could be sent.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

use schema_subset::{
    Dialect, Options, Pool, Reading, Reason, Relaxation, Role, Schema, SchemaId, Verdict, subset,
};
use source_tree::{Format, Limits, Pointer, SourceTree};

const REQUEST: Option<Role> = Some(Role::Request);

fn tree(name: &str, text: &str) -> SourceTree {
    SourceTree::parse(name, text.into(), Format::Json, &Limits::default()).unwrap()
}

fn json_schema() -> Reading {
    Reading::of(Dialect::JsonSchema2020_12)
}

fn at(pointer: &str) -> Pointer {
    Pointer::parse(pointer).unwrap()
}

/// The verdict on `/a` in `/b` of one document in the role of a request, and how places were read otherwise.
fn in_request(text: &str) -> (Verdict, Vec<(String, Relaxation)>) {
    let tree = tree("schemas.json", text);
    let mut pool = Pool::new();
    let document = pool.insert("schemas.json", &tree, json_schema()).unwrap();
    let a = pool.node(document, &at("/a")).unwrap();
    let b = pool.node(document, &at("/b")).unwrap();
    let verdict = pool.compare(a, b, REQUEST, &Options::default());
    let relaxed = pool.relaxations(Role::Request).into_iter();
    let relaxed = relaxed.map(|(_, pointer, how)| (pointer.to_string(), how));
    (verdict, relaxed.collect())
}

fn witness(verdict: &Verdict) -> String {
    match verdict {
        Verdict::NotContained(witness) => witness.to_string(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn references_lead_across_the_documents_of_a_group() {
    let texts = [
        (
            "api/root.json",
            r#"{"Name": {"$ref": "common.json#/Name"}}"#,
        ),
        (
            "api/common.json",
            r#"{"Name": {"type": "string", "maxLength": 3}}"#,
        ),
    ];
    let newer = r#"{"Name": {"type": "string", "maxLength": 5}}"#;
    let old = texts.map(|(name, text)| tree(name, text));
    let new = [
        tree("api/root.json", texts[0].1),
        tree("api/common.json", newer),
    ];
    let mut pool = Pool::new();
    let mut roots = Vec::new();
    for trees in [&old, &new] {
        let [root, common] = trees;
        roots.push(pool.insert("api/root.json", root, json_schema()).unwrap());
        pool.insert("api/common.json", common, json_schema())
            .unwrap();
        pool.begin_group();
    }
    let [old, new] = roots.try_into().unwrap();
    let (old, new) = (
        pool.node(old, &at("/Name")).unwrap(),
        pool.node(new, &at("/Name")).unwrap(),
    );
    assert!(
        pool.compare(old, new, None, &Options::default())
            .is_contained()
    );
    let verdict = pool.compare(new, old, None, &Options::default());
    let witness = verdict.witness().unwrap();
    assert_eq!(witness.to_string(), r#""aaaa""#);
    let cause = witness.causes.first().unwrap();
    assert_eq!(cause.a.to_string(), "api/common.json:1:42");
    assert_eq!(cause.b.pointer.as_str(), "/Name/maxLength");
}

#[test]
fn a_uri_is_free_once_in_a_group() {
    let tree = tree("a.json", "{}");
    let mut pool = Pool::new();
    pool.insert("a.json", &tree, json_schema()).unwrap();
    let error = pool.insert("a.json", &tree, json_schema()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "a document with the URI `a.json` is in the group already"
    );
    pool.begin_group();
    assert!(pool.insert("a.json", &tree, json_schema()).is_ok());
}

#[test]
fn schemas_of_a_question_cannot_refer_to_each_other() {
    let string = r#"{"type": "string"}"#;
    for name in ["a", "b", "schema", "schema.json", "other.json"] {
        let text = format!(r#"{{"$ref": "{name}"}}"#);
        let parse = |text: &str| Schema::parse("schema.json", text, json_schema()).unwrap();
        for (a, b) in [(text.as_str(), string), (string, text.as_str())] {
            let verdict = subset(&parse(a), &parse(b), &Options::default());
            assert!(
                matches!(verdict, Verdict::Unknown(_)),
                "{a} in {b}: {verdict:?}"
            );
        }
    }
}

#[test]
fn dialects_meet_in_one_pool() {
    let (old, new) = (
        tree(
            "3.0",
            r#"{"type": "integer", "nullable": true, "minimum": 0, "exclusiveMinimum": true}"#,
        ),
        tree(
            "3.1",
            r#"{"type": ["null", "integer"], "exclusiveMinimum": 0}"#,
        ),
    );
    let mut pool = Pool::new();
    let old = pool
        .insert("old", &old, Reading::of(Dialect::OpenApi3_0))
        .unwrap();
    let new = pool.insert("new", &new, json_schema()).unwrap();
    let root = Pointer::root();
    let (old, new) = (
        pool.node(old, &root).unwrap(),
        pool.node(new, &root).unwrap(),
    );
    assert!(pool.is_same(old, new));
    assert!(
        pool.compare(old, new, None, &Options::default())
            .is_contained()
    );
}

#[test]
fn many_questions_have_the_verdicts_of_single_ones() {
    let text = r##"{
        "list": {"anyOf": [{"type": "null"}, {"properties": {"next": {"$ref": "#/list"}}, "required": ["next"]}]},
        "word": {"type": "string", "minLength": 1}, "text": {"type": "string"}, "any": true,
        "user": {"type": "object", "properties": {"name": {"$ref": "#/word"}}, "required": ["name"]}
    }"##;
    let tree = tree("schemas.json", text);
    let mut pool = Pool::new();
    let document = pool.insert("schemas.json", &tree, json_schema()).unwrap();
    let names = ["/list", "/word", "/text", "/any", "/user"];
    let nodes: Vec<SchemaId> = names
        .iter()
        .map(|name| pool.node(document, &at(name)).unwrap())
        .collect();
    let pairs: Vec<(SchemaId, SchemaId)> = nodes
        .iter()
        .flat_map(|&a| nodes.iter().map(move |&b| (a, b)))
        .collect();
    for role in [None, REQUEST, Some(Role::Response)] {
        let together = pool.compare_all(&pairs, role, &Options::default());
        for (&(a, b), together) in pairs.iter().zip(together) {
            assert_eq!(pool.compare(a, b, role, &Options::default()), together);
        }
    }
    assert_eq!(pool.node(document, &at("/nobody")), None);
}

#[test]
fn of_a_key_that_stands_twice_the_first_counts() {
    let parse = |text| Schema::parse("schema.json", text, json_schema()).unwrap();
    let twice = parse(r#"{"const": 1, "const": 2}"#);
    let verdict = subset(&twice, &parse("false"), &Options::default());
    assert_eq!(witness(&verdict), "1");
    let twice = parse(r#"{"type": "string", "type": "integer"}"#);
    assert!(subset(&twice, &parse(r#"{"type": "string"}"#), &Options::default()).is_contained());
}

#[test]
fn a_reference_that_leads_nowhere_is_named() {
    let parse = |text| Schema::parse("schema.json", text, json_schema()).unwrap();
    let a = parse(
        r##"{"type": "object", "required": ["x"], "properties": {"x": {"$ref": "#/nope"}}}"##,
    );
    let b = parse(r#"{"type": "object", "properties": {"y": {"type": "string"}}}"#);
    match subset(&a, &b, &Options::default()) {
        Verdict::Unknown(reason) => assert!(reason.to_string().contains("#/nope"), "{reason}"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn deep_schemas_and_values_are_judged() {
    let deep = |levels: usize, last: &str| {
        let definitions: Vec<String> = (0..levels)
            .map(|level| {
                let next = level + 1;
                format!(r##""d{level}": {{"type": "array", "items": {{"$ref": "#/$defs/d{next}"}}, "minItems": 1}}"##)
            })
            .collect();
        let all = definitions.join(", ");
        let text =
            format!(r##"{{"$ref": "#/$defs/d0", "$defs": {{{all}, "d{levels}": {last}}}}}"##);
        Schema::parse("schema.json", &text, json_schema()).unwrap()
    };
    let (a, b) = (
        deep(200, r#"{"enum": [1, 2]}"#),
        deep(200, r#"{"enum": [1]}"#),
    );
    assert!(subset(&b, &a, &Options::default()).is_contained());
    let verdict = subset(&a, &b, &Options::default());
    assert_eq!(
        witness(&verdict),
        format!("{}2{}", "[".repeat(200), "]".repeat(200))
    );
}

/// The validator evaluates what is inside twice for each of these keywords, one within the other.
#[test]
fn nested_unevaluated_items_do_not_hang() {
    let nested = |last: &str| {
        let text = format!(
            "{}{last}{}",
            r#"{"unevaluatedItems": "#.repeat(60),
            "}".repeat(60)
        );
        Schema::parse("schema.json", &text, json_schema()).unwrap()
    };
    let (a, b) = (
        nested(r#"{"type": "string"}"#),
        nested(r#"{"type": "integer"}"#),
    );
    assert!(!subset(&a, &b, &Options::default()).is_contained());
}

mod where_nothing_could_be_sent {
    use super::*;

    #[test]
    fn one_of_is_read_as_any_of_at_that_location_on_both_sides() {
        // Both arms allow every user that is sent, so that none is in exactly one of them.
        let (verdict, relaxed) = in_request(
            r#"{
            "a": {"properties": {"user": {"oneOf": [{"properties": {"x": {"type": "string"}}}, {"properties": {"y": {"type": "string"}}}]}}},
            "b": {"properties": {"user": {"oneOf": [{"properties": {"x": {"type": "string"}}}, {"properties": {"y": {"type": "string"}, "z": {}}}]}}}
        }"#,
        );
        assert!(verdict.is_contained(), "{verdict:?}");
        let expected = ("/a/properties/user".to_owned(), Relaxation::OneOfAsAnyOf);
        assert_eq!(relaxed, [expected]);
    }

    #[test]
    fn what_breaks_there_is_still_found() {
        let (verdict, _) = in_request(
            r#"{
            "a": {"oneOf": [{"properties": {"x": {"type": "string"}}}, {"properties": {"y": {"type": "string"}}}]},
            "b": {"oneOf": [{"properties": {"x": {"type": "integer"}}}, {"properties": {"y": {"type": "string"}, "x": {"type": "integer"}}}]}
        }"#,
        );
        assert_eq!(witness(&verdict), r#"{"x":""}"#);
    }

    #[test]
    fn then_what_is_accepted_is_sent_there_and_nowhere_above() {
        // Two members are asked for, one is declared.
        let (verdict, relaxed) = in_request(
            r#"{
            "a": {"required": ["in"], "properties": {"in": {"minProperties": 2, "properties": {"x": {"type": "string"}}}}},
            "b": {"required": ["in"], "properties": {"in": {"properties": {"x": {"type": "string"}, "extra": {"type": "string"}}},
                  "more": {"type": "string"}}}
        }"#,
        );
        assert_eq!(
            relaxed,
            [("/a/properties/in".to_owned(), Relaxation::Accepted)]
        );
        // Inside, any member may be sent; beside it `more` is not.
        let found = witness(&verdict);
        assert!(found.contains(r#""extra":"#), "{found}");
        assert!(!found.contains("more"), "{found}");
    }

    #[test]
    fn a_place_that_allows_nothing_is_no_ground_for_a_verdict() {
        let (verdict, relaxed) = in_request(
            r#"{
            "a": {"type": "object", "required": ["in"], "properties": {"in": {"type": "integer", "minimum": 3, "maximum": 2}}},
            "b": {"type": "string"}
        }"#,
        );
        assert_eq!(verdict, Verdict::Unknown(Reason::Unsatisfiable));
        let place = |pointer: &str| (pointer.to_owned(), Relaxation::Unsatisfiable);
        assert_eq!(relaxed, [place("/a"), place("/a/properties/in")]);
        // An optional member that can never be there takes nothing from the rest.
        let (verdict, _) = in_request(
            r#"{
            "a": {"properties": {"in": {"type": "integer", "minimum": 3, "maximum": 2}, "x": {"type": "string"}}},
            "b": {"properties": {"x": {"type": "integer"}}}
        }"#,
        );
        assert_eq!(witness(&verdict), r#"{"x":""}"#);
    }

    #[test]
    fn as_a_plain_set_nothing_is_in_everything() {
        let parse = |text| Schema::parse("schema.json", text, json_schema()).unwrap();
        let nothing = parse(r#"{"type": "integer", "minimum": 3, "maximum": 2}"#);
        assert!(subset(&nothing, &parse("false"), &Options::default()).is_contained());
    }
}

mod what_is_sent {
    use super::*;

    fn contained(text: &str) {
        let (verdict, relaxed) = in_request(text);
        assert!(verdict.is_contained(), "{text}: {verdict:?}");
        assert_eq!(relaxed, []);
    }

    fn refused(text: &str, expected: &str) {
        let (verdict, relaxed) = in_request(text);
        assert_eq!(witness(&verdict), expected, "{text}");
        assert_eq!(relaxed, []);
    }

    #[test]
    fn names_are_declared_by_the_arm_that_is_taken() {
        // A request with both is no arm's, so a receiver need not accept it.
        contained(
            r#"{
            "a": {"anyOf": [{"properties": {"x": {"const": 1}}, "required": ["x"]}, {"properties": {"y": {"const": 1}}, "required": ["y"]}],
                  "maxProperties": 1},
            "b": {"type": "object", "maxProperties": 1}
        }"#,
        );
        // Both arms may be taken at once, and then both names are declared.
        refused(
            r#"{
            "a": {"anyOf": [{"properties": {"x": {"const": 1}}, "required": ["x"]}, {"properties": {"y": {"const": 1}}, "required": ["y"]}]},
            "b": {"type": "object", "maxProperties": 1}
        }"#,
            r#"{"x":1,"y":1}"#,
        );
        contained(
            r#"{
            "a": {"oneOf": [{"type": "object", "properties": {"x": {"type": "string"}, "k": {"const": 1}}, "required": ["k"]},
                            {"type": "object", "properties": {"y": {"type": "string"}, "k": {"const": 2}}, "required": ["k"]}]},
            "b": {"type": "object", "maxProperties": 2}
        }"#,
        );
    }

    #[test]
    fn both_arms_declare_members_inside_of_members() {
        refused(
            r#"{
            "a": {"anyOf": [{"properties": {"m": {"properties": {"x": {"const": 1}}}}}, {"properties": {"m": {"properties": {"y": {"const": 1}}}}}]},
            "b": {"properties": {"m": {"maxProperties": 1}}}
        }"#,
            r#"{"m":{"x":1,"y":1}}"#,
        );
        refused(
            r#"{
            "a": {"anyOf": [{"items": {"properties": {"x": {"const": 1}}}}, {"items": {"properties": {"y": {"const": 1}}}}]},
            "b": {"items": {"maxProperties": 1}}
        }"#,
            r#"[{"x":1,"y":1}]"#,
        );
    }

    #[test]
    fn required_without_properties_declares_its_names_only() {
        contained(r#"{"a": {"type": "object", "required": ["x"]}, "b": {"maxProperties": 1}}"#);
        refused(
            r#"{"a": {"type": "object", "required": ["x"]}, "b": {"properties": {"x": {"type": "string"}}}}"#,
            r#"{"x":0}"#,
        );
    }

    #[test]
    fn a_free_form_map_has_any_member_and_a_record_has_not() {
        refused(
            r#"{"a": {"type": "object"}, "b": {"maxProperties": 0}}"#,
            r#"{"extra":""}"#,
        );
        contained(r#"{"a": {"type": "object", "properties": {}}, "b": {"maxProperties": 0}}"#);
        refused(
            r#"{"a": {"type": "object", "properties": {}, "additionalProperties": true}, "b": {"maxProperties": 0}}"#,
            r#"{"extra":""}"#,
        );
    }

    #[test]
    fn a_listed_object_is_sent_whole() {
        refused(
            r#"{
            "a": {"properties": {"x": {}}, "enum": [{"x": 1}, {"y": {"z": 1}}]},
            "b": {"not": {"required": ["y"]}}
        }"#,
            r#"{"y":{"z":1}}"#,
        );
    }

    #[test]
    fn a_place_is_closed_as_a_whole_and_not_schema_by_schema() {
        refused(
            r#"{
            "a": {"allOf": [{"properties": {"x": {"const": 1}}, "required": ["x"]}, {"properties": {"y": {"const": 1}}, "required": ["y"]}]},
            "b": {"maxProperties": 1}
        }"#,
            r#"{"x":1,"y":1}"#,
        );
    }

    #[test]
    fn items_beyond_the_prefix_are_not_sent() {
        contained(r#"{"a": {"prefixItems": [{"type": "string"}]}, "b": {"maxItems": 1}}"#);
        refused(
            r#"{"a": {"prefixItems": [{"const": 1}], "items": {"const": 2}}, "b": {"maxItems": 1}}"#,
            "[1,2]",
        );
    }

    #[test]
    fn keywords_of_objects_without_a_type_send_objects() {
        contained(r#"{"a": {"properties": {"x": {"type": "string"}}}, "b": {"type": "object"}}"#);
        contained(r#"{"a": {"items": {"type": "string"}}, "b": {"type": "array"}}"#);
    }

    #[test]
    fn what_the_role_keeps_out() {
        contained(
            r#"{
            "a": {"properties": {"id": {"type": "integer", "readOnly": true}, "name": {"type": "string"}}, "required": ["id", "name"]},
            "b": {"properties": {"id": {"type": "string", "readOnly": true}, "name": {"type": "string"}}, "required": ["id", "name"]}
        }"#,
        );
        // A receiver keeps the declaration of what it does not ask for.
        refused(
            r#"{
            "a": {"properties": {"id": {"type": "integer"}}, "required": ["id"]},
            "b": {"properties": {"id": {"type": "string", "readOnly": true}}}
        }"#,
            r#"{"id":0}"#,
        );
    }
}
