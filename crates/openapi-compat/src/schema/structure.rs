//! What is declared differently without breaking the contract: members that come and go, values that are no longer
//! listed, defaults, and texts.
//!
//! Containment does not see lost meaning. So the schemas of a position are walked side by side as well, as they are
//! written; what says the same on both sides is left alone with everything inside.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use openapi_doc::{Item, NodeRef, Role, Schema};
use source_tree::Node;

use super::change::{quoted, subject};

/// Schemas inside schemas.
const MAX_DEPTH: usize = 100;

/// A difference in what is declared. What of it matters is said by its rule.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Declared {
    /// The id of the rule.
    pub(crate) rule: &'static str,
    /// What its sentences fill in, by name.
    pub(crate) arguments: Vec<(&'static str, String)>,
    pub(crate) base: NodeRef,
    pub(crate) revision: NodeRef,
}

/// The rules of one difference, by role.
type Rules = [(Role, &'static str); 2];

const DEFAULT: Rules = [
    (Role::Request, "request-default-changed"),
    (Role::Response, "response-default-changed"),
];
const KNOWN_VALUE_ADDED: Rules = [
    (Role::Request, "request-known-value-added"),
    (Role::Response, "response-known-value-added"),
];
const KNOWN_VALUE_REMOVED: Rules = [
    (Role::Request, "request-known-value-removed"),
    (Role::Response, "response-known-value-removed"),
];
const UNDEPRECATED: Rules = [
    (Role::Request, "request-property-undeprecated"),
    (Role::Response, "response-property-undeprecated"),
];
const DEPRECATED: Rules = [
    (Role::Request, "request-property-deprecated"),
    (Role::Response, "response-property-deprecated"),
];

/// The walk of one position. Each pair of schemas is looked at once, however many ways lead to it.
struct Walk<'d> {
    role: Role,
    seen: HashSet<(NodeRef, NodeRef)>,
    found: BTreeSet<Declared>,
    open: Vec<(Schema<'d>, Schema<'d>, usize)>,
}

/// What two schemas declare differently, apart from what is inside of them.
pub(crate) struct Level<'d> {
    /// Sorted.
    pub(crate) found: Vec<Declared>,
    /// The pairs of schemas inside.
    pub(crate) inside: Vec<(Schema<'d>, Schema<'d>)>,
}

/// Every difference in what two schemas declare themselves, and what is inside of them.
pub(crate) fn level<'d>(role: Role, base: Schema<'d>, revision: Schema<'d>) -> Level<'d> {
    let mut walk = Walk {
        role,
        seen: HashSet::new(),
        found: BTreeSet::new(),
        open: Vec::new(),
    };
    walk.pair(base.resolve(), revision.resolve(), 0);
    Level {
        found: walk.found.into_iter().collect(),
        inside: walk
            .open
            .into_iter()
            .map(|(base, revision, _)| (base, revision))
            .collect(),
    }
}

impl<'d> Walk<'d> {
    fn pair(&mut self, base: Schema<'d>, revision: Schema<'d>, depth: usize) {
        let at = (base.item().at(), revision.item().at());
        if depth > MAX_DEPTH || !self.seen.insert(at) {
            return;
        }
        let (base, revision) = (Location::of(base), Location::of(revision));
        self.properties(&base, &revision, depth);
        self.values(&base, &revision);
        self.default(&base, &revision);
        self.flags(&base, &revision);
        self.inside(&base, &revision, depth);
    }

    fn note(
        &mut self,
        rule: &'static str,
        arguments: Vec<(&'static str, String)>,
        base: Item<'d>,
        revision: Item<'d>,
    ) {
        self.found.insert(Declared {
            rule,
            arguments,
            base: base.at(),
            revision: revision.at(),
        });
    }

    /// The rule for the role of the walk.
    fn of(&self, rules: Rules) -> &'static str {
        let [(role, first), (_, second)] = rules;
        if role == self.role { first } else { second }
    }

