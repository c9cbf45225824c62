//! Where things stand in the text: entries and fields by the parser's spans, lines by their ends.

use std::ops::Range;

use toml_edit::{Item, Table};

/// The tables of a list that is written with `[[…]]` headers; none for any other form.
pub(super) fn header_tables(item: Option<&Item>) -> Option<Vec<&Table>> {
    Some(item?.as_array_of_tables()?.iter().collect())
}

/// Where a table's header starts.
pub(super) fn header_start(table: &Table) -> Option<usize> {
    table.span().map(|span| span.start)
}

/// The bytes of a field's value.
pub(super) fn value_span(table: &Table, name: &str) -> Option<Range<usize>> {
    table
        .get(name)
        .and_then(Item::as_value)
        .and_then(toml_edit::Value::span)
}

/// Where a field's key starts.
pub(super) fn key_start(table: &Table, name: &str) -> Option<usize> {
    table
        .key(name)
        .and_then(toml_edit::Key::span)
        .map(|span| span.start)
}

/// The end of everything that is written in a table and below it.
fn contents_end(table: &Table) -> Option<usize> {
    // The parser limits how deep tables nest, and with it this recursion.
    table.iter().filter_map(|(_, item)| item_end(item)).max()
}

fn item_end(item: &Item) -> Option<usize> {
    let own = item.span().map(|span| span.end);
    let below = match item {
        Item::Table(table) => contents_end(table),
        Item::ArrayOfTables(tables) => tables.iter().filter_map(table_end).max(),
        Item::None | Item::Value(_) => None,
    };
    own.max(below)
}

/// The end of a table with its header.
pub(super) fn table_end(table: &Table) -> Option<usize> {
    contents_end(table).max(table.span().map(|span| span.end))
}

/// The line ending of a text: that of its first line.
pub(super) fn line_ending(text: &str) -> &'static str {
    match text.find('\n').and_then(|end| text.get(..end)) {
        Some(first) if first.ends_with('\r') => "\r\n",
        _ => "\n",
    }
}

/// The start of the line that holds this byte.
pub(super) fn line_start(text: &str, offset: usize) -> usize {
    text.get(..offset)
        .and_then(|before| before.rfind('\n'))
        .map_or(0, |end| end + 1)
}

/// The end of the line that holds this byte, with its line ending.
pub(super) fn line_end(text: &str, offset: usize) -> usize {
    text.get(offset..)
        .and_then(|rest| rest.find('\n'))
        .map_or(text.len(), |end| offset + end + 1)
}

/// The spaces and tabs that a line starts with.
pub(super) fn indentation(text: &str, offset: usize) -> &str {
    let line = text.get(line_start(text, offset)..).unwrap_or_default();
    let end = line
        .find(|character| !matches!(character, ' ' | '\t'))
        .unwrap_or(line.len());
    line.get(..end).unwrap_or_default()
}

/// The end of an entry whose last value ends at this byte: the end of its line, and of the comment lines that follow it
/// directly unless they lead straight to something else, which they then belong to.
pub(super) fn entry_end(text: &str, last_value_end: usize) -> usize {
    let end = line_end(text, last_value_end);
    let mut comments = end;
    loop {
        let line = line_at(text, comments);
        if line.trim_start().starts_with('#') {
            comments = line_end(text, comments);
        } else {
            return if line.trim().is_empty() {
                comments
            } else {
                end
            };
        }
    }
}

/// The start of an entry whose header starts at this byte: of the comment lines that stand directly above it.
pub(super) fn entry_start(text: &str, header: usize) -> usize {
    let mut start = line_start(text, header);
    while start > 0 {
        let above = line_start(text, start - 1);
        if !line_at(text, above).trim_start().starts_with('#') {
            break;
        }
        start = above;
    }
    start
}

/// The line that starts at this byte; empty at the end of the text.
pub(super) fn line_at(text: &str, start: usize) -> &str {
    text.get(start..line_end(text, start)).unwrap_or_default()
}
