//! Request bodies that progenitor does not know: multipart forms, and binary data under a media type of its own.
//!
//! Both are said to progenitor as `application/octet-stream`, for which it writes a method that takes a body and
//! streams it. Afterwards the method is given the body that it really has.

/// The request body of one operation that progenitor sees as `application/octet-stream`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawBody {
    /// The operation's method, in upper case.
    pub method: String,
    /// The operation's path template.
    pub template: String,
    /// What the method really sends.
    pub content: RawContent,
}

/// What a raw body is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RawContent {
    /// `multipart/form-data`, with the documented parts, sorted by name.
    Form(Vec<FormPart>),
    /// Bytes, under this media type.
    Bytes(String),
}

/// A documented part of a multipart form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormPart {
    /// The name.
    pub name: String,
    /// How its value is written.
    pub kind: PartKind,
    /// Whether the form must have it.
    pub required: bool,
    /// Whether it may come several times.
    pub repeated: bool,
    /// The media types that `encoding` allows, as they are written there.
    pub media_types: Option<String>,
}

/// How the value of a part is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartKind {
    /// Bytes.
    File,
    /// The text of a scalar.
    Text,
    /// JSON.
    Json,
}
