//! Patterns, rewritten so that every engine reads them as ECMA-262 does.
//!
//! Engines differ in what `.`, `\d`, `\w` and `\s` are and in what is special in a class; sets that
//! are written out leave no choice.

const DIGIT: &str = "0-9";
const NOT_DIGIT: &str = r"\u{0}-\u{2F}\u{3A}-\u{10FFFF}";
const WORD: &str = "A-Za-z0-9_";
const NOT_WORD: &str = r"\u{0}-\u{2F}\u{3A}-\u{40}\u{5B}-\u{5E}\u{60}\u{7B}-\u{10FFFF}";
const SPACE: &str = r"\u{9}-\u{D}\u{20}\u{A0}\u{1680}\u{2000}-\u{200A}\u{2028}\u{2029}\u{202F}\u{205F}\u{3000}\u{FEFF}";
const NOT_SPACE: &str = r"\u{0}-\u{8}\u{E}-\u{1F}\u{21}-\u{9F}\u{A1}-\u{167F}\u{1681}-\u{1FFF}\u{200B}-\u{2027}\u{202A}-\u{202E}\u{2030}-\u{205E}\u{2060}-\u{2FFF}\u{3001}-\u{FEFE}\u{FF00}-\u{10FFFF}";
const ANY: &str = r"\u{0}-\u{10FFFF}";

/// The pattern in a form that means the same everywhere. What is no escape of ECMA-262 stays.
pub(super) fn explicit(pattern: &str) -> String {
    let chars: Vec<char> = pattern.chars().collect();
    let mut text = String::with_capacity(pattern.len() * 2);
    let mut at = 0;
    let mut in_class = false;
    // In a class a hyphen beside a set stands for itself.
    let mut after_set = false;
    while let Some(&current) = chars.get(at) {
        let next = chars.get(at + 1).copied();
        at += 1;
        let was_after_set = std::mem::take(&mut after_set);
        match current {
            '\\' => {
                let Some(escaped) = next else {
                    text.push('\\');
                    break;
                };
                at += 1;
                if let Some(set) = named_set(escaped) {
                    let (open, close) = if in_class { ("", "") } else { ("[", "]") };
                    text.extend([open, set, close]);
                    after_set = true;
                } else {
                    after_set = matches!(escaped, 'p' | 'P');
                    at = escape(&chars, at, escaped, in_class, &mut text);
                }
            }
            '[' if !in_class => {
                let negative = next == Some('^');
                at += usize::from(negative);
                if chars.get(at) == Some(&']') {
                    at += 1;
                    let inner = if negative { ANY } else { "^\\u{0}-\\u{10FFFF}" };
                    text.extend(["[", inner, "]"]);
                } else {
                    in_class = true;
                    text.push_str(if negative { "[^" } else { "[" });
                }
            }
            ']' if in_class => {
                in_class = false;
                text.push(']');
            }
            '-' if in_class => {
                let before_set = next == Some('\\')
                    && chars
                        .get(at + 1)
                        .is_some_and(|&c| named_set(c).is_some() || matches!(c, 'p' | 'P'));
                let first = text.ends_with('[') || text.ends_with("[^");
                let is_text = was_after_set || before_set || first || next == Some(']');
                text.push_str(if is_text { r"\-" } else { "-" });
                // `a--` is a range up to a hyphen.
                if !is_text && next == Some('-') {
                    at += 1;
                    text.push_str(r"\-");
                }
            }
            '[' | '&' | '~' | '|' | '^' if in_class => text.extend(['\\', current]),
            '.' if !in_class => text.push_str(r"[^\n\r\u{2028}\u{2029}]"),
            other => text.push(other),
        }
    }
    text
}

fn named_set(letter: char) -> Option<&'static str> {
    Some(match letter {
        'd' => DIGIT,
        'D' => NOT_DIGIT,
        'w' => WORD,
        'W' => NOT_WORD,
        's' => SPACE,
        'S' => NOT_SPACE,
        _ => return None,
    })
}

/// Writes an escape of one character; where the text goes on after it.
fn escape(chars: &[char], at: usize, escaped: char, in_class: bool, text: &mut String) -> usize {
    let hex = |from: usize, count: usize| {
        let digits: String = chars.iter().skip(from).take(count).collect();
        (digits.chars().count() == count).then(|| u32::from_str_radix(&digits, 16).ok())?
    };
    let (code, after) = match escaped {
        'b' if in_class => (Some(0x08), at),
        'v' => (Some(0x0B), at),
        '0' => (Some(0), at),
        'c' => (
            chars
                .get(at)
                .filter(|c| c.is_ascii_alphabetic())
                .map(|&c| u32::from(c) % 32),
            at + 1,
        ),
        'x' => (hex(at, 2), at + 2),
        'u' if chars.get(at) == Some(&'{') => (None, at),
        'u' => {
            let high = hex(at, 4);
            let is_pair = chars.get(at + 4) == Some(&'\\') && chars.get(at + 5) == Some(&'u');
            match (high, hex(at + 6, 4)) {
                (Some(high @ 0xD800..=0xDBFF), Some(low @ 0xDC00..=0xDFFF)) if is_pair => (
                    Some(0x1_0000 + ((high - 0xD800) << 10) + (low - 0xDC00)),
                    at + 10,
                ),
                _ => (high, at + 4),
            }
        }
        // Not special to ECMA-262, but an escape that some engines do not know.
        '/' | '_' | '@' | '"' | '\'' | '%' | ',' | ':' | ';' | '=' | '`' | '!' | '<' | '>'
        | ' ' => (Some(u32::from(escaped)), at),
        _ => (None, at),
    };
    if let Some(code) = code {
        text.extend(["\\u{", &format!("{code:X}"), "}"]);
        after
    } else {
        text.extend(['\\', escaped]);
        at
    }
}
