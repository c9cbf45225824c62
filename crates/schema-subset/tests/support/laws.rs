//! Questions whose answers follow from the answer to another one.

use serde_json::{Value, json};

use super::pairs::Pair;
use super::random::Random;
use super::{mutations, tree};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// It is contained, whatever the schemas are; not knowing is allowed.
    Contained,
    /// What the pair itself is.
    Same,
}

pub struct Law {
    pub name: &'static str,
    pub expected: Expected,
    /// The question, as text: the order of members is part of some.
    pub a: String,
    pub b: String,
}

/// The laws of a pair.
pub fn of(pair: &Pair, random: &mut Random) -> Vec<Law> {
    let (a, b) = (&pair.a, &pair.b);
    let both = |root: Value| tree::around(&[("a", a), ("b", b)].into(), root);
    let (a_ref, b_ref) = (
        json!({ "$ref": "#/$defs/a" }),
        json!({ "$ref": "#/$defs/b" }),
    );
    let extracted = |schema: &Value, random: &mut Random| {
        let mut schema = schema.clone();
        mutations::extract(&mut schema, random);
        schema
    };
    let mut laws = Vec::new();
    let mut law = |name, expected, a: &dyn ToString, b: &dyn ToString| {
        laws.push(Law {
            name,
            expected,
            a: a.to_string(),
            b: b.to_string(),
        });
    };
    law("reflexive", Expected::Contained, a, a);
    law(
        "a in anyOf [a, b]",
        Expected::Contained,
        a,
        &both(json!({ "anyOf": [a_ref, b_ref] })),
    );
    law(
        "allOf [a, b] in a",
        Expected::Contained,
        &both(json!({ "allOf": [a_ref, b_ref] })),
        a,
    );
    law(
        "not b in not a",
        Expected::Same,
        &both(json!({ "not": b_ref })),
        &both(json!({ "not": a_ref })),
    );
    law(
        "a and not b is empty",
        Expected::Same,
        &both(json!({ "allOf": [a_ref, { "not": b_ref }] })),
        &json!({ "not": {} }),
    );
    law("extracted from a", Expected::Same, &extracted(a, random), b);
    law("extracted from b", Expected::Same, a, &extracted(b, random));
    law(
        "reordered",
        Expected::Same,
        &tree::reordered(a, random),
        &tree::reordered(b, random),
    );
    laws
}
