//! Sample values of schemas, for messages.

use std::sync::Arc;

use foldhash::HashMap;
use openapi_doc::{Document, NodeRef, Role, Schema};
use schema_subset::{DocumentId, Options, Pool, Value};

use crate::message::least;
use crate::schema::reading;

/// The work for one value. Where it does not suffice, a plain text stands in.
const STEPS: u64 = 20_000;
/// The seeds of the smallest value, and of the one with every member; those after it choose at random.
const SMALL: u64 = 0;
const FULL: u64 = 1;
/// Stands for the seed whose value tells something.
const TELLING: u64 = u64::MAX;
/// The parts of all values that show one member each. A record of thousands of members has as many values, each as large as
/// what it requires.
const MAX_PARTS: usize = 200_000;
/// The last seed that is tried for a value that tells something.
const TRIES: u64 = 6;

/// Makes values of the schemas of two documents, each once.
pub(crate) struct Samples<'d> {
    documents: Vec<(&'d Document, Vec<Option<DocumentId>>)>,
    pool: Pool<'d>,
    made: HashMap<(usize, NodeRef, Role, u64), Arc<Value>>,
    /// Bodies as they are written, with the values in them: many findings show one value.
    texts: HashMap<(usize, NodeRef), (Arc<Value>, Arc<str>)>,
    /// The parts that values may still have that show one member each.
    parts_left: usize,
    /// Whether schemas are only loaded. A pool that a schema is added to looks at all of its schemas again before it
    /// answers, so all are added first.
    is_loading: bool,
}

impl<'d> Samples<'d> {
    pub(crate) fn new(base: &'d Document, revision: &'d Document) -> Self {
        let mut pool = Pool::new();
        let mut documents = Vec::new();
        for document in [base, revision] {
            pool.begin_group();
            let ids = document
                .files()
                .map(|file| pool.insert(file.name(), file, reading(document)).ok())
                .collect();
            documents.push((document, ids));
        }
        Self {
            documents,
            pool,
            made: HashMap::default(),
            texts: HashMap::default(),
            parts_left: MAX_PARTS,
            is_loading: true,
        }
    }

    /// From here on, values are made. Before, they are only asked for.
    pub(crate) fn make(&mut self) {
        self.is_loading = false;
    }

    /// A small value that the sender in that role sends.
    pub(crate) fn small(&mut self, schema: Option<Schema<'d>>, role: Role) -> Arc<Value> {
        self.made(schema, role, SMALL)
    }

    /// A value that shows how it is written: if there is one, a text that is not empty, a list of several items.
    pub(crate) fn telling(&mut self, schema: Option<Schema<'d>>, role: Role) -> Arc<Value> {
        self.made(schema, role, TELLING)
    }

    fn tried(&mut self, schema: Option<Schema<'d>>, role: Role) -> Arc<Value> {
        let mut values = (FULL..=TRIES).map(|seed| self.made(schema, role, seed));
        let first = values.next();
        let told = first.clone().filter(|first| tells(first));
        told.or_else(|| values.find(|value| tells(value)))
            .or(first)
            .unwrap_or_else(|| Arc::new(Value::Null))
    }

    /// The value that tells something with no more than it needs to have the member; the whole one where that is not known.
    pub(crate) fn with_member(
        &mut self,
        schema: Option<Schema<'d>>,
        role: Role,
        name: &str,
    ) -> Arc<Value> {
        let whole = self.telling(schema, role);
        let part = schema.filter(|_| self.parts_left > 0);
        let part = part.and_then(|schema| least::with_member(schema, &whole, name));
        let Some(part) = part else { return whole };
        self.parts_left = self.parts_left.saturating_sub(part.size());
        Arc::new(part)
    }

    /// A value as the body of a media type; `write` writes it.
    pub(crate) fn text(
        &mut self,
        value: &Arc<Value>,
        media_type: NodeRef,
        write: impl FnOnce(&Value) -> String,
    ) -> Arc<str> {
        // The value is kept, so its address stays its own.
        let key = (Arc::as_ptr(value).addr(), media_type);
        let known = self.texts.entry(key);
        let (_, text) = known.or_insert_with(|| (Arc::clone(value), write(value).into()));
        Arc::clone(text)
    }

    /// The value for a seed; a text where there is no schema or no value was found.
    fn made(&mut self, schema: Option<Schema<'d>>, role: Role, seed: u64) -> Arc<Value> {
        let fallback = || Arc::new(Value::String("sample".to_owned()));
        let Some(schema) = schema else {
            return fallback();
        };
        let item = schema.item();
        let Some((index, id)) = self
            .documents
            .iter()
            .enumerate()
            .find(|(_, (document, _))| std::ptr::eq(*document, item.document()))
            .and_then(|(index, (_, ids))| Some((index, (*ids.get(item.at().file.index())?)?)))
        else {
            return fallback();
        };
        let key = (index, item.at(), role, seed);
        if let Some(value) = self.made.get(&key) {
            return Arc::clone(value);
        }
        if seed == TELLING {
            let value = self.tried(Some(schema), role);
            if !self.is_loading {
                self.made.insert(key, Arc::clone(&value));
            }
            return value;
        }
        let role = match role {
            Role::Request => schema_subset::Role::Request,
            Role::Response => schema_subset::Role::Response,
        };
        let options = Options {
            steps: STEPS,
            causes: false,
        };
        let node = self.pool.node_at(id, item.node().id());
        if self.is_loading {
            return fallback();
        }
        let value = node
            .and_then(|node| self.pool.sample(node, Some(role), seed, &options).ok())
            .map_or_else(fallback, Arc::new);
        self.made.insert(key, Arc::clone(&value));
        value
    }
}

/// Whether a value shows how it is written.
fn tells(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => items.len() > 1 && items.iter().all(tells),
        Value::Object(members) => !members.is_empty() && members.values().all(tells),
        Value::Bool(_) | Value::Number(_) => true,
    }
}
