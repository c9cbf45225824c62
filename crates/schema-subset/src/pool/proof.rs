//! Witnesses, checked by the independent path before they are returned.

use source_tree::Pointer;

use super::{DocumentId, Found, Parts, SchemaId};
use crate::check::{Checker, Position, Unchecked};
use crate::dialect::Reading;
use crate::load::Document;
use crate::search::Relaxed;
use crate::subset::Options;
use crate::value::Value;
use crate::verdict::{Reason, Verdict};
use crate::witness::Witness;

/// Values that are not confirmed, before no other one is looked for.
const MAX_UNCONFIRMED: usize = 3;

/// A value that the search found.
pub(super) struct Candidate {
    pub value: Value,
    /// The same without what can be left out.
    pub small: Option<Value>,
    /// The verdict's reason if the value is not confirmed.
    pub doubt: Reason,
}

/// Documents that one checker knows: those of a group that are read alike.
pub(super) type Realm = (u32, Reading);
/// A schema as the check names it.
type Side = (Realm, Position);

/// The two schemas of a question.
struct Sides {
    a: Side,
    b: Side,
}

impl Parts<'_, '_> {
    /// Turns what was found into verdicts; no value passes unchecked.
    pub fn prove(
        mut self,
        pairs: &[(SchemaId, SchemaId)],
        found: Vec<Found>,
        options: &Options,
    ) -> Vec<Verdict> {
        let to_check = pairs.iter().zip(&found).filter_map(|(&pair, found)| {
            matches!(found, Found::Candidate(_)).then(|| self.sides(pair))?
        });
        let to_check: Vec<Sides> = to_check.collect();
        let sides: Vec<&Side> = to_check.iter().flat_map(|s| [&s.a, &s.b]).collect();
        let candidates = found.iter().filter_map(|found| match found {
            Found::Candidate(candidate) => Some(candidate),
            Found::Decided(_) => None,
        });
        self.prepare(&sides, candidates);
        let questions = pairs.iter().zip(found);
        let verdicts = questions.map(|(&pair, found)| match found {
            Found::Decided(verdict) => verdict,
            Found::Candidate(candidate) => match self.confirmed(pair, candidate, options.steps) {
                Ok(value) => Verdict::NotContained(Witness {
                    causes: self.causes(pair, options),
                    value,
                }),
                Err(reason) => Verdict::Unknown(reason),
            },
        });
        verdicts.collect()
    }

    fn sides(&self, (a, b): (SchemaId, SchemaId)) -> Option<Sides> {
        Some(Sides {
            a: self.side(a)?,
            b: self.side(b)?,
        })
    }

    fn side(&self, schema: SchemaId) -> Option<Side> {
        let origin = self.origin(schema.0)?;
        let document = self.documents.get(origin.document as usize)?;
        let pointer = document.tree.pointer_to(origin.node);
        Some((
            (document.group, document.reading),
            (document.uri.to_string(), pointer, self.role),
        ))
    }

    /// Compiles everything that will be asked about at once.
    fn prepare<'c>(
        &mut self,
        sides: &[&Side],
        candidates: impl IntoIterator<Item = &'c Candidate>,
    ) {
        let values = candidates.into_iter().flat_map(|candidate| {
            let values = candidate.small.iter().chain([&candidate.value]);
            values.filter_map(Value::to_json)
        });
        self.prepare_values(sides, &values.collect::<Vec<_>>());
    }

    fn prepare_values(&mut self, sides: &[&Side], values: &[serde_json::Value]) {
        for realm in self.checkers_for(sides) {
            let positions = sides.iter().filter(|(other, _)| *other == realm);
            let positions: Vec<Position> = positions.map(|(_, p)| p.clone()).collect();
            if let Some(checker) = self.view.checkers.get_mut(&realm) {
                checker.prepare(&positions, values);
            }
        }
    }

    /// Makes sure that there is a checker for each side, and that it reads as the search does; their realms.
    fn checkers_for(&mut self, sides: &[&Side]) -> Vec<Realm> {
        let memory = &self.view.memory;
        let relaxed = memory.relaxed.len() + memory.one_as_any.len();
        if self.view.checkers_know != relaxed {
            // A checker is told how to read before it is asked anything.
            self.view.checkers.clear();
            self.view.checkers_know = relaxed;
        }
        let mut realms: Vec<Realm> = sides.iter().map(|(realm, _)| *realm).collect();
        realms.sort_unstable();
        realms.dedup();
        for &realm in &realms {
            if !self.view.checkers.contains_key(&realm) {
                let checker = self.checker(realm);
                self.view.checkers.insert(realm, checker);
            }
        }
        realms
    }

    fn relaxed_places(&self) -> Vec<(DocumentId, Pointer, Option<Relaxed>)> {
        let memory = &self.view.memory;
        let mut found = Vec::new();
        if memory.relaxed.is_empty() {
            return found;
        }
        for (id, origin) in (0..).zip(&self.schemas.origins) {
            let Some(origin) = origin else { continue };
            let class = self.unified.class(id);
            let sender = self.projected(class);
            let relaxed = memory.relaxed.get(&sender).copied();
            let accepted = relaxed.filter(|&relaxed| relaxed == Relaxed::Accepted);
            let is_read_as_any = [class, sender]
                .iter()
                .any(|id| memory.one_as_any.contains(id));
            if accepted.is_none() && !is_read_as_any {
                continue;
            }
            if let Some(document) = self.documents.get(origin.document as usize) {
                let pointer = document.tree.pointer_to(origin.node);
                found.push((DocumentId(origin.document), pointer, accepted));
            }
        }
        found
    }
}

