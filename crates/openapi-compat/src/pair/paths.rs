//! Paths: which path item of the revision serves the requests of which one of the base.

use std::collections::{BTreeMap, BTreeSet};

use foldhash::HashMap;
use openapi_doc::{Document, Operation, PathItem, Server};

use super::address::{Address, addresses};
use super::template;
use crate::options::Options;

/// A path of the base and the one of the revision that serves its requests.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PathPair<'d> {
    pub base: PathItem<'d>,
    pub revision: PathItem<'d>,
}

/// A concrete path whose requests a templated path serves on the other side.
#[derive(Clone, Debug)]
pub(crate) struct Takeover<'d> {
    pub base: PathItem<'d>,
    pub revision: PathItem<'d>,
    /// The values that the parameters of the template have there, by their positions; none where the concrete path has a
    /// parameter as well.
    pub values: Vec<Option<String>>,
    /// Whether both sides have the template.
    pub is_known: bool,
}

/// The paths of two documents.
#[derive(Debug, Default)]
pub(crate) struct Paths<'d> {
    pub both: Vec<PathPair<'d>>,
    pub removed: Vec<PathItem<'d>>,
    pub added: Vec<PathItem<'d>>,
    /// New concrete paths whose requests fit a template of the base.
    pub shadowed: Vec<Takeover<'d>>,
    /// Removed concrete paths whose requests fit a template of the revision.
    pub unshadowed: Vec<Takeover<'d>>,
}

/// A path with its addresses.
struct Entry<'d> {
    path: PathItem<'d>,
    erased: String,
    addresses: Vec<Address>,
}

/// Pairs paths: by address (servers joined with the path), then by the path of the address, then by template. So a
/// prefix may move between server and path, and a path whose servers all changed is still compared.
pub(crate) fn paths<'d>(
    base: &'d Document,
    revision: &'d Document,
    options: &Options,
) -> Paths<'d> {
    let dates = options.server_dates.as_ref();
    let base = entries(base, dates.map(|(base, _)| base.as_str()));
    let revision = entries(revision, dates.map(|(_, revision)| revision.as_str()));

    let mut partner: Vec<Option<usize>> = vec![None; base.len()];
    let mut used = BTreeSet::new();
    pair_by(&base, &revision, &mut partner, &mut used, |entry| {
        entry.addresses.clone()
    });
    pair_by(&base, &revision, &mut partner, &mut used, |entry| {
        let prefixes = entry.addresses.iter().map(|address| address.prefix.clone());
        prefixes.collect::<Vec<_>>()
    });
    pair_by(&base, &revision, &mut partner, &mut used, |entry| {
        vec![entry.erased.clone()]
    });

    let mut found = Paths::default();
    for (entry, partner) in base.iter().zip(&partner) {
        match partner.and_then(|index| revision.get(index)) {
            Some(other) => {
                found.both.push(PathPair {
                    base: entry.path,
                    revision: other.path,
                });
            }
            None => found.removed.push(entry.path),
        }
    }
    let added: Vec<&Entry<'d>> = revision
        .iter()
        .enumerate()
        .filter(|(index, _)| !used.contains(index))
        .map(|(_, entry)| entry)
        .collect();
    found.added = added.iter().map(|entry| entry.path).collect();

    let templates = Templates::of(base.iter());
    for concrete in added {
        if let Some((index, values)) = templates.taking(&concrete.erased)
            && let Some(general) = base.get(index)
        {
            found.shadowed.push(Takeover {
                base: general.path,
                revision: concrete.path,
                values,
                is_known: partner.get(index).is_some_and(Option::is_some),
            });
        }
    }
    let templates = Templates::of(revision.iter());
    for (concrete, _) in base
        .iter()
        .zip(&partner)
        .filter(|(_, partner)| partner.is_none())
    {
        if let Some((index, values)) = templates.taking(&concrete.erased)
            && let Some(general) = revision.get(index)
        {
            found.unshadowed.push(Takeover {
                base: concrete.path,
                revision: general.path,
                values,
                is_known: used.contains(&index),
            });
        }
    }
    found
}

