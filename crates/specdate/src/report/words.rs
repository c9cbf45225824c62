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

/// [`visible`] text in one line, with single spaces.
pub(crate) fn one_line(text: &str) -> String {
    visible(text)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// The lines of `text`, those that are longer than `width` characters broken between words. A word that is longer stays
/// whole: a name or an address can be copied.
pub(crate) fn wrapped(text: &str, width: usize) -> impl Iterator<Item = String> {
    text.lines().flat_map(move |line| {
        let mut lines: Vec<String> = Vec::new();
        for word in line.split_whitespace() {
            match lines.last_mut() {
                Some(last) if last.chars().count() + 1 + word.chars().count() <= width => {
                    last.push(' ');
                    last.push_str(word);
                }
                _ => lines.push(word.to_owned()),
            }
        }
        lines
    })
}

/// Whether a terminal would obey a character instead of showing it. Line breaks and tabs are not meant.
pub(crate) fn is_hidden(character: char) -> bool {
    // Most are letters: they are not looked up.
    if matches!(character, ' '..='~') {
        return false;
    }
    (character.is_control() && !matches!(character, '\n' | '\t'))
        || matches!(character, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_broken_between_words() {
        let broken: Vec<String> = wrapped("a bc  def\nghijklm n\n\n", 5).collect();
        assert_eq!(broken, ["a bc", "def", "ghijklm", "n"]);
        assert_eq!(wrapped("", 5).count(), 0);
    }

    #[test]
    fn what_a_terminal_would_obey_is_shown() {
        assert_eq!(
            visible("a\u{1b}[2Jb\r\u{202e}c\n\té"),
            "a\\u{1b}[2Jb\\r\\u{202e}c\n\té"
        );
        assert!(matches!(visible("plain é\n"), Cow::Borrowed("plain é\n")));
    }
}
