//! What the generated modules stand on. specdate wrote this once; it is yours to change.

mod error;
mod form;
mod form_part;
mod headers;
mod list;
mod path;
mod query;
mod redacted;
mod response;
mod settings;

pub use error::{Error, ErrorKind};
pub use form_part::{FormPart, FormPartKind};
pub use list::{CommaSeparated, JsonText, PipeSeparated, SpaceSeparated};
pub use redacted::Redacted;
pub use response::ResponseValue;
pub use settings::Settings;

#[allow(unused_imports, reason = "which of them are used depends on the documents")]
pub use settings::Inner;
#[allow(unused_imports, reason = "which of them are used depends on the documents")]
pub(crate) use {
    form::{FieldStyle, form_body},
    path::encode_path,
    query::DeepObject,
    settings::{add_cookie, dated_client, prepare},
};
