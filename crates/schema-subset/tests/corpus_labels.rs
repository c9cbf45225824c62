//! The labels of the corpus hold: every witness is checked, and every containment is attacked with
//! values made from the schemas themselves.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

use std::collections::BTreeSet;
use std::path::Path;

use schema_subset::check::Checker;
use schema_subset::{Dialect, Formats, Nullable, Reading, Role};
use serde_json::{Map, Value, json};
use source_tree::{Format, Limits, Node, Pointer, SourceTree};

/// Values that every containment is attacked with, at least and at most.
const AT_LEAST: usize = 300;
const AT_MOST: usize = 700;
/// Schemas in schemas that values are built from; recursion goes no deeper.
const DEPTH: usize = 4;

/// One line of the corpus.
struct Question {
    id: String,
    is_contained: bool,
    witness: Option<Value>,
    role: Option<Role>,
    reading: Reading,
    one_of_as_any_of: Vec<Pointer>,
    a: Value,
    b: Value,
    a_tree: SourceTree,
    b_tree: SourceTree,
}

fn parse(name: &str, text: &str) -> SourceTree {
    SourceTree::parse(
        name,
        text.as_bytes().to_vec(),
        Format::Json,
        &Limits::default(),
    )
    .unwrap()
}

fn question(line: &str) -> Question {
    let tree = parse("line", line);
    let root = tree.root();
    let text = |key: &str| root.get(key).and_then(Node::as_str);
    let known = [
        "id",
        "a",
        "b",
        "contained",
        "witness",
        "why",
        "dialect",
        "role",
        "formatAssertion",
        "nullable",
        "oneOfAsAnyOf",
    ];
    for (key, _) in root.as_object().unwrap() {
        assert!(
            known.contains(&key.as_str()),
            "unknown field {}",
            key.as_str()
        );
    }
    let id = text("id").unwrap().to_owned();
    assert!(text("why").is_some_and(|why| !why.is_empty()), "{id}: why");
    let mut reading = Reading::of(match text("dialect") {
        None => Dialect::JsonSchema2020_12,
        Some("openapi-3.0") => Dialect::OpenApi3_0,
        Some(other) => panic!("{id}: dialect {other}"),
    });
    if let Some(is_asserted) = root.get("formatAssertion").and_then(Node::as_bool) {
        reading = reading.formats(if is_asserted {
            Formats::Assertion
        } else {
            Formats::Annotation
        });
    }
    match text("nullable") {
        None => {}
        Some("only-with-type") => reading = reading.nullable(Nullable::OnlyWithType),
        Some(other) => panic!("{id}: nullable {other}"),
    }
    let role = match text("role") {
        None => None,
        Some("request") => Some(Role::Request),
        Some("response") => Some(Role::Response),
        Some(other) => panic!("{id}: role {other}"),
    };
    let pointers = root.get("oneOfAsAnyOf").and_then(Node::as_array);
    let one_of_as_any_of = pointers
        .into_iter()
        .flatten()
        .map(|pointer| Pointer::parse(pointer.as_str().unwrap()).unwrap());
    let source = |key: &str| root.get(key).unwrap().source();
    let value = |key: &str| serde_json::from_str(source(key)).unwrap();
    Question {
        is_contained: root.get("contained").and_then(Node::as_bool).unwrap(),
        witness: root.get("witness").map(|_| value("witness")),
        role,
        reading,
        one_of_as_any_of: one_of_as_any_of.collect(),
        a: value("a"),
        b: value("b"),
        a_tree: parse("a.json", source("a")),
        b_tree: parse("b.json", source("b")),
        id,
    }
}

/// The questions of every file, in order, with the file's name.
fn corpus() -> Vec<(String, Question)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "jsonl"))
        .collect();
    files.sort();
    let mut all = Vec::new();
    for path in files {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        all.extend(text.lines().map(|line| (name.clone(), question(line))));
    }
    all
}

impl Question {
    fn checkers(&self) -> (Checker<'_>, Checker<'_>) {
        let mut a = Checker::new(self.reading, &[("a.json", &self.a_tree)]);
        let mut b = Checker::new(self.reading, &[("b.json", &self.b_tree)]);
        for pointer in &self.one_of_as_any_of {
            a.read_one_of_as_any_of("a.json", pointer);
            b.read_one_of_as_any_of("b.json", pointer);
        }
        (a, b)
    }

