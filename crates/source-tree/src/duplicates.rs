//! Keys that an object has twice.

use crate::position::Position;
use crate::tree::{NodeId, SourceTree};

/// A key that stands in one object a second (third, …) time.
///
/// Lookups find the first one; whether a duplicate is an error is up to the caller.
///
/// ```
/// use source_tree::{Format, Limits, SourceTree};
///
/// let json = b"{\"a\": 1, \"a\": 2}".to_vec();
/// let tree = SourceTree::parse("a.json", json, Format::Json, &Limits::default())?;
/// let [duplicate] = tree.duplicate_keys() else { panic!() };
/// assert_eq!(duplicate.key(&tree), "a");
/// assert_eq!(duplicate.position(&tree).column, 10);
/// assert_eq!(duplicate.first_position(&tree).column, 2);
/// assert_eq!(tree.root().get("a").unwrap().as_number().unwrap().text(), "1");
/// # Ok::<(), source_tree::ParseError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DuplicateKey {
    pub(crate) object: NodeId,
    pub(crate) first: NodeId,
    pub(crate) again: NodeId,
}

impl DuplicateKey {
    /// The object that has the key twice.
    #[must_use]
    pub fn object(&self) -> NodeId {
        self.object
    }

    /// The node of the key where it stands first.
    #[must_use]
    pub fn first(&self) -> NodeId {
        self.first
    }

    /// The node of the key where it stands again.
    #[must_use]
    pub fn again(&self) -> NodeId {
        self.again
    }

    /// The text of the key. `tree` is the tree that reported the duplicate.
    #[must_use]
    pub fn key<'t>(&self, tree: &'t SourceTree) -> &'t str {
        tree.text_of(self.again)
    }

    /// Where the key stands again.
    #[must_use]
    pub fn position(&self, tree: &SourceTree) -> Position {
        tree.position(tree.span_of(self.again).start)
    }

    /// Where the key stands first.
    #[must_use]
    pub fn first_position(&self, tree: &SourceTree) -> Position {
        tree.position(tree.span_of(self.first).start)
    }
}