impl<'t> Parts<'_, 't> {
    fn checker(&self, realm: Realm) -> Checker<'t> {
        let of_realm = |document: &Document<'_>| (document.group, document.reading) == realm;
        let documents: Vec<_> = self
            .documents
            .iter()
            .filter(|document| of_realm(document))
            .map(|document| (&*document.uri, document.tree))
            .collect();
        let mut checker = Checker::new(realm.1, &documents);
        for (document, pointer, accepted) in self.relaxed_places() {
            let Some(document) = self.documents.get(document.0 as usize) else {
                continue;
            };
            if !of_realm(document) {
                continue;
            }
            checker.read_one_of_as_any_of(&document.uri, &pointer);
            if accepted.is_some() {
                checker.accept_at(&document.uri, &pointer);
            }
        }
        checker
    }

    /// The smallest form of the candidate that the independent path confirms, or of one that is found after it; or why there
    /// is none.
    pub fn confirmed(
        &mut self,
        pair: (SchemaId, SchemaId),
        candidate: Candidate,
        steps: u64,
    ) -> Result<Value, Reason> {
        let mut doubt = candidate.doubt.clone();
        let Some(sides) = self.sides(pair) else {
            return Err(doubt);
        };
        self.checkers_for(&[&sides.a, &sides.b]);
        let (a, b) = (self.class(pair.0), self.class(pair.1));
        let a = self.of_sender(a);
        let mut unconfirmed = Vec::new();
        let mut candidate = candidate;
        loop {
            // Smallest first.
            for value in candidate.small.iter().chain([&candidate.value]) {
                match self.confirms(&sides, value) {
                    Ok(true) => return Ok(value.clone()),
                    Err(why) if doubt == Reason::Unverified => doubt = why,
                    Ok(false) | Err(_) => {}
                }
            }
            unconfirmed.push(candidate.value);
            if unconfirmed.len() > MAX_UNCONFIRMED {
                return Err(doubt);
            }
            candidate = match self.candidate(a, b, &unconfirmed, steps) {
                Ok(next) => next,
                Err(_) => return Err(doubt),
            };
        }
    }

    /// The smallest form of the candidate that the independent path confirms; or why there is none.
    pub fn confirmed_as_it_is(
        &mut self,
        pair: (SchemaId, SchemaId),
        candidate: &Candidate,
    ) -> Result<Value, Reason> {
        let sides = self.sides(pair).ok_or(Reason::Unverified)?;
        self.start_over(&[&sides.a, &sides.b], &candidate.value);
        let mut reason = Reason::Unverified;
        for value in candidate.small.iter().chain([&candidate.value]) {
            match self.confirms(&sides, value) {
                Ok(true) => return Ok(value.clone()),
                Ok(false) => {}
                Err(why) => reason = why,
            }
        }
        Err(reason)
    }

    /// Whether the receiver accepts the value.
    pub fn accepts(&mut self, schema: SchemaId, value: &Value) -> Result<bool, Reason> {
        let side = self.side(schema).ok_or(Reason::Unverified)?;
        self.start_over(&[&side], value);
        let (realm, (uri, pointer, role)) = &side;
        let checker = self.view.checkers.get_mut(realm);
        let checker = checker.ok_or(Reason::Unverified)?;
        let accepted = checker.valid(uri, pointer, *role, &to_json(value)?);
        accepted.map_err(|why| unchecked(&why))
    }

    /// Forgets what was compiled for other values: for one value little is, however large the documents are.
    fn start_over(&mut self, sides: &[&Side], value: &Value) {
        let json = value.to_json().unwrap_or_default();
        for realm in self.checkers_for(sides) {
            if let Some(checker) = self.view.checkers.get_mut(&realm) {
                checker.forget_for(&json);
            }
        }
    }

    /// Whether the schema allows the value, or in a role its sender sends it.
    pub fn allows(&mut self, schema: SchemaId, value: &Value) -> Result<bool, Reason> {
        let Some(side) = self.side(schema) else {
            return Err(Reason::Unverified);
        };
        let json = to_json(value)?;
        self.prepare_values(&[&side], std::slice::from_ref(&json));
        self.allows_at(&side, &json)
    }

    fn allows_at(&mut self, side: &Side, json: &serde_json::Value) -> Result<bool, Reason> {
        let (realm, (uri, pointer, role)) = side;
        let Some(checker) = self.view.checkers.get_mut(realm) else {
            return Err(Reason::Unverified);
        };
        let allowed = if role.is_some() {
            checker.sent(uri, pointer, *role, json)
        } else {
            checker.valid(uri, pointer, None, json)
        };
        allowed.map_err(|why| unchecked(&why))
    }

    fn confirms(&mut self, sides: &Sides, value: &Value) -> Result<bool, Reason> {
        let json = to_json(value)?;
        if !self.allows_at(&sides.a, &json)? {
            return Ok(false);
        }
        let (realm, (uri, pointer, role)) = &sides.b;
        let Some(checker) = self.view.checkers.get_mut(realm) else {
            return Err(Reason::Unverified);
        };
        let accepted = checker.valid(uri, pointer, *role, &json);
        accepted
            .map(|accepted| !accepted)
            .map_err(|why| unchecked(&why))
    }
}

fn unchecked(why: &Unchecked) -> Reason {
    Reason::Unchecked(why.to_string().into())
}

fn to_json(value: &Value) -> Result<serde_json::Value, Reason> {
    value.to_json().ok_or_else(|| {
        Reason::Unchecked(
            "a number beyond double precision, or a value that is nested too deeply".into(),
        )
    })
}
