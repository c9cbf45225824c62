//! Columns of text that stand below each other.

use std::fmt::Write as _;

use anstyle::Style;

use crate::report::words::one_line;

/// What stands between two columns.
const GAP: &str = "  ";

/// One text of a table, in one line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cell {
    text: String,
    style: Style,
}

impl Cell {
    pub(crate) fn new(text: impl AsRef<str>, style: Style) -> Self {
        Self {
            text: one_line(text.as_ref()),
            style,
        }
    }

    pub(crate) fn plain(text: impl AsRef<str>) -> Self {
        Self::new(text, Style::new())
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    fn width(&self) -> usize {
        self.text.chars().count()
    }
}

/// The rows, each behind `indent`; every column as wide as its widest cell.
pub(crate) fn table(rows: &[Vec<Cell>], indent: &str) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let widths: Vec<usize> = (0..columns)
        .map(|column| {
            let cells = rows.iter().filter_map(|row| row.get(column));
            cells.map(Cell::width).max().unwrap_or_default()
        })
        .collect();
    let mut text = String::new();
    for row in rows {
        let mut line = indent.to_owned();
        // Spaces are written before the next cell that says something, so that no line ends with them.
        let mut spaces = String::new();
        for (cell, width) in row.iter().zip(&widths) {
            let Cell { text, style } = cell;
            if !text.is_empty() {
                let _ = write!(line, "{spaces}{style}{text}{style:#}");
                spaces.clear();
            }
            spaces.push_str(&" ".repeat(width.saturating_sub(cell.width())));
            spaces.push_str(GAP);
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_their_widest_cell() {
        let row = |texts: &[&str]| texts.iter().map(Cell::plain).collect::<Vec<_>>();
        let rows = [
            row(&["a", "bb", "c"]),
            row(&["äää", "", "d"]),
            row(&["", ""]),
        ];
        assert_eq!(table(&rows, "> "), "> a    bb  c\n> äää      d\n>\n");
        assert_eq!(table(&[], ""), "");
    }
}
