//! From the registry's documents to the files of the client crates.

use std::collections::{BTreeMap, BTreeSet};

use openapi_doc::{Document, FileError as ReadError, Files, Limits, Location};
use registry::{Api, Client, Registry, Severity, Version, VersionDate};
use serde_json::Value;

use crate::convert::{self, Conversion, Side};
use crate::draft::DraftOperation;
use crate::error::GenerateError;
use crate::generator::Places;
use crate::header::Header;
use crate::manifest::with_date_features;
use crate::plan::Plan;
use crate::postprocess::{ClientModule, postprocess};
use crate::seams::{Seams, Union};
use crate::spellings::Spellings;
use crate::surface::{Listing, module_surface};
use crate::{Fingerprint, Rewrite, Rewrites};
use crate::{downgrade, generator, index, prepare, project, render, share, standalone};

/// What one run of the generator wants on disk, and what it did for it.
#[derive(Clone, Debug, Default)]
pub struct Generation {
    /// Every file, by path from the workspace's root.
    pub plan: Plan,
    /// One report per generated date, by API and date.
    pub documents: Vec<DocumentReport>,
}

/// What was made of one document.
#[derive(Clone, Debug)]
pub struct DocumentReport {
    /// The API's name in the registry.
    pub api: String,
    /// The version date.
    pub date: VersionDate,
    /// The document, by path from the workspace's root.
    pub document: String,
    /// The generated module, by path from the workspace's root.
    pub module: String,
    /// How many files the document consists of.
    pub files: usize,
    /// How many operations it has.
    pub operations: usize,
    /// How many Rust types its module offers.
    pub types: usize,
    /// How many of them are re-exported from the date before.
    pub shared_types: usize,
    /// What became of the types that this date and the one before have as different ones, in both directions.
    pub conversions: Vec<Conversion>,
    /// What was changed before generation, by place.
    pub rewrites: Vec<Rewrite>,
}

/// Generates the clients of the registry's APIs, in memory.
///
/// `files` reads below the workspace's root, `registry_dir` is the folder of the registry file there
/// (`openapi`), and `only` restricts the work to one API by name; an API without a `client` is passed over.
/// Drafts, active and deprecated dates get a module; retired ones, which the API refuses, get none.
/// A crate that has no manifest yet is set up: with the support types that generated code names, it compiles on its
/// own.
///
/// # Errors
/// Everything that cannot be read or used, of all documents and manifests. Nothing is written in any case:
/// see [`Plan::write`].
pub fn generate(
    registry: &Registry,
    registry_dir: &str,
    files: &dyn Files,
    only: Option<&str>,
) -> Result<Generation, Vec<GenerateError>> {
    let mut generation = Generation::default();
    let mut errors = Vec::new();
    let apis = registry
        .apis
        .values()
        .filter(|api| only.is_none_or(|only| api.name.as_str() == only));
    for api in apis {
        let source = Source {
            registry_file: &registry.file,
            folder: registry_dir,
            files,
        };
        if let Err(failed) = generate_api(api, &source, &mut generation) {
            errors.extend(failed);
        }
    }
    if errors.is_empty() {
        Ok(generation)
    } else {
        Err(errors)
    }
}

/// The folder of a client's generated modules, from the workspace's root.
fn generated_folder(client: &Client) -> String {
    format!("{}/src/generated", client.crate_dir)
}

/// Where the surface of a date's module is listed, from the workspace's root.
///
/// ```
/// # use registry::Registry;
/// let registry = Registry::parse("specdate.toml", "[api.pets]\ntitle = 'Pets'\n[api.pets.client]\ncrate = 'crates/pets'").unwrap();
/// let client = registry.api("pets").unwrap().client.as_ref().unwrap();
/// assert_eq!(
///     openapi_codegen::listing_path(client, "2026-01-01".parse().unwrap()),
///     "crates/pets/src/generated/v2026_01_01.surface.txt"
/// );
/// ```
#[must_use]
pub fn listing_path(client: &Client, date: VersionDate) -> String {
    format!(
        "{}/{}.surface.txt",
        generated_folder(client),
        date.module_name()
    )
}

