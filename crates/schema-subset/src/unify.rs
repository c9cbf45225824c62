//! Merges nodes that allow the same values because they are written the same, however references
//! lead to them.
//!
//! Two nodes are merged if they are bisimilar: the same keywords, and children that are merged in
//! turn. The partition starts from the keywords alone and is refined by the classes of the
//! children until it is stable. Signatures are compared exactly, not by hash. What stays the same
//! between two documents becomes one node, so comparing it costs nothing, recursion included.

use std::hash::{Hash, Hasher};

use foldhash::{HashMap, HashSet};

use crate::constants::{self, Constants};
use crate::dialect::Role;
use crate::ir::{Arrays, Logic, Node, NodeId, Notes, Objects, Schemas};

/// Nodes after merging, with children renamed to classes.
#[derive(Debug, Default)]
pub(crate) struct Unified {
    pub nodes: Vec<Node>,
    /// The class of each original node: an index into `nodes`.
    classes: Vec<NodeId>,
}

impl Unified {
    pub fn of(schemas: &Schemas) -> Self {
        let constants = Constants::of(schemas);
        let nodes = constants.nodes(schemas);
        let targets = targets(schemas, nodes.len());
        let classes = refine(&nodes, &targets);
        let mut unified = build(&nodes, &targets, &classes);
        unified.classes.truncate(schemas.nodes.len());
        unified
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
            let mut added = Vec::new();
            let first = self.nodes.len();
            let changed = constants::changed(
                &node,
                |arm| self.node(arm),
                |arm| {
                    added.push(arm);
                    narrow(first + added.len() - 1)
                },
            );
            let mut node = changed.unwrap_or(node);
            sort_bags(&mut node);
            self.nodes.append(&mut added);
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

    /// The schemas that apply to the same values as some of them, those first. `beside` says which do with one.
    pub fn applying(
        &self,
        from: impl IntoIterator<Item = NodeId>,
        beside: impl Fn(&Node) -> Vec<NodeId>,
    ) -> Vec<NodeId> {
        let mut seen: HashSet<NodeId> = HashSet::default();
        let mut found: Vec<NodeId> = from.into_iter().filter(|&id| seen.insert(id)).collect();
        let mut next = 0;
        while let Some(&id) = found.get(next) {
            next += 1;
            let more = beside(self.node(id));
            found.extend(more.into_iter().filter(|&child| seen.insert(child)));
        }
        found
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
        let mut below = node.reference.iter().chain(&node.logic.all_of);
        own || depth > 0 && below.any(|&child| self.is_marked_within(child, role, depth - 1))
    }

    pub fn class(&self, node: NodeId) -> NodeId {
        self.classes.get(node as usize).copied().unwrap_or(node)
    }
}

/// Where the aliases at a node end; the nodes after those that were loaded are none.
fn targets(schemas: &Schemas, count: usize) -> Vec<NodeId> {
    let all = (0..).take(count);
    all.map(|start: NodeId| schemas.target(start)).collect()
}

/// The coarsest partition under which nodes of a class have the same keywords, and children of the same classes.
///
/// Only nodes with a child whose class has just changed are looked at again: most settle at once.
fn refine(nodes: &[&Node], targets: &[NodeId]) -> Vec<NodeId> {
    let mut known: HashMap<Local<'_>, NodeId> = HashMap::default();
    let mut classes: Vec<NodeId> = Vec::with_capacity(nodes.len());
    for &node in nodes {
        let next = known.len();
        let class = *known.entry(Local(node)).or_insert_with(|| narrow(next));
        classes.push(class);
    }
    let mut count = known.len();
    drop(known);
    let around = Around::of(nodes, targets);
    // What is written for one class is written over for the next.
    let mut groups: HashMap<Vec<NodeId>, NodeId> = HashMap::default();
    let mut text: Vec<NodeId> = Vec::new();
    let mut members: Vec<Vec<NodeId>> = vec![Vec::new(); count];
    for (id, &class) in (0..).zip(&classes) {
        if let Some(members) = members.get_mut(class as usize) {
            members.push(id);
        }
    }
    let mut open: Vec<NodeId> = (0..).take(nodes.len()).collect();
    while !open.is_empty() {
        let class_of_open = |id| (classes.get(id as usize).copied().unwrap_or_default(), id);
        let mut by_class: Vec<(NodeId, NodeId)> = open.drain(..).map(class_of_open).collect();
        by_class.sort_unstable();
        by_class.dedup();
        // What is decided in this round rests on the classes as they were before it.
        let mut moved: Vec<(NodeId, NodeId)> = Vec::new();
        for looked_at in by_class.chunk_by(|(a, _), (b, _)| a == b) {
            let Some(&(class, _)) = looked_at.first() else {
                continue;
            };
            let Some(all) = members.get(class as usize).filter(|all| all.len() > 1) else {
                continue;
            };
            let write = |id: NodeId, into: &mut Vec<NodeId>| {
                into.clear();
                if let Some(node) = nodes.get(id as usize) {
                    signature(node, |child| class_of(child, targets, &classes), into);
                }
            };
            // The others are still alike: none of their children changed. One speaks for all.
            let rest = all
                .iter()
                .find(|&&id| looked_at.binary_search(&(class, id)).is_err());
            groups.clear();
            if let Some(&id) = rest {
                write(id, &mut text);
                groups.insert(text.clone(), class);
            }
            for &(_, id) in looked_at {
                write(id, &mut text);
                let known = groups.get(&text).copied();
                let to = known.unwrap_or_else(|| {
                    let next = if groups.is_empty() {
                        class
                    } else {
                        count += 1;
                        narrow(count - 1)
                    };
                    groups.insert(text.clone(), next);
                    next
                });
                if to != class {
                    moved.push((id, to));
                }
            }
        }
        members.resize(count, Vec::new());
        let mut left: Vec<NodeId> = Vec::new();
        for &(id, to) in &moved {
            if let Some(class) = classes.get_mut(id as usize) {
                left.push(*class);
                *class = to;
            }
            if let Some(members) = members.get_mut(to as usize) {
                members.push(id);
            }
            open.extend(around.of_child(id));
        }
        left.sort_unstable();
        left.dedup();
        for class in left {
            if let Some(members) = members.get_mut(class as usize) {
                members.retain(|&id| classes.get(id as usize) == Some(&class));
            }
        }
    }
    classes
}

/// The nodes that each node is a child of, also by way of an alias.
struct Around {
    /// Of one child after the other.
    nodes: Vec<NodeId>,
    /// Where those of each child start, and the end of all.
    starts: Vec<u32>,
}

impl Around {
    fn of(nodes: &[&Node], targets: &[NodeId]) -> Self {
        let target = |child: NodeId| targets.get(child as usize).copied().unwrap_or(child);
        let mut starts: Vec<u32> = vec![0; nodes.len() + 1];
        for node in nodes {
            node.for_each_child(|child| {
                if let Some(count) = starts.get_mut(target(child) as usize + 1) {
                    *count += 1;
                }
            });
        }
        let mut end = 0;
        for start in &mut starts {
            end += *start;
            *start = end;
        }
        let mut found = vec![0; end as usize];
        let mut next = starts.clone();
        for (id, node) in (0..).zip(nodes) {
            node.for_each_child(|child| {
                if let Some(next) = next.get_mut(target(child) as usize)
                    && let Some(slot) = found.get_mut(*next as usize)
                {
                    *slot = id;
                    *next += 1;
                }
            });
        }
        Self {
            nodes: found,
            starts,
        }
    }

