//! Which arms of a `oneOf` exclude each other at once: by type, by listed values, or by a member
//! that both require and list different values for (the tag of a discriminated union).

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use foldhash::{HashMap, HashSet};

use super::Search;
use super::literal::Lit;
use crate::ir::{NameId, NodeId, Type};
use crate::value::Value;

/// Which arms of a `oneOf` a value of one type may meet, and which of them together.
#[derive(Debug, Default)]
pub(crate) struct Exclusive {
    arms: Vec<Arm>,
    /// For each arm the others that do not exclude it, ascending.
    beside: Vec<Vec<u32>>,
}

/// What shows of an arm for values of one type.
#[derive(Debug)]
struct Arm {
    is_possible: bool,
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

impl Arm {
    /// Whether no value is in both arms.
    fn excludes(&self, other: &Self) -> bool {
        if !self.is_possible || !other.is_possible {
            return true;
        }
        if let (Some(some), Some(others)) = (&self.values, &other.values)
            && disjoint(some, others)
        {
            return true;
        }
        self.tags.iter().any(|(name, values)| {
            let others = other.tags.get(name);
            others.is_some_and(|others| disjoint(values, others))
        })
    }
}

impl Exclusive {
    fn of(arms: Vec<Arm>) -> Self {
        let mut found = Self {
            beside: vec![Vec::new(); arms.len()],
            arms,
        };
        let tag = found.best_tag();
        // Arms that list something for the tag meet those only that list one of the same values. Their number is what
        // grows; looking at each pair of them would cost its square.
        let mut by_value: HashMap<&Value, Vec<usize>> = HashMap::default();
        let mut untold: Vec<usize> = Vec::new();
        let mut pairs: Vec<(usize, usize)> = Vec::new();
        for (at, arm) in found.arms.iter().enumerate() {
            let told = match tag {
                Some(name) => arm.tags.get(&name),
                None => arm.values.as_ref(),
            };
            let mut others = untold.clone();
            if let Some(values) = told {
                for value in values.iter() {
                    let same = by_value.entry(value).or_default();
                    others.extend(same.iter().filter(|&&other| other != at));
                    same.push(at);
                }
                others.sort_unstable();
                others.dedup();
            } else {
                others = (0..at).collect();
                untold.push(at);
            }
            let meets = |other: &usize| {
                let other = found.arms.get(*other);
                other.is_some_and(|other| !arm.excludes(other))
            };
            pairs.extend(others.into_iter().filter(meets).map(|other| (other, at)));
        }
        for (one, other) in pairs {
            for (of, beside) in [(one, other), (other, one)] {
                if let (Some(list), Ok(beside)) = (found.beside.get_mut(of), u32::try_from(beside))
                {
                    list.push(beside);
                }
            }
        }
        found
            .beside
            .iter_mut()
            .for_each(|list| list.sort_unstable());
        found
    }

    /// The member that most arms list values for.
    fn best_tag(&self) -> Option<NameId> {
        let mut counts: BTreeMap<NameId, usize> = BTreeMap::new();
        for name in self.arms.iter().flat_map(|arm| arm.tags.keys()) {
            *counts.entry(*name).or_default() += 1;
        }
        let best = counts
            .into_iter()
            .max_by_key(|&(name, count)| (count, Reverse(name)));
        best.map(|(name, _)| name)
    }

    /// How many pairs of arms do not exclude each other.
    pub fn pairs(&self) -> usize {
        self.beside.iter().map(Vec::len).sum::<usize>() / 2
    }

    /// The other arms that a value of the arm may be in.
    pub fn beside(&self, arm: usize) -> impl Iterator<Item = usize> + '_ {
        let beside = self.beside.get(arm).into_iter().flatten();
        beside.map(|&other| other as usize)
    }
}

impl Search<'_> {
    /// What is known of the arms of a node's `oneOf` for values of a type.
    pub(super) fn exclusive(&mut self, one_of: NodeId, of: Type) -> Arc<Exclusive> {
        if let Some(known) = self.memory.exclusive.get(&(one_of, of)) {
            return Arc::clone(known);
        }
        let arms = &self.node(one_of).logic.one_of;
        let arms = arms.iter().map(|&arm| Arm {
            is_possible: self.types_of(arm, 8).has(of),
            values: self.listed(Lit::Pos(arm, 0), 8),
            tags: if of == Type::Object {
                self.tags(arm)
            } else {
                BTreeMap::new()
            },
        });
        let found = Arc::new(Exclusive::of(arms.collect()));
        let known = &mut self.memory.exclusive;
        known.insert((one_of, of), Arc::clone(&found));
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
            for &child in node.reference.iter().chain(&node.logic.all_of) {
                self.collect_tags(child, depth - 1, required, listed);
            }
        }
    }
}
