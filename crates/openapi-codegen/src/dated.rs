//! One date, from its document to what its files are made of: all that can be done without the other dates.

use openapi_doc::{Document, Location, Roles, schemas_in_role};
use registry::{Api, Severity, VersionDate};
use serde_json::Value;

use crate::draft::DraftOperation;
use crate::error::GenerateError;
use crate::generator::Places;
use crate::obstacles::obstacles_in;
use crate::postprocess::{ClientModule, postprocess};
use crate::seams::{Seams, Union};
use crate::spellings::Spellings;
use crate::surface::{Surface, module_surface};
use crate::types::Types;
use crate::{Rewrite, Rewrites};
use crate::{downgrade, generator, prepare, project, render};

/// A generated module, printed and described: plain data, so that each date can be made in a thread of its own.
pub struct Dated {
    /// The imports, before the types.
    pub imports: String,
    /// `pub mod types`.
    pub types: Types,
    /// The client and its operations.
    pub client: String,
    /// The public surface, whole, whether or not a type is shared.
    pub surface: Surface,
    /// How many operations the document has.
    pub operations: usize,
    /// What was changed before generation, by place.
    pub rewrites: Vec<Rewrite>,
}

/// Generates the module of one date. `path` is the document's, from the workspace's root.
pub fn generate_date(
    api: &Api,
    date: VersionDate,
    document: &Document,
    path: &str,
) -> Result<Dated, GenerateError> {
    let roles = schemas_in_role(document);
    let mut obstacles = obstacles_in(document, api, &roles);
    obstacles.retain(|obstacle| obstacle.severity == Severity::Error);
    if !obstacles.is_empty() {
        return Err(GenerateError::Obstacles(obstacles));
    }
    let prepared = prepared_in(document, &roles, api, date);
    let start = Location {
        file: path.to_owned(),
        line: 1,
        column: 1,
        pointer: String::new(),
    };
    let file = generator::generate(
        &prepared.document,
        &prepared.operations,
        &prepared.spellings,
        &Places {
            start,
            schema: &|name| Some(document.components().schema(name)?.location()),
        },
    )?;
    let module = postprocess(
        file,
        &date.feature_name(),
        &prepared.seams,
        &prepared.unions,
    )
    .map_err(|shape| GenerateError::Shape {
        document: path.to_owned(),
        shape,
    })?;
    let surface = module_surface(&module);
    let ClientModule {
        types,
        client: mut imports,
    } = module;
    let after_imports = imports
        .iter()
        .take_while(|item| matches!(item, syn::Item::Use(_)))
        .count();
    let client = imports.split_off(after_imports);
    Ok(Dated {
        imports: render::items_within(0, imports),
        types: Types::of(types),
        client: render::items_within(0, client),
        surface,
        operations: prepared.operations.len(),
        rewrites: prepared.rewrites,
    })
}

/// A document as progenitor gets it.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// An OpenAPI 3.0 document with what a client needs.
    pub document: Value,
    /// What was changed on the way, by place.
    pub rewrites: Vec<Rewrite>,
    operations: Vec<DraftOperation>,
    seams: Seams,
    spellings: Spellings,
    unions: Vec<Union>,
}

/// Writes a loaded document as progenitor gets it: its operations with everything they refer to, in
/// OpenAPI 3.0, rewritten where progenitor would get it wrong.
///
/// `api` names the headers that the client sets by itself, `date` is what it sends as version.
#[must_use]
pub fn prepared(document: &Document, api: &Api, date: VersionDate) -> Prepared {
    prepared_in(document, &schemas_in_role(document), api, date)
}

/// The same, with what is known of the document's schemas.
fn prepared_in(document: &Document, roles: &Roles, api: &Api, date: VersionDate) -> Prepared {
    let mut rewrites = Rewrites::default();
    let mut draft = project::draft(document, roles, api, date, &mut rewrites);
    downgrade::to_3_0(&mut draft, &mut rewrites);
    prepare::prepare(&mut draft, &mut rewrites);
    let operations = draft.operations.clone();
    let seams = std::mem::take(&mut draft.seams);
    let spellings = std::mem::take(&mut draft.spellings);
    let unions = std::mem::take(&mut draft.unions);
    Prepared {
        document: draft.into_document(),
        rewrites: rewrites.into_sorted(document),
        operations,
        seams,
        spellings,
        unions,
    }
}
