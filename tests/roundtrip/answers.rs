//! What the client of a date reads of the answers of a document: asked of its types, of the relaxed document of its date,
//! and of the comparison, which must all say the same.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use openapi_compat::{Finding, Judgement, Operation, Part, Side, compare, positions};
use openapi_doc::{Document, Role as Reached};
use schema_subset::{Options, Role, SchemaId, Verdict};
use serde_json::Value;
use source_tree::NodeId;
use specdate_tests::root;

use crate::decoders::Decoder;
use crate::documents::{Dated, Relaxed, Schemas, options};
use crate::near::near;

const RESPONSE: Option<Role> = Some(Role::Response);

/// The client of a date.
pub struct Client<'d> {
    dated: &'d Dated,
    relaxed: Relaxed,
    /// The types of the answers of each operation: of successes and of errors.
    types: BTreeMap<String, [String; 2]>,
}

/// What was found out, and what is wrong.
#[derive(Debug, Default)]
pub struct Found {
    /// Values that were read, and that were refused.
    pub read: usize,
    pub refused: usize,
    /// Answers of which not everything is read.
    pub not_contained: usize,
    /// Messages that break the client, as the comparison says.
    pub witnesses: usize,
    /// Values that the client reads although its relaxed document does not accept them.
    pub read_only: Vec<String>,
    /// Values that it refuses although its relaxed document accepts them.
    pub refused_only: Vec<String>,
    /// What else is wrong.
    pub misjudged: Vec<String>,
}

/// A body of an operation that both documents have.
struct Answer {
    /// `GET /a (response 200)`.
    place: String,
    decoder: Decoder,
    /// The schema of the client's own document.
    written: NodeId,
    /// The same in the document as the client reads it.
    read: NodeId,
    /// The schema of the document that the server speaks.
    sent: NodeId,
}

impl<'d> Client<'d> {
    pub fn of(dated: &'d Dated) -> Self {
        let listing = format!(
            "crates/verifa/src/generated/{}.surface.txt",
            dated.module.name
        );
        let listing = std::fs::read_to_string(root().join(listing)).unwrap();
        Self {
            dated,
            relaxed: Relaxed::of(&dated.document),
            types: answer_types(&listing),
        }
    }

    /// The type of the body of an answer, with how it is read; `None` if the body is handed over as it comes.
    fn type_of(&self, operation: &str, status: &str) -> Option<(&str, Decoder)> {
        let [success, error] = &self.types[operation];
        let is_success = status.starts_with('2');
        let name = if is_success { success } else { error };
        if name == "ByteStream" {
            return None;
        }
        let decoder = self.dated.module.decoder(name);
        Some((
            name,
            decoder.unwrap_or_else(|| panic!("{operation}: no type `{name}`")),
        ))
    }

    /// The bodies that the client decodes of a server that speaks the revision, each type and pair of schemas once.
    fn answers(&self, revision: &Document) -> Vec<Answer> {
        let base = &self.dated.document;
        let ids = ids(base);
        let mut seen = BTreeSet::new();
        let mut answers = Vec::new();
        for position in positions(base, revision, &options()) {
            let operation = &position.operation;
            let id = ids.get(&(operation.path.as_str(), operation.method.as_str()));
            let (Part::ResponseBody(status, _), Reached::Response, Some(id)) =
                (&position.part, position.role, id)
            else {
                continue;
            };
            let Some((name, decoder)) = self.type_of(id, status) else {
                continue;
            };
            let (Some(of_base), Some(of_revision)) = (position.base, position.revision) else {
                panic!("{id}: a body without a schema");
            };
            let [written, sent] = [of_base, of_revision].map(|of| of.resolve().item().at().node);
            if seen.insert((name.to_owned(), written, sent)) {
                answers.push(Answer {
                    place: place_of(operation),
                    decoder,
                    written,
                    read: self.relaxed.at(of_base.resolve()),
                    sent,
                });
            }
        }
        answers
    }

