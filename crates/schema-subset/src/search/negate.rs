//! What it takes for a node to fail, on a value of a known type: one of its keywords fails.

use std::sync::Arc;

use super::Search;
use super::branch::Branch;
use super::expand::Mode;
use super::literal::{Lit, Projection};
use super::term::{Alternative, Selection, Term, denied};
use crate::ir::{Arrays, Node, NodeId, Objects, Type};
use crate::verdict::Reason;

/// So many arms of which two hold are not told one by one before more is known of the value.
const MANY: usize = 4;

impl Search<'_> {
    pub(super) fn negate(
        &mut self,
        id: NodeId,
        projection: Projection,
        branch: &mut Branch,
        queue: &mut Vec<Term>,
    ) -> bool {
        let node = self.node(id);
        if node.never || node.types.is_some_and(|types| !types.has(branch.of)) {
            return true;
        }
        let mode = Mode {
            sent: false,
            projection,
        };
        let mut ways: Vec<Alternative> = Vec::new();
        if let Some(values) = &node.values {
            ways.push(vec![Term::NotIn(Arc::clone(values))]);
        }
        match branch.of {
            Type::Number => ways_of_numbers(node, &mut ways),
            Type::String => ways_of_strings(node, &mut ways),
            Type::Array => {
                if let Some(arrays) = &node.arrays {
                    self.ways_of_arrays(id, arrays, mode, branch, queue, &mut ways);
                }
            }
            Type::Object => {
                if let Some(objects) = &node.objects {
                    self.ways_of_objects(id, objects, mode, branch, queue, &mut ways);
                }
            }
            Type::Null | Type::Bool => {}
        }
        self.ways_of_logic(id, node, mode, branch, &mut ways);
        for what in &node.notes.unsupported {
            let reason = Reason::Unsupported(Arc::clone(what));
            ways.push(vec![Term::Unknown(reason)]);
        }
        Self::choose(branch, ways, queue)
    }

    fn ways_of_logic(
        &mut self,
        id: NodeId,
        node: &Node,
        mode: Mode,
        branch: &Branch,
        ways: &mut Vec<Alternative>,
    ) {
        let fails = |child: &NodeId| Term::Lit(mode.fails(*child));
        let all = node.reference.iter().chain(&node.logic.all_of);
        ways.extend(all.map(|child| vec![fails(child)]));
        for arms in &node.logic.any_of {
            ways.push(self.all_fail(arms, mode, branch.of));
        }
        if node.logic.has_one_of {
            ways.push(self.all_fail(&node.logic.one_of, mode, branch.of));
            if branch.relaxed.is_none() {
                if self.exclusive(id, branch.of).pairs() > MANY * MANY {
                    ways.push(vec![Term::Two(id, mode.projection)]);
                } else {
                    let all: Vec<usize> = (0..node.logic.one_of.len()).collect();
                    ways.extend(self.pairs(id, mode.projection, branch.of, &all));
                }
            }
        }
        ways.extend(
            node.logic
                .not
                .map(|child| vec![Term::Lit(mode.holds(child))]),
        );
        if let Some((test, then, otherwise)) = node.logic.condition {
            if let Some(then) = then {
                ways.push(vec![Term::Lit(mode.holds(test)), fails(&then)]);
            }
            if let Some(otherwise) = otherwise {
                ways.push(vec![fails(&test), fails(&otherwise)]);
            }
        }
    }

    /// Every arm fails; those about values of other types fail anyway.
    fn all_fail(&self, arms: &[NodeId], mode: Mode, of: Type) -> Alternative {
        let possible = arms
            .iter()
            .filter(|&&arm| self.types_of(arm, 8).has(of))
            .map(|&arm| mode.fails(arm));
        denied(possible.collect())
    }

    /// The arms of a `oneOf` that may hold in the branch, as far as shows at once.
    fn open_arms(&self, one_of: NodeId, projection: Projection, branch: &Branch) -> Vec<usize> {
        let arms = self.node(one_of).logic.one_of.iter().enumerate();
        let may_hold = |&(_, &arm): &(usize, &NodeId)| {
            !branch.has(Lit::Neg(arm, projection)) && !self.plainly_fails(arm, branch, 4)
        };
        arms.filter(may_hold).map(|(at, _)| at).collect()
    }

    /// Whether two arms of a `oneOf` may hold together in the branch.
    pub(super) fn may_be_two(
        &mut self,
        one_of: NodeId,
        projection: Projection,
        branch: &Branch,
    ) -> bool {
        let open = self.open_arms(one_of, projection, branch);
        let exclusive = self.exclusive(one_of, branch.of);
        let meets = |&arm: &usize| {
            let mut beside = exclusive.beside(arm);
            beside.any(|other| open.binary_search(&other).is_ok())
        };
        open.iter().any(meets)
    }

    /// Demands that two arms of a `oneOf` hold together; `false` says that no two can.
    pub(super) fn assume_two(
        &mut self,
        one_of: NodeId,
        projection: Projection,
        branch: &mut Branch,
        queue: &mut Vec<Term>,
    ) -> bool {
        let open = self.open_arms(one_of, projection, branch);
        let pairs = self.pairs(one_of, projection, branch.of, &open);
        Self::choose(branch, pairs, queue)
    }

    /// Every two of some arms of a `oneOf` that do not exclude each other; the numbers of the arms ascend.
    fn pairs(
        &mut self,
        one_of: NodeId,
        projection: Projection,
        of: Type,
        arms: &[usize],
    ) -> Vec<Alternative> {
        let exclusive = self.exclusive(one_of, of);
        let all = &self.node(one_of).logic.one_of;
        let holds = |at: usize| Some(Term::Lit(Lit::Pos(*all.get(at)?, projection)));
        let mut pairs: Vec<Alternative> = Vec::new();
        for &first in arms {
            let later = exclusive
                .beside(first)
                .filter(|second| *second > first && arms.binary_search(second).is_ok());
            pairs.extend(later.filter_map(|second| Some(vec![holds(first)?, holds(second)?])));
        }
        pairs
    }

    fn ways_of_arrays(
        &mut self,
        id: NodeId,
        arrays: &Arrays,
        mode: Mode,
        branch: &mut Branch,
        queue: &mut Vec<Term>,
        ways: &mut Vec<Alternative>,
    ) {
        if let Some(fewer) = arrays.min.checked_sub(1) {
            ways.push(vec![Term::MaxItems(fewer)]);
        }
        if let Some(max) = arrays.max.filter(|&max| max < u64::MAX) {
            ways.push(vec![Term::MinItems(max + 1)]);
        }
        for (index, &item) in (0..).zip(&arrays.prefix) {
            ways.push(vec![Term::ItemAt(index, self.fails(item))]);
        }
        if let Some(items) = arrays.items {
            let from = arrays.prefix.len() as u64;
            ways.push(vec![Term::ItemFrom(from, self.fails(items))]);
        }
        if arrays.unique {
            ways.push(vec![Term::Unique(false)]);
        }
        if let Some(contains) = arrays.contains {
            let lit = self.holds(contains);
            if let Some(fewer) = arrays.min_contains.checked_sub(1) {
                ways.push(vec![Term::AtMost(lit, fewer)]);
            }
            if let Some(max) = arrays.max_contains.filter(|&max| max < u64::MAX) {
                ways.push(vec![Term::AtLeast(lit, max + 1)]);
            }
        }
        if arrays.unevaluated.is_some() {
            self.decide_arms(id, mode.projection, branch, queue);
            let mut way = self.others_hold(id, mode);
            way.push(Term::UnevaluatedItems(id, mode.projection, false));
            ways.push(way);
        }
    }

    fn ways_of_objects(
        &mut self,
        id: NodeId,
        objects: &Objects,
        mode: Mode,
        branch: &mut Branch,
        queue: &mut Vec<Term>,
        ways: &mut Vec<Alternative>,
    ) {
        let dropped = self.projected(mode.projection);
        let required = objects
            .required
            .iter()
            .filter(|name| !dropped.contains(name));
        ways.extend(required.map(|&name| vec![Term::Absent(name)]));
        for &(name, child) in &objects.properties {
            ways.push(vec![Term::Member(name, self.fails(child))]);
        }
        self.ways_of_names(objects, ways);
        let min = objects.min.saturating_sub(dropped.len() as u64);
        if let Some(fewer) = min.checked_sub(1) {
            ways.push(vec![Term::MaxProperties(fewer)]);
        }
        if let Some(max) = objects.max.filter(|&max| max < u64::MAX) {
            ways.push(vec![Term::MinProperties(max + 1)]);
        }
        for (name, needed) in &objects.dependent_required {
            let needed = needed.iter().filter(|name| !dropped.contains(name));
            ways.extend(needed.map(|&needed| vec![Term::Present(*name), Term::Absent(needed)]));
        }
        for &(name, schema) in &objects.dependent_schemas {
            ways.push(vec![Term::Present(name), Term::Lit(mode.fails(schema))]);
        }
        if objects.unevaluated.is_some() {
            self.decide_arms(id, mode.projection, branch, queue);
            let mut way = self.others_hold(id, mode);
            way.push(Term::UnevaluatedProperties(id, mode.projection, false));
            ways.push(way);
        }
    }

    /// A schema beside that fails is a way of its own, so here those that always apply hold.
    fn others_hold(&self, id: NodeId, mode: Mode) -> Alternative {
        let node = self.node(id);
        let all = node.reference.iter().chain(&node.logic.all_of);
        all.map(|&child| Term::Lit(mode.holds(child))).collect()
    }

    fn ways_of_names(&mut self, objects: &Objects, ways: &mut Vec<Alternative>) {
        let mut known = Vec::new();
        let mut complete = true;
        for &(pattern, child) in &objects.patterns {
            if self.schemas.pattern(pattern).is_none() {
                // The node is marked, so that this way to fail is the unknown one.
                complete = false;
                continue;
            }
            known.push(pattern);
            let fails: Lit = self.fails(child);
            if !self.node(child).is_anything() {
                ways.push(vec![Term::Exists(Selection::Pattern(pattern), vec![fails])]);
            }
        }
        if let Some(additional) = objects.additional.filter(|_| complete)
            && !self.node(additional).is_anything()
        {
            let names: Vec<_> = objects.properties.iter().map(|&(name, _)| name).collect();
            let outside = Selection::Outside(names.into(), known.into());
            ways.push(vec![Term::Exists(outside, vec![self.fails(additional)])]);
        }
        if let Some(names) = objects.names {
            let fails = self.fails(names);
            ways.push(vec![Term::Exists(Selection::Name(fails), Vec::new())]);
        }
    }
}

