//! What types are, as far as converting them goes.

use std::collections::BTreeMap;

use quote::ToTokens;
use syn::{Attribute, Fields, Ident, Item, ItemEnum, ItemMod, ItemStruct, Type};

use crate::postprocess::module_items;

/// A type of a module.
pub(super) enum Definition {
    /// Members with names.
    Record(Vec<Member>),
    /// One value without a name.
    Wrapper(Box<Type>),
    /// Values that are written as strings.
    Choice {
        variants: Vec<Ident>,
        /// Whether other values are kept as they came.
        is_open: bool,
    },
    /// One of several types.
    Union(Vec<(Ident, Type)>),
    /// What is not converted, in words.
    Other(&'static str),
}

/// A member of a record.
pub(super) struct Member {
    pub(super) name: Ident,
    pub(super) ty: Type,
    /// Whether a message may be without it.
    pub(super) is_optional: bool,
}

/// The variant that keeps values which a document does not name.
pub(super) const UNKNOWN: &str = "Unknown";

/// All types of a module by name.
pub(super) fn definitions(types: &ItemMod) -> BTreeMap<String, Definition> {
    let items = module_items(types).iter();
    let found = items.filter_map(|item| match item {
        Item::Struct(definition) => Some((definition.ident.to_string(), structure(definition))),
        Item::Enum(definition) => Some((definition.ident.to_string(), enumeration(definition))),
        Item::Type(alias) => Some((
            alias.ident.to_string(),
            Definition::Other("it is another name for a type"),
        )),
        _ => None,
    });
    found.collect()
}

fn structure(definition: &ItemStruct) -> Definition {
    match &definition.fields {
        Fields::Named(fields) => {
            let members = fields.named.iter().filter_map(|field| {
                Some(Member {
                    name: field.ident.clone()?,
                    ty: field.ty.clone(),
                    is_optional: is_optional(&field.attrs) || is_option(&field.ty),
                })
            });
            Definition::Record(members.collect())
        }
        Fields::Unnamed(fields) => match fields.unnamed.first() {
            Some(field) if fields.unnamed.len() == 1 => {
                Definition::Wrapper(Box::new(field.ty.clone()))
            }
            _ => Definition::Other("it is a tuple"),
        },
        Fields::Unit => Definition::Record(Vec::new()),
    }
}

fn enumeration(definition: &ItemEnum) -> Definition {
    let mut plain = Vec::new();
    let mut typed = Vec::new();
    let mut is_open = false;
    for variant in &definition.variants {
        match &variant.fields {
            Fields::Unit => plain.push(variant.ident.clone()),
            Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
                is_open |= variant.ident == UNKNOWN;
                let ty = fields.unnamed.first().map(|field| field.ty.clone());
                typed.extend(ty.map(|ty| (variant.ident.clone(), ty)));
            }
            _ => return Definition::Other("its variants have members"),
        }
    }
    match (plain.is_empty(), typed.len()) {
        (_, 0) => Definition::Choice {
            variants: plain,
            is_open: false,
        },
        (false, 1) if is_open => Definition::Choice {
            variants: plain,
            is_open: true,
        },
        (true, _) => Definition::Union(typed),
        (false, _) => Definition::Other("some of its variants have values and some have none"),
    }
}

fn is_optional(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("serde")
            && attribute
                .to_token_stream()
                .to_string()
                .replace(' ', "")
                .contains("default")
    })
}

pub(super) fn is_option(ty: &Type) -> bool {
    matches!(ty, Type::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == "Option"))
}
