//! References that come back to themselves on the same value.
//!
//! `X: anyOf [$ref X, …]` says nothing that a validator could ever finish, so the keyword that
//! closes the circle is taken out and the node is marked as not understood.

use super::mark;
use crate::ir::{Node, NodeId, Schemas};

pub(crate) const MESSAGE: &str = "a reference cycle on one value";

/// Cuts every cycle of schemas that apply to the same value, among the nodes from `first` on.
pub(super) fn cut(schemas: &mut Schemas, first: usize) {
    let count = schemas.nodes.len();
    let mut done = vec![false; count];
    for (number, settled) in done.iter_mut().enumerate().take(first) {
        *settled = number < first;
    }
    let mut open = vec![false; count];
    for start in first..count {
        let Ok(start) = NodeId::try_from(start) else {
            return;
        };
        walk(schemas, start, &mut open, &mut done);
    }
}

fn walk(schemas: &mut Schemas, start: NodeId, open: &mut [bool], done: &mut [bool]) {
    let is = |set: &[bool], id: NodeId| set.get(id as usize).copied().unwrap_or(true);
    if is(done, start) {
        return;
    }
    let mut stack = vec![(start, schemas.node(start).in_place(), 0)];
    set(open, start, true);
    while let Some((id, children, next)) = stack.last_mut() {
        let id = *id;
        let Some(&child) = children.get(*next) else {
            set(open, id, false);
            set(done, id, true);
            stack.pop();
            continue;
        };
        *next += 1;
        if is(done, child) {
            continue;
        }
        if is(open, child) {
            if let Some(node) = schemas.nodes.get_mut(id as usize) {
                drop_edge(node, child);
                schemas.cut.insert(id);
            }
            continue;
        }
        set(open, child, true);
        let below = schemas.node(child).in_place();
        stack.push((child, below, 0));
    }
}

fn set(flags: &mut [bool], id: NodeId, to: bool) {
    if let Some(flag) = flags.get_mut(id as usize) {
        *flag = to;
    }
}

/// Takes out the keywords that lead to `child`: whole keywords, so that what is left allows more.
fn drop_edge(node: &mut Node, child: NodeId) {
    mark(node, MESSAGE);
    node.reference = node.reference.filter(|&r| r != child);
    node.all_of.retain(|&r| r != child);
    node.any_of.retain(|arms| !arms.contains(&child));
    if node.one_of.contains(&child) {
        node.one_of.clear();
        node.has_one_of = false;
    }
    node.not = node.not.filter(|&r| r != child);
    node.condition = node.condition.filter(|&(test, then, otherwise)| {
        test != child && then != Some(child) && otherwise != Some(child)
    });
    if let Some(objects) = &mut node.objects {
        objects.dependent_schemas.retain(|&(_, r)| r != child);
    }
}
