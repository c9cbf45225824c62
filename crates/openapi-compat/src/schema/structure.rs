//! What two schemas say differently by themselves, without breaking the contract: members that come and go, what values
//! mean, and texts. And which schemas inside of them describe the same value.
//!
//! Containment does not see lost meaning, so schemas are looked at as they are written as well.

use openapi_doc::{Item, NodeRef, Role, Schema};

use super::arms::counterparts;
use super::location::{Location, Member, Roots};
use super::meaning::{DEFAULT, Rules, meanings};
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
#[derive(Clone)]
pub(super) struct Open<'d> {
    pub(super) base: Roots<'d>,
    pub(super) revision: Roots<'d>,
    /// What is to be asked about in its place: the choice around it, where it is not sure that the two are arms for the same
    /// values, or the record around it, where several schemas declare the member.
    pub(super) asked: Option<(NodeRef, NodeRef)>,
    /// Whether the role keeps it out of messages on both sides: only its texts are read.
    pub(super) is_kept_out: bool,
    /// Whether both sides require it, so that nothing stands for it where it is left out.
    pub(super) is_always_there: bool,
}

const PROPERTY_ADDED: Rules = ("request-property-added", "response-property-added");
const PROPERTY_REMOVED: Rules = ("request-property-removed", "response-property-removed");

/// Whether a default is written for a member.
fn has_default(member: &Member<'_>) -> bool {
    let schema = member.schema();
    let named = |schema: Schema<'_>| schema.keyword("default").is_some();
    named(schema) || named(schema.resolve())
}

/// The look at one pair.
struct Look<'d> {
    role: Role,
    told: Told,
    /// Those of the pair that is looked at.
    asked: Option<(NodeRef, NodeRef)>,
    is_kept_out: bool,
    is_always_there: bool,
    /// Pairs inside.
    open: Vec<Open<'d>>,
}

/// Looks at one pair of schemas, resolved: what they say differently, and the pairs inside.
pub(super) fn look<'d>(key: &Key, base: Roots<'d>, revision: Roots<'d>) -> (Told, Vec<Open<'d>>) {
    let mut look = Look {
        role: key.role,
        told: Told::default(),
        asked: key.asked,
        is_kept_out: key.is_kept_out,
        is_always_there: key.is_always_there,
        open: Vec::new(),
    };
    look.pair(&Location::of_all(base), &Location::of_all(revision));
    (look.told, look.open)
}

impl<'d> Look<'d> {
    fn pair(&mut self, base: &Location<'d>, revision: &Location<'d>) {
        self.properties(base, revision);
        self.inside(base, revision);
        if is_same_text(base, revision) {
            return;
        }
        // A choice in place of a schema is another text, but not another text of the same.
        if base.choice().is_some() == revision.choice().is_some() {
            self.told.texts = texts(base, revision);
        }
        if self.is_kept_out {
            return;
        }
        if written::is_unlike(base, revision) {
            self.ask(base, revision);
        }
        let mut found = meanings(base, revision);
        found.retain(|meaning| !self.is_always_there || meaning.rules != DEFAULT);
        for meaning in found {
            let places = (meaning.base, meaning.revision);
            self.note(meaning.rules, meaning.arguments, places.0, places.1);
        }
        self.told.has_other_xml = written::has_other_xml(base, revision);
    }

