//! Runs progenitor, and gives its failures a name.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;

use openapi_doc::Location;
use openapiv3::OpenAPI;
use proc_macro2::TokenStream;
use progenitor::{CrateVers, GenerationSettings, Generator, HooksMode, InterfaceStyle, TagStyle};
use quote::quote;
use serde::Deserialize as _;
use serde_json::{Map, Value};
use syn::Item;

use crate::draft::DraftOperation;
use crate::names;
use crate::postprocess::{SUPPORT_CRATE, module_items};
use crate::spellings::Spellings;

/// What of the settings below decides the output. It enters the settings fingerprint of generated headers,
/// so a change here makes every client stale; change the text together with [`settings`].
pub const SETTINGS: &str = "progenitor 0.15.1; interface builder; tags merged; hooks expected; inner crate::support::Inner; \
     derive PartialEq; maps BTreeMap";

/// The generator did not take a document.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{location}: the client generator cannot take {subject}: {reason}")]
pub struct Refused {
    /// Where in the source: the operation or the schema if one is to blame, else the document's start.
    pub location: Box<Location>,
    /// `operation GET /x`, `schema Pet` or `the document`.
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
        .with_crate(SUPPORT_CRATE, CrateVers::Any, None);
    settings
}

/// Generates the client of a prepared 3.0 document.
///
/// Where the whole document is refused, parts of `operations` are tried, so that the message can name the operation
/// that is to blame: progenitor's own errors carry no place, and most of its limits are panics.
///
/// # Errors
/// When the document, or an operation of it, is more than progenitor can do.
pub fn generate(
    document: &Value,
    operations: &[DraftOperation],
    spellings: &Spellings,
    places: &Places<'_>,
) -> Result<syn::File, Refused> {
    let reason = match run(document) {
        Ok(tokens) => match syn::parse2(spellings.restore(tokens)) {
            Ok(file) => return without_impossible_types(file, document, places),
            Err(error) => format!("it wrote Rust that does not parse: {error}"),
        },
        Err(reason) => reason,
    };
    Err(match first_refused(document, operations) {
        Some((operation, reason)) => Refused {
            location: Box::new(operation.location.clone()),
            subject: format!(
                "operation {} {}",
                operation.method.to_uppercase(),
                operation.written_template
            ),
            reason,
        },
        None => match first_refused_schema(document) {
            Some((name, reason)) => Refused {
                location: Box::new((places.schema)(&name).unwrap_or_else(|| places.start.clone())),
                subject: format!("schema {name}"),
                reason,
            },
            None => Refused {
                location: Box::new(places.start.clone()),
                subject: "the document".to_owned(),
                reason,
            },
        },
    })
}

/// Refuses an enum without variants, which is what becomes of schemas that contradict each other: it compiles, and no
/// message with it can ever be read or made.
fn without_impossible_types(
    file: syn::File,
    document: &Value,
    places: &Places<'_>,
) -> Result<syn::File, Refused> {
    let types = file.items.iter().find_map(|item| match item {
        Item::Mod(module) if module.ident == "types" => Some(module_items(module)),
        _ => None,
    });
    let impossible = types.into_iter().flatten().find_map(|item| match item {
        Item::Enum(definition) if definition.variants.is_empty() => {
            Some(definition.ident.to_string())
        }
        _ => None,
    });
    let Some(name) = impossible else {
        return Ok(file);
    };
    // An inline schema's type is called after the component that it stands in.
    let schemas = document.pointer("/components/schemas");
    let around = schemas
        .and_then(Value::as_object)
        .into_iter()
        .flat_map(Map::keys)
        .filter(|component| name.starts_with(&names::type_name(component)))
        .max_by_key(|component| component.len());
    let place = around.and_then(|component| (places.schema)(component));
    Err(Refused {
        location: Box::new(place.unwrap_or_else(|| places.start.clone())),
        subject: format!("the schema of the type {name}"),
        reason: "its parts contradict each other, so no value fits it".to_owned(),
    })
}

/// Where the parts of a document stand that can be to blame.
pub struct Places<'p> {
    /// The beginning of the document.
    pub start: Location,
    /// The place of a component schema, if the document has one of that name.
    pub schema: &'p dyn Fn(&str) -> Option<Location>,
}

