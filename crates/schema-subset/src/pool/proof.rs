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

/// The two schemas of a question as the check names them.
struct Sides {
    a: (Reading, Position),
    b: (Reading, Position),
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
        self.prepare(&to_check);
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

    fn side(&self, schema: SchemaId) -> Option<(Reading, Position)> {
        let origin = self.origin(schema.0)?;
        let document = self.documents.get(origin.document as usize)?;
        let pointer = document.tree.pointer_to(origin.node);
        Some((
            document.reading,
            (document.uri.to_string(), pointer, self.role),
        ))
    }

    /// Compiles everything that will be asked about at once.
    fn prepare(&mut self, to_check: &[Sides]) {
        let memory = &self.view.memory;
        let relaxed = memory.relaxed.len() + memory.one_as_any.len();
        if self.view.checkers_know != relaxed {
            // A checker is told how to read before it is asked anything.
            self.view.checkers.clear();
            self.view.checkers_know = relaxed;
        }
        let sides = || to_check.iter().flat_map(|sides| [&sides.a, &sides.b]);
        let mut readings: Vec<Reading> = sides().map(|&(reading, _)| reading).collect();
        readings.sort_unstable();
        readings.dedup();
        for reading in readings {
            if !self.view.checkers.contains_key(&reading) {
                let checker = self.checker(reading);
                self.view.checkers.insert(reading, checker);
            }
            let positions = sides().filter(|&&(other, _)| other == reading);
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

    fn confirms(&mut self, sides: &Sides, value: &Value) -> Option<bool> {
        let json = serde_json::from_str(&value.to_string()).ok()?;
        let (reading, (uri, pointer, role)) = &sides.a;
        let checker = self.view.checkers.get_mut(reading)?;
        let allowed = if role.is_some() {
            checker.sent(uri, pointer, *role, &json)
        } else {
            checker.valid(uri, pointer, None, &json)
        };
        if !allowed.ok()? {
            return Some(false);
        }
        let (reading, (uri, pointer, role)) = &sides.b;
        let checker = self.view.checkers.get_mut(reading)?;
        Some(!checker.valid(uri, pointer, *role, &json).ok()?)
    }
}
