//! What the generated client does not enforce on responses: the one definition of it.
//!
//! A client must not fail on a response because the server allows a longer string or a new enum value than the
//! document of the client's date says. The generator rewrites response schemas by these rules before it generates,
//! and the comparison judges the audience `client` by the same rules, so the two cannot disagree.
//!
//! The rules are data ([`RULES`]). [`relaxation`] answers for one keyword in a [`Context`] that whoever walks raw JSON
//! can fill in; [`relaxations`] and [`tolerates_null`] answer for a [`Schema`] of the model. Requests are never relaxed.

use source_tree::{Kind, Node, Value};

use crate::model::{Property, Schema, Type, TypeSet};

/// What becomes of a keyword in responses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// The keyword is not enforced; the rest of the schema stays.
    Drop,
    /// The listed values become the known values of an open set: any string is accepted, an unknown one is kept.
    /// That is what `x-known-values` says from the start: it asserts nothing, so no rule is needed for it.
    OpenSet,
    /// Only the types of the listed values are enforced: any value of these types is accepted.
    TypeOnly,
    /// Members that the schema does not know are ignored.
    IgnoreExtra,
    /// The value is not filled in where it is missing.
    NotApplied,
    /// The member may be null beside what its schema says; null is read as missing.
    NullTolerated,
}

/// When a rule holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Condition {
    /// Always.
    Always,
    /// The listed values are strings (null aside), and they do not tell arms of a union apart
    /// ([`Context::arm_tag`]).
    OpenStrings,
    /// Not every listed value is a string (null aside).
    NotAllStrings,
    /// The value of the keyword is `false`.
    IsFalse,
    /// The value of the keyword is `false` or a schema.
    Restricts,
    /// The format is none of [`ENFORCED_FORMATS`].
    UnenforcedFormat,
    /// A keyword stands beside it that takes names or items away from it, and that is itself dropped
    /// ([`Context::beside_dropped`]).
    BesideDropped,
    /// The member is not in `required`.
    Optional,
}

/// One rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// The keyword it is about; for [`Effect::NullTolerated`] it is `properties`, of which each member is judged.
    pub keyword: &'static str,
    /// When it holds.
    pub condition: Condition,
    /// What it does.
    pub effect: Effect,
    /// Why, in one sentence.
    pub reason: &'static str,
}

/// The formats that become Rust types or ranges, and so stay enforced. Every other format of a string is dropped, also
/// those that the generator could type (`ipv4`): a log line with a malformed address is no reason to lose a response.
pub const ENFORCED_FORMATS: [&str; 7] = [
    "date",
    "date-time",
    "uuid",
    "int32",
    "int64",
    "float",
    "double",
];

/// What stays enforced on responses, beside the keywords of [`ENFORCED_FORMATS`]: the shape that the Rust types have.
pub const KEPT: [&str; 9] = [
    "$ref",
    "type",
    "nullable",
    "properties",
    "required",
    "items",
    "allOf",
    "anyOf",
    "oneOf",
];

const fn drop(keyword: &'static str, reason: &'static str) -> Rule {
    Rule {
        keyword,
        condition: Condition::Always,
        effect: Effect::Drop,
        reason,
    }
}

const LENGTH: &str =
    "a longer, shorter or oddly formed string is still a string that the caller can show";
const RANGE: &str =
    "a value out of its range is still a number; only the range of its Rust type is enforced";
const COUNT: &str = "a list of another length is still a list";
const MEMBERS: &str = "an object with more or fewer members is still readable member by member";
const TYPELESS: &str = "Rust types cannot express it, so the generator leaves it out";

