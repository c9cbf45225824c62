//! Values that show one cause and, where there are such, no other.

use super::align::{self, Slot};
use super::causes::{Own, Pair};
use super::differences::{Break, Proof};
use super::proof::Candidate;
use super::{Parts, SchemaId};
use crate::ir::{Node, NodeId};
use crate::unify::sort_bags;
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
        let mut reason = Reason::Unverified;
        for focus in [Focus::ThisCauseOnly, Focus::ThisCause] {
            for (number, way) in &cause.tries {
                let Some(&pair) = pairs.get(*number) else {
                    continue;
                };
                let Some(candidate) = self.value_for(way, &cause.own, focus, steps) else {
                    continue;
                };
                match self.confirmed_as_it_is(pair, &candidate) {
                    Ok(value) => {
                        return Ok(Proof {
                            pair: *number,
                            value,
                        });
                    }
                    Err(why) => reason = why,
                }
            }
        }
        // A value that shows the break, if not this cause alone.
        let (number, _) = cause.tries.first().ok_or(Reason::Unverified)?;
        let &pair = pairs.get(*number).ok_or(Reason::Unverified)?;
        let (a, b) = (self.class(pair.0), self.class(pair.1));
        let a = self.of_sender(a);
        let Ok(candidate) = self.candidate(a, b, None, &[], steps) else {
            return Err(reason);
        };
        let value = self.confirmed(pair, candidate, steps)?;
        Ok(Proof {
            pair: *number,
            value,
        })
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
        self.candidate(sender, receiver, others, &[], steps).ok()
    }
    /// The first schema of the way as it would be if the cause at its end were all that changed in it.
    fn changed_by_one(&mut self, way: &[Pair], own: &Own) -> Option<NodeId> {
        let (&(a, b), outer) = way.split_last()?;
        // What keywords about the unevaluated refuse depends on all others.
        let is_alone =
            |path: &&Vec<String>| !path.first().is_some_and(|k| k.starts_with("unevaluated"));
        let refuses = match own.keyword.as_ref().filter(is_alone) {
            Some(path) => self.part(b, path)?,
            None => self.unified.class(b),
        };
        let mut changed = self.unified.push(Node {
            all_of: vec![self.unified.class(a), refuses],
            ..Node::default()
        });
        let mut inner = (a, b);
        for &(a, b) in outer.iter().rev() {
            // What stands beside null, or a part, is about the same value.
            if a == inner.0 {
                inner = (a, b);
                continue;
            }
            let slot = self.slot_of((a, b), inner)?;
            let one = self.as_one(a);
            let mut node = self.schemas.node(one).clone();
            node.each_child(|child| *child = self.unified.class(*child));
            align::replace(&mut node, slot, changed);
            sort_bags(&mut node);
            changed = self.unified.push(node);
            inner = (a, b);
        }
        Some(changed)
    }

    /// Where in the first schema of a pair the first one of a pair inside stands.
    fn slot_of(&mut self, (a, b): Pair, inner: Pair) -> Option<Slot> {
        if let Some((slot, rest)) = self.beside_null(a)
            && (rest, b) == inner
        {
            return Some(slot);
        }
        let inside = self.side_by_side((a, b));
        let target = |node| self.schemas.target(node);
        let found = inside
            .iter()
            .find(|inside| (target(inside.a), target(inside.b)) == inner);
        Some(found?.slot)
    }

    /// The second schema of the way as it would be without the cause at its end.
    fn changed_by_others(&mut self, way: &[Pair], own: &Own) -> Option<NodeId> {
        let (&(a, b), outer) = way.split_last()?;
        let mut changed = match own.keyword.as_deref() {
            Some([keyword]) => self.without(b, keyword)?,
            _ => self.unified.push(Node::default()),
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
                Node {
                    all_of: others.chain([changed]).collect(),
                    ..Node::default()
                }
            } else {
                let slot = if a == inner.0 {
                    self.beside_null(b)?.0
                } else {
                    let slot = self.slot_of((a, b), inner)?;
                    self.slot_of_arm(b, slot, inner.1)?
                };
                let mut node = self.schemas.node(b).clone();
                node.each_child(|child| *child = self.unified.class(*child));
                align::replace(&mut node, slot, changed);
                sort_bags(&mut node);
                node
            };
            changed = self.unified.push(node);
            inner = (a, b);
        }
        Some(changed)
    }

    /// The slot of the second schema of a pair for one of the first: arms may stand in another order.
    fn slot_of_arm(&self, b: NodeId, slot: Slot, inner: NodeId) -> Option<Slot> {
        let node = self.schemas.node(b);
        let position = |arms: &[NodeId]| {
            let mut arms = arms.iter().map(|&arm| self.schemas.target(arm));
            arms.position(|arm| arm == inner)
        };
        match slot {
            Slot::OneOf(_) => position(&node.one_of).map(Slot::OneOf),
            Slot::AnyOf(group, _) => {
                position(node.any_of.get(group)?).map(|at| Slot::AnyOf(group, at))
            }
            Slot::AllOf(_) => position(&node.all_of).map(Slot::AllOf),
            other => Some(other),
        }
    }
}
