//! What the keywords of a node demand, one by one.

use std::sync::Arc;

use super::literal::Lit;
use crate::ir::{NameId, NodeId, PatternId};
use crate::numbers::Decimal;
use crate::value::Value;
use crate::verdict::Reason;

/// One demand on a value of a known type.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Term {
    Lit(Lit),
    /// Each of these holds: that many schemas fail, of which most fail anyway once more is known of the value.
    Denied(Arc<[Lit]>),
    /// Two arms of the node's `oneOf` hold together.
    Two(NodeId, u32),
    /// Something that is not understood fails here.
    Unknown(Reason),
    /// One of these values.
    In(Arc<[Value]>),
    /// None of these values.
    NotIn(Arc<[Value]>),
    Integer(bool),
    /// At least, or more than.
    Lower(Decimal, bool),
    Upper(Decimal, bool),
    Multiple(Decimal, bool),
    /// In a set of numbers that is known by name only.
    Opaque(Arc<str>, bool),
    MinLength(u64),
    MaxLength(u64),
    Format(Arc<str>, bool),
    MinItems(u64),
    MaxItems(u64),
    Unique(bool),
    /// The node's item keywords hold for every item.
    Items(NodeId, bool),
    /// There is an item with this index, and it meets the literal.
    ItemAt(u64, Lit),
    /// There is an item with this or a higher index that meets the literal.
    ItemFrom(u64, Lit),
    /// At least so many items meet the literal.
    AtLeast(Lit, u64),
    /// At most so many items meet the literal.
    AtMost(Lit, u64),
    /// Every item that the node does not evaluate meets its `unevaluatedItems`, or one does not.
    UnevaluatedItems(NodeId, u32, bool),
    MinProperties(u64),
    MaxProperties(u64),
    Present(NameId),
    Absent(NameId),
    /// The node's member keywords hold for every member.
    Members(NodeId, bool),
    /// There is a member with this name, and it meets the literal.
    Member(NameId, Lit),
    /// There is a member whose name the selection takes, and it meets the literals.
    Exists(Selection, Vec<Lit>),
    /// Every name meets the literal.
    Names(Lit),
    /// Every member that the node does not evaluate meets its `unevaluatedProperties`, or one
    /// does not.
    UnevaluatedProperties(NodeId, u32, bool),
}

/// Which names are meant.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Selection {
    /// Those that match.
    Pattern(PatternId),
    /// Those that are none of these and match none of the patterns.
    Outside(Arc<[NameId]>, Arc<[PatternId]>),
    /// Those that meet the literal.
    Name(Lit),
}

/// Terms that hold together.
pub(crate) type Alternative = Vec<Term>;

/// Alternatives of which one holds.
pub(crate) type Clause = Arc<[Alternative]>;

/// So many schemas that have to fail are not looked at before more is known of the value.
const MANY: usize = 4;

/// That each of the literals holds, which all say that a schema fails.
pub(super) fn denied(lits: Vec<Lit>) -> Alternative {
    if lits.len() < MANY {
        lits.into_iter().map(Term::Lit).collect()
    } else {
        vec![Term::Denied(lits.into())]
    }
}
