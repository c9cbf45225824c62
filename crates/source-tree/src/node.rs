//! Views on the nodes of a tree.

use std::fmt;

use crate::arena::{RawNode, Tag};
use crate::number::Number;
use crate::position::{Position, Span};
use crate::tree::{NodeId, SourceTree};

/// One node of a tree: a value, or the key of an object's member (a string).
///
/// Two are equal if they are the same node of the same tree.
#[derive(Clone, Copy)]
pub struct Node<'t> {
    pub(crate) tree: &'t SourceTree,
    pub(crate) id: u32,
    pub(crate) raw: RawNode,
}

/// What a node is, without what is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool,
    /// A number, integers included.
    Number,
    /// A string, or the key of a member.
    String,
    /// An array (a YAML sequence).
    Array,
    /// An object (a YAML mapping).
    Object,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Null => "null",
            Self::Bool => "boolean",
            Self::Number => "number",
            Self::String => "string",
            Self::Array => "array",
            Self::Object => "object",
        })
    }
}

/// A node taken apart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value<'t> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number as it is written.
    Number(Number<'t>),
    /// The text of a string, unescaped.
    String(&'t str),
    /// An array.
    Array(Array<'t>),
    /// An object.
    Object(Object<'t>),
}

impl<'t> Node<'t> {
    /// The id, by which [`SourceTree::node`] finds this node again.
    #[must_use]
    pub fn id(self) -> NodeId {
        NodeId(self.id)
    }

    /// The tree that this node is in.
    #[must_use]
    pub fn tree(self) -> &'t SourceTree {
        self.tree
    }

    /// What the node is.
    #[must_use]
    pub fn kind(self) -> Kind {
        match self.raw.tag() {
            Tag::Null => Kind::Null,
            Tag::False | Tag::True => Kind::Bool,
            Tag::Number | Tag::NumberAside => Kind::Number,
            Tag::Plain | Tag::Quoted | Tag::StringAside => Kind::String,
            Tag::Array => Kind::Array,
            Tag::Object | Tag::IndexedObject => Kind::Object,
        }
    }

    /// What the node is, with what is in it.
    #[must_use]
    pub fn value(self) -> Value<'t> {
        match self.raw.tag() {
            Tag::Null => Value::Null,
            Tag::False => Value::Bool(false),
            Tag::True => Value::Bool(true),
            Tag::Number | Tag::NumberAside => Value::Number(Number(self.text())),
            Tag::Plain | Tag::Quoted | Tag::StringAside => Value::String(self.text()),
            Tag::Array => Value::Array(Array(self)),
            Tag::Object | Tag::IndexedObject => Value::Object(Object(self)),
        }
    }

    /// Where the node stands: from its first to its last byte, quotes and brackets included. In a
    /// YAML alias's copy it is where the anchored node stands.
    #[must_use]
    pub fn span(self) -> Span {
        self.raw.span()
    }

    /// The line and column of the node's first character.
    #[must_use]
    pub fn position(self) -> Position {
        self.tree.position(self.raw.start)
    }

    /// The source text of the node, as it is written.
    #[must_use]
    pub fn source(self) -> &'t str {
        self.tree
            .source()
            .get(self.raw.span().range())
            .unwrap_or_default()
    }

    /// The text, if this is a string (or a key).
    #[must_use]
    pub fn as_str(self) -> Option<&'t str> {
        (self.kind() == Kind::String).then(|| self.text())
    }

    /// The truth value, if this is a boolean.
    #[must_use]
    pub fn as_bool(self) -> Option<bool> {
        match self.raw.tag() {
            Tag::False => Some(false),
            Tag::True => Some(true),
            _ => None,
        }
    }

    /// The number, if this is one.
    #[must_use]
    pub fn as_number(self) -> Option<Number<'t>> {
        (self.kind() == Kind::Number).then(|| Number(self.text()))
    }

    /// The array, if this is one.
    #[must_use]
    pub fn as_array(self) -> Option<Array<'t>> {
        (self.kind() == Kind::Array).then_some(Array(self))
    }

    /// The object, if this is one.
    #[must_use]
    pub fn as_object(self) -> Option<Object<'t>> {
        (self.kind() == Kind::Object).then_some(Object(self))
    }

    /// Whether this is `null`.
    #[must_use]
    pub fn is_null(self) -> bool {
        self.raw.tag() == Tag::Null
    }

    /// The value of the member `key`, if this is an object that has it. Of a key that stands
    /// twice, the first one.
    #[must_use]
    pub fn get(self, key: &str) -> Option<Node<'t>> {
        self.as_object()?.get(key)
    }

    fn text(self) -> &'t str {
        self.tree.arena.text(self.tree.source(), self.raw)
    }

    fn children(self) -> Children<'t> {
        Children {
            tree: self.tree,
            next: self.id + 1,
            end: self.raw.link,
        }
    }
}

impl PartialEq for Node<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.tree, other.tree) && self.id == other.id
    }
}

impl Eq for Node<'_> {}

/// Documents may hold secrets in their examples, so only the place is shown, never the content.
impl fmt::Debug for Node<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let position = self.position();
        write!(
            f,
            "Node({} at {}:{position})",
            self.kind(),
            self.tree.name()
        )
    }
}

