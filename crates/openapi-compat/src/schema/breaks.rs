//! What breaks the contract at the positions of a role, as facts.

use std::collections::BTreeMap;
use std::sync::Arc;

use openapi_doc::{Document, NodeRef, Role};
use schema_subset::{Break, Differences, Proof, Reason, Value};

use super::client::Client;
use super::kinds::Sense;
use super::parts::{OfParts, Once};
use super::{ANYTHING, Change, Position, SchemaFact, find, place};
use crate::audience::Judgement;

/// The members that have to be there of which each is shown missing by itself.
const MAX_ALONE: usize = 40;

/// The answers about the positions of a role.
pub(super) struct Breaks {
    pub(super) role: Role,
    /// The index of the position for each number in the answers.
    pub(super) indexes: Vec<usize>,
    pub(super) found: Differences,
    /// A value for each of the breaks.
    pub(super) proofs: Vec<Result<Proof, Reason>>,
    /// For those that are about several members a value for each, by the number of the break and the name.
    pub(super) of_members: BTreeMap<(usize, String), Result<Proof, Reason>>,
}

impl Breaks {
    /// The facts, by cause.
    pub(super) fn facts(
        &self,
        documents: [&Document; 2],
        positions: &[Position<'_>],
        client: &mut Option<Client<'_>>,
    ) -> Vec<SchemaFact> {
        let mut facts = Vec::new();
        let mut of_parts = Once::default();
        let breaks = self.found.breaks.iter().zip(&self.proofs).enumerate();
        for (number, (cause, proof)) in breaks {
            let proof = self.proof(proof);
            let told = self.explained(cause, proof, documents, positions, client.as_mut());
            for fact in told.into_iter().map(|fact| self.of_member(number, fact)) {
                let Some(together) = cause.together else {
                    facts.push(fact);
                    continue;
                };
                let sender = match self.role {
                    Role::Request => fact.base,
                    Role::Response => fact.revision,
                };
                of_parts.add(together, sender, fact);
            }
        }
        facts.extend(of_parts.found());
        let undecided = self.found.undecided.iter();
        facts.extend(undecided.filter_map(|(number, reason)| {
            let index = *self.indexes.get(*number)?;
            let position = positions.get(index)?;
            Some(SchemaFact {
                positions: vec![index],
                change: Change::undecided(self.role),
                base: Some(place(position.base, position.places.0)),
                revision: Some(place(position.revision, position.places.1)),
                wire: Judgement::Unknown,
                client: Judgement::Unknown,
                value: None,
                reason: Some(reason.to_string()),
            })
        }));
        facts
    }

    /// The breaks that are about several members, once for each of them: with their numbers and the names.
    pub(super) fn members(
        &self,
        documents: [&Document; 2],
        positions: &[Position<'_>],
    ) -> Vec<(usize, String, Break)> {
        let mut found = Vec::new();
        for (number, cause) in self.found.breaks.iter().enumerate() {
            let indexes = cause.pairs.iter();
            let mut indexes = indexes.filter_map(|number| self.indexes.get(*number).copied());
            let first: Vec<usize> = indexes.next().into_iter().collect();
            // Most are about something else.
            if cause.of_member("").is_none() {
                continue;
            }
            let Some((base, revision)) = self.places(cause, documents, positions, &first) else {
                continue;
            };
            let changes = Change::of(self.role, Sense::Tightened, documents, [base, revision]);
            // A value that lacks one of very many members has all the others: one that lacks them all is easier to read.
            let is_large =
                changes.len() > MAX_ALONE && cause.cause.b.pointer.as_str().ends_with("/required");
            if changes.len() > 1 && !is_large {
                let names = changes.iter().filter_map(Change::name);
                found
                    .extend(names.filter_map(|name| {
                        Some((number, name.to_owned(), cause.of_member(name)?))
                    }));
            }
        }
        found
    }

    /// The fact with the value that shows its member, where the break is about several.
    fn of_member(&self, number: usize, fact: SchemaFact) -> SchemaFact {
        let name = fact.change.name().map(str::to_owned);
        let proof = name.and_then(|name| self.of_members.get(&(number, name)));
        match proof.map(|proof| self.proof(proof)) {
            Some(Ok(value)) if fact.value.is_some() => SchemaFact {
                value: Some(value),
                ..fact
            },
            _ => fact,
        }
    }

    /// The changes that one cause stands for; at least one, for a break must not vanish.
    fn explained(
        &self,
        cause: &Break,
        proof: Result<(usize, Arc<Value>), Reason>,
        documents: [&Document; 2],
        positions: &[Position<'_>],
        client: Option<&mut Client<'_>>,
    ) -> Vec<SchemaFact> {
        let indexes = cause.pairs.iter();
        let indexes: Vec<usize> = indexes
            .filter_map(|number| self.indexes.get(*number).copied())
            .collect();
        let Some((base, revision)) = self.places(cause, documents, positions, &indexes) else {
            return Vec::new();
        };
        // Requests are written by the client, so it fails where the contract does.
        let client = client.filter(|_| self.role == Role::Response);
        let for_client =
            client.map(|client| client.judgement(&cause.cause, &indexes, proof.as_ref().ok()));
        let of_client = for_client
            .as_ref()
            .and_then(|client| client.reason.as_ref());
        let of_client = of_client.map(|reason| format!("for the client: {reason}"));
        let (wire, value, reason) = match proof {
            Ok(proof) => (Judgement::Breaking, Some(proof), of_client),
            Err(reason) => (Judgement::Unknown, None, Some(reason.to_string())),
        };
        let (client, of_client) = match for_client {
            Some(client) => (client.judgement, client.proof),
            None => (wire, None),
        };
        // What the client refuses shows more.
        let value = value.map(|value| of_client.unwrap_or(value));
        let mut changes = Change::of(self.role, Sense::Tightened, documents, [base, revision]);
        if changes.is_empty() {
            changes.push(Change::whole(self.role, documents, [base, revision]));
        }
        let facts = changes.into_iter().map(|change| SchemaFact {
            positions: indexes.clone(),
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

    /// A position with a value that shows the cause there.
    fn proof(&self, proof: &Result<Proof, Reason>) -> Result<(usize, Arc<Value>), Reason> {
        let proof = proof.clone()?;
        let index = self.indexes.get(proof.pair);
        Ok((*index.ok_or(Reason::Unverified)?, proof.value))
    }

    /// Where the cause stands in both documents; on a side without a schema, what lacks it.
    fn places(
        &self,
        cause: &Break,
        [base, revision]: [&Document; 2],
        positions: &[Position<'_>],
        indexes: &[usize],
    ) -> Option<(NodeRef, NodeRef)> {
        let (in_base, in_revision) = match self.role {
            Role::Request => (&cause.cause.a, &cause.cause.b),
            Role::Response => (&cause.cause.b, &cause.cause.a),
        };
        let position = positions.get(*indexes.first()?)?;
        let found = |document: &Document, at: &schema_subset::Place, otherwise: NodeRef| {
            let is_written = &*at.document != ANYTHING;
            let found = is_written.then(|| find(document, &at.document, &at.pointer));
            found.flatten().unwrap_or(otherwise)
        };
        Some((
            found(base, in_base, position.places.0.at()),
            found(revision, in_revision, position.places.1.at()),
        ))
    }
}

impl OfParts for SchemaFact {
    fn rule(&self) -> &'static str {
        self.change.rule
    }

    fn arguments(&self) -> &[(&'static str, String)] {
        &self.change.arguments
    }

    fn absorb(&mut self, told: Self) {
        self.positions.extend(told.positions);
        self.positions.sort_unstable();
        self.positions.dedup();
        if told.client > self.client {
            self.client = told.client;
            self.reason = told.reason;
            self.value = told.value;
        }
    }
}
