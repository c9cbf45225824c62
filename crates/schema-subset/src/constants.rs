//! Choices between constants as one list of values.
//!
//! A `oneOf` or `anyOf` of many `const`s allows what one `enum` allows, and that costs one question instead of one for
//! each pair of arms. The arms that list values become one arm, or the list of the schema itself where they are all of its
//! arms. What more than one arm of a `oneOf` lists stays refused by it, and stays allowed where the `oneOf` is read as
//! `anyOf`: a second arm lists it again.

use std::sync::Arc;

use foldhash::{HashMap, HashSet};

use crate::ir::{Logic, Node, NodeId, Schemas, Type, Types};
use crate::value::Value;

/// Longer lists stay arms of their own. Many choices may refer to one list, and each would copy it.
const MAX_LISTED: usize = 32;

/// The nodes of a pool with their choices between constants as lists.
#[derive(Debug, Default)]
pub(crate) struct Constants {
    /// What stands in for a node.
    changed: HashMap<NodeId, Node>,
    /// Arms that no document writes out; their numbers follow those of the pool.
    added: Vec<Node>,
}

impl Constants {
    pub fn of(schemas: &Schemas) -> Self {
        let mut found = Self::default();
        let mut seen: HashSet<NodeId> = HashSet::default();
        // Choices inside of choices come first. None leads back to itself: such ways were cut when loading.
        let mut open: Vec<(NodeId, bool)> = Vec::new();
        for (start, node) in (0..).zip(&schemas.nodes) {
            if has_choice(node) || node.values.is_some() {
                open.push((start, false));
            }
            while let Some((id, is_inside_done)) = open.pop() {
                let node = schemas.node(id);
                if is_inside_done || !has_choice(node) {
                    found.change(schemas, id);
                } else if seen.insert(id) {
                    open.push((id, true));
                    let arms = node.logic.any_of.iter().flatten().chain(&node.logic.one_of);
                    let arms = arms.map(|&arm| schemas.target(arm));
                    open.extend(
                        arms.filter(|&arm| has_choice(schemas.node(arm)))
                            .map(|arm| (arm, false)),
                    );
                }
            }
        }
        found
    }

    fn change(&mut self, schemas: &Schemas, id: NodeId) {
        let first = schemas.nodes.len();
        let look = |arm| {
            let arm = schemas.target(arm);
            self.changed.get(&arm).unwrap_or_else(|| schemas.node(arm))
        };
        let mut added = Vec::new();
        let next = first + self.added.len();
        let changed = changed(schemas.node(id), look, |node| {
            added.push(node);
            NodeId::try_from(next + added.len() - 1).unwrap_or(NodeId::MAX)
        });
        self.added.append(&mut added);
        if let Some(node) = changed {
            self.changed.insert(id, node);
        }
    }

    /// Every node as it is read, then the arms that were added.
    pub fn nodes<'n>(&'n self, schemas: &'n Schemas) -> Vec<&'n Node> {
        let mut nodes: Vec<&Node> = schemas.nodes.iter().collect();
        for (&id, node) in &self.changed {
            if let Some(slot) = nodes.get_mut(id as usize) {
                *slot = node;
            }
        }
        nodes.extend(&self.added);
        nodes
    }
}

fn has_choice(node: &Node) -> bool {
    node.logic.has_one_of || !node.logic.any_of.is_empty()
}

/// The node with its choices between constants as lists; none if it stays as it is. `look` finds the node of an arm, and
/// `add` takes in a node that becomes an arm.
pub(crate) fn changed<'n>(
    node: &Node,
    look: impl Fn(NodeId) -> &'n Node,
    mut add: impl FnMut(Node) -> NodeId,
) -> Option<Node> {
    // What is only a name for another schema has nothing to list.
    if node.alias().is_some() {
        return None;
    }
    let mut changed: Option<Node> = None;
    let mut groups = Vec::with_capacity(node.logic.any_of.len());
    let mut lists: Vec<Vec<Value>> = Vec::new();
    for arms in &node.logic.any_of {
        match Sorted::of(arms, &look) {
            Some(Sorted {
                mut values,
                mut others,
            }) => {
                values.dedup();
                if others.is_empty() {
                    lists.push(values);
                } else {
                    others.push(add(list(values)));
                    groups.push(others);
                }
                changed.get_or_insert_with(|| node.clone());
            }
            None => groups.push(arms.clone()),
        }
    }
    if let Some(changed) = &mut changed {
        changed.logic.any_of = groups;
    }
    if let Some(Sorted {
        mut values,
        mut others,
    }) = Sorted::of(&node.logic.one_of, &look)
    {
        let twice = twice(&values);
        values.dedup();
        let changed = changed.get_or_insert_with(|| node.clone());
        if others.is_empty() && twice.is_empty() {
            lists.push(values);
            changed.logic.one_of = Vec::new();
            changed.logic.has_one_of = false;
        } else {
            others.push(add(list(values)));
            if !twice.is_empty() {
                others.push(add(list(twice)));
            }
            changed.logic.one_of = others;
        }
    }
    for values in lists {
        if let Some(changed) = &mut changed {
            let values = match &changed.values {
                Some(own) => common(own, &values),
                None => values,
            };
            changed.values = Some(values.into());
        }
    }
    name_types(node, &mut changed);
    changed
}

