//! Parameters, headers and fields of forms as the strings that they are written as.
//!
//! Schemas describe values, and `schema-subset` compares values. In a query, a path, a header or a form there are only
//! strings, so a sender of `1` and a sender of `"1"` write the same. Whether a difference of values is one of strings as
//! well is settled here, for the places that are not contained as values:
//!
//! 1. The value that shows the difference is written down and read again, as any value that its receiver may take the string
//!    for (`written`). If the receiver's document refuses them all, the difference is real.
//! 2. Otherwise both schemas are rewritten to schemas of what is written: a string, or a list of strings where a style
//!    gives items strings of their own (`scalars`, `schemas`). Each is approached from both sides, because not all programs
//!    write and read a number in the same way. If all that the sender may write is certainly read, nothing is broken. If
//!    something that it certainly writes is refused, that is the witness, after it has passed the first step.
//! 3. What lies between is unknown.
//!
//! What stays a matter of values: bodies that are no forms, parameters that `content` describes, and objects, of which
//! OpenAPI does not say how their members are written inside of each other.

mod causes;
mod kinds;
mod numerals;
mod question;
mod scalars;
mod schemas;
mod written;

use std::sync::Arc;

use foldhash::HashMap;
use openapi_doc::{Document, Item, MediaType, NodeRef, ParameterIn, Role, Schema, Type};
use schema_subset::Value;

use crate::audience::Judgement;
use crate::pair::positions::{Part, Position, Serialization};
use crate::rule::Rule;
use crate::schema::{Change, SchemaFact};
pub(crate) use causes::arguments;
use kinds::{is_scalar, kinds};
use question::{Outcome, Questions, Sides};
use written::Layout;

/// The rules of changes in which members an object has, whatever their values are.
const ABOUT_MEMBERS: [&str; 8] = [
    "request-members-narrowed",
    "request-property-became-required",
    "request-property-refused",
    "request-required-property-added",
    "response-members-widened",
    "response-property-added-to-closed",
    "response-property-became-optional",
    "response-required-property-removed",
];

/// Whether a rule, or its mirror, is about which members there are.
pub(crate) fn is_about_members(rule: &Rule) -> bool {
    ABOUT_MEMBERS.contains(&rule.id)
        || rule
            .mirror
            .is_some_and(|mirror| ABOUT_MEMBERS.contains(&mirror))
}

/// What tells questions apart.
type Key = (NodeRef, NodeRef, Role, Layout, bool, Option<String>);

/// Settles differences of two documents as differences of strings.
pub(crate) struct Texts<'d> {
    documents: [&'d Document; 2],
    questions: Questions<'d>,
    /// The same schemas stand at many positions.
    known: HashMap<Key, Outcome>,
}

impl<'d> Texts<'d> {
    pub(crate) fn new(base: &'d Document, revision: &'d Document) -> Self {
        Self {
            documents: [base, revision],
            questions: Questions::new(base, revision),
            known: HashMap::default(),
        }
    }

    /// What is left of the facts about one position, the one with the index `at`.
    pub(crate) fn settle(
        &mut self,
        at: usize,
        position: &Position<'d>,
        form: Option<MediaType<'d>>,
        facts: Vec<SchemaFact>,
    ) -> Vec<SchemaFact> {
        let Some((base, revision)) = position.base.zip(position.revision) else {
            return facts;
        };
        let (sender, receiver) = match position.role {
            Role::Request => (base, revision),
            Role::Response => (revision, base),
        };
        let sides = sides(position, sender, receiver);
        if let Some(form) = form {
            return self.settle_form(sides, form, (at, position), facts);
        }
        let Some(layout) = layout(position, sides) else {
            return facts;
        };
        let place = |schema: Schema<'_>| schema.resolve().item().at();
        let mut outcome = |value: Option<&Value>| {
            let key = (
                place(sender),
                place(receiver),
                sides.role,
                layout,
                sides.is_in_path,
                value.map(ToString::to_string),
            );
            let questions = &mut self.questions;
            let outcome = self.known.entry(key);
            let outcome = outcome.or_insert_with(|| questions.outcome(sides, layout, None, value));
            outcome.clone()
        };
        let left = left((at, position), facts, &mut outcome);
        causes::in_texts(sender, receiver, left)
    }

