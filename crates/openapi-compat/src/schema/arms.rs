//! Which arms of two choices are for the same values.
//!
//! Arms have no names of their own and may stand in any order. They are brought together by what tells most first: the
//! component, the value of the discriminator, all that is written, the constants of their members, their types, and at
//! last the names of their members. Those for which nothing speaks are left apart.

use std::collections::hash_map::DefaultHasher;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{Hash, Hasher};

use openapi_doc::{Item, Schema, Type, TypeSet};
use schema_subset::Value;

use super::location::{Location, Roots};
use super::written;

/// How deep the schemas inside arms are looked at, and how many of one arm.
const MAX_DEPTH: usize = 4;
const MAX_SCHEMAS: usize = 300;

/// Pairs of arms of which the names of the members are compared.
const MAX_PAIRS: usize = 2_500;

/// The arms of two choices.
pub(super) struct Counterparts<'d> {
    /// Arms of both, and whether it is sure that they are for the same values.
    pub(super) pairs: Vec<(Schema<'d>, Schema<'d>, bool)>,
    /// Whether no arm of either is left over.
    pub(super) is_whole: bool,
}

/// Brings together the arms of two locations.
pub(super) fn counterparts<'d>(base: &Location<'d>, revision: &Location<'d>) -> Counterparts<'d> {
    let mut matching = Matching {
        left: arms(base),
        right: arms(revision),
        pairs: Vec::new(),
    };
    matching.by(|arm| arm.name.map(str::to_owned), true);
    matching.by(|arm| arm.tag.map(str::to_owned), true);
    if !matching.is_done() {
        for arm in matching.left.iter_mut().chain(&mut matching.right) {
            arm.look();
        }
        matching.by(|arm| Some(arm.digest()), false);
        matching.by(Arm::shape, false);
        matching.by(Arm::constants, false);
        matching.by(|arm| arm.shape.as_ref().map(|shape| shape.types), false);
        matching.by_members();
    }
    Counterparts {
        is_whole: matching.left.is_empty() && matching.right.is_empty(),
        pairs: matching.pairs,
    }
}

/// An arm with what it is known by.
struct Arm<'d> {
    schema: Schema<'d>,
    /// Its component.
    name: Option<&'d str>,
    /// The value of the discriminator that is mapped to it.
    tag: Option<&'d str>,
    shape: Option<Shape<'d>>,
}

/// What an arm says, its schemas inside apart.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Shape<'d> {
    types: TypeSet,
    values: BTreeSet<String>,
    members: BTreeSet<&'d str>,
    constants: BTreeMap<&'d str, String>,
}

fn arms<'d>(location: &Location<'d>) -> Vec<Arm<'d>> {
    let mut found = Vec::new();
    for choice in &location.choices {
        let mut mapping = choice.holder.discriminator_mapping();
        mapping.sort_by_key(|(tag, _)| *tag);
        for &schema in &choice.arms {
            let target = schema.resolve().id();
            let mut mapped = mapping.iter();
            let tag = mapped.find(|(_, of)| of.resolve().id() == target);
            found.push(Arm {
                schema,
                name: written::component(schema),
                tag: tag.map(|(tag, _)| *tag),
                shape: None,
            });
        }
    }
    found
}

impl<'d> Arm<'d> {
    fn look(&mut self) {
        let location = Location::of(self.schema.resolve());
        let members = location.properties();
        let constant = |roots: &Roots<'d>| {
            let mut values = values(&Location::of_all(roots.resolved())).into_iter();
            values.next().filter(|_| values.next().is_none())
        };
        self.shape = Some(Shape {
            types: types(&location),
            values: values(&location),
            constants: members
                .iter()
                .filter_map(|(name, member)| Some((*name, constant(&member.roots)?)))
                .collect(),
            members: members.into_keys().collect(),
        });
    }

    fn shape(&self) -> Option<Shape<'d>> {
        self.shape.clone()
    }

    fn constants(&self) -> Option<BTreeMap<&'d str, String>> {
        let constants = &self.shape.as_ref()?.constants;
        Some(constants.clone()).filter(|constants| !constants.is_empty())
    }

    fn digest(&self) -> u64 {
        let mut left = MAX_SCHEMAS;
        digest(&self.schema.into(), MAX_DEPTH, &mut left)
    }

    fn members(&self) -> &BTreeSet<&'d str> {
        static NONE: BTreeSet<&str> = BTreeSet::new();
        self.shape.as_ref().map_or(&NONE, |shape| &shape.members)
    }
}

/// The arms that are still apart, and those that are brought together.
struct Matching<'d> {
    left: Vec<Arm<'d>>,
    right: Vec<Arm<'d>>,
    pairs: Vec<(Schema<'d>, Schema<'d>, bool)>,
}

impl<'d> Matching<'d> {
    fn is_done(&self) -> bool {
        self.left.is_empty() || self.right.is_empty()
    }

