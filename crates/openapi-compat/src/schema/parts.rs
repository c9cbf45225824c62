//! Schemas that hold together at the same values, as the parts of an `allOf` do: what several of them refuse alike of one
//! sender is one change.

use std::collections::BTreeSet;

use foldhash::HashMap;
use openapi_doc::NodeRef;

use super::names::unquoted;

/// What one of such schemas says about a change.
pub(super) trait OfParts {
    /// The id of the rule.
    fn rule(&self) -> &'static str;
    /// What its sentences fill in, by name.
    fn arguments(&self) -> &[(&'static str, String)];
    /// Takes in what is not told by itself.
    fn absorb(&mut self, told: Self);
}

/// What is told once. The one that names most values tells.
pub(super) struct Once<T> {
    found: Vec<T>,
    /// By what holds together, the rule, and the place of the sender.
    known: HashMap<(u32, &'static str, Option<NodeRef>), Vec<usize>>,
}

impl<T> Default for Once<T> {
    fn default() -> Self {
        Self {
            found: Vec::new(),
            known: HashMap::default(),
        }
    }
}

impl<T: OfParts> Once<T> {
    /// Adds what is said of schemas that hold together, about what the sender has at a place.
    pub(super) fn add(&mut self, together: u32, sender: Option<NodeRef>, new: T) {
        let same = self.known.entry((together, new.rule(), sender));
        let same = same.or_default();
        let found = &mut self.found;
        let known = same.iter().copied().find(|&known| {
            let known = found.get(known);
            known.is_some_and(|known| tells(known, &new) || tells(&new, known))
        });
        match known.and_then(|known| found.get_mut(known)) {
            Some(known) if tells(known, &new) => known.absorb(new),
            Some(known) => {
                let told = std::mem::replace(known, new);
                known.absorb(told);
            }
            None => {
                same.push(found.len());
                found.push(new);
            }
        }
    }

    /// What is left, in the order in which it came.
    pub(super) fn found(self) -> Vec<T> {
        self.found
    }
}

/// Whether one names all values that the other names, of the same member; most rules name none.
fn tells(one: &impl OfParts, other: &impl OfParts) -> bool {
    name(one) == name(other) && values(one).is_superset(&values(other))
}

fn name(of: &impl OfParts) -> Option<&str> {
    let name = of.arguments().iter().find(|(name, _)| *name == "name");
    name.map(|(_, text)| text.as_str())
}

fn values(of: &impl OfParts) -> BTreeSet<&str> {
    let arguments = of.arguments().iter();
    let values = arguments.filter(|(name, _)| *name == "values");
    values.flat_map(|(_, text)| unquoted(text)).collect()
}
