//! One question about strings: whether all that one schema lets write is read under another.

use std::sync::Arc;

use openapi_doc::{Document, Role, Schema, Type};
use schema_subset::check::Checker;
use schema_subset::{Dialect, Formats, Options, Pool, Reading, Value, Verdict};
use serde_json::json;
use source_tree::{Format, Limits, Pointer, SourceTree};

use super::kinds::kinds;
use super::scalars::{Bound, Party, Unmodelled, View};
use super::schemas::{self, Translator};
use super::written::{self, Layout};
use crate::schema::reading;

/// The work for one question about strings.
const STEPS: u64 = 200_000;

/// The two schemas of a question, and who writes.
#[derive(Clone, Copy)]
pub(super) struct Sides<'d> {
    pub(super) sender: Schema<'d>,
    pub(super) receiver: Schema<'d>,
    pub(super) role: Role,
    /// Whether it is a part of a path, which cannot be empty.
    pub(super) is_in_path: bool,
}

/// What a question about strings came to.
enum Answer {
    Contained,
    /// The sender sends this value, and the receiver refuses its string.
    Refused(Value),
    Unknown(&'static str),
}

/// What is to be made of a value that the receiver refuses as a value.
#[derive(Clone, Debug)]
pub(super) enum Outcome {
    /// Its string is refused as well, or nothing better is known.
    Stands,
    /// The string of this value is refused: of the one that was asked about, with something in it.
    Filled(Value),
    /// The string of this value is refused.
    ShownBy(Value),
    /// Whatever the sender writes is read.
    Vanishes,
    Unknown(&'static str),
}

/// Members that are no strings, by name.
pub(super) type IsFixed<'f> = dyn Fn(&str) -> bool + 'f;

/// The documents whose schemas are asked about.
pub(super) struct Questions<'d> {
    base: &'d Document,
    revision: &'d Document,
    /// Made when they are first needed: of the base and of the revision.
    checkers: Option<[Checker<'d>; 2]>,
}

impl<'d> Questions<'d> {
    pub(super) fn new(base: &'d Document, revision: &'d Document) -> Self {
        Self {
            base,
            revision,
            checkers: None,
        }
    }

    /// What becomes of a difference of values, which this value shows.
    pub(super) fn outcome(
        &mut self,
        sides: Sides<'d>,
        layout: Layout,
        is_fixed: Option<&IsFixed<'_>>,
        value: Option<&Value>,
    ) -> Outcome {
        let is_refused = value.is_some_and(|value| {
            self.refuses_in_writing(sides, layout, is_fixed, value) == Some(true)
        });
        if is_refused && !value.is_some_and(is_empty) {
            return Outcome::Stands;
        }
        if !is_refused
            && let Some(value) = value.and_then(|value| self.filled(sides, layout, is_fixed, value))
        {
            return Outcome::Filled(value);
        }
        let answer = if is_fixed.is_some() {
            Err("a field of the form is written as JSON")
        } else {
            self.ask(sides, layout)
        };
        let is_sent = is_refused && !sides.is_in_path;
        match answer {
            Ok(Answer::Contained) => Outcome::Vanishes,
            Ok(Answer::Refused(value)) => Outcome::ShownBy(value),
            // What is not decided keeps its reason.
            Ok(Answer::Unknown(_)) | Err(_) if is_sent || value.is_none() => Outcome::Stands,
            Ok(Answer::Unknown(reason)) | Err(reason) => Outcome::Unknown(reason),
        }
    }

