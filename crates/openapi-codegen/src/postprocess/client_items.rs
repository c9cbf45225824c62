//! The generated `Client` is made by the client crate's builder alone, and prints no argument.

use quote::ToTokens;
use syn::visit::Visit;
use syn::visit_mut::{self, VisitMut};
use syn::{
    Attribute, Block, Expr, Ident, ImplItem, ImplItemFn, Item, ItemImpl, ItemMod, Pat, Stmt,
    parse_quote,
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
    let mut debug_impls = Vec::new();
    for item in items.iter_mut() {
        match item {
            Item::Struct(operation) => {
                // Arguments can hold personal data, so `Debug` names the operation and nothing else.
                remove_derive(&mut operation.attrs, "Debug");
                let name = &operation.ident;
                let text = name.to_string();
                debug_impls.push(parse_quote! {
                    impl ::std::fmt::Debug for #name<'_> {
                        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                            f.debug_struct(#text).finish_non_exhaustive()
                        }
                    }
                });
            }
            Item::Impl(implementation) => {
                let mut visitor = ApiVersionHeader { removed: 0 };
                for item in &mut implementation.items {
                    if let ImplItem::Fn(function) = item
                        && function.sig.ident == "send"
                    {
                        visitor.visit_impl_item_fn_mut(function);
                        if visitor.removed != 1 {
                            return Err(UnexpectedShape::new(
                                "`api-version` header in an operation",
                            ));
                        }
                        visitor.removed = 0;
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

/// Removes the statement with which every operation sends `info.version` as a header named `api-version`:
/// a dated API names that header itself, and the client's hook sets it.
struct ApiVersionHeader {
    removed: usize,
}

impl VisitMut for ApiVersionHeader {
    fn visit_block_mut(&mut self, block: &mut Block) {
        let before = block.stmts.len();
        block.stmts.retain(|statement| !is_api_version(statement));
        self.removed += before - block.stmts.len();
        visit_mut::visit_block_mut(self, block);
    }
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
    for attribute in attributes
        .iter_mut()
        .filter(|attribute| attribute.path().is_ident("derive"))
    {
        let derives = syn::punctuated::Punctuated::<syn::Path, syn::Token![,]>::parse_terminated;
        if let Ok(paths) = attribute.parse_args_with(derives) {
            let kept = paths.into_iter().filter(|path| {
                path.segments
                    .last()
                    .is_none_or(|segment| segment.ident != name)
            });
            *attribute = parse_quote!(#[derive(#(#kept),*)]);
        }
    }
}
