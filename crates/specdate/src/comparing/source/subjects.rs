//! Which generated item a place of a document becomes: names of the document and of generated code, both without the
//! spelling that generators change.

use std::collections::{BTreeMap, BTreeSet};

use openapi_compat::{Operation, Place};
use openapi_doc::{Document, Item};
use source_tree::Pointer;

use crate::documents::Source;

/// How deep schemas are followed that are put together by `allOf` and `$ref`.
const DEEPEST: usize = 16;

/// A document by the names of its generated items.
pub(super) struct Subjects<'s> {
    source: &'s Source,
    /// The operations by their folded identifiers.
    operations: BTreeMap<String, Operation>,
    /// The folded identifier of an operation, by the pointer to it.
    identifiers: BTreeMap<String, String>,
    /// The schemas that stand in operations: of bodies and of responses, by the folded names of their types.
    inline: BTreeMap<String, Vec<Item<'s>>>,
    /// The components by their folded names.
    components: BTreeMap<String, &'s str>,
}

/// The schema that a place belongs to, and the property of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Subject {
    /// The folded name of the type that is generated from it.
    pub(super) item: String,
    /// The property, by its name in messages.
    pub(super) property: Option<String>,
}

/// A name without case and separators: `get-user`, `getUser` and `get_user` become one.
pub(super) fn folded(name: &str) -> String {
    name.chars()
        .filter(|character| character.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

impl<'s> Subjects<'s> {
    pub(super) fn of(source: &'s Source) -> Self {
        let document: &Document = &source.document;
        let mut operations = BTreeMap::new();
        let mut identifiers = BTreeMap::new();
        let mut inline: BTreeMap<String, Vec<Item<'s>>> = BTreeMap::new();
        for operation in document.operations() {
            let Some(id) = operation.operation_id() else {
                continue;
            };
            let item = operation.item();
            identifiers.insert(item.pointer(), folded(id));
            let responses = item.get("responses").into_iter().flat_map(Item::members);
            let bodies = item.get("requestBody").into_iter();
            let messages = bodies
                .map(|body| ("body", body))
                .chain(responses.map(|(_, response)| ("response", response)));
            for (suffix, message) in messages {
                let schemas = inline.entry(format!("{}{suffix}", folded(id))).or_default();
                schemas.extend(inline_schemas(message));
            }
            let operation = Operation {
                path: operation.template().to_owned(),
                method: operation.method().as_str().to_uppercase(),
                part: String::new(),
            };
            operations.insert(folded(id), operation);
        }
        let components = document.components().schemas();
        Self {
            source,
            operations,
            identifiers,
            inline,
            components: components.map(|(name, _)| (folded(name), name)).collect(),
        }
    }

    /// The operation that a method of the client is for.
    pub(super) fn operation(&self, method: &str) -> Option<&Operation> {
        self.operations.get(&folded(method))
    }

    /// The schema that a place is in.
    pub(super) fn subject(&self, place: &Place) -> Option<Subject> {
        let pointer = Pointer::parse(&place.pointer).ok()?;
        let tokens: Vec<String> = pointer.tokens().map(std::borrow::Cow::into_owned).collect();
        let (mut item, rest) = match tokens.as_slice() {
            [components, schemas, name, rest @ ..]
                if components == "components" && schemas == "schemas" =>
            {
                (folded(name), rest)
            }
            [paths, path, method, part, rest @ ..] if paths == "paths" => {
                let operation = Pointer::from_tokens([paths, path, method]);
                let id = self.identifiers.get(operation.as_str())?;
                let suffix = match part.as_str() {
                    "requestBody" => "body",
                    "responses" => "response",
                    _ => return None,
                };
                (format!("{id}{suffix}"), rest)
            }
            _ => return None,
        };
        let mut property: Option<&String> = None;
        let mut in_items = false;
        let mut rest = rest.iter();
        while let Some(token) = rest.next() {
            match token.as_str() {
                "properties" => {
                    if let Some(outer) = property {
                        item.push_str(&folded(outer));
                        item.push_str(if in_items { "item" } else { "" });
                    }
                    property = rest.next();
                    in_items = false;
                }
                "items" => in_items = true,
                _ => {}
            }
        }
        Some(Subject {
            item,
            property: property.cloned(),
        })
    }

    /// The parameter that a place is in, by its folded name.
    pub(super) fn parameter(&self, place: &Place) -> Option<String> {
        let mut files = self.source.document.files();
        let file = files.find(|file| self.source.shown(file.name()) == place.file)?;
        let mut pointer = Pointer::parse(&place.pointer).ok();
        // The nearest object around that is a parameter.
        while let Some(at) = pointer {
            let node = file.pointer(&at);
            let text = |key| node.and_then(|node| node.get(key)?.as_str());
            if let (Some(name), Some(_)) = (text("name"), text("in")) {
                return Some(folded(name));
            }
            pointer = at.parent();
        }
        None
    }

    /// The folded names of the components that a type is put together from, its own first.
    pub(super) fn lineage(&self, item: &str) -> BTreeSet<String> {
        let item = folded(item);
        let mut names = BTreeSet::new();
        if let Some(schema) = self.component(&item) {
            collect(schema, DEEPEST, &mut |part| {
                let pointer = part.pointer();
                let name = pointer.strip_prefix("/components/schemas/");
                names.extend(name.filter(|name| !name.contains('/')).map(folded));
            });
        }
        names.insert(item);
        names
    }

    /// Whether the schema of a type requires a property; none if it is not found, or if several may be meant that differ.
    pub(super) fn requires(&self, item: &str, property: &str) -> Option<bool> {
        let item = folded(item);
        let schemas = match self.component(&item) {
            Some(schema) => vec![schema],
            None => self.of_operations(&item),
        };
        let answers = schemas.into_iter().map(|schema| {
            let mut required = false;
            collect(schema, DEEPEST, &mut |part| {
                let list = part.get("required");
                required |= list
                    .into_iter()
                    .flat_map(Item::items)
                    .any(|name| name.node().as_str() == Some(property));
            });
            required
        });
        let answers: BTreeSet<bool> = answers.collect();
        answers.first().copied().filter(|_| answers.len() == 1)
    }

    /// The schemas that a type may be generated from that stand in operations, or in place below their properties.
    fn of_operations(&self, item: &str) -> Vec<Item<'s>> {
        let named = self.inline.iter().filter_map(|(name, schemas)| {
            let rest = item.strip_prefix(name.as_str())?;
            Some(
                schemas
                    .iter()
                    .filter_map(move |schema| whole_or_within(*schema, rest)),
            )
        });
        named.flatten().collect()
    }

    /// The schema that a type is generated from: a component, or one that stands in place below the properties of one.
    fn component(&self, item: &str) -> Option<Item<'s>> {
        let components = self.source.document.components();
        let schema = |name: &str| Some(components.schema(name)?.item());
        if let Some(name) = self.components.get(item) {
            return schema(name);
        }
        self.components.iter().find_map(|(folded, name)| {
            let rest = item.strip_prefix(folded.as_str())?;
            within(schema(name)?, rest, DEEPEST)
        })
    }
}

