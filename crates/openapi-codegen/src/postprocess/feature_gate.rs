//! A date's operations are compiled only with its cargo feature.

use syn::{Attribute, Item, parse_quote};

/// Puts every item of the module but its types behind `feature`.
pub(super) fn rewrite(items: &mut [Item], feature: &str) {
    let gate: Attribute = parse_quote!(#[cfg(feature = #feature)]);
    for item in items {
        let attributes = match item {
            Item::Const(item) => &mut item.attrs,
            Item::Enum(item) => &mut item.attrs,
            Item::Fn(item) => &mut item.attrs,
            Item::Impl(item) => &mut item.attrs,
            Item::Mod(item) => &mut item.attrs,
            Item::Static(item) => &mut item.attrs,
            Item::Struct(item) => &mut item.attrs,
            Item::Trait(item) => &mut item.attrs,
            Item::Type(item) => &mut item.attrs,
            Item::Use(item) => &mut item.attrs,
            _ => continue,
        };
        attributes.insert(0, gate.clone());
    }
}
