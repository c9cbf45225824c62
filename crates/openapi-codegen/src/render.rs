//! Syntax trees to the text of generated files.

use proc_macro2::Span;
use registry::VersionDate;
use syn::{Ident, Item, ItemMod, token};

use crate::header::Header;

/// The file of one date's module, of what was printed of it.
pub fn module<'p>(
    header: &Header,
    title: &str,
    date: VersionDate,
    parts: impl IntoIterator<Item = &'p str>,
) -> String {
    let mut text = beginning(header, &format!("{title}, version date {date}."));
    text.extend(parts);
    text
}

/// `mod.rs`.
pub fn index(header: &Header, title: &str, file: syn::File) -> String {
    beginning(header, &format!("{title}: one module per version date."))
        + &items_within(0, file.items)
}

fn beginning(header: &Header, docs: &str) -> String {
    format!("{}\n//! {docs}\n\n", header.render("//"))
}

/// Prints items as they look `depth` modules deep.
pub fn items_within(depth: usize, items: Vec<Item>) -> String {
    let items = (0..depth).fold(items, |items, _| vec![Item::Mod(enclosing(items))]);
    let text = prettyplease::unparse(&syn::File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items,
    });
    (0..depth)
        .fold(text.as_str(), |text, _| inner_lines(text))
        .to_owned()
}

/// The printed beginning of a module that stands `depth` modules deep, up to its brace, and its items.
pub fn taken_apart(mut module: ItemMod, depth: usize) -> (String, Vec<Item>) {
    // Lints are allowed once, where the client crate declares `mod generated`.
    module
        .attrs
        .retain(|attribute| !attribute.path().is_ident("allow"));
    let items = module
        .content
        .as_mut()
        .map(|(_, items)| std::mem::take(items))
        .unwrap_or_default();
    let mut opening = items_within(depth, vec![Item::Mod(module)]);
    opening.truncate(opening.trim_end_matches(['}', '\n']).len());
    (opening, items)
}

/// A module that was taken apart, put together with printed items.
pub fn put_together(opening: &str, depth: usize, items: &str) -> String {
    if items.is_empty() {
        format!("{opening}}}\n")
    } else {
        format!("{opening}\n{items}{}}}\n", "    ".repeat(depth))
    }
}

fn enclosing(items: Vec<Item>) -> ItemMod {
    ItemMod {
        attrs: Vec::new(),
        vis: syn::Visibility::Inherited,
        unsafety: None,
        mod_token: token::Mod::default(),
        ident: Ident::new("enclosing", Span::call_site()),
        content: Some((token::Brace::default(), items)),
        semi: None,
    }
}

/// What stands between the first line and the last one.
fn inner_lines(text: &str) -> &str {
    let start = text.find('\n').map_or(0, |end| end + 1);
    let end = text
        .trim_end_matches('\n')
        .rfind('\n')
        .map_or(0, |end| end + 1);
    text.get(start..end).unwrap_or_default()
}
