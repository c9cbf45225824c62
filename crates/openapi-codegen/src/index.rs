//! `src/generated/mod.rs`: all date modules, and the newest one's client and types under names of their own.

use quote::{format_ident, quote};
use registry::VersionDate;
use syn::parse_quote;

/// The syntax of `generated/mod.rs`.
///
/// `dates` are all generated dates, ascending; `newest` is the one that the client shows by default.
pub fn index(dates: &[VersionDate], newest: Option<VersionDate>) -> syn::File {
    let modules = dates.iter().map(|date| {
        let module = format_ident!("{}", date.module_name());
        let feature = date.feature_name();
        let docs = format!(" The API as of version date {date}.");
        quote! {
            #[doc = #docs]
            pub mod #module;
            #[cfg(feature = #feature)]
            crate::support::dated_client!(#module);
        }
    });
    let newest = newest.map(|date| {
        let module = format_ident!("{}", date.module_name());
        let feature = date.feature_name();
        let docs = format!(" The newest version date, {date}.");
        quote! {
            #[doc = #docs]
            #[cfg(feature = #feature)]
            pub use #module as newest;
            #[cfg(feature = #feature)]
            pub use newest::{Client, types};
        }
    });
    parse_quote! { #(#modules)* #newest }
}
