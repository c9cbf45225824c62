//! What the generated client of the base makes of the responses of the revision.
//!
//! It reads more than the contract allows: so the question is asked again, of the base as it is generated from.

use std::collections::BTreeSet;

use openapi_doc::{Document, Role};
use schema_subset::{Cause, Dialect, Options, Place, Pool, Reading, SchemaId, Value};
use source_tree::{Format, Limits, Pointer, SourceTree};

use super::{Position, anything, insert, reading, relaxed, sends};
use crate::audience::Judgement;

/// What the generated client of the base does not read.
#[derive(Default)]
pub(super) struct Client {
    refused: Vec<Refused>,
    /// The indexes of positions.
    unknown: BTreeSet<usize>,
}

/// A place of the revision that the client does not read.
struct Refused {
    at: Place,
    positions: BTreeSet<usize>,
    /// A position with a value that shows it.
    proof: Option<(usize, Value)>,
}

/// What the client makes of one cause.
#[derive(Default)]
pub(super) struct ForClient {
    /// None where the contract speaks for it.
    pub(super) judgement: Option<Judgement>,
    pub(super) proof: Option<(usize, Value)>,
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
        let trees = trees(base);
        let anything = anything();
        let mut pool = Pool::new();
        let base_files = insert(&mut pool, trees.iter().map(Option::as_ref), reading(base));
        let files = revision.files().map(Some);
        let revision_files = insert(&mut pool, files, reading(revision));
        let plain = Reading::of(Dialect::JsonSchema2020_12);
        let anything = insert(&mut pool, std::iter::once(anything.as_ref()), plain);
        let anything = anything.into_iter().next().flatten();

        let mut client = Self::default();
        let mut indexes = Vec::new();
        let mut pairs = Vec::new();
        for index in asked {
            let pair = positions.get(index).and_then(|position| {
                let any = pool.node(anything?, &Pointer::root())?;
                let revision = match position.revision {
                    Some(schema) => {
                        let at = schema.item().at();
                        pool.node_at((*revision_files.get(at.file.index())?)?, at.node)?
                    }
                    None => any,
                };
                let base = match position.base {
                    Some(schema) => {
                        let at = schema.item().at();
                        let pointer = base.tree(at.file)?.pointer_to(at.node);
                        pool.node((*base_files.get(at.file.index())?)?, &pointer)?
                    }
                    None => any,
                };
                Some((revision, base))
            });
            if let Some(pair) = pair {
                indexes.push(index);
                pairs.push(pair);
            } else {
                client.unknown.insert(index);
            }
        }
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
            .extend(undecided.filter_map(|(number, _)| at(number)));
        let refused = found.breaks.into_iter().map(|cause| Refused {
            positions: cause.pairs.iter().filter_map(at).collect(),
            at: cause.cause.a,
            proof: cause
                .proof
                .ok()
                .and_then(|proof| Some((at(&proof.pair)?, proof.value))),
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
        let proof = here.iter().find_map(|refused| refused.proof.clone());
        let is_unknown = |position: &usize| self.unknown.contains(position);
        let judgement = if proof.is_some() {
            Judgement::Breaking
        } else if !here.is_empty() || positions.iter().any(is_unknown) {
            Judgement::Unknown
        } else {
            Judgement::Compatible
        };
        ForClient {
            judgement: Some(judgement),
            proof,
        }
    }
}

/// The base as its client reads it. What was a document before is one again, unless null beside every optional member makes
/// it too deep.
fn trees(base: &Document) -> Vec<Option<SourceTree>> {
    let names = base.files().map(SourceTree::name);
    let parse = |(name, text): (&str, String)| {
        SourceTree::parse(name, text.into_bytes(), Format::Json, &Limits::default()).ok()
    };
    names.zip(relaxed::relaxed(base)).map(parse).collect()
}
