//! Which array or object each node stands in.

use crate::arena::{Arena, Tag};

/// Set on the entries of keys; ids are far below it.
const IS_KEY: u32 = 1 << 31;

/// The id of the container around each node; the root stands in itself.
#[derive(Debug)]
pub(crate) struct Parents(Box<[u32]>);

/// A container whose end was not met yet.
struct Open {
    id: u32,
    /// The id after its last node.
    after: u32,
    is_object: bool,
    /// In an object: the next node is a key.
    is_key_next: bool,
}

impl Parents {
    pub(crate) fn of(arena: &Arena) -> Self {
        let mut parents = Vec::with_capacity(arena.nodes.len());
        let mut open: Vec<Open> = Vec::new();
        for (id, node) in (0..).zip(&arena.nodes) {
            while open.last().is_some_and(|around| around.after <= id) {
                open.pop();
            }
            parents.push(match open.last_mut() {
                Some(around) => {
                    let is_key = around.is_object && around.is_key_next;
                    around.is_key_next = !is_key;
                    around.id | if is_key { IS_KEY } else { 0 }
                }
                None => id,
            });
            if node.is_container() {
                let is_object = node.tag() != Tag::Array;
                open.push(Open {
                    id,
                    after: node.link,
                    is_object,
                    is_key_next: is_object,
                });
            }
        }
        Self(parents.into())
    }

    /// None for the root, and for ids that the tree does not have.
    pub(crate) fn get(&self, id: u32) -> Option<u32> {
        let parent = self.0.get(id as usize)? & !IS_KEY;
        (parent != id).then_some(parent)
    }

    /// Whether the node is the key of a member.
    pub(crate) fn is_key(&self, id: u32) -> bool {
        self.0
            .get(id as usize)
            .is_some_and(|entry| entry & IS_KEY != 0)
    }
}
