//! What a comparison is told beside the two documents.

/// What a comparison is told beside the two documents.
///
/// ```
/// use openapi_compat::Options;
///
/// let options = Options {
///     selector_headers: vec!["Api-Version".to_owned()],
///     ..Options::default()
/// };
/// assert!(options.is_selector_header("api-version"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The name of the API. It only counts in fingerprints.
    pub api: String,
    /// The pair that is compared, such as `2026-01-01..2026-02-01`. It only counts in fingerprints.
    pub pair: String,
    /// Headers by which a client selects a version or a spelling. They are no part of the comparison.
    pub selector_headers: Vec<String>,
    /// How the base document and the revision spell their own date in the addresses of servers
    /// (`https://example.com/2026-01-01`). There, one text counts as the other.
    pub server_dates: Option<(String, String)>,
}

impl Options {
    /// Whether a header is a selector; names of headers are compared without case (RFC 9110, 5.1).
    #[must_use]
    pub fn is_selector_header(&self, name: &str) -> bool {
        self.selector_headers
            .iter()
            .any(|selector| selector.eq_ignore_ascii_case(name))
    }
}
