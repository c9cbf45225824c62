//! Bodies of the media type `application/x-www-form-urlencoded`.

use serde::Serialize;
use serde_json::Value;

use super::query::write_pairs;

/// How the value of one field is written, where it is no scalar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(dead_code, reason = "which of them are used depends on the documents")]
pub(crate) enum FieldStyle {
    /// With brackets: `card[number]=…`.
    Brackets,
    /// A list by repeating the name, an object by its members.
    Members,
    /// As one text, with this between its parts.
    Joined(&'static str),
}

/// Writes a body as pairs. A field without a style of its own is repeated where it is a list, and JSON where it is an
/// object: the defaults of OpenAPI. Called by generated code.
///
/// # Errors
/// For a body that is no object.
#[allow(dead_code, reason = "not every document has such bodies")]
pub(crate) fn form_body<T: Serialize, E>(
    body: &T,
    styles: &[(&str, FieldStyle)],
) -> Result<Vec<(String, String)>, super::Error<E>> {
    let value = serde_json::to_value(body)
        .map_err(|_| super::Error::invalid_request("the body cannot be written".to_owned()))?;
    let Value::Object(fields) = value else {
        return Err(super::Error::invalid_request("the body is no form: it must be an object".to_owned()));
    };
    let mut pairs = Vec::new();
    for (name, value) in &fields {
        let style = styles.iter().find(|(styled, _)| styled == name);
        match (style.map(|(_, style)| style), value) {
            (_, Value::Null) => {}
            (Some(FieldStyle::Brackets), _) => write_pairs(name, value, &mut pairs),
            (Some(FieldStyle::Joined(separator)), Value::Array(items)) => {
                pairs.push((name.clone(), items.iter().map(text).collect::<Vec<_>>().join(separator)));
            }
            (Some(FieldStyle::Joined(separator)), Value::Object(members)) => {
                let parts = members.iter().flat_map(|(member, value)| [member.clone(), text(value)]);
                pairs.push((name.clone(), parts.collect::<Vec<_>>().join(separator)));
            }
            (Some(FieldStyle::Members), Value::Object(members)) => {
                pairs.extend(members.iter().map(|(member, value)| (member.clone(), text(value))));
            }
            (_, Value::Array(items)) => pairs.extend(items.iter().map(|item| (name.clone(), text(item)))),
            _ => pairs.push((name.clone(), text(value))),
        }
    }
    Ok(pairs)
}

/// A string as it is, anything else as JSON.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
