//! Everything that applies to the values of one place, collected from `$ref`s, `allOf` and unions of one arm.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::Facts;
use super::{Budget, SurfaceError};
use crate::model::{Schema, SchemaId};
use crate::version::SpecVersion;

/// The conjunction of schema objects that apply at one place.
#[derive(Debug, Default)]
pub(super) struct Location<'d> {
    pub(super) facts: Facts,
    pub(super) members: BTreeMap<&'d str, Vec<Schema<'d>>>,
    pub(super) required: BTreeSet<&'d str>,
    /// Other subschemas by path segment: `[]`, `.*`, `<not>`.
    pub(super) others: BTreeMap<String, Vec<Schema<'d>>>,
    pub(super) unions: Vec<Union<'d>>,
    /// The schema objects that assert something here: the same set again further down is a recursion.
    pub(super) identity: BTreeSet<SchemaId>,
}

/// A `oneOf` or `anyOf` with at least two arms that are not null.
#[derive(Debug)]
pub(super) struct Union<'d> {
    pub(super) arms: Vec<Schema<'d>>,
}

/// Keywords that assert nothing about values by themselves: a schema object of these alone is only a wrapper.
const TRIVIAL: [&str; 13] = [
    "$ref",
    "$comment",
    "$defs",
    "allOf",
    "default",
    "deprecated",
    "description",
    "example",
    "examples",
    "nullable",
    "readOnly",
    "title",
    "writeOnly",
];

