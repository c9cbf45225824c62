//! [`SessionDocumentUpload`]: the form of `upload_session_document`.

use std::fmt;

use chrono::NaiveDate;
use reqwest::multipart::Form;

use super::file::UploadFile;
use super::with_text;
use crate::FormPart;

/// The form of `upload_session_document`: a document of a session, in place of one of the same type.
///
/// ```no_run
/// # #[cfg(feature = "v2026-02-01")]
/// # async fn run(client: verifa::Client, pages: Vec<u8>) -> Result<(), Box<dyn std::error::Error>> {
/// use verifa::types::DocumentKind;
/// use verifa::{SessionDocumentUpload, UploadFile};
///
/// let file = UploadFile::new(pages).file_name("bill.pdf")?.media_type("application/pdf")?;
/// let form = SessionDocumentUpload::new(file, DocumentKind::ProofOfAddress)
///     .poa_document_type("utility_bill");
/// let document = client.upload_session_document().session_id("ses_abc123").body(form).send().await?;
/// println!("{}", document.id);
/// # Ok(())
/// # }
/// ```
///
/// The time limit of the client covers the whole upload; see [`ClientBuilder::timeout`](crate::ClientBuilder::timeout).
pub struct SessionDocumentUpload {
    file: UploadFile,
    document_type: String,
    poa_document_type: Option<String>,
    poa_document_date: Option<NaiveDate>,
}

impl SessionDocumentUpload {
    /// The parts that this form can write, by name.
    pub const PARTS: &'static [FormPart] = &[
        FormPart::text("document_type").required(),
        FormPart::file("file").required(),
        FormPart::text("poa_document_date"),
        FormPart::text("poa_document_type"),
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
            poa_document_type: None,
            poa_document_date: None,
        }
    }

    /// The kind of a proof of address, for example `utility_bill` or `bank_statement`. Needed for those.
    #[must_use]
    pub fn poa_document_type(mut self, value: impl Into<String>) -> Self {
        self.poa_document_type = Some(value.into());
        self
    }

    /// The date of a proof of address.
    #[must_use]
    pub fn poa_document_date(mut self, value: NaiveDate) -> Self {
        self.poa_document_date = Some(value);
        self
    }
}

impl From<SessionDocumentUpload> for Form {
    fn from(upload: SessionDocumentUpload) -> Self {
        let SessionDocumentUpload {
            file,
            document_type,
            poa_document_type,
            poa_document_date,
        } = upload;
        // The file comes last, so that a server can judge the rest before it has read all of it.
        let mut form = Self::new().text("document_type", document_type);
        form = with_text(form, "poa_document_type", poa_document_type);
        let date = poa_document_date.map(|date| date.to_string());
        form = with_text(form, "poa_document_date", date);
        form.part("file", file.into_part())
    }
}

/// The file and the date are personal data.
impl fmt::Debug for SessionDocumentUpload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SessionDocumentUpload")
            .finish_non_exhaustive()
    }
}