    /// Whether what is accepted now, or no longer sent, makes no difference in what is written. To be asked of documents that are
    /// exchanged: the revision writes what the base reads. `at` is where the difference stands in the document of the writer.
    pub(crate) fn is_same_written(
        &mut self,
        position: &Position<'d>,
        form: Option<MediaType<'d>>,
        at: NodeRef,
    ) -> bool {
        let Some((base, revision)) = position.base.zip(position.revision) else {
            return false;
        };
        // Whoever writes now is asked about whoever read before.
        let (sender, receiver) = match position.role {
            Role::Request => (revision, base),
            Role::Response => (base, revision),
        };
        let sides = sides(position, sender, receiver);
        if let Some(form) = form {
            let [writer, _] = self.documents;
            let fields = fields_of(sides, writer, Some(at));
            let mut all = fields.iter();
            return !fields.is_empty()
                && all.all(|&(name, sides)| {
                    !is_json(form, name) && self.questions.is_contained(sides, Layout::Repeated)
                });
        }
        let layout = layout(position, sides);
        layout.is_some_and(|layout| self.questions.is_contained(sides, layout))
    }

    /// A difference that is in one field is one of what is written for that field.
    fn settle_form(
        &mut self,
        sides: Sides<'d>,
        form: MediaType<'d>,
        (at, position): (usize, &Position<'d>),
        facts: Vec<SchemaFact>,
    ) -> Vec<SchemaFact> {
        let is_json = |name: &str| is_json(form, name);
        let is_told = |fact: &SchemaFact| {
            // Whether a field is there is the form's matter.
            if ABOUT_MEMBERS.contains(&fact.change.rule) {
                return true;
            }
            let [base, revision] = self.documents;
            let (document, at) = match sides.role {
                Role::Request => (base, fact.base),
                Role::Response => (revision, fact.revision),
            };
            let fields = fields_of(sides, document, at);
            let mut all = fields.iter();
            fields.is_empty()
                || !all.all(|&(name, sides)| {
                    !is_json(name) && self.questions.is_contained(sides, Layout::Repeated)
                })
        };
        let left: Vec<SchemaFact> = facts.into_iter().filter(is_told).collect();
        if left.is_empty() {
            return left;
        }
        let body = form.schema().map(Schema::resolve);
        let mut fields = body.into_iter().flat_map(Schema::properties);
        let has_json = fields.any(|field| is_json(field.name()));
        let is_fixed: Option<&question::IsFixed<'_>> = if has_json { Some(&is_json) } else { None };
        let mut outcome = |value: Option<&Value>| {
            self.questions
                .outcome(sides, Layout::Members, is_fixed, value)
        };
        self::left((at, position), left, &mut outcome)
    }
}

/// The schemas at a position, one of which writes.
fn sides<'d>(position: &Position<'d>, sender: Schema<'d>, receiver: Schema<'d>) -> Sides<'d> {
    Sides {
        sender,
        receiver,
        role: position.role,
        is_in_path: matches!(position.part, Part::Parameter(ParameterIn::Path, _)),
    }
}

/// The facts of a position after their questions about strings, each with its own value.
fn left(
    (at, position): (usize, &Position<'_>),
    facts: Vec<SchemaFact>,
    outcome: &mut dyn FnMut(Option<&Value>) -> Outcome,
) -> Vec<SchemaFact> {
    let mut standing = Vec::new();
    let mut others = Vec::new();
    let mut shown = None;
    let mut reason = None;
    for fact in facts {
        match outcome(fact.value.as_ref().map(|(_, value)| &**value)) {
            Outcome::Stands => standing.push(fact),
            Outcome::Vanishes => return Vec::new(),
            Outcome::Filled(value) if ABOUT_MEMBERS.contains(&fact.change.rule) => {
                standing.push(SchemaFact {
                    value: Some((at, Arc::new(value))),
                    ..fact
                });
            }
            Outcome::Filled(value) | Outcome::ShownBy(value) => {
                shown = shown.or(Some(Arc::new(value)));
                others.push(fact);
            }
            Outcome::Unknown(why) => {
                reason = reason.or(Some(why));
                others.push(fact);
            }
        }
    }
    // What is a difference of values only is told by the facts that can be seen in what is written.
    if let Some(first) = standing.first() {
        let (rule, value) = (first.change.rule, first.value.clone());
        // A member of which the string is not known is refused as the others are.
        let alike = others
            .into_iter()
            .filter(|fact| fact.change.rule == rule && ABOUT_MEMBERS.contains(&fact.change.rule));
        let alike = alike.map(|fact| SchemaFact {
            value: value.clone(),
            ..fact
        });
        let alike: Vec<SchemaFact> = alike.collect();
        standing.extend(alike);
        return standing;
    }
    match (shown, reason) {
        (Some(value), _) => {
            let facts = others.into_iter().map(|fact| SchemaFact {
                value: (fact.wire == Judgement::Breaking).then(|| (at, value.clone())),
                ..fact
            });
            facts.collect()
        }
        (None, Some(reason)) => undecided(position, &others, reason.to_owned()),
        (None, None) => others,
    }
}

/// How both sides write the value; none if they do not write it alike, which is another finding.
fn layout(position: &Position<'_>, sides: Sides<'_>) -> Option<Layout> {
    let style = |of: &Serialization<'_>| match of {
        Serialization::Style { style, explode, .. } => Some(((*style).to_owned(), *explode)),
        Serialization::MediaType(_) => None,
    };
    let (base, revision) = &position.serialization;
    let (base, revision) = (style(base)?, style(revision)?);
    let (of_sender, of_receiver) = match sides.role {
        Role::Request => (&base, &revision),
        Role::Response => (&revision, &base),
    };
    let (sent, read) = (kinds(Some(sides.sender)), kinds(Some(sides.receiver)));
    if is_scalar(sent) && is_scalar(read) {
        // These put something before the value.
        let is_prefixed = |style: &str| matches!(style, "label" | "matrix");
        let is_alike = base.0 == revision.0 || !is_prefixed(&base.0) && !is_prefixed(&revision.0);
        return is_alike.then_some(Layout::Single);
    }
    let both = if is_scalar(sent) {
        of_receiver
    } else if is_scalar(read) || of_sender == of_receiver {
        of_sender
    } else {
        return None;
    };
    if sent.contains(Type::Object) || read.contains(Type::Object) {
        return Some(Layout::Object);
    }
    match (both.0.as_str(), both.1) {
        ("form" | "spaceDelimited" | "pipeDelimited", true) => Some(Layout::Repeated),
        ("form", false) | ("simple", _) => Some(Layout::Joined(',')),
        ("spaceDelimited", false) => Some(Layout::Joined(' ')),
        ("pipeDelimited", false) => Some(Layout::Joined('|')),
        _ => None,
    }
}

