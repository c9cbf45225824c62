//! Parameters: those of path item and operation merged, and which one of the base is which of the revision.

use std::collections::BTreeMap;

use openapi_doc::{Item, Operation, Parameter, ParameterIn};

use super::operations::OperationPair;
use super::template;
use crate::options::Options;

/// A parameter with the place where the path item or the operation names it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ParameterSite<'d> {
    pub site: Item<'d>,
    pub parameter: Parameter<'d>,
}

/// The parameters of two operations. Those of the path are always on both sides: the template decides about them.
#[derive(Debug, Default)]
pub(crate) struct Parameters<'d> {
    pub both: Vec<(ParameterSite<'d>, ParameterSite<'d>)>,
    /// The same name in another place.
    pub moved: Vec<(ParameterSite<'d>, ParameterSite<'d>)>,
    pub removed: Vec<ParameterSite<'d>>,
    pub added: Vec<ParameterSite<'d>>,
}

/// Pairs parameters by place and name (names of headers without case), those of the path by their position.
pub(crate) fn parameters<'d>(pair: &OperationPair<'d>, options: &Options) -> Parameters<'d> {
    let base = sites(pair.base);
    let revision = sites(pair.revision);
    let mut paired = Parameters::default();
    let names = (
        template::names(pair.base.template()),
        template::names(pair.revision.template()),
    );
    for &(from, to) in &pair.path_parameters {
        let found = names.0.get(from).zip(names.1.get(to));
        let found = found.and_then(|(from, to)| in_path(&base, from).zip(in_path(&revision, to)));
        paired.both.extend(found);
    }
    let mut left = compared(&revision, options);
    let mut missing = Vec::new();
    for (key, site) in compared(&base, options) {
        match left.remove(&key) {
            Some(other) => paired.both.push((site, other)),
            None => missing.push((key, site)),
        }
    }
    let mut elsewhere: BTreeMap<String, Vec<(ParameterIn, String)>> = BTreeMap::new();
    for key in left.keys().rev() {
        let keys = elsewhere.entry(key.1.to_ascii_lowercase()).or_default();
        keys.push(key.clone());
    }
    for ((_, name), site) in missing {
        let key = elsewhere
            .get_mut(&name.to_ascii_lowercase())
            .and_then(Vec::pop);
        match key.and_then(|key| left.remove(&key)) {
            Some(other) => paired.moved.push((site, other)),
            None => paired.removed.push(site),
        }
    }
    paired.added = left.into_values().collect();
    paired
}

/// The parameters of an operation, as [`Operation::parameters`] merges them, with their places.
pub(crate) fn sites(operation: Operation<'_>) -> Vec<ParameterSite<'_>> {
    fn written<'d>(
        list: Option<Item<'d>>,
        parameters: impl Iterator<Item = Parameter<'d>>,
    ) -> impl Iterator<Item = ParameterSite<'d>> {
        list.into_iter()
            .flat_map(Item::items)
            .zip(parameters)
            .map(|(site, parameter)| ParameterSite { site, parameter })
    }
    let path = operation.path_item();
    let shared = written(path.item().get("parameters"), path.parameters());
    let own = written(
        operation.item().get("parameters"),
        operation.own_parameters(),
    );
    let own: Vec<_> = own.collect();
    let replaced: std::collections::BTreeSet<_> =
        own.iter().map(|site| site.parameter.key()).collect();
    shared
        .filter(|site| !replaced.contains(&site.parameter.key()))
        .chain(own.iter().copied())
        .collect()
}

fn in_path<'d>(sites: &[ParameterSite<'d>], name: &str) -> Option<ParameterSite<'d>> {
    sites
        .iter()
        .find(|site| {
            site.parameter.location_in() == ParameterIn::Path && site.parameter.name() == name
        })
        .copied()
}

/// Those that are compared by place and name. `Accept`, `Content-Type` and `Authorization` are ignored as parameters
/// (OpenAPI 3.1.1, 4.8.12.2), and selectors are no part of the comparison.
fn compared<'d>(
    sites: &[ParameterSite<'d>],
    options: &Options,
) -> BTreeMap<(ParameterIn, String), ParameterSite<'d>> {
    let is_compared = |site: &&ParameterSite<'d>| match site.parameter.location_in() {
        ParameterIn::Path => false,
        ParameterIn::Header => {
            let name = site.parameter.name();
            !is_reserved(name) && !options.is_selector_header(name)
        }
        ParameterIn::Query | ParameterIn::Cookie => true,
    };
    sites
        .iter()
        .filter(is_compared)
        .map(|site| (site.parameter.key(), *site))
        .collect()
}

pub(crate) fn is_reserved(header: &str) -> bool {
    ["accept", "content-type", "authorization"]
        .iter()
        .any(|reserved| reserved.eq_ignore_ascii_case(header))
}
