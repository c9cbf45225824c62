//! The Rust names that progenitor and typify make of the names in a document.
//!
//! Two names that become one in Rust are no conflict in OpenAPI, and neither generator keeps them apart: the result does
//! not compile, or two schemas silently share a type. Whoever looks for such pairs asks here.

use std::collections::BTreeSet;

use heck::{ToPascalCase as _, ToSnakeCase as _};

/// Words that cannot be identifiers: typify adds an underscore.
const KEYWORDS: [&str; 54] = [
    "_", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue",
    "crate", "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if",
    "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub",
    "ref", "return", "Self", "self", "static", "struct", "super", "trait", "true", "try", "type",
    "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield", "union",
];

/// The name of a type or variant.
pub fn type_name(name: &str) -> String {
    identifier(name, str::to_pascal_case, "X")
}

/// The name of a member, an argument or a method.
pub fn member_name(name: &str) -> String {
    identifier(name, str::to_snake_case, "x")
}

fn identifier(name: &str, to_case: impl Fn(&str) -> String, prefix: &str) -> String {
    // If every case was special then none of them would be: these two are reactions, and both generators name them.
    let cased = match name {
        "+1" => "plus1".to_owned(),
        "-1" => "minus1".to_owned(),
        _ => to_case(
            &name
                .replace('\'', "")
                .replace(|c: char| !is_continue(c), "-"),
        ),
    };
    let started = match cased.chars().next() {
        None => prefix.to_owned(),
        Some(first) if first.is_alphabetic() => cased,
        Some(_) => format!("{prefix}{cased}"),
    };
    if KEYWORDS.contains(&started.as_str()) && started != "union" {
        format!("{started}_")
    } else {
        started
    }
}

fn is_continue(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Names that typify would write as the variants of one enum, or `None` where it would give up.
pub fn variant_names(values: &[&str]) -> Option<Vec<String>> {
    let simple: Vec<String> = values.iter().map(|value| type_name(value)).collect();
    if all_different(&simple) {
        return Some(simple);
    }
    let marked: Vec<String> = values
        .iter()
        .map(|value| type_name(&value.replace(|c: char| c == '_' || !is_continue(c), "X")))
        .collect();
    all_different(&marked).then_some(marked)
}

fn all_different(names: &[String]) -> bool {
    names.iter().collect::<BTreeSet<_>>().len() == names.len()
}

/// Takes a name, or the first free one made of it and a number: `Pet`, `Pet2`, `Pet3`.
pub fn take_free(base: &str, taken: &mut BTreeSet<String>) -> String {
    let mut name = base.to_owned();
    let mut number = 1_usize;
    while !taken.insert(name.clone()) {
        number += 1;
        name = format!("{base}{number}");
    }
    name
}

/// What a value without letters and digits is called: `<=` is `LessEqual`, the empty text is `Empty`.
pub fn spelled_out(value: &str) -> String {
    if value.is_empty() {
        return "Empty".to_owned();
    }
    let words = value.chars().map(|c| {
        let word = match c {
            '<' => "Less",
            '>' => "Greater",
            '=' => "Equal",
            '!' => "Not",
            '+' => "Plus",
            '-' => "Minus",
            '*' => "Star",
            '/' => "Slash",
            '%' => "Percent",
            '.' => "Dot",
            ',' => "Comma",
            '&' => "And",
            '|' => "Or",
            '~' => "Tilde",
            '@' => "At",
            '#' => "Hash",
            '$' => "Dollar",
            '?' => "Question",
            ' ' => "Space",
            _ => return c.to_string(),
        };
        format!(" {word} ")
    });
    type_name(&words.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_generators() {
        for (name, ty, member) in [
            ("foo_bar", "FooBar", "foo_bar"),
            ("fooBar", "FooBar", "foo_bar"),
            ("type", "Type", "type_"),
            ("self", "Self_", "self_"),
            ("", "X", "x"),
            ("3d_secure", "X3dSecure", "x3d_secure"),
            ("+1", "plus1", "plus1"),
            ("page[after]", "PageAfter", "page_after"),
            ("owner's", "Owners", "owners"),
        ] {
            assert_eq!(
                (type_name(name).as_str(), member_name(name).as_str()),
                (ty, member),
                "{name}"
            );
        }
    }

    #[test]
    fn variants_that_cannot_be_told_apart_have_no_names() {
        assert_eq!(variant_names(&["", "x"]), None);
        assert_eq!(variant_names(&["<=", ">="]), None);
        assert_eq!(variant_names(&["foo", "Foo"]), None);
        assert_eq!(
            variant_names(&["created", "-created"]),
            Some(vec!["Created".to_owned(), "Xcreated".to_owned()])
        );
    }

    #[test]
    fn symbols_are_spelled_out() {
        assert_eq!(spelled_out("<="), "LessEqual");
        assert_eq!(spelled_out(""), "Empty");
        assert_eq!(spelled_out("a+b"), "APlusB");
    }

    #[test]
    fn a_taken_name_is_numbered() {
        let mut taken = BTreeSet::from(["Pet".to_owned()]);
        assert_eq!(take_free("Pet", &mut taken), "Pet2");
        assert_eq!(take_free("Pet", &mut taken), "Pet3");
    }
}
