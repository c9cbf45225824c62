//! Data types may gain members with a later edit of a document, so nobody may depend on having seen all.

use syn::{Item, ItemMod, parse_quote};

/// Marks every struct and enum of `types` as `#[non_exhaustive]`; the builders' own structs have no public
/// members.
pub(super) fn rewrite(types: &mut ItemMod) {
    let Some((_, items)) = &mut types.content else {
        return;
    };
    for item in items {
        let attributes = match item {
            Item::Struct(definition) => &mut definition.attrs,
            Item::Enum(definition) => &mut definition.attrs,
            _ => continue,
        };
        attributes.push(parse_quote!(#[non_exhaustive]));
    }
}
