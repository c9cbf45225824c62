//! What the strings of a message may be read as.

use schema_subset::Role;
use serde_json::{Map, Value, json};

use super::document::At;
use super::message::{decoded, essence, is_in_range};

/// Who looks at a message, and under which rules.
#[derive(Clone, Copy)]
pub struct View {
    pub role: Role,
    pub is_sender: bool,
}

/// The scalars that a string may be.
pub fn scalars(text: &str) -> Vec<Value> {
    let mut found = vec![json!(text)];
    match serde_json::from_str(text) {
        Ok(Value::Number(number)) => found.push(number.into()),
        Ok(Value::Bool(value)) => found.push(value.into()),
        _ if text.is_empty() => found.push(Value::Null),
        _ => {}
    }
    found
}

/// The lists that strings may be.
pub fn lists(texts: &[String]) -> Vec<Value> {
    let mut found: Vec<Vec<Value>> = vec![Vec::new()];
    for text in texts {
        let longer = found.iter().flat_map(|list| {
            scalars(text)
                .into_iter()
                .map(|value| [list.as_slice(), &[value]].concat())
        });
        found = longer.take(256).collect();
    }
    found.into_iter().map(Value::Array).collect()
}

/// The values that each field may be, by name.
type Fields = Vec<(String, Vec<Value>)>;

/// The objects that fields may be, where each is a scalar or a list.
pub fn objects(fields: &[(String, Vec<Value>)]) -> Vec<Value> {
    let mut found: Vec<Map<String, Value>> = vec![Map::new()];
    for (name, values) in fields {
        let longer = found.iter().flat_map(|object| {
            values.iter().map(|value| {
                let mut object = object.clone();
                object.insert(name.clone(), value.clone());
                object
            })
        });
        found = longer.take(4096).collect();
    }
    found.into_iter().map(Value::Object).collect()
}

/// Whether one of the values is right under a schema.
pub fn any_allowed(schema: &At<'_>, view: View, values: &[Value]) -> bool {
    let answers = schema.api.allows(schema, view.role, view.is_sender, values);
    answers.contains(&true)
}

/// The fields of a query or form, in their order.
pub fn fields(text: &str) -> Vec<(String, String)> {
    let pairs = text.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decoded(name), value.to_owned())
        })
        .collect()
}

/// What the raw texts of a parameter may be read as in its style; none if that is not looked at.
pub fn parameter(of: &At<'_>, default_style: &str, texts: &[String]) -> Vec<Value> {
    let style = of.text("style").unwrap_or(default_style);
    let explode = of.value.get("explode").and_then(Value::as_bool);
    let explode = explode.unwrap_or(style == "form");
    let plain: Vec<String> = texts.iter().map(|text| decoded(text)).collect();
    let mut found = Vec::new();
    if let [only] = plain.as_slice() {
        found.extend(scalars(only));
    }
    if explode && style != "simple" {
        found.extend(lists(&plain));
    } else if let [only] = texts {
        let delimiter = match style {
            "spaceDelimited" => "%20",
            "pipeDelimited" => "%7C",
            _ => ",",
        };
        let items: Vec<String> = only.split(delimiter).map(decoded).collect();
        found.extend(lists(&items));
        if only.is_empty() {
            found.extend([json!([]), json!({})]);
        }
        let pairs: Vec<(String, Vec<Value>)> = if explode {
            let pairs = items.iter().filter_map(|item| item.split_once('='));
            pairs
                .map(|(name, value)| (name.to_owned(), scalars(value)))
                .collect()
        } else {
            let (pairs, _) = items.as_chunks::<2>();
            pairs
                .iter()
                .map(|[name, value]| (name.clone(), scalars(value)))
                .collect()
        };
        found.extend(objects(&pairs));
    }
    found
}

