//! The documents of the registry, as they are written and as the client reads them, with the questions asked about them.

use std::collections::HashMap;
use std::ops::Range;

use openapi_compat::{Options, relaxed};
use openapi_doc::{
    Document, FileId, FileSystem, Limits, MemoryFiles, NodeRef, Schema, SpecVersion, load,
};
use registry::Api;
use schema_subset::check::Checker;
use schema_subset::{Dialect, Discriminators, DocumentId, Pool, Reading, Role, SchemaId};
use serde_json::Value;
use source_tree::{Format, NodeId, SourceTree};
use specdate_tests::{root, workspace_registry};

use crate::decoders::Module;

/// A document with the client of its date.
pub struct Dated {
    pub date: String,
    pub path: String,
    pub document: Document,
    pub module: &'static Module,
}

/// Every date that has a client, from the oldest on.
pub fn dates() -> Vec<Dated> {
    let registry = workspace_registry();
    let api = api(&registry);
    let versions = api.versions.iter();
    let versions = versions.filter(|version| !version.lifecycle.is_retired());
    let files = FileSystem::new(&root()).unwrap();
    let dated = versions.map(|version| {
        let date = version.date.to_string();
        let path = format!("openapi/{}", version.document);
        let document = load(&path, &files, &Limits::default())
            .unwrap_or_else(|problems| panic!("{problems:?}"));
        let module = Module::of(&date);
        Dated {
            date,
            path,
            document,
            module,
        }
    });
    dated.collect()
}

/// The API whose client is built here.
fn api(registry: &registry::Registry) -> &Api {
    let mut apis = registry.apis.values().filter(|api| api.client.is_some());
    let api = apis.next().unwrap();
    assert!(apis.next().is_none(), "clients of several APIs");
    api
}

/// What a comparison of two of them is told.
pub fn options() -> Options {
    let registry = workspace_registry();
    let headers = &api(&registry).headers;
    let casing = headers.casing.as_ref().map(|casing| &casing.name);
    let selectors = [headers.version.as_ref(), casing].into_iter().flatten();
    Options {
        selector_headers: selectors.map(|name| name.as_str().to_owned()).collect(),
        ..Options::default()
    }
}

/// A document of that text.
pub fn parsed(path: &str, text: &str) -> Document {
    let files = MemoryFiles::new([(path, text)]);
    load(path, &files, &Limits::default()).unwrap_or_else(|problems| panic!("{problems:?}"))
}

/// How the schemas of a document are read.
fn reading(document: &Document) -> Reading {
    match document.version() {
        SpecVersion::V3_0 => Reading::of(Dialect::OpenApi3_0),
        SpecVersion::V3_1 => Reading::of_openapi31(),
    }
}

/// A document as the client reads its answers.
pub struct Relaxed {
    tree: SourceTree,
    reading: Reading,
    /// The schemas of the document, to those of the tree.
    read_as: HashMap<NodeId, NodeId>,
}

impl Relaxed {
    /// The documents of the registry stand in one file each.
    pub fn of(document: &Document) -> Self {
        let files = relaxed(document);
        let [file] = files.as_slice() else {
            panic!("{} files", files.len());
        };
        let text = file.text.clone().into_bytes();
        let limits = source_tree::Limits::default();
        let tree = SourceTree::parse(document.name(), text, Format::Json, &limits).unwrap();
        let starts = file.starts.iter();
        let read_as = starts
            .map(|(node, start)| (*node, tree.starting_at(*start).unwrap().id()))
            .collect();
        Self {
            tree,
            // The client tells the arms of a choice apart by what is in them.
            reading: reading(document).discriminators(Discriminators::Annotation),
            read_as,
        }
    }

    /// Where a schema of the document stands in the tree.
    pub fn at(&self, schema: Schema<'_>) -> NodeId {
        let NodeRef { file, node } = schema.item().at();
        assert_eq!(file, FileId::ENTRY);
        self.read_as[&node]
    }

    pub fn judge(&self) -> Judge<'_> {
        Judge::new(&self.tree, self.reading)
    }
}

/// Says whether values are valid: by the path that shares nothing with the search.
pub struct Judge<'t> {
    tree: &'t SourceTree,
    checker: Checker<'t>,
}

impl<'t> Judge<'t> {
    pub fn of(document: &'t Document) -> Self {
        Self::new(tree(document), reading(document))
    }

    fn new(tree: &'t SourceTree, reading: Reading) -> Self {
        let checker = Checker::new(reading, &[(tree.name(), tree)]);
        Self { tree, checker }
    }

    /// Whether a receiver accepts each of the values at a schema of the tree.
    pub fn accepts_each(
        &mut self,
        schema: NodeId,
        role: Option<Role>,
        values: &[Value],
    ) -> Vec<bool> {
        let pointer = self.tree.pointer_to(schema);
        let uri = self.tree.name().to_owned();
        let position = (uri.clone(), pointer.clone(), role);
        self.checker.prepare(&[position], values);
        let answers = values.iter().map(|value| {
            let answer = self.checker.valid(&uri, &pointer, role, value);
            answer.unwrap_or_else(|why| panic!("{pointer:?}: {why}"))
        });
        answers.collect()
    }
}

/// Schemas of several documents, of which any can be compared and sampled.
#[derive(Default)]
pub struct Schemas<'t> {
    pub pool: Pool<'t>,
}

impl<'t> Schemas<'t> {
    pub fn add_document(&mut self, document: &'t Document) -> DocumentId {
        self.add(tree(document), reading(document))
    }

    pub fn add_relaxed(&mut self, relaxed: &'t Relaxed) -> DocumentId {
        self.add(&relaxed.tree, relaxed.reading)
    }

    /// Adds a document; none of the others can refer to it.
    pub fn add(&mut self, tree: &'t SourceTree, reading: Reading) -> DocumentId {
        let document = self.pool.insert(tree.name(), tree, reading).unwrap();
        self.pool.begin_group();
        document
    }

    pub fn at(&mut self, document: DocumentId, node: NodeId) -> SchemaId {
        self.pool.node_at(document, node).unwrap()
    }

    /// A value for each seed, as JSON: with a role, one that its sender sends.
    pub fn samples(&mut self, of: SchemaId, role: Option<Role>, seeds: Range<u64>) -> Vec<Value> {
        let samples = seeds.map(|seed| {
            let sample = self
                .pool
                .sample(of, role, seed, &schema_subset::Options::default());
            let sample = sample.unwrap_or_else(|why| panic!("no value for seed {seed}: {why}"));
            serde_json::from_str(&sample.to_string()).unwrap()
        });
        samples.collect()
    }
}

/// The tree of a document of one file.
pub fn tree(document: &Document) -> &SourceTree {
    document.tree(FileId::ENTRY).unwrap()
}
