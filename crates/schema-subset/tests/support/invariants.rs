//! What no bytes may break: a pair of schemas gets an answer, and the answer holds.
//!
//! The first line is one schema, the rest the other; both are read in either dialect.

use schema_subset::check::Checker;
use schema_subset::{Dialect, Options, Reading, Schema, Verdict, subset};
use serde_json::Value;
use source_tree::{Format, Limits, Pointer, SourceTree};

use super::random::Random;
use super::sampler::Sampler;
use super::tree;
use super::values::{Material, Words, neighbor, pool};

/// Small, so that a fuzzer tries much.
const STEPS: u64 = 5_000;
const VALUES: usize = 40;

pub fn check_pair(bytes: &[u8]) {
    // Bytes that are no text are the business of `source-tree`; here they become a text that is no JSON.
    let text = String::from_utf8_lossy(bytes);
    let (a, b) = text.split_once('\n').unwrap_or((&text, "{}"));
    for dialect in [Dialect::JsonSchema2020_12, Dialect::OpenApi3_0] {
        check_direction(a, b, Reading::of(dialect));
        check_direction(b, a, Reading::of(dialect));
    }
}

fn check_direction(a: &str, b: &str, reading: Reading) {
    let read = |text| Schema::parse("schema.json", text, reading).ok();
    let (Some(first), Some(second)) = (read(a), read(b)) else {
        return;
    };
    let options = Options {
        steps: STEPS,
        ..Options::default()
    };
    match subset(&first, &second, &options) {
        Verdict::NotContained(witness) => {
            let value = serde_json::from_str(&witness.to_string()).unwrap();
            assert!(
                shows(a, b, reading, &[value]).is_some(),
                "the check does not confirm {witness}"
            );
        }
        Verdict::Contained => {
            let values = values(a, b);
            let refuting = shows(a, b, reading, &values);
            assert!(
                refuting.is_none(),
                "called contained, but there is {refuting:?}"
            );
        }
        Verdict::Unknown(reason) => assert!(!reason.to_string().is_empty()),
    }
}

/// Values that occur in the schemas or are made for them.
fn values(a: &str, b: &str) -> Vec<Value> {
    let read = |text| serde_json::from_str::<Value>(text).ok();
    let (Some(a), Some(b)) = (read(a), read(b)) else {
        return Vec::new();
    };
    // What refers to itself on the same value has no meaning that a value could show.
    if tree::loops(&a) || tree::loops(&b) {
        return Vec::new();
    }
    let mut random = Random::new(0);
    let mut words = Words::default();
    let material = Material::of(&[&a, &b], &mut words);
    let mut values = pool(&material, &mut random, VALUES);
    for root in [&a, &b] {
        for _ in 0..VALUES / 4 {
            let mut sampler = Sampler {
                root,
                material: &material,
                words: &mut words,
                random: &mut random,
            };
            let value = sampler.sample();
            values.push(neighbor(&value, &material, &mut random));
            values.push(value);
        }
    }
    values
}

/// The first of the values that is valid under `a` and not under `b`.
fn shows<'v>(a: &str, b: &str, reading: Reading, values: &'v [Value]) -> Option<&'v Value> {
    let tree = |text: &str| {
        SourceTree::parse("schema.json", text.into(), Format::Json, &Limits::default()).unwrap()
    };
    let (a, b) = (tree(a), tree(b));
    let mut first = Checker::new(reading, &[("schema", &a)]);
    let mut second = Checker::new(reading, &[("schema", &b)]);
    let valid =
        |checker: &mut Checker<'_>, value| checker.valid("schema", &Pointer::root(), None, value);
    values.iter().find(|value| {
        valid(&mut first, value) == Ok(true) && valid(&mut second, value) == Ok(false)
    })
}
