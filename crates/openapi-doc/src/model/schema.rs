//! Schemas: views with an accessor for every keyword of 3.0 and 3.1.

use std::fmt;

use source_tree::{Node, Number};

use super::{Item, SchemaId, Type, TypeSet};
use crate::problem::Location;
use crate::version::SpecVersion;

/// How a schema says that it admits null.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NullSpelling {
    /// `nullable: true` (3.0).
    Nullable,
    /// `null` among its types (3.1).
    Type,
    /// A value of `enum` (or `const`) that is null, without a type that would forbid it.
    Value,
    /// An arm of `anyOf` or `oneOf` that admits null and nothing else.
    Arm,
}

/// A property of an object schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Property<'d> {
    name: &'d str,
    schema: Schema<'d>,
    required: bool,
}

impl<'d> Property<'d> {
    /// Its name.
    #[must_use]
    pub fn name(self) -> &'d str {
        self.name
    }

    /// Its schema, not resolved.
    #[must_use]
    pub fn schema(self) -> Schema<'d> {
        self.schema
    }

    /// Whether the same schema object lists it in `required`.
    #[must_use]
    pub fn required(self) -> bool {
        self.required
    }
}

/// A Schema Object, or in 3.1 a boolean schema, at one place.
///
/// Accessors read the keywords of this object only. Where a `$ref` stands, [`target`](Self::target) is the edge to
/// follow and the other keywords count only in 3.1 ([`is_alias`](Self::is_alias)).
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Schema<'d> {
    id: SchemaId,
    item: Item<'d>,
}

impl fmt::Debug for Schema<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Schema({}, {:?})", self.id.index(), self.item)
    }
}

