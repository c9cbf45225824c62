//! Which arms of a `oneOf` exclude each other at once: by type, by listed values, or by a member
//! that both require and list different values for (the tag of a discriminated union).

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use super::Search;
use super::literal::Lit;
use crate::ir::{NameId, NodeId, Type, Types};
use crate::value::Value;

/// What shows of each arm.
#[derive(Debug, Default)]
pub(crate) struct Exclusive {
    arms: Vec<Arm>,
}

#[derive(Debug)]
struct Arm {
    types: Types,
    values: Option<Arc<[Value]>>,
    tags: BTreeMap<NameId, Arc<[Value]>>,
}

pub(super) fn disjoint(some: &[Value], others: &[Value]) -> bool {
    if some.len().min(others.len()) <= 8 {
        return !some.iter().any(|value| others.contains(value));
    }
    let others: HashSet<&Value> = others.iter().collect();
    !some.iter().any(|value| others.contains(value))
}

impl Exclusive {
    /// Whether no value is in both arms.
    pub fn excludes(&self, one: usize, other: usize) -> bool {
        let (Some(one), Some(other)) = (self.arms.get(one), self.arms.get(other)) else {
            return false;
        };
        let common = one.types.and(other.types);
        if common.is_empty() {
            return true;
        }
        if let (Some(some), Some(others)) = (&one.values, &other.values)
            && disjoint(some, others)
        {
            return true;
        }
        let only_objects = Type::ALL
            .into_iter()
            .all(|of| of == Type::Object || !common.has(of));
        only_objects
            && one.tags.iter().any(|(name, values)| {
                let others = other.tags.get(name);
                others.is_some_and(|others| disjoint(values, others))
            })
    }
}

impl Search<'_> {
    pub(super) fn exclusive(&mut self, one_of: NodeId) -> Arc<Exclusive> {
        if let Some(known) = self.memory.exclusive.get(&one_of) {
            return Arc::clone(known);
        }
        let arms = &self.node(one_of).one_of;
        let arms = arms.iter().map(|&arm| Arm {
            types: self.types_of(arm, 8),
            values: self.listed(Lit::Pos(arm, 0), 8),
            tags: self.tags(arm),
        });
        let found = Arc::new(Exclusive {
            arms: arms.collect(),
        });
        self.memory.exclusive.insert(one_of, Arc::clone(&found));
        found
    }

    /// The members that a value of the node has to have, with the values that are listed for them.
    pub(super) fn tags(&self, node: NodeId) -> BTreeMap<NameId, Arc<[Value]>> {
        let mut required = Vec::new();
        let mut listed = BTreeMap::new();
        self.collect_tags(node, 8, &mut required, &mut listed);
        listed.retain(|name, _| required.contains(name));
        listed
    }

    fn collect_tags(
        &self,
        id: NodeId,
        depth: usize,
        required: &mut Vec<NameId>,
        listed: &mut BTreeMap<NameId, Arc<[Value]>>,
    ) {
        let node = self.node(id);
        if let Some(objects) = &node.objects {
            required.extend(&objects.required);
            for &(name, child) in &objects.properties {
                if let Some(values) = self.listed(Lit::Pos(child, 0), 4)
                    && !self.is_kept_out(child)
                {
                    listed.insert(name, values);
                }
            }
        }
        if depth > 0 {
            for &child in node.reference.iter().chain(&node.all_of) {
                self.collect_tags(child, depth - 1, required, listed);
            }
        }
    }
}
