//! Choices whose arms are contained one by one.
//!
//! A search over two choices of many arms that nothing tells apart asks about sets of arms, and there are too many. Where
//! every value of each arm of one side is a value of an arm of the other side, there is nothing to search for.

use foldhash::HashSet;

use super::Parts;
use super::causes::Pair;
use crate::ir::NodeId;
use crate::search::Answer;

/// Pairs that are looked at below one.
const MAX_PAIRS: usize = 2_000;

impl Parts<'_, '_> {
    /// Takes choices below a pair as contained whose arms are; whether there are any.
    pub fn settle_choices(&mut self, pair: Pair, steps: u64) -> bool {
        let mut found: Vec<Pair> = Vec::new();
        let mut seen: HashSet<Pair> = HashSet::default();
        let mut open = vec![pair];
        while let Some(pair) = open.pop() {
            if seen.len() >= MAX_PAIRS || self.is_same_pair(pair) || !seen.insert(pair) {
                continue;
            }
            found.push(pair);
            if let Some(parts) = self.parts_to_meet(pair) {
                open.extend(parts.into_iter().map(|part| (pair.0, part)));
                continue;
            }
            for inside in self.side_by_side(pair) {
                open.push((self.schemas.target(inside.a), self.schemas.target(inside.b)));
            }
        }
        // Those inside of others come first.
        let mut known = Vec::new();
        for &(a, b) in found.iter().rev() {
            if self.has_contained_arms((a, b), steps) {
                let a = self.unified.class(a);
                known.push((self.of_sender(a), self.unified.class(b)));
            }
        }
        let is_settled = !known.is_empty();
        self.view.memory.know(known);
        is_settled
    }

    fn has_contained_arms(&mut self, (a, b): Pair, steps: u64) -> bool {
        let a = self.as_one(a);
        let (sender, receiver) = (self.schemas.node(a), self.schemas.node(b));
        if receiver.logic.any_of.len() + usize::from(receiver.logic.has_one_of) != 1 {
            return false;
        }
        let lists = sender.logic.any_of.iter().chain([&sender.logic.one_of]);
        let lists: Vec<Vec<NodeId>> = lists.filter(|arms| arms.len() > 1).cloned().collect();
        let is_any_of = !receiver.logic.has_one_of;
        let arms = match receiver.logic.any_of.as_slice() {
            [arms] if is_any_of => arms.clone(),
            _ => receiver.logic.one_of.clone(),
        };
        let is_only_one_of = sender.logic.any_of.is_empty();
        let beside = receiver.without_choices();
        let beside = (!beside.is_anything()).then(|| self.add_at(beside, None));
        if beside.is_some_and(|beside| !self.is_in_arm(a, beside, steps)) {
            return false;
        }
        if is_any_of {
            let mut lists = lists.iter();
            return lists.any(|list| {
                let mut list = list.iter().enumerate();
                list.all(|(at, &arm)| self.is_in_some_arm(arm, at, &arms, steps))
            });
        }
        // Exactly one holds on both sides if each holds for the same values as its counterpart.
        lists.len() == 1
            && is_only_one_of
            && lists.iter().all(|list| {
                let mut pairs = list.iter().zip(&arms);
                list.len() == arms.len()
                    && pairs.all(|(&one, &other)| {
                        self.is_in_arm(one, other, steps) && self.is_in_arm(other, one, steps)
                    })
            })
    }

    fn is_in_some_arm(&mut self, arm: NodeId, at: usize, arms: &[NodeId], steps: u64) -> bool {
        // The one in the same place is the likeliest.
        let same = arms.get(at).into_iter();
        let equal = arms
            .iter()
            .filter(|&&other| self.unified.class(other) == self.unified.class(arm));
        let likely: Vec<NodeId> = equal.chain(same).chain(arms).copied().collect();
        let mut seen = HashSet::default();
        let mut likely = likely.into_iter().filter(|&other| seen.insert(other));
        likely.any(|other| self.is_in_arm(arm, other, steps))
    }

    /// Whether every value that the sender's side of one schema allows, sent or not, is accepted under the other.
    fn is_in_arm(&mut self, arm: NodeId, other: NodeId, steps: u64) -> bool {
        let (arm, other) = (self.unified.class(arm), self.unified.class(other));
        let arm = self.of_sender(arm);
        if arm == other {
            return true;
        }
        let mut search = self.search(steps);
        let question = [search.holds(arm), search.fails(other)];
        matches!(search.solve(&question), Answer::Empty)
    }
}
