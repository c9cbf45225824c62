//! Objects: which members there are, and what they hold.

use std::collections::BTreeMap;

use super::branch::Branch;
use super::literal::Lit;
use super::members::Names;
use super::names::{Cell, Takes};
use super::term::Selection;
use super::{Answer, Best, Search};
use crate::ir::{NameId, NodeId};
use crate::value::Value;
use crate::verdict::Reason;

/// More members than this are not made up.
const MAX_FILL: u64 = 2_000;

/// Members that are settled so far.
#[derive(Clone, Default)]
struct Plan {
    /// Sorted by name.
    named: Vec<(NameId, Vec<Lit>)>,
    fresh: Vec<Fresh>,
}

impl Plan {
    fn find(&self, name: NameId) -> Result<usize, usize> {
        self.named.binary_search_by_key(&name, |&(name, _)| name)
    }

    /// What a member meets that is settled.
    fn lits(&self, name: NameId) -> Option<&Vec<Lit>> {
        let at = self.find(name).ok()?;
        self.named.get(at).map(|(_, lits)| lits)
    }

    fn take(&mut self, name: NameId, lits: Vec<Lit>) {
        match self.find(name) {
            Ok(at) => {
                if let Some(known) = self.named.get_mut(at) {
                    known.1 = lits;
                }
            }
            Err(at) => self.named.insert(at, (name, lits)),
        }
    }
}

/// A member whose name is made up.
#[derive(Clone, Default)]
struct Fresh {
    selections: Vec<Selection>,
    lits: Vec<Lit>,
}

/// The branch with what is worked out about its names.
struct Place<'b> {
    branch: &'b Branch,
    names: Names,
    cells: Result<Vec<Cell>, Reason>,
    exists: Vec<(Selection, Vec<Lit>)>,
}

/// Members on their way into a value.
#[derive(Clone, Default)]
struct Built {
    members: BTreeMap<String, Value>,
    taint: Option<Reason>,
}

impl Built {
    /// Takes a member's answer; the error is what the whole object then comes to.
    fn add(&mut self, name: String, answer: Answer) -> Result<(), Answer> {
        match answer {
            Answer::Found(value) => {
                self.members.insert(name, (*value).clone());
            }
            Answer::Maybe(value, reason) => {
                self.members.insert(name, (*value).clone());
                self.taint.get_or_insert(reason);
            }
            other => return Err(other),
        }
        Ok(())
    }
}

