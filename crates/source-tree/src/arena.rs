//! How nodes are stored: 16 bytes each, in preorder, keys before their values.

use crate::position::Span;

/// The most nodes that an arena holds: the length of a container has 28 bits.
pub(crate) const MAX_NODES: usize = (1 << LENGTH_BITS) - 1;

const LENGTH_BITS: u32 = 28;
const LENGTH_MASK: u32 = (1 << LENGTH_BITS) - 1;

/// What a stored node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tag {
    Null,
    False,
    True,
    /// The text is the span.
    Number,
    /// The text is in [`Arena::aside`], the link is its slot.
    NumberAside,
    /// The text is the span.
    Plain,
    /// The text is the span without its first and last byte, the quotes.
    Quoted,
    /// The text is in [`Arena::aside`], the link is its slot.
    StringAside,
    /// The link is the id after the last node inside.
    Array,
    /// Like `Array`; keys and values alternate inside.
    Object,
    /// Like `Object`, with an entry in [`Arena::indexes`].
    IndexedObject,
}

const TAGS: [Tag; 11] = [
    Tag::Null,
    Tag::False,
    Tag::True,
    Tag::Number,
    Tag::NumberAside,
    Tag::Plain,
    Tag::Quoted,
    Tag::StringAside,
    Tag::Array,
    Tag::Object,
    Tag::IndexedObject,
];

/// One node. Its meaning is spread over four words so that a tree of 600,000 nodes takes 10 MB.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RawNode {
    pub start: u32,
    pub end: u32,
    /// See [`Tag`]; 0 where the tag says nothing about it.
    pub link: u32,
    /// The tag in the high 4 bits, the number of items or members in the low 28.
    meta: u32,
}

impl RawNode {
    pub fn new(tag: Tag, start: u32, end: u32, link: u32) -> Self {
        Self {
            start,
            end,
            link,
            meta: (tag as u32) << LENGTH_BITS,
        }
    }

    pub fn tag(self) -> Tag {
        TAGS.get((self.meta >> LENGTH_BITS) as usize)
            .copied()
            .unwrap_or(Tag::Null)
    }

    /// The number of items of an array, or of members of an object.
    pub fn length(self) -> u32 {
        self.meta & LENGTH_MASK
    }

    pub fn close(&mut self, tag: Tag, end: u32, link: u32, length: u32) {
        self.end = end;
        self.link = link;
        self.meta = (tag as u32) << LENGTH_BITS | length & LENGTH_MASK;
    }

    pub fn is_container(self) -> bool {
        matches!(self.tag(), Tag::Array | Tag::Object | Tag::IndexedObject)
    }

    pub fn is_string(self) -> bool {
        matches!(self.tag(), Tag::Plain | Tag::Quoted | Tag::StringAside)
    }

    pub fn span(self) -> Span {
        Span {
            start: self.start,
            end: self.end,
        }
    }
}

/// The keys of one large object, sorted by text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Index {
    pub object: u32,
    /// The range of its keys in [`Arena::sorted_keys`].
    pub start: u32,
    pub end: u32,
}

/// All nodes of a tree, with the texts that are not slices of the source.
#[derive(Debug, Default)]
pub(crate) struct Arena {
    pub nodes: Vec<RawNode>,
    /// The texts that differ from what is written (escapes, folded lines, rewritten numbers).
    pub aside: String,
    /// Where each of them stands in `aside`.
    pub slots: Vec<Span>,
    /// Sorted by object once the tree is complete.
    pub indexes: Vec<Index>,
    pub sorted_keys: Vec<u32>,
}

impl Arena {
    pub fn node(&self, id: u32) -> Option<RawNode> {
        self.nodes.get(id as usize).copied()
    }

    /// The text of a string, key or number; empty for other nodes.
    pub fn text<'a>(&'a self, source: &'a str, node: RawNode) -> &'a str {
        let (start, end) = (node.start as usize, node.end as usize);
        let text = match node.tag() {
            Tag::Quoted => source.get(start + 1..end.saturating_sub(1)),
            Tag::Plain | Tag::Number => source.get(start..end),
            Tag::StringAside | Tag::NumberAside => self
                .slots
                .get(node.link as usize)
                .and_then(|slot| self.aside.get(slot.range())),
            _ => None,
        };
        text.unwrap_or_default()
    }

    /// Whether it is the text of a string, key or number. Most differ in their length, which tells at once.
    pub fn is_text(&self, source: &str, node: RawNode, text: &str) -> bool {
        let written = (node.end as usize).saturating_sub(node.start as usize);
        let length = match node.tag() {
            Tag::Quoted => written.saturating_sub(2),
            Tag::Plain | Tag::Number => written,
            _ => return self.text(source, node) == text,
        };
        length == text.len() && self.text(source, node) == text
    }

    pub fn text_of<'a>(&'a self, source: &'a str, id: u32) -> &'a str {
        self.node(id).map_or("", |node| self.text(source, node))
    }

    /// The id after the last node of the subtree at `id`.
    pub fn after(&self, id: u32) -> u32 {
        match self.node(id) {
            Some(node) if node.is_container() => node.link,
            _ => id + 1,
        }
    }

    /// The sorted keys of an object that has an index.
    pub fn index_of(&self, object: u32) -> Option<&[u32]> {
        let at = self
            .indexes
            .binary_search_by_key(&object, |index| index.object)
            .ok()?;
        let index = self.indexes.get(at)?;
        self.sorted_keys
            .get(index.start as usize..index.end as usize)
    }
}
