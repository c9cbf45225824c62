//! The document as a whole: files, info, servers, components, tags.

use std::fmt;

use foldhash::HashMap;
use source_tree::SourceTree;

use super::{
    Callback, FileId, Header, Index, Item, NodeRef, Operation, Parameter, PathItem, RequestBody,
    Response, Schema, SchemaId, SecurityRequirement, SecurityScheme, operation, security,
};
use crate::load;
use crate::problem::Location;
use crate::version::SpecVersion;

/// A document that was read without a problem, with all files that it references.
///
/// ```
/// use openapi_doc::{Limits, MemoryFiles, load};
///
/// let files = MemoryFiles::new([("api.yaml", r##"
/// openapi: 3.1.1
/// info: { title: Pets, version: "1" }
/// paths:
///   /pets/{id}:
///     parameters:
///       - { name: id, in: path, required: true, schema: { type: string } }
///     get:
///       operationId: get_pet
///       responses:
///         "200":
///           description: A pet.
///           content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } }
/// components:
///   schemas:
///     Pet: { type: object, required: [name], properties: { name: { type: [string, "null"] } } }
/// "##)]);
/// let document = load("api.yaml", &files, &Limits::default()).unwrap();
/// let operation = document.operations().next().unwrap();
/// assert_eq!((operation.method().as_str(), operation.template()), ("GET", "/pets/{id}"));
/// assert_eq!(operation.parameters()[0].name(), "id");
///
/// let response = operation.responses().next().unwrap();
/// let (media_type, content) = response.content().next().unwrap();
/// assert_eq!((response.status().to_string().as_str(), media_type), ("200", "application/json"));
/// let pet = content.schema().unwrap().resolve();
/// let name = pet.property("name").unwrap();
/// assert!(name.required() && name.schema().null_spelling().is_some());
/// assert_eq!(name.schema().location().to_string(), "api.yaml:16:64");
/// ```
pub struct Document {
    version: SpecVersion,
    trees: Vec<SourceTree>,
    index: Index,
}

impl Document {
    pub(crate) fn new(version: SpecVersion, trees: Vec<SourceTree>, index: Index) -> Self {
        Self {
            version,
            trees,
            index,
        }
    }

    pub(crate) fn index(&self) -> &Index {
        &self.index
    }

    pub(crate) fn trees(&self) -> &[SourceTree] {
        &self.trees
    }

    /// The specification that the document follows.
    #[must_use]
    pub fn version(&self) -> SpecVersion {
        self.version
    }

    /// The name of the file that was given to [`load`](crate::load()).
    #[must_use]
    pub fn name(&self) -> &str {
        self.trees.first().map_or("", SourceTree::name)
    }

    /// Every file that was read, the entry first, then in the order in which they are referenced first. Names are
    /// relative to the root; [`SourceTree::source`] is the text as it was read, without a byte order mark.
    #[must_use]
    pub fn files(&self) -> impl ExactSizeIterator<Item = &SourceTree> {
        self.trees.iter()
    }

    /// The number of each file, in the order of [`files`](Self::files).
    pub fn file_ids(&self) -> impl ExactSizeIterator<Item = FileId> + use<> {
        (0..self.trees.len()).map(FileId::new)
    }

    /// The file that was read under a name; `None` if there is none.
    #[must_use]
    pub fn file_named(&self, name: &str) -> Option<FileId> {
        let index = self.trees.iter().position(|tree| tree.name() == name)?;
        Some(FileId::new(index))
    }

    /// One file.
    #[must_use]
    pub fn tree(&self, file: FileId) -> Option<&SourceTree> {
        self.trees.get(file.index())
    }

