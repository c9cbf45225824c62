//! At which positions the differences in what schemas declare are met.
//!
//! Each pair of schemas is looked at once, however many positions lead to it: in recursive schemas nearly every position
//! leads to nearly every pair.

use std::collections::{HashMap, HashSet};

use openapi_doc::{NodeRef, Role, Schema};

use super::Position;
use super::structure::{Declared, level};
use crate::unchanged::Unchanged;

/// Pairs of schemas looked at; one by one they are cheap.
const MAX_PAIRS: usize = 1_000_000;

/// A difference with the positions that it is met at.
pub(crate) struct Met {
    pub(crate) declared: Declared,
    /// The indexes of the positions, ascending; at least one.
    pub(crate) positions: Vec<usize>,
}

/// A pair of schemas, references followed, in a role.
type Key = (NodeRef, NodeRef, Role);

/// The pairs that positions lead to.
#[derive(Default)]
struct Pairs<'d> {
    numbers: HashMap<Key, usize>,
    open: Vec<(Schema<'d>, Schema<'d>, Role)>,
    found: Vec<Vec<Declared>>,
    /// The pairs around each.
    around: Vec<Vec<usize>>,
    /// The positions that a pair stands at itself.
    roots: HashMap<usize, Vec<usize>>,
}

/// Every difference in what the schemas of positions declare, each once.
pub(crate) fn declared<'p, 'd: 'p>(
    positions: impl Iterator<Item = (usize, &'p Position<'d>)>,
    unchanged: &Unchanged<'_>,
) -> Vec<Met> {
    let mut pairs = Pairs::default();
    for (index, position) in positions {
        let Some((base, revision)) = position.base.zip(position.revision) else {
            continue;
        };
        if let Some(number) = pairs.add(base, revision, position.role, unchanged) {
            pairs.roots.entry(number).or_default().push(index);
        }
    }
    let mut next = 0;
    while let Some(&(base, revision, role)) = pairs.open.get(next) {
        let level = level(role, base, revision);
        for (base, revision) in level.inside {
            let inner = pairs.add(base, revision, role, unchanged);
            if let Some(around) = inner.and_then(|inner| pairs.around.get_mut(inner)) {
                around.push(next);
            }
        }
        pairs.found.push(level.found);
        next += 1;
    }
    pairs.met()
}

impl<'d> Pairs<'d> {
    /// The number of a pair; none if it is unchanged with all that it reaches.
    fn add(
        &mut self,
        base: Schema<'d>,
        revision: Schema<'d>,
        role: Role,
        unchanged: &Unchanged<'_>,
    ) -> Option<usize> {
        let (base, revision) = (base.resolve(), revision.resolve());
        let (old, new) = (base.item().at(), revision.item().at());
        if let Some(&number) = self.numbers.get(&(old, new, role)) {
            return Some(number);
        }
        if self.open.len() >= MAX_PAIRS || unchanged.is(old, new) {
            return None;
        }
        let number = self.open.len();
        self.numbers.insert((old, new, role), number);
        self.open.push((base, revision, role));
        self.around.push(Vec::new());
        Some(number)
    }

    fn met(self) -> Vec<Met> {
        let mut met = Vec::new();
        for (number, found) in self.found.iter().enumerate() {
            if found.is_empty() {
                continue;
            }
            let positions = self.positions_of(number);
            met.extend(found.iter().map(|declared| Met {
                declared: declared.clone(),
                positions: positions.clone(),
            }));
        }
        met
    }

    /// The positions that lead to a pair.
    fn positions_of(&self, number: usize) -> Vec<usize> {
        let mut seen = HashSet::from([number]);
        let mut open = vec![number];
        let mut positions = Vec::new();
        while let Some(at) = open.pop() {
            positions.extend(self.roots.get(&at).into_iter().flatten());
            let around = self.around.get(at).into_iter().flatten();
            open.extend(around.filter(|outer| seen.insert(**outer)));
        }
        positions.sort_unstable();
        positions
    }
}
