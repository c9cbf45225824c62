//! Places in the source, with what is written there.

use std::collections::BTreeSet;

use openapi_doc::{Item, Location};
use schema_subset::Value;

use crate::fact::Fact;
use crate::finding::Place;

/// What a snippet shows at most.
const MAX_LINES: usize = 6;
const MAX_CHARACTERS: usize = 160;

/// The places that a fact is shown at, in the base and in the revision.
pub(super) fn of(fact: &Fact<'_>) -> [Option<Place>; 2] {
    let sides = match (fact.base, fact.revision) {
        (Some(base), Some(revision)) if fact.rule.id.contains("-enum-value-") => {
            listed(base, revision).map(Some)
        }
        sides => sides.into(),
    };
    sides.map(|side| side.map(place))
}

/// Of two lists, the first value on each side that the other one does not list: a list may be longer than what is shown of it.
/// A list that only lost or only got values is shown as a whole on the side that has no such value.
fn listed<'d>(base: Item<'d>, revision: Item<'d>) -> [Item<'d>; 2] {
    // A `const` is a list of one, also where it is an array.
    let values = |list: Item<'d>| -> Vec<Item<'d>> {
        let is_list = list.pointer().ends_with("/enum");
        let items = list.items().filter(|_| is_list);
        let alone = (!is_list).then_some(list);
        items.chain(alone).collect()
    };
    let spelled = |item: &Item<'_>| Value::from_node(item.node()).map(|value| value.to_string());
    let [old, new] = [base, revision].map(values);
    let [in_old, in_new] = [&old, &new].map(|list| list.iter().map(spelled).collect());
    let own = |list: &[Item<'d>], other: &BTreeSet<Option<String>>| {
        let mut own = list.iter().filter(|item| !other.contains(&spelled(item)));
        own.next().copied()
    };
    [
        own(&old, &in_new).unwrap_or(base),
        own(&new, &in_old).unwrap_or(revision),
    ]
}

/// The place of a value.
fn place(item: Item<'_>) -> Place {
    let Location {
        file,
        line,
        column,
        pointer,
    } = item.location();
    let indent = usize::try_from(column.saturating_sub(1)).unwrap_or_default();
    Place {
        snippet: snippet(item.node().source(), indent),
        file,
        line,
        column,
        pointer,
    }
}

/// The first lines of a source text, moved to the left by the column in which it starts.
fn snippet(source: &str, indent: usize) -> String {
    let mut lines: Vec<String> = source
        .lines()
        .take(MAX_LINES)
        .map(|line| {
            let blank = line.len() - line.trim_start_matches(' ').len();
            let line = line.get(blank.min(indent)..).unwrap_or(line).trim_end();
            let mut shown: String = line.chars().take(MAX_CHARACTERS).collect();
            if shown.len() < line.len() {
                shown.push('…');
            }
            shown
        })
        .collect();
    if source.lines().nth(MAX_LINES).is_some() {
        lines.push("…".to_owned());
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn snippets_are_short() {
        assert_eq!(snippet("a: 1\n    b:\n      c", 4), "a: 1\nb:\n  c");
        assert_eq!(snippet(&"x\n".repeat(9), 0), "x\nx\nx\nx\nx\nx\n…");
        assert_eq!(snippet(&"x".repeat(200), 0).chars().count(), 161);
    }
}
