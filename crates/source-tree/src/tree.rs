//! The tree: a source text with the arena of its nodes.

use std::fmt;
use std::sync::OnceLock;

use crate::arena::{Arena, RawNode, Tag};
use crate::builder::Builder;
use crate::duplicates::DuplicateKey;
use crate::error::{Fault, ParseError};
use crate::format::Format;
use crate::limits::Limits;
use crate::node::{Node, Value};
use crate::parents::Parents;
use crate::pointer::Pointer;
use crate::position::{LineStarts, Position, Span, narrow};
use crate::{json, yaml};

/// The number of a node in its tree: in preorder, a key just before its value, the root is 0.
///
/// The same bytes give the same ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub(crate) u32);

impl NodeId {
    /// The root of every tree.
    pub const ROOT: Self = Self(0);

    /// The number itself, for tables indexed by node.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A document that was read: its text and the nodes in it.
pub struct SourceTree {
    name: Box<str>,
    source: String,
    format: Format,
    pub(crate) arena: Arena,
    duplicates: Vec<DuplicateKey>,
    lines: OnceLock<LineStarts>,
    parents: OnceLock<Parents>,
}

/// A step of a pointer.
enum Step<'t> {
    Member(&'t str),
    Item(usize),
}

impl SourceTree {
    /// Reads a document. `name` is how errors and reports call it, usually its path.
    ///
    /// A byte order mark at the start is dropped: offsets and columns count from after it.
    ///
    /// # Errors
    /// If the bytes are not UTF-8, are not one document of `format`, or are over one of `limits`.
    pub fn parse(
        name: &str,
        bytes: Vec<u8>,
        format: Format,
        limits: &Limits,
    ) -> Result<Self, ParseError> {
        let source = decode(name, bytes, limits)?;
        let mut builder = Builder::new(&source, limits);
        let built = match format {
            Format::Json => json::parse(&mut builder),
            Format::Yaml => yaml::parse(&mut builder),
        };
        if let Err(fault) = built {
            return Err(fault.locate(name, source.as_bytes()));
        }
        let (arena, duplicates) = builder.finish();
        Ok(Self {
            name: name.into(),
            source,
            format,
            arena,
            duplicates,
            lines: OnceLock::new(),
            parents: OnceLock::new(),
        })
    }

    /// The name that the document was given when it was parsed.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text of the document, without a byte order mark.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// What the document is written in.
    #[must_use]
    pub fn format(&self) -> Format {
        self.format
    }

    /// The outermost value.
    #[must_use]
    pub fn root(&self) -> Node<'_> {
        self.node(NodeId::ROOT).unwrap_or(Node {
            tree: self,
            id: 0,
            raw: RawNode::new(Tag::Null, 0, 0, 0),
        })
    }

