//! Schemas under which nothing could be sent as they are written: findings about the schema itself.
//!
//! They are read in another way, so that what is around them can be compared. A reader of the document should know.

use std::collections::BTreeMap;

use openapi_doc::{Document, NodeRef, Role};
use schema_subset::{DocumentId, Relaxation};
use source_tree::Pointer;

use super::loosened::Pair;
use super::names::subject;
use super::structure::Declared;
use super::{Sides, sends};

/// The rules of one reading: where it is new, and where it is gone.
type Rules = (&'static str, &'static str);

const OVERLAPPING: Rules = ("schema-arms-overlap", "schema-arms-apart");
const UNDECLARED: Rules = ("schema-unsendable", "schema-sendable");
const EMPTY: Rules = ("schema-unsatisfiable", "schema-satisfiable");

fn rules(how: Relaxation) -> Rules {
    match how {
        Relaxation::OneOfAsAnyOf => OVERLAPPING,
        Relaxation::Accepted => UNDECLARED,
        _ => EMPTY,
    }
}

/// How such schemas are read in one role, by their place in either document.
#[derive(Clone, Default)]
pub(super) struct Unsendable {
    base: BTreeMap<NodeRef, Relaxation>,
    revision: BTreeMap<NodeRef, Relaxation>,
}

impl Unsendable {
    /// Adds what the pool knows now of a role.
    pub(super) fn note(&mut self, sides: &mut Sides<'_>, role: Role) {
        let relaxed = sides.pool.relaxations(sends(role));
        let within = |document: &Document, files: &[Option<DocumentId>]| {
            let places = relaxed.iter().filter_map(|(file, pointer, how)| {
                let index = files.iter().position(|own| own.as_ref() == Some(file))?;
                Some((node(document, index, pointer)?, *how))
            });
            places.collect::<Vec<_>>()
        };
        self.base.extend(within(sides.base, &sides.base_files));
        self.revision
            .extend(within(sides.revision, &sides.revision_files));
    }

    /// What is so on one side only, of pairs that were asked about both ways. A schema that allows nothing because of one inside of it is left to that one.
    pub(super) fn differences(
        &self,
        sides: &Sides<'_>,
        pairs: impl Iterator<Item = Pair>,
    ) -> BTreeMap<Pair, Vec<Declared>> {
        let mut found = BTreeMap::new();
        let mut empty: Vec<(String, Pair)> = Vec::new();
        for pair in pairs {
            let (_, base, revision) = pair;
            let (old, new) = (self.base.get(&base), self.revision.get(&revision));
            if old == new {
                continue;
            }
            let items = (sides.base.item(base), sides.revision.item(revision));
            let (Some(old_item), Some(new_item)) = items else {
                continue;
            };
            // `false` is there to allow nothing.
            let is_meant = [old_item, new_item]
                .iter()
                .any(|item| item.node().as_bool().is_some());
            if is_meant {
                continue;
            }
            let changed = [
                old.map(|&how| (rules(how).1, old_item)),
                new.map(|&how| (rules(how).0, new_item)),
            ];
            if [old, new].contains(&Some(&Relaxation::Unsatisfiable)) {
                empty.push((new_item.pointer(), pair));
            }
            let told = changed.into_iter().flatten().map(|(rule, item)| Declared {
                rule,
                arguments: vec![("subject", subject(item))],
                base,
                revision,
            });
            found.insert(pair, told.collect());
        }
        for (around, pair) in &empty {
            let is_around = |(inside, _): &(String, Pair)| {
                inside
                    .strip_prefix(around)
                    .is_some_and(|rest| rest.starts_with('/'))
            };
            if empty.iter().any(is_around) {
                found.remove(pair);
            }
        }
        found
    }
}

fn node(document: &Document, file: usize, pointer: &Pointer) -> Option<NodeRef> {
    let file = document.file_ids().nth(file)?;
    let node = document.tree(file)?.pointer(pointer)?.id();
    Some(NodeRef { file, node })
}
