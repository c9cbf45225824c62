//! What a command has written that changes the workspace: `add` and `release`.

use std::fmt::Write as _;

use crate::issue::Issue;
use crate::report::check::issues_text;
use crate::report::table::{Cell, table};
use crate::terminal::Styles;
use crate::transaction::Change;

/// What was done, and the files that are other than before.
pub(crate) fn written(what: &str, changes: &[Change], styles: &Styles) -> String {
    let Styles { subject, .. } = styles;
    let mut text = String::new();
    let _ = writeln!(text, "{subject}{what}{subject:#}\n");
    let rows: Vec<Vec<Cell>> = changes
        .iter()
        .map(|Change { name, contents }| {
            let (word, style) = match contents {
                Some(_) => ("written", styles.added),
                None => ("removed", styles.removed),
            };
            vec![Cell::new(word, style), Cell::plain(name)]
        })
        .collect();
    text.push_str(&table(&rows, "  "));
    text
}

/// What the lints of a document say.
pub(crate) fn issues(issues: &[Issue], styles: &Styles) -> String {
    let mut text = String::new();
    issues_text(&mut text, issues, styles);
    text
}
