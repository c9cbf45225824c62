//! Schemas that hold together at one place: the parts of an `allOf`, and what is written beside a `$ref`.
//!
//! A value has to meet each of them, so a receiver is asked part by part. A sender is asked as a whole: what one part
//! leaves open another one may settle.

use std::collections::BTreeMap;
use std::sync::Arc;

use foldhash::{HashMap, HashSet};

use super::Parts;
use crate::ir::{Arrays, NameId, Node, NodeId, Objects, Types};

/// Parts of one schema that are told apart; a schema of more is compared as it is written.
const MAX_PARTS: usize = 100;

/// What is known of schemas that hold together.
#[derive(Debug, Default)]
pub(super) struct Conjunctions {
    parts: HashMap<NodeId, Arc<[NodeId]>>,
    whole: HashMap<NodeId, NodeId>,
}

impl Parts<'_, '_> {
    /// The schemas that a value of this one has to meet, each without its references and its `allOf`; the schema itself if
    /// there is only one, or if what it says cannot be taken apart.
    pub fn conjuncts(&mut self, of: NodeId) -> Arc<[NodeId]> {
        if let Some(known) = self.view.conjunctions.parts.get(&of) {
            return Arc::clone(known);
        }
        let parts: Arc<[NodeId]> = self.taken_apart(of).unwrap_or_else(|| vec![of]).into();
        let known = &mut self.view.conjunctions.parts;
        known.insert(of, Arc::clone(&parts));
        parts
    }

    fn taken_apart(&mut self, of: NodeId) -> Option<Vec<NodeId>> {
        let mut found = Vec::new();
        let mut seen = HashSet::default();
        let mut open = vec![of];
        while let Some(id) = open.pop() {
            let id = self.schemas.target(id);
            if !seen.insert(id) {
                continue;
            }
            if seen.len() > MAX_PARTS {
                return None;
            }
            let node = self.schemas.node(id);
            if has_unevaluated(node) {
                return None;
            }
            if node.reference.is_none() && node.logic.all_of.is_empty() {
                found.push(id);
                continue;
            }
            open.extend(node.logic.all_of.iter().rev());
            open.extend(node.reference);
            let mut own = node.clone();
            own.reference = None;
            if let Some(logic) = own.logic.written() {
                logic.all_of = Vec::new();
            }
            if !own.is_anything() {
                let origin = self.origin(id);
                found.push(self.add_at(own, origin));
            }
        }
        (!found.is_empty()).then_some(found)
    }

    /// One schema that says what all parts of this one say together: what is inside of them stands at the top, and each
    /// member once.
    pub fn as_one(&mut self, of: NodeId) -> NodeId {
        let parts = self.conjuncts(of);
        if parts.len() < 2 {
            return parts.first().copied().unwrap_or(of);
        }
        if let Some(&known) = self.view.conjunctions.whole.get(&of) {
            return known;
        }
        let mut whole = Node::default();
        let mut properties: BTreeMap<NameId, Vec<NodeId>> = BTreeMap::new();
        let mut items: Vec<NodeId> = Vec::new();
        for &part in parts.iter() {
            let mut rest = self.schemas.node(part).clone();
            whole.read_only |= rest.read_only;
            whole.write_only |= rest.write_only;
            whole.logic.any_of.append(&mut rest.logic.any_of);
            if !whole.logic.has_one_of && rest.logic.has_one_of {
                whole.logic.has_one_of = true;
                whole.logic.one_of = std::mem::take(&mut rest.logic.one_of);
                rest.logic.has_one_of = false;
            }
            if whole.logic.condition.is_none() {
                whole.logic.condition = rest.logic.condition.take();
            }
            if let Some(objects) = &mut rest.objects {
                // The names stay: they say what is declared, and what `additionalProperties` is about.
                for (name, member) in &mut objects.properties {
                    properties.entry(*name).or_default().push(*member);
                    *member = self.open(*member);
                }
            }
            if let Some(arrays) = &mut rest.arrays
                && arrays.prefix.is_empty()
                && let Some(of) = &mut arrays.items
            {
                items.push(*of);
                *of = self.open(*of);
            }
            let rest = self.add_at(rest, None);
            whole.logic.all_of.push(rest);
        }
        if !properties.is_empty() {
            let properties = properties.into_iter();
            let properties = properties.map(|(name, members)| (name, self.all_of(members)));
            whole.objects = Some(Box::new(Objects {
                record: true,
                properties: properties.collect(),
                ..Objects::default()
            }));
        }
        if !items.is_empty() {
            whole.arrays = Some(Box::new(Arrays {
                items: Some(self.all_of(items)),
                ..Arrays::default()
            }));
        }
        if whole.objects.is_some() || whole.arrays.is_some() {
            // What may be sent besides is left to the parts.
            whole.types = Some(Types::ALL);
        }
        let origin = self.origin(of);
        let whole = self.add_at(whole, origin);
        self.view.conjunctions.whole.insert(of, whole);
        whole
    }

    /// A schema for any value that is kept out of the same messages.
    fn open(&mut self, like: NodeId) -> NodeId {
        let mut marks = Node::default();
        let mut open = vec![(like, 8)];
        while let Some((id, depth)) = open.pop() {
            let node = self.schemas.node(id);
            marks.read_only |= node.read_only;
            marks.write_only |= node.write_only;
            if depth > 0 {
                let below = node.reference.iter().chain(&node.logic.all_of);
                open.extend(below.map(|&child| (child, depth - 1)));
            }
        }
        self.add_at(marks, None)
    }

    /// One schema for those that hold together.
    fn all_of(&mut self, mut schemas: Vec<NodeId>) -> NodeId {
        let mut seen = HashSet::default();
        schemas.retain(|&schema| {
            let says_nothing = {
                let node = self.schemas.node(self.schemas.target(schema));
                node.is_anything() && !node.read_only && !node.write_only
            };
            !says_nothing && seen.insert(self.unified.class(schema))
        });
        if let [only] = schemas.as_slice() {
            return *only;
        }
        self.add_at(Node::all_of(schemas), None)
    }
}

/// Whether what a part says depends on the others.
fn has_unevaluated(node: &Node) -> bool {
    let objects = node.objects.as_ref().and_then(|of| of.unevaluated);
    let arrays = node.arrays.as_ref().and_then(|of| of.unevaluated);
    objects.or(arrays).is_some()
}
