//! Enums whose variant is named by a member of the object.

use syn::{Ident, Item, ItemEnum, ItemMod, parse_quote};

use super::UnexpectedShape;
use super::client_items::remove_derive;
use crate::seams::Union;

/// Reads each such enum by its discriminator, where serde would try one variant after the other.
pub(super) fn rewrite(types: &mut ItemMod, unions: &[Union]) -> Result<(), UnexpectedShape> {
    let Some((_, items)) = &mut types.content else {
        return Ok(());
    };
    for union in unions {
        let unexpected = || {
            UnexpectedShape::new(format!(
                "enum `{}` with {} variants",
                union.type_name,
                union.arms.len()
            ))
        };
        // What may be null is an option around the enum, which then has a name of its own.
        let names = [union.type_name.clone(), format!("{}Inner", union.type_name)];
        let definition = items.iter_mut().find_map(|item| match item {
            Item::Enum(definition) if names.iter().any(|name| definition.ident == name) => {
                Some(definition)
            }
            _ => None,
        });
        let definition = definition
            .filter(|definition| definition.variants.len() == union.arms.len())
            .ok_or_else(unexpected)?;
        remove_derive(&mut definition.attrs, "Deserialize");
        let reader = reader(definition, union);
        items.push(reader);
    }
    Ok(())
}

fn reader(definition: &ItemEnum, union: &Union) -> Item {
    let name = &definition.ident;
    let property = &union.property;
    let arms = definition.variants.iter().zip(&union.arms).map(|(variant, values)| -> syn::Arm {
        let variant: &Ident = &variant.ident;
        parse_quote! {
            Some(#(#values)|*) => ::serde_json::from_value(value).map(Self::#variant).map_err(::serde::de::Error::custom),
        }
    });
    let refused = format!("member `{property}` names none of the schemas that the document lists");
    parse_quote! {
        impl<'de> ::serde::Deserialize<'de> for #name {
            fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
            where
                D: ::serde::Deserializer<'de>,
            {
                let value = <::serde_json::Value as ::serde::Deserialize>::deserialize(deserializer)?;
                let named = value
                    .get(#property)
                    .and_then(::serde_json::Value::as_str)
                    .map(::std::borrow::ToOwned::to_owned);
                match named.as_deref() {
                    #(#arms)*
                    _ => Err(::serde::de::Error::custom(#refused)),
                }
            }
        }
    }
}
