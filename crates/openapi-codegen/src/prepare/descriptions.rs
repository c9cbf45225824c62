//! Descriptions become doc comments, and rustdoc compiles the code that it finds in those.

use openapi_doc::NodeRef;
use serde_json::{Map, Value};

use crate::draft::Draft;
use crate::{Rewrites, Rule};

const CODE_AS_TEXT: Rule = Rule {
    id: "code-in-description-as-text",
    reason: "rustdoc would compile and run the code blocks of a description as Rust examples",
};

/// Marks every code block in the descriptions of schemas and operations as text.
pub(super) fn mark_code_as_text(draft: &mut Draft, rewrites: &mut Rewrites) {
    draft.visit_schemas(|schema, origin| mark(schema, "description", origin.at, rewrites));
    for index in 0..draft.operations.len() {
        let Some((operation, at)) = draft.operation_mut(index) else {
            continue;
        };
        mark(operation, "description", at, rewrites);
        mark(operation, "summary", at, rewrites);
    }
}

fn mark(holder: &mut Map<String, Value>, member: &str, place: NodeRef, rewrites: &mut Rewrites) {
    let Some(Value::String(text)) = holder.get_mut(member) else {
        return;
    };
    let marked = code_as_text(text);
    if marked != *text {
        rewrites.add(CODE_AS_TEXT, place, "code block in a description");
        *text = marked;
    }
}

/// Gives fenced code without a language, or with one that rustdoc takes for Rust, the language `text`, and
/// fences code that is only indented (`CommonMark`, sections 4.4 and 4.5).
fn code_as_text(text: &str) -> String {
    let mut output: Vec<String> = Vec::new();
    let mut fence: Option<&str> = None;
    let mut indented = false;
    let mut after_blank = true;
    for line in text.lines() {
        let trimmed = line.trim_start();
        let is_indented =
            (line.starts_with("    ") || line.starts_with('\t')) && !trimmed.is_empty();
        if indented && !is_indented && !trimmed.is_empty() {
            close_indented(&mut output);
            indented = false;
        }
        match fence {
            Some(marker) => {
                if trimmed.starts_with(marker)
                    && trimmed.trim_matches(marker_char(marker)).trim().is_empty()
                {
                    fence = None;
                }
                output.push(line.to_owned());
            }
            None if !indented && !is_indented && opening_fence(trimmed).is_some() => {
                let marker = opening_fence(trimmed).unwrap_or("```");
                fence = Some(marker);
                let indent = line.get(..line.len() - trimmed.len()).unwrap_or_default();
                let language = trimmed.trim_start_matches(marker_char(marker)).trim();
                let run: String = trimmed
                    .chars()
                    .take_while(|&c| c == marker_char(marker))
                    .collect();
                let language = if is_rust(language) { "text" } else { language };
                output.push(format!("{indent}{run}{language}"));
            }
            None if is_indented && (indented || after_blank) => {
                if !indented {
                    output.push("```text".to_owned());
                    indented = true;
                }
                output.push(
                    line.strip_prefix('\t')
                        .or_else(|| line.strip_prefix("    "))
                        .unwrap_or(line)
                        .to_owned(),
                );
            }
            None => output.push(line.to_owned()),
        }
        after_blank = trimmed.is_empty();
    }
    if indented {
        close_indented(&mut output);
    }
    output.join("\n")
}

/// Closes a fence before the blank lines that followed the code.
fn close_indented(output: &mut Vec<String>) {
    let end = output
        .iter()
        .rposition(|line| !line.trim().is_empty())
        .map_or(0, |last| last + 1);
    output.insert(end, "```".to_owned());
}

fn opening_fence(trimmed: &str) -> Option<&'static str> {
    ["```", "~~~"]
        .into_iter()
        .find(|marker| trimmed.starts_with(marker))
}

fn marker_char(marker: &str) -> char {
    if marker.starts_with('~') { '~' } else { '`' }
}

/// Whether rustdoc takes a code block with this info string for Rust.
fn is_rust(language: &str) -> bool {
    language
        .split([',', ' ', '\t'])
        .filter(|word| !word.is_empty())
        .all(|word| {
            word.starts_with("edition")
                || word.starts_with("ignore")
                || matches!(
                    word,
                    "rust" | "should_panic" | "no_run" | "compile_fail" | "test_harness"
                )
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_that_rustdoc_would_run_becomes_text() {
        assert_eq!(
            code_as_text("See:\n\n```\nGET /x\n```\nend"),
            "See:\n\n```text\nGET /x\n```\nend"
        );
        assert_eq!(code_as_text("~~~rust\nx\n~~~"), "~~~text\nx\n~~~");
        assert_eq!(
            code_as_text("a\n\n    GET /x\n    GET /y\n\nb"),
            "a\n\n```text\nGET /x\nGET /y\n```\n\nb"
        );
        assert_eq!(code_as_text("\tGET /x"), "```text\nGET /x\n```");
    }

    #[test]
    fn other_text_stays() {
        for text in [
            "plain",
            "a\n    continued line",
            "```json\n{}\n```",
            "- item\n\nnext",
            "",
        ] {
            assert_eq!(code_as_text(text), text);
        }
    }
}
