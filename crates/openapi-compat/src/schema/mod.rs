//! What schemas differ in at the places of messages where they stand: judged as a whole, explained by what is local.
//!
//! Each place is one question to `schema-subset`: is every value that its sender sends accepted by its receiver? The
//! verdict is that of the whole place. Where it is no, the witness names the pairs of keywords that are the cause; the
//! same pair at many places is one change.

mod change;
pub(crate) mod detect;
pub(crate) mod reach;
mod relaxed;
pub(crate) mod structure;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use openapi_doc::{Document, Item, NodeRef, Role, Schema, SpecVersion};
use schema_subset::{
    Cause, Dialect, DocumentId, Formats, Options, Pool, Reading, Reason, Role as Sends, SchemaId,
    Value,
};
use source_tree::{Format, Limits, Pointer, SourceTree};

use crate::audience::Judgement;
use crate::unchanged::Unchanged;
pub(crate) use change::Change;

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
    pub(crate) value: Option<(usize, Value)>,
    /// Why it could not be decided.
    pub(crate) reason: Option<String>,
}

/// What schemas differ in at the positions, by cause.
pub(crate) fn facts(
    base: &Document,
    revision: &Document,
    positions: &[Position<'_>],
    unchanged: &Unchanged<'_>,
    options: &Options,
) -> Vec<SchemaFact> {
    let asked: Vec<usize> = (0..positions.len())
        .filter(|&index| {
            positions
                .get(index)
                .is_some_and(|position| !position.is_unchanged(unchanged))
        })
        .collect();
    if asked.is_empty() {
        return Vec::new();
    }
    let is_sent_back = |index: &usize| {
        let position = positions.get(*index);
        position.is_some_and(|position| position.role == Role::Response)
    };
    // Only responses are read by the client.
    let relaxed = if asked.iter().any(is_sent_back) {
        relaxed_trees(base)
    } else {
        Vec::new()
    };
    let anything =
        SourceTree::parse("any", b"true".to_vec(), Format::Json, &Limits::default()).ok();
    let mut sides = Sides::new(base, revision, &relaxed, anything.as_ref());
    let mut questions = Questions {
        positions,
        pairs: BTreeMap::new(),
        for_client: BTreeMap::new(),
    };
    // Everything is loaded before anything is asked: what is loaded later makes the pool forget its answers.
    for index in asked {
        let Some(position) = positions.get(index) else {
            continue;
        };
        if let Some(pair) = sides.pair(position) {
            questions.pairs.insert(index, pair);
        }
        if position.role == Role::Response
            && let Some(pair) = sides.client_pair(position)
        {
            questions.for_client.insert(index, pair);
        }
    }
    let mut found = Vec::new();
    for role in [Role::Request, Role::Response] {
        found.extend(sides.facts(&questions, role, options));
    }
    found
}

/// The base as its client reads it. What was a document before is one again, unless null beside every optional member makes
/// it too deep.
fn relaxed_trees(base: &Document) -> Vec<Option<SourceTree>> {
    let names = base.files().map(SourceTree::name);
    let parse = |(name, text): (&str, String)| {
        SourceTree::parse(name, text.into_bytes(), Format::Json, &Limits::default()).ok()
    };
    names.zip(relaxed::relaxed(base)).map(parse).collect()
}

impl Position<'_> {
    fn is_unchanged(&self, unchanged: &Unchanged<'_>) -> bool {
        match (self.base, self.revision) {
            (Some(base), Some(revision)) => unchanged.is(base.item().at(), revision.item().at()),
            (None, None) => true,
            _ => false,
        }
    }
}

/// What is asked, by the indexes of positions.
struct Questions<'p, 'd> {
    positions: &'p [Position<'d>],
    /// The schemas of the base and of the revision.
    pairs: BTreeMap<usize, [SchemaId; 2]>,
    /// What the revision sends, and what the client of the base reads.
    for_client: BTreeMap<usize, (SchemaId, SchemaId)>,
}

/// Both documents, and the base as its client reads it, in one pool.
struct Sides<'d> {
    pool: Pool<'d>,
    base: &'d Document,
    revision: &'d Document,
    base_files: Vec<Option<DocumentId>>,
    revision_files: Vec<Option<DocumentId>>,
    relaxed_files: Vec<Option<DocumentId>>,
    /// The schema `true`.
    anything: Option<DocumentId>,
}

