//! One finding: a line, and behind it everything that is known.

use std::fmt::Write as _;

use openapi_compat::{Audience, HttpMessage, Judgement, Side};

use super::markup::{anchor, escaped, sentence};
use super::sides;
use crate::comparing::decision::Decision;
use crate::report::comparison::{Entry, listed, operation, operation_name, witness_sentence};
use crate::report::words::counted;

/// Of more operations only the first are shown before all are unfolded.
const MAX_OPERATIONS: usize = 12;

/// A finding with the word of its group.
pub(super) fn write(body: &mut String, entry: &Entry, word: &str) {
    let Entry {
        id,
        title,
        fingerprint,
        operations,
        ..
    } = entry;
    let judged: Vec<Audience> = Audience::ALL
        .into_iter()
        .filter(|audience| {
            matches!(
                entry.verdicts.of(*audience),
                Judgement::Breaking | Judgement::Unknown
            )
        })
        .collect();
    let names: Vec<&str> = judged.iter().map(|audience| audience.as_str()).collect();
    let mut of: Vec<String> = operations.iter().map(operation_name).collect();
    of.dedup();
    let _ = write!(
        body,
        "<article class=\"finding {word}\" data-group=\"{word}\" data-audiences=\"{}\" data-operations=\"{}\" id=\"finding-{}\">\n<details>\n<summary><span class=\"badge\">{word}</span> <span class=\"title\">{}</span>",
        names.join(" "),
        escaped(&of.join("\n")),
        anchor(fingerprint),
        sentence(title),
    );
    let mut facts = Vec::new();
    if !judged.is_empty() {
        facts.push(listed(&judged));
    }
    match operations.as_slice() {
        [] => {}
        [one] => facts.push(operation(one)),
        many => facts.push(counted(many.len(), "operation", "operations")),
    }
    if !facts.is_empty() {
        let _ = write!(
            body,
            " <span class=\"facts\">{}</span>",
            escaped(&facts.join(" · "))
        );
    }
    let _ = write!(
        body,
        "</summary>\n<div class=\"body\">\n<p class=\"why\">{}</p>\n",
        sentence(&entry.why)
    );
    sides::write(body, entry.base.as_ref(), entry.revision.as_ref());
    body.push_str("<dl>\n");
    row(body, "Rule", &format!("<code>{}</code>", escaped(id)));
    row(body, "Verdicts", &verdicts(entry));
    if let Some(Decision { outcome, by }) = &entry.decision {
        row(
            body,
            "Gate",
            &format!("{}: {}", outcome.word(), sentence(by)),
        );
    }
    if let Some(reason) = &entry.reason {
        row(body, "Undecided", &sentence(reason));
    }
    if !entry.remedy.is_empty() {
        row(body, "Instead", &sentence(&entry.remedy));
    }
    if !operations.is_empty() {
        let rows: Vec<String> = operations.iter().map(operation).collect();
        row(body, "Reaches", &list(&rows));
    }
    if let Some(first) = &entry.shown_by {
        let link = format!(
            "The message of <a href=\"#finding-{}\"><code>{}</code></a> shows this as well.",
            anchor(first),
            escaped(first)
        );
        row(body, "Witness", &link);
    }
    row(
        body,
        "Fingerprint",
        &format!(
            "<code>{}</code> {}",
            escaped(fingerprint),
            copy(fingerprint, "fingerprint")
        ),
    );
    body.push_str("</dl>\n");
    if let Some(witness) = &entry.witness {
        message(body, entry, witness);
    }
    body.push_str("</div>\n</details>\n</article>\n");
}

fn row(body: &mut String, name: &str, value: &str) {
    let _ = writeln!(body, "<div><dt>{name}</dt><dd>{value}</dd></div>");
}

fn verdicts(entry: &Entry) -> String {
    let mut text = String::from("<ul class=\"verdicts\">");
    for audience in Audience::ALL {
        let (class, word) = match entry.verdicts.of(audience) {
            // Docs are judged for changes of the documentation alone.
            Judgement::NotJudged => continue,
            Judgement::Compatible => ("compatible", "compatible"),
            Judgement::Unknown => ("unknown", "unknown"),
            Judgement::Breaking => ("breaking", "breaking"),
        };
        let _ = write!(
            text,
            "<li class=\"{class}\">{}: {word}</li>",
            audience.as_str()
        );
    }
    text.push_str("</ul>");
    text
}

fn list(rows: &[String]) -> String {
    let item = |row: &String| format!("<li><code>{}</code></li>", escaped(row));
    let shown: String = rows.iter().take(MAX_OPERATIONS).map(item).collect();
    let mut text = format!("<ul class=\"operations\">{shown}</ul>");
    let hidden = rows.len().saturating_sub(MAX_OPERATIONS);
    if hidden > 0 {
        let others: String = rows.iter().skip(MAX_OPERATIONS).map(item).collect();
        let _ = write!(
            text,
            "<details class=\"more\"><summary>and {hidden} more</summary><ul class=\"operations\">{others}</ul></details>"
        );
    }
    text
}

fn copy(text: &str, what: &str) -> String {
    format!(
        "<button type=\"button\" class=\"copy\" data-copy=\"{}\" aria-label=\"Copy the {what}\">Copy</button>",
        escaped(text)
    )
}

/// A message that shows the break. A request can be sent.
fn message(body: &mut String, entry: &Entry, witness: &HttpMessage) {
    let whole = witness.to_string();
    let _ = write!(
        body,
        "<figure class=\"witness\"><figcaption>Witness: {} {}</figcaption>\n<pre tabindex=\"0\">{}</pre>\n",
        sentence(witness_sentence(entry, witness)),
        copy(&whole, "message"),
        escaped(&whole)
    );
    if witness.side == Side::Request && !witness.is_inbound {
        let line = curl(witness);
        let _ = writeln!(
            body,
            "<details class=\"more\"><summary>As a command</summary><pre tabindex=\"0\">{}</pre> {}</details>",
            escaped(&line),
            copy(&line, "command")
        );
    }
    body.push_str("</figure>\n");
}

/// The request as a command line of `curl` for a POSIX shell. The address of the server is a variable: a document names
/// several, or none.
fn curl(witness: &HttpMessage) -> String {
    let (method, target) = witness.start.split_once(' ').unwrap_or(("GET", "/"));
    let mut line = format!(
        "curl --request {} \"$SERVER\"{}",
        quoted(method),
        quoted(target)
    );
    for (name, value) in &witness.headers {
        let _ = write!(
            line,
            " \\\n  --header {}",
            quoted(&format!("{name}: {value}"))
        );
    }
    if let Some(body) = &witness.body {
        let _ = write!(line, " \\\n  --data-binary {}", quoted(body));
    }
    line
}

/// A word of a POSIX shell (section 2.2.2 of its specification): within single quotes nothing means anything else.
fn quoted(text: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._/~".contains(&byte);
    if !text.is_empty() && text.bytes().all(is_plain) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_sends_what_the_message_says() {
        let witness = HttpMessage {
            side: Side::Request,
            is_inbound: false,
            start: "POST /pets?a=1&b=2".to_owned(),
            headers: vec![("X".to_owned(), "it's".to_owned())],
            body: Some("{\"a\":\"$HOME\"}".into()),
        };
        assert_eq!(
            curl(&witness),
            "curl --request POST \"$SERVER\"'/pets?a=1&b=2' \\\n  --header 'X: it'\\''s' \\\n  --data-binary '{\"a\":\"$HOME\"}'"
        );
    }
}
