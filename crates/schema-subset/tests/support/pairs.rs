//! From a seed to a pair of schemas.

use schema_subset::{Dialect, Reading, Schema};
use serde_json::{Value, json};

use super::random::Random;
use super::schemas::Generator;
use super::{mutations, openapi30, tree};

/// Two schemas to be compared.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    pub dialect: Dialect,
    pub a: Value,
    pub b: Value,
}

impl Pair {
    pub fn new(a: Value, b: Value) -> Self {
        Self {
            dialect: Dialect::JsonSchema2020_12,
            a,
            b,
        }
    }

    /// The pair of a seed. Half of the pairs are two versions of one schema; every sixth is of `OpenAPI` 3.0.
    pub fn of(seed: u64) -> Self {
        let mut random = Random::new(seed);
        let dialect = if random.chance(16) {
            Dialect::OpenApi3_0
        } else {
            Dialect::JsonSchema2020_12
        };
        let versions = random.chance(50);
        let (a, b) = match dialect {
            Dialect::OpenApi3_0 => {
                let a = openapi30::document(&mut random);
                let b = if versions {
                    changed(&a, &mut random, openapi30::mutate)
                } else {
                    openapi30::document(&mut random)
                };
                (a, b)
            }
            Dialect::JsonSchema2020_12 => {
                let mut generator = Generator::new(&mut random);
                let a = generator.document();
                if versions {
                    let b = changed(&a, &mut random, mutations::mutate);
                    (a, b)
                } else {
                    let b = generator.document();
                    (a, b)
                }
            }
        };
        let (a, b) = if random.chance(50) { (a, b) } else { (b, a) };
        if random.chance(10) && dialect == Dialect::JsonSchema2020_12 {
            return Self::new(a.clone(), wider(&a, &b, &mut random));
        }
        Self { dialect, a, b }
    }

    pub fn turned(&self) -> Self {
        Self {
            dialect: self.dialect,
            a: self.b.clone(),
            b: self.a.clone(),
        }
    }

    pub fn reading(&self) -> Reading {
        Reading::of(self.dialect)
    }

    pub fn schema(&self, value: &Value) -> Schema {
        self.schema_of_text(&value.to_string())
    }

    pub fn schema_of_text(&self, text: &str) -> Schema {
        Schema::parse("schema.json", text, self.reading()).unwrap()
    }

    /// Both sides as JSON Schema; none where the validator has no word for something.
    pub fn as_json_schema(&self) -> Option<(Value, Value)> {
        match self.dialect {
            Dialect::JsonSchema2020_12 => Some((self.a.clone(), self.b.clone())),
            Dialect::OpenApi3_0 => Some((
                openapi30::translated(&self.a)?,
                openapi30::translated(&self.b)?,
            )),
        }
    }

    /// Whether both sides have a meaning: nothing refers to itself on the same value.
    pub fn is_sound(&self) -> bool {
        !tree::loops(&self.a) && !tree::loops(&self.b)
    }
}

fn changed(a: &Value, random: &mut Random, mutate: fn(&mut Value, &mut Random)) -> Value {
    let mut b = a.clone();
    for _ in 0..random.between(1, 2) {
        mutate(&mut b, random);
    }
    b
}

/// A schema that holds `a` in a way that takes reasoning to see.
fn wider(a: &Value, b: &Value, random: &mut Random) -> Value {
    let (a_ref, b_ref) = (
        json!({ "$ref": "#/$defs/a" }),
        json!({ "$ref": "#/$defs/b" }),
    );
    let root = match random.below(4) {
        0 => json!({ "anyOf": [b_ref, a_ref] }),
        1 => json!({ "if": b_ref, "else": a_ref }),
        2 => json!({ "not": { "allOf": [{ "not": a_ref }, b_ref] } }),
        _ => {
            json!({ "oneOf": [{ "allOf": [a_ref, b_ref] }, { "allOf": [{ "not": b_ref }, a_ref] }] })
        }
    };
    tree::around(&[("a", a), ("b", b)].into(), root)
}
