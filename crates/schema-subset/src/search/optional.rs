//! Arms that a sender may take beside the one that it needs: worth a try only if they let it say what it could not.

use std::collections::BTreeSet;
use std::sync::Arc;

use foldhash::HashSet;

use super::Search;
use super::branch::Branch;
use super::declared::Relaxed;
use super::literal::Lit;
use super::term::Term;
use crate::ir::{NameId, Node, NodeId};

/// The members that the schemas of one place, and those beside them, speak of.
#[derive(Debug, Default)]
pub(crate) struct Spoken {
    /// Perhaps of members of any name.
    any: bool,
    names: BTreeSet<NameId>,
}

/// Why an object could not be sent as its schemas stand: at which names more of them would have to speak.
#[derive(Debug, Default)]
pub(super) struct Refused {
    /// At others than the names as well.
    pub any: bool,
    pub names: BTreeSet<NameId>,
}

impl Refused {
    pub fn is_empty(&self) -> bool {
        !self.any && self.names.is_empty()
    }
}

impl Search<'_> {
    /// The arms that the sender has not decided on.
    pub(super) fn undecided_arms(branch: &Branch) -> Vec<Lit> {
        let arms = branch.optional.iter().flat_map(|arms| arms.iter().copied());
        let mut seen = HashSet::default();
        arms.filter(|&lit| !branch.has(lit) && lit.negated().is_none_or(|not| !branch.has(not)))
            .filter(|&lit| seen.insert(lit))
            .collect()
    }

    /// Forgets arms that cannot hold by what is known of the value: a sender takes none of the others with a tag of their own.
    pub(super) fn drop_failing_arms(&self, branch: &mut Branch) {
        let can_hold = |lit: &Lit| match *lit {
            Lit::Sent(node, _) | Lit::Pos(node, _) => !self.plainly_fails(node, branch, 4),
            _ => true,
        };
        let left = |arms: &Arc<[Lit]>| -> Arc<[Lit]> {
            let possible: Vec<Lit> = arms.iter().copied().filter(can_hold).collect();
            if possible.len() == arms.len() {
                Arc::clone(arms)
            } else {
                possible.into()
            }
        };
        branch.optional = branch.optional.iter().map(left).collect();
    }

    /// Whether taking the arm may help where these were refused: a sender that takes only what it needs takes at least one
    /// arm that speaks of one of them.
    pub(super) fn may_help(&mut self, arm: Lit, refused: &Refused) -> bool {
        let (Lit::Sent(node, _) | Lit::Pos(node, _)) = arm else {
            return true;
        };
        let spoken = self.spoken(node);
        refused.any || spoken.any || !spoken.names.is_disjoint(&refused.names)
    }

    /// Whether the sender can say a member of this name that meets the literals and one more: its schemas speak of the name, or
    /// one that it may still take does and leaves the member a value.
    pub(super) fn may_be_sent(
        &mut self,
        name: NameId,
        lits: &[Lit],
        lit: Lit,
        branch: &Branch,
    ) -> bool {
        if !self.is_closed_to(name, branch) {
            return true;
        }
        let mut arms = Self::undecided_arms(branch);
        for alternative in branch.clauses.iter().flat_map(|clause| clause.iter()) {
            arms.extend(alternative.iter().filter_map(|term| match term {
                Term::Lit(lit @ Lit::Sent(..)) => Some(*lit),
                _ => None,
            }));
        }
        arms.sort_unstable();
        arms.dedup();
        self.steps.take(arms.len() as u64 / 64);
        let refused = Refused {
            any: false,
            names: [name].into(),
        };
        let mut asked = BTreeSet::new();
        arms.into_iter().any(|arm| {
            if !self.may_help(arm, &refused) {
                return false;
            }
            let member = match arm {
                Lit::Sent(node, _) => self.plain_property(node, name, 8),
                _ => None,
            };
            let Some(member) = member else { return true };
            if !asked.insert(member) {
                return false;
            }
            let mut all = lits.to_vec();
            all.extend([lit, self.holds(member)]);
            !self.solve(&all).is_empty()
        })
    }

    /// Whether the chosen schemas of a sender do not speak of the name, and leave none open.
    fn is_closed_to(&self, name: NameId, branch: &Branch) -> bool {
        if branch.relaxed == Some(Relaxed::Accepted) {
            return false;
        }
        let mut is_record = false;
        for &lit in &branch.lits {
            let Lit::Sent(id, _) = lit else { continue };
            let Some(objects) = &self.node(id).objects else {
                continue;
            };
            is_record |= objects.record;
            let dependent = &objects.dependent_required;
            let speaks = objects.additional.is_some()
                || objects.unevaluated.is_some()
                || !objects.patterns.is_empty()
                || objects.property(name).is_some()
                || objects.required.contains(&name)
                || dependent
                    .iter()
                    .any(|(of, needed)| *of == name || needed.contains(&name));
            if speaks {
                return false;
            }
        }
        is_record
    }

    /// The schema of a member, where one that always applies beside the node declares it.
    fn plain_property(&self, node: NodeId, name: NameId, depth: usize) -> Option<NodeId> {
        let node = self.node(node);
        let own = node.objects.as_ref().and_then(|of| of.property(name));
        own.or_else(|| {
            let depth = depth.checked_sub(1)?;
            let mut beside = node.reference.iter().chain(&node.logic.all_of);
            beside.find_map(|&other| self.plain_property(other, name, depth))
        })
    }

    /// Asks about the member of a name, and notes the name if more could be sent in it.
    pub(super) fn about<T>(&mut self, name: NameId, ask: impl FnOnce(&mut Self) -> T) -> T {
        let before = std::mem::replace(&mut self.closed_mattered, false);
        let answer = ask(self);
        if std::mem::replace(&mut self.closed_mattered, before) {
            self.refused.names.insert(name);
        }
        answer
    }

    fn spoken(&mut self, node: NodeId) -> Arc<Spoken> {
        if let Some(known) = self.memory.spoken.get(&node) {
            return Arc::clone(known);
        }
        let mut found = Spoken::default();
        for id in self.unified.applying([node], Node::in_place) {
            let Some(objects) = &self.node(id).objects else {
                continue;
            };
            found.any |= objects.additional.is_some()
                || objects.unevaluated.is_some()
                || !objects.patterns.is_empty();
            found.names.extend(&objects.required);
            let properties = objects.properties.iter();
            found.names.extend(properties.map(|&(name, _)| name));
            for (name, needed) in &objects.dependent_required {
                found.names.insert(*name);
                found.names.extend(needed);
            }
        }
        let found = Arc::new(found);
        self.memory.spoken.insert(node, Arc::clone(&found));
        found
    }
}
