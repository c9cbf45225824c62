//! Every construct that the generator reads otherwise than it is written, in a document of its own: its client reads just
//! what the relaxed document accepts.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use openapi_doc::Document;
use schema_subset::Role;
use serde_json::Value;

use crate::documents::{Relaxed, Schemas, parsed};
use crate::near::{Stricter, near, others};
use crate::same::same;
use crate::scratch::read_constructs;

/// A document of constructs.
pub struct Constructs {
    /// The module of its client.
    pub module: &'static str,
    /// The document without operations.
    components: &'static str,
}

pub const CONSTRUCTS: [Constructs; 2] = [
    Constructs {
        module: "constructs_3_0",
        components: include_str!("constructs/openapi-3.0.yaml"),
    },
    Constructs {
        module: "constructs_3_1",
        components: include_str!("constructs/openapi-3.1.yaml"),
    },
];

/// Seeds of the values that others are made of.
const SEEDS: u64 = 3;

/// Seeds of the values that go in and come back.
const SAMPLES: u64 = 30;

/// Constructs about which the client and the relaxed document do not agree, and why.
const KNOWN: &[(&str, Stricter, &str)] = &[
    (
        "NeededParts",
        Stricter::Document,
        "the type of a component that may be null takes what is missing for null",
    ),
    ("NumbersWithoutType", Stricter::Client, INTEGER),
    (
        "RealSmall",
        Stricter::Document,
        "a number beyond the range of an `f32` is read as infinite",
    ),
    ("Whole", Stricter::Client, INTEGER),
];
const INTEGER: &str = "an integer without a format is read as an `i64`";

/// Constructs of which a value does not come back as it went in, and why.
const CHANGED: &[(&str, &str)] = &[
    (
        "DependentSchemas",
        "the generator does not read `dependentSchemas`, and so no members that stand there alone",
    ),
    ("Either", FIRST),
    ("TagOptional", FIRST),
];
const FIRST: &str =
    "the first arm that can be read is taken, and what it does not declare is not kept";

impl Constructs {
    /// The document with an operation for each component, which answers with it.
    pub fn text(&self) -> String {
        let mut text = format!("{}paths:\n", self.components);
        for name in self.names() {
            let _ = write!(
                text,
                "  /{name}:\n    get:\n      operationId: get_{name}\n      responses:\n        \"200\":\n          \
                 description: One.\n          content:\n            application/json:\n              \
                 schema: {{ $ref: \"#/components/schemas/{name}\" }}\n"
            );
        }
        text
    }

    /// The components.
    pub fn names(&self) -> Vec<String> {
        let document = parsed(
            "constructs.yaml",
            &format!("{}paths: {{}}\n", self.components),
        );
        let names = document.components().schemas();
        names.map(|(name, _)| name.to_owned()).collect()
    }

    fn document(&self) -> Document {
        parsed("constructs.yaml", &self.text())
    }
}

#[test]
fn the_client_reads_each_construct_as_it_is_relaxed() {
    let mut wrong: BTreeMap<(String, Stricter), Vec<String>> = BTreeMap::new();
    for constructs in &CONSTRUCTS {
        for (name, stricter, value) in disagreements(constructs) {
            wrong.entry((name, stricter)).or_default().push(value);
        }
    }
    let mut told = Vec::new();
    for (name, stricter, reason) in KNOWN {
        if wrong.remove(&((*name).to_owned(), *stricter)).is_none() {
            told.push(format!(
                "{name}: they agree: take it off the list ({reason})"
            ));
        }
    }
    for ((name, stricter), values) in &wrong {
        let (first, count) = (&values[0], values.len());
        told.push(format!(
            "{name}: {stricter:?} is stricter about {count} values: {first}"
        ));
    }
    assert!(told.is_empty(), "{}", told.join("\n"));
}

