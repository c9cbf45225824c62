//! Arrays: how many items there are, and what each holds.
//!
//! Items up to the longest prefix are taken one by one; the ones behind it are all alike. What has
//! to exist somewhere is handed to positions by backtracking, front to back.

use std::collections::BTreeSet;

use super::branch::Branch;
use super::declared::Relaxed;
use super::expand::Mode;
use super::literal::Lit;
use super::{Answer, Best, RED_ZONE, STACK, Search};
use crate::value::Value;
use crate::verdict::Reason;

/// Longer prefixes are not decided.
const MAX_PREFIX: u64 = 128;
/// More demands on single items are not decided: their subsets are tried.
const MAX_DEMANDS: usize = 10;
/// Longer arrays are not built.
const MAX_ITEMS: u64 = 50_000;
/// Items that are placed one by one, each a call inside the last; equal items beyond are added at once.
const MAX_STEPPED: u64 = 1_000;
/// Behind all demands, this many alike items are added at once.
const RUN: u64 = 4;

/// What stays the same while positions are filled.
struct Row<'b> {
    branch: &'b Branch,
    /// From this index on all items are alike.
    tail: u64,
    min: u64,
    max: Option<u64>,
    /// These two items are the same value.
    twins: Option<(usize, usize)>,
}

/// What is still to be placed.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Left {
    index: usize,
    from: Vec<bool>,
    at_least: Vec<u64>,
    at_most: Vec<u64>,
}

impl Left {
    fn is_done(&self) -> bool {
        !self.from.contains(&true) && self.at_least.iter().all(|&count| count == 0)
    }
}

/// A choice of demands for one position: subsets of each list.
struct Choice {
    from: Vec<usize>,
    at_least: Vec<usize>,
    /// Those that this item may hold, and is counted for.
    counted: Vec<usize>,
}

