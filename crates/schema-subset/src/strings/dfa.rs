//! The deterministic automaton of a program, made state by state as it is asked for.

use std::borrow::Cow;

use foldhash::HashMap;

use super::formula::{AT_END, ConjunctionId, Conjunctions, Formula, Literal, TRUE, product};
use super::nfa::{Instruction, Label, Program};
use crate::steps::Steps;

/// Parts that all states of one automaton may have together.
const MAX_PARTS: usize = 2_000_000;

/// The number of a state.
pub(super) type State = u32;

/// A program being run.
pub(super) struct Machine<'p> {
    program: &'p Program,
    /// Grows only where there are look-aheads.
    conjunctions: Cow<'p, Conjunctions>,
    states: Vec<Formula>,
    ids: HashMap<Formula, State>,
    parts: usize,
}

impl<'p> Machine<'p> {
    pub(super) fn new(program: &'p Program) -> Self {
        let mut machine = Self {
            program,
            conjunctions: Cow::Borrowed(&program.conjunctions),
            states: Vec::new(),
            ids: HashMap::default(),
            parts: 0,
        };
        machine.intern(program.initial.clone());
        machine
    }

    /// Where every string starts.
    pub(super) const START: State = 0;

    /// Whether the string may end in this state.
    pub(super) fn accepts(&self, state: State) -> bool {
        self.accepts_formula(self.formula(state))
    }

    /// Whether every string goes on from here to be matched.
    pub(super) fn is_universal(&self, state: State) -> bool {
        self.formula(state).first() == Some(&TRUE)
    }

    /// Whether no string goes on from here to be matched.
    pub(super) fn is_dead(&self, state: State) -> bool {
        self.formula(state).is_empty()
    }

    /// The state after a character; `holds` says which classes the character is in. None if the
    /// automaton grows too large or the budget is spent.
    pub(super) fn step(
        &mut self,
        state: State,
        holds: impl Fn(u32) -> bool,
        budget: &mut Steps,
    ) -> Option<State> {
        let formula = self.formula(state).clone();
        let next = self.step_formula(&formula, holds, budget)?;
        if let Some(&known) = self.ids.get(&next) {
            return Some(known);
        }
        self.parts += next.len() + 1;
        (self.parts <= MAX_PARTS).then(|| self.intern(next))
    }

    pub(super) fn is_match(&mut self, text: &str, budget: &mut Steps) -> Option<bool> {
        let mut formula = self.program.initial.clone();
        for character in text.chars() {
            match formula.first() {
                Some(&TRUE) => return Some(true),
                None => return Some(false),
                Some(_) => {}
            }
            let classes = &self.program.classes;
            let holds = |class: u32| {
                classes
                    .get(class as usize)
                    .is_some_and(|set| set.contains(character))
            };
            formula = self.step_formula(&formula, holds, budget)?;
        }
        Some(self.accepts_formula(&formula))
    }

    fn formula(&self, state: State) -> &Formula {
        static DEAD: Formula = Formula::new();
        self.states.get(state as usize).unwrap_or(&DEAD)
    }

    fn intern(&mut self, formula: Formula) -> State {
        let state = State::try_from(self.states.len()).unwrap_or(State::MAX);
        self.states.push(formula.clone());
        self.ids.insert(formula, state);
        state
    }

    fn accepts_formula(&self, formula: &[ConjunctionId]) -> bool {
        // At the end a literal holds if it asks for the end, or denies that a character follows.
        let holds = |literal: &Literal| *literal == AT_END || *literal < -AT_END;
        formula
            .iter()
            .any(|&id| self.conjunctions.literals(id).iter().all(holds))
    }

    fn step_formula(
        &mut self,
        formula: &[ConjunctionId],
        holds: impl Fn(u32) -> bool,
        budget: &mut Steps,
    ) -> Option<Formula> {
        let mut next = Formula::new();
        let mut cost: usize = 8 + formula.len();
        for &id in formula {
            let single = match self.conjunctions.literals(id) {
                [literal] if *literal > AT_END => Some(*literal),
                _ => None,
            };
            if let Some(literal) = single {
                next.extend_from_slice(self.after(literal, &holds));
            } else {
                let parts = self.step_conjunction(id, &holds)?;
                cost += 8 * parts.len();
                let conjunctions = self.conjunctions.to_mut();
                next.extend(conjunctions.formula(&parts));
            }
        }
        cost += next.len();
        if !budget.take(u64::try_from(cost / 8).unwrap_or(u64::MAX)) {
            return None;
        }
        self.conjunctions.simplify(&mut next);
        Some(next)
    }

    fn step_conjunction(
        &self,
        id: ConjunctionId,
        holds: &impl Fn(u32) -> bool,
    ) -> Option<Vec<Vec<Literal>>> {
        let mut result = vec![Vec::new()];
        for &literal in self.conjunctions.literals(id) {
            let after = self.after(literal.abs(), holds);
            result = if literal > 0 {
                product(
                    &result,
                    after.iter().map(|&id| self.conjunctions.literals(id)),
                )?
            } else {
                let negated = self.conjunctions.negation(after)?;
                product(&result, negated.iter().map(Vec::as_slice))?
            };
        }
        Some(result)
    }

    /// What has to match after the character, for the rest to match from the instruction of a
    /// literal on. Nothing does at the end of the string, or if the character is not in the class.
    fn after(&self, literal: Literal, holds: &impl Fn(u32) -> bool) -> &'p [ConjunctionId] {
        let label = Label::try_from(literal - 1).unwrap_or(0);
        match self.program.instruction(label) {
            Instruction::Read { class, .. } if holds(*class) => self
                .program
                .after
                .get(label as usize)
                .map_or(&[], |formula| formula),
            _ => &[],
        }
    }
}
