//! What schemas differ in at the places of messages where they stand: judged as a whole, explained by what is local.
//!
//! Each place is one question to `schema-subset`: is every value that its sender sends accepted by its receiver? The
//! verdict is that of the whole place. Where it is no, the witness names the pairs of keywords that are the cause; the
//! same pair at many places is one change.

mod arms;
mod breaks;
mod change;
mod client;
pub(crate) mod detect;
mod discriminators;
mod kinds;
pub(crate) mod location;
mod loosened;
mod meaning;
mod names;
mod parts;
mod relaxed;
pub(crate) mod structure;
#[cfg(test)]
mod tests;
mod texts;
mod unsendable;
mod walk;
mod written;

use std::collections::BTreeMap;
use std::panic::resume_unwind;
use std::sync::{Arc, OnceLock};
use std::thread;

use openapi_doc::{Document, Item, NodeRef, Role, Schema, SpecVersion};
use schema_subset::{Dialect, DocumentId, Options, Pool, Reading, Role as Sends, SchemaId, Value};
use source_tree::{Format, Limits, Pointer, SourceTree};

use crate::audience::Judgement;
use crate::unchanged::Unchanged;
use breaks::Breaks;
pub(crate) use change::Change;
use client::Client;
use loosened::{Answers, Questions};
pub(crate) use names::around;
pub(crate) use relaxed::is_for_readers;
pub use relaxed::{RelaxedFile, relaxed};
use unsendable::Unsendable;

/// A place of messages at which a schema of both documents stands.
#[derive(Clone, Copy)]
pub(crate) struct Position<'d> {
    /// None where any value is allowed.
    pub(crate) base: Option<Schema<'d>>,
    pub(crate) revision: Option<Schema<'d>>,
    /// What the schemas belong to, for places without one.
    pub(crate) places: (Item<'d>, Item<'d>),
    /// Who sends: webhooks and callbacks are swapped already.
    pub(crate) role: Role,
}

/// One change, with the positions that it breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SchemaFact {
    /// The indexes of the positions, ascending.
    pub(crate) positions: Vec<usize>,
    pub(crate) change: Change,
    /// Where it stands in the base document.
    pub(crate) base: Option<NodeRef>,
    pub(crate) revision: Option<NodeRef>,
    pub(crate) wire: Judgement,
    pub(crate) client: Judgement,
    /// A position with a value of the whole place that its sender sends and its receiver refuses.
    pub(crate) value: Option<(usize, Arc<Value>)>,
    /// Why it could not be decided.
    pub(crate) reason: Option<String>,
}

/// What schemas differ in at the positions, by cause; and what the questions about single schemas came to. `questions` is
/// called when all other schemas are loaded: it may wait for another thread.
pub(crate) fn facts(
    base: &Document,
    revision: &Document,
    positions: &[Position<'_>],
    unchanged: &Unchanged<'_>,
    questions: impl FnOnce() -> Questions,
    options: &Options,
) -> (Vec<SchemaFact>, Answers) {
    let asked: Vec<usize> = (0..positions.len())
        .filter(|&index| {
            positions
                .get(index)
                .is_some_and(|position| !position.is_unchanged(unchanged))
        })
        .collect();
    if asked.is_empty() {
        return (Vec::new(), Answers::default());
    }
    let is_response = |index: &usize| {
        let position = positions.get(*index);
        position.is_some_and(|position| position.role == Role::Response)
    };
    let files = OnceLock::new();
    let (found, answers, mut client) = thread::scope(|scope| {
        // Only responses are read by the client; the other core asks about them at the same time.
        let client = asked.iter().any(is_response).then(|| {
            scope.spawn(|| {
                let files = files.get_or_init(|| client::Files::of(base));
                Client::of([base, revision], files, positions, &asked, options)
            })
        });
        let anything = anything();
        let mut sides = Sides::new(base, revision, anything.as_ref());
        let pairs = sides.pairs(positions, &asked);
        let backwards = sides.backwards(&questions());
        let found = [Role::Request, Role::Response]
            .map(|role| sides.breaks(positions, &pairs, role, options));
        // A schema that leaves its sender nothing to send is read otherwise from then on, so this comes last.
        let answers = sides.answers(&backwards, options);
        let client =
            client.map(|client| client.join().unwrap_or_else(|panic| resume_unwind(panic)));
        (found, answers, client)
    });
    let facts = found
        .into_iter()
        .flat_map(|breaks| breaks.facts([base, revision], positions, &mut client));
    (facts.collect(), answers)
}

/// The schema of what has none.
fn anything() -> Option<SourceTree> {
    SourceTree::parse(ANYTHING, b"true".to_vec(), Format::Json, &Limits::default()).ok()
}

const ANYTHING: &str = "any";

impl Position<'_> {
    fn is_unchanged(&self, unchanged: &Unchanged<'_>) -> bool {
        match (self.base, self.revision) {
            (Some(base), Some(revision)) => unchanged.is(base.item().at(), revision.item().at()),
            (None, None) => true,
            _ => false,
        }
    }
}