impl<'d> Location<'d> {
    /// Collects what applies where all of `schemas` apply.
    pub(super) fn of(schemas: &[Schema<'d>], budget: &mut Budget) -> Result<Self, SurfaceError> {
        let mut all = Self::default();
        for schema in schemas {
            all.and(Self::collect(*schema, &mut Vec::new(), budget)?);
        }
        all.finish();
        Ok(all)
    }

    fn collect(
        schema: Schema<'d>,
        active: &mut Vec<SchemaId>,
        budget: &mut Budget,
    ) -> Result<Self, SurfaceError> {
        let schema = schema.resolve();
        budget.step(active.len())?;
        if active.contains(&schema.id()) {
            // A schema that applies to the same value by way of itself says nothing new.
            return Ok(Self::default());
        }
        active.push(schema.id());
        let collected = Self::collect_new(schema, active, budget);
        active.pop();
        collected
    }

    fn collect_new(
        schema: Schema<'d>,
        active: &mut Vec<SchemaId>,
        budget: &mut Budget,
    ) -> Result<Self, SurfaceError> {
        let mut own = Self {
            facts: Facts::own(schema),
            ..Self::default()
        };
        let mut applied = Self::default();
        for arm in schema.target().into_iter().chain(schema.all_of()) {
            applied.and(Self::collect(arm, active, budget)?);
        }
        let mut asserts = schema.item().members().any(|(name, _)| {
            !TRIVIAL.contains(&name)
                && !matches!(name, "oneOf" | "anyOf")
                && !name.starts_with("x-")
        });
        for (keyword, arms) in [("one of", schema.one_of()), ("any of", schema.any_of())] {
            asserts |= applied.union(keyword, arms, active, budget)?;
        }
        let has_type = !schema.types().is_empty();
        let nullable = schema.item().document().version() == SpecVersion::V3_0
            && schema.item().flag("nullable");
        if nullable && !has_type {
            // Strictly, `nullable` needs a `type` beside it. Everybody who writes it around a `$ref` or a union means
            // "or null", as 3.1 spells it with an arm.
            applied.facts.nullable = true;
        }
        own.and(applied);
        own.children(schema);
        if asserts {
            own.identity.insert(schema.id());
        }
        Ok(own)
    }

    /// Adds a union; whether it is one for the reader: null arms, single arms and lists of constants are not.
    fn union(
        &mut self,
        keyword: &'static str,
        arms: Vec<Schema<'d>>,
        active: &mut Vec<SchemaId>,
        budget: &mut Budget,
    ) -> Result<bool, SurfaceError> {
        if arms.is_empty() {
            return Ok(false);
        }
        let count = arms.len();
        let arms: Vec<_> = arms
            .into_iter()
            .filter(|arm| !arm.resolve().is_null_only())
            .collect();
        let null_arm = arms.len() < count;
        if let [only] = arms.as_slice() {
            let mut only = Self::collect(*only, active, budget)?;
            only.facts.nullable |= null_arm;
            self.and(only);
            return Ok(false);
        }
        let mut facts = Facts {
            nullable: null_arm,
            ..Facts::default()
        };
        if let Some(values) = constants(&arms) {
            facts.nullable |= values.nullable;
            facts.values = values.values;
            facts.types = values.types;
            self.facts.and(facts);
            return Ok(true);
        }
        if arms.is_empty() {
            facts.types = Some(crate::model::TypeSet::EMPTY);
        } else {
            facts.union = Some(keyword);
            // The arms say which values are valid, null included.
            for arm in &arms {
                if facts.nullable {
                    break;
                }
                facts.nullable = Self::collect(*arm, active, budget)?.facts.nullable;
            }
            self.unions.push(Union { arms });
        }
        self.facts.and(facts);
        Ok(true)
    }

    fn children(&mut self, schema: Schema<'d>) {
        for property in schema.properties() {
            self.members
                .entry(property.name())
                .or_default()
                .push(property.schema());
        }
        self.required.extend(schema.required());
        for (keyword, extra) in [
            ("additionalProperties", schema.additional_properties()),
            ("unevaluatedProperties", schema.unevaluated_properties()),
        ] {
            let Some(extra) = extra else { continue };
            let empty = extra
                .item()
                .node()
                .as_object()
                .is_some_and(source_tree::Object::is_empty);
            match extra.boolean() {
                Some(false) => self.facts.extra = Some("closed"),
                Some(true) => self.facts.extra = self.facts.extra.or(Some("open")),
                None if empty => self.facts.extra = self.facts.extra.or(Some("open")),
                None if keyword == "additionalProperties" => self.other(".*".to_owned(), extra),
                None => self.other("<unevaluated members>".to_owned(), extra),
            }
        }
        for (pattern, inner) in schema.pattern_properties() {
            self.other(format!("./{pattern}/"), inner);
        }
        for (name, inner) in schema.dependent_schemas() {
            self.other(format!("<if .{name} is there>"), inner);
        }
        for (index, inner) in schema.prefix_items().into_iter().enumerate() {
            self.other(format!("[{index}]"), inner);
        }
        for (segment, inner) in [
            ("[]", schema.items()),
            ("<contains>", schema.contains()),
            ("<content>", schema.content_schema()),
            ("<else>", schema.else_schema()),
            ("<if>", schema.if_schema()),
            ("<member names>", schema.property_names()),
            ("<not>", schema.not_schema()),
            ("<then>", schema.then_schema()),
            ("<unevaluated items>", schema.unevaluated_items()),
        ] {
            if let Some(inner) = inner {
                self.other(segment.to_owned(), inner);
            }
        }
    }

    fn other(&mut self, segment: String, schema: Schema<'d>) {
        self.others.entry(segment).or_default().push(schema);
    }

    fn and(&mut self, other: Self) {
        self.facts.and(other.facts);
        for (name, schemas) in other.members {
            self.members.entry(name).or_default().extend(schemas);
        }
        self.required.extend(other.required);
        for (segment, schemas) in other.others {
            self.others.entry(segment).or_default().extend(schemas);
        }
        self.unions.extend(other.unions);
        self.identity.extend(other.identity);
    }

    fn finish(&mut self) {
        // A member that is required without being described may have any value.
        for name in &self.required {
            self.members.entry(name).or_default();
        }
        self.facts.settle();
    }
}

/// The values of arms that are constants and nothing else: a union of them is an enum.
fn constants(arms: &[Schema<'_>]) -> Option<Facts> {
    let mut all: Option<Facts> = None;
    for arm in arms {
        let arm = arm.resolve();
        let only_values = arm.item().members().all(|(name, _)| {
            matches!(
                name,
                "const"
                    | "enum"
                    | "type"
                    | "title"
                    | "description"
                    | "deprecated"
                    | "example"
                    | "examples"
            )
        });
        if !only_values || arm.target().is_some() {
            return None;
        }
        let facts = Facts::own(arm);
        let values = facts.values?;
        all = Some(match all {
            None => Facts {
                values: Some(values),
                types: facts.types,
                nullable: facts.nullable,
                ..Facts::default()
            },
            Some(mut all) => {
                all.types = match (all.types, facts.types) {
                    (Some(a), Some(b)) => Some(a.iter().chain(b.iter()).collect()),
                    _ => None,
                };
                all.nullable |= facts.nullable;
                all.values.get_or_insert_default().extend(values);
                all
            }
        });
    }
    all
}
