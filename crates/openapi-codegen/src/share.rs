//! Types that are equal in neighboring version dates are written once and re-exported by the newer date.
//!
//! Two types are the same when their definitions, implementations and builders are equal as they are printed
//! (documentation aside) and every type that they refer to is the same too. The older date keeps the
//! definition, so that adding a date leaves the files of the older ones alone.

use std::collections::{BTreeMap, BTreeSet};

use quote::format_ident;
use syn::{Ident, parse_quote};

use crate::render;
use crate::types::{Items, Part, Types};

/// The printed `pub mod types` of `newer`, in which each of the `shared` types is a re-export.
///
/// `older` are the types of the date before, whole, and the name of its module (`v2026_01_01`), a sibling of the newer
/// one's.
pub fn module(newer: &Types, older: Option<(&Types, &str)>, shared: &BTreeSet<String>) -> String {
    let mut inner = String::new();
    let names: Vec<Ident> = shared.iter().map(|name| format_ident!("{name}")).collect();
    let older = older.map(|(types, module)| (types, format_ident!("{module}")));
    if let Some((_, module)) = &older
        && !names.is_empty()
    {
        let import = parse_quote!(pub use super::super::#module::types::{#(#names),*};);
        inner += &render::items_within(1, vec![import]);
    }
    for part in &newer.parts {
        match (part, &older) {
            (Part::Items(items), _) => inner += own(items, shared),
            // One `ConversionError` over all dates: shared types return it.
            (Part::Error(text), Some((types, module))) if types.error() == Some(text) => {
                let import = parse_quote!(pub use super::super::#module::types::error;);
                inner += &render::items_within(1, vec![import]);
            }
            (Part::Error(text), _) => inner += text,
            (Part::Builders(opening, items), older) => {
                let mut builders = String::new();
                let built = names.iter().filter(|name| has_builder(newer, name));
                let built: Vec<&Ident> = built.collect();
                if let Some((_, module)) = older
                    && !built.is_empty()
                {
                    let import = parse_quote! {
                        pub use super::super::super::#module::types::builder::{#(#built),*};
                    };
                    builders += &render::items_within(2, vec![import]);
                }
                builders.extend(items.iter().map(|items| own(items, shared)));
                inner += &render::put_together(opening, 1, &builders);
            }
        }
    }
    render::put_together(&newer.opening, 0, &inner)
}

/// The text of items, unless they are those of a shared type.
fn own<'i>(items: &'i Items, shared: &BTreeSet<String>) -> &'i str {
    match &items.owner {
        Some(owner) if shared.contains(owner) => "",
        _ => &items.text,
    }
}

fn has_builder(types: &Types, name: &Ident) -> bool {
    let facts = types.by_name.get(&name.to_string());
    facts.is_some_and(|facts| facts.has_builder)
}

/// The greatest set of names whose types are equal on both sides and refer to none outside the set.
pub fn shared_types(newer: &Types, older: &Types) -> BTreeSet<String> {
    let of_older = older.texts();
    // Of each type that is equal on both sides, the types that it refers to.
    let mut shared: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (name, code) in newer.texts() {
        if of_older
            .get(name)
            .is_some_and(|other| code.is_same_as(other))
        {
            let mut names: Vec<&str> = code.names().into_iter().collect();
            names.retain(|name| {
                newer.by_name.contains_key(*name) || older.by_name.contains_key(*name)
            });
            shared.insert(name, names);
        }
    }
    loop {
        let is_parted = |names: &Vec<&str>| names.iter().any(|name| !shared.contains_key(name));
        let parted: Vec<&str> = shared
            .iter()
            .filter(|(_, names)| is_parted(names))
            .map(|(name, _)| *name)
            .collect();
        if parted.is_empty() {
            return shared.into_keys().map(str::to_owned).collect();
        }
        for name in parted {
            shared.remove(name);
        }
    }
}
