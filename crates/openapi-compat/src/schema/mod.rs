//! What schemas differ in at the places of messages where they stand: judged as a whole, explained by what is local.
//!
//! Each place is one question to `schema-subset`: is every value that its sender sends accepted by its receiver? The
//! verdict is that of the whole place. Where it is no, the witness names the pairs of keywords that are the cause; the
//! same pair at many places is one change.

mod change;
pub(crate) mod detect;
mod relaxed;
pub(crate) mod structure;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use openapi_doc::{Document, Item, NodeRef, Role, Schema, SpecVersion};
use schema_subset::{
    Dialect, DocumentId, Formats, Options, Pool, Reading, Role as Sends, SchemaId, Value, Verdict,
    Witness,
};
use source_tree::{Format, Limits, Pointer, SourceTree};

use crate::audience::Judgement;
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

/// One change at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SchemaFact {
    /// The index of the position.
    pub(crate) position: usize,
    pub(crate) change: Change,
    /// Where it stands in the base document.
    pub(crate) base: Option<NodeRef>,
    pub(crate) revision: Option<NodeRef>,
    pub(crate) wire: Judgement,
    pub(crate) client: Judgement,
    /// A value of the whole place that its sender sends and its receiver refuses.
    pub(crate) value: Option<Value>,
    /// Why it could not be decided.
    pub(crate) reason: Option<String>,
}