    /// The value with something in an object or list of which nothing would be written, if its string is refused.
    fn filled(
        &mut self,
        sides: Sides<'d>,
        layout: Layout,
        is_fixed: Option<&IsFixed<'_>>,
        value: &Value,
    ) -> Option<Value> {
        let schema = sides.sender.resolve();
        let mut empty: Vec<(Option<&String>, Schema<'d>)> = Vec::new();
        match value {
            Value::Object(members) if members.is_empty() => empty.push((None, schema)),
            Value::Object(members) => {
                let inside = members
                    .iter()
                    .filter(|(_, member)| written::is_nothing(member));
                empty.extend(inside.filter_map(|(name, _)| {
                    Some((Some(name), schema.property(name)?.schema().resolve()))
                }));
            }
            _ => {}
        }
        for (member, schema) in empty {
            let names = schema.properties().map(|property| Some(property.name()));
            // A list has items instead.
            let names: Vec<Option<&str>> = names.chain([None]).collect();
            for name in names {
                for scalar in ["\"a\"", "1", "true"].map(scalar) {
                    let mut with = value.clone();
                    let place = match (&mut with, member) {
                        (Value::Object(members), Some(name)) => {
                            Arc::make_mut(members).get_mut(name)
                        }
                        (value, _) => Some(value),
                    };
                    match (place, name) {
                        (Some(Value::Object(members)), Some(name)) => {
                            Arc::make_mut(members).insert(name.to_owned(), scalar?);
                        }
                        (Some(Value::Array(items)), None) => items.push(scalar?),
                        _ => continue,
                    }
                    if self.holds(sides, Party::Sender, &with) == Some(true)
                        && self.refuses_in_writing(sides, layout, is_fixed, &with) == Some(true)
                    {
                        return Some(with);
                    }
                }
            }
        }
        None
    }

    /// Whether all that is written is read, for certain.
    pub(super) fn is_contained(&mut self, sides: Sides<'d>, layout: Layout) -> bool {
        matches!(self.ask(sides, layout), Ok(Answer::Contained))
    }

    /// Whether what is written for a value is refused however it is read.
    fn refuses_in_writing(
        &mut self,
        sides: Sides<'d>,
        layout: Layout,
        is_fixed: Option<&IsFixed<'_>>,
        value: &Value,
    ) -> Option<bool> {
        let is_fixed: &IsFixed<'_> = is_fixed.unwrap_or(&|_| false);
        for read in written::readings(value, layout, is_fixed)? {
            if self.holds(sides, Party::Receiver, &read)? {
                return Some(false);
            }
        }
        Some(true)
    }

    /// Whether the sender sends a value, or the receiver accepts it; none if that cannot be checked.
    fn holds(&mut self, sides: Sides<'d>, party: Party, value: &Value) -> Option<bool> {
        let (schema, is_sender) = match party {
            Party::Sender => (sides.sender, true),
            Party::Receiver => (sides.receiver, false),
        };
        let location = schema.location();
        let pointer = Pointer::parse(&location.pointer).ok()?;
        let json = serde_json::from_str(&value.to_string()).ok()?;
        let role = Some(of_messages(sides.role));
        let checker = self.checker(sides.role, party);
        let held = if is_sender {
            checker.sent(&location.file, &pointer, role, &json)
        } else {
            checker.valid(&location.file, &pointer, role, &json)
        };
        held.ok()
    }

    fn checker(&mut self, role: Role, party: Party) -> &mut Checker<'d> {
        let of = |document: &'d Document| {
            let files: Vec<_> = document.files().map(|file| (file.name(), file)).collect();
            Checker::new(reading(document), &files)
        };
        let [base, revision] = self
            .checkers
            .get_or_insert_with(|| [of(self.base), of(self.revision)]);
        match (role, party) {
            (Role::Request, Party::Sender) | (Role::Response, Party::Receiver) => base,
            _ => revision,
        }
    }

