//! The rules about the generated client, one file each, named after its id without `source-`.
//!
//! None of them has a mirror other than itself: what is added to a surface breaks no code, so it is no change to tell. What
//! the addition does to messages is told by the comparison of the documents.

mod argument_removed;
mod argument_retyped;
mod field_removed;
mod field_retyped;
mod method_removed;
mod result_retyped;
mod trait_removed;
mod type_changed;
mod type_removed;
mod type_renamed;
mod variant_removed;
mod variant_retyped;

use openapi_codegen::SurfaceChangeKind;
use openapi_compat::{Judgement, Rule, Verdicts};

/// No message changes, but code against the generated client of the base no longer compiles.
const SOURCE: Verdicts = Verdicts {
    source: Judgement::Breaking,
    ..Verdicts::COMPATIBLE
};

/// Every rule about the generated client, by id.
pub(crate) const RULES: &[&Rule] = &[
    &argument_removed::RULE,
    &argument_retyped::RULE,
    &field_removed::RULE,
    &field_retyped::RULE,
    &method_removed::RULE,
    &result_retyped::RULE,
    &trait_removed::RULE,
    &type_changed::RULE,
    &type_removed::RULE,
    &type_renamed::RULE,
    &variant_removed::RULE,
    &variant_retyped::RULE,
];

/// The rule for a change.
pub(crate) fn rule(kind: SurfaceChangeKind) -> &'static Rule {
    match kind {
        SurfaceChangeKind::ArgumentRemoved => &argument_removed::RULE,
        SurfaceChangeKind::ArgumentRetyped => &argument_retyped::RULE,
        SurfaceChangeKind::FieldRemoved => &field_removed::RULE,
        SurfaceChangeKind::FieldRetyped => &field_retyped::RULE,
        SurfaceChangeKind::MethodRemoved => &method_removed::RULE,
        SurfaceChangeKind::ResultRetyped => &result_retyped::RULE,
        SurfaceChangeKind::TraitRemoved => &trait_removed::RULE,
        SurfaceChangeKind::TypeChanged => &type_changed::RULE,
        SurfaceChangeKind::TypeRemoved => &type_removed::RULE,
        SurfaceChangeKind::TypeRenamed => &type_renamed::RULE,
        SurfaceChangeKind::VariantRemoved => &variant_removed::RULE,
        SurfaceChangeKind::VariantRetyped => &variant_retyped::RULE,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn rules_are_sorted_and_each_has_its_file() {
        let ids: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
        let sorted: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids, sorted.into_iter().collect::<Vec<_>>());
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/comparing/source/rules");
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .filter(|name| name != "mod.rs")
            .map(|name| format!("source-{}", name.trim_end_matches(".rs").replace('_', "-")))
            .collect();
        files.sort();
        assert_eq!(ids, files);
    }

    #[test]
    fn rules_say_what_breaks_why_and_what_to_do() {
        for rule in RULES {
            for text in [rule.title, rule.why, rule.remedy, rule.explanation] {
                assert!(!text.is_empty(), "{}", rule.id);
            }
            assert!(
                rule.mirror.is_none_or(|mirror| mirror == rule.id),
                "{}",
                rule.id
            );
            assert!(
                openapi_compat::RULES
                    .iter()
                    .all(|other| other.id != rule.id),
                "{}",
                rule.id
            );
        }
    }
}