/// What schemas differ in at the positions, in their order.
pub(crate) fn facts(
    base: &Document,
    revision: &Document,
    positions: &[Position<'_>],
    options: &Options,
) -> Vec<SchemaFact> {
    let relaxed = relaxed::relaxed(base);
    let names: Vec<&str> = base.files().map(SourceTree::name).collect();
    let parse = |(name, text): (&&str, String)| {
        SourceTree::parse(name, text.into_bytes(), Format::Json, &Limits::default()).ok()
    };
    // What was a document before is one again, unless null beside every optional member makes it too deep.
    let relaxed: Vec<Option<SourceTree>> = names.iter().zip(relaxed).map(parse).collect();
    let anything =
        SourceTree::parse("any", b"true".to_vec(), Format::Json, &Limits::default()).ok();
    let mut sides = Sides::new(base, revision, &relaxed, anything.as_ref());
    // Everything is loaded before anything is asked: what is loaded later makes the pool forget its answers.
    for position in positions {
        sides.pair(position);
    }
    let mut found = Vec::new();
    for role in [Role::Request, Role::Response] {
        found.extend(sides.facts(positions, role, options));
    }
    found.sort_by_key(|fact| fact.position);
    found
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
        positions: &[Position<'_>],
        role: Role,
        options: &Options,
    ) -> Vec<SchemaFact> {
        let asked: Vec<(usize, [SchemaId; 2])> = positions
            .iter()
            .enumerate()
            .filter(|(_, position)| position.role == role)
            .filter_map(|(index, position)| Some((index, self.pair(position)?)))
            .collect();
        let sends = match role {
            Role::Request => Sends::Request,
            Role::Response => Sends::Response,
        };
        // Whoever has the newer document reads requests, and writes responses.
        let ordered = |[base, revision]: [SchemaId; 2]| match role {
            Role::Request => (base, revision),
            Role::Response => (revision, base),
        };
        let pairs: Vec<_> = asked.iter().map(|&(_, pair)| ordered(pair)).collect();
        let verdicts = self.verdicts(&pairs, sends, options);
        let broken: Vec<(usize, Arc<Verdict>)> = asked
            .iter()
            .map(|&(index, _)| index)
            .zip(verdicts)
            .filter(|(_, verdict)| !verdict.is_contained())
            .collect();
        let for_client = match role {
            Role::Request => None,
            Role::Response => Some(self.client(positions, &broken, options)),
        };
        let mut found = Vec::new();
        // One verdict stands at many positions; its causes are looked up once.
        let mut explained: HashMap<*const Verdict, Vec<Explained>> = HashMap::new();
        for (index, verdict) in &broken {
            match &**verdict {
                Verdict::NotContained(witness) => {
                    let changes = explained
                        .entry(Arc::as_ptr(verdict))
                        .or_insert_with(|| self.explained(role, witness));
                    let client = for_client.as_ref();
                    let changes = changes.iter();
                    found.extend(changes.map(|change| change.at(*index, witness, client)));
                }
                Verdict::Unknown(reason) => {
                    let Some(position) = positions.get(*index) else {
                        continue;
                    };
                    found.push(SchemaFact {
                        position: *index,
                        change: Change::undecided(role),
                        base: Some(place(position.base, position.places.0)),
                        revision: Some(place(position.revision, position.places.1)),
                        wire: Judgement::Unknown,
                        client: Judgement::Unknown,
                        value: None,
                        reason: Some(reason.to_string()),
                    });
                }
                Verdict::Contained => {}
            }
        }
        found
    }

    /// The verdicts on pairs, each of which is asked about once.
    fn verdicts(
        &mut self,
        pairs: &[(SchemaId, SchemaId)],
        sends: Sends,
        options: &Options,
    ) -> Vec<Arc<Verdict>> {
        let mut unlike: Vec<(SchemaId, SchemaId)> = pairs.to_vec();
        unlike.sort_unstable();
        unlike.dedup();
        let verdicts = self.pool.compare_all(&unlike, Some(sends), options);
        let verdicts: Vec<Arc<Verdict>> = verdicts.into_iter().map(Arc::new).collect();
        let of = |pair| verdicts.get(unlike.binary_search(pair).ok()?).cloned();
        pairs.iter().filter_map(of).collect()
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

    /// The changes that are the causes of a verdict.
    fn explained(&self, role: Role, witness: &Witness) -> Vec<Explained> {
        let mut found = Vec::new();
        for cause in &witness.causes {
            let (in_base, in_revision) = match role {
                Role::Request => (&cause.a, &cause.b),
                Role::Response => (&cause.b, &cause.a),
            };
            let base = find(self.base, &in_base.document, &in_base.pointer);
            let revision = find(self.revision, &in_revision.document, &in_revision.pointer);
            let (Some(base), Some(revision)) = (base, revision) else {
                continue;
            };
            let changes = Change::of(role, [self.base, self.revision], [base, revision]);
            found.extend(changes.into_iter().map(|change| Explained {
                base: change.base.unwrap_or(base),
                revision: change.revision.unwrap_or(revision),
                change,
                sent: cause.a.clone(),
            }));
        }
        found
    }

    /// What the generated client of the base makes of the responses that break the contract.
    fn client(
        &mut self,
        positions: &[Position<'_>],
        broken: &[(usize, Arc<Verdict>)],
        options: &Options,
    ) -> Client {
        let mut asked = Vec::new();
        let mut client = Client::default();
        for &(index, _) in broken {
            let pair = positions.get(index).and_then(|position| {
                let [_, revision] = self.pair(position)?;
                let Some(base) = position.base else {
                    return Some((revision, self.pool.node(self.anything?, &Pointer::root())?));
                };
                let location = base.item().location();
                let file = base.item().at().file.index();
                let document = (*self.relaxed_files.get(file)?)?;
                let pointer = Pointer::parse(&location.pointer).ok()?;
                Some((revision, self.pool.node(document, &pointer)?))
            });
            match pair {
                Some(pair) => asked.push((index, pair)),
                None => {
                    client.unknown.insert(index);
                }
            }
        }
        let pairs: Vec<_> = asked.iter().map(|&(_, pair)| pair).collect();
        let verdicts = self.verdicts(&pairs, Sends::Response, options);
        for ((index, _), verdict) in asked.into_iter().zip(verdicts) {
            match &*verdict {
                Verdict::Contained => {}
                Verdict::NotContained(witness) => {
                    let places = witness.causes.iter().map(|cause| cause.a.clone());
                    client.refused.insert(index, places.collect());
                }
                Verdict::Unknown(_) => {
                    client.unknown.insert(index);
                }
            }
        }
        client
    }
}

/// A cause of a verdict, as a change.
struct Explained {
    change: Change,
    base: NodeRef,
    revision: NodeRef,
    /// Where it stands in the document of the sender.
    sent: schema_subset::Place,
}

impl Explained {
    /// The change as a fact about a position; without a client it is as the contract is.
    fn at(&self, position: usize, witness: &Witness, client: Option<&Client>) -> SchemaFact {
        SchemaFact {
            position,
            change: self.change.clone(),
            base: Some(self.base),
            revision: Some(self.revision),
            wire: Judgement::Breaking,
            client: client.map_or(Judgement::Breaking, |client| {
                client.judgement(position, &self.sent)
            }),
            value: Some(witness.value.clone()),
            reason: None,
        }
    }
}

/// What the generated client of the base does at each position that breaks the contract.
#[derive(Default)]
struct Client {
    /// The places of the revision that it does not read.
    refused: BTreeMap<usize, BTreeSet<schema_subset::Place>>,
    unknown: BTreeSet<usize>,
}

impl Client {
    fn judgement(&self, position: usize, at: &schema_subset::Place) -> Judgement {
        if self.unknown.contains(&position) {
            return Judgement::Unknown;
        }
        // Null beside an optional member moves the cause from its keyword to its schema.
        let is_here = |place: &schema_subset::Place| {
            let (there, here) = (&place.pointer, &at.pointer);
            place.document == at.document
                && (there == here
                    || here.parent().as_ref() == Some(there)
                    || there.parent().as_ref() == Some(here))
        };
        let refused = self.refused.get(&position);
        if refused.is_some_and(|places| places.iter().any(is_here)) {
            Judgement::Breaking
        } else {
            Judgement::Compatible
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
