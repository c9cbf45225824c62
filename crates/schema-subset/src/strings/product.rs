//! The search for the shortest word in an intersection of languages and complements.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use foldhash::HashMap;

use super::alphabet::{Alphabet, rank, readable};
use super::dfa::{Machine, State};
use super::pattern::Pattern;
use super::trie::{OUTSIDE, Trie, TrieNode};
use crate::steps::Steps;

/// Nodes that one search may make.
const MAX_NODES: usize = 400_000;
/// A minimum length that is farther away than this is reached in one leap where possible.
const LEAP: u64 = 32;

pub(super) const BUDGET: &str = "budget";
pub(super) const TOO_MANY_STATES: &str = "patterns with too many states";

/// Languages to be in and not to be in, and the words that are not wanted.
pub(super) struct Product<'p> {
    machines: Vec<Machine<'p>>,
    /// Machines from here on must not match.
    first_negative: usize,
    alphabet: Alphabet,
    min: u64,
    max: Option<u64>,
    unwanted: Trie,
    tuples: Vec<Vec<State>>,
    tuple_ids: HashMap<Vec<State>, u32>,
    /// By tuple and letter.
    steps: HashMap<(u32, u32), Option<u32>>,
}

/// A way to read a word up to here.
struct Node {
    tuple: u32,
    length: u64,
    unwanted: TrieNode,
    parent: u32,
    /// Read to get here from the parent, as often as it says.
    read: (char, u64),
    edges: u32,
}

impl<'p> Product<'p> {
    pub(super) fn new(
        positive: &[&'p Pattern],
        negative: &[&'p Pattern],
        (min, max): (u64, Option<u64>),
    ) -> Self {
        let programs = || {
            positive
                .iter()
                .chain(negative)
                .map(|pattern| pattern.program())
        };
        Self {
            machines: programs().map(Machine::new).collect(),
            first_negative: positive.len(),
            alphabet: Alphabet::new(programs()),
            min,
            max,
            unwanted: Trie::new(),
            tuples: Vec::new(),
            tuple_ids: HashMap::default(),
            steps: HashMap::default(),
        }
    }

    /// Never returns this word.
    pub(super) fn exclude(&mut self, word: &str) {
        self.unwanted.insert(word);
    }

    /// The shortest wanted word; among those of one length, one that reads well. `Ok(None)` is a
    /// proof that there is none.
    pub(super) fn find(&mut self, budget: &mut Steps) -> Result<Option<String>, &'static str> {
        if self.max.is_some_and(|max| max < self.min) {
            return Ok(None);
        }
        let start = vec![Machine::START; self.machines.len()];
        let Some(tuple) = self.alive(start) else {
            return Ok(None);
        };
        let mut search = Search {
            nodes: Vec::new(),
            shortest: HashMap::default(),
            open: BinaryHeap::new(),
            min: self.min,
        };
        let root = Node {
            tuple,
            length: 0,
            unwanted: self.unwanted.root(),
            parent: 0,
            read: (' ', 0),
            edges: 0,
        };
        if self.is_wanted(&root) {
            return Ok(Some(String::new()));
        }
        search.add(root);
        while let Some(Reverse((_, _, at))) = search.open.pop() {
            for node in self.successors(&search, at, budget)? {
                if search.nodes.len() >= MAX_NODES {
                    return Err(TOO_MANY_STATES);
                }
                if self.is_wanted(&node) {
                    return Ok(Some(search.word(&node)));
                }
                search.add(node);
            }
        }
        Ok(None)
    }

    fn is_wanted(&self, node: &Node) -> bool {
        let Some(tuple) = self.tuples.get(node.tuple as usize) else {
            return false;
        };
        let accepted = self
            .machines
            .iter()
            .zip(tuple)
            .enumerate()
            .all(|(n, (machine, &state))| machine.accepts(state) == (n < self.first_negative));
        let known = node.unwanted != OUTSIDE && self.unwanted.is_word(node.unwanted);
        accepted && node.length >= self.min && !known
    }

    fn successors(
        &mut self,
        search: &Search,
        at: u32,
        budget: &mut Steps,
    ) -> Result<Vec<Node>, &'static str> {
        let mut found = Vec::new();
        let Some(node) = search.nodes.get(at as usize) else {
            return Ok(found);
        };
        if self.max.is_some_and(|max| node.length >= max) {
            return Ok(found);
        }
        for letter in 0..self.alphabet.letters.len() {
            if !budget.take(1) {
                return Err(BUDGET);
            }
            let Some(tuple) = self.step(node.tuple, letter, budget)? else {
                continue;
            };
            let Some(chars) = self
                .alphabet
                .letters
                .get(letter)
                .map(|letter| &letter.chars)
            else {
                continue;
            };
            let next = |character: char, times: u64, unwanted: TrieNode| Node {
                tuple,
                length: node.length.saturating_add(times),
                unwanted,
                parent: at,
                read: (character, times),
                edges: node.edges.saturating_add(1),
            };
            if node.unwanted == OUTSIDE {
                let character = readable(chars).next().unwrap_or('a');
                // In a loop the way to a far minimum is known; the steps in between stay open.
                let missing = self.min.saturating_sub(node.length);
                if tuple == node.tuple && missing > LEAP {
                    found.push(next(character, missing, OUTSIDE));
                }
                found.push(next(character, 1, OUTSIDE));
                continue;
            }
            // Where unwanted words go on, each of their characters leads elsewhere.
            let other = readable(chars)
                .find(|character| self.unwanted.child(node.unwanted, *character) == OUTSIDE);
            found.extend(other.map(|character| next(character, 1, OUTSIDE)));
            for character in self.unwanted.next_chars(node.unwanted) {
                if chars.contains(character) {
                    found.push(next(
                        character,
                        1,
                        self.unwanted.child(node.unwanted, character),
                    ));
                }
            }
        }
        if node.unwanted != OUTSIDE {
            found.sort_by_cached_key(|node| rank(node.read.0));
        }
        Ok(found)
    }

