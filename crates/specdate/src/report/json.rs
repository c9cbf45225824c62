//! JSON for programs, and the JSON Schemas of it.

use std::fmt::Write as _;

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Serialize;

use crate::report::words::is_hidden;

/// A value as JSON, indented. Characters that a terminal would obey are escaped: the values stay the same.
pub(crate) fn text(value: &impl Serialize) -> String {
    escaped(pretty(value))
}

/// The JSON Schema (draft 2020-12) of what a type is written as, indented, with members in alphabetic order.
pub(crate) fn schema_of<T: JsonSchema>() -> String {
    let schema = SchemaSettings::draft2020_12()
        .for_serialize()
        .into_generator()
        .into_root_schema_for::<T>();
    let mut schema = schema.to_value();
    // Whether serde_json keeps the order of insertion is decided by the features of other crates in the same build.
    schema.sort_all_objects();
    pretty(&schema)
}

fn pretty(value: &impl Serialize) -> String {
    // Neither a tree of JSON values nor the types of reports can fail: no key is anything but a string.
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}

fn escaped(json: String) -> String {
    // Such characters are parts of strings: nothing else in JSON may hold them.
    let is_escaped = |of: char| is_hidden(of) || matches!(of, '\u{2028}' | '\u{2029}');
    // Reports of many megabytes have none.
    if !json.contains(is_escaped) {
        return json;
    }
    let mut text = String::with_capacity(json.len());
    let mut written = 0;
    for (at, character) in json.char_indices().filter(|(_, of)| is_escaped(*of)) {
        text.push_str(json.get(written..at).unwrap_or_default());
        let _ = write!(text, "\\u{:04x}", u32::from(character));
        written = at + character.len_utf8();
    }
    text.push_str(json.get(written..).unwrap_or_default());
    text
}
