//! Help as a manual page.

use std::io;

use clap::Command;
use clap::builder::Resettable;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

/// The page of a command, whose names were made by [`Command::build`]. `source` is the program with its version.
///
/// # Errors
///
/// None that is known: the page is written to memory.
pub(crate) fn page(command: &Command, source: &str) -> io::Result<String> {
    let tables = command.get_after_help().map(ToString::to_string);
    // As part of the page, tables would be filled like sentences.
    let command = command.clone().after_help(Resettable::Reset);
    let mut page = Vec::new();
    Man::new(command).source(source).render(&mut page)?;
    let mut sections = Roff::new();
    for table in tables.unwrap_or_default().split("\n\n") {
        section(&mut sections, table);
    }
    let mut page = String::from_utf8_lossy(&page).into_owned();
    let sections = sections.render();
    // What stands before them is how apostrophes are written, and the page has that already.
    let start = sections.find(".SH");
    page.push_str(
        start
            .and_then(|start| sections.get(start..))
            .unwrap_or_default(),
    );
    Ok(page)
}

/// A table of help as a section: a title, then a row for each thing that can be typed or met, with what it means.
fn section(page: &mut Roff, table: &str) {
    let Some((title, rows)) = table.split_once(":\n") else {
        return;
    };
    page.control("SH", [title.to_uppercase().as_str()]);
    for row in rows.lines() {
        let (name, meaning) = row.trim_start().split_once("  ").unwrap_or((row, ""));
        page.control("TP", []);
        page.text([bold(name)]);
        page.text([roman(meaning.trim_start())]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_of_help_are_sections() {
        let help = "Examples:\n  x y    what it does\n  x y z  and that\n\nExit codes:\n  0  done";
        let command = Command::new("x").about("Does it").after_help(help);
        let page = page(&command, "x 1.0").unwrap();
        let end = ".SH EXAMPLES\n.TP\n\\fBx y\\fR\nwhat it does\n.TP\n\\fBx y z\\fR\nand that\n.SH \"EXIT CODES\"\n.TP\n\\fB0\\fR\ndone\n";
        assert!(page.ends_with(end), "{page}");
        assert_eq!(page.matches(".ds Aq").count(), 2, "{page}");
        assert!(page.contains("\"x 1.0\""), "{page}");
        assert!(!page.contains("EXTRA"), "{page}");
    }
}
