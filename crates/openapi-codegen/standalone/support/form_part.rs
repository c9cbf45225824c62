//! [`FormPart`]: what a document says of one part of a multipart form.

/// A documented part of a multipart form, as the `PARTS` of operations that take one list it.
///
/// The form itself is written with [`reqwest::multipart::Form`]; this says what goes into it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct FormPart {
    /// The part's name.
    pub name: &'static str,
    /// How its value is written.
    pub kind: FormPartKind,
    /// Whether the form must have it.
    pub required: bool,
    /// Whether it may come several times.
    pub repeated: bool,
    /// The media types that the part may have, separated by commas, where the document names them.
    pub media_types: Option<&'static str>,
}

/// How the value of a part is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum FormPartKind {
    /// Bytes.
    File,
    /// The text of a scalar.
    Text,
    /// JSON.
    Json,
}

/// Called by generated code.
#[doc(hidden)]
impl FormPart {
    pub const fn file(name: &'static str) -> Self {
        Self::new(name, FormPartKind::File)
    }

    pub const fn text(name: &'static str) -> Self {
        Self::new(name, FormPartKind::Text)
    }

    pub const fn json(name: &'static str) -> Self {
        Self::new(name, FormPartKind::Json)
    }

    const fn new(name: &'static str, kind: FormPartKind) -> Self {
        Self { name, kind, required: false, repeated: false, media_types: None }
    }

    pub const fn required(self) -> Self {
        Self { required: true, ..self }
    }

    pub const fn repeated(self) -> Self {
        Self { repeated: true, ..self }
    }

    pub const fn media_types(self, media_types: &'static str) -> Self {
        Self { media_types: Some(media_types), ..self }
    }
}