    /// The outermost object of the entry file.
    ///
    #[must_use]
    #[expect(
        clippy::indexing_slicing,
        reason = "a document is only made with an entry"
    )]
    pub fn root(&self) -> Item<'_> {
        Item::new(self, FileId::ENTRY, self.trees[0].root())
    }

    /// The value at a node; `None` if `at` is of another document.
    #[must_use]
    pub fn item(&self, at: NodeRef) -> Option<Item<'_>> {
        Some(Item::new(self, at.file, self.tree(at.file)?.node(at.node)?))
    }

    /// Every reference: the object that has the `$ref`, or the string of a discriminator mapping, with what it leads to.
    /// Sorted by where they stand; those that only led to themselves are left out.
    ///
    /// ```
    /// use openapi_doc::{Limits, MemoryFiles, load};
    ///
    /// let text = "
    /// openapi: 3.1.1
    /// info: { title: Pets, version: '1' }
    /// components:
    ///   schemas:
    ///     Pet: { type: object }
    ///     Cat: { $ref: '#/components/schemas/Pet' }
    /// ";
    /// let document = load("a.yaml", &MemoryFiles::new([("a.yaml", text)]), &Limits::default()).unwrap();
    /// let places: Vec<_> = document
    ///     .references()
    ///     .map(|(from, target)| (document.location(from).line, document.location(target).line))
    ///     .collect();
    /// assert_eq!(places, [(7, 6)]);
    /// ```
    #[must_use]
    pub fn references(&self) -> impl ExactSizeIterator<Item = (NodeRef, NodeRef)> {
        self.index.references().iter().copied()
    }

    /// Where a node stands, for people.
    #[must_use]
    pub fn location(&self, at: NodeRef) -> Location {
        load::locate(&self.trees, at)
    }

    /// The Info Object.
    #[must_use]
    pub fn info(&self) -> Info<'_> {
        Info(self.root().get("info").unwrap_or_else(|| self.root()))
    }

    /// The servers of the document, in source order. Empty where none is written; OpenAPI then reads `/`.
    pub fn servers(&self) -> impl Iterator<Item = Server<'_>> {
        self.root()
            .get("servers")
            .into_iter()
            .flat_map(Item::items)
            .map(Server)
    }

    /// The path items in source order.
    pub fn paths(&self) -> impl Iterator<Item = PathItem<'_>> {
        operation::path_items(self.root().get("paths"), operation::Place::Path)
    }

    /// The webhooks in source order: `webhooks` of 3.1, and `x-webhooks`, its customary spelling in 3.0.
    pub fn webhooks(&self) -> impl Iterator<Item = PathItem<'_>> {
        let name = match self.version {
            SpecVersion::V3_0 => "x-webhooks",
            SpecVersion::V3_1 => "webhooks",
        };
        operation::path_items(self.root().get(name), operation::Place::Webhook)
    }

    /// The operations of all paths in source order; webhooks and callbacks are not among them.
    pub fn operations(&self) -> impl Iterator<Item = Operation<'_>> {
        self.paths().flat_map(PathItem::operations)
    }

    /// Operations by `operationId`, those of webhooks included.
    #[must_use]
    pub fn operations_by_id(&self) -> HashMap<&str, Operation<'_>> {
        let webhooks = self.webhooks().flat_map(PathItem::operations);
        self.operations()
            .chain(webhooks)
            .filter_map(|operation| Some((operation.operation_id()?, operation)))
            .collect()
    }

    /// The reusable parts.
    #[must_use]
    pub fn components(&self) -> Components<'_> {
        Components(self.root().get("components"))
    }

    /// The alternatives of credentials that operations need unless they say otherwise.
    #[must_use]
    pub fn security(&self) -> Vec<SecurityRequirement<'_>> {
        security::requirements(self.root().get("security"))
    }

    /// The declared tags in source order.
    pub fn tags(&self) -> impl Iterator<Item = Tag<'_>> {
        self.root()
            .get("tags")
            .into_iter()
            .flat_map(Item::items)
            .map(Tag)
    }

    /// One schema; `None` if `id` is of another document.
    #[must_use]
    pub fn schema(&self, id: SchemaId) -> Option<Schema<'_>> {
        let entry = self.index.schema(id)?;
        Some(Schema::new(id, self.item(entry.at)?))
    }

    /// The schema that stands at a node.
    #[must_use]
    pub fn schema_at(&self, at: NodeRef) -> Option<Schema<'_>> {
        self.schema(self.index.schema_at(at)?)
    }

    /// Every place where a schema stands, by id.
    pub fn schemas(&self) -> impl Iterator<Item = Schema<'_>> {
        self.index
            .schemas()
            .filter_map(|(id, entry)| Some(Schema::new(id, self.item(entry.at)?)))
    }

    /// The number of schemas; ids are below it.
    #[must_use]
    pub fn schema_count(&self) -> usize {
        self.index.schemas().len()
    }
}

/// Documents may hold secrets in their examples, so the content is not shown.
impl fmt::Debug for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Document")
            .field("version", &self.version)
            .field("files", &self.trees)
            .field("schemas", &self.schema_count())
            .finish_non_exhaustive()
    }
}

/// The Info Object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Info<'d>(Item<'d>);

impl<'d> Info<'d> {
    /// Where it stands, with all members.
    #[must_use]
    pub fn item(self) -> Item<'d> {
        self.0
    }

    /// The title of the API.
    #[must_use]
    pub fn title(self) -> &'d str {
        self.0.text("title").unwrap_or_default()
    }

    /// The version of the document (not of OpenAPI).
    #[must_use]
    pub fn version(self) -> &'d str {
        self.0.text("version").unwrap_or_default()
    }

    /// What the API does.
    #[must_use]
    pub fn description(self) -> Option<&'d str> {
        self.0.text("description")
    }
}

