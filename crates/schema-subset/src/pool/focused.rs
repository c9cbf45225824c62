//! Values that show one cause and, where there are such, no other.

use std::sync::Arc;

use foldhash::HashMap;

use super::align::{self, Slot};
use super::causes::{Own, Pair};
use super::differences::{Break, Proof};
use super::proof::Candidate;
use super::shown::SPENT;
use super::{Parts, SchemaId};
use crate::ir::{Node, NodeId};
use crate::unify::sort_bags;
use crate::value::Value;
use crate::verdict::Reason;

/// What is asked of a value beside that it is refused because of its cause.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Focus {
    /// That nothing else of the second schema refuses it.
    ThisCauseOnly,
    /// Nothing: other causes may show in it as well.
    ThisCause,
}

impl Parts<'_, '_> {
    /// A value that shows a cause, confirmed by the independent path; or why there is none.
    pub fn proof(
        &mut self,
        cause: &Break,
        pairs: &[(SchemaId, SchemaId)],
        steps: u64,
    ) -> Result<Proof, Reason> {
        if self.view.shown.is_spent() {
            return self.shared(cause, pairs, steps);
        }
        let mut reason = Reason::Unverified;
        let tries = cause.tries.iter();
        let tries = [Focus::ThisCauseOnly, Focus::ThisCause]
            .map(|focus| tries.clone().map(move |of| (of, focus)));
        for ((number, way), focus) in tries.into_iter().flatten() {
            let Some(&pair) = pairs.get(*number) else {
                continue;
            };
            let Some(candidate) = self.value_for(way, &cause.own, focus, steps) else {
                continue;
            };
            match self.confirmed_as_it_is(pair, &candidate) {
                Ok(value) => {
                    self.view.shown.show(value.size());
                    return Ok(Proof {
                        pair: *number,
                        value: Arc::new(value),
                    });
                }
                Err(why) => reason = why,
            }
        }
        // A value that shows the break, if not this cause alone.
        let (number, _) = cause.tries.first().ok_or(Reason::Unverified)?;
        let &pair = pairs.get(*number).ok_or(Reason::Unverified)?;
        let value = self
            .any_value(pair, steps)
            .map_err(|why| why.unwrap_or(reason))?;
        Ok(Proof {
            pair: *number,
            value,
        })
    }

    /// One value of a pair stands for every break that it shows.
    fn shared(
        &mut self,
        cause: &Break,
        pairs: &[(SchemaId, SchemaId)],
        steps: u64,
    ) -> Result<Proof, Reason> {
        for (number, way) in &cause.tries {
            let Some(&pair) = pairs.get(*number) else {
                continue;
            };
            if let Ok(value) = self.any_value(pair, steps)
                && self.shows(way, &cause.own, &value, steps)
            {
                return Ok(Proof {
                    pair: *number,
                    value,
                });
            }
        }
        Err(Reason::Undecided(SPENT))
    }

    /// A value that shows that a pair is not contained, whatever the cause; without a reason if the search found none.
    fn any_value(
        &mut self,
        pair: (SchemaId, SchemaId),
        steps: u64,
    ) -> Result<Arc<Value>, Option<Reason>> {
        let (a, b) = (self.class(pair.0), self.class(pair.1));
        if let Some(known) = self.view.shown.of_pairs.get(&(a, b)) {
            return known.clone();
        }
        let sender = self.of_sender(a);
        let found = match self.candidate(sender, b, &[], steps) {
            Ok(candidate) => self.confirmed(pair, candidate, steps).map_err(Some),
            Err(_) => Err(None),
        };
        let found = found.map(Arc::new);
        self.view.shown.of_pairs.insert((a, b), found.clone());
        found
    }

    /// A value of the first schema of the way that shows the cause at its end.
    fn value_for(
        &mut self,
        way: &[Pair],
        own: &Own,
        focus: Focus,
        steps: u64,
    ) -> Option<Candidate> {
        let sender = self.unified.class(way.first()?.0);
        let sender = self.of_sender(sender);
        let receiver = self.changed_by_one(way, own)?;
        let others = match focus {
            Focus::ThisCauseOnly => Some(self.changed_by_others(way, own)?),
            Focus::ThisCause => None,
        };
        self.candidate_that(sender, receiver, others, &[], steps)
            .ok()
    }

