//! Random pairs of schemas in a role. Where every message of the sender is said to be accepted, some hundred values are
//! tried: none may be one that is sent and refused, by the independent check.
//!
//! `SPECDATE_ROLE_PAIRS` says how many pairs are looked at, `SPECDATE_ROLE_SEED` from where on.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

use schema_subset::check::Checker;
use schema_subset::{Dialect, Options, Pool, Reading, Reason, Relaxation, Role, Verdict};
use serde_json::{Map, Value, json};
use source_tree::{Format, Limits, Pointer, SourceTree};

/// `SplitMix64`.
struct Random(u64);

impl Random {
    fn below(&mut self, count: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % count
    }

    fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[usize::try_from(self.below(of.len() as u64)).unwrap()]
    }
}

const NAMES: [&str; 3] = ["a", "b", "c"];

fn scalar(random: &mut Random) -> Value {
    random
        .pick(&[
            json!({"type": "string"}),
            json!({"type": "integer"}),
            json!({"type": ["string", "null"]}),
            json!({"type": "boolean"}),
            json!({"enum": [0, "x"]}),
            json!({}),
            json!({"enum": [{"a": 0}, {"a": 0, "b": "x"}, "x"]}),
            json!({"type": "object"}),
        ])
        .clone()
}

fn schema(random: &mut Random, depth: u64) -> Value {
    if depth == 0 {
        return scalar(random);
    }
    match random.below(14) {
        0..=4 => object(random, depth),
        5 => json!({"type": "array", "items": schema(random, depth - 1)}),
        6 => json!({"prefixItems": [schema(random, depth - 1)]}),
        7 => json!({"anyOf": arms(random, depth)}),
        8 => json!({"oneOf": arms(random, depth)}),
        9 => json!({"allOf": arms(random, depth)}),
        10 => {
            let mut whole = object(random, depth);
            let keyword = *random.pick(&["anyOf", "oneOf", "allOf"]);
            whole[keyword] = arms(random, depth);
            whole
        }
        11 => json!({
            "if": object(random, 1), "then": object(random, depth), "else": schema(random, depth - 1)
        }),
        12 => {
            let mut whole = object(random, depth);
            whole["dependentSchemas"] = json!({ *random.pick(&NAMES): object(random, 1) });
            whole
        }
        _ => scalar(random),
    }
}

fn arms(random: &mut Random, depth: u64) -> Value {
    let count = 2 + random.below(2);
    (0..count).map(|_| schema(random, depth - 1)).collect()
}

fn object(random: &mut Random, depth: u64) -> Value {
    let mut properties = Map::new();
    let mut required = Vec::new();
    for name in NAMES {
        match random.below(5) {
            0 | 1 => {
                let mut member = schema(random, depth - 1);
                match random.below(8) {
                    0 => member["readOnly"] = json!(true),
                    1 => member["writeOnly"] = json!(true),
                    _ => {}
                }
                properties.insert(name.into(), member);
                if random.below(3) == 0 {
                    required.push(name);
                }
            }
            2 if random.below(4) == 0 => required.push(name),
            _ => {}
        }
    }
    let mut whole = Map::new();
    if random.below(3) > 0 {
        whole.insert("type".into(), json!("object"));
    }
    if !properties.is_empty() || random.below(4) == 0 {
        whole.insert("properties".into(), properties.into());
    }
    if !required.is_empty() {
        whole.insert("required".into(), json!(required));
    }
    match random.below(12) {
        0 => {
            whole.insert("additionalProperties".into(), json!(false));
        }
        1 => {
            whole.insert("additionalProperties".into(), scalar(random));
        }
        2 => {
            whole.insert("unevaluatedProperties".into(), json!(false));
        }
        3 => {
            let count = random.below(3);
            whole.insert("minProperties".into(), json!(count));
        }
        _ => {}
    }
    whole.into()
}

/// A pair; often the second is the first with one thing changed.
fn pair(random: &mut Random) -> (Value, Value) {
    let first = schema(random, 2);
    if random.below(3) == 0 {
        return (first, schema(random, 2));
    }
    let mut second = first.clone();
    let places = places(&second);
    let place = random.pick(&places).clone();
    *second.pointer_mut(&place).unwrap() = schema(random, 1);
    if random.below(2) == 0 {
        (first, second)
    } else {
        (second, first)
    }
}

/// The pointers of all schemas inside.
fn places(schema: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![(String::new(), schema)];
    while let Some((at, schema)) = open.pop() {
        found.push(at.clone());
        let Some(members) = schema.as_object() else {
            continue;
        };
        for (keyword, value) in members {
            match (keyword.as_str(), value) {
                ("properties" | "dependentSchemas", Value::Object(schemas)) => {
                    let below = schemas.iter();
                    open.extend(below.map(|(name, s)| (format!("{at}/{keyword}/{name}"), s)));
                }
                ("anyOf" | "oneOf" | "allOf" | "prefixItems", Value::Array(schemas)) => {
                    let below = schemas.iter().enumerate();
                    open.extend(below.map(|(index, s)| (format!("{at}/{keyword}/{index}"), s)));
                }
                ("items" | "if" | "then" | "else" | "additionalProperties", Value::Object(_)) => {
                    open.push((format!("{at}/{keyword}"), value));
                }
                _ => {}
            }
        }
    }
    found
}

