//! Everything that takes time: comparing documents and looking at each alone, on all cores; then generating clients.

use openapi_codegen::FileStatus;
use registry::{Api, Client};

use crate::comparing::load::{LoadedApi, LoadedVersion};
use crate::comparing::{clients, compare};
use crate::issue::Issue;
use crate::lints::{self, Subject};
use crate::parallel;
use crate::report::comparison::Entry;
use crate::report::diagnostic::Diagnostic;
use crate::workspace::Workspace;

/// Whether clients are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Clients {
    Checked,
    /// They are about to be written.
    Passed,
}

/// Two dates of an API, compared.
pub(super) struct JudgedPair<'l> {
    pub(super) older: &'l LoadedVersion<'l>,
    pub(super) newer: &'l LoadedVersion<'l>,
    pub(super) findings: Vec<Entry>,
}

/// A document, compared with its released copy.
pub(super) struct JudgedCopy<'l> {
    pub(super) version: &'l LoadedVersion<'l>,
    pub(super) findings: Vec<Entry>,
}

/// The files of a client, compared with what would be generated now.
pub(super) struct JudgedClient<'l> {
    pub(super) client: &'l Client,
    pub(super) files: Result<Vec<FileStatus>, Vec<Diagnostic>>,
}

/// What was found about an API.
pub(super) struct JudgedApi<'l> {
    pub(super) loaded: &'l LoadedApi<'l>,
    pub(super) pairs: Vec<JudgedPair<'l>>,
    pub(super) copies: Vec<JudgedCopy<'l>>,
    pub(super) client: Option<JudgedClient<'l>>,
    /// What the lints say, from the oldest date to the newest.
    pub(super) issues: Vec<Issue>,
}

/// A part of the work.
enum Job<'l> {
    Pair(&'l LoadedVersion<'l>, &'l LoadedVersion<'l>),
    Copy(&'l LoadedVersion<'l>),
    /// With whether documents of the API say their dates.
    Lints(&'l Api, &'l LoadedVersion<'l>, bool),
}

/// What became of it.
enum Done<'l> {
    Pair(JudgedPair<'l>),
    Copy(JudgedCopy<'l>),
    Lints(Vec<Issue>),
}

/// Judges all APIs, with their clients or without.
pub(super) fn judge<'l>(
    apis: &'l [LoadedApi<'l>],
    workspace: &Workspace,
    clients: Clients,
) -> Vec<JudgedApi<'l>> {
    let jobs: Vec<(usize, Job<'l>)> = apis
        .iter()
        .enumerate()
        .flat_map(|(index, api)| jobs(api).into_iter().map(move |job| (index, job)))
        .collect();
    let mut judged: Vec<JudgedApi<'l>> = apis
        .iter()
        .map(|loaded| JudgedApi {
            loaded,
            pairs: Vec::new(),
            copies: Vec::new(),
            client: None,
            issues: Vec::new(),
        })
        .collect();
    for (index, done) in parallel::map(&jobs, |(index, job)| (*index, run(job, workspace))) {
        if let Some(api) = judged.get_mut(index) {
            match done {
                Done::Pair(pair) => api.pairs.push(pair),
                Done::Copy(copy) => api.copies.push(copy),
                Done::Lints(issues) => api.issues.extend(issues),
            }
        }
    }
    // After the rest: what lints find may be why nothing is generated, and the generator takes all cores by itself.
    if clients == Clients::Passed {
        return judged;
    }
    for judged in &mut judged {
        let api = judged.loaded.api;
        // The issues say already why there is no client, place by place.
        if judged.issues.iter().any(lints::stops_generation) {
            continue;
        }
        judged.client = api.client.as_ref().map(|client| JudgedClient {
            client,
            files: generate(api, workspace),
        });
    }
    judged
}

/// The work for an API that can be done beside that for others.
fn jobs<'l>(loaded: &'l LoadedApi<'l>) -> Vec<Job<'l>> {
    let LoadedApi { api, versions } = loaded;
    let mut jobs: Vec<Job<'l>> = Vec::new();
    for (index, older) in versions.iter().enumerate() {
        let newer = versions.iter().skip(index + 1);
        jobs.extend(newer.map(|newer| Job::Pair(older, newer)));
    }
    let released = versions
        .iter()
        .filter(|version| version.released_copy.is_some());
    jobs.extend(released.map(Job::Copy));
    let documents = versions
        .iter()
        .map(|loaded| (loaded.version.date, &loaded.document.document));
    let names_dates = lints::names_dates(documents);
    let each = versions.iter();
    jobs.extend(each.map(|version| Job::Lints(api, version, names_dates)));
    jobs
}

fn run<'l>(job: &Job<'l>, workspace: &Workspace) -> Done<'l> {
    let registry = Some(&workspace.registry);
    match *job {
        Job::Pair(older, newer) => Done::Pair(JudgedPair {
            older,
            newer,
            findings: compare(&older.document, &newer.document, registry),
        }),
        Job::Copy(version) => {
            let copy = version.released_copy.as_ref();
            let findings = copy.map(|copy| compare(copy, &version.document, registry));
            Done::Copy(JudgedCopy {
                version,
                findings: findings.unwrap_or_default(),
            })
        }
        Job::Lints(api, loaded, names_dates) => Done::Lints(lints::check(&Subject {
            registry_file: &workspace.registry.file,
            api,
            version: loaded.version,
            document: &loaded.document.document,
            released_name: &loaded.released_name,
            has_released_copy: workspace.has(&loaded.released_name),
            names_dates,
            obstacles: &openapi_codegen::obstacles(&loaded.document.document, api),
        })),
    }
}

/// The same as `generate --check`: what generation wants, against what is there.
fn generate(api: &Api, workspace: &Workspace) -> Result<Vec<FileStatus>, Vec<Diagnostic>> {
    let Workspace {
        root,
        registry_dir,
        registry,
        files,
        registry_text: _,
    } = workspace;
    let plan = clients::plan(api, registry, registry_dir, files)?;
    let compared = plan.compare(root);
    compared.map_err(|error| vec![Diagnostic::new(error.to_string())])
}
