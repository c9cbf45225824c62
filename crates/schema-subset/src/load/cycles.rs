//! References that come back to themselves on the same value.
//!
//! `X: anyOf [$ref X, …]` says nothing that a validator could ever finish, so the keyword that
//! closes the circle is taken out and the node is marked as not understood.

use super::mark;
use crate::ir::{Node, NodeId, Schemas};

pub(crate) const MESSAGE: &str = "a reference cycle on one value";

/// Cuts every cycle of schemas that apply to the same value, among the nodes from `first` on.
pub(super) fn cut(schemas: &mut Schemas, first: usize) {
    // Nodes from before were walked when they came; they reach no new ones.
    let count = schemas.nodes.len().saturating_sub(first);
    let mut flags = Flags {
        first,
        open: vec![false; count],
        done: vec![false; count],
    };
    for start in first..schemas.nodes.len() {
        let Ok(start) = NodeId::try_from(start) else {
            return;
        };
        walk(schemas, start, &mut flags);
    }
}

/// What is known of the new nodes, by their numbers after the first of them.
struct Flags {
    first: usize,
    open: Vec<bool>,
    done: Vec<bool>,
}

impl Flags {
    fn index(&self, id: NodeId) -> Option<usize> {
        (id as usize).checked_sub(self.first)
    }

    fn is_open(&self, id: NodeId) -> bool {
        self.index(id)
            .is_some_and(|at| self.open.get(at).copied().unwrap_or_default())
    }

    fn is_done(&self, id: NodeId) -> bool {
        self.index(id)
            .is_none_or(|at| self.done.get(at).copied().unwrap_or(true))
    }

    fn set_open(&mut self, id: NodeId, to: bool) {
        let at = self.index(id);
        if let Some(flag) = at.and_then(|at| self.open.get_mut(at)) {
            *flag = to;
        }
    }

    fn close(&mut self, id: NodeId) {
        self.set_open(id, false);
        let at = self.index(id);
        if let Some(flag) = at.and_then(|at| self.done.get_mut(at)) {
            *flag = true;
        }
    }
}

fn walk(schemas: &mut Schemas, start: NodeId, flags: &mut Flags) {
    if flags.is_done(start) {
        return;
    }
    let mut stack = vec![(start, schemas.node(start).in_place(), 0)];
    flags.set_open(start, true);
    while let Some((id, children, next)) = stack.last_mut() {
        let id = *id;
        let Some(&child) = children.get(*next) else {
            flags.close(id);
            stack.pop();
            continue;
        };
        *next += 1;
        if flags.is_done(child) {
            continue;
        }
        if flags.is_open(child) {
            if let Some(node) = schemas.nodes.get_mut(id as usize) {
                drop_edge(node, child);
                schemas.cut.insert(id);
            }
            continue;
        }
        flags.set_open(child, true);
        let below = schemas.node(child).in_place();
        stack.push((child, below, 0));
    }
}

/// Takes out the keywords that lead to `child`: whole keywords, so that what is left allows more.
fn drop_edge(node: &mut Node, child: NodeId) {
    mark(node, MESSAGE);
    node.reference = node.reference.filter(|&r| r != child);
    if let Some(logic) = node.logic.written() {
        logic.all_of.retain(|&r| r != child);
        logic.any_of.retain(|arms| !arms.contains(&child));
        if logic.one_of.contains(&child) {
            logic.one_of.clear();
            logic.has_one_of = false;
        }
        logic.not = logic.not.filter(|&r| r != child);
        logic.condition = logic.condition.filter(|&(test, then, otherwise)| {
            test != child && then != Some(child) && otherwise != Some(child)
        });
    }
    if let Some(objects) = &mut node.objects {
        objects.dependent_schemas.retain(|&(_, r)| r != child);
    }
}