/// The nodes directly inside an array or object; of an object, keys and values in turn.
#[derive(Clone, Debug)]
struct Children<'t> {
    tree: &'t SourceTree,
    next: u32,
    end: u32,
}

impl<'t> Iterator for Children<'t> {
    type Item = Node<'t>;

    fn next(&mut self) -> Option<Node<'t>> {
        if self.next >= self.end {
            return None;
        }
        let raw = self.tree.arena.node(self.next)?;
        let node = Node {
            tree: self.tree,
            id: self.next,
            raw,
        };
        self.next = if raw.is_container() {
            raw.link
        } else {
            self.next + 1
        };
        Some(node)
    }
}

/// An array of a tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Array<'t>(Node<'t>);

impl<'t> Array<'t> {
    /// The number of items.
    #[must_use]
    pub fn len(self) -> usize {
        self.0.raw.length() as usize
    }

    /// Whether there are no items.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The items in source order.
    #[must_use]
    pub fn iter(self) -> ArrayIter<'t> {
        ArrayIter {
            children: self.0.children(),
            left: self.len(),
        }
    }

    /// The item at `index`, counted from 0. The cost is proportional to `index`.
    #[must_use]
    pub fn get(self, index: usize) -> Option<Node<'t>> {
        self.iter().nth(index)
    }

    /// The array as a node.
    #[must_use]
    pub fn node(self) -> Node<'t> {
        self.0
    }
}

impl<'t> IntoIterator for Array<'t> {
    type Item = Node<'t>;
    type IntoIter = ArrayIter<'t>;

    fn into_iter(self) -> ArrayIter<'t> {
        self.iter()
    }
}

/// The items of an [`Array`].
#[derive(Clone, Debug)]
pub struct ArrayIter<'t> {
    children: Children<'t>,
    left: usize,
}

impl<'t> Iterator for ArrayIter<'t> {
    type Item = Node<'t>;

    fn next(&mut self) -> Option<Node<'t>> {
        let item = self.children.next()?;
        self.left = self.left.saturating_sub(1);
        Some(item)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

impl ExactSizeIterator for ArrayIter<'_> {}

/// An object of a tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Object<'t>(Node<'t>);

impl<'t> Object<'t> {
    /// The number of members, duplicates included.
    #[must_use]
    pub fn len(self) -> usize {
        self.0.raw.length() as usize
    }

    /// Whether there are no members.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The members in source order, duplicates included.
    #[must_use]
    pub fn iter(self) -> ObjectIter<'t> {
        ObjectIter {
            children: self.0.children(),
            left: self.len(),
        }
    }

    /// The value of the member `key`; of a key that stands twice, the first one.
    #[must_use]
    pub fn get(self, key: &str) -> Option<Node<'t>> {
        self.get_member(key).map(|(_, value)| value)
    }

    /// The member `key` with its key; of a key that stands twice, the first one.
    #[must_use]
    pub fn get_member(self, key: &str) -> Option<(Key<'t>, Node<'t>)> {
        let tree = self.0.tree;
        if self.0.raw.tag() == Tag::IndexedObject {
            let sorted = tree.arena.index_of(self.0.id)?;
            let at = sorted.partition_point(|&id| tree.text_of(NodeId(id)) < key);
            let id = *sorted.get(at)?;
            let member = (Key(tree.node(NodeId(id))?), tree.node(NodeId(id + 1))?);
            return (member.0.as_str() == key).then_some(member);
        }
        let mut id = self.0.id + 1;
        for _ in 0..self.len() {
            let raw = tree.arena.node(id)?;
            if tree.arena.is_text(tree.source(), raw, key) {
                return Some((Key(tree.node(NodeId(id))?), tree.node(NodeId(id + 1))?));
            }
            id = tree.arena.after(id + 1);
        }
        None
    }

    /// The object as a node.
    #[must_use]
    pub fn node(self) -> Node<'t> {
        self.0
    }
}

impl<'t> IntoIterator for Object<'t> {
    type Item = (Key<'t>, Node<'t>);
    type IntoIter = ObjectIter<'t>;

    fn into_iter(self) -> ObjectIter<'t> {
        self.iter()
    }
}

/// The members of an [`Object`].
#[derive(Clone, Debug)]
pub struct ObjectIter<'t> {
    children: Children<'t>,
    left: usize,
}

impl<'t> Iterator for ObjectIter<'t> {
    type Item = (Key<'t>, Node<'t>);

    fn next(&mut self) -> Option<Self::Item> {
        let key = self.children.next()?;
        let value = self.children.next()?;
        self.left = self.left.saturating_sub(1);
        Some((Key(key), value))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

impl ExactSizeIterator for ObjectIter<'_> {}

/// The key of a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key<'t>(Node<'t>);

impl<'t> Key<'t> {
    /// The text of the key, unescaped.
    #[must_use]
    pub fn as_str(self) -> &'t str {
        self.0.text()
    }

    /// Where the key stands, quotes included.
    #[must_use]
    pub fn span(self) -> Span {
        self.0.span()
    }

    /// The line and column of the key's first character.
    #[must_use]
    pub fn position(self) -> Position {
        self.0.position()
    }

    /// The id of the key's own node; the next id is its value's.
    #[must_use]
    pub fn id(self) -> NodeId {
        self.0.id()
    }

    /// The key as a node: a string.
    #[must_use]
    pub fn node(self) -> Node<'t> {
        self.0
    }
}
