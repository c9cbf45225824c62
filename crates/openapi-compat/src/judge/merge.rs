//! Facts with one cause: the same rule at the same places with the same values, seen from several operations.

use std::collections::{BTreeMap, BTreeSet};

use openapi_doc::NodeRef;

use super::verdicts;
use crate::audience::Verdicts;
use crate::fact::Fact;
use crate::finding::Operation;
use crate::rule::Direction;

/// A cause with everything that it reaches.
pub(super) struct Merged<'d> {
    /// The fact with the worst judgement, the first one of them.
    pub fact: Fact<'d>,
    pub verdicts: Verdicts,
    /// Those of the facts; where they differ, all texts.
    pub arguments: Vec<(&'static str, String)>,
    pub operations: Vec<Operation>,
    /// Where the messages go that the rule speaks of.
    pub directions: BTreeSet<Direction>,
}

/// The arguments in which facts with one cause may differ: a shared response stands under several statuses.
const MAY_DIFFER: &[&str] = &["status", "code"];

#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Cause {
    rule: &'static str,
    base: Option<NodeRef>,
    revision: Option<NodeRef>,
    arguments: Vec<(&'static str, String)>,
    values: Vec<String>,
}

impl Cause {
    fn of(fact: &Fact<'_>) -> Self {
        let arguments = fact
            .arguments
            .iter()
            .filter(|(name, _)| !MAY_DIFFER.contains(name));
        Self {
            rule: fact.rule.id,
            base: fact.base.map(openapi_doc::Item::at),
            revision: fact.revision.map(openapi_doc::Item::at),
            arguments: arguments.cloned().collect(),
            values: fact.values.clone(),
        }
    }
}

/// Merges facts; their order decides only which one speaks for all.
pub(super) fn merge(facts: Vec<Fact<'_>>) -> Vec<Merged<'_>> {
    let mut merged: Vec<Merged<'_>> = Vec::new();
    let mut known: BTreeMap<Cause, usize> = BTreeMap::new();
    for fact in facts {
        let own = verdicts(&fact);
        let next = merged.len();
        let index = *known.entry(Cause::of(&fact)).or_insert(next);
        match merged.get_mut(index) {
            Some(cause) => cause.add(fact, own),
            None => merged.push(Merged {
                verdicts: own,
                arguments: fact.arguments.clone(),
                operations: operations(&fact).cloned().collect(),
                directions: BTreeSet::from([fact.direction]),
                fact,
            }),
        }
    }
    for cause in &mut merged {
        cause.operations.sort();
        cause.operations.dedup();
    }
    merged
}

fn operations<'f>(fact: &'f Fact<'_>) -> impl Iterator<Item = &'f Operation> {
    fact.operation.iter().chain(&fact.other_operations)
}

impl<'d> Merged<'d> {
    fn add(&mut self, fact: Fact<'d>, own: Verdicts) {
        self.operations.extend(operations(&fact).cloned());
        self.directions.insert(fact.direction);
        for ((name, text), (_, other)) in self.arguments.iter_mut().zip(&fact.arguments) {
            if !MAY_DIFFER.contains(name) {
                continue;
            }
            let is_known = text.split("`, `").any(|known| known == other);
            if !is_known {
                *text = format!("{text}`, `{other}");
            }
        }
        // The worse one speaks for all.
        let own_fact = worst(verdicts(&self.fact));
        if worst(own) > own_fact {
            self.fact = fact;
        } else if worst(own) == own_fact && self.fact.evidence.is_none() {
            self.fact.evidence = fact.evidence;
        }
        self.verdicts = self.verdicts.worst(own);
    }
}

/// What verdicts are compared by: the worst one of any audience, then all of them.
pub(super) fn worst(verdicts: Verdicts) -> (crate::audience::Judgement, Verdicts) {
    let audiences = [verdicts.wire, verdicts.behavior, verdicts.client];
    let worst = audiences.into_iter().max().unwrap_or_default();
    (worst, verdicts)
}
