//! The facts about schemas: at which positions they break the contract, and what they declare differently.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::resume_unwind;
use std::sync::Arc;
use std::thread;

use foldhash::HashMap;
use openapi_doc::{Document, MediaType, NodeRef, Role, StatusKey};

use super::meaning::DEFAULT;
use super::names::subject as subject_of;
use super::relaxed::is_for_readers;
use super::structure::Declared;
use super::texts::{Texts, summary};
use super::walk::{PairId, Reached, Unit, Walks};
use super::{Change, Position, SchemaFact, facts as compare};
use crate::audience::{Judgement, Verdicts};
use crate::fact::{Body, Doubt, Evidence, Fact, RequestOf, ResponseOf};
use crate::finding::Operation;
use crate::options::Options;
use crate::pair::media_types::essence;
use crate::pair::positions::{self, Carrier, Part, Serialization, of_pair};
use crate::pair::{Link, OperationPair, Pairing};
use crate::rule::{Default as RuleDefault, Direction, Rule};
use crate::rules::RULES;
use crate::unchanged::Unchanged;
use crate::wire_text;

/// The work for one question about schemas. What is not decided by then seldom is by four times as much.
const STEPS: u64 = 50_000;

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
    let walk = || {
        let mut walks = Walks::default();
        let roots = sites.iter().zip(&asked).map(|(site, position)| {
            let root = walks.add(position, unchanged);
            // A path that takes over requests is another operation: what it declares is its own.
            root.filter(|_| site.pair.link == Link::Same)
        });
        let roots: Vec<Option<PairId>> = roots.collect();
        (walks, roots)
    };
    let options = schema_subset::Options {
        steps: STEPS,
        causes: true,
    };
    let (broken, answers, (walks, roots)) = thread::scope(|scope| {
        let walk = scope.spawn(walk);
        let mut walked = None;
        let questions = || {
            let found = walk.join().unwrap_or_else(|panic| resume_unwind(panic));
            walked.insert(found).0.questions()
        };
        let (broken, answers) = compare(base, revision, &asked, unchanged, questions, &options);
        (broken, answers, walked.unwrap_or_default())
    });
    let mut found = Vec::new();
    for fact in settled(base, revision, broken, &sites) {
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
        written: wire_text::Texts::new(revision, base),
        known: HashMap::default(),
        facts: Vec::new(),
    };
    // The same schemas stand at many positions: the answer of every error is the same one.
    let mut known: HashMap<PairId, Reached<'_>> = HashMap::default();
    for (site, root) in sites.iter().zip(roots) {
        let Some(root) = root else { continue };
        let reached = known.entry(root).or_insert_with(|| telling.reached(root));
        told.at(site, reached);
    }
    found.extend(told.facts);
    found
}

/// Whether it is the rule of a change that only breaks when it is made backwards.
fn is_loosening(id: &str) -> bool {
    let mirror = rule(id).and_then(|rule| rule.mirror).and_then(rule);
    mirror.is_some_and(|mirror| mirror.default == RuleDefault::Computed)
        && rule(id).is_some_and(|rule| rule.default != RuleDefault::Computed)
}

