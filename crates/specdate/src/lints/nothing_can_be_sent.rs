//! `nothing-can-be-sent`.

use std::collections::{BTreeMap, BTreeSet};

use openapi_doc::{
    Document, FileId, Header, MediaType, NodeRef, Operation, Parameter, PathItem, RequestBody,
    Response, Role, Schema, SpecVersion,
};
use registry::Severity;
use schema_subset::{
    Dialect, DocumentId, Formats, Options, Pool, Reading, Relaxation, Role as Sends, SchemaId,
};

use source_tree::{Format, Limits, Pointer, SourceTree};

use super::{Found, Lint, Subject};

pub(super) const LINT: Lint = Lint {
    id: "nothing-can-be-sent",
    severity: Severity::Warning,
    title: "a schema whose sender can send nothing as it is written",
    reason: "No message keeps to the document there, so comparisons read it otherwise, or have no answer.",
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Found> {
    let document = subject.document;
    let silent = silent(document);
    let places: BTreeSet<NodeRef> = silent.keys().copied().collect();
    silent
        .into_iter()
        .filter_map(|(at, how)| Some((document.schema_at(at)?, how)))
        .filter(|(schema, _)| !is_forbidden(*schema) && !holds_one_of(*schema, &places))
        .map(|(schema, how)| {
            let (message, next_step) = said(how);
            Found {
                location: schema.location(),
                message: message.to_owned(),
                next_step: next_step.to_owned(),
            }
        })
        .collect()
}

fn said(how: Relaxation) -> (&'static str, &'static str) {
    match how {
        Relaxation::OneOfAsAnyOf => (
            "every value that one arm of `oneOf` declares is allowed by another arm as well, so none is allowed by exactly one",
            "write `anyOf`, or tell the arms apart by a required member with a constant",
        ),
        Relaxation::Accepted => (
            "what is declared here cannot be sent: other keywords forbid it",
            "declare what they allow, or loosen them",
        ),
        _ => (
            "no value is allowed here: the keywords contradict each other",
            "loosen one of them; a member that must not be there is forbidden by `not: {}`",
        ),
    }
}

/// What was written to allow nothing: `false`, or `not: {}` where there is no `false`.
fn is_forbidden(schema: Schema<'_>) -> bool {
    let mut keywords = schema.item().members().map(|(name, _)| name);
    schema.boolean() == Some(false)
        || (schema.keyword("not").is_some()
            && keywords.all(|name| ["not", "description", "title"].contains(&name)))
}

/// Whether the cause is deeper.
fn holds_one_of(schema: Schema<'_>, places: &BTreeSet<NodeRef>) -> bool {
    let mut seen = BTreeSet::from([schema.item().at()]);
    let mut open = vec![schema];
    while let Some(schema) = open.pop() {
        let inside = schema.children().into_iter().map(|(_, child)| child);
        for child in inside.chain(schema.target()) {
            if seen.insert(child.item().at()) {
                if places.contains(&child.item().at()) {
                    return true;
                }
                open.push(child);
            }
        }
    }
    false
}

/// Every schema at which nothing can be sent as it is written, with how it is read instead.
fn silent(document: &Document) -> BTreeMap<NodeRef, Relaxation> {
    let reading = match document.version() {
        SpecVersion::V3_0 => Reading::of(Dialect::OpenApi3_0),
        SpecVersion::V3_1 => Reading::of(Dialect::JsonSchema2020_12).formats(Formats::Assertion),
    };
    // What every value is a value of.
    let anything = SourceTree::parse(
        "anything",
        b"true".to_vec(),
        Format::Json,
        &Limits::default(),
    );
    let Ok(anything) = anything else {
        return BTreeMap::new();
    };
    let mut pool = Pool::new();
    let files: Vec<(FileId, Option<DocumentId>)> = document
        .file_ids()
        .zip(document.files())
        .map(|(file, tree)| (file, pool.insert(tree.name(), tree, reading).ok()))
        .collect();
    pool.begin_group();
    let anything = pool
        .insert(
            "anything",
            &anything,
            Reading::of(Dialect::JsonSchema2020_12),
        )
        .ok()
        .and_then(|file| pool.node(file, &Pointer::root()));
    let Some(anything) = anything else {
        return BTreeMap::new();
    };
    // Everything is loaded before anything is asked: what is loaded later makes the pool forget.
    let parts: BTreeSet<(Sends, SchemaId)> = parts(document)
        .into_iter()
        .filter_map(|(role, schema)| {
            let at = schema.item().at();
            let (_, file) = files.iter().find(|(file, _)| *file == at.file)?;
            Some((role, pool.node_at((*file)?, at.node)?))
        })
        .collect();
    for (role, schema) in &parts {
        // The answer is known; to ask is to settle what can be sent everywhere inside.
        let _ = pool.compare(*schema, anything, Some(*role), &Options::default());
    }
    let mut silent = BTreeMap::new();
    for role in [Sends::Request, Sends::Response] {
        for (id, pointer, how) in pool.relaxations(role) {
            let file = files.iter().find(|(_, other)| *other == Some(id));
            let node = file.and_then(|(file, _)| {
                let node = document.tree(*file)?.pointer(&pointer)?.id();
                Some(NodeRef { file: *file, node })
            });
            if let Some(at) = node {
                silent.entry(at).or_insert(how);
            }
        }
    }
    silent
}

/// The schemas of all parts of messages, with who sends them.
fn parts(document: &Document) -> Vec<(Sends, Schema<'_>)> {
    let mut open: Vec<Operation<'_>> = document
        .paths()
        .chain(document.webhooks())
        .flat_map(PathItem::operations)
        .collect();
    // A callback may contain itself by reference.
    let mut seen = BTreeSet::new();
    let mut parts = Vec::new();
    while let Some(operation) = open.pop() {
        if !seen.insert((operation.item().at(), operation.is_inbound())) {
            continue;
        }
        let callbacks = operation.callbacks();
        open.extend(
            callbacks.flat_map(|callback| callback.path_items().flat_map(PathItem::operations)),
        );
        let (asks, answers) = if operation.is_inbound() {
            (Role::Response, Role::Request)
        } else {
            (Role::Request, Role::Response)
        };
        let parameters = operation.parameters();
        let requests = parameters
            .iter()
            .flat_map(|parameter| schemas_of_parameter(*parameter))
            .chain(
                operation
                    .request_body()
                    .into_iter()
                    .flat_map(schemas_of_body),
            );
        parts.extend(requests.map(|schema| (sends(asks), schema)));
        let responses = operation.responses().flat_map(schemas_of_response);
        parts.extend(responses.map(|schema| (sends(answers), schema)));
    }
    parts
}

fn schemas_of_parameter(parameter: Parameter<'_>) -> impl Iterator<Item = Schema<'_>> {
    let content = parameter
        .content()
        .and_then(|(_, content)| content.schema());
    parameter.schema().into_iter().chain(content)
}

fn schemas_of_body(body: RequestBody<'_>) -> impl Iterator<Item = Schema<'_>> {
    body.content()
        .filter_map(|(_, content)| MediaType::schema(content))
}

fn schemas_of_response(response: Response<'_>) -> impl Iterator<Item = Schema<'_>> {
    let bodies = response
        .content()
        .filter_map(|(_, content)| content.schema());
    bodies.chain(response.headers().filter_map(Header::schema))
}

fn sends(role: Role) -> Sends {
    match role {
        Role::Request => Sends::Request,
        Role::Response => Sends::Response,
    }
}
