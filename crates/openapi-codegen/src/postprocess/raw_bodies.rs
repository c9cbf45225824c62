//! Operations that progenitor was told to send `application/octet-stream` get the body that they really have.

use quote::ToTokens;
use syn::parse_quote;
use syn::visit_mut::{self, VisitMut};
use syn::{Expr, ExprMethodCall, Ident, ImplItem, Item, LitStr, Path};

use super::{UnexpectedShape, type_name};
use crate::raw_body::{FieldStyle, FormPart, PartKind, RawContent};

/// Gives one operation the body that it really has.
pub(super) fn rewrite(
    builders: &mut [Item],
    name: &Ident,
    content: &RawContent,
) -> Result<(), UnexpectedShape> {
    if rewrite_operation(builders, name, content) {
        Ok(())
    } else {
        Err(UnexpectedShape::new(format!(
            "request body in the operation `{name}`"
        )))
    }
}

/// Rewrites structure and implementation of one operation. Returns whether it puts a body on its request once.
fn rewrite_operation(builders: &mut [Item], name: &Ident, content: &RawContent) -> bool {
    let mut rewriter = Rewriter { content, bodies: 0 };
    for item in builders {
        match item {
            Item::Struct(operation) if operation.ident == *name => {
                rewriter.visit_item_struct_mut(operation);
            }
            Item::Impl(operation) if type_name(&operation.self_ty) == Some(name) => {
                rewriter.visit_item_impl_mut(operation);
                if let RawContent::Form(parts) = content {
                    operation.items.insert(0, parts_constant(parts));
                }
            }
            _ => {}
        }
    }
    rewriter.bodies == 1
}

/// `PARTS`, for those who write the form: their tests compare it with what they know.
fn parts_constant(parts: &[FormPart]) -> ImplItem {
    let parts = parts.iter().map(part);
    parse_quote! {
        /// The parts that the document lists for the form, by name.
        pub const PARTS: &'static [crate::FormPart] = &[#(#parts),*];
    }
}

/// `crate::FormPart::file("file").required()`.
fn part(part: &FormPart) -> Expr {
    let name = &part.name;
    let mut written: Expr = match part.kind {
        PartKind::File => parse_quote!(crate::FormPart::file(#name)),
        PartKind::Text => parse_quote!(crate::FormPart::text(#name)),
        PartKind::Json => parse_quote!(crate::FormPart::json(#name)),
    };
    if part.required {
        written = parse_quote!(#written.required());
    }
    if part.repeated {
        written = parse_quote!(#written.repeated());
    }
    if let Some(media_types) = &part.media_types {
        written = parse_quote!(#written.media_types(#media_types));
    }
    written
}

/// The type of the HTTP library that progenitor takes for a raw body, and the one of forms.
const BODY: &str = "reqwest::Body";
const FORM: &str = "reqwest::multipart::Form";

struct Rewriter<'c> {
    content: &'c RawContent,
    /// How often a body was put on a request.
    bodies: usize,
}

impl VisitMut for Rewriter<'_> {
    fn visit_path_mut(&mut self, path: &mut Path) {
        visit_mut::visit_path_mut(self, path);
        let is_form = matches!(self.content, RawContent::Form(_));
        let segments: Vec<String> = path
            .segments
            .iter()
            .map(|segment| segment.ident.to_string())
            .collect();
        if is_form && segments.join("::") == BODY {
            *path = parse_quote!(reqwest::multipart::Form);
        }
    }

    /// The message for a value that cannot be converted.
    fn visit_lit_str_mut(&mut self, literal: &mut LitStr) {
        if matches!(self.content, RawContent::Form(_)) && literal.value().contains(BODY) {
            *literal = LitStr::new(&literal.value().replace(BODY, FORM), literal.span());
        }
    }

    /// The message is the receiver of `to_string`, which is an expression like any other; a body is put on a request
    /// by `.header(CONTENT_TYPE, …).body(body)`, `.json(&body)` or `.form_urlencoded(&body)?`.
    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        visit_mut::visit_expr_mut(self, expr);
        match (self.content, &mut *expr) {
            (RawContent::Json(media_type), Expr::MethodCall(call)) if call.method == "json" => {
                self.bodies += 1;
                // The HTTP library sets its own media type only where none is set.
                let receiver = &call.receiver;
                call.receiver = parse_quote! {
                    #receiver.header(
                        ::reqwest::header::CONTENT_TYPE,
                        ::reqwest::header::HeaderValue::from_static(#media_type),
                    )
                };
            }
            (RawContent::Fields(styles), Expr::Try(tried)) => {
                if let Expr::MethodCall(call) = tried.expr.as_ref()
                    && call.method == "form_urlencoded"
                {
                    self.bodies += 1;
                    let receiver = &call.receiver;
                    let styles = styles.iter().map(|(name, style)| field_style(name, *style));
                    *expr = parse_quote! {
                        #receiver.form(&crate::support::form_body(&body, &[#(#styles),*])?)
                    };
                }
            }
            _ => {}
        }
    }

    fn visit_expr_method_call_mut(&mut self, call: &mut ExprMethodCall) {
        visit_mut::visit_expr_method_call_mut(self, call);
        let Expr::MethodCall(header) = call.receiver.as_mut() else {
            return;
        };
        let sets_content_type = header.method == "header"
            && header
                .args
                .first()
                .is_some_and(|name| name.to_token_stream().to_string().ends_with("CONTENT_TYPE"));
        if call.method != "body" || !sets_content_type {
            return;
        }
        match self.content {
            // The form brings its content type along, with the boundary in it.
            RawContent::Form(_) => {
                self.bodies += 1;
                call.method = Ident::new("multipart", call.method.span());
                *call.receiver = (*header.receiver).clone();
            }
            RawContent::Bytes(media_type) | RawContent::Text(media_type) => {
                self.bodies += 1;
                if let Some(value) = header.args.last_mut() {
                    *value = parse_quote!(::reqwest::header::HeaderValue::from_static(#media_type));
                }
            }
            RawContent::Json(_) | RawContent::Fields(_) => {}
        }
    }
}

/// `("card", crate::support::FieldStyle::Brackets)`.
fn field_style(name: &str, style: FieldStyle) -> Expr {
    match style {
        FieldStyle::Brackets => parse_quote!((#name, crate::support::FieldStyle::Brackets)),
        FieldStyle::Members => parse_quote!((#name, crate::support::FieldStyle::Members)),
        FieldStyle::Joined(separator) => {
            parse_quote!((#name, crate::support::FieldStyle::Joined(#separator)))
        }
    }
}
