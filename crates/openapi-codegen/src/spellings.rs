//! Names that must be others until progenitor has run.
//!
//! Where two names become one in Rust, one of them is replaced by a stand-in that is different in every spelling. In the
//! code that comes back, each stand-in that is text becomes the name of the document again, so that what is sent and read
//! stays the same, and each that is an identifier becomes a Rust name that is still free.

use proc_macro2::{Group, Ident, Literal, TokenStream, TokenTree};

use crate::names;

/// The stand-ins of one document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spellings(Vec<Spelling>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Spelling {
    /// As it stands in the prepared document.
    stand_in: String,
    /// The name in the document.
    written: String,
    /// The identifier in Rust, as a type or variant, and as a member or argument.
    rust: [String; 2],
}

impl Spellings {
    /// Makes a stand-in for `written`, which is to be called `rust` in code (as a type or variant; a member's name is
    /// made of it).
    pub fn stand_in(&mut self, written: &str, rust: &str) -> String {
        let [start, end] = KEBAB;
        let stand_in = format!("{start}{}{end}", self.0.len());
        self.0.push(Spelling {
            stand_in: stand_in.clone(),
            written: written.to_owned(),
            rust: [names::type_name(rust), names::member_name(rust)],
        });
        stand_in
    }

    /// Puts the names of the document back into generated code.
    pub fn restore(&self, code: TokenStream) -> TokenStream {
        if self.0.is_empty() {
            return code;
        }
        code.into_iter()
            .map(|token| self.restore_token(token))
            .collect()
    }

    fn restore_token(&self, token: TokenTree) -> TokenTree {
        match token {
            TokenTree::Group(group) => {
                let mut restored = Group::new(group.delimiter(), self.restore(group.stream()));
                restored.set_span(group.span());
                restored.into()
            }
            TokenTree::Ident(ident) => {
                let text = ident.to_string();
                let as_type = self.replaced(&text, PASCAL, |spelling| &spelling.rust[0]);
                let restored = self.replaced(&as_type, SNAKE, |spelling| &spelling.rust[1]);
                if restored == text {
                    ident.into()
                } else {
                    Ident::new(&restored, ident.span()).into()
                }
            }
            TokenTree::Literal(literal) => self.restore_literal(literal).into(),
            token @ TokenTree::Punct(_) => token,
        }
    }

    fn restore_literal(&self, literal: Literal) -> Literal {
        let shown = literal.to_string();
        if !shown.contains(KEBAB[0]) && !shown.contains(SNAKE[0]) {
            return literal;
        }
        let Ok(text) = syn::parse_str::<syn::LitStr>(&shown) else {
            return literal;
        };
        let written = self.replaced(&text.value(), KEBAB, |spelling| &spelling.written);
        // Messages and documentation name arguments as they are called in Rust.
        Literal::string(&self.replaced(&written, SNAKE, |spelling| &spelling.rust[1]))
    }

    /// Replaces every stand-in of one spelling.
    fn replaced(
        &self,
        text: &str,
        [start, end]: [&str; 2],
        by: impl Fn(&Spelling) -> &String,
    ) -> String {
        let mut parts = text.split(start);
        let mut replaced = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let found = part.split_once(end).and_then(|(number, rest)| {
                Some((self.0.get(number.parse::<usize>().ok()?)?, rest))
            });
            if let Some((spelling, rest)) = found {
                replaced.push_str(by(spelling));
                replaced.push_str(rest);
            } else {
                replaced.push_str(start);
                replaced.push_str(part);
            }
        }
        replaced
    }
}

/// What stands before and behind the number of a stand-in, as it is written and as the generators spell it.
const KEBAB: [&str; 2] = ["specdate-name", "-x"];
const PASCAL: [&str; 2] = ["SpecdateName", "X"];
const SNAKE: [&str; 2] = ["specdate_name", "_x"];

#[cfg(test)]
mod tests {
    use quote::{format_ident, quote};

    use super::*;

    #[test]
    fn text_becomes_what_is_sent_and_identifiers_what_reads_well() {
        let mut spellings = Spellings::default();
        let first = spellings.stand_in("<=", "LessEqual");
        for number in 0..11 {
            spellings.stand_in("other", &format!("Other{number}"));
        }
        let last = spellings.stand_in("fooBar", "foo_bar_2");
        let variant = format_ident!("{}", names::type_name(&first));
        let member = format_ident!("{}", names::member_name(&last));
        let message = format!("error in {member}");
        let code = quote! { { #variant => #first, #member: #last, #message } };
        assert_eq!(
            spellings.restore(code).to_string(),
            quote! { { LessEqual => "<=", foo_bar_2: "fooBar", "error in foo_bar_2" } }.to_string()
        );
    }
}
