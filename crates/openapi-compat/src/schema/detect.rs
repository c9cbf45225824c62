//! The facts about schemas: at which positions they break the contract, and what they declare differently.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use openapi_doc::{Document, NodeRef, Role, Schema, StatusKey, Type};

use super::change::subject as subject_of;
use super::structure::Declared;
use super::texts::{Texts, summary};
use super::walk::{PairId, Reached, Unit, Walks};
use super::{Change, Position, SchemaFact, facts as compare};
use crate::audience::{Judgement, Verdicts};
use crate::fact::{Body, Doubt, Evidence, Fact, RequestOf, ResponseOf};
use crate::finding::Operation;
use crate::options::Options;
use crate::pair::positions::{self, Carrier, Part, Serialization, of_pair};
use crate::pair::{Link, OperationPair, Pairing};
use crate::rule::{Direction, Rule};
use crate::rules::RULES;
use crate::unchanged::Unchanged;

/// Keywords that say nothing about values.
const READERS: [&str; 7] = [
    "$comment",
    "default",
    "description",
    "example",
    "examples",
    "externalDocs",
    "title",
];

/// A position with the operations that it is a part of.
struct Site<'p, 'd> {
    pair: &'p OperationPair<'d>,
    position: positions::Position<'d>,
    carrier: Carrier<'d>,
}

/// Every fact about the schemas of two documents.
pub(crate) fn facts<'d>(
    base: &'d Document,
    revision: &'d Document,
    pairing: &Pairing<'d>,
    unchanged: &Unchanged<'d>,
    options: &Options,
) -> Vec<Fact<'d>> {
    let changed = pairing.operations.iter();
    let sites: Vec<Site<'_, 'd>> = changed
        .filter(|pair| !pair.is_unchanged(unchanged))
        .flat_map(|pair| {
            let positions = of_pair(pair, options).into_iter();
            positions.map(move |(position, carrier)| Site {
                pair,
                position,
                carrier,
            })
        })
        .filter(|site| !is_any_text(&site.position))
        .collect();
    let asked: Vec<Position<'d>> = sites
        .iter()
        .map(|site| Position {
            base: site.position.base,
            revision: site.position.revision,
            places: site.position.places,
            role: site.position.role,
        })
        .collect();
    let mut walks = Walks::default();
    let roots: Vec<Option<PairId>> = sites
        .iter()
        .zip(&asked)
        // A path that takes over requests is another operation: what it declares is its own.
        .map(|(site, position)| {
            let root = walks.add(position, unchanged);
            root.filter(|_| site.pair.link == Link::Same)
        })
        .collect();
    let options = schema_subset::Options::default();
    let (broken, answers) = compare(
        base,
        revision,
        &asked,
        unchanged,
        &walks.questions(),
        &options,
    );
    let mut found = Vec::new();
    for fact in broken {
        for (first, others) in judged_alike(&sites, &fact.positions) {
            let value = fact.value.as_ref();
            let shown = value.and_then(|(at, value)| Some((sites.get(*at)?, value.clone())));
            let told = first.broken(base, revision, &fact, shown);
            found.extend(told.map(|told| told.also(others)));
        }
    }
    let same = sites.iter().filter(|site| site.pair.link == Link::Same);
    found.extend(same.filter_map(Site::freed));
    let telling = walks.telling(&answers);
    let texts = walks.texts();
    let mut told = Tell {
        documents: (base, revision),
        texts: &texts,
        known: HashMap::new(),
        facts: Vec::new(),
    };
    // The same schemas stand at many positions: the answer of every error is the same one.
    let mut known: HashMap<PairId, Reached<'_>> = HashMap::new();
    for (site, root) in sites.iter().zip(roots) {
        let Some(root) = root else { continue };
        let reached = known.entry(root).or_insert_with(|| telling.reached(root));
        told.at(site, reached);
    }
    found.extend(told.facts);
    found
}

/// The first of the sites that are judged alike, with the operations of the others: who sends, and whether the generated
/// client reads it.
fn judged_alike<'s, 'p, 'd>(
    sites: &'s [Site<'p, 'd>],
    indexes: &[usize],
) -> Vec<(&'s Site<'p, 'd>, Vec<Operation>)> {
    let mut found: Vec<(&Site<'p, 'd>, Vec<Operation>)> = Vec::new();
    for site in indexes.iter().filter_map(|&index| sites.get(index)) {
        let same = |(first, _): &&mut (&Site<'_, '_>, Vec<Operation>)| {
            first.pair.direction == site.pair.direction && first.is_header() == site.is_header()
        };
        match found.iter_mut().find(same) {
            Some((_, others)) => others.push(site.position.operation.clone()),
            None => found.push((site, Vec::new())),
        }
    }
    found
}

