//! Every member of OpenAPI is dealt with.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed"
)]

use std::collections::BTreeSet;

use openapi_compat::{COVERAGE, RULES, Treatment};
use openapi_doc::vocabulary::{ObjectKind, objects};

/// Objects of schemas: what is compared where schemas are.
const OF_SCHEMAS: [ObjectKind; 3] = [
    ObjectKind::Schema,
    ObjectKind::Discriminator,
    ObjectKind::Xml,
];

#[test]
fn each_member_has_one_entry() {
    let known: BTreeSet<_> = objects()
        .iter()
        .filter(|table| !OF_SCHEMAS.contains(&table.kind))
        .flat_map(|table| table.members.iter().map(|member| (table.kind, member.name)))
        .collect();
    let covered: Vec<_> = COVERAGE
        .iter()
        .map(|(kind, member, _)| (*kind, *member))
        .collect();
    let once: BTreeSet<_> = covered.iter().copied().collect();
    assert_eq!(once.len(), covered.len(), "an entry stands twice");
    let missing: Vec<_> = known.difference(&once).collect();
    let stale: Vec<_> = once.difference(&known).collect();
    assert!(missing.is_empty(), "without an entry: {missing:?}");
    assert!(stale.is_empty(), "no members of OpenAPI: {stale:?}");
}

#[test]
fn entries_name_rules() {
    for (kind, member, treatment) in COVERAGE {
        if let Treatment::Judged(ids) = treatment {
            assert!(!ids.is_empty());
            for id in *ids {
                assert!(
                    RULES.iter().any(|rule| rule.id == *id),
                    "{kind:?}.{member} names {id}, which is no rule"
                );
            }
        }
    }
}
