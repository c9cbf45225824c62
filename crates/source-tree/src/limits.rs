//! How much of an input is read before it is refused.

/// Bounds on what one document may cost. An input over a bound is an error that names the bound.
///
/// ```
/// use source_tree::{Format, Limits, SourceTree};
///
/// let limits = Limits { max_depth: 2, ..Limits::default() };
/// let error = SourceTree::parse("deep.json", b"[[[1]]]".to_vec(), Format::Json, &limits).unwrap_err();
/// assert_eq!(error.position().column, 3);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The most bytes that a source may have, a byte order mark included. Never more than 2 GiB
    /// are read, whatever is asked for: offsets have 32 bits.
    pub max_bytes: usize,
    /// The most arrays and objects that may stand inside each other.
    pub max_depth: usize,
    /// The most nodes (values and keys; copies made by YAML aliases count) that a tree may have.
    /// Never more than 268,435,455 are kept, whatever is asked for.
    pub max_nodes: usize,
}

impl Default for Limits {
    /// 64 MiB, 128 levels, 8 Mi nodes.
    ///
    /// The largest public OpenAPI documents that we know have 12 MB, 23 levels and one node per
    /// 27 bytes, so each bound leaves a factor of four and more. 128 levels is also what `serde_json`
    /// reads, so a value that fits here can be handed on. The arena of 8 Mi nodes takes 128 MiB.
    fn default() -> Self {
        Self {
            max_bytes: 64 << 20,
            max_depth: 128,
            max_nodes: 8 << 20,
        }
    }
}
