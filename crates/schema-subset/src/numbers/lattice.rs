//! The search among multiples of one number.

use super::Decimal;
use super::query::{BUDGET, Found, NumberQuery};
use crate::steps::{Outcome, Steps};

/// The multiples of a step within the bounds of a query, by index: `index * step`.
pub(super) struct Grid {
    step: Decimal,
    first: Option<i128>,
    last: Option<i128>,
}

impl Grid {
    /// None where the bounds are beyond the arithmetic.
    pub(super) fn new(query: &NumberQuery, step: Decimal) -> Option<Self> {
        let first = match query.lower {
            None => None,
            Some((bound, exclusive)) => match bound.divide(step) {
                Some((index, exact)) => Some(index.checked_add(i128::from(exclusive || !exact))?),
                // So far away (the range of `double`) that it is no bound for what is searched;
                // whatever is found is held against the bound itself.
                None if bound < Decimal::ZERO => None,
                None => return None,
            },
        };
        let last = match query.upper {
            None => None,
            Some((bound, exclusive)) => match bound.divide(step) {
                Some((index, exact)) => Some(index.checked_sub(i128::from(exclusive && exact))?),
                None if bound > Decimal::ZERO => None,
                None => return None,
            },
        };
        Some(Self { step, first, last })
    }

    pub(super) fn value(&self, index: i128) -> Option<Decimal> {
        self.step.checked_mul(index)
    }

    /// The indexes from the one nearest to zero: upwards first, then downwards.
    pub(super) fn indexes(&self) -> impl Iterator<Item = i128> {
        let (first, last) = (
            self.first.unwrap_or(i128::MIN),
            self.last.unwrap_or(i128::MAX),
        );
        let start = 0_i128.clamp(first.min(last), last);
        let up = (start..=last).take_while(move |index| *index >= first);
        let down = (first..start).rev();
        // Where all indexes are below zero the one nearest to zero is the last.
        let down = down.skip_while(move |index| *index > last);
        up.chain(down)
    }
}

/// All numbers of a query that has a step.
pub(super) struct Lattice {
    grid: Grid,
    /// Every number of the grid is a multiple of what none may be a multiple of.
    hopeless: bool,
}

impl Lattice {
    pub(super) fn new(query: &NumberQuery, step: Decimal) -> Option<Self> {
        let mut hopeless = query.not_integer && step.is_integer();
        for forbidden in &query.not_multiples {
            hopeless |= step.is_multiple_of(*forbidden)?;
        }
        Some(Self {
            grid: Grid::new(query, step)?,
            hopeless,
        })
    }

    /// Looks at the numbers one by one. This ends: `index` 1 is never a forbidden multiple unless
    /// all are, and such indexes come again after one period, so only narrow bounds can exclude
    /// them, and those are looked through.
    pub(super) fn search(self, mut found: Found<'_>, budget: &mut Steps) -> Outcome<Vec<Decimal>> {
        if self.hopeless {
            return found.finish(None);
        }
        for index in self.grid.indexes() {
            if found.is_done() {
                break;
            }
            if !budget.take(1) {
                return found.finish(Some(BUDGET));
            }
            match self.grid.value(index) {
                Some(value) => found.offer(value),
                None => return found.finish(Some(super::query::BEYOND_ARITHMETIC)),
            }
        }
        found.finish(None)
    }
}
