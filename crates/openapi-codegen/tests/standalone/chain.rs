//! Four dates: each type is written in the first of neighboring dates that have it, and converts between neighbors.

use std::fmt::Write as _;

use openapi_codegen::Generation;

use crate::support::{CHAIN, chain};

/// The types of the documents, without those of their members.
const TYPES: [&str; 8] = [
    "Back", "Gone", "Held", "Inner", "Item", "Late", "Middle", "Steady",
];

fn module<'g>(generation: &'g Generation, date: &str) -> &'g str {
    let name = format!("v{}", date.replace('-', "_"));
    &generation.plan.files[&format!("chain/src/generated/{name}.rs")]
}

/// What a date does with each type: `own`, the module that it is from, or `-`.
fn origin(module: &str, name: &str) -> String {
    let is_own = |kind| module.contains(&format!("    pub {kind} {name} {{"));
    if is_own("struct") || is_own("enum") {
        return "own".to_owned();
    }
    let imports = module
        .split("pub use super::super::")
        .skip(1)
        .filter_map(|import| import.split_once("::types::{"));
    for (from, names) in imports {
        let (names, _) = names.split_once('}').unwrap();
        if names.split(',').any(|other| other.trim() == name) {
            return from.to_owned();
        }
    }
    "-".to_owned()
}

#[test]
fn each_date_has_the_types_of_the_one_before_as_far_as_they_are_equal() {
    let generation = chain();
    let mut table = String::new();
    for name in TYPES {
        let origins = CHAIN.map(|(date, _)| origin(module(&generation, date), name));
        writeln!(table, "{name}: {}", origins.join(", ")).unwrap();
    }
    insta::assert_snapshot!(table, @r"
    Back: own, own, own, v2026_03_01
    Gone: own, v2026_01_01, -, own
    Held: own, own, v2026_02_01, own
    Inner: own, v2026_01_01, v2026_02_01, v2026_03_01
    Item: own, own, own, own
    Late: -, -, -, own
    Middle: own, own, v2026_02_01, own
    Steady: own, v2026_01_01, v2026_02_01, v2026_03_01
    ");
}

#[test]
fn types_that_differ_convert_between_neighbors() {
    let generation = chain();
    let mut list = String::new();
    for conversion in generation
        .documents
        .iter()
        .flat_map(|report| &report.conversions)
    {
        let mut line = vec![format!(
            "{} -> {}: {:?} {}",
            conversion.from, conversion.to, conversion.convertible, conversion.name
        )];
        line.extend(conversion.reasons.iter().cloned());
        writeln!(list, "{}", line.join("; ")).unwrap();
    }
    insta::assert_snapshot!(list, @r"
    2026-01-01 -> 2026-02-01: All Back
    2026-02-01 -> 2026-01-01: All Back
    2026-01-01 -> 2026-02-01: All Held
    2026-02-01 -> 2026-01-01: Some Held; `middle`: not every `Middle` is converted
    2026-01-01 -> 2026-02-01: All Item
    2026-02-01 -> 2026-01-01: Some Item; `held`: not every `Held` is converted; `middle`: not every `Middle` is converted
    2026-01-01 -> 2026-02-01: All Middle
    2026-02-01 -> 2026-01-01: Some Middle; `note` has no place in 2026-01-01
    2026-02-01 -> 2026-03-01: All Back
    2026-03-01 -> 2026-02-01: All Back
    2026-02-01 -> 2026-03-01: Some Item; `gone` has no place in 2026-03-01
    2026-03-01 -> 2026-02-01: All Item
    2026-03-01 -> 2026-04-01: Some Held; `middle`: not every `Middle` is converted
    2026-04-01 -> 2026-03-01: All Held
    2026-03-01 -> 2026-04-01: Some Item; `held`: not every `Held` is converted; `middle`: not every `Middle` is converted
    2026-04-01 -> 2026-03-01: Some Item; `gone` has no place in 2026-03-01; `late` has no place in 2026-03-01
    2026-03-01 -> 2026-04-01: Some Middle; `note` has no place in 2026-04-01
    2026-04-01 -> 2026-03-01: All Middle
    ");
}

#[test]
fn older_dates_name_no_newer_ones() {
    let generation = chain();
    for report in &generation.documents {
        let date = report.date.to_string();
        for (later, _) in CHAIN.iter().filter(|(later, _)| *later > date.as_str()) {
            let later = format!("v{}", later.replace('-', "_"));
            assert!(
                !module(&generation, &date).contains(&later),
                "{date} names {later}"
            );
        }
    }
}
