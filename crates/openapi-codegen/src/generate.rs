//! From the registry's documents to the files of the client crates.

use std::collections::{BTreeMap, BTreeSet};

use openapi_doc::{Document, FileError as ReadError, Files, Limits, parallel};
use registry::{Api, Client, Registry, Version, VersionDate};

use crate::convert::{self, Conversion, Side};
use crate::dated::{Dated, generate_date};
use crate::error::GenerateError;
use crate::header::Header;
use crate::manifest::with_date_features;
use crate::plan::Plan;
use crate::surface::Listing;
use crate::types::Types;
use crate::{Fingerprint, Rewrite};
use crate::{generator, index, render, share, standalone};

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
    let loaded: Vec<Result<Loaded, GenerateError>> = versions
        .iter()
        .map(|version| load(version, source, settings))
        .collect();
    let generated = parallel::map(&loaded, |loaded| {
        let Loaded {
            date,
            path,
            document,
            header: _,
        } = loaded.as_ref().ok()?;
        Some(generate_date(api, *date, document, path))
    });
    let mut dates = Vec::new();
    let mut errors = Vec::new();
    for (loaded, generated) in loaded.into_iter().zip(generated) {
        match (loaded, generated) {
            (Ok(loaded), Some(Ok(generated))) => dates.push((loaded, generated)),
            (Err(error), _) | (_, Some(Err(error))) => errors.push(error),
            (Ok(_), None) => {}
        }
    }
    if !errors.is_empty() {
        return Err(errors);
    }

    // A draft may still change: it is there for who asks for it, but nobody gets it by default.
    let newest = versions
        .iter()
        .rev()
        .find(|version| version.lifecycle.is_released())
        .map(|version| version.date);
    let inputs: BTreeMap<String, Fingerprint> = dates
        .iter()
        .flat_map(|(loaded, _)| loaded.header.inputs.iter().cloned())
        .collect();
    let header = Header {
        inputs: inputs.into_iter().collect(),
        settings,
    };
    let generated: Vec<VersionDate> = dates.iter().map(|(loaded, _)| loaded.date).collect();
    let mut older: Option<(VersionDate, Types)> = None;
    for (loaded, dated) in dates {
        let date = loaded.date;
        let before = older.as_ref().map(|(date, types)| (*date, types));
        let (files, report, types) = finish(api, &folder, loaded, dated, before);
        plan.files.extend(files);
        generation.documents.push(report);
        older = Some((date, types));
    }
    plan.files.insert(
        format!("{folder}/mod.rs"),
        render::index(&header, &api.title, index::index(&generated, newest)),
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
    let edited = with_date_features(&manifest, &text, &generated, newest)
        .map_err(|error| vec![error.into()])?;
    plan.files.insert(manifest, edited);
    Ok(())
}

/// The files of one date, and what to tell of it; its types are handed back for the next date.
fn finish(
    api: &Api,
    folder: &str,
    loaded: Loaded,
    dated: Dated,
    older: Option<(VersionDate, &Types)>,
) -> (Vec<(String, String)>, DocumentReport, Types) {
    let Loaded {
        date,
        path: document,
        document: _,
        header,
    } = loaded;
    let Dated {
        imports,
        types,
        client,
        surface,
        operations,
        rewrites,
    } = dated;
    let mut shared = BTreeSet::new();
    let mut converting = String::new();
    let mut conversions = Vec::new();
    if let Some((older_date, of_older)) = older {
        shared = share::shared_types(&types, of_older);
        let sides = [(older_date, of_older), (date, &types)];
        let [from, to] = sides.map(|(date, types)| Side {
            date,
            types: types.definitions(),
        });
        let (module, found) = convert::conversions(from, to, &shared);
        converting.extend(module.map(|module| render::items_within(0, vec![module])));
        conversions = found;
    }
    let older = older.map(|(date, types)| (types, date.module_name()));
    let older = older.as_ref().map(|(types, name)| (*types, name.as_str()));
    let types_module = share::module(&types, older, &shared);
    let path = format!("{folder}/{}", date.module_name());
    let report = DocumentReport {
        api: api.name.as_str().to_owned(),
        date,
        document,
        module: format!("{path}.rs"),
        files: header.inputs.len(),
        operations,
        types: types.by_name.len(),
        shared_types: shared.len(),
        conversions,
        rewrites,
    };
    let parts = [imports, types_module, client, converting];
    let code = render::module(&header, &api.title, date, parts.iter().map(String::as_str));
    let files = vec![
        (format!("{path}.rs"), code),
        // The listing shows the whole surface, whether or not a type is shared.
        (
            format!("{path}.surface.txt"),
            Listing { header, surface }.to_string(),
        ),
    ];
    (files, report, types)
}

/// A date's document, and what its generated files say that they were made from.
struct Loaded {
    date: VersionDate,
    path: String,
    document: Document,
    header: Header,
}

fn load(
    version: &Version,
    source: &Source<'_>,
    settings: Fingerprint,
) -> Result<Loaded, GenerateError> {
    let path = format!("{}/{}", source.folder, version.document);
    // A missing document is a mistake of the registry, so its place there is what a reader needs.
    source
        .read(&path)
        .map_err(|error| GenerateError::NoDocument {
            place: format!("{}:{}", source.registry_file, version.position),
            date: version.date,
            path: path.clone(),
            error,
        })?;
    let document = openapi_doc::load(&path, source.files, &Limits::default())
        .map_err(GenerateError::Document)?;
    let header = Header {
        inputs: inputs(&document, source)?,
        settings,
    };
    Ok(Loaded {
        date: version.date,
        path,
        document,
        header,
    })
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