/// What is told by single schemas, each fact with every operation that it reaches.
struct Tell<'w, 'd> {
    documents: (&'d Document, &'d Document),
    texts: &'w BTreeMap<Unit, BTreeSet<&'w Texts>>,
    known: HashMap<(Direction, Subject<'w>), Option<usize>>,
    facts: Vec<Fact<'d>>,
}

/// What a fact about single schemas is about.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Subject<'w> {
    Declared(&'w Declared),
    Texts(Unit),
    Xml(NodeRef, NodeRef, Role),
}

impl<'w, 'd> Tell<'w, 'd> {
    fn at(&mut self, site: &Site<'_, 'd>, reached: &Reached<'w>) {
        let declared = reached.declared.iter().copied().map(Subject::Declared);
        let texts = reached.units.iter().copied().map(Subject::Texts);
        let role = site.position.role;
        let xml = reached.xml.iter().filter(|_| site.is_xml());
        let xml = xml.map(|&(base, revision)| Subject::Xml(base, revision, role));
        for subject in declared.chain(texts).chain(xml) {
            let subject_here = (site.pair.direction, subject);
            if let Some(known) = self.known.get(&subject_here) {
                let fact = known.and_then(|known| self.facts.get_mut(known));
                if let Some(fact) = fact {
                    fact.other_operations.push(site.position.operation.clone());
                }
                continue;
            }
            let fact = self.fact(site, subject);
            let index = fact.is_some().then_some(self.facts.len());
            self.known.insert(subject_here, index);
            self.facts.extend(fact);
        }
    }

