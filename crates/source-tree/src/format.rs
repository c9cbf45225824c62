//! The two formats that a document may be written in.

/// What a document is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// JSON, strictly as RFC 8259 defines it.
    Json,
    /// YAML 1.2 with the core schema, as OpenAPI recommends it.
    Yaml,
}

impl Format {
    /// The format that a file name's extension stands for: `.json`, `.yaml` or `.yml`, in any case.
    ///
    /// ```
    /// use source_tree::Format;
    ///
    /// assert_eq!(Format::from_name("api/2026-01-01.YML"), Some(Format::Yaml));
    /// assert_eq!(Format::from_name("notes.txt"), None);
    /// ```
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let file = name.rsplit(['/', '\\']).next()?;
        let (_, extension) = file.rsplit_once('.')?;
        if extension.eq_ignore_ascii_case("json") {
            Some(Self::Json)
        } else if extension.eq_ignore_ascii_case("yaml") || extension.eq_ignore_ascii_case("yml") {
            Some(Self::Yaml)
        } else {
            None
        }
    }
}
