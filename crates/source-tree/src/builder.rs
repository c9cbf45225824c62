//! Builds the arena from what a parser reports, within the limits.

use std::mem::replace;
use std::ops::Range;

use crate::arena::{Arena, Index, MAX_NODES, RawNode, Tag};
use crate::duplicates::DuplicateKey;
use crate::error::Fault;
use crate::limits::Limits;
use crate::position::{Span, narrow};
use crate::tree::NodeId;

/// From this many members on an object gets an index; below, comparing each pair is cheaper.
const INDEXED_FROM: usize = 16;

/// An array or object whose end is not read yet.
#[derive(Clone, Copy, Debug)]
struct Open {
    node: u32,
    object: bool,
    /// The nodes directly inside: of an object, keys only.
    length: u32,
    /// Where its keys start in [`Builder::keys`].
    keys: u32,
}

/// Stands for the innermost open container where none is open.
const OUTSIDE: Open = Open {
    node: u32::MAX,
    object: false,
    length: 0,
    keys: 0,
};

/// The keys of the open objects, each with what tells most different keys apart at once.
#[derive(Clone, Copy, Debug)]
struct OpenKey {
    node: u32,
    /// Equal for equal texts.
    fingerprint: u64,
}

#[derive(Debug)]
pub(crate) struct Builder<'s> {
    source: &'s str,
    arena: Arena,
    duplicates: Vec<DuplicateKey>,
    /// The innermost open container; [`OUTSIDE`] if there is none.
    current: Open,
    /// What is around it, [`OUTSIDE`] included.
    around: Vec<Open>,
    keys: Vec<OpenKey>,
    max_nodes: usize,
    max_depth: usize,
}

impl<'s> Builder<'s> {
    pub fn new(source: &'s str, limits: &Limits) -> Self {
        let max_nodes = limits.max_nodes.min(MAX_NODES);
        let mut arena = Arena::default();
        // Real documents have a node per 16 to 25 bytes; growing copies everything read so far.
        arena.nodes.reserve((source.len() / 16).min(max_nodes));
        Self {
            source,
            arena,
            duplicates: Vec::new(),
            current: OUTSIDE,
            around: Vec::new(),
            keys: Vec::new(),
            max_nodes,
            max_depth: limits.max_depth,
        }
    }

    pub fn finish(mut self) -> (Arena, Vec<DuplicateKey>) {
        // Objects are closed inner first; lookups search by id.
        self.arena
            .indexes
            .sort_unstable_by_key(|index| index.object);
        self.duplicates
            .sort_unstable_by_key(|duplicate| duplicate.again);
        (self.arena, self.duplicates)
    }