impl Search<'_> {
    pub(super) fn object(&mut self, branch: &Branch) -> Answer {
        let settled;
        let branch = if branch.late.is_empty() {
            branch
        } else {
            let mut copy = branch.clone();
            if !self.settle_unevaluated(&mut copy) {
                return Answer::Empty;
            }
            settled = copy;
            &settled
        };
        let exists = branch.facts.objects.exists.clone();
        let facts = &branch.facts.objects;
        let fresh_needed = !exists.is_empty() || facts.min > facts.present.len() as u64;
        let mut names = self.names(branch, fresh_needed);
        let mut plan = Plan::default();
        for &name in &facts.present {
            let Some(lits) = self.member(name, branch, &mut names) else {
                return Answer::Empty;
            };
            if self.normalize(&lits).is_none() {
                return Answer::Empty;
            }
            plan.named.push((name, lits));
        }
        let mut unsure = None;
        for (name, lits) in &plan.named {
            match self.about(*name, |search| search.solve(lits)) {
                Answer::Empty => return Answer::Empty,
                Answer::Unknown(reason) => unsure = Some(reason),
                _ => {}
            }
        }
        if let Some(reason) = unsure {
            return Answer::Unknown(reason);
        }
        let cells = if fresh_needed {
            self.cells(branch, &names)
        } else {
            Ok(Vec::new())
        };
        let mut place = Place {
            branch,
            names,
            cells,
            exists,
        };
        self.settle(&mut place, plan, 0)
    }

    /// Settles one after the other which member is the one that has to exist.
    fn settle(&mut self, place: &mut Place<'_>, plan: Plan, at: usize) -> Answer {
        if !self.steps.take(1) {
            return Answer::Unknown(Reason::Budget);
        }
        let Some((selection, lits)) = place.exists.get(at).cloned() else {
            return self.complete(place, &plan);
        };
        let mut best = Best::default();
        if let Err(reason) = &place.cells {
            best.note(Answer::Unknown(reason.clone()));
        } else {
            for shared in 0..plan.fresh.len() {
                let mut next = plan.clone();
                if let Some(fresh) = next.fresh.get_mut(shared) {
                    fresh.selections.push(selection.clone());
                    fresh.lits.extend(&lits);
                    if self.normalize(&fresh.lits).is_some()
                        && best.note(self.settle(place, next, at + 1))
                    {
                        return best.answer();
                    }
                }
            }
        }
        let explicit = place.names.explicit.clone();
        for name in explicit {
            let takes = self.selects(&selection, name);
            if takes == Some(false) {
                continue;
            }
            let Some(mut all) = plan
                .lits(name)
                .cloned()
                .or_else(|| self.member(name, place.branch, &mut place.names))
            else {
                continue;
            };
            all.extend(&lits);
            if self.about(name, |search| search.solve(&all)).is_empty() {
                continue;
            }
            if takes.is_none() {
                place
                    .names
                    .taint
                    .get_or_insert(Reason::Undecided("a name pattern"));
            }
            let mut next = plan.clone();
            next.take(name, all);
            if best.note(self.settle(place, next, at + 1)) {
                return best.answer();
            }
        }
        if place.cells.is_ok() {
            let mut next = plan;
            next.fresh.push(Fresh {
                selections: vec![selection],
                lits,
            });
            best.note(self.settle(place, next, at + 1));
        }
        best.answer()
    }

    fn complete(&mut self, place: &mut Place<'_>, plan: &Plan) -> Answer {
        let count = (plan.named.len() + plan.fresh.len()) as u64;
        if place
            .branch
            .facts
            .objects
            .max
            .is_some_and(|max| count > max)
        {
            return Answer::Empty;
        }
        let mut built = Built {
            members: BTreeMap::new(),
            taint: place.names.taint.clone().or(place.branch.taint.clone()),
        };
        for (name, lits) in &plan.named {
            let answer = self.about(*name, |search| search.readable(*name, lits, place.branch));
            let text = self.schemas.name(*name).to_owned();
            if let Err(answer) = built.add(text, answer) {
                return answer;
            }
        }
        let min = place.branch.facts.objects.min;
        if plan.fresh.is_empty() && built.members.len() as u64 >= min {
            return Answer::of(Value::Object(built.members.into()), built.taint);
        }
        let explicit = place.names.explicit.iter();
        let taken: Vec<String> = explicit.map(|&n| self.schemas.name(n).to_owned()).collect();
        self.draw(place, plan, 0, built, taken)
    }

    /// Draws names for the members that need a made-up one, cell by cell.
    fn draw(
        &mut self,
        place: &mut Place<'_>,
        plan: &Plan,
        at: usize,
        built: Built,
        taken: Vec<String>,
    ) -> Answer {
        let Some(fresh) = plan.fresh.get(at) else {
            return self.fill(place, plan, built, taken);
        };
        let cells = match &place.cells {
            Ok(cells) => cells.clone(),
            Err(reason) => return Answer::Unknown(reason.clone()),
        };
        let mut best = Best::default();
        for cell in &cells {
            let demands: Vec<Takes> = fresh.selections.iter().map(|s| cell.takes(s)).collect();
            if demands.contains(&Takes::None) {
                continue;
            }
            let mut lits = cell.member.clone();
            lits.extend(&fresh.lits);
            let answer = self.solve(&lits);
            if answer.is_empty() {
                continue;
            }
            let mut name = cell.name.clone();
            name.extend(demands.into_iter().filter_map(|takes| match takes {
                Takes::Those(lit) => Some(lit),
                Takes::All | Takes::None => None,
            }));
            let (name, sure) = match self.draw_name(&name, &taken) {
                Answer::Found(name) => (text_of(&name), None),
                Answer::Maybe(name, reason) => (text_of(&name), Some(reason)),
                Answer::Empty => continue,
                unknown @ Answer::Unknown(_) => {
                    best.note(unknown);
                    continue;
                }
            };
            let mut next = built.clone();
            if let Err(answer) = next.add(name.clone(), answer) {
                best.note(answer);
                continue;
            }
            next.taint = next.taint.or(sure);
            let mut taken = taken.clone();
            taken.push(name);
            if best.note(self.draw(place, plan, at + 1, next, taken)) {
                break;
            }
        }
        best.answer()
    }

    /// Adds members until there are as many as there have to be.
    fn fill(
        &mut self,
        place: &mut Place<'_>,
        plan: &Plan,
        mut built: Built,
        mut taken: Vec<String>,
    ) -> Answer {
        let min = place.branch.facts.objects.min;
        let have = |built: &Built| built.members.len() as u64;
        let mut unsure = None;
        if have(&built) < min {
            let explicit = place.names.explicit.clone();
            for name in explicit {
                if have(&built) >= min {
                    break;
                }
                if plan.lits(name).is_some() {
                    continue;
                }
                let Some(lits) = self.member(name, place.branch, &mut place.names) else {
                    continue;
                };
                let text = self.schemas.name(name).to_owned();
                let answer = self.about(name, |search| search.readable(name, &lits, place.branch));
                if let Err(Answer::Unknown(reason)) = built.add(text, answer) {
                    unsure = Some(reason);
                }
            }
        }
        if have(&built) < min {
            let cells = match &place.cells {
                Ok(cells) => cells.clone(),
                Err(reason) => return Answer::Unknown(reason.clone()),
            };
            if min > MAX_FILL {
                return Answer::Unknown(Reason::Undecided("objects with thousands of members"));
            }
            for cell in &cells {
                while have(&built) < min {
                    let answer = self.solve(&cell.member);
                    if answer.is_empty() {
                        break;
                    }
                    let name = match self.draw_name(&cell.name, &taken) {
                        Answer::Found(name) => text_of(&name),
                        Answer::Empty => break,
                        Answer::Maybe(_, reason) | Answer::Unknown(reason) => {
                            unsure = Some(reason);
                            break;
                        }
                    };
                    taken.push(name.clone());
                    if let Err(answer) = built.add(name, answer) {
                        if let Answer::Unknown(reason) = answer {
                            unsure = Some(reason);
                        }
                        break;
                    }
                }
            }
        }
        if have(&built) < min {
            return unsure.map_or(Answer::Empty, Answer::Unknown);
        }
        Answer::of(Value::Object(built.members.into()), built.taint)
    }

    /// A value for a member. One that nothing is refused at meets both sides if it can, so that
    /// only the cause stands out.
    fn readable(&mut self, name: NameId, lits: &[Lit], branch: &Branch) -> Answer {
        let untouched = !lits.iter().any(|lit| matches!(lit, Lit::Neg(..)));
        if untouched {
            let mut both = lits.to_vec();
            for &lit in &branch.lits {
                if let Lit::Neg(node, _) = lit {
                    self.wished(node, name, 4, &mut both);
                }
            }
            if both.len() > lits.len()
                && let answer @ Answer::Found(_) = self.solve(&both)
            {
                return answer;
            }
        }
        self.solve(lits)
    }

    /// What the failing side asks of a member.
    fn wished(&mut self, node: NodeId, name: NameId, depth: usize, lits: &mut Vec<Lit>) {
        let node = self.node(node);
        if let Some(child) = node.objects.as_ref().and_then(|o| o.property(name)) {
            lits.push(self.holds(child));
        }
        if depth > 0 {
            for &child in node.reference.iter().chain(&node.logic.all_of) {
                self.wished(child, name, depth - 1, lits);
            }
        }
    }
}

fn text_of(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        _ => String::new(),
    }
}