/// Every rule. Keywords that are not listed stay enforced ([`KEPT`]) or assert nothing.
pub const RULES: &[Rule] = &[
    drop("minLength", LENGTH),
    drop("maxLength", LENGTH),
    drop("pattern", LENGTH),
    drop("minimum", RANGE),
    drop("maximum", RANGE),
    drop("exclusiveMinimum", RANGE),
    drop("exclusiveMaximum", RANGE),
    drop("multipleOf", RANGE),
    drop("minItems", COUNT),
    drop("maxItems", COUNT),
    drop("uniqueItems", COUNT),
    drop("minProperties", MEMBERS),
    drop("maxProperties", MEMBERS),
    Rule {
        keyword: "enum",
        condition: Condition::OpenStrings,
        effect: Effect::OpenSet,
        reason: "servers add values; an unknown one is kept as its text",
    },
    Rule {
        keyword: "enum",
        condition: Condition::NotAllStrings,
        effect: Effect::TypeOnly,
        reason: "a Rust enum of numbers would refuse a new one, so the type of the values is all that is enforced",
    },
    Rule {
        keyword: "const",
        condition: Condition::OpenStrings,
        effect: Effect::OpenSet,
        reason: "a constant is an enum of one value, and servers add values",
    },
    Rule {
        keyword: "const",
        condition: Condition::NotAllStrings,
        effect: Effect::TypeOnly,
        reason: "a constant is an enum of one value",
    },
    Rule {
        keyword: "additionalProperties",
        condition: Condition::IsFalse,
        effect: Effect::IgnoreExtra,
        reason: "servers add members; a client that refuses them breaks on every addition",
    },
    Rule {
        keyword: "additionalProperties",
        condition: Condition::BesideDropped,
        effect: Effect::IgnoreExtra,
        reason: "without `patternProperties` it would judge members that the document takes away from it",
    },
    Rule {
        keyword: "items",
        condition: Condition::BesideDropped,
        effect: Effect::Drop,
        reason: "without `prefixItems` it would judge items that the document takes away from it",
    },
    Rule {
        keyword: "unevaluatedProperties",
        condition: Condition::Restricts,
        effect: Effect::IgnoreExtra,
        reason: "servers add members, and the generator does not read this keyword",
    },
    Rule {
        keyword: "default",
        condition: Condition::Always,
        effect: Effect::NotApplied,
        reason: "a value that the server did not send must not look like one that it sent",
    },
    Rule {
        keyword: "format",
        condition: Condition::UnenforcedFormat,
        effect: Effect::Drop,
        reason: "only formats that have a Rust type of their own are worth refusing a response for",
    },
    Rule {
        keyword: "properties",
        condition: Condition::Optional,
        effect: Effect::NullTolerated,
        reason: "servers send null for what is missing, and `Option` reads both as `None`",
    },
    drop("not", TYPELESS),
    drop("if", TYPELESS),
    drop("then", TYPELESS),
    drop("else", TYPELESS),
    drop("propertyNames", TYPELESS),
    drop("patternProperties", TYPELESS),
    drop("dependentRequired", TYPELESS),
    drop("dependentSchemas", TYPELESS),
    drop("contains", TYPELESS),
    drop("minContains", TYPELESS),
    drop("maxContains", TYPELESS),
    drop("prefixItems", TYPELESS),
    drop("unevaluatedItems", TYPELESS),
];

/// What a rule has to know about the schema that holds a keyword.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each answers a question of its own"
)]
pub struct Context<'a> {
    /// The values of `enum` or `const`: whether each is a string, null aside. `false` where there are none.
    pub all_strings: bool,
    /// Whether the schema is a tag: a required property of an arm of `oneOf` or `anyOf` that has exactly one value.
    ///
    /// Such values tell the arms apart: opened, every arm would hold every message, and the first would always win.
    /// They stay closed; a message with an unknown tag fits no arm, which is what the document says.
    pub arm_tag: bool,
    /// Whether the value of the keyword is `false`.
    pub is_false: bool,
    /// Whether the value of the keyword is `true`.
    pub is_true: bool,
    /// The value of `format`.
    pub format: Option<&'a str>,
    /// For `additionalProperties`: whether `patternProperties` stands beside it; for `items`: whether `prefixItems` does.
    pub beside_dropped: bool,
    /// For `properties`: whether the member is in `required`.
    pub required: bool,
}

/// What becomes of a keyword in responses; `None` if it stays enforced or asserts nothing.
///
/// ```
/// use openapi_doc::relax::{Context, Effect, relaxation};
///
/// assert_eq!(relaxation("maxLength", &Context::default()), Some(Effect::Drop));
/// assert_eq!(relaxation("required", &Context::default()), None);
/// let strings = Context { all_strings: true, ..Context::default() };
/// assert_eq!(relaxation("enum", &strings), Some(Effect::OpenSet));
/// assert_eq!(relaxation("enum", &Context { arm_tag: true, ..strings }), None);
/// ```
#[must_use]
pub fn relaxation(keyword: &str, context: &Context<'_>) -> Option<Effect> {
    rule(keyword, context).map(|rule| rule.effect)
}

