//! A document on its way to the generator: plain JSON in which every schema knows where it came from.

use openapi_doc::{Location, NodeRef};
use serde_json::{Map, Value};

use crate::seams::{OperationSeams, Seams, Union};
use crate::spellings::Spellings;

/// The member that ties a schema of the draft to its [`SchemaOrigin`]. It is removed before progenitor
/// reads the document; the projection drops members of this name that a document brings along.
pub const ORIGIN: &str = "x-specdate-origin";

/// The member that holds what a discriminator says about the arms beside it: `property`, and `arms` with the values of
/// each `$ref`. It is removed like [`ORIGIN`].
pub const ARMS: &str = "x-specdate-arms";

/// Where a schema of the draft came from and who writes values of it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each answers a question of its own"
)]
pub struct SchemaOrigin {
    /// Its place in the source.
    pub at: NodeRef,
    /// Clients send it in a body.
    pub in_request: bool,
    /// Servers send it.
    pub in_response: bool,
    /// It is, or is part of, the schema of a parameter.
    pub in_parameter: bool,
    /// Its value tells the arms of a union apart.
    pub arm_tag: bool,
    /// What to call a type that is made of it, where it needs one: its place in words (`PetVet`).
    pub name_hint: Option<String>,
}

/// An operation of the draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftOperation {
    /// The path template, as the key of its path item.
    pub template: String,
    /// The path template as it is in the document.
    pub written_template: String,
    /// The method, in lower case, as the key of its path item.
    pub method: String,
    /// Its place in the source.
    pub at: NodeRef,
    /// The same, for people.
    pub location: Location,
}

/// The part of a document that progenitor reads, with nothing but component schemas left as `$ref`s.
#[derive(Clone, Debug)]
pub struct Draft {
    /// An OpenAPI 3.0 document, once every step has run.
    pub document: Value,
    /// Indexed by the number that a schema's [`ORIGIN`] member holds.
    pub origins: Vec<SchemaOrigin>,
    /// Every operation, in the document's order.
    pub operations: Vec<DraftOperation>,
    /// What operations are said to be that they are not.
    pub seams: Seams,
    /// Names that stand in for others.
    pub spellings: Spellings,
    /// Unions that are read by a discriminator.
    pub unions: Vec<Union>,
}

impl DraftOperation {
    /// The key of its seams.
    pub fn key(&self) -> (String, String) {
        (self.method.to_uppercase(), self.written_template.clone())
    }
}

impl Draft {
    /// The seams of an operation.
    pub fn seams_of(&mut self, operation: &DraftOperation) -> &mut OperationSeams {
        self.seams.entry(operation.key()).or_default()
    }

    /// The operation at `index` of [`Draft::operations`], with its place in the source.
    pub fn operation_mut(&mut self, index: usize) -> Option<(&mut Map<String, Value>, NodeRef)> {
        let operation = self.operations.get(index)?;
        let member = self
            .document
            .get_mut("paths")?
            .get_mut(&operation.template)?
            .get_mut(&operation.method)?;
        Some((member.as_object_mut()?, operation.at))
    }

    /// Calls `visit` for every schema object, an outer one before the ones inside it.
    pub fn visit_schemas(&mut self, mut visit: impl FnMut(&mut Map<String, Value>, &SchemaOrigin)) {
        visit_value(&mut self.document, &self.origins, &mut visit);
    }

    /// The component schemas.
    pub fn component_schemas(&mut self) -> Option<&mut Map<String, Value>> {
        self.document
            .pointer_mut("/components/schemas")
            .and_then(Value::as_object_mut)
    }

    /// Takes the [`ORIGIN`] members out and returns the document.
    #[must_use]
    pub fn into_document(mut self) -> Value {
        self.visit_schemas(|schema, _| {
            schema.remove(ORIGIN);
        });
        self.document
    }
}

/// A schema itself, or what its `$ref` leads to.
pub fn resolved<'v>(schema: &'v Value, components: &'v Map<String, Value>) -> &'v Value {
    let mut schema = schema;
    // Longer chains than there are components go in circles.
    for _ in 0..=components.len() {
        let target = schema
            .get("$ref")
            .and_then(Value::as_str)
            .and_then(|target| target.rsplit('/').next());
        match target.and_then(|name| components.get(name)) {
            Some(target) => schema = target,
            None => break,
        }
    }
    schema
}

/// Recursion is as deep as the draft, whose depth the reader of the source has limited.
fn visit_value(
    value: &mut Value,
    origins: &[SchemaOrigin],
    visit: &mut impl FnMut(&mut Map<String, Value>, &SchemaOrigin),
) {
    match value {
        Value::Object(members) => {
            if let Some(origin) = origin_of(members, origins) {
                visit(members, origin);
            }
            members
                .values_mut()
                .for_each(|value| visit_value(value, origins, visit));
        }
        Value::Array(items) => items
            .iter_mut()
            .for_each(|value| visit_value(value, origins, visit)),
        _ => {}
    }
}

/// The origin of a schema object; `None` for anything else.
fn origin_of<'o>(
    members: &Map<String, Value>,
    origins: &'o [SchemaOrigin],
) -> Option<&'o SchemaOrigin> {
    let index = members.get(ORIGIN)?.as_u64()?;
    origins.get(usize::try_from(index).ok()?)
}

#[cfg(test)]
pub(crate) mod tests {
    use openapi_doc::FileId;
    use serde_json::json;
    use source_tree::{Format, Limits, SourceTree};

    use super::*;

    /// A draft that is one schema, sent by servers.
    pub(crate) fn draft_of(mut schema: Value) -> Draft {
        schema[ORIGIN] = json!(0);
        let tree =
            SourceTree::parse("a.json", b"{}".to_vec(), Format::Json, &Limits::default()).unwrap();
        let at = NodeRef {
            file: FileId::ENTRY,
            node: tree.root().id(),
        };
        let origin = SchemaOrigin {
            at,
            in_request: false,
            in_response: true,
            in_parameter: false,
            arm_tag: false,
            name_hint: None,
        };
        Draft {
            document: schema,
            origins: vec![origin],
            operations: Vec::new(),
            seams: Seams::new(),
            spellings: Spellings::default(),
            unions: Vec::new(),
        }
    }

    #[test]
    fn origins_are_gone_from_the_finished_document() {
        let draft = draft_of(json!({"items": {ORIGIN: 0, "type": "string"}}));
        assert_eq!(draft.into_document(), json!({"items": {"type": "string"}}));
    }
}
