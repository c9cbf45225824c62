//! A document as the generated client reads its responses: the audience `client` is judged by it.
//!
//! The rules are those of [`openapi_doc::relax`], by which the generator rewrites documents as well. Here they are
//! applied to the text of the files, which become documents of their own beside the one that they come from.

use std::fmt::Write as _;

use foldhash::HashSet;
use openapi_doc::relax::{self, Effect};
use openapi_doc::{Document, FileId, NodeRef, Schema, SchemaId, SpecVersion};
use source_tree::{Node, NodeId, Value};

/// A file of a document as the generated client reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelaxedFile {
    /// JSON, in lines.
    pub text: String,
    /// Where each schema of the file starts in the text. Null is added around the schemas of optional members: they start
    /// inside.
    pub starts: Vec<(NodeId, u32)>,
}

/// Each file of the document as the client that is generated from it reads responses: with every schema relaxed by the
/// rules of [`openapi_doc::relax`]. The audience `client` is judged by it.
///
/// ```
/// use openapi_doc::{Limits, MemoryFiles, load};
///
/// let text = "
/// openapi: 3.1.1
/// info: { title: Pets, version: '1' }
/// components:
///   schemas:
///     Name: { type: string, maxLength: 9 }
/// ";
/// let document = load("api.yaml", &MemoryFiles::new([("api.yaml", text)]), &Limits::default()).unwrap();
/// let files = openapi_compat::relaxed(&document);
/// assert!(files[0].text.contains(r#""Name":{"type":"string"}"#));
/// ```
#[must_use]
pub fn relaxed(document: &Document) -> Vec<RelaxedFile> {
    let tags = arm_tags(document);
    let texts = document
        .file_ids()
        .zip(document.files())
        .map(|(file, tree)| {
            let of_file = document.schemas().map(|schema| schema.item().at());
            let of_file = of_file.filter(|at| at.file == file);
            let mut schemas: Vec<NodeId> = of_file.map(|at| at.node).collect();
            schemas.sort_unstable();
            let mut writer = Writer {
                document,
                tags: &tags,
                file,
                schemas: &schemas,
                text: String::with_capacity(tree.source().len()),
                starts: Vec::new(),
            };
            writer.value(tree.root(), Around::Document);
            RelaxedFile {
                text: writer.text,
                starts: writer.starts,
            }
        });
    texts.collect()
}

/// Members that tell the arms of a union apart: their values stay closed.
fn arm_tags(document: &Document) -> HashSet<SchemaId> {
    let mut tags = HashSet::default();
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

/// What a value stands in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Around {
    /// Parts of the document that are no schemas.
    Document,
    Schema,
}

/// Null alone. OpenAPI 3.0 has no such type; but causes are found beside it, as they are not beside a list of null.
const NULL: &str = r#"{"type":"null"}"#;

/// Members of schemas that say nothing about values.
pub(crate) fn is_for_readers(keyword: &str) -> bool {
    matches!(
        keyword,
        "title" | "description" | "example" | "examples" | "externalDocs" | "$comment"
    )
}

struct Writer<'d> {
    document: &'d Document,
    tags: &'d HashSet<SchemaId>,
    file: FileId,
    /// The schemas of the file, sorted.
    schemas: &'d [NodeId],
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
    fn value(&mut self, node: Node<'_>, around: Around) {
        let is_schema = self.schema(node).is_some();
        if is_schema && let Ok(start) = u32::try_from(self.text.len()) {
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
                    self.value(item, around);
                }
                self.text.push(']');
            }
            Value::Object(object) => {
                let relaxed = self.relaxed_members(node);
                let around = if is_schema { Around::Schema } else { around };
                self.text.push('{');
                let mut count = 0;
                for (key, value) in object {
                    let effect = relaxed.effects.iter().find(|(of, _)| *of == key.as_str());
                    let is_text = is_schema && is_for_readers(key.as_str());
                    if effect.is_some() || is_text || self.is_beside_schemas(value, around) {
                        continue;
                    }
                    self.comma(count);
                    count += 1;
                    let is_choice = is_schema && key.as_str() == "oneOf";
                    // The client takes the first arm that it can read, whether or not another one would do. Beside an `anyOf` it
                    // stays what it is, and is the narrower reading.
                    if is_choice && object.get("anyOf").is_none() {
                        self.string("anyOf");
                    } else {
                        self.string(key.as_str());
                    }
                    self.text.push(':');
                    if key.as_str() == "properties" && !relaxed.optional.is_empty() {
                        self.properties(value, &relaxed.optional);
                    } else {
                        self.value(value, around);
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
        self.text.push('{');
        for (index, (name, schema)) in node.as_object().into_iter().flatten().enumerate() {
            self.comma(index);
            self.string(name.as_str());
            self.text.push(':');
            if optional.iter().any(|other| other == name.as_str()) {
                let _ = write!(self.text, "{{\"anyOf\":[{NULL},");
                self.value(schema, Around::Schema);
                self.text.push_str("]}");
            } else {
                self.value(schema, Around::Schema);
            }
        }
        self.text.push('}');
    }

    /// Whether it is no part of a schema and has none in it: most of a document is not about schemas.
    fn is_beside_schemas(&self, node: Node<'_>, around: Around) -> bool {
        if around == Around::Schema {
            return false;
        }
        let first = self.schemas.partition_point(|schema| *schema < node.id());
        let end = node.tree().end(node.id());
        self.schemas
            .get(first)
            .is_none_or(|schema| schema.index() >= end)
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
                    [] => continue,
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
        if text
            .bytes()
            .all(|byte| byte >= b' ' && byte != b'"' && byte != b'\\')
        {
            self.text.push('"');
            self.text.push_str(text);
            self.text.push('"');
        } else {
            let value = schema_subset::Value::String(text.to_owned());
            let _ = write!(self.text, "{value}");
        }
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
