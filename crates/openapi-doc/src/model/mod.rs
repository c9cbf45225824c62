//! The typed model: cheap views on the source trees, and an arena of schemas.
//!
//! Nothing is copied out of the trees. A view knows its document and its node; a `$ref` is followed on demand, so a
//! document costs memory in proportion to its bytes, however its references are laid out.

mod document;
mod index;
mod item;
mod operation;
mod parameter;
mod response;
mod schema;
mod security;
mod types;

pub use document::{Components, Document, Info, Server, Tag};
pub(crate) use index::Index;
pub use index::{FileId, NodeRef, SchemaId};
pub use item::Item;
pub use operation::{Callback, Method, Operation, PathItem};
pub use parameter::{Parameter, ParameterIn};
pub use response::{Header, MediaType, RequestBody, Response, StatusKey};
pub use schema::{NullSpelling, Property, Schema};
pub use security::{SecurityRequirement, SecurityScheme, SecuritySchemeKind};
pub use types::{Type, TypeSet};
