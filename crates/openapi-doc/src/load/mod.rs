//! From a file name to a [`Document`], or to every problem that the document has.

mod cycles;
mod loader;
mod problems;
mod targets;

use crate::files::Files;
use crate::model::Document;
use crate::problem::Problem;

pub(crate) use problems::{Problems, locate, quote};

/// How much input is read before it is refused.
///
/// ```
/// let limits = openapi_doc::Limits { max_files: 10, ..Default::default() };
/// assert_eq!(limits.max_problems, 1000);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bounds on each file.
    pub source: source_tree::Limits,
    /// The most files of one document.
    pub max_files: usize,
    /// The most bytes of all files of one document together.
    pub max_total_bytes: u64,
    /// The most problems that are reported; one more says how many were left out.
    pub max_problems: usize,
}

impl Default for Limits {
    /// The bounds of [`source_tree::Limits`] on each file, 1000 files, 256 MiB together, 1000 problems.
    fn default() -> Self {
        Self {
            source: source_tree::Limits::default(),
            max_files: 1000,
            max_total_bytes: 256 << 20,
            max_problems: 1000,
        }
    }
}

/// Reads the document `entry` and every local file that it references.
///
/// `entry` is a name relative to the root of `files`. Nothing is expanded: a `$ref` becomes an edge of the model. The
/// cost is linear in the bytes read.
///
/// # Errors
///
/// Every problem that was found, sorted by file (in the order in which they are referenced), line and column: violations
/// of the specification, references that lead nowhere; last, files that are no JSON or YAML. There is at least one.
///
/// ```
/// use openapi_doc::{Limits, MemoryFiles, load};
///
/// let files = MemoryFiles::new([(
///     "api.yaml",
///     "openapi: 3.0.3\ninfo: {title: Pets, version: '1'}\npaths:\n  /pets:\n    get:\n      responses: {}\n",
/// )]);
/// let problems = load("api.yaml", &files, &Limits::default()).unwrap_err();
/// assert_eq!(
///     problems[0].to_string(),
///     "api.yaml:6:18: `responses` has no response [empty-responses]\n  help: add a status code, a range such as `4XX`, or `default`"
/// );
/// ```
pub fn load(entry: &str, files: &dyn Files, limits: &Limits) -> Result<Document, Vec<Problem>> {
    loader::Loader::new(files, limits).load(entry)
}
