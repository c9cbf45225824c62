//! OpenAPI 3.0 and 3.1 documents: read, checked, and given one typed model.
//!
//! [`load()`] reads a document and every local file that it references, and answers with a [`Document`] or with every
//! [`Problem`] at once, each with file, line and column. The model consists of cheap views on the source trees:
//! nothing is copied, a `$ref` is an edge that is followed on demand, and every view knows where it stands. What a
//! document may contain is data ([`vocabulary`]), so what is checked and what is known cannot differ.
//!
//! On top of the model: which schemas stand in requests and which in responses ([`schemas_in_role`]), what the
//! generated client does not enforce on responses ([`relax`]), and the canonical surface for review ([`surface`]).
//!
//! ```
//! use openapi_doc::{Limits, MemoryFiles, load};
//!
//! let files = MemoryFiles::new([
//!     ("api.yaml", "
//! openapi: 3.1.1
//! info: { title: Pets, version: '1' }
//! paths:
//!   /pets:
//!     get:
//!       operationId: list_pets
//!       responses:
//!         '200':
//!           description: All pets.
//!           content: { application/json: { schema: { $ref: 'schemas.yaml#/Pets' } } }
//! "),
//!     ("schemas.yaml", "Pets: { type: array, items: { type: string } }"),
//! ]);
//! let document = load("api.yaml", &files, &Limits::default()).unwrap();
//! let operation = document.operations().next().unwrap();
//! let response = operation.responses().next().unwrap();
//! let (_, content) = response.content().next().unwrap();
//! let pets = content.schema().unwrap().resolve();
//! assert_eq!(pets.location().to_string(), "schemas.yaml:1:7");
//!
//! // A mistake is answered with its place and the next step.
//! let files = MemoryFiles::new([("api.yaml", "openapi: 3.1.1\ninfo: { title: Pets, version: '1' }\npath: {}\n")]);
//! let problems = load("api.yaml", &files, &Limits::default()).unwrap_err();
//! assert_eq!(
//!     problems[1].to_string(),
//!     "api.yaml:3:1: an OpenAPI Object has no member `path` [unknown-member]\n  help: did you mean `paths`?"
//! );
//! ```

mod files;
mod load;
pub mod model;
pub mod parallel;
mod problem;
mod reach;
mod reference;
pub mod relax;
mod spelling;
pub mod surface;
mod validate;
mod version;
pub mod vocabulary;

pub use files::{FileError, FileSystem, Files, MemoryFiles};
pub use load::{Limits, load};
pub use model::*;
pub use problem::{Location, PROBLEM_CODES, Problem};
pub use reach::{Role, Roles, schemas_in_role};
pub use version::SpecVersion;
