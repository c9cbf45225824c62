//! A sender's schemas after the projection of its role: members that the role keeps out are `false` there, wherever the
//! schema stands. The receiver keeps their declaration, so the two sides read one schema differently.

use std::collections::{BTreeMap, BTreeSet};

use super::Parts;
use crate::dialect::Role;
use crate::ir::{Node, NodeId};

/// The sender's reading of the nodes that a role changes; all others are the same on both sides.
#[derive(Debug, Default)]
pub(super) struct Projected {
    of: BTreeMap<NodeId, NodeId>,
    /// Nodes that were looked at: those before this number.
    done: usize,
    /// The schema `false` that still says that it is kept out.
    never: Option<NodeId>,
}

impl Parts<'_, '_> {
    /// How the sender reads a class.
    pub fn of_sender(&mut self, class: NodeId) -> NodeId {
        if let Some(role) = self.role {
            self.project(role);
        }
        self.projected(class)
    }

    /// The same, for a class that was there when the sender was last asked for.
    pub fn projected(&self, class: NodeId) -> NodeId {
        self.view.projected.of.get(&class).copied().unwrap_or(class)
    }

    /// Takes in the nodes that were added since.
    fn project(&mut self, role: Role) {
        let first = self.view.projected.done;
        let count = self.unified.nodes.len();
        if first == count {
            return;
        }
        let is_marked = |node: &Node| match role {
            Role::Request => node.read_only,
            Role::Response => node.write_only,
        };
        let added = self.unified.nodes.get(first..).unwrap_or_default();
        if self.view.projected.never.is_none() && !added.iter().any(is_marked) {
            self.view.projected.done = count;
            return;
        }
        let new = || (first..count).filter_map(|id| NodeId::try_from(id).ok());
        let changed = self.changed_by(role, new());
        let never = self.never(role);
        let mut next = self.unified.nodes.len();
        for &id in &changed {
            if let Ok(copy) = NodeId::try_from(next) {
                self.view.projected.of.insert(id, copy);
                next += 1;
            }
        }
        for &id in &changed {
            let copy = self.copy_of(id, role, never);
            self.unified.nodes.push(copy);
        }
        self.note_unchanged_meaning(&changed);
        self.view.projected.done = self.unified.nodes.len();
    }

    /// The new nodes that reach a member that the role keeps out.
    fn changed_by(&self, role: Role, new: impl Iterator<Item = NodeId>) -> BTreeSet<NodeId> {
        let mut parents: BTreeMap<NodeId, Vec<NodeId>> = BTreeMap::new();
        let mut open = Vec::new();
        for id in new {
            let node = self.unified.node(id);
            let keeps_out = |&(_, member): &(u32, NodeId)| self.unified.is_marked(member, role);
            let objects = node.objects.as_deref();
            let own = objects.is_some_and(|objects| objects.properties.iter().any(keeps_out));
            let children = node.children();
            let inherited = children
                .iter()
                .any(|child| self.view.projected.of.contains_key(child));
            if own || inherited {
                open.push(id);
            }
            for child in children {
                parents.entry(child).or_default().push(id);
            }
        }
        let mut changed = BTreeSet::new();
        while let Some(id) = open.pop() {
            if changed.insert(id) {
                open.extend(parents.get(&id).into_iter().flatten());
            }
        }
        changed
    }

    fn never(&mut self, role: Role) -> NodeId {
        if let Some(never) = self.view.projected.never {
            return never;
        }
        let never = NodeId::try_from(self.unified.nodes.len()).unwrap_or(NodeId::MAX);
        self.unified.nodes.push(Node {
            never: true,
            read_only: role == Role::Request,
            write_only: role == Role::Response,
            ..Node::default()
        });
        self.view.projected.never = Some(never);
        never
    }

    fn copy_of(&self, id: NodeId, role: Role, never: NodeId) -> Node {
        let mut copy = self.unified.node(id).clone();
        if let Some(objects) = &mut copy.objects {
            for (_, member) in &mut objects.properties {
                if self.unified.is_marked(*member, role) {
                    *member = never;
                }
            }
        }
        copy.each_child(|child| *child = self.projected(*child));
        copy
    }

    /// Where members that are kept out are only ever asked to hold, what the sender sends is accepted under the same schema.
    /// Below `not`, `if` and `oneOf` a member that cannot be there may let something else hold.
    fn note_unchanged_meaning(&mut self, changed: &BTreeSet<NodeId>) {
        let mut turned: BTreeSet<NodeId> = BTreeSet::new();
        loop {
            let before = turned.len();
            for &id in changed {
                let node = self.unified.node(id);
                let mut inverted: Vec<NodeId> = node.logic.one_of.clone();
                inverted.extend(node.logic.not);
                inverted.extend(node.logic.condition.map(|(test, ..)| test));
                let is_changed = |child: &NodeId| self.view.projected.of.contains_key(child);
                let is_turned = |child: &NodeId| {
                    turned.contains(child)
                        || is_changed(child)
                            && !changed.contains(child)
                            && !self.view.memory.is_accepted_by_itself(*child)
                };
                if inverted.iter().any(is_changed) || node.children().iter().any(is_turned) {
                    turned.insert(id);
                }
            }
            if turned.len() == before {
                break;
            }
        }
        for &id in changed.difference(&turned) {
            let copy = self.projected(id);
            self.view.memory.accept_by_itself(copy, id);
        }
    }
}
