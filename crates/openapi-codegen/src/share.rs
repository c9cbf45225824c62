//! Types that are equal in neighboring version dates are written once and re-exported by the newer date.
//!
//! Two types are the same when their definitions, implementations and builders are equal token by token
//! (documentation aside) and every type that they refer to is the same too. The older date keeps the
//! definition, so that adding a date leaves the files of the older ones alone.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, format_ident};
use syn::visit_mut::VisitMut;
use syn::{Attribute, Ident, Item, ItemMod, parse_quote};

use crate::postprocess::{module_items, type_name};

/// Replaces each type of `newer` that `older` has as well by a re-export.
///
/// `older_module` is the Rust module of the older date (`v2026_01_01`), a sibling of the newer one's.
/// Both must be whole modules, before any sharing of their own. Returns the shared names, sorted.
pub fn share_types(newer: &mut ItemMod, older: &ItemMod, older_module: &str) -> BTreeSet<String> {
    let shared = shared_names(newer, older);
    let defined = type_names(newer);
    let older_module = format_ident!("{older_module}");
    let Some((_, items)) = &mut newer.content else {
        return shared;
    };

    let error_is_shared = module_text(items, "error") == module_text(module_items(older), "error");
    items.retain(|item| owner_of(item, &defined).is_none_or(|owner| !shared.contains(&owner)));
    let names: Vec<Ident> = shared.iter().map(|name| format_ident!("{name}")).collect();
    let mut imports: Vec<Item> = Vec::new();
    if !names.is_empty() {
        imports.push(parse_quote!(pub use super::super::#older_module::types::{#(#names),*};));
    }
    for item in items.iter_mut() {
        let Item::Mod(module) = item else { continue };
        let Some((_, inner)) = &mut module.content else {
            continue;
        };
        if module.ident == "builder" {
            let before = inner.len();
            inner.retain(|item| {
                owner_of(item, &defined).is_none_or(|owner| !shared.contains(&owner))
            });
            let built: Vec<&Ident> = names
                .iter()
                .filter(|name| has_builder(older, name))
                .collect();
            if inner.len() < before && !built.is_empty() {
                inner.insert(
                    0,
                    parse_quote! {
                        pub use super::super::super::#older_module::types::builder::{#(#built),*};
                    },
                );
            }
        } else if module.ident == "error" && error_is_shared {
            // One `ConversionError` over all dates: shared types return it.
            *item = parse_quote!(pub use super::super::#older_module::types::error;);
        }
    }
    imports.append(items);
    *items = imports;
    shared
}

/// The names of all types that a module defines.
pub fn type_names(types: &ItemMod) -> BTreeSet<String> {
    module_items(types)
        .iter()
        .filter_map(|item| match item {
            Item::Struct(definition) => Some(definition.ident.to_string()),
            Item::Enum(definition) => Some(definition.ident.to_string()),
            Item::Type(definition) => Some(definition.ident.to_string()),
            _ => None,
        })
        .collect()
}

/// The greatest set of names whose types are equal on both sides and refer to none outside the set.
fn shared_names(newer: &ItemMod, older: &ItemMod) -> BTreeSet<String> {
    let newer = groups(newer);
    let older = groups(older);
    let all: BTreeSet<&String> = newer.keys().chain(older.keys()).collect();
    let mut shared: BTreeSet<String> = newer
        .iter()
        .filter(|(name, group)| {
            older
                .get(*name)
                .is_some_and(|other| other.text == group.text)
        })
        .map(|(name, _)| name.clone())
        .collect();
    loop {
        let parted: Vec<String> = shared
            .iter()
            .filter(|name| {
                newer.get(*name).is_some_and(|group| {
                    group
                        .idents
                        .iter()
                        .any(|ident| all.contains(ident) && !shared.contains(ident))
                })
            })
            .cloned()
            .collect();
        if parted.is_empty() {
            return shared;
        }
        for name in parted {
            shared.remove(&name);
        }
    }
}

#[derive(Default)]
struct Group {
    text: String,
    idents: BTreeSet<String>,
}

/// Everything that belongs to one type, by the type's name.
fn groups(types: &ItemMod) -> BTreeMap<String, Group> {
    let mut groups: BTreeMap<String, Group> = BTreeMap::new();
    let defined = type_names(types);
    let mut add = |item: &Item| {
        if let Some(owner) = owner_of(item, &defined) {
            let tokens = without_docs(item);
            let group = groups.entry(owner).or_default();
            group.text.push_str(&tokens.to_string());
            type_idents(tokens, &mut group.idents);
        }
    };
    for item in module_items(types) {
        match item {
            Item::Mod(module) if module.ident == "builder" => {
                module_items(module).iter().for_each(&mut add);
            }
            item => add(item),
        }
    }
    groups
}

/// The type that an item defines or implements something for, by its name; builders carry their type's name.
///
/// `defined` are the module's own types: `impl From<PetName> for String` belongs to `PetName`.
fn owner_of(item: &Item, defined: &BTreeSet<String>) -> Option<String> {
    match item {
        Item::Struct(definition) => Some(definition.ident.to_string()),
        Item::Enum(definition) => Some(definition.ident.to_string()),
        Item::Type(definition) => Some(definition.ident.to_string()),
        Item::Impl(implementation) => {
            let own = type_name(&implementation.self_ty).map(ToString::to_string);
            own.filter(|name| defined.contains(name)).or_else(|| {
                let (path, _) = implementation.trait_.as_ref()?;
                let mut idents = BTreeSet::new();
                type_idents(path.to_token_stream(), &mut idents);
                idents.into_iter().find(|ident| defined.contains(ident))
            })
        }
        _ => None,
    }
}

fn has_builder(types: &ItemMod, name: &Ident) -> bool {
    module_items(types).iter().any(|item| {
        matches!(item, Item::Mod(module) if module.ident == "builder" && module_items(module).iter().any(
            |item| matches!(item, Item::Struct(builder) if builder.ident == *name)
        ))
    })
}

fn module_text(items: &[Item], name: &str) -> Option<String> {
    items.iter().find_map(|item| match item {
        Item::Mod(module) if module.ident == name => Some(module.to_token_stream().to_string()),
        _ => None,
    })
}

fn without_docs(item: &Item) -> TokenStream {
    struct WithoutDocs;
    impl VisitMut for WithoutDocs {
        fn visit_attributes_mut(&mut self, attributes: &mut Vec<Attribute>) {
            attributes.retain(|attribute| !attribute.path().is_ident("doc"));
        }
    }
    let mut item = item.clone();
    WithoutDocs.visit_item_mut(&mut item);
    item.to_token_stream()
}

/// Identifiers that can name a type of the module: those that start a path or follow `super::`.
///
/// `Self::Approved` names a variant and `field.address` a member; counting them would keep types apart that
/// are the same. An identifier too many only costs sharing, one too few would not compile.
fn type_idents(tokens: TokenStream, found: &mut BTreeSet<String>) {
    let mut after_self = false;
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => {
                if !after_self {
                    found.insert(ident.to_string());
                }
                after_self = ident == "Self";
            }
            TokenTree::Punct(punct) if punct.as_char() == ':' => {}
            TokenTree::Group(group) => {
                after_self = false;
                type_idents(group.stream(), found);
            }
            _ => after_self = false,
        }
    }
}
