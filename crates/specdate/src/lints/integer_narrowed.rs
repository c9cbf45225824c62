//! `integer-narrowed`.

use std::collections::HashSet;

use openapi_doc::{Document, MediaType, Role, Schema, SchemaId, Type, schemas_in_role};
use registry::Severity;
use source_tree::Number;

use super::{Found, Lint, Subject};

pub(super) const LINT: Lint = Lint {
    id: "integer-narrowed",
    severity: Severity::Warning,
    title: "the generated client reads an integer of any size as `i64`",
    reason: "The document allows the server to send integers that the client refuses.",
    find,
};

/// The integers in bodies of responses that the document does not keep within 64 bits. In requests the client only sends
/// less than it might; headers are no members of the generated types.
fn find(subject: &Subject<'_>) -> Vec<Found> {
    if subject.api.client.is_none() {
        return Vec::new();
    }
    let mut search = Search::default();
    for operation in subject.document.operations() {
        for response in operation.responses() {
            let bodies = response.content().filter(|(name, _)| is_json(name));
            for schema in bodies.filter_map(|(_, body)| MediaType::schema(body)) {
                search.open(schema, true);
            }
        }
    }
    let narrowed = search.run();
    found(subject.document, narrowed)
}

/// Whether the client decodes a media type into a type of its own.
fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/json")
        || essence.to_ascii_lowercase().ends_with("+json")
}

fn found(document: &Document, narrowed: Vec<Schema<'_>>) -> Vec<Found> {
    // Looked up only where there is something to tell.
    let roles = (!narrowed.is_empty()).then(|| schemas_in_role(document));
    let is_sent_too = |schema: Schema<'_>| {
        let roles = roles.as_ref();
        roles.is_some_and(|roles| roles.contains(schema.id(), Role::Request))
    };
    narrowed
        .into_iter()
        .map(|schema| {
            let item = schema.item();
            let place = item.get("type").unwrap_or(item);
            let next_step = if is_sent_too(schema) {
                "write `format: int64` in the next version date, if larger ones never come; requests hold this integer as well, so within a released date that would refuse some of them"
            } else {
                "write `format: int64`, or `minimum` and `maximum`, if larger ones never come"
            };
            Found {
                location: place.location(),
                message: "an integer of any size: the client reads it as `i64` and refuses larger ones".to_owned(),
                next_step: next_step.to_owned(),
            }
        })
        .collect()
}

/// The schemas of which the generator makes types. They are left at what [`openapi_doc::relax`] drops.
#[derive(Default)]
struct Search<'d> {
    open: Vec<(Schema<'d>, bool)>,
    seen: HashSet<(SchemaId, bool)>,
    found: Vec<Schema<'d>>,
}

impl<'d> Search<'d> {
    /// `alone` says whether nothing else narrows the values that stand at the place of the schema.
    fn open(&mut self, schema: Schema<'d>, alone: bool) {
        if self.seen.insert((schema.id(), alone)) {
            self.open.push((schema, alone));
        }
    }

    fn run(mut self) -> Vec<Schema<'d>> {
        while let Some((schema, alone)) = self.open.pop() {
            self.visit(schema, alone);
        }
        let mut found = self.found;
        found.sort_by_key(|schema| schema.id());
        found.dedup_by_key(|schema| schema.id());
        found
    }

    fn visit(&mut self, schema: Schema<'d>, alone: bool) {
        if alone && is_unbounded_integer(schema) {
            self.found.push(schema);
        }
        let children = schema.children();
        let arms = |keyword| children.iter().filter(move |(held, _)| *held == keyword);
        // What stands beside an arm, or beside a reference, is asserted together with it.
        let says_more = schema.keyword("type").is_some()
            || schema.format().is_some()
            || is_bounded_at_all(schema);
        if let Some(target) = schema.target() {
            self.open(target, alone && !says_more);
        }
        let is_wrapper = arms("allOf").count() == 1 && !says_more;
        for (keyword, child) in &children {
            let alone = match *keyword {
                "allOf" => alone && is_wrapper,
                // A number beside the integer takes what is too large for it.
                "oneOf" | "anyOf" => {
                    alone
                        && !says_more
                        && !arms(keyword).any(|(_, arm)| takes_any_number(arm.resolve()))
                }
                "properties" | "items" | "additionalProperties" => true,
                _ => continue,
            };
            self.open(*child, alone);
        }
    }
}

fn takes_any_number(schema: Schema<'_>) -> bool {
    schema.types().contains(Type::Number)
        || (schema.types().is_empty() && schema.children().is_empty())
}

fn is_unbounded_integer(schema: Schema<'_>) -> bool {
    let types = schema.types();
    let is_integer = types.contains(Type::Integer) && !types.contains(Type::Number);
    // Listed values are what they are, and a format says a size.
    let is_listed = schema.enum_values().is_some() || schema.const_value().is_some();
    is_integer && !is_listed && schema.format().is_none() && !fits(schema)
}

/// Whether the bounds keep the values within 64 bits. Both ends are powers of two, which a float holds exactly; the upper
/// one is the first that is too large.
fn fits(schema: Schema<'_>) -> bool {
    const END: f64 = 9_223_372_036_854_775_808.0;
    let bound = |bound: Option<Number<'_>>| bound.and_then(Number::as_f64);
    let is_low_enough = bound(schema.maximum()).is_some_and(|bound| bound < END)
        || bound(schema.exclusive_maximum()).is_some_and(|bound| bound <= END);
    let lowest = bound(schema.minimum()).or(bound(schema.exclusive_minimum()));
    is_low_enough && lowest.is_some_and(|bound| bound >= -END)
}

fn is_bounded_at_all(schema: Schema<'_>) -> bool {
    let bounds = [
        schema.minimum(),
        schema.maximum(),
        schema.exclusive_minimum(),
        schema.exclusive_maximum(),
    ];
    bounds.iter().any(Option::is_some) || schema.enum_values().is_some()
}
