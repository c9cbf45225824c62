//! What changed from date to date, and since the release.

use specdate_tests::workspace_registry;

use crate::{changes, for_each_version, read, surface};

#[test]
fn every_older_and_newer_date() {
    for api in workspace_registry().apis.values() {
        let surfaces: Vec<_> = api
            .versions
            .iter()
            .map(|version| (version.date, surface(&read(&version.document))))
            .collect();
        for (index, (older, base)) in surfaces.iter().enumerate() {
            for (newer, revision) in surfaces.iter().skip(index + 1) {
                insta::assert_snapshot!(
                    format!("{}@{older}..{newer}", api.name),
                    changes(base, revision)
                );
            }
        }
    }
}

#[test]
fn every_released_document_and_its_copy() {
    for_each_version(|api, version| {
        if version.lifecycle.is_released() {
            let released = surface(&read(&version.released_copy));
            let current = surface(&read(&version.document));
            insta::assert_snapshot!(
                format!("{}@{}-since-release", api.name, version.date),
                changes(&released, &current)
            );
        }
    });
}
