//! Members that a role keeps out of messages: `readOnly` in requests, `writeOnly` in responses.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Search;
use super::literal::Projection;
use crate::ir::{NameId, Node, NodeId};

impl Search<'_> {
    /// The names that leave `required` everywhere at a place that this node describes.
    pub(super) fn projection(&mut self, node: NodeId) -> Projection {
        if self.role.is_none() {
            return 0;
        }
        if let Some(&known) = self.memory.projection_of.get(&node) {
            return known;
        }
        let mut names = BTreeSet::new();
        for id in self.unified.applying([node], Node::in_place_unnegated) {
            if let Some(objects) = &self.node(id).objects {
                let kept_out = objects
                    .properties
                    .iter()
                    .filter(|&&(_, p)| self.is_kept_out(p));
                names.extend(kept_out.map(|&(name, _)| name));
            }
        }
        let projection = self.intern_projection(names);
        self.memory.projection_of.insert(node, projection);
        projection
    }

    fn intern_projection(&mut self, names: BTreeSet<NameId>) -> Projection {
        if names.is_empty() {
            return 0;
        }
        let known = &mut self.memory.projections;
        let at = known.iter().position(|other| **other == names);
        let at = at.unwrap_or_else(|| {
            known.push(Arc::new(names));
            known.len() - 1
        });
        Projection::try_from(at + 1).unwrap_or(0)
    }

    pub(super) fn projected(&self, projection: Projection) -> Arc<BTreeSet<NameId>> {
        let at = (projection as usize).checked_sub(1);
        let known = at.and_then(|at| self.memory.projections.get(at));
        known.cloned().unwrap_or_default()
    }

    /// Whether a member with this schema stays out of messages in the role of the search.
    pub(super) fn is_kept_out(&self, schema: NodeId) -> bool {
        self.role
            .is_some_and(|role| self.unified.is_marked(schema, role))
    }
}
