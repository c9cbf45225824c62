//! Unified diffs on a terminal, and how much they change.

use std::fmt::Write as _;

use similar::TextDiff;

use crate::report::words::visible;
use crate::terminal::Styles;

/// How many lines a unified diff adds and removes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct LineCounts {
    pub(crate) added: usize,
    pub(crate) removed: usize,
}

/// What a line of a unified diff is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Line {
    /// `---` and `+++`, before the first hunk.
    FileName,
    /// `@@ -1,2 +3,4 @@`
    Hunk,
    Added,
    Removed,
    /// A line that stays, or a remark about the end of the file.
    Context,
}

/// How two files differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Difference {
    /// In text: a unified diff.
    Lines(String),
    /// One of them is no text.
    Binary,
    /// In nothing but `\r\n` here and `\n` there.
    LineEnds,
}

/// Compares two files of these names. Line ends are read as `\n`: git may have written one side with others than the other.
pub(crate) fn of_bytes([old, new]: [&str; 2], bytes: [&[u8]; 2]) -> Difference {
    if bytes.iter().any(|bytes| bytes.contains(&0)) {
        return Difference::Binary;
    }
    let [before, after] = bytes.map(|bytes| String::from_utf8_lossy(bytes).replace("\r\n", "\n"));
    if before == after {
        // What is no UTF-8 may differ where the texts do not.
        let is_text = bytes.iter().all(|bytes| std::str::from_utf8(bytes).is_ok());
        return if is_text {
            Difference::LineEnds
        } else {
            Difference::Binary
        };
    }
    let diff = TextDiff::from_lines(before.as_str(), after.as_str());
    Difference::Lines(diff.unified_diff().header(old, new).to_string())
}

impl LineCounts {
    pub(crate) fn of(diff: &str) -> Self {
        lines(diff).fold(Self::default(), |mut counts, (line, _)| {
            match line {
                Line::Added => counts.added += 1,
                Line::Removed => counts.removed += 1,
                Line::FileName | Line::Hunk | Line::Context => {}
            }
            counts
        })
    }
}

/// The diff in the usual colors.
pub(crate) fn styled(diff: &str, styles: &Styles) -> String {
    let mut text = String::with_capacity(diff.len());
    for (line, content) in lines(diff) {
        let style = match line {
            Line::FileName => styles.subject,
            Line::Hunk => styles.place,
            Line::Added => styles.added,
            Line::Removed => styles.removed,
            Line::Context => anstyle::Style::new(),
        };
        let _ = writeln!(text, "{style}{}{style:#}", visible(content));
    }
    text
}

/// The lines of a diff. A line such as `--- x` within a hunk removes `-- x`, so what it is depends on the place.
fn lines(diff: &str) -> impl Iterator<Item = (Line, &str)> {
    let mut in_hunk = false;
    diff.split_terminator('\n').map(move |content| {
        in_hunk |= content.starts_with("@@ ");
        let line = match content.as_bytes().first() {
            _ if !in_hunk => Line::FileName,
            Some(b'@') => Line::Hunk,
            Some(b'+') => Line::Added,
            Some(b'-') => Line::Removed,
            _ => Line::Context,
        };
        (line, content)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const DIFF: &str = "--- a/x\n+++ b/x\n@@ -1,3 +1,3 @@\n same\n--- old\n-gone\n+++ new\n@@ -9 +9 @@\n-x\n\\ No newline at end of file\n+y\n";

    #[test]
    fn counts_lines_and_not_the_names_of_files() {
        assert_eq!(
            LineCounts::of(DIFF),
            LineCounts {
                added: 2,
                removed: 3
            }
        );
        assert_eq!(LineCounts::of(""), LineCounts::default());
    }

    #[test]
    fn plain_text_is_the_diff_itself() {
        assert_eq!(styled(DIFF, &Styles::new(false)), DIFF);
    }

    #[test]
    fn line_ends_are_no_difference_beside_others() {
        let of = |old: &[u8], new: &[u8]| of_bytes(["a/x", "b/x"], [old, new]);
        assert_eq!(of(b"a\r\nb\r\n", b"a\nb\n"), Difference::LineEnds);
        assert_eq!(of(b"a\0", b"a"), Difference::Binary);
        let diff = "--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n";
        assert_eq!(
            of(b"a\r\nb\r\n", b"a\nc\n"),
            Difference::Lines(diff.to_owned())
        );
    }

    #[test]
    fn a_file_cannot_speak_to_the_terminal() {
        assert_eq!(
            styled(
                "--- a/x\n+++ b/x\n@@ -0,0 +1 @@\n+\u{1b}[31m\n",
                &Styles::new(true)
            ),
            "\u{1b}[1m--- a/x\u{1b}[0m\n\u{1b}[1m+++ b/x\u{1b}[0m\n\u{1b}[36m@@ -0,0 +1 @@\u{1b}[0m\n\u{1b}[32m+\\u{1b}[31m\u{1b}[0m\n"
        );
    }
}
