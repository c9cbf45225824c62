//! `discriminator` beside `oneOf` or `anyOf`: the values that lead to an arm are a constant of it.
//!
//! `OpenAPI` 3.0.4 and 3.1.1 leave open what a value means that leads to no arm, and whether the names of components
//! still count beside a mapping. Read here: a value that leads to no arm is refused, and an arm that is mapped has the
//! values of the mapping only. That is what generated clients and servers do.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::Arc;

use foldhash::HashMap;
use source_tree::{Node as Source, Pointer};

use super::{Document, Loader, Reader, members, reference};
use crate::dialect::{Dialect, Discriminators};
use crate::ir::{Node, NodeId, Objects, Origin, Types};
use crate::value::Value;

/// References in references that are followed.
const MAX_REFERENCES: usize = 100;
/// Schemas in schemas that are looked at for the values that an arm lists itself.
const MAX_DEPTH: usize = 64;

/// Keywords that a reference in a single-armed `allOf` may stand beside without being another schema.
const ANNOTATIONS: [&str; 11] = [
    "title",
    "description",
    "default",
    "example",
    "examples",
    "deprecated",
    "readOnly",
    "writeOnly",
    "nullable",
    "externalDocs",
    "xml",
];

/// A discriminator while the arms beside it are read.
pub(super) struct Discriminator {
    /// Where it is written.
    origin: Origin,
    property: String,
    /// The written values, each with the schema that it leads to.
    mapping: Vec<(String, Origin)>,
}

impl Loader<'_, '_> {
    /// The discriminator of a schema, where it counts.
    pub(super) fn discriminator(&self, of: &Reader<'_>) -> Option<Arc<Discriminator>> {
        if of.context.reading.discriminators == Discriminators::Annotation {
            return None;
        }
        let source = of.get("discriminator")?;
        self.names.discriminator(of.context.origin(source))
    }

    /// The arm with the values that lead to it; none if every value may lead to it.
    pub(super) fn tagged(
        &mut self,
        discriminator: &Discriminator,
        arm: Origin,
        plain: NodeId,
    ) -> Option<NodeId> {
        let values = self.names.implied(discriminator, arm, MAX_DEPTH)?;
        let values: Vec<Value> = values.into_iter().map(Value::String).collect();
        let listed = Node {
            values: Some(values.into()),
            ..Node::default()
        };
        let listed = self.schemas.push(listed, Some(discriminator.origin));
        let property = self.schemas.intern(&discriminator.property);
        let tag = Node {
            // It says nothing about values that are no objects, which a sender may send all the same.
            types: Some(Types::ALL),
            objects: Some(Box::new(Objects {
                properties: vec![(property, listed)],
                ..Objects::default()
            })),
            ..Node::default()
        };
        let tag = self.schemas.push(tag, Some(discriminator.origin));
        let tagged = Node::all_of(vec![plain, tag]);
        // The same place stands for the arm with and without them.
        let tagged = self.schemas.push(tagged, Some(arm));
        self.schemas.tagged.insert(tagged, plain);
        Some(tagged)
    }
}

/// The strings that are listed for something; none where every string may stand there.
type Strings = Option<BTreeSet<String>>;

/// What names and values of discriminators mean in the documents as they are written. Arms of arms may be reached in many
/// ways; each is looked at once.
pub(super) struct Names<'p, 't> {
    documents: &'p [Document<'t>],
    discriminators: RefCell<HashMap<Origin, Option<Arc<Discriminator>>>>,
    declared: RefCell<HashMap<(Origin, String), Strings>>,
}

