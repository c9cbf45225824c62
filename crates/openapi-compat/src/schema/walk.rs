//! Every pair of schemas that two documents have at the same places, each looked at once in each role.
//!
//! Schemas refer to each other, so the pairs make a graph. What is told at a position is what the pairs tell that can be
//! reached from it; those from which nothing is reached that tells something are left alone.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use foldhash::HashMap;
use openapi_doc::{NodeRef, Role, Schema};

use super::Position;
use super::location::Roots;
use super::loosened::{Answers, Questions};
use super::structure::{Declared, Open, Told, look};
use super::texts::Texts;
use crate::unchanged::Unchanged;

/// Schemas inside schemas. Two rings of schemas that refer to each other have as many pairs as the product of their
/// lengths; this keeps them few.
const MAX_DEPTH: usize = 100;

/// Schemas that are declared for one value by those around it, and the pairs of such values: there may be as many sets of
/// schemas as a power of their number. Of more only the first schema is looked at.
const MAX_ROOTS: usize = 20;
const MAX_PAIRS_OF_SEVERAL: usize = 10_000;

/// Pairs that are still to be looked at, with how deep they are.
type Queue<'d> = VecDeque<(usize, Roots<'d>, Roots<'d>, usize)>;

/// What a pair of schemas is known by.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Key {
    pub(crate) role: Role,
    pub(crate) base: NodeRef,
    pub(crate) revision: NodeRef,
    /// The other schemas that are declared for the value.
    more: [Vec<NodeRef>; 2],
    /// What is to be asked about in its place.
    pub(super) asked: Option<(NodeRef, NodeRef)>,
    /// Whether the role keeps it out of messages on both sides.
    pub(super) is_kept_out: bool,
    /// Whether both sides require it and a default is written for it.
    pub(super) is_always_there: bool,
}

/// A component or the schema of a message, in both documents.
pub(crate) type Unit = (NodeRef, NodeRef);

/// A pair with what it says and the pairs inside.
#[derive(Debug)]
struct Pair {
    key: Key,
    told: Told,
    inside: Vec<usize>,
}

/// The pairs of schemas of two documents.
#[derive(Debug, Default)]
pub(crate) struct Walks {
    pairs: Vec<Pair>,
    known: HashMap<Key, usize>,
    /// How many of the pairs have several schemas on a side.
    of_several: usize,
}

/// The number of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct PairId(usize);

impl Walks {
    /// Adds the schemas of a position with all that they reach; none where one of them allows anything, or nothing changed.
    pub(crate) fn add(
        &mut self,
        position: &Position<'_>,
        unchanged: &Unchanged<'_>,
    ) -> Option<PairId> {
        let (base, revision) = position.base.zip(position.revision)?;
        let mut open = Queue::new();
        let root = Open {
            base: base.into(),
            revision: revision.into(),
            asked: None,
            is_kept_out: false,
            is_always_there: false,
        };
        let root = self.intern(position.role, &root, 0, &mut open, unchanged)?;
        while let Some((id, base, revision, depth)) = open.pop_front() {
            let Some(key) = self.pairs.get(id).map(|pair| pair.key.clone()) else {
                continue;
            };
            let (told, inside) = look(&key, base, revision);
            let inside = inside.iter().filter(|_| depth < MAX_DEPTH);
            let inside = inside
                .filter_map(|inside| self.intern(key.role, inside, depth + 1, &mut open, unchanged))
                .collect();
            if let Some(pair) = self.pairs.get_mut(id) {
                *pair = Pair { key, told, inside };
            }
        }
        Some(PairId(root))
    }

