//! Values as they are written in messages: in styles, in bodies, percent-encoded.

use foldhash::HashMap;
use openapi_doc::{MediaType, Schema};
use schema_subset::Value;

use crate::pair::media_types::essence;

pub(super) const FORM: &str = "application/x-www-form-urlencoded";

/// Stands between the parts of a form.
const BOUNDARY: &str = "boundary";

/// A media type that a range stands for.
pub(super) fn concrete(name: &str) -> String {
    match essence(name).as_str() {
        "*/*" | "application/*" => "application/json".to_owned(),
        "text/*" => "text/plain".to_owned(),
        range if range.ends_with("/*") => range.replace("/*", "/x-sample"),
        kind if kind.starts_with("multipart/") => format!("{kind}; boundary={BOUNDARY}"),
        _ => name.to_owned(),
    }
}

/// A media type that a range stands for and that hardly anything else names: what shows that a whole range is meant.
pub(super) fn member(range: &str) -> String {
    match essence(range).as_str() {
        "*/*" => "application/x-sample".to_owned(),
        range if range.ends_with("/*") => range.replace("/*", "/x-sample"),
        _ => concrete(range),
    }
}

pub(super) fn in_media_type(
    name: &str,
    media_type: MediaType<'_>,
    value: &Value,
    wished: Option<&(String, String)>,
) -> String {
    match (essence(name).as_str(), value) {
        (FORM, Value::Object(members)) => {
            let encodings: HashMap<_, _> = media_type.encodings().collect();
            let fields = members.iter().flat_map(|(name, value)| {
                let encoding = encodings.get(name.as_str());
                let style = encoding.and_then(|encoding| encoding.text("style"));
                let style = style.unwrap_or("form");
                let explode = encoding
                    .and_then(|encoding| encoding.get("explode")?.node().as_bool())
                    .unwrap_or(style == "form");
                in_style(name, style, explode, value)
            });
            fields.collect::<Vec<_>>().join("&")
        }
        (kind, Value::Object(members)) if kind.starts_with("multipart/") => {
            let encodings: HashMap<_, _> = media_type.encodings().collect();
            let parts = members.iter().map(|(name, value)| {
                let encoding = encodings.get(name.as_str());
                let kind = wished
                    .filter(|(field, _)| field == name)
                    .map(|(_, kind)| kind.as_str())
                    .or_else(|| encoding.and_then(|encoding| encoding.text("contentType")));
                part(name, kind, value)
            });
            format!("{}--{BOUNDARY}--", parts.collect::<String>())
        }
        (kind, _) if kind.ends_with("/json") || kind.ends_with("+json") => value.to_string(),
        (kind, _) if kind.ends_with("/xml") || kind.ends_with("+xml") => {
            xml(&root_name(media_type), value)
        }
        _ => plain(value),
    }
}

/// The name of the outermost element: its own, or that of the component.
fn root_name(media_type: MediaType<'_>) -> String {
    let schema = media_type.schema().map(Schema::resolve);
    let own = schema.and_then(|schema| schema.xml()?.text("name"));
    let location = schema.map(Schema::location);
    let component = location.as_ref().and_then(|location| {
        let name = location.pointer.strip_prefix("/components/schemas/")?;
        (!name.contains('/')).then_some(name)
    });
    own.or(component).unwrap_or("value").to_owned()
}

/// A value as XML: members are elements, and items are elements of the same name.
fn xml(name: &str, value: &Value) -> String {
    let content = match value {
        Value::Object(members) => members
            .iter()
            .flat_map(|(name, value)| match value {
                Value::Array(items) => items.iter().map(|item| xml(name, item)).collect(),
                value => vec![xml(name, value)],
            })
            .collect(),
        Value::Array(items) => items.iter().map(|item| xml(name, item)).collect(),
        value => plain(value)
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;"),
    };
    if content.is_empty() {
        format!("<{name}/>")
    } else {
        format!("<{name}>{content}</{name}>")
    }
}

/// A part of a form. Lines end as they do in the rest of a message that is shown.
fn part(name: &str, kind: Option<&str>, value: &Value) -> String {
    let kind = kind.map(|kinds| kinds.split(',').next().unwrap_or_default().trim());
    let kind = kind.map(|kind| format!("Content-Type: {kind}\n"));
    let text = match value {
        Value::Object(_) => value.to_string(),
        _ => plain(value),
    };
    format!(
        "--{BOUNDARY}\nContent-Disposition: form-data; name=\"{name}\"\n{}\n{text}\n",
        kind.unwrap_or_default()
    )
}

/// A field of a query or form in its style.
pub(super) fn in_style(name: &str, style: &str, explode: bool, value: &Value) -> Vec<String> {
    let name = encode(name);
    let separator = match style {
        "spaceDelimited" => "%20",
        "pipeDelimited" => "%7C",
        _ => ",",
    };
    match value {
        Value::Array(items) if explode => items
            .iter()
            .map(|item| format!("{name}={}", encode(&plain(item))))
            .collect(),
        Value::Array(items) => {
            let items: Vec<_> = items.iter().map(|item| encode(&plain(item))).collect();
            vec![format!("{name}={}", items.join(separator))]
        }
        Value::Object(members) if style == "deepObject" => members
            .iter()
            .map(|(member, value)| format!("{name}[{}]={}", encode(member), encode(&plain(value))))
            .collect(),
        Value::Object(members) if explode => members
            .iter()
            .map(|(member, value)| format!("{}={}", encode(member), encode(&plain(value))))
            .collect(),
        value => vec![format!("{name}={}", encode(&plain(value)))],
    }
}