    fn of_child(&self, child: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let at = child as usize;
        let start = self.starts.get(at).map_or(0, |&start| start as usize);
        let end = self.starts.get(at + 1).map_or(start, |&end| end as usize);
        let nodes = self.nodes.get(start..end).unwrap_or_default();
        nodes.iter().copied()
    }
}

/// A node by its keywords alone: children and examples say nothing here.
struct Local<'n>(&'n Node);

impl Local<'_> {
    /// Calls `see` with what tells nodes apart, in an order of its own.
    fn parts(&self) -> impl Hash + PartialEq + '_ {
        // Taken apart in full, so that no keyword is ever left out.
        let Node {
            never,
            types,
            values,
            numbers,
            strings,
            arrays,
            objects,
            reference,
            logic,
            read_only,
            write_only,
            notes,
        } = self.0;
        let Logic {
            all_of,
            any_of,
            one_of,
            has_one_of,
            not,
            condition,
        } = &**logic;
        let Notes {
            unsupported,
            examples: _,
        } = &**notes;
        let plain = (never, types, values, numbers, strings);
        let in_place = (
            reference.is_some(),
            all_of.len(),
            Lengths(any_of),
            (one_of.len(), has_one_of, not.is_some()),
            condition.map(|(_, then, other)| (then.is_some(), other.is_some())),
        );
        (
            plain,
            arrays.as_deref().map(parts_of_arrays),
            objects.as_deref().map(parts_of_objects),
            in_place,
            (read_only, write_only, unsupported),
        )
    }
}

