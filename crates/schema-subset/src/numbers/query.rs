//! Numbers that satisfy constraints: the question, and the search where any decimal will do.

use super::Decimal;
use super::lattice::{Grid, Lattice};
use crate::steps::{Outcome, Steps};

/// Digits after the point that are tried before the search gives up on an open interval.
const MAX_FRACTION_DIGITS: i32 = 36;

pub(super) const BEYOND_ARITHMETIC: &str = "numbers beyond exact arithmetic";
pub(super) const BUDGET: &str = "budget";

/// Constraints on one number; all of them must hold.
///
/// ```
/// use schema_subset::numbers::{Decimal, NumberQuery};
/// use schema_subset::steps::{Outcome, Steps};
///
/// let query = NumberQuery {
///     integer: true,
///     lower: Some((Decimal::from(18), false)),
///     excluded: vec![Decimal::from(18)],
///     ..NumberQuery::default()
/// };
/// let found = query.solve(1, &mut Steps::new(1000));
/// assert_eq!(found, Outcome::Found { values: vec![Decimal::from(19)], exhausted: false });
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NumberQuery {
    /// Only integers.
    pub integer: bool,
    /// The lower bound, and whether it is itself forbidden.
    pub lower: Option<(Decimal, bool)>,
    /// The upper bound, and whether it is itself forbidden.
    pub upper: Option<(Decimal, bool)>,
    /// The number is a multiple of each of these; they are above zero.
    pub multiples: Vec<Decimal>,
    /// The number is a multiple of none of these; they are above zero.
    pub not_multiples: Vec<Decimal>,
    /// No integers.
    pub not_integer: bool,
    /// None of these.
    pub excluded: Vec<Decimal>,
    /// These come first, where they satisfy everything else.
    pub preferred: Vec<Decimal>,
}

impl NumberQuery {
    /// Up to `count` distinct numbers, simplest first.
    ///
    /// `Empty` is a proof, and so is `exhausted`: then there are no numbers but those returned.
    /// The steps taken grow with the numbers that are looked at.
    #[must_use]
    pub fn solve(&self, count: usize, budget: &mut Steps) -> Outcome<Vec<Decimal>> {
        let zero_step = |steps: &[Decimal]| steps.iter().any(|step| *step <= Decimal::ZERO);
        if zero_step(&self.multiples) || zero_step(&self.not_multiples) {
            return Outcome::Unknown("a multiple of zero or less");
        }
        if (self.integer && self.not_integer) || self.bounds_cross() {
            return Outcome::Empty;
        }
        let mut found = Found::new(self, count);
        for value in &self.preferred {
            if !budget.take(1) {
                return Outcome::Unknown(BUDGET);
            }
            found.offer(*value);
        }
        if !self.integer && self.multiples.is_empty() {
            return self.search_decimals(found, budget);
        }
        match self.step().and_then(|step| Lattice::new(self, step)) {
            Some(lattice) => lattice.search(found, budget),
            None => found.finish(Some(BEYOND_ARITHMETIC)),
        }
    }

    /// Whether `value` satisfies every constraint; none where the arithmetic cannot tell.
    #[must_use]
    pub fn holds(&self, value: Decimal) -> Option<bool> {
        let kind = !(self.integer && !value.is_integer() || self.not_integer && value.is_integer());
        if !kind || self.excluded.contains(&value) || !self.in_bounds(value) {
            return Some(false);
        }
        for step in &self.multiples {
            if !value.is_multiple_of(*step)? {
                return Some(false);
            }
        }
        for step in &self.not_multiples {
            if value.is_multiple_of(*step)? {
                return Some(false);
            }
        }
        Some(true)
    }

    fn in_bounds(&self, value: Decimal) -> bool {
        let above = self
            .lower
            .is_none_or(|(bound, exclusive)| value > bound || (!exclusive && value == bound));
        let below = self
            .upper
            .is_none_or(|(bound, exclusive)| value < bound || (!exclusive && value == bound));
        above && below
    }

