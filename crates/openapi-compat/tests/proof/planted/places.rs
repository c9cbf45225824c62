//! Where in a document a kind of change can be planted.

use std::collections::BTreeSet;

use openapi_doc::SpecVersion;
use openapi_doc::vocabulary::ObjectKind;

use super::reach::{Reached, Record, records};
use super::{Kind, Place};
use crate::proof::sites::{version, written};
use crate::proof::tree::{Tree, Way, way_of};

/// A place for a change.
#[derive(Clone, Debug)]
pub struct Spot {
    /// The way to what holds it.
    pub owner: Way,
    /// The roles of bodies that it is in, with the operations; none if it is in no body.
    pub reached: Reached,
}

impl Spot {
    fn of(owner: Way) -> Self {
        Self {
            owner,
            reached: Reached::new(),
        }
    }
}

/// The places of a document.
pub struct Places<'t> {
    document: &'t Tree,
    records: Vec<Record>,
    /// Ways to the operations of paths that hold them in place.
    operations: Vec<Way>,
}

impl<'t> Places<'t> {
    pub fn of(document: &'t Tree) -> Self {
        let mut operations = written(document, ObjectKind::Operation);
        operations.retain(|way| way.len() == 3 && way[0] == "paths");
        Self {
            document,
            records: records(document),
            operations,
        }
    }

    /// Every place for a kind.
    pub fn spots(&self, kind: &Kind) -> Vec<Spot> {
        match kind.place {
            Place::Member => {
                let records = self.records.iter();
                records
                    .map(|record| Spot {
                        owner: record.way.clone(),
                        reached: record.reached.clone(),
                    })
                    .collect()
            }
            Place::Parameter | Place::Callback | Place::Scheme | Place::Operation(_) => {
                self.operations(|_| true)
            }
            Place::RequestBody => self.operations(|operation| !operation.has("requestBody")),
            Place::Response => self.operations(names_codes_only),
            Place::Method => self.methods(),
            Place::Path => many(&["paths"]),
            Place::Webhook => many(&[match version(self.document) {
                SpecVersion::V3_0 => "x-webhooks",
                SpecVersion::V3_1 => "webhooks",
            }]),
            Place::Header => self.messages(false, |_| true),
            Place::RequestContent => self.messages(true, has_named_content),
            Place::ResponseContent => self.messages(false, has_named_content),
        }
    }

    fn operations(&self, allows: impl Fn(&Tree) -> bool) -> Vec<Spot> {
        let ways = self.operations.iter();
        ways.filter(|way| allows(self.document.at(way).unwrap()))
            .cloned()
            .map(Spot::of)
            .collect()
    }

    /// Paths that have room for a method. One of a template would need its parameters.
    fn methods(&self) -> Vec<Spot> {
        let ways = self.operations.iter();
        let mut paths: Vec<Way> = ways.map(|way| way[..2].to_vec()).collect();
        paths.dedup();
        paths.retain(|way| {
            let has_room = !self.document.at(way).unwrap().has("trace");
            has_room && !way[1].contains('{')
        });
        paths.into_iter().map(Spot::of).collect()
    }

    /// Request bodies or responses of the operations, in place or as components.
    fn messages(&self, is_request: bool, allows: impl Fn(&Tree) -> bool) -> Vec<Spot> {
        let mut found = BTreeSet::new();
        for way in &self.operations {
            let operation = self.document.at(way).unwrap();
            let messages: Vec<(Vec<&str>, &Tree)> = if is_request {
                let body = operation.get("requestBody").into_iter();
                body.map(|body| (vec!["requestBody"], body)).collect()
            } else {
                let responses = operation.get("responses").map(Tree::members);
                let responses = responses.unwrap_or_default().iter();
                responses
                    .map(|(status, response)| (vec!["responses", status.as_str()], response))
                    .collect()
            };
            for (steps, message) in messages {
                let own = way
                    .iter()
                    .cloned()
                    .chain(steps.into_iter().map(str::to_owned));
                let target = message.target().and_then(way_of);
                let at = target.unwrap_or_else(|| own.collect());
                let is_written = |message: &Tree| message.target().is_none() && allows(message);
                if self.document.at(&at).is_some_and(is_written) {
                    found.insert(at);
                }
            }
        }
        found.into_iter().map(Spot::of).collect()
    }
}

/// A map that holds any number of changes, each under a name of its own.
fn many(way: &[&str]) -> Vec<Spot> {
    let way: Way = way.iter().map(|step| (*step).to_owned()).collect();
    vec![Spot::of(way); 20]
}

/// Whether an operation has responses by their codes only, and a success among them.
fn names_codes_only(operation: &Tree) -> bool {
    let responses = operation.get("responses").map(Tree::members);
    let mut names = responses.unwrap_or_default().iter().map(|(name, _)| name);
    let is_code = |name: &str| name.bytes().all(|byte| byte.is_ascii_digit());
    names.clone().any(|name| name.starts_with('2'))
        && names.all(|name| is_code(name) || name.starts_with("x-"))
}

/// Whether a message has content, and no range of media types.
fn has_named_content(message: &Tree) -> bool {
    let content = message
        .get("content")
        .map(Tree::members)
        .unwrap_or_default();
    !content.is_empty() && content.iter().all(|(name, _)| !name.contains('*'))
}
