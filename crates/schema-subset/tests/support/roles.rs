//! What a sender sends: the answers in a role, held against the check.

use schema_subset::check::Checker;
use schema_subset::{Options, Role, Verdict, subset_in_role};
use serde_json::Value;
use source_tree::{Format, Limits, Pointer, SourceTree};

use super::figures::Figures;
use super::judge::{Failure, Kind, STEPS};
use super::pairs::Pair;
use super::random::Random;
use super::tree;

/// The pair with some members that only one side sends.
pub fn with_marks(pair: &Pair, seed: u64) -> Pair {
    let mut random = Random::new(seed.rotate_left(32));
    let mut marked = pair.clone();
    for schema in [&mut marked.a, &mut marked.b] {
        for pointer in tree::pointers(schema) {
            let is_member = pointer.rsplit('/').nth(1) == Some("properties");
            if is_member
                && random.chance(15)
                && let Some(Value::Object(object)) = schema.pointer_mut(&pointer)
            {
                let mark = random.word(&["readOnly", "writeOnly"]);
                object.insert(mark.into(), true.into());
            }
        }
    }
    marked
}

pub fn hold(pair: &Pair, values: &[Value], figures: &mut Figures) -> Vec<Failure> {
    if !pair.is_sound() {
        return Vec::new();
    }
    let mut failures = Vec::new();
    for role in [Role::Request, Role::Response] {
        failures.extend(answer_holds(pair, role, values, figures));
        let same = Pair {
            b: pair.a.clone(),
            ..pair.clone()
        };
        // What is sent is accepted, by who has the same schema.
        if let verdict @ Verdict::NotContained(_) = ask(&same, role) {
            let text = format!("{} in itself as {role:?}: {verdict:?}", pair.a);
            failures.push(Failure {
                kind: Kind::Role,
                text,
                marked: Some(pair.clone()),
            });
        }
    }
    failures
}

fn ask(pair: &Pair, role: Role) -> Verdict {
    let options = Options {
        steps: STEPS,
        causes: false,
    };
    subset_in_role(&pair.schema(&pair.a), &pair.schema(&pair.b), role, &options)
}

fn answer_holds(
    pair: &Pair,
    role: Role,
    values: &[Value],
    figures: &mut Figures,
) -> Option<Failure> {
    let tree = |value: &Value| {
        SourceTree::parse(
            "schema.json",
            value.to_string().into(),
            Format::Json,
            &Limits::default(),
        )
        .unwrap()
    };
    let (a, b) = (tree(&pair.a), tree(&pair.b));
    let mut sender = Checker::new(pair.reading(), &[("schema", &a)]);
    let mut receiver = Checker::new(pair.reading(), &[("schema", &b)]);
    let root = Pointer::root();
    let mut accepts = |value: &Value| receiver.valid("schema", &root, Some(role), value).ok();
    let mut sends = |value: &Value| sender.sent("schema", &root, Some(role), value).ok();
    let wrong = |text: String| {
        let text = format!("as {role:?} of {} in {}: {text}", pair.a, pair.b);
        Some(Failure {
            kind: Kind::Role,
            text,
            marked: Some(pair.clone()),
        })
    };
    match ask(pair, role) {
        Verdict::Contained => {
            figures.count("in a role: contained");
            let mut sent = 0;
            for value in values {
                if sends(value) != Some(true) {
                    continue;
                }
                sent += 1;
                if accepts(value) == Some(false) {
                    return wrong(format!(
                        "called contained, but {value} is sent and not accepted"
                    ));
                }
            }
            figures.add("in a role: values that are sent in attacks", sent);
        }
        Verdict::NotContained(witness) => {
            figures.count("in a role: not contained");
            let value = serde_json::from_str(&witness.to_string()).unwrap();
            if sends(&value) != Some(true) {
                // Where nothing could be sent at all, both sides are read in a wider sense that the check has to be told
                // of.
                figures.count("in a role: a witness that is sent in the wider sense only");
            } else if accepts(&value) != Some(false) {
                return wrong(format!("the witness {value} is accepted"));
            }
        }
        Verdict::Unknown(reason) => figures.count(format!("in a role: unknown: {reason}")),
    }
    None
}