    fn bounds_cross(&self) -> bool {
        match (self.lower, self.upper) {
            (Some((low, low_open)), Some((high, high_open))) => {
                low > high || (low == high && (low_open || high_open))
            }
            _ => false,
        }
    }

    /// What every number is a multiple of, as far as the arithmetic reaches.
    fn step(&self) -> Option<Decimal> {
        let own = self.integer.then_some(Decimal::ONE);
        let mut steps = self.multiples.iter().copied().chain(own);
        let first = steps.next()?;
        steps.try_fold(first, Decimal::common_multiple)
    }

    /// Without a lattice an interval is one point or holds more numbers than can be excluded.
    fn search_decimals(&self, mut found: Found<'_>, budget: &mut Steps) -> Outcome<Vec<Decimal>> {
        if let (Some((low, _)), Some((high, _))) = (self.lower, self.upper)
            && low == high
        {
            found.offer(low);
            return found.finish(None);
        }
        // Everything that an exclusion can take from one step, plus a few for forbidden multiples.
        let tries = found
            .wanted()
            .saturating_add(self.excluded.len())
            .saturating_add(16);
        let half = Decimal::new(5, -1);
        let tenths = (0..=MAX_FRACTION_DIGITS).map(|digits| Decimal::new(1, -digits));
        for step in tenths.clone().take(1).chain([half]).chain(tenths.skip(1)) {
            let Some(grid) = step.and_then(|step| Grid::new(self, step)) else {
                continue;
            };
            for index in grid.indexes().take(tries) {
                if found.is_done() {
                    return found.finish(Some(BUDGET));
                }
                if !budget.take(1) {
                    return found.finish(Some(BUDGET));
                }
                if let Some(value) = grid.value(index) {
                    found.offer(value);
                }
            }
        }
        for (bound, _) in self.lower.iter().chain(&self.upper) {
            for factor in [1, 2, -1] {
                bound
                    .checked_mul(factor)
                    .into_iter()
                    .for_each(|value| found.offer(value));
            }
        }
        found.finish(Some(BEYOND_ARITHMETIC))
    }
}

/// The numbers found up to now.
pub(super) struct Found<'a> {
    query: &'a NumberQuery,
    values: Vec<Decimal>,
    count: usize,
    /// There was a number about which the arithmetic could not tell.
    doubt: bool,
    /// There are more numbers than were asked for.
    more: bool,
}

impl<'a> Found<'a> {
    fn new(query: &'a NumberQuery, count: usize) -> Self {
        Self {
            query,
            values: Vec::new(),
            count: count.max(1),
            doubt: false,
            more: false,
        }
    }

    fn wanted(&self) -> usize {
        self.count.saturating_sub(self.values.len())
    }

    /// Whether enough is found. One more than asked for is looked for, to know if there is one.
    pub(super) fn is_done(&self) -> bool {
        self.more
    }

    pub(super) fn offer(&mut self, value: Decimal) {
        match self.query.holds(value) {
            Some(true) if self.values.contains(&value) => {}
            Some(true) if self.values.len() < self.count => self.values.push(value),
            Some(true) => self.more = true,
            Some(false) => {}
            None => self.doubt = true,
        }
    }

    /// The answer; `stopped` says why not all numbers were looked at, if so.
    pub(super) fn finish(self, stopped: Option<&'static str>) -> Outcome<Vec<Decimal>> {
        let complete = stopped.is_none() && !self.doubt && !self.more;
        if !self.values.is_empty() {
            return Outcome::Found {
                values: self.values,
                exhausted: complete,
            };
        }
        match stopped {
            None if complete => Outcome::Empty,
            Some(reason) => Outcome::Unknown(reason),
            None => Outcome::Unknown(BEYOND_ARITHMETIC),
        }
    }
}
