//! What is wrong with a request under a document.

use schema_subset::Role;
use serde_json::Value;

use super::document::{Api, At};
use super::message::{Message, decoded, is_in_range};
use super::values::{View, any_allowed, body, fields, parameter};

/// Headers that are described elsewhere (OpenAPI 3.1.1, 4.8.12.1).
const RESERVED: [&str; 3] = ["accept", "content-type", "authorization"];

/// What is wrong with it; nothing if it is right.
pub fn problems(api: &Api, message: &Message, is_sender: bool) -> Vec<String> {
    let (method, target) = message.start.split_once(' ').unwrap();
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let found = match inbound(api, target).or_else(|| inbound(api, path)) {
        Some(item) => Some((item, Vec::new(), Role::Response)),
        None if target.starts_with('/') => {
            let found = outbound(api, message.header("host"), path, method);
            found.map(|(item, values)| (item, values, Role::Request))
        }
        None => None,
    };
    let Some((item, values, role)) = found else {
        return vec![format!("{target} is no address")];
    };
    let Some(operation) = item.get(&method.to_ascii_lowercase()) else {
        return vec![format!("{target} has no {method}")];
    };
    let check = Check {
        message,
        operation: &operation,
        view: View { role, is_sender },
        fields: fields(query),
        values,
        problems: Vec::new(),
    };
    check.run(&item)
}

/// The path item of a webhook or callback by its name or expression.
fn inbound<'a>(api: &'a Api, target: &str) -> Option<At<'a>> {
    let name = target
        .strip_prefix('{')
        .and_then(|name| name.strip_suffix('}'));
    let root = api.root();
    for member in ["webhooks", "x-webhooks"] {
        let hooks = root.get(member);
        let found = hooks.and_then(|hooks| hooks.get(target).or_else(|| hooks.get(name?)));
        if found.is_some() {
            return found;
        }
    }
    let mut open: Vec<At<'a>> = root.get("paths").into_iter().collect();
    open = open
        .iter()
        .flat_map(At::members)
        .map(|(_, item)| item)
        .collect();
    while let Some(item) = open.pop() {
        for (_, operation) in item.members() {
            let callbacks = operation.get("callbacks").into_iter();
            for (_, callback) in callbacks.flat_map(|all| all.members()) {
                if let Some(found) = callback.get(target).or_else(|| callback.get(name?)) {
                    return Some(found);
                }
                open.extend(callback.members().into_iter().map(|(_, item)| item));
            }
        }
    }
    None
}

/// A path item, and the values of its parameters by name.
type Found<'a> = (At<'a>, Vec<(String, String)>);

/// The path item that an address belongs to: concrete paths first.
fn outbound<'a>(api: &'a Api, host: Option<&str>, path: &str, method: &str) -> Option<Found<'a>> {
    let paths = api.root().get("paths")?.members();
    let mut found: Vec<(usize, Found<'a>)> = Vec::new();
    for (template, item) in paths {
        let operation = item.get(&method.to_ascii_lowercase());
        let servers = operation.and_then(|operation| operation.get("servers"));
        let servers = servers
            .or_else(|| item.get("servers"))
            .or_else(|| api.root().get("servers"));
        for server in addresses(servers) {
            let (authority, prefix) = split(&server);
            let is_there = match (authority, host) {
                (Some(authority), Some(host)) => fits(authority, host).is_some(),
                (Some(_), None) => false,
                (None, _) => true,
            };
            let whole = format!("{}{template}", prefix.trim_end_matches('/'));
            if is_there && let Some(values) = fits(&whole, path) {
                found.push((template.matches('{').count(), (item.clone(), values)));
            }
        }
    }
    found.sort_by_key(|(holes, _)| *holes);
    found.into_iter().next().map(|(_, found)| found)
}

