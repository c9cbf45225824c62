//! Arrays and objects that a sender lists in an `enum` or `const`: it sends them as they are, with everything inside,
//! whatever its schemas declare there.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::declared::Relaxed;
use super::evaluate::Place;
use super::literal::Lit;
use super::{Answer, Best, Search};
use crate::ir::NodeId;
use crate::value::Value;
use crate::verdict::Reason;

/// Schemas beside schemas.
const MAX_DEPTH: usize = 64;

impl Search<'_> {
    /// Notes the listed arrays and objects that meet every literal; `true` says that there is no better answer.
    pub(super) fn note_listed_whole(&mut self, lits: &[Lit], best: &mut Best) -> bool {
        let relaxed = self.relaxed(lits);
        if relaxed == Some(Relaxed::Accepted) {
            return false;
        }
        for &lit in lits {
            let Lit::Sent(node, projection) = lit else {
                continue;
            };
            let place = Place {
                projection,
                one_as_any: relaxed.is_some(),
            };
            for value in self.listed_whole(node).iter() {
                let met = match self.meets(lits, value) {
                    Some(true) => self.lists(node, place, value, MAX_DEPTH),
                    other => other,
                };
                let answer = match met {
                    Some(true) => Answer::Found(Arc::new(value.clone())),
                    Some(false) => continue,
                    None => Answer::Maybe(
                        Arc::new(value.clone()),
                        Reason::Undecided("whether a listed value is sent"),
                    ),
                };
                if best.note(answer) {
                    return true;
                }
            }
        }
        false
    }

    /// The arrays and objects that a schema or one beside it lists.
    fn listed_whole(&mut self, node: NodeId) -> Arc<[Value]> {
        if let Some(known) = self.memory.listed_whole.get(&node) {
            return Arc::clone(known);
        }
        let mut found = BTreeSet::new();
        let mut seen = BTreeSet::new();
        let mut open = vec![node];
        while let Some(id) = open.pop() {
            if !seen.insert(id) {
                continue;
            }
            let schema = self.node(id);
            let values = schema.values.iter().flat_map(|values| values.iter());
            let whole = |value: &&Value| matches!(value, Value::Array(_) | Value::Object(_));
            found.extend(values.filter(whole).cloned());
            open.extend(schema.in_place());
        }
        let found: Arc<[Value]> = found.into_iter().collect();
        self.memory.listed_whole.insert(node, Arc::clone(&found));
        found
    }

    /// Whether a schema that applies to the value lists it.
    fn lists(&mut self, id: NodeId, place: Place, value: &Value, depth: usize) -> Option<bool> {
        let depth = depth.checked_sub(1)?;
        let node = self.node(id);
        if node
            .values
            .as_ref()
            .is_some_and(|values| values.contains(value))
        {
            return Some(true);
        }
        let mut unsure = false;
        for beside in self.holding(node, place, value, depth)? {
            match self.lists(beside, place, value, depth) {
                Some(true) => return Some(true),
                Some(false) => {}
                None => unsure = true,
            }
        }
        (!unsure).then_some(false)
    }
}
