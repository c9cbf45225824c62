//! What two schemas say differently by themselves, without breaking the contract: members that come and go, what values
//! mean, and texts. And which schemas inside of them describe the same value.
//!
//! Containment does not see lost meaning, so schemas are looked at as they are written as well.

use openapi_doc::{Item, NodeRef, Role, Schema};

use super::location::{Location, Member};
use super::meaning::{Rules, meanings};
use super::texts::{Texts, texts};
use super::walk::Key;
use super::written;

/// A difference in what is declared. What of it matters is said by its rule.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Declared {
    /// The id of the rule.
    pub(crate) rule: &'static str,
    /// What its sentences fill in, by name.
    pub(crate) arguments: Vec<(&'static str, String)>,
    pub(crate) base: NodeRef,
    pub(crate) revision: NodeRef,
}

/// What a pair of schemas says differently by itself.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub(super) declared: Vec<Declared>,
    /// The pair of which it is worth asking whether something was loosened: its own keywords differ.
    pub(super) unlike: Option<(NodeRef, NodeRef)>,
    /// What is written for readers.
    pub(super) texts: Vec<Texts>,
    /// Whether the values are written in another way in XML.
    pub(super) has_other_xml: bool,
}

/// A pair of schemas that is to be looked at.
#[derive(Clone, Copy)]
pub(super) struct Open<'d> {
    pub(super) base: Schema<'d>,
    pub(super) revision: Schema<'d>,
    /// The choice around it, where it is not sure that the two are arms for the same values.
    pub(super) choice: Option<(NodeRef, NodeRef)>,
    /// Whether the role keeps it out of messages on both sides: only its texts are read.
    pub(super) is_kept_out: bool,
}

const PROPERTY_ADDED: Rules = ("request-property-added", "response-property-added");
const PROPERTY_REMOVED: Rules = ("request-property-removed", "response-property-removed");
/// The look at one pair.
struct Look<'d> {
    role: Role,
    told: Told,
    /// Pairs inside.
    open: Vec<Open<'d>>,
}

/// Looks at one pair of schemas, resolved: what they say differently, and the pairs inside.
pub(super) fn look<'d>(key: &Key, base: Schema<'d>, revision: Schema<'d>) -> (Told, Vec<Open<'d>>) {
    let mut look = Look {
        role: key.role,
        told: Told::default(),
        open: Vec::new(),
    };
    let open = Open {
        base,
        revision,
        choice: key.choice,
        is_kept_out: key.is_kept_out,
    };
    look.pair(&open);
    (look.told, look.open)
}

impl<'d> Look<'d> {
    fn pair(&mut self, open: &Open<'d>) {
        let at = (open.base.item().at(), open.revision.item().at());
        let (base, revision) = (Location::of(open.base), Location::of(open.revision));
        self.properties(&base, &revision, open);
        self.inside(&base, &revision, open);
        if is_same_text(&base, &revision) {
            return;
        }
        // A choice in place of a schema is another text, but not another text of the same.
        if base.choice().is_some() == revision.choice().is_some() {
            self.told.texts = texts(&base, &revision);
        }
        if open.is_kept_out {
            return;
        }
        if written::is_unlike(&base, &revision) {
            self.told.unlike = Some(open.choice.unwrap_or(at));
        }
        for meaning in meanings(&base, &revision) {
            let places = (meaning.base, meaning.revision);
            self.note(meaning.rules, meaning.arguments, places.0, places.1);
        }
        self.told.has_other_xml = written::has_other_xml(&base, &revision);
    }

