//! From parser events to the arena.

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span as Marks, Tag as YamlTag};

use crate::arena::{RawNode, Tag};
use crate::builder::Builder;
use crate::error::Fault;
use crate::position::{Span, narrow};

use super::anchors::{Anchored, Anchors};
use super::layout;
use super::offsets::Offsets;
use super::scalar::Resolved;
use super::tags::{check_collection, resolve_scalar};

/// Reads one YAML document into `builder`.
pub(crate) fn parse(builder: &mut Builder<'_>) -> Result<(), Fault> {
    let source = builder.source();
    check_characters(source)?;
    let mut reader = Reader {
        source,
        offsets: Offsets::of(source),
        builder,
        anchors: Anchors::default(),
        open: Vec::new(),
        documents: 0,
        last_end: 0,
    };
    let mut events = Parser::new_from_str(source);
    while let Some(event) = events.next_event() {
        let (event, marks) = event.map_err(|error| reader.syntax(&error))?;
        reader.event(event, marks)?;
    }
    reader.finish()
}

/// Refuses what may not stand in YAML at all (YAML 1.2.2, section 5.1). The parser takes a NUL for
/// the end of the input: it would drop the rest of the document silently.
fn check_characters(source: &str) -> Result<(), Fault> {
    let forbidden = |byte: &u8| *byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r');
    // Whole blocks are tested without a branch per byte.
    let in_block = |block: &[u8]| block.iter().fold(false, |any, byte| any | forbidden(byte));
    let block = source.as_bytes().chunks(64).position(in_block);
    let offset = block.and_then(|block| {
        let rest = source.as_bytes().get(block * 64..)?;
        Some(block * 64 + rest.iter().position(forbidden)?)
    });
    match offset {
        None => Ok(()),
        Some(offset) => {
            let byte = source.as_bytes().get(offset).copied().unwrap_or_default();
            Err(Fault::new(
                offset,
                format!("the control character U+{byte:04X}"),
                format!("write it as `\\x{byte:02x}` in double quotes"),
            ))
        }
    }
}

/// A scalar as the parser reports it, with its place.
struct Scalar<'e> {
    text: &'e str,
    style: ScalarStyle,
    anchor: usize,
    tag: Option<&'e YamlTag>,
    /// Where its anchor and tag start, or else itself.
    offset: usize,
    span: Span,
}

impl Scalar<'_> {
    fn resolve(&self) -> Result<Resolved<'_>, Fault> {
        resolve_scalar(self.text, self.style, self.tag, self.offset)
    }
}

/// A sequence or mapping whose end is not read yet.
#[derive(Clone, Copy, Debug)]
struct Open {
    node: u32,
    mapping: bool,
    /// Written in brackets: its end is a byte of the source, not the end of what is inside.
    flow: bool,
    /// The next node is the key of a member.
    key_next: bool,
    anchor: usize,
    /// How many indexes there were before it.
    indexes: usize,
}

struct Reader<'b, 's> {
    source: &'s str,
    offsets: Offsets<'s>,
    builder: &'b mut Builder<'s>,
    anchors: Anchors,
    open: Vec<Open>,
    documents: usize,
    /// The offset behind the last token that belongs to a node.
    last_end: usize,
}

impl Reader<'_, '_> {
    fn event(&mut self, event: Event<'_>, marks: Marks) -> Result<(), Fault> {
        match event {
            Event::DocumentStart(explicit) => self.document(explicit, marks)?,
            Event::Scalar(text, style, anchor, tag) => {
                let is_key = self.take_key_turn();
                let tag = tag.as_deref();
                let has_properties = tag.is_some() || anchor > 0;
                let span = self.scalar_span(&text, style, is_key, has_properties, marks);
                self.last_end = span.end as usize;
                let scalar = Scalar {
                    text: &text,
                    style,
                    anchor,
                    tag,
                    offset: self.offsets.byte(marks.start.index()),
                    span,
                };
                if is_key {
                    self.key(&scalar)?;
                } else {
                    self.scalar(&scalar)?;
                }
            }
            Event::SequenceStart(anchor, tag) => {
                self.start(false, anchor, tag.as_deref(), marks)?;
            }
            Event::MappingStart(anchor, tag) => self.start(true, anchor, tag.as_deref(), marks)?,
            Event::SequenceEnd | Event::MappingEnd => self.end(marks),
            Event::Alias(anchor) => {
                let offset = self.offsets.byte(marks.start.index());
                self.last_end = self.offsets.byte(marks.end.index());
                if self.take_key_turn() {
                    self.anchors.copy_key(anchor, offset, self.builder)?;
                } else {
                    self.anchors.copy_value(anchor, offset, self.builder)?;
                }
            }
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
        }
        Ok(())
    }

