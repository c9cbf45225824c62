//! Arrays and objects that a sender lists in an `enum` or `const`: it sends them as they are, with everything inside,
//! whatever its schemas declare there.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::declared::Relaxed;
use super::evaluate::Place;
use super::literal::Lit;
use super::{Answer, Best, Search};
use crate::ir::{Node, NodeId};
use crate::value::Value;
use crate::verdict::Reason;

/// Schemas beside schemas.
const MAX_DEPTH: usize = 64;
/// Lists up to this length are searched one by one.
const SHORT: usize = 32;

impl Search<'_> {
    /// Notes the listed arrays and objects that meet every literal; `true` says that there is no better answer.
    pub(super) fn note_listed_whole(&mut self, lits: &[Lit], best: &mut Best) -> bool {
        let relaxed = self.relaxed(lits);
        if relaxed == Some(Relaxed::Accepted) {
            return false;
        }
        let mut candidates = BTreeSet::new();
        for &lit in lits {
            if let Lit::Sent(node, _) = lit {
                candidates.extend(self.listed_whole(node).iter().cloned());
            }
        }
        for value in candidates {
            let met = match self.meets(lits, &value) {
                Some(true) => self.lists(lits, &value).map(|whole| whole.is_listed),
                other => other,
            };
            let answer = match met {
                Some(true) => Answer::Found(Arc::new(value)),
                Some(false) => continue,
                None => Answer::Maybe(
                    Arc::new(value),
                    Reason::Undecided("whether a listed value is sent"),
                ),
            };
            if best.note(answer) {
                return true;
            }
        }
        false
    }

    /// Whether the sender's schemas send a value that is allowed, as far as they say what kind of value it is, and whether
    /// one of them lists it. None if it is not known which of them apply.
    pub(super) fn lists(&mut self, lits: &[Lit], value: &Value) -> Option<Whole> {
        let one_as_any = self.relaxed(lits).is_some();
        let mut all = Whole::default();
        for &lit in lits {
            if let Lit::Sent(node, projection) = lit {
                let place = Place {
                    projection,
                    one_as_any,
                };
                all.and(self.lists_at(node, place, value, MAX_DEPTH)?);
            }
        }
        Some(all)
    }

    /// Whether the schema itself lists the value.
    pub(super) fn is_listed(&mut self, id: NodeId, value: &Value) -> bool {
        let Some(values) = &self.node(id).values else {
            return false;
        };
        if values.len() <= SHORT {
            return values.contains(value);
        }
        let order = self.memory.listed_order.entry(id).or_insert_with(|| {
            let mut order: Vec<u32> = (0..).take(values.len()).collect();
            order.sort_by_key(|&at| values.get(at as usize));
            order.into()
        });
        let found = order.binary_search_by(|&at| values.get(at as usize).cmp(&Some(value)));
        found.is_ok()
    }

    /// The arrays and objects that a schema or one beside it lists.
    fn listed_whole(&mut self, node: NodeId) -> Arc<[Value]> {
        if let Some(known) = self.memory.listed_whole.get(&node) {
            return Arc::clone(known);
        }
        let mut found = BTreeSet::new();
        for id in self.unified.applying([node], Node::in_place) {
            let schema = self.node(id);
            let values = schema.values.iter().flat_map(|values| values.iter());
            let whole = |value: &&Value| matches!(value, Value::Array(_) | Value::Object(_));
            found.extend(values.filter(whole).cloned());
        }
        let found: Arc<[Value]> = found.into_iter().collect();
        self.memory.listed_whole.insert(node, Arc::clone(&found));
        found
    }

    fn lists_at(&mut self, id: NodeId, place: Place, value: &Value, depth: usize) -> Option<Whole> {
        let depth = depth.checked_sub(1)?;
        let node = self.node(id);
        let mut whole = Whole {
            is_of_its_type: is_of_its_type(node, value),
            is_listed: self.is_listed(id, value),
        };
        for group in node
            .logic
            .any_of
            .iter()
            .chain(std::iter::once(&node.logic.one_of))
        {
            let mut best = None;
            for &arm in group {
                if self.valid(arm, place, value, depth)? {
                    // Any arm that holds may be the one that is meant.
                    best = best.max(Some(self.lists_at(arm, place, value, depth)?));
                }
            }
            if let Some(best) = best {
                whole.and(best);
            }
        }
        let mut others: Vec<NodeId> = node
            .reference
            .iter()
            .chain(&node.logic.all_of)
            .copied()
            .collect();
        if let Some((test, then, otherwise)) = node.logic.condition {
            if self.valid(test, place, value, depth)? {
                others.push(test);
                others.extend(then);
            } else {
                others.extend(otherwise);
            }
        }
        if let (Some(objects), Value::Object(members)) = (&node.objects, value) {
            let has = |name| members.contains_key(self.schemas.name(name));
            let dependent = objects.dependent_schemas.iter();
            others.extend(dependent.filter(|&&(name, _)| has(name)).map(|&(_, s)| s));
        }
        for other in others {
            whole.and(self.lists_at(other, place, value, depth)?);
        }
        Some(whole)
    }
}

/// What a sender's schemas say of a value as a whole. The better comes last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Whole {
    /// Every schema that applies is about values of its type.
    pub is_of_its_type: bool,
    /// One of them lists it.
    pub is_listed: bool,
}

impl Default for Whole {
    fn default() -> Self {
        Self {
            is_of_its_type: true,
            is_listed: false,
        }
    }
}

impl Whole {
    fn and(&mut self, other: Self) {
        self.is_of_its_type &= other.is_of_its_type;
        self.is_listed = self.is_of_its_type && (self.is_listed || other.is_listed);
    }
}

/// A schema with keywords about objects (arrays) and neither `type` nor a list sends only those.
fn is_of_its_type(node: &Node, value: &Value) -> bool {
    let (objects, arrays) = (node.objects.is_some(), node.arrays.is_some());
    node.types.is_some()
        || node.values.is_some()
        || !(objects || arrays)
        || objects && matches!(value, Value::Object(_))
        || arrays && matches!(value, Value::Array(_))
}
