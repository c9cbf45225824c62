//! The keywords of both dialects, and what is to be done with them.

use serde_json::{Value, json};

/// What a keyword holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    /// A value that is copied.
    Plain,
    /// A pattern.
    Pattern,
    /// A schema for the same value.
    InPlace,
    /// The same, whose validity is asked for on its own.
    InPlaceApart,
    /// Schemas for the same value, in an array.
    ListInPlace,
    /// The same, whose validity is asked for on its own.
    ListApart,
    /// Schemas for the same value, in an object.
    MapInPlace,
    /// A schema for a value inside, or for a name.
    Inside,
    /// The same, whose validity is asked for on its own.
    InsideApart,
    /// Schemas for values inside, in an array.
    ListInside,
    /// Schemas for values inside, by name.
    MapInside,
    /// The same, by pattern.
    PatternsInside,
}

/// What a keyword of 2020-12 holds; none if it restricts nothing or is not one.
pub(super) fn holds(keyword: &str) -> Option<Holds> {
    Some(match keyword {
        "type" | "enum" | "const" | "multipleOf" | "maximum" | "exclusiveMaximum" | "minimum"
        | "exclusiveMinimum" | "maxLength" | "minLength" | "maxItems" | "minItems"
        | "uniqueItems" | "maxContains" | "minContains" | "maxProperties" | "minProperties"
        | "required" | "dependentRequired" => Holds::Plain,
        "pattern" => Holds::Pattern,
        "not" | "then" | "else" => Holds::InPlace,
        "if" => Holds::InPlaceApart,
        "allOf" => Holds::ListInPlace,
        "anyOf" | "oneOf" => Holds::ListApart,
        "dependentSchemas" => Holds::MapInPlace,
        "items"
        | "additionalProperties"
        | "propertyNames"
        | "unevaluatedItems"
        | "unevaluatedProperties" => Holds::Inside,
        "contains" => Holds::InsideApart,
        "prefixItems" => Holds::ListInside,
        "properties" => Holds::MapInside,
        "patternProperties" => Holds::PatternsInside,
        _ => return None,
    })
}

/// Whether the schema object of `OpenAPI` 3.0 has a keyword (specification 3.0.3, section 4.7.24).
pub(super) fn is_3_0(keyword: &str) -> bool {
    matches!(
        keyword,
        "multipleOf"
            | "maximum"
            | "exclusiveMaximum"
            | "minimum"
            | "exclusiveMinimum"
            | "maxLength"
            | "minLength"
            | "pattern"
            | "maxItems"
            | "minItems"
            | "uniqueItems"
            | "maxProperties"
            | "minProperties"
            | "required"
            | "enum"
            | "type"
            | "allOf"
            | "oneOf"
            | "anyOf"
            | "not"
            | "items"
            | "properties"
            | "additionalProperties"
            | "format"
            | "nullable"
            | "discriminator"
            | "readOnly"
            | "writeOnly"
    )
}

/// Keywords that say that a schema is about objects.
pub(super) const OF_OBJECTS: &[&str] = &[
    "properties",
    "patternProperties",
    "additionalProperties",
    "unevaluatedProperties",
    "propertyNames",
    "required",
    "minProperties",
    "maxProperties",
    "dependentRequired",
    "dependentSchemas",
];

/// Keywords that say that a schema is about arrays.
pub(super) const OF_ARRAYS: &[&str] = &[
    "items",
    "prefixItems",
    "contains",
    "minContains",
    "maxContains",
    "minItems",
    "maxItems",
    "uniqueItems",
    "unevaluatedItems",
];

/// Where formats are asserted: those that the validator asserts for strings.
pub(super) const STRING_FORMATS: &[&str] =
    &["uuid", "date", "date-time", "ipv4", "ipv6", "email", "uri"];

/// Where formats are asserted: the range that one of the formats of numbers is.
pub(super) fn range(format: &str) -> Option<Value> {
    Some(match format {
        "int32" => json!({"minimum": i32::MIN, "maximum": i32::MAX}),
        "int64" => json!({"minimum": i64::MIN, "maximum": i64::MAX}),
        "float" => json!({"minimum": f64::from(f32::MIN), "maximum": f64::from(f32::MAX)}),
        "double" => json!({"minimum": f64::MIN, "maximum": f64::MAX}),
        _ => return None,
    })
}
