//! Responses: which response of one side answers for which status of the other.

use std::collections::BTreeMap;

use openapi_doc::{Header, Item, Operation, Response, StatusKey};

use crate::options::Options;

/// What a client does with a status that its document does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Class {
    /// 2xx.
    Success,
    /// 301, 302, 303, 307 and 308: the codes that send the client elsewhere.
    Redirect,
    /// 1xx, 304, 4xx, 5xx.
    Other,
}

impl Class {
    fn of(code: u16) -> Self {
        match code {
            200..=299 => Self::Success,
            301 | 302 | 303 | 307 | 308 => Self::Redirect,
            _ => Self::Other,
        }
    }
}

/// A response under its key, with the place where the operation names it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ResponseSite<'d> {
    pub site: Item<'d>,
    pub response: Response<'d>,
}

/// A response of each side that answer for the same status codes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ResponsePair<'d> {
    /// The more concrete of the two keys.
    pub status: StatusKey,
    pub base: Response<'d>,
    pub revision: Response<'d>,
}

/// A response for codes that the other side does not cover.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Uncovered<'d> {
    pub response: ResponseSite<'d>,
    /// The gravest class among these codes.
    pub class: Class,
    /// The first code of that class.
    pub code: u16,
}

/// The responses of two operations.
#[derive(Debug, Default)]
pub(crate) struct Responses<'d> {
    pub both: Vec<ResponsePair<'d>>,
    pub removed: Vec<Uncovered<'d>>,
    pub added: Vec<Uncovered<'d>>,
}

/// Pairs responses code by code: what answers for a code on both sides belongs together.
pub(crate) fn responses<'d>(base: Operation<'d>, revision: Operation<'d>) -> Responses<'d> {
    let (base, revision) = (sites(base), sites(revision));
    let mut paired = Responses::default();
    if let Some(both) = same_keys(&base, &revision) {
        paired.both = both;
        return paired;
    }
    let (old, new) = (Coverage::of(&base), Coverage::of(&revision));
    let mut both = BTreeMap::new();
    let mut removed = BTreeMap::new();
    let mut added = BTreeMap::new();
    for code in 100..600 {
        let found = (old.index(code), new.index(code));
        match found {
            (Some(of_base), Some(of_revision)) => {
                both.entry((of_base, of_revision)).or_insert(code);
            }
            (Some(of_base), None) => gravest(&mut removed, of_base, code),
            (None, Some(of_revision)) => gravest(&mut added, of_revision, code),
            (None, None) => {}
        }
    }
    for (of_base, of_revision) in both.into_keys() {
        if let (Some(of_base), Some(of_revision)) = (base.get(of_base), revision.get(of_revision)) {
            // The order of the keys is from the concrete to the general.
            let status = of_base.response.status().min(of_revision.response.status());
            paired.both.push(ResponsePair {
                status,
                base: of_base.response,
                revision: of_revision.response,
            });
        }
    }
    paired.removed = uncovered(&base, removed);
    paired.added = uncovered(&revision, added);
    paired
}

/// The pairs if both sides have the same keys: then each key answers for the same codes, and none has to be looked at.
fn same_keys<'d>(
    base: &[ResponseSite<'d>],
    revision: &[ResponseSite<'d>],
) -> Option<Vec<ResponsePair<'d>>> {
    let keyed: BTreeMap<StatusKey, Response<'d>> = revision
        .iter()
        .map(|site| (site.response.status(), site.response))
        .collect();
    if base.len() != revision.len() {
        return None;
    }
    base.iter()
        .map(|site| {
            let status = site.response.status();
            keyed.get(&status).map(|revision| ResponsePair {
                status,
                base: site.response,
                revision: *revision,
            })
        })
        .collect()
}

fn gravest(found: &mut BTreeMap<usize, (Class, u16)>, index: usize, code: u16) {
    let candidate = (Class::of(code), code);
    let known = found.entry(index).or_insert(candidate);
    *known = candidate.min(*known);
}

fn uncovered<'d>(
    sites: &[ResponseSite<'d>],
    found: BTreeMap<usize, (Class, u16)>,
) -> Vec<Uncovered<'d>> {
    found
        .into_iter()
        .filter_map(|(index, (class, code))| {
            Some(Uncovered {
                response: *sites.get(index)?,
                class,
                code,
            })
        })
        .collect()
}

/// The responses of an operation with the places where it names them.
pub(crate) fn sites(operation: Operation<'_>) -> Vec<ResponseSite<'_>> {
    let map = operation.item().get("responses");
    operation
        .responses()
        .map(|response| ResponseSite {
            site: map
                .and_then(|map| map.get(&response.status().to_string()))
                .unwrap_or(response.item()),
            response,
        })
        .collect()
}

/// Which response answers for which code.
struct Coverage {
    codes: BTreeMap<u16, usize>,
    ranges: BTreeMap<u8, usize>,
    default: Option<usize>,
    /// Whether a success is named: then `default` stands for errors.
    has_success: bool,
}

impl Coverage {
    fn of(sites: &[ResponseSite<'_>]) -> Self {
        let mut coverage = Self {
            codes: BTreeMap::new(),
            ranges: BTreeMap::new(),
            default: None,
            has_success: false,
        };
        for (index, site) in sites.iter().enumerate() {
            match site.response.status() {
                StatusKey::Code(code) => {
                    coverage.has_success |= code / 100 == 2;
                    coverage.codes.insert(code, index);
                }
                StatusKey::Range(digit) => {
                    coverage.has_success |= digit == 2;
                    coverage.ranges.insert(digit, index);
                }
                StatusKey::Default => coverage.default = Some(index),
            }
        }
        coverage
    }

    fn index(&self, code: u16) -> Option<usize> {
        let digit = u8::try_from(code / 100).unwrap_or_default();
        self.codes
            .get(&code)
            .or_else(|| self.ranges.get(&digit))
            .copied()
            .or(self.default.filter(|_| !self.has_success || code >= 400))
    }
}

/// A header under its name, with the place where the response names it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct HeaderSite<'d> {
    pub site: Item<'d>,
    pub header: Header<'d>,
}

/// The headers of two responses.
#[derive(Debug, Default)]
pub(crate) struct Headers<'d> {
    pub both: Vec<(HeaderSite<'d>, HeaderSite<'d>)>,
    pub removed: Vec<HeaderSite<'d>>,
    pub added: Vec<HeaderSite<'d>>,
}

/// Pairs headers by their names, which mean the same in any case. Selectors are left out.
pub(crate) fn headers<'d>(
    base: Response<'d>,
    revision: Response<'d>,
    options: &Options,
) -> Headers<'d> {
    let mut left = header_sites(revision, options);
    let mut paired = Headers::default();
    for (name, site) in header_sites(base, options) {
        match left.remove(&name) {
            Some(other) => paired.both.push((site, other)),
            None => paired.removed.push(site),
        }
    }
    paired.added = left.into_values().collect();
    paired
}

fn header_sites<'d>(response: Response<'d>, options: &Options) -> BTreeMap<String, HeaderSite<'d>> {
    let map = response.item().get("headers");
    let mut sites = BTreeMap::new();
    for header in response.headers() {
        if !options.is_selector_header(header.name()) {
            let site = map
                .and_then(|map| map.get(header.name()))
                .unwrap_or(header.item());
            sites
                .entry(header.name().to_ascii_lowercase())
                .or_insert(HeaderSite { site, header });
        }
    }
    sites
}
