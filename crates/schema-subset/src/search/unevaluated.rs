//! `unevaluatedProperties` and `unevaluatedItems` (2020-12, section 11).
//!
//! What they apply to depends on which of the schemas beside them hold. So each such schema is
//! decided first, by a clause "it holds or it fails"; in each branch it is then plain what is
//! evaluated.

use super::Search;
use super::branch::Branch;
use super::literal::{Lit, Projection};
use super::term::{Selection, Term};
use crate::ir::{NameId, Node, NodeId, PatternId, Type};
use crate::verdict::Reason;

/// What the schemas that hold at a place evaluate.
#[derive(Debug, Default)]
struct Evaluated {
    /// Every member, or every item.
    all: bool,
    names: Vec<NameId>,
    patterns: Vec<PatternId>,
    /// The items before this index.
    prefix: u64,
    /// Items that hold one of these.
    contained: Vec<NodeId>,
    /// It is not known whether more is evaluated.
    unsure: bool,
}

impl Search<'_> {
    /// Lets every schema whose holding matters for what is evaluated either hold or fail.
    pub(super) fn decide_arms(
        &mut self,
        id: NodeId,
        projection: Projection,
        branch: &mut Branch,
        queue: &mut Vec<Term>,
    ) {
        let mut seen = Vec::new();
        let mut pending = vec![id];
        while let Some(id) = pending.pop() {
            if seen.contains(&id) {
                continue;
            }
            seen.push(id);
            let node = self.node(id);
            let mut arms: Vec<NodeId> = node.logic.any_of.iter().flatten().copied().collect();
            arms.extend(&node.logic.one_of);
            pending.extend(node.reference.iter().chain(&node.logic.all_of));
            if let Some((test, then, otherwise)) = node.logic.condition {
                arms.push(test);
                pending.extend(then);
                pending.extend(otherwise);
            }
            for &arm in &arms {
                let holds = vec![Term::Lit(Lit::Pos(arm, projection))];
                let fails = vec![Term::Lit(Lit::Neg(arm, projection))];
                Self::choose(branch, vec![holds, fails], queue);
            }
            pending.extend(arms);
            if let Some(objects) = node.objects.as_ref().filter(|_| branch.of == Type::Object) {
                for &(name, schema) in &objects.dependent_schemas {
                    let ways = vec![vec![Term::Present(name)], vec![Term::Absent(name)]];
                    Self::choose(branch, ways, queue);
                    pending.push(schema);
                }
            }
        }
    }

    /// Turns what was waiting for decisions into facts; `false` says that it cannot be met.
    pub(super) fn settle_unevaluated(&mut self, branch: &mut Branch) -> bool {
        for term in std::mem::take(&mut branch.late) {
            let met = match term {
                Term::UnevaluatedProperties(id, projection, holds) => {
                    self.settle_members(id, projection, holds, branch)
                }
                Term::UnevaluatedItems(id, projection, holds) => {
                    self.settle_items(id, projection, holds, branch)
                }
                _ => true,
            };
            if !met {
                return false;
            }
        }
        true
    }

    fn settle_members(
        &mut self,
        id: NodeId,
        projection: Projection,
        holds: bool,
        branch: &mut Branch,
    ) -> bool {
        let Some(rest) = self.node(id).objects.as_ref().and_then(|o| o.unevaluated) else {
            return true;
        };
        let found = self.evaluated(id, projection, branch);
        if found.unsure {
            branch.taint(Reason::Undecided("what `unevaluatedProperties` applies to"));
        }
        let outside = Selection::Outside(found.names.into(), found.patterns.into());
        if holds {
            if !found.all && !found.unsure {
                let lit = self.rest_lit(id, projection, rest, branch);
                branch.facts.objects.rests.push((outside, lit));
            }
            return true;
        }
        if found.all {
            return false;
        }
        let fails = self.fails(rest);
        branch.facts.objects.exists.push((outside, vec![fails]));
        true
    }

    fn settle_items(
        &mut self,
        id: NodeId,
        projection: Projection,
        holds: bool,
        branch: &mut Branch,
    ) -> bool {
        let Some(rest) = self.node(id).arrays.as_ref().and_then(|a| a.unevaluated) else {
            return true;
        };
        let found = self.evaluated(id, projection, branch);
        if found.unsure {
            branch.taint(Reason::Undecided("what `unevaluatedItems` applies to"));
        }
        if holds {
            if !found.all && !found.unsure {
                let mut lits = vec![self.rest_lit(id, projection, rest, branch)];
                lits.extend(found.contained.iter().map(|&node| self.holds(node)));
                let lit = match lits.as_slice() {
                    [only] => *only,
                    _ => Lit::Any(self.list_id(lits)),
                };
                branch.facts.arrays.rests.push((found.prefix, lit));
            }
            return true;
        }
        if found.all {
            return false;
        }
        let mut lits = vec![self.fails(rest)];
        lits.extend(found.contained.iter().map(|&node| self.fails(node)));
        branch.facts.arrays.from.push((found.prefix, lits));
        true
    }

    fn rest_lit(
        &mut self,
        id: NodeId,
        projection: Projection,
        rest: NodeId,
        branch: &Branch,
    ) -> Lit {
        if branch.has(Lit::Sent(id, projection)) {
            self.sends(rest)
        } else {
            self.holds(rest)
        }
    }

    fn evaluated(&self, root: NodeId, projection: Projection, branch: &Branch) -> Evaluated {
        let mut found = Evaluated::default();
        let mut seen = Vec::new();
        let mut pending = vec![root];
        while let Some(id) = pending.pop() {
            if seen.contains(&id) {
                continue;
            }
            seen.push(id);
            let node = self.node(id);
            found.unsure |= !node.notes.unsupported.is_empty();
            match branch.of {
                Type::Object => {
                    self.evaluated_members(node, id == root, branch, &mut found, &mut pending);
                }
                Type::Array => evaluated_items(node, id == root, &mut found),
                _ => {}
            }
            pending.extend(node.reference.iter().chain(&node.logic.all_of));
            let mut decided = |arm: NodeId| {
                let holds =
                    branch.has(Lit::Pos(arm, projection)) || branch.has(Lit::Sent(arm, projection));
                let fails = branch.has(Lit::Neg(arm, projection));
                // Arms whose types or tags settle them were dropped without a literal.
                let fails = fails || !holds && self.plainly_fails(arm, branch, 4);
                found.unsure |= !holds && !fails;
                holds
            };
            for &arm in node.logic.any_of.iter().flatten().chain(&node.logic.one_of) {
                if decided(arm) {
                    pending.push(arm);
                }
            }
            if let Some((test, then, otherwise)) = node.logic.condition {
                if decided(test) {
                    pending.push(test);
                    pending.extend(then);
                } else {
                    pending.extend(otherwise);
                }
            }
        }
        found
    }

    fn evaluated_members(
        &self,
        node: &Node,
        is_root: bool,
        branch: &Branch,
        found: &mut Evaluated,
        pending: &mut Vec<NodeId>,
    ) {
        let Some(objects) = &node.objects else {
            return;
        };
        found
            .names
            .extend(objects.properties.iter().map(|&(name, _)| name));
        for &(pattern, _) in &objects.patterns {
            found.patterns.push(pattern);
            found.unsure |= self.schemas.pattern(pattern).is_none();
        }
        found.all |= objects.additional.is_some();
        found.all |= objects.unevaluated.is_some() && !is_root;
        for &(name, schema) in &objects.dependent_schemas {
            let facts = &branch.facts.objects;
            if facts.present.contains(&name) {
                pending.push(schema);
            } else {
                found.unsure |= !facts.absent.contains(&name);
            }
        }
    }
}

fn evaluated_items(node: &Node, is_root: bool, found: &mut Evaluated) {
    let Some(arrays) = &node.arrays else {
        return;
    };
    found.prefix = found.prefix.max(arrays.prefix.len() as u64);
    found.all |= arrays.items.is_some();
    found.all |= arrays.unevaluated.is_some() && !is_root;
    found.contained.extend(arrays.contains);
}
