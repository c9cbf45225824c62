//! What the schemas of a location say by themselves, the schemas inside of them apart.

use std::collections::{BTreeMap, BTreeSet};

use openapi_doc::{Item, Schema, Type};

use super::location::Location;

/// Keywords whose text says all that they say.
pub(super) const PLAIN: &[&str] = &[
    "const",
    "dependentRequired",
    "discriminator",
    "enum",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "format",
    "maxContains",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minContains",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "nullable",
    "pattern",
    "required",
    "type",
    "uniqueItems",
];

/// Keywords whose schemas are compared by themselves, so that here it only counts whether they are there.
pub(super) const AROUND_ONE: &[&str] = &[
    "additionalProperties",
    "contains",
    "else",
    "items",
    "propertyNames",
    "then",
    "unevaluatedItems",
    "unevaluatedProperties",
];

/// Keywords with several schemas that are compared by themselves, by their keys or in their order.
const AROUND_MANY: &[&str] = &["dependentSchemas", "patternProperties", "prefixItems"];

/// Keywords whose schemas count the other way round: they are only compared with all that is around them.
const REVERSED: &[&str] = &["if", "not"];

/// How often a component may be the only schema of an `allOf` that is one itself.
const MAX_WRAPPED: usize = 8;

/// Whether the keywords of two locations differ, other than by what is inside of the schemas that they hold. It may say so
/// of two that mean the same.
pub(super) fn is_unlike(base: &Location<'_>, revision: &Location<'_>) -> bool {
    let reverses = |location: &Location<'_>| {
        let mut keywords = REVERSED.iter();
        keywords.any(|keyword| location.keyword(keyword).is_some())
    };
    reverses(base)
        || reverses(revision)
        || said(base) != said(revision)
        || choices(base) != choices(revision)
}

/// The texts of the plain keywords, and which others there are.
fn said<'d>(location: &Location<'d>) -> BTreeMap<&'d str, BTreeSet<&'d str>> {
    let mut said: BTreeMap<&'d str, BTreeSet<&'d str>> = BTreeMap::new();
    if location.names_null() {
        said.entry("null").or_default();
    }
    for schema in &location.schemas {
        if schema.boolean().is_some() {
            said.entry("")
                .or_default()
                .insert(schema.item().node().source());
        }
        for (keyword, item) in schema.item().members() {
            if PLAIN.contains(&keyword) {
                said.entry(keyword)
                    .or_default()
                    .insert(item.node().source());
            } else if AROUND_ONE.contains(&keyword) {
                // `false` is the one schema that has nothing inside.
                let is_false = item.node().as_bool() == Some(false);
                let told = if is_false { "false" } else { "" };
                said.entry(keyword).or_default().insert(told);
            } else if AROUND_MANY.contains(&keyword) {
                let of_keyword = said.entry(keyword).or_default();
                of_keyword.extend(item.members().map(|(key, _)| key));
                of_keyword.extend(item.items().map(|item| item.node().source()));
            }
        }
    }
    said
}

/// The arms of each choice: their components, and how many there are.
fn choices<'d>(location: &Location<'d>) -> [(usize, BTreeSet<&'d str>); 2] {
    ["anyOf", "oneOf"].map(|keyword| {
        let of_keyword = location.choices.iter();
        let arms = of_keyword
            .filter(|choice| choice.name == keyword)
            .flat_map(|choice| choice.arms.iter().copied());
        let named = arms.clone().filter_map(component).collect();
        (arms.count(), named)
    })
}

/// The last step of what an arm refers to, by itself or as the only schema of its `allOf`.
pub(super) fn component(arm: Schema<'_>) -> Option<&str> {
    let mut arm = arm;
    for _ in 0..MAX_WRAPPED {
        if let Some(target) = arm.item().text("$ref") {
            return target.rsplit('/').next();
        }
        let inside = arm.all_of();
        let [only] = inside.as_slice() else {
            return None;
        };
        if arm.item().members().count() > 1 {
            return None;
        }
        arm = *only;
    }
    None
}

/// Whether a location declares members, so that its sender sends those only.
pub(super) fn is_record(location: &Location<'_>) -> bool {
    let declares = ["properties", "required", "patternProperties"];
    let types = location.types();
    (types.is_empty() || types.contains(Type::Object))
        && declares
            .iter()
            .any(|keyword| location.keyword(keyword).is_some())
}

/// The keyword that restricts members that are not declared.
#[derive(Clone, Copy)]
pub(super) struct Closing<'d> {
    pub(super) name: &'static str,
    pub(super) item: Item<'d>,
    pub(super) holder: Schema<'d>,
}

/// What restricts members that are not declared, if something does.
pub(super) fn closing<'d>(location: &Location<'d>) -> Option<Closing<'d>> {
    let restricts = |item: Item<'d>| match item.node().as_bool() {
        Some(allowed) => !allowed,
        None => item.members().next().is_some(),
    };
    let mut found = location.schemas.iter().flat_map(|&holder| {
        ["additionalProperties", "unevaluatedProperties"]
            .into_iter()
            .filter_map(move |name| {
                let item = holder.keyword(name)?;
                Some(Closing { name, item, holder })
            })
    });
    found.find(|closing| restricts(closing.item))
}

/// Whether two locations say differently how their values are written in XML.
pub(super) fn has_other_xml(base: &Location<'_>, revision: &Location<'_>) -> bool {
    let written = |location: &Location<'_>| {
        let item = location.keyword("xml")?;
        let value = schema_subset::Value::from_node(item.node())?.to_string();
        Some(value).filter(|value| value != "{}")
    };
    written(base) != written(revision)
}
