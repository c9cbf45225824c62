//! Generates the Rust client of an API that is versioned by date: one module per version date.
//!
//! The way of a document: the registry names it, `openapi-doc` loads it, `project` writes the part that
//! a client needs as plain JSON, `downgrade` says it in OpenAPI 3.0, `prepare` rewrites what progenitor would
//! get wrong (every rewrite is a [`Rewrite`] with its reason), progenitor writes Rust, `postprocess` makes
//! its enums open, its errors ours and its uploads what they are, `share` re-exports what an older date has
//! already, and the files are put on disk by a [`Plan`], atomically and only where they differ.
//!
//! [`generate`] does all of it in memory; the same plan is compared by `--check`, by tests, and written. Up to its printed
//! text each date is made in a thread of its own (`dated`); what has to do with two dates works on that text and on plain
//! descriptions (`types`), because syntax trees stay in the thread that made them.
//!
//! What progenitor cannot do is of three kinds. Most of it `prepare` says in another way, and `postprocess` makes of
//! the code what was meant: names that would meet in Rust (`spellings`), answers that differ by status, bodies and
//! parameters in other forms (`seams`), unions with a discriminator. What no client can do is an [`Obstacle`], found in
//! the document before anything is generated, all at once. What is left is caught and named as [`Refused`].
//!
//! A client crate that is not there yet is set up with all that it needs (`standalone`), so that it compiles alone.
//!
//! ```no_run
//! use std::path::Path;
//!
//! let root = Path::new(".");
//! let registry = registry::Registry::parse(
//!     "openapi/specdate.toml",
//!     &std::fs::read_to_string(root.join("openapi/specdate.toml"))?,
//! ).map_err(|problems| format!("{problems:?}"))?;
//! let files = openapi_doc::FileSystem::new(root)?;
//!
//! let generation = openapi_codegen::generate(&registry, "openapi", &files, None)
//!     .map_err(|errors| format!("{errors:?}"))?;
//! for file in generation.plan.compare(root)? {
//!     println!("{}: {:?}", file.path, file.status);
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod convert;
mod dated;
mod downgrade;
mod draft;
mod error;
mod fingerprint;
mod generate;
mod generator;
mod header;
mod index;
mod manifest;
mod media_type;
mod names;
mod obstacles;
mod plan;
mod postprocess;
mod prepare;
mod project;
mod raw_body;
mod render;
mod rewrite;
mod seams;
mod share;
mod spellings;
mod standalone;
mod surface;
mod types;

pub use convert::{Conversion, Convertible};
pub use dated::{Prepared, prepared};
pub use error::GenerateError;
pub use fingerprint::Fingerprint;
pub use generate::{DocumentReport, Generation, generate, listing_path};
pub use generator::Refused;
pub use header::{Header, MARK, is_generated};
pub use manifest::ManifestError;
pub use obstacles::{Obstacle, obstacles};
pub use plan::{FileError, FileStatus, Plan, Status};
pub use postprocess::UnexpectedShape;
pub use rewrite::{Rewrite, Rewrites, Rule};
pub use surface::{
    Argument, Assumption, Definition, Field, Listing, ListingError, OperationSurface, Surface,
    SurfaceChange, SurfaceChangeKind, Variant, surface_changes,
};