fn entries<'d>(document: &'d Document, date: Option<&str>) -> Vec<Entry<'d>> {
    let shared: Vec<Server<'d>> = document.servers().collect();
    document
        .paths()
        .map(|path| {
            let erased = template::erase(path.template());
            let own = path.item().get("servers");
            let addresses = if own.is_some() {
                // The servers of a path item are those of its operations unless they have their own.
                let servers = path
                    .operations()
                    .find(|operation| operation.item().get("servers").is_none())
                    .map(Operation::servers);
                joined(&servers.unwrap_or_default(), date, &erased)
            } else {
                joined(&shared, date, &erased)
            };
            Entry {
                path,
                erased,
                addresses,
            }
        })
        .collect()
}

/// The addresses of a path below its servers, of which there is always one (OpenAPI 3.1.1, 4.8.5).
pub(crate) fn joined(servers: &[Server<'_>], date: Option<&str>, erased: &str) -> Vec<Address> {
    if servers.is_empty() {
        return vec![Address::root().join(erased)];
    }
    servers
        .iter()
        .flat_map(|server| addresses(*server, date))
        .map(|address| address.join(erased))
        .collect()
}

/// Pairs what has no partner yet and shares one of its keys.
fn pair_by<'d, K: std::hash::Hash + Eq>(
    base: &[Entry<'d>],
    revision: &[Entry<'d>],
    partner: &mut [Option<usize>],
    used: &mut BTreeSet<usize>,
    keys: impl Fn(&Entry<'d>) -> Vec<K>,
) {
    let mut index: HashMap<K, usize> = HashMap::default();
    for (at, entry) in revision.iter().enumerate() {
        if !used.contains(&at) {
            for key in keys(entry) {
                index.entry(key).or_insert(at);
            }
        }
    }
    for (entry, partner) in base.iter().zip(partner) {
        if partner.is_none() {
            let found = keys(entry)
                .iter()
                .find_map(|key| index.get(key).copied().filter(|at| !used.contains(at)));
            if let Some(at) = found {
                used.insert(at);
                *partner = Some(at);
            }
        }
    }
}

/// Templates by what a concrete path must have in common with them, so that not each is compared with each.
struct Templates<'e> {
    by_shape: BTreeMap<(usize, &'e str), Vec<(usize, &'e str)>>,
}

impl<'e> Templates<'e> {
    fn of<'d: 'e>(entries: impl Iterator<Item = &'e Entry<'d>>) -> Self {
        let mut by_shape: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (index, entry) in entries.enumerate() {
            let erased = entry.erased.as_str();
            if erased.contains(template::HOLE) {
                by_shape
                    .entry(shape(erased))
                    .or_default()
                    .push((index, erased));
            }
        }
        Self { by_shape }
    }

    /// The most concrete template that takes the requests of a path, with the values of its parameters there.
    fn taking(&self, concrete: &str) -> Option<(usize, Vec<Option<String>>)> {
        let (segments, first) = shape(concrete);
        [first, template::HOLE]
            .into_iter()
            .filter_map(|first| self.by_shape.get(&(segments, first)))
            .flatten()
            .filter_map(|(index, general)| Some((*index, template::taken(concrete, general)?)))
            .min_by_key(|(_, values)| values.len())
            .map(|(index, values)| {
                let owned = values.into_iter().map(|value| value.map(str::to_owned));
                (index, owned.collect())
            })
    }
}

/// The number of segments, and the first one; a first segment with a parameter counts as a hole.
fn shape(erased: &str) -> (usize, &str) {
    let first = erased.split('/').nth(1).unwrap_or_default();
    let first = if first.contains(template::HOLE) {
        template::HOLE
    } else {
        first
    };
    (erased.split('/').count(), first)
}
