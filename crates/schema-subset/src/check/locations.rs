//! What applies at a value beside a schema, and the members that a role keeps out.

use std::collections::BTreeSet;

use source_tree::Node;

use super::checker::Unchecked;
use super::documents::{Documents, Location};
use super::keywords;
use super::translate::Side;
use crate::dialect::{Dialect, Role};

/// References in references that are followed to see whether a member is read-only.
const MARK_DEPTH: usize = 8;

impl<'t> Documents<'t> {
    /// A member of a schema, if the dialect has it and it counts: beside a `$ref` of 3.0 nothing
    /// does.
    pub(super) fn keyword(&self, location: Location<'t>, keyword: &str) -> Option<Node<'t>> {
        let is_3_0 = self.reading.dialect == Dialect::OpenApi3_0;
        let object = location.node.as_object()?;
        if is_3_0 && keyword != "$ref" {
            let hidden = object.get("$ref").and_then(Node::as_str).is_some();
            if hidden || !keywords::is_3_0(keyword) {
                return None;
            }
        }
        object.get(keyword)
    }

    /// The schema that `$ref` leads to.
    pub(super) fn referenced(
        &self,
        location: Location<'t>,
    ) -> Result<Option<Location<'t>>, Unchecked> {
        match self.keyword(location, "$ref").and_then(Node::as_str) {
            Some(reference) => self.follow(location, reference).map(Some),
            None => Ok(None),
        }
    }

    /// The schemas in an array, under a keyword.
    pub(super) fn listed(&self, location: Location<'t>, keyword: &str) -> Vec<Location<'t>> {
        let array = self.keyword(location, keyword).and_then(Node::as_array);
        array
            .into_iter()
            .flatten()
            .map(|node| location.child(node))
            .collect()
    }

    /// The schemas in an object, under a keyword.
    pub(super) fn named(
        &self,
        location: Location<'t>,
        keyword: &str,
    ) -> Vec<(&'t str, Location<'t>)> {
        let object = self.keyword(location, keyword).and_then(Node::as_object);
        let members = object.into_iter().flatten();
        members
            .map(|(key, node)| (key.as_str(), location.child(node)))
            .collect()
    }

    /// The schema under a keyword.
    pub(super) fn single(&self, location: Location<'t>, keyword: &str) -> Option<Location<'t>> {
        self.keyword(location, keyword)
            .map(|node| location.child(node))
    }

    /// The location as the first schema that describes another value: what its role keeps out of
    /// that value is found anew.
    pub(super) fn at_new_value(&self, location: Location<'t>) -> Result<Location<'t>, Unchecked> {
        let mut location = location;
        if self.accepted_at.contains(&location.place()) {
            location.view.side = Side::Receiver;
        }
        location.kept_out = 0;
        let Some(role) = location.view.role else {
            return Ok(location);
        };
        let key = (location.place(), location.base, role);
        if let Some(&known) = self.kept_out.borrow().get(&key) {
            location.kept_out = known;
            return Ok(location);
        }
        let mut names = BTreeSet::new();
        let mut seen = BTreeSet::new();
        let mut open = vec![location];
        while let Some(schema) = open.pop() {
            if !seen.insert((schema.place(), schema.base)) {
                continue;
            }
            let schema = self.entered(schema);
            open.extend(self.referenced(schema)?);
            for keyword in ["allOf", "anyOf", "oneOf"] {
                open.extend(self.listed(schema, keyword));
            }
            for keyword in ["if", "then", "else"] {
                open.extend(self.single(schema, keyword));
            }
            open.extend(
                self.named(schema, "dependentSchemas")
                    .into_iter()
                    .map(|(_, s)| s),
            );
            for (name, property) in self.named(schema, "properties") {
                if self.is_kept_out(property)? {
                    names.insert(name.to_owned());
                }
            }
        }
        location.kept_out = self.intern_names(names);
        self.kept_out.borrow_mut().insert(key, location.kept_out);
        Ok(location)
    }

    /// Whether the role keeps a member with this schema out of messages.
    pub(super) fn is_kept_out(&self, schema: Location<'t>) -> Result<bool, Unchecked> {
        match schema.view.role {
            Some(Role::Request) => self.is_marked(schema, "readOnly", MARK_DEPTH),
            Some(Role::Response) => self.is_marked(schema, "writeOnly", MARK_DEPTH),
            None => Ok(false),
        }
    }

    fn is_marked(&self, schema: Location<'t>, mark: &str, depth: usize) -> Result<bool, Unchecked> {
        let schema = self.entered(schema);
        if self.keyword(schema, mark).and_then(Node::as_bool) == Some(true) {
            return Ok(true);
        }
        if depth == 0 {
            return Ok(false);
        }
        let below = self
            .referenced(schema)?
            .into_iter()
            .chain(self.listed(schema, "allOf"));
        for schema in below {
            if self.is_marked(schema, mark, depth - 1)? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
