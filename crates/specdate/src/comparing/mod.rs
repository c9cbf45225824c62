//! Two documents, compared with what the registry says about them: what `diff` does once, and `check` for every pair.

pub(crate) mod acceptances;
pub(crate) mod clients;
pub(crate) mod decision;
pub(crate) mod edits;
pub(crate) mod gate;
pub(crate) mod load;
pub(crate) mod policy;
pub(crate) mod source;

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use openapi_compat::{Audience, Comparison, NullReading, Options, Place, Rule};
use openapi_doc::Document;
use registry::{Api, ApiName, Registry, VersionDate};

use crate::documents::{Dated, Source};
use crate::report::comparison::{Basis, Entry, Excerpt};

/// The pair that is compared, as the registry knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pair {
    pub(crate) api: ApiName,
    /// None if only one of the two is known.
    pub(crate) dates: Option<[VersionDate; 2]>,
}

impl Pair {
    /// None where no document is one of the registry, or they are of two APIs.
    pub(crate) fn of(base: &Source, revision: &Source) -> Option<Self> {
        Self::known(base.version.as_ref(), revision.version.as_ref())
    }

    fn known(base: Option<&Dated>, revision: Option<&Dated>) -> Option<Self> {
        match (base, revision) {
            (Some(base), Some(revision)) => (base.api == revision.api).then(|| Self {
                api: base.api.clone(),
                dates: Some([base.date, revision.date]),
            }),
            (Some(one), None) | (None, Some(one)) => Some(Self {
                api: one.api.clone(),
                dates: None,
            }),
            (None, None) => None,
        }
    }

    /// Whether an acceptance of this API that a comparison of two dates uses can only be used by this one.
    pub(crate) fn is_only_one(&self, registry: &Registry) -> bool {
        let versions = registry
            .apis
            .get(&self.api)
            .map(|api| api.versions.as_slice());
        match (versions, self.dates) {
            (Some([older, newer]), Some(dates)) => dates == [older.date, newer.date],
            _ => false,
        }
    }
}

/// Every audience, where the surfaces of both clients are there.
const ALL_JUDGED: &[Audience] = &Audience::ALL;

/// How two documents are read where they say that null is allowed, and which audiences [`compare`] judges for them.
pub(crate) fn basis(documents @ [base, revision]: [&Source; 2]) -> Basis {
    Basis {
        nulls: documents.map(|source| NullReading::of(&source.document)),
        judged: if source::is_judged(base, revision) {
            ALL_JUDGED
        } else {
            Comparison::JUDGED
        },
    }
}

/// The rules about two documents, and behind them those about the clients that are generated from them.
pub(crate) fn rules() -> impl Iterator<Item = &'static Rule> + Clone {
    openapi_compat::RULES.iter().chain(source::RULES).copied()
}

/// Everything that differs, with the lines of the documents.
pub(crate) fn compare(base: &Source, revision: &Source, registry: Option<&Registry>) -> Vec<Entry> {
    let options = options(base, revision, registry);
    let (of_base, of_revision) = (Lines::of(base), Lines::of(revision));
    let compared = openapi_compat::compare(&base.document, &revision.document, &options);
    let mut entries: Vec<Entry> = compared
        .findings
        .into_iter()
        .map(|finding| {
            Entry::new(
                finding,
                |place| of_base.excerpt(place),
                |place| of_revision.excerpt(place),
            )
        })
        .collect();
    source::judge(base, revision, &options, &mut entries);
    entries
}

/// What the registry says about the pair.
fn options(base: &Source, revision: &Source, registry: Option<&Registry>) -> Options {
    let mut known: Vec<&ApiName> = [&base.version, &revision.version]
        .into_iter()
        .flatten()
        .map(|version| &version.api)
        .collect();
    known.dedup();
    let apis = known
        .into_iter()
        .filter_map(|name| registry?.apis.get(name));
    let pair = Pair::of(base, revision);
    Options {
        api: pair
            .as_ref()
            .map(|pair| pair.api.as_str().to_owned())
            .unwrap_or_default(),
        pair: pair
            .as_ref()
            .and_then(|pair| pair.dates.as_ref())
            .map(|[base, revision]| format!("{base}..{revision}"))
            .unwrap_or_default(),
        selector_headers: apis.flat_map(selectors).collect(),
        server_dates: pair
            .and_then(|pair| pair.dates)
            .map(|[base, revision]| (base.to_string(), revision.to_string())),
    }
}

fn selectors(api: &Api) -> Vec<String> {
    let casing = api.headers.casing.as_ref().map(|casing| &casing.name);
    [api.headers.version.as_ref(), casing]
        .into_iter()
        .flatten()
        .map(|header| header.as_str().to_owned())
        .collect()
}

/// The lines of a document that are shown, each kept once: where a document is one line, every finding shows it.
struct Lines<'s> {
    source: &'s Source,
    known: RefCell<HashMap<(String, u32), Arc<str>>>,
}

impl<'s> Lines<'s> {
    fn of(source: &'s Source) -> Self {
        Self {
            source,
            known: RefCell::default(),
        }
    }

    /// A place as the user finds it, with the lines that stand there.
    fn excerpt(&self, place: Place) -> Excerpt {
        let name = place.file.clone();
        let tree = file(&self.source.document, &name);
        let shown = Place {
            file: self.source.shown(&name),
            ..place
        };
        Excerpt::new(shown, |line| {
            let mut known = self.known.borrow_mut();
            if let Some(text) = known.get(&(name.clone(), line)) {
                return Some(Arc::clone(text));
            }
            let text: Arc<str> = tree?.line_text(line)?.into();
            known.insert((name.clone(), line), Arc::clone(&text));
            Some(text)
        })
    }
}

fn file<'d>(document: &'d Document, name: &str) -> Option<&'d source_tree::SourceTree> {
    document.files().find(|tree| tree.name() == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_is_of_one_api() {
        let dated = |api: &str, date: &str| Dated {
            api: api.parse().unwrap(),
            date: date.parse().unwrap(),
        };
        let (a, b) = (dated("a", "2026-01-01"), dated("b", "2026-01-01"));
        assert_eq!(Pair::known(None, None), None);
        assert_eq!(Pair::known(Some(&a), Some(&b)), None);
        let of_a = |dates| {
            Some(Pair {
                api: "a".parse().unwrap(),
                dates,
            })
        };
        assert_eq!(Pair::known(Some(&a), None), of_a(None));
        let newer = dated("a", "2026-02-01");
        assert_eq!(
            Pair::known(Some(&a), Some(&newer)),
            of_a(Some([a.date, newer.date]))
        );
    }
}