    fn properties(&mut self, base: &Location<'d>, revision: &Location<'d>, depth: usize) {
        let role = self.role;
        let is_kept_out = |schema: Schema<'d>| match role {
            Role::Request => schema.resolve().read_only(),
            Role::Response => schema.resolve().write_only(),
        };
        let (old, new) = (base.properties(), revision.properties());
        for (name, (schema, is_required)) in &old {
            if let Some((other, _)) = new.get(name) {
                self.open.push((*schema, *other, depth + 1));
                continue;
            }
            // What is required and gone breaks the contract, and is told as that.
            let id = match (role, is_required) {
                (Role::Response, true) => continue,
                (Role::Response, false) => "response-property-removed",
                (Role::Request, true) => "request-required-property-removed",
                (Role::Request, false) => "request-property-removed",
            };
            if !is_kept_out(*schema) {
                let arguments = vec![("name", (*name).to_owned())];
                self.note(id, arguments, schema.item(), revision.item());
            }
        }
        for (name, (schema, is_required)) in &new {
            let id = match (role, is_required) {
                (Role::Request, true) => continue,
                (Role::Request, false) => "request-property-added",
                (Role::Response, true) => "response-required-property-added",
                (Role::Response, false) => "response-property-added",
            };
            if !old.contains_key(name) && !is_kept_out(*schema) {
                let arguments = vec![("name", (*name).to_owned())];
                self.note(id, arguments, base.item(), schema.item());
            }
        }
    }

    /// Values that are listed on one side only: in `enum`, or as the known values of an open set.
    fn values(&mut self, base: &Location<'d>, revision: &Location<'d>) {
        let told = |values: Vec<&String>| {
            vec![
                ("subject", subject(revision.item())),
                ("values", quoted(values.into_iter().map(String::as_str))),
            ]
        };
        if let (Some(old), Some(new)) = (base.listed(), revision.listed()) {
            // The other direction breaks the contract, and is told as that.
            let (rule, values): (_, Vec<&String>) = match self.role {
                Role::Request => ("request-enum-value-added", new.difference(&old).collect()),
                Role::Response => (
                    "response-enum-value-removed",
                    old.difference(&new).collect(),
                ),
            };
            if !values.is_empty() {
                self.note(rule, told(values), base.item(), revision.item());
            }
        }
        if let (Some(old), Some(new)) = (base.known(), revision.known()) {
            for (rules, values) in [
                (
                    KNOWN_VALUE_REMOVED,
                    old.difference(&new).collect::<Vec<_>>(),
                ),
                (KNOWN_VALUE_ADDED, new.difference(&old).collect()),
            ] {
                if !values.is_empty() {
                    self.note(self.of(rules), told(values), base.item(), revision.item());
                }
            }
        }
    }

    fn default(&mut self, base: &Location<'d>, revision: &Location<'d>) {
        let text = |location: &Location<'d>| {
            let value = location.keyword("default")?;
            let value = schema_subset::Value::from_node(value.node())?;
            Some(value.to_string())
        };
        let (old, new) = (text(base), text(revision));
        if old != new {
            let told = |value: Option<String>| value.unwrap_or_else(|| "none".to_owned());
            let subject = ("subject", subject(revision.item()));
            let arguments = vec![subject, ("from", told(old)), ("to", told(new))];
            self.note(self.of(DEFAULT), arguments, base.item(), revision.item());
        }
    }

    fn flags(&mut self, base: &Location<'d>, revision: &Location<'d>) {
        if revision.is_deprecated() != base.is_deprecated() {
            let arguments = vec![("subject", subject(revision.item()))];
            let rules = if revision.is_deprecated() {
                DEPRECATED
            } else {
                UNDEPRECATED
            };
            self.note(self.of(rules), arguments, base.item(), revision.item());
        }
    }

    /// Schemas that stand in the same place of both, members apart.
    fn inside(&mut self, base: &Location<'d>, revision: &Location<'d>, depth: usize) {
        for name in INSIDE {
            let schema = |location: &Location<'d>| location.keyword(name).and_then(Item::schema);
            if let (Some(old), Some(new)) = (schema(base), schema(revision)) {
                self.open.push((old, new, depth + 1));
            }
        }
        for name in ["anyOf", "oneOf", "prefixItems"] {
            let arms = |location: &Location<'d>| -> Vec<Schema<'d>> {
                let list = location.keyword(name).into_iter();
                list.flat_map(Item::items)
                    .filter_map(Item::schema)
                    .collect()
            };
            for (old, new) in counterparts(arms(base), arms(revision)) {
                self.open.push((old, new, depth + 1));
            }
        }
    }
}