/// A value as the style `simple` writes it; what is inside of items is written as JSON.
pub(super) fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items
            .iter()
            .map(|item| match item {
                Value::String(text) => text.clone(),
                other => other.to_string(),
            })
            .collect::<Vec<_>>()
            .join(","),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// A part of a path in its style; a value without a text has none.
pub(super) fn in_path(name: &str, style: &str, explode: bool, value: &Value) -> Option<String> {
    let written = match (style, explode) {
        ("label", true) => format!(".{}", parts(value, "=", encode).join(".")),
        ("label", false) => format!(".{}", parts(value, ",", encode).join(",")),
        ("matrix", true) if matches!(value, Value::Object(_)) => {
            format!(";{}", parts(value, "=", encode).join(";"))
        }
        ("matrix", true) => {
            let all = parts(value, "=", encode);
            format!(";{name}={}", all.join(&format!(";{name}=")))
        }
        ("matrix", false) => format!(";{name}={}", parts(value, ",", encode).join(",")),
        _ => simple(value, explode, encode),
    };
    (!parts(value, "", encode).concat().is_empty()).then_some(written)
}

/// A value in the style `simple`.
pub(super) fn simple(value: &Value, explode: bool, write: impl Fn(&str) -> String) -> String {
    parts(value, if explode { "=" } else { "," }, write).join(",")
}

/// The items of a value, or its members with something between name and value.
fn parts(value: &Value, between: &str, write: impl Fn(&str) -> String) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().map(|item| write(&plain(item))).collect(),
        Value::Object(members) => members
            .iter()
            .map(|(name, value)| format!("{}{between}{}", write(name), write(&plain(value))))
            .collect(),
        value => vec![write(&plain(value))],
    }
}

/// Percent-encodes what RFC 3986, 2.3 does not list as unreserved.
pub(super) fn encode(text: &str) -> String {
    use std::fmt::Write;

    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a string does not fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

pub(super) fn capitalised(scheme: &str) -> String {
    let mut letters = scheme.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_ascii_uppercase().to_string() + letters.as_str()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_encoded() {
        assert_eq!(encode("a b/ü~"), "a%20b%2F%C3%BC~");
        assert_eq!(capitalised("bearer"), "Bearer");
        assert_eq!(concrete("text/*"), "text/plain");
        assert_eq!(member("text/*"), "text/x-sample");
        assert_eq!(member("text/csv"), "text/csv");
        assert_eq!(concrete("Application/JSON; a=b"), "Application/JSON; a=b");
    }

    #[test]
    fn members_are_elements() {
        let text = |text: &str| Value::String(text.to_owned());
        let tags = Value::Array(vec![text("a<b"), Value::Null]);
        let members = [("name".to_owned(), text("Rex")), ("tag".to_owned(), tags)];
        let pet = Value::object(members);
        assert_eq!(
            xml("pet", &pet),
            "<pet><name>Rex</name><tag>a&lt;b</tag><tag/></pet>"
        );
    }

    /// The examples of OpenAPI 3.1.1, 4.8.12.5.
    #[test]
    fn parts_of_paths_have_styles() {
        let text = |text: &str| Value::String(text.to_owned());
        let colors = Value::Array(["blue", "black", "brown"].map(text).to_vec());
        let channels = [("B", "150"), ("G", "200"), ("R", "100")];
        let channels = channels.map(|(name, value)| (name.to_owned(), text(value)));
        let channels = Value::object(channels);
        for (style, explode, single, list, object) in [
            (
                "matrix",
                false,
                ";color=blue",
                ";color=blue,black,brown",
                ";color=B,150,G,200,R,100",
            ),
            (
                "matrix",
                true,
                ";color=blue",
                ";color=blue;color=black;color=brown",
                ";B=150;G=200;R=100",
            ),
            (
                "label",
                false,
                ".blue",
                ".blue,black,brown",
                ".B,150,G,200,R,100",
            ),
            (
                "label",
                true,
                ".blue",
                ".blue.black.brown",
                ".B=150.G=200.R=100",
            ),
            (
                "simple",
                false,
                "blue",
                "blue,black,brown",
                "B,150,G,200,R,100",
            ),
            (
                "simple",
                true,
                "blue",
                "blue,black,brown",
                "B=150,G=200,R=100",
            ),
        ] {
            let of = |value: &Value| in_path("color", style, explode, value).unwrap();
            assert_eq!(
                (&*of(&text("blue")), &*of(&colors), &*of(&channels)),
                (single, list, object)
            );
        }
        assert_eq!(in_path("color", "simple", false, &text("")), None);
        assert_eq!(
            in_path("color", "simple", false, &text("a,b")).unwrap(),
            "a%2Cb"
        );
    }
}
