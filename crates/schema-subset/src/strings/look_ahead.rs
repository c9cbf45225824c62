//! Which formula stands for an instruction: everything up to the next character that is read, with
//! look-aheads as conjunction (`(?=…)`) and negation (`(?!…)`).

use foldhash::HashSet;

use super::formula::{
    AT_END, ConjunctionId, Conjunctions, Formula, Literal, MAX_CONJUNCTIONS, TRUE, conjunction,
};
use super::nfa::{Instruction, Label};

/// Look-aheads in look-aheads; recursion goes no deeper.
const MAX_NESTED: usize = 100;
/// Instructions gone through for all formulas of one program, before it is given up.
const MAX_VISITS: usize = 4_000_000;

/// The formula of `label`; none if it grows too large.
pub(super) fn follow(
    instructions: &[Instruction],
    conjunctions: &mut Conjunctions,
    label: Label,
    at_start: bool,
    visits: &mut usize,
) -> Option<Formula> {
    follow_nested(instructions, conjunctions, label, at_start, (visits, 0))
}

fn follow_nested(
    instructions: &[Instruction],
    conjunctions: &mut Conjunctions,
    label: Label,
    at_start: bool,
    (visits, nested): (&mut usize, usize),
) -> Option<Formula> {
    if nested > MAX_NESTED {
        return None;
    }
    // What was seen on the way has to hold as well, hence the conjunction beside the label. Coming
    // round to the same pair adds nothing: a repetition of the empty string.
    let mut seen: HashSet<(Label, ConjunctionId)> = HashSet::default();
    let mut open = vec![(label, TRUE)];
    let mut formula = Formula::new();
    while let Some((label, so_far)) = open.pop() {
        if !seen.insert((label, so_far)) {
            continue;
        }
        *visits += 1;
        if *visits > MAX_VISITS || (so_far != TRUE && formula.len() > MAX_CONJUNCTIONS) {
            return None;
        }
        match instructions.get(label as usize)? {
            Instruction::Match => formula.push(so_far),
            Instruction::Read { .. } => {
                let literal = Literal::try_from(label).ok()?.checked_add(1)?;
                formula.extend(extend(conjunctions, so_far, &[literal]));
            }
            Instruction::Split(one, other) => open.extend([(*other, so_far), (*one, so_far)]),
            Instruction::Start(next) if at_start => open.push((*next, so_far)),
            Instruction::Start(_) | Instruction::EndOfString => {}
            Instruction::End(next) => {
                let at_end = extend(conjunctions, so_far, &[AT_END]);
                open.extend(at_end.map(|so_far| (*next, so_far)));
            }
            Instruction::Look {
                body,
                negative,
                next,
            } => {
                let deeper = (&mut *visits, nested + 1);
                let inner = follow_nested(instructions, conjunctions, *body, at_start, deeper)?;
                let parts = if *negative {
                    conjunctions.negation(&inner)?
                } else {
                    let literals = inner.iter().map(|&id| conjunctions.literals(id).to_vec());
                    literals.collect()
                };
                for part in parts {
                    let both = extend(conjunctions, so_far, &part);
                    open.extend(both.map(|so_far| (*next, so_far)));
                }
            }
        }
    }
    conjunctions.simplify(&mut formula);
    Some(formula)
}

fn extend(
    conjunctions: &mut Conjunctions,
    so_far: ConjunctionId,
    more: &[Literal],
) -> Option<ConjunctionId> {
    let merged = conjunction(conjunctions.literals(so_far), more)?;
    Some(conjunctions.intern(&merged))
}
