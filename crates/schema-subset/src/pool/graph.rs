//! The pairs of schemas that questions lead to, and which of them are causes.
//!
//! A pair is looked at once, however many questions lead to it: recursive schemas have few pairs and very many ways.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use foldhash::HashMap;

use super::Parts;
use super::causes::{Facts, Own, Pair};
use crate::ir::NodeId;

/// Pairs of schemas looked at for all questions together.
const MAX_PAIRS: usize = 200_000;

/// Pairs that are not contained, each with the pairs inside of it that are not contained either.
#[derive(Debug, Default)]
pub(super) struct Graph {
    pairs: Vec<Vertex>,
    numbers: HashMap<Pair, usize>,
}

#[derive(Debug)]
struct Vertex {
    pair: Pair,
    is_refused: bool,
    /// Whether the pairs inside are about the same value: parts of the second schema.
    is_of_parts: bool,
    own: Vec<Own>,
    inside: Vec<usize>,
    around: Vec<usize>,
}

impl Graph {
    /// Every cause, with the number of the pair that it is in, in the order in which the pairs were met.
    pub fn own(&self) -> impl Iterator<Item = (usize, &Own)> {
        let pairs = self.pairs.iter().enumerate();
        pairs.flat_map(|(number, vertex)| vertex.own.iter().map(move |own| (number, own)))
    }

    /// The second schema of a pair.
    pub fn receiver(&self, number: usize) -> Option<NodeId> {
        self.pairs.get(number).map(|vertex| vertex.pair.1)
    }

    /// The ways on which pairs lead to one of them.
    pub fn ways_to(&self, pair: usize) -> Ways<'_> {
        let mut steps: HashMap<usize, (usize, usize)> = HashMap::default();
        let mut open = VecDeque::from([(pair, 0, pair)]);
        while let Some((at, distance, next)) = open.pop_front() {
            if steps.contains_key(&at) {
                continue;
            }
            steps.insert(at, (distance, next));
            let around = self.pairs.get(at).map(|vertex| vertex.around.as_slice());
            for &outer in around.unwrap_or_default() {
                // The way to a part leads no further down.
                if self.pairs.get(outer).is_some_and(|v| v.is_of_parts) {
                    open.push_front((outer, distance, at));
                } else {
                    open.push_back((outer, distance + 1, at));
                }
            }
        }
        Ways { graph: self, steps }
    }

    /// The schemas that hold together with others at the same values as parts of one, each with the first one of them.
    pub fn together(&self) -> HashMap<NodeId, NodeId> {
        let mut together = Together::default();
        for vertex in self.pairs.iter().filter(|vertex| vertex.is_of_parts) {
            let parts = vertex
                .inside
                .iter()
                .filter_map(|&part| self.pairs.get(part));
            together.join(parts.map(|part| part.pair.1));
        }
        // What stands in the same place of such parts holds together as well.
        while together.grows() {
            let mut inside: BTreeMap<(NodeId, NodeId, NodeId), Vec<NodeId>> = BTreeMap::new();
            for vertex in self.pairs.iter().filter(|vertex| !vertex.is_of_parts) {
                let (a, b) = vertex.pair;
                let Some(all) = together.first(b) else {
                    continue;
                };
                let below = vertex
                    .inside
                    .iter()
                    .filter_map(|&below| self.pairs.get(below));
                for (below_a, below_b) in below.map(|below| below.pair) {
                    inside.entry((a, all, below_a)).or_default().push(below_b);
                }
            }
            for same in inside.into_values() {
                together.join(same.into_iter());
            }
        }
        together.first
    }

    fn add(&mut self, pair: Pair) -> Option<usize> {
        if let Some(&number) = self.numbers.get(&pair) {
            return Some(number);
        }
        let number = self.pairs.len();
        if number >= MAX_PAIRS {
            return None;
        }
        self.numbers.insert(pair, number);
        self.pairs.push(Vertex {
            pair,
            is_refused: false,
            is_of_parts: false,
            own: Vec::new(),
            inside: Vec::new(),
            around: Vec::new(),
        });
        Some(number)
    }

    /// Whether a cause lies at or below each pair.
    fn has_cause(&self) -> Vec<bool> {
        let mut has_cause = vec![false; self.pairs.len()];
        let mut open: Vec<usize> = self.own().map(|(number, _)| number).collect();
        while let Some(number) = open.pop() {
            if let Some(flag) = has_cause.get_mut(number).filter(|flag| !**flag) {
                *flag = true;
                open.extend(self.pairs.get(number).into_iter().flat_map(|v| &v.around));
            }
        }
        has_cause
    }
}

/// Sets of schemas, each known by its first one.
#[derive(Default)]
struct Together {
    first: HashMap<NodeId, NodeId>,
    members: HashMap<NodeId, Vec<NodeId>>,
    has_grown: bool,
}

