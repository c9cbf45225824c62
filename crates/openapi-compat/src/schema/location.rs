//! Every schema that describes one value.

use std::collections::{BTreeMap, BTreeSet};

use openapi_doc::{Item, NodeRef, Schema, Type, TypeSet};

/// The keywords that choose between schemas.
const CHOICES: [&str; 2] = ["anyOf", "oneOf"];

/// Schemas of one location at most.
const MAX_SCHEMAS: usize = 100;

/// Schemas that are written for the same value by different schemas around it; nearly always one.
#[derive(Clone, Debug)]
pub(crate) struct Roots<'d> {
    pub(super) first: Schema<'d>,
    more: Vec<Schema<'d>>,
}

impl<'d> From<Schema<'d>> for Roots<'d> {
    fn from(first: Schema<'d>) -> Self {
        Self {
            first,
            more: Vec::new(),
        }
    }
}

impl<'d> Roots<'d> {
    fn of(schemas: impl IntoIterator<Item = Schema<'d>>) -> Option<Self> {
        let mut schemas = schemas.into_iter();
        Some(Self {
            first: schemas.next()?,
            more: schemas.collect(),
        })
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = Schema<'d>> + '_ {
        std::iter::once(self.first).chain(self.more.iter().copied())
    }

    /// The only one.
    pub(super) fn single(&self) -> Option<Schema<'d>> {
        self.more.is_empty().then_some(self.first)
    }

    /// Where the others stand.
    pub(super) fn more(&self) -> Vec<NodeRef> {
        self.more.iter().map(|schema| schema.item().at()).collect()
    }

    /// Each schema once, at the end of its references.
    pub(crate) fn resolved(&self) -> Self {
        let first = self.first.resolve();
        let mut more: Vec<Schema<'d>> = Vec::new();
        for schema in self.more.iter().map(|schema| schema.resolve()) {
            let is_known = schema.id() == first.id();
            if !is_known && more.iter().all(|known| known.id() != schema.id()) {
                more.push(schema);
            }
        }
        Self { first, more }
    }

    /// Only the first few of them.
    pub(super) fn at_most(mut self, count: usize) -> Self {
        self.more.truncate(count.saturating_sub(1));
        self
    }
}

/// A choice between several schemas for values other than null.
pub(super) struct Choice<'d> {
    pub(super) name: &'static str,
    /// The keyword.
    pub(super) item: Item<'d>,
    /// The schema that has the keyword.
    pub(super) holder: Schema<'d>,
    /// Those for values other than null, not resolved.
    pub(super) arms: Vec<Schema<'d>>,
}

/// The schemas that stand at a location, those of their `allOf`, what they refer to, and the one arm that is left of a
/// choice between it and null.
pub(crate) struct Location<'d> {
    pub(super) schemas: Vec<Schema<'d>>,
    pub(super) choices: Vec<Choice<'d>>,
    roots: Roots<'d>,
    has_null_arm: bool,
}

/// A member of an object, with the schema object that declares it first.
#[derive(Clone)]
pub(crate) struct Member<'d> {
    pub(crate) roots: Roots<'d>,
    pub(super) holder: Schema<'d>,
    pub(super) is_required: bool,
}

impl<'d> Member<'d> {
    pub(super) fn schema(&self) -> Schema<'d> {
        self.roots.first
    }
}

impl<'d> Location<'d> {
    pub(crate) fn of(root: Schema<'d>) -> Self {
        Self::of_all(Roots::from(root))
    }

    pub(crate) fn of_all(roots: Roots<'d>) -> Self {
        let mut schemas: Vec<Schema<'d>> = roots.iter().collect();
        let mut choices = Vec::new();
        let mut has_null_arm = false;
        let mut next = 0;
        while let Some(&schema) = schemas.get(next) {
            next += 1;
            let mut more: Vec<Schema<'d>> = schema.all_of();
            for (name, arms) in CHOICES.into_iter().zip([schema.any_of(), schema.one_of()]) {
                let count = arms.len();
                let others: Vec<Schema<'d>> = arms
                    .into_iter()
                    .filter(|arm| !allows_only_null(*arm))
                    .collect();
                has_null_arm |= others.len() < count;
                if let [only] = others.as_slice() {
                    more.push(*only);
                } else if let (Some(item), [_, ..]) = (schema.keyword(name), others.as_slice()) {
                    choices.push(Choice {
                        name,
                        item,
                        holder: schema,
                        arms: others,
                    });
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
        Self {
            schemas,
            choices,
            roots,
            has_null_arm,
        }
    }

    pub(super) fn roots(&self) -> &Roots<'d> {
        &self.roots
    }

    pub(super) fn item(&self) -> Item<'d> {
        self.roots.first.item()
    }

    pub(super) fn at(&self) -> NodeRef {
        self.item().at()
    }

    /// The first of the keywords of that name.
    pub(crate) fn keyword(&self, name: &str) -> Option<Item<'d>> {
        self.keywords(name).next()
    }

