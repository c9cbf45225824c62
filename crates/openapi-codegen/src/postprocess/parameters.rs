//! Parameters that progenitor was told are others.

use std::collections::BTreeMap;

use quote::ToTokens;
use syn::visit_mut::{self, VisitMut};
use syn::{Expr, ExprCall, ExprMethodCall, ImplItem, ItemImpl, Lit, parse_quote};

use super::UnexpectedShape;

/// Writes objects in the query with brackets, and cookies as cookies.
///
/// `cookies` has the name of each cookie by the header that stands in for it.
pub(super) fn rewrite(
    operation: &mut ItemImpl,
    deep_objects: &[String],
    cookies: &BTreeMap<String, String>,
) -> Result<(), UnexpectedShape> {
    let mut rewriter = Rewriter {
        deep_objects,
        cookies,
        found: 0,
    };
    for item in &mut operation.items {
        if let ImplItem::Fn(function) = item
            && function.sig.ident == "send"
        {
            rewriter.visit_impl_item_fn_mut(function);
        }
    }
    if rewriter.found == deep_objects.len() + cookies.len() {
        Ok(())
    } else {
        Err(UnexpectedShape::new("all parameters of an operation"))
    }
}

struct Rewriter<'s> {
    deep_objects: &'s [String],
    cookies: &'s BTreeMap<String, String>,
    found: usize,
}

impl VisitMut for Rewriter<'_> {
    /// `progenitor_client::QueryParam::new("filter", &filter)`.
    fn visit_expr_call_mut(&mut self, call: &mut ExprCall) {
        visit_mut::visit_expr_call_mut(self, call);
        let called = call.func.to_token_stream().to_string();
        if called == "progenitor_client :: QueryParam :: new"
            && text_of(call.args.first()).is_some_and(|name| self.deep_objects.contains(&name))
        {
            self.found += 1;
            *call.func = parse_quote!(crate::support::DeepObject::new);
        }
    }

    /// `header_map.append("…", value.to_string().try_into()?)`.
    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        visit_mut::visit_expr_mut(self, expr);
        let Expr::MethodCall(ExprMethodCall { method, args, .. }) = &*expr else {
            return;
        };
        let Some(cookie) = text_of(args.first()).and_then(|name| self.cookies.get(&name)) else {
            return;
        };
        let Some(Expr::Try(tried)) = args.last() else {
            return;
        };
        if let Expr::MethodCall(conversion) = tried.expr.as_ref()
            && method == "append"
        {
            self.found += 1;
            let value = &conversion.receiver;
            *expr = parse_quote!(crate::support::add_cookie(&mut header_map, #cookie, &#value)?);
        }
    }
}

fn text_of(argument: Option<&Expr>) -> Option<String> {
    match argument? {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}
