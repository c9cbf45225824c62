//! Forms of the operations that upload files.
//!
//! The operations themselves are generated; a document only says which parts their forms have, and the types here
//! write those. `parts_tests` fails when a document lists a part, or a form, that is not known here.

mod document;
mod file;
mod session_document;

#[cfg(test)]
mod parts_tests;

pub use document::DocumentUpload;
pub use file::{InvalidFile, UploadFile};
pub use session_document::SessionDocumentUpload;

use reqwest::multipart::Form;

/// Adds a text where there is one.
fn with_text(form: Form, name: &'static str, value: Option<String>) -> Form {
    match value {
        Some(value) => form.text(name, value),
        None => form,
    }
}