    /// Whether a value is in A, with the sender's rule where a role is given.
    fn is_in_a(&self, checker: &mut Checker<'_>, value: &Value) -> bool {
        let root = Pointer::root();
        let answer = match self.role {
            None => checker.valid("a.json", &root, None, value),
            role => checker.sent("a.json", &root, role, value),
        };
        answer.unwrap_or_else(|reason| panic!("{}: {value} under A: {reason}", self.id))
    }

    fn is_in_b(&self, checker: &mut Checker<'_>, value: &Value) -> bool {
        checker
            .valid("b.json", &Pointer::root(), self.role, value)
            .unwrap_or_else(|reason| panic!("{}: {value} under B: {reason}", self.id))
    }
}

/// Values made from a schema's own keywords; not all of them valid.
struct Builder<'s> {
    root: &'s Value,
}

impl Builder<'_> {
    fn build(&self, schema: &Value, depth: usize) -> Vec<Value> {
        let mut values = Vec::new();
        let Some(keywords) = schema.as_object() else {
            return vec![json!(null), json!(0), json!("")];
        };
        if depth == 0 {
            return vec![
                json!(0),
                json!(""),
                json!([]),
                json!({}),
                json!(null),
                json!(true),
            ];
        }
        if let Some(listed) = keywords.get("enum").and_then(Value::as_array) {
            values.extend(listed.iter().cloned());
        }
        values.extend(keywords.get("const").cloned());
        if let Some(pointer) = keywords.get("$ref").and_then(Value::as_str)
            && let Some(pointer) = pointer.strip_prefix('#')
            && let Some(target) = self.root.pointer(pointer)
        {
            values.extend(self.build(target, depth - 1));
        }
        for keyword in ["allOf", "anyOf", "oneOf"] {
            let arms = keywords.get(keyword).and_then(Value::as_array);
            for arm in arms.into_iter().flatten() {
                values.extend(self.build(arm, depth - 1));
            }
        }
        for keyword in ["not", "if", "then", "else"] {
            if let Some(arm) = keywords.get(keyword) {
                values.extend(self.build(arm, depth - 1));
            }
        }
        for arm in members(keywords, "dependentSchemas") {
            values.extend(self.build(arm.1, depth - 1));
        }
        values.extend(basic(keywords));
        self.arrays(keywords, depth, &mut values);
        self.objects(keywords, depth, &mut values);
        distinct(&mut values);
        values.truncate(120);
        values
    }

    fn arrays(&self, keywords: &Map<String, Value>, depth: usize, values: &mut Vec<Value>) {
        let prefix = keywords.get("prefixItems").and_then(Value::as_array);
        let mut items: Vec<Value> = Vec::new();
        for keyword in ["items", "contains", "unevaluatedItems"] {
            if let Some(item) = keywords.get(keyword) {
                items.extend(self.build(item, depth - 1).into_iter().take(6));
            }
        }
        if let Some(prefix) = prefix {
            let columns: Vec<Vec<Value>> = prefix
                .iter()
                .map(|item| self.build(item, depth - 1))
                .collect();
            for row in 0..6 {
                let pick = |column: &Vec<Value>, at: usize| column[at % column.len()].clone();
                let tuple: Vec<Value> = columns
                    .iter()
                    .enumerate()
                    .map(|(at, column)| pick(column, row / (at + 1)))
                    .collect();
                values.push(json!(tuple));
                for item in items.first().into_iter().chain([&json!(null)]) {
                    values.push(json!(
                        [tuple.as_slice(), std::slice::from_ref(item)].concat()
                    ));
                }
            }
            items.extend(columns.into_iter().flatten());
        }
        distinct(&mut items);
        for (at, item) in items.iter().enumerate().take(8) {
            values.push(json!([item]));
            for other in items.iter().skip(at).take(3) {
                values.push(json!([item, other]));
                values.push(json!([other, item, item]));
            }
        }
        for keyword in ["minItems", "maxItems", "minContains", "maxContains"] {
            if let Some(count) = keywords.get(keyword).and_then(Value::as_u64) {
                let count = usize::try_from(count.min(2_000)).unwrap();
                for count in [count.saturating_sub(1), count, count + 1] {
                    let cycle = items.iter().cloned().chain([json!(null)]).cycle();
                    values.push(json!(cycle.take(count).collect::<Vec<_>>()));
                    let first = items.first().cloned().unwrap_or_default();
                    values.push(json!(vec![first; count]));
                }
            }
        }
    }

    fn objects(&self, keywords: &Map<String, Value>, depth: usize, values: &mut Vec<Value>) {
        let mut choices: Vec<(String, Vec<Value>)> = Vec::new();
        for (name, property) in members(keywords, "properties") {
            choices.push((name.clone(), self.build(property, depth - 1)));
        }
        let free: Vec<Value> = ["additionalProperties", "unevaluatedProperties"]
            .into_iter()
            .filter_map(|keyword| keywords.get(keyword))
            .chain(members(keywords, "patternProperties").map(|(_, schema)| schema))
            .flat_map(|schema| self.build(schema, depth - 1))
            .chain([json!(0), json!("")])
            .collect();
        let mut names = BTreeSet::new();
        names_in(&Value::Object(keywords.clone()), &mut names);
        if ["additionalProperties", "patternProperties", "propertyNames"]
            .iter()
            .any(|keyword| keywords.contains_key(*keyword))
        {
            names.extend(["a", "x-a", "zz", ""].map(str::to_owned));
        }
        for name in names {
            if !choices.iter().any(|(known, _)| *known == name) {
                choices.push((name, free.clone()));
            }
        }
        let required = keywords.get("required").and_then(Value::as_array);
        let is_required = |name: &str| required.is_some_and(|names| names.contains(&json!(name)));
        for row in 0..12 {
            let mut full = Map::new();
            let mut least = Map::new();
            for (at, (name, column)) in choices.iter().enumerate().take(8) {
                let value = column[(row / (at + 1)) % column.len()].clone();
                if is_required(name) {
                    least.insert(name.clone(), value.clone());
                }
                values.push(json!({ name: value }));
                full.insert(name.clone(), value);
            }
            values.extend([Value::Object(full), Value::Object(least)]);
        }
    }
}

