//! What the generated client of the base makes of the responses of the revision.
//!
//! It reads more than the contract allows: so the question is asked again, of the base as it is generated from.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use foldhash::HashMap;
use openapi_doc::{Document, NodeRef, Role, Schema};
use schema_subset::{
    Break, Cause, Dialect, Differences, Discriminators, DocumentId, Options, Place, Pool, Reading,
    Reason, SchemaId, Value,
};
use source_tree::{Format, Limits, NodeId, Pointer, SourceTree};

use super::relaxed::{RelaxedFile, relaxed};
use super::{Position, anything, insert, reading, sends};
use crate::audience::Judgement;

/// The answers that are kept.
const MAX_ACCEPTED: usize = 8;

/// What the generated client of the base does not read.
pub(super) struct Client<'d> {
    pool: Pool<'d>,
    /// The index of the position for each pair that was asked about.
    indexes: Vec<usize>,
    /// What the revision sends, and what the client reads.
    pairs: Vec<(SchemaId, SchemaId)>,
    /// What the base allows there, as it is written.
    written: Vec<SchemaId>,
    found: Differences,
    near: Near,
    /// The last answers about what is accepted: many breaks are shown by one value.
    accepted: VecDeque<(SchemaId, Arc<Value>, Option<bool>)>,
    /// By the indexes of positions, with the reason.
    unknown: BTreeMap<usize, Reason>,
    options: Options,
}

/// What the client makes of one cause.
#[derive(Debug)]
pub(super) struct ForClient {
    pub(super) judgement: Judgement,
    /// A position with a value that it does not read.
    pub(super) proof: Option<(usize, Arc<Value>)>,
    /// Why it is not known.
    pub(super) reason: Option<Reason>,
}

impl ForClient {
    fn unknown(reason: Reason) -> Self {
        Self {
            judgement: Judgement::Unknown,
            proof: None,
            reason: Some(reason),
        }
    }

    fn breaking(proof: (usize, Arc<Value>)) -> Self {
        Self {
            judgement: Judgement::Breaking,
            proof: Some(proof),
            reason: None,
        }
    }
}

