//! What the generator changes in a document before progenitor reads it, told to people.

use std::fmt;

use openapi_doc::{Document, Location, NodeRef};

/// One kind of rewrite: its name and why it is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rule {
    /// Kebab-case, stable.
    pub id: &'static str,
    /// One sentence.
    pub reason: &'static str,
}

/// One rewrite that was made, at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rewrite {
    /// Which kind.
    pub rule: Rule,
    /// Where in the source.
    pub location: Location,
    /// What was changed there, for example the keyword that was dropped.
    pub detail: String,
}

/// `openapi/verifa/2026-02-01.yaml:12:3: drop-title: title "Result"`
impl fmt::Display for Rewrite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}: {}", self.location, self.rule.id, self.detail)
    }
}

/// Collects the rewrites of one document.
#[derive(Clone, Debug, Default)]
pub struct Rewrites(Vec<(NodeRef, Rule, String)>);

impl Rewrites {
    pub(crate) fn add(&mut self, rule: Rule, at: NodeRef, detail: impl Into<String>) {
        self.0.push((at, rule, detail.into()));
    }

    /// All of them, by place.
    #[must_use]
    pub fn into_sorted(mut self, document: &Document) -> Vec<Rewrite> {
        self.0.sort();
        // A parameter of a path item is met once per operation.
        self.0.dedup();
        self.0
            .into_iter()
            .map(|(at, rule, detail)| Rewrite {
                rule,
                location: document.location(at),
                detail,
            })
            .collect()
    }
}
