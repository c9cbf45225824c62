//! Which schemas inside of two schemas stand in the same place.

use crate::ir::{NameId, Node, NodeId, PatternId};

/// Where a schema stands inside of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Slot {
    Reference,
    AllOf(usize),
    AnyOf(usize, usize),
    OneOf(usize),
    Then,
    Else,
    Prefix(usize),
    Items,
    Contains,
    UnevaluatedItems,
    Property(NameId),
    Pattern(PatternId),
    Additional,
    Names,
    Dependent(NameId),
    UnevaluatedProperties,
}

/// Schemas inside of two nodes, by the slot in the first.
pub(super) struct Aligned {
    pub slot: Slot,
    pub a: NodeId,
    pub b: NodeId,
}

/// What tells whether two arms mean the same thing.
pub(super) trait Arms {
    /// The class of a schema: equal if it says the same.
    fn class(&self, node: NodeId) -> NodeId;
    /// Whether the arms have the same name or the same tag.
    fn is_counterpart(&self, a: NodeId, b: NodeId) -> bool;
}

/// The schemas that stand in the same place of both, except below `not` and `if`: what is inside of those is needed the
/// other way round.
pub(super) fn align(a: &Node, b: &Node, arms: &impl Arms) -> Vec<Aligned> {
    let mut found = Vec::new();
    single(&mut found, Slot::Reference, a.reference, b.reference);
    align_arms(
        &mut found,
        Slot::AllOf,
        &a.logic.all_of,
        &b.logic.all_of,
        arms,
    );
    if a.logic.any_of.len() == b.logic.any_of.len() {
        for (group, (a, b)) in a.logic.any_of.iter().zip(&b.logic.any_of).enumerate() {
            align_arms(&mut found, |at| Slot::AnyOf(group, at), a, b, arms);
        }
    }
    align_arms(
        &mut found,
        Slot::OneOf,
        &a.logic.one_of,
        &b.logic.one_of,
        arms,
    );
    if let (Some((if_a, then_a, else_a)), Some((if_b, then_b, else_b))) =
        (a.logic.condition, b.logic.condition)
        && arms.class(if_a) == arms.class(if_b)
    {
        single(&mut found, Slot::Then, then_a, then_b);
        single(&mut found, Slot::Else, else_a, else_b);
    }
    if let (Some(a), Some(b)) = (&a.arrays, &b.arrays) {
        for (at, (&a, &b)) in a.prefix.iter().zip(&b.prefix).enumerate() {
            single(&mut found, Slot::Prefix(at), Some(a), Some(b));
        }
        if a.prefix.len() == b.prefix.len() {
            single(&mut found, Slot::Items, a.items, b.items);
        }
        single(&mut found, Slot::Contains, a.contains, b.contains);
        single(
            &mut found,
            Slot::UnevaluatedItems,
            a.unevaluated,
            b.unevaluated,
        );
    }
    if let (Some(a), Some(b)) = (&a.objects, &b.objects) {
        for &(name, member) in &a.properties {
            single(
                &mut found,
                Slot::Property(name),
                Some(member),
                b.property(name),
            );
        }
        by_key(&mut found, Slot::Pattern, &a.patterns, &b.patterns);
        single(&mut found, Slot::Additional, a.additional, b.additional);
        single(&mut found, Slot::Names, a.names, b.names);
        by_key(
            &mut found,
            Slot::Dependent,
            &a.dependent_schemas,
            &b.dependent_schemas,
        );
        single(
            &mut found,
            Slot::UnevaluatedProperties,
            a.unevaluated,
            b.unevaluated,
        );
    }
    found
}

fn single(found: &mut Vec<Aligned>, slot: Slot, a: Option<NodeId>, b: Option<NodeId>) {
    if let (Some(a), Some(b)) = (a, b) {
        found.push(Aligned { slot, a, b });
    }
}

fn by_key<K: Copy + PartialEq>(
    found: &mut Vec<Aligned>,
    slot: impl Fn(K) -> Slot,
    a: &[(K, NodeId)],
    b: &[(K, NodeId)],
) {
    for &(key, member) in a {
        let other = b.iter().find(|&&(other, _)| other == key);
        single(found, slot(key), Some(member), other.map(|&(_, node)| node));
    }
}

/// Arms that say the same belong together, then those of the same name or tag, then the rest in their order if there are
/// as many on both sides.
fn align_arms(
    found: &mut Vec<Aligned>,
    slot: impl Fn(usize) -> Slot,
    a: &[NodeId],
    b: &[NodeId],
    arms: &impl Arms,
) {
    let mut left: Vec<(usize, NodeId)> = a.iter().copied().enumerate().collect();
    let mut right: Vec<NodeId> = b.to_vec();
    let mut pair_up = |belongs: &dyn Fn(NodeId, NodeId) -> bool| {
        left.retain(|&(at, a)| {
            let Some(other) = right.iter().position(|&b| belongs(a, b)) else {
                return true;
            };
            let b = right.remove(other);
            found.push(Aligned {
                slot: slot(at),
                a,
                b,
            });
            false
        });
    };
    pair_up(&|a, b| arms.class(a) == arms.class(b));
    pair_up(&|a, b| arms.is_counterpart(a, b));
    if left.len() == right.len() {
        let rest = left.into_iter().zip(right);
        found.extend(rest.map(|((at, a), b)| Aligned {
            slot: slot(at),
            a,
            b,
        }));
    }
}

/// Puts another schema into a slot.
pub(super) fn replace(node: &mut Node, slot: Slot, by: NodeId) {
    let place = match slot {
        Slot::Reference => node.reference.as_mut(),
        Slot::AllOf(at) => node.logic.all_of.get_mut(at),
        Slot::AnyOf(group, at) => node
            .logic
            .any_of
            .get_mut(group)
            .and_then(|arms| arms.get_mut(at)),
        Slot::OneOf(at) => node.logic.one_of.get_mut(at),
        Slot::Then => node
            .logic
            .condition
            .as_mut()
            .and_then(|(_, then, _)| then.as_mut()),
        Slot::Else => node
            .logic
            .condition
            .as_mut()
            .and_then(|(_, _, other)| other.as_mut()),
        Slot::Prefix(_) | Slot::Items | Slot::Contains | Slot::UnevaluatedItems => {
            let Some(arrays) = &mut node.arrays else {
                return;
            };
            match slot {
                Slot::Prefix(at) => arrays.prefix.get_mut(at),
                Slot::Items => arrays.items.as_mut(),
                Slot::Contains => arrays.contains.as_mut(),
                _ => arrays.unevaluated.as_mut(),
            }
        }
        Slot::Property(_)
        | Slot::Pattern(_)
        | Slot::Additional
        | Slot::Names
        | Slot::Dependent(_)
        | Slot::UnevaluatedProperties => {
            let Some(objects) = &mut node.objects else {
                return;
            };
            match slot {
                Slot::Property(name) => of_key(&mut objects.properties, name),
                Slot::Pattern(pattern) => of_key(&mut objects.patterns, pattern),
                Slot::Dependent(name) => of_key(&mut objects.dependent_schemas, name),
                Slot::Additional => objects.additional.as_mut(),
                Slot::Names => objects.names.as_mut(),
                _ => objects.unevaluated.as_mut(),
            }
        }
    };
    if let Some(place) = place {
        *place = by;
    }
}

fn of_key<K: Copy + PartialEq>(list: &mut [(K, NodeId)], key: K) -> Option<&mut NodeId> {
    let found = list.iter_mut().find(|(other, _)| *other == key);
    found.map(|(_, node)| node)
}
