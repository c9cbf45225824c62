//! The registry file of dated APIs, `openapi/specdate.toml`: which versions each API has, where each stands between draft
//! and retired, how its client is generated, what fails a check, and which findings were accepted.
//!
//! Text goes in and text comes out; no file is opened here and no OpenAPI document is read. The day is passed in.
//!
//! ```
//! use registry::Registry;
//!
//! let text = r#"
//! [api.verifa]
//! title = "Verifa API"
//!
//! [[api.verifa.versions]]
//! date = "2026-01-01"
//! state = "active"
//! released = "2026-01-01"
//! "#;
//! let registry = Registry::parse("openapi/specdate.toml", text).unwrap();
//! let api = registry.api("verifa").unwrap();
//! let version = api.version(&"2026-01-01".parse().unwrap()).unwrap();
//! assert_eq!(version.released_copy.as_str(), "verifa/released/2026-01-01.yaml");
//!
//! let error = api.version(&"2026-03-01".parse().unwrap()).unwrap_err();
//! assert_eq!(error.to_string(), "API `verifa` has no version `2026-03-01`; valid dates: `2026-01-01`");
//! ```

mod audience;
pub mod calendar;
mod day;
mod edit;
mod gate;
mod lifecycle;
mod lookup;
mod model;
mod names;
mod path_glob;
mod position;
mod problem;
mod read;
mod relative_path;
mod schema;
mod text;
mod version_date;

pub use self::{
    audience::Audience,
    day::Day,
    edit::{EditError, NewAcceptance, NewVersion, RegistryFile},
    gate::{Gate, Level, Override, PolicyName},
    lifecycle::{Lifecycle, State},
    lookup::{UnknownApi, UnsupportedVersion},
    model::{Acceptance, AcceptanceKind, Api, CasingHeader, Client, Headers, Registry, Version},
    names::{ApiName, HeaderName},
    path_glob::PathGlob,
    position::Position,
    problem::{Problem, Severity},
    read::MAX_BYTES,
    relative_path::RelativePath,
    schema::schema_json,
    text::InvalidText,
    version_date::VersionDate,
};