/// The schemas of a body or a response that have no name of their own, whatever the media type.
fn inline_schemas(message: Item<'_>) -> impl Iterator<Item = Item<'_>> {
    let content = message.resolve().get("content");
    let media_types = content.into_iter().flat_map(Item::members);
    let schemas = media_types.filter_map(|(_, media_type)| media_type.get("schema"));
    schemas.filter(|schema| schema.target().is_none())
}

/// The schema below one of an operation: that itself, what its lists hold, or what stands below a property.
fn whole_or_within<'d>(schema: Item<'d>, rest: &str) -> Option<Item<'d>> {
    let of_item = rest.strip_prefix("item").and_then(|rest| {
        let items = schema
            .get("items")
            .filter(|items| items.target().is_none())?;
        within(items, rest, DEEPEST)
    });
    of_item.or_else(|| within(schema, rest, DEEPEST))
}

/// The schema below `schema` whose generated name goes on with `rest`.
fn within<'d>(schema: Item<'d>, rest: &str, depth: usize) -> Option<Item<'d>> {
    if rest.is_empty() {
        return Some(schema);
    }
    let depth = depth.checked_sub(1)?;
    let parts = schema.get("allOf").into_iter().flat_map(Item::items);
    for part in parts.chain([schema]) {
        let properties = part.get("properties").into_iter().flat_map(Item::members);
        for (name, property) in properties.filter(|(_, property)| property.target().is_none()) {
            let Some(rest) = rest.strip_prefix(&*folded(name)) else {
                continue;
            };
            let of_item = rest.strip_prefix("item").and_then(|rest| {
                let items = property.get("items")?;
                within(items, rest, depth)
            });
            if let Some(found) = of_item.or_else(|| within(property, rest, depth)) {
                return Some(found);
            }
        }
    }
    None
}

