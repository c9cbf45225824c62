//! What is wrong with a document, where, and what to do about it.

use std::fmt;

/// A place in a source file, for people.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location {
    /// Name of the file, relative to the root that the documents are read from.
    pub file: String,
    /// Line, counted from 1.
    pub line: u32,
    /// Column in characters, counted from 1.
    pub column: u32,
    /// JSON pointer (RFC 6901) of the value within the file; empty for the whole file.
    pub pointer: String,
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// One violation of the specification, or something that this crate refuses to read.
///
/// `Display` writes `file:line:column: message` and the help on a line of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Stable id of the kind of problem, in kebab case (`missing-target`).
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// The next step.
    pub help: String,
    /// Where it is wrong.
    pub location: Location,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} [{}]", self.location, self.message, self.code)?;
        if !self.help.is_empty() {
            write!(f, "\n  help: {}", self.help)?;
        }
        Ok(())
    }
}

impl std::error::Error for Problem {}

/// Every code of a problem, with what it means, sorted.
pub const PROBLEM_CODES: &[(&str, &str)] = &[
    (
        "ambiguous-path",
        "two path templates differ in the names of their parameters only",
    ),
    (
        "bad-component-name",
        "a component has a name that references could not spell",
    ),
    (
        "bad-content",
        "a parameter or header is described by no or by several media types",
    ),
    (
        "bad-default",
        "the default of a server variable is not one of its values",
    ),
    ("bad-path", "a path template is malformed"),
    (
        "bad-status",
        "a key of `responses` is no status code, range or `default`",
    ),
    (
        "bad-style",
        "a parameter has a style that its place does not have",
    ),
    ("duplicate-key", "an object has a member twice"),
    ("duplicate-operation-id", "two operations have one id"),
    (
        "duplicate-parameter",
        "a list has two parameters of one place and name",
    ),
    ("duplicate-tag", "a tag is declared twice"),
    (
        "duplicate-value",
        "a list of different values has a value twice",
    ),
    ("empty-array", "a list that needs an item has none"),
    ("empty-responses", "an operation has no response"),
    (
        "exclusive-members",
        "two members stand side by side that exclude each other",
    ),
    (
        "malformed-reference",
        "a `$ref` is no relative reference with a pointer",
    ),
    ("missing-member", "an object lacks a member that it needs"),
    (
        "missing-path-parameter",
        "a name in the braces of a path has no parameter",
    ),
    ("missing-target", "a reference leads to nothing"),
    (
        "optional-path-parameter",
        "a path parameter is not required",
    ),
    (
        "outside-root",
        "a name leads out of the folder that documents are read from",
    ),
    ("over-limit", "the document is over a limit"),
    ("reference-cycle", "references lead back to themselves"),
    (
        "reference-siblings",
        "members stand beside the `$ref` of a path item",
    ),
    ("remote-reference", "a `$ref` is an address on the network"),
    ("syntax", "the file is not JSON or YAML"),
    (
        "too-many-problems",
        "more problems were found than are shown",
    ),
    (
        "undefined-security-scheme",
        "a security requirement names no scheme of the document",
    ),
    (
        "undefined-variable",
        "a server address has a variable that is not described",
    ),
    (
        "unexpected-scopes",
        "a security scheme that has no scopes is asked for some",
    ),
    (
        "unknown-member",
        "an object has a member that OpenAPI does not know",
    ),
    ("unknown-value", "a member has none of its permitted values"),
    ("unreadable-file", "a file cannot be read"),
    (
        "unsupported-dialect",
        "schemas are in another dialect of JSON Schema",
    ),
    ("unsupported-id", "a schema has an `$id`"),
    (
        "unsupported-version",
        "the document is not OpenAPI 3.0 or 3.1",
    ),
    (
        "unused-path-parameter",
        "a path parameter does not stand in the path",
    ),
    (
        "wrong-target",
        "a reference leads to an object of another kind",
    ),
    (
        "wrong-type",
        "a value is of another JSON type than expected",
    ),
];