    /// Brings together the arms that are alone on both sides with what they are known by.
    fn by<K: Ord>(&mut self, known_by: impl Fn(&Arm<'d>) -> Option<K>, is_sure: bool) {
        if self.is_done() {
            return;
        }
        let mut known: BTreeMap<K, [Vec<usize>; 2]> = BTreeMap::new();
        for (index, arm) in self.left.iter().enumerate() {
            if let Some(key) = known_by(arm) {
                let [left, _] = known.entry(key).or_default();
                left.push(index);
            }
        }
        for (index, arm) in self.right.iter().enumerate() {
            if let Some(key) = known_by(arm) {
                let [_, right] = known.entry(key).or_default();
                right.push(index);
            }
        }
        let alone = known.into_values().filter_map(|[left, right]| {
            let [left, right] = [left.as_slice(), right.as_slice()];
            match (left, right) {
                ([left], [right]) => Some((*left, *right)),
                _ => None,
            }
        });
        self.take(&alone.collect::<Vec<_>>(), is_sure);
    }

    /// Brings together the arms that have most members in common.
    fn by_members(&mut self) {
        if self.is_done() || self.left.len().saturating_mul(self.right.len()) > MAX_PAIRS {
            return;
        }
        let mut likely = Vec::new();
        for (left, old) in self.left.iter().enumerate() {
            for (right, new) in self.right.iter().enumerate() {
                let common = old.members().intersection(new.members()).count();
                if common > 0 {
                    let apart = old.members().symmetric_difference(new.members()).count();
                    likely.push((std::cmp::Reverse(common), apart, left, right));
                }
            }
        }
        likely.sort_unstable();
        let mut taken: [BTreeSet<usize>; 2] = [BTreeSet::new(), BTreeSet::new()];
        let mut found = Vec::new();
        for (_, _, left, right) in likely {
            let [in_left, in_right] = &mut taken;
            if !in_left.contains(&left) && !in_right.contains(&right) {
                in_left.insert(left);
                in_right.insert(right);
                found.push((left, right));
            }
        }
        self.take(&found, false);
    }

    /// Moves arms to the pairs.
    fn take(&mut self, found: &[(usize, usize)], is_sure: bool) {
        let pairs = found.iter().filter_map(|&(left, right)| {
            let (old, new) = (self.left.get(left)?, self.right.get(right)?);
            Some((old.schema, new.schema, is_sure))
        });
        self.pairs.extend(pairs);
        let taken = |side: &[usize]| side.iter().copied().collect::<BTreeSet<_>>();
        let (left, right): (Vec<_>, Vec<_>) = found.iter().copied().unzip();
        keep_others(&mut self.left, &taken(&left));
        keep_others(&mut self.right, &taken(&right));
    }
}

fn keep_others(arms: &mut Vec<Arm<'_>>, taken: &BTreeSet<usize>) {
    let mut index = 0;
    arms.retain(|_| {
        index += 1;
        !taken.contains(&(index - 1))
    });
}

fn types(location: &Location<'_>) -> TypeSet {
    location.types().without(Type::Null)
}

/// The values that are listed.
fn values(location: &Location<'_>) -> BTreeSet<String> {
    let text = |item: Item<'_>| Value::from_node(item.node()).map(|value| value.to_string());
    let listed = location.keywords("enum").flat_map(Item::items);
    let all = listed.chain(location.keywords("const"));
    all.filter_map(text).collect()
}

/// What a schema says with those inside, whatever the order in which it is written and the components that it is made of.
fn digest(roots: &Roots<'_>, depth: usize, left: &mut usize) -> u64 {
    let mut hasher = DefaultHasher::new();
    let Some(rest) = left.checked_sub(1).filter(|_| depth > 0) else {
        return hasher.finish();
    };
    *left = rest;
    let location = Location::of_all(roots.resolved());
    types(&location).hash(&mut hasher);
    location.names_null().hash(&mut hasher);
    values(&location).hash(&mut hasher);
    for (name, member) in location.properties() {
        (name, member.is_required).hash(&mut hasher);
        digest(&member.roots, depth - 1, left).hash(&mut hasher);
    }
    for keyword in written::PLAIN
        .iter()
        .filter(|name| !IN_WORDS.contains(name))
    {
        let texts: BTreeSet<&str> = location
            .keywords(keyword)
            .map(|item| item.node().source())
            // Nearly all keywords say nothing with these.
            .filter(|text| !["0", "false"].contains(text))
            .collect();
        (keyword, texts).hash(&mut hasher);
    }
    for keyword in written::AROUND_ONE {
        if let Some(inside) = location.inside(keyword) {
            (keyword, inside.first.boolean()).hash(&mut hasher);
            digest(&inside, depth - 1, left).hash(&mut hasher);
        }
    }
    let arms = location.all_arms().into_iter();
    let mut arms: Vec<u64> = arms
        .map(|arm| digest(&arm.into(), depth - 1, left))
        .collect();
    arms.sort_unstable();
    arms.hash(&mut hasher);
    hasher.finish()
}

/// Plain keywords that are looked at otherwise.
const IN_WORDS: [&str; 6] = [
    "const",
    "discriminator",
    "enum",
    "nullable",
    "required",
    "type",
];

#[cfg(test)]
mod tests {
    use openapi_doc::{Document, Limits, MemoryFiles, load};