fn parts_of_arrays(arrays: &Arrays) -> impl Hash + PartialEq + '_ {
    let Arrays {
        prefix,
        items,
        contains,
        min_contains,
        max_contains,
        min,
        max,
        unique,
        unevaluated,
    } = arrays;
    (
        prefix.len(),
        (items.is_some(), contains.is_some(), unevaluated.is_some()),
        (min_contains, max_contains, min, max, unique),
    )
}

fn parts_of_objects(objects: &Objects) -> impl Hash + PartialEq + '_ {
    let Objects {
        record,
        properties,
        patterns,
        additional,
        names,
        required,
        min,
        max,
        dependent_required,
        dependent_schemas,
        unevaluated,
    } = objects;
    (
        (record, min, max, required),
        Names(properties),
        Names(patterns),
        (additional.is_some(), names.is_some(), unevaluated.is_some()),
        (dependent_required, Names(dependent_schemas)),
    )
}

impl PartialEq for Local<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.parts() == other.parts()
    }
}

impl Eq for Local<'_> {}

impl Hash for Local<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.parts().hash(state);
    }
}

/// The names of children, without the children.
struct Names<'n>(&'n [(u32, NodeId)]);

impl PartialEq for Names<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.0
            .iter()
            .map(|(name, _)| name)
            .eq(other.0.iter().map(|(name, _)| name))
    }
}

impl Hash for Names<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.len().hash(state);
        self.0.iter().for_each(|(name, _)| name.hash(state));
    }
}

/// How long lists of children are, without the children.
struct Lengths<'n>(&'n [Vec<NodeId>]);

impl PartialEq for Lengths<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.0.iter().map(Vec::len).eq(other.0.iter().map(Vec::len))
    }
}

impl Hash for Lengths<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.len().hash(state);
        self.0.iter().for_each(|list| list.len().hash(state));
    }
}

fn class_of(node: NodeId, targets: &[NodeId], classes: &[NodeId]) -> NodeId {
    let target = targets.get(node as usize).copied().unwrap_or(node);
    classes.get(target as usize).copied().unwrap_or(target)
}

fn narrow(index: usize) -> NodeId {
    NodeId::try_from(index).unwrap_or(NodeId::MAX)
}

/// Writes the classes of the children; where order says nothing they are sorted.
fn signature(node: &Node, class: impl Fn(NodeId) -> NodeId, found: &mut Vec<NodeId>) {
    let bag = |found: &mut Vec<NodeId>, nodes: &[NodeId]| {
        let from = found.len();
        found.extend(nodes.iter().map(|&n| class(n)));
        if let Some(added) = found.get_mut(from..) {
            added.sort_unstable();
        }
    };
    bag(found, &node.logic.all_of);
    for arms in &node.logic.any_of {
        bag(found, arms);
    }
    bag(found, &node.logic.one_of);
    found.extend(node.reference.map(&class));
    found.extend(node.logic.not.map(&class));
    if let Some((test, then, otherwise)) = node.logic.condition {
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
}

fn build(nodes: &[&Node], targets: &[NodeId], classes: &[NodeId]) -> Unified {
    let own = (0..).take(nodes.len());
    let own = own.map(|node| class_of(node, targets, classes));
    // Compact: only classes of nodes that are no aliases are kept.
    let mut number: HashMap<NodeId, NodeId> = HashMap::default();
    let mut kept: Vec<Node> = Vec::new();
    let mut compact = Vec::with_capacity(nodes.len());
    for (class, &target) in own.zip(targets) {
        let id = *number.entry(class).or_insert_with(|| {
            let node = nodes.get(target as usize);
            kept.push(node.map_or_else(Node::default, |&node| node.clone()));
            narrow(kept.len() - 1)
        });
        compact.push(id);
    }
    for (&class, node) in compact.iter().zip(nodes) {
        // What is an example of one place need not read well at another.
        if let Some(kept) = kept.get_mut(class as usize)
            && kept.notes.examples != node.notes.examples
            && node.alias().is_none()
        {
            kept.notes.examples = Vec::new();
        }
    }
    for node in &mut kept {
        node.each_child(|child| {
            *child = compact.get(*child as usize).copied().unwrap_or(*child);
        });
        sort_bags(node);
    }
    Unified {
        nodes: kept,
        classes: compact,
    }
}

/// Sorts the lists whose order says nothing, so that what says the same is written the same.
pub(crate) fn sort_bags(node: &mut Node) {
    let Some(logic) = node.logic.written() else {
        return;
    };
    logic.all_of.sort_unstable();
    logic.all_of.dedup();
    for arms in &mut logic.any_of {
        arms.sort_unstable();
        arms.dedup();
    }
    logic.one_of.sort_unstable();
}
