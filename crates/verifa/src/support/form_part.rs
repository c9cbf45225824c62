//! [`FormPart`]: what a document says of one part of a multipart form.

/// A documented part of a multipart form, as the `PARTS` of operations that take one list it.
///
/// Forms that this crate has no type for are written with [`reqwest::multipart::Form`]; this says what goes into them.
///
/// ```
/// # #[cfg(feature = "v2026-02-01")] {
/// use verifa::FormPartKind;
/// use verifa::v2026_02_01::builder::UploadDocument;
///
/// let file = UploadDocument::PARTS.iter().find(|part| part.name == "file");
/// assert!(file.is_some_and(|part| part.required && part.kind == FormPartKind::File));
/// # }
/// ```
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

/// Called by generated code, and by the forms that are compared with it.
#[doc(hidden)]
impl FormPart {
    /// An optional part of bytes.
    #[must_use]
    pub const fn file(name: &'static str) -> Self {
        Self::new(name, FormPartKind::File)
    }

    /// An optional part of text.
    #[must_use]
    pub const fn text(name: &'static str) -> Self {
        Self::new(name, FormPartKind::Text)
    }

    /// An optional part of JSON.
    #[must_use]
    pub const fn json(name: &'static str) -> Self {
        Self::new(name, FormPartKind::Json)
    }

    const fn new(name: &'static str, kind: FormPartKind) -> Self {
        Self {
            name,
            kind,
            required: false,
            repeated: false,
            media_types: None,
        }
    }

    /// The same part, which the form must have.
    #[must_use]
    pub const fn required(self) -> Self {
        Self {
            required: true,
            ..self
        }
    }

    /// The same part, which may come several times.
    #[must_use]
    pub const fn repeated(self) -> Self {
        Self {
            repeated: true,
            ..self
        }
    }

    /// The same part, restricted to media types.
    #[must_use]
    pub const fn media_types(self, media_types: &'static str) -> Self {
        Self {
            media_types: Some(media_types),
            ..self
        }
    }
}
