//! Numbers, strings, booleans and null.

use super::branch::Branch;
use super::{Answer, Search};
use crate::numbers::{Decimal, NumberQuery};
use crate::steps::Outcome;
use crate::strings::{Pattern, StringQuery};
use crate::value::Value;
use crate::verdict::Reason;

/// Formats that are known as sets; others are sets by name only.
const KNOWN_FORMATS: [&str; 7] = ["uuid", "date", "date-time", "ipv4", "ipv6", "email", "uri"];

/// Of a power of ten that is a double.
const MAX_ZEROS: i32 = 308;

impl Search<'_> {
    pub(super) fn among_scalars(branch: &Branch, values: &[Value]) -> Answer {
        let left = values
            .iter()
            .find(|value| !branch.facts.excluded.contains(value));
        left.map_or(Answer::Empty, |value| Answer::of(value.clone(), None))
    }

    pub(super) fn number(&mut self, branch: &Branch) -> Answer {
        let facts = &branch.facts.numbers;
        let excluded = branch.facts.excluded.iter().filter_map(as_number);
        let mut preferred = self.examples(branch, as_number);
        let bounds = [facts.lower, facts.upper].into_iter().flatten();
        preferred.extend(bounds.filter_map(|(bound, _)| round_beyond(bound)));
        let query = NumberQuery {
            integer: facts.integer,
            lower: facts.lower,
            upper: facts.upper,
            multiples: facts.multiples.clone(),
            not_multiples: facts.not_multiples.clone(),
            not_integer: facts.not_integer,
            excluded: excluded.collect(),
            preferred,
        };
        let opaque = facts.opaque.iter().any(|(_, holds)| !holds);
        match query.solve(1, &mut self.steps) {
            Outcome::Found { values, .. } => match values.first() {
                Some(&number) => {
                    let taint = opaque.then_some(Reason::Undecided("a format of numbers"));
                    Answer::of(Value::Number(number), taint)
                }
                None => Answer::Unknown(Reason::Undecided("numbers")),
            },
            Outcome::Empty => Answer::Empty,
            Outcome::Unknown(why) => self.unknown(why),
        }
    }

    pub(super) fn string(&mut self, branch: &Branch) -> Answer {
        let facts = &branch.facts.strings;
        let mut taint = None;
        let (mut positive, mut negative): (Vec<&Pattern>, Vec<&Pattern>) = (vec![], vec![]);
        let schemas = self.schemas;
        for &(pattern, holds) in &facts.patterns {
            match schemas.pattern(pattern) {
                Some(pattern) if holds => positive.push(pattern),
                Some(pattern) => negative.push(pattern),
                None => taint = Some(Reason::Undecided("a pattern")),
            }
        }
        let (mut formats, mut not_formats) = (vec![], vec![]);
        for (name, holds) in &facts.formats {
            match (KNOWN_FORMATS.contains(&&**name), holds) {
                (true, true) => formats.push(&**name),
                (true, false) => not_formats.push(&**name),
                // A set by name only: what is in it is not known, what is not even less.
                (false, true) => {}
                (false, false) => taint = Some(Reason::Undecided("a format of strings")),
            }
        }
        let query = StringQuery {
            min: facts.min,
            max: facts.max,
            positive,
            negative,
            formats,
            not_formats,
            excluded: branch.facts.excluded.iter().filter_map(as_text).collect(),
            preferred: self.examples(branch, as_text),
        };
        match query.solve(1, &mut self.steps) {
            Outcome::Found { values, .. } => match values.into_iter().next() {
                Some(text) => Answer::of(Value::String(text), taint),
                None => Answer::Unknown(Reason::Undecided("strings")),
            },
            Outcome::Empty => Answer::Empty,
            Outcome::Unknown(why) => self.unknown(why),
        }
    }

    /// Examples that the schemas give, for readable values.
    fn examples<T>(&self, branch: &Branch, read: impl Fn(&Value) -> Option<T>) -> Vec<T> {
        let mut found = Vec::new();
        for &lit in &branch.lits {
            if let super::Lit::Pos(node, _) | super::Lit::Sent(node, _) = lit {
                let examples = self.node(node).notes.examples.iter();
                found.extend(examples.filter_map(&read));
            }
        }
        found
    }

    fn unknown(&self, why: &'static str) -> Answer {
        if why == "budget" || self.steps.left() == 0 {
            Answer::Unknown(Reason::Budget)
        } else {
            Answer::Unknown(Reason::Undecided(why))
        }
    }
}

/// A power of ten beyond a bound that is too large for every integer near it to be a double. It is one itself, so that a
/// witness means the same to whoever reads it.
fn round_beyond(bound: Decimal) -> Option<Decimal> {
    if bound.abs() < Decimal::new(1, 15)? {
        return None;
    }
    let beyond = (15..=MAX_ZEROS).filter_map(|zeros| Decimal::new(1, zeros));
    let power = beyond.into_iter().find(|power| *power > bound.abs())?;
    if bound < Decimal::ZERO {
        power.checked_mul(-1)
    } else {
        Some(power)
    }
}

fn as_number(value: &Value) -> Option<Decimal> {
    match value {
        Value::Number(number) => Some(*number),
        _ => None,
    }
}

fn as_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        _ => None,
    }
}
