//! Printed Rust as code alone: what it says without its documentation, and the names that stand in it.

use std::collections::HashSet;

/// Whether two texts are the same code, documentation aside.
pub(super) fn is_same(one: &[&str], other: &[&str]) -> bool {
    one == other || code(one).eq(code(other))
}

/// The tokens of a text. Documentation counts as a comment, however it is printed.
fn code<'t>(parts: &'t [&'t str]) -> impl Iterator<Item = &'t str> {
    let tokens = parts.iter().flat_map(|text| tokens(text));
    tokens
        .filter(|(kind, _)| !matches!(kind, Kind::Comment | Kind::Space))
        .map(|(_, token)| token)
}

/// Adds the names in a text that can be those of types.
///
/// `Self::Approved` names a variant; counting it would keep types apart that are the same. A name too many only costs
/// sharing, one too few would not compile.
pub(super) fn add_names<'t>(text: &'t str, names: &mut HashSet<&'t str>) {
    let mut after_self = false;
    for (kind, token) in tokens(text) {
        match kind {
            Kind::Word => {
                if !after_self {
                    names.insert(token);
                }
                after_self = token == "Self";
            }
            Kind::Other => after_self &= token == ":",
            Kind::Comment | Kind::Space => {}
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Comment,
    Space,
    /// A name, a keyword or a number.
    Word,
    /// A literal or a mark.
    Other,
}

fn tokens(text: &str) -> impl Iterator<Item = (Kind, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (kind, length) = first_token(rest)?;
        let (token, behind) = rest.split_at_checked(length).unwrap_or((rest, ""));
        rest = behind;
        Some((kind, token))
    })
}

/// What a text begins with, and its length in bytes.
fn first_token(text: &str) -> Option<(Kind, usize)> {
    let token = match text.bytes().next()? {
        b'/' if text.starts_with("//") => (Kind::Comment, text.find('\n').unwrap_or(text.len())),
        b'/' if text.starts_with("/*") => (Kind::Comment, block_comment(text)),
        b'#' if text.starts_with(DOCUMENTATION) => (Kind::Comment, attribute(text)),
        b'"' => (Kind::Other, quoted(text, '"')),
        b'\'' => (Kind::Other, character(text)),
        first if first.is_ascii_whitespace() => {
            let end = text.bytes().position(|byte| !byte.is_ascii_whitespace());
            (Kind::Space, end.unwrap_or(text.len()))
        }
        first if is_in_word(first) => {
            let end = text.bytes().position(|byte| !is_in_word(byte));
            match text.split_at_checked(end.unwrap_or(text.len())) {
                Some((word, behind)) if RAW.contains(&word) => match raw_string(behind) {
                    Some(length) => (Kind::Other, word.len() + length),
                    None => (Kind::Word, word.len()),
                },
                Some((word, _)) => (Kind::Word, word.len()),
                None => (Kind::Word, text.len()),
            }
        }
        _ => (Kind::Other, 1),
    };
    Some(token)
}

/// What is not ASCII stands in names and in literals only.
fn is_in_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || !byte.is_ascii()
}

/// How the printer begins a piece of documentation of which it cannot make a comment.
const DOCUMENTATION: &str = "#[doc = \"";

/// The length of `#[doc = "…"]`.
fn attribute(text: &str) -> usize {
    let before = DOCUMENTATION.len() - 1;
    let literal = text.get(before..).map_or(0, |literal| quoted(literal, '"'));
    before + literal + "]".len()
}

/// Block comments contain each other.
fn block_comment(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(rest) = text.get(at..) {
        if rest.starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest.starts_with("*/") {
            depth = depth.saturating_sub(1);
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            match rest.chars().next() {
                Some(c) => at += c.len_utf8(),
                None => break,
            }
        }
    }
    text.len()
}

/// A literal between two marks.
fn quoted(text: &str, mark: char) -> usize {
    let mut is_escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            _ if c == mark => return at + c.len_utf8(),
            _ => {}
        }
    }
    text.len()
}

/// `'a'`, or the mark of a lifetime.
fn character(text: &str) -> usize {
    let mut chars = text.chars().skip(1);
    match (chars.next(), chars.next()) {
        (Some('\\'), _) | (Some(_), Some('\'')) => quoted(text, '\''),
        _ => 1,
    }
}

/// What a raw string begins with.
const RAW: [&str; 3] = ["r", "br", "cr"];

/// The length of `#"…"#` behind one of them.
fn raw_string(behind: &str) -> Option<usize> {
    let marks = behind.find(|c| c != '#')?;
    let (hashes, rest) = behind.split_at(marks);
    let inner = rest.strip_prefix('"')?;
    let end = inner.find(&format!("\"{hashes}"))?;
    Some(marks + 1 + end + 1 + marks)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code_of(text: &str) -> String {
        code(&[text]).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn documentation_and_line_breaks_are_left_out() {
        let plain = "struct Pet ( Name ) ;";
        for text in [
            "/// A /* pet.\nstruct Pet(Name); // end",
            "/**A\n/* b */ *c\n*/\nstruct Pet(\n    Name\n);",
            "#[doc = \"no */ \\\"comment\\\"] \"]\nstruct Pet(Name);",
        ] {
            assert_eq!(code_of(text), plain);
            assert!(is_same(&[text], &["struct Pet", "(Name);"]));
        }
        assert!(!is_same(&["struct Pet(Name);"], &["struct Pet(Tag);"]));
    }

    #[test]
    fn what_looks_like_a_comment_in_a_literal_stays() {
        for literal in [
            r#""// no""#,
            r#""\"/* no""#,
            "'\"'",
            r"'\''",
            r##"r#"a"//"#"##,
            r#"br"//""#,
        ] {
            assert_eq!(code_of(literal), literal);
        }
        assert_eq!(code_of("&'a str / b // c"), "& ' a str / b");
    }

    #[test]
    fn variants_of_the_type_itself_are_no_names() {
        let mut names = HashSet::new();
        add_names(
            "match self { Self::Cat => Dog::new(r#\"Fish\"#), 'Bird' }",
            &mut names,
        );
        let mut names: Vec<&str> = names.into_iter().collect();
        names.sort_unstable();
        assert_eq!(names, ["Bird", "Dog", "Self", "match", "new", "self"]);
    }
}