/// A Server Object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Server<'d>(pub(crate) Item<'d>);

impl<'d> Server<'d> {
    /// Where it stands, with all members.
    #[must_use]
    pub fn item(self) -> Item<'d> {
        self.0
    }

    /// The address, with `{variables}`, possibly relative.
    #[must_use]
    pub fn url(self) -> &'d str {
        self.0.text("url").unwrap_or_default()
    }

    /// The variables of the address: name, default, permitted values (empty: any).
    pub fn variables(self) -> impl Iterator<Item = (&'d str, &'d str, Vec<&'d str>)> {
        self.0
            .get("variables")
            .into_iter()
            .flat_map(Item::members)
            .map(|(name, variable)| {
                let values = variable.get("enum").into_iter().flat_map(Item::items);
                let values = values.filter_map(|value| value.node().as_str()).collect();
                (name, variable.text("default").unwrap_or_default(), values)
            })
    }
}

/// A Tag Object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tag<'d>(Item<'d>);

impl<'d> Tag<'d> {
    /// Where it stands, with all members.
    #[must_use]
    pub fn item(self) -> Item<'d> {
        self.0
    }

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'d str {
        self.0.text("name").unwrap_or_default()
    }
}

/// The Components Object. Values are resolved: a component that is a `$ref` gives what that leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Components<'d>(Option<Item<'d>>);

impl<'d> Components<'d> {
    fn of(self, kind: &'static str) -> impl Iterator<Item = (&'d str, Item<'d>)> {
        self.0
            .and_then(|item| item.get(kind))
            .into_iter()
            .flat_map(Item::members)
    }

    fn resolved(self, kind: &'static str) -> impl Iterator<Item = (&'d str, Item<'d>)> {
        self.of(kind).map(|(name, item)| (name, item.resolve()))
    }

    /// Where they stand, if the document has any.
    #[must_use]
    pub fn item(self) -> Option<Item<'d>> {
        self.0
    }

    /// The schemas, not resolved: [`Schema::resolve`] follows a `$ref`.
    pub fn schemas(self) -> impl Iterator<Item = (&'d str, Schema<'d>)> {
        self.of("schemas")
            .filter_map(|(name, item)| Some((name, item.schema()?)))
    }

    /// One schema, not resolved.
    #[must_use]
    pub fn schema(self, name: &str) -> Option<Schema<'d>> {
        self.0?.get("schemas")?.get(name)?.schema()
    }

    /// The parameters.
    pub fn parameters(self) -> impl Iterator<Item = (&'d str, Parameter<'d>)> {
        self.resolved("parameters")
            .map(|(name, item)| (name, Parameter::new(item)))
    }

    /// The responses.
    pub fn responses(self) -> impl Iterator<Item = (&'d str, Response<'d>)> {
        // A response has no status before an operation gives it one; its component has the place of `default`.
        self.resolved("responses")
            .map(|(name, item)| (name, Response::new(super::StatusKey::Default, item)))
    }

    /// The headers.
    pub fn headers(self) -> impl Iterator<Item = (&'d str, Header<'d>)> {
        self.resolved("headers")
            .map(|(name, item)| (name, Header::new(name, item)))
    }

    /// The request bodies.
    pub fn request_bodies(self) -> impl Iterator<Item = (&'d str, RequestBody<'d>)> {
        self.resolved("requestBodies")
            .map(|(name, item)| (name, RequestBody::new(item)))
    }

    /// The security schemes.
    pub fn security_schemes(self) -> impl Iterator<Item = (&'d str, SecurityScheme<'d>)> {
        self.resolved("securitySchemes")
            .map(|(name, item)| (name, SecurityScheme::new(name, item)))
    }

    /// One security scheme.
    #[must_use]
    pub fn security_scheme(self, name: &str) -> Option<SecurityScheme<'d>> {
        let schemes = self.0?.get("securitySchemes")?;
        let (key, _) = schemes.node().as_object()?.get_member(name)?;
        Some(SecurityScheme::new(
            key.as_str(),
            schemes.get(name)?.resolve(),
        ))
    }

    /// The callbacks.
    pub fn callbacks(self) -> impl Iterator<Item = (&'d str, Callback<'d>)> {
        self.resolved("callbacks")
            .map(|(name, item)| (name, Callback::new(name, item)))
    }

    /// The path items (3.1). They have no path of their own before a path references them, so they count as inbound.
    pub fn path_items(self) -> impl Iterator<Item = PathItem<'d>> {
        operation::path_items(
            self.0.and_then(|item| item.get("pathItems")),
            operation::Place::Callback,
        )
    }
}