    /// It is worth asking whether something was loosened.
    fn ask(&mut self, base: &Location<'d>, revision: &Location<'d>) {
        self.told.unlike = Some(self.asked.unwrap_or((base.at(), revision.at())));
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
    fn inside_of(
        &mut self,
        base: impl Into<Roots<'d>>,
        revision: impl Into<Roots<'d>>,
        asked: Option<(NodeRef, NodeRef)>,
    ) {
        self.open.push(Open {
            base: base.into(),
            revision: revision.into(),
            asked: self.asked.or(asked),
            is_kept_out: self.is_kept_out,
            is_always_there: false,
        });
    }

    fn properties(&mut self, base: &Location<'d>, revision: &Location<'d>) {
        // Another type is told as that.
        if base.is_never_object() || revision.is_never_object() {
            return;
        }
        let role = self.role;
        let is_kept_out = |member: &Member<'d>| {
            member
                .roots
                .iter()
                .map(Schema::resolve)
                .any(|of| match role {
                    Role::Request => of.read_only(),
                    Role::Response => of.write_only(),
                })
        };
        let at = (base.at(), revision.at());
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
                    base: member.roots.clone(),
                    revision: other.roots.clone(),
                    asked: self
                        .asked
                        .or_else(|| around_several(&member.roots, &other.roots).then_some(at)),
                    is_kept_out: self.is_kept_out || is_out.0,
                    is_always_there: member.is_required
                        && other.is_required
                        && (has_default(member) || has_default(other)),
                });
            } else if !self.is_kept_out && is_out == (false, true) {
                let rules = match (role, member.is_required) {
                    // It breaks the contract, and is told as that.
                    (Role::Response, true) => continue,
                    (Role::Request, true) => ("request-required-property-removed", ""),
                    (_, false) => PROPERTY_REMOVED,
                };
                let arguments = vec![("name", (*name).to_owned())];
                let there = other.map_or_else(
                    || revision.counterpart(member.holder).item(),
                    |other| other.schema().item(),
                );
                self.note(rules, arguments, member.schema().item(), there);
            }
        }
        for (name, member) in &new {
            let other = old.get(name);
            let was_there = other.map_or_else(|| in_arms(base, name), |other| !is_kept_out(other));
            if self.is_kept_out || was_there || is_kept_out(member) {
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
                |other| other.schema().item(),
            );
            self.note(rules, arguments, there, member.schema().item());
        }
    }

    /// Goes on with the arm that a schema became where one side chooses and the other does not.
    fn chosen(&mut self, base: &Location<'d>, revision: &Location<'d>) {
        match (base.choice(), revision.choice()) {
            (None, Some(_)) => {
                for &old in &base.schemas {
                    if let Some(new) = arm_of(revision, old) {
                        self.inside_of(old, new, None);
                    }
                }
            }
            (Some(_), None) => {
                for &new in &revision.schemas {
                    if let Some(old) = arm_of(base, new) {
                        self.inside_of(old, new, None);
                    }
                }
            }
            _ => {}
        }
    }

    /// Schemas that stand in the same place of both, members apart.
    fn inside(&mut self, base: &Location<'d>, revision: &Location<'d>) {
        let at = (base.at(), revision.at());
        let mut pairs = Vec::new();
        for name in INSIDE {
            pairs.extend(base.inside(name).zip(revision.inside(name)));
        }
        for name in ["patternProperties", "dependentSchemas"] {
            let mut others = revision.inside_map(name);
            let of_both = base.inside_map(name).into_iter();
            pairs.extend(of_both.filter_map(|(key, old)| Some((old, others.remove(key)?))));
        }
        let list = base.inside_list("prefixItems").into_iter();
        pairs.extend(list.zip(revision.inside_list("prefixItems")));
        for (old, new) in pairs {
            let asked = around_several(&old, &new).then_some(at);
            self.inside_of(old, new, asked);
        }
        self.chosen(base, revision);
        let arms = counterparts(base, revision);
        if !arms.is_whole && !self.is_kept_out {
            self.ask(base, revision);
        }
        for (old, new, is_sure) in arms.pairs {
            self.inside_of(old, new, (!is_sure).then_some(at));
        }
    }
}

/// Whether no question about two single schemas is one about the value.
fn around_several(base: &Roots<'_>, revision: &Roots<'_>) -> bool {
    base.single().is_none() || revision.single().is_none()
}

/// The arm of a choice that is the same component as a schema of another location.
fn arm_of<'d>(choice: &Location<'d>, component: Schema<'_>) -> Option<Schema<'d>> {
    let pointer = component.pointer();
    let arms = choice.all_arms().into_iter().map(Schema::resolve);
    let mut arms = arms.filter(|arm| arm.pointer() == pointer);
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
