//! Parameters and headers: names that mean the same, and other places to write them.

use openapi_doc::vocabulary::ObjectKind;

use super::inside_out;
use crate::proof::random::Random;
use crate::proof::tree::{Tree, Way};

const METHODS: &[&str] = &[
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// Renames the parameters of path templates. Paths whose parameters a link names are left alone.
pub fn rename(document: &mut Tree, random: &mut Random, share: usize) -> usize {
    let linked: Vec<String> = crate::proof::sites::written(document, ObjectKind::Link)
        .iter()
        .filter_map(|way| document.at(way)?.get("parameters"))
        .flat_map(Tree::members)
        .map(|(name, _)| name.clone())
        .collect();
    let source = document.clone();
    let mut count = 0;
    for (path, item) in document.entry("paths").members_mut() {
        let names = names(path);
        let is_free = names.iter().all(|name| !linked.contains(name));
        if names.is_empty() || !is_free || item.target().is_some() || !random.once_in(share) {
            continue;
        }
        for name in &names {
            *path = path.replace(&format!("{{{name}}}"), &format!("{{{name}_renamed}}"));
        }
        let mut lists = vec![item.get_mut("parameters").map(rename_in(&source, &names))];
        for method in METHODS {
            let operation = item.get_mut(method);
            let list = operation.and_then(|operation| operation.get_mut("parameters"));
            lists.push(list.map(rename_in(&source, &names)));
        }
        count += 1;
    }
    count
}

fn rename_in<'a>(source: &'a Tree, names: &'a [String]) -> impl Fn(&mut Tree) + 'a {
    move |list| {
        for parameter in list.list_mut() {
            let Some(written) = source.resolve(parameter) else {
                continue;
            };
            let name = written.str("name").unwrap_or_default().to_owned();
            if written.str("in") == Some("path") && names.contains(&name) {
                let mut written = written.clone();
                written.set("name", Tree::Text(format!("{name}_renamed")));
                *parameter = written;
            }
        }
    }
}

/// The names of the parameters of a template.
fn names(path: &str) -> Vec<String> {
    let parts = path.split('{').skip(1);
    parts
        .filter_map(|part| Some(part.split_once('}')?.0.to_owned()))
        .collect()
}

/// Writes names of headers in another case.
pub fn change_case(document: &mut Tree, random: &mut Random, share: usize) -> usize {
    let mut count = 0;
    let mut other = |name: &mut String| {
        if random.once_in(share) {
            *name = name
                .chars()
                .map(|letter| {
                    if random.once_in(2) {
                        letter.to_ascii_uppercase()
                    } else {
                        letter.to_ascii_lowercase()
                    }
                })
                .collect();
            count += 1;
        }
    };
    for way in inside_out(document, ObjectKind::Response) {
        let response = document.at_mut(&way).unwrap();
        if let Some(headers) = response.get_mut("headers") {
            headers
                .members_mut()
                .iter_mut()
                .for_each(|(name, _)| other(name));
        }
    }
    for way in inside_out(document, ObjectKind::Parameter) {
        let parameter = document.at_mut(&way).unwrap();
        if parameter.str("in") == Some("header")
            && let Some(Tree::Text(name)) = parameter.get_mut("name")
        {
            other(name);
        }
    }
    count
}

/// Writes the parameters of a path at each of its operations.
pub fn push_down(document: &mut Tree, random: &mut Random, share: usize) -> usize {
    let source = document.clone();
    let key = |parameter: &Tree| {
        let written = source.resolve(parameter)?;
        Some((
            written.str("in")?.to_owned(),
            written.str("name")?.to_owned(),
        ))
    };
    let paths: Vec<Way> = inside_out(document, ObjectKind::PathItem);
    let mut count = 0;
    for way in paths {
        let item = document.at_mut(&way).unwrap();
        if !item.has("parameters") || !random.once_in(share) {
            continue;
        }
        let shared = item.remove("parameters").unwrap();
        for method in METHODS {
            let Some(operation) = item.get_mut(method) else {
                continue;
            };
            let own = operation
                .get("parameters")
                .map(Tree::items)
                .unwrap_or_default()
                .to_vec();
            let known: Vec<_> = own.iter().filter_map(key).collect();
            let added = shared
                .items()
                .iter()
                .filter(|of| key(of).is_some_and(|name| !known.contains(&name)));
            let all = own.iter().chain(added).cloned().collect();
            operation.set("parameters", Tree::List(all));
        }
        count += 1;
    }
    count
}
