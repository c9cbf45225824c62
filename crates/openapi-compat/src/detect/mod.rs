//! Detection: states as facts what differs, one file per subject. Nothing is judged or put into words here.

mod callbacks;
mod deprecation;
mod docs;
mod forms;
mod headers;
mod media_types;
mod methods;
mod oauth;
mod parameters;
mod paths;
mod request_body;
mod responses;
mod security;
mod serialization;
mod servers;
mod shape;
mod webhooks;

use openapi_doc::Document;

use crate::fact::Fact;
use crate::options::Options;
use crate::pair::{Link, Pairing};
use crate::rule::Direction;
use crate::unchanged::Unchanged;

/// Every fact about two documents and what they have in common.
pub(crate) fn facts<'d>(
    base: &'d Document,
    revision: &'d Document,
    pairing: &Pairing<'d>,
    unchanged: &Unchanged<'d>,
    options: &Options,
) -> Vec<Fact<'d>> {
    let mut facts = Vec::new();
    docs::of_documents(base, revision, &mut facts);
    paths::detect(&pairing.paths, &mut facts);
    methods::detect(pairing, &mut facts);
    webhooks::detect(pairing, &mut facts);
    callbacks::detect(pairing, &mut facts);
    for pair in &pairing.operations {
        if pair.is_unchanged(unchanged) {
            continue;
        }
        parameters::detect(pair, options, &mut facts);
        request_body::detect(pair, &mut facts);
        responses::detect(pair, options, &mut facts);
        security::detect(pair, &mut facts);
        if pair.link == Link::Same {
            deprecation::detect(pair, &mut facts);
            docs::of_operations(pair, &mut facts);
            if pair.direction == Direction::Outbound {
                servers::detect(pair, options, &mut facts);
            }
        }
    }
    facts
}
