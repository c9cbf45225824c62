//! Every pair of some schemas of a parameter, attacked with values: what is said to break nobody is read by the receiver,
//! and what is said to break somebody is shown by a request that the receiver refuses. Values are written and read here by
//! another hand than in the comparison.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed"
)]

mod http;
mod support;

use http::document::{Api, At};
use http::message::Message;
use http::request;
use http::values::parameter;
use openapi_compat::{Judgement, compare};
use schema_subset::Role;
use serde_json::{Value, json};
use support::options;

/// Schemas of scalars.
const SCALARS: &[&str] = &[
    "{ type: integer }",
    "{ type: integer, minimum: 0 }",
    "{ type: integer, minimum: -5, maximum: 120 }",
    "{ type: integer, exclusiveMinimum: 0, maximum: 99 }",
    "{ type: integer, multipleOf: 5 }",
    "{ type: integer, enum: [1, 5] }",
    "{ type: integer, not: { enum: [5] } }",
    "{ type: number }",
    "{ type: number, minimum: 0.5 }",
    "{ type: boolean }",
    "{ type: string }",
    "{ type: string, minLength: 1 }",
    "{ type: string, maxLength: 3 }",
    "{ type: string, pattern: '^[0-9]+$' }",
    "{ type: string, pattern: '^-?[1-9][0-9]*$' }",
    "{ type: string, pattern: '^(0|-?[1-9][0-9]*)$' }",
    "{ type: string, pattern: '^[^,]*$' }",
    "{ type: string, enum: ['1', '5'] }",
    "{ type: string, enum: ['true', 'false'] }",
    "{ type: string, enum: ['1', 'a,b'] }",
    "{ type: [integer, 'null'] }",
    "{ type: [integer, boolean] }",
    "{ anyOf: [{ type: integer, minimum: 5 }, { enum: ['0', all] }] }",
    "{ oneOf: [{ type: integer }, { type: number, minimum: 100 }] }",
    "{ allOf: [{ type: [integer, string] }, { not: { const: '5' } }] }",
];

/// Schemas that have lists as well.
const LISTS: &[&str] = &[
    "{ type: integer }",
    "{ type: string }",
    "{ type: string, pattern: '^[^,]*$' }",
    "{ type: string, enum: ['1', 'a,b'] }",
    "{ type: array, items: { type: integer } }",
    "{ type: array, items: { type: string } }",
    "{ type: array, items: { type: string }, maxItems: 2 }",
    "{ type: array, items: { type: string }, minItems: 2 }",
    "{ type: array, items: { type: [integer, string] }, minItems: 1, uniqueItems: true }",
    "{ type: array, items: { type: string, enum: ['1', '5'] }, minItems: 1 }",
    "{ anyOf: [{ type: integer }, { type: array, items: { type: integer }, minItems: 1 }] }",
];

fn document(schema: &str, explode: bool) -> String {
    format!(
        "openapi: 3.1.1
info: {{ title: Pets, version: '1' }}
paths:
  /pets:
    get:
      parameters: [{{ name: size, in: query, explode: {explode}, schema: {schema} }}]
      responses: {{ '204': {{ description: Fine. }} }}
"
    )
}

fn load(text: &str) -> openapi_doc::Document {
    let files = openapi_doc::MemoryFiles::new([("api.yaml", text)]);
    openapi_doc::load("api.yaml", &files, &openapi_doc::Limits::default()).unwrap()
}

fn parameter_of(api: &Api) -> At<'_> {
    let operation = api.root().get("paths").unwrap().get("/pets").unwrap();
    operation
        .get("get")
        .unwrap()
        .get("parameters")
        .unwrap()
        .items()
        .remove(0)
}

fn values() -> Vec<Value> {
    let scalars = [
        json!(-100),
        json!(-5),
        json!(-1),
        json!(0),
        json!(1),
        json!(5),
        json!(99),
        json!(100),
        json!(121),
        json!(2_147_483_648_u32),
        json!(0.5),
        json!(-0.5),
        json!(99.5),
        json!(100.5),
        json!(true),
        json!(false),
        json!("a"),
        json!("all"),
        json!("a,b"),
        json!("0"),
        json!("1"),
        json!("5"),
        json!("-5"),
        json!("1000"),
        json!("true"),
        json!("0.5"),
        json!("aaaa"),
    ];
    let lists = [
        json!([1]),
        json!(["1"]),
        json!(["a"]),
        json!(["a,b"]),
        json!([1, 5]),
        json!(["1", "5"]),
        json!([1, "1"]),
        json!(["a", "b"]),
        json!([1, 2, 3]),
        json!(["a", "b", "c"]),
    ];
    scalars.into_iter().chain(lists).collect()
}