/// Where documents come from.
struct Source<'s> {
    /// The registry file, as messages call it.
    registry_file: &'s str,
    /// The folder that the registry's paths start in.
    folder: &'s str,
    files: &'s dyn Files,
}

impl Source<'_> {
    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        self.files
            .read(path, Limits::default().source.max_bytes as u64)
    }
}

/// One date on its way from the document to the module.
struct Dated {
    date: VersionDate,
    document: String,
    header: Header,
    module: ClientModule,
    operations: usize,
    rewrites: Vec<Rewrite>,
}

fn generate_api(
    api: &Api,
    source: &Source<'_>,
    generation: &mut Generation,
) -> Result<(), Vec<GenerateError>> {
    let Some(client) = &api.client else {
        return Ok(());
    };
    let crate_dir = client.crate_dir.as_str();
    let folder = generated_folder(client);
    let plan = &mut generation.plan;
    plan.folders.push(folder.clone());

    let versions: Vec<&Version> = api
        .versions
        .iter()
        .filter(|version| !version.lifecycle.is_retired())
        .collect();
    let settings = settings_fingerprint(api);
    let mut modules: Vec<Dated> = Vec::new();
    let mut errors = Vec::new();
    for version in &versions {
        match generate_date(api, version, source, settings) {
            Ok(module) => modules.push(module),
            Err(error) => errors.push(error),
        }
    }
    if !errors.is_empty() {
        return Err(errors);
    }

    let dates: Vec<VersionDate> = modules.iter().map(|module| module.date).collect();
    // A draft may still change: it is there for who asks for it, but nobody gets it by default.
    let newest = versions
        .iter()
        .rev()
        .find(|version| version.lifecycle.is_released())
        .map(|version| version.date);
    let inputs: BTreeMap<String, Fingerprint> = modules
        .iter()
        .flat_map(|module| module.header.inputs.iter().cloned())
        .collect();
    let header = Header {
        inputs: inputs.into_iter().collect(),
        settings,
    };
    let mut reports = Vec::new();
    // From the newest on, because sharing needs the older date whole and ends the newer one.
    while let Some(current) = modules.pop() {
        let (files, report) = finish(api, &folder, current, modules.last());
        plan.files.extend(files);
        reports.push(report);
    }
    reports.reverse();
    generation.documents.extend(reports);
    plan.files.insert(
        format!("{folder}/mod.rs"),
        render::index(&header, &api.title, &index::index(&dates, newest)),
    );

    let manifest = format!("{crate_dir}/Cargo.toml");
    let text = match source.read(&manifest) {
        Ok(bytes) => String::from_utf8(bytes).map_err(|_| {
            vec![GenerateError::NotText {
                path: manifest.clone(),
            }]
        })?,
        Err(ReadError::NotFound) => {
            let sources: Vec<(String, String)> = standalone::sources(api)
                .into_iter()
                .map(|(path, text)| (format!("{crate_dir}/src/{path}"), text))
                .collect();
            // A manifest that somebody lost is no reason to write over what they have.
            if sources.iter().any(|(path, _)| source.read(path).is_ok()) {
                return Err(vec![GenerateError::Read {
                    path: manifest,
                    error: ReadError::NotFound,
                }]);
            }
            plan.files.extend(sources);
            standalone::manifest(api)
        }
        Err(error) => {
            return Err(vec![GenerateError::Read {
                path: manifest,
                error,
            }]);
        }
    };
    let edited =
        with_date_features(&manifest, &text, &dates, newest).map_err(|error| vec![error.into()])?;
    plan.files.insert(manifest, edited);
    Ok(())
}

