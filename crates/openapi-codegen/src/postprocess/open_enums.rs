//! Enums of which the documents do not promise that they stay as they are keep values they do not know.
//!
//! The prepare step adds [`SENTINEL`] to the values of each such set, so that the decision stands where
//! the schema is and no name has to be guessed here. The variant that progenitor makes of it becomes
//! `Unknown(String)`, which is read and written as the plain string.

use std::collections::BTreeMap;

use quote::ToTokens;
use syn::{Arm, Expr, Ident, ImplItem, Item, ItemEnum, ItemImpl, ItemMod, Stmt, parse_quote};

use super::client_items::remove_derive;
use super::{UnexpectedShape, type_name};

/// The extra value by which a set of strings is marked as open.
pub const SENTINEL: &str = "x-specdate-open";

pub(super) fn rewrite(types: &mut ItemMod) -> Result<(), UnexpectedShape> {
    let Some((_, items)) = &mut types.content else {
        return Ok(());
    };
    let mut opened: BTreeMap<Ident, Opened> = BTreeMap::new();
    for item in items.iter_mut() {
        if let Item::Enum(definition) = item
            && let Some(catch_all) = open(definition)
        {
            opened.insert(
                definition.ident.clone(),
                Opened {
                    catch_all,
                    displays: 0,
                    parses: 0,
                },
            );
        }
    }
    for item in items.iter_mut() {
        if let Item::Impl(implementation) = item
            && let Some(opened) =
                type_name(&implementation.self_ty).and_then(|name| opened.get_mut(name))
        {
            match trait_name(implementation).as_deref() {
                Some("Display") if keep_in_display(implementation, &opened.catch_all) => {
                    opened.displays += 1;
                }
                Some("FromStr") if keep_in_from_str(implementation, &opened.catch_all) => {
                    opened.parses += 1;
                }
                _ => {}
            }
        }
    }
    items.extend(opened.keys().map(from_string));
    match opened
        .iter()
        .find(|(_, opened)| (opened.displays, opened.parses) != (1, 1))
    {
        Some((name, _)) => Err(UnexpectedShape::new(format!(
            "Display and FromStr of the enum `{name}`"
        ))),
        None => Ok(()),
    }
}

/// An enum that was opened, and what of it was adapted.
struct Opened {
    catch_all: Ident,
    displays: usize,
    parses: usize,
}

/// Turns the marked variant into the catch-all and returns the catch-all's name.
fn open(definition: &mut ItemEnum) -> Option<Ident> {
    let marked = definition.variants.iter().position(|variant| {
        variant.attrs.iter().any(|attribute| {
            attribute.path().is_ident("serde")
                && attribute
                    .to_token_stream()
                    .to_string()
                    .contains(&format!("\"{SENTINEL}\""))
        })
    })?;
    definition.variants = definition
        .variants
        .clone()
        .into_iter()
        .enumerate()
        .filter_map(|(index, variant)| (index != marked).then_some(variant))
        .collect();
    let taken = |name: &str| {
        definition
            .variants
            .iter()
            .any(|variant| variant.ident == name)
    };
    let name = ["Unknown", "UnknownValue", "Unrecognized", "OtherValue"]
        .into_iter()
        .find(|name| !taken(name))?;
    let name = Ident::new(name, proc_macro2::Span::call_site());
    definition.variants.push(parse_quote! {
        /// A value that this version date's document does not name, kept as it was sent.
        #[serde(untagged)]
        #name(::std::string::String)
    });
    // A `String` cannot be copied.
    remove_derive(&mut definition.attrs, "Copy");
    remove_derive(&mut definition.attrs, "Deserialize");
    Some(name)
}

/// Reads the enum from a string and from nothing else: what serde derives would also take an object for one,
/// `{"approved": null}`.
fn from_string(name: &Ident) -> Item {
    parse_quote! {
        impl<'de> ::serde::Deserialize<'de> for #name {
            fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
            where
                D: ::serde::Deserializer<'de>,
            {
                <::std::string::String as ::serde::Deserialize>::deserialize(deserializer)?
                    .parse()
                    .map_err(::serde::de::Error::custom)
            }
        }
    }
}

fn trait_name(implementation: &ItemImpl) -> Option<String> {
    let (path, _) = implementation.trait_.as_ref()?;
    Some(path.segments.last()?.ident.to_string())
}

/// `match *self { …, Self::Marked => … }` becomes `match self { …, Self::Unknown(value) => … }`.
fn keep_in_display(implementation: &mut ItemImpl, catch_all: &Ident) -> bool {
    let Some(matching) = only_match(implementation) else {
        return false;
    };
    matching.expr = parse_quote!(self);
    let Some(arm) = marked_arm(&mut matching.arms, |arm| {
        arm.body.to_token_stream().to_string()
    }) else {
        return false;
    };
    *arm = parse_quote!(Self::#catch_all(value) => f.write_str(value),);
    true
}

/// The marked value's arm goes; the last arm, which refused every other text, keeps it.
fn keep_in_from_str(implementation: &mut ItemImpl, catch_all: &Ident) -> bool {
    let Some(matching) = only_match(implementation) else {
        return false;
    };
    let literal = format!("\"{SENTINEL}\"");
    matching
        .arms
        .retain(|arm| arm.pat.to_token_stream().to_string() != literal);
    let Some(last) = matching.arms.last_mut() else {
        return false;
    };
    *last = parse_quote!(other => Ok(Self::#catch_all(other.to_string())),);
    true
}

fn marked_arm(arms: &mut [Arm], text: impl Fn(&Arm) -> String) -> Option<&mut Arm> {
    let literal = format!("\"{SENTINEL}\"");
    arms.iter_mut().find(|arm| text(arm).contains(&literal))
}

/// The `match` that is all of an implementation's single function.
fn only_match(implementation: &mut ItemImpl) -> Option<&mut syn::ExprMatch> {
    let function = implementation
        .items
        .iter_mut()
        .find_map(|item| match item {
            ImplItem::Fn(function) => Some(function),
            _ => None,
        })?;
    match function.block.stmts.as_mut_slice() {
        [Stmt::Expr(Expr::Match(matching), None)] => Some(matching),
        _ => None,
    }
}