    /// The tuple of states after a letter; `Ok(None)` if no wanted word goes on there.
    fn step(
        &mut self,
        tuple: u32,
        letter: usize,
        budget: &mut Steps,
    ) -> Result<Option<u32>, &'static str> {
        let key = (tuple, u32::try_from(letter).unwrap_or(u32::MAX));
        if let Some(&known) = self.steps.get(&key) {
            return Ok(known);
        }
        let states = self.tuples.get(tuple as usize).cloned().unwrap_or_default();
        let mut next = Vec::with_capacity(states.len());
        for (n, (machine, &state)) in self.machines.iter_mut().zip(&states).enumerate() {
            let holds = |class| self.alphabet.holds(letter, n, class);
            match machine.step(state, holds, budget) {
                Some(state) => next.push(state),
                None if budget.left() == 0 => return Err(BUDGET),
                None => return Err(TOO_MANY_STATES),
            }
        }
        let next = self.alive(next);
        self.steps.insert(key, next);
        Ok(next)
    }

    /// Interns a tuple of states from which wanted words are possible.
    fn alive(&mut self, tuple: Vec<State>) -> Option<u32> {
        if let Some(&id) = self.tuple_ids.get(&tuple) {
            return Some(id);
        }
        let hopeless =
            self.machines
                .iter()
                .zip(&tuple)
                .enumerate()
                .any(|(n, (machine, &state))| {
                    if n < self.first_negative {
                        machine.is_dead(state)
                    } else {
                        machine.is_universal(state)
                    }
                });
        if hopeless {
            return None;
        }
        let id = u32::try_from(self.tuples.len()).ok()?;
        self.tuples.push(tuple.clone());
        self.tuple_ids.insert(tuple, id);
        Some(id)
    }
}

/// The state of one search.
struct Search {
    nodes: Vec<Node>,
    /// By tuple, length up to the minimum, and unwanted word: the shortest way there.
    shortest: HashMap<(u32, u64, TrieNode), u64>,
    /// Those of which the shortest words can come first; among them the longest way, so that a far
    /// minimum is gone for straight; then in the order in which they were found.
    open: BinaryHeap<Reverse<(u64, Reverse<u64>, u32)>>,
    min: u64,
}

impl Search {
    fn add(&mut self, node: Node) {
        let key = (node.tuple, node.length.min(self.min), node.unwanted);
        let known = self.shortest.get(&key);
        // A leap may come first with a longer way; a shorter one then has to be followed as well.
        if known.is_some_and(|&length| length <= node.length) {
            return;
        }
        self.shortest.insert(key, node.length);
        let id = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
        let word = node.length.max(self.min);
        self.open.push(Reverse((word, Reverse(node.length), id)));
        self.nodes.push(node);
    }

    fn word(&self, last: &Node) -> String {
        let mut reads = vec![last.read];
        let mut at = last.parent;
        while let Some(node) = self.nodes.get(at as usize) {
            reads.push(node.read);
            if node.edges == 0 {
                break;
            }
            at = node.parent;
        }
        let parts = reads.into_iter().rev();
        parts
            .flat_map(|(character, times)| {
                std::iter::repeat_n(character, usize::try_from(times).unwrap_or(usize::MAX))
            })
            .collect()
    }
}