/// The values near to those of each construct that the client and the relaxed document do not agree about.
fn disagreements(constructs: &Constructs) -> Vec<(String, Stricter, String)> {
    let document = constructs.document();
    let relaxed = Relaxed::of(&document);
    let mut schemas = Schemas::default();
    let written = schemas.add_document(&document);
    let read = schemas.add_relaxed(&relaxed);
    let components: Vec<_> = document.components().schemas().collect();
    let ids: Vec<_> = components
        .iter()
        .map(|(_, schema)| {
            let written = schemas.at(written, schema.item().at().node);
            [written, schemas.at(read, relaxed.at(*schema))]
        })
        .collect();
    let response = Some(Role::Response);
    let others = others();
    let mut judge = relaxed.judge();
    let mut asked: Vec<(&str, Value, bool)> = Vec::new();
    for ((name, schema), ids) in components.iter().zip(ids) {
        let samples = ids
            .map(|id| schemas.samples(id, response, 0..SEEDS))
            .concat();
        let both = samples.iter().flat_map(|of| {
            let both = samples.iter().filter_map(|other| merged(of, other));
            both.collect::<Vec<_>>()
        });
        let near = samples.iter().flat_map(|value| near(value, &others));
        let values: BTreeMap<String, Value> = near
            .chain(both)
            .map(|value| (value.to_string(), value))
            .collect();
        let values: Vec<Value> = values.into_values().collect();
        let accepted = judge.accepts_each(relaxed.at(*schema), response, &values);
        let both = values.into_iter().zip(accepted);
        asked.extend(both.map(|(value, accepted)| (*name, value, accepted)));
    }
    let values: Vec<_> = asked
        .iter()
        .map(|(name, value, _)| (*name, value))
        .collect();
    let outcomes = read_constructs(constructs.module, &values);
    assert_eq!(outcomes.len(), asked.len());
    let mut found = Vec::new();
    for ((name, value, accepted), outcome) in asked.iter().zip(outcomes) {
        let (stricter, why) = match (outcome, *accepted) {
            (Ok(_), true) | (Err(_), false) => continue,
            (Ok(read), false) => (Stricter::Document, format!("read as {read}")),
            (Err(error), true) => (Stricter::Client, error),
        };
        found.push(((*name).to_owned(), stricter, format!("{value}: {why}")));
    }
    found
}

/// The members of both: of arms of a choice, they are those of either.
fn merged(of: &Value, other: &Value) -> Option<Value> {
    let mut members = of.as_object()?.clone();
    members.extend(other.as_object()?.clone());
    Some(Value::Object(members))
}

#[test]
fn each_construct_comes_back_as_it_went_in() {
    let mut changed = BTreeMap::new();
    for constructs in &CONSTRUCTS {
        changed.extend(changed_values(constructs));
    }
    for (name, reason) in CHANGED {
        assert!(
            changed.remove(*name).is_some(),
            "{name} is not changed: take it off the list ({reason})"
        );
    }
    let changed: Vec<String> = changed.into_values().collect();
    assert!(changed.is_empty(), "{}", changed.join("\n"));
}

/// A value of each construct that comes back as another one, with the place where it is another.
fn changed_values(constructs: &Constructs) -> BTreeMap<String, String> {
    let document = constructs.document();
    let mut schemas = Schemas::default();
    let written = schemas.add_document(&document);
    let components: Vec<_> = document.components().schemas().collect();
    let ids: Vec<_> = components
        .iter()
        .map(|(_, schema)| schemas.at(written, schema.item().at().node))
        .collect();
    let mut sent: Vec<(&str, Value)> = Vec::new();
    for ((name, _), id) in components.iter().zip(ids) {
        let samples = schemas.samples(id, Some(Role::Response), 0..SAMPLES);
        sent.extend(samples.into_iter().map(|value| (*name, value)));
    }
    let values: Vec<_> = sent.iter().map(|(name, value)| (*name, value)).collect();
    let outcomes = read_constructs(constructs.module, &values);
    let mut changed = BTreeMap::new();
    for ((name, value), outcome) in sent.iter().zip(outcomes) {
        let why = match outcome {
            Ok(written) => match same(value, &written, Role::Response, &mut |_| {}) {
                Ok(()) => continue,
                Err(place) => {
                    format!("another value at `{place}`: {value} is written as {written}")
                }
            },
            Err(error) => format!("{error}: {value}"),
        };
        changed.insert((*name).to_owned(), format!("{name}: {why}"));
    }
    changed
}
