//! Which members a sender may write: those that its schemas declare.

use std::collections::BTreeSet;

use super::Search;
use super::branch::Branch;
use super::literal::Lit;
use crate::ir::{NameId, Node, PatternId};

/// How a location is read at which a sender could send nothing at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Relaxed {
    /// `oneOf` is read as `anyOf`, on both sides.
    OneAsAny,
    /// That, and whatever is accepted may be sent.
    Accepted,
}

/// The names that the schemas of one place declare together.
#[derive(Debug, Default)]
pub(super) struct Declared {
    /// Any name may be sent.
    pub open: bool,
    pub names: BTreeSet<NameId>,
    pub patterns: Vec<PatternId>,
}

impl Search<'_> {
    /// How the location of a value is read that has to meet these.
    pub(super) fn relaxed(&self, lits: &[Lit]) -> Option<Relaxed> {
        if self.memory.relaxed.is_empty() {
            return None;
        }
        let of_sender = lits.iter().filter_map(|&lit| match lit {
            Lit::Sent(node, _) => self.memory.relaxed.get(&node).copied(),
            _ => None,
        });
        of_sender.max()
    }

    /// Notes which `oneOf`s are read as `anyOf`, so that a witness can be checked by the same reading.
    pub(super) fn note_one_ofs(&mut self, lits: &[Lit]) {
        let nodes = lits.iter().filter_map(|&lit| match lit {
            Lit::Pos(node, _) | Lit::Neg(node, _) | Lit::Sent(node, _) => Some(node),
            _ => None,
        });
        for id in self.unified.applying(nodes, Node::in_place) {
            if self.node(id).logic.has_one_of {
                self.memory.one_as_any.insert(id);
            }
        }
    }

    /// What the chosen schemas declare; none where no sender's schema speaks.
    pub(super) fn declared(&self, branch: &Branch) -> Option<Declared> {
        if branch.relaxed == Some(Relaxed::Accepted) {
            return None;
        }
        let mut found = Declared::default();
        let (mut sender, mut record) = (false, false);
        for &lit in &branch.lits {
            let Lit::Sent(id, _) = lit else {
                continue;
            };
            sender = true;
            let Some(objects) = &self.node(id).objects else {
                continue;
            };
            record |= objects.record;
            found.open |= objects.additional.is_some() || objects.unevaluated.is_some();
            found.names.extend(&objects.required);
            found
                .names
                .extend(objects.properties.iter().map(|&(name, _)| name));
            for (name, needed) in &objects.dependent_required {
                found.names.insert(*name);
                found.names.extend(needed);
            }
            for &(pattern, _) in &objects.patterns {
                found.patterns.push(pattern);
                // What an unreadable pattern declares may be any name.
                found.open |= self.schemas.pattern(pattern).is_none();
            }
        }
        found.open |= !record;
        found.patterns.sort_unstable();
        found.patterns.dedup();
        sender.then_some(found)
    }
}