impl<'d> Sides<'d> {
    fn new(
        base: &'d Document,
        revision: &'d Document,
        relaxed: &'d [Option<SourceTree>],
        anything: Option<&'d SourceTree>,
    ) -> Self {
        let mut pool = Pool::new();
        let mut insert = |trees: Vec<Option<&'d SourceTree>>, reading| {
            let files = trees
                .into_iter()
                .map(|tree| pool.insert(tree?.name(), tree?, reading).ok());
            let files: Vec<Option<DocumentId>> = files.collect();
            pool.begin_group();
            files
        };
        let files = |document: &'d Document| document.files().map(Some).collect();
        let base_files = insert(files(base), reading(base));
        let revision_files = insert(files(revision), reading(revision));
        let relaxed_files = insert(relaxed.iter().map(Option::as_ref).collect(), reading(base));
        let anything = insert(vec![anything], Reading::of(Dialect::JsonSchema2020_12));
        Self {
            pool,
            base,
            revision,
            base_files,
            revision_files,
            relaxed_files,
            anything: anything.into_iter().next().flatten(),
        }
    }

    fn facts(
        &mut self,
        questions: &Questions<'_, '_>,
        role: Role,
        options: &Options,
    ) -> Vec<SchemaFact> {
        let of_role = |index: usize| {
            let position = questions.positions.get(index);
            position.is_some_and(|position| position.role == role)
        };
        let asked = questions.pairs.iter().filter(|&(&index, _)| of_role(index));
        // Whoever has the newer document reads requests, and writes responses.
        let ordered = asked.map(|(&index, &[base, revision])| match role {
            Role::Request => (index, (base, revision)),
            Role::Response => (index, (revision, base)),
        });
        let (indexes, pairs): (Vec<usize>, Vec<(SchemaId, SchemaId)>) = ordered.unzip();
        let sends = match role {
            Role::Request => Sends::Request,
            Role::Response => Sends::Response,
        };
        let differences = self.pool.differences(&pairs, Some(sends), options);
        let at = |number: &usize| indexes.get(*number).copied();
        let client = match role {
            Role::Request => None,
            Role::Response => {
                let broken: BTreeSet<usize> = differences
                    .breaks
                    .iter()
                    .flat_map(|cause| &cause.pairs)
                    .filter_map(at)
                    .collect();
                Some(self.client(&broken, questions, options))
            }
        };
        let mut found = Vec::new();
        for cause in &differences.breaks {
            let broken = Broken {
                cause: &cause.cause,
                positions: cause.pairs.iter().filter_map(at).collect(),
                proof: cause.proof.clone().and_then(|proof| {
                    let at = at(&proof.pair).ok_or(Reason::Unverified)?;
                    Ok((at, proof.value))
                }),
            };
            found.extend(self.explained(role, &broken, client.as_ref()));
        }
        let undecided = differences.undecided.iter();
        found.extend(undecided.filter_map(|(number, reason)| {
            let index = at(number)?;
            let position = questions.positions.get(index)?;
            Some(SchemaFact {
                positions: vec![index],
                change: Change::undecided(role),
                base: Some(place(position.base, position.places.0)),
                revision: Some(place(position.revision, position.places.1)),
                wire: Judgement::Unknown,
                client: Judgement::Unknown,
                value: None,
                reason: Some(reason.to_string()),
            })
        }));
        found
    }

    fn pair(&mut self, position: &Position<'_>) -> Option<[SchemaId; 2]> {
        let anything = self.anything;
        let node =
            |pool: &mut Pool<'d>, files: &[Option<DocumentId>], schema: Option<Schema<'_>>| {
                let Some(schema) = schema else {
                    return pool.node(anything?, &Pointer::root());
                };
                let at = schema.item().at();
                pool.node_at((*files.get(at.file.index())?)?, at.node)
            };
        Some([
            node(&mut self.pool, &self.base_files, position.base)?,
            node(&mut self.pool, &self.revision_files, position.revision)?,
        ])
    }

    /// The schema of the base as its client reads it, and what the revision sends there.
    fn client_pair(&mut self, position: &Position<'_>) -> Option<(SchemaId, SchemaId)> {
        let [_, revision] = self.pair(position)?;
        let Some(base) = position.base else {
            return Some((revision, self.pool.node(self.anything?, &Pointer::root())?));
        };
        let at = base.item().at();
        let document = (*self.relaxed_files.get(at.file.index())?)?;
        let pointer = self.base.tree(at.file)?.pointer_to(at.node);
        Some((revision, self.pool.node(document, &pointer)?))
    }

    /// The changes that one cause stands for.
    fn explained(
        &self,
        role: Role,
        broken: &Broken<'_>,
        client: Option<&Client>,
    ) -> Vec<SchemaFact> {
        let cause = broken.cause;
        let (in_base, in_revision) = match role {
            Role::Request => (&cause.a, &cause.b),
            Role::Response => (&cause.b, &cause.a),
        };
        let base = find(self.base, &in_base.document, &in_base.pointer);
        let revision = find(self.revision, &in_revision.document, &in_revision.pointer);
        let (Some(base), Some(revision)) = (base, revision) else {
            return Vec::new();
        };
        let for_client = client.map_or_else(ForClient::default, |client| client.judgement(broken));
        let (wire, value, reason) = match &broken.proof {
            // What the client refuses shows more.
            Ok(proof) => (
                Judgement::Breaking,
                Some(for_client.proof.unwrap_or_else(|| proof.clone())),
                None,
            ),
            Err(reason) => (Judgement::Unknown, None, Some(reason.to_string())),
        };
        // Without a client of its own, it fails where the contract does.
        let client = for_client.judgement.unwrap_or(wire);
        let changes = Change::of(role, [self.base, self.revision], [base, revision]);
        let facts = changes.into_iter().map(|change| SchemaFact {
            positions: broken.positions.clone(),
            base: Some(change.base.unwrap_or(base)),
            revision: Some(change.revision.unwrap_or(revision)),
            change,
            wire,
            client,
            value: value.clone(),
            reason: reason.clone(),
        });
        facts.collect()
    }

    /// What the generated client of the base makes of the responses that break the contract.
    fn client(
        &mut self,
        broken: &BTreeSet<usize>,
        questions: &Questions<'_, '_>,
        options: &Options,
    ) -> Client {
        let mut client = Client::default();
        let mut indexes = Vec::new();
        let mut pairs = Vec::new();
        for index in broken {
            match questions.for_client.get(index) {
                Some(pair) => {
                    indexes.push(*index);
                    pairs.push(*pair);
                }
                None => {
                    client.unknown.insert(*index);
                }
            }
        }
        let at = |number: &usize| indexes.get(*number).copied();
        let found = self
            .pool
            .differences(&pairs, Some(Sends::Response), options);
        client
            .unknown
            .extend(found.undecided.iter().filter_map(|(number, _)| at(number)));
        client.refused = found
            .breaks
            .into_iter()
            .map(|cause| Refused {
                positions: cause.pairs.iter().filter_map(at).collect(),
                at: cause.cause.a,
                proof: cause
                    .proof
                    .ok()
                    .and_then(|proof| Some((at(&proof.pair)?, proof.value))),
            })
            .collect();
        client
    }
}

