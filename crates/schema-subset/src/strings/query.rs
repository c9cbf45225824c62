//! Strings that satisfy constraints: the question, and what formats make of it.

use super::formats::{self, Extent};
use super::pattern::Pattern;
use super::product::Product;
use crate::steps::{Outcome, Steps};

/// What looking for one string more than was asked for may cost.
const EXTRA_STEPS: u64 = 256;
/// Up to this length a string is simply written down where nothing speaks against it.
const PLAIN_LENGTH: usize = 64;
/// Beyond this a string is not written out.
const MAX_LENGTH: u64 = 1 << 24;

const FORMAT: &str = "a format that is not known exactly";

/// Constraints on one string; all of them must hold. Lengths count code points.
///
/// ```
/// use schema_subset::steps::{Outcome, Steps};
/// use schema_subset::strings::{Pattern, StringQuery};
///
/// let letters = Pattern::compile("^[a-z]{2}$").unwrap();
/// let query = StringQuery {
///     positive: vec![&letters],
///     excluded: vec!["aa".to_owned()],
///     ..StringQuery::default()
/// };
/// match query.solve(2, &mut Steps::new(10_000)) {
///     Outcome::Found { values, .. } => assert_eq!(values, ["ab", "ac"]),
///     other => panic!("{other:?}"),
/// }
/// ```
#[derive(Clone, Debug, Default)]
pub struct StringQuery<'a> {
    /// The least length.
    pub min: u64,
    /// The greatest length.
    pub max: Option<u64>,
    /// The string matches all of these.
    pub positive: Vec<&'a Pattern>,
    /// The string matches none of these.
    pub negative: Vec<&'a Pattern>,
    /// The string is in all of these formats.
    pub formats: Vec<&'a str>,
    /// The string is in none of these formats.
    pub not_formats: Vec<&'a str>,
    /// None of these.
    pub excluded: Vec<String>,
    /// These come first, where they satisfy everything else.
    pub preferred: Vec<String>,
}

impl<'a> StringQuery<'a> {
    /// Up to `count` distinct strings: the preferred ones, an example of each format, then the
    /// shortest and most readable.
    ///
    /// `Empty` is a proof, and so is `exhausted`: then there are no strings but those returned.
    /// Where it is false there may be others. Memory is bounded by the steps of the budget, at
    /// most some hundred megabytes.
    #[must_use]
    pub fn solve(&self, count: usize, budget: &mut Steps) -> Outcome<Vec<String>> {
        let (Some(strict), Some(lenient)) = (self.reading(true), self.reading(false)) else {
            return Outcome::Empty;
        };
        if self.max.is_some_and(|max| max < self.min) || lenient.contradicts() {
            return Outcome::Empty;
        }
        let is_exact = strict.is_possible && strict.is_exact;
        let mut outcome = if strict.is_possible && !strict.contradicts() {
            self.search(&strict, count, budget)
        } else {
            Outcome::Empty
        };
        if is_exact {
            return outcome;
        }
        // What is found in the smaller language is right, but does not exhaust the real one.
        match &mut outcome {
            Outcome::Found { exhausted, .. } => *exhausted = false,
            Outcome::Empty => {
                if self.search(&lenient, 1, budget) != Outcome::Empty {
                    outcome = Outcome::Unknown(FORMAT);
                }
            }
            Outcome::Unknown(_) => {}
        }
        outcome
    }

