//! What every view of the model is made of: a document, a file and a node.

use std::fmt;

use source_tree::Node;

use super::{Document, FileId, NodeRef, Schema};
use crate::problem::Location;

/// A value of a document that knows where it stands. Every view of the model holds one and gives it out as `item()`.
#[derive(Clone, Copy)]
pub struct Item<'d> {
    document: &'d Document,
    file: FileId,
    node: Node<'d>,
}

impl<'d> Item<'d> {
    pub(crate) fn new(document: &'d Document, file: FileId, node: Node<'d>) -> Self {
        Self {
            document,
            file,
            node,
        }
    }

    /// The document.
    #[must_use]
    pub fn document(self) -> &'d Document {
        self.document
    }

    /// The node in its source tree.
    #[must_use]
    pub fn node(self) -> Node<'d> {
        self.node
    }

    /// Which node of which file, as a key for tables.
    #[must_use]
    pub fn at(self) -> NodeRef {
        NodeRef {
            file: self.file,
            node: self.node.id(),
        }
    }

    /// File, line, column and pointer. The cost is the number of siblings on the way down: for reports, not for loops.
    #[must_use]
    pub fn location(self) -> Location {
        self.document.location(self.at())
    }

    /// The JSON Pointer in its file (RFC 6901).
    #[must_use]
    pub fn pointer(self) -> String {
        self.node.tree().pointer_to(self.node.id()).to_string()
    }

    /// A member of the object, as it is written: a `$ref` in its place is not followed.
    #[must_use]
    pub fn get(self, key: &str) -> Option<Self> {
        self.node.get(key).map(|node| self.sibling(node))
    }

    /// A member of the object; where a `$ref` stands in its place, what that leads to.
    #[must_use]
    pub fn get_resolved(self, key: &str) -> Option<Self> {
        self.get(key).map(Self::resolve)
    }

    /// The text of a member that is a string.
    #[must_use]
    pub fn text(self, key: &str) -> Option<&'d str> {
        self.node.get(key)?.as_str()
    }

    /// Whether a member is `true`; absent is `false`.
    #[must_use]
    pub fn flag(self, key: &str) -> bool {
        self.node.get(key).and_then(Node::as_bool) == Some(true)
    }

    /// The members of an object in source order; nothing for other values.
    pub fn members(self) -> impl Iterator<Item = (&'d str, Self)> {
        let object = self.node.as_object();
        object
            .into_iter()
            .flat_map(source_tree::Object::iter)
            .map(move |(key, node)| (key.as_str(), self.sibling(node)))
    }

    /// The items of an array in source order; nothing for other values.
    pub fn items(self) -> impl Iterator<Item = Self> {
        let array = self.node.as_array();
        array
            .into_iter()
            .flat_map(source_tree::Array::iter)
            .map(move |node| self.sibling(node))
    }

    /// An extension: a member whose name begins with `x-`.
    #[must_use]
    pub fn extension(self, name: &str) -> Option<Node<'d>> {
        if name.starts_with("x-") {
            self.node.get(name)
        } else {
            None
        }
    }

    /// Where the `$ref` of this object (or this value of a discriminator mapping) leads; one step only.
    #[must_use]
    pub fn target(self) -> Option<Self> {
        self.document.item(self.document.index().target(self.at())?)
    }

    /// Follows `$ref`s to their end; the item itself where there is none.
    #[must_use]
    pub fn resolve(self) -> Self {
        let end = self
            .document
            .index()
            .end(self.at())
            .and_then(|end| self.document.item(end));
        end.unwrap_or(self)
    }

    /// The schema that stands here.
    #[must_use]
    pub fn schema(self) -> Option<Schema<'d>> {
        self.document.schema_at(self.at())
    }

    fn sibling(self, node: Node<'d>) -> Self {
        Self { node, ..self }
    }
}

impl PartialEq for Item<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.document, other.document) && self.at() == other.at()
    }
}

impl Eq for Item<'_> {}

/// Documents may hold secrets in their examples, so only the place is shown.
impl fmt::Debug for Item<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.node)
    }
}