/// The rule behind [`relaxation`], with its reason.
#[must_use]
pub fn rule(keyword: &str, context: &Context<'_>) -> Option<&'static Rule> {
    RULES
        .iter()
        .find(|rule| rule.keyword == keyword && holds(rule.condition, context))
}

fn holds(condition: Condition, context: &Context<'_>) -> bool {
    match condition {
        Condition::Always => true,
        Condition::OpenStrings => context.all_strings && !context.arm_tag,
        Condition::NotAllStrings => !context.all_strings && !context.arm_tag,
        Condition::IsFalse => context.is_false,
        Condition::Restricts => !context.is_true,
        Condition::UnenforcedFormat => context
            .format
            .is_none_or(|format| !ENFORCED_FORMATS.contains(&format)),
        Condition::BesideDropped => context.beside_dropped,
        Condition::Optional => !context.required,
    }
}

/// Every keyword of a schema that is relaxed in responses, with its rule, in the order of [`RULES`]. `arm_tag` as in
/// [`Context::arm_tag`]; [`is_arm_tag`] finds it out. `properties` is not among them: see [`tolerates_null`].
#[must_use]
pub fn relaxations(schema: Schema<'_>, arm_tag: bool) -> Vec<&'static Rule> {
    let mut found: Vec<&'static Rule> = Vec::new();
    let is_ruled = |keyword: &str| RULES.iter().any(|rule| rule.keyword == keyword);
    if !schema
        .item()
        .members()
        .any(|(keyword, _)| is_ruled(keyword))
    {
        return found;
    }
    for candidate in RULES
        .iter()
        .filter(|rule| rule.effect != Effect::NullTolerated)
    {
        let Some(item) = schema.keyword(candidate.keyword) else {
            continue;
        };
        let node = item.node();
        let context = Context {
            all_strings: all_strings(node, candidate.keyword),
            arm_tag,
            is_false: node.as_bool() == Some(false),
            is_true: node.as_bool() == Some(true),
            format: schema.format(),
            beside_dropped: beside_dropped(schema, candidate.keyword),
            required: false,
        };
        let is_first = !found
            .iter()
            .any(|earlier| earlier.keyword == candidate.keyword);
        if is_first && holds(candidate.condition, &context) {
            found.push(candidate);
        }
    }
    found
}

fn beside_dropped(schema: Schema<'_>, keyword: &str) -> bool {
    let neighbour = match keyword {
        "additionalProperties" => "patternProperties",
        "items" => "prefixItems",
        _ => return false,
    };
    schema.keyword(neighbour).is_some()
}

/// Whether the client accepts null for a member whatever its schema says.
#[must_use]
pub fn tolerates_null(property: Property<'_>) -> bool {
    let context = Context {
        required: property.required(),
        ..Context::default()
    };
    relaxation("properties", &context) == Some(Effect::NullTolerated)
}

/// Whether a property of an arm is a tag: required, and with exactly one value, which is a string. `arm` is the schema
/// that stands in the list of `oneOf` or `anyOf`, after its `$ref`s.
#[must_use]
pub fn is_arm_tag(arm: Schema<'_>, property: &str) -> bool {
    let Some(property) = arm
        .property(property)
        .filter(|property| property.required())
    else {
        return false;
    };
    let schema = property.schema().resolve();
    let value = match (schema.const_value(), schema.enum_values().as_deref()) {
        (Some(value), _) => Some(value),
        (None, Some([value])) => Some(*value),
        _ => None,
    };
    value.is_some_and(|value| value.kind() == Kind::String)
}

/// The types that stay enforced where [`Effect::TypeOnly`] drops the values: the declared ones, or else the one that all
/// values have, null aside. Values of several types become any value; an integer among them counts as a number if another
/// value is none.
#[must_use]
pub fn types_of_values(schema: Schema<'_>) -> TypeSet {
    let declared = schema.types();
    if !declared.is_empty() {
        return declared;
    }
    let values = schema
        .enum_values()
        .into_iter()
        .flatten()
        .chain(schema.const_value());
    let types: TypeSet = values.map(type_of).collect();
    let types = if types.contains(Type::Number) {
        types.without(Type::Integer)
    } else {
        types
    };
    let beside_null = types.without(Type::Null);
    if beside_null.is_empty() || beside_null.only().is_some() {
        types
    } else {
        TypeSet::default()
    }
}

fn type_of(value: Node<'_>) -> Type {
    match value.value() {
        Value::Null => Type::Null,
        Value::Bool(_) => Type::Boolean,
        Value::Number(number) if number.text().contains(['.', 'e', 'E']) => Type::Number,
        Value::Number(_) => Type::Integer,
        Value::String(_) => Type::String,
        Value::Array(_) => Type::Array,
        Value::Object(_) => Type::Object,
    }
}

fn all_strings(node: Node<'_>, keyword: &str) -> bool {
    let is_string_or_null = |node: Node<'_>| matches!(node.kind(), Kind::String | Kind::Null);
    match keyword {
        "const" => node.kind() == Kind::String,
        _ => node.as_array().is_some_and(|values| {
            values.iter().all(is_string_or_null)
                && values.iter().any(|value| value.kind() == Kind::String)
        }),
    }
}