    /// The number of a pair; a new one is put into `open`. None if it is unchanged with all that it reaches.
    fn intern<'d>(
        &mut self,
        role: Role,
        pair: &Open<'d>,
        depth: usize,
        open: &mut Queue<'d>,
        unchanged: &Unchanged<'_>,
    ) -> Option<usize> {
        let limit = if self.of_several < MAX_PAIRS_OF_SEVERAL {
            MAX_ROOTS
        } else {
            1
        };
        let resolved = |roots: &Roots<'d>| roots.resolved().at_most(limit);
        let (base, revision) = (resolved(&pair.base), resolved(&pair.revision));
        // A schema that both refer to is told by itself, whatever leads there.
        let refers = |roots: &Roots<'d>| roots.single().and_then(Schema::target).is_some();
        let is_shared = refers(&pair.base) && refers(&pair.revision);
        let key = Key {
            role,
            base: base.first.item().at(),
            revision: revision.first.item().at(),
            more: [base.more(), revision.more()],
            asked: pair.asked.filter(|_| !is_shared),
            is_kept_out: pair.is_kept_out,
            is_always_there: pair.is_always_there,
        };
        if let Some(&known) = self.known.get(&key) {
            return Some(known);
        }
        if is_unchanged(&key, unchanged) {
            return None;
        }
        let id = self.pairs.len();
        self.of_several += usize::from(key.more.iter().any(|more| !more.is_empty()));
        self.known.insert(key.clone(), id);
        self.pairs.push(Pair {
            key,
            told: Told::default(),
            inside: Vec::new(),
        });
        open.push_back((id, base, revision, depth));
        Some(id)
    }

    /// How many pairs there are.
    #[cfg(test)]
    pub(crate) fn len(&self) -> usize {
        self.pairs.len()
    }

    /// What is to be asked about single pairs.
    pub(crate) fn questions(&self) -> Questions {
        let mut questions = Questions::default();
        for Pair { key, told, .. } in &self.pairs {
            if let Some((base, revision)) = told.unlike {
                questions.unlike.insert((key.role, base, revision));
            }
        }
        questions
    }

    /// The texts of each component, from all pairs that are a part of it.
    pub(crate) fn texts(&self) -> BTreeMap<Unit, BTreeSet<&Texts>> {
        let mut found: BTreeMap<Unit, BTreeSet<&Texts>> = BTreeMap::new();
        for texts in self.pairs.iter().flat_map(|pair| &pair.told.texts) {
            found.entry(texts.unit).or_default().insert(texts);
        }
        found
    }

    /// What the pairs tell, with the answers about them.
    pub(crate) fn telling<'w>(&'w self, answers: &'w Answers) -> Telling<'w> {
        let mut telling = Telling {
            walks: self,
            answers,
            tells: Vec::new(),
            reaches: Vec::new(),
        };
        telling.tells = self.pairs.iter().map(|pair| telling.tells(pair)).collect();
        let mut around: Vec<Vec<usize>> = vec![Vec::new(); self.pairs.len()];
        for (id, pair) in self.pairs.iter().enumerate() {
            for &inside in &pair.inside {
                if let Some(around) = around.get_mut(inside) {
                    around.push(id);
                }
            }
        }
        telling.reaches.clone_from(&telling.tells);
        let tells = telling.tells.iter().enumerate();
        let mut open: Vec<usize> = tells
            .filter(|(_, tells)| **tells)
            .map(|(id, _)| id)
            .collect();
        while let Some(id) = open.pop() {
            for &id in around.get(id).into_iter().flatten() {
                if let Some(reaches) = telling.reaches.get_mut(id)
                    && !*reaches
                {
                    *reaches = true;
                    open.push(id);
                }
            }
        }
        telling
    }
}

fn is_unchanged(key: &Key, unchanged: &Unchanged<'_>) -> bool {
    let [base, revision] = &key.more;
    let mut more = base.iter().zip(revision);
    base.len() == revision.len()
        && unchanged.is(key.base, key.revision)
        && more.all(|(base, revision)| unchanged.is(*base, *revision))
}

/// What pairs tell, and which of them reach one that tells something.
pub(crate) struct Telling<'w> {
    walks: &'w Walks,
    answers: &'w Answers,
    tells: Vec<bool>,
    reaches: Vec<bool>,
}

/// What is told at one position.
#[derive(Debug, Default)]
pub(crate) struct Reached<'w> {
    /// Sorted.
    pub(crate) declared: BTreeSet<&'w Declared>,
    /// The components and schemas of messages of which the texts differ.
    pub(crate) units: BTreeSet<Unit>,
    /// The pairs that are written in another way in XML.
    pub(crate) xml: BTreeSet<(NodeRef, NodeRef)>,
}

impl<'w> Telling<'w> {
    fn tells(&self, pair: &Pair) -> bool {
        !pair.told.declared.is_empty()
            || !pair.told.texts.is_empty()
            || pair.told.has_other_xml
            || self.answered(pair).next().is_some()
    }

    fn answered(&self, pair: &Pair) -> impl Iterator<Item = &'w Declared> + use<'w> {
        let role = pair.key.role;
        let asked = pair
            .told
            .unlike
            .map(|(base, revision)| (role, base, revision));
        let answers = self.answers;
        let loosened = asked.and_then(|asked| answers.loosened.get(&asked));
        let unsendable = asked.and_then(|asked| answers.unsendable.get(&asked));
        loosened.into_iter().chain(unsendable).flatten()
    }

    /// What is told by all that a pair reaches.
    pub(crate) fn reached(&self, root: PairId) -> Reached<'w> {
        let mut reached = Reached::default();
        let mut seen = vec![false; self.walks.pairs.len()];
        let mut open = vec![root.0];
        while let Some(id) = open.pop() {
            let (Some(pair), Some(seen)) = (self.walks.pairs.get(id), seen.get_mut(id)) else {
                continue;
            };
            if *seen || self.reaches.get(id) != Some(&true) {
                continue;
            }
            *seen = true;
            open.extend(&pair.inside);
            if self.tells.get(id) != Some(&true) {
                continue;
            }
            reached.declared.extend(&pair.told.declared);
            reached.declared.extend(self.answered(pair));
            let units = pair.told.texts.iter().map(|texts| texts.unit);
            reached.units.extend(units);
            if pair.told.has_other_xml {
                reached.xml.insert((pair.key.base, pair.key.revision));
            }
        }
        reached
    }
}