/// The URLs of servers; variables with listed values are filled in, others stay.
fn addresses(servers: Option<At<'_>>) -> Vec<String> {
    let servers = servers.map(|servers| servers.items()).unwrap_or_default();
    if servers.is_empty() {
        return vec!["/".to_owned()];
    }
    let mut found = Vec::new();
    for server in servers {
        let mut urls = vec![server.text("url").unwrap().to_owned()];
        let variables = server.get("variables").into_iter();
        for (name, variable) in variables.flat_map(|all| all.members()) {
            let listed = variable.value.get("enum").and_then(Value::as_array);
            let listed = listed.into_iter().flatten().filter_map(Value::as_str);
            let listed: Vec<&str> = listed.collect();
            if !listed.is_empty() {
                let hole = format!("{{{name}}}");
                let filled = urls
                    .iter()
                    .flat_map(|url| listed.iter().map(|v| url.replace(&hole, v)));
                urls = filled.collect();
            }
        }
        found.extend(urls);
    }
    found
}

fn split(url: &str) -> (Option<&str>, &str) {
    match url.split_once("://") {
        Some((_, rest)) => match rest.find('/') {
            Some(at) => (Some(&rest[..at]), &rest[at..]),
            None => (Some(rest), ""),
        },
        None => (None, url),
    }
}

/// Whether a text fits a template, and what stands for its names.
fn fits(template: &str, text: &str) -> Option<Vec<(String, String)>> {
    let Some((before, rest)) = template.split_once('{') else {
        return (template == text).then(Vec::new);
    };
    let (name, after) = rest.split_once('}').unwrap();
    let text = text.strip_prefix(before)?;
    let longest = text.find('/').unwrap_or(text.len());
    (1..=longest)
        .filter(|&end| text.is_char_boundary(end))
        .find_map(|end| {
            let mut found = fits(after, &text[end..])?;
            found.push((name.to_owned(), text[..end].to_owned()));
            Some(found)
        })
}

/// The check of one request.
struct Check<'a, 'm> {
    message: &'m Message,
    operation: &'m At<'a>,
    view: View,
    fields: Vec<(String, String)>,
    values: Vec<(String, String)>,
    problems: Vec<String>,
}

