//! Generated clients, held against the documents that they were generated from.

use openapi_codegen::{FileStatus, Plan, Status};
use openapi_doc::Files;
use registry::{Api, Client, Registry};

use crate::report::check::{ClientCheck, StaleFile};
use crate::report::diagnostic::{Diagnostic, of_generation};

/// What generation wants for the client of an API.
///
/// # Errors
///
/// Why it cannot be generated.
pub(crate) fn plan(
    api: &Api,
    registry: &Registry,
    registry_dir: &str,
    files: &dyn Files,
) -> Result<Plan, Vec<Diagnostic>> {
    let only = Some(api.name.as_str());
    openapi_codegen::generate(registry, registry_dir, files, only)
        .map(|generation| generation.plan)
        .map_err(|errors| errors.into_iter().flat_map(of_generation).collect())
}

/// The client as reports show it. Why it could not be generated goes to `unusable`.
pub(crate) fn check(
    client: &Client,
    files: Result<Vec<FileStatus>, Vec<Diagnostic>>,
    unusable: &mut Vec<Diagnostic>,
) -> ClientCheck {
    let crate_dir = client.crate_dir.to_string();
    match files {
        Ok(files) => ClientCheck {
            crate_dir,
            files: Some(files.len()),
            stale: files
                .into_iter()
                .filter(|file| file.status != Status::Fresh)
                .map(|file| StaleFile {
                    path: file.path,
                    status: file.status,
                })
                .collect(),
        },
        Err(problems) => {
            unusable.extend(problems);
            ClientCheck {
                crate_dir,
                files: None,
                stale: Vec::new(),
            }
        }
    }
}