/// Every object over the names with small members, and some arrays and scalars.
fn values() -> Vec<Value> {
    let members = [
        json!("x"),
        json!(0),
        json!({}),
        json!({"a": 0}),
        json!({"a": 0, "b": "x"}),
        json!({"b": null, "c": true}),
        json!([0]),
    ];
    let mut found = vec![json!("x"), json!(0), json!(null), json!(true), json!([])];
    found.extend(members.iter().map(|member| json!([member])));
    found.extend(members.iter().map(|member| json!([member, "x"])));
    let choices = members.len() + 1;
    for number in 0..choices.pow(3) {
        let mut object = Map::new();
        for (position, name) in NAMES.iter().enumerate() {
            let choice = number / choices.pow(u32::try_from(position).unwrap()) % choices;
            if let Some(member) = members.get(choice) {
                object.insert((*name).into(), member.clone());
            }
        }
        found.push(object.into());
    }
    found
}

fn tree(name: &str, schema: &Value) -> SourceTree {
    let text = schema.to_string();
    SourceTree::parse(name, text.into(), Format::Json, &Limits::default()).unwrap()
}

fn from_environment(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).map_or(otherwise, |text| text.parse().unwrap())
}

#[derive(Debug, Default)]
struct Figures {
    contained: usize,
    not_contained: usize,
    unsatisfiable: usize,
    /// The seeds by reason.
    unknown: std::collections::BTreeMap<String, Vec<u64>>,
    relaxed: usize,
    tried: usize,
}

#[test]
fn what_is_sent_under_a_contained_schema_is_accepted() {
    let values = values();
    let mut figures = Figures::default();
    let first = from_environment("SPECDATE_ROLE_SEED", 0);
    for seed in first..first + from_environment("SPECDATE_ROLE_PAIRS", 600) {
        let mut random = Random(seed);
        let (a, b) = pair(&mut random);
        if a == b {
            // What did not change breaks nobody, even where the role reads the two sides differently.
            continue;
        }
        let role = *random.pick(&[Role::Request, Role::Response]);
        look_at(seed, &a, &b, role, &values, &mut figures);
    }
    println!("{figures:?}");
    assert!(figures.contained > 0 && figures.not_contained > figures.contained / 4);
    let unknown: usize = figures.unknown.values().map(Vec::len).sum();
    assert!(unknown * 100 < figures.contained + figures.not_contained);
}

fn look_at(seed: u64, a: &Value, b: &Value, role: Role, values: &[Value], figures: &mut Figures) {
    let (first, second) = (tree("a", a), tree("b", b));
    let reading = Reading::of(Dialect::JsonSchema2020_12);
    let mut pool = Pool::new();
    let (doc_a, doc_b) = (
        pool.insert("a", &first, reading).unwrap(),
        pool.insert("b", &second, reading).unwrap(),
    );
    let root = Pointer::root();
    let node_a = pool.node(doc_a, &root).unwrap();
    let node_b = pool.node(doc_b, &root).unwrap();
    match pool.compare(node_a, node_b, Some(role), &Options::default()) {
        Verdict::Contained => figures.contained += 1,
        Verdict::NotContained(_) => {
            figures.not_contained += 1;
            return;
        }
        // The answer that is asked for where nothing can be sent.
        Verdict::Unknown(Reason::Unsatisfiable) => {
            figures.unsatisfiable += 1;
            return;
        }
        Verdict::Unknown(reason) => {
            if std::env::var_os("SPECDATE_ROLE_SEED").is_some() {
                println!("seed {seed}, {role:?}: {reason}\n  {a}\n  {b}");
            }
            figures
                .unknown
                .entry(reason.to_string())
                .or_default()
                .push(seed);
            return;
        }
    }
    let mut checker = Checker::new(reading, &[("a", &first), ("b", &second)]);
    let relaxed = pool.relaxations(role);
    if relaxed
        .iter()
        .any(|(_, _, how)| *how != Relaxation::Unsatisfiable)
    {
        // How the other side is read beside such a place is for the library to say.
        figures.relaxed += 1;
        return;
    }
    let positions = ["a", "b"].map(|uri| (uri.to_owned(), root.clone(), Some(role)));
    checker.prepare(&positions, []);
    for value in values {
        let (Ok(sent), Ok(accepted)) = (
            checker.sent("a", &root, Some(role), value),
            checker.valid("b", &root, Some(role), value),
        ) else {
            continue;
        };
        figures.tried += 1;
        assert!(
            !sent || accepted,
            "seed {seed}, {role:?}: {value} is sent under\n{a}\nand refused by\n{b}"
        );
    }
}