    fn document(&mut self, explicit: bool, marks: Marks) -> Result<(), Fault> {
        self.documents += 1;
        if self.documents > 1 {
            return Err(Fault::new(
                self.offsets.byte(marks.start.index()),
                "a second YAML document in the file",
                "put each document in a file of its own",
            ));
        }
        if explicit {
            self.last_end = self.offsets.byte(marks.end.index());
        }
        Ok(())
    }

    fn finish(self) -> Result<(), Fault> {
        if self.builder.next_id() > 0 {
            return Ok(());
        }
        Err(Fault::new(
            0,
            "the document is empty",
            "write a YAML value, such as `{}`",
        ))
    }

    /// Whether the next node is the key of a member; the one after it is the other kind.
    fn take_key_turn(&mut self) -> bool {
        let Some(open) = self.open.last_mut().filter(|open| open.mapping) else {
            return false;
        };
        open.key_next = !open.key_next;
        !open.key_next
    }

    fn key(&mut self, scalar: &Scalar<'_>) -> Result<(), Fault> {
        let plain = scalar.style == ScalarStyle::Plain && scalar.tag.is_none();
        if plain && scalar.text == "<<" {
            return Err(Fault::new(
                scalar.offset,
                "the merge key `<<` is YAML 1.1, which OpenAPI does not use",
                "write the merged members out, or quote the key if `<<` is its name",
            ));
        }
        let node = self.string_node(scalar);
        if scalar.anchor > 0 || scalar.tag.is_some() {
            let anchored = match scalar.resolve()? {
                Resolved::String => Anchored::Key(node),
                _ => Anchored::OtherKey,
            };
            self.anchors.set(scalar.anchor, anchored);
        }
        self.builder.push_key(node)
    }

    fn scalar(&mut self, scalar: &Scalar<'_>) -> Result<(), Fault> {
        let indexes = self.builder.arena().indexes.len();
        let value = Anchored::Value {
            node: self.builder.next_id(),
            indexes: (indexes, indexes),
        };
        self.anchors.set(scalar.anchor, value);
        let span = scalar.span;
        match scalar.resolve()? {
            Resolved::Null => self.builder.scalar(Tag::Null, span),
            Resolved::Bool(false) => self.builder.scalar(Tag::False, span),
            Resolved::Bool(true) => self.builder.scalar(Tag::True, span),
            Resolved::Number(number) if self.source.get(span.range()) == Some(&*number) => {
                self.builder.scalar(Tag::Number, span)
            }
            Resolved::Number(number) => self.builder.scalar_aside(Tag::NumberAside, span, &number),
            Resolved::NotFinite | Resolved::TooLong | Resolved::String => {
                let node = self.string_node(scalar);
                self.builder.push_value(node)
            }
        }
    }

    /// A string: a slice of the source where the text stands there as it is.
    fn string_node(&mut self, scalar: &Scalar<'_>) -> RawNode {
        let span = scalar.span;
        let written = self.source.get(span.range()).unwrap_or_default();
        let quoted = matches!(
            scalar.style,
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted
        );
        let inside = written.get(1..written.len().saturating_sub(1));
        if written == scalar.text {
            RawNode::new(Tag::Plain, span.start, span.end, 0)
        } else if quoted && inside == Some(scalar.text) {
            RawNode::new(Tag::Quoted, span.start, span.end, 0)
        } else {
            let slot = self.builder.put_aside(scalar.text);
            RawNode::new(Tag::StringAside, span.start, span.end, slot)
        }
    }