/// Values of the types that have no parts, at the bounds that keywords set.
fn basic(keywords: &Map<String, Value>) -> Vec<Value> {
    let mut values = Vec::new();
    for keyword in [
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "exclusiveMaximum",
        "multipleOf",
    ] {
        if let Some(bound) = keywords.get(keyword).filter(|bound| bound.is_number()) {
            values.push(bound.clone());
            if let Some(bound) = bound.as_i64() {
                let near = [-1, 1].map(|step| json!(bound.saturating_add(step)));
                values.extend(near);
                values.extend([2, 3].map(|times| json!(bound.saturating_mul(times))));
            }
        }
    }
    for keyword in ["minLength", "maxLength"] {
        if let Some(length) = keywords.get(keyword).and_then(Value::as_u64) {
            let length = usize::try_from(length.min(2_000)).unwrap();
            for length in [length.saturating_sub(1), length, length + 1] {
                values.extend(["a", "é", "\u{1f600}"].map(|one| json!(one.repeat(length))));
            }
        }
    }
    if let Some(pattern) = keywords.get("pattern").and_then(Value::as_str) {
        let plain: String = pattern.chars().filter(|c| c.is_alphanumeric()).collect();
        let letters: Vec<char> = plain.chars().take(6).collect();
        values.push(json!(plain));
        for start in 0..letters.len() {
            for end in start..letters.len() {
                values.push(json!(letters[start..=end].iter().collect::<String>()));
                values.push(json!(letters[start].to_string().repeat(end + 1)));
            }
        }
    }
    if keywords.contains_key("format") {
        values.extend(
            [
                "2eb8aa08-aa98-11ea-b4aa-73b441d16380",
                "2026-01-31",
                "2026-01-31T10:20:30Z",
                "10.0.0.1",
                "ann@example.com",
                "2147483647",
            ]
            .map(|text| json!(text)),
        );
        values.extend([2_147_483_647_i64, 2_147_483_648, i64::MIN, i64::MAX].map(|n| json!(n)));
    }
    let of_type = |name: &str| match keywords.get("type") {
        Some(Value::Array(types)) => types.contains(&json!(name)),
        Some(single) => *single == name,
        None => false,
    };
    let by_type = [
        ("null", json!([null])),
        ("boolean", json!([false, true])),
        ("integer", json!([0, 1, -2, 6, 7])),
        ("number", json!([0, 0.5, -1.5, 12])),
        ("string", json!(["", "a", "b1"])),
        ("array", json!([[]])),
        ("object", json!([{}])),
    ];
    for (name, some) in by_type {
        if of_type(name) {
            values.extend(some.as_array().unwrap().iter().cloned());
        }
    }
    values
}

