//! The edits as splices: text in, text out. `None` where the file is not written in a form that can be edited.

use std::ops::Range;

use toml_edit::{Document, Item, Table};

use super::{
    locate::{
        entry_end, entry_start, header_start, header_tables, indentation, key_start, line_at,
        line_end, line_ending, line_start, table_end, value_span,
    },
    render::{Field, field, quoted},
};
use crate::{
    lifecycle::{DAYS, Lifecycle},
    names::ApiName,
};

/// Puts an entry in front of the API's version at `index`, in the order of the file.
pub(super) fn add_version(
    text: &str,
    api: &ApiName,
    index: usize,
    header: &str,
    fields: &[Field],
) -> Option<String> {
    let document = Document::parse(text).ok()?;
    let api = api_table(&document, api)?;
    let entries = match api.get("versions") {
        Some(item) => header_tables(Some(item))?,
        None => Vec::new(),
    };
    let block = |sibling: Option<&Table>| block(text, sibling, header, fields);
    match (
        index.checked_sub(1).and_then(|older| entries.get(older)),
        entries.get(index),
    ) {
        (Some(older), _) => Some(insert_behind(
            text,
            entry_end(text, table_end(older)?),
            &block(Some(older)),
        )),
        // In front of the first entry, but behind the comment above it: that explains the list.
        (None, Some(first)) => {
            let at = line_start(text, header_start(first)?);
            let block = block(Some(first)) + line_ending(text);
            Some(splice(text, vec![(at..at, block)]))
        }
        (None, None) => Some(insert_behind(
            text,
            entry_end(text, table_end(api)?),
            &block(None),
        )),
    }
}

/// Rewrites the state and the days of the API's version at `index`.
pub(super) fn set_lifecycle(
    text: &str,
    api: &ApiName,
    index: usize,
    lifecycle: &Lifecycle,
) -> Option<String> {
    let document = Document::parse(text).ok()?;
    let entries = header_tables(api_table(&document, api)?.get("versions"))?;
    let entry = *entries.get(index)?;
    let days = lifecycle.days();
    let mut edits = Vec::new();

    let state = lifecycle.state().as_str();
    let state_span = value_span(entry, "state")?;
    let indent = indentation(text, key_start(entry, "state")?);
    let mut behind = line_end(text, state_span.end);
    set_value(entry, "state", state, state_span, &mut edits);
    for name in DAYS {
        let wanted = days
            .iter()
            .find(|(day, _)| *day == name)
            .map(|(_, day)| day.to_string());
        match (wanted, value_span(entry, name)) {
            (Some(day), Some(span)) => {
                behind = line_end(text, span.end);
                set_value(entry, name, &day, span, &mut edits);
            }
            (Some(day), None) => edits.push((
                behind..behind,
                whole_line(text, behind, indent, &field(name, &day)),
            )),
            (None, Some(span)) => edits.push((
                line_start(text, key_start(entry, name)?)..line_end(text, span.end),
                String::new(),
            )),
            (None, None) => {}
        }
    }
    Some(splice(text, edits))
}

/// Sets a text of the API's version at `index`: in its place, or behind everything that the entry says.
pub(super) fn set_field(
    text: &str,
    api: &ApiName,
    index: usize,
    name: &str,
    value: &str,
) -> Option<String> {
    let document = Document::parse(text).ok()?;
    let entries = header_tables(api_table(&document, api)?.get("versions"))?;
    let entry = *entries.get(index)?;
    let mut edits = Vec::new();
    if let Some(span) = value_span(entry, name) {
        set_value(entry, name, value, span, &mut edits);
    } else {
        let indent = indentation(text, key_start(entry, "date")?);
        let behind = line_end(text, table_end(entry)?);
        let line = whole_line(text, behind, indent, &field(name, value));
        edits.push((behind..behind, line));
    }
    Some(splice(text, edits))
}

