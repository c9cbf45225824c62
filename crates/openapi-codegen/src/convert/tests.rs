use quote::ToTokens as _;
use syn::{ItemMod, parse_quote};

use super::*;
use crate::types::definitions;

fn date(text: &str) -> VersionDate {
    text.parse().unwrap()
}

fn side<'t>(day: &str, types: &'t BTreeMap<String, Definition>) -> Side<'t> {
    let types = types.iter();
    Side {
        date: date(day),
        types: types
            .map(|(name, definition)| (name.as_str(), definition))
            .collect(),
    }
}

/// The conversions between two modules of types, with their code.
fn between(older: &ItemMod, newer: &ItemMod, shared: &[&str]) -> (String, Vec<Conversion>) {
    let [of_older, of_newer] = [older, newer].map(definitions);
    let shared = shared.iter().map(|name| (*name).to_owned()).collect();
    let (module, found) = conversions(
        side("2026-01-01", &of_older),
        side("2026-02-01", &of_newer),
        &shared,
    );
    let code = module.map_or_else(String::new, |item| {
        prettyplease::unparse(&parse_quote!(#item))
    });
    (code, found)
}

/// The reasons in one direction; none where there is no conversion at all.
fn reasons(found: &[Conversion], name: &str, to: &str) -> (Convertible, Vec<String>) {
    let conversion = found
        .iter()
        .find(|conversion| conversion.name == name && conversion.to == date(to))
        .unwrap();
    (conversion.convertible, conversion.reasons.clone())
}

#[test]
fn a_member_that_need_not_be_there_is_converted_where_it_has_a_place() {
    let older: ItemMod = parse_quote! {
        mod types {
            pub struct Pet { pub name: ::std::string::String }
        }
    };
    let newer: ItemMod = parse_quote! {
        mod types {
            pub struct Pet {
                pub name: ::std::string::String,
                pub owner: ::std::option::Option<Owner>,
                #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
                pub tags: ::std::vec::Vec<::std::string::String>,
            }
            pub struct Owner { pub id: i64 }
        }
    };
    let (code, found) = between(&older, &newer, &[]);
    assert_eq!(
        reasons(&found, "Pet", "2026-02-01"),
        (Convertible::All, vec![])
    );
    assert_eq!(
        reasons(&found, "Pet", "2026-01-01"),
        (
            Convertible::Some,
            vec![
                "`owner` has no place in 2026-01-01".to_owned(),
                "`tags` has no place in 2026-01-01".to_owned()
            ]
        )
    );
    insta::assert_snapshot!(code);
}

#[test]
fn what_is_needed_and_not_there_is_not_converted() {
    let older: ItemMod = parse_quote! {
        mod types {
            pub struct Pet { pub name: ::std::option::Option<::std::string::String>, pub age: i64 }
            pub struct Owner { pub pet: Pet }
            pub struct House { pub pets: ::std::vec::Vec<Pet> }
        }
    };
    let newer: ItemMod = parse_quote! {
        mod types {
            pub struct Pet { pub name: ::std::string::String, pub id: i64 }
            pub struct Owner { pub pet: Pet }
            pub struct House { pub pets: ::std::vec::Vec<Pet> }
        }
    };
    let (_, found) = between(&older, &newer, &[]);
    let of = |name| reasons(&found, name, "2026-02-01");
    assert_eq!(
        of("Pet"),
        (
            Convertible::None,
            vec![
                "`age` is always there, and has no place in 2026-02-01".to_owned(),
                "`id` has to be there in 2026-02-01".to_owned()
            ]
        )
    );
    assert_eq!(
        of("Owner"),
        (
            Convertible::None,
            vec!["`pet`: no `Pet` is converted".to_owned()]
        )
    );
    assert_eq!(
        of("House"),
        (
            Convertible::Some,
            vec!["`pets`: no `Pet` is converted".to_owned()]
        )
    );
}

#[test]
fn values_are_kept_where_a_set_is_open() {
    let older: ItemMod = parse_quote! {
        mod types {
            pub enum Status { New, Old, Unknown(::std::string::String) }
            pub enum Kind { Cat, Dog }
        }
    };
    let newer: ItemMod = parse_quote! {
        mod types {
            pub enum Status { New, Sold, Unknown(::std::string::String) }
            pub enum Kind { Cat }
        }
    };
    let (code, found) = between(&older, &newer, &[]);
    assert_eq!(reasons(&found, "Status", "2026-02-01").0, Convertible::All);
    assert_eq!(reasons(&found, "Status", "2026-01-01").0, Convertible::All);
    assert_eq!(reasons(&found, "Kind", "2026-01-01").0, Convertible::All);
    assert_eq!(
        reasons(&found, "Kind", "2026-02-01"),
        (
            Convertible::Some,
            vec!["`Dog` is no value in 2026-02-01".to_owned()]
        )
    );
    insta::assert_snapshot!(code);
}

#[test]
fn types_that_contain_themselves_are_converted() {
    let older: ItemMod = parse_quote! {
        mod types {
            pub struct Tree { pub inner: ::std::vec::Vec<Tree>, pub next: ::std::option::Option<::std::boxed::Box<Tree>> }
        }
    };
    let newer: ItemMod = parse_quote! {
        mod types {
            pub struct Tree { pub inner: ::std::vec::Vec<Tree>, pub next: ::std::option::Option<::std::boxed::Box<Tree>>, pub mark: ::std::option::Option<bool> }
        }
    };
    let (code, found) = between(&older, &newer, &[]);
    assert_eq!(reasons(&found, "Tree", "2026-02-01").0, Convertible::All);
    let (convertible, reasons) = reasons(&found, "Tree", "2026-01-01");
    assert_eq!(convertible, Convertible::Some);
    assert_eq!(reasons.len(), 3, "{reasons:?}");
    insta::assert_snapshot!(code);
}

#[test]
fn what_is_shared_is_not_converted() {
    let types: ItemMod = parse_quote! {
        mod types { pub struct Pet { pub name: ::std::string::String } }
    };
    let (code, found) = between(&types, &types, &["Pet"]);
    assert_eq!((code.as_str(), found), ("", vec![]));
    assert!(types.to_token_stream().to_string().contains("Pet"));
}
