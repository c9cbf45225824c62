//! HTTP methods for which the HTTP library's client has no function of its own.

use syn::visit_mut::{self, VisitMut};
use syn::{Expr, ExprMethodCall, Ident, ItemImpl, Member, parse_quote};

/// Sends them by the function that takes any method: progenitor names a function after each.
pub(super) fn rewrite(operation: &mut ItemImpl) {
    Methods.visit_item_impl_mut(operation);
}

struct Methods;

impl VisitMut for Methods {
    /// `client.client.options(url)`.
    fn visit_expr_method_call_mut(&mut self, call: &mut ExprMethodCall) {
        visit_mut::visit_expr_method_call_mut(self, call);
        let is_http_client = matches!(call.receiver.as_ref(), Expr::Field(field)
            if matches!(&field.member, Member::Named(name) if name == "client"));
        let method: Expr = if call.method == "options" {
            parse_quote!(::reqwest::Method::OPTIONS)
        } else if call.method == "trace" {
            parse_quote!(::reqwest::Method::TRACE)
        } else {
            return;
        };
        if is_http_client {
            call.method = Ident::new("request", call.method.span());
            call.args.insert(0, method);
        }
    }
}
