//! Text of others as a part of Markdown (the dialect of GitHub): it stays text. It forms no markup, ends no cell of a
//! table and no code, mentions nobody, and links to nothing.

use std::fmt::Write as _;

use crate::report::words::{one_line, visible};

/// What breaks a mention, a reference or a link and cannot be seen.
const BREAK: &str = "<!-- -->";

/// A sentence in which backticks enclose code, as in messages of this program.
pub(crate) fn inline(text: &str) -> String {
    let mut at_start = true;
    rendered(text, code, |text| {
        let escaped = escaped(text, at_start);
        at_start = false;
        escaped
    })
}

/// The same in a place where Markdown is not read, only HTML: `<summary>`.
pub(crate) fn html(text: &str) -> String {
    rendered(
        text,
        |code| format!("<code>{}</code>", entities(code)),
        |text| {
            unlinked(text, |character, out| {
                out.push_str(&entities(character.encode_utf8(&mut [0; 4])));
            })
        },
    )
}

/// Any text as code within a line or a cell.
pub(crate) fn code(text: &str) -> String {
    let text = one_line(text);
    if text.is_empty() {
        return String::new();
    }
    // A bar ends a cell even within code, and how it is escaped depends on what stands before it.
    if text.contains('|') {
        return format!("<code>{}</code>", numbered(&text));
    }
    let ticks = "`".repeat(longest_run(&text, '`') + 1);
    // A backtick beside the delimiter would belong to it.
    let pad = if text.starts_with('`') || text.ends_with('`') {
        " "
    } else {
        ""
    };
    format!("{ticks}{pad}{text}{pad}{ticks}")
}

/// Lines as a block of code.
pub(crate) fn fenced(language: &str, text: &str) -> String {
    let text = visible(text);
    let fence = "`".repeat(longest_run(&text, '`').max(2) + 1);
    format!("{fence}{language}\n{}\n{fence}\n", text.trim_end())
}

pub(crate) fn rendered(
    text: &str,
    code: impl Fn(&str) -> String,
    mut plain: impl FnMut(&str) -> String,
) -> String {
    let text = one_line(text);
    let mut rest = text.as_str();
    let mut out = String::new();
    while let Some((before, behind)) = rest.split_once('`') {
        let Some((inside, after)) = behind.split_once('`') else {
            break;
        };
        out.push_str(&plain(before));
        out.push_str(&code(inside));
        rest = after;
    }
    out.push_str(&plain(rest));
    out
}

fn longest_run(text: &str, of: char) -> usize {
    text.split(|character| character != of)
        .map(str::len)
        .max()
        .unwrap_or_default()
}

/// Text that Markdown reads as text, also at the start of a line.
fn escaped(text: &str, at_start: bool) -> String {
    let mut number = at_start;
    let mut first = at_start;
    unlinked(text, |character, out| {
        let ends_number = number && !first && matches!(character, '.' | ')');
        let begins_block = first && matches!(character, '-' | '+' | '=');
        number &= character.is_ascii_digit();
        first = false;
        match character {
            '&' | '<' | '>' => out.push_str(&entities(character.encode_utf8(&mut [0; 4]))),
            '|' => out.push_str("&#124;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '~' | '$' | '#' | '!' => {
                out.push('\\');
                out.push(character);
            }
            other if ends_number || begins_block => {
                out.push('\\');
                out.push(other);
            }
            other => out.push(other),
        }
    })
}

pub(crate) fn entities(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// Every sign as a numbered entity: it is never a part of the syntax around it.
fn numbered(text: &str) -> String {
    text.chars().fold(String::new(), |mut out, character| {
        if character.is_ascii_punctuation() && !matches!(character, '/' | '-' | '.') {
            let _ = write!(out, "&#{};", u32::from(character));
        } else {
            out.push(character);
        }
        out
    })
}

/// Text, each character as `escape` writes it, that names nobody, no issue and no address.
fn unlinked(text: &str, mut escape: impl FnMut(char, &mut String)) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, character) in text.char_indices() {
        escape(character, &mut out);
        let (before, rest) = text.split_at(at);
        let begins_link = character == '@'
            || (character == '/' && rest.starts_with("//") && before.ends_with(':'))
            // `www.` is an address without any sign in front.
            || at_www(text, at)
            || (character == '#' && rest.get(1..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())));
        if begins_link {
            out.push_str(BREAK);
        }
    }
    out
}

/// Whether the last `w` of `www.` stands there.
fn at_www(text: &str, at: usize) -> bool {
    let around = at
        .checked_sub(2)
        .and_then(|start| text.as_bytes().get(start..at + 2));
    around.is_some_and(|around| around.eq_ignore_ascii_case(b"www."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_others_stays_text() {
        for (text, expected) in [
            ("plain (a, b) text.", "plain (a, b) text."),
            (
                "*a* _b_ [c](d) ~e~ $f$ !",
                r"\*a\* \_b\_ \[c\](d) \~e\~ \$f\$ \!",
            ),
            ("<b>&amp;</b> a|b", "&lt;b&gt;&amp;amp;&lt;/b&gt; a&#124;b"),
            (
                "@everyone a@b.example",
                "@<!-- -->everyone a@<!-- -->b.example",
            ),
            ("see #12 and a#b", r"see \#<!-- -->12 and a\#b"),
            (
                "https://a.example WWW.b.example",
                "https:/<!-- -->/a.example WWW<!-- -->.b.example",
            ),
            ("# a\n# b", r"\# a \# b"),
            ("- a - b", r"\- a - b"),
            ("1. a 2. b", r"1\. a 2. b"),
            ("1.5", r"1\.5"),
            ("a\u{202e}b\u{1b}[m", r"a\\u{202e}b\\u{1b}\[m"),
        ] {
            assert_eq!(inline(text), expected);
        }
    }

    #[test]
    fn backticks_enclose_code_where_they_are_pairs() {
        for (text, expected) in [
            ("member `a_b` of `c`", "member `a_b` of `c`"),
            ("`@everyone` *", r"`@everyone` \*"),
            ("a ` b", r"a \` b"),
            ("`a` ` _b_", r"`a` \` \_b\_"),
            ("``a", "a"),
            ("of `x|y*`", "of <code>x&#124;y&#42;</code>"),
        ] {
            assert_eq!(inline(text), expected);
        }
        assert_eq!(
            html("`a<b` *c* @d &"),
            "<code>a&lt;b</code> *c* @<!-- -->d &amp;"
        );
    }

    #[test]
    fn code_is_longer_than_its_backticks() {
        for (text, expected) in [
            ("a", "`a`"),
            ("a`b", "``a`b``"),
            ("`a``", "``` `a`` ```"),
            ("a\r\nb", r"`a\r b`"),
            (r"a\|b", "<code>a&#92;&#124;b</code>"),
            (" ", ""),
        ] {
            assert_eq!(code(text), expected);
        }
        assert_eq!(fenced("yaml", "a\n```\nb\n"), "````yaml\na\n```\nb\n````\n");
    }
}
