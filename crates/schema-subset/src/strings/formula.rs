//! What is still to be matched, as a formula in disjunctive normal form.
//!
//! A literal says that the rest of the string is (or is not) matched from an instruction on. For a
//! pattern without look-aheads every conjunction has one positive literal, and the formula is the
//! set of states of an ordinary NFA.

use foldhash::HashMap;

/// An instruction's number plus one, negative if the rest must not match from there.
pub(super) type Literal = i32;
/// The number of an interned conjunction.
pub(super) type ConjunctionId = u32;
/// A disjunction of conjunctions: sorted, each once.
pub(super) type Formula = Vec<ConjunctionId>;

/// Conjunctions that a disjunction may have before it is given up.
pub(super) const MAX_CONJUNCTIONS: usize = 4096;
/// The conjunction of nothing: true.
pub(super) const TRUE: ConjunctionId = 0;
/// The literal that the string ends here.
pub(super) const AT_END: Literal = 1;

/// All conjunctions that came up.
#[derive(Clone, Debug)]
pub(super) struct Conjunctions {
    table: Vec<Box<[Literal]>>,
    ids: HashMap<Box<[Literal]>, ConjunctionId>,
}

impl Conjunctions {
    pub(super) fn new() -> Self {
        let empty: Box<[Literal]> = Box::default();
        Self {
            ids: std::iter::once((empty.clone(), TRUE)).collect(),
            table: vec![empty],
        }
    }

    pub(super) fn literals(&self, id: ConjunctionId) -> &[Literal] {
        self.table.get(id as usize).map_or(&[], |literals| literals)
    }

    /// `literals` are sorted.
    pub(super) fn intern(&mut self, literals: &[Literal]) -> ConjunctionId {
        if let Some(&id) = self.ids.get(literals) {
            return id;
        }
        let id = ConjunctionId::try_from(self.table.len()).unwrap_or(ConjunctionId::MAX);
        self.table.push(literals.into());
        self.ids.insert(literals.into(), id);
        id
    }

    /// Interns a disjunction, without what another part of it already says.
    pub(super) fn formula(&mut self, parts: &[Vec<Literal>]) -> Formula {
        let mut ids: Formula = parts.iter().map(|literals| self.intern(literals)).collect();
        self.simplify(&mut ids);
        ids
    }

    /// Sorts, and drops every conjunction that implies a weaker one beside it.
    pub(super) fn simplify(&self, formula: &mut Formula) {
        formula.sort_unstable();
        formula.dedup();
        if formula.first() == Some(&TRUE) {
            formula.truncate(1);
            return;
        }
        let is_plain = formula.iter().all(|&id| self.literals(id).len() == 1);
        if is_plain || formula.len() > 64 {
            return;
        }
        let all = formula.clone();
        formula.retain(|&id| {
            !all.iter()
                .any(|&weaker| weaker != id && self.implies(id, weaker))
        });
    }

    /// Whether every literal of `weaker` is one of `id`'s.
    fn implies(&self, id: ConjunctionId, weaker: ConjunctionId) -> bool {
        let literals = self.literals(id);
        let needed = self.literals(weaker);
        needed.len() < literals.len() && needed.iter().all(|l| literals.binary_search(l).is_ok())
    }

    /// The negation of a formula; none if it grows too large.
    pub(super) fn negation(&self, formula: &[ConjunctionId]) -> Option<Vec<Vec<Literal>>> {
        let mut result = vec![Vec::new()];
        for &id in formula {
            let choices: Vec<[Literal; 1]> = self.literals(id).iter().map(|&l| [-l]).collect();
            result = product(&result, choices.iter().map(<[Literal; 1]>::as_slice))?;
        }
        Some(result)
    }
}

/// Both of two disjunctions; none if the result grows too large.
pub(super) fn product<'a>(
    left: &[Vec<Literal>],
    right: impl Iterator<Item = &'a [Literal]>,
) -> Option<Vec<Vec<Literal>>> {
    let right: Vec<&[Literal]> = right.collect();
    let mut result: Vec<Vec<Literal>> = Vec::new();
    for a in left {
        result.extend(right.iter().filter_map(|b| conjunction(a, b)));
        if result.len() > MAX_CONJUNCTIONS {
            return None;
        }
    }
    result.sort_unstable();
    result.dedup();
    Some(result)
}

/// Both of two conjunctions; none if they contradict each other.
pub(super) fn conjunction(a: &[Literal], b: &[Literal]) -> Option<Vec<Literal>> {
    let mut merged = [a, b].concat();
    merged.sort_unstable();
    merged.dedup();
    // At the end no character can follow, so no instruction that reads one.
    let reads_at_end = merged.contains(&AT_END) && merged.last().is_some_and(|&l| l > AT_END);
    let contradicts = merged
        .iter()
        .take_while(|literal| **literal < 0)
        .any(|literal| merged.binary_search(&-literal).is_ok());
    (!reads_at_end && !contradicts).then_some(merged)
}
