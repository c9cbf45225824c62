//! Merges nodes that allow the same values because they are written the same, however references
//! lead to them.
//!
//! Two nodes are merged if they are bisimilar: the same keywords, and children that are merged in
//! turn. The partition starts from the keywords alone and is refined by the classes of the
//! children until it is stable. Signatures are compared exactly, not by hash. What stays the same
//! between two documents becomes one node, so comparing it costs nothing, recursion included.

use std::collections::HashMap;

use crate::dialect::Role;
use crate::ir::{Node, NodeId, Schemas};

/// Nodes after merging, with children renamed to classes.
#[derive(Debug, Default)]
pub(crate) struct Unified {
    pub nodes: Vec<Node>,
    /// The class of each original node: an index into `nodes`.
    classes: Vec<NodeId>,
}

impl Unified {
    pub fn of(schemas: &Schemas) -> Self {
        let targets = targets(schemas);
        let classes = refine(schemas, &targets);
        build(schemas, &targets, &classes)
    }

    /// Every node its own class: the slow mode that the merged one is held against.
    #[cfg(test)]
    pub fn without_merging(schemas: &Schemas) -> Self {
        let classes: Vec<NodeId> = (0..).take(schemas.nodes.len()).collect();
        Self {
            nodes: schemas.nodes.clone(),
            classes,
        }
    }

    /// Takes in nodes that were added since, each a class of its own. Their children come before them.
    pub fn extend(&mut self, schemas: &Schemas) {
        for node in schemas.nodes.iter().skip(self.classes.len()) {
            let mut node = node.clone();
            node.each_child(|child| *child = self.class(*child));
            sort_bags(&mut node);
            self.classes.push(narrow(self.nodes.len()));
            self.nodes.push(node);
        }
    }

    /// Adds a node that no schema stands for; its children are classes.
    pub fn push(&mut self, node: Node) -> NodeId {
        let id = narrow(self.nodes.len());
        self.nodes.push(node);
        id
    }

    pub fn node(&self, id: NodeId) -> &Node {
        static NOTHING: std::sync::LazyLock<Node> = std::sync::LazyLock::new(Node::default);
        self.nodes.get(id as usize).unwrap_or(&NOTHING)
    }

    /// Whether a member with this schema stays out of the messages of a role.
    pub fn is_marked(&self, schema: NodeId, role: Role) -> bool {
        self.is_marked_within(schema, role, 8)
    }

    fn is_marked_within(&self, schema: NodeId, role: Role, depth: usize) -> bool {
        let node = self.node(schema);
        let own = match role {
            Role::Request => node.read_only,
            Role::Response => node.write_only,
        };
        let mut below = node.reference.iter().chain(&node.all_of);
        own || depth > 0 && below.any(|&child| self.is_marked_within(child, role, depth - 1))
    }

    pub fn class(&self, node: NodeId) -> NodeId {
        self.classes.get(node as usize).copied().unwrap_or(node)
    }
}

/// Where the aliases at a node end.
fn targets(schemas: &Schemas) -> Vec<NodeId> {
    let all = (0..).take(schemas.nodes.len());
    all.map(|start: NodeId| schemas.target(start)).collect()
}

fn refine(schemas: &Schemas, targets: &[NodeId]) -> Vec<NodeId> {
    let mut known: HashMap<Node, NodeId> = HashMap::new();
    let mut classes: Vec<NodeId> = Vec::with_capacity(schemas.nodes.len());
    for node in &schemas.nodes {
        let mut local = node.clone();
        local.examples.clear();
        local.each_child(|child| *child = 0);
        let next = known.len();
        let class = *known.entry(local).or_insert_with(|| narrow(next));
        classes.push(class);
    }
    let mut count = known.len();
    loop {
        let mut known: HashMap<Vec<NodeId>, NodeId> = HashMap::new();
        let mut refined = Vec::with_capacity(classes.len());
        for (node, &own) in schemas.nodes.iter().zip(&classes) {
            let signature = signature(node, own, |child| class_of(child, targets, &classes));
            let next = known.len();
            refined.push(*known.entry(signature).or_insert_with(|| narrow(next)));
        }
        classes = refined;
        if known.len() == count {
            return classes;
        }
        count = known.len();
    }
}