impl<'p, 't> Names<'p, 't> {
    pub(super) fn new(documents: &'p [Document<'t>]) -> Self {
        Self {
            documents,
            discriminators: RefCell::default(),
            declared: RefCell::default(),
        }
    }

    fn source(&self, at: Origin) -> Option<Source<'t>> {
        let document = self.documents.get(at.document as usize)?;
        document.tree.node(at.node)
    }

    fn is_3_0(&self, at: Origin) -> bool {
        let document = self.documents.get(at.document as usize);
        document.is_some_and(|document| document.reading.dialect == Dialect::OpenApi3_0)
    }

    fn discriminator(&self, origin: Origin) -> Option<Arc<Discriminator>> {
        if let Some(known) = self.discriminators.borrow().get(&origin) {
            return known.clone();
        }
        let found = self.read(origin).map(Arc::new);
        let mut known = self.discriminators.borrow_mut();
        known.insert(origin, found.clone());
        found
    }

    fn read(&self, origin: Origin) -> Option<Discriminator> {
        let source = self.source(origin)?;
        let property = source.get("propertyName")?.as_str()?.to_owned();
        let mapping = source.get("mapping").into_iter().flat_map(members);
        let mapping = mapping.filter_map(|(value, target)| {
            let target = self.mapped(origin, target.as_str()?)?;
            Some((value.to_owned(), self.end(target)))
        });
        Some(Discriminator {
            origin,
            property,
            mapping: mapping.collect(),
        })
    }

    /// The schema of a mapping: the name of a component of the entry document, or a reference.
    fn mapped(&self, from: Origin, text: &str) -> Option<Origin> {
        let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
        let component = || {
            let group = self.documents.get(from.document as usize)?.group;
            let mut documents = self.documents.iter().zip(0..);
            let (entry, document) = documents.find(|(document, _)| document.group == group)?;
            let pointer = Pointer::from_tokens(["components", "schemas", text]);
            let node = entry.tree.pointer(&pointer)?.id();
            Some(Origin { document, node })
        };
        let named = text.chars().all(is_name).then(component).flatten();
        named.or_else(|| reference::resolve(self.documents, from, text))
    }

    /// Where a schema leads that is nothing but a reference.
    fn end(&self, at: Origin) -> Origin {
        let mut at = at;
        for _ in 0..MAX_REFERENCES {
            match self.reference(at) {
                Some((next, _)) => at = next,
                None => break,
            }
        }
        at
    }

    /// Where the `$ref` of a schema leads, and its text; also of one that wraps it in `allOf` to describe it.
    fn reference(&self, at: Origin) -> Option<(Origin, &'t str)> {
        let source = self.source(at)?;
        let mut at = at;
        let text = source.get("$ref").or_else(|| {
            let arms = source.get("allOf")?.as_array()?;
            let mut arms = arms.iter();
            let (arm, None) = (arms.next()?, arms.next()) else {
                return None;
            };
            let is_beside = |(keyword, _): (&str, Source<'_>)| {
                keyword == "allOf" || keyword.starts_with("x-") || ANNOTATIONS.contains(&keyword)
            };
            if !members(source).all(is_beside) {
                return None;
            }
            at.node = arm.id();
            arm.get("$ref")
        });
        let text = text?.as_str()?;
        Some((reference::resolve(self.documents, at, text)?, text))
    }

    /// The values that lead to an arm; none where every value may.
    fn implied(&self, discriminator: &Discriminator, arm: Origin, depth: usize) -> Strings {
        let (target, _) = self.reference(arm)?;
        let end = self.end(target);
        let mapped = discriminator.mapping.iter().filter(|(_, to)| *to == end);
        let mut values: BTreeSet<String> = mapped.map(|(value, _)| value.clone()).collect();
        if values.is_empty() {
            values.insert(self.component(target)?);
        }
        match self.declared(target, &discriminator.property, depth) {
            // The arm says something else itself; what it says is on the wire.
            Some(own) if own.is_disjoint(&values) => None,
            _ => Some(values),
        }
    }

    /// The name of a schema that is a component.
    fn component(&self, at: Origin) -> Option<String> {
        let document = self.documents.get(at.document as usize)?;
        let pointer = document.tree.pointer_to(at.node);
        let tokens: Vec<_> = pointer.tokens().map(|token| token.to_string()).collect();
        match tokens.as_slice() {
            [.., components, schemas, name]
                if components == "components" && schemas == "schemas" =>
            {
                Some(name.clone())
            }
            _ => None,
        }
    }

    /// The strings that a schema of objects lists for a member; none where it lists none.
    fn declared(&self, at: Origin, property: &str, depth: usize) -> Strings {
        let key = (at, property.to_owned());
        if let Some(known) = self.declared.borrow().get(&key) {
            return known.clone();
        }
        // Whoever comes back here meanwhile learns nothing.
        self.declared.borrow_mut().insert(key.clone(), None);
        let found = self.declared_anew(at, property, depth);
        self.declared.borrow_mut().insert(key, found.clone());
        found
    }

    fn declared_anew(&self, at: Origin, property: &str, depth: usize) -> Strings {
        let depth = depth.checked_sub(1)?;
        let source = self.source(at)?;
        let inner = source
            .get("discriminator")
            .and_then(|inner| self.discriminator(beside(at, inner)))
            .filter(|inner| inner.property == property);
        let declared = |at| self.declared(at, property, depth);
        self.together(
            at,
            |source| {
                let own = source.get("properties")?.get(property)?;
                self.listed(beside(at, own), depth)
            },
            declared,
            |arm| {
                let implied = inner.as_ref();
                implied
                    .and_then(|inner| self.implied(inner, arm, depth))
                    .or_else(|| declared(arm))
            },
        )
    }

    /// The strings that a schema allows, where it lists them.
    fn listed(&self, at: Origin, depth: usize) -> Strings {
        let depth = depth.checked_sub(1)?;
        let listed = |at| self.listed(at, depth);
        let own = |source: Source<'_>| {
            let strings = |value: Source<'_>| value.as_str().map(str::to_owned);
            let mut found = None;
            if let Some(values) = source.get("enum").and_then(Source::as_array) {
                found = Some(values.iter().filter_map(strings).collect());
            }
            let single = source.get("const").filter(|_| !self.is_3_0(at));
            both(
                &mut found,
                single.map(|value| strings(value).into_iter().collect()),
            );
            if source.get("type").is_some_and(|of| !names_strings(of)) {
                found = Some(BTreeSet::new());
            }
            found
        };
        self.together(at, own, listed, listed)
    }

    /// What a schema says by itself (`own`) and by all that applies with it: a reference and an `allOf` say what is asked of
    /// them, a choice what some of its arms say.
    fn together(
        &self,
        at: Origin,
        own: impl Fn(Source<'_>) -> Strings,
        part: impl Fn(Origin) -> Strings,
        arm: impl Fn(Origin) -> Strings,
    ) -> Strings {
        let source = self.source(at)?;
        let mut found = None;
        if let Some(text) = source.get("$ref").and_then(Source::as_str) {
            found = reference::resolve(self.documents, at, text).and_then(&part);
            // Nothing counts beside it there.
            if self.is_3_0(at) {
                return found;
            }
        }
        both(&mut found, own(source));
        let all = source.get("allOf").and_then(Source::as_array);
        for schema in all.into_iter().flatten() {
            both(&mut found, part(beside(at, schema)));
        }
        for keyword in ["anyOf", "oneOf"] {
            if let Some(arms) = source.get(keyword).and_then(Source::as_array) {
                both(&mut found, union(arms.iter().map(|of| arm(beside(at, of)))));
            }
        }
        found
    }
}

/// A node of the same document.
fn beside(at: Origin, node: Source<'_>) -> Origin {
    Origin {
        node: node.id(),
        ..at
    }
}

fn names_strings(of: Source<'_>) -> bool {
    let is_string = |name: Source<'_>| name.as_str() == Some("string");
    is_string(of) || of.as_array().is_some_and(|all| all.iter().any(is_string))
}

/// What is allowed by both; none allows everything.
fn both(found: &mut Strings, other: Strings) {
    match (&mut *found, other) {
        (Some(found), Some(other)) => found.retain(|value| other.contains(value)),
        (None, other) => *found = other,
        (Some(_), None) => {}
    }
}

/// What some of them allow.
fn union(mut all: impl Iterator<Item = Strings>) -> Strings {
    all.try_fold(BTreeSet::new(), |mut found, values| {
        found.extend(values?);
        Some(found)
    })
}
