//! What loading finds out about nodes: which are schemas, and where references lead.

use std::collections::BTreeSet;

use source_tree::NodeId;

use crate::vocabulary::{self, ObjectKind};

/// One file of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

impl FileId {
    /// The file that was given to [`load`](crate::load).
    pub const ENTRY: Self = Self(0);

    pub(crate) fn new(index: usize) -> Self {
        Self(u32::try_from(index).unwrap_or(u32::MAX))
    }

    /// Its number, counted from 0 in the order in which files are referenced first.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A value in one of the files of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeRef {
    /// Which file.
    pub file: FileId,
    /// Which node in its tree.
    pub node: NodeId,
}

/// A schema of a document: one id for each place where a schema stands. A place that holds a `$ref` has its own id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SchemaId(u32);

impl SchemaId {
    fn new(index: usize) -> Self {
        Self(u32::try_from(index).unwrap_or(u32::MAX))
    }

    /// Its number, counted from 0; ids are dense, so tables may be indexed by it.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct SchemaEntry {
    pub(crate) at: NodeRef,
    /// Where its `$ref` leads.
    pub(crate) target: Option<SchemaId>,
    /// Where its `$ref`s lead in the end, as long as they are all that the schemas have; itself without one.
    pub(crate) resolved: SchemaId,
}

/// Tables filled by the loader.
#[derive(Debug, Default)]
pub(crate) struct Index {
    files: Vec<FileIndex>,
    schemas: Vec<SchemaEntry>,
    /// From the object that holds a `$ref` (or the string of a discriminator mapping) to the target. Sorted once
    /// everything is read.
    references: Vec<(NodeRef, NodeRef)>,
    /// For each reference, the end of the chain that it begins: chains may be as long as the document, so they are
    /// walked once and not at each use.
    ends: Vec<NodeRef>,
}

/// Tables by node: dense, because almost every node of a document is looked at and a hash costs more than a slot.
#[derive(Debug, Default)]
struct FileIndex {
    /// The kind of object that was found at a node, plus one; 0 for none.
    walked: Vec<u8>,
    /// The schema at a node, plus one; 0 for none.
    schemas: Vec<u32>,
}

impl Index {
    pub(crate) fn add_file(&mut self, nodes: usize) {
        self.files.push(FileIndex {
            walked: vec![0; nodes],
            schemas: vec![0; nodes],
        });
    }

    /// Notes that the object of that kind stands at a node. `false` if the node was noted before.
    pub(crate) fn mark(&mut self, at: NodeRef, kind: ObjectKind) -> bool {
        let slot = self
            .files
            .get_mut(at.file.index())
            .and_then(|file| file.walked.get_mut(at.node.index()));
        match slot {
            Some(slot) if *slot == 0 => {
                *slot = kind as u8 + 1;
                true
            }
            _ => false,
        }
    }

    pub(crate) fn walked(&self, at: NodeRef) -> Option<ObjectKind> {
        let slot = *self
            .files
            .get(at.file.index())?
            .walked
            .get(at.node.index())?;
        let kind = usize::from(slot).checked_sub(1)?;
        vocabulary::objects().get(kind).map(|table| table.kind)
    }

    pub(crate) fn add_schema(&mut self, at: NodeRef) {
        let slot = self
            .files
            .get_mut(at.file.index())
            .and_then(|file| file.schemas.get_mut(at.node.index()));
        let Some(slot) = slot else { return };
        if *slot == 0 {
            let resolved = SchemaId::new(self.schemas.len());
            self.schemas.push(SchemaEntry {
                at,
                target: None,
                resolved,
            });
            *slot = u32::try_from(self.schemas.len()).unwrap_or(u32::MAX);
        }
    }

    pub(crate) fn schema_at(&self, at: NodeRef) -> Option<SchemaId> {
        let slot = *self
            .files
            .get(at.file.index())?
            .schemas
            .get(at.node.index())?;
        slot.checked_sub(1).map(SchemaId)
    }

