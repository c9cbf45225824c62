//! Deciding clauses: drop what is dead, follow what is forced, split on what is left.

use std::sync::Arc;

use foldhash::HashSet;

use super::branch::Branch;
use super::exclusive::disjoint;
use super::literal::Lit;
use super::optional::Refused;
use super::term::{Alternative, Clause, Term};
use super::{Answer, Best, RED_ZONE, STACK, Search, State};
use crate::ir::{NameId, NodeId, Type};
use crate::value::Value;
use crate::verdict::Reason;

/// What is known of a term or an alternative in a branch.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Status {
    Holds,
    Fails,
    Open,
}

/// So many clauses that are no choices of arms are too many to split on before the arms are chosen.
const MANY: usize = 4;

/// The clause to split on: the one with the fewest alternatives. Where many arms have to fail (`anyOf` against `anyOf`), an arm
/// of the value is chosen first: its members decide most of the rest at once.
fn next_clause(branch: &Branch) -> Option<usize> {
    let clauses = &branch.clauses;
    let arms = clauses.iter().filter(|clause| is_choice(clause)).count();
    let arms_first = clauses.len() - arms >= MANY || !branch.denied.is_empty();
    let sizes = clauses.iter().enumerate();
    // Which arms hold together is plain once more is known of the value.
    let key = |(_, clause): &(usize, &Clause)| {
        let waits = arms_first && !is_choice(clause) || has_two(clause);
        (waits, clause.len())
    };
    sizes.min_by_key(key).map(|(index, _)| index)
}

/// Whether an alternative is that two of many arms hold.
fn has_two(clause: &Clause) -> bool {
    let mut terms = clause.iter().flatten();
    terms.any(|term| matches!(term, Term::Two(..)))
}

/// Whether each alternative is that a schema holds.
fn is_choice(clause: &Clause) -> bool {
    let holds = |alternative: &Alternative| {
        let first = alternative.first();
        matches!(first, Some(Term::Lit(Lit::Pos(..) | Lit::Sent(..))))
    };
    clause.iter().all(holds)
}

