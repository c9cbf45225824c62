//! What anchors stand for, and the copies that aliases make of it.

use crate::arena::RawNode;
use crate::builder::Builder;
use crate::error::Fault;

/// What an anchor stands for.
#[derive(Clone, Debug)]
pub(super) enum Anchored {
    /// An array or object that is not complete yet.
    Open,
    /// A complete value, with its range of [`crate::arena::Arena::indexes`].
    Value { node: u32, indexes: (usize, usize) },
    /// The key of a member that is a string.
    Key(RawNode),
    /// The key of a member that would not be a string as a value.
    OtherKey,
}

/// The anchors of a document by the parser's ids, which count from 1.
#[derive(Debug, Default)]
pub(super) struct Anchors(Vec<Anchored>);

impl Anchors {
    pub fn set(&mut self, anchor: usize, anchored: Anchored) {
        let Some(index) = anchor.checked_sub(1) else {
            return;
        };
        if self.0.len() <= index {
            self.0.resize(index + 1, Anchored::Open);
        }
        if let Some(place) = self.0.get_mut(index) {
            *place = anchored;
        }
    }

    fn get(&self, anchor: usize) -> Option<&Anchored> {
        self.0.get(anchor.checked_sub(1)?)
    }

    /// Puts a copy of what `anchor` stands for where the alias at `offset` stands.
    pub fn copy_value(
        &self,
        anchor: usize,
        offset: usize,
        builder: &mut Builder<'_>,
    ) -> Result<(), Fault> {
        match self.get(anchor) {
            Some(Anchored::Value { node, indexes }) => {
                builder.copy_subtree(*node, indexes.0..indexes.1, offset)
            }
            Some(Anchored::Key(node)) => builder.push_value(*node),
            Some(Anchored::OtherKey) => Err(Fault::new(
                offset,
                "an alias to a key that is not a string",
                "write the value out",
            )),
            Some(Anchored::Open) | None => Err(Fault::new(
                offset,
                "an alias inside the value that it stands for",
                "write the value out: a document cannot contain itself",
            )),
        }
    }

    /// Like [`Self::copy_value`], where the alias is the key of a member.
    pub fn copy_key(
        &self,
        anchor: usize,
        offset: usize,
        builder: &mut Builder<'_>,
    ) -> Result<(), Fault> {
        let node = match self.get(anchor) {
            Some(Anchored::Key(node)) => Some(*node),
            Some(Anchored::Value { node, .. }) => {
                builder.arena().node(*node).filter(|node| node.is_string())
            }
            _ => None,
        };
        match node {
            Some(node) => builder.push_key(node),
            None => Err(Fault::new(
                offset,
                "an alias as a key that does not stand for a string",
                "write the key out",
            )),
        }
    }
}
