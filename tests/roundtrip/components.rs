//! Every component schema of every date: what its schema allows, its type reads, and writes as the same value again.

use std::collections::{BTreeMap, BTreeSet};

use openapi_doc::{Role as Reached, schemas_in_role};
use schema_subset::Role;
use serde_json::Value;

use crate::decoders::Decoder;
use crate::documents::{Judge, Schemas, dates};
use crate::same::{Change, same};

/// Seeds that are tried for each component in each of its roles.
const SAMPLES: u64 = 24;

/// Components without a type of their own, and why.
const WITHOUT_TYPE: &[(&str, &str)] = &[
    ("ResourceEvent", WEBHOOK),
    ("SessionEvent", WEBHOOK),
    ("SessionEventData", WEBHOOK),
    ("SessionEventResult", WEBHOOK),
    ("UploadDocumentForm", UPLOAD),
    ("UploadSessionDocumentForm", UPLOAD),
];
const WEBHOOK: &str = "sent to webhooks, and the client receives none";
const UPLOAD: &str = "sent as `multipart/form-data`, which the client streams part by part";

const CHANGES: [Change; 2] = [Change::NullNotSent, Change::EmptyNotSent];

#[test]
fn every_component_comes_back_as_it_went_in() {
    let mut found = Found::default();
    for dated in dates() {
        let roles = schemas_in_role(&dated.document);
        let mut schemas = Schemas::default();
        let in_pool = schemas.add_document(&dated.document);
        let components: Vec<_> = dated.document.components().schemas().collect();
        // What is loaded later makes a pool forget its answers.
        for (_, schema) in &components {
            schemas.at(in_pool, schema.item().at().node);
        }
        let mut judge = Judge::of(&dated.document);
        for (name, schema) in components {
            let Some(decoder) = dated.module.decoder(name) else {
                found.without_type.insert(name.to_owned());
                continue;
            };
            let place = format!("{} {name}", dated.date);
            let node = schema.item().at().node;
            let id = schemas.at(in_pool, node);
            let both = [
                (Reached::Request, Role::Request),
                (Reached::Response, Role::Response),
            ];
            let in_role = |(reached, _): &(Reached, Role)| roles.contains(schema.id(), *reached);
            assert!(both.iter().any(in_role), "{place}: nothing refers to it");
            for (_, role) in both.into_iter().filter(in_role) {
                let samples = schemas.samples(id, Some(role), 0..SAMPLES);
                let written = found.written(&place, decoder, &samples, role);
                let valid = judge.accepts_each(node, Some(role), &written);
                let invalid = written.iter().zip(valid).filter(|(_, valid)| !valid);
                found
                    .wrong
                    .extend(invalid.map(|(value, _)| {
                        format!("{place}: what it writes is not valid: {value}")
                    }));
            }
        }
    }
    found.report();
}

/// What came of all components.
#[derive(Default)]
struct Found {
    wrong: Vec<String>,
    changes: BTreeMap<Change, usize>,
    without_type: BTreeSet<String>,
}

impl Found {
    /// What the type writes of each value, as far as it reads it.
    fn written(
        &mut self,
        place: &str,
        decoder: Decoder,
        samples: &[Value],
        role: Role,
    ) -> Vec<Value> {
        let mut all = Vec::new();
        for sample in samples {
            match decoder(sample) {
                Err(error) => self.wrong.push(format!("{place}: {error}: {sample}")),
                Ok(written) => {
                    let same = same(sample, &written, role, &mut |change| {
                        *self.changes.entry(change).or_insert(0) += 1;
                    });
                    if let Err(at) = same {
                        self.wrong.push(format!(
                            "{place}: another value at `{at}`: {sample} is written as {written}"
                        ));
                    }
                    all.push(written);
                }
            }
        }
        all
    }

    fn report(&self) {
        let wrong = &self.wrong;
        assert!(
            wrong.is_empty(),
            "{} values:\n{}",
            wrong.len(),
            wrong.join("\n")
        );
        for change in CHANGES {
            assert!(
                self.changes.contains_key(&change),
                "{change:?} never happens: take it off the list"
            );
        }
        let listed: BTreeSet<&str> = WITHOUT_TYPE.iter().map(|(name, _)| *name).collect();
        let without: BTreeSet<&str> = self.without_type.iter().map(String::as_str).collect();
        assert_eq!(
            without, listed,
            "left: components without a type; right: those that are known to have none"
        );
    }
}
