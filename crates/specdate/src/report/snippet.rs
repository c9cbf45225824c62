//! Lines of a source file with a mark below the first, as compilers show them.

use std::fmt::Write as _;

use anstyle::Style;
use source_tree::Position;

use crate::report::words::{is_hidden, visible};
use crate::terminal::Styles;

/// The longest part of a line that is shown.
const MAX_WIDTH: usize = 100;
/// How much of that stands before the mark at least, where the line is longer.
const BEFORE: usize = 30;

/// A mark below a part of one line.
pub(crate) struct Mark<'a> {
    /// The line above, where it says what the marked one belongs to.
    pub(crate) above: Option<&'a str>,
    /// Whole lines from the one of the position on; none if only the place can be shown.
    pub(crate) lines: Vec<&'a str>,
    /// Whether what is marked goes on below the last line.
    pub(crate) goes_on: bool,
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
        .map(|mark| last_line(mark).to_string().len())
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
            above,
            lines,
            goes_on,
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
        let Some((source, below_it)) = lines.split_first() else {
            continue;
        };
        let Window {
            shown,
            before,
            length,
        } = window(source, column, *length);
        let _ = writeln!(text, "{:gutter$} {place}|{place:#}", "");
        if let Some(above) = above {
            let number = line.saturating_sub(1);
            let Window { shown, .. } = window(above, 1, 1);
            let _ = writeln!(text, "{place}{number:>gutter$} |{place:#} {shown}");
        }
        let _ = writeln!(text, "{place}{line:>gutter$} |{place:#} {shown}");
        let underline: String = std::iter::repeat_n(below, length).collect();
        let _ = writeln!(
            text,
            "{:gutter$} {place}|{place:#} {:before$}{style}{underline} {label}{style:#}",
            "", ""
        );
        for (source, line) in below_it.iter().zip(line.saturating_add(1)..) {
            let Window { shown, .. } = window(source, 1, 1);
            let row = format!("{place}{line:>gutter$} |{place:#} {shown}");
            let _ = writeln!(text, "{}", row.trim_end());
        }
        if *goes_on {
            let _ = writeln!(text, "{:gutter$} {place}|{place:#} …", "");
        }
    }
    text
}

/// The number of the last line that is shown.
fn last_line(mark: &Mark<'_>) -> u32 {
    let more = mark.lines.len().saturating_sub(1);
    mark.position
        .line
        .saturating_add(u32::try_from(more).unwrap_or(u32::MAX))
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
    use super::*;

    #[test]
    fn marks_stand_below_what_they_are_about() {
        let mark = |line: &'static str, name, (at, column), label| Mark {
            above: None,
            lines: vec![line],
            goes_on: false,
            name,
            position: Position { line: at, column },
            length: 7,
            label,
            style: Style::new(),
        };
        let old = "  size: {minimum: 3}";
        let new = "properties: {size: {minimum: 5}}";
        let text = snippet(
            &[
                mark(new, "new.yaml", (1, 21), "refuses it"),
                mark(old, "old.yaml", (10, 10), "allows it"),
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
    fn lines_below_the_first_are_shown_without_a_mark() {
        let mark = Mark {
            above: Some("properties:"),
            lines: vec!["  state:", "    type: string", "", "    enum: [\u{1b}]"],
            goes_on: true,
            name: "a.yaml",
            position: Position { line: 8, column: 3 },
            length: 6,
            label: "after",
            style: Style::new(),
        };
        let expected = [
            "  --> a.yaml:8:3",
            "   |",
            " 7 | properties:",
            " 8 |   state:",
            "   |   ^^^^^^ after",
            " 9 |     type: string",
            "10 |",
            "11 |     enum: [\u{fffd}]",
            "   | …",
        ];
        let text = snippet(&[mark], &Styles::new(false));
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
