//! From generated code to its surface.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;
use syn::visit::{self, Visit};
use syn::{
    Fields, GenericArgument, ImplItem, Item, ItemEnum, ItemImpl, ItemStruct, PathArguments,
    PathSegment, ReturnType, Type, TypePath,
};

use super::{Argument, Definition, Field, OperationSurface, Surface, Variant};
use crate::postprocess::{ClientModule, module_items, type_name};

/// The public surface of one date's module, whole, whether or not its types are shared.
pub(crate) fn module_surface(module: &ClientModule) -> Surface {
    let mut surface = Surface::default();
    let methods = client_methods(&module.client);
    for item in &module.client {
        if let Item::Mod(builders) = item
            && builders.ident == "builder"
        {
            for item in module_items(builders) {
                if let Item::Impl(implementation) = item
                    && let Some(method) =
                        type_name(&implementation.self_ty).and_then(|name| methods.get(name))
                    && let Some(operation) = operation(implementation)
                {
                    surface.operations.insert(method.clone(), operation);
                }
            }
        }
    }
    for item in module_items(&module.types) {
        let (name, definition) = match item {
            Item::Struct(of) => (&of.ident, Definition::Struct(fields(of))),
            Item::Enum(of) => (&of.ident, Definition::Enum(variants(of))),
            Item::Type(of) => (&of.ident, Definition::Alias(type_text(&of.ty))),
            _ => continue,
        };
        surface.types.insert(name.to_string(), definition);
    }
    surface
}

/// The client's method for each builder of an operation.
fn client_methods(items: &[Item]) -> BTreeMap<&syn::Ident, String> {
    let mut methods = BTreeMap::new();
    for item in items {
        let Item::Impl(implementation) = item else {
            continue;
        };
        for item in &implementation.items {
            if let ImplItem::Fn(function) = item
                && let ReturnType::Type(_, output) = &function.sig.output
                && let Type::Path(path) = output.as_ref()
                && path
                    .path
                    .segments
                    .first()
                    .is_some_and(|segment| segment.ident == "builder")
                && let Some(builder) = type_name(output)
            {
                methods.insert(builder, function.sig.ident.to_string());
            }
        }
    }
    methods
}

/// The arguments of an operation (setters of its builder), and what `send` returns.
fn operation(implementation: &ItemImpl) -> Option<OperationSurface> {
    if implementation.trait_.is_some() {
        return None;
    }
    let functions: Vec<_> = implementation
        .items
        .iter()
        .filter_map(|item| match item {
            ImplItem::Fn(function) => Some(function),
            _ => None,
        })
        .collect();
    let send = functions
        .iter()
        .find(|function| function.sig.ident == "send")?;
    let argument = |function: &&syn::ImplItemFn| {
        Some(Argument {
            name: function.sig.ident.to_string(),
            ty: setter_target(function)?,
        })
    };
    Some(OperationSurface {
        arguments: functions.iter().filter_map(argument).collect(),
        parts: form_parts(implementation),
        result: match &send.sig.output {
            ReturnType::Type(_, output) => Some(type_text(output)),
            ReturnType::Default => None,
        },
    })
}

/// The parts of the form that an operation takes: `file("scan").required()`.
fn form_parts(implementation: &ItemImpl) -> Vec<String> {
    let parts = implementation.items.iter().find_map(|item| match item {
        ImplItem::Const(constant) if constant.ident == "PARTS" => match &constant.expr {
            syn::Expr::Reference(list) => match list.expr.as_ref() {
                syn::Expr::Array(parts) => Some(&parts.elems),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    });
    parts
        .into_iter()
        .flatten()
        .map(|part| spell(part.to_token_stream()).replace("crate::FormPart::", ""))
        .collect()
}

/// What a setter converts its value into: the `T` of its bound `V: TryInto<T>`, or the type of its closure.
fn setter_target(function: &syn::ImplItemFn) -> Option<String> {
    let clause = function.sig.generics.where_clause.as_ref()?;
    let mut bounds = Bounds::default();
    bounds.visit_where_clause(clause);
    bounds.target
}

#[derive(Default)]
struct Bounds {
    target: Option<String>,
}

impl<'ast> Visit<'ast> for Bounds {
    fn visit_path_segment(&mut self, segment: &'ast PathSegment) {
        if segment.ident == "TryInto"
            && let PathArguments::AngleBracketed(arguments) = &segment.arguments
            && let Some(GenericArgument::Type(target)) = arguments.args.first()
        {
            self.target = Some(type_text(target));
        } else if segment.ident == "FnOnce" {
            self.target = Some(spell(segment.to_token_stream()));
        } else {
            visit::visit_path_segment(self, segment);
        }
    }
}

fn fields(definition: &ItemStruct) -> Vec<Field> {
    let fields = definition.fields.iter().enumerate();
    fields
        .map(|(index, field)| Field {
            name: field
                .ident
                .as_ref()
                .map_or_else(|| index.to_string(), ToString::to_string),
            ty: type_text(&field.ty),
            wire: wire_name(&field.attrs),
        })
        .collect()
}

fn variants(definition: &ItemEnum) -> Vec<Variant> {
    let variants = definition.variants.iter();
    variants
        .map(|variant| Variant {
            name: variant.ident.to_string(),
            content: match &variant.fields {
                Fields::Unit => String::new(),
                fields => spell(fields.to_token_stream()),
            },
            wire: wire_name(&variant.attrs),
        })
        .collect()
}

/// The name in messages, where serde is told one.
fn wire_name(attributes: &[syn::Attribute]) -> Option<String> {
    for attribute in attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("serde"))
    {
        let mut name = None;
        // Other serde arguments do not parse as `rename = "…"` and are passed over.
        let _ = attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("rename") {
                name = Some(meta.value()?.parse::<syn::LitStr>()?.value());
            } else if meta.input.peek(syn::Token![=]) {
                meta.value()?.parse::<syn::Lit>()?;
            }
            Ok(())
        });
        if name.is_some() {
            return name;
        }
    }
    None
}

