//! Schemas of one shape, as large as asked for: a pair of texts of which the first allows more than the second.

use std::fmt::Write as _;

/// An object with many members; in the first the last one may be null.
pub fn object(count: usize) -> (String, String) {
    let text = |last: &str| {
        let mut text = r#"{"type": "object", "required": ["m0"], "properties": {"#.to_owned();
        for number in 0..count {
            let kind = match number % 3 {
                _ if number + 1 == count => last,
                0 => r#"{"type": "string", "minLength": 1}"#,
                1 => r#"{"type": "integer", "minimum": 0}"#,
                _ => r#"{"type": "array", "items": {"type": "boolean"}}"#,
            };
            let comma = if number == 0 { "" } else { ", " };
            let _ = write!(text, r#"{comma}"m{number}": {kind}"#);
        }
        text + "}}"
    };
    (
        text(r#"{"type": ["string", "null"]}"#),
        text(r#"{"type": "string"}"#),
    )
}

/// Objects in objects, each a definition of its own; in the first the innermost one may be null.
pub fn deep(levels: usize) -> (String, String) {
    let text = |last: &str| {
        let mut text = r##"{"$ref": "#/$defs/level0", "$defs": {"##.to_owned();
        for level in 0..levels {
            let next = level + 1;
            let _ = write!(
                text,
                r##""level{level}": {{"type": "object", "required": ["next"], "properties": {{"next": {{"$ref": "#/$defs/level{next}"}}}}}}, "##
            );
        }
        format!(r#"{text}"level{levels}": {last}}}}}"#)
    };
    (
        text(r#"{"type": ["string", "null"]}"#),
        text(r#"{"type": "string"}"#),
    )
}

/// A union with a tag; in the first a member of the last arm may be null.
pub fn union(arms: usize) -> (String, String) {
    let text = |last: &str| {
        let arm = |number: usize| {
            let kind = if number + 1 == arms {
                last
            } else {
                r#""string""#
            };
            format!(
                r#"{{"type": "object", "required": ["kind", "name"], "properties":
                    {{"kind": {{"const": "k{number}"}}, "name": {{"type": {kind}}}, "count{number}": {{"type": "integer"}}}}}}"#
            )
        };
        let arms: Vec<String> = (0..arms).map(arm).collect();
        format!(r#"{{"oneOf": [{}]}}"#, arms.join(", "))
    };
    (text(r#"["string", "null"]"#), text(r#""string""#))
}

/// A list of constants, each with a text of its own; the second is an `enum` without the last of them.
pub fn constants(count: usize) -> (String, String) {
    let arm =
        |number: usize| format!(r#"{{"const": "value {number}", "title": "Value {number}"}}"#);
    let arms: Vec<String> = (0..count).map(arm).collect();
    let values = (1..count).map(|number| format!(r#""value {}""#, number - 1));
    let values: Vec<String> = values.collect();
    (
        format!(r#"{{"oneOf": [{}]}}"#, arms.join(", ")),
        format!(r#"{{"enum": [{}]}}"#, values.join(", ")),
    )
}

/// Objects that hold each other in a union whose tag nothing requires; in the first a member of the last arm may be null.
pub fn cyclic(arms: usize) -> (String, String) {
    let text = |last: &str| {
        let arm = |number: usize| {
            let kind = if number + 1 == arms {
                last
            } else {
                r#""string""#
            };
            format!(
                r##"{{"type": "object", "properties": {{"kind": {{"const": "k{number}"}}, "name": {{"type": {kind}}},
                    "children": {{"type": "array", "items": {{"$ref": "#"}}}}}}}}"##
            )
        };
        let arms: Vec<String> = (0..arms).map(arm).collect();
        format!(r#"{{"oneOf": [{}]}}"#, arms.join(", "))
    };
    (text(r#"["string", "null"]"#), text(r#""string""#))
}
