//! Tags: only those of the core schema mean something in an OpenAPI document.

use std::borrow::Cow;

use saphyr_parser::{ScalarStyle, Tag};

use crate::error::Fault;

use super::scalar::{Resolved, resolve};

const CORE: &str = "tag:yaml.org,2002:";

/// What a scalar is by its text, its style and its tag.
pub(super) fn resolve_scalar<'t>(
    text: &'t str,
    style: ScalarStyle,
    tag: Option<&Tag>,
    offset: usize,
) -> Result<Resolved<'t>, Fault> {
    let resolved = match tag {
        None if style == ScalarStyle::Plain => resolve(text),
        None => Resolved::String,
        Some(tag) => resolve_tagged(text, tag, offset)?,
    };
    if resolved == Resolved::TooLong {
        return Err(Fault::new(
            offset,
            "a hexadecimal or octal number of more than 256 digits",
            "write it in decimal digits, or quote it if it is a string",
        ));
    }
    if resolved == Resolved::NotFinite {
        return Err(Fault::new(
            offset,
            format!("`{}` is not a number in JSON", text.escape_debug()),
            "quote it if it is a string",
        ));
    }
    Ok(resolved)
}

fn resolve_tagged<'t>(text: &'t str, tag: &Tag, offset: usize) -> Result<Resolved<'t>, Fault> {
    let name = match core_name(tag) {
        _ if is_non_specific(tag) => return Ok(Resolved::String),
        Some(name @ ("null" | "bool" | "int" | "float")) => name,
        Some("str") => return Ok(Resolved::String),
        Some(name @ ("map" | "seq")) => {
            return Err(Fault::new(
                offset,
                format!("the tag `!!{name}` on a scalar"),
                "remove the tag",
            ));
        }
        _ => return Err(unknown_tag(tag, offset)),
    };
    let resolved = resolve(text);
    let fits = match (&resolved, name) {
        (Resolved::Null, "null")
        | (Resolved::Bool(_), "bool")
        | (Resolved::Number(_) | Resolved::NotFinite, "float") => true,
        (Resolved::Number(number), "int") => !number.contains(['.', 'e', 'E']),
        _ => false,
    };
    if fits {
        return Ok(resolved);
    }
    Err(Fault::new(
        offset,
        format!("the tag `!!{name}` on a scalar that is written differently"),
        "remove the tag, or write the value in the form that the tag names",
    ))
}

/// Refuses a tag that does not fit a sequence or mapping.
pub(super) fn check_collection(
    mapping: bool,
    tag: Option<&Tag>,
    offset: usize,
) -> Result<(), Fault> {
    let Some(tag) = tag else {
        return Ok(());
    };
    let (expected, what) = if mapping {
        ("map", "mapping")
    } else {
        ("seq", "sequence")
    };
    match core_name(tag) {
        _ if is_non_specific(tag) => Ok(()),
        Some(name) if name == expected => Ok(()),
        Some(name @ ("null" | "bool" | "int" | "float" | "str" | "map" | "seq")) => {
            Err(Fault::new(
                offset,
                format!("the tag `!!{name}` on a {what}"),
                "remove the tag",
            ))
        }
        _ => Err(unknown_tag(tag, offset)),
    }
}

/// `!` alone: the text does not decide what the scalar is (YAML 1.2.2, section 6.9.1).
fn is_non_specific(tag: &Tag) -> bool {
    tag.handle.is_empty() && tag.suffix == "!"
}

/// The name of a tag of the YAML namespace, written as `!!name` or in full.
fn core_name(tag: &Tag) -> Option<&str> {
    if tag.handle.is_empty() {
        tag.suffix.strip_prefix(CORE)
    } else {
        (tag.handle == CORE).then_some(&*tag.suffix)
    }
}

fn unknown_tag(tag: &Tag, offset: usize) -> Fault {
    let shown: Cow<'_, str> = match core_name(tag) {
        Some(name) => format!("!!{name}").into(),
        None => format!("{}{}", tag.handle, tag.suffix).into(),
    };
    Fault::new(
        offset,
        format!(
            "the tag `{}` is not in the core schema",
            shown.escape_debug()
        ),
        "remove the tag: JSON could not express it",
    )
}