    /// The bytes of a scalar, its quotes or block header included, its anchor and tag not.
    fn scalar_span(
        &self,
        text: &str,
        style: ScalarStyle,
        is_key: bool,
        has_properties: bool,
        marks: Marks,
    ) -> Span {
        let mut start = self.offsets.byte(marks.start.index());
        let mut end = self.offsets.byte(marks.end.index());
        if matches!(style, ScalarStyle::Literal | ScalarStyle::Folded) {
            // The marks begin behind the header and end before the next token.
            let header = layout::content_start(self.source, self.last_end);
            if header < end && matches!(self.source.as_bytes().get(header), Some(b'|' | b'>')) {
                start = header;
            }
            let block = self.source.get(start..end).unwrap_or_default();
            end = start + block.trim_end_matches([' ', '\t', '\r', '\n']).len();
        } else if has_properties {
            start = layout::skip_properties(self.source.as_bytes(), start).min(end);
        } else if text.is_empty() && style == ScalarStyle::Plain {
            // Nothing is written: the marks are those of some token around it.
            let in_mapping = self.open.last().is_some_and(|open| open.mapping);
            if in_mapping && !is_key {
                start = layout::missing_value(self.source, self.last_end);
            }
            end = start;
        }
        Span {
            start: narrow(start),
            end: narrow(end.max(start)),
        }
    }

    fn start(
        &mut self,
        mapping: bool,
        anchor: usize,
        tag: Option<&YamlTag>,
        marks: Marks,
    ) -> Result<(), Fault> {
        let mut start = self.offsets.byte(marks.start.index());
        let end = self.offsets.byte(marks.end.index());
        check_collection(mapping, tag, start)?;
        if anchor > 0 || tag.is_some() {
            start = layout::skip_properties(self.source.as_bytes(), start);
        }
        if self.take_key_turn() {
            return Err(Fault::new(
                start,
                "a sequence or mapping as a key",
                "write a string as the key: JSON has no other keys",
            ));
        }
        let bracket = if mapping { b'{' } else { b'[' };
        let flow = start < end && self.source.as_bytes().get(start) == Some(&bracket);
        if !flow && !mapping && self.open.last().is_some_and(|open| open.mapping) {
            // Of a sequence that is not indented the mark is behind its first dash.
            start = layout::value_start(self.source, self.last_end).min(start);
        }
        self.anchors.set(anchor, Anchored::Open);
        self.open.push(Open {
            node: self.builder.next_id(),
            mapping,
            flow,
            key_next: true,
            anchor,
            indexes: self.builder.arena().indexes.len(),
        });
        self.last_end = start;
        self.builder.open(mapping, narrow(start))
    }

    fn end(&mut self, marks: Marks) {
        let Some(open) = self.open.pop() else {
            return;
        };
        if open.flow {
            let mark = self.offsets.byte(marks.start.index());
            self.last_end = layout::bracket_end(self.source, mark);
        }
        self.builder.close(narrow(self.last_end));
        let value = Anchored::Value {
            node: open.node,
            indexes: (open.indexes, self.builder.arena().indexes.len()),
        };
        self.anchors.set(open.anchor, value);
    }

    fn syntax(&self, error: &ScanError) -> Fault {
        let offset = self.offsets.byte(error.marker().index());
        match error.info() {
            // The parser counts brackets in a byte, and reads ahead of its events.
            "recursion limit exceeded" => self.builder.too_deep(offset),
            "while parsing node, found unknown anchor" => Fault::new(
                offset,
                "an alias without an anchor before it",
                "define the anchor above, or quote the value if it starts with `*`",
            ),
            info => Fault::new(
                offset,
                format!("not YAML: {info}"),
                "correct it here, or check quotes and indentation just before",
            ),
        }
    }
}