/// The files of one date, and what to tell of it.
fn finish(
    api: &Api,
    folder: &str,
    current: Dated,
    older: Option<&Dated>,
) -> (Vec<(String, String)>, DocumentReport) {
    let Dated {
        date,
        document,
        header,
        mut module,
        operations,
        rewrites,
    } = current;
    let path = format!("{folder}/{}", date.module_name());
    // The listing shows the whole surface, whether or not a type is shared.
    let listing = Listing {
        header: header.clone(),
        surface: module_surface(&module),
    };
    let types = share::type_names(&module.types).len();
    let mut shared = BTreeSet::new();
    let mut conversions = Vec::new();
    if let Some(older) = older {
        let whole = module.types.clone();
        let of_older = &older.module.types;
        shared = share::share_types(&mut module.types, of_older, &older.date.module_name());
        let side = |date, types| Side { date, types };
        let (converting, found) =
            convert::conversions(side(older.date, of_older), side(date, &whole), &shared);
        module.client.extend(converting);
        conversions = found;
    }
    let report = DocumentReport {
        api: api.name.as_str().to_owned(),
        date,
        document,
        module: format!("{path}.rs"),
        files: header.inputs.len(),
        operations,
        types,
        shared_types: shared.len(),
        conversions,
        rewrites,
    };
    let code = render::module(&header, &api.title, date, module);
    (
        vec![
            (format!("{path}.rs"), code),
            (format!("{path}.surface.txt"), listing.to_string()),
        ],
        report,
    )
}

fn generate_date(
    api: &Api,
    version: &Version,
    source: &Source<'_>,
    settings: Fingerprint,
) -> Result<Dated, GenerateError> {
    let entry = format!("{}/{}", source.folder, version.document);
    // A missing document is a mistake of the registry, so its place there is what a reader needs.
    source
        .read(&entry)
        .map_err(|error| GenerateError::NoDocument {
            place: format!("{}:{}", source.registry_file, version.position),
            date: version.date,
            path: entry.clone(),
            error,
        })?;
    let document = openapi_doc::load(&entry, source.files, &Limits::default())
        .map_err(GenerateError::Document)?;
    let header = Header {
        inputs: inputs(&document, source)?,
        settings,
    };
    let start = Location {
        file: entry.clone(),
        line: 1,
        column: 1,
        pointer: String::new(),
    };

    let mut obstacles = crate::obstacles(&document, api);
    obstacles.retain(|obstacle| obstacle.severity == Severity::Error);
    if !obstacles.is_empty() {
        return Err(GenerateError::Obstacles(obstacles));
    }
    let prepared = prepared(&document, api, version.date);
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
        &version.date.feature_name(),
        &prepared.seams,
        &prepared.unions,
    )
    .map_err(|shape| GenerateError::Shape {
        document: entry.clone(),
        shape,
    })?;
    Ok(Dated {
        date: version.date,
        document: entry,
        header,
        module,
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
    let mut rewrites = Rewrites::default();
    let mut draft = project::draft(document, api, date, &mut rewrites);
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

/// The fingerprints of the document's files, over their bytes as they are on disk: the text of a loaded file
/// lacks its byte order mark.
fn inputs(
    document: &Document,
    source: &Source<'_>,
) -> Result<Vec<(String, Fingerprint)>, GenerateError> {
    let mut inputs = Vec::new();
    for file in document.files() {
        let path = file.name().to_owned();
        let bytes = source.read(&path).map_err(|error| GenerateError::Read {
            path: path.clone(),
            error,
        })?;
        inputs.push((path, Fingerprint::of(&bytes)));
    }
    inputs.sort();
    Ok(inputs)
}

/// Covers what decides the output besides the documents' bytes.
fn settings_fingerprint(api: &Api) -> Fingerprint {
    let casing = api
        .headers
        .casing
        .as_ref()
        .map(|casing| (casing.name.as_str(), casing.value.as_str()));
    let text = format!(
        "{}\n{}\ntitle {}\nversion {:?}\ncasing {casing:?}\nkey {:?}\n",
        generator::SETTINGS,
        postprocess_settings(),
        api.title,
        api.headers
            .version
            .as_ref()
            .map(registry::HeaderName::as_str),
        api.headers.key.as_ref().map(registry::HeaderName::as_str),
    );
    Fingerprint::of(text.as_bytes())
}

/// The names that rewriting puts into generated code.
fn postprocess_settings() -> String {
    format!(
        "specdate {}; open enums; shared types; conversions; raw bodies; crate::Redacted, crate::FormPart",
        env!("CARGO_PKG_VERSION")
    )
}