    use super::*;

    fn document(choice: &str, others: &str) -> Document {
        let text = format!(
            r#"{{"openapi": "3.1.0", "info": {{"title": "T", "version": "1"}}, "paths": {{}}, "components": {{"schemas": {{"Choice": {choice}{others}}}}}}}"#
        );
        let files = MemoryFiles::new([("api.json", text)]);
        load("api.json", &files, &Limits::default()).unwrap()
    }

    fn choice(document: &Document) -> Location<'_> {
        let components = document.root().get("components");
        let schemas = components.and_then(|components| components.get("schemas"));
        let choice = schemas.and_then(|schemas| schemas.get("Choice"));
        Location::of(choice.unwrap().schema().unwrap())
    }

    /// The positions of the arms that are brought together, with a `!` where that is sure; `…` where some are left.
    fn pairs(base: &Document, revision: &Document) -> String {
        let found = counterparts(&choice(base), &choice(revision));
        let step = |schema: Schema<'_>| {
            let pointer = schema.pointer();
            pointer.rsplit('/').next().unwrap().to_owned()
        };
        let pairs = found.pairs.iter().map(|(old, new, is_sure)| {
            let mark = if *is_sure { "!" } else { "" };
            format!("{}-{}{mark}", step(*old), step(*new))
        });
        let mut told: Vec<String> = pairs.collect();
        told.sort();
        if !found.is_whole {
            told.push("…".to_owned());
        }
        told.join(" ")
    }

    /// The arms of `anyOf` on both sides.
    fn of_arms(base: &str, revision: &str) -> String {
        let any_of = |arms: &str| document(&format!(r#"{{"anyOf": [{arms}]}}"#), "");
        pairs(&any_of(base), &any_of(revision))
    }

    #[test]
    fn arms_that_say_the_same_belong_together() {
        let phone = r#"{"type": "object", "required": ["phone"], "properties": {"phone": {"type": "string"}}}"#;
        let name = r#"{"type": "string", "maxLength": 3}"#;
        let code = r#"{"type": "string", "pattern": "^x"}"#;
        assert_eq!(
            of_arms(
                &format!("{name}, {code}, {phone}"),
                &format!(r#"{{"allOf": [{phone}]}}, {name}, {code}"#)
            ),
            "0-1 1-2 2-0"
        );
    }

    #[test]
    fn what_is_left_goes_by_types_and_members() {
        let (text, number) = (r#"{"type": "string"}"#, r#"{"type": "integer"}"#);
        let longer = r#"{"type": "string", "maxLength": 9}"#;
        assert_eq!(
            of_arms(&format!("{text}, {number}"), &format!("{number}, {longer}")),
            "0-1 1-0"
        );
        let record = |names: &[&str]| {
            let members: Vec<String> = names
                .iter()
                .map(|name| format!(r#""{name}": {{}}"#))
                .collect();
            format!(
                r#"{{"type": "object", "properties": {{{}}}}}"#,
                members.join(", ")
            )
        };
        let base = [record(&["a", "b"]), record(&["c", "d"])].join(", ");
        let revision = [record(&["c", "d", "e"]), record(&["a"])].join(", ");
        assert_eq!(of_arms(&base, &revision), "0-1 1-0");
    }

    #[test]
    fn arms_that_nothing_speaks_for_stay_apart() {
        let record =
            |name: &str| format!(r#"{{"type": "object", "properties": {{"{name}": {{}}}}}}"#);
        let base = [record("a"), record("b")].join(", ");
        let revision = [record("c"), record("d")].join(", ");
        assert_eq!(of_arms(&base, &revision), "…");
        let text = r#"{"type": "string"}, {"type": "integer"}"#;
        assert_eq!(
            of_arms(text, r#"{"type": "boolean"}, {"type": "string"}"#),
            "0-1 …"
        );
    }

    #[test]
    fn components_and_mapped_values_are_names() {
        let of = |first: &str, second: &str, mapping: &str| {
            let record = r#"{"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}}}"#;
            let reference = |name: &str| format!(r##"{{"$ref": "#/components/schemas/{name}"}}"##);
            document(
                &format!(
                    r#"{{"oneOf": [{}, {}], "discriminator": {{"propertyName": "kind"{mapping}}}}}"#,
                    reference(first),
                    reference(second)
                ),
                &format!(r#", "{first}": {record}, "{second}": {record}"#),
            )
        };
        assert_eq!(
            pairs(&of("Cat", "Dog", ""), &of("Dog", "Cat", "")),
            "0-1! 1-0!"
        );
        let mapped = |cat: &str, dog: &str| {
            let target = |name: &str| format!("#/components/schemas/{name}");
            format!(
                r#", "mapping": {{"cat": "{}", "dog": "{}"}}"#,
                target(cat),
                target(dog)
            )
        };
        let base = of("Cat", "Dog", &mapped("Cat", "Dog"));
        let revision = of("Hound", "Feline", &mapped("Feline", "Hound"));
        assert_eq!(pairs(&base, &revision), "0-1! 1-0!");
    }
}
