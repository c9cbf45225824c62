//! What is wrong with a response under a document.

use schema_subset::Role;

use super::document::{Api, At};
use super::message::Message;
use super::values::{View, any_allowed, body, parameter};

/// Success and redirection that a client has to know beforehand.
fn is_to_be_known(code: u16) -> bool {
    (200..300).contains(&code) || matches!(code, 301 | 302 | 303 | 307 | 308)
}

/// What is wrong with it as an answer of an operation, by its path (or the name of a webhook) and method.
pub fn problems(
    api: &Api,
    (path, method): (&str, &str),
    message: &Message,
    is_sender: bool,
) -> Vec<String> {
    let root = api.root();
    let method = method.to_ascii_lowercase();
    let outbound = root.get("paths").and_then(|paths| same_path(&paths, path));
    let is_outbound = outbound.is_some();
    let hooks = || {
        let mut members = ["webhooks", "x-webhooks"].into_iter();
        members
            .find_map(|member| root.get(member)?.get(path))
            .or_else(|| callback(&root, path))
    };
    let operation = outbound.or_else(hooks).and_then(|item| item.get(&method));
    let Some(operation) = operation else {
        return vec![format!("there is no {method} {path}")];
    };
    let role = if is_outbound {
        Role::Response
    } else {
        Role::Request
    };
    let view = View { role, is_sender };
    let code: u16 = message.start.parse().unwrap();
    let responses = operation.get("responses");
    let Some(response) = responses.and_then(|all| declared(&all, code)) else {
        let is_wrong = is_sender || is_to_be_known(code);
        return Vec::from_iter(is_wrong.then(|| format!("{code} is not declared")));
    };
    let mut found = Vec::new();
    for (name, header) in response
        .get("headers")
        .into_iter()
        .flat_map(|all| all.members())
    {
        found.extend(header_problem(name, &header, view, message));
    }
    let content = response
        .get("content")
        .filter(|content| !content.members().is_empty());
    if let Some(content) = content {
        match (&message.body, message.media_type()) {
            (Some(text), Some(media_type)) => {
                found.extend(body(&content, view, &media_type, text));
            }
            _ => found.push("the body is missing".to_owned()),
        }
    } else if is_sender && message.body.is_some() {
        found.push("no body is declared".to_owned());
    }
    found
}

/// The path that differs in the names of parameters at most.
fn same_path<'a>(paths: &At<'a>, path: &str) -> Option<At<'a>> {
    let erased = |path: &str| -> String {
        let parts = path
            .split('{')
            .map(|part| part.split_once('}').map_or(part, |(_, rest)| rest));
        parts.collect::<Vec<_>>().join("{}")
    };
    let mut all = paths.members().into_iter();
    all.find(|(other, _)| erased(other) == erased(path))
        .map(|(_, item)| item)
}

fn callback<'a>(root: &At<'a>, path: &str) -> Option<At<'a>> {
    let items = root.get("paths")?.members().into_iter();
    let operations = items.flat_map(|(_, item)| item.members());
    let callbacks = operations.filter_map(|(_, operation)| operation.get("callbacks"));
    let mut callbacks = callbacks.flat_map(|all| all.members());
    callbacks.find_map(|(name, callback)| {
        let key = path
            .strip_prefix(name)
            .map_or(path, |key| key.trim_start_matches([' ', ':']));
        callback.get(key).or_else(|| callback.get(path))
    })
}

/// The response for a code: by the code, by its range, or `default`, which beside a success is for errors only.
fn declared<'a>(responses: &At<'a>, code: u16) -> Option<At<'a>> {
    let range = format!("{}XX", code / 100);
    let exact = responses.get(&code.to_string());
    let exact = exact
        .or_else(|| responses.get(&range))
        .or_else(|| responses.get(&range.to_lowercase()));
    let has_success = responses
        .members()
        .iter()
        .any(|(name, _)| name.starts_with('2'));
    let default = || {
        responses
            .get("default")
            .filter(|_| !has_success || code >= 400)
    };
    exact.or_else(default)
}

fn header_problem(name: &str, of: &At<'_>, view: View, message: &Message) -> Option<String> {
    if name.eq_ignore_ascii_case("content-type") {
        return None;
    }
    let Some(text) = message.header(name) else {
        return of
            .flag("required")
            .then(|| format!("the header `{name}` is missing"));
    };
    let content = of.get("content").map(|content| content.members());
    let (schema, values) = match content {
        Some(content) => (
            content.first()?.1.raw("schema"),
            serde_json::from_str(text).into_iter().collect(),
        ),
        None => (
            of.raw("schema"),
            parameter(of, "simple", &[text.replace('%', "%25")]),
        ),
    };
    let is_right = any_allowed(&schema?, view, &values);
    (!is_right).then(|| format!("the header `{name}` is no value of its schema"))
}