    /// Asks about every answer that a server which speaks the revision may write otherwise, with a value for each seed.
    pub fn ask(&self, revision: &Document, seeds: Range<u64>) -> Found {
        let mut schemas = Schemas::default();
        let written = schemas.add_document(&self.dated.document);
        let sent = schemas.add_document(revision);
        let read = schemas.add_relaxed(&self.relaxed);
        let answers = self.answers(revision);
        let asked = answers.iter().map(|answer| Asked {
            answer,
            written: schemas.at(written, answer.written),
            sent: schemas.at(sent, answer.sent),
            read: schemas.at(read, answer.read),
        });
        let mut asked: Vec<Asked<'_>> = asked.collect();
        asked.retain(|asked| !schemas.pool.is_same(asked.written, asked.sent));

        let mut found = Found::default();
        let mut broken = BTreeSet::new();
        for (asked, verdict) in asked.iter().zip(verdicts(&mut schemas, &asked)) {
            let values = schemas.samples(asked.sent, RESPONSE, seeds.clone());
            let refused = self.hold(asked.answer, &values, &mut found);
            found.judge(asked.answer, &verdict, &refused);
            if !refused.is_empty() {
                broken.insert(asked.answer.place.clone());
            }
        }
        let told = self.ask_comparison(revision, &mut found);
        let untold = broken.difference(&told);
        let untold = untold.map(|place| format!("{place}: no finding says that the client breaks"));
        found.misjudged.extend(untold);
        found
    }

    /// Asks about values near to those of its own document, as it is written and as the client reads it: with one of the
    /// others in place of a part.
    pub fn ask_near(&self, seeds: Range<u64>, others: &[Value]) -> Found {
        let mut schemas = Schemas::default();
        let written = schemas.add_document(&self.dated.document);
        let read = schemas.add_relaxed(&self.relaxed);
        let answers = self.answers(&self.dated.document);
        let asked = answers.iter().map(|answer| Asked {
            answer,
            written: schemas.at(written, answer.written),
            sent: schemas.at(written, answer.sent),
            read: schemas.at(read, answer.read),
        });
        let asked: Vec<Asked<'_>> = asked.collect();
        let mut found = Found::default();
        for (asked, verdict) in asked.iter().zip(verdicts(&mut schemas, &asked)) {
            let samples = [asked.written, asked.read]
                .map(|of| schemas.samples(of, RESPONSE, seeds.clone()))
                .concat();
            let values: Vec<Value> = samples
                .iter()
                .flat_map(|value| near(value, others))
                .collect();
            self.hold(asked.answer, &values, &mut found);
            found.judge(asked.answer, &verdict, &[]);
        }
        found
    }

    /// Whether the type reads exactly those of the values that the relaxed document accepts. Returns what it refuses.
    fn hold<'v>(&self, answer: &Answer, values: &'v [Value], found: &mut Found) -> Vec<&'v Value> {
        let mut judge = self.relaxed.judge();
        let accepted = judge.accepts_each(answer.read, RESPONSE, values);
        let mut refused = Vec::new();
        for (value, accepted) in values.iter().zip(accepted) {
            match ((answer.decoder)(value), accepted) {
                (Ok(_), true) => found.read += 1,
                (Err(_), false) => {
                    found.refused += 1;
                    refused.push(value);
                }
                (Ok(_), false) => {
                    let wrong = format!("{}: read, but not accepted: {value}", answer.place);
                    found.read_only.push(wrong);
                }
                (Err(error), true) => {
                    let wrong = format!("{}: accepted, but {error}: {value}", answer.place);
                    found.refused_only.push(wrong);
                }
            }
        }
        refused
    }

    /// Whether each message that breaks the client, as a comparison says, is one that it cannot read. Returns the answers
    /// of which it says that they break the client, or that it does not know.
    fn ask_comparison(&self, revision: &Document, found: &mut Found) -> BTreeSet<String> {
        let base = &self.dated.document;
        let ids = ids(base);
        let comparison = compare(base, revision, &options());
        let mut told = BTreeSet::new();
        for finding in &comparison.findings {
            if finding.verdicts.client == Judgement::Compatible {
                continue;
            }
            told.extend(finding.operations.iter().map(place_of));
            if finding.verdicts.client != Judgement::Breaking {
                continue;
            }
            let Some((status, body)) = body(finding) else {
                continue;
            };
            let operation = &finding.operations[0];
            let id = ids.get(&(operation.path.as_str(), operation.method.as_str()));
            let Some((_, decoder)) = id.and_then(|id| self.type_of(id, status)) else {
                continue;
            };
            found.witnesses += 1;
            let place = format!("{} {} {status}", operation.method, operation.path);
            if decoder(&body).is_ok() {
                found
                    .misjudged
                    .push(format!("{place}: {} breaks no client: {body}", finding.id));
            }
        }
        told
    }
}

