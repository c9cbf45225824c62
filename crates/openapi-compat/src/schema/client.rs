//! What the generated client of the base makes of the responses of the revision.
//!
//! It reads more than the contract allows: so the question is asked again, of the base as it is generated from.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use openapi_doc::{Document, NodeRef, Role, Schema};
use schema_subset::{
    Cause, Dialect, DocumentId, Options, Place, Pool, Reading, Reason, SchemaId, Value,
};
use source_tree::{Format, Limits, NodeId, Pointer, SourceTree};

use super::relaxed::{RelaxedFile, relaxed};
use super::{Position, anything, insert, reading, sends};
use crate::audience::Judgement;

/// What the generated client of the base does not read.
#[derive(Default)]
pub(super) struct Client {
    refused: Vec<Refused>,
    /// By the indexes of positions, with the reason.
    unknown: BTreeMap<usize, Reason>,
}

/// A place of the revision that the client does not read.
struct Refused {
    at: Place,
    positions: BTreeSet<usize>,
    /// A position with a value that shows it, or why none was confirmed.
    proof: Result<(usize, Value), Reason>,
}

/// What the client makes of one cause.
#[derive(Default)]
pub(super) struct ForClient {
    /// None where the contract speaks for it.
    pub(super) judgement: Option<Judgement>,
    pub(super) proof: Option<(usize, Value)>,
    /// Why it is not known.
    pub(super) reason: Option<Reason>,
}

impl Client {
    /// Asks about those of the positions that are responses.
    pub(super) fn of(
        base: &Document,
        revision: &Document,
        positions: &[Position<'_>],
        asked: &[usize],
        options: &Options,
    ) -> Self {
        let is_response = |index: &usize| {
            let position = positions.get(*index);
            position.is_some_and(|position| position.role == Role::Response)
        };
        let asked: Vec<usize> = asked.iter().copied().filter(is_response).collect();
        if asked.is_empty() {
            return Self::default();
        }
        let files = files(base);
        let anything = anything();
        let mut pool = Pool::new();
        let trees = files
            .iter()
            .map(|file| file.as_ref().map(|file| &file.tree));
        let relaxed_files = insert(&mut pool, trees, reading(base));
        let base_files = insert(&mut pool, base.files().map(Some), reading(base));
        let revision_files = insert(&mut pool, revision.files().map(Some), reading(revision));
        let plain = Reading::of(Dialect::JsonSchema2020_12);
        let anything = insert(&mut pool, std::iter::once(anything.as_ref()), plain);
        let anything = anything.into_iter().next().flatten();
        let read_as = |at: NodeRef| {
            let file = files.get(at.file.index())?.as_ref()?;
            let document = *relaxed_files.get(at.file.index())?;
            Some((document?, *file.read_as.get(&at.node)?))
        };

        let mut client = Self::default();
        let mut indexes = Vec::new();
        let mut pairs = Vec::new();
        for index in asked {
            let pair = positions.get(index).and_then(|position| {
                let any = pool.node(anything?, &Pointer::root())?;
                let mut node = |files: &[Option<DocumentId>], schema: Schema<'_>| {
                    let at = schema.item().at();
                    pool.node_at((*files.get(at.file.index())?)?, at.node)
                };
                let revision = match position.revision {
                    Some(schema) => node(&revision_files, schema)?,
                    None => any,
                };
                let base = match position.base {
                    Some(schema) => {
                        node(&base_files, schema)?;
                        let (document, at) = read_as(schema.item().at())?;
                        pool.node_at(document, at)?
                    }
                    None => any,
                };
                Some((revision, base))
            });
            if let Some(pair) = pair {
                indexes.push(index);
                pairs.push(pair);
            } else {
                client.unknown.insert(index, Reason::Unverified);
            }
        }
        // The client reads everything that the base allows, so what did not change is never looked into.
        let known = base.schemas().filter_map(|schema| {
            let at = schema.item().at();
            let (document, relaxed) = read_as(at)?;
            let written = pool.loaded((*base_files.get(at.file.index())?)?, at.node)?;
            Some((written, pool.loaded(document, relaxed)?))
        });
        let known: Vec<_> = known.collect();
        pool.take_as_contained(sends(Role::Response), &known);
        client.ask(&mut pool, &indexes, &pairs, options);
        client
    }

    fn ask(
        &mut self,
        pool: &mut Pool<'_>,
        indexes: &[usize],
        pairs: &[(SchemaId, SchemaId)],
        options: &Options,
    ) {
        let at = |number: &usize| indexes.get(*number).copied();
        let found = pool.differences(pairs, Some(sends(Role::Response)), options);
        let undecided = found.undecided.iter();
        self.unknown
            .extend(undecided.filter_map(|(number, reason)| Some((at(number)?, reason.clone()))));
        let refused = found.breaks.into_iter().map(|cause| Refused {
            positions: cause.pairs.iter().filter_map(at).collect(),
            at: cause.cause.a,
            proof: cause.proof.and_then(|proof| {
                let position = at(&proof.pair).ok_or(Reason::Unverified)?;
                Ok((position, proof.value))
            }),
        });
        self.refused = refused.collect();
    }

    /// What the client makes of a cause that breaks the contract at the positions with these indexes.
    pub(super) fn judgement(&self, cause: &Cause, positions: &[usize]) -> ForClient {
        let at = &cause.a;
        // A keyword that is read otherwise by the client moves the cause to the schema around it, or into it.
        let is_here = |refused: &&Refused| {
            let (there, here) = (&refused.at.pointer, &at.pointer);
            let is_near = there == here
                || here.parent().as_ref() == Some(there)
                || there.parent().as_ref() == Some(here);
            let is_met = |position: &usize| refused.positions.contains(position);
            refused.at.document == at.document && is_near && positions.iter().any(is_met)
        };
        let here: Vec<&Refused> = self.refused.iter().filter(is_here).collect();
        let proof = here.iter().find_map(|refused| refused.proof.clone().ok());
        if proof.is_some() {
            return ForClient {
                judgement: Some(Judgement::Breaking),
                proof,
                reason: None,
            };
        }
        let unconfirmed = here.iter().find_map(|refused| refused.proof.clone().err());
        let unknown = || {
            let mut positions = positions.iter();
            positions.find_map(|position| self.unknown.get(position).cloned())
        };
        let reason = unconfirmed.or_else(unknown);
        ForClient {
            judgement: Some(match reason {
                Some(_) => Judgement::Unknown,
                None => Judgement::Compatible,
            }),
            proof: None,
            reason,
        }
    }
}

/// A file of the base as its client reads it.
struct File {
    tree: SourceTree,
    /// The schemas of the file, to those of the tree.
    read_as: HashMap<NodeId, NodeId>,
}

/// The base as its client reads it. What was a document before is one again, unless null beside every optional member makes
/// it too deep.
fn files(base: &Document) -> Vec<Option<File>> {
    let names = base.files().map(SourceTree::name);
    let file = |(name, relaxed): (&str, RelaxedFile)| {
        let text = relaxed.text.into_bytes();
        let tree = SourceTree::parse(name, text, Format::Json, &Limits::default()).ok()?;
        let read_as = relaxed.starts.into_iter();
        let read_as = read_as
            .filter_map(|(node, start)| Some((node, tree.starting_at(start)?.id())))
            .collect();
        Some(File { tree, read_as })
    };
    names.zip(relaxed(base)).map(file).collect()
}
