//! What a document says that the generated client cannot do, or does in a way that the document does not say.
//!
//! Everything that [`prepare`](crate::prepared) can mend is mended and is no obstacle. The rest is found here, all at
//! once and before anything is generated, because progenitor would stop at the first of it, without a place.

mod bodies;
mod endless;
mod nothing_fits;
mod parameters;
mod unions;

use std::fmt;

use openapi_doc::{Document, Item, Location, Operation, Roles, Schema, schemas_in_role};
use registry::{Api, Severity};

/// A place of a document that a generated client cannot follow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obstacle {
    /// The stable name of its kind.
    pub id: &'static str,
    /// An error stops generation; with a warning the client is generated, and differs from the document as it says.
    pub severity: Severity,
    /// Where in the source.
    pub location: Location,
    /// The operation, as method and path, where it is one operation's.
    pub operation: Option<String>,
    /// What is there, and what becomes of it.
    pub message: String,
    /// What to do about it.
    pub next_step: String,
}

/// `a.yaml:3:5: POST /pets: … (at /paths/~1pets/post) [parameter-not-sendable]`
impl fmt::Display for Obstacle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            id,
            severity: _,
            location,
            operation: _,
            message: _,
            next_step,
        } = self;
        write!(
            f,
            "{location}: {} [{id}]\n  help: {next_step}",
            self.sentence()
        )
    }
}

impl Obstacle {
    /// The message with the operation in front of it and the JSON pointer behind it.
    #[must_use]
    pub fn sentence(&self) -> String {
        let operation = self
            .operation
            .as_deref()
            .map(|operation| format!("{operation}: "));
        format!(
            "{}{} (at {})",
            operation.unwrap_or_default(),
            self.message,
            self.location.pointer
        )
    }
}

/// Finds all of them, by place. An API without a client has none.
///
/// ```
/// use openapi_doc::{Limits, MemoryFiles, load};
/// use registry::Registry;
///
/// let registry = Registry::parse(
///     "specdate.toml",
///     "[api.pets.client]\ncrate = \"pets\"\n[[api.pets.versions]]\ndate = \"2026-01-01\"\nstate = \"draft\"\n",
/// ).map_err(|problems| format!("{problems:?}"))?;
/// let document = "{openapi: 3.0.3, info: {title: Pets, version: '1'}, paths: {/pets: {get: {parameters: \
///     [{name: X-Box, in: header, schema: {type: object}}], responses: {'204': {description: d}}}}}}";
/// let files = MemoryFiles::new([("pets.yaml", document)]);
/// let document = load("pets.yaml", &files, &Limits::default()).map_err(|problems| format!("{problems:?}"))?;
///
/// let obstacles = openapi_codegen::obstacles(&document, registry.api("pets")?);
/// assert_eq!(obstacles.first().map(|obstacle| obstacle.id), Some("parameter-not-sendable"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn obstacles(document: &Document, api: &Api) -> Vec<Obstacle> {
    obstacles_in(document, api, &schemas_in_role(document))
}

/// The same, with what is known of the document's schemas.
pub(crate) fn obstacles_in(document: &Document, api: &Api, roles: &Roles) -> Vec<Obstacle> {
    if api.client.is_none() {
        return Vec::new();
    }
    let mut found = Found::default();
    for operation in document.operations() {
        parameters::find(operation, api, &mut found);
        bodies::find(operation, &mut found);
    }
    let schemas = document.schemas();
    // Those that a client has to do with.
    let schemas: Vec<Schema<'_>> = schemas
        .filter(|schema| roles.is_reached(schema.id()))
        .collect();
    endless::find(&schemas, &mut found);
    nothing_fits::find(&schemas, &mut found);
    unions::find(&schemas, roles, &mut found);
    let mut obstacles = found.0;
    let place = |obstacle: &Obstacle| {
        let Location {
            file,
            line,
            column,
            pointer,
        } = obstacle.location.clone();
        (
            file,
            line,
            column,
            pointer,
            obstacle.id,
            obstacle.message.clone(),
        )
    };
    obstacles.sort_by_cached_key(place);
    obstacles.dedup_by_key(|obstacle| place(obstacle));
    obstacles
}

/// Collects what is found.
#[derive(Default)]
struct Found(Vec<Obstacle>);

/// The fixed part of a kind of obstacle.
struct Kind {
    id: &'static str,
    severity: Severity,
    next_step: &'static str,
}

impl Found {
    fn add(
        &mut self,
        kind: &Kind,
        at: Item<'_>,
        operation: Option<Operation<'_>>,
        message: impl Into<String>,
    ) {
        self.0.push(Obstacle {
            id: kind.id,
            severity: kind.severity,
            location: at.location(),
            operation: operation.map(|operation| {
                format!(
                    "{} {}",
                    operation.method().as_str().to_uppercase(),
                    operation.template()
                )
            }),
            message: message.into(),
            next_step: kind.next_step.to_owned(),
        });
    }
}