/// The facts after those about what is written as strings are settled as strings, each at its position.
fn settled<'d>(
    base: &'d Document,
    revision: &'d Document,
    facts: Vec<SchemaFact>,
    sites: &[Site<'_, 'd>],
) -> Vec<SchemaFact> {
    let mut found = Vec::new();
    let mut written: BTreeMap<usize, Vec<SchemaFact>> = BTreeMap::new();
    for mut fact in facts {
        let is_text = |index: &usize| sites.get(*index).is_some_and(Site::is_text);
        let (texts, others): (Vec<usize>, Vec<usize>) =
            fact.positions.iter().partition(|at| is_text(at));
        for at in texts {
            let value = fact.value.clone().filter(|(shown, _)| {
                let pair = |index: usize| sites.get(index).map(Site::schemas);
                *shown == at || pair(*shown) == pair(at)
            });
            written.entry(at).or_default().push(SchemaFact {
                positions: vec![at],
                value: value.map(|(_, value)| (at, value)),
                ..fact.clone()
            });
        }
        let is_shown = |(at, _): &(usize, Arc<schema_subset::Value>)| others.contains(at);
        if !others.is_empty() {
            fact.value = fact.value.filter(is_shown);
            fact.positions = others;
            found.push(fact);
        }
    }
    let mut texts = wire_text::Texts::new(base, revision);
    for (at, facts) in written {
        if let Some(site) = sites.get(at) {
            found.extend(texts.settle(at, &site.position, site.form(), facts));
        }
    }
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

/// What a message is to show.
enum Shown {
    /// This value.
    Value(Arc<schema_subset::Value>),
    /// A message as it is sent now, with everything that a request may have.
    Everything,
    /// A message as it is sent now, with only what it must have.
    Least,
}

/// What is told by single schemas, each fact with every operation that it reaches.
struct Tell<'w, 'd> {
    documents: (&'d Document, &'d Document),
    texts: &'w BTreeMap<Unit, BTreeSet<&'w Texts>>,
    /// What is written as strings.
    written: wire_text::Texts<'d>,
    known: HashMap<(Direction, bool, Subject<'w>), usize>,
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
            let key = (site.pair.direction, site.is_text(), subject);
            let known = self.known.get(&key);
            if let Some(fact) = known.and_then(|known| self.facts.get_mut(*known)) {
                fact.other_operations.push(site.position.operation.clone());
            } else if let Some(fact) = self.fact(site, subject) {
                self.known.insert(key, self.facts.len());
                self.facts.push(fact);
            }
        }
    }

    fn is_same_written(&mut self, site: &Site<'_, 'd>, declared: &Declared) -> bool {
        let at = match site.position.role {
            Role::Request => declared.revision,
            Role::Response => declared.base,
        };
        let written = &mut self.written;
        written.is_same_written(&site.position, site.form(), at)
    }

    fn fact(&mut self, site: &Site<'_, 'd>, subject: Subject<'w>) -> Option<Fact<'d>> {
        let (base, revision) = self.documents;
        match subject {
            Subject::Declared(declared) => {
                let is_of_values =
                    rule(declared.rule).is_some_and(|rule| !wire_text::is_about_members(rule));
                if is_of_values
                    && is_loosening(declared.rule)
                    && site.is_text()
                    && self.is_same_written(site, declared)
                {
                    return None;
                }
                let documents = [base, revision];
                let arguments =
                    wire_text::arguments(&site.position, site.form(), documents, declared)?;
                let mut fact = site.fact(declared.rule)?;
                fact.base = base.item(declared.base);
                fact.revision = revision.item(declared.revision);
                fact.arguments = site.named(arguments);
                let is_default = [DEFAULT.0, DEFAULT.1].contains(&declared.rule);
                fact.evidence = site.evidence(if is_default {
                    Shown::Least
                } else {
                    Shown::Everything
                });
                fact.show_member();
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
            !name.starts_with("x-")
                && !is_for_readers(name)
                && !matches!(name, "default" | "deprecated")
        };
        schema.resolve().item().members().any(says).then_some(())?;
        let mut fact = self.fact(rule)?.at(position.places.0, position.places.1);
        fact.arguments = self.named(vec![("subject", subject_of(schema.item()))]);
        Some(fact)
    }

    /// The arguments, with the part of the message in place of its body.
    fn named(&self, arguments: Vec<(&'static str, String)>) -> Vec<(&'static str, String)> {
        let part = match &self.position.part {
            Part::Parameter(place, name) => format!("the {place} parameter `{name}`"),
            Part::ResponseHeader(_, name) => format!("the header `{name}`"),
            _ => return arguments,
        };
        let arguments = arguments.into_iter().map(|(name, text)| match name {
            "subject" => (name, text.replace("the body", &part)),
            _ => (name, text),
        });
        arguments.collect()
    }

    /// Whether it is written as a string, or as several.
    fn is_text(&self) -> bool {
        let is_style = |of: &Serialization<'_>| matches!(of, Serialization::Style { .. });
        let (base, revision) = &self.position.serialization;
        is_style(base) && is_style(revision) || self.form().is_some()
    }

    /// What tells the schemas of positions apart.
    fn schemas(&self) -> [Option<NodeRef>; 2] {
        let schemas = [self.position.base, self.position.revision];
        schemas.map(|schema| schema.map(|schema| schema.resolve().item().at()))
    }

    fn is_header(&self) -> bool {
        matches!(self.position.part, Part::ResponseHeader(..))
    }

    /// The media type of the side that sends it, if the position is a form.
    fn form(&self) -> Option<MediaType<'d>> {
        let Part::RequestBody(name) = &self.position.part else {
            return None;
        };
        let name = essence(name);
        let is_form = name == "application/x-www-form-urlencoded" || name == "multipart/form-data";
        let mut content = self.pair.sender().request_body()?.content();
        let found = content.find(|(other, _)| is_form && essence(other) == name);
        found.map(|(_, media_type)| media_type)
    }

    /// The break as it is told here; `shown` is the site whose message shows it, with the value in it.
    fn broken(
        &self,
        base: &'d Document,
        revision: &'d Document,
        found: &SchemaFact,
        shown: Option<(&Self, Arc<schema_subset::Value>)>,
    ) -> Option<Fact<'d>> {
        let mut fact = self.fact(found.change.rule)?;
        fact.base = found.base.and_then(|at| base.item(at));
        fact.revision = found.revision.and_then(|at| revision.item(at));
        fact.arguments = self.named(found.change.arguments.clone());
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
        fact.evidence = shown.and_then(|(site, value)| site.evidence(Shown::Value(value)));
        Some(fact)
    }

    /// The message that shows something.
    fn evidence(&self, shown: Shown) -> Option<Evidence<'d>> {
        let body = match shown {
            Shown::Everything => Body::Full,
            Shown::Value(_) | Shown::Least => Body::Always,
        };
        let is_least = matches!(shown, Shown::Least);
        let value = match shown {
            Shown::Value(value) => Some(value),
            Shown::Everything | Shown::Least => None,
        };
        let request = |value| RequestOf {
            value,
            ..self.pair.sent_request()
        };
        let is_base = self.position.role == Role::Request;
        match (self.carrier, &self.position.part) {
            (Carrier::Parameter(base, revision), _) => {
                let parameter = if is_base { base } else { revision };
                let request = if is_least {
                    request(value)
                } else {
                    request(value).with(parameter)
                };
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
                Some(Evidence::Response(Box::new(ResponseOf {
                    response,
                    code: code(base.status().min(revision.status())),
                    media_type: Some(media_type),
                    direction: self.pair.direction,
                    value,
                    header: None,
                })))
            }
            (Carrier::ResponseHeader([base, revision], [old, new]), _) => {
                let (response, header) = if is_base {
                    (base, old)
                } else {
                    (revision, new)
                };
                Some(Evidence::Response(Box::new(ResponseOf {
                    response,
                    code: code(base.status().min(revision.status())),
                    media_type: None,
                    direction: self.pair.direction,
                    value: None,
                    header: Some((header, value)),
                })))
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