/// Says of what types the listed values are and lists no others: so the same list is the same node, whatever was written
/// beside it.
fn name_types(node: &Node, changed: &mut Option<Node>) {
    let as_is = changed.as_ref().unwrap_or(node);
    let Some(values) = &as_is.values else {
        return;
    };
    let allowed = |value: &&Value| as_is.types.is_none_or(|types| types.allow(value));
    let count = values.iter().filter(allowed).count();
    if count == 0 {
        return;
    }
    let types = types_of(values.iter().filter(allowed));
    if as_is.types == Some(types) && count == values.len() {
        return;
    }
    let kept: Arc<[Value]> = if count == values.len() {
        Arc::clone(values)
    } else {
        values.iter().filter(allowed).cloned().collect()
    };
    let changed = changed.get_or_insert_with(|| node.clone());
    changed.types = Some(types);
    changed.values = Some(kept);
}

/// The arms of a choice: what those list that list values, in order and as often as they do, and the other arms.
struct Sorted {
    values: Vec<Value>,
    others: Vec<NodeId>,
}

impl Sorted {
    /// None if there is nothing to be gained.
    fn of<'n>(arms: &[NodeId], look: impl Fn(NodeId) -> &'n Node) -> Option<Self> {
        let mut found = Self {
            values: Vec::new(),
            others: Vec::new(),
        };
        for &arm in arms {
            match listed(look(arm)) {
                Some(values) => found.values.extend(values),
                None => found.others.push(arm),
            }
        }
        let lists = arms.len() - found.others.len();
        found.values.sort();
        (lists > 1 || lists == 1 && found.others.is_empty()).then_some(found)
    }
}

/// The values of a schema that does nothing but list them, or names a type of few values.
fn listed(node: &Node) -> Option<Vec<Value>> {
    // Taken apart in full, so that no keyword is ever passed over.
    let Node {
        never,
        types,
        values,
        numbers: None,
        strings: None,
        arrays: None,
        objects: None,
        reference: None,
        logic,
        read_only: false,
        write_only: false,
        notes,
    } = node
    else {
        return None;
    };
    if **logic != Logic::default() || !notes.unsupported.is_empty() {
        return None;
    }
    if *never {
        return Some(Vec::new());
    }
    let found: Vec<Value> = match (values, types) {
        (Some(values), _) if values.len() > MAX_LISTED => return None,
        (Some(values), None) => values.to_vec(),
        (Some(values), Some(types)) => {
            let allowed = values.iter().filter(|value| types.allow(value));
            allowed.cloned().collect()
        }
        (None, Some(types)) => {
            let few = [Value::Null, Value::Bool(false), Value::Bool(true)];
            let found: Vec<Value> = few.into_iter().filter(|v| types.allow(v)).collect();
            if found.is_empty() || types_of(&found) != *types {
                return None;
            }
            found
        }
        (None, None) => return None,
    };
    Some(found)
}

/// A node that lists values and says nothing else.
fn list(values: Vec<Value>) -> Node {
    Node {
        types: (!values.is_empty()).then(|| types_of(&values)),
        values: Some(values.into()),
        ..Node::default()
    }
}

fn types_of<'v>(values: impl IntoIterator<Item = &'v Value>) -> Types {
    let mut types = Types::NONE;
    for value in values {
        types.add(Type::of(value));
    }
    types
}

/// The values that a sorted list has more than once, each once.
fn twice(sorted: &[Value]) -> Vec<Value> {
    let pairs = sorted.windows(2).filter_map(|pair| match pair {
        [one, other] if one == other => Some(one.clone()),
        _ => None,
    });
    let mut found: Vec<Value> = pairs.collect();
    found.dedup();
    found
}

/// What both sorted lists have.
fn common(some: &[Value], others: &[Value]) -> Vec<Value> {
    let both = some
        .iter()
        .filter(|value| others.binary_search(value).is_ok());
    both.cloned().collect()
}
