//! Conversions as Rust.

use std::cell::Cell;
use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use registry::VersionDate;
use syn::{Ident, Item, parse_quote};

use super::Definitions;
use super::plan::{Class, Direction, Plan};
use super::way::Way;
use crate::types::{Definition, Member, UNKNOWN};

/// A private module with an implementation for each conversion that there is. It takes both dates' cargo features.
pub(super) fn module(
    plan: &Plan,
    sides: &[Definitions<'_>; 2],
    differing: &BTreeSet<String>,
    dates: [VersionDate; 2],
) -> Item {
    let mut implementations = Vec::new();
    let compares_defaults = Cell::new(false);
    for name in differing {
        for direction in Direction::BOTH {
            let [from, to] = direction.of([&sides[0], &sides[1]]);
            let (Some(from), Some(to)) = (from.get(name.as_str()), to.get(name.as_str())) else {
                continue;
            };
            let writer = Writer {
                plan,
                direction,
                differing,
                target: direction.of(dates)[1],
                name: format_ident!("{name}"),
                compares_defaults: &compares_defaults,
            };
            implementations.extend(writer.implementation(plan.class(name, direction), from, to));
        }
    }
    let helper = compares_defaults.get().then(|| {
        quote! {
            /// Whether a list or map that need not be there is empty.
            fn is_default<T: ::std::default::Default + PartialEq>(value: &T) -> bool {
                *value == T::default()
            }
        }
    });
    let [older, newer] = dates;
    let module = format_ident!("{}", older.module_name());
    let (of_older, of_newer) = (older.feature_name(), newer.feature_name());
    let docs = format!(" Conversions of types that differ between {older} and {newer}.");
    parse_quote! {
        #[doc = #docs]
        #[cfg(all(feature = #of_older, feature = #of_newer))]
        mod conversions {
            use super::super::#module::types as older;
            use super::types as newer;
            use super::types::error::ConversionError;
            #(#implementations)*
            #helper
        }
    }
}

struct Writer<'p> {
    plan: &'p Plan,
    direction: Direction,
    differing: &'p BTreeSet<String>,
    target: VersionDate,
    name: Ident,
    /// Whether an implementation asks if a value is that of `Default`.
    compares_defaults: &'p Cell<bool>,
}

