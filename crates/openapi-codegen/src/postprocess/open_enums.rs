//! Enums of which the documents do not promise that they stay as they are keep values they do not know.
//!
//! The prepare step adds [`SENTINEL`] to the values of each such set, so that the decision stands where
//! the schema is and no name has to be guessed here. The variant that progenitor makes of it becomes
//! `Unknown(String)`, which is read and written as the plain string.

use std::collections::BTreeMap;

use proc_macro2::TokenTree;
use syn::{
    Arm, Attribute, Expr, Ident, ImplItem, Item, ItemEnum, ItemImpl, ItemMod, Lit, Meta, Pat, Stmt,
    Type, TypePath, Variant, parse_quote,
};

use super::client_items::remove_derive;
use super::{UnexpectedShape, type_name};

/// The extra value by which a set of strings is marked as open.
pub const SENTINEL: &str = "x-specdate-open";

pub(super) fn rewrite(types: &mut ItemMod) -> Result<(), UnexpectedShape> {
    let Some((_, items)) = &mut types.content else {
        return Ok(());
    };
    // By text, because comparing identifiers makes a text of each, every time.
    let mut opened: BTreeMap<String, Opened> = BTreeMap::new();
    let mut templates = Templates::default();
    for item in items.iter_mut() {
        if let Item::Enum(definition) = item
            && let Some(catch_all) = open(definition, &mut templates)
        {
            opened.insert(
                definition.ident.to_string(),
                Opened {
                    name: definition.ident.clone(),
                    catch_all,
                    displays: 0,
                    parses: 0,
                },
            );
        }
    }
    for item in items.iter_mut() {
        if let Item::Impl(implementation) = item
            && let Some(opened) = type_name(&implementation.self_ty)
                .and_then(|name| opened.get_mut(&name.to_string()))
        {
            match trait_name(implementation).as_deref() {
                Some("Display")
                    if keep_in_display(implementation, templates.of(&opened.catch_all)) =>
                {
                    opened.displays += 1;
                }
                Some("FromStr")
                    if keep_in_from_str(implementation, templates.of(&opened.catch_all)) =>
                {
                    opened.parses += 1;
                }
                _ => {}
            }
        }
    }
    let reader = reader();
    items.extend(
        opened
            .values()
            .map(|opened| reader_of(&reader, &opened.name)),
    );
    match opened
        .iter()
        .find(|(_, opened)| (opened.displays, opened.parses) != (1, 1))
    {
        Some((name, _)) => Err(UnexpectedShape::new(format!(
            "Display and FromStr of the enum `{name}`"
        ))),
        None => Ok(()),
    }
}

/// An enum that was opened, and what of it was adapted.
struct Opened {
    name: Ident,
    catch_all: Ident,
    displays: usize,
    parses: usize,
}

/// Turns the marked variant into the catch-all and returns the catch-all's name.
fn open(definition: &mut ItemEnum, templates: &mut Templates) -> Option<Ident> {
    let marked = definition
        .variants
        .iter()
        .position(|variant| variant.attrs.iter().any(is_mark))?;
    definition.variants = std::mem::take(&mut definition.variants)
        .into_iter()
        .enumerate()
        .filter_map(|(index, variant)| (index != marked).then_some(variant))
        .collect();
    let taken = |name: &str| {
        definition
            .variants
            .iter()
            .any(|variant| variant.ident == name)
    };
    let name = ["Unknown", "UnknownValue", "Unrecognized", "OtherValue"]
        .into_iter()
        .find(|name| !taken(name))?;
    let name = Ident::new(name, proc_macro2::Span::call_site());
    definition
        .variants
        .push(templates.of(&name).variant.clone());
    // A `String` cannot be copied.
    remove_derive(&mut definition.attrs, "Copy");
    remove_derive(&mut definition.attrs, "Deserialize");
    Some(name)
}

/// `#[serde(rename = "x-specdate-open")]`.
fn is_mark(attribute: &Attribute) -> bool {
    match &attribute.meta {
        Meta::List(arguments) if arguments.path.is_ident("serde") => {
            let mut tokens = arguments.tokens.clone().into_iter();
            tokens.any(|token| matches!(token, TokenTree::Literal(literal) if is_sentinel(&literal.to_string())))
        }
        _ => false,
    }
}

