//! Text of others as a part of HTML: it stays text.

use std::fmt::Write as _;

use crate::report::markdown::{entities, rendered};
use crate::report::words::visible;

/// Text in content and in quoted attributes.
pub(super) fn escaped(text: &str) -> String {
    entities(&visible(text))
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}

/// A sentence in which backticks enclose code.
pub(super) fn sentence(text: &str) -> String {
    rendered(
        text,
        |code| format!("<code>{}</code>", escaped(code)),
        escaped,
    )
}

/// A name as a part of an id or a fragment: letters, digits and dashes, every other character as its number.
pub(super) fn anchor(text: &str) -> String {
    let mut found = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_ascii_alphanumeric() || character == '-' {
            found.push(character);
        } else {
            let _ = write!(found, "_{:x}_", u32::from(character));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_differ_where_names_do() {
        assert_eq!(anchor("pets-2026"), "pets-2026");
        assert_ne!(anchor("a b"), anchor("a_b"));
        assert!(!anchor("\"><script>").contains(['"', '<', '>']));
    }
}
