//! Names that no schema speaks of one by one. They fall into cells: all names that match the same
//! of the name patterns. Names of one cell are as good as each other.

use std::sync::Arc;

use super::branch::Branch;
use super::expand::Mode;
use super::literal::Lit;
use super::members::Names;
use super::term::{Selection, Term};
use super::{Answer, Search};
use crate::ir::{PatternId, Type};
use crate::value::Value;
use crate::verdict::Reason;

/// Sign vectors over more patterns than this are not tried.
const MAX_PATTERNS: usize = 6;

/// The names that match exactly these of the patterns.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    /// What a name in it meets.
    pub name: Vec<Lit>,
    /// What a member with such a name meets.
    pub member: Vec<Lit>,
    signs: Vec<(PatternId, bool)>,
}

/// Which names of a cell a selection takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Takes {
    None,
    All,
    /// Those that meet the literal.
    Those(Lit),
}

impl Cell {
    fn matches(&self, pattern: PatternId) -> bool {
        self.signs.contains(&(pattern, true))
    }

    /// What the selection says of the names of the cell.
    pub fn takes(&self, selection: &Selection) -> Takes {
        let takes = match selection {
            Selection::Pattern(pattern) => self.matches(*pattern),
            Selection::Outside(_, patterns) => {
                !patterns.iter().any(|&pattern| self.matches(pattern))
            }
            Selection::Name(lit) => return Takes::Those(*lit),
        };
        if takes { Takes::All } else { Takes::None }
    }
}

impl Search<'_> {
    /// The cells in which a member is possible, or why they cannot be told apart.
    pub(super) fn cells(&mut self, branch: &Branch, names: &Names) -> Result<Vec<Cell>, Reason> {
        let count = names.patterns.len();
        if count > MAX_PATTERNS {
            return Err(Reason::Undecided("more than six name patterns"));
        }
        let mut cells = Vec::new();
        for bits in 0..1_u32 << count {
            let signs = names.patterns.iter().enumerate();
            let signs: Vec<(PatternId, bool)> =
                signs.map(|(at, &p)| (p, bits >> at & 1 == 1)).collect();
            if let Some(cell) = self.cell(signs, branch, names) {
                cells.push(cell);
            }
        }
        Ok(cells)
    }

    fn cell(
        &mut self,
        signs: Vec<(PatternId, bool)>,
        branch: &Branch,
        names: &Names,
    ) -> Option<Cell> {
        let facts = &branch.facts.objects;
        if let Some(declared) = names.declared.as_ref().filter(|d| !d.open) {
            let positive = |pattern: &PatternId| signs.contains(&(*pattern, true));
            if !declared.patterns.iter().any(positive) {
                self.closed_mattered = true;
                return None;
            }
        }
        let mut member = Vec::new();
        for &(group, sent) in &facts.groups {
            let Some(objects) = &self.node(group).objects else {
                continue;
            };
            let mode = Mode {
                sent,
                projection: 0,
            };
            let mut evaluated = false;
            for &(pattern, child) in &objects.patterns {
                if self.schemas.pattern(pattern).is_none() {
                    evaluated = true;
                } else if signs.contains(&(pattern, true)) {
                    evaluated = true;
                    member.push(self.member_lit(child, mode));
                }
            }
            if let Some(additional) = objects.additional.filter(|_| !evaluated) {
                member.push(self.member_lit(additional, mode));
            }
        }
        let any = |patterns: &[PatternId]| patterns.iter().any(|&p| signs.contains(&(p, true)));
        for (selection, lit) in &facts.rests {
            if matches!(selection, Selection::Outside(_, patterns) if !any(patterns)) {
                member.push(*lit);
            }
        }
        // Many cells are found impossible here, without asking for a name.
        self.normalize(&member)?;
        let mut name: Vec<Lit> = signs
            .iter()
            .map(|&(p, holds)| Lit::Matches(p, holds))
            .collect();
        name.extend(&facts.names);
        Some(Cell {
            name,
            member,
            signs,
        })
    }

    /// A name that meets the literals and is none of those that are taken.
    pub(super) fn draw_name(&mut self, lits: &[Lit], taken: &[String]) -> Answer {
        if lits.is_empty() {
            return Answer::of(Value::String(plain_name(taken)), None);
        }
        let mut branch = Branch::new(Type::String);
        let mut terms: Vec<Term> = lits.iter().map(|&lit| Term::Lit(lit)).collect();
        let taken: Arc<[Value]> = taken.iter().cloned().map(Value::String).collect();
        terms.push(Term::NotIn(taken));
        if !self.assume(&mut branch, terms) {
            return Answer::Empty;
        }
        self.split(branch)
    }
}

/// Readable names for members that may have any.
pub(crate) const PLAIN_NAMES: [&str; 12] = [
    "extra", "other", "more", "another", "extra2", "extra3", "extra4", "extra5", "extra6",
    "extra7", "extra8", "extra9",
];

/// A readable name that is not taken.
fn plain_name(taken: &[String]) -> String {
    let free = |name: &str| !taken.iter().any(|other| other == name);
    if let Some(word) = PLAIN_NAMES.into_iter().find(|word| free(word)) {
        return word.into();
    }
    // One of the first numbers is free: there are more of them than names that are taken.
    let numbered = (2..=taken.len() + 2).map(|number| format!("extra{number}"));
    numbered
        .into_iter()
        .find(|name| free(name))
        .unwrap_or_default()
}