fn class_of(node: NodeId, targets: &[NodeId], classes: &[NodeId]) -> NodeId {
    let target = targets.get(node as usize).copied().unwrap_or(node);
    classes.get(target as usize).copied().unwrap_or(target)
}

fn narrow(index: usize) -> NodeId {
    NodeId::try_from(index).unwrap_or(NodeId::MAX)
}

/// The class so far, then the classes of the children; where order says nothing they are sorted.
fn signature(node: &Node, own: NodeId, class: impl Fn(NodeId) -> NodeId) -> Vec<NodeId> {
    let mut found = vec![own];
    let bag = |found: &mut Vec<NodeId>, nodes: &[NodeId]| {
        let from = found.len();
        found.extend(nodes.iter().map(|&n| class(n)));
        if let Some(added) = found.get_mut(from..) {
            added.sort_unstable();
        }
    };
    bag(&mut found, &node.all_of);
    for arms in &node.any_of {
        bag(&mut found, arms);
    }
    bag(&mut found, &node.one_of);
    found.extend(node.reference.map(&class));
    found.extend(node.not.map(&class));
    if let Some((test, then, otherwise)) = node.condition {
        found.push(class(test));
        found.extend(then.map(&class));
        found.extend(otherwise.map(&class));
    }
    if let Some(arrays) = &node.arrays {
        found.extend(arrays.prefix.iter().map(|&n| class(n)));
        found.extend(arrays.items.map(&class));
        found.extend(arrays.contains.map(&class));
        found.extend(arrays.unevaluated.map(&class));
    }
    if let Some(objects) = &node.objects {
        found.extend(objects.properties.iter().map(|&(_, n)| class(n)));
        found.extend(objects.patterns.iter().map(|&(_, n)| class(n)));
        found.extend(objects.additional.map(&class));
        found.extend(objects.names.map(&class));
        found.extend(objects.dependent_schemas.iter().map(|&(_, n)| class(n)));
        found.extend(objects.unevaluated.map(&class));
    }
    found
}

fn build(schemas: &Schemas, targets: &[NodeId], classes: &[NodeId]) -> Unified {
    let own: Vec<NodeId> = (0..)
        .take(schemas.nodes.len())
        .map(|node| class_of(node, targets, classes))
        .collect();
    // Compact: only classes of nodes that are no aliases are kept.
    let mut number: HashMap<NodeId, NodeId> = HashMap::new();
    let mut nodes = Vec::new();
    let mut compact = Vec::with_capacity(own.len());
    for (&class, &target) in own.iter().zip(targets) {
        let id = *number.entry(class).or_insert_with(|| {
            nodes.push(schemas.node(target).clone());
            narrow(nodes.len() - 1)
        });
        compact.push(id);
    }
    for (&class, node) in compact.iter().zip(&schemas.nodes) {
        // What is an example of one place need not read well at another.
        if let Some(kept) = nodes.get_mut(class as usize)
            && kept.examples != node.examples
            && node.alias().is_none()
        {
            kept.examples.clear();
        }
    }
    for node in &mut nodes {
        node.each_child(|child| {
            *child = compact.get(*child as usize).copied().unwrap_or(*child);
        });
        sort_bags(node);
    }
    Unified {
        nodes,
        classes: compact,
    }
}

/// Sorts the lists whose order says nothing, so that what says the same is written the same.
pub(crate) fn sort_bags(node: &mut Node) {
    node.all_of.sort_unstable();
    node.all_of.dedup();
    for arms in &mut node.any_of {
        arms.sort_unstable();
        arms.dedup();
    }
    node.one_of.sort_unstable();
}
