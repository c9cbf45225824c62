//! Documents, their URIs and anchors, and where a `$ref` leads (JSON Schema Core 2020-12,
//! section 8).

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use foldhash::HashMap;
use source_tree::{Node, NodeId, Pointer, SourceTree, Value};

use super::checker::Unchecked;
use super::discriminator::{Mapping, Strings};
use super::translate::{Side, View};
use crate::dialect::{Dialect, Reading, Role};

/// The number of a set of names in [`Documents`].
pub(super) type NamesId = u32;

/// Keywords whose values hold no schemas.
const NO_SCHEMAS: &[&str] = &["const", "enum", "default", "example", "examples"];

/// Keywords whose values hold a schema under every name.
const BY_NAME: &[&str] = &[
    "$defs",
    "definitions",
    "properties",
    "patternProperties",
    "dependentSchemas",
];

/// A schema as it is written, and how it is looked at.
#[derive(Clone, Copy, Debug)]
pub(super) struct Location<'t> {
    pub(super) node: Node<'t>,
    pub(super) document: usize,
    /// The number of the base URI.
    pub(super) base: u32,
    /// The names that are not in the message at the value that the schema describes.
    pub(super) kept_out: NamesId,
    pub(super) view: View,
}

/// Where a schema is written, however it is looked at.
pub(super) type Place = (usize, NodeId);
/// What tells locations apart.
pub(super) type Key = (usize, NodeId, u32, NamesId, View);

impl<'t> Location<'t> {
    pub(super) fn place(&self) -> Place {
        (self.document, self.node.id())
    }

    pub(super) fn key(&self) -> Key {
        // Without a role both sides read a schema alike.
        let side = self.view.role.map_or(Side::Receiver, |_| self.view.side);
        let view = View { side, ..self.view };
        (
            self.document,
            self.node.id(),
            self.base,
            self.kept_out,
            view,
        )
    }

    /// A schema inside of this one.
    pub(super) fn child(self, node: Node<'t>) -> Self {
        Self { node, ..self }
    }
}

/// All documents of a checker.
pub(super) struct Documents<'t> {
    pub(super) reading: Reading,
    pub(super) one_of_as_any_of: BTreeSet<Place>,
    pub(super) accepted_at: BTreeSet<Place>,
    roots: Vec<Node<'t>>,
    /// By absolute URI without fragment.
    resources: HashMap<String, Place>,
    /// By base URI and name.
    anchors: HashMap<(u32, String), Place>,
    bases: Vec<String>,
    base_ids: HashMap<String, u32>,
    names: RefCell<Names>,
    /// What is kept out, by schema, base URI and role.
    pub(super) kept_out: RefCell<HashMap<(Place, u32, Role), NamesId>>,
    /// The mappings of discriminators, by schema and base URI.
    pub(super) mappings: RefCell<HashMap<(Place, u32), Arc<Mapping>>>,
    /// The strings that are listed for a property, by schema, base URI and name.
    pub(super) own_values: RefCell<HashMap<(Place, u32, String), Strings>>,
}

