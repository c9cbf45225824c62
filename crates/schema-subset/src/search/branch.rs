//! One branch of the case split: what is assumed so far.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Search;
use super::declared::Relaxed;
use super::facts::Facts;
use super::literal::Lit;
use super::term::{Alternative, Clause, Selection, Term};
use crate::ir::Type;
use crate::value::Value;
use crate::verdict::Reason;

/// What is assumed of a value of one type.
#[derive(Clone, Debug)]
pub(crate) struct Branch {
    pub of: Type,
    /// How the location is read.
    pub relaxed: Option<Relaxed>,
    /// Sorted.
    pub lits: Vec<Lit>,
    pub facts: Facts,
    pub clauses: Vec<Clause>,
    /// Schemas that have to fail and are among the literals already: what that takes is not looked at yet.
    pub denied: Vec<Arc<[Lit]>>,
    /// How many of those were looked at.
    pub taken_up: usize,
    /// Arms that a sender may take beside the one that was chosen.
    pub optional: Vec<Arc<[Lit]>>,
    /// Demands that can only be met once every choice is made.
    pub late: Vec<Term>,
    /// Why a value of this branch may not be one after all.
    pub taint: Option<Reason>,
}

impl Branch {
    pub fn new(of: Type) -> Self {
        Self {
            of,
            relaxed: None,
            lits: Vec::new(),
            facts: Facts::default(),
            clauses: Vec::new(),
            denied: Vec::new(),
            taken_up: 0,
            optional: Vec::new(),
            late: Vec::new(),
            taint: None,
        }
    }

    pub fn taint(&mut self, reason: Reason) {
        self.taint.get_or_insert(reason);
    }

    pub fn has(&self, lit: Lit) -> bool {
        self.lits.binary_search(&lit).is_ok()
    }
}

impl Search<'_> {
    /// Assumes the terms with everything that follows at once; `false` says that they contradict
    /// what is assumed already.
    pub(super) fn assume(&mut self, branch: &mut Branch, terms: Vec<Term>) -> bool {
        let mut queue = terms;
        while let Some(term) = queue.pop() {
            // A spent budget is noticed where the next state is asked for.
            self.steps.take(1);
            let holds = match term {
                Term::Lit(lit) => {
                    if branch.has(lit) {
                        continue;
                    }
                    self.insert(&mut branch.lits, lit) && self.expand(lit, branch, &mut queue)
                }
                Term::Denied(lits) => self.deny(branch, &lits),
                Term::Two(one_of, projection) => {
                    self.assume_two(one_of, projection, branch, &mut queue)
                }
                Term::Unknown(reason) => {
                    branch.taint(reason);
                    true
                }
                Term::NotIn(values) => self.exclude(branch, &values),
                late @ (Term::UnevaluatedItems(..) | Term::UnevaluatedProperties(..)) => {
                    branch.late.push(late);
                    true
                }
                fact => branch.facts.add(fact),
            };
            if !holds {
                return false;
            }
        }
        true
    }

    /// Adds a clause: settles it if it has one alternative, drops it if one always holds.
    pub(super) fn choose(
        branch: &mut Branch,
        alternatives: Vec<Alternative>,
        queue: &mut Vec<Term>,
    ) -> bool {
        if alternatives.iter().any(Vec::is_empty) {
            return true;
        }
        let mut alternatives = alternatives;
        match alternatives.len() {
            0 => false,
            1 => {
                queue.extend(alternatives.pop().into_iter().flatten());
                true
            }
            _ => {
                branch.clauses.push(alternatives.into());
                true
            }
        }
    }

    /// Notes that many schemas have to fail, each of them; `false` says that one holds.
    pub(super) fn deny(&mut self, branch: &mut Branch, lits: &[Lit]) -> bool {
        let mut denied = Vec::with_capacity(lits.len());
        for &lit in lits {
            if branch.has(lit) {
                continue;
            }
            if !self.insert(&mut branch.lits, lit) {
                return false;
            }
            denied.push(lit);
        }
        self.steps.take(lits.len() as u64 / 16);
        branch.denied.push(denied.into());
        true
    }

    /// Looks at what it takes for schemas to fail that are only noted so far: few at first, since what follows from those
    /// often makes the others fail anyway.
    pub(super) fn take_up_denied(&mut self, branch: &mut Branch) -> bool {
        let denied = std::mem::take(&mut branch.denied);
        let mut queue = Vec::new();
        let mut room = branch.taken_up.max(1);
        for lits in denied {
            let mut left = lits.iter().copied();
            while room > 0
                && let Some(lit) = left.next()
            {
                if matches!(lit, Lit::Neg(node, _) if self.plainly_fails(node, branch, 4)) {
                    continue;
                }
                room -= 1;
                branch.taken_up += 1;
                self.steps.take(1);
                if !self.expand(lit, branch, &mut queue) {
                    return false;
                }
            }
            let left: Arc<[Lit]> = left.collect();
            if !left.is_empty() {
                branch.denied.push(left);
            }
        }
        self.assume(branch, queue)
    }

    /// Scalars are excluded as facts; a container differs from another in a part of it.
    fn exclude(&mut self, branch: &mut Branch, values: &Arc<[Value]>) -> bool {
        for value in values.iter().filter(|value| Type::of(value) == branch.of) {
            let alternatives = match value {
                Value::Array(items) => self.unlike_array(items),
                Value::Object(members) => self.unlike_object(members),
                scalar => {
                    branch.facts.add(Term::NotIn(Arc::from([scalar.clone()])));
                    continue;
                }
            };
            branch.clauses.push(alternatives.into());
        }
        true
    }

    fn unlike_array(&mut self, items: &[Value]) -> Vec<Alternative> {
        let count = items.len() as u64;
        let mut found: Vec<Alternative> = Vec::new();
        if let Some(fewer) = count.checked_sub(1) {
            found.push(vec![Term::MaxItems(fewer)]);
        }
        found.push(vec![Term::MinItems(count + 1)]);
        for (index, item) in (0..).zip(items) {
            let differs = Lit::Differs(self.value_id(item));
            found.push(vec![Term::ItemAt(index, differs)]);
        }
        found
    }

    fn unlike_object(&mut self, members: &BTreeMap<String, Value>) -> Vec<Alternative> {
        let mut found: Vec<Alternative> = Vec::new();
        let mut names = Vec::new();
        for (name, member) in members {
            // Names of enumerated values are interned when the search starts.
            let Some(id) = self.schemas.name_id(name) else {
                found.push(vec![Term::Unknown(Reason::Undecided(
                    "an object that differs from a listed one",
                ))]);
                continue;
            };
            names.push(id);
            let differs = Lit::Differs(self.value_id(member));
            found.push(vec![Term::Absent(id)]);
            found.push(vec![Term::Member(id, differs)]);
        }
        names.sort_unstable();
        let outside = Selection::Outside(names.into(), Arc::from([]));
        found.push(vec![Term::Exists(outside, Vec::new())]);
        found
    }
}
