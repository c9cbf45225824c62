//! What happens to progenitor's output before it is printed: one file per change.
//!
//! Everything here works on the syntax tree. A change that does not find what it came for is an error and
//! not a silent no-op: progenitor is pinned, so a miss means that the pin moved and the client would lose
//! a promise (open enums, no leaking errors, no foreign header).

mod answers;
mod client_items;
mod discriminators;
mod feature_gate;
mod methods;
mod open_enums;
mod operations;
mod parameters;
mod raw_bodies;
mod support_paths;
mod type_attributes;

use std::collections::BTreeSet;

use syn::{Item, ItemMod};

use crate::seams::{Seams, Union};

pub use open_enums::SENTINEL;
pub use support_paths::{ANSWERS_PATH, REDACTED_PATH, SUPPORT_CRATE};

/// One date's generated module, taken apart.
#[derive(Clone, Debug)]
pub struct ClientModule {
    /// `pub mod types`: data types with their builders. Always compiled, because newer dates re-export them.
    pub types: ItemMod,
    /// The client, its operations and their builders: compiled with the date's cargo feature.
    pub client: Vec<Item>,
}

/// progenitor's output did not have the shape that this crate rewrites.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the generator's output has no {what}; specdate expects progenitor 0.15.1")]
pub struct UnexpectedShape {
    /// What was looked for.
    pub what: String,
}

impl UnexpectedShape {
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Self { what: what.into() }
    }
}

/// Applies every change to progenitor's output.
///
/// `feature` is the cargo feature of the module's date (`v2026-02-01`), `seams` what progenitor was told otherwise.
///
/// # Errors
/// When the output lacks something that must be there.
pub fn postprocess(
    file: syn::File,
    feature: &str,
    seams: &Seams,
    unions: &[Union],
) -> Result<ClientModule, UnexpectedShape> {
    let mut items = file.items;
    support_paths::rewrite(&mut items);
    let position = items
        .iter()
        .position(|item| matches!(item, Item::Mod(module) if module.ident == "types"))
        .ok_or_else(|| UnexpectedShape::new("module `types`"))?;
    let Item::Mod(mut types) = items.remove(position) else {
        return Err(UnexpectedShape::new("module `types`"));
    };
    let names = single_names(&types)?;
    open_enums::rewrite(&mut types)?;
    discriminators::rewrite(&mut types, unions)?;
    operations::rewrite(&mut items, &mut types, names, seams)?;
    client_items::rewrite(&mut items)?;
    type_attributes::rewrite(&mut types);
    feature_gate::rewrite(&mut items, feature);
    Ok(ClientModule {
        types,
        client: items,
    })
}

/// No two types may have one name: what does not compile is told here, and not by the compiler of whoever uses it.
fn single_names(types: &ItemMod) -> Result<BTreeSet<String>, UnexpectedShape> {
    let mut names = BTreeSet::new();
    for item in module_items(types) {
        let name = match item {
            Item::Struct(definition) => &definition.ident,
            Item::Enum(definition) => &definition.ident,
            Item::Type(definition) => &definition.ident,
            _ => continue,
        };
        if !names.insert(name.to_string()) {
            return Err(UnexpectedShape::new(format!(
                "single type of the name `{name}`"
            )));
        }
    }
    Ok(names)
}

/// The items of a module written in place.
pub(crate) fn module_items(module: &ItemMod) -> &[Item] {
    module
        .content
        .as_ref()
        .map_or(&[], |(_, items)| items.as_slice())
}

/// The name of a type that is written as a plain path (`super::Address`, `Address`): its last segment.
pub(crate) fn type_name(ty: &syn::Type) -> Option<&syn::Ident> {
    match ty {
        syn::Type::Path(path) => path.path.segments.last().map(|segment| &segment.ident),
        _ => None,
    }
}