    /// The patterns with the formats in their place. `None` if a format is required and forbidden.
    fn reading(&self, strict: bool) -> Option<Reading<'a>> {
        let mut reading = Reading {
            positive: self.positive.clone(),
            negative: self.negative.clone(),
            is_possible: true,
            is_exact: true,
        };
        for name in &self.formats {
            match formats::extent(name) {
                Extent::Anything => {}
                _ if self.not_formats.contains(name) => return None,
                Extent::Exactly(pattern) => reading.positive.push(pattern),
                Extent::Between { inner, outer } => {
                    reading.is_exact = false;
                    let bound = if strict { inner } else { outer };
                    match bound {
                        Some(pattern) => reading.positive.push(pattern),
                        None => reading.is_possible &= !strict,
                    }
                }
            }
        }
        for name in &self.not_formats {
            match formats::extent(name) {
                Extent::Anything => return None,
                Extent::Exactly(pattern) => reading.negative.push(pattern),
                Extent::Between { inner, outer } => {
                    reading.is_exact = false;
                    let bound = if strict { outer } else { inner };
                    match bound {
                        Some(pattern) => reading.negative.push(pattern),
                        None => reading.is_possible &= !strict,
                    }
                }
            }
        }
        Some(reading)
    }

    fn search(
        &self,
        reading: &Reading<'_>,
        count: usize,
        budget: &mut Steps,
    ) -> Outcome<Vec<String>> {
        let count = count.max(1);
        let mut values: Vec<String> = Vec::new();
        let examples = self
            .formats
            .iter()
            .filter_map(|name| formats::example(name));
        let examples: Vec<String> = examples.map(str::to_owned).collect();
        for candidate in self.preferred.iter().chain(&examples) {
            if values.len() == count || values.contains(candidate) {
                continue;
            }
            match self.holds(reading, candidate, budget) {
                Some(true) => values.push(candidate.clone()),
                Some(false) => {}
                None => return Outcome::Unknown("budget"),
            }
        }
        if values.len() == count {
            // Whether there are others would cost far more than these did.
            return Outcome::Found {
                values,
                exhausted: false,
            };
        }
        if let Some(word) = self.plainest(reading).filter(|_| count == 1) {
            return Outcome::Found {
                values: vec![word],
                exhausted: false,
            };
        }
        if self.min > MAX_LENGTH && values.is_empty() {
            return Outcome::Unknown("a minimum length beyond 16 million");
        }
        let lengths = (self.min, self.max);
        let mut product = Product::new(&reading.positive, &reading.negative, lengths);
        for word in self.excluded.iter().chain(&values) {
            product.exclude(word);
        }
        let mut exhausted = false;
        while values.len() < count && !exhausted {
            match product.find(budget) {
                Ok(Some(word)) => {
                    product.exclude(&word);
                    values.push(word);
                }
                Ok(None) => exhausted = true,
                Err(reason) if values.is_empty() => return Outcome::Unknown(reason),
                Err(_) => break,
            }
        }
        if values.is_empty() {
            return Outcome::Empty;
        }
        if values.len() == count {
            let mut extra = Steps::new(EXTRA_STEPS);
            exhausted = product.find(&mut extra) == Ok(None);
        }
        Outcome::Found { values, exhausted }
    }

    /// The first string of the search, where only lengths and single words are asked about: most questions are like that.
    fn plainest(&self, reading: &Reading<'_>) -> Option<String> {
        let is_free = reading.positive.is_empty() && reading.negative.is_empty();
        let has_others = self.max.is_none_or(|max| max > self.min);
        let length = usize::try_from(self.min)
            .ok()
            .filter(|&length| length <= PLAIN_LENGTH)?;
        let word = "a".repeat(length);
        (is_free && has_others && !self.excluded.contains(&word)).then_some(word)
    }

    fn holds(&self, reading: &Reading<'_>, text: &str, budget: &mut Steps) -> Option<bool> {
        let length = u64::try_from(text.chars().count()).unwrap_or(u64::MAX);
        let too_long = self.max.is_some_and(|max| length > max);
        if length < self.min || too_long || self.excluded.iter().any(|word| word == text) {
            return Some(false);
        }
        for pattern in &reading.positive {
            if !pattern.is_match(text, budget)? {
                return Some(false);
            }
        }
        for pattern in &reading.negative {
            if pattern.is_match(text, budget)? {
                return Some(false);
            }
        }
        Some(true)
    }
}

/// Patterns that stand for patterns and formats.
struct Reading<'a> {
    positive: Vec<&'a Pattern>,
    negative: Vec<&'a Pattern>,
    /// False where not one string is certain to satisfy the formats.
    is_possible: bool,
    is_exact: bool,
}

impl Reading<'_> {
    /// Whether a pattern is required and forbidden, as it is written.
    fn contradicts(&self) -> bool {
        let required = |pattern: &&Pattern| {
            self.positive
                .iter()
                .any(|positive| positive.source() == pattern.source())
        };
        self.negative.iter().any(required)
    }
}