/// Keywords with one schema for a value inside, or for the same value under a condition.
const INSIDE: [&str; 6] = [
    "items",
    "additionalProperties",
    "contains",
    "then",
    "else",
    "unevaluatedProperties",
];

/// Every schema that describes one value: the one that stands there, those of its `allOf`, and the one arm that is left of
/// a choice between it and null.
struct Location<'d> {
    schemas: Vec<Schema<'d>>,
    root: Schema<'d>,
}

impl<'d> Location<'d> {
    fn of(root: Schema<'d>) -> Self {
        let mut schemas: Vec<Schema<'d>> = vec![root];
        let mut next = 0;
        while let Some(&schema) = schemas.get(next) {
            next += 1;
            let mut more: Vec<Schema<'d>> = schema.all_of();
            for arms in [schema.any_of(), schema.one_of()] {
                let arms: Vec<Schema<'d>> = arms.into_iter().map(Schema::resolve).collect();
                let others: Vec<Schema<'d>> = arms
                    .iter()
                    .copied()
                    .filter(|arm| !arm.is_null_only())
                    .collect();
                if let [only] = others.as_slice() {
                    more.push(*only);
                }
            }
            more.extend(schema.target());
            for other in more.into_iter().map(Schema::resolve) {
                let is_known = schemas.iter().any(|known| known.id() == other.id());
                if !is_known && schemas.len() < MAX_DEPTH {
                    schemas.push(other);
                }
            }
        }
        Self { schemas, root }
    }

    fn item(&self) -> Item<'d> {
        self.root.item()
    }

    fn keyword(&self, name: &str) -> Option<Item<'d>> {
        self.schemas.iter().find_map(|schema| schema.keyword(name))
    }

    /// The members by name, each with whether it is required.
    fn properties(&self) -> BTreeMap<&'d str, (Schema<'d>, bool)> {
        let mut found = BTreeMap::new();
        for property in self.schemas.iter().flat_map(|schema| schema.properties()) {
            found
                .entry(property.name())
                .or_insert((property.schema(), false));
        }
        for name in self.schemas.iter().flat_map(|schema| schema.required()) {
            if let Some((_, is_required)) = found.get_mut(name) {
                *is_required = true;
            }
        }
        found
    }

    /// The values of `enum` or `const`, as they are written.
    fn listed(&self) -> Option<BTreeSet<String>> {
        let of = |schema: &Schema<'d>| {
            let values = schema.enum_values();
            values.or_else(|| schema.const_value().map(|value| vec![value]))
        };
        let values = self.schemas.iter().find_map(of)?;
        Some(
            values
                .iter()
                .map(|value: &Node<'d>| value.source().to_owned())
                .collect(),
        )
    }

    /// The known values of an open set.
    fn known(&self) -> Option<BTreeSet<String>> {
        let values = self
            .schemas
            .iter()
            .find_map(|schema| schema.known_values())?;
        Some(
            values
                .into_iter()
                .map(|value| format!("\"{value}\""))
                .collect(),
        )
    }

    fn is_deprecated(&self) -> bool {
        self.root.deprecated()
    }
}

/// Arms of the same component belong together, then the rest in their order if there are as many on both sides.
fn counterparts<'d>(
    base: Vec<Schema<'d>>,
    revision: Vec<Schema<'d>>,
) -> Vec<(Schema<'d>, Schema<'d>)> {
    let name = |schema: Schema<'d>| {
        let target = schema.target()?;
        let pointer = target.location().pointer;
        pointer.rsplit('/').next().map(str::to_owned)
    };
    let mut found = Vec::new();
    let mut right = revision;
    let mut left = Vec::new();
    for old in base {
        let same = |new: &Schema<'d>| name(old).is_some() && name(*new) == name(old);
        match right.iter().position(same) {
            Some(at) => found.push((old, right.remove(at))),
            None => left.push(old),
        }
    }
    if left.len() == right.len() {
        found.extend(left.into_iter().zip(right));
    }
    found
}