/// Finds the component schema that is refused with the fewest others around it.
fn first_refused_schema(document: &Value) -> Option<(String, String)> {
    let schemas = document.pointer("/components/schemas")?.as_object()?;
    let mut closures: Vec<(usize, &String, Map<String, Value>)> = schemas
        .keys()
        .map(|name| {
            let closure = closure(name, schemas);
            (closure.len(), name, closure)
        })
        .collect();
    closures.sort_by_key(|(size, name, _)| (*size, *name));
    closures.into_iter().find_map(|(_, name, closure)| {
        let mut alone = only_operations(document, &[])?;
        *alone.pointer_mut("/components/schemas")? = Value::Object(closure);
        Some((name.clone(), run(&alone).err()?))
    })
}

/// A schema with all that it refers to.
fn closure(name: &str, schemas: &Map<String, Value>) -> Map<String, Value> {
    let mut found = Map::new();
    let mut open = vec![name.to_owned()];
    while let Some(name) = open.pop() {
        if let Some(schema) = schemas.get(&name)
            && found.insert(name, schema.clone()).is_none()
        {
            references(schema, &mut open);
        }
    }
    found
}

fn references(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                let target = member.as_str().filter(|_| key == "$ref");
                match target.and_then(|target| target.rsplit('/').next()) {
                    Some(name) => found.push(name.to_owned()),
                    None => references(member, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}

/// Finds the first operation that is refused, by halves: a document can have a thousand of them.
fn first_refused<'o>(
    document: &Value,
    operations: &'o [DraftOperation],
) -> Option<(&'o DraftOperation, String)> {
    // What is refused without any operation is no operation's fault.
    run(&only_operations(document, &[])?).ok()?;
    let mut among = operations;
    loop {
        let reason = run(&only_operations(document, among)?).err()?;
        if let [only] = among {
            return Some((only, reason));
        }
        let (left, right) = among.split_at(among.len() / 2);
        let is_left = run(&only_operations(document, left)?).is_err();
        among = if is_left { left } else { right };
    }
}

/// The document with some of its operations, and all components.
fn only_operations(document: &Value, operations: &[DraftOperation]) -> Option<Value> {
    let mut paths = Map::new();
    for DraftOperation {
        template, method, ..
    } in operations
    {
        let written = document.get("paths")?.get(template)?.get(method)?;
        if let Some(path_item) = paths
            .entry(template.clone())
            .or_insert_with(|| Value::Object(Map::new()))
            .as_object_mut()
        {
            path_item.insert(method.clone(), written.clone());
        }
    }
    let mut members = document.as_object()?.clone();
    members.insert("paths".to_owned(), Value::Object(paths));
    Some(Value::Object(members))
}

fn run(document: &Value) -> Result<TokenStream, String> {
    let document = OpenAPI::deserialize(document).map_err(|error| error.to_string())?;
    without_panic(|| {
        let mut generator = Generator::new(&settings());
        generator
            .generate_tokens(&document)
            .map_err(|error| error.to_string())
    })?
}

/// Turns a panic into its message, without a word on stderr.
fn without_panic<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    silence_caught_panics();
    let before = IS_CAUGHT.replace(true);
    let result = catch_unwind(AssertUnwindSafe(work));
    IS_CAUGHT.set(before);
    result.map_err(|panic| {
        panic
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| panic.downcast_ref::<&str>().copied())
            .unwrap_or("it stopped without a message")
            .to_owned()
    })
}

thread_local! {
    /// Whether a panic of this thread becomes a message anyway.
    static IS_CAUGHT: Cell<bool> = const { Cell::new(false) };
}

/// Puts a panic hook before the present one, which passes on every panic but those that are caught here.
///
/// The hook belongs to the whole process, and documents are generated side by side: so it is set once, and each thread says
/// for itself whether its panics are caught.
fn silence_caught_panics() {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if !IS_CAUGHT.get() {
                before(panic);
            }
        }));
    });
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    /// Nothing else in this crate's unit tests runs the generator, so the hook of this test lies behind that of the crate.
    #[test]
    fn only_panics_that_are_caught_here_are_silent() {
        static HEARD: AtomicUsize = AtomicUsize::new(0);
        const MARK: &str = "of this test";
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if panic.payload().downcast_ref::<&str>() == Some(&MARK) {
                HEARD.fetch_add(1, Ordering::Relaxed);
            } else {
                before(panic);
            }
        }));
        let caught = without_panic(|| panic!("of this test"));
        assert_eq!(caught, Err::<(), _>(MARK.to_owned()));
        assert_eq!(HEARD.load(Ordering::Relaxed), 0);
        let passed_on = std::thread::spawn(|| panic!("of this test")).join();
        assert!(passed_on.is_err());
        assert_eq!(HEARD.load(Ordering::Relaxed), 1);
    }
}
