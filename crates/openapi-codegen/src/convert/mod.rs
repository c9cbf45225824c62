//! Conversions between the types of neighboring version dates.
//!
//! A type that both dates have, but not as the same one, is converted where nothing is lost: `From` where that is so for
//! every value, `TryFrom` where it depends on the value, and neither where no value has a place in the other date. What a
//! value says is never in an error: it may be personal.

mod plan;
mod render;
mod way;

use std::collections::{BTreeMap, BTreeSet};

use registry::VersionDate;
use syn::Item;

use crate::types::Definition;
use plan::{Class, Direction, Plan};

/// Whether values of a type have a place in the other date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Convertible {
    /// All of them: there is a `From`.
    All,
    /// Some of them: there is a `TryFrom`.
    Some,
    /// None of them.
    None,
}

/// What became of a type that two neighboring dates have, in one direction.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Conversion {
    /// The name of the type.
    pub name: String,
    /// The date whose values are converted.
    pub from: VersionDate,
    /// The date that they are converted to.
    pub to: VersionDate,
    /// Whether there is one.
    pub convertible: Convertible,
    /// Why not all values are converted; empty where they are.
    pub reasons: Vec<String>,
}

/// The types of a date by name.
pub(crate) type Definitions<'t> = BTreeMap<&'t str, &'t Definition>;

/// A date with its types, whole.
pub(crate) struct Side<'t> {
    pub(crate) date: VersionDate,
    pub(crate) types: Definitions<'t>,
}

/// The module of conversions for the newer of two dates, and what there is of each type. `shared` are the types that are
/// the same in both.
pub(crate) fn conversions(
    older: Side<'_>,
    newer: Side<'_>,
    shared: &BTreeSet<String>,
) -> (Option<Item>, Vec<Conversion>) {
    let dates = [older.date, newer.date];
    let sides = [older.types, newer.types];
    let [of_older, of_newer] = &sides;
    let differing: BTreeSet<String> = of_older
        .keys()
        .filter(|name| of_newer.contains_key(*name) && !shared.contains(**name))
        .map(|name| (*name).to_owned())
        .collect();
    let plan = Plan::of(&sides, &differing, dates);
    let mut found = Vec::new();
    for direction in Direction::BOTH {
        let [from, to] = direction.of(dates);
        for name in &differing {
            let class = plan.class(name, direction);
            found.push(Conversion {
                name: name.clone(),
                from,
                to,
                convertible: class.convertible(),
                reasons: class.reasons().to_vec(),
            });
        }
    }
    found.sort();
    let is_any = found
        .iter()
        .any(|conversion| conversion.convertible != Convertible::None);
    let module = is_any.then(|| render::module(&plan, &sides, &differing, dates));
    (module, found)
}

impl Class {
    fn convertible(&self) -> Convertible {
        match self {
            Self::All => Convertible::All,
            Self::Some(_) => Convertible::Some,
            Self::None(_) => Convertible::None,
        }
    }
}

#[cfg(test)]
mod tests;
