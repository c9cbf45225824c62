//! What types are, as far as converting them goes.

use std::collections::{BTreeMap, BTreeSet};

use quote::ToTokens;
use syn::{
    Attribute, Fields, GenericArgument, Item, ItemEnum, ItemMod, ItemStruct, PathArguments, Type,
    TypePath,
};

use crate::postprocess::module_items;

/// A type of a module.
#[derive(Debug)]
pub(crate) enum Definition {
    /// Members with names.
    Record(Vec<Member>),
    /// One value without a name.
    Wrapper(TypeText),
    /// Values that are written as strings.
    Choice {
        variants: Vec<String>,
        /// Whether other values are kept as they came.
        is_open: bool,
    },
    /// One of several types.
    Union(Vec<(String, TypeText)>),
    /// What is not converted, in words.
    Other(&'static str),
}

/// A member of a record.
#[derive(Debug)]
pub(crate) struct Member {
    pub(crate) name: String,
    pub(crate) ty: TypeText,
    /// Whether a message may be without it.
    pub(crate) is_optional: bool,
}

/// A type as it is written.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct TypeText {
    /// The whole of it, without spaces.
    pub(crate) text: String,
    /// The last segment of its path, if it is one: `Vec`.
    pub(crate) name: Option<String>,
    /// The types behind that segment.
    pub(crate) arguments: Vec<TypeText>,
}

impl TypeText {
    fn of(ty: &Type) -> Self {
        let Type::Path(TypePath {
            qself: None, path, ..
        }) = ty
        else {
            return Self::other(ty);
        };
        let mut text = String::new();
        let mut arguments = Vec::new();
        for (index, segment) in path.segments.iter().enumerate() {
            if index > 0 || path.leading_colon.is_some() {
                text += "::";
            }
            text += &segment.ident.to_string();
            arguments.clear();
            match &segment.arguments {
                PathArguments::None => {}
                PathArguments::AngleBracketed(listed) if listed.colon2_token.is_none() => {
                    for argument in &listed.args {
                        let GenericArgument::Type(argument) = argument else {
                            return Self::other(ty);
                        };
                        arguments.push(Self::of(argument));
                    }
                    let inner: Vec<&str> = arguments.iter().map(|ty| ty.text.as_str()).collect();
                    text = format!("{text}<{}>", inner.join(","));
                }
                _ => return Self::other(ty),
            }
        }
        Self {
            text,
            name: path.segments.last().map(|last| last.ident.to_string()),
            arguments,
        }
    }

    /// A type that is no plain path of types.
    fn other(ty: &Type) -> Self {
        Self {
            text: ty.to_token_stream().to_string().replace(' ', ""),
            name: None,
            arguments: Vec::new(),
        }
    }

    pub(crate) fn is_option(&self) -> bool {
        self.name.as_deref() == Some("Option")
    }

    /// Whether one of the names stands in it. Generated types are nested a few levels deep.
    pub(crate) fn names_any(&self, names: &BTreeSet<String>) -> bool {
        self.name.as_ref().is_some_and(|name| names.contains(name))
            || self.arguments.iter().any(|ty| ty.names_any(names))
    }
}

/// The variant that keeps values which a document does not name.
pub(crate) const UNKNOWN: &str = "Unknown";

/// All types of a module by name.
pub(crate) fn definitions(types: &ItemMod) -> BTreeMap<String, Definition> {
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
                let ty = TypeText::of(&field.ty);
                Some(Member {
                    name: field.ident.as_ref()?.to_string(),
                    is_optional: is_optional(&field.attrs) || ty.is_option(),
                    ty,
                })
            });
            Definition::Record(members.collect())
        }
        Fields::Unnamed(fields) => match fields.unnamed.first() {
            Some(field) if fields.unnamed.len() == 1 => {
                Definition::Wrapper(TypeText::of(&field.ty))
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
            Fields::Unit => plain.push(variant.ident.to_string()),
            Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
                is_open |= variant.ident == UNKNOWN;
                let ty = fields.unnamed.first().map(|field| TypeText::of(&field.ty));
                typed.extend(ty.map(|ty| (variant.ident.to_string(), ty)));
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
