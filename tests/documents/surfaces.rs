//! What each document says, in canonical form, and what its generated client offers.

use openapi_codegen::Listing;
use specdate_tests::root;

use crate::{for_each_version, read, surface};

#[test]
fn every_document() {
    for_each_version(|api, version| {
        let name = format!("{}@{}", api.name, version.date);
        insta::assert_snapshot!(name, surface(&read(&version.document)).to_string());
    });
}

#[test]
fn every_client_module() {
    for_each_version(|api, version| {
        let Some(client) = api
            .client
            .as_ref()
            .filter(|_| !version.lifecycle.is_retired())
        else {
            return;
        };
        let path = format!(
            "{}/src/generated/{}.surface.txt",
            client.crate_dir,
            version.date.module_name()
        );
        let text = std::fs::read_to_string(root().join(path)).unwrap();
        // Reading loses nothing: comparisons read what reviewers see.
        let read = Listing::parse(&text).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(read.to_string(), text.replace('\r', ""));
        // The header's fingerprints change with every byte of the document; what callers see does not.
        let listing = text
            .split_once("\n\n")
            .map_or(text.as_str(), |(_, listing)| listing);
        insta::assert_snapshot!(format!("client-{}@{}", api.name, version.date), listing);
    });
}