impl Found {
    /// Everything that is wrong.
    pub fn wrong(self) -> impl Iterator<Item = String> {
        let not_as_accepted = self.read_only.into_iter().chain(self.refused_only);
        not_as_accepted.chain(self.misjudged)
    }

    /// Whether the verdict on an answer agrees with what the type refuses.
    fn judge(&mut self, answer: &Answer, verdict: &Verdict, refused: &[&Value]) {
        let place = &answer.place;
        match verdict {
            Verdict::Contained => {
                let refused = refused.iter();
                let wrong =
                    refused.map(|value| format!("{place}: contained, but refused: {value}"));
                self.misjudged.extend(wrong);
            }
            Verdict::NotContained(witness) => {
                self.not_contained += 1;
                let value = serde_json::from_str(&witness.to_string()).unwrap();
                if (answer.decoder)(&value).is_ok() {
                    self.misjudged
                        .push(format!("{place}: not contained, but read: {value}"));
                }
            }
            Verdict::Unknown(reason) => self.misjudged.push(format!("{place}: {reason}")),
        }
    }
}

fn place_of(operation: &Operation) -> String {
    format!(
        "{} {} ({})",
        operation.method, operation.path, operation.part
    )
}

/// What is compared of an answer: what the server writes with what the client reads.
struct Asked<'a> {
    answer: &'a Answer,
    /// What the client's own document allows.
    written: SchemaId,
    sent: SchemaId,
    read: SchemaId,
}

/// Whether the client reads whatever is sent, for each answer.
fn verdicts(schemas: &mut Schemas<'_>, asked: &[Asked<'_>]) -> Vec<Verdict> {
    let pairs: Vec<_> = asked.iter().map(|asked| (asked.sent, asked.read)).collect();
    let options = Options::default();
    schemas.pool.compare_all(&pairs, RESPONSE, &options)
}

/// The names of the operations by path and method.
fn ids(document: &Document) -> BTreeMap<(&str, &str), &str> {
    let operations = document.operations();
    let ids = operations.map(|of| {
        let id = of.operation_id().unwrap();
        ((of.template(), of.method().as_str()), id)
    });
    ids.collect()
}

/// The JSON body of a response that shows a finding, with its status.
fn body(finding: &Finding) -> Option<(&str, Value)> {
    let witness = finding.witness.as_ref()?;
    let is_answer = witness.side == Side::Response && !witness.is_inbound;
    let body = witness.body.as_ref().filter(|_| is_answer)?;
    Some((&witness.start, serde_json::from_str(body).ok()?))
}

/// By operation, what its line `.send() -> Result<ResponseValue<Success>, Error<Refusal>>` names.
fn answer_types(listing: &str) -> BTreeMap<String, [String; 2]> {
    let mut types = BTreeMap::new();
    let mut operation = "";
    for line in listing.lines() {
        operation = line.strip_prefix("operation ").unwrap_or(operation);
        let Some(result) = line.strip_prefix("  .send() -> Result<ResponseValue<") else {
            continue;
        };
        let (success, rest) = result.split_once(">, Error<").unwrap();
        let error = rest.strip_suffix(">>").unwrap();
        let known = types.insert(operation.to_owned(), [success, error].map(str::to_owned));
        assert_eq!(known, None, "{operation}");
    }
    types
}
