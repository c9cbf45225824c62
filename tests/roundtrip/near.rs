//! Values near to what a document allows: one part is missing, null, or of another form. The client reads exactly those
//! that the relaxed document accepts.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::answers::Client;
use crate::documents::dates;

/// Seeds of the values that others are made of.
const SEEDS: u64 = 2;

#[test]
fn one_part_that_is_missing_or_another() {
    let mut wrong = Vec::new();
    for dated in &dates() {
        let found = Client::of(dated).ask_near(0..SEEDS, &others());
        assert!(
            found.read > 1000 && found.refused > 1000,
            "{}: {} values are read, {} refused",
            dated.date,
            found.read,
            found.refused
        );
        assert_eq!(
            found.not_contained, 0,
            "{}: the client does not read what its own document allows",
            dated.date
        );
        wrong.extend(found.wrong());
    }
    assert!(
        wrong.is_empty(),
        "{} values:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// What stands in place of a part.
pub fn others() -> Vec<Value> {
    vec![
        Value::Null,
        json!(true),
        json!(-1),
        json!(0.5),
        json!(1e300),
        json!(9_223_372_036_854_775_808_u64),
        json!("text"),
        json!("2026-01-01"),
        json!("2026-01-01T00:00:00.5+01:00"),
        json!("2026-01-01t00:00:00z"),
        json!("2026-01-01T00:00:00"),
        json!("2026-12-31T23:59:60Z"),
        json!([]),
        json!({}),
    ]
}

/// The one who is stricter than the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stricter {
    Document,
    Client,
}

/// Parts about which the client and the relaxed document do not agree.
fn known() -> [(Value, Stricter, &'static str); 2] {
    [
        (
            json!("2026-01-01 00:00:00Z"),
            Stricter::Document,
            "chrono takes a blank for the `T` of a time, as a note of RFC 3339 allows; nobody breaks on what is read",
        ),
        (
            json!(2.0),
            Stricter::Client,
            "a schema speaks of numbers and not of their digits, and serde does not read `2.0` as an `i64`; no usual server writes an integer so",
        ),
    ]
}

#[test]
fn what_they_do_not_agree_about_is_known() {
    let newest = dates().pop().unwrap();
    let client = Client::of(&newest);
    for (part, stricter, reason) in known() {
        let found = client.ask_near(0..SEEDS, std::slice::from_ref(&part));
        let (others, known) = match stricter {
            Stricter::Document => (&found.refused_only, &found.read_only),
            Stricter::Client => (&found.read_only, &found.refused_only),
        };
        assert!(others.is_empty(), "{part}: {others:?}");
        assert!(
            !known.is_empty(),
            "{part}: they agree: take it off the list ({reason})"
        );
    }
}

/// The value, and every value that differs from it in one part: which is missing, one of
/// the others, or undeclared.
pub fn near(value: &Value, others: &[Value]) -> Vec<Value> {
    let mut found = Vec::new();
    change(value, others, &mut |changed| found.push(changed));
    let mut seen = BTreeSet::new();
    found.retain(|value| seen.insert(value.to_string()));
    found
}

fn change(value: &Value, others: &[Value], take: &mut dyn FnMut(Value)) {
    take(value.clone());
    others.iter().cloned().for_each(&mut *take);
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                change(item, others, &mut |changed| {
                    let mut items = items.clone();
                    items[index] = changed;
                    take(Value::Array(items));
                });
            }
        }
        Value::Object(members) => {
            let mut with = members.clone();
            with.insert("undeclared".to_owned(), json!("text"));
            take(Value::Object(with));
            for (name, member) in members {
                let mut without = members.clone();
                without.remove(name);
                take(Value::Object(without));
                change(member, others, &mut |changed| {
                    let mut members = members.clone();
                    members.insert(name.clone(), changed);
                    take(Value::Object(members));
                });
            }
        }
        _ => {}
    }
}
