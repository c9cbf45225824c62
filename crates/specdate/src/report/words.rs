//! Small pieces of text.

use std::borrow::Cow;

/// `1 file`, `3 files`.
pub(crate) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// `text` with what could move the cursor, change colors or turn the writing direction made visible.
///
/// Documents are written by others, and parts of them reach messages and generated files.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        if is_hidden(character) {
            shown.extend(character.escape_default());
        } else {
            shown.push(character);
        }
    }
    Cow::Owned(shown)
}

/// Whether a terminal would obey a character instead of showing it. Line breaks and tabs are not meant.
pub(crate) fn is_hidden(character: char) -> bool {
    (character.is_control() && !matches!(character, '\n' | '\t'))
        || matches!(character, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_would_obey_is_shown() {
        assert_eq!(
            visible("a\u{1b}[2Jb\r\u{202e}c\n\té"),
            "a\\u{1b}[2Jb\\r\\u{202e}c\n\té"
        );
        assert!(matches!(visible("plain é\n"), Cow::Borrowed("plain é\n")));
    }
}
