//! What a state of the search is made of.

use std::sync::Arc;

use crate::ir::{NodeId, PatternId};

/// The number of an interned set of names that leave `required` in the role of the search; 0 is
/// the empty set.
pub(crate) type Projection = u32;

/// One demand on a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Lit {
    /// The node does not hold.
    Neg(NodeId, Projection),
    /// The node holds.
    Pos(NodeId, Projection),
    /// The node holds and is one of those that say what its sender sends.
    Sent(NodeId, Projection),
    /// One literal of an interned list holds.
    Any(u32),
    /// The value is not this interned one.
    Differs(u32),
    /// The value, a string, matches the pattern or does not.
    Matches(PatternId, bool),
}

impl Lit {
    /// The same node and projection, failing.
    pub fn negated(self) -> Option<Self> {
        match self {
            Self::Pos(node, projection) | Self::Sent(node, projection) => {
                Some(Self::Neg(node, projection))
            }
            Self::Neg(node, projection) => Some(Self::Pos(node, projection)),
            Self::Matches(pattern, holds) => Some(Self::Matches(pattern, !holds)),
            Self::Any(_) | Self::Differs(_) => None,
        }
    }
}

/// Sorted literals that one value has to meet.
pub(crate) type State = Arc<[Lit]>;

/// Adds a literal to a sorted list; `false` says that its opposite is there.
pub(crate) fn insert(lits: &mut Vec<Lit>, lit: Lit) -> bool {
    let opposite = match lit {
        Lit::Neg(node, projection) => {
            lits.binary_search(&Lit::Pos(node, projection)).is_ok()
                || lits.binary_search(&Lit::Sent(node, projection)).is_ok()
        }
        _ => lit
            .negated()
            .is_some_and(|opposite| lits.binary_search(&opposite).is_ok()),
    };
    if let Err(at) = lits.binary_search(&lit) {
        lits.insert(at, lit);
    }
    !opposite
}
