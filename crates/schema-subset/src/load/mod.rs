//! From source nodes to [`ir`](crate::ir) nodes, in either dialect.
//!
//! Loading walks a queue instead of recursing, and meets every source node once, so cycles of
//! references cost nothing. What is not understood becomes a mark on the node, never a guess.

mod applicators;
mod assertions;
mod cycles;
mod discriminator;
mod openapi30;
mod reference;
mod uri;

use std::sync::Arc;

use source_tree::{Kind, Node as Source, SourceTree};

use crate::dialect::{Dialect, Formats, Nullable, Reading};
use crate::ir::{Node, NodeId, Origin, Schemas};
pub(crate) use cycles::MESSAGE as CYCLE;
use discriminator::Names;
pub(crate) use reference::Resources;

/// A document of the pool.
#[derive(Debug)]
pub(crate) struct Document<'t> {
    pub uri: Arc<str>,
    /// References lead to documents of the same group only.
    pub group: u32,
    pub tree: &'t SourceTree,
    pub reading: Reading,
    pub resources: Resources,
}

impl<'t> Document<'t> {
    pub fn new(uri: &str, group: u32, tree: &'t SourceTree, reading: Reading) -> Self {
        Self {
            uri: uri.into(),
            group,
            resources: Resources::of(uri, tree, reading.dialect),
            tree,
            reading,
        }
    }
}

/// What is already loaded: source nodes to nodes.
///
/// Tables by source node, because a hash of hundreds of thousands of them costs more than their slots; in pages, because
/// often only a small part of a document is loaded.
#[derive(Debug, Default)]
pub(crate) struct Loaded {
    /// By document and page. A slot is 0 for what is not loaded, and one more than the node otherwise.
    documents: Vec<Vec<Option<Box<[u32; PAGE]>>>>,
}

/// The source nodes of one page.
const PAGE: usize = 1024;

impl Loaded {
    pub fn get(&self, origin: Origin) -> Option<NodeId> {
        let (document, page, slot) = Self::at(origin);
        let page = self.documents.get(document)?.get(page)?.as_ref()?;
        page.get(slot)?.checked_sub(1)
    }

    fn insert(&mut self, origin: Origin, id: NodeId) {
        let (document, page, slot) = Self::at(origin);
        if self.documents.len() <= document {
            self.documents.resize_with(document + 1, Vec::new);
        }
        let Some(pages) = self.documents.get_mut(document) else {
            return;
        };
        if pages.len() <= page {
            pages.resize_with(page + 1, || None);
        }
        if let Some(page) = pages.get_mut(page) {
            let page = page.get_or_insert_with(|| Box::new([0; PAGE]));
            if let Some(slot) = page.get_mut(slot) {
                *slot = id.saturating_add(1);
            }
        }
    }

    fn at(origin: Origin) -> (usize, usize, usize) {
        let node = origin.node.index();
        (origin.document as usize, node / PAGE, node % PAGE)
    }
}

pub(crate) struct Loader<'p, 't> {
    documents: &'p [Document<'t>],
    schemas: &'p mut Schemas,
    loaded: &'p mut Loaded,
    queue: Vec<(NodeId, Origin)>,
    names: Names<'p, 't>,
}

impl<'p, 't> Loader<'p, 't> {
    pub fn new(
        documents: &'p [Document<'t>],
        schemas: &'p mut Schemas,
        loaded: &'p mut Loaded,
    ) -> Self {
        Self {
            documents,
            schemas,
            loaded,
            queue: Vec::new(),
            names: Names::new(documents),
        }
    }

    /// Loads a schema with everything that it reaches.
    pub fn load(&mut self, origin: Origin) -> NodeId {
        let first = self.schemas.nodes.len();
        let id = self.child(origin);
        while let Some((id, origin)) = self.queue.pop() {
            let node = self.read_part(origin, &|_| true);
            if let Some(slot) = self.schemas.nodes.get_mut(id as usize) {
                *slot = node;
            }
        }
        cycles::cut(self.schemas, first);
        id
    }

    /// The number of the node that stands for a source node, which may still be in the queue.
    fn child(&mut self, origin: Origin) -> NodeId {
        if let Some(id) = self.loaded.get(origin) {
            return id;
        }
        let id = self.schemas.push(Node::default(), Some(origin));
        self.loaded.insert(origin, id);
        self.queue.push((id, origin));
        id
    }

    /// A schema with those of its keywords that are kept; what it reaches is loaded already.
    pub fn read_part(&mut self, origin: Origin, keep: &dyn Fn(&str) -> bool) -> Node {
        let documents = self.documents;
        let mut node = Node::default();
        let Some(document) = documents.get(origin.document as usize) else {
            return node;
        };
        let Some(source) = document.tree.node(origin.node) else {
            return node;
        };
        if let Some(allowed) = source.as_bool() {
            node.never = !allowed;
            return node;
        }
        if source.kind() != Kind::Object {
            mark(
                &mut node,
                "a schema that is neither an object nor a boolean",
            );
            return node;
        }
        let context = Context {
            document: origin.document,
            reading: document.reading,
        };
        let of = Reader {
            source,
            context,
            keep,
        };
        match document.reading.dialect {
            Dialect::JsonSchema2020_12 => self.read_2020_12(&of, &mut node),
            Dialect::OpenApi3_0 => self.read_openapi30(&of, &mut node),
        }
        node
    }

    fn read_2020_12(&mut self, of: &Reader<'_>, node: &mut Node) {
        for (keyword, value) in of.keywords() {
            if self.read_assertion(of, keyword, value, node)
                || self.read_applicator(of, keyword, value, node)
            {
                continue;
            }
            self.read_reference(of, keyword, value, node);
        }
        assertions::finish(node);
    }
}

/// What holds for every keyword of a schema object.
#[derive(Clone, Copy)]
struct Context {
    document: u32,
    reading: Reading,
}

impl Context {
    fn asserts_formats(self) -> bool {
        self.reading.formats == Formats::Assertion
    }

    fn nullable_alone(self) -> bool {
        self.reading.nullable == Nullable::OrNull
    }

    fn origin(self, source: Source<'_>) -> Origin {
        Origin {
            document: self.document,
            node: source.id(),
        }
    }
}

/// A schema object while its keywords are read.
struct Reader<'t> {
    source: Source<'t>,
    context: Context,
    /// Other keywords are passed over.
    keep: &'t dyn Fn(&str) -> bool,
}

impl<'t> Reader<'t> {
    fn get(&self, keyword: &str) -> Option<Source<'t>> {
        self.source.get(keyword).filter(|_| (self.keep)(keyword))
    }

    fn keywords(&self) -> impl Iterator<Item = (&'t str, Source<'t>)> {
        members(self.source).filter(|(keyword, _)| (self.keep)(keyword))
    }
}

/// The members of an object. Of a name that stands twice the first one counts, as everywhere.
fn members(object: Source<'_>) -> impl Iterator<Item = (&str, Source<'_>)> {
    let has_duplicates = !object.tree().duplicate_keys().is_empty();
    let members = object.as_object().into_iter().flatten();
    members
        .map(|(key, value)| (key.as_str(), value))
        .filter(move |(key, value)| {
            !has_duplicates
                || object
                    .get(key)
                    .is_some_and(|first| first.id() == value.id())
        })
}

/// Says that something in the schema is not understood.
fn mark(node: &mut Node, what: &str) {
    if !node.notes.unsupported.iter().any(|known| &**known == what) {
        node.notes.unsupported.push(what.into());
        node.notes.unsupported.sort();
    }
}
