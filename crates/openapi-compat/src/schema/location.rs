//! Every schema that describes one value.

use std::collections::{BTreeMap, BTreeSet};

use openapi_doc::{Item, NodeRef, Schema, Type, TypeSet};

/// The keywords that choose between schemas.
const CHOICES: [&str; 2] = ["anyOf", "oneOf"];

/// Schemas of one location at most.
const MAX_SCHEMAS: usize = 100;

/// The schema that stands at a location, those of its `allOf`, what they refer to, and the one arm that is left of a
/// choice between it and null.
pub(super) struct Location<'d> {
    pub(super) schemas: Vec<Schema<'d>>,
    root: Schema<'d>,
}

/// A member of an object, with the schema object that declares it.
#[derive(Clone, Copy)]
pub(super) struct Member<'d> {
    pub(super) schema: Schema<'d>,
    pub(super) holder: Schema<'d>,
    pub(super) is_required: bool,
}

impl<'d> Location<'d> {
    pub(super) fn of(root: Schema<'d>) -> Self {
        let mut schemas: Vec<Schema<'d>> = vec![root];
        let mut next = 0;
        while let Some(&schema) = schemas.get(next) {
            next += 1;
            let mut more: Vec<Schema<'d>> = schema.all_of();
            for arms in [schema.any_of(), schema.one_of()] {
                let arms: Vec<Schema<'d>> = arms.into_iter().map(Schema::resolve).collect();
                let others: Vec<Schema<'d>> = arms
                    .iter()
                    .copied()
                    .filter(|arm| !arm.is_null_only())
                    .collect();
                if let [only] = others.as_slice() {
                    more.push(*only);
                }
            }
            more.extend(schema.target());
            for other in more.into_iter().map(Schema::resolve) {
                let is_known = schemas.iter().any(|known| known.id() == other.id());
                if !is_known && schemas.len() < MAX_SCHEMAS {
                    schemas.push(other);
                }
            }
        }
        Self { schemas, root }
    }

    pub(super) fn item(&self) -> Item<'d> {
        self.root.item()
    }

    pub(super) fn at(&self) -> NodeRef {
        self.item().at()
    }

    /// The first of the keywords of that name.
    pub(super) fn keyword(&self, name: &str) -> Option<Item<'d>> {
        self.schemas.iter().find_map(|schema| schema.keyword(name))
    }

    /// The members by name. One that is declared more than once counts as what the first declaration says.
    pub(super) fn properties(&self) -> BTreeMap<&'d str, Member<'d>> {
        let mut found = BTreeMap::new();
        for &holder in &self.schemas {
            for property in holder.properties() {
                found.entry(property.name()).or_insert(Member {
                    schema: property.schema(),
                    holder,
                    is_required: false,
                });
            }
        }
        for name in self.schemas.iter().flat_map(|schema| schema.required()) {
            if let Some(member) = found.get_mut(name) {
                member.is_required = true;
            }
        }
        found
    }

    /// The schema object that stands where one of another location does: the same component, or else the whole location.
    pub(super) fn counterpart(&self, of: Schema<'_>) -> Schema<'d> {
        let name = of.location().pointer;
        let same = |schema: &&Schema<'d>| schema.location().pointer == name;
        self.schemas.iter().find(same).copied().unwrap_or(self.root)
    }

    /// The keyword that chooses between schemas for values other than null, if one does.
    pub(super) fn choice(&self) -> Option<Item<'d>> {
        let choices = CHOICES.iter();
        choices
            .filter(|name| !self.arms(name).is_empty())
            .find_map(|name| self.keyword(name))
    }

    /// The arms of a choice; none where no more than one is for other values than null: that one is a part of the location.
    pub(super) fn arms(&self, keyword: &str) -> Vec<Schema<'d>> {
        let list = self.keyword(keyword).into_iter();
        let arms: Vec<Schema<'d>> = list
            .flat_map(Item::items)
            .filter_map(Item::schema)
            .collect();
        let others = arms.iter().filter(|arm| !arm.resolve().is_null_only());
        if CHOICES.contains(&keyword) && others.count() <= 1 {
            return Vec::new();
        }
        arms
    }

    /// The names of the members that arms declare, those of choices within arms as well.
    pub(super) fn members_of_arms(&self) -> BTreeSet<&'d str> {
        let mut names = BTreeSet::new();
        let mut seen = BTreeSet::new();
        let mut open = self.all_arms();
        while let Some(arm) = open.pop() {
            let arm = arm.resolve();
            if seen.len() < MAX_SCHEMAS && seen.insert(arm.id()) {
                let arm = Self::of(arm);
                names.extend(arm.properties().into_keys());
                open.extend(arm.all_arms());
            }
        }
        names
    }

    pub(super) fn all_arms(&self) -> Vec<Schema<'d>> {
        CHOICES.iter().flat_map(|name| self.arms(name)).collect()
    }

    /// The types that are named, whichever of the schemas names them first; empty if none does.
    pub(super) fn types(&self) -> TypeSet {
        let mut named = self.schemas.iter().map(|schema| schema.types());
        named.find(|types| !types.is_empty()).unwrap_or_default()
    }

    /// Whether null is among what is allowed, in one of the usual spellings.
    pub(super) fn names_null(&self) -> bool {
        self.schemas
            .iter()
            .any(|schema| schema.null_spelling().is_some() || schema.types().contains(Type::Null))
    }

    /// The known values of an open set, where they are written.
    pub(super) fn known(&self) -> Option<(Item<'d>, BTreeSet<String>)> {
        let (schema, values) = self
            .schemas
            .iter()
            .find_map(|schema| Some((schema, schema.known_values()?)))?;
        let values = values.into_iter().map(|value| format!("\"{value}\""));
        Some((schema.keyword("x-known-values")?, values.collect()))
    }
}
