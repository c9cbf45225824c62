//! What values that show causes cost, and whether one value shows a cause.
//!
//! An object of thousands of members, each of which is a cause, has as many values as large. So only the first ones show one
//! cause each; then one value stands for all that it shows.

use std::sync::Arc;

use foldhash::HashMap;

use super::Parts;
use super::align::Slot;
use super::causes::{Own, Pair};
use crate::ir::NodeId;
use crate::value::Value;
use crate::verdict::Reason;

/// The parts of all values that show one cause each.
const MAX_PARTS: usize = 200_000;
/// The schemas inside of all that are written to find such values.
const MAX_WRITTEN: usize = 1_000_000;
/// Why a break has no value after that.
pub(super) const SPENT: &str =
    "the values that show these breaks have more than 200,000 parts, and none shows this one";

/// What was shown so far, in one role.
#[derive(Default)]
pub(super) struct Shown {
    parts: usize,
    written: usize,
    /// A value of each pair of classes that shows that it is not contained.
    pub of_pairs: HashMap<Pair, Result<Arc<Value>, Option<Reason>>>,
    /// Where the pairs inside of a pair stand.
    pub slots: HashMap<Pair, HashMap<Pair, Slot>>,
}

impl Shown {
    pub fn is_spent(&self) -> bool {
        self.parts >= MAX_PARTS || self.written >= MAX_WRITTEN
    }

    pub fn show(&mut self, parts: usize) {
        self.parts += parts;
    }

    pub fn write(&mut self, schemas: usize) {
        self.written += schemas;
    }
}

impl Parts<'_, '_> {
    /// Whether a value of the first pair of the way shows the cause at its end: what stands there is refused. It may say no of
    /// one that does.
    pub fn shows(&mut self, way: &[Pair], own: &Own, value: &Value, steps: u64) -> bool {
        let mut part = value;
        for pairs in way.windows(2) {
            let &[outer, inner] = pairs else { return false };
            if outer.0 == inner.0 {
                continue;
            }
            let Some(inside) = self
                .slot_of(outer, inner)
                .and_then(|slot| self.part_at(part, slot))
            else {
                return false;
            };
            part = inside;
        }
        let Some(refuses) = way.last().and_then(|&(_, b)| self.own_part(b, own)) else {
            return false;
        };
        let mut search = self.search(steps);
        let fails = search.fails(refuses);
        search.meets(&[fails], part) == Some(true)
    }

    /// What the cause refuses by itself.
    pub fn own_part(&mut self, b: NodeId, own: &Own) -> Option<NodeId> {
        // What keywords about the unevaluated refuse depends on all others.
        let is_alone =
            |path: &&Vec<String>| !path.first().is_some_and(|k| k.starts_with("unevaluated"));
        match own.keyword.as_ref().filter(is_alone) {
            Some(path) => self.part(b, path),
            None => Some(self.unified.class(b)),
        }
    }

    /// The part of a value that stands in a slot of its schema.
    fn part_at<'v>(&self, value: &'v Value, slot: Slot) -> Option<&'v Value> {
        match (slot, value) {
            (Slot::Reference | Slot::AllOf(_), value) => Some(value),
            (Slot::Property(name), Value::Object(members)) => members.get(self.schemas.name(name)),
            (Slot::Prefix(at), Value::Array(items)) => items.get(at),
            (Slot::Items, Value::Array(items)) => items.last(),
            _ => None,
        }
    }
}