    fn fact(&self, site: &Site<'_, 'd>, subject: Subject<'w>) -> Option<Fact<'d>> {
        let (base, revision) = self.documents;
        match subject {
            Subject::Declared(declared) => {
                let mut fact = site.fact(declared.rule)?;
                fact.base = base.item(declared.base);
                fact.revision = revision.item(declared.revision);
                fact.arguments.clone_from(&declared.arguments);
                fact.evidence = site.evidence(None);
                Some(fact)
            }
            Subject::Texts(unit) => {
                let texts = self.texts.get(&unit)?;
                let summary = summary(texts.iter().copied());
                let items = (base.item(unit.0)?, revision.item(unit.1)?);
                let what = match texts.first().map(|texts| texts.component.as_str()) {
                    Some("") | None => subject_of(items.1),
                    Some(name) => format!("the schema `{name}`"),
                };
                let mut fact = site.fact("docs-changed")?.at(items.0, items.1);
                fact.values = summary.values;
                let fact = fact.argument("what", what);
                Some(fact.argument("members", summary.members))
            }
            Subject::Xml(old, new, role) => {
                let fact = site.fact(Change::undecided(role).rule)?;
                let reason = "how values are written in XML (`xml`) is not compared";
                let fact = fact.at(base.item(old)?, revision.item(new)?);
                let fact = fact.doubt(Doubt::Schemas(reason.to_owned()));
                Some(fact.verdicts(Verdicts::WIRE_UNKNOWN))
            }
        }
    }
}

/// Whether every value that the sender writes is read as it is: parameters and headers are compared as the strings that
/// they are written as, and a schema that allows every string allows what any scalar is written as.
fn is_any_text(position: &positions::Position<'_>) -> bool {
    let is_text =
        |serialization: &Serialization<'_>| matches!(serialization, Serialization::Style { .. });
    let (base, revision) = &position.serialization;
    let (sender, receiver) = match position.role {
        Role::Request => (position.base, position.revision),
        Role::Response => (position.revision, position.base),
    };
    is_text(base)
        && is_text(revision)
        && sender.is_some_and(is_scalar)
        && receiver.is_some_and(is_any_string)
}

fn is_scalar(schema: Schema<'_>) -> bool {
    let types = schema.resolve().types();
    let scalar = [Type::String, Type::Integer, Type::Number, Type::Boolean];
    !types.is_empty() && types.iter().all(|of| scalar.contains(&of))
}

fn is_any_string(schema: Schema<'_>) -> bool {
    let schema = schema.resolve();
    let restricts = [
        "enum",
        "const",
        "pattern",
        "format",
        "minLength",
        "maxLength",
        "allOf",
        "anyOf",
        "oneOf",
        "not",
        "if",
    ];
    schema.types().contains(Type::String)
        && restricts
            .iter()
            .all(|keyword| schema.keyword(keyword).is_none())
}

fn rule(id: &str) -> Option<&'static Rule> {
    let at = RULES.binary_search_by(|rule| rule.id.cmp(id)).ok()?;
    RULES.get(at).copied()
}

impl<'d> Site<'_, 'd> {
    fn fact(&self, id: &str) -> Option<Fact<'d>> {
        let part = &self.position.operation.part;
        Some(self.pair.fact(rule(id)?, part))
    }

    /// A part that any value may be now, or that no longer is any value: nobody breaks.
    fn freed(&self) -> Option<Fact<'d>> {
        let position = &self.position;
        let (rule, schema) = match (position.role, position.base, position.revision) {
            (Role::Request, Some(base), None) => ("request-schema-widened", base),
            (Role::Response, None, Some(revision)) => ("response-schema-narrowed", revision),
            _ => return None,
        };
        let says = |(name, _): (&str, _)| {
            !name.starts_with("x-") && !READERS.contains(&name) && name != "deprecated"
        };
        schema.resolve().item().members().any(says).then_some(())?;
        let fact = self.fact(rule)?.at(position.places.0, position.places.1);
        Some(fact.argument("subject", subject_of(schema.item())))
    }

    fn is_header(&self) -> bool {
        matches!(self.position.part, Part::ResponseHeader(..))
    }

    /// The break as it is told here; `shown` is the site whose message shows it, with the value in it.
    fn broken(
        &self,
        base: &'d Document,
        revision: &'d Document,
        found: &SchemaFact,
        shown: Option<(&Self, schema_subset::Value)>,
    ) -> Option<Fact<'d>> {
        let mut fact = self.fact(found.change.rule)?;
        fact.base = found.base.and_then(|at| base.item(at));
        fact.revision = found.revision.and_then(|at| revision.item(at));
        fact.arguments.clone_from(&found.change.arguments);
        fact.verdicts = Some(Verdicts {
            wire: found.wire,
            behavior: Judgement::Compatible,
            // The generated client does not read headers.
            client: if self.is_header() {
                Judgement::Compatible
            } else {
                found.client
            },
            source: Judgement::NotJudged,
            docs: Judgement::NotJudged,
        });
        fact.doubt = found.reason.clone().map(Doubt::Schemas);
        fact.evidence = shown.and_then(|(site, value)| site.evidence(Some(value)));
        Some(fact)
    }

    /// The message that carries the value; without one, a message as it is sent now, with everything that a request may have.
    fn evidence(&self, value: Option<schema_subset::Value>) -> Option<Evidence<'d>> {
        let body = if value.is_some() {
            Body::Always
        } else {
            Body::Full
        };
        let request = |value| RequestOf {
            value,
            ..self.pair.sent_request()
        };
        let is_base = self.position.role == Role::Request;
        match (self.carrier, &self.position.part) {
            (Carrier::Parameter(base, revision), _) => {
                let parameter = if is_base { base } else { revision };
                let request = request(value).with(parameter);
                Some(Evidence::Request(Box::new(request)))
            }
            (Carrier::RequestBody, Part::RequestBody(media_type)) => {
                let request = RequestOf {
                    content_type: Some(*media_type),
                    ..request(value)
                };
                Some(Evidence::Request(Box::new(request.body(body))))
            }
            (Carrier::ResponseBody(base, revision), Part::ResponseBody(_, media_type)) => {
                let response = if is_base { base } else { revision };
                Some(Evidence::Response(ResponseOf {
                    response,
                    code: code(base.status().min(revision.status())),
                    media_type: Some(media_type),
                    direction: self.pair.direction,
                    value,
                }))
            }
            _ => None,
        }
    }

    /// Whether a value is written as XML on either side.
    fn is_xml(&self) -> bool {
        let is_xml = |of: &Serialization<'_>| match of {
            Serialization::MediaType(name) => name.ends_with("/xml") || name.ends_with("+xml"),
            Serialization::Style { .. } => false,
        };
        let (base, revision) = &self.position.serialization;
        is_xml(base) || is_xml(revision)
    }
}

/// A code that a status of a document stands for.
fn code(status: StatusKey) -> u16 {
    match status {
        StatusKey::Code(code) => code,
        StatusKey::Range(first) => u16::from(first) * 100,
        StatusKey::Default => 500,
    }
}
