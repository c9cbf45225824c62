//! What is known of a value of one type once every choice is made.

use std::collections::BTreeSet;
use std::sync::Arc;

use foldhash::HashSet;

use super::literal::Lit;
use super::term::{Selection, Term};
use crate::ir::{NameId, NodeId, PatternId};
use crate::numbers::Decimal;
use crate::value::Value;

/// Facts of every type; those of other types stay empty.
#[derive(Clone, Debug, Default)]
pub(crate) struct Facts {
    /// The value is one of these.
    pub values: Option<Arc<[Value]>>,
    pub excluded: Vec<Value>,
    pub numbers: NumberFacts,
    pub strings: StringFacts,
    pub arrays: ArrayFacts,
    pub objects: ObjectFacts,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct NumberFacts {
    pub integer: bool,
    pub not_integer: bool,
    pub lower: Option<(Decimal, bool)>,
    pub upper: Option<(Decimal, bool)>,
    pub multiples: Vec<Decimal>,
    pub not_multiples: Vec<Decimal>,
    pub opaque: Vec<(Arc<str>, bool)>,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct StringFacts {
    pub min: u64,
    pub max: Option<u64>,
    pub patterns: Vec<(PatternId, bool)>,
    pub formats: Vec<(Arc<str>, bool)>,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct ArrayFacts {
    pub min: u64,
    pub max: Option<u64>,
    pub unique: bool,
    pub not_unique: bool,
    pub groups: Vec<(NodeId, bool)>,
    pub at: Vec<(u64, Lit)>,
    pub from: Vec<(u64, Vec<Lit>)>,
    /// Every item with this or a higher index meets the literal.
    pub rests: Vec<(u64, Lit)>,
    pub at_least: Vec<(Lit, u64)>,
    pub at_most: Vec<(Lit, u64)>,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct ObjectFacts {
    pub min: u64,
    pub max: Option<u64>,
    pub present: BTreeSet<NameId>,
    pub absent: BTreeSet<NameId>,
    pub groups: Vec<(NodeId, bool)>,
    pub members: Vec<(NameId, Lit)>,
    pub exists: Vec<(Selection, Vec<Lit>)>,
    pub names: Vec<Lit>,
    /// Every member that none of the names or patterns take meets the literal.
    pub rests: Vec<(Selection, Lit)>,
}

/// The tighter of two lower bounds; of equal ones the exclusive one.
fn raise(known: &mut Option<(Decimal, bool)>, bound: (Decimal, bool)) {
    if known.as_ref().is_none_or(|known| *known < bound) {
        *known = Some(bound);
    }
}

fn lower(known: &mut Option<(Decimal, bool)>, bound: (Decimal, bool)) {
    let tighter = known
        .as_ref()
        .is_none_or(|known| bound.0 < known.0 || (bound.0 == known.0 && bound.1 && !known.1));
    if tighter {
        *known = Some(bound);
    }
}

fn at_most(known: &mut Option<u64>, limit: u64) {
    *known = Some(known.map_or(limit, |known| known.min(limit)));
}

fn add<T: PartialEq>(list: &mut Vec<T>, item: T) {
    if !list.contains(&item) {
        list.push(item);
    }
}

impl Facts {
    /// Adds a demand; `false` says that it contradicts the others.
    pub fn add(&mut self, term: Term) -> bool {
        let (numbers, strings) = (&mut self.numbers, &mut self.strings);
        let (arrays, objects) = (&mut self.arrays, &mut self.objects);
        match term {
            Term::In(values) => {
                let common: Arc<[Value]> = match &self.values {
                    None => values,
                    Some(known) => {
                        let values: HashSet<&Value> = values.iter().collect();
                        let both = known.iter().filter(|v| values.contains(v));
                        both.cloned().collect()
                    }
                };
                let any = !common.is_empty();
                self.values = Some(common);
                return any;
            }
            Term::NotIn(values) => {
                let known: HashSet<&Value> = self.excluded.iter().collect();
                let new = values.iter().filter(|value| !known.contains(value));
                let new: Vec<Value> = new.cloned().collect();
                self.excluded.extend(new);
            }
            Term::Integer(true) => numbers.integer = true,
            Term::Integer(false) => numbers.not_integer = true,
            Term::Lower(bound, exclusive) => raise(&mut numbers.lower, (bound, exclusive)),
            Term::Upper(bound, exclusive) => lower(&mut numbers.upper, (bound, exclusive)),
            Term::Multiple(step, true) => add(&mut numbers.multiples, step),
            Term::Multiple(step, false) => add(&mut numbers.not_multiples, step),
            Term::Opaque(name, holds) => {
                let contradicted = numbers.opaque.contains(&(Arc::clone(&name), !holds));
                add(&mut numbers.opaque, (name, holds));
                return !contradicted;
            }
            Term::MinLength(limit) => strings.min = strings.min.max(limit),
            Term::MaxLength(limit) => at_most(&mut strings.max, limit),
            Term::Format(name, holds) => {
                let contradicted = strings.formats.contains(&(Arc::clone(&name), !holds));
                add(&mut strings.formats, (name, holds));
                return !contradicted;
            }
            Term::MinItems(limit) => arrays.min = arrays.min.max(limit),
            Term::MaxItems(limit) => at_most(&mut arrays.max, limit),
            Term::Unique(true) => arrays.unique = true,
            Term::Unique(false) => arrays.not_unique = true,
            Term::Items(node, sent) => add(&mut arrays.groups, (node, sent)),
            Term::ItemAt(index, lit) => add(&mut arrays.at, (index, lit)),
            Term::ItemFrom(index, lit) => add(&mut arrays.from, (index, vec![lit])),
            Term::AtLeast(lit, count) => add(&mut arrays.at_least, (lit, count)),
            Term::AtMost(lit, count) => add(&mut arrays.at_most, (lit, count)),
            Term::MinProperties(limit) => objects.min = objects.min.max(limit),
            Term::MaxProperties(limit) => at_most(&mut objects.max, limit),
            Term::Present(name) => {
                objects.present.insert(name);
            }
            Term::Absent(name) => {
                objects.absent.insert(name);
            }
            Term::Members(node, sent) => add(&mut objects.groups, (node, sent)),
            Term::Member(name, lit) => {
                objects.present.insert(name);
                add(&mut objects.members, (name, lit));
            }
            Term::Exists(selection, lits) => objects.exists.push((selection, lits)),
            Term::Names(lit) => add(&mut objects.names, lit),
            Term::Lit(_)
            | Term::Denied(_)
            | Term::Two(..)
            | Term::Unknown(_)
            | Term::UnevaluatedItems(..)
            | Term::UnevaluatedProperties(..) => {}
        }
        self.is_consistent()
    }

    fn is_consistent(&self) -> bool {
        let within = |min: u64, max: Option<u64>| max.is_none_or(|max| min <= max);
        let (strings, arrays, objects) = (&self.strings, &self.arrays, &self.objects);
        within(strings.min, strings.max)
            && within(arrays.min, arrays.max)
            && within(objects.min, objects.max)
            && within(objects.present.len() as u64, objects.max)
            && objects.present.is_disjoint(&objects.absent)
            && !(arrays.unique && arrays.not_unique)
            && !(self.numbers.integer && self.numbers.not_integer)
    }
}
