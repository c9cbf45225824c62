//! How a schema is written, and how it is to be read.

/// The language that a schema is written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dialect {
    /// JSON Schema, draft 2020-12; also the schema object of `OpenAPI` 3.1.
    #[default]
    JsonSchema2020_12,
    /// The schema object of `OpenAPI` 3.0.
    OpenApi3_0,
}

/// What `nullable: true` means beside `anyOf`, `oneOf`, `allOf` and without `type` (`OpenAPI` 3.0).
///
/// Beside `type` it always adds null to the types, and an `enum` still has to list null.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Nullable {
    /// The whole schema, or null: what authors of such documents mean.
    #[default]
    OrNull,
    /// Nothing: the letter of `OpenAPI` 3.0.3.
    OnlyWithType,
}

/// Whether `format` restricts values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Formats {
    /// It only describes: the default of JSON Schema 2020-12.
    Annotation,
    /// `int32`, `int64`, `float` and `double` are ranges, well-known string formats are asserted,
    /// `password`, `byte` and `binary` assert nothing, and any other is an unknown subset of the
    /// strings. The default of `OpenAPI` 3.0.
    Assertion,
}

/// What `discriminator` beside `oneOf` or `anyOf` says (`OpenAPI` 3.1.1, section 4.8.25).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Discriminators {
    /// Nothing: JSON Schema has no such keyword.
    Annotation,
    /// In an arm that is a reference, the property has no other values than those that lead to it:
    /// the keys of `mapping` whose schema it is, or else the name of the component. Where the arm
    /// lists values of its own for the property and none of them leads to it, those stand alone. The
    /// property is declared in such an arm, and no more required than the arm says. A discriminator
    /// without a choice beside it says nothing. The default of `OpenAPI` 3.0.
    Constants,
}

/// How a document is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reading {
    /// The language.
    pub dialect: Dialect,
    /// The reading of `nullable`; JSON Schema has no such keyword.
    pub nullable: Nullable,
    /// The reading of `format`.
    pub formats: Formats,
    /// The reading of `discriminator`.
    pub discriminators: Discriminators,
}

impl Reading {
    /// The usual reading of a dialect.
    ///
    /// ```
    /// use schema_subset::{Dialect, Formats, Reading};
    ///
    /// assert_eq!(Reading::of(Dialect::JsonSchema2020_12).formats, Formats::Annotation);
    /// assert_eq!(Reading::of(Dialect::OpenApi3_0).formats, Formats::Assertion);
    /// ```
    #[must_use]
    pub fn of(dialect: Dialect) -> Self {
        Self {
            dialect,
            nullable: Nullable::default(),
            formats: match dialect {
                Dialect::JsonSchema2020_12 => Formats::Annotation,
                Dialect::OpenApi3_0 => Formats::Assertion,
            },
            discriminators: match dialect {
                Dialect::JsonSchema2020_12 => Discriminators::Annotation,
                Dialect::OpenApi3_0 => Discriminators::Constants,
            },
        }
    }

    /// The reading of the schema objects of `OpenAPI` 3.1: `format` is asserted, and `discriminator` counts.
    ///
    /// ```
    /// use schema_subset::{Dialect, Options, Reading, Schema, subset};
    ///
    /// let pets = r##"{
    ///     "oneOf": [{"$ref": "#/components/schemas/Cat"}],
    ///     "discriminator": {"propertyName": "kind"},
    ///     "components": {"schemas": {"Cat": {"type": "object", "required": ["kind"]}}}
    /// }"##;
    /// let cats = r#"{"properties": {"kind": {"const": "Cat"}}}"#;
    /// let is_subset = |reading| {
    ///     let [pets, cats] = [pets, cats].map(|text| Schema::parse("api.json", text, reading).unwrap());
    ///     subset(&pets, &cats, &Options::default()).is_contained()
    /// };
    /// assert!(is_subset(Reading::of_openapi31()));
    /// assert!(!is_subset(Reading::of(Dialect::JsonSchema2020_12)));
    /// ```
    #[must_use]
    pub fn of_openapi31() -> Self {
        Self::of(Dialect::JsonSchema2020_12)
            .formats(Formats::Assertion)
            .discriminators(Discriminators::Constants)
    }

    /// The same reading with `format` asserted or not.
    #[must_use]
    pub fn formats(self, formats: Formats) -> Self {
        Self { formats, ..self }
    }

    /// The same reading with discriminators as constants or not.
    #[must_use]
    pub fn discriminators(self, discriminators: Discriminators) -> Self {
        Self {
            discriminators,
            ..self
        }
    }

    /// The same reading with the other meaning of `nullable`.
    #[must_use]
    pub fn nullable(self, nullable: Nullable) -> Self {
        Self { nullable, ..self }
    }
}

/// Where a message stands: who sends it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The client sends: `readOnly` members stay out.
    Request,
    /// The server sends: `writeOnly` members stay out.
    Response,
}
