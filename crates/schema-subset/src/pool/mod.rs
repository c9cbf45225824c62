//! Many schemas of many documents, compared with each other.

mod align;
mod causes;
mod choices;
mod conjuncts;
mod differences;
mod focused;
mod graph;
mod keywords;
mod projected;
mod proof;
mod sample;
mod sender;
mod shown;
#[cfg(test)]
mod slow;

use std::fmt;
use std::sync::Arc;

use foldhash::HashSet;
use source_tree::{NodeId as SourceId, Pointer, SourceTree};

use crate::dialect::{Reading, Role};
use crate::ir::{NodeId, Origin, Schemas};
use crate::load::{CYCLE, Document, Loaded, Loader};
use crate::search::{Answer, Lit, PLAIN_NAMES, Search};
use crate::subset::Options;
use crate::unify::Unified;
use crate::value::Value;
use crate::verdict::{Reason, Verdict};
pub use differences::{Break, Differences, Proof};
use proof::Candidate;
pub use sender::Relaxation;
use sender::View;

/// Real documents have a schema for every 7 to 10 values in them. Growing a table of hundreds of thousands of schemas copies
/// it again and again; room that is not used is not taken from the system.
const NODES_OF_A_SCHEMA: usize = 7;

/// The number of a document in its [`Pool`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentId(u32);

/// The number of a schema in its [`Pool`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SchemaId(NodeId);

/// Two documents of a group cannot have the same URI: a reference would not say which one it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UriTaken {
    /// The URI that is taken.
    pub uri: Arc<str>,
}

impl fmt::Display for UriTaken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "a document with the URI `{}` is in the group already",
            self.uri
        )
    }
}

impl std::error::Error for UriTaken {}

/// Documents with schemas, of which any two can be compared.
///
/// Everything that is loaded is shared: schemas that say the same become one, whatever document they stand in and however
/// they are referred to, and each pair of them is compared once. First insert all documents, then ask for the schemas,
/// then compare: what is asked for later makes the pool forget what it has found out.
///
/// ```
/// use schema_subset::{Dialect, Options, Pool, Reading, Role};
/// use source_tree::{Format, Limits, Pointer, SourceTree};
///
/// let parse = |name: &str, text: &str| SourceTree::parse(name, text.into(), Format::Json, &Limits::default()).unwrap();
/// let old = parse("old.json", r##"{"Name": {"type": "string"}, "User": {"properties": {"name": {"$ref": "#/Name"}}}}"##);
/// let new = parse("new.json", r##"{"Name": {"type": "string"}, "User": {"properties": {
///     "name": {"$ref": "#/Name"}, "age": {"type": "integer"}}}}"##);
///
/// let mut pool = Pool::new();
/// let reading = Reading::of(Dialect::JsonSchema2020_12);
/// let old = pool.insert("old.json", &old, reading)?;
/// let new = pool.insert("new.json", &new, reading)?;
/// let user = Pointer::parse("/User").unwrap();
/// let (old, new) = (pool.node(old, &user).unwrap(), pool.node(new, &user).unwrap());
///
/// // As a set: an object may have any member `age`. But nobody sends what the schema does not declare.
/// assert!(!pool.compare(old, new, None, &Options::default()).is_contained());
/// assert!(pool.compare(old, new, Some(Role::Request), &Options::default()).is_contained());
/// # Ok::<(), schema_subset::UriTaken>(())
/// ```
#[derive(Default)]
pub struct Pool<'t> {
    documents: Vec<Document<'t>>,
    /// Of the documents that are inserted next.
    group: u32,
    schemas: Schemas,
    loaded: Loaded,
    /// None if something was loaded since it was made.
    unified: Option<Unified>,
    views: Views<'t>,
}

impl fmt::Debug for Pool<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pool")
            .field("documents", &self.documents.len())
            .field("schemas", &self.schemas.nodes.len())
            .finish_non_exhaustive()
    }
}

/// What is found out, by role: a role changes what a schema says.
#[derive(Default)]
struct Views<'t> {
    plain: View<'t>,
    request: View<'t>,
    response: View<'t>,
}