    /// Every keyword of that name.
    pub(super) fn keywords(&self, name: &str) -> impl Iterator<Item = Item<'d>> {
        self.schemas
            .iter()
            .filter_map(move |schema| schema.keyword(name))
    }

    /// The schemas that are the values of a keyword.
    pub(super) fn inside(&self, keyword: &str) -> Option<Roots<'d>> {
        Roots::of(self.keywords(keyword).filter_map(Item::schema))
    }

    /// The schemas in a map of a keyword, by their keys.
    pub(super) fn inside_map(&self, keyword: &str) -> BTreeMap<&'d str, Roots<'d>> {
        let mut found: BTreeMap<&'d str, Roots<'d>> = BTreeMap::new();
        for (key, item) in self.keywords(keyword).flat_map(Item::members) {
            if let Some(schema) = item.schema() {
                found
                    .entry(key)
                    .and_modify(|roots| roots.more.push(schema))
                    .or_insert_with(|| Roots::from(schema));
            }
        }
        found
    }

    /// The schemas in a list of a keyword, by their positions.
    pub(super) fn inside_list(&self, keyword: &str) -> Vec<Roots<'d>> {
        let mut found: Vec<Roots<'d>> = Vec::new();
        for list in self.keywords(keyword) {
            for (index, schema) in list.items().filter_map(Item::schema).enumerate() {
                match found.get_mut(index) {
                    Some(roots) => roots.more.push(schema),
                    None => found.push(Roots::from(schema)),
                }
            }
        }
        found
    }

    /// The members by name, each with every schema that is declared for it.
    pub(crate) fn properties(&self) -> BTreeMap<&'d str, Member<'d>> {
        let mut found: BTreeMap<&'d str, Member<'d>> = BTreeMap::new();
        for &holder in &self.schemas {
            for property in holder.properties() {
                let schema = property.schema();
                found
                    .entry(property.name())
                    .and_modify(|member| member.roots.more.push(schema))
                    .or_insert_with(|| Member {
                        roots: Roots::from(schema),
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
        let name = of.pointer();
        let same = |schema: &&Schema<'d>| schema.pointer() == name;
        let mut schemas = self.schemas.iter();
        schemas.find(same).copied().unwrap_or(self.roots.first)
    }

    /// The keyword that chooses between schemas for values other than null, if one does.
    pub(super) fn choice(&self) -> Option<Item<'d>> {
        self.choices.first().map(|choice| choice.item)
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
        let arms = self.choices.iter().flat_map(|choice| &choice.arms);
        arms.copied().collect()
    }

    /// The types that all of those schemas allow that name any; empty if none does.
    pub(crate) fn types(&self) -> TypeSet {
        let named = self.schemas.iter().map(|schema| schema.types());
        let named = named.filter(|types| !types.is_empty());
        named.reduce(common).unwrap_or_default()
    }

    /// Whether types are named, and objects are not among them.
    pub(super) fn is_never_object(&self) -> bool {
        let types = self.types().without(Type::Null);
        !types.is_empty() && !types.contains(Type::Object)
    }

    /// Whether null is among what is allowed, in one of the usual spellings.
    pub(super) fn names_null(&self) -> bool {
        self.has_null_arm
            || self.schemas.iter().any(|schema| {
                schema.null_spelling().is_some() || schema.types().contains(Type::Null)
            })
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

/// Whether null is the only value of a schema, or of one that has to hold with it.
fn allows_only_null(schema: Schema<'_>) -> bool {
    let mut open = vec![schema.resolve()];
    let mut next = 0;
    while let Some(&schema) = open.get(next) {
        next += 1;
        if schema.is_null_only() {
            return true;
        }
        for part in schema.all_of().into_iter().chain(schema.target()) {
            let part = part.resolve();
            if open.len() < MAX_SCHEMAS && open.iter().all(|known| known.id() != part.id()) {
                open.push(part);
            }
        }
    }
    false
}

/// The types of two sets that both have: integers are numbers.
fn common(a: TypeSet, b: TypeSet) -> TypeSet {
    let has = |set: TypeSet, kind: Type| {
        set.contains(kind) || (kind == Type::Integer && set.contains(Type::Number))
    };
    let all = a.iter().chain(b.iter());
    all.filter(|kind| has(a, *kind) && has(b, *kind)).collect()
}