impl Search<'_> {
    pub(super) fn decide_type(&mut self, state: &State, of: Type) -> Answer {
        let mut branch = Branch::new(of);
        branch.relaxed = self.relaxed(state);
        if branch.relaxed.is_some() {
            self.note_one_ofs(state);
        }
        let terms = state.iter().map(|&lit| Term::Lit(lit)).collect();
        if self.assume(&mut branch, terms) {
            self.split(branch)
        } else {
            Answer::Empty
        }
    }

    pub(super) fn split(&mut self, branch: Branch) -> Answer {
        stacker::maybe_grow(RED_ZONE, STACK, || self.split_here(branch))
    }

    fn split_here(&mut self, mut branch: Branch) -> Answer {
        let size = branch.clauses.len() / 8 + branch.lits.len() / 64;
        if !self.steps.take(1 + size as u64) {
            return Answer::Unknown(Reason::Budget);
        }
        loop {
            if !self.propagate(&mut branch) {
                return Answer::Empty;
            }
            if let Some(values) = branch.facts.values.clone() {
                return self.among_left(&values, &branch);
            }
            // One choice of arms is made first: it tells most about the value.
            let is_next = branch.clauses.iter().filter(|of| is_choice(of)).count() == 1;
            if branch.denied.is_empty() || is_next {
                break;
            }
            if !self.take_up_denied(&mut branch) {
                return Answer::Empty;
            }
        }
        self.drop_failing_arms(&mut branch);
        let Some(next) = next_clause(&branch) else {
            return self.decided(&branch);
        };
        let clause = branch.clauses.swap_remove(next);
        let mut best = Best::default();
        for alternative in clause.iter() {
            let mut chosen = branch.clone();
            if self.assume(&mut chosen, alternative.clone()) && best.note(self.split(chosen)) {
                break;
            }
        }
        best.answer()
    }

    /// The first of the values that a schema lists which meets everything.
    fn among_left(&mut self, values: &[Value], branch: &Branch) -> Answer {
        let excluded: HashSet<&Value> = branch.facts.excluded.iter().collect();
        let left = |value: &&Value| Type::of(value) == branch.of && !excluded.contains(value);
        let values: Vec<Value> = values.iter().filter(left).cloned().collect();
        let by_sender = branch.lits.iter().any(|&lit| match lit {
            Lit::Sent(node, _) => self.node(node).values.is_some(),
            _ => false,
        });
        self.among(&values, &branch.lits, by_sender)
    }

    /// Every clause is decided. A sender may still take more arms if that lets it say more.
    fn decided(&mut self, branch: &Branch) -> Answer {
        let outer = std::mem::take(&mut self.refused);
        let closed = std::mem::replace(&mut self.closed_mattered, false);
        let answer = self.leaf(branch);
        let mut refused = std::mem::replace(&mut self.refused, outer);
        refused.any |= self.closed_mattered;
        self.closed_mattered = closed || !refused.is_empty();
        if matches!(answer, Answer::Found(_)) || refused.is_empty() {
            return answer;
        }
        let mut more = Self::undecided_arms(branch);
        let helpful: Vec<Lit> = more
            .iter()
            .copied()
            .filter(|&arm| self.may_help(arm, &refused))
            .collect();
        let mut best = Best::default();
        best.note(answer);
        // Each arm that helps is in turn the first of those that are taken as well; the ones before it are not taken.
        for lit in helpful {
            more.retain(|&other| other != lit);
            let mut chosen = branch.clone();
            chosen.optional = vec![more.as_slice().into()];
            if self.assume(&mut chosen, vec![Term::Lit(lit)]) && best.note(self.split(chosen)) {
                break;
            }
        }
        best.answer()
    }

    fn leaf(&mut self, branch: &Branch) -> Answer {
        let answer = match branch.of {
            Type::Null => Self::among_scalars(branch, &[Value::Null]),
            Type::Bool => Self::among_scalars(branch, &[Value::Bool(true), Value::Bool(false)]),
            Type::Number => self.number(branch),
            Type::String => self.string(branch),
            Type::Array => self.array(branch),
            Type::Object => self.object(branch),
        };
        match (answer, &branch.taint) {
            (Answer::Found(value), Some(reason)) => Answer::Maybe(value, reason.clone()),
            (answer, _) => answer,
        }
    }

    /// Simplifies the clauses until nothing more follows; `false` says that one cannot hold.
    fn propagate(&mut self, branch: &mut Branch) -> bool {
        loop {
            let deep = branch.clauses.len() > 1;
            // They stay in the branch meanwhile: what a sender may still say depends on them.
            let clauses = branch.clauses.clone();
            let mut kept = Vec::with_capacity(clauses.len());
            let mut forced: Vec<Term> = Vec::new();
            for clause in clauses {
                let mut open: Vec<&Alternative> = Vec::with_capacity(clause.len());
                let mut holds = false;
                for alternative in clause.iter() {
                    match self.status(alternative, branch, deep) {
                        Status::Holds => holds = true,
                        Status::Fails => {}
                        Status::Open => open.push(alternative),
                    }
                    if holds {
                        break;
                    }
                }
                match open.as_slice() {
                    _ if holds => {}
                    [] => return false,
                    [only] => forced.extend((*only).iter().cloned()),
                    some if some.len() == clause.len() => kept.push(clause),
                    some => kept.push(some.iter().map(|&a| a.clone()).collect::<Arc<[_]>>()),
                }
            }
            branch.clauses = kept;
            if forced.is_empty() {
                return true;
            }
            if !self.assume(branch, forced) || self.steps.left() == 0 {
                return self.steps.left() == 0;
            }
        }
    }

    fn status(&mut self, alternative: &Alternative, branch: &Branch, deep: bool) -> Status {
        let mut all = Status::Holds;
        for term in alternative {
            match self.status_of(term, branch, deep) {
                Status::Fails => return Status::Fails,
                Status::Open => all = Status::Open,
                Status::Holds => {}
            }
        }
        all
    }

    fn status_of(&mut self, term: &Term, branch: &Branch, deep: bool) -> Status {
        let (arrays, objects) = (&branch.facts.arrays, &branch.facts.objects);
        let strings = &branch.facts.strings;
        let at_least = |limit: u64, min: u64, max: Option<u64>| {
            if limit <= min {
                Status::Holds
            } else if max.is_some_and(|max| max < limit) {
                Status::Fails
            } else {
                Status::Open
            }
        };
        let at_most = |limit: u64, min: u64, max: Option<u64>| {
            if limit < min {
                Status::Fails
            } else if max.is_some_and(|max| max <= limit) {
                Status::Holds
            } else {
                Status::Open
            }
        };
        match term {
            Term::Lit(lit) => self.status_of_lit(*lit, branch),
            Term::Denied(lits) => self.status_of_denied(lits, branch),
            Term::Two(one_of, projection) if !self.may_be_two(*one_of, *projection, branch) => {
                Status::Fails
            }
            Term::MinLength(limit) => at_least(*limit, strings.min, strings.max),
            Term::MaxLength(limit) => at_most(*limit, strings.min, strings.max),
            Term::MinItems(limit) => at_least(*limit, arrays.min, arrays.max),
            Term::MaxItems(limit) => at_most(*limit, arrays.min, arrays.max),
            Term::MinProperties(limit) => at_least(*limit, objects.min, objects.max),
            Term::MaxProperties(limit) => at_most(*limit, objects.min, objects.max),
            Term::Present(name) if objects.present.contains(name) => Status::Holds,
            Term::Present(name) if objects.absent.contains(name) => Status::Fails,
            Term::Absent(name) if objects.absent.contains(name) => Status::Holds,
            Term::Absent(name) if objects.present.contains(name) => Status::Fails,
            Term::Member(name, lit) => self.status_of_member(*name, *lit, branch, deep),
            _ => Status::Open,
        }
    }

    fn status_of_denied(&self, lits: &[Lit], branch: &Branch) -> Status {
        let contradicts = |lit: &Lit| match *lit {
            Lit::Neg(node, projection) => {
                branch.has(Lit::Pos(node, projection))
                    || branch.has(Lit::Sent(node, projection))
                    || self.plainly_holds(node, branch.of, 4)
            }
            _ => false,
        };
        if lits.iter().any(contradicts) {
            Status::Fails
        } else if lits.iter().all(|&lit| branch.has(lit)) {
            Status::Holds
        } else {
            Status::Open
        }
    }

    fn status_of_lit(&self, lit: Lit, branch: &Branch) -> Status {
        if branch.has(lit) {
            return Status::Holds;
        }
        match lit {
            Lit::Pos(node, projection) | Lit::Sent(node, projection) => {
                if branch.has(Lit::Neg(node, projection)) || self.plainly_fails(node, branch, 4) {
                    Status::Fails
                } else if matches!(lit, Lit::Pos(..)) && branch.has(Lit::Sent(node, projection)) {
                    Status::Holds
                } else {
                    Status::Open
                }
            }
            Lit::Neg(node, projection) => {
                let holds = branch.has(Lit::Pos(node, projection))
                    || branch.has(Lit::Sent(node, projection));
                if holds || self.plainly_holds(node, branch.of, 4) {
                    Status::Fails
                } else if self.plainly_fails(node, branch, 4) {
                    Status::Holds
                } else {
                    Status::Open
                }
            }
            _ => Status::Open,
        }
    }

    /// Whether the node cannot hold in the branch, as far as types and tags show.
    pub(super) fn plainly_fails(&self, id: NodeId, branch: &Branch, depth: usize) -> bool {
        let node = self.node(id);
        if node.never || node.types.is_some_and(|types| !types.has(branch.of)) {
            return true;
        }
        if branch.of == Type::Object
            && let Some(objects) = &node.objects
        {
            let known = &branch.facts.objects;
            // In a role names may leave `required`, so that their absence says nothing.
            let missing = |name| known.absent.contains(name);
            if self.role.is_none() && objects.required.iter().any(missing) {
                return true;
            }
            for &(name, child) in &objects.properties {
                if known.present.contains(&name)
                    && let Some(values) = self.listed(Lit::Pos(child, 0), 4)
                    && let Some(domain) = self.domain(name, branch)
                    && disjoint(&domain, &values)
                {
                    return true;
                }
            }
        }
        let mut below = node.reference.iter().chain(&node.logic.all_of);
        depth > 0 && below.any(|&child| self.plainly_fails(child, branch, depth - 1))
    }

    /// Whether every value of the type is one of the node, as far as shows at once: it speaks of other types only.
    fn plainly_holds(&self, id: NodeId, of: Type, depth: usize) -> bool {
        let node = self.node(id);
        let is_of_type = node
            .types
            .is_none_or(|types| types.has(of) && !types.integers_only);
        let says_nothing = match of {
            Type::Null | Type::Bool => true,
            Type::Number => node.numbers.is_none(),
            Type::String => node.strings.is_none(),
            Type::Array => node.arrays.is_none(),
            Type::Object => node.objects.is_none(),
        };
        let is_plain = !node.never
            && node.values.is_none()
            && node.logic.any_of.is_empty()
            && !node.logic.has_one_of
            && node.logic.not.is_none()
            && node.logic.condition.is_none()
            && node.notes.unsupported.is_empty();
        let mut beside = node.reference.iter().chain(&node.logic.all_of);
        is_of_type
            && says_nothing
            && is_plain
            && depth
                .checked_sub(1)
                .is_some_and(|depth| beside.all(|&child| self.plainly_holds(child, of, depth)))
    }

    /// The values that are listed for a member.
    fn domain(&self, name: NameId, branch: &Branch) -> Option<Arc<[Value]>> {
        let objects = &branch.facts.objects;
        let of_groups = objects.groups.iter().find_map(|&(group, _)| {
            let child = self.node(group).objects.as_ref()?.property(name)?;
            self.listed(Lit::Pos(child, 0), 4)
        });
        of_groups.or_else(|| {
            let own = objects.members.iter().filter(|(other, _)| *other == name);
            own.map(|&(_, lit)| lit).find_map(|lit| self.listed(lit, 4))
        })
    }

    fn status_of_member(&mut self, name: NameId, lit: Lit, branch: &Branch, deep: bool) -> Status {
        let objects = &branch.facts.objects;
        if objects.absent.contains(&name) {
            return Status::Fails;
        }
        let present = objects.present.contains(&name);
        if present && objects.members.contains(&(name, lit)) {
            return Status::Holds;
        }
        let Some(mut lits) = self.universal(name, branch) else {
            return Status::Fails;
        };
        if !self.may_be_sent(name, &lits, lit, branch) {
            self.closed_mattered = true;
            return Status::Fails;
        }
        if let Some(domain) = self.domain(name, branch) {
            let verdicts = domain.iter().map(|value| self.meets(&[lit], value));
            let verdicts: Vec<Option<bool>> = verdicts.collect();
            if verdicts.iter().all(|&v| v == Some(false)) {
                return Status::Fails;
            }
            if present && verdicts.iter().all(|&v| v == Some(true)) {
                return Status::Holds;
            }
        }
        lits.push(lit);
        let impossible = if deep {
            self.is_impossible(name, &lits, branch)
        } else {
            self.normalize(&lits).is_none()
        };
        if impossible {
            Status::Fails
        } else {
            Status::Open
        }
    }

    /// Whether no value of a member meets the literals, whatever arms the sender takes as well.
    fn is_impossible(&mut self, name: NameId, lits: &[Lit], branch: &Branch) -> bool {
        let before = std::mem::replace(&mut self.closed_mattered, false);
        let is_empty = self.solve(lits).is_empty();
        let mattered = self.closed_mattered;
        self.closed_mattered |= before;
        if !is_empty || !mattered {
            return is_empty;
        }
        let refused = Refused {
            any: false,
            names: [name].into(),
        };
        let arms = Self::undecided_arms(branch);
        !arms.into_iter().any(|arm| self.may_help(arm, &refused))
    }
}