impl<'t> Documents<'t> {
    pub(super) fn new(reading: Reading, trees: &[(&str, &'t SourceTree)]) -> Self {
        let mut documents = Self {
            reading,
            one_of_as_any_of: BTreeSet::new(),
            accepted_at: BTreeSet::new(),
            roots: trees.iter().map(|(_, tree)| tree.root()).collect(),
            resources: HashMap::default(),
            anchors: HashMap::default(),
            bases: Vec::new(),
            base_ids: HashMap::default(),
            names: RefCell::default(),
            kept_out: RefCell::default(),
            mappings: RefCell::default(),
            own_values: RefCell::default(),
        };
        for (number, (uri, tree)) in trees.iter().enumerate() {
            let base = documents.base(uri);
            documents
                .resources
                .insert((*uri).to_owned(), (number, NodeId::ROOT));
            if reading.dialect == Dialect::JsonSchema2020_12 {
                documents.index(number, tree.root(), base);
            }
        }
        documents
    }

    fn base(&mut self, uri: &str) -> u32 {
        if let Some(&id) = self.base_ids.get(uri) {
            return id;
        }
        let id = u32::try_from(self.bases.len()).unwrap_or(u32::MAX);
        self.bases.push(uri.to_owned());
        self.base_ids.insert(uri.to_owned(), id);
        id
    }

    /// Notes every `$id` and `$anchor`.
    fn index(&mut self, document: usize, root: Node<'t>, base: u32) {
        // The third says whether the members are schemas by name.
        let mut open = vec![(root, base, false)];
        while let Some((node, mut base, by_name)) = open.pop() {
            match node.value() {
                Value::Object(object) if by_name => {
                    open.extend(object.iter().map(|(_, value)| (value, base, false)));
                }
                Value::Object(object) => {
                    if let Some(id) = object.get("$id").and_then(Node::as_str) {
                        let uri = join(self.bases.get(base as usize).map_or("", |b| b), id);
                        let uri = without_fragment(&uri).to_owned();
                        base = self.base(&uri);
                        self.resources.insert(uri, (document, node.id()));
                    }
                    for keyword in ["$anchor", "$dynamicAnchor"] {
                        if let Some(name) = object.get(keyword).and_then(Node::as_str) {
                            self.anchors
                                .insert((base, name.to_owned()), (document, node.id()));
                        }
                    }
                    let schemas = object
                        .iter()
                        .map(|(key, value)| (key.as_str(), value))
                        .filter(|(key, _)| !NO_SCHEMAS.contains(key));
                    open.extend(schemas.map(|(key, value)| (value, base, BY_NAME.contains(&key))));
                }
                Value::Array(array) => open.extend(array.iter().map(|item| (item, base, false))),
                _ => {}
            }
        }
    }

    /// The schema at a pointer, to be looked at without a role.
    pub(super) fn find(&self, uri: &str, pointer: &Pointer) -> Result<Location<'t>, Unchecked> {
        let missing = || Unchecked::new(format!("`{uri}#{pointer}` does not exist"));
        let &place = self.resources.get(uri).ok_or_else(missing)?;
        let base = self.base_ids.get(uri).copied().unwrap_or(0);
        self.walk(place, base, pointer).ok_or_else(missing)
    }

    /// The schema at a pointer of the first document, looked at as another one is.
    pub(super) fn in_entry(&self, pointer: &Pointer, like: Location<'t>) -> Option<Location<'t>> {
        let found = self.walk((0, NodeId::ROOT), 0, pointer)?;
        Some(Location {
            kept_out: like.kept_out,
            view: like.view,
            ..found
        })
    }

    fn walk(&self, (document, start): Place, base: u32, pointer: &Pointer) -> Option<Location<'t>> {
        let mut node = self.roots.get(document)?.tree().node(start)?;
        let mut base = base;
        for token in pointer.tokens() {
            base = self.base_inside(node, base);
            node = match node.value() {
                Value::Object(object) => object.get(&token)?,
                Value::Array(array) => array.get(token.parse().ok()?)?,
                _ => return None,
            };
        }
        Some(Location {
            node,
            document,
            base,
            kept_out: 0,
            view: View {
                role: None,
                side: Side::Receiver,
            },
        })
    }

    /// The base URI within a schema.
    fn base_inside(&self, node: Node<'t>, base: u32) -> u32 {
        if self.reading.dialect != Dialect::JsonSchema2020_12 {
            return base;
        }
        let id = node.get("$id").and_then(Node::as_str);
        let current = self.bases.get(base as usize).map_or("", |b| b);
        id.and_then(|id| self.base_ids.get(without_fragment(&join(current, id))))
            .copied()
            .unwrap_or(base)
    }

    /// The same location with the base URI that holds for what is in it.
    pub(super) fn entered(&self, location: Location<'t>) -> Location<'t> {
        Location {
            base: self.base_inside(location.node, location.base),
            ..location
        }
    }

    /// Where a `$ref` in a schema (which was entered) leads.
    pub(super) fn follow(
        &self,
        location: Location<'t>,
        reference: &str,
    ) -> Result<Location<'t>, Unchecked> {
        let missing = || Unchecked::new(format!("`$ref` to `{reference}`, which is not at hand"));
        let current = self.bases.get(location.base as usize).map_or("", |b| b);
        let uri = join(current, reference);
        let resource = without_fragment(&uri);
        let &place = self.resources.get(resource).ok_or_else(missing)?;
        let base = self
            .base_ids
            .get(resource)
            .copied()
            .unwrap_or(location.base);
        let fragment = uri.split_once('#').map_or("", |(_, fragment)| fragment);
        let target = if fragment.is_empty() || fragment.starts_with('/') {
            let pointer = Pointer::from_fragment(fragment).map_err(|_| missing())?;
            self.walk(place, base, &pointer).ok_or_else(missing)?
        } else {
            let key = (base, fragment.to_owned());
            let &(document, id) = self.anchors.get(&key).ok_or_else(missing)?;
            let node = self
                .roots
                .get(document)
                .and_then(|root| root.tree().node(id));
            let node = node.ok_or_else(missing)?;
            Location {
                node,
                document,
                base,
                ..location
            }
        };
        Ok(Location {
            kept_out: location.kept_out,
            view: location.view,
            ..target
        })
    }

    /// The number of a set of names; that of the empty one is 0.
    pub(super) fn intern_names(&self, names: BTreeSet<String>) -> NamesId {
        if names.is_empty() {
            return 0;
        }
        let mut known = self.names.borrow_mut();
        if let Some(&id) = known.ids.get(&names) {
            return id;
        }
        known.sets.push(names.clone());
        let id = NamesId::try_from(known.sets.len()).unwrap_or(0);
        known.ids.insert(names, id);
        id
    }

    pub(super) fn names(&self, id: NamesId) -> BTreeSet<String> {
        let at = (id as usize).checked_sub(1);
        at.and_then(|at| self.names.borrow().sets.get(at).cloned())
            .unwrap_or_default()
    }
}

/// Sets of names; the empty one has the number 0 and is not in it.
#[derive(Default)]
struct Names {
    sets: Vec<BTreeSet<String>>,
    ids: BTreeMap<BTreeSet<String>, NamesId>,
}

fn without_fragment(uri: &str) -> &str {
    uri.split_once('#').map_or(uri, |(resource, _)| resource)
}

/// RFC 3986, section 5.2, as far as schemas use it.
fn join(base: &str, reference: &str) -> String {
    let base = without_fragment(base);
    if reference.is_empty() || reference.starts_with('#') {
        return format!("{base}{reference}");
    }
    let scheme = reference.split_once(':').map_or("", |(scheme, _)| scheme);
    let is_scheme = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    if scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(is_scheme) {
        return reference.to_owned();
    }
    let authority = base.find("://").map_or(0, |at| {
        let rest = base.get(at + 3..).unwrap_or_default();
        at + 3 + rest.find('/').unwrap_or(rest.len())
    });
    let (origin, path) = base.split_at(authority);
    let (reference, fragment) = match reference.split_once('#') {
        Some((path, fragment)) => (path, format!("#{fragment}")),
        None => (reference, String::new()),
    };
    let joined = if reference.starts_with('/') {
        reference.to_owned()
    } else {
        let folder = path.rsplit_once('/').map(|(folder, _)| folder);
        match folder {
            Some(folder) => format!("{folder}/{reference}"),
            None if origin.is_empty() => reference.to_owned(),
            None => format!("/{reference}"),
        }
    };
    let mut segments: Vec<&str> = Vec::new();
    for segment in joined.split('/') {
        match segment {
            "." => {}
            ".." if segments
                .last()
                .is_some_and(|last| !last.is_empty() && *last != "..") =>
            {
                segments.pop();
            }
            other => segments.push(other),
        }
    }
    format!("{origin}{}{fragment}", segments.join("/"))
}