impl Search<'_> {
    pub(super) fn array(&mut self, branch: &Branch) -> Answer {
        let mut settled = branch.clone();
        if !branch.late.is_empty() && !self.settle_unevaluated(&mut settled) {
            return Answer::Empty;
        }
        let branch = &settled;
        let facts = &branch.facts.arrays;
        let mut tail = facts.from.iter().map(|&(k, _)| k).max().unwrap_or(0);
        let (mut min, mut max) = (facts.min, facts.max);
        for &(group, _) in &facts.groups {
            if let Some(arrays) = &self.node(group).arrays {
                tail = tail.max(arrays.prefix.len() as u64);
            }
        }
        for &(index, _) in &facts.at {
            tail = tail.max(index + 1);
            min = min.max(index + 1);
        }
        tail = facts.rests.iter().map(|&(k, _)| k).fold(tail, u64::max);
        if let Some(sent) = self.sent_items(branch) {
            self.closed_mattered = true;
            max = Some(max.map_or(sent, |max| max.min(sent)));
        }
        let demands = facts.from.len() + facts.at_least.len() + facts.at_most.len();
        if tail > MAX_PREFIX || demands > MAX_DEMANDS {
            return Answer::Unknown(Reason::Undecided("arrays with this many demands"));
        }
        let mut row = Row {
            branch,
            tail,
            min,
            max,
            twins: None,
        };
        let answer = if facts.not_unique {
            self.with_twins(&mut row)
        } else {
            self.fill_row(&row)
        };
        match (answer, &branch.taint) {
            (Answer::Found(value), Some(reason)) => Answer::Maybe(value, reason.clone()),
            (answer, _) => answer,
        }
    }

    /// Items beyond every `prefixItems` without `items` are not sent.
    fn sent_items(&self, branch: &Branch) -> Option<u64> {
        if branch.relaxed == Some(Relaxed::Accepted) {
            return None;
        }
        let mut longest = None;
        for &lit in &branch.lits {
            let Lit::Sent(id, _) = lit else {
                continue;
            };
            let Some(arrays) = &self.node(id).arrays else {
                continue;
            };
            if arrays.items.is_some() || arrays.unevaluated.is_some() {
                return None;
            }
            if !arrays.prefix.is_empty() {
                longest = longest.max(Some(arrays.prefix.len() as u64));
            }
        }
        longest
    }

    fn with_twins(&mut self, row: &mut Row<'_>) -> Answer {
        let mut best = Best::default();
        let min = row.min;
        // Behind the prefix all are alike, so one pair there stands for all.
        for second in 1..=row.tail + 1 {
            for first in 0..second {
                let (Ok(a), Ok(b)) = (usize::try_from(first), usize::try_from(second)) else {
                    continue;
                };
                row.twins = Some((a, b));
                row.min = min.max(second + 1);
                if best.note(self.fill_row(row)) {
                    return best.answer();
                }
            }
        }
        best.answer()
    }

    fn fill_row(&mut self, row: &Row<'_>) -> Answer {
        if row.max.is_some_and(|max| row.min > max) {
            return Answer::Empty;
        }
        let facts = &row.branch.facts.arrays;
        let left = Left {
            index: 0,
            from: vec![true; facts.from.len()],
            at_least: facts.at_least.iter().map(|&(_, count)| count).collect(),
            at_most: facts.at_most.iter().map(|&(_, count)| count).collect(),
        };
        let mut best = Best::default();
        self.place(row, left, &mut Vec::new(), &mut BTreeSet::new(), &mut best);
        best.answer()
    }

    /// What every item at an index meets.
    fn item(&mut self, index: u64, branch: &Branch) -> Vec<Lit> {
        let facts = &branch.facts.arrays;
        let mut lits = Vec::new();
        for &(group, sent) in &facts.groups {
            let Some(arrays) = &self.node(group).arrays else {
                continue;
            };
            let own = usize::try_from(index)
                .ok()
                .and_then(|i| arrays.prefix.get(i));
            if let Some(child) = own.copied().or(arrays.items) {
                let mode = Mode {
                    sent,
                    projection: 0,
                };
                lits.push(self.member_lit(child, mode));
            }
        }
        let rests = facts.rests.iter().filter(|&&(from, _)| index >= from);
        lits.extend(rests.map(|&(_, lit)| lit));
        let at = facts.at.iter().filter(|&&(at, _)| at == index);
        lits.extend(at.map(|&(_, lit)| lit));
        lits
    }

    /// Fills the next position in every way; `true` says that no better answer is to be found.
    fn place(
        &mut self,
        row: &Row<'_>,
        left: Left,
        plan: &mut Vec<Vec<Lit>>,
        failed: &mut BTreeSet<Left>,
        best: &mut Best,
    ) -> bool {
        stacker::maybe_grow(RED_ZONE, STACK, || {
            self.place_here(row, left, plan, failed, best)
        })
    }

    fn place_here(
        &mut self,
        row: &Row<'_>,
        left: Left,
        plan: &mut Vec<Vec<Lit>>,
        failed: &mut BTreeSet<Left>,
        best: &mut Best,
    ) -> bool {
        if !self.steps.take(1) {
            best.note(Answer::Unknown(Reason::Budget));
            return true;
        }
        let index = plan.len() as u64;
        if left.is_done() && index >= row.min {
            let answer = self.build(row, plan);
            return best.note(answer);
        }
        if row.max.is_some_and(|max| index >= max) {
            return false;
        }
        // What was tried from here without twins or uniqueness does not depend on the way here.
        let facts = &row.branch.facts.arrays;
        let repeats = !facts.unique && row.twins.is_none();
        if repeats && failed.contains(&left) {
            return false;
        }
        let beyond_twins = row.twins.is_none_or(|(_, second)| plan.len() > second);
        if left.is_done()
            && index >= row.tail
            && row.min - index > RUN
            && beyond_twins
            && let Some(done) = self.run(row, &left, plan, best)
        {
            return done;
        }
        if index > MAX_STEPPED {
            best.note(Answer::Unknown(Reason::Undecided(
                "arrays with this many items",
            )));
            return false;
        }
        for choice in choices(row.branch, &left, index) {
            let idle = choice.from.is_empty() && choice.at_least.is_empty();
            if idle && index >= row.tail && index >= row.min {
                continue;
            }
            if self.place_choice(row, &left, &choice, plan, failed, best) {
                return true;
            }
        }
        if repeats {
            failed.insert(left);
        }
        false
    }

    fn place_choice(
        &mut self,
        row: &Row<'_>,
        left: &Left,
        choice: &Choice,
        plan: &mut Vec<Vec<Lit>>,
        failed: &mut BTreeSet<Left>,
        best: &mut Best,
    ) -> bool {
        let facts = &row.branch.facts.arrays;
        let mut lits = self.item(plan.len() as u64, row.branch);
        let mut next = left.clone();
        for &at in &choice.from {
            lits.extend(facts.from.get(at).into_iter().flat_map(|(_, lits)| lits));
            if let Some(open) = next.from.get_mut(at) {
                *open = false;
            }
        }
        for &at in &choice.at_least {
            lits.extend(facts.at_least.get(at).map(|&(lit, _)| lit));
            if let Some(count) = next.at_least.get_mut(at) {
                *count -= 1;
            }
        }
        for (at, &(lit, _)) in facts.at_most.iter().enumerate() {
            if !choice.counted.contains(&at) {
                lits.extend(lit.negated());
            } else if let Some(count) = next.at_most.get_mut(at) {
                *count -= 1;
            }
        }
        let before = plan.clone();
        if let Some((first, second)) = row.twins
            && second == plan.len()
            && let Some(twin) = plan.get_mut(first)
        {
            lits.extend(twin.iter());
            twin.clone_from(&lits);
        }
        let possible = !self.solve(&lits).is_empty();
        let mut done = false;
        if possible {
            plan.push(lits);
            next.index = plan
                .len()
                .min(usize::try_from(row.tail.max(row.min)).unwrap_or(0));
            done = self.place(row, next, plan, failed, best);
        }
        *plan = before;
        done
    }

    /// Adds all items that are still needed at once; none if they have to be told apart.
    fn run(
        &mut self,
        row: &Row<'_>,
        left: &Left,
        plan: &[Vec<Lit>],
        best: &mut Best,
    ) -> Option<bool> {
        let facts = &row.branch.facts.arrays;
        let count = row.min - plan.len() as u64;
        if facts.unique {
            return None;
        }
        let mut lits = self.item(row.tail, row.branch);
        let most = facts.at_most.iter().zip(&left.at_most);
        for (&(lit, _), &counted) in most {
            if counted < count {
                lits.extend(lit.negated());
            }
        }
        let scarce = left
            .at_most
            .iter()
            .any(|&counted| counted > 0 && counted < count);
        match self.solve(&lits) {
            // With items to spare for a count, a mixed row may still be possible.
            Answer::Empty if scarce && count <= 500 => None,
            Answer::Empty if scarce => {
                best.note(Answer::Unknown(Reason::Undecided(
                    "arrays with this many items",
                )));
                Some(false)
            }
            Answer::Empty => Some(false),
            _ if row.min > MAX_ITEMS => {
                best.note(Answer::Unknown(Reason::Undecided(
                    "arrays with this many items",
                )));
                Some(false)
            }
            answer => {
                let whole = self.build(row, plan);
                Some(match (whole, answer) {
                    (Answer::Found(value), Answer::Found(item)) => {
                        best.note(extended(&value, &item, count))
                    }
                    (
                        Answer::Maybe(value, reason),
                        Answer::Found(item) | Answer::Maybe(item, _),
                    )
                    | (Answer::Found(value), Answer::Maybe(item, reason)) => {
                        match extended(&value, &item, count) {
                            Answer::Found(value) => best.note(Answer::Maybe(value, reason)),
                            other => best.note(other),
                        }
                    }
                    (Answer::Empty, _) => false,
                    (Answer::Unknown(reason), _) | (_, Answer::Unknown(reason)) => {
                        best.note(Answer::Unknown(reason))
                    }
                    (_, Answer::Empty) => false,
                })
            }
        }
    }

    /// Values for the planned positions.
    fn build(&mut self, row: &Row<'_>, plan: &[Vec<Lit>]) -> Answer {
        if row.branch.facts.arrays.unique {
            return self.distinct(plan);
        }
        let mut items = Vec::with_capacity(plan.len());
        let mut taint = None;
        for lits in plan {
            match self.solve(lits) {
                Answer::Found(value) => items.push((*value).clone()),
                Answer::Maybe(value, reason) => {
                    items.push((*value).clone());
                    taint.get_or_insert(reason);
                }
                other => return other,
            }
        }
        Answer::of(Value::Array(items), taint)
    }
}