fn type_text(ty: &Type) -> String {
    let mut text = String::new();
    write_type(ty, &mut text);
    shortened(text)
}

/// Writes a type as [`write_tokens`] does. Nearly all are plain paths, for which no tokens have to be made.
fn write_type(ty: &Type, text: &mut String) {
    match ty {
        Type::Path(TypePath {
            qself: None, path, ..
        }) if path.segments.iter().all(has_plain_arguments) => {
            for (index, segment) in path.segments.iter().enumerate() {
                if index > 0 || path.leading_colon.is_some() {
                    text.push_str("::");
                }
                // Writing to a string cannot fail.
                let _ = write!(text, "{}", segment.ident);
                if let PathArguments::AngleBracketed(arguments) = &segment.arguments {
                    text.push('<');
                    for (index, argument) in arguments.args.iter().enumerate() {
                        if index > 0 {
                            text.push_str(", ");
                        }
                        if let GenericArgument::Type(argument) = argument {
                            write_type(argument, text);
                        }
                    }
                    text.push('>');
                }
            }
        }
        ty => write_tokens(ty.to_token_stream(), text),
    }
}

/// Whether a segment of a path has no arguments, or types alone.
fn has_plain_arguments(segment: &PathSegment) -> bool {
    match &segment.arguments {
        PathArguments::None => true,
        PathArguments::AngleBracketed(arguments) => {
            let mut all = arguments.args.iter();
            arguments.colon2_token.is_none()
                && all.all(|argument| matches!(argument, GenericArgument::Type(_)))
        }
        PathArguments::Parenthesized(_) => false,
    }
}

/// Spells tokens as a reader writes types: without needless spaces and without the paths of std.
fn spell(tokens: TokenStream) -> String {
    let mut text = String::new();
    write_tokens(tokens, &mut text);
    shortened(text)
}

/// A text without the paths of std and of the module's own types.
fn shortened(mut text: String) -> String {
    for (long, name) in [
        ("::std::option::Option", "Option"),
        ("::std::string::String", "String"),
        ("::std::vec::Vec", "Vec"),
        ("::std::collections::BTreeMap", "BTreeMap"),
        ("::std::boxed::Box", "Box"),
        ("::chrono::DateTime<::chrono::offset::Utc>", "DateTime<Utc>"),
        ("::chrono::naive::NaiveDate", "NaiveDate"),
        ("::uuid::Uuid", "Uuid"),
        ("::serde_json::", "serde_json::"),
        ("crate::Redacted", "Redacted"),
        ("super::types::", ""),
        ("types::", ""),
    ] {
        if text.contains(long) {
            text = text.replace(long, name);
        }
    }
    text
}

fn write_tokens(tokens: TokenStream, text: &mut String) {
    let mut tokens = tokens.into_iter().peekable();
    let mut after_word = false;
    while let Some(token) = tokens.next() {
        let is_word = matches!(token, TokenTree::Ident(_) | TokenTree::Literal(_));
        if is_word && after_word {
            text.push(' ');
        }
        after_word = is_word;
        match token {
            TokenTree::Ident(ident) => text.push_str(&ident.to_string()),
            TokenTree::Literal(literal) => text.push_str(&literal.to_string()),
            TokenTree::Punct(punct) => match punct.as_char() {
                ',' => {
                    // A comma that closes a list is a habit of generators.
                    let closes = match tokens.peek() {
                        None => true,
                        Some(TokenTree::Punct(next)) => next.as_char() == '>',
                        Some(_) => false,
                    };
                    if !closes {
                        text.push_str(", ");
                    }
                }
                '-' => text.push_str(" -"),
                '>' if text.ends_with('-') => text.push_str("> "),
                '+' | '=' => {
                    text.push(' ');
                    text.push(punct.as_char());
                    text.push(' ');
                }
                other => text.push(other),
            },
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => (" { ", " }"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                text.push_str(open);
                write_tokens(group.stream(), text);
                text.push_str(close);
            }
        }
    }
}
