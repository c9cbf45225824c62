//! [`DocumentUpload`]: the form of `upload_document`.

use std::fmt;

use reqwest::multipart::Form;

use super::file::UploadFile;
use super::with_text;
use crate::FormPart;

/// The form of `upload_document`: a document, which need not belong to a session.
///
/// ```no_run
/// # #[cfg(feature = "v2026-02-01")]
/// # async fn run(client: verifa::Client) -> Result<(), Box<dyn std::error::Error>> {
/// use verifa::types::DocumentKind;
/// use verifa::{DocumentUpload, UploadFile};
///
/// let file = UploadFile::new(tokio::fs::File::open("front.jpg").await?).media_type("image/jpeg")?;
/// let form = DocumentUpload::new(file, DocumentKind::IdFront).session_id("ses_abc123");
/// let document = client.upload_document().body(form).send().await?;
/// println!("{}", document.id);
/// # Ok(())
/// # }
/// ```
///
/// The time limit of the client covers the whole upload; see [`ClientBuilder::timeout`](crate::ClientBuilder::timeout).
pub struct DocumentUpload {
    file: UploadFile,
    document_type: String,
    session_id: Option<String>,
    identity_id: Option<String>,
    classification: Option<String>,
    original_filename: Option<String>,
}

impl DocumentUpload {
    /// The parts that this form can write, by name.
    pub const PARTS: &'static [FormPart] = &[
        FormPart::text("classification"),
        FormPart::text("document_type").required(),
        FormPart::file("file").required(),
        FormPart::text("identity_id"),
        FormPart::text("original_filename"),
        FormPart::text("session_id"),
    ];

    /// A file, and what it is: a `DocumentKind` of the date's `types`, or its text.
    #[allow(
        clippy::needless_pass_by_value,
        reason = "callers write a variant or a literal, not a reference to one"
    )]
    pub fn new(file: UploadFile, document_type: impl fmt::Display) -> Self {
        Self {
            file,
            document_type: document_type.to_string(),
            session_id: None,
            identity_id: None,
            classification: None,
            original_filename: None,
        }
    }

    /// The session that the document belongs to.
    #[must_use]
    pub fn session_id(mut self, value: impl Into<String>) -> Self {
        self.session_id = Some(value.into());
        self
    }

    /// The identity that the document belongs to.
    #[must_use]
    pub fn identity_id(mut self, value: impl Into<String>) -> Self {
        self.identity_id = Some(value.into());
        self
    }

    /// What the document was found to be.
    #[must_use]
    pub fn classification(mut self, value: impl Into<String>) -> Self {
        self.classification = Some(value.into());
        self
    }

    /// The name that the file had, to be stored with the document.
    #[must_use]
    pub fn original_filename(mut self, value: impl Into<String>) -> Self {
        self.original_filename = Some(value.into());
        self
    }
}

impl From<DocumentUpload> for Form {
    fn from(upload: DocumentUpload) -> Self {
        let DocumentUpload {
            file,
            document_type,
            session_id,
            identity_id,
            classification,
            original_filename,
        } = upload;
        // The file comes last, so that a server can judge the rest before it has read all of it.
        let mut form = Self::new().text("document_type", document_type);
        form = with_text(form, "session_id", session_id);
        form = with_text(form, "identity_id", identity_id);
        form = with_text(form, "classification", classification);
        form = with_text(form, "original_filename", original_filename);
        form.part("file", file.into_part())
    }
}

/// File and names may be personal data.
impl fmt::Debug for DocumentUpload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DocumentUpload").finish_non_exhaustive()
    }
}
