//! A smaller value that still meets what is asked: without the members and items that can be left out.

use std::sync::Arc;

use super::Search;
use super::literal::{Lit, Projection};
use crate::ir::{Node, NodeId};
use crate::value::Value;

/// Larger values are left as they are: each part costs an evaluation of the whole.
const MAX_SIZE: usize = 300;

/// One step down into a value.
#[derive(Clone, Debug)]
enum Step {
    Member(String),
    Item(usize),
}

/// Schemas that hold at a part of a value, whatever is chosen elsewhere.
type Plain = Vec<(NodeId, Projection)>;

impl Search<'_> {
    /// The value without what can be left out; none if that is nothing.
    pub(crate) fn shrink(&mut self, asked: &[Lit], value: &Value) -> Option<Value> {
        if !is_container(value) || value.size() > MAX_SIZE {
            return None;
        }
        let mut small = value.clone();
        let mut changed = false;
        let plain = asked.iter().filter_map(|&lit| match lit {
            Lit::Pos(node, projection) | Lit::Sent(node, projection) => Some((node, projection)),
            _ => None,
        });
        let plain = self.plain(plain.collect());
        let mut open = vec![(Vec::new(), plain)];
        while let Some((path, plain)) = open.pop() {
            for step in steps(at(&mut small, &path).map(|part| &*part)) {
                let stays = at(&mut small, &path)
                    .is_some_and(|part| self.certainly_stays(&plain, part, &step));
                if !stays {
                    let Some(part) = take(at(&mut small, &path), &step) else {
                        continue;
                    };
                    if self.meets(asked, &small) == Some(true) {
                        changed = true;
                        continue;
                    }
                    put_back(at(&mut small, &path), &step, part);
                }
                let inside = self.inside(&plain, &step);
                let mut inner = path.clone();
                inner.push(step);
                if at(&mut small, &inner).is_some_and(|part| is_container(part)) {
                    open.push((inner, inside));
                }
            }
        }
        changed.then_some(small)
    }

    /// The schemas with those that apply beside them without a choice.
    fn plain(&self, of: Plain) -> Plain {
        let mut found = Plain::new();
        for (node, projection) in of {
            let beside = |node: &Node| {
                let all = node.reference.iter().chain(&node.logic.all_of);
                all.copied().collect()
            };
            let applying = self.unified.applying([node], beside);
            found.extend(applying.into_iter().map(|node| (node, projection)));
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Whether a schema that holds here in any case asks for a member or for so many: the value need not be tried without.
    fn certainly_stays(&self, plain: &Plain, part: &Value, step: &Step) -> bool {
        match (part, step) {
            (Value::Object(members), Step::Member(name)) => {
                let name = self.schemas.name_id(name);
                plain.iter().any(|&(node, projection)| {
                    let Some(objects) = &self.node(node).objects else {
                        return false;
                    };
                    let dropped = self.projected(projection);
                    let is_required = name.is_some_and(|name| {
                        objects.required.binary_search(&name).is_ok() && !dropped.contains(&name)
                    });
                    let least = objects.min.saturating_sub(dropped.len() as u64);
                    is_required || members.len() as u64 <= least
                })
            }
            (Value::Array(items), Step::Item(_)) => plain.iter().any(|&(node, _)| {
                let arrays = &self.node(node).arrays;
                let least = arrays.as_ref().map_or(0, |arrays| arrays.min);
                items.len() as u64 <= least
            }),
            _ => false,
        }
    }

    /// The schemas that hold for a part in any case.
    fn inside(&mut self, plain: &Plain, step: &Step) -> Plain {
        let name = match step {
            Step::Member(name) => self.schemas.name_id(name),
            Step::Item(_) => None,
        };
        let child = |&(node, _): &(NodeId, Projection)| match step {
            Step::Member(_) => self.node(node).objects.as_ref()?.property(name?),
            Step::Item(at) => {
                let arrays = self.node(node).arrays.as_ref()?;
                arrays.prefix.get(*at).copied().or(arrays.items)
            }
        };
        let children: Vec<NodeId> = plain.iter().filter_map(child).collect();
        let with_projection = |child: NodeId| (child, self.projection(child));
        let children = children.into_iter().map(with_projection).collect();
        self.plain(children)
    }
}

fn is_container(value: &Value) -> bool {
    matches!(value, Value::Array(_) | Value::Object(_))
}

/// The steps to the parts of a container; items from the last one on, so that leaving one out moves no other.
fn steps(value: Option<&Value>) -> Vec<Step> {
    match value {
        Some(Value::Object(members)) => members.keys().cloned().map(Step::Member).collect(),
        Some(Value::Array(items)) => (0..items.len()).rev().map(Step::Item).collect(),
        _ => Vec::new(),
    }
}

fn at<'v>(value: &'v mut Value, path: &[Step]) -> Option<&'v mut Value> {
    path.iter()
        .try_fold(value, |value, step| match (value, step) {
            (Value::Object(members), Step::Member(name)) => Arc::make_mut(members).get_mut(name),
            (Value::Array(items), Step::Item(index)) => items.get_mut(*index),
            _ => None,
        })
}

fn take(value: Option<&mut Value>, step: &Step) -> Option<Value> {
    match (value?, step) {
        (Value::Object(members), Step::Member(name)) => Arc::make_mut(members).remove(name),
        (Value::Array(items), Step::Item(index)) if *index < items.len() => {
            Some(items.remove(*index))
        }
        _ => None,
    }
}

fn put_back(value: Option<&mut Value>, step: &Step, part: Value) {
    match (value, step) {
        (Some(Value::Object(members)), Step::Member(name)) => {
            Arc::make_mut(members).insert(name.clone(), part);
        }
        (Some(Value::Array(items)), Step::Item(index)) if *index <= items.len() => {
            items.insert(*index, part);
        }
        _ => {}
    }
}