impl<'t> Views<'t> {
    fn of(&mut self, role: Option<Role>) -> &mut View<'t> {
        match role {
            None => &mut self.plain,
            Some(Role::Request) => &mut self.request,
            Some(Role::Response) => &mut self.response,
        }
    }
}

/// The parts of a pool that a question needs, apart from each other.
struct Parts<'p, 't> {
    documents: &'p [Document<'t>],
    schemas: &'p mut Schemas,
    loaded: &'p mut Loaded,
    unified: &'p mut Unified,
    view: &'p mut View<'t>,
    role: Option<Role>,
}

impl Parts<'_, '_> {
    /// Where schemas reach themselves on the same value, what they allow is undefined, and the ways around them are very many:
    /// questions get less work.
    fn search(&mut self, steps: u64) -> Search<'_> {
        let is_defined = self.schemas.cut.is_empty();
        let steps = if is_defined { steps } else { steps / 10 };
        Search::new(
            self.schemas,
            self.unified,
            self.role,
            steps,
            &mut self.view.memory,
        )
    }

    /// What has to be met by a value of `a` (as its sender sends it, where there is a role) that is none of `b`.
    fn question(search: &mut Search<'_>, a: NodeId, b: NodeId, role: Option<Role>) -> [Lit; 2] {
        let first = if role.is_some() {
            search.sends(a)
        } else {
            search.holds(a)
        };
        [first, search.fails(b)]
    }

    fn class(&self, schema: SchemaId) -> NodeId {
        self.unified.class(schema.0)
    }
}

impl<'t> Pool<'t> {
    /// A pool without documents.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the documents that are inserted from now on apart from those before: a `$ref` leads to documents of its own
    /// group only. So two versions of a set of files can keep the same names.
    pub fn begin_group(&mut self) {
        self.group += 1;
    }

    /// Adds a document: a JSON Schema, or any file that has schemas in it.
    ///
    /// `uri` is its address for the `$ref`s of other documents of its group, absolute or relative; `reading` says how its
    /// schemas are to be read.
    ///
    /// # Errors
    /// If a document of the group has the URI already.
    pub fn insert(
        &mut self,
        uri: &str,
        tree: &'t SourceTree,
        reading: Reading,
    ) -> Result<DocumentId, UriTaken> {
        let group = self.group;
        let is_taken = |other: &Document<'_>| other.group == group && &*other.uri == uri;
        if self.documents.iter().any(is_taken) {
            return Err(UriTaken { uri: uri.into() });
        }
        let id = u32::try_from(self.documents.len()).unwrap_or(u32::MAX);
        self.schemas.expect(tree.len() / NODES_OF_A_SCHEMA);
        self.documents
            .push(Document::new(uri, group, tree, reading));
        Ok(DocumentId(id))
    }

    /// The schema at a place of a document, with everything that it reaches; none if nothing is there.
    pub fn node(&mut self, document: DocumentId, pointer: &Pointer) -> Option<SchemaId> {
        let tree = self.documents.get(document.0 as usize)?.tree;
        let node = tree.pointer(pointer)?.id();
        self.node_at(document, node)
    }

    /// The schema that is this node of the document's source tree; none if the tree has no such node.
    pub fn node_at(&mut self, document: DocumentId, node: SourceId) -> Option<SchemaId> {
        self.documents.get(document.0 as usize)?.tree.node(node)?;
        let before = self.schemas.nodes.len();
        let mut loader = Loader::new(&self.documents, &mut self.schemas, &mut self.loaded);
        let id = loader.load(Origin {
            document: document.0,
            node,
        });
        if self.schemas.nodes.len() > before {
            self.unified = None;
        }
        Some(SchemaId(id))
    }

    /// The schema that is this node of the document's source tree, if it was loaded: asked for, or reached from one that was.
    #[must_use]
    pub fn loaded(&self, document: DocumentId, node: SourceId) -> Option<SchemaId> {
        let origin = Origin {
            document: document.0,
            node,
        };
        self.loaded.get(origin).map(SchemaId)
    }

