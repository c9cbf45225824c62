//! What help texts are made of, in the style of clap's own parts.

use std::fmt::Write as _;

use clap::builder::styling::{AnsiColor, Styles};

pub(super) const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

fn heading(text: &str) -> String {
    let style = STYLES.get_header();
    format!("{style}{text}:{style:#}")
}

/// Command lines without the program's name, each with what it is for.
pub(super) fn examples(program: &str, examples: &[(&str, &str)]) -> String {
    let program = format!("{program} ");
    table("Examples", &program, examples)
}

/// What each exit code means.
pub(super) fn exit_codes(codes: &[(&str, &str)]) -> String {
    table("Exit codes", "", codes)
}

/// Rows of something that can be typed or met, and what it means.
pub(super) fn table(title: &str, before_each: &str, rows: &[(&str, &str)]) -> String {
    let literal = STYLES.get_literal();
    let width = rows.iter().map(|(name, _)| name.len()).max();
    let width = width.unwrap_or_default();
    rows.iter()
        .fold(heading(title), |mut text, (name, meaning)| {
            let _ = write!(
                text,
                "\n  {literal}{before_each}{name:width$}{literal:#}  {meaning}"
            );
            text
        })
}

/// A line of usage: what is typed literally, and what stands for something else.
pub(super) fn usage(program: &str, literally: &str, placeholders: &str) -> String {
    let (literal, placeholder) = (STYLES.get_literal(), STYLES.get_placeholder());
    format!("{literal}{program} {literally}{literal:#} {placeholder}{placeholders}{placeholder:#}")
}
