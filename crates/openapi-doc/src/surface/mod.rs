//! The canonical surface of a document: what it says, one line a member, however it spells it.
//!
//! The listing does not depend on how `$ref`s are laid out, on the names of components, on the order of members, on
//! the version of OpenAPI or on its several spellings of one meaning, and it leaves out descriptions and examples. It
//! is what snapshot tests keep and what a reviewer reads; [`Surface::diff`] is a first, unjudged listing of changes.

mod decimal;
mod diff;
mod expand;
mod facts;
mod location;
mod render;

use std::fmt;

use facts::Facts;

use crate::model::Document;

pub use diff::{Change, SurfaceChange};

/// How large a surface may get. Types are written out wherever they are used, so a document whose schemas refer to
/// each other densely has a surface that is exponentially larger than itself.
///
/// ```
/// assert_eq!(openapi_doc::surface::SurfaceLimits::default().max_lines, 250_000);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SurfaceLimits {
    /// The most lines.
    pub max_lines: usize,
    /// The most levels of members inside members, and of schemas inside `allOf`.
    pub max_depth: usize,
}

impl Default for SurfaceLimits {
    /// 250,000 lines (GitHub's description of 1000 operations takes 208,000) and 64 levels.
    fn default() -> Self {
        Self {
            max_lines: 250_000,
            max_depth: 64,
        }
    }
}

/// Why a document has no surface: it is over a limit.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "the surface is too large at {operation}: {what} (limit `{limit}`); raise `SurfaceLimits::{limit}`, or compare the documents without their surfaces"
)]
pub struct SurfaceError {
    limit: &'static str,
    what: String,
    operation: String,
}

impl SurfaceError {
    /// The field of [`SurfaceLimits`] that was exceeded.
    #[must_use]
    pub fn limit(&self) -> &'static str {
        self.limit
    }
}

/// The canonical surface of a document. `Display` writes the listing.
///
/// ```
/// use openapi_doc::{Limits, MemoryFiles, load, surface::{Surface, SurfaceLimits}};
///
/// let files = MemoryFiles::new([("api.yaml", r##"
/// openapi: 3.0.3
/// info: { title: Pets, version: "1" }
/// paths:
///   /pets/{id}:
///     get:
///       operationId: get_pet
///       parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
///       responses:
///         "200":
///           description: A pet.
///           content:
///             application/json:
///               schema:
///                 type: object
///                 required: [kind]
///                 properties:
///                   name: { type: string, nullable: true, x-pii: true }
///                   kind: { type: string, enum: [dog, cat] }
/// "##)]);
/// let document = load("api.yaml", &files, &Limits::default()).unwrap();
/// let surface = Surface::of(&document, &SurfaceLimits::default()).unwrap();
/// assert_eq!(surface.to_string(), "\
/// GET /pets/{id}  get_pet
///   path id: string  required
///   200 application/json: object
///     .kind: \"cat\" | \"dog\"  required
///     .name: string | null  pii
/// ");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Surface {
    /// The addresses that operations have unless they say otherwise.
    servers: String,
    operations: Vec<OperationSurface>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct OperationSurface {
    /// What makes it the same operation: template and method.
    key: String,
    /// `GET /pets`.
    name: String,
    /// Id, security, servers, deprecation.
    details: String,
    places: Vec<PlaceSurface>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct PlaceSurface {
    /// What makes it the same place.
    key: String,
    name: String,
    /// The first line is about the place itself and has an empty path.
    lines: Vec<Line>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    path: String,
    /// The path of the line that it is inside of.
    parent: Option<String>,
    facts: Facts,
}

impl Surface {
    /// The surface of a document.
    ///
    /// # Errors
    ///
    /// [`SurfaceError`] where the surface would exceed a limit: it is never cut short.
    pub fn of(document: &Document, limits: &SurfaceLimits) -> Result<Self, SurfaceError> {
        expand::surface(document, limits)
    }

    /// The number of lines of the listing.
    #[must_use]
    pub fn line_count(&self) -> usize {
        self.operations
            .iter()
            .map(|operation| {
                1 + operation
                    .places
                    .iter()
                    .map(|place| place.lines.len())
                    .sum::<usize>()
            })
            .sum()
    }

    /// What changed from `base` to `revision`, sorted by operation and place. A change of a member that is gone or new
    /// altogether is listed once, without its members.
    #[must_use]
    pub fn diff(base: &Self, revision: &Self) -> Vec<SurfaceChange> {
        diff::diff(base, revision)
    }
}

impl fmt::Display for Surface {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        render::surface(self, f)
    }
}

/// Counts work, and ends it.
struct Budget {
    limits: SurfaceLimits,
    lines: usize,
    steps: usize,
    /// Where the work stands, for the error.
    operation: String,
}

impl Budget {
    fn new(limits: &SurfaceLimits) -> Self {
        Self {
            limits: *limits,
            lines: 0,
            steps: 0,
            operation: String::new(),
        }
    }

    fn error(&self, limit: &'static str, what: String) -> SurfaceError {
        SurfaceError {
            limit,
            what,
            operation: self.operation.clone(),
        }
    }

    fn line(&mut self, depth: usize) -> Result<(), SurfaceError> {
        self.lines += 1;
        if self.lines > self.limits.max_lines {
            return Err(self.error(
                "max_lines",
                format!("more than {} lines", self.limits.max_lines),
            ));
        }
        self.depth(depth)
    }

    /// One schema looked at. Most lines take a few; a line that takes hundreds is an attack on the time limit.
    fn step(&mut self, depth: usize) -> Result<(), SurfaceError> {
        const PER_LINE: usize = 50;
        self.steps += 1;
        if self.steps > self.limits.max_lines.saturating_mul(PER_LINE) {
            let what = format!(
                "more than {PER_LINE} schemas for each of {} lines",
                self.limits.max_lines
            );
            return Err(self.error("max_lines", what));
        }
        self.depth(depth)
    }

    fn depth(&self, depth: usize) -> Result<(), SurfaceError> {
        if depth > self.limits.max_depth {
            return Err(self.error(
                "max_depth",
                format!("more than {} levels", self.limits.max_depth),
            ));
        }
        Ok(())
    }
}
