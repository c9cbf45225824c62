//! All translated schemas in one document, and the validator of that document.
//!
//! One validator over everything is what makes checking cheap: a value is wrapped into an object
//! whose one member is named after the schema to judge it by.

use std::collections::BTreeSet;

use foldhash::HashMap;
use jsonschema::Validator;
use serde_json::{Map, Value, json};

use super::checker::Unchecked;
use super::documents::{Documents, Key, Location};
use super::ecma_text::explicit;
use super::translate::translate;
use crate::dialect::Dialect;

/// Schemas that were translated, and what was compiled of them.
#[derive(Default)]
pub(super) struct Validators {
    schemas: Vec<Value>,
    numbers: HashMap<Key, usize>,
    failed: HashMap<Key, Unchecked>,
    /// Validators of many schemas each, or why there is none.
    batches: Vec<Result<Validator, Unchecked>>,
    /// The batch that judges by a schema.
    batch_of: HashMap<usize, usize>,
    patterns: HashMap<String, Result<Validator, Unchecked>>,
    /// Whether a schema, or one that it refers to, has a keyword about what is unevaluated.
    about_unevaluated: HashMap<usize, bool>,
    /// The names of members that values may have: schemas of other members are not compiled.
    names: BTreeSet<String>,
}

/// Values nested deeper than this are judged on a stack of their own.
const PLAIN_DEPTH: usize = 32;
const STACK: usize = 64 * 1024 * 1024;

/// Values nested deeper than this are not judged by keywords about what is unevaluated: the validator evaluates what is
/// inside twice for each of them, one within the other.
const MAX_UNEVALUATED_DEPTH: usize = 12;

impl Validators {
    /// Makes sure that values with the names of this one can be judged. `true` if all that was compiled is forgotten for it.
    pub(super) fn take_names(&mut self, value: &Value) -> bool {
        let before = self.names.len();
        let mut open = vec![value];
        while let Some(value) = open.pop() {
            match value {
                Value::Array(items) => open.extend(items),
                Value::Object(members) => {
                    for (name, member) in members {
                        if !self.names.contains(name) {
                            self.names.insert(name.clone());
                        }
                        open.push(member);
                    }
                }
                _ => {}
            }
        }
        let is_new = self.names.len() > before;
        if is_new {
            self.schemas.clear();
            self.numbers.clear();
            self.failed.clear();
            self.batches.clear();
            self.batch_of.clear();
            self.about_unevaluated.clear();
        }
        is_new
    }

    /// Whether what was compiled is for the members of this value and not for many others.
    pub(super) fn fit(&self, value: &Value) -> bool {
        let mut found = BTreeSet::new();
        let mut open = vec![value];
        while let Some(value) = open.pop() {
            match value {
                Value::Array(items) => open.extend(items),
                Value::Object(members) => {
                    found.extend(members.keys());
                    open.extend(members.values());
                }
                _ => {}
            }
        }
        self.names.len() <= found.len().saturating_mul(2)
            && found.iter().all(|name| self.names.contains(*name))
    }

