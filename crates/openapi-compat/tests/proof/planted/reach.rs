//! Which records stand in which bodies, and where a change of a record is seen as it is.
//!
//! A way from a body to a record is plain if nothing on it but members and items of lists stands between the two: then a
//! change of the record is a change of the body. Records that are also reached in another way are left alone.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use openapi_doc::Role;
use openapi_doc::vocabulary::ObjectKind;

use crate::proof::sites::sites;
use crate::proof::tree::{Tree, Way, way_of};

/// An operation by path and method.
pub type Operation = (String, String);

/// A record in whose place a change is seen.
#[derive(Clone, Debug)]
pub struct Record {
    pub way: Way,
    /// The operations of paths that it is a part of, by the role in which it stands in their bodies. A role without any
    /// is one in webhooks or callbacks.
    pub reached: Reached,
}

/// Operations by the role in which they are reached.
pub type Reached = BTreeMap<Role, BTreeSet<Operation>>;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Through {
    Plain,
    Other,
}

/// What a schema holds, by the number of the schema.
#[derive(Default)]
struct Edges {
    to: Vec<(usize, Through, Option<Role>)>,
}

/// Every record that only stands in bodies in a plain way.
pub fn records(document: &Tree) -> Vec<Record> {
    let ways: Vec<Way> = sites(document)
        .into_iter()
        .filter(|site| site.kind == ObjectKind::Schema)
        .map(|site| site.way)
        .collect();
    let numbers: HashMap<*const Tree, usize> = ways
        .iter()
        .enumerate()
        .map(|(number, way)| (std::ptr::from_ref(document.at(way).unwrap()), number))
        .collect();
    let number = |tree: &Tree| numbers.get(&std::ptr::from_ref(tree)).copied();
    let edges: Vec<Edges> = ways
        .iter()
        .map(|way| edges(document, document.at(way).unwrap(), &number))
        .collect();

    // Each state is a schema, a role and how it is reached; from one operation, a state is looked at once.
    let mut reached: BTreeMap<usize, BTreeMap<(Role, Through), BTreeSet<Operation>>> =
        BTreeMap::new();
    for start in starts(document) {
        let mut seen = HashSet::new();
        let mut open: Vec<(usize, Role, Through)> = start
            .schemas
            .iter()
            .filter_map(|&(schema, role, through)| Some((number(schema)?, role, through)))
            .collect();
        while let Some((schema, role, through)) = open.pop() {
            if !seen.insert((schema, role, through)) {
                continue;
            }
            let of_schema = reached.entry(schema).or_default();
            let operations = of_schema.entry((role, through)).or_default();
            operations.extend(start.operation.clone());
            for &(to, step, hidden_in) in &edges[schema].to {
                // What the role keeps out is no way at all; what is inside may still be reached in the other role.
                if hidden_in != Some(role) {
                    open.push((to, role, through.max(step)));
                }
            }
        }
    }
    let mut records = Vec::new();
    for (schema, of_schema) in reached {
        let is_elsewhere = of_schema
            .keys()
            .any(|(_, through)| *through == Through::Other);
        if !is_elsewhere && is_record(document.at(&ways[schema]).unwrap()) {
            let of_schema = of_schema.into_iter();
            records.push(Record {
                way: ways[schema].clone(),
                reached: of_schema
                    .map(|((role, _), of_role)| (role, of_role))
                    .collect(),
            });
        }
    }
    records
}

/// Keywords that look at more than their own member.
const OPAQUE: &[&str] = &[
    "allOf",
    "anyOf",
    "oneOf",
    "not",
    "if",
    "enum",
    "const",
    "discriminator",
    "minProperties",
    "maxProperties",
    "propertyNames",
    "patternProperties",
    "dependentRequired",
    "dependentSchemas",
    "unevaluatedProperties",
    "contains",
    "prefixItems",
    "uniqueItems",
    "default",
];

fn is_transparent(schema: &Tree) -> bool {
    !OPAQUE.iter().any(|keyword| schema.has(keyword))
}

/// An open record with members of its own.
fn is_record(schema: &Tree) -> bool {
    let has_members = schema
        .get("properties")
        .is_some_and(|properties| !properties.members().is_empty());
    has_members
        && is_transparent(schema)
        && schema.target().is_none()
        && !schema.has("additionalProperties")
        && schema.str("type").is_none_or(|of| of == "object")
}

