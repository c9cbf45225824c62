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

/// How a document is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reading {
    /// The language.
    pub dialect: Dialect,
    /// The reading of `nullable`; JSON Schema has no such keyword.
    pub nullable: Nullable,
    /// The reading of `format`.
    pub formats: Formats,
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
        }
    }

    /// The same reading with `format` asserted or not.
    #[must_use]
    pub fn formats(self, formats: Formats) -> Self {
        Self { formats, ..self }
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
