//! Points generated code at the client's hand-written `support` module.
//!
//! progenitor's own `Error` prints whole response bodies and loses the status of a body that does not
//! decode; its `encode_path` lets `..` through, which URL normalization then applies. The client's support
//! module has its own, with the same calling conventions.

use proc_macro2::{Punct, Spacing, TokenStream, TokenTree};
use syn::visit_mut::{self, VisitMut};
use syn::{Attribute, Block, Expr, ExprCall, Ident, Item, Path, UseTree, parse_quote};

/// The crate name under which `x-rust-type` asks progenitor for types of the client's support module.
pub const SUPPORT_CRATE: &str = "specdate-support";
/// The path of the type that stands in for the answers of an operation.
pub const ANSWERS_PATH: &str = "specdate_support::Answers";
/// The path under which `x-rust-type` asks progenitor for the redacting wrapper.
pub const REDACTED_PATH: &str = "specdate_support::Redacted";

/// Names that progenitor's output imports and the client defines itself.
const OWN: [&str; 3] = ["Error", "ResponseValue", "encode_path"];

pub(super) fn rewrite(items: &mut [Item]) {
    for item in items.iter_mut() {
        if let Item::Use(import) = item
            && let UseTree::Path(path) = &import.tree
            && path.ident == "progenitor_client"
        {
            *item = split_import(&import.vis, &path.tree);
        }
    }
    for item in items {
        // Functions of data types send nothing, and name types of the support module in their signatures alone.
        let skips_bodies = matches!(item, Item::Mod(module) if module.ident == "types");
        SupportPaths { skips_bodies }.visit_item_mut(item);
    }
}

/// `use progenitor_client::{ByteStream, Error}` becomes an import of the one from progenitor's crate and
/// of the other from ours, as one `use` of a nested tree so that the number of items stays.
fn split_import(visibility: &syn::Visibility, tree: &UseTree) -> Item {
    let mut names = Vec::new();
    collect_names(tree, &mut names);
    let (own, theirs): (Vec<Ident>, Vec<Ident>) = names
        .into_iter()
        .partition(|name| OWN.iter().any(|own| name == own));
    parse_quote! {
        #[allow(unused_imports)]
        #visibility use {
            progenitor_client::{#(#theirs),*},
            crate::support::{#(#own),*},
        };
    }
}

fn collect_names(tree: &UseTree, names: &mut Vec<Ident>) {
    match tree {
        UseTree::Name(name) => names.push(name.ident.clone()),
        UseTree::Group(group) => group
            .items
            .iter()
            .for_each(|item| collect_names(item, names)),
        _ => {}
    }
}

/// progenitor's variants, and the functions of the client's error that take their place.
const CONSTRUCTORS: [(&str, &str); 3] = [
    ("InvalidRequest", "invalid_request"),
    ("ErrorResponse", "error_response"),
    ("UnexpectedResponse", "unexpected_response"),
];

struct SupportPaths {
    skips_bodies: bool,
}

impl VisitMut for SupportPaths {
    fn visit_path_mut(&mut self, path: &mut Path) {
        visit_mut::visit_path_mut(self, path);
        if path.segments.len() != 2 {
            return;
        }
        let mut segments = path.segments.iter();
        let (Some(first), Some(second)) = (segments.next(), segments.next()) else {
            return;
        };
        if first.ident == "Error" {
            let constructor = CONSTRUCTORS
                .iter()
                .find(|(variant, _)| second.ident == variant);
            if let Some((_, constructor)) = constructor {
                let constructor = Ident::new(constructor, second.ident.span());
                *path = parse_quote!(Error::#constructor);
            }
        } else if first.ident == "specdate_support" && second.ident != "Answers" {
            let wrapper = second.clone();
            *path = if wrapper.ident == "Boxed" {
                let arguments = &wrapper.arguments;
                parse_quote!(::std::boxed::Box #arguments)
            } else {
                parse_quote!(crate::#wrapper)
            };
        }
    }

    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        visit_mut::visit_expr_mut(self, expr);
        if calls(expr, &["encode_path"]) {
            // Refuses what URL normalization would turn into another path.
            *expr = parse_quote!(#expr?);
        } else if calls(expr, &["Error", "unexpected_response"]) {
            // Reads the body for its error code, so it waits.
            *expr = parse_quote!(#expr.await);
        }
    }

    /// URLs are put together by `format!`, whose arguments are tokens to the visitor.
    fn visit_macro_mut(&mut self, macro_call: &mut syn::Macro) {
        if macro_call.path.is_ident("format") {
            macro_call.tokens = with_checked_paths(std::mem::take(&mut macro_call.tokens));
        }
    }

    fn visit_block_mut(&mut self, block: &mut Block) {
        if !self.skips_bodies {
            visit_mut::visit_block_mut(self, block);
        }
    }

    /// Attributes name none of these paths, and documentation is long.
    fn visit_attribute_mut(&mut self, _: &mut Attribute) {}

    /// progenitor spells the target of a failed conversion as tokens; the reader knows its short name.
    fn visit_lit_str_mut(&mut self, literal: &mut syn::LitStr) {
        let text = literal.value();
        if text.starts_with("conversion to `") {
            let short = text
                .replace(":: specdate_support :: ", "")
                .replace(":: std :: string :: ", "")
                .replace(":: std :: vec :: ", "")
                .replace(" :: ", "::")
                .replace(":: ", "::")
                .replace(" < ", "<")
                .replace(" >", ">");
            *literal = syn::LitStr::new(&short, literal.span());
        }
    }
}

/// Puts a `?` behind each `encode_path(…)`, as [`SupportPaths`] does for those outside of macros.
fn with_checked_paths(tokens: TokenStream) -> TokenStream {
    let mut checked: Vec<TokenTree> = Vec::new();
    for token in tokens {
        let is_checked = matches!((checked.last(), &token), (Some(TokenTree::Ident(name)), TokenTree::Group(_))
            if name == "encode_path");
        checked.push(token);
        if is_checked {
            checked.push(Punct::new('?', Spacing::Alone).into());
        }
    }
    checked.into_iter().collect()
}

/// Whether an expression calls the function of that path.
fn calls(expr: &Expr, path: &[&str]) -> bool {
    let Expr::Call(ExprCall { func, .. }) = expr else {
        return false;
    };
    let Expr::Path(called) = func.as_ref() else {
        return false;
    };
    let called = &called.path.segments;
    called.len() == path.len()
        && called
            .iter()
            .zip(path)
            .all(|(segment, name)| segment.ident == name)
}
