//! Programs: a pattern as instructions, each with what follows it.

use foldhash::HashMap;

use super::char_set::CharSet;
use super::ecma::Ast;
use super::formula::{Conjunctions, Formula};
use super::look_ahead;
use super::pattern::Unsupported;

/// Instructions that a program may have.
const MAX_INSTRUCTIONS: usize = 40_000;
/// Parts that the formulas of a program may have together.
const MAX_FORMULA_PARTS: usize = 1_000_000;

const TOO_LARGE: Unsupported = Unsupported("repetitions that are too large");

/// The number of an instruction.
pub(super) type Label = u32;

/// One instruction. Where a program goes on is said by label.
#[derive(Clone, Debug)]
pub(super) enum Instruction {
    /// Stands for the end of the string in formulas; never executed.
    EndOfString,
    /// The pattern has matched; what follows does not matter.
    Match,
    /// Reads a character of the class with this number.
    Read { class: u32, next: Label },
    /// Goes on at either.
    Split(Label, Label),
    /// Goes on at the start of the string only.
    Start(Label),
    /// Goes on at the end of the string only.
    End(Label),
    /// Goes on if what follows is matched from `body` on, or is not.
    Look {
        body: Label,
        negative: bool,
        next: Label,
    },
}

/// A compiled pattern.
#[derive(Debug)]
pub(super) struct Program {
    pub(super) instructions: Vec<Instruction>,
    pub(super) classes: Vec<CharSet>,
    pub(super) conjunctions: Conjunctions,
    /// What has to match at the start of the string.
    pub(super) initial: Formula,
    /// Of each instruction that reads: what has to match after it. Empty for all others.
    pub(super) after: Vec<Formula>,
}

const MATCH: Label = 1;

impl Program {
    pub(super) fn compile(ast: &Ast) -> Result<Self, Unsupported> {
        let mut builder = Builder {
            instructions: vec![Instruction::EndOfString, Instruction::Match],
            classes: Vec::new(),
            class_ids: HashMap::default(),
            work: 0,
        };
        // A match may start anywhere: skip any character, again and again, before the pattern.
        let skip = builder.push(Instruction::Match)?;
        let pattern = builder.emit(ast, MATCH)?;
        let any = builder.class(&CharSet::all());
        let read = builder.push(Instruction::Read {
            class: any,
            next: skip,
        })?;
        builder.set(skip, Instruction::Split(pattern, read));

        let mut program = Self {
            after: vec![Formula::new(); builder.instructions.len()],
            instructions: builder.instructions,
            classes: builder.classes,
            conjunctions: Conjunctions::new(),
            initial: Formula::new(),
        };
        let mut visits = 0;
        program.initial = program.follow(skip, true, &mut visits)?;
        let mut parts = 0;
        for label in 0..program.instructions.len() {
            let Some(&Instruction::Read { next, .. }) = program.instructions.get(label) else {
                continue;
            };
            let formula = program.follow(next, false, &mut visits)?;
            parts += formula.len();
            if parts > MAX_FORMULA_PARTS {
                return Err(TOO_LARGE);
            }
            if let Some(slot) = program.after.get_mut(label) {
                *slot = formula;
            }
        }
        Ok(program)
    }

    fn follow(
        &mut self,
        label: Label,
        at_start: bool,
        visits: &mut usize,
    ) -> Result<Formula, Unsupported> {
        let instructions = &self.instructions;
        look_ahead::follow(
            instructions,
            &mut self.conjunctions,
            label,
            at_start,
            visits,
        )
        .ok_or(Unsupported("repetitions or look-aheads that are too large"))
    }

    pub(super) fn instruction(&self, label: Label) -> &Instruction {
        self.instructions
            .get(label as usize)
            .unwrap_or(&Instruction::Match)
    }
}

struct Builder {
    instructions: Vec<Instruction>,
    classes: Vec<CharSet>,
    class_ids: HashMap<CharSet, u32>,
    /// Pieces of syntax that were gone through: repetitions of nothing cost something too.
    work: usize,
}

impl Builder {
    fn push(&mut self, instruction: Instruction) -> Result<Label, Unsupported> {
        if self.instructions.len() >= MAX_INSTRUCTIONS {
            return Err(TOO_LARGE);
        }
        let label = Label::try_from(self.instructions.len()).map_err(|_| TOO_LARGE)?;
        self.instructions.push(instruction);
        Ok(label)
    }

    fn set(&mut self, label: Label, instruction: Instruction) {
        if let Some(slot) = self.instructions.get_mut(label as usize) {
            *slot = instruction;
        }
    }

    fn class(&mut self, set: &CharSet) -> u32 {
        if let Some(&id) = self.class_ids.get(set) {
            return id;
        }
        let id = u32::try_from(self.classes.len()).unwrap_or(u32::MAX);
        self.classes.push(set.clone());
        self.class_ids.insert(set.clone(), id);
        id
    }

    /// Writes the instructions of `ast`, after which the program goes on at `next`; where it starts.
    fn emit(&mut self, ast: &Ast, next: Label) -> Result<Label, Unsupported> {
        self.work += 1;
        if self.work > 4 * MAX_INSTRUCTIONS {
            return Err(TOO_LARGE);
        }
        match ast {
            Ast::Char(set) => {
                let class = self.class(set);
                self.push(Instruction::Read { class, next })
            }
            Ast::Start => self.push(Instruction::Start(next)),
            Ast::End => self.push(Instruction::End(next)),
            Ast::Sequence(items) => {
                let mut entry = next;
                for item in items.iter().rev() {
                    entry = self.emit(item, entry)?;
                }
                Ok(entry)
            }
            Ast::Alternation(arms) => {
                let mut entry = None;
                for arm in arms.iter().rev() {
                    let start = self.emit(arm, next)?;
                    entry = Some(match entry {
                        Some(others) => self.push(Instruction::Split(start, others))?,
                        None => start,
                    });
                }
                Ok(entry.unwrap_or(next))
            }
            Ast::Repeat { body, min, max } => self.repeat(body, *min, *max, next),
            Ast::LookAhead { body, negative } => {
                let body = self.emit(body, MATCH)?;
                self.push(Instruction::Look {
                    body,
                    negative: *negative,
                    next,
                })
            }
        }
    }

    fn repeat(
        &mut self,
        body: &Ast,
        min: u32,
        max: Option<u32>,
        next: Label,
    ) -> Result<Label, Unsupported> {
        let mut entry = next;
        match max {
            None => {
                let again = self.push(Instruction::Match)?;
                let start = self.emit(body, again)?;
                self.set(again, Instruction::Split(start, next));
                entry = again;
            }
            Some(max) => {
                // Each copy may be left out only with all after it: one way to match, not many.
                for _ in min..max {
                    let start = self.emit(body, entry)?;
                    if start == entry {
                        break;
                    }
                    entry = self.push(Instruction::Split(start, next))?;
                }
            }
        }
        for _ in 0..min {
            let start = self.emit(body, entry)?;
            if start == entry {
                break;
            }
            entry = start;
        }
        Ok(entry)
    }
}