    /// The node with this id, or none if the tree has no such node.
    #[must_use]
    pub fn node(&self, id: NodeId) -> Option<Node<'_>> {
        let raw = self.arena.node(id.0)?;
        Some(Node {
            tree: self,
            id: id.0,
            raw,
        })
    }

    /// The number of nodes, keys included; ids are below it.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "a tree always has a root")]
    pub fn len(&self) -> usize {
        self.arena.nodes.len()
    }

    /// The value that starts at a byte offset, in a JSON document: of an array and its first item, the one that does.
    ///
    /// ```
    /// use source_tree::{Format, Limits, SourceTree};
    ///
    /// let tree = SourceTree::parse("a.json", b"{\"a\": [1]}".to_vec(), Format::Json, &Limits::default()).unwrap();
    /// assert_eq!(tree.starting_at(6), tree.root().get("a"));
    /// assert_eq!(tree.starting_at(5), None);
    /// ```
    #[must_use]
    pub fn starting_at(&self, offset: u32) -> Option<Node<'_>> {
        // In YAML, what an alias stands for starts where its anchor does.
        if self.format != Format::Json {
            return None;
        }
        let at = self.arena.nodes.partition_point(|node| node.start < offset);
        let found = self.node(NodeId(narrow(at)))?;
        (found.span().start == offset).then_some(found)
    }

    /// The number after that of the last node inside of a node: ids of what is inside are from its own up to here.
    #[must_use]
    pub fn end(&self, id: NodeId) -> usize {
        self.arena.after(id.0) as usize
    }

    /// Every key that its object already has, in source order.
    #[must_use]
    pub fn duplicate_keys(&self) -> &[DuplicateKey] {
        &self.duplicates
    }

    /// The line and column of a byte offset. The first call looks for all line ends once.
    #[must_use]
    pub fn position(&self, offset: u32) -> Position {
        self.lines().position(&self.source, offset)
    }

    /// The text of a line, counted from 1, without its line end.
    #[must_use]
    pub fn line_text(&self, line: u32) -> Option<&str> {
        self.lines().line(&self.source, line)
    }

    /// The value that a pointer leads to.
    ///
    /// Array indexes are decimal without leading zeros (RFC 6901, section 4); `-` leads nowhere.
    #[must_use]
    pub fn pointer(&self, pointer: &Pointer) -> Option<Node<'_>> {
        let mut node = self.root();
        for token in pointer.tokens() {
            node = match node.value() {
                Value::Object(object) => object.get(&token)?,
                Value::Array(array) => array.get(array_index(&token)?)?,
                _ => return None,
            };
        }
        Some(node)
    }

    /// The array or object that a node stands in; for a key, its object. None for the root.
    ///
    /// ```
    /// use source_tree::{Format, Limits, SourceTree};
    ///
    /// let tree = SourceTree::parse("a.json", b"{\"a\": [1]}".to_vec(), Format::Json, &Limits::default()).unwrap();
    /// let list = tree.root().get("a").unwrap();
    /// let item = list.as_array().unwrap().get(0).unwrap();
    /// assert_eq!(tree.parent(item.id()), Some(list));
    /// assert_eq!(tree.parent(tree.root().id()), None);
    /// ```
    #[must_use]
    pub fn parent(&self, id: NodeId) -> Option<Node<'_>> {
        self.node(NodeId(self.parents().get(id.0)?))
    }

    /// The pointer that leads to a node; for a key, to its member's value.
    ///
    /// The cost is that of the depth of the node, and of its place in each array around it; the first call looks at all
    /// nodes once. Where a key stands twice the pointer of the second one's value leads to the first one's.
    #[must_use]
    pub fn pointer_to(&self, id: NodeId) -> Pointer {
        let mut steps: Vec<Step<'_>> = Vec::new();
        let mut at = id.0;
        while let Some(around) = self.parents().get(at) {
            let is_array = self
                .arena
                .node(around)
                .is_some_and(|node| node.tag() == Tag::Array);
            steps.push(if is_array {
                Step::Item(self.place_in(around, at))
            } else {
                // A key stands just before its value.
                let key = if self.parents().is_key(at) {
                    at
                } else {
                    at - 1
                };
                Step::Member(self.arena.text_of(&self.source, key))
            });
            at = around;
        }
        let mut pointer = Pointer::root();
        for step in steps.iter().rev() {
            match step {
                Step::Member(name) => pointer.push(name),
                Step::Item(index) => pointer.push(&index.to_string()),
            }
        }
        pointer
    }

    /// How many items of an array stand before one.
    fn place_in(&self, array: u32, item: u32) -> usize {
        let mut before = 0;
        let mut next = array + 1;
        while next < item {
            next = self.arena.after(next);
            before += 1;
        }
        before
    }

    pub(crate) fn text_of(&self, id: NodeId) -> &str {
        self.arena.text_of(&self.source, id.0)
    }

    pub(crate) fn span_of(&self, id: NodeId) -> Span {
        self.arena
            .node(id.0)
            .map_or(Span { start: 0, end: 0 }, RawNode::span)
    }

    fn parents(&self) -> &Parents {
        self.parents.get_or_init(|| Parents::of(&self.arena))
    }

    fn lines(&self) -> &LineStarts {
        self.lines.get_or_init(|| LineStarts::of(&self.source))
    }
}

/// Documents may hold secrets in their examples, so the content is not shown.
impl fmt::Debug for SourceTree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SourceTree")
            .field("name", &self.name)
            .field("format", &self.format)
            .field("bytes", &self.source.len())
            .field("nodes", &self.len())
            .finish_non_exhaustive()
    }
}

fn array_index(token: &str) -> Option<usize> {
    let digits_only = token.bytes().all(|byte| byte.is_ascii_digit());
    let leading_zero = token.len() > 1 && token.starts_with('0');
    (digits_only && !leading_zero).then(|| token.parse().ok())?
}

/// Offsets have 32 bits, also those of rewritten texts, which may be longer than the source.
const MAX_BYTES: usize = 1 << 31;

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

fn decode(name: &str, mut bytes: Vec<u8>, limits: &Limits) -> Result<String, ParseError> {
    let max_bytes = limits.max_bytes.min(MAX_BYTES);
    if bytes.len() > max_bytes {
        let start = Position { line: 1, column: 1 };
        return Err(ParseError::new(
            name,
            start,
            &format!(
                "{} bytes, more than {max_bytes} (limit `max_bytes`)",
                bytes.len()
            ),
            "split the document: the limit is fixed",
        ));
    }
    if bytes.starts_with(BYTE_ORDER_MARK) {
        bytes.drain(..BYTE_ORDER_MARK.len());
    }
    String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let byte = error.as_bytes().get(offset).copied().unwrap_or_default();
        let fault = Fault::new(
            offset,
            format!("byte 0x{byte:02X} is not UTF-8"),
            "save the file in the encoding UTF-8",
        );
        fault.locate(name, error.as_bytes())
    })
}