/// Accessors that only differ in name and type.
macro_rules! accessors {
    ($($(#[$doc:meta])* $name:ident: $kind:ident = $keyword:literal;)*) => {
        impl<'d> Schema<'d> {
            $($(#[$doc])* #[must_use] pub fn $name(self) -> accessors!(@type $kind) { self.$kind($keyword) })*
        }
    };
    (@type string) => { Option<&'d str> };
    (@type number) => { Option<Number<'d>> };
    (@type count) => { Option<u64> };
    (@type flag) => { bool };
    (@type node) => { Option<Node<'d>> };
    (@type subschema) => { Option<Schema<'d>> };
    (@type subschemas) => { Vec<Schema<'d>> };
    (@type named_subschemas) => { Vec<(&'d str, Schema<'d>)> };
}

accessors! {
    /// `title`.
    title: string = "title";
    /// `description`.
    description: string = "description";
    /// `format`.
    format: string = "format";
    /// `pattern`, an ECMA-262 regular expression.
    pattern: string = "pattern";
    /// `contentEncoding` (3.1).
    content_encoding: string = "contentEncoding";
    /// `contentMediaType` (3.1).
    content_media_type: string = "contentMediaType";
    /// `$anchor` (3.1).
    anchor: string = "$anchor";
    /// `$dynamicRef` (3.1). It is not followed.
    dynamic_reference: string = "$dynamicRef";
    /// `$comment` (3.1).
    comment: string = "$comment";
    /// `default`.
    default: node = "default";
    /// `example`.
    example: node = "example";
    /// `const` (3.1).
    const_value: node = "const";
    /// `multipleOf`.
    multiple_of: number = "multipleOf";
    /// `minLength`, in code points.
    min_length: count = "minLength";
    /// `maxLength`, in code points.
    max_length: count = "maxLength";
    /// `minItems`.
    min_items: count = "minItems";
    /// `maxItems`.
    max_items: count = "maxItems";
    /// `minContains` (3.1).
    min_contains: count = "minContains";
    /// `maxContains` (3.1).
    max_contains: count = "maxContains";
    /// `minProperties`.
    min_properties: count = "minProperties";
    /// `maxProperties`.
    max_properties: count = "maxProperties";
    /// `uniqueItems`.
    unique_items: flag = "uniqueItems";
    /// `readOnly`.
    read_only: flag = "readOnly";
    /// `writeOnly`.
    write_only: flag = "writeOnly";
    /// `deprecated`.
    deprecated: flag = "deprecated";
    /// `items`.
    items: subschema = "items";
    /// `additionalProperties`; in 3.0 too, `true` and `false` are schemas here.
    additional_properties: subschema = "additionalProperties";
    /// `propertyNames` (3.1).
    property_names: subschema = "propertyNames";
    /// `contains` (3.1).
    contains: subschema = "contains";
    /// `contentSchema` (3.1).
    content_schema: subschema = "contentSchema";
    /// `unevaluatedItems` (3.1).
    unevaluated_items: subschema = "unevaluatedItems";
    /// `unevaluatedProperties` (3.1).
    unevaluated_properties: subschema = "unevaluatedProperties";
    /// `not`.
    not_schema: subschema = "not";
    /// `if` (3.1).
    if_schema: subschema = "if";
    /// `then` (3.1).
    then_schema: subschema = "then";
    /// `else` (3.1).
    else_schema: subschema = "else";
    /// `allOf`.
    all_of: subschemas = "allOf";
    /// `anyOf`.
    any_of: subschemas = "anyOf";
    /// `oneOf`.
    one_of: subschemas = "oneOf";
    /// `prefixItems` (3.1).
    prefix_items: subschemas = "prefixItems";
    /// `patternProperties` (3.1): pattern and schema.
    pattern_properties: named_subschemas = "patternProperties";
    /// `dependentSchemas` (3.1): property and schema.
    dependent_schemas: named_subschemas = "dependentSchemas";
    /// `$defs` (3.1).
    defs: named_subschemas = "$defs";
}

impl<'d> Schema<'d> {
    pub(crate) fn new(id: SchemaId, item: Item<'d>) -> Self {
        Self { id, item }
    }

    /// Its id in the document.
    #[must_use]
    pub fn id(self) -> SchemaId {
        self.id
    }

    /// Where it stands, with all members.
    #[must_use]
    pub fn item(self) -> Item<'d> {
        self.item
    }

    /// File, line, column and pointer.
    #[must_use]
    pub fn location(self) -> Location {
        self.item.location()
    }

    /// The JSON Pointer in its file (RFC 6901).
    #[must_use]
    pub fn pointer(self) -> String {
        self.item.pointer()
    }

    /// `true` or `false`, if it is a boolean schema.
    #[must_use]
    pub fn boolean(self) -> Option<bool> {
        self.item.node().as_bool()
    }

    /// The schema that its `$ref` leads to; one step only.
    #[must_use]
    pub fn target(self) -> Option<Self> {
        let document = self.item.document();
        document.schema(document.index().schema(self.id)?.target?)
    }

    /// Whether it is nothing but a `$ref`: always so for a `$ref` in 3.0, which ignores what stands beside it, and in
    /// 3.1 where no keyword that asserts or annotates stands beside it.
    #[must_use]
    pub fn is_alias(self) -> bool {
        let entry = self.item.document().index().schema(self.id);
        entry.is_some_and(|entry| entry.resolved != self.id)
    }

    /// Follows the `$ref`s of aliases. A schema of 3.1 with keywords beside its `$ref` is an end of its own.
    #[must_use]
    pub fn resolve(self) -> Self {
        let document = self.item.document();
        let entry = document.index().schema(self.id);
        entry
            .and_then(|entry| document.schema(entry.resolved))
            .unwrap_or(self)
    }

    /// The types that `type` names; empty where it names none. `nullable` is not counted: see
    /// [`null_spelling`](Self::null_spelling).
    #[must_use]
    pub fn types(self) -> TypeSet {
        match self.item.get("type") {
            Some(item) => match item.node().as_str() {
                Some(name) => Type::parse(name).into_iter().collect(),
                None => item
                    .items()
                    .filter_map(|item| Type::parse(item.node().as_str()?))
                    .collect(),
            },
            None => TypeSet::EMPTY,
        }
    }

    /// How the schema says that it admits null, if it does say so. A schema without any type admits null without
    /// saying so.
    #[must_use]
    pub fn null_spelling(self) -> Option<NullSpelling> {
        let types = self.types();
        if self.item.flag("nullable") && self.version() == SpecVersion::V3_0 {
            return Some(NullSpelling::Nullable);
        }
        if types.contains(Type::Null) {
            return Some(NullSpelling::Type);
        }
        if !types.is_empty() {
            return None;
        }
        let values = self.enum_values();
        if values.iter().flatten().any(|value| value.is_null())
            || self.const_value().is_some_and(Node::is_null)
        {
            return Some(NullSpelling::Value);
        }
        let arms = self.any_of().into_iter().chain(self.one_of());
        arms.into_iter()
            .any(Self::is_null_only)
            .then_some(NullSpelling::Arm)
    }

    /// Whether null is its only value, in one of the usual spellings: `type: null`, `enum: [null]`, `const: null`.
    #[must_use]
    pub fn is_null_only(self) -> bool {
        self.types().only() == Some(Type::Null)
            || self.const_value().is_some_and(Node::is_null)
            || self.enum_values().is_some_and(|values| {
                !values.is_empty() && values.iter().all(|value| value.is_null())
            })
    }

    /// The lower bound that values may equal. In 3.0, none where `exclusiveMinimum: true` stands beside it.
    #[must_use]
    pub fn minimum(self) -> Option<Number<'d>> {
        self.number("minimum")
            .filter(|_| !self.item.flag("exclusiveMinimum"))
    }

    /// The upper bound that values may equal. In 3.0, none where `exclusiveMaximum: true` stands beside it.
    #[must_use]
    pub fn maximum(self) -> Option<Number<'d>> {
        self.number("maximum")
            .filter(|_| !self.item.flag("exclusiveMaximum"))
    }

    /// The lower bound that values must exceed, in the spelling of either version.
    #[must_use]
    pub fn exclusive_minimum(self) -> Option<Number<'d>> {
        if self.item.flag("exclusiveMinimum") {
            self.number("minimum")
        } else {
            self.number("exclusiveMinimum")
        }
    }

    /// The upper bound that values must stay below, in the spelling of either version.
    #[must_use]
    pub fn exclusive_maximum(self) -> Option<Number<'d>> {
        if self.item.flag("exclusiveMaximum") {
            self.number("maximum")
        } else {
            self.number("exclusiveMaximum")
        }
    }

    /// `enum`, in source order.
    #[must_use]
    pub fn enum_values(self) -> Option<Vec<Node<'d>>> {
        self.item
            .get("enum")
            .map(|item| item.items().map(Item::node).collect())
    }

    /// `examples` (3.1), in source order.
    #[must_use]
    pub fn examples(self) -> Vec<Node<'d>> {
        self.item
            .get("examples")
            .into_iter()
            .flat_map(Item::items)
            .map(Item::node)
            .collect()
    }

    /// `required`, in source order.
    pub fn required(self) -> impl Iterator<Item = &'d str> {
        self.item
            .get("required")
            .into_iter()
            .flat_map(Item::items)
            .filter_map(|item| item.node().as_str())
    }

    /// `properties`, in source order.
    pub fn properties(self) -> impl Iterator<Item = Property<'d>> {
        // A set per schema, so that a long `required` does not cost its square.
        let required: foldhash::HashSet<&str> = self.required().collect();
        self.item
            .get("properties")
            .into_iter()
            .flat_map(Item::members)
            .filter_map(move |(name, item)| {
                Some(Property {
                    name,
                    schema: item.schema()?,
                    required: required.contains(name),
                })
            })
    }

    /// Whether `properties` is written, even if it is empty.
    #[must_use]
    pub fn has_properties(self) -> bool {
        self.item.get("properties").is_some()
    }

    /// One property.
    #[must_use]
    pub fn property(self, name: &str) -> Option<Property<'d>> {
        let properties = self.item.node().get("properties")?.as_object()?;
        let (key, _) = properties.get_member(name)?;
        let schema = self.item.get("properties")?.get(name)?.schema()?;
        Some(Property {
            name: key.as_str(),
            schema,
            required: self.required().any(|required| required == name),
        })
    }

    /// `dependentRequired` (3.1): property, and the properties that it asks for.
    #[must_use]
    pub fn dependent_required(self) -> Vec<(&'d str, Vec<&'d str>)> {
        let map = self
            .item
            .get("dependentRequired")
            .into_iter()
            .flat_map(Item::members);
        map.map(|(name, item)| {
            (
                name,
                item.items()
                    .filter_map(|item| item.node().as_str())
                    .collect(),
            )
        })
        .collect()
    }

    /// The property that `discriminator` names.
    #[must_use]
    pub fn discriminator_property(self) -> Option<&'d str> {
        self.item.get("discriminator")?.text("propertyName")
    }

    /// The written `mapping` of `discriminator`: value and schema, in source order. Values that are not written map
    /// to the arm whose component has that name.
    #[must_use]
    pub fn discriminator_mapping(self) -> Vec<(&'d str, Schema<'d>)> {
        let mapping = self
            .item
            .get("discriminator")
            .and_then(|item| item.get("mapping"));
        let entries = mapping.into_iter().flat_map(Item::members);
        entries
            .filter_map(|(value, item)| Some((value, item.target()?.schema()?)))
            .collect()
    }

    /// The XML Object.
    #[must_use]
    pub fn xml(self) -> Option<Item<'d>> {
        self.item.get("xml")
    }

    /// The External Documentation Object.
    #[must_use]
    pub fn external_docs(self) -> Option<Item<'d>> {
        self.item.get("externalDocs")
    }

    /// An extension, by its whole name (`x-pii`).
    #[must_use]
    pub fn extension(self, name: &str) -> Option<Node<'d>> {
        self.item.extension(name)
    }

    /// `x-pii`: the value is personal data, which must not reach logs.
    #[must_use]
    pub fn is_pii(self) -> bool {
        self.item.flag("x-pii")
    }

    /// `x-evidence`: what the schema is known from.
    #[must_use]
    pub fn evidence(self) -> Option<&'d str> {
        self.item.text("x-evidence")
    }

    /// `x-known-values`: the documented values of an open set of strings, in source order.
    #[must_use]
    pub fn known_values(self) -> Option<Vec<&'d str>> {
        let values = self.item.get("x-known-values")?;
        Some(
            values
                .items()
                .filter_map(|item| item.node().as_str())
                .collect(),
        )
    }

    /// A keyword of this object by its name, for those that walk the table of keywords.
    #[must_use]
    pub fn keyword(self, name: &str) -> Option<Item<'d>> {
        self.item.get(name)
    }

    /// Every schema directly inside, in source order, with the keyword that holds it. The target of a `$ref` is not
    /// inside; in 3.0 nothing is inside a `$ref`.
    #[must_use]
    pub fn children(self) -> Vec<(&'d str, Schema<'d>)> {
        if self.version() == SpecVersion::V3_0 && self.target().is_some() {
            return Vec::new();
        }
        let mut children = Vec::new();
        for (keyword, item) in self.item.members() {
            // A value that is a schema was interned when the document was read; so were the values in it.
            if let Some(schema) = item.schema() {
                children.push((keyword, schema));
            } else if SCHEMA_CONTAINERS.contains(&keyword) {
                let inside = item.members().map(|(_, item)| item).chain(item.items());
                children.extend(inside.filter_map(|item| Some((keyword, item.schema()?))));
            }
        }
        children
    }

    fn version(self) -> SpecVersion {
        self.item.document().version()
    }

    fn string(self, keyword: &str) -> Option<&'d str> {
        self.item.text(keyword)
    }

    fn number(self, keyword: &str) -> Option<Number<'d>> {
        self.item.node().get(keyword)?.as_number()
    }

    fn count(self, keyword: &str) -> Option<u64> {
        let number = self.number(keyword)?;
        number
            .as_u64()
            .or_else(|| crate::validate::whole(number.text()))
    }

    fn flag(self, keyword: &str) -> bool {
        self.item.flag(keyword)
    }

    fn node(self, keyword: &str) -> Option<Node<'d>> {
        self.item.node().get(keyword)
    }

    fn subschema(self, keyword: &str) -> Option<Self> {
        self.item.get(keyword)?.schema()
    }

    fn subschemas(self, keyword: &str) -> Vec<Self> {
        self.item
            .get(keyword)
            .into_iter()
            .flat_map(Item::items)
            .filter_map(Item::schema)
            .collect()
    }

    fn named_subschemas(self, keyword: &str) -> Vec<(&'d str, Self)> {
        let members = self.item.get(keyword).into_iter().flat_map(Item::members);
        members
            .filter_map(|(name, item)| Some((name, item.schema()?)))
            .collect()
    }
}

/// The keywords whose value holds schemas without being one.
const SCHEMA_CONTAINERS: [&str; 8] = [
    "properties",
    "patternProperties",
    "dependentSchemas",
    "$defs",
    "allOf",
    "anyOf",
    "oneOf",
    "prefixItems",
];