    pub(crate) fn schema(&self, id: SchemaId) -> Option<SchemaEntry> {
        self.schemas.get(id.index()).copied()
    }

    pub(crate) fn schemas(&self) -> impl ExactSizeIterator<Item = (SchemaId, SchemaEntry)> + '_ {
        self.schemas
            .iter()
            .enumerate()
            .map(|(index, entry)| (SchemaId::new(index), *entry))
    }

    pub(crate) fn add_reference(&mut self, from: NodeRef, target: NodeRef) {
        self.references.push((from, target));
    }

    pub(crate) fn sort_references(&mut self) {
        self.references.sort_unstable();
    }

    pub(crate) fn references(&self) -> &[(NodeRef, NodeRef)] {
        &self.references
    }

    /// The place in [`references`](Self::references) of the reference that stands at a node.
    pub(crate) fn reference_position(&self, from: NodeRef) -> Option<usize> {
        self.references
            .binary_search_by_key(&from, |(from, _)| *from)
            .ok()
    }

    pub(crate) fn remove_references(&mut self, removed: &BTreeSet<NodeRef>) {
        self.references.retain(|(from, _)| !removed.contains(from));
    }

    pub(crate) fn target(&self, from: NodeRef) -> Option<NodeRef> {
        self.references
            .get(self.reference_position(from)?)
            .map(|(_, target)| *target)
    }

    /// Where the reference at a node leads in the end.
    pub(crate) fn end(&self, from: NodeRef) -> Option<NodeRef> {
        self.ends.get(self.reference_position(from)?).copied()
    }

    /// Turns the references between schemas into edges of the arena, and finds the ends of chains. Cycles have been
    /// cut. `is_bare` says whether a schema with a `$ref` has nothing beside it that counts.
    pub(crate) fn link(&mut self, is_bare: impl Fn(NodeRef) -> bool) {
        for position in 0..self.references.len() {
            let Some(&(from, target)) = self.references.get(position) else {
                continue;
            };
            let (Some(from), Some(target)) = (self.schema_at(from), self.schema_at(target)) else {
                continue;
            };
            if let Some(entry) = self.schemas.get_mut(from.index()) {
                entry.target = Some(target);
            }
        }
        let next: Vec<Option<usize>> = self
            .references
            .iter()
            .map(|(_, target)| self.reference_position(*target))
            .collect();
        let last = ends(&next);
        self.ends = last
            .into_iter()
            .filter_map(|last| self.references.get(last).map(|(_, target)| *target))
            .collect();
        let next: Vec<Option<usize>> = self
            .schemas
            .iter()
            .map(|entry| {
                entry
                    .target
                    .filter(|_| is_bare(entry.at))
                    .map(SchemaId::index)
            })
            .collect();
        for (entry, last) in self.schemas.iter_mut().zip(ends(&next)) {
            entry.resolved = SchemaId::new(last);
        }
    }
}

/// The last element of the chain that each element begins. Linear: the end of a chain is noted for all of it.
fn ends(next: &[Option<usize>]) -> Vec<usize> {
    const OPEN: usize = usize::MAX;
    let mut ends = vec![OPEN; next.len()];
    let mut chain = Vec::new();
    for start in 0..next.len() {
        let mut at = start;
        let end = loop {
            match ends.get(at) {
                Some(&OPEN) => {}
                Some(&known) => break known,
                None => break at,
            }
            chain.push(at);
            match next.get(at).copied().flatten() {
                Some(following) => at = following,
                None => break at,
            }
        };
        for element in chain.drain(..) {
            if let Some(slot) = ends.get_mut(element) {
                *slot = end;
            }
        }
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_of_chains() {
        assert_eq!(
            ends(&[Some(2), None, Some(3), None, Some(0), Some(1)]),
            [3, 1, 3, 3, 3, 1]
        );
    }

    /// `walked` turns the number back into a kind by the order of the tables.
    #[test]
    fn kinds_and_tables_have_the_same_order() {
        for (index, table) in vocabulary::objects().iter().enumerate() {
            assert_eq!(table.kind as usize, index);
        }
    }
}
