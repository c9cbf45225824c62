//! Memory and merging are where a proof can go wrong unseen. Without them the same must come out.

use source_tree::{Format, Limits, Pointer, SourceTree};

use super::{Parts, Pool, intern_listed_names};
use crate::dialect::{Dialect, Reading, Role};
use crate::search::Answer;
use crate::subset::Options;
use crate::unify::Unified;
use crate::verdict::Verdict;

/// Pairs over every kind of keyword, recursion included.
const PAIRS: [(&str, &str); 17] = [
    (
        r#"{"oneOf": [{"const": "a"}, {"const": "b"}, {"enum": ["a"]}, {"const": {"k": 1}}]}"#,
        r#"{"enum": ["b", {"k": 1}]}"#,
    ),
    (
        r#"{"anyOf": [{"const": 1}, {"enum": [1, null]}, {"type": "boolean"}], "type": ["null", "number"]}"#,
        r#"{"enum": [1, null]}"#,
    ),
    (
        r#"{"oneOf": [{"const": "ab"}, {"const": "b"}, {"type": "string", "pattern": "^a"}]}"#,
        r#"{"not": {"const": "ab"}}"#,
    ),
    (r#"{"type": "integer"}"#, r#"{"type": "number"}"#),
    (r#"{"minimum": 3, "multipleOf": 2}"#, r#"{"minimum": 4}"#),
    (
        r#"{"type": "string", "pattern": "^a+$", "maxLength": 3}"#,
        r#"{"enum": ["a", "aa", "aaa"]}"#,
    ),
    (
        r#"{"type": "array", "items": {"const": 1}, "maxItems": 2}"#,
        r#"{"enum": [[], [1], [1, 1]]}"#,
    ),
    (
        r#"{"uniqueItems": true, "items": {"type": "boolean"}}"#,
        r#"{"maxItems": 2}"#,
    ),
    (
        r#"{"contains": {"const": 1}, "minContains": 2}"#,
        r#"{"minItems": 2}"#,
    ),
    (r#"{"required": ["a"]}"#, r#"{"minProperties": 1}"#),
    (
        r#"{"patternProperties": {"^a": {"type": "string"}}}"#,
        r#"{"properties": {"ab": {"type": "string"}}}"#,
    ),
    (
        r#"{"oneOf": [{"type": "string"}, {"maxLength": 3}]}"#,
        r#"{"type": "string"}"#,
    ),
    (
        r#"{"if": {"type": "string"}, "then": {"minLength": 1}}"#,
        r#"{"not": {"const": ""}}"#,
    ),
    (
        r##"{"anyOf": [{"const": 0}, {"type": "array", "items": {"$ref": "#"}, "minItems": 1}]}"##,
        r#"{"type": ["array", "integer"]}"#,
    ),
    (
        r##"{"type": "object", "properties": {"n": {"$ref": "#"}}}"##,
        r##"{"type": "object", "properties": {"n": {"$ref": "#/$defs/x"}}, "$defs": {"x": {"type": "object", "properties": {"n": {"$ref": "#"}}}}}"##,
    ),
    (
        r#"{"properties": {"a": true}, "unevaluatedProperties": false}"#,
        r#"{"maxProperties": 1}"#,
    ),
    (
        r#"{"dependentRequired": {"a": ["b"]}, "required": ["a"]}"#,
        r#"{"required": ["b"]}"#,
    ),
];

fn tree(text: &str) -> SourceTree {
    SourceTree::parse("schema.json", text.into(), Format::Json, &Limits::default()).unwrap()
}

/// The fast verdict, and the slow answer.
fn both(a: &SourceTree, b: &SourceTree, reading: Reading, role: Option<Role>) -> (Verdict, Answer) {
    let mut pool = Pool::new();
    let a = pool.insert("a", a, reading).unwrap();
    let b = pool.insert("b", b, reading).unwrap();
    let root = Pointer::root();
    let (a, b) = (pool.node(a, &root).unwrap(), pool.node(b, &root).unwrap());
    let fast = pool.compare(a, b, role, &Options::default());

    pool.views = super::Views::default();
    intern_listed_names(&mut pool.schemas);
    pool.unified = Some(Unified::without_merging(&pool.schemas));
    let mut parts = pool.parts(role);
    let (a, b) = (parts.class(a), parts.class(b));
    let a = parts.of_sender(a);
    if role.is_some() {
        parts.settle_sender(a, Options::default().steps);
    }
    let mut search = parts.search(20_000).forgetful();
    let question = Parts::question(&mut search, a, b, role);
    (fast, search.solve(&question))
}

fn is_agreed(fast: &Verdict, slow: &Answer) -> bool {
    match (fast, slow) {
        (Verdict::Unknown(_), _) | (_, Answer::Unknown(_) | Answer::Maybe(..)) => true,
        _ => fast.is_contained() == slow.is_empty(),
    }
}

#[test]
fn the_slow_way_agrees() {
    let reading = Reading::of(Dialect::JsonSchema2020_12);
    for (a, b) in PAIRS {
        for (a, b) in [(a, b), (b, a), (a, a)] {
            for role in [None, Some(Role::Request)] {
                let (fast, slow) = both(&tree(a), &tree(b), reading, role);
                assert!(
                    role.is_some() || !matches!(fast, Verdict::Unknown(_)),
                    "{a} in {b}: {fast:?}"
                );
                assert!(is_agreed(&fast, &slow), "{a} in {b}: {fast:?}, {slow:?}");
            }
        }
    }
}

/// The corpus of the integration tests, with the dialects and roles of its questions.
#[test]
fn the_slow_way_agrees_on_the_corpus() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let (mut asked, mut decided) = (0, 0);
    for file in std::fs::read_dir(folder).unwrap() {
        for line in std::fs::read_to_string(file.unwrap().path())
            .unwrap()
            .lines()
        {
            let question: serde_json::Value = serde_json::from_str(line).unwrap();
            let field = |name: &str| question.get(name).and_then(serde_json::Value::as_str);
            let dialect = match field("dialect") {
                Some("openapi-3.0") => Dialect::OpenApi3_0,
                _ => Dialect::JsonSchema2020_12,
            };
            let role = match field("role") {
                Some("request") => Some(Role::Request),
                Some("response") => Some(Role::Response),
                _ => None,
            };
            let side = |name: &str| tree(&question.get(name).unwrap().to_string());
            let (fast, slow) = both(&side("a"), &side("b"), Reading::of(dialect), role);
            asked += 1;
            decided += usize::from(!matches!(slow, Answer::Unknown(_) | Answer::Maybe(..)));
            assert!(is_agreed(&fast, &slow), "{line}: {fast:?}, {slow:?}");
        }
    }
    assert!(
        decided * 10 > asked * 9,
        "the slow way decides only {decided} of {asked}"
    );
}
