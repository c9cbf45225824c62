//! Runs progenitor, and gives its failures a name.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, PoisonError};

use openapi_doc::Location;
use openapiv3::OpenAPI;
use progenitor::{CrateVers, GenerationSettings, Generator, HooksMode, InterfaceStyle, TagStyle};
use quote::quote;
use serde::Deserialize as _;
use serde_json::{Map, Value};

use crate::draft::DraftOperation;
use crate::postprocess::REDACTED_CRATE;

/// What of the settings below decides the output. It enters the settings fingerprint of generated headers,
/// so a change here makes every client stale; change the text together with [`settings`].
pub const SETTINGS: &str = "progenitor 0.15.1; interface builder; tags merged; hooks expected; inner crate::support::Inner; \
     derive PartialEq; maps BTreeMap";

/// The generator did not take a document.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{location}: the client generator cannot take {subject}: {reason}")]
pub struct Refused {
    /// Where in the source: the operation if one is to blame, else the document's start.
    pub location: Box<Location>,
    /// `operation GET /x` or `the document`.
    pub subject: String,
    /// What progenitor or its parser said.
    pub reason: String,
}

fn settings() -> GenerationSettings {
    let mut settings = GenerationSettings::new();
    settings
        .with_interface(InterfaceStyle::Builder)
        .with_tag(TagStyle::Merged)
        .with_hooks(HooksMode::Expected)
        .with_inner_type(quote!(crate::support::Inner))
        .with_derive("PartialEq")
        .with_map_type("::std::collections::BTreeMap")
        .with_crate(REDACTED_CRATE, CrateVers::Any, None);
    settings
}

/// Generates the client of a prepared 3.0 document.
///
/// `operations` are tried one by one where the whole document is refused, so that the message can name the
/// operation that is to blame: progenitor's own errors carry no place, and most of its limits are panics.
///
/// # Errors
/// When the document, or an operation of it, is more than progenitor can do.
pub fn generate(
    document: &Value,
    operations: &[DraftOperation],
    start: &Location,
) -> Result<syn::File, Refused> {
    let reason = match run(document) {
        Ok(file) => return Ok(file),
        Err(reason) => reason,
    };
    for operation in operations {
        if let Some(alone) = only_operation(document, operation)
            && let Err(reason) = run(&alone)
        {
            return Err(Refused {
                location: Box::new(operation.location.clone()),
                subject: format!(
                    "operation {} {}",
                    operation.method.to_uppercase(),
                    operation.template
                ),
                reason,
            });
        }
    }
    Err(Refused {
        location: Box::new(start.clone()),
        subject: "the document".to_owned(),
        reason,
    })
}

/// The document with a single operation, and all components.
fn only_operation(document: &Value, operation: &DraftOperation) -> Option<Value> {
    let path_item = document.get("paths")?.get(&operation.template)?;
    let mut alone = Map::new();
    alone.insert(
        operation.method.clone(),
        path_item.get(&operation.method)?.clone(),
    );
    let mut paths = Map::new();
    paths.insert(operation.template.clone(), Value::Object(alone));
    let mut members = document.as_object()?.clone();
    members.insert("paths".to_owned(), Value::Object(paths));
    Some(Value::Object(members))
}

fn run(document: &Value) -> Result<syn::File, String> {
    let document = OpenAPI::deserialize(document).map_err(|error| error.to_string())?;
    let tokens = without_panic(|| {
        let mut generator = Generator::new(&settings());
        generator
            .generate_tokens(&document)
            .map_err(|error| error.to_string())
    })??;
    syn::parse2(tokens).map_err(|error| format!("it wrote Rust that does not parse: {error}"))
}

/// Turns a panic into its message.
///
/// The panic hook is replaced while `work` runs, because the default one prints to stderr; it belongs to
/// the whole process, hence the lock.
fn without_panic<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    static HOOK: Mutex<()> = Mutex::new(());
    let _guard = HOOK.lock().unwrap_or_else(PoisonError::into_inner);
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let result = catch_unwind(AssertUnwindSafe(work));
    std::panic::set_hook(before);
    result.map_err(|panic| {
        panic
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| panic.downcast_ref::<&str>().copied())
            .unwrap_or("it stopped without a message")
            .to_owned()
    })
}
