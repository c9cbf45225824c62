//! What stood there and what stands there now, beside each other, with the words marked that changed.

use std::fmt::Write as _;

use similar::{ChangeTag, TextDiff};

use super::markup::escaped;
use crate::report::comparison::Excerpt;

/// Both places, or the one that there is.
pub(super) fn write(body: &mut String, base: Option<&Excerpt>, revision: Option<&Excerpt>) {
    if base.is_none() && revision.is_none() {
        return;
    }
    let [before, after] = marked(&text(base), &text(revision));
    body.push_str("<div class=\"sides\">\n");
    side(body, "before", "Before", base, &before);
    side(body, "after", "After", revision, &after);
    body.push_str("</div>\n");
}

fn text(excerpt: Option<&Excerpt>) -> String {
    let lines = excerpt.map_or(&[][..], |excerpt| &excerpt.lines);
    let lines: Vec<&str> = lines.iter().map(|line| &**line).collect();
    lines.join("\n")
}

/// Both texts in HTML. Where one is empty there is nothing to mark: all of it is new, or gone.
fn marked(before: &str, after: &str) -> [String; 2] {
    if before.is_empty() || after.is_empty() {
        return [escaped(before), escaped(after)];
    }
    let (mut old, mut new) = (Side::new("del"), Side::new("ins"));
    for change in TextDiff::from_words(before, after).iter_all_changes() {
        match change.tag() {
            ChangeTag::Equal => {
                old.same(change.value());
                new.same(change.value());
            }
            ChangeTag::Delete => old.changed.push_str(change.value()),
            ChangeTag::Insert => new.changed.push_str(change.value()),
        }
    }
    [old.finish(), new.finish()]
}

/// One of both texts on its way into HTML.
struct Side {
    tag: &'static str,
    text: String,
    /// Words that are not in the other text, since the last one that is.
    changed: String,
}

impl Side {
    fn new(tag: &'static str) -> Self {
        Self {
            tag,
            text: String::new(),
            changed: String::new(),
        }
    }

    fn same(&mut self, word: &str) {
        self.flush();
        self.text.push_str(&escaped(word));
    }

    /// A mark reaches from the first word to the last one, but not over the end of a line.
    fn flush(&mut self) {
        let (tag, changed) = (self.tag, std::mem::take(&mut self.changed));
        for part in changed.split_inclusive('\n') {
            let words = part.trim();
            match part.split_once(words).filter(|_| !words.is_empty()) {
                Some((before, after)) => {
                    let words = escaped(words);
                    let _ = write!(self.text, "{before}<{tag}>{words}</{tag}>{after}");
                }
                None => self.text.push_str(part),
            }
        }
    }

    fn finish(mut self) -> String {
        self.flush();
        self.text
    }
}

fn side(body: &mut String, class: &str, title: &str, excerpt: Option<&Excerpt>, marked: &str) {
    let Some(excerpt) = excerpt else {
        let _ = writeln!(
            body,
            "<figure class=\"{class} none\"><figcaption>{title}</figcaption><p>nothing</p></figure>"
        );
        return;
    };
    let place = &excerpt.place;
    let _ = write!(
        body,
        "<figure class=\"{class}\"><figcaption>{title} <code title=\"{}\">{}</code></figcaption><pre tabindex=\"0\">",
        escaped(&place.pointer),
        escaped(&place.to_string())
    );
    if let Some(above) = &excerpt.above {
        line(
            body,
            place.line.saturating_sub(1),
            &escaped(above),
            "context",
        );
    }
    for (number, text) in (place.line..).zip(marked.split('\n')) {
        line(body, number, text, "");
    }
    if excerpt.goes_on {
        body.push_str("<span class=\"line context\"><span class=\"number\"></span>…</span>");
    }
    body.push_str("</pre></figure>\n");
}

fn line(body: &mut String, number: u32, text: &str, class: &str) {
    let _ = write!(
        body,
        "<span class=\"line {class}\"><span class=\"number\">{number}</span>{text}</span>"
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_changed_are_marked() {
        assert_eq!(
            marked("enum: [new, old]\nx", "enum: [new, sold]\nx"),
            [
                "enum: [new, <del>old]</del>\nx",
                "enum: [new, <ins>sold]</ins>\nx"
            ]
        );
    }

    #[test]
    fn a_mark_ends_with_its_line() {
        assert_eq!(
            marked("a\n", "a b c\n  d\n"),
            ["a\n", "a <ins>b c</ins>\n  <ins>d</ins>\n"]
        );
    }

    #[test]
    fn what_is_new_or_gone_is_not_marked_word_by_word() {
        assert_eq!(marked("", "<a>"), ["", "&lt;a&gt;"]);
    }
}