/// Two documents in one pool: what is sent by one side and read by the other.
struct Sides<'d> {
    pool: Pool<'d>,
    base: &'d Document,
    revision: &'d Document,
    base_files: Vec<Option<DocumentId>>,
    revision_files: Vec<Option<DocumentId>>,
    /// The schema `true`.
    anything: Option<DocumentId>,
    /// Schemas that leave their sender nothing to send, in requests and in responses.
    unsendable: [Unsendable; 2],
}

impl<'d> Sides<'d> {
    fn new(base: &'d Document, revision: &'d Document, anything: Option<&'d SourceTree>) -> Self {
        let mut pool = Pool::new();
        let base_files = insert(&mut pool, base.files().map(Some), reading(base));
        let revision_files = insert(&mut pool, revision.files().map(Some), reading(revision));
        let plain = Reading::of(Dialect::JsonSchema2020_12);
        let anything = insert(&mut pool, std::iter::once(anything), plain);
        Self {
            pool,
            base,
            revision,
            base_files,
            revision_files,
            anything: anything.into_iter().next().flatten(),
            unsendable: <[Unsendable; 2]>::default(),
        }
    }

    fn unsendable(&mut self, role: Role) -> &mut Unsendable {
        let [request, response] = &mut self.unsendable;
        match role {
            Role::Request => request,
            Role::Response => response,
        }
    }

    /// The schemas at the positions that are asked about, by their indexes. Everything is loaded before anything is asked: what
    /// is loaded later makes the pool forget its answers.
    fn pairs(
        &mut self,
        positions: &[Position<'_>],
        asked: &[usize],
    ) -> BTreeMap<usize, [SchemaId; 2]> {
        let pairs = asked.iter().filter_map(|&index| {
            let position = positions.get(index)?;
            let base = self.node(position.base, Side::Base)?;
            let revision = self.node(position.revision, Side::Revision)?;
            Some((index, [base, revision]))
        });
        pairs.collect()
    }

    fn node(&mut self, schema: Option<Schema<'_>>, side: Side) -> Option<SchemaId> {
        let Some(schema) = schema else {
            return self.pool.node(self.anything?, &Pointer::root());
        };
        let files = match side {
            Side::Base => &self.base_files,
            Side::Revision => &self.revision_files,
        };
        let at = schema.item().at();
        self.pool.node_at((*files.get(at.file.index())?)?, at.node)
    }

    /// What breaks the contract in a role.
    fn breaks(
        &mut self,
        positions: &[Position<'_>],
        pairs: &BTreeMap<usize, [SchemaId; 2]>,
        role: Role,
        options: &Options,
    ) -> Breaks {
        let of_role = |index: usize| positions.get(index).is_some_and(|p| p.role == role);
        let asked = pairs.iter().filter(|&(&index, _)| of_role(index));
        // Whoever has the newer document reads requests, and writes responses.
        let ordered = asked.map(|(&index, &[base, revision])| match role {
            Role::Request => (index, (base, revision)),
            Role::Response => (index, (revision, base)),
        });
        let (indexes, pairs): (Vec<usize>, Vec<(SchemaId, SchemaId)>) = ordered.unzip();
        let sends = Some(sends(role));
        let found = self.pool.differences(&pairs, sends, options);
        let proofs = self.pool.proofs(&pairs, &found.breaks, sends, options);
        let mut breaks = Breaks {
            role,
            indexes,
            found,
            proofs,
            of_members: BTreeMap::new(),
        };
        let members = breaks.members([self.base, self.revision], positions);
        let narrowed = members.iter().map(|(.., narrowed)| narrowed);
        let proofs = self.pool.proofs(&pairs, narrowed, sends, options);
        let members = members.into_iter().zip(proofs);
        breaks.of_members = members
            .map(|((number, name, _), proof)| ((number, name), proof))
            .collect();
        let mut unsendable = std::mem::take(self.unsendable(role));
        unsendable.note(self, role);
        *self.unsendable(role) = unsendable;
        breaks
    }
}

/// Which document a schema is of.
#[derive(Clone, Copy)]
enum Side {
    Base,
    Revision,
}

/// Adds the files of a document to a pool, as a group of their own.
fn insert<'d>(
    pool: &mut Pool<'d>,
    files: impl Iterator<Item = Option<&'d SourceTree>>,
    reading: Reading,
) -> Vec<Option<DocumentId>> {
    let files = files.map(|tree| pool.insert(tree?.name(), tree?, reading).ok());
    let files = files.collect();
    pool.begin_group();
    files
}

fn sends(role: Role) -> Sends {
    match role {
        Role::Request => Sends::Request,
        Role::Response => Sends::Response,
    }
}

fn place(schema: Option<Schema<'_>>, otherwise: Item<'_>) -> NodeRef {
    schema
        .map_or(otherwise, |schema| schema.resolve().item())
        .at()
}

/// OpenAPI 3.1 says nothing of whether `format` asserts; the formats that the comparison knows do, in both versions.
pub(crate) fn reading(document: &Document) -> Reading {
    match document.version() {
        SpecVersion::V3_0 => Reading::of(Dialect::OpenApi3_0),
        SpecVersion::V3_1 => Reading::of_openapi31(),
    }
}

fn find(document: &Document, file: &str, pointer: &Pointer) -> Option<NodeRef> {
    let file = document.file_named(file)?;
    let node = document.tree(file)?.pointer(pointer)?.id();
    Some(NodeRef { file, node })
}