fn members<'s>(
    keywords: &'s Map<String, Value>,
    keyword: &str,
) -> impl Iterator<Item = (&'s String, &'s Value)> + use<'s> {
    let object = keywords.get(keyword).and_then(Value::as_object);
    object.into_iter().flatten()
}

/// Names that stand in `required`, `dependentRequired` and the `enum` of `propertyNames`.
fn names_in(schema: &Value, names: &mut BTreeSet<String>) {
    match schema {
        Value::Object(keywords) => {
            for (key, value) in keywords {
                if matches!(key.as_str(), "properties" | "dependentRequired") {
                    names.extend(value.as_object().into_iter().flatten().map(|m| m.0.clone()));
                }
                if key != "properties" {
                    names_in(value, names);
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| names_in(item, names)),
        Value::String(text) if text.chars().count() <= 3 => {
            names.insert(text.clone());
        }
        _ => {}
    }
}

/// Values one small change away from a value.
fn mutations(value: &Value, others: &[Value]) -> Vec<Value> {
    let mut changed = Vec::new();
    match value {
        Value::Null | Value::Bool(_) => changed.extend([json!(null), json!(true), json!(false)]),
        Value::Number(number) => {
            if let Some(number) = number.as_i64() {
                changed.extend([-1, 1].map(|step| json!(number.saturating_add(step))));
                changed.push(json!(number.saturating_mul(2)));
                changed.push(json!(number.checked_neg()));
            }
            if let Some(number) = number.as_f64().filter(|n| n.abs() < 1e6) {
                changed.extend([json!(number + 0.5), json!(number / 2.0)]);
            }
        }
        Value::String(text) => {
            changed.extend(["a", "1", "\n", "é"].map(|end| json!(format!("{text}{end}"))));
            changed.push(json!(format!("a{text}")));
            changed.push(json!(text.chars().skip(1).collect::<String>()));
            changed.push(json!(text.to_uppercase()));
            changed.push(json!(text.chars().rev().collect::<String>()));
        }
        Value::Array(items) if items.len() <= 8 => {
            for at in 0..items.len() {
                let mut without = items.clone();
                without.remove(at);
                changed.push(json!(without));
                for other in mutations(&items[at], others).into_iter().take(6) {
                    let mut with = items.clone();
                    with[at] = other;
                    changed.push(json!(with));
                }
            }
            for other in items.iter().chain(others).take(4) {
                changed.push(json!(
                    [items.as_slice(), std::slice::from_ref(other)].concat()
                ));
            }
        }
        Value::Array(_) => {}
        Value::Object(object) => {
            for (name, member) in object {
                let mut without = object.clone();
                without.remove(name);
                changed.push(Value::Object(without));
                for other in mutations(member, others).into_iter().take(8) {
                    let mut with = object.clone();
                    with.insert(name.clone(), other);
                    changed.push(Value::Object(with));
                }
            }
            for (at, name) in ["a", "b", "c", "zz", ""].into_iter().enumerate() {
                if let Some(other) = others.get(at % others.len().max(1))
                    && !object.contains_key(name)
                {
                    let mut with = object.clone();
                    with.insert(name.to_owned(), other.clone());
                    changed.push(Value::Object(with));
                }
            }
        }
    }
    changed
}

fn distinct(values: &mut Vec<Value>) {
    let mut seen = BTreeSet::new();
    values.retain(|value| seen.insert(value.to_string()));
}

/// At least [`AT_LEAST`] values around what both schemas speak of.
fn attacks(question: &Question, mut is_in_a: impl FnMut(&Value) -> bool) -> Vec<Value> {
    let mut values = Vec::new();
    for schema in [&question.a, &question.b] {
        values.extend(Builder { root: schema }.build(schema, DEPTH));
    }
    let small =
        json!([null, false, true, 0, 1, -1, 2.5, "", "a", "ab", [], [0], {}, {"a": 0}, {"b": ""}]);
    values.extend(small.as_array().unwrap().iter().cloned());
    distinct(&mut values);
    let others: Vec<Value> = values
        .iter()
        .filter(|value| !value.is_array() && !value.is_object())
        .take(6)
        .cloned()
        .collect();
    // Members of A are changed first: what is near to them is what may be refused by B alone.
    let (mut open, rest): (Vec<Value>, Vec<Value>) = values.iter().cloned().partition(&mut is_in_a);
    open.extend(rest);
    let mut at = 0;
    while values.len() < AT_MOST && at < open.len() {
        let more = mutations(&open[at], &others);
        open.extend(
            more.iter()
                .filter(|_| open.len() < AT_MOST)
                .cloned()
                .collect::<Vec<_>>(),
        );
        values.extend(more);
        at += 1;
        if values.len() >= AT_MOST || at == open.len() {
            distinct(&mut values);
        }
    }
    for number in 0_i32.. {
        distinct(&mut values);
        if values.len() >= AT_LEAST {
            break;
        }
        values.extend([
            json!(number),
            json!(f64::from(number) / 4.0),
            json!(number.to_string()),
        ]);
        values.extend([
            json!([number]),
            json!({"a": number, "b": number.to_string()}),
        ]);
    }
    values
}

#[test]
fn ids_are_unique_and_name_their_file() {
    let mut seen = BTreeSet::new();
    for (file, question) in corpus() {
        let (folder, case) = question.id.split_once('/').unwrap();
        assert_eq!(folder, file, "{}", question.id);
        assert!(!case.is_empty());
        assert!(seen.insert(question.id.clone()), "{} twice", question.id);
    }
}

#[test]
fn about_half_is_contained() {
    let all = corpus();
    let contained = all.iter().filter(|(_, q)| q.is_contained).count();
    assert!(all.len() >= 450, "{} questions", all.len());
    let share = 100 * contained / all.len();
    assert!((45..=55).contains(&share), "{share}% are contained");
}

#[test]
fn witnesses_are_in_a_and_not_in_b() {
    let mut wrong = Vec::new();
    for (_, question) in corpus() {
        let id = &question.id;
        assert_eq!(question.is_contained, question.witness.is_none(), "{id}");
        let Some(witness) = &question.witness else {
            continue;
        };
        let (mut a, mut b) = question.checkers();
        if !question.is_in_a(&mut a, witness) {
            wrong.push(format!("{id}: {witness} is not in A"));
        }
        if question.is_in_b(&mut b, witness) {
            wrong.push(format!("{id}: {witness} is in B"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_value_refutes_a_containment() {
    let mut wrong = Vec::new();
    let all = corpus();
    // What refutes one containment is near to what would refute another.
    let mut witnesses: Vec<Value> = all.iter().filter_map(|(_, q)| q.witness.clone()).collect();
    // Words of patterns that letters taken from the pattern do not hit.
    let words = ["aaaaaa", "a.b", "aB345678", "#00ff00", "v1.0", "foo"];
    witnesses.extend(words.map(|word| json!(word)));
    distinct(&mut witnesses);
    for (_, question) in &all {
        if !question.is_contained {
            continue;
        }
        let (mut a, mut b) = question.checkers();
        let values = attacks(question, |value| question.is_in_a(&mut a, value));
        assert!(
            values.len() >= AT_LEAST,
            "{}: {}",
            question.id,
            values.len()
        );
        let refuting = values
            .iter()
            .chain(&witnesses)
            .find(|value| question.is_in_a(&mut a, value) && !question.is_in_b(&mut b, value));
        wrong.extend(refuting.map(|value| format!("{}: {value} refutes", question.id)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
