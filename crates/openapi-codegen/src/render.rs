//! Syntax trees to the text of generated files.

use registry::VersionDate;
use syn::{Item, ItemMod};

use crate::header::Header;
use crate::postprocess::ClientModule;

/// The file of one date's module.
pub fn module(header: &Header, title: &str, date: VersionDate, module: ClientModule) -> String {
    let ClientModule { types, client } = module;
    let mut items = client;
    let after_imports = items
        .iter()
        .take_while(|item| matches!(item, Item::Use(_)))
        .count();
    items.insert(after_imports, Item::Mod(without_allow(types)));
    let file = syn::File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items,
    };
    render(header, &format!("{title}, version date {date}."), &file)
}

/// `mod.rs`.
pub fn index(header: &Header, title: &str, file: &syn::File) -> String {
    render(
        header,
        &format!("{title}: one module per version date."),
        file,
    )
}

fn render(header: &Header, docs: &str, file: &syn::File) -> String {
    format!(
        "{}\n//! {docs}\n\n{}",
        header.render("//"),
        prettyplease::unparse(file)
    )
}

/// Lints are allowed once, where the client crate declares `mod generated`.
fn without_allow(mut module: ItemMod) -> ItemMod {
    module
        .attrs
        .retain(|attribute| !attribute.path().is_ident("allow"));
    module
}