    fn note(
        &mut self,
        (request, response): Rules,
        arguments: Vec<(&'static str, String)>,
        base: Item<'d>,
        revision: Item<'d>,
    ) {
        self.told.declared.push(Declared {
            rule: match self.role {
                Role::Request => request,
                Role::Response => response,
            },
            arguments,
            base: base.at(),
            revision: revision.at(),
        });
    }

    /// Goes on with schemas that stand in the same place of both.
    fn inside_of(&mut self, open: &Open<'d>, base: Schema<'d>, revision: Schema<'d>) {
        self.open.push(Open {
            base,
            revision,
            ..*open
        });
    }

    fn properties(&mut self, base: &Location<'d>, revision: &Location<'d>, open: &Open<'d>) {
        let role = self.role;
        let is_kept_out = |member: &Member<'d>| match role {
            Role::Request => member.schema.resolve().read_only(),
            Role::Response => member.schema.resolve().write_only(),
        };
        let (old, new) = (base.properties(), revision.properties());
        // What an arm of a choice declares has not gone.
        let in_arms = |location: &Location<'d>, name: &str| {
            location.choice().is_some() && location.members_of_arms().contains(name)
        };
        for (name, member) in &old {
            let other = new.get(name);
            if other.is_none() && in_arms(revision, name) {
                continue;
            }
            let is_out = (is_kept_out(member), other.is_none_or(&is_kept_out));
            if let Some(other) = other
                && is_out.0 == is_out.1
            {
                self.open.push(Open {
                    base: member.schema,
                    revision: other.schema,
                    choice: open.choice,
                    is_kept_out: open.is_kept_out || is_out.0,
                });
            } else if !open.is_kept_out && is_out == (false, true) {
                let rules = match (role, member.is_required) {
                    // It breaks the contract, and is told as that.
                    (Role::Response, true) => continue,
                    (Role::Request, true) => ("request-required-property-removed", ""),
                    (_, false) => PROPERTY_REMOVED,
                };
                let arguments = vec![("name", (*name).to_owned())];
                let there = other.map_or_else(
                    || revision.counterpart(member.holder).item(),
                    |other| other.schema.item(),
                );
                self.note(rules, arguments, member.schema.item(), there);
            }
        }
        for (name, member) in &new {
            let other = old.get(name);
            let was_there = other.map_or_else(|| in_arms(base, name), |other| !is_kept_out(other));
            if open.is_kept_out || was_there || is_kept_out(member) {
                continue;
            }
            let rules = match (role, member.is_required) {
                // It breaks the contract, and is told as that.
                (Role::Request, true) => continue,
                (Role::Response, true) => ("", "response-required-property-added"),
                (_, false) => PROPERTY_ADDED,
            };
            let arguments = vec![("name", (*name).to_owned())];
            let there = other.map_or_else(
                || base.counterpart(member.holder).item(),
                |other| other.schema.item(),
            );
            self.note(rules, arguments, there, member.schema.item());
        }
    }

    /// Goes on with the arm that a schema became where one side chooses and the other does not.
    fn chosen(&mut self, base: &Location<'d>, revision: &Location<'d>, open: &Open<'d>) {
        match (base.choice(), revision.choice()) {
            (None, Some(_)) => {
                for &old in &base.schemas {
                    if let Some(new) = arm_of(revision, old) {
                        self.inside_of(open, old, new);
                    }
                }
            }
            (Some(_), None) => {
                for &new in &revision.schemas {
                    if let Some(old) = arm_of(base, new) {
                        self.inside_of(open, old, new);
                    }
                }
            }
            _ => {}
        }
    }

    /// Schemas that stand in the same place of both, members apart.
    fn inside(&mut self, base: &Location<'d>, revision: &Location<'d>, open: &Open<'d>) {
        for name in INSIDE {
            let schema = |location: &Location<'d>| location.keyword(name).and_then(Item::schema);
            if let (Some(old), Some(new)) = (schema(base), schema(revision)) {
                self.inside_of(open, old, new);
            }
        }
        for name in ["patternProperties", "dependentSchemas"] {
            let (old, new) = (base.keyword(name), revision.keyword(name));
            for (key, item) in old.into_iter().flat_map(Item::members) {
                let other = new.and_then(|new| new.get(key)).and_then(Item::schema);
                if let (Some(old), Some(new)) = (item.schema(), other) {
                    self.inside_of(open, old, new);
                }
            }
        }
        self.chosen(base, revision, open);
        let at = (base.at(), revision.at());
        for name in ["anyOf", "oneOf", "prefixItems"] {
            let (arms, others) = (base.arms(name), revision.arms(name));
            for (old, new, is_sure) in counterparts(arms, others) {
                let choice = open
                    .choice
                    .or((!is_sure && name != "prefixItems").then_some(at));
                self.open.push(Open {
                    base: old,
                    revision: new,
                    choice,
                    is_kept_out: open.is_kept_out,
                });
            }
        }
    }
}

/// The arm of a choice that is the same component as a schema of another location.
fn arm_of<'d>(choice: &Location<'d>, component: Schema<'_>) -> Option<Schema<'d>> {
    let pointer = component.location().pointer;
    let arms = choice.all_arms().into_iter().map(Schema::resolve);
    let mut arms = arms.filter(|arm| arm.location().pointer == pointer);
    arms.next()
}

/// Whether two schemas are written alike, so that they can only differ in what they refer to.
fn is_same_text(base: &Location<'_>, revision: &Location<'_>) -> bool {
    match (base.schemas.as_slice(), revision.schemas.as_slice()) {
        ([old], [new]) => old.item().node().source() == new.item().node().source(),
        _ => false,
    }
}

/// Keywords with one schema for a value inside, or for the same value under a condition.
const INSIDE: [&str; 8] = [
    "items",
    "additionalProperties",
    "contains",
    "then",
    "else",
    "unevaluatedProperties",
    "unevaluatedItems",
    "propertyNames",
];

/// Arms of the same component belong together, then the rest in their order if there are as many on both sides; those may
/// be for other values.
fn counterparts<'d>(
    base: Vec<Schema<'d>>,
    revision: Vec<Schema<'d>>,
) -> Vec<(Schema<'d>, Schema<'d>, bool)> {
    let mut found = Vec::new();
    let mut right = revision;
    let mut left = Vec::new();
    for old in base {
        let name = written::component(old);
        let same = |new: &Schema<'d>| name.is_some() && written::component(*new) == name;
        match right.iter().position(same) {
            Some(at) => found.push((old, right.remove(at), true)),
            None => left.push(old),
        }
    }
    if left.len() == right.len() {
        let rest = left.into_iter().zip(right);
        found.extend(rest.map(|(old, new)| (old, new, false)));
    }
    found
}