    pub fn source(&self) -> &'s str {
        self.source
    }

    pub fn arena(&self) -> &Arena {
        &self.arena
    }

    pub fn next_id(&self) -> u32 {
        narrow(self.arena.nodes.len())
    }

    /// Whether the innermost open container is an object, or none if nothing is open.
    pub fn in_object(&self) -> Option<bool> {
        (self.current.node != OUTSIDE.node).then_some(self.current.object)
    }

    /// Where the innermost open container starts.
    pub fn open_start(&self) -> Option<u32> {
        self.arena.node(self.current.node).map(|node| node.start)
    }

    /// A value without anything inside.
    pub fn scalar(&mut self, tag: Tag, span: Span) -> Result<(), Fault> {
        self.push_value(RawNode::new(tag, span.start, span.end, 0))
    }

    /// A value whose text is not what the source says between `start` and `end`.
    pub fn scalar_aside(&mut self, tag: Tag, span: Span, text: &str) -> Result<(), Fault> {
        let slot = self.put_aside(text);
        self.push_value(RawNode::new(tag, span.start, span.end, slot))
    }

    pub fn push_value(&mut self, node: RawNode) -> Result<(), Fault> {
        self.count_item();
        self.push(node)
    }

    pub fn key(&mut self, tag: Tag, span: Span) -> Result<(), Fault> {
        self.push_key(RawNode::new(tag, span.start, span.end, 0))
    }

    pub fn key_aside(&mut self, span: Span, text: &str) -> Result<(), Fault> {
        let slot = self.put_aside(text);
        self.push_key(RawNode::new(Tag::StringAside, span.start, span.end, slot))
    }

    pub fn push_key(&mut self, node: RawNode) -> Result<(), Fault> {
        let (start, end) = (node.start as usize, node.end as usize);
        let fingerprint = match node.tag() {
            // Without finding the text first: this runs for every key.
            Tag::Quoted => fingerprint(self.source.as_bytes(), start + 1, end.saturating_sub(1)),
            Tag::Plain => fingerprint(self.source.as_bytes(), start, end),
            _ => {
                let text = self.arena.text(self.source, node).as_bytes();
                fingerprint(text, 0, text.len())
            }
        };
        self.keys.push(OpenKey {
            node: self.next_id(),
            fingerprint,
        });
        self.current.length += 1;
        self.push(node)
    }

    /// Starts an array or an object.
    pub fn open(&mut self, object: bool, start: u32) -> Result<(), Fault> {
        self.check_depth(1, start as usize)?;
        self.count_item();
        self.around.push(self.current);
        self.current = Open {
            node: self.next_id(),
            object,
            length: 0,
            keys: narrow(self.keys.len()),
        };
        let tag = if object { Tag::Object } else { Tag::Array };
        self.push(RawNode::new(tag, start, start, 0))
    }

    /// Ends the innermost open array or object.
    pub fn close(&mut self, end: u32) {
        let Some(around) = self.around.pop() else {
            return;
        };
        let open = replace(&mut self.current, around);
        let indexed = open.object && self.check_keys(open);
        self.keys.truncate(open.keys as usize);
        let tag = match (open.object, indexed) {
            (false, _) => Tag::Array,
            (true, false) => Tag::Object,
            (true, true) => Tag::IndexedObject,
        };
        let after = self.next_id();
        if let Some(node) = self.arena.nodes.get_mut(open.node as usize) {
            node.close(tag, end, after, open.length);
        }
    }

    /// Refuses `levels` more levels of nesting at `offset` if that is over the limit.
    pub fn check_depth(&self, levels: usize, offset: usize) -> Result<(), Fault> {
        if self.around.len() + levels <= self.max_depth {
            return Ok(());
        }
        Err(self.too_deep(offset))
    }

    pub fn too_deep(&self, offset: usize) -> Fault {
        Fault::new(
            offset,
            format!(
                "nested deeper than {} levels (limit `max_depth`)",
                self.max_depth
            ),
            "flatten the document: the limit is fixed",
        )
    }

    /// Refuses `more` nodes at `offset` if that is over the limit.
    pub fn check_nodes(&self, more: usize, offset: usize) -> Result<(), Fault> {
        if self.arena.nodes.len() + more <= self.max_nodes {
            return Ok(());
        }
        Err(Fault::new(
            offset,
            format!("more than {} nodes (limit `max_nodes`)", self.max_nodes),
            "split the document or use fewer YAML aliases: the limit is fixed",
        ))
    }

    /// Copies a finished subtree to the end, as the next value. `indexes` is the range of
    /// [`Arena::indexes`] that was pushed between its start and its end.
    pub fn copy_subtree(
        &mut self,
        from: u32,
        indexes: Range<usize>,
        offset: usize,
    ) -> Result<(), Fault> {
        let after = self.arena.after(from);
        self.check_nodes((after - from) as usize, offset)?;
        self.count_item();
        let shift = self.next_id() - from;
        let mut ends = Vec::new();
        for id in from..after {
            let Some(mut node) = self.arena.node(id) else {
                break;
            };
            while ends.last().is_some_and(|&end| end <= id) {
                ends.pop();
            }
            if node.is_container() {
                ends.push(node.link);
                self.check_depth(ends.len(), offset)?;
                node.link += shift;
            }
            self.arena.nodes.push(node);
        }
        for at in indexes {
            if let Some(index) = self.arena.indexes.get(at).copied() {
                self.copy_index(index, shift);
            }
        }
        Ok(())
    }

    fn copy_index(&mut self, index: Index, shift: u32) {
        let start = narrow(self.arena.sorted_keys.len());
        for at in index.start..index.end {
            if let Some(&key) = self.arena.sorted_keys.get(at as usize) {
                self.arena.sorted_keys.push(key + shift);
            }
        }
        self.arena.indexes.push(Index {
            object: index.object + shift,
            start,
            end: narrow(self.arena.sorted_keys.len()),
        });
    }

    fn count_item(&mut self) {
        // The members of an object are counted by their keys.
        self.current.length += u32::from(!self.current.object);
    }

    pub fn put_aside(&mut self, text: &str) -> u32 {
        let start = narrow(self.arena.aside.len());
        self.arena.aside.push_str(text);
        self.arena.slots.push(Span {
            start,
            end: narrow(self.arena.aside.len()),
        });
        narrow(self.arena.slots.len() - 1)
    }

    fn push(&mut self, node: RawNode) -> Result<(), Fault> {
        if self.arena.nodes.len() >= self.max_nodes {
            self.check_nodes(1, node.start as usize)?;
        }
        self.arena.nodes.push(node);
        Ok(())
    }

    /// Finds the duplicates among the keys of an object; whether it got an index.
    fn check_keys(&mut self, open: Open) -> bool {
        let Some(keys) = self.keys.get(open.keys as usize..) else {
            return false;
        };
        if keys.len() >= INDEXED_FROM {
            self.index_keys(open);
            return true;
        }
        let mut rest = keys;
        let mut seen = Vec::new();
        while let Some((key, earlier)) = rest.split_last() {
            rest = earlier;
            for candidate in earlier {
                if candidate.fingerprint == key.fingerprint
                    && self.arena.text_of(self.source, candidate.node)
                        == self.arena.text_of(self.source, key.node)
                {
                    seen.push(DuplicateKey {
                        object: NodeId(open.node),
                        first: NodeId(candidate.node),
                        again: NodeId(key.node),
                    });
                    break;
                }
            }
        }
        self.duplicates.append(&mut seen);
        false
    }

    fn index_keys(&mut self, open: Open) {
        let start = self.arena.sorted_keys.len();
        let keys = self.keys.get(open.keys as usize..).unwrap_or_default();
        let mut sorted: Vec<(&str, u32)> = keys
            .iter()
            .map(|key| (self.arena.text_of(self.source, key.node), key.node))
            .collect();
        // By text, then by place: the first of equal keys comes first. Sorting texts instead of
        // hashes leaves nothing to attack with keys that collide.
        sorted.sort_unstable();
        let mut first: Option<(&str, u32)> = None;
        for &(text, node) in &sorted {
            match first {
                Some((same, first)) if same == text => self.duplicates.push(DuplicateKey {
                    object: NodeId(open.node),
                    first: NodeId(first),
                    again: NodeId(node),
                }),
                _ => first = Some((text, node)),
            }
        }
        let sorted: Vec<u32> = sorted.into_iter().map(|(_, node)| node).collect();
        self.arena.sorted_keys.extend(sorted);
        self.arena.indexes.push(Index {
            object: open.node,
            start: narrow(start),
            end: narrow(self.arena.sorted_keys.len()),
        });
    }
}

/// The length and up to eight last bytes of `bytes[start..end]`: equal for equal texts, different
/// for most others.
fn fingerprint(bytes: &[u8], start: usize, end: usize) -> u64 {
    let length = end.saturating_sub(start);
    let last = bytes.get(..end).unwrap_or_default();
    let word = match last.last_chunk::<8>() {
        Some(eight) => u64::from_le_bytes(*eight),
        // The text stands at the very start: what is missing before it is cut off below.
        None => {
            last.iter()
                .rev()
                .fold(0, |word, &byte| word << 8 | u64::from(byte))
                << (64 - 8 * last.len().clamp(1, 8))
        }
    };
    let foreign_bits = 64 - 8 * length.min(8);
    let own = u32::try_from(foreign_bits)
        .ok()
        .and_then(|bits| word.checked_shr(bits));
    own.unwrap_or(0) ^ (length as u64) << 56
}