impl Writer<'_> {
    fn implementation(
        &self,
        class: &Class,
        from: &Definition,
        to: &Definition,
    ) -> Option<TokenStream> {
        if matches!(class, Class::None(_)) {
            return None;
        }
        let name = &self.name;
        let [from_module, to_module] = self.direction.of([quote!(older), quote!(newer)]);
        let body = match (from, to) {
            (Definition::Record(from), Definition::Record(to)) => self.record(from, to),
            (Definition::Wrapper(from), Definition::Wrapper(to)) => {
                let way = Way::between(from, to, self.differing)?;
                let value = self.value(&way, &quote!(value.0));
                quote!(Self(#value))
            }
            (Definition::Choice { variants, is_open }, Definition::Choice { .. }) => {
                self.choice(&from_module, variants, *is_open, to)
            }
            (Definition::Union(from), Definition::Union(to)) => {
                let arms = from.iter().map(|(variant, ty)| {
                    let other = to.iter().find(|(other, _)| other == variant);
                    let way = other.and_then(|(_, to)| Way::between(ty, to, self.differing));
                    let arm = format_ident!("{variant}");
                    let Some(way) = way else {
                        let failure = self.failure(&format!("no `{variant}`"));
                        return quote!(#from_module::#name::#arm(_) => #failure);
                    };
                    let value = self.value(&way, &quote!(value));
                    quote!(#from_module::#name::#arm(value) => Self::#arm(#value))
                });
                quote!(match value { #(#arms,)* })
            }
            _ => return None,
        };
        match class {
            Class::None(_) => None,
            Class::All => Some(quote! {
                impl ::std::convert::From<#from_module::#name> for #to_module::#name {
                    fn from(value: #from_module::#name) -> Self {
                        #body
                    }
                }
            }),
            Class::Some(reasons) => {
                let docs = format!(
                    " Fails where something would be lost: {}.",
                    reasons.join("; ")
                );
                Some(quote! {
                    #[doc = #docs]
                    impl ::std::convert::TryFrom<#from_module::#name> for #to_module::#name {
                        type Error = ConversionError;
                        fn try_from(
                            value: #from_module::#name,
                        ) -> ::std::result::Result<Self, ConversionError> {
                            ::std::result::Result::Ok({ #body })
                        }
                    }
                })
            }
        }
    }

    /// Ends a conversion: the text says what the other date does not have, and nothing of the value.
    fn failure(&self, what: &str) -> TokenStream {
        let text = format!("{what} in `{}` of {}", self.name, self.target);
        quote!(return ::std::result::Result::Err(ConversionError::from(#text)))
    }

    fn record(&self, from: &[Member], to: &[Member]) -> TokenStream {
        let lost = from
            .iter()
            .filter(|member| !to.iter().any(|other| other.name == member.name));
        let checks = lost.map(|Member { name, ty, .. }| {
            let failure = self.failure(&format!("no place for `{name}`"));
            let field = format_ident!("{name}");
            // What need not be there and is no `Option` is as good as not there by its default: an empty list or map.
            let is_there = if ty.is_option() {
                quote!(value.#field.is_some())
            } else {
                self.compares_defaults.set(true);
                quote!(!is_default(&value.#field))
            };
            quote!(if #is_there { #failure; })
        });
        let members = to.iter().map(|Member { name, ty, .. }| {
            let source = from.iter().find(|other| other.name == *name);
            let way = source.and_then(|source| Way::between(&source.ty, ty, self.differing));
            let value = way.map_or_else(
                || quote!(::std::default::Default::default()),
                |way| self.member(&way, name),
            );
            let field = format_ident!("{name}");
            quote!(#field: #value)
        });
        quote! {
            #(#checks)*
            Self { #(#members,)* }
        }
    }

    fn member(&self, way: &Way, name: &str) -> TokenStream {
        let field = format_ident!("{name}");
        match way {
            Way::Needed(inner) => {
                let value = self.value(inner, &quote!(value));
                let failure = self.failure(&format!("`{name}` has to be there"));
                quote!(match value.#field {
                    ::std::option::Option::Some(value) => #value,
                    ::std::option::Option::None => #failure,
                })
            }
            way => self.value(way, &quote!(value.#field)),
        }
    }

    fn choice(
        &self,
        from_module: &TokenStream,
        variants: &[String],
        is_open: bool,
        to: &Definition,
    ) -> TokenStream {
        let name = &self.name;
        let Definition::Choice {
            variants: known,
            is_open: takes_any,
        } = to
        else {
            return TokenStream::new();
        };
        let arms = variants
            .iter()
            .filter(|variant| known.contains(variant))
            .map(|variant| {
                let variant = format_ident!("{variant}");
                quote!(#from_module::#name::#variant => Self::#variant)
            });
        let are_all_known = variants.iter().all(|variant| known.contains(variant));
        let other = match (are_all_known && !is_open, takes_any) {
            (true, _) => None,
            (false, true) => {
                let unknown = format_ident!("{UNKNOWN}");
                Some(quote! {
                    other => {
                        let text = other.to_string();
                        text.parse().unwrap_or(Self::#unknown(text))
                    }
                })
            }
            (false, false) => {
                let failure = self.failure("no such value");
                Some(if is_open {
                    // What one date keeps as it came may be a value that the other one knows.
                    quote! {
                        other => match other.to_string().parse() {
                            ::std::result::Result::Ok(value) => value,
                            ::std::result::Result::Err(_) => #failure,
                        }
                    }
                } else {
                    quote!(_ => #failure)
                })
            }
        };
        quote!(match value { #(#arms,)* #other })
    }

    fn value(&self, way: &Way, value: &TokenStream) -> TokenStream {
        let inner = quote!(value);
        let is_total = way
            .types()
            .is_none_or(|name| *self.plan.class(name, self.direction) == Class::All)
            && !way.may_be_missing();
        match way {
            Way::Same => value.clone(),
            Way::Type(name) if matches!(self.plan.class(name, self.direction), Class::None(_)) => {
                self.failure(&format!("no place for a `{name}`"))
            }
            Way::Type(_) if is_total => quote!(::std::convert::From::from(#value)),
            Way::Type(_) => quote!(::std::convert::TryFrom::try_from(#value)?),
            Way::Option(way) => {
                let converted = self.value(way, &inner);
                quote!(match #value {
                    ::std::option::Option::Some(value) => ::std::option::Option::Some(#converted),
                    ::std::option::Option::None => ::std::option::Option::None,
                })
            }
            Way::Boxed(way) => {
                let converted = self.value(way, &quote!(*#value));
                quote!(::std::boxed::Box::new(#converted))
            }
            Way::Redacted(way) => {
                let converted = self.value(way, &quote!(#value.into_inner()));
                quote!(crate::Redacted::new(#converted))
            }
            Way::Present(way) => {
                let converted = self.value(way, value);
                quote!(::std::option::Option::Some(#converted))
            }
            Way::Needed(way) => {
                let converted = self.value(way, &inner);
                let failure = self.failure("a value has to be there");
                quote!(match #value {
                    ::std::option::Option::Some(value) => #converted,
                    ::std::option::Option::None => #failure,
                })
            }
            Way::List(way) => {
                let converted = self.value(way, &inner);
                if is_total {
                    quote!(#value.into_iter().map(|value| #converted).collect())
                } else {
                    quote!(#value
                        .into_iter()
                        .map(|value| ::std::result::Result::Ok(#converted))
                        .collect::<::std::result::Result<_, ConversionError>>()?)
                }
            }
            Way::Map(way) => {
                let converted = self.value(way, &inner);
                if is_total {
                    quote!(#value.into_iter().map(|(name, value)| (name, #converted)).collect())
                } else {
                    quote!(#value
                        .into_iter()
                        .map(|(name, value)| ::std::result::Result::Ok((name, #converted)))
                        .collect::<::std::result::Result<_, ConversionError>>()?)
                }
            }
        }
    }
}