/// A value as its client writes it: the texts of the parameter.
fn written(value: &Value, explode: bool) -> Vec<String> {
    let plain = |value: &Value| match value {
        Value::String(text) => text.replace('%', "%25").replace(',', "%2C"),
        other => other.to_string(),
    };
    match value {
        Value::Array(items) if explode => items.iter().map(plain).collect(),
        Value::Array(items) => vec![items.iter().map(plain).collect::<Vec<_>>().join(",")],
        scalar => vec![plain(scalar)],
    }
}

/// The values that are sent and not read.
fn lost(sender: &Api, receiver: &Api, explode: bool) -> Vec<Value> {
    let (from, to) = (parameter_of(sender), parameter_of(receiver));
    let (from_schema, to_schema) = (from.raw("schema").unwrap(), to.raw("schema").unwrap());
    let values = values();
    let sent = sender.allows(&from_schema, Role::Request, true, &values);
    let sent: Vec<Value> = values
        .into_iter()
        .zip(sent)
        .filter(|(_, sent)| *sent)
        .map(|(v, _)| v)
        .collect();
    let readings: Vec<Vec<Value>> = sent
        .iter()
        .map(|value| parameter(&to, "form", &written(value, explode)))
        .collect();
    let mut accepted = receiver
        .allows(&to_schema, Role::Request, false, &readings.concat())
        .into_iter();
    let is_read = readings.iter().map(|readings| {
        accepted
            .by_ref()
            .take(readings.len())
            .filter(|&read| read)
            .count()
            > 0
    });
    let is_read: Vec<bool> = is_read.collect();
    let lost = sent
        .into_iter()
        .zip(is_read)
        .filter(|(_, is_read)| !is_read);
    lost.map(|(value, _)| value).collect()
}

/// What is wrong with the answer for a pair, and the answer: silent, breaking or unknown.
fn judged(sender: &str, receiver: &str, explode: bool) -> (Vec<String>, usize) {
    let texts = [document(sender, explode), document(receiver, explode)];
    let comparison = compare(&load(&texts[0]), &load(&texts[1]), &options("", ""));
    let [sender, receiver] = [Api::of(&texts[0]), Api::of(&texts[1])];
    let wires = comparison
        .findings
        .iter()
        .map(|finding| finding.verdicts.wire);
    let wires: Vec<Judgement> = wires.collect();
    let mut found = Vec::new();
    for finding in &comparison.findings {
        if finding.verdicts.wire != Judgement::Breaking {
            continue;
        }
        let text = finding.witness.as_ref().unwrap().to_string();
        let message = Message::parse(&text);
        let at_sender = request::problems(&sender, &message, true);
        if !at_sender.is_empty() {
            found.push(format!("{}: {text} is not sent: {at_sender:?}", finding.id));
        }
        if request::problems(&receiver, &message, false).is_empty() {
            found.push(format!("{}: {text} is not refused", finding.id));
        }
    }
    if wires.contains(&Judgement::Breaking) {
        return (found, 1);
    }
    if wires.contains(&Judgement::Unknown) {
        return (found, 2);
    }
    let lost = lost(&sender, &receiver, explode).into_iter();
    found.extend(lost.map(|value| format!("{value} is sent and not read")));
    (found, 0)
}

/// How many pairs are silent, breaking and unknown.
fn each_pair(schemas: &[&str], explode: bool) -> [usize; 3] {
    let (mut found, mut counts) = (Vec::new(), [0; 3]);
    for sender in schemas {
        for receiver in schemas {
            let (wrong, answer) = judged(sender, receiver, explode);
            counts[answer] += 1;
            found.extend(
                wrong
                    .iter()
                    .map(|wrong| format!("{sender} -> {receiver}: {wrong}")),
            );
        }
    }
    assert!(
        found.is_empty(),
        "{} are wrong:\n{}",
        found.len(),
        found.join("\n")
    );
    counts
}

#[test]
fn scalars_are_strings() {
    let [silent, breaking, unknown] = each_pair(SCALARS, true);
    println!("{silent} silent, {breaking} breaking, {unknown} unknown");
    assert!(
        silent > 150 && breaking > 300 && unknown < 40,
        "{silent} silent, {breaking} breaking, {unknown} unknown"
    );
}

#[test]
fn items_that_repeat_the_name_are_strings() {
    let [silent, breaking, unknown] = each_pair(LISTS, true);
    assert!(
        silent > 30 && breaking > 50 && unknown < 10,
        "{silent} silent, {breaking} breaking, {unknown} unknown"
    );
}

#[test]
fn items_with_commas_between_them_are_strings() {
    let [silent, breaking, unknown] = each_pair(LISTS, false);
    assert!(
        silent > 30 && breaking > 30 && unknown < 30,
        "{silent} silent, {breaking} breaking, {unknown} unknown"
    );
}