fn edges(document: &Tree, schema: &Tree, number: &impl Fn(&Tree) -> Option<usize>) -> Edges {
    let mut edges = Edges::default();
    if let Some(target) = schema.target() {
        let target = way_of(target).and_then(|way| document.at(&way));
        if let Some(to) = target.and_then(number) {
            let is_plain = schema.members().len() == 1;
            let step = if is_plain {
                Through::Plain
            } else {
                Through::Other
            };
            edges.to.push((to, step, None));
        }
    }
    let types = schema.get("type");
    let own =
        |name: &str| types.is_none_or(|of| of.as_str() == Some(name)) && is_transparent(schema);
    for (keyword, value) in schema.members() {
        let mut push = |child: &Tree, step: Through| {
            let child_is = |flag: &str| child.get(flag).is_some_and(Tree::is_true);
            let hidden_in = if child_is("readOnly") {
                Some(Role::Request)
            } else if child_is("writeOnly") {
                Some(Role::Response)
            } else {
                None
            };
            edges
                .to
                .extend(number(child).map(|to| (to, step, hidden_in)));
        };
        match keyword.as_str() {
            "properties" => {
                let step = if own("object") {
                    Through::Plain
                } else {
                    Through::Other
                };
                value
                    .members()
                    .iter()
                    .for_each(|(_, child)| push(child, step));
            }
            "items" => push(
                value,
                if own("array") {
                    Through::Plain
                } else {
                    Through::Other
                },
            ),
            _ => {
                push(value, Through::Other);
                value
                    .items()
                    .iter()
                    .for_each(|child| push(child, Through::Other));
                value
                    .members()
                    .iter()
                    .for_each(|(_, child)| push(child, Through::Other));
            }
        }
    }
    edges
}

/// What the messages of one operation hold.
struct Start<'t> {
    /// None for webhooks and callbacks.
    operation: Option<Operation>,
    /// The schemas, each with the role of its message, and whether it is the body as it is.
    schemas: Vec<(&'t Tree, Role, Through)>,
}

fn starts(document: &Tree) -> Vec<Start<'_>> {
    let mut found = Vec::new();
    for (path, item) in members(document, "paths") {
        of_path(document, item, Some(path), &mut found);
    }
    for name in ["webhooks", "x-webhooks"] {
        for (_, item) in members(document, name) {
            of_path(document, item, None, &mut found);
        }
    }
    found
}

fn members<'t>(tree: &'t Tree, name: &str) -> &'t [(String, Tree)] {
    tree.get(name).map(Tree::members).unwrap_or_default()
}

/// The operations of a path; without its name, it is a webhook or callback. A callback of a webhook does not occur.
fn of_path<'t>(document: &'t Tree, item: &'t Tree, path: Option<&str>, found: &mut Vec<Start<'t>>) {
    let (sent, answered) = match path {
        Some(_) => (Role::Request, Role::Response),
        None => (Role::Response, Role::Request),
    };
    let Some(item) = document.resolve(item) else {
        return;
    };
    let operations = item
        .members()
        .iter()
        .filter(|(name, operation)| operation.has("responses") && !name.starts_with("x-"));
    let listed = |of: &'t Tree| of.get("parameters").map(Tree::items).unwrap_or_default();
    for (method, operation) in operations {
        let mut schemas = Vec::new();
        for parameter in listed(item).iter().chain(listed(operation)) {
            let Some(parameter) = document.resolve(parameter) else {
                continue;
            };
            let own = parameter.get("schema").into_iter();
            let contents = members(parameter, "content").iter();
            let of_contents = contents.filter_map(|(_, content)| content.get("schema"));
            schemas.extend(
                own.chain(of_contents)
                    .map(|schema| (schema, sent, Through::Other)),
            );
        }
        let body = operation.get("requestBody");
        let body = body.and_then(|body| document.resolve(body));
        schemas.extend(body.into_iter().flat_map(|body| contents(body, sent)));
        for (_, response) in members(operation, "responses") {
            let Some(response) = document.resolve(response) else {
                continue;
            };
            schemas.extend(contents(response, answered));
            for (_, header) in members(response, "headers") {
                let header = document.resolve(header);
                let schema = header.and_then(|header| header.get("schema"));
                schemas.extend(schema.map(|schema| (schema, answered, Through::Other)));
            }
        }
        found.push(Start {
            operation: path.map(|path| (path.to_owned(), method.to_uppercase())),
            schemas,
        });
        for (_, callback) in members(operation, "callbacks") {
            let callback = document.resolve(callback).map(Tree::members);
            for (_, item) in callback.unwrap_or_default() {
                of_path(document, item, None, found);
            }
        }
    }
}

fn contents(message: &Tree, role: Role) -> impl Iterator<Item = (&Tree, Role, Through)> {
    let contents = message
        .get("content")
        .map(Tree::members)
        .unwrap_or_default();
    contents.iter().filter_map(move |(name, content)| {
        let is_json = name.starts_with("application/") && name.ends_with("json");
        let through = if is_json {
            Through::Plain
        } else {
            Through::Other
        };
        Some((content.get("schema")?, role, through))
    })
}