/// Puts an entry behind the last `[[accept]]`, or at the end of the file.
pub(super) fn add_acceptance(text: &str, fields: &[Field]) -> Option<String> {
    let document = Document::parse(text).ok()?;
    let last = match document.get("accept") {
        Some(item) => header_tables(Some(item))?.last().copied(),
        None => None,
    };
    let at = match last {
        Some(last) => entry_end(text, table_end(last)?),
        None => text.len(),
    };
    Some(insert_behind(
        text,
        at,
        &block(text, last, "[[accept]]", fields),
    ))
}

/// Takes out the `[[accept]]` at `index`, with the blank line that set it off.
pub(super) fn remove_acceptance(text: &str, index: usize) -> Option<String> {
    let document = Document::parse(text).ok()?;
    let entries = header_tables(document.get("accept"))?;
    let entry = *entries.get(index)?;
    let mut start = entry_start(text, header_start(entry)?);
    let mut end = entry_end(text, table_end(entry)?);
    let is_blank = |line: &str| !line.is_empty() && line.trim().is_empty();
    let above = line_start(text, start.saturating_sub(1));
    if start > 0 && is_blank(line_at(text, above)) && line_at(text, end).trim().is_empty() {
        start = above;
    } else if start == 0 && is_blank(line_at(text, end)) {
        end = line_end(text, end);
    }
    Some(splice(text, vec![(start..end, String::new())]))
}

fn api_table<'d>(document: &'d Document<&str>, api: &ApiName) -> Option<&'d Table> {
    document
        .get("api")?
        .as_table()?
        .get(api.as_str())?
        .as_table()
}

/// Replaces a value unless it says the same already, in whatever spelling.
fn set_value(
    entry: &Table,
    name: &str,
    value: &str,
    span: Range<usize>,
    edits: &mut Vec<(Range<usize>, String)>,
) {
    if entry.get(name).and_then(Item::as_str) != Some(value) {
        edits.push((span, quoted(value)));
    }
}

/// A line to insert at `at`, which is the end of a line or of a text that does not end its last line.
fn whole_line(text: &str, at: usize, indent: &str, line: &str) -> String {
    let ending = line_ending(text);
    if ends_a_line(text, at) {
        format!("{indent}{line}{ending}")
    } else {
        format!("{ending}{indent}{line}")
    }
}

fn ends_a_line(text: &str, at: usize) -> bool {
    text.get(..at)
        .is_some_and(|before| before.is_empty() || before.ends_with('\n'))
}

/// The lines of an entry, indented like an entry of the same list.
fn block(text: &str, sibling: Option<&Table>, header: &str, fields: &[Field]) -> String {
    let ending = line_ending(text);
    let indent_at = |offset: Option<usize>| offset.map_or("", |offset| indentation(text, offset));
    let header_indent = indent_at(sibling.and_then(header_start));
    let first_key = sibling.and_then(|table| {
        table
            .iter()
            .next()
            .and_then(|(name, _)| key_start(table, name))
    });
    let field_indent = indent_at(first_key);
    let mut block = format!("{header_indent}{header}{ending}");
    for (name, value) in fields {
        block.push_str(field_indent);
        block.push_str(&field(name, value));
        block.push_str(ending);
    }
    block
}

/// Inserts an entry at the end of another or of the text, set off by a blank line.
fn insert_behind(text: &str, at: usize, block: &str) -> String {
    let ending = line_ending(text);
    let mut inserted = String::new();
    if !ends_a_line(text, at) {
        inserted.push_str(ending);
    }
    let blank_above = at == 0
        || (ends_a_line(text, at) && line_at(text, line_start(text, at - 1)).trim().is_empty());
    if !blank_above {
        inserted.push_str(ending);
    }
    inserted.push_str(block);
    splice(text, vec![(at..at, inserted)])
}

/// The text with each range replaced. Ranges do not overlap; those that insert at one place keep their order.
fn splice(text: &str, mut edits: Vec<(Range<usize>, String)>) -> String {
    edits.sort_by_key(|(range, _)| range.start);
    let mut result = String::with_capacity(text.len() + 256);
    let mut copied = 0;
    for (range, replacement) in edits {
        result.push_str(text.get(copied..range.start).unwrap_or_default());
        result.push_str(&replacement);
        copied = range.end;
    }
    result.push_str(text.get(copied..).unwrap_or_default());
    result
}