impl<'a> Check<'a, '_> {
    fn run(mut self, item: &At<'a>) -> Vec<String> {
        let own = self
            .operation
            .get("parameters")
            .map(|all| all.items())
            .unwrap_or_default();
        let around = item
            .get("parameters")
            .map(|all| all.items())
            .unwrap_or_default();
        let key = |of: &At<'a>| (of.text("in"), of.text("name"));
        let around = around
            .iter()
            .filter(|of| own.iter().all(|o| key(o) != key(of)));
        let all: Vec<At<'a>> = around.chain(&own).cloned().collect();
        for of in &all {
            self.parameter(of);
        }
        self.security();
        self.body();
        self.accept();
        self.problems
    }

    fn parameter(&mut self, of: &At<'a>) {
        let (place, name) = (of.text("in").unwrap(), of.text("name").unwrap());
        let header = |name: &str| self.message.header(name).map(str::to_owned);
        let all = |name: &str, list: &[(String, String)]| -> Vec<String> {
            let texts = list.iter().filter(|(other, _)| other == name);
            texts.map(|(_, text)| text.clone()).collect()
        };
        let texts: Vec<String> = match place {
            "query" => all(name, &self.fields),
            "path" => all(name, &self.values),
            "cookie" => self
                .message
                .cookie(name)
                .map(str::to_owned)
                .into_iter()
                .collect(),
            _ if RESERVED.contains(&name.to_ascii_lowercase().as_str()) => return,
            _ => header(name).into_iter().collect(),
        };
        let is_object = |schema: At<'_>| schema.text("type") == Some("object");
        if texts.is_empty() {
            // The members of an object stand in its place.
            let is_spread = place == "query" && of.get("schema").is_some_and(is_object);
            if of.flag("required") && !is_spread {
                self.problems
                    .push(format!("the {place} parameter `{name}` is missing"));
            }
            return;
        }
        if place == "query" && texts == [""] {
            if !self.view.is_sender && !of.flag("allowEmptyValue") {
                self.problems
                    .push(format!("the query parameter `{name}` is empty"));
            }
            return;
        }
        let is_reserved = |text: &String| text.contains([':', '/', '?', '#', '@', '!', '$', '\'']);
        if place == "query" && !of.flag("allowReserved") && texts.iter().any(is_reserved) {
            self.problems.push(format!(
                "the query parameter `{name}` has reserved characters"
            ));
        }
        let described = of.get("content").map(|all| all.members());
        let (schema, values) = if let Some(content) = described {
            let value = serde_json::from_str(&decoded(&texts[0]));
            (content[0].1.raw("schema"), value.into_iter().collect())
        } else {
            let is_form = matches!(place, "query" | "cookie");
            let texts = self.without_prefix(of, name, texts);
            let values = parameter(of, if is_form { "form" } else { "simple" }, &texts);
            (of.raw("schema"), values)
        };
        if let Some(schema) = schema
            && !any_allowed(&schema, self.view, &values)
        {
            self.problems.push(format!(
                "the {place} parameter `{name}` is no value of its schema"
            ));
        }
    }

    /// The texts without what `label` and `matrix` put before them.
    fn without_prefix(&mut self, of: &At<'a>, name: &str, texts: Vec<String>) -> Vec<String> {
        let prefix = match of.text("style") {
            Some("label") => ".".to_owned(),
            Some("matrix") => format!(";{name}="),
            _ => return texts,
        };
        let stripped: Option<Vec<String>> = texts
            .iter()
            .map(|text| Some(text.strip_prefix(&prefix)?.to_owned()))
            .collect();
        stripped.unwrap_or_else(|| {
            self.problems.push(format!(
                "the parameter `{name}` does not begin with `{prefix}`"
            ));
            texts
        })
    }

    fn security(&mut self) {
        let root = self.operation.api.root();
        let asked = self
            .operation
            .get("security")
            .or_else(|| root.get("security"));
        let Some(asked) = asked
            .map(|asked| asked.items())
            .filter(|asked| !asked.is_empty())
        else {
            return;
        };
        let schemes = root
            .get("components")
            .and_then(|all| all.get("securitySchemes"));
        let is_met = asked.iter().any(|alternative| {
            let names = alternative.value.as_object().unwrap().keys();
            let mut schemes = names.map(|name| schemes.as_ref().unwrap().get(name).unwrap());
            schemes.all(|scheme| self.shows(&scheme))
        });
        if !is_met {
            self.problems
                .push("no alternative of the security is met".to_owned());
        }
    }

    fn shows(&self, scheme: &At<'_>) -> bool {
        let authorization = self.message.header("authorization").unwrap_or_default();
        let begins_with = |of: &str| {
            let (scheme, _) = authorization.split_once(' ').unwrap_or_default();
            scheme.eq_ignore_ascii_case(of)
        };
        match scheme.text("type").unwrap() {
            "apiKey" => {
                let name = scheme.text("name").unwrap();
                match scheme.text("in").unwrap() {
                    "query" => self.fields.iter().any(|(other, _)| other == name),
                    "cookie" => self.message.cookie(name).is_some(),
                    _ => self.message.header(name).is_some(),
                }
            }
            "http" => begins_with(scheme.text("scheme").unwrap()),
            "oauth2" | "openIdConnect" => begins_with("bearer"),
            _ => true,
        }
    }

    fn body(&mut self) {
        let declared = self.operation.get("requestBody");
        let (Some(text), Some(media_type)) = (&self.message.body, self.message.media_type()) else {
            if declared.is_some_and(|declared| declared.flag("required")) {
                self.problems.push("the body is missing".to_owned());
            }
            return;
        };
        let Some(content) = declared.and_then(|declared| declared.get("content")) else {
            // A receiver does not read it.
            if self.view.is_sender {
                self.problems.push("no body is declared".to_owned());
            }
            return;
        };
        self.problems
            .extend(body(&content, self.view, &media_type, text));
    }

    /// Whether some answer is what the client asks for.
    fn accept(&mut self) {
        let Some(wanted) = self.message.header("accept") else {
            return;
        };
        let responses = self.operation.get("responses").into_iter();
        let responses = responses.flat_map(|all| all.members());
        let content = responses.filter_map(|(_, response)| response.get("content"));
        let mut names = content.flat_map(|content| content.members());
        let wanted = super::message::essence(wanted);
        if !names.any(|(name, _)| is_in_range(&wanted, name)) {
            self.problems.push(format!("no answer is `{wanted}`"));
        }
    }
}