    /// Translates a schema with everything that it refers to; its number.
    pub(super) fn define<'t>(
        &mut self,
        documents: &Documents<'t>,
        location: Location<'t>,
    ) -> Result<usize, Unchecked> {
        if let Some(&number) = self.numbers.get(&location.key()) {
            return Ok(number);
        }
        if let Some(reason) = self.failed.get(&location.key()) {
            return Err(reason.clone());
        }
        let first = self.schemas.len();
        let mut open: Vec<Location<'t>> = Vec::new();
        number_of(&mut self.numbers, &mut open, first, location);
        let mut done = 0;
        while let Some(&next) = open.get(done) {
            done += 1;
            let mut refer = |target: Location<'t>| {
                let number = number_of(&mut self.numbers, &mut open, first, target);
                json!({ "$ref": format!("#/$defs/{number}") })
            };
            match translate(documents, next, &self.names, &mut refer) {
                Ok(schema) => self.schemas.push(schema),
                Err(reason) => {
                    self.schemas.truncate(first);
                    self.numbers.retain(|_, number| *number < first);
                    self.failed.insert(location.key(), reason.clone());
                    return Err(reason);
                }
            }
        }
        Ok(first)
    }

    /// Whether a value is valid under a schema.
    pub(super) fn holds<'t>(
        &mut self,
        documents: &Documents<'t>,
        location: Location<'t>,
        value: &Value,
    ) -> Result<bool, Unchecked> {
        let number = self.define(documents, location)?;
        let depth = depth_of(value);
        // OpenAPI 3.0 has no such keywords.
        let may_be = documents.reading.dialect == Dialect::JsonSchema2020_12;
        if may_be && depth > MAX_UNEVALUATED_DEPTH && self.is_about_unevaluated(number) {
            return Err(Unchecked::new(
                "a deep value under `unevaluatedItems` or `unevaluatedProperties`",
            ));
        }
        let wrapped = json!({ number.to_string(): value });
        match self.batch(number) {
            // The validator calls itself for what is inside.
            Some(Ok(validator)) if depth > PLAIN_DEPTH => {
                Ok(stacker::grow(STACK, || validator.is_valid(&wrapped)))
            }
            Some(Ok(validator)) => Ok(validator.is_valid(&wrapped)),
            Some(Err(reason)) => Err(reason.clone()),
            None => Err(Unchecked::new("there is no validator")),
        }
    }

    fn is_about_unevaluated(&mut self, number: usize) -> bool {
        if let Some(&known) = self.about_unevaluated.get(&number) {
            return known;
        }
        let closure = self.closure(number);
        let mut schemas = closure
            .iter()
            .filter_map(|&number| self.schemas.get(number));
        let found = schemas.any(mentions_unevaluated);
        self.about_unevaluated.insert(number, found);
        found
    }

    /// The validator for a schema. The first one takes in all schemas that there are; for one that
    /// came later, or if that failed, it is one over what the schema refers to.
    fn batch(&mut self, number: usize) -> Option<&Result<Validator, Unchecked>> {
        if self.batches.is_empty() {
            let all = (0..self.schemas.len()).collect();
            self.compile(&all, &all);
        }
        if !self.batch_of.contains_key(&number) {
            let needed = self.closure(number);
            let known = |number: &usize| self.batch_of.contains_key(number);
            let asked = needed
                .iter()
                .copied()
                .filter(|number| !known(number))
                .collect();
            self.compile(&needed, &asked);
            // One that refers to what cannot be compiled is the only one to blame here.
            let last = self.batches.len().checked_sub(1)?;
            self.batch_of.entry(number).or_insert(last);
        }
        self.batches.get(*self.batch_of.get(&number)?)
    }

    fn compile(&mut self, schemas: &BTreeSet<usize>, asked: &BTreeSet<usize>) {
        let validator = build(&self.bundle(schemas, asked));
        if validator.is_ok() {
            let number = self.batches.len();
            self.batch_of
                .extend(asked.iter().map(|&schema| (schema, number)));
        }
        self.batches.push(validator);
    }

    /// Whether a name matches a pattern.
    pub(super) fn matches(&mut self, pattern: &str, name: &str) -> Result<bool, Unchecked> {
        let validator = self
            .patterns
            .entry(pattern.to_owned())
            .or_insert_with(|| build(&json!({ "pattern": explicit(pattern) })));
        match validator {
            Ok(validator) => Ok(validator.is_valid(&json!(name))),
            Err(reason) => Err(reason.clone()),
        }
    }

    fn bundle(&self, schemas: &BTreeSet<usize>, asked: &BTreeSet<usize>) -> Value {
        let mut definitions = Map::new();
        let mut properties = Map::new();
        for &number in schemas {
            if let Some(schema) = self.schemas.get(number) {
                definitions.insert(number.to_string(), schema.clone());
            }
        }
        for number in asked {
            let reference = json!({ "$ref": format!("#/$defs/{number}") });
            properties.insert(number.to_string(), reference);
        }
        json!({ "$defs": definitions, "properties": properties })
    }

    /// The numbers of all schemas that one refers to, and its own.
    fn closure(&self, number: usize) -> BTreeSet<usize> {
        let mut found = BTreeSet::from([number]);
        let mut open = vec![number];
        while let Some(number) = open.pop() {
            let mut values: Vec<&Value> = self.schemas.get(number).into_iter().collect();
            while let Some(value) = values.pop() {
                match value {
                    Value::Object(map) => values.extend(map.values()),
                    Value::Array(items) => values.extend(items),
                    Value::String(text) => {
                        // A text that only looks like a reference costs one schema too many.
                        let target = text.strip_prefix("#/$defs/").and_then(|n| n.parse().ok());
                        open.extend(target.filter(|target| found.insert(*target)));
                    }
                    _ => {}
                }
            }
        }
        found
    }
}

/// A member of that name somewhere else costs no more than an answer.
fn mentions_unevaluated(schema: &Value) -> bool {
    let mut open = vec![schema];
    while let Some(value) = open.pop() {
        match value {
            Value::Object(members) => {
                let keywords = ["unevaluatedItems", "unevaluatedProperties"];
                if keywords
                    .iter()
                    .any(|keyword| members.contains_key(*keyword))
                {
                    return true;
                }
                open.extend(members.values());
            }
            Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
    false
}

fn depth_of(value: &Value) -> usize {
    let mut deepest = 0;
    let mut open = vec![(value, 1)];
    while let Some((value, depth)) = open.pop() {
        deepest = deepest.max(depth);
        match value {
            Value::Array(items) => open.extend(items.iter().map(|item| (item, depth + 1))),
            Value::Object(members) => open.extend(members.values().map(|m| (m, depth + 1))),
            _ => {}
        }
    }
    deepest
}

/// The number of a location; a new one is added to `open`, in the order of the numbers.
fn number_of<'t>(
    numbers: &mut HashMap<Key, usize>,
    open: &mut Vec<Location<'t>>,
    first: usize,
    location: Location<'t>,
) -> usize {
    *numbers.entry(location.key()).or_insert_with(|| {
        open.push(location);
        first + open.len() - 1
    })
}

fn build(schema: &Value) -> Result<Validator, Unchecked> {
    // Formats are in the translation only where they are to be asserted.
    jsonschema::draft202012::options()
        .should_validate_formats(true)
        .build(schema)
        .map_err(|error| Unchecked::new(format!("the validator cannot read it: {error}")))
}