/// The fields that a place of the sender's document is in, with their schemas; none if it is about the form.
fn fields_of<'d>(
    sides: Sides<'d>,
    sender: &'d Document,
    at: Option<NodeRef>,
) -> Vec<(&'d str, Sides<'d>)> {
    let Some(at) = at.and_then(|at| sender.item(at)).map(Item::location) else {
        return Vec::new();
    };
    let is_around = |schema: Schema<'_>| {
        let around = schema.location();
        let below = at.pointer.strip_prefix(&around.pointer);
        around.file == at.file && below.is_some_and(|b| b.is_empty() || b.starts_with('/'))
    };
    let properties = sides.sender.resolve().properties();
    let properties = properties.filter(|property| {
        let schema = property.schema();
        is_around(schema) || is_around(schema.resolve())
    });
    let both = properties.filter_map(|property| {
        let receiver = sides.receiver.resolve().property(property.name())?;
        let sides = Sides {
            sender: property.schema(),
            receiver: receiver.schema(),
            role: sides.role,
            is_in_path: false,
        };
        Some((property.name(), sides))
    });
    both.collect()
}

/// Whether a field of a form is written as JSON: where its encoding says so, and in parts that are objects or lists of
/// those (OpenAPI 3.1.1, 4.8.15.1).
fn is_json(form: MediaType<'_>, name: &str) -> bool {
    let location = form.item().location();
    let has_parts = location
        .pointer
        .rsplit('/')
        .next()
        .is_some_and(|of| of.starts_with("multipart"));
    let field = form
        .schema()
        .and_then(|schema| schema.resolve().property(name));
    let is_compound = field.is_some_and(|field| {
        let schema = field.schema();
        let items = schema.resolve().items();
        let items = items.filter(|_| kinds(Some(schema)).contains(Type::Array));
        kinds(Some(schema)).contains(Type::Object)
            || items.is_some_and(|of| !is_scalar(kinds(Some(of))))
    });
    if has_parts && is_compound {
        return true;
    }
    let encoding = form.encodings().find(|(field, _)| *field == name);
    let content_type = encoding.and_then(|(_, encoding)| encoding.text("contentType"));
    content_type.is_some_and(|of| of.ends_with("/json") || of.ends_with("+json"))
}

/// The facts of a position as one that is not decided.
fn undecided(position: &Position<'_>, facts: &[SchemaFact], reason: String) -> Vec<SchemaFact> {
    let place = |schema: Option<Schema<'_>>, otherwise: Item<'_>| {
        let place = schema.map_or(otherwise, |schema| schema.resolve().item());
        Some(place.at())
    };
    let fact = facts.first().map(|fact| SchemaFact {
        positions: fact.positions.clone(),
        change: Change::undecided(position.role),
        base: place(position.base, position.places.0),
        revision: place(position.revision, position.places.1),
        wire: Judgement::Unknown,
        client: Judgement::Unknown,
        value: None,
        reason: Some(reason),
    });
    fact.into_iter().collect()
}
