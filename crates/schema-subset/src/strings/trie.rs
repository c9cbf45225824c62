//! Words that are not wanted, as a tree of their characters.

use std::collections::BTreeMap;

/// The number of a node.
pub(super) type TrieNode = u32;

/// No unwanted word starts like this.
pub(super) const OUTSIDE: TrieNode = TrieNode::MAX;

/// A set of words.
#[derive(Debug)]
pub(super) struct Trie {
    nodes: Vec<Entry>,
}

#[derive(Debug, Default)]
struct Entry {
    children: BTreeMap<char, TrieNode>,
    is_word: bool,
}

impl Trie {
    pub(super) fn new() -> Self {
        Self {
            nodes: vec![Entry::default()],
        }
    }

    pub(super) fn insert(&mut self, word: &str) {
        let mut at = 0;
        for character in word.chars() {
            let fresh = self.nodes.len();
            let Some(entry) = self.nodes.get_mut(at) else {
                return;
            };
            let child = entry.children.entry(character);
            let child = *child.or_insert(TrieNode::try_from(fresh).unwrap_or(OUTSIDE));
            at = child as usize;
            if at == fresh {
                self.nodes.push(Entry::default());
            }
        }
        if let Some(entry) = self.nodes.get_mut(at) {
            entry.is_word = true;
        }
    }

    /// Where every word starts.
    pub(super) fn root(&self) -> TrieNode {
        if self.nodes.len() == 1 && !self.is_word(0) {
            OUTSIDE
        } else {
            0
        }
    }

    pub(super) fn is_word(&self, node: TrieNode) -> bool {
        self.nodes
            .get(node as usize)
            .is_some_and(|entry| entry.is_word)
    }

    pub(super) fn child(&self, node: TrieNode, character: char) -> TrieNode {
        let entry = self.nodes.get(node as usize);
        entry
            .and_then(|entry| entry.children.get(&character))
            .copied()
            .unwrap_or(OUTSIDE)
    }

    /// The characters with which unwanted words go on.
    pub(super) fn next_chars(&self, node: TrieNode) -> impl Iterator<Item = char> {
        self.nodes
            .get(node as usize)
            .into_iter()
            .flat_map(|entry| entry.children.keys().copied())
    }
}