    /// The first schema of the way as it would be if the cause at its end were all that changed in it.
    fn changed_by_one(&mut self, way: &[Pair], own: &Own) -> Option<NodeId> {
        let (&(a, b), outer) = way.split_last()?;
        let refuses = self.own_part(b, own)?;
        let mut changed = self
            .unified
            .push(Node::all_of(vec![self.unified.class(a), refuses]));
        let mut inner = (a, b);
        for &(a, b) in outer.iter().rev() {
            // What stands beside null, or a part, is about the same value.
            if a == inner.0 {
                inner = (a, b);
                continue;
            }
            let slot = self.slot_of((a, b), inner)?;
            let one = self.as_one(a);
            let node = self.with(one, slot, changed);
            changed = self.unified.push(node);
            inner = (a, b);
        }
        Some(changed)
    }

    /// Where in the first schema of a pair the first one of a pair inside stands.
    pub fn slot_of(&mut self, (a, b): Pair, inner: Pair) -> Option<Slot> {
        if let Some(slots) = self.view.shown.slots.get(&(a, b)) {
            return slots.get(&inner).copied();
        }
        let mut slots = HashMap::default();
        if let Some((slot, rest)) = self.beside_null(a) {
            slots.insert((rest, b), slot);
        }
        for inside in self.side_by_side((a, b)) {
            let inner = (self.schemas.target(inside.a), self.schemas.target(inside.b));
            slots.entry(inner).or_insert(inside.slot);
        }
        let slot = slots.get(&inner).copied();
        self.view.shown.slots.insert((a, b), slots);
        slot
    }

    /// The second schema of the way as it would be without the cause at its end.
    fn changed_by_others(&mut self, way: &[Pair], own: &Own) -> Option<NodeId> {
        let (&(a, b), outer) = way.split_last()?;
        self.view.shown.write(self.schemas.node(b).children().len());
        let mut changed = match own.keyword.as_deref() {
            Some(path) => self.mended(b, path)?,
            None => self.unified.push(Node::default()),
        };
        let mut inner = (a, b);
        for &(a, b) in outer.iter().rev() {
            let beside_null = |of: &Self, schema| of.beside_null(schema).map(|(_, rest)| rest);
            if b == inner.1 && beside_null(self, a) == Some(inner.0) {
                inner = (a, b);
                continue;
            }
            let node = if a == inner.0 && beside_null(self, b) != Some(inner.1) {
                // The other parts.
                let parts = self.conjuncts(b);
                let others = parts.iter().filter(|&&part| part != inner.1);
                let others = others.map(|&part| self.unified.class(part));
                Node::all_of(others.chain([changed]).collect())
            } else {
                let slot = if a == inner.0 {
                    self.beside_null(b)?.0
                } else {
                    let slot = self.slot_of((a, b), inner)?;
                    self.slot_of_arm(b, slot, inner.1)?
                };
                self.with(b, slot, changed)
            };
            changed = self.unified.push(node);
            inner = (a, b);
        }
        Some(changed)
    }

    /// A schema with another class in one of its slots.
    fn with(&mut self, schema: NodeId, slot: Slot, by: NodeId) -> Node {
        let mut node = self.schemas.node(schema).clone();
        self.view.shown.write(node.children().len());
        node.each_child(|child| *child = self.unified.class(*child));
        align::replace(&mut node, slot, by);
        sort_bags(&mut node);
        node
    }

    /// The slot of the second schema of a pair for one of the first: arms may stand in another order.
    fn slot_of_arm(&self, b: NodeId, slot: Slot, inner: NodeId) -> Option<Slot> {
        let node = self.schemas.node(b);
        let position = |arms: &[NodeId]| {
            let mut arms = arms.iter().map(|&arm| self.schemas.target(arm));
            arms.position(|arm| arm == inner)
        };
        match slot {
            Slot::OneOf(_) => position(&node.logic.one_of).map(Slot::OneOf),
            Slot::AnyOf(group, _) => {
                position(node.logic.any_of.get(group)?).map(|at| Slot::AnyOf(group, at))
            }
            Slot::AllOf(_) => position(&node.logic.all_of).map(Slot::AllOf),
            other => Some(other),
        }
    }
}
