//! The generated `Client` is made by the client crate's builder alone, and prints no argument.

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::visit::Visit;
use syn::visit_mut::{self, VisitMut};
use syn::{
    Attribute, Block, Expr, Ident, ImplItem, ImplItemFn, Item, ItemImpl, ItemMod, LitStr, Meta,
    Pat, Stmt, parse_quote,
};

use super::{UnexpectedShape, type_name};

pub(super) fn rewrite(items: &mut [Item]) -> Result<(), UnexpectedShape> {
    let mut constructors = 0;
    for item in items.iter_mut() {
        match item {
            Item::Impl(implementation) if is_inherent_client(implementation) => {
                constructors += hide_constructors(implementation);
            }
            Item::Mod(module) if module.ident == "builder" => rewrite_operations(module)?,
            _ => {}
        }
    }
    if constructors == 1 {
        Ok(())
    } else {
        Err(UnexpectedShape::new("`Client::new_with_client`"))
    }
}

fn is_inherent_client(implementation: &ItemImpl) -> bool {
    implementation.trait_.is_none()
        && type_name(&implementation.self_ty).is_some_and(|name| name == "Client")
}

/// `new` panics where TLS cannot be set up and knows no API key; the other one stays for our builder.
fn hide_constructors(implementation: &mut ItemImpl) -> usize {
    implementation
        .items
        .retain(|item| !matches!(item, ImplItem::Fn(function) if function.sig.ident == "new"));
    let mut hidden = 0;
    for item in &mut implementation.items {
        if let ImplItem::Fn(function) = item
            && function.sig.ident == "new_with_client"
        {
            function.vis = parse_quote!(pub(crate));
            hidden += 1;
        }
    }
    hidden
}

fn rewrite_operations(module: &mut ItemMod) -> Result<(), UnexpectedShape> {
    let Some((_, items)) = &mut module.content else {
        return Ok(());
    };
    // Parsed once: an API has hundreds of operations.
    let template: ItemImpl = parse_quote! {
        impl ::std::fmt::Debug for Operation<'_> {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct("Operation").finish_non_exhaustive()
            }
        }
    };
    let mut debug_impls = Vec::new();
    for item in items.iter_mut() {
        match item {
            Item::Struct(operation) => {
                // Arguments can hold personal data, so `Debug` names the operation and nothing else.
                remove_derive(&mut operation.attrs, "Debug");
                let mut debug_impl = template.clone();
                NameOperation(&operation.ident).visit_item_impl_mut(&mut debug_impl);
                debug_impls.push(Item::Impl(debug_impl));
            }
            Item::Impl(implementation) => {
                for item in &mut implementation.items {
                    if let ImplItem::Fn(function) = item
                        && function.sig.ident == "send"
                    {
                        if remove_api_version(&mut function.block) != 1 {
                            return Err(UnexpectedShape::new(
                                "`api-version` header in an operation",
                            ));
                        }
                        remove_empty_header_map(function);
                    }
                }
            }
            _ => {}
        }
    }
    items.append(&mut debug_impls);
    Ok(())
}

/// Puts the name of an operation in the place of `Operation`.
struct NameOperation<'n>(&'n Ident);

impl VisitMut for NameOperation<'_> {
    fn visit_ident_mut(&mut self, ident: &mut Ident) {
        if ident == "Operation" {
            *ident = self.0.clone();
        }
    }

    fn visit_lit_str_mut(&mut self, literal: &mut LitStr) {
        *literal = LitStr::new(&self.0.to_string(), literal.span());
    }
}

/// Removes the statement with which every operation sends `info.version` as a header named `api-version`:
/// a dated API names that header itself, and the client's hook sets it. Returns how many there were.
fn remove_api_version(block: &mut Block) -> usize {
    let before = block.stmts.len();
    block.stmts.retain(|statement| !is_api_version(statement));
    before - block.stmts.len()
}

fn is_api_version(statement: &Stmt) -> bool {
    let Stmt::Expr(Expr::MethodCall(call), _) = statement else {
        return false;
    };
    let mut arguments = call
        .args
        .iter()
        .map(|argument| argument.to_token_stream().to_string());
    call.method == "append"
        && arguments
            .next()
            .is_some_and(|name| name.contains("\"api-version\""))
        && arguments
            .next()
            .is_some_and(|value| value.contains("api_version"))
}

/// An operation without header parameters needs no map of them.
fn remove_empty_header_map(function: &mut ImplItemFn) {
    let mut uses = HeaderMapUses::default();
    uses.visit_block(&function.block);
    // Where it is made and where it is handed over.
    if uses.count > 2 {
        return;
    }
    function.block.stmts.retain(|statement| {
        !matches!(statement, Stmt::Local(local)
            if matches!(&local.pat, Pat::Ident(name) if name.ident == HEADER_MAP))
    });
    WithoutHeaders.visit_block_mut(&mut function.block);
}

/// The variable that generated code collects header parameters in.
const HEADER_MAP: &str = "header_map";

/// Counts how often the variable is named.
#[derive(Default)]
struct HeaderMapUses {
    count: usize,
}

impl<'ast> Visit<'ast> for HeaderMapUses {
    fn visit_ident(&mut self, ident: &'ast Ident) {
        self.count += usize::from(ident == HEADER_MAP);
    }
}

/// Removes the call `.headers(header_map)`.
struct WithoutHeaders;

impl VisitMut for WithoutHeaders {
    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        visit_mut::visit_expr_mut(self, expr);
        if let Expr::MethodCall(call) = expr
            && call.method == "headers"
            && matches!(call.args.first(), Some(Expr::Path(argument)) if argument.path.is_ident(HEADER_MAP))
        {
            *expr = (*call.receiver).clone();
        }
    }
}

/// Takes one trait out of a type's derives.
pub(super) fn remove_derive(attributes: &mut [Attribute], name: &str) {
    for attribute in attributes {
        if let Meta::List(derives) = &mut attribute.meta
            && derives.path.is_ident("derive")
        {
            let tokens: Vec<TokenTree> = std::mem::take(&mut derives.tokens).into_iter().collect();
            let is_comma = |token: &TokenTree| matches!(token, TokenTree::Punct(mark) if mark.as_char() == ',');
            let is_removed = |path: &&[TokenTree]| matches!(path.last(), Some(TokenTree::Ident(last)) if last == name);
            let kept = tokens
                .split(is_comma)
                .filter(|path| !is_removed(path) && !path.is_empty());
            let kept = kept.map(|path| path.iter().cloned().collect::<TokenStream>());
            derives.tokens = quote!(#(#kept),*);
        }
    }
}
