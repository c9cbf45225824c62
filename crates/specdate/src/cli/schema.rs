//! `specdate schema`, as it is typed.

use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub(crate) enum SchemaKind {
    /// The registry file, openapi/specdate.toml
    Config,
    /// What `diff --format json` prints
    Report,
    /// What `check --format json` prints
    Check,
    /// What `versions --format json` prints
    Versions,
}
