//! Witnesses, checked by the independent path before they are returned.

use source_tree::Pointer;

use super::{DocumentId, Found, Parts, SchemaId};
use crate::check::{Checker, Position};
use crate::dialect::Reading;
use crate::search::Relaxed;
use crate::subset::Options;
use crate::value::Value;
use crate::verdict::{Reason, Verdict};
use crate::witness::Witness;

/// A value that the search found.
pub(super) struct Candidate {
    pub value: Value,
    /// The same without what can be left out.
    pub small: Option<Value>,
    /// The verdict's reason if the value is not confirmed.
    pub doubt: Reason,
}

impl Candidate {
    /// Smallest first.
    fn values(&self) -> impl Iterator<Item = &Value> {
        self.small.iter().chain(std::iter::once(&self.value))
    }
}

/// A schema as the check names it, and how its document is read.
type Side = (Reading, Position);

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
        self.prepare(&sides);
        let questions = pairs.iter().zip(found);
        let verdicts = questions.map(|(&pair, found)| match found {
            Found::Decided(verdict) => verdict,
            Found::Candidate(candidate) => match self.confirmed(pair, &candidate) {
                Some(value) => Verdict::NotContained(Witness {
                    causes: self.causes(pair, options),
                    value,
                }),
                None => Verdict::Unknown(candidate.doubt),
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
            document.reading,
            (document.uri.to_string(), pointer, self.role),
        ))
    }

    /// Compiles everything that will be asked about at once.
    fn prepare(&mut self, sides: &[&Side]) {
        let memory = &self.view.memory;
        let relaxed = memory.relaxed.len() + memory.one_as_any.len();
        if self.view.checkers_know != relaxed {
            // A checker is told how to read before it is asked anything.
            self.view.checkers.clear();
            self.view.checkers_know = relaxed;
        }
        let mut readings: Vec<Reading> = sides.iter().map(|(reading, _)| *reading).collect();
        readings.sort_unstable();
        readings.dedup();
        for reading in readings {
            if !self.view.checkers.contains_key(&reading) {
                let checker = self.checker(reading);
                self.view.checkers.insert(reading, checker);
            }
            let positions = sides.iter().filter(|(other, _)| *other == reading);
            let positions: Vec<Position> = positions.map(|(_, p)| p.clone()).collect();
            if let Some(checker) = self.view.checkers.get_mut(&reading) {
                checker.prepare(&positions);
            }
        }
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
            let relaxed = memory.relaxed.get(&class).copied();
            let accepted = relaxed.filter(|&relaxed| relaxed == Relaxed::Accepted);
            if accepted.is_none() && !memory.one_as_any.contains(&class) {
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
    fn checker(&self, reading: Reading) -> Checker<'t> {
        let documents: Vec<_> = self
            .documents
            .iter()
            .filter(|document| document.reading == reading)
            .map(|document| (&*document.uri, document.tree))
            .collect();
        let mut checker = Checker::new(reading, &documents);
        for (document, pointer, accepted) in self.relaxed_places() {
            let Some(document) = self.documents.get(document.0 as usize) else {
                continue;
            };
            if document.reading != reading {
                continue;
            }
            checker.read_one_of_as_any_of(&document.uri, &pointer);
            if accepted.is_some() {
                checker.accept_at(&document.uri, &pointer);
            }
        }
        checker
    }

    /// The smallest form of the candidate that the independent path confirms.
    fn confirmed(&mut self, pair: (SchemaId, SchemaId), candidate: &Candidate) -> Option<Value> {
        let sides = self.sides(pair)?;
        let mut values = candidate.values();
        let value = values.find(|value| self.confirms(&sides, value) == Some(true))?;
        Some(value.clone())
    }

    /// Whether the schema allows the value, or in a role its sender sends it.
    pub fn allows(&mut self, schema: SchemaId, value: &Value) -> bool {
        let Some(side) = self.side(schema) else {
            return false;
        };
        self.prepare(&[&side]);
        let json = serde_json::from_str(&value.to_string()).ok();
        json.and_then(|json| self.allows_at(&side, &json)) == Some(true)
    }

    fn allows_at(&mut self, side: &Side, json: &serde_json::Value) -> Option<bool> {
        let (reading, (uri, pointer, role)) = side;
        let checker = self.view.checkers.get_mut(reading)?;
        let allowed = if role.is_some() {
            checker.sent(uri, pointer, *role, json)
        } else {
            checker.valid(uri, pointer, None, json)
        };
        allowed.ok()
    }

    fn confirms(&mut self, sides: &Sides, value: &Value) -> Option<bool> {
        let json = serde_json::from_str(&value.to_string()).ok()?;
        if !self.allows_at(&sides.a, &json)? {
            return Some(false);
        }
        let (reading, (uri, pointer, role)) = &sides.b;
        let checker = self.view.checkers.get_mut(reading)?;
        Some(!checker.valid(uri, pointer, *role, &json).ok()?)
    }
}
