//! Which schemas stand in requests, which in responses.

use crate::model::{Document, Header, MediaType, Operation, Schema, SchemaId};

/// Where a schema stands, seen from the client: `Request` is what the client sends, `Response` what the server sends.
/// Webhooks and callbacks, whose requests the server sends, swap them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The client sends it.
    Request,
    /// The server sends it.
    Response,
}

impl Role {
    /// The other one.
    #[must_use]
    pub fn swapped(self) -> Self {
        match self {
            Self::Request => Self::Response,
            Self::Response => Self::Request,
        }
    }
}

/// The roles that schemas of one document are reached in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Roles {
    /// By schema: bit 0 for `Request`, bit 1 for `Response`.
    reached: Vec<u8>,
}

impl Roles {
    /// Whether a schema is reached in a role.
    #[must_use]
    pub fn contains(&self, schema: SchemaId, role: Role) -> bool {
        self.reached
            .get(schema.index())
            .is_some_and(|roles| roles & bit(role) != 0)
    }

    /// Whether a schema is reached at all: components that nothing uses are not.
    #[must_use]
    pub fn is_reached(&self, schema: SchemaId) -> bool {
        self.reached
            .get(schema.index())
            .is_some_and(|roles| *roles != 0)
    }
}

fn bit(role: Role) -> u8 {
    match role {
        Role::Request => 1,
        Role::Response => 2,
    }
}

/// Finds the roles of every schema: parameters and request bodies are requests; responses and their headers are
/// responses; webhooks and callbacks swap them. `$ref`s, subschemas and the targets of discriminator mappings are
/// followed. Each schema is visited at most once per role, whatever number of references lead to it.
///
/// ```
/// use openapi_doc::{Limits, MemoryFiles, Role, load, schemas_in_role};
///
/// let files = MemoryFiles::new([("api.yaml", r##"
/// openapi: 3.0.3
/// info: { title: Pets, version: "1" }
/// paths:
///   /pets:
///     get:
///       responses:
///         "200":
///           description: Pets.
///           content: { application/json: { schema: { $ref: "#/components/schemas/Pets" } } }
/// components:
///   schemas:
///     Pets: { type: array, items: { $ref: "#/components/schemas/Pet" } }
///     Pet: { type: string }
///     Unused: { type: string }
/// "##)]);
/// let document = load("api.yaml", &files, &Limits::default()).unwrap();
/// let roles = schemas_in_role(&document);
/// let id = |name| document.components().schema(name).unwrap().id();
/// assert!(roles.contains(id("Pet"), Role::Response) && !roles.contains(id("Pet"), Role::Request));
/// assert!(!roles.is_reached(id("Unused")));
/// ```
#[must_use]
pub fn schemas_in_role(document: &Document) -> Roles {
    let mut search = Search {
        roles: Roles {
            reached: vec![0; document.schema_count()],
        },
        open: Vec::new(),
        operations: foldhash::HashSet::default(),
    };
    for path in document.paths().chain(document.webhooks()) {
        for operation in path.operations() {
            search.operation(operation);
        }
    }
    search.run();
    search.roles
}

struct Search<'d> {
    roles: Roles,
    open: Vec<(Schema<'d>, Role)>,
    /// Operations (by place, and whether they are inbound) that were seen: callbacks may contain themselves by
    /// reference.
    operations: foldhash::HashSet<(crate::model::NodeRef, bool)>,
}

impl<'d> Search<'d> {
    fn operation(&mut self, operation: Operation<'d>) {
        let mut open = vec![operation];
        while let Some(operation) = open.pop() {
            if !self
                .operations
                .insert((operation.item().at(), operation.is_inbound()))
            {
                continue;
            }
            let request = if operation.is_inbound() {
                Role::Response
            } else {
                Role::Request
            };
            for parameter in operation.parameters() {
                self.open(parameter.schema(), request);
                if let Some((_, media_type)) = parameter.content() {
                    self.media_type(media_type, request);
                }
            }
            for (_, media_type) in operation
                .request_body()
                .into_iter()
                .flat_map(crate::model::RequestBody::content)
            {
                self.media_type(media_type, request);
            }
            for response in operation.responses() {
                for (_, media_type) in response.content() {
                    self.media_type(media_type, request.swapped());
                }
                for header in response.headers() {
                    self.header(header, request.swapped());
                }
            }
            for callback in operation.callbacks() {
                open.extend(
                    callback
                        .path_items()
                        .flat_map(crate::model::PathItem::operations),
                );
            }
        }
    }

    fn media_type(&mut self, media_type: MediaType<'d>, role: Role) {
        self.open(media_type.schema(), role);
        for (property, _) in media_type.encodings() {
            for header in media_type.encoding_headers(property) {
                self.header(header, role);
            }
        }
    }

    fn header(&mut self, header: Header<'d>, role: Role) {
        self.open(header.schema(), role);
        if let Some((_, media_type)) = header.content() {
            self.open(media_type.schema(), role);
        }
    }

    fn open(&mut self, schema: Option<Schema<'d>>, role: Role) {
        let Some(schema) = schema else { return };
        if let Some(roles) = self.roles.reached.get_mut(schema.id().index())
            && *roles & bit(role) == 0
        {
            *roles |= bit(role);
            self.open.push((schema, role));
        }
    }

    fn run(&mut self) {
        while let Some((schema, role)) = self.open.pop() {
            self.open(schema.target(), role);
            for (keyword, child) in schema.children() {
                // Definitions stand nowhere until something references them.
                if keyword != "$defs" {
                    self.open(Some(child), role);
                }
            }
            for (_, arm) in schema.discriminator_mapping() {
                self.open(Some(arm), role);
            }
        }
    }
}