    /// Forgets every answer, and with them how schemas were read that leave their sender nothing to send
    /// ([`relaxations`](Self::relaxations)). What is loaded stays.
    pub fn forget(&mut self) {
        self.views = Views::default();
    }

    /// Takes it as known that whatever the sender in the role sends under the first schema of each pair is accepted under the
    /// second, and so for every schema that says the same as the first. To be called after everything is loaded. Nothing checks
    /// it: a pair that is not so makes answers wrong.
    ///
    /// ```
    /// use schema_subset::{Dialect, Options, Pool, Reading, Role};
    /// use source_tree::{Format, Limits, Pointer, SourceTree};
    ///
    /// let text = r#"{"written": {"maximum": 9}, "read": {"maximum": 8}}"#;
    /// let tree = SourceTree::parse("a.json", text.into(), Format::Json, &Limits::default()).unwrap();
    /// let mut pool = Pool::new();
    /// let document = pool.insert("a.json", &tree, Reading::of(Dialect::JsonSchema2020_12))?;
    /// let mut node = |pointer| pool.node(document, &Pointer::parse(pointer).unwrap()).unwrap();
    /// let (written, read) = (node("/written"), node("/read"));
    /// let role = Some(Role::Response);
    /// assert!(!pool.compare(written, read, role, &Options::default()).is_contained());
    /// pool.take_as_contained(Role::Response, &[(written, read)]);
    /// assert!(pool.compare(written, read, role, &Options::default()).is_contained());
    /// # Ok::<(), schema_subset::UriTaken>(())
    /// ```
    pub fn take_as_contained(&mut self, role: Role, pairs: &[(SchemaId, SchemaId)]) {
        let mut parts = self.parts(Some(role));
        let known = pairs.iter().map(|&(a, b)| (parts.class(a), parts.class(b)));
        let known: Vec<(NodeId, NodeId)> = known.collect();
        let known: Vec<_> = known
            .into_iter()
            .map(|(a, b)| (parts.of_sender(a), b))
            .collect();
        parts.view.memory.know(known);
    }

    /// Whether two schemas say the same: the same keywords all the way down, however they are spread over `$ref`s and
    /// documents. Schemas that are not the same may still allow the same values.
    pub fn is_same(&mut self, a: SchemaId, b: SchemaId) -> bool {
        let unified = self.unified();
        unified.class(a.0) == unified.class(b.0)
    }

    /// Whether every value that `a` allows is allowed by `b`.
    ///
    /// With a role: whether every value that the sender in that role sends under the schema `a` is accepted under `b`. A
    /// sender sends what its schema declares; members that are `readOnly` stay out of requests and `writeOnly` ones out of
    /// responses. Many questions are answered faster by [`compare_all`](Self::compare_all).
    pub fn compare(
        &mut self,
        a: SchemaId,
        b: SchemaId,
        role: Option<Role>,
        options: &Options,
    ) -> Verdict {
        let mut verdicts = self.compare_all(&[(a, b)], role, options);
        let verdict = verdicts.pop();
        verdict.unwrap_or(Verdict::Unknown(Reason::Unverified))
    }

    /// The verdicts of [`compare`](Self::compare) on many pairs, in their order.
    ///
    /// The witnesses of all are checked by one validator: compiling it costs far more than using it.
    pub fn compare_all(
        &mut self,
        pairs: &[(SchemaId, SchemaId)],
        role: Option<Role>,
        options: &Options,
    ) -> Vec<Verdict> {
        let mut parts = self.parts(role);
        let found = pairs
            .iter()
            .map(|&pair| parts.look_for(pair, options))
            .collect();
        parts.prove(pairs, found, options)
    }

    fn unified(&mut self) -> &Unified {
        self.parts(None).unified
    }

    fn parts(&mut self, role: Option<Role>) -> Parts<'_, 't> {
        if self.unified.is_none() {
            self.views = Views::default();
            intern_listed_names(&mut self.schemas);
        }
        let schemas = &mut self.schemas;
        Parts {
            documents: &self.documents,
            unified: self.unified.get_or_insert_with(|| Unified::of(schemas)),
            schemas,
            loaded: &mut self.loaded,
            view: self.views.of(role),
            role,
        }
    }
}

