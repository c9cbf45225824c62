//! The sentences of findings.

use std::collections::BTreeSet;

use crate::fact::Doubt;
use crate::rule::{Direction, Rule};

/// The longest text that is named in a sentence; documents may have names of any length.
const MAX_CHARACTERS: usize = 200;

/// The title of a rule, with the messages named that it is about: webhooks and callbacks turn requests and responses around.
pub(super) fn title(rule: &Rule, directions: &BTreeSet<Direction>) -> String {
    let (own, turned) = match rule.id.split_once('-') {
        Some(("response", _)) => ("responses", "requests from the server"),
        Some(("request", _)) => ("requests", "responses to the server"),
        _ => return rule.title.to_owned(),
    };
    let (before, after) = match rule.title.rsplit_once(own) {
        Some(around) if directions.contains(&Direction::Inbound) => around,
        _ => return rule.title.to_owned(),
    };
    if directions.contains(&Direction::Outbound) {
        format!("{before}{own} and {turned}{after}")
    } else {
        format!("{before}{turned}{after}")
    }
}

/// Fills the `{names}` of a sentence of a rule with the arguments. Braces around other words stay.
///
/// ```
/// let arguments = [("path", "/pets/{id}".to_owned())];
/// let title = openapi_compat::fill("path `{path}` was removed", &arguments);
/// assert_eq!(title, "path `/pets/{id}` was removed");
/// ```
#[must_use]
pub fn fill(sentence: &str, arguments: &[(&'static str, String)]) -> String {
    let mut filled = String::with_capacity(sentence.len());
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let found = after.split_once('}').and_then(|(name, behind)| {
            let (_, text) = arguments.iter().find(|(known, _)| *known == name)?;
            Some((text, behind))
        });
        if let Some((text, behind)) = found {
            filled.push_str(&cut(text));
            rest = behind;
        } else {
            filled.push('{');
            rest = after;
        }
    }
    filled.push_str(rest);
    filled
}

fn cut(text: &str) -> String {
    let mut characters = text.chars();
    let mut cut: String = characters.by_ref().take(MAX_CHARACTERS).collect();
    if characters.next().is_some() {
        cut.push('…');
    }
    // A sentence is one line.
    cut.replace(['\n', '\r'], " ")
}

/// Why something could not be decided.
pub(super) fn reason(doubt: Doubt) -> String {
    match doubt {
        Doubt::RelativeAddress => {
            "a relative address depends on where the document is served, which it does not say"
        }
        Doubt::Schemas(reason) => return reason,
        Doubt::Tokens => "the documents do not say whether tokens from the old place still count",
        Doubt::PartType => {
            "only one side names the media type of the part, and the default depends on more than the type of the field"
        }
        Doubt::PartHeaders => "headers of parts are not compared",
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_filled() {
        let arguments = [("path", "/pets/{id}".to_owned()), ("x", "a\nb".to_owned())];
        assert_eq!(
            fill("`{path}` was {removed}, {x} {", &arguments),
            "`/pets/{id}` was {removed}, a b {"
        );
        assert_eq!(fill("{x}", &[("x", "y".repeat(300))]).chars().count(), 201);
    }
}
