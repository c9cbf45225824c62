//! What is declared differently without breaking the contract: members that come and go, values that are no longer
//! listed, defaults, and texts.
//!
//! Containment does not see lost meaning. So the schemas of a position are walked side by side as well, as they are
//! written; what says the same on both sides is left alone with everything inside.

use std::collections::{BTreeSet, HashSet};

use openapi_doc::{Item, NodeRef, Role, Schema};
use source_tree::Node;

use super::Position;
use super::change::subject;

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

const ADDED: Rules = [
    (Role::Request, "request-property-added"),
    (Role::Response, "response-property-added"),
];
const REMOVED: Rules = [
    (Role::Request, "request-property-removed"),
    (Role::Response, "response-property-removed"),
];
const DEFAULT: Rules = [
    (Role::Request, "request-default-changed"),
    (Role::Response, "response-default-changed"),
];
const VALUE_ADDED: Rules = [
    (Role::Request, "request-enum-value-added"),
    (Role::Response, "response-known-value-added"),
];
const VALUE_REMOVED: Rules = [
    (Role::Request, "request-known-value-removed"),
    (Role::Response, "response-enum-value-removed"),
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

/// Every difference in what the schemas of a position declare, sorted.
pub(crate) fn declared(position: &Position<'_>) -> Vec<Declared> {
    let mut walk = Walk {
        role: position.role,
        seen: HashSet::new(),
        found: BTreeSet::new(),
        open: vec![(position.base, position.revision, 0)],
    };
    while let Some((base, revision, depth)) = walk.open.pop() {
        walk.pair(base.resolve(), revision.resolve(), depth);
    }
    walk.found.into_iter().collect()
}

impl<'d> Walk<'d> {
    fn pair(&mut self, base: Schema<'d>, revision: Schema<'d>, depth: usize) {
        let at = (base.item().at(), revision.item().at());
        if depth > MAX_DEPTH || !self.seen.insert(at) {
            return;
        }
        self.properties(base, revision, depth);
        self.values(base, revision);
        self.default(base, revision);
        self.flags(base, revision);
        self.inside(base, revision, depth);
    }

    fn note(
        &mut self,
        rules: Rules,
        arguments: Vec<(&'static str, String)>,
        base: Item<'d>,
        revision: Item<'d>,
    ) {
        let rule = rules.iter().find(|(role, _)| *role == self.role);
        if let Some(&(_, rule)) = rule {
            self.found.insert(Declared {
                rule,
                arguments,
                base: base.at(),
                revision: revision.at(),
            });
        }
    }

    fn properties(&mut self, base: Schema<'d>, revision: Schema<'d>, depth: usize) {
        let role = self.role;
        let kept_out = move |schema: Schema<'d>| match role {
            Role::Request => schema.resolve().read_only(),
            Role::Response => schema.resolve().write_only(),
        };
        let mut gone = Vec::new();
        for property in base.properties() {
            match revision.property(property.name()) {
                Some(other) => self
                    .open
                    .push((property.schema(), other.schema(), depth + 1)),
                // What is required and gone breaks the contract, and is told as that.
                None if property.required() && self.role == Role::Response => {}
                None if kept_out(property.schema()) => {}
                None => gone.push(property),
            }
        }
        for property in gone {
            let name = vec![("name", property.name().to_owned())];
            self.note(REMOVED, name, property.schema().item(), revision.item());
        }
        let new: Vec<_> = revision
            .properties()
            .filter(|property| base.property(property.name()).is_none())
            .filter(|property| !(property.required() && self.role == Role::Request))
            .filter(|property| !kept_out(property.schema()))
            .collect();
        for property in new {
            let name = vec![("name", property.name().to_owned())];
            self.note(ADDED, name, base.item(), property.schema().item());
        }
    }

    /// Values that are listed on one side only: in `enum`, or as the known values of an open set.
    fn values(&mut self, base: Schema<'d>, revision: Schema<'d>) {
        let listed = |schema: Schema<'d>| -> BTreeSet<String> {
            let values = schema.enum_values().unwrap_or_default().into_iter();
            let values = values.map(|value: Node<'d>| value.source().to_owned());
            let known = schema.known_values().unwrap_or_default().into_iter();
            values
                .chain(known.map(|value| format!("\"{value}\"")))
                .collect()
        };
        let is_open = |schema: Schema<'d>| schema.enum_values().is_none();
        let (old, new) = (listed(base), listed(revision));
        if old.is_empty() || new.is_empty() {
            return;
        }
        let told = |values: Vec<String>| {
            vec![
                ("subject", subject(revision.item())),
                ("values", values.join(", ")),
            ]
        };
        let removed: Vec<String> = old.difference(&new).cloned().collect();
        let is_break = self.role == Role::Request && !is_open(revision);
        if !removed.is_empty() && !is_break {
            self.note(VALUE_REMOVED, told(removed), base.item(), revision.item());
        }
        let added: Vec<String> = new.difference(&old).cloned().collect();
        let is_break = self.role == Role::Response && !is_open(base);
        if !added.is_empty() && !is_break {
            self.note(VALUE_ADDED, told(added), base.item(), revision.item());
        }
    }

    fn default(&mut self, base: Schema<'d>, revision: Schema<'d>) {
        let text = |schema: Schema<'d>| {
            let value = schema.keyword("default")?;
            let value = schema_subset::Value::from_node(value.node())?;
            Some(value.to_string())
        };
        let (old, new) = (text(base), text(revision));
        if old != new {
            let told = |value: Option<String>| value.unwrap_or_else(|| "none".to_owned());
            let subject = ("subject", subject(revision.item()));
            let arguments = vec![subject, ("from", told(old)), ("to", told(new))];
            self.note(DEFAULT, arguments, base.item(), revision.item());
        }
    }

    fn flags(&mut self, base: Schema<'d>, revision: Schema<'d>) {
        if revision.deprecated() && !base.deprecated() {
            let arguments = vec![("subject", subject(revision.item()))];
            self.note(DEPRECATED, arguments, base.item(), revision.item());
        }
    }

    /// Schemas that stand in the same place of both, members apart.
    fn inside(&mut self, base: Schema<'d>, revision: Schema<'d>, depth: usize) {
        let single = [
            "items",
            "additionalProperties",
            "contains",
            "then",
            "else",
            "unevaluatedProperties",
        ];
        let keyword = |schema: Schema<'d>, name| schema.keyword(name).and_then(Item::schema);
        for name in single {
            if let (Some(old), Some(new)) = (keyword(base, name), keyword(revision, name)) {
                self.open.push((old, new, depth + 1));
            }
        }
        for name in ["allOf", "anyOf", "oneOf", "prefixItems"] {
            let arms = |schema: Schema<'d>| -> Vec<Schema<'d>> {
                let list = schema.keyword(name).into_iter();
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