impl Together {
    fn first(&self, of: NodeId) -> Option<NodeId> {
        self.first.get(&of).copied()
    }

    fn grows(&mut self) -> bool {
        std::mem::take(&mut self.has_grown)
    }

    fn join(&mut self, mut schemas: impl Iterator<Item = NodeId>) {
        let Some(one) = schemas.next() else { return };
        for other in schemas {
            let (a, b) = (
                self.first(one).unwrap_or(one),
                self.first(other).unwrap_or(other),
            );
            if a == b {
                continue;
            }
            let (first, second) = (a.min(b), a.max(b));
            let mut moved = self.members.remove(&second).unwrap_or_else(|| vec![second]);
            for &member in moved.iter().chain([&first]) {
                self.first.insert(member, first);
            }
            let members = self.members.entry(first).or_insert_with(|| vec![first]);
            members.append(&mut moved);
            self.has_grown = true;
        }
    }
}

/// The shortest ways from pairs to the pair that they lead to.
#[derive(Debug)]
pub(super) struct Ways<'g> {
    graph: &'g Graph,
    /// The length of the way from a pair, and the next pair on it.
    steps: HashMap<usize, (usize, usize)>,
}

impl Ways<'_> {
    /// How many steps the way from a pair has; none if it does not lead there.
    pub fn length(&self, from: Pair) -> Option<usize> {
        let number = self.graph.numbers.get(&from)?;
        self.steps.get(number).map(|&(length, _)| length)
    }

    /// The pairs on the way from one of them, itself first.
    pub fn way(&self, from: Pair) -> Vec<Pair> {
        let mut found = Vec::new();
        let mut at = self.graph.numbers.get(&from).copied();
        while let Some(number) = at {
            found.extend(self.graph.pairs.get(number).map(|vertex| vertex.pair));
            let step = self.steps.get(&number).copied();
            at = step.map(|(_, next)| next).filter(|&next| next != number);
        }
        found
    }
}

impl Parts<'_, '_> {
    /// Looks at the pairs and at every pair inside of them that is not contained.
    pub fn graph(&mut self, roots: &[Pair], steps: u64) -> Graph {
        let mut graph = Graph::default();
        let unlike = roots.iter().filter(|pair| !self.is_same_pair(**pair));
        let roots: Vec<usize> = unlike.filter_map(|&pair| graph.add(pair)).collect();
        let mut next = 0;
        while let Some(pair) = graph.pairs.get(next).map(|vertex| vertex.pair) {
            let facts = self.facts(pair, steps);
            self.take_in(&mut graph, next, &facts);
            next += 1;
        }
        self.explain_the_rest(&mut graph, &roots, steps);
        graph
    }

    fn take_in(&self, graph: &mut Graph, number: usize, facts: &Arc<Facts>) {
        let unlike = facts
            .inside
            .iter()
            .filter(|pair| !self.is_same_pair(**pair));
        let mut inside: Vec<usize> = unlike.filter_map(|&pair| graph.add(pair)).collect();
        inside.sort_unstable();
        inside.dedup();
        for &inner in &inside {
            if let Some(vertex) = graph.pairs.get_mut(inner) {
                vertex.around.push(number);
            }
        }
        if let Some(vertex) = graph.pairs.get_mut(number) {
            vertex.is_refused = facts.is_refused;
            vertex.is_of_parts = facts.is_of_parts;
            vertex.own.clone_from(&facts.own);
            vertex.inside = inside;
        }
    }

    /// Pairs that are not contained although nothing at or below them is a cause are causes themselves: the innermost ones,
    /// and of those that lead to each other without end, the ones that were asked about.
    fn explain_the_rest(&mut self, graph: &mut Graph, roots: &[usize], steps: u64) {
        let innermost: Vec<usize> = {
            let has_cause = graph.has_cause();
            let is_open = |number: usize| {
                let is_refused = graph.pairs.get(number).is_some_and(|v| v.is_refused);
                is_refused && !has_cause.get(number).copied().unwrap_or_default()
            };
            let inside =
                |number: usize| graph.pairs.get(number).into_iter().flat_map(|v| &v.inside);
            (0..graph.pairs.len())
                .filter(|&number| is_open(number) && !inside(number).any(|&inner| is_open(inner)))
                .collect()
        };
        self.explain(graph, &innermost, steps);
        let has_cause = graph.has_cause();
        let is_open = |number: &usize| !has_cause.get(*number).copied().unwrap_or_default();
        let left: Vec<usize> = roots.iter().copied().filter(is_open).collect();
        self.explain(graph, &left, steps);
    }

    fn explain(&mut self, graph: &mut Graph, numbers: &[usize], steps: u64) {
        for &number in numbers {
            if let Some(vertex) = graph.pairs.get_mut(number).filter(|v| v.is_refused) {
                let class = self.unified.class(vertex.pair.0);
                vertex.own = self.keywords(vertex.pair, class, steps);
            }
        }
    }
}
