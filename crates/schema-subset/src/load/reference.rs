//! `$id`, `$anchor`, `$ref`: where references lead.

use foldhash::HashMap;
use memchr::memmem;
use source_tree::{Node as Source, NodeId as SourceId, Pointer, SourceTree, Value as Json};

use super::{Document, Loader, Reader, mark, uri};
use crate::dialect::Dialect;
use crate::ir::{Node, Origin};

const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";

/// Keywords that hold schemas by name.
const MAPS: [&str; 5] = [
    "$defs",
    "definitions",
    "properties",
    "patternProperties",
    "dependentSchemas",
];

/// The schema resources of a document (2020-12 core, section 8.2) and their anchors.
#[derive(Debug)]
pub(crate) struct Resources {
    /// Outermost first: the base URI, and the source nodes from the root on and before the end.
    all: Vec<Resource>,
    /// Base URI and name to the node.
    anchors: HashMap<(String, String), SourceId>,
    /// How often a `$dynamicAnchor` of this name is written.
    dynamic: HashMap<String, usize>,
}

#[derive(Debug)]
struct Resource {
    base: String,
    root: SourceId,
    end: usize,
}

impl Resources {
    pub fn of(uri: &str, tree: &SourceTree, dialect: Dialect) -> Self {
        let mut found = Self {
            all: vec![Resource {
                base: uri::split(uri).0.into(),
                root: SourceId::ROOT,
                end: tree.len(),
            }],
            anchors: HashMap::default(),
            dynamic: HashMap::default(),
        };
        // OpenAPI 3.0 has none of these, and most other documents have none either; then nothing is walked.
        let text = tree.source().as_bytes();
        let has = |name: &str| memmem::find(text, name.as_bytes()).is_some();
        let names_some = || {
            ["$id", "$anchor", "$dynamicAnchor", "\\u"]
                .into_iter()
                .any(has)
        };
        if dialect != Dialect::OpenApi3_0 && names_some() {
            found.walk(tree);
        }
        found
    }

    fn walk(&mut self, tree: &SourceTree) {
        // Whether the members are schemas by name, so that every name may stand there.
        let mut queue = vec![(tree.root(), false)];
        while let Some((node, is_map)) = queue.pop() {
            match node.value() {
                Json::Array(array) => queue.extend(array.iter().map(|item| (item, false))),
                Json::Object(object) => {
                    if !is_map {
                        self.note(node, tree);
                    }
                    for (key, value) in object {
                        let name = key.as_str();
                        if is_map || !matches!(name, "enum" | "const" | "examples" | "default") {
                            queue.push((value, !is_map && MAPS.contains(&name)));
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn note(&mut self, node: Source<'_>, tree: &SourceTree) {
        if let Some(id) = node.get("$id").and_then(Source::as_str) {
            let base = uri::resolve(self.base_of(node.id()), uri::split(id).0);
            let end = end_of(node, tree);
            self.all.push(Resource {
                base,
                root: node.id(),
                end,
            });
        }
        for keyword in ["$anchor", "$dynamicAnchor"] {
            if let Some(name) = node.get(keyword).and_then(Source::as_str) {
                let base = self.base_of(node.id()).to_owned();
                self.anchors.insert((base, name.into()), node.id());
                if keyword == "$dynamicAnchor" {
                    *self.dynamic.entry(name.into()).or_default() += 1;
                }
            }
        }
    }

    /// The base URI at a node: of the innermost resource around it.
    fn base_of(&self, node: SourceId) -> &str {
        let around = |r: &&Resource| r.root <= node && node.index() < r.end;
        let innermost = self.all.iter().filter(around).max_by_key(|r| r.root);
        innermost.map_or("", |resource| &resource.base)
    }

    fn root_of(&self, base: &str) -> Option<SourceId> {
        // A document is named by its own URI and by the `$id` at its root.
        let named = |r: &&Resource| r.base == base;
        self.all.iter().rev().find(named).map(|r| r.root)
    }
}

/// The index after the last node inside.
fn end_of(node: Source<'_>, tree: &SourceTree) -> usize {
    let mut last = node;
    loop {
        let next = match last.value() {
            Json::Array(array) => array.iter().last(),
            Json::Object(object) => object.iter().last().map(|(_, value)| value),
            _ => None,
        };
        match next {
            Some(inner) => last = inner,
            None => return (last.id().index() + 1).min(tree.len()),
        }
    }
}

impl Loader<'_, '_> {
    pub(super) fn read_reference(
        &mut self,
        of: &Reader<'_>,
        keyword: &str,
        value: Source<'_>,
        node: &mut Node,
    ) {
        match keyword {
            "$ref" | "$dynamicRef" => {
                let Some(text) = value.as_str() else {
                    return mark(node, keyword);
                };
                let target = resolve(self.documents, of.context.origin(of.source), text);
                let target = target
                    .filter(|&target| keyword == "$ref" || is_static(self.documents, target, text));
                match target {
                    Some(target) if node.reference.is_none() => {
                        node.reference = Some(self.child(target));
                    }
                    Some(target) => {
                        let child = self.child(target);
                        node.logic.all_of.push(child);
                    }
                    None => mark(node, &format!("{keyword} {text}")),
                }
            }
            "$schema" => {
                let same = value
                    .as_str()
                    .is_some_and(|uri| uri.trim_end_matches('#') == DRAFT);
                if !same {
                    mark(node, "$schema of another draft");
                }
            }
            _ => {}
        }
    }
}

/// The node that a reference at `from` leads to.
pub(super) fn resolve(documents: &[Document<'_>], from: Origin, text: &str) -> Option<Origin> {
    let home = documents.get(from.document as usize)?;
    let (reference, fragment) = uri::split(text);
    let base = uri::resolve(home.resources.base_of(from.node), reference);
    let here = home
        .resources
        .root_of(&base)
        .map(|root| (from.document, root));
    let (document, root) = here.or_else(|| {
        documents
            .iter()
            .zip(0..)
            .filter(|(document, _)| document.group == home.group)
            .find_map(|(document, number)| Some((number, document.resources.root_of(&base)?)))
    })?;
    let target = documents.get(document as usize)?;
    let node = if fragment.is_empty() || fragment.starts_with('/') || fragment.starts_with('%') {
        let pointer = Pointer::from_fragment(fragment).ok()?;
        descend(target.tree.node(root)?, &pointer)?.id()
    } else {
        let base = target.resources.base_of(root).to_owned();
        *target.resources.anchors.get(&(base, fragment.into()))?
    };
    Some(Origin { document, node })
}

fn descend<'t>(root: Source<'t>, pointer: &Pointer) -> Option<Source<'t>> {
    let mut node = root;
    for token in pointer.tokens() {
        node = match node.value() {
            Json::Object(object) => object.get(&token)?,
            Json::Array(array) => array.get(token.parse().ok()?)?,
            _ => return None,
        };
    }
    Some(node)
}

/// A dynamic reference means what it says unless an anchor of that name is written more than once.
fn is_static(documents: &[Document<'_>], target: Origin, text: &str) -> bool {
    let (_, fragment) = uri::split(text);
    let dynamic = documents
        .get(target.document as usize)
        .and_then(|document| document.tree.node(target.node))
        .and_then(|node| node.get("$dynamicAnchor"))
        .and_then(Source::as_str)
        == Some(fragment);
    let times: usize = documents
        .iter()
        .filter_map(|document| document.resources.dynamic.get(fragment))
        .sum();
    !dynamic || times <= 1
}