    /// Whether all that the sender writes is read by the receiver.
    fn ask(&mut self, sides: Sides<'d>, layout: Layout) -> Result<Answer, Unmodelled> {
        let mut written = |party, bound, schema: Schema<'d>| {
            let mut translator = Translator {
                role: of_messages(sides.role),
                checker: self.checker(sides.role, party),
                view: View { party, bound },
            };
            translator.written(schema, layout)
        };
        let without = |schema: &serde_json::Value, left_out: serde_json::Value| json!({ "allOf": [schema], "not": left_out });
        let mut sender = written(Party::Sender, Bound::Inner, sides.sender)?;
        let mut at_most = written(Party::Sender, Bound::Outer, sides.sender)?;
        if sides.is_in_path {
            let empty = json!({ "enum": ["", [""], []] });
            (sender, at_most) = (without(&sender, empty.clone()), without(&at_most, empty));
        }
        // As `is_empty` says of values.
        let empty = json!([{ "const": "" }, { "type": "array", "items": { "const": "" } }]);
        let mut schemas = json!({
            "sender_telling": without(&sender, json!({ "anyOf": empty })),
            "sender": sender,
            "sender_at_most": at_most,
            "any_items": { "type": "array", "items": { "type": "string" }, "minItems": 1 },
            "receiver": written(Party::Receiver, Bound::Outer, sides.receiver)?,
            "receiver_at_least": written(Party::Receiver, Bound::Inner, sides.receiver)?,
        });
        let divided = match layout {
            Layout::Joined(delimiter) if !is_list(sides.sender) => Some(delimiter),
            _ => None,
        };
        if let (Some(delimiter), Some(schemas)) = (divided, schemas.as_object_mut()) {
            let undivided = json!({ "not": { "pattern": schemas::within(delimiter) } });
            schemas.insert("single".to_owned(), self.single(sides)?);
            schemas.insert("undivided".to_owned(), undivided);
        }
        let text = schemas.to_string().into_bytes();
        let tree = SourceTree::parse("written", text, Format::Json, &Limits::default())
            .map_err(|_| "the schemas are too large")?;
        // Only members are declared or not.
        let role = (layout == Layout::Members).then(|| of_messages(sides.role));
        let verdict = |a: &str, b: &str| compare(&tree, a, b, role);
        let is_divided = divided.is_some()
            && !verdict("single", "undivided").is_contained()
            && !verdict("any_items", "receiver_at_least").is_contained();
        if !is_divided && verdict("sender_at_most", "receiver_at_least").is_contained() {
            return Ok(Answer::Contained);
        }
        let refused = [
            verdict("sender_telling", "receiver"),
            verdict("sender", "receiver"),
        ];
        let refused = refused.into_iter().find_map(|verdict| match verdict {
            Verdict::NotContained(witness) => Some(witness.value),
            Verdict::Contained | Verdict::Unknown(_) => None,
        });
        let Some(refused) = refused else {
            let reason = if is_divided {
                "a string may hold the character that stands between items"
            } else {
                "not all programs write and read such values in the same way"
            };
            return Ok(Answer::Unknown(reason));
        };
        let value = self.sent_as(sides, layout, &refused);
        Ok(match value {
            Some(value) => Answer::Refused(value),
            None => Answer::Unknown("no value was found that is written in this way"),
        })
    }

    /// Every string that may be a scalar of the sender.
    fn single(&mut self, sides: Sides<'d>) -> Result<serde_json::Value, Unmodelled> {
        let mut translator = Translator {
            role: of_messages(sides.role),
            checker: self.checker(sides.role, Party::Sender),
            view: View {
                party: Party::Sender,
                bound: Bound::Outer,
            },
        };
        translator.scalar(sides.sender)
    }

    /// A value that the sender sends and that is written like this, if the receiver refuses it however it is read.
    fn sent_as(&mut self, sides: Sides<'d>, layout: Layout, written: &Value) -> Option<Value> {
        let mut candidates = match layout {
            Layout::Members => written::of_members(written)?,
            _ => written::readings(written, layout, &|_| false)?,
        };
        candidates.retain(|value| self.holds(sides, Party::Sender, value) == Some(true));
        candidates
            .into_iter()
            .find(|value| self.refuses_in_writing(sides, layout, None, value) == Some(true))
    }
}

/// A scalar by its text.
fn scalar(text: &str) -> Option<Value> {
    let tree = SourceTree::parse("scalar", text.into(), Format::Json, &Limits::default()).ok()?;
    Value::from_node(tree.root())
}

/// Whether nothing is seen of a value in a message but its name.
fn is_empty(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.iter().all(is_empty),
        value => written::text(value).is_some_and(|text| text.is_empty()),
    }
}

/// Whether every value is an array.
fn is_list(schema: Schema<'_>) -> bool {
    kinds(Some(schema)).only() == Some(Type::Array)
}

fn compare(tree: &SourceTree, a: &str, b: &str, role: Option<schema_subset::Role>) -> Verdict {
    let mut pool = Pool::new();
    let reading = Reading::of(Dialect::JsonSchema2020_12).formats(Formats::Assertion);
    let options = Options {
        steps: STEPS,
        causes: false,
    };
    let unverified = Verdict::Unknown(schema_subset::Reason::Unverified);
    let Ok(document) = pool.insert(tree.name(), tree, reading) else {
        return unverified;
    };
    let mut node = |name| pool.node(document, &Pointer::root().child(name));
    match (node(a), node(b)) {
        (Some(a), Some(b)) => pool.compare(a, b, role, &options),
        _ => unverified,
    }
}

pub(super) fn of_messages(role: Role) -> schema_subset::Role {
    match role {
        Role::Request => schema_subset::Role::Request,
        Role::Response => schema_subset::Role::Response,
    }
}