/// Visits a schema and those that are put together in it.
fn collect<'d>(schema: Item<'d>, depth: usize, visit: &mut impl FnMut(Item<'d>)) {
    let Some(depth) = depth.checked_sub(1) else {
        return;
    };
    visit(schema);
    let end = schema.resolve();
    if end != schema {
        collect(end, depth, visit);
    }
    let parts: Vec<Item<'d>> = schema
        .get("allOf")
        .into_iter()
        .flat_map(Item::items)
        .collect();
    for part in parts {
        collect(part, depth, visit);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents;
    use openapi_doc::MemoryFiles;

    const DOCUMENT: &str = "openapi: 3.0.3
info: { title: Pets, version: '1' }
paths:
  /pets/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get:
      operationId: get-pet
      parameters: [{ name: Page-Size, in: query, schema: { type: integer } }]
      responses: { '200': { description: One., content: { application/json: { schema: { $ref: '#/components/schemas/pet_dog' } } } } }
    put:
      operationId: put-pet
      requestBody: { content: { application/json: { schema: { type: object, required: [tag], properties: { tag: { type: string }, home: { type: object, required: [town] } } } } } }
      responses:
        '200': { description: All., content: { application/json: { schema: { type: array, items: { type: object, required: [id] } } } } }
        '400': { description: No., content: { application/json: { schema: { type: object, required: [why] } } } }
components:
  schemas:
    pet:
      type: object
      required: [name]
      properties:
        name: { type: string }
        home: { type: object, required: [street] }
        toys: { type: array, items: { type: object, required: [kind] } }
    pet_dog: { allOf: [{ $ref: '#/components/schemas/pet' }, { type: object, properties: { age: { type: integer } } }] }
";

    fn with_document(test: impl FnOnce(&Subjects<'_>)) {
        let files = MemoryFiles::new([("a.yaml", DOCUMENT)]);
        let source = documents::load("a.yaml", &files, "x:".to_owned(), None).unwrap();
        test(&Subjects::of(&source));
    }

    fn place(pointer: &str) -> Place {
        Place {
            file: "x:a.yaml".to_owned(),
            line: 1,
            column: 1,
            pointer: pointer.to_owned(),
            snippet: String::new(),
        }
    }

    #[test]
    fn a_place_belongs_to_a_type_and_a_property() {
        with_document(|subjects| {
            let of = |pointer| {
                let subject = subjects.subject(&place(pointer))?;
                Some((subject.item, subject.property))
            };
            let some = |item: &str, property: Option<&str>| {
                Some((item.to_owned(), property.map(str::to_owned)))
            };
            assert_eq!(
                of("/components/schemas/pet_dog/allOf/1/properties/age/type"),
                some("petdog", Some("age"))
            );
            assert_eq!(of("/components/schemas/pet/enum"), some("pet", None));
            assert_eq!(
                of("/components/schemas/pet/properties/toys/items/properties/name"),
                some("pettoysitem", Some("name"))
            );
            assert_eq!(
                of("/paths/~1pets~1{id}/get/responses/200/content/application~1json/schema"),
                some("getpetresponse", None)
            );
            assert_eq!(of("/info"), None);
        });
    }

    #[test]
    fn operations_parameters_and_components_are_found_by_generated_names() {
        with_document(|subjects| {
            let operation = subjects.operation("get_pet").unwrap();
            assert_eq!(
                (&*operation.method, &*operation.path),
                ("GET", "/pets/{id}")
            );
            let parameter = place("/paths/~1pets~1{id}/get/parameters/0/schema");
            assert_eq!(subjects.parameter(&parameter).as_deref(), Some("pagesize"));
            assert_eq!(subjects.parameter(&place("/info")), None);
            let lineage: Vec<String> = subjects.lineage("PetDog").into_iter().collect();
            assert_eq!(lineage, ["pet", "petdog"]);
            assert_eq!(subjects.requires("PetDog", "name"), Some(true));
            assert_eq!(subjects.requires("PetDog", "age"), Some(false));
            assert_eq!(subjects.requires("Cat", "age"), None);
            // Schemas that stand in operations.
            assert_eq!(subjects.requires("PutPetBody", "tag"), Some(true));
            assert_eq!(subjects.requires("PutPetBody", "name"), Some(false));
            assert_eq!(subjects.requires("PutPetBodyHome", "town"), Some(true));
            assert_eq!(subjects.requires("PutPetResponseItem", "id"), Some(true));
            // Two may be meant.
            assert_eq!(subjects.requires("PutPetResponse", "id"), Some(false));
            assert_eq!(subjects.requires("PutPetResponse", "why"), None);
            assert_eq!(subjects.requires("GetPetResponse", "name"), None);
            // Schemas without a name of their own.
            assert_eq!(subjects.requires("PetHome", "street"), Some(true));
            assert_eq!(subjects.requires("PetHome", "town"), Some(false));
            assert_eq!(subjects.requires("PetToysItem", "kind"), Some(true));
            assert_eq!(subjects.requires("PetToys", "kind"), Some(false));
        });
    }
}
