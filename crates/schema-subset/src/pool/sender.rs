//! What a role has found out, and the locations at which its sender could send nothing as they are written.
//!
//! Such a location would make everything inside compatible with everything. So its `oneOf` is read as `anyOf`, on both
//! sides; if that does not help, the sender sends there whatever is accepted. Locations further down come first, so that
//! none is read otherwise for the sake of one inside of it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use foldhash::HashMap;
use source_tree::Pointer;

use super::causes::{Facts, Pair};
use super::conjuncts::Conjunctions;
use super::projected::Projected;
use super::proof::Realm;
use super::shown::Shown;
use super::{DocumentId, Parts, Pool};
use crate::check::Checker;
use crate::dialect::Role;
use crate::ir::{Node, NodeId};
use crate::search::{Answer, Memory, Relaxed};
use crate::verdict::Reason;

/// What is found out in one role.
#[derive(Default)]
pub(super) struct View<'t> {
    pub memory: Memory,
    /// Locations of the sender whose reading is settled.
    settled: BTreeMap<NodeId, Settled>,
    /// What is known of pairs, within a budget.
    pub facts: HashMap<(Pair, u64), Arc<Facts>>,
    pub conjunctions: Conjunctions,
    pub projected: Projected,
    pub shown: Shown,
    pub checkers: BTreeMap<Realm, Checker<'t>>,
    /// How many relaxed readings the checkers know of.
    pub checkers_know: usize,
}

/// What is known of a location of the sender.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Settled {
    /// Something is sent.
    Sends,
    /// Nothing is allowed there, however it is read.
    Silent,
    /// It could not be decided whether anything is sent.
    Unknown(Reason),
}

/// How a location is read because its sender could send nothing there as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Relaxation {
    /// Its `oneOf` is read as `anyOf`: every value that it allows is allowed by a second arm as well.
    OneOfAsAnyOf,
    /// Whatever is accepted there may be sent: what is declared cannot be sent.
    Accepted,
    /// No value is allowed there at all.
    Unsatisfiable,
}

impl View<'_> {
    /// Whether nothing is allowed there, however it is read.
    pub fn is_silent(&self, location: NodeId) -> bool {
        self.settled.get(&location) == Some(&Settled::Silent)
    }
}

impl Pool<'_> {
    /// The schemas at which the sender of a role could send nothing as they are written, with how they were read
    /// instead, sorted by place. Known for the schemas that were compared in that role so far.
    ///
    /// ```
    /// use schema_subset::{Dialect, Options, Pool, Reading, Relaxation, Role};
    /// use source_tree::{Format, Limits, Pointer, SourceTree};
    ///
    /// let text = r#"{"old": {"oneOf": [{"type": "string"}, {"type": "string"}]}, "new": {"type": "string"}}"#;
    /// let tree = SourceTree::parse("a.json", text.into(), Format::Json, &Limits::default()).unwrap();
    /// let mut pool = Pool::new();
    /// let document = pool.insert("a.json", &tree, Reading::of(Dialect::JsonSchema2020_12)).unwrap();
    /// let mut node = |pointer| pool.node(document, &Pointer::parse(pointer).unwrap()).unwrap();
    /// let (old, new) = (node("/old"), node("/new"));
    ///
    /// // Every string is allowed by both arms, so that none is allowed by exactly one.
    /// assert!(!pool.compare(new, old, Some(Role::Request), &Options::default()).is_contained());
    /// assert!(pool.compare(old, new, Some(Role::Request), &Options::default()).is_contained());
    /// let relaxed = pool.relaxations(Role::Request);
    /// assert_eq!(relaxed, [(document, Pointer::parse("/old").unwrap(), Relaxation::OneOfAsAnyOf)]);
    /// ```
    pub fn relaxations(&mut self, role: Role) -> Vec<(DocumentId, Pointer, Relaxation)> {
        let parts = self.parts(Some(role));
        let mut found = Vec::new();
        for (id, origin) in (0..).zip(&parts.schemas.origins) {
            let Some(origin) = origin else { continue };
            // What only refers to the schema is not where it is written.
            if parts.schemas.node(id).alias().is_some() {
                continue;
            }
            let class = parts.projected(parts.unified.class(id));
            let how = match parts.view.memory.relaxed.get(&class) {
                Some(Relaxed::OneAsAny) => Relaxation::OneOfAsAnyOf,
                Some(Relaxed::Accepted) => Relaxation::Accepted,
                None if parts.view.is_silent(class) => Relaxation::Unsatisfiable,
                None => continue,
            };
            if let Some(document) = parts.documents.get(origin.document as usize) {
                let pointer = document.tree.pointer_to(origin.node);
                found.push((DocumentId(origin.document), pointer, how));
            }
        }
        found.sort();
        found.dedup();
        found
    }
}