/// What is wrong with a body under the content that a document declares.
pub fn body(content: &At<'_>, view: View, media_type: &str, text: &str) -> Option<String> {
    let declared = content.members();
    let named = declared
        .iter()
        .find(|(name, _)| essence(name) == media_type);
    let ranged = || {
        let mut ranges = declared.iter().filter(|(name, _)| name.ends_with("/*"));
        ranges.find(|(name, _)| is_in_range(media_type, name))
    };
    let Some((_, of)) = named.or_else(ranged) else {
        return Some(format!("`{media_type}` is not declared"));
    };
    let schema = of.raw("schema")?;
    let is_json = media_type.ends_with("/json") || media_type.ends_with("+json");
    let values = if is_json {
        match serde_json::from_str(text) {
            Ok(value) => vec![value],
            Err(error) => return Some(format!("the body is no JSON: {error}")),
        }
    } else if media_type == "application/x-www-form-urlencoded" {
        form(of, &fields(text))
    } else if media_type.starts_with("multipart/") {
        match parts(of, text) {
            Ok(values) => values,
            Err(problem) => return Some(problem),
        }
    } else if media_type.starts_with("text/") {
        scalars(text)
    } else {
        // What such a body means is not known here.
        return None;
    };
    let is_right = any_allowed(&schema, view, &values);
    (!is_right).then(|| format!("the body is no value of #{}", schema.pointer))
}

/// The objects that the fields of a form may be.
fn form(of: &At<'_>, fields: &[(String, String)]) -> Vec<Value> {
    let mut named: Vec<(String, Vec<String>)> = Vec::new();
    for (name, text) in fields {
        match named.iter_mut().find(|(other, _)| other == name) {
            Some((_, texts)) => texts.push(text.clone()),
            None => named.push((name.clone(), vec![text.clone()])),
        }
    }
    let encodings = of.get("encoding");
    // `size[cm]=1` is the member `cm` of `size` (style `deepObject`).
    let mut deep: Vec<(String, Fields)> = Vec::new();
    named.retain(|(name, texts)| {
        let Some((outer, inner)) = name.strip_suffix(']').and_then(|name| name.split_once('['))
        else {
            return true;
        };
        let member = (inner.to_owned(), scalars(&decoded(&texts[0])));
        match deep.iter_mut().find(|(other, _)| other == outer) {
            Some((_, members)) => members.push(member),
            None => deep.push((outer.to_owned(), vec![member])),
        }
        false
    });
    let deep = deep
        .into_iter()
        .map(|(name, members)| (name, objects(&members)));
    let read = named.into_iter().map(|(name, texts)| {
        let encoding = encodings
            .as_ref()
            .and_then(|encodings| encodings.get(&name));
        let values = if let Some(encoding) = &encoding {
            parameter(encoding, "form", &texts)
        } else {
            let plain: Vec<String> = texts.iter().map(|text| decoded(text)).collect();
            let single = plain.first().filter(|_| plain.len() == 1);
            let single = single.into_iter().flat_map(|text| scalars(text));
            single.chain(lists(&plain)).collect()
        };
        (name, values)
    });
    objects(&read.chain(deep).collect::<Vec<_>>())
}

/// The objects that the parts of a form may be; an error if a part has a media type that its encoding does not have.
fn parts(of: &At<'_>, text: &str) -> Result<Vec<Value>, String> {
    let mut fields = Vec::new();
    for part in text.split("--boundary\n").skip(1) {
        let part = part.trim_end_matches("--boundary--");
        let (head, body) = part.split_once("\n\n").unwrap();
        let body = body.strip_suffix('\n').unwrap_or(body);
        let name = head
            .split("name=\"")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap();
        let kind = head
            .lines()
            .find_map(|line| line.strip_prefix("Content-Type: "));
        let encoding = of.get("encoding").and_then(|encodings| encodings.get(name));
        let declared = encoding.and_then(|encoding| encoding.text("contentType"));
        if let (Some(kind), Some(declared)) = (kind, declared) {
            let mut ranges = declared.split(',').map(str::trim);
            if !ranges.any(|range| is_in_range(&essence(kind), range)) {
                return Err(format!("the part `{name}` is not `{declared}`"));
            }
        }
        let mut values = scalars(body);
        values.extend(serde_json::from_str::<Value>(body).ok());
        let values: Vec<Value> = values
            .iter()
            .cloned()
            .chain(lists(&[body.to_owned()]))
            .collect();
        fields.push((name.to_owned(), values));
    }
    Ok(objects(&fields))
}