/// A cause with the positions that it breaks.
struct Broken<'c> {
    cause: &'c Cause,
    positions: Vec<usize>,
    /// A position with a value that shows it, or why there is none.
    proof: Result<(usize, Value), Reason>,
}

/// What the generated client of the base does at the positions that break the contract.
#[derive(Default)]
struct Client {
    refused: Vec<Refused>,
    unknown: BTreeSet<usize>,
}

/// A place of the revision that the client does not read.
struct Refused {
    at: schema_subset::Place,
    positions: BTreeSet<usize>,
    proof: Option<(usize, Value)>,
}

/// What the client makes of one cause.
#[derive(Default)]
struct ForClient {
    /// None where the contract speaks for it.
    judgement: Option<Judgement>,
    proof: Option<(usize, Value)>,
}

impl Client {
    fn judgement(&self, broken: &Broken<'_>) -> ForClient {
        let at = &broken.cause.a;
        // Null beside an optional member moves the cause from its keyword to its schema.
        let is_here = |refused: &&Refused| {
            let (there, here) = (&refused.at.pointer, &at.pointer);
            let is_near = there == here
                || here.parent().as_ref() == Some(there)
                || there.parent().as_ref() == Some(here);
            let is_met = |position: &usize| refused.positions.contains(position);
            refused.at.document == at.document && is_near && broken.positions.iter().any(is_met)
        };
        let here: Vec<&Refused> = self.refused.iter().filter(is_here).collect();
        let proof = here.iter().find_map(|refused| refused.proof.clone());
        let is_unknown = |position: &usize| self.unknown.contains(position);
        let judgement = if proof.is_some() {
            Judgement::Breaking
        } else if !here.is_empty() || broken.positions.iter().any(is_unknown) {
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

fn place(schema: Option<Schema<'_>>, otherwise: Item<'_>) -> NodeRef {
    schema
        .map_or(otherwise, |schema| schema.resolve().item())
        .at()
}

/// OpenAPI 3.1 says nothing of whether `format` asserts; the formats that the comparison knows do, in both versions.
fn reading(document: &Document) -> Reading {
    match document.version() {
        SpecVersion::V3_0 => Reading::of(Dialect::OpenApi3_0),
        SpecVersion::V3_1 => Reading::of(Dialect::JsonSchema2020_12).formats(Formats::Assertion),
    }
}

fn find(document: &Document, file: &str, pointer: &Pointer) -> Option<NodeRef> {
    let file = document.file_named(file)?;
    let node = document.tree(file)?.pointer(pointer)?.id();
    Some(NodeRef { file, node })
}