fn ways_of_numbers(node: &Node, ways: &mut Vec<Alternative>) {
    if node.types.is_some_and(|types| types.integers_only) {
        ways.push(vec![Term::Integer(false)]);
    }
    let Some(numbers) = &node.numbers else {
        return;
    };
    for &(bound, exclusive) in &numbers.lower {
        ways.push(vec![Term::Upper(bound, !exclusive)]);
    }
    for &(bound, exclusive) in &numbers.upper {
        ways.push(vec![Term::Lower(bound, !exclusive)]);
    }
    if let Some(step) = numbers.multiple_of {
        ways.push(vec![Term::Multiple(step, false)]);
    }
    if let Some(name) = &numbers.format {
        ways.push(vec![Term::Opaque(Arc::clone(name), false)]);
    }
}

fn ways_of_strings(node: &Node, ways: &mut Vec<Alternative>) {
    let Some(strings) = &node.strings else {
        return;
    };
    if let Some(fewer) = strings.min.checked_sub(1) {
        ways.push(vec![Term::MaxLength(fewer)]);
    }
    if let Some(max) = strings.max.filter(|&max| max < u64::MAX) {
        ways.push(vec![Term::MinLength(max + 1)]);
    }
    if let Some(pattern) = strings.pattern {
        ways.push(vec![Term::Lit(Lit::Matches(pattern, false))]);
    }
    if let Some(name) = &strings.format {
        ways.push(vec![Term::Format(Arc::clone(name), false)]);
    }
}
