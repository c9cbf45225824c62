//! A document as the generated client reads its responses: the audience `client` is judged by it.
//!
//! The rules are those of [`openapi_doc::relax`], by which the generator rewrites documents as well. Here they are
//! applied to the text of the files, which become documents of their own beside the one that they come from.

use std::collections::HashSet;
use std::fmt::Write as _;

use openapi_doc::relax::{self, Effect};
use openapi_doc::{Document, FileId, NodeRef, Schema, SchemaId, SpecVersion};
use source_tree::{Node, NodeId, Value};

/// A file as the client reads it.
pub(super) struct RelaxedFile {
    /// JSON, in lines.
    pub(super) text: String,
    /// Where each schema of the file starts in the text. Null is added around the schemas of optional members: they start
    /// inside.
    pub(super) starts: Vec<(NodeId, u32)>,
}

/// Each file of the document, with every schema relaxed.
pub(super) fn relaxed(document: &Document) -> Vec<RelaxedFile> {
    let tags = arm_tags(document);
    let texts = document
        .file_ids()
        .zip(document.files())
        .map(|(file, tree)| {
            let mut writer = Writer {
                document,
                tags: &tags,
                file,
                text: String::with_capacity(tree.source().len()),
                starts: Vec::new(),
            };
            writer.value(tree.root());
            RelaxedFile {
                text: writer.text,
                starts: writer.starts,
            }
        });
    texts.collect()
}

/// Members that tell the arms of a union apart: their values stay closed.
fn arm_tags(document: &Document) -> HashSet<SchemaId> {
    let mut tags = HashSet::new();
    for schema in document.schemas() {
        for arm in schema.one_of().into_iter().chain(schema.any_of()) {
            let arm = arm.resolve();
            for property in arm.properties() {
                if relax::is_arm_tag(arm, property.name()) {
                    tags.insert(property.schema().id());
                    tags.insert(property.schema().resolve().id());
                }
            }
        }
    }
    tags
}

struct Writer<'d> {
    document: &'d Document,
    tags: &'d HashSet<SchemaId>,
    file: FileId,
    text: String,
    starts: Vec<(NodeId, u32)>,
}

impl Writer<'_> {
    fn schema(&self, node: Node<'_>) -> Option<Schema<'_>> {
        let at = NodeRef {
            file: self.file,
            node: node.id(),
        };
        self.document.schema_at(at)
    }

    /// The depth of a source tree is limited, so this ends.
    fn value(&mut self, node: Node<'_>) {
        if self.schema(node).is_some()
            && let Ok(start) = u32::try_from(self.text.len())
        {
            self.starts.push((node.id(), start));
        }
        match node.value() {
            Value::Null => self.text.push_str("null"),
            Value::Bool(value) => {
                let _ = write!(self.text, "{value}");
            }
            Value::Number(number) => self.text.push_str(number.text()),
            Value::String(text) => self.string(text),
            Value::Array(array) => {
                self.text.push('[');
                for (index, item) in array.iter().enumerate() {
                    self.comma(index);
                    self.value(item);
                }
                self.text.push(']');
            }
            Value::Object(object) => {
                let relaxed = self.relaxed_members(node);
                self.text.push('{');
                let mut count = 0;
                for (key, value) in object {
                    let effect = relaxed.effects.iter().find(|(of, _)| *of == key.as_str());
                    if effect.is_some() {
                        continue;
                    }
                    self.comma(count);
                    count += 1;
                    self.string(key.as_str());
                    self.text.push(':');
                    if key.as_str() == "properties" && !relaxed.optional.is_empty() {
                        self.properties(value, &relaxed.optional);
                    } else {
                        self.value(value);
                    }
                }
                for (key, value) in &relaxed.added {
                    self.comma(count);
                    count += 1;
                    let _ = write!(self.text, "\"{key}\":{value}");
                }
                self.text.push('}');
            }
        }
    }

    fn properties(&mut self, node: Node<'_>, optional: &[String]) {
        let null = match self.document.version() {
            SpecVersion::V3_0 => r#"{"type":"string","nullable":true,"enum":[null]}"#,
            SpecVersion::V3_1 => r#"{"type":"null"}"#,
        };
        self.text.push('{');
        for (index, (name, schema)) in node.as_object().into_iter().flatten().enumerate() {
            self.comma(index);
            self.string(name.as_str());
            self.text.push(':');
            if optional.iter().any(|other| other == name.as_str()) {
                let _ = write!(self.text, "{{\"anyOf\":[{null},");
                self.value(schema);
                self.text.push_str("]}");
            } else {
                self.value(schema);
            }
        }
        self.text.push('}');
    }

    fn relaxed_members(&self, node: Node<'_>) -> Relaxed {
        let mut relaxed = Relaxed::default();
        let Some(schema) = self.schema(node) else {
            return relaxed;
        };
        if schema.target().is_some() && self.document.version() == SpecVersion::V3_0 {
            return relaxed;
        }
        let is_tag = self.tags.contains(&schema.id());
        for rule in relax::relaxations(schema, is_tag) {
            relaxed.effects.push((rule.keyword, rule.effect));
            if matches!(rule.effect, Effect::OpenSet | Effect::TypeOnly)
                && schema.types().is_empty()
            {
                let types = relax::types_of_values(schema);
                let names: Vec<String> = types
                    .iter()
                    .map(|of| format!("\"{}\"", of.as_str()))
                    .collect();
                let types = match names.as_slice() {
                    [one] => one.clone(),
                    _ => format!("[{}]", names.join(",")),
                };
                relaxed.added = vec![("type", types)];
            }
        }
        let optional = schema
            .properties()
            .filter(|property| relax::tolerates_null(*property));
        relaxed.optional = optional
            .map(|property| property.name().to_owned())
            .collect();
        relaxed
    }

    fn comma(&mut self, index: usize) {
        if index > 0 {
            // In lines, so that the text can be read.
            self.text.push_str(",\n");
        }
    }

    fn string(&mut self, text: &str) {
        let value = schema_subset::Value::String(text.to_owned());
        let _ = write!(self.text, "{value}");
    }
}

/// What becomes of the members of one schema.
#[derive(Default)]
struct Relaxed {
    /// Keywords that are left out.
    effects: Vec<(&'static str, Effect)>,
    /// Members that may be null as well.
    optional: Vec<String>,
    added: Vec<(&'static str, String)>,
}
