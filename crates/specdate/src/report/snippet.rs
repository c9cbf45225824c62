//! A line of a source file with a mark below it, as compilers show it.

use std::fmt::Write as _;

use anstyle::Style;
use source_tree::{Position, SourceTree};

use crate::report::words::{is_hidden, visible};
use crate::terminal::Styles;

/// The longest part of a line that is shown.
const MAX_WIDTH: usize = 100;
/// How much of that stands before the mark at least, where the line is longer.
const BEFORE: usize = 30;

/// A mark below a part of one line.
pub(crate) struct Mark<'a> {
    /// None if only the place can be shown.
    pub(crate) tree: Option<&'a SourceTree>,
    /// How the file is called.
    pub(crate) name: &'a str,
    pub(crate) position: Position,
    /// How many characters it spans.
    pub(crate) length: usize,
    pub(crate) label: &'a str,
    pub(crate) style: Style,
}

/// What the marks have in common: the first shows what matters (`-->`, `^^^`), the others what it stands against
/// (`:::`, `---`).
pub(crate) fn snippet(marks: &[Mark<'_>], styles: &Styles) -> String {
    let Styles { place, .. } = styles;
    let gutter = marks
        .iter()
        .map(|mark| mark.position.line.to_string().len())
        .max()
        .unwrap_or_default();
    let mut text = String::new();
    for (index, mark) in marks.iter().enumerate() {
        let (arrow, below) = if index == 0 {
            ("-->", '^')
        } else {
            (":::", '-')
        };
        let Mark {
            tree,
            name,
            position,
            length,
            label,
            style,
        } = mark;
        let Position { line, column } = *position;
        let _ = writeln!(
            text,
            "{:gutter$}{place}{arrow}{place:#} {}:{position}",
            "",
            visible(name)
        );
        let Some(source) = tree.and_then(|tree| tree.line_text(line)) else {
            continue;
        };
        let Window {
            shown,
            before,
            length,
        } = window(source, column, *length);
        let _ = writeln!(text, "{:gutter$} {place}|{place:#}", "");
        let _ = writeln!(text, "{place}{line:>gutter$} |{place:#} {shown}");
        let underline: String = std::iter::repeat_n(below, length).collect();
        let _ = writeln!(
            text,
            "{:gutter$} {place}|{place:#} {:before$}{style}{underline} {label}{style:#}",
            "", ""
        );
    }
    text
}

/// A part of a line that fits on a screen.
#[derive(Debug, PartialEq, Eq)]
struct Window {
    shown: String,
    /// How many characters stand before the mark.
    before: usize,
    length: usize,
}

fn window(source: &str, column: u32, length: usize) -> Window {
    // What has no width of its own, or moves the cursor, would put the mark at another place.
    let plain = |character: char| match character {
        '\t' => ' ',
        hidden if is_hidden(hidden) => '\u{fffd}',
        other => other,
    };
    let source = source.trim_end();
    let count = source.chars().count();
    let at = usize::try_from(column.saturating_sub(1)).unwrap_or(count);
    let at = at.min(count);
    if count <= MAX_WIDTH {
        return Window {
            shown: source.chars().map(plain).collect(),
            before: at,
            length: length.min(count - at).max(1),
        };
    }
    let start = at.saturating_sub(BEFORE).min(count - MAX_WIDTH);
    let part = source.chars().skip(start).take(MAX_WIDTH).map(plain);
    let (left, right) = (
        if start > 0 { "…" } else { "" },
        if start + MAX_WIDTH < count { "…" } else { "" },
    );
    let before = at - start;
    Window {
        shown: format!("{left}{}{right}", part.collect::<String>()),
        before: before + left.chars().count(),
        length: length.min(MAX_WIDTH - before).max(1),
    }
}

#[cfg(test)]
mod tests {
    use source_tree::{Format, Limits};

    use super::*;

    #[test]
    fn marks_stand_below_what_they_are_about() {
        let tree = |name, text: &str| {
            SourceTree::parse(name, text.into(), Format::Yaml, &Limits::default()).unwrap()
        };
        let old = tree(
            "old.yaml",
            "type: object\nproperties:\n\n\n\n\n\n\n\n  size: {minimum: 3}\n",
        );
        let new = tree("new.yaml", "properties: {size: {minimum: 5}}\n");
        let mark = |tree, name, (line, column), label| Mark {
            tree: Some(tree),
            name,
            position: Position { line, column },
            length: 7,
            label,
            style: Style::new(),
        };
        let text = snippet(
            &[
                mark(&new, "new.yaml", (1, 21), "refuses it"),
                mark(&old, "old.yaml", (10, 10), "allows it"),
            ],
            &Styles::new(false),
        );
        let expected = [
            "  --> new.yaml:1:21",
            "   |",
            " 1 | properties: {size: {minimum: 5}}",
            "   |                     ^^^^^^^ refuses it",
            "  ::: old.yaml:10:10",
            "   |",
            "10 |   size: {minimum: 3}",
            "   |          ------- allows it",
        ];
        assert_eq!(text.lines().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn long_lines_are_cut_around_the_mark() {
        let source = (0..40).fold(String::new(), |text, n| format!("{text}item{n:02}, "));
        let shown = |column, length| {
            let Window {
                shown,
                before,
                length,
            } = window(&source, column, length);
            let marked: String = shown.chars().skip(before).take(length).collect();
            (shown.chars().count(), marked)
        };
        assert_eq!(shown(1, 6), (101, "item00".to_owned()));
        assert_eq!(shown(161, 6), (102, "item20".to_owned()));
        assert_eq!(shown(313, 6), (101, "item39".to_owned()));
        assert_eq!(shown(313, 600), (101, "item39,".to_owned()));
    }

    #[test]
    fn nothing_in_a_line_moves_the_mark() {
        assert_eq!(
            window("\t\u{1b}[31m\u{202e}é", 8, 1),
            Window {
                shown: " \u{fffd}[31m\u{fffd}é".to_owned(),
                before: 7,
                length: 1
            }
        );
        // A place behind the end of its line is the end.
        assert_eq!(
            window("ab", 9, 5),
            Window {
                shown: "ab".to_owned(),
                before: 2,
                length: 1
            }
        );
    }
}
