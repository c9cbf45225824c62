//! The types of the generated client, read and written as the client does it.

use std::sync::LazyLock;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tokio::runtime::{Builder, Runtime};
use verifa::ResponseValue;
use verifa::reqwest::Response;

/// A generated module.
pub struct Module {
    /// `v2026_01_01`.
    pub name: &'static str,
    /// Every type by its name, sorted.
    pub types: &'static [(&'static str, Decoder)],
}

/// Reads a value as the body of an answer, and writes what was read as JSON again. An error is what the client says.
pub type Decoder = fn(&Value) -> Result<Value, String>;

/// How a type of one date becomes that of another.
pub struct Conversion {
    pub name: &'static str,
    /// The module of the date that is converted.
    pub from: &'static str,
    pub to: &'static str,
    /// Whether every value is converted.
    pub is_total: bool,
    /// Reads a value, converts it, and writes it. An error is what the conversion says.
    pub convert: Decoder,
}

include!(concat!(env!("OUT_DIR"), "/decoders.rs"));

impl Module {
    /// The module of a version date.
    pub fn of(date: &str) -> &'static Self {
        let name = format!("v{}", date.replace('-', "_"));
        let found = MODULES.iter().find(|module| module.name == name);
        found.unwrap_or_else(|| panic!("no module is generated for {date}"))
    }

    /// How a type is read; `None` if the module has no such type.
    pub fn decoder(&self, name: &str) -> Option<Decoder> {
        let at = self.types.binary_search_by_key(&name, |(name, _)| name);
        Some(self.types[at.ok()?].1)
    }
}

fn converted<A, B>(value: &Value) -> Result<Value, String>
where
    A: DeserializeOwned,
    B: TryFrom<A, Error: std::fmt::Display> + Serialize,
{
    let read: A = serde_json::from_value(value.clone()).unwrap();
    let converted = B::try_from(read).map_err(|error| error.to_string())?;
    Ok(serde_json::to_value(converted).unwrap())
}

/// The way that every body of a generated operation takes.
fn read_and_write<T: DeserializeOwned + Serialize>(body: &Value) -> Result<Value, String> {
    static RUNTIME: LazyLock<Runtime> =
        LazyLock::new(|| Builder::new_current_thread().build().unwrap());
    let response = Response::from(http::Response::new(body.to_string()));
    let read = RUNTIME.block_on(ResponseValue::<T>::from_response::<()>(response));
    let value = read.map_err(|error| error.to_string())?.into_inner();
    Ok(serde_json::to_value(value).unwrap())
}