/// Whether a literal, as it is written, is the extra value.
fn is_sentinel(literal: &str) -> bool {
    literal
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'))
        == Some(SENTINEL)
}

/// What open enums get, by the name of the variant that keeps values. A document has hundreds of enums and hardly ever two
/// such names, so it is parsed once for each name.
#[derive(Default)]
struct Templates(BTreeMap<String, Template>);

struct Template {
    variant: Variant,
    display: Arm,
    parse: Arm,
}

impl Templates {
    fn of(&mut self, name: &Ident) -> &Template {
        self.0.entry(name.to_string()).or_insert_with(|| Template {
            variant: parse_quote! {
                /// A value that this version date's document does not name, kept as it was sent.
                #[serde(untagged)]
                #name(::std::string::String)
            },
            display: parse_quote!(Self::#name(value) => f.write_str(value),),
            parse: parse_quote!(other => Ok(Self::#name(other.to_string())),),
        })
    }
}

/// Reads an enum from a string and from nothing else: what serde derives would also take an object for one,
/// `{"approved": null}`.
fn reader() -> ItemImpl {
    parse_quote! {
        impl<'de> ::serde::Deserialize<'de> for Enum {
            fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
            where
                D: ::serde::Deserializer<'de>,
            {
                <::std::string::String as ::serde::Deserialize>::deserialize(deserializer)?
                    .parse()
                    .map_err(::serde::de::Error::custom)
            }
        }
    }
}

/// The same for the enum `name`.
fn reader_of(reader: &ItemImpl, name: &Ident) -> Item {
    let mut reader = reader.clone();
    *reader.self_ty = Type::Path(TypePath {
        attrs: Vec::new(),
        qself: None,
        path: name.clone().into(),
    });
    Item::Impl(reader)
}

fn trait_name(implementation: &ItemImpl) -> Option<String> {
    let (path, _) = implementation.trait_.as_ref()?;
    Some(path.segments.last()?.ident.to_string())
}

/// `match *self { …, Self::Marked => … }` becomes `match self { …, Self::Unknown(value) => … }`.
fn keep_in_display(implementation: &mut ItemImpl, template: &Template) -> bool {
    let Some(matching) = only_match(implementation) else {
        return false;
    };
    // `*self` is looked at without being moved out of.
    if let Expr::Unary(dereferenced) = matching.expr.as_ref() {
        matching.expr = dereferenced.expr.clone();
    }
    let writes_sentinel = |arm: &&mut Arm| match arm.body.as_ref() {
        Expr::MethodCall(call) => call.args.iter().any(is_sentinel_text),
        _ => false,
    };
    let Some(arm) = matching.arms.iter_mut().find(writes_sentinel) else {
        return false;
    };
    *arm = template.display.clone();
    true
}

/// The marked value's arm goes; the last arm, which refused every other text, keeps it.
fn keep_in_from_str(implementation: &mut ItemImpl, template: &Template) -> bool {
    let Some(matching) = only_match(implementation) else {
        return false;
    };
    matching
        .arms
        .retain(|arm| !matches!(&arm.pat, Pat::Lit(literal) if is_sentinel_literal(&literal.lit)));
    let Some(last) = matching.arms.last_mut() else {
        return false;
    };
    *last = template.parse.clone();
    true
}

fn is_sentinel_text(expr: &Expr) -> bool {
    matches!(expr, Expr::Lit(literal) if is_sentinel_literal(&literal.lit))
}

fn is_sentinel_literal(literal: &Lit) -> bool {
    matches!(literal, Lit::Str(text) if text.value() == SENTINEL)
}

/// The `match` that is all of an implementation's single function.
fn only_match(implementation: &mut ItemImpl) -> Option<&mut syn::ExprMatch> {
    let function = implementation
        .items
        .iter_mut()
        .find_map(|item| match item {
            ImplItem::Fn(function) => Some(function),
            _ => None,
        })?;
    match function.block.stmts.as_mut_slice() {
        [Stmt::Expr(Expr::Match(matching), None)] => Some(matching),
        _ => None,
    }
}
