//! Rewrites after which a document says the same in other words.

mod defaults;
mod files;
mod order;
mod parameters;
mod references;
mod schemas;
mod version;

pub use files::split;

use openapi_doc::vocabulary::ObjectKind;

use super::random::Random;
use super::sites::sites;
use super::tree::{Tree, Way};

/// A way to say the same in other words.
pub struct Rewrite {
    pub name: &'static str,
    /// Rewrites one in so many of the places that allow it, and says how many these were.
    pub apply: fn(&mut Tree, &mut Random, usize) -> usize,
}

/// All of them, in an order in which each finds its places after those before it. What is written in another version of
/// OpenAPI comes last.
pub const REWRITES: &[Rewrite] = &[
    Rewrite {
        name: "defaults written out",
        apply: defaults::write_out,
    },
    Rewrite {
        name: "inlined reference",
        apply: references::inline,
    },
    Rewrite {
        name: "extracted component",
        apply: references::extract,
    },
    Rewrite {
        name: "renamed component",
        apply: references::rename,
    },
    Rewrite {
        name: "wrapped in allOf",
        apply: schemas::wrap,
    },
    Rewrite {
        name: "split into allOf",
        apply: schemas::divide,
    },
    Rewrite {
        name: "merged allOf",
        apply: schemas::merge,
    },
    Rewrite {
        name: "enum as a choice of values",
        apply: schemas::list_as_choice,
    },
    Rewrite {
        name: "null as an arm",
        apply: schemas::null_as_arm,
    },
    Rewrite {
        name: "renamed path parameter",
        apply: parameters::rename,
    },
    Rewrite {
        name: "case of header names",
        apply: parameters::change_case,
    },
    Rewrite {
        name: "parameters of the path",
        apply: parameters::push_down,
    },
    Rewrite {
        name: "security and servers of the document",
        apply: defaults::push_down,
    },
    Rewrite {
        name: "order of members",
        apply: order::shuffle,
    },
    Rewrite {
        name: "order of arms",
        apply: order::shuffle_arms,
    },
    Rewrite {
        name: "OpenAPI 3.0 to 3.1",
        apply: version::upgrade,
    },
];

/// Rewrites a document of OpenAPI 3.0 as one of 3.1.
pub fn upgrade(document: &mut Tree) {
    version::upgrade(document, &mut Random::new(0), 1);
}

/// Ways to the objects of a kind that hold no `$ref`, the inner ones first, so that a rewrite of one leaves the ways of
/// those to come as they are.
fn inside_out(document: &Tree, kind: ObjectKind) -> Vec<Way> {
    let mut ways = super::sites::written(document, kind);
    ways.reverse();
    ways
}

/// Ways to schemas that are arms of a union with a discriminator: their names count.
fn is_tagged_arm(document: &Tree, way: &[String]) -> bool {
    let [before @ .., keyword, _] = way else {
        return false;
    };
    matches!(keyword.as_str(), "oneOf" | "anyOf" | "allOf")
        && document
            .at(before)
            .is_some_and(|around| around.has("discriminator"))
}

/// Whether the way leads to a member of a section of the components.
fn is_component(way: &[String]) -> bool {
    way.len() == 3 && way[0] == "components"
}

/// The ways of all places where a `$ref` to an object of a kind may stand, and whether one does.
fn referable(document: &Tree, wanted: impl Fn(ObjectKind) -> bool) -> Vec<(Way, ObjectKind)> {
    let mut found: Vec<_> = sites(document)
        .into_iter()
        .filter(|site| site.is_referable && wanted(site.kind))
        .map(|site| (site.way, site.kind))
        .collect();
    found.reverse();
    found
}

/// The section of the components that holds objects of a kind.
fn section(kind: ObjectKind) -> Option<&'static str> {
    Some(match kind {
        ObjectKind::Schema => "schemas",
        ObjectKind::Response => "responses",
        ObjectKind::Parameter => "parameters",
        ObjectKind::Example => "examples",
        ObjectKind::RequestBody => "requestBodies",
        ObjectKind::Header => "headers",
        ObjectKind::Link => "links",
        ObjectKind::Callback => "callbacks",
        _ => return None,
    })
}
