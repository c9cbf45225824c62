//! The frame of a page: head, filters, body, script.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use openapi_compat::Audience;

use super::GROUPS;
use super::markup::escaped;
use crate::report::comparison::{Entry, operation_name};

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// More operations than this are not offered one by one: the text filter finds them.
const MAX_OPERATIONS: usize = 2_000;

/// A page while it is written.
pub(super) struct Page {
    title: String,
    /// The count, below the title.
    pub(super) summary: String,
    filters: String,
    pub(super) body: String,
}

impl Page {
    pub(super) fn new(title: String) -> Self {
        Self {
            title,
            summary: String::new(),
            filters: String::new(),
            body: String::new(),
        }
    }

    /// Filters for findings: those that all of them together need.
    pub(super) fn filters<'e>(&mut self, entries: impl IntoIterator<Item = &'e Entry> + Clone) {
        let count = entries.clone().into_iter().count();
        if count == 0 {
            return;
        }
        let groups: BTreeSet<usize> = entries
            .clone()
            .into_iter()
            .filter_map(|entry| GROUPS.iter().position(|(group, _)| *group == entry.group()))
            .collect();
        let operations: BTreeSet<String> = entries
            .into_iter()
            .flat_map(|entry| &entry.operations)
            .map(operation_name)
            .collect();
        let text = &mut self.filters;
        text.push_str(
            "<form class=\"filters\" id=\"filters\" role=\"search\" aria-label=\"Filter findings\">\n",
        );
        text.push_str(
            "<label class=\"field\"><span>Text</span><input type=\"search\" id=\"filter-text\" placeholder=\"title, rule, fingerprint\" autocomplete=\"off\"></label>\n",
        );
        text.push_str(
            "<label class=\"field\"><span>Operation</span><input type=\"search\" id=\"filter-operation\" list=\"operations\" placeholder=\"all\" autocomplete=\"off\"></label>\n<datalist id=\"operations\">",
        );
        for operation in operations.iter().take(MAX_OPERATIONS) {
            let _ = write!(text, "<option value=\"{}\">", escaped(operation));
        }
        text.push_str("</datalist>\n");
        text.push_str("<label class=\"field\"><span>Audience</span><select id=\"filter-audience\"><option value=\"\">all</option>");
        for audience in Audience::ALL {
            let _ = write!(text, "<option>{}</option>", audience.as_str());
        }
        text.push_str("</select></label>\n");
        text.push_str("<fieldset><legend>Verdict</legend>");
        for (_, word) in groups.iter().filter_map(|index| GROUPS.get(*index)) {
            let _ = write!(
                text,
                "<label class=\"choice {word}\"><input type=\"checkbox\" name=\"group\" value=\"{word}\" checked><span>{word}</span></label>"
            );
        }
        text.push_str("</fieldset>\n");
        let _ = writeln!(
            text,
            "<p class=\"shown\"><output id=\"shown\" for=\"filter-text filter-operation filter-audience\">{count} of {count} shown</output> <button type=\"reset\">Reset</button> <button type=\"button\" id=\"unfold\" aria-pressed=\"false\">Unfold all</button></p>"
        );
        text.push_str("<p class=\"keys\">Keys: <kbd>/</kbd> filters, <kbd>j</kbd> and <kbd>k</kbd> go to the next and the previous finding, <kbd>Enter</kbd> unfolds it.</p>\n</form>\n");
    }

    pub(super) fn finish(self) -> String {
        let Self {
            title,
            summary,
            filters,
            body,
        } = self;
        let title = escaped(&title);
        let summary = escaped(&summary);
        format!(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n\
             <meta name=\"generator\" content=\"specdate {version}\">\n\
             <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
             <a class=\"skip\" href=\"#content\">Skip to the findings</a>\n\
             <header>\n<h1>{title}</h1>\n<p class=\"summary\">{summary}</p>\n</header>\n\
             {filters}<main id=\"content\" tabindex=\"-1\">\n{body}</main>\n\
             <script>\n{SCRIPT}</script>\n</body>\n</html>\n",
            version = env!("CARGO_PKG_VERSION"),
        )
    }
}