impl<'d> Client<'d> {
    /// Asks about those of the positions that are responses. `files` are those of the base, as the client reads them.
    pub(super) fn of(
        documents: [&'d Document; 2],
        files: &'d Files,
        positions: &[Position<'_>],
        asked: &[usize],
        options: &Options,
    ) -> Self {
        let [base, revision] = documents;
        let mut pool = Pool::new();
        let trees = files.files.iter();
        let trees = trees.map(|file| file.as_ref().map(|file| &file.tree));
        // The generated client tells the arms of a choice apart by what is in them.
        let by_content = reading(base).discriminators(Discriminators::Annotation);
        let relaxed_files = insert(&mut pool, trees, by_content);
        let base_files = insert(&mut pool, base.files().map(Some), reading(base));
        let revision_files = insert(&mut pool, revision.files().map(Some), reading(revision));
        let plain = Reading::of(Dialect::JsonSchema2020_12);
        let anything = std::iter::once(files.anything.as_ref());
        let anything = insert(&mut pool, anything, plain)
            .into_iter()
            .next()
            .flatten();
        let read_as = |at: NodeRef| {
            let file = files.files.get(at.file.index())?.as_ref()?;
            let document = *relaxed_files.get(at.file.index())?;
            Some((document?, *file.read_as.get(&at.node)?))
        };

        let mut unknown = BTreeMap::new();
        let mut indexes = Vec::new();
        let mut pairs = Vec::new();
        let mut written = Vec::new();
        for &index in asked {
            let position = positions.get(index);
            let Some(position) = position.filter(|position| position.role == Role::Response) else {
                continue;
            };
            let mut ask = || {
                let any = pool.node(anything?, &Pointer::root())?;
                let mut node = |files: &[Option<DocumentId>], schema: Schema<'_>| {
                    let at = schema.item().at();
                    pool.node_at((*files.get(at.file.index())?)?, at.node)
                };
                let revision = match position.revision {
                    Some(schema) => node(&revision_files, schema)?,
                    None => any,
                };
                let (allowed, base) = match position.base {
                    Some(schema) => {
                        let allowed = node(&base_files, schema)?;
                        let (document, at) = read_as(schema.item().at())?;
                        (allowed, pool.node_at(document, at)?)
                    }
                    None => (any, any),
                };
                Some((allowed, (revision, base)))
            };
            if let Some((allowed, pair)) = ask() {
                indexes.push(index);
                pairs.push(pair);
                written.push(allowed);
            } else {
                unknown.insert(index, Reason::Unverified);
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
        let found = pool.differences(&pairs, Some(sends(Role::Response)), options);
        let undecided = found.undecided.iter();
        unknown.extend(
            undecided.filter_map(|(number, reason)| Some((*indexes.get(*number)?, reason.clone()))),
        );
        Self {
            pool,
            indexes,
            pairs,
            written,
            near: Near::of(&found.breaks),
            accepted: VecDeque::new(),
            found,
            unknown,
            options: *options,
        }
    }

    /// What the client makes of a cause that breaks the contract at the positions with these indexes; `proof` is a value that
    /// shows it.
    pub(super) fn judgement(
        &mut self,
        cause: &Cause,
        positions: &[usize],
        proof: Option<&(usize, Arc<Value>)>,
    ) -> ForClient {
        let indexes = &self.indexes;
        let is_met = |number: &usize| {
            let index = indexes.get(*number);
            index.is_some_and(|index| positions.binary_search(index).is_ok())
        };
        let near = self.near.to(&cause.a).into_iter();
        let here: Vec<Break> = near
            .filter_map(|index| self.found.breaks.get(index))
            .filter(|of| of.pairs.iter().any(is_met))
            .cloned()
            .collect();
        if here.is_empty() {
            let mut positions = positions.iter();
            let reason = positions.find_map(|position| self.unknown.get(position).cloned());
            return reason.map_or(
                ForClient {
                    judgement: Judgement::Compatible,
                    proof: None,
                    reason: None,
                },
                ForClient::unknown,
            );
        }
        // Most of what the contract refuses for this cause, the client refuses as well.
        if let Some((index, value)) = proof
            && let Ok(number) = indexes.binary_search(index)
            && let Some(&(_, read)) = self.pairs.get(number)
            && self.refuses(read, value)
        {
            return ForClient::breaking((*index, value.clone()));
        }
        let role = Some(sends(Role::Response));
        let proofs = self.pool.proofs(&self.pairs, &here, role, &self.options);
        let mut unconfirmed = Reason::Unverified;
        for proof in proofs {
            match proof {
                Ok(proof) => {
                    let place = (
                        self.indexes.get(proof.pair).copied(),
                        self.written.get(proof.pair).copied(),
                    );
                    if let (Some(index), Some(written)) = place
                        // What the base allows, its client reads: there the model of the client is too narrow.
                        && self.refuses(written, &proof.value)
                    {
                        return ForClient::breaking((index, proof.value));
                    }
                }
                Err(reason) => unconfirmed = reason,
            }
        }
        ForClient::unknown(unconfirmed)
    }

    /// Whether a schema certainly does not accept a value.
    fn refuses(&mut self, schema: SchemaId, value: &Arc<Value>) -> bool {
        let known = |(of, known, _): &&(SchemaId, Arc<Value>, Option<bool>)| {
            *of == schema && Arc::ptr_eq(known, value)
        };
        if let Some(&(.., accepted)) = self.accepted.iter().find(known) {
            return accepted == Some(false);
        }
        let role = Some(sends(Role::Response));
        let accepted = self.pool.accepts(schema, role, value).ok();
        self.accepted.truncate(MAX_ACCEPTED - 1);
        self.accepted
            .push_front((schema, Arc::clone(value), accepted));
        accepted == Some(false)
    }
}

/// The numbers of breaks by where their causes stand on the side of the sender.
#[derive(Default)]
struct Near {
    at: HashMap<(Arc<str>, Pointer), Vec<usize>>,
    /// By what is around their causes.
    inside: HashMap<(Arc<str>, Pointer), Vec<usize>>,
}

impl Near {
    fn of(breaks: &[Break]) -> Self {
        let mut near = Self::default();
        for (index, of) in breaks.iter().enumerate() {
            let Place {
                document, pointer, ..
            } = &of.cause.a;
            if let Some(around) = pointer.parent() {
                let around = (document.clone(), around);
                near.inside.entry(around).or_default().push(index);
            }
            let at = (document.clone(), pointer.clone());
            near.at.entry(at).or_default().push(index);
        }
        near
    }

    /// Those that a cause may be of which the client makes something else: a keyword that it reads otherwise moves the cause to
    /// the schema around it, or into it.
    fn to(&self, cause: &Place) -> BTreeSet<usize> {
        let place = |pointer: Pointer| (cause.document.clone(), pointer);
        let here = place(cause.pointer.clone());
        let around = cause.pointer.parent().map(place);
        let around = around.as_ref().and_then(|around| self.at.get(around));
        let here = [self.at.get(&here), self.inside.get(&here), around];
        here.into_iter().flatten().flatten().copied().collect()
    }
}

/// The base as its client reads it.
pub(super) struct Files {
    files: Vec<Option<File>>,
    anything: Option<SourceTree>,
}

/// A file of the base as its client reads it.
struct File {
    tree: SourceTree,
    /// The schemas of the file, to those of the tree.
    read_as: HashMap<NodeId, NodeId>,
}

impl Files {
    /// What was a document before is one again, unless null beside every optional member makes it too deep.
    pub(super) fn of(base: &Document) -> Self {
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
        Self {
            files: names.zip(relaxed(base)).map(file).collect(),
            anything: anything(),
        }
    }
}
