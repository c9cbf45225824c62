//! Request bodies that progenitor does not know: multipart forms, binary data, text and JSON under a media type of its
//! own, and forms whose fields are no scalars.
//!
//! Each is said to progenitor as the nearest that it knows. Afterwards the method is given the body that it really has.

/// What a raw body is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RawContent {
    /// `multipart/form-data`, with the documented parts, sorted by name.
    Form(Vec<FormPart>),
    /// Bytes, under this media type.
    Bytes(String),
    /// Text, under this media type.
    Text(String),
    /// JSON, under this media type.
    Json(String),
    /// `application/x-www-form-urlencoded`, with the style of each field that has one of its own.
    Fields(Vec<(String, FieldStyle)>),
}

/// How the value of a form's field is written, where it is no scalar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FieldStyle {
    /// With brackets: `card[number]=…`.
    Brackets,
    /// A list by repeating the name, an object by its members.
    Members,
    /// As one text, with this between its parts.
    Joined(&'static str),
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