impl Parts<'_, '_> {
    /// Settles how every location of the sender's schema is read, from the innermost one outwards.
    pub fn settle_sender(&mut self, root: NodeId, steps: u64) {
        let mut open = vec![(root, false)];
        let mut seen = BTreeSet::new();
        while let Some((location, is_inside_settled)) = open.pop() {
            if is_inside_settled {
                let settled = self.settle(location, steps);
                self.view.settled.insert(location, settled);
                continue;
            }
            if self.view.settled.contains_key(&location) || !seen.insert(location) {
                continue;
            }
            open.push((location, true));
            let below = self.locations_below(location);
            open.extend(below.into_iter().rev().map(|below| (below, false)));
        }
    }

    fn settle(&mut self, location: NodeId, steps: u64) -> Settled {
        if let Some(settled) = self.settled_as_read(location, steps) {
            return settled;
        }
        if self.has_one_of(location) {
            self.view.memory.relax(location, Some(Relaxed::OneAsAny));
            if let Some(settled) = self.settled_as_read(location, steps) {
                return settled;
            }
        }
        self.view.memory.relax(location, Some(Relaxed::Accepted));
        if let Some(settled) = self.settled_as_read(location, steps) {
            return settled;
        }
        self.view.memory.relax(location, None);
        Settled::Silent
    }

    /// None if nothing is sent as the location is read now.
    fn settled_as_read(&mut self, location: NodeId, steps: u64) -> Option<Settled> {
        let mut search = self.search(steps);
        let sends = search.sends(location);
        match search.solve(&[sends]) {
            Answer::Empty => None,
            // What is not understood is taken to leave something to send.
            Answer::Found(_) | Answer::Maybe(..) => Some(Settled::Sends),
            Answer::Unknown(reason) => Some(Settled::Unknown(reason)),
        }
    }

    /// Why it is not sure that the sender's locations are read as they should be.
    pub fn doubt_about_sender(&self, root: NodeId) -> Option<Reason> {
        self.role?;
        let is_doubtful = |settled: &Settled| matches!(settled, Settled::Unknown(_));
        if !self.view.settled.values().any(is_doubtful) {
            return None;
        }
        let mut seen = BTreeSet::new();
        let mut open = vec![root];
        while let Some(location) = open.pop() {
            if !seen.insert(location) {
                continue;
            }
            if let Some(Settled::Unknown(reason)) = self.view.settled.get(&location) {
                return Some(reason.clone());
            }
            open.extend(self.locations_below(location));
        }
        None
    }

    /// The schemas that apply at a location, its own first.
    fn applying(&self, location: NodeId) -> Vec<NodeId> {
        self.unified.applying([location], Node::in_place_unnegated)
    }

    fn has_one_of(&self, location: NodeId) -> bool {
        let applying = self.applying(location);
        applying
            .iter()
            .any(|&id| self.unified.node(id).logic.has_one_of)
    }

    /// The locations of members and items of a location, as far as messages have them.
    fn locations_below(&self, location: NodeId) -> Vec<NodeId> {
        let mut found = Vec::new();
        for id in self.applying(location) {
            let node = self.unified.node(id);
            if let Some(arrays) = &node.arrays {
                found.extend(&arrays.prefix);
                found.extend(arrays.items);
                found.extend(arrays.contains);
                found.extend(arrays.unevaluated);
            }
            if let Some(objects) = &node.objects {
                let members = objects.properties.iter().map(|&(_, member)| member);
                found.extend(members.filter(|&member| !self.unified.node(member).never));
                found.extend(objects.patterns.iter().map(|&(_, member)| member));
                found.extend(objects.additional);
                found.extend(objects.unevaluated);
            }
        }
        found
    }
}
