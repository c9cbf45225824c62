//! What a value of one date becomes in a neighboring one: the same value, or an error.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use openapi_codegen::{Convertible, generate};
use openapi_doc::{FileSystem, Role as Reached, schemas_in_role};
use registry::VersionDate;
use schema_subset::Role;
use specdate_tests::{root, workspace_registry};

use crate::decoders::CONVERSIONS;
use crate::documents::{Schemas, dates};
use crate::same::same;

/// Seeds that are tried for each type.
const SAMPLES: u64 = 48;

#[test]
fn what_is_converted_is_the_same_value() {
    let all = dates();
    let mut wrong = Vec::new();
    for conversion in CONVERSIONS {
        let place = format!(
            "{} {} -> {}",
            conversion.name, conversion.from, conversion.to
        );
        let dated = all
            .iter()
            .find(|dated| dated.module.name == conversion.from)
            .unwrap();
        let roles = schemas_in_role(&dated.document);
        let mut components = dated.document.components().schemas();
        let schema = components.find(|(name, _)| *name == conversion.name);
        let (_, schema) = schema.unwrap_or_else(|| panic!("{place}: no component"));
        let (reached, role) = if roles.contains(schema.id(), Reached::Response) {
            (Reached::Response, Role::Response)
        } else {
            (Reached::Request, Role::Request)
        };
        assert!(roles.contains(schema.id(), reached), "{place}");
        let mut schemas = Schemas::default();
        let document = schemas.add_document(&dated.document);
        let id = schemas.at(document, schema.item().at().node);
        let (mut converted, mut refused) = (0, 0);
        for sample in schemas.samples(id, Some(role), 0..SAMPLES) {
            match (conversion.convert)(&sample) {
                Ok(value) => {
                    converted += 1;
                    // A set that is open in one date only is written as it came.
                    if let Err(at) = same(&sample, &value, role, &mut |_| {}) {
                        wrong.push(format!(
                            "{place}: another value at `{at}`: {sample} becomes {value}"
                        ));
                    }
                }
                Err(error) => {
                    refused += 1;
                    assert!(error.contains(" of 202"), "{place}: {error}");
                }
            }
        }
        if converted == 0 {
            wrong.push(format!("{place}: no value is converted"));
        }
        if (refused > 0) == conversion.is_total {
            wrong.push(format!("{place}: {refused} values are refused"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_not_converted_has_a_reason() {
    let files = FileSystem::new(&root()).unwrap();
    let generation = generate(&workspace_registry(), "openapi", &files, None);
    let generation = generation.unwrap_or_else(|errors| panic!("{errors:?}"));
    let mut listing = String::new();
    let mut known = BTreeMap::new();
    for document in &generation.documents {
        for conversion in &document.conversions {
            let modules = [conversion.from, conversion.to].map(VersionDate::module_name);
            let [from, to] = &modules;
            let word = match conversion.convertible {
                Convertible::All => "From",
                Convertible::Some => "TryFrom",
                Convertible::None => "none",
            };
            let _ = writeln!(
                listing,
                "{} {} -> {}: {word}",
                conversion.name, conversion.from, conversion.to
            );
            for reason in &conversion.reasons {
                let _ = writeln!(listing, "  {reason}");
            }
            if conversion.convertible != Convertible::None {
                let is_total = conversion.convertible == Convertible::All;
                known.insert(
                    (conversion.name.clone(), from.clone(), to.clone()),
                    is_total,
                );
            }
        }
    }
    let written: BTreeMap<_, _> = CONVERSIONS
        .iter()
        .map(|of| {
            let key = (of.name.to_owned(), of.from.to_owned(), of.to.to_owned());
            (key, of.is_total)
        })
        .collect();
    assert_eq!(written, known);
    insta::assert_snapshot!(listing);
}
