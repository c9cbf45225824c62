//! What stood there and what stands there now, beside each other, with the words marked that changed.

use std::fmt::Write as _;

use similar::{ChangeTag, DiffTag, TextDiff};

use super::markup::escaped;
use crate::report::comparison::Excerpt;

/// Both places, or the one that there is.
pub(super) fn write(body: &mut String, base: Option<&Excerpt>, revision: Option<&Excerpt>) {
    if base.is_none() && revision.is_none() {
        return;
    }
    let [before, after] = marked(
        &lines(base),
        &lines(revision),
        [base, revision].map(goes_on),
    );
    body.push_str("<div class=\"sides\">\n");
    side(body, "before", "Before", base, &before);
    side(body, "after", "After", revision, &after);
    body.push_str("</div>\n");
}

fn lines(excerpt: Option<&Excerpt>) -> Vec<&str> {
    let lines = excerpt.map_or(&[][..], |excerpt| &excerpt.lines);
    lines.iter().map(|line| &**line).collect()
}

fn goes_on(excerpt: Option<&Excerpt>) -> bool {
    excerpt.is_some_and(|excerpt| excerpt.goes_on)
}

/// The lines of both texts in HTML. Where one is empty there is nothing to mark: all of it is new, or gone. So is what stands
/// at the end of one text if the other goes on: it may stand there.
fn marked(before: &[&str], after: &[&str], goes_on: [bool; 2]) -> [Vec<String>; 2] {
    let plain = |lines: &[&str]| lines.iter().map(|line| escaped(line)).collect::<Vec<_>>();
    if before.is_empty() || after.is_empty() {
        return [plain(before), plain(after)];
    }
    let (mut old, mut new) = (Vec::new(), Vec::new());
    for operation in TextDiff::from_slices(before, after).ops() {
        let [olds, news] = [operation.old_range(), operation.new_range()];
        let is_last = olds.end == before.len() && news.end == after.len();
        let olds = before.get(olds).unwrap_or_default();
        let news = after.get(news).unwrap_or_default();
        let is_cut = match (olds, news) {
            (_, []) => goes_on[1],
            ([], _) => goes_on[0],
            _ => false,
        };
        if operation.tag() == DiffTag::Equal || (is_last && is_cut) {
            old.extend(plain(olds));
            new.extend(plain(news));
            continue;
        }
        let [olds, news] = words(
            &olds.join("\n"),
            &news.join("\n"),
            [olds, news].map(<[_]>::len),
        );
        old.extend(olds);
        new.extend(news);
    }
    [old, new]
}

/// The lines of both texts, so many of each, with the words marked that are in one of them only.
fn words(before: &str, after: &str, counts: [usize; 2]) -> [Vec<String>; 2] {
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
    let [olds, news] = [old.finish(), new.finish()];
    [(olds, counts[0]), (news, counts[1])].map(|(text, count)| {
        let lines = text.split('\n').take(count);
        lines.map(str::to_owned).collect()
    })
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

fn side(body: &mut String, class: &str, title: &str, excerpt: Option<&Excerpt>, marked: &[String]) {
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
    for (number, text) in (place.line..).zip(marked) {
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

    fn shown(before: &str, after: &str, goes_on: [bool; 2]) -> [String; 2] {
        fn lines(text: &str) -> Vec<&str> {
            text.lines().collect()
        }
        marked(&lines(before), &lines(after), goes_on).map(|lines| lines.join("\n"))
    }

    #[test]
    fn words_that_changed_are_marked() {
        assert_eq!(
            shown("enum: [new, old]\nx", "enum: [new, sold]\nx", [false; 2]),
            [
                "enum: [new, <del>old]</del>\nx",
                "enum: [new, <ins>sold]</ins>\nx"
            ]
        );
    }

    #[test]
    fn a_mark_ends_with_its_line() {
        assert_eq!(
            shown("a\n", "a b c\n  d\n", [false; 2]),
            ["a", "a <ins>b c</ins>\n  <ins>d</ins>"]
        );
    }

    #[test]
    fn whole_lines_come_and_go() {
        assert_eq!(
            shown("- a\n- b\n- c", "- new\n- a\n- b\n- c", [false; 2]),
            ["- a\n- b\n- c", "<ins>- new</ins>\n- a\n- b\n- c"]
        );
    }

    #[test]
    fn what_may_stand_below_the_end_of_the_other_is_not_gone() {
        let [before, after] = ["- a\n- b\n- c", "- new\n- a\n- b"];
        let marked = "<ins>- new</ins>\n- a\n- b";
        assert_eq!(shown(before, after, [true; 2]), [before, marked]);
        assert_eq!(
            shown(before, after, [true, false]),
            ["- a\n- b\n<del>- c</del>", marked]
        );
        assert_eq!(shown("a", "a\nb", [true, false]), ["a", "a\nb"]);
    }

    #[test]
    fn what_is_new_or_gone_is_not_marked_word_by_word() {
        assert_eq!(shown("", "<a>", [false; 2]), ["", "&lt;a&gt;"]);
    }
}