fn extended(array: &Value, item: &Value, count: u64) -> Answer {
    let mut items = match array {
        Value::Array(items) => items.clone(),
        _ => Vec::new(),
    };
    let count = usize::try_from(count).unwrap_or(0);
    items.extend(std::iter::repeat_n(item.clone(), count));
    Answer::of(Value::Array(items), None)
}

/// Every choice of demands for a position: as many as possible first, so that arrays stay short.
fn choices(branch: &Branch, left: &Left, index: u64) -> Vec<Choice> {
    let facts = &branch.facts.arrays;
    let open = |&(at, _): &(usize, &bool)| facts.from.get(at).is_some_and(|&(k, _)| index >= k);
    let from: Vec<usize> = left
        .from
        .iter()
        .enumerate()
        .filter(|(_, open)| **open)
        .filter(open)
        .map(|(at, _)| at)
        .collect();
    let positive = |counts: &[u64]| -> Vec<usize> {
        let counts = counts.iter().enumerate();
        counts
            .filter(|(_, count)| **count > 0)
            .map(|(at, _)| at)
            .collect()
    };
    let (at_least, at_most) = (positive(&left.at_least), positive(&left.at_most));
    let bits = from.len() + at_least.len() + at_most.len();
    let mut found = Vec::with_capacity(1 << bits);
    for mask in (0..1_u32 << bits).rev() {
        let chosen = |list: &[usize], offset: usize| -> Vec<usize> {
            let list = list.iter().enumerate();
            list.filter(|(bit, _)| mask >> (bit + offset) & 1 == 1)
                .map(|(_, &at)| at)
                .collect()
        };
        found.push(Choice {
            from: chosen(&from, 0),
            at_least: chosen(&at_least, from.len()),
            counted: chosen(&at_most, from.len() + at_least.len()),
        });
    }
    found
}
