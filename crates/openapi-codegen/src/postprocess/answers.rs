//! Operations whose statuses have different bodies get an enum of them, with the status deciding which one is read.
//!
//! progenitor was told that all of them have one type, the stand-in `specdate_support::Answers`, whose arguments are the
//! types of the bodies.

use std::collections::BTreeSet;

use quote::{ToTokens, format_ident};
use syn::visit_mut::VisitMut;
use syn::{
    Arm, Expr, ExprMatch, GenericArgument, Ident, ImplItem, ImplItemFn, Item, ItemImpl, ItemMod,
    Path, PathArguments, ReturnType, Stmt, Type, parse_quote,
};

use super::UnexpectedShape;
use crate::names;
use crate::seams::{AnswerContent, Answers};

/// Puts the arms of an operation's match into an order in which each is reached: progenitor puts a range of statuses
/// before its codes.
pub(super) fn order(operation: &mut ItemImpl) {
    if let Some(matching) = send(operation).and_then(status_match) {
        matching.arms.sort_by_key(|arm| {
            let pattern = pattern(arm);
            let class = pattern.chars().next().filter(char::is_ascii_digit);
            (class.is_none(), class, pattern.contains(".."))
        });
    }
}

/// Gives the answers of an operation the types that they have. `taken` are the names of all types.
pub(super) fn rewrite(
    operation: &mut ItemImpl,
    types: &mut ItemMod,
    taken: &mut BTreeSet<String>,
    success: Option<&Answers>,
    errors: Option<&Answers>,
) -> Result<(), UnexpectedShape> {
    let Some(send) = send(operation) else {
        return Ok(());
    };
    for (answers, is_error) in [(success, false), (errors, true)] {
        let Some(answers) = answers else { continue };
        let unexpected = |what| UnexpectedShape::new(format!("{what} for `{}`", answers.name));
        let result = result_type(send, is_error).ok_or_else(|| unexpected("a result"))?;
        let bodies = arguments(result).ok_or_else(|| unexpected("stand-in"))?;
        let name = format_ident!("{}", names::take_free(&answers.name, taken));
        let items = definition(&name, answers, &bodies).ok_or_else(|| unexpected("bodies"))?;
        *result = parse_quote!(types::#name);
        if let Some((_, content)) = &mut types.content {
            content.extend(items);
        }
        if !is_error
            && answers
                .arms
                .iter()
                .any(|answer| answer.content == AnswerContent::Stream)
        {
            AnyMediaType.visit_impl_item_fn_mut(send);
        }
        let matching = status_match(send).ok_or_else(|| unexpected("match of statuses"))?;
        rewrite_arms(matching, &name, answers, &bodies, is_error)
            .ok_or_else(|| unexpected("an arm for each status"))?;
    }
    Ok(())
}

fn send(operation: &mut ItemImpl) -> Option<&mut ImplItemFn> {
    operation.items.iter_mut().find_map(|item| match item {
        ImplItem::Fn(function) if function.sig.ident == "send" => Some(function),
        _ => None,
    })
}

/// `match response.status().as_u16() { … }`, with which `send` ends.
fn status_match(send: &mut ImplItemFn) -> Option<&mut ExprMatch> {
    match send.block.stmts.last_mut()? {
        Stmt::Expr(Expr::Match(matching), None)
            if matching
                .expr
                .to_token_stream()
                .to_string()
                .ends_with(". as_u16 ()") =>
        {
            Some(matching)
        }
        _ => None,
    }
}

/// `A` of `Result<ResponseValue<A>, Error<B>>`, or `B`.
fn result_type(send: &mut ImplItemFn, is_error: bool) -> Option<&mut Type> {
    let ReturnType::Type(_, output) = &mut send.sig.output else {
        return None;
    };
    let side = type_argument(output, usize::from(is_error))?;
    type_argument(side, 0)
}

fn type_argument(ty: &mut Type, index: usize) -> Option<&mut Type> {
    let Type::Path(path) = ty else { return None };
    let PathArguments::AngleBracketed(arguments) = &mut path.path.segments.last_mut()?.arguments
    else {
        return None;
    };
    match arguments.args.get_mut(index)? {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    }
}

/// The arguments of the stand-in; it has none where no answer has a JSON body.
fn arguments(stand_in: &Type) -> Option<Vec<Type>> {
    let Type::Path(path) = stand_in else {
        return None;
    };
    let last = path.path.segments.last()?;
    if last.ident != "Answers" {
        return None;
    }
    match &last.arguments {
        PathArguments::AngleBracketed(arguments) => arguments
            .args
            .iter()
            .map(|argument| match argument {
                GenericArgument::Type(ty) => Some(ty.clone()),
                _ => None,
            })
            .collect(),
        _ => Some(Vec::new()),
    }
}

/// `404` is `Status404`, `4XX` is `Status4xx`.
fn variant(status: &str) -> Ident {
    format_ident!("Status{}", status.to_ascii_lowercase())
}

/// The enum, which lives beside the types of the bodies.
fn definition(name: &Ident, answers: &Answers, bodies: &[Type]) -> Option<Vec<Item>> {
    let mut variants: Vec<syn::Variant> = Vec::new();
    let mut has_stream = false;
    for answer in &answers.arms {
        let variant = variant(&answer.status);
        let docs = format!(" The body under status {}.", answer.status);
        variants.push(match &answer.content {
            AnswerContent::Json(index) => {
                let mut body = bodies.get(*index)?.clone();
                WithinTypes.visit_type_mut(&mut body);
                parse_quote!(#[doc = #docs] #variant(#body))
            }
            AnswerContent::Empty => {
                let docs = format!(" Status {}, without a body.", answer.status);
                parse_quote!(#[doc = #docs] #variant)
            }
            AnswerContent::Stream => {
                has_stream = true;
                parse_quote!(#[doc = #docs] #variant(::progenitor_client::ByteStream))
            }
        });
    }
    let docs = " What the operation answers, by status.";
    if !has_stream {
        return Some(vec![parse_quote! {
            #[doc = #docs]
            #[derive(Clone, Debug, PartialEq)]
            pub enum #name { #(#variants),* }
        }]);
    }
    // A stream can neither be printed nor compared.
    let arms = answers.arms.iter().map(|answer| -> Arm {
        let variant = variant(&answer.status);
        let text = variant.to_string();
        match answer.content {
            AnswerContent::Empty => parse_quote!(Self::#variant => f.write_str(#text),),
            AnswerContent::Json(_) => {
                parse_quote!(Self::#variant(body) => f.debug_tuple(#text).field(body).finish(),)
            }
            AnswerContent::Stream => {
                parse_quote!(Self::#variant(_) => f.debug_tuple(#text).finish_non_exhaustive(),)
            }
        }
    });
    Some(vec![
        parse_quote! {
            #[doc = #docs]
            pub enum #name { #(#variants),* }
        },
        parse_quote! {
            impl ::std::fmt::Debug for #name {
                fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                    match self { #(#arms)* }
                }
            }
        },
    ])
}

/// Takes the `Accept` header away with which progenitor asks for JSON: there is more to get.
struct AnyMediaType;

impl VisitMut for AnyMediaType {
    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        syn::visit_mut::visit_expr_mut(self, expr);
        if let Expr::MethodCall(call) = expr
            && call.method == "header"
            && call
                .args
                .first()
                .is_some_and(|name| name.to_token_stream().to_string().ends_with(":: ACCEPT"))
        {
            *expr = (*call.receiver).clone();
        }
    }
}

/// `types::Pet` is `Pet` inside of `types`.
struct WithinTypes;

impl VisitMut for WithinTypes {
    fn visit_path_mut(&mut self, path: &mut Path) {
        syn::visit_mut::visit_path_mut(self, path);
        if path.leading_colon.is_none()
            && path.segments.len() > 1
            && path
                .segments
                .first()
                .is_some_and(|first| first.ident == "types")
        {
            path.segments = path.segments.iter().skip(1).cloned().collect();
        }
    }
}

/// Reads each status as what it is. `None` where a status has no arm.
fn rewrite_arms(
    matching: &mut ExprMatch,
    name: &Ident,
    answers: &Answers,
    bodies: &[Type],
    is_error: bool,
) -> Option<()> {
    let response = response_of(&matching.expr)?;
    let mut seen = BTreeSet::new();
    for arm in &mut matching.arms {
        let pattern = pattern(arm);
        let Some(answer) = answers
            .arms
            .iter()
            .find(|answer| pattern_of(&answer.status) == pattern)
        else {
            continue;
        };
        seen.insert(pattern);
        let variant = variant(&answer.status);
        let value: Expr = match answer.content {
            AnswerContent::Json(index) => {
                let body = bodies.get(index)?;
                parse_quote! {
                    ResponseValue::<#body>::from_response(#response).await?.map(types::#name::#variant)
                }
            }
            AnswerContent::Empty => parse_quote! {
                ResponseValue::empty(#response).map(|()| types::#name::#variant)
            },
            AnswerContent::Stream => parse_quote! {
                ResponseValue::stream(#response).map(types::#name::#variant)
            },
        };
        arm.body = if is_error {
            parse_quote!(Err(Error::error_response(#value)))
        } else {
            parse_quote!(Ok(#value))
        };
        arm.comma = Some(parse_quote!(,));
    }
    (seen.len() == answers.arms.len()).then_some(())
}

/// `response` of `response.status().as_u16()`.
fn response_of(scrutinee: &Expr) -> Option<Ident> {
    match scrutinee {
        Expr::MethodCall(call) => response_of(&call.receiver),
        Expr::Path(path) => path.path.get_ident().cloned(),
        _ => None,
    }
}

fn pattern(arm: &Arm) -> String {
    arm.pat.to_token_stream().to_string().replace(' ', "")
}

/// How progenitor matches a status: `404u16`, `400u16..=499u16`, and success as `200..=299`.
fn pattern_of(status: &str) -> String {
    match status.as_bytes() {
        [b'2', b'X', b'X'] => "200..=299".to_owned(),
        [class, b'X', b'X'] => {
            let class = char::from(*class);
            format!("{class}00u16..={class}99u16")
        }
        _ => format!("{status}u16"),
    }
}
