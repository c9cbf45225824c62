//! Which members a sender may write: those that its schemas declare.

use std::collections::BTreeSet;

use super::Search;
use super::branch::Branch;
use super::literal::Lit;
use crate::ir::{NameId, NodeId, PatternId};

/// How a place is read at which a sender could send nothing at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(
    dead_code,
    reason = "made where a sender's view is asked for, which no caller does yet"
)]
pub(crate) enum Relaxed {
    /// `oneOf` is read as `anyOf`.
    OneAsAny,
    /// Whatever is accepted may be sent.
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
    pub(super) fn is_one_read_as_any(&self, node: NodeId) -> bool {
        self.relaxed.contains_key(&node)
    }

    pub(super) fn is_accepted_as_is(&self, node: NodeId) -> bool {
        self.relaxed.get(&node) == Some(&Relaxed::Accepted)
    }

    /// What the chosen schemas declare; none where no sender's schema speaks.
    pub(super) fn declared(&self, branch: &Branch) -> Option<Declared> {
        let mut found = Declared::default();
        let (mut sender, mut record) = (false, false);
        for &lit in &branch.lits {
            let Lit::Sent(id, _) = lit else {
                continue;
            };
            sender = true;
            if self.is_accepted_as_is(id) {
                found.open = true;
            }
            let Some(objects) = &self.node(id).objects else {
                continue;
            };
            record |=
                objects.record || !objects.required.is_empty() || !objects.patterns.is_empty();
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
