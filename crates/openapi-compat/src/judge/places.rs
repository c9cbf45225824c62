//! Places in the source, with what is written there.

use openapi_doc::{Item, Location};

use crate::finding::Place;

/// What a snippet shows at most.
const MAX_LINES: usize = 6;
const MAX_CHARACTERS: usize = 160;

/// The place of a value.
pub(super) fn place(item: Item<'_>) -> Place {
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