/// What a search for a witness came to.
enum Found {
    Decided(Verdict),
    Candidate(Candidate),
}

impl Parts<'_, '_> {
    fn look_for(&mut self, pair: (SchemaId, SchemaId), options: &Options) -> Found {
        let found = self.search_for(pair, options);
        if matches!(found, Found::Candidate(_)) && self.reaches_cycle(pair) {
            // What such a schema allows is undefined (2020-12 Core, section 9.4.1), whatever a validator makes of it.
            return Found::Decided(Verdict::Unknown(Reason::Unsupported(CYCLE.into())));
        }
        found
    }

    /// Whether one of them reaches a schema that reaches itself on the same value.
    fn reaches_cycle(&self, (a, b): (SchemaId, SchemaId)) -> bool {
        if self.schemas.cut.is_empty() {
            return false;
        }
        let mut seen = HashSet::default();
        let mut open = vec![a.0, b.0];
        while let Some(id) = open.pop() {
            if self.schemas.cut.contains(&id) {
                return true;
            }
            if seen.insert(id) {
                open.extend(self.schemas.node(id).children());
            }
        }
        false
    }

    fn search_for(&mut self, (a, b): (SchemaId, SchemaId), options: &Options) -> Found {
        let (a, b) = (self.class(a), self.class(b));
        // What did not change breaks nobody.
        if a == b {
            return Found::Decided(Verdict::Contained);
        }
        let a = self.of_sender(a);
        if self.role.is_some() {
            self.settle_sender(a, options.steps);
            if self.view.is_silent(a) {
                return Found::Decided(Verdict::Unknown(Reason::Unsatisfiable));
            }
        }
        match self.candidate(a, b, &[], options.steps) {
            Ok(candidate) => Found::Candidate(candidate),
            Err(Some(reason)) => Found::Decided(Verdict::Unknown(reason)),
            Err(None) => {
                let doubt = self.doubt_about_sender(a);
                Found::Decided(doubt.map_or(Verdict::Contained, Verdict::Unknown))
            }
        }
    }

    /// A value of `a` that is none of `b` and none of those that were not confirmed; the error is why there is none, if that
    /// is not proven.
    fn candidate(
        &mut self,
        a: NodeId,
        b: NodeId,
        unconfirmed: &[Value],
        steps: u64,
    ) -> Result<Candidate, Option<Reason>> {
        self.candidate_that(a, b, None, unconfirmed, steps)
    }

    /// The same, of a value that a further schema accepts.
    fn candidate_that(
        &mut self,
        a: NodeId,
        b: NodeId,
        also: Option<NodeId>,
        unconfirmed: &[Value],
        steps: u64,
    ) -> Result<Candidate, Option<Reason>> {
        let role = self.role;
        let mut search = self.search(steps);
        let mut question = Self::question(&mut search, a, b, role).to_vec();
        question.extend(also.map(|also| search.holds(also)));
        question.extend(unconfirmed.iter().map(|value| search.differs(value)));
        let (value, doubt) = match search.solve(&question) {
            Answer::Empty => return Err(None),
            Answer::Unknown(reason) => return Err(Some(reason)),
            Answer::Found(value) => (value, Reason::Unverified),
            Answer::Maybe(value, reason) => (value, reason),
        };
        Ok(Candidate {
            small: search.shrink(&question, &value),
            value: Value::clone(&value),
            doubt,
        })
    }
}

/// Gives the member names of listed values a number, and those that the search makes up: it tells objects apart member by
/// member.
fn intern_listed_names(schemas: &mut Schemas) {
    for name in PLAIN_NAMES {
        schemas.intern(name);
    }
    let listed: Vec<Arc<[Value]>> = schemas
        .nodes
        .iter()
        .filter_map(|node| node.values.clone())
        .collect();
    let mut open: Vec<&Value> = listed.iter().flat_map(|values| values.iter()).collect();
    while let Some(value) = open.pop() {
        match value {
            Value::Object(members) => {
                for (name, member) in members.iter() {
                    schemas.intern(name);
                    open.push(member);
                }
            }
            Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
}
