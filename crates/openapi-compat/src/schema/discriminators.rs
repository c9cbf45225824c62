//! What changed in a discriminator: the values that lead to the arms of a choice.

use std::collections::{BTreeMap, BTreeSet};

use openapi_doc::{Item, NodeRef, Schema};
use source_tree::Pointer;

use super::arms::counterparts;
use super::location::Location;
use super::names::{around, last_step, quoted};
use super::written;

/// A discriminator that comes in, goes, or leads elsewhere.
pub(super) struct Changed<'d> {
    /// The schema with the choice that it stands beside.
    pub(super) holder: Item<'d>,
    /// What became of it, in words that follow its name.
    pub(super) turned: String,
    /// Where it stands; on a side without one, what is chosen from.
    pub(super) base: NodeRef,
    pub(super) revision: NodeRef,
}

/// The change of the discriminator that a pair of places is about: its own place, an arm that it names, or the choice
/// beside it where every arm is still there.
pub(super) fn changed<'d>(
    base: Item<'d>,
    revision: Item<'d>,
    receiver: Item<'d>,
) -> Option<Changed<'d>> {
    let holder = holder(receiver)?;
    let (old, new) = (there(base, holder), there(revision, holder));
    let (was, is) = (old.and_then(Tags::of), new.and_then(Tags::of));
    let arms = old.zip(new);
    let arms = arms.map(|(old, new)| counterparts(&Location::of(old), &Location::of(new)));
    if is_choice(receiver) && !arms?.is_whole {
        return None;
    }
    let turned = match (&was, &is) {
        (None, Some(new)) => format!("is new (`{}`)", new.property),
        (Some(old), None) => format!("is gone (`{}`)", old.property),
        (Some(old), Some(new)) => old.turned(new)?,
        (None, None) => return None,
    };
    let place = |schema: Option<Schema<'d>>, otherwise: Item<'d>| {
        let item = schema.map_or(otherwise, Schema::item);
        item.get("discriminator").unwrap_or(item).at()
    };
    Some(Changed {
        holder: holder.item(),
        turned,
        base: place(old, base),
        revision: place(new, revision),
    })
}

/// The schema with the choice that a place belongs to.
fn holder(place: Item<'_>) -> Option<Schema<'_>> {
    let mut keyword = place;
    if last_step(keyword) == "$ref" {
        keyword = around(keyword)?;
    }
    if !is_of_choice(keyword) {
        keyword = around(keyword)?;
    }
    let schema = around(keyword).filter(|_| is_of_choice(keyword))?.schema();
    schema.filter(|schema| {
        schema
            .keyword("oneOf")
            .or(schema.keyword("anyOf"))
            .is_some()
    })
}

fn is_of_choice(place: Item<'_>) -> bool {
    place.schema().is_none() && (is_choice(place) || last_step(place) == "discriminator")
}

fn is_choice(place: Item<'_>) -> bool {
    place.schema().is_none() && ["anyOf", "oneOf"].contains(&last_step(place).as_str())
}

/// The schema at the same pointer in the document of a place.
fn there<'d>(place: Item<'d>, holder: Schema<'_>) -> Option<Schema<'d>> {
    let document = place.document();
    let pointer = Pointer::parse(&holder.pointer()).ok()?;
    let file = place.at().file;
    if file.index() != holder.item().at().file.index() {
        return None;
    }
    let node = document.tree(file)?.pointer(&pointer)?.id();
    document.schema_at(NodeRef { file, node })
}

/// The property of a discriminator, and the values that lead to arms, with those.
struct Tags<'d> {
    property: &'d str,
    arms: BTreeMap<&'d str, String>,
}

impl<'d> Tags<'d> {
    fn of(holder: Schema<'d>) -> Option<Self> {
        let property = holder.discriminator_property()?;
        let target = |schema: Schema<'d>| schema.resolve().pointer();
        let mapping = holder.discriminator_mapping().into_iter();
        let mut arms: BTreeMap<&str, String> =
            mapping.map(|(tag, schema)| (tag, target(schema))).collect();
        let mapped: BTreeSet<String> = arms.values().cloned().collect();
        for arm in holder.one_of().into_iter().chain(holder.any_of()) {
            let target = target(arm);
            // A component that is not mapped goes by its name.
            if let Some(name) = written::component(arm).filter(|_| !mapped.contains(&target)) {
                arms.entry(name).or_insert(target);
            }
        }
        Some(Self { property, arms })
    }

    /// What became of it; none if nothing did.
    fn turned(&self, new: &Self) -> Option<String> {
        if self.property != new.property {
            return Some(format!(
                "is `{}` and no longer `{}`",
                new.property, self.property
            ));
        }
        let only = |one: &Self, other: &Self| {
            let tags = one.arms.keys().copied();
            let alone: Vec<&str> = tags.filter(|tag| !other.arms.contains_key(tag)).collect();
            (!alone.is_empty()).then(|| quoted(alone.into_iter()))
        };
        match (only(new, self), only(self, new)) {
            (Some(added), None) => Some(format!("has {added} as well")),
            (None, Some(removed)) => Some(format!("no longer has {removed}")),
            (Some(added), Some(removed)) => Some(format!("has {added} and no longer {removed}")),
            (None, None) if self.arms != new.arms => Some("leads to other schemas".to_owned()),
            (None, None) => None,
        }
    }
}
