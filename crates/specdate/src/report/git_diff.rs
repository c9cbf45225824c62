//! One file of a diff that git shows, below a heading in git's manner.

use std::fmt::Write as _;

use openapi_doc::{Document, SpecVersion};

use super::comparison::{self, Report};
use super::diagnostic::Diagnostic;
use super::unified_diff::{self, Difference};
use super::words::{counted, one_line};
use crate::terminal::Styles;

/// What stands before the names of the older files, as git writes it.
pub(crate) const OLD: &str = "a/";
/// What stands before the names of the newer files.
pub(crate) const NEW: &str = "b/";
/// What stands for a file that is not there.
const NO_FILE: &str = "/dev/null";

/// What there is to say about one file.
pub(crate) struct FileDiff {
    /// The file before and after.
    pub(crate) names: [Name; 2],
    /// What git says about a renaming, or nothing.
    pub(crate) renaming: String,
    /// How the findings were made, where that matters.
    pub(crate) notes: Vec<String>,
    pub(crate) body: Body,
    /// What the lines that differ are shown of, if they are.
    pub(crate) lines: Option<[Vec<u8>; 2]>,
}

/// A side of the change.
pub(crate) struct Name {
    /// From the root of the repository.
    pub(crate) path: String,
    /// None where there is no such file.
    pub(crate) mode: Option<String>,
}

/// What stands below the heading.
pub(crate) enum Body {
    /// A conflict, which there is no diff of.
    Unmerged,
    /// Not one byte differs.
    Same,
    Findings(Report),
    /// A document that is new or gone.
    One(Outline),
    /// Why there are no findings.
    Unreadable(Vec<Diagnostic>),
}

/// What a document is about.
pub(crate) struct Outline {
    title: String,
    version: String,
    specification: SpecVersion,
    operations: usize,
    webhooks: usize,
}

impl Outline {
    pub(crate) fn of(document: &Document) -> Self {
        let info = document.info();
        Self {
            title: info.title().to_owned(),
            version: info.version().to_owned(),
            specification: document.version(),
            operations: document.operations().count(),
            webhooks: document
                .webhooks()
                .map(|path| path.operations().count())
                .sum(),
        }
    }

    fn sentence(&self) -> String {
        let webhooks = match self.webhooks {
            0 => String::new(),
            count => format!(", {}", counted(count, "webhook", "webhooks")),
        };
        format!(
            "{} {}: OpenAPI {}, {}{webhooks}",
            one_line(&self.title),
            one_line(&self.version),
            self.specification,
            counted(self.operations, "operation", "operations"),
        )
    }
}

impl FileDiff {
    /// A file with a conflict.
    pub(crate) fn unmerged(path: &str) -> Self {
        let name = || Name {
            path: path.to_owned(),
            mode: None,
        };
        Self {
            names: [name(), name()],
            renaming: String::new(),
            notes: Vec::new(),
            body: Body::Unmerged,
            lines: None,
        }
    }

    /// The names of the files, and how their modes or names changed.
    fn heading(&self) -> String {
        let [old, new] = &self.names;
        let (old_path, new_path) = (one_line(&old.path), one_line(&new.path));
        if matches!(self.body, Body::Unmerged) {
            return format!("* Unmerged path {old_path}\n");
        }
        let mut text = format!("diff --specdate {OLD}{old_path} {NEW}{new_path}\n");
        let _ = match (&old.mode, &new.mode) {
            (None, Some(mode)) => writeln!(text, "new file mode {mode}"),
            (Some(mode), None) => writeln!(text, "deleted file mode {mode}"),
            (Some(old), Some(new)) if old != new => {
                writeln!(text, "old mode {old}\nnew mode {new}")
            }
            _ => Ok(()),
        };
        for line in self.renaming.lines().filter(|line| !line.is_empty()) {
            let _ = writeln!(text, "{}", one_line(line));
        }
        text
    }
}

/// A heading, notes, and findings or lines; with an empty line at the end, because another file may follow.
pub(crate) fn text(diff: &FileDiff, styles: &Styles) -> String {
    let Styles {
        subject,
        faint,
        warning,
        ..
    } = styles;
    let mut text = String::new();
    for line in diff.heading().lines() {
        let _ = writeln!(text, "{subject}{line}{subject:#}");
    }
    for note in &diff.notes {
        let _ = writeln!(text, "{faint}note: {}{faint:#}", one_line(note));
    }
    match &diff.body {
        Body::Unmerged => return text,
        Body::Same => {}
        Body::Findings(report) => {
            text.push('\n');
            text.push_str(&comparison::text(report, styles));
        }
        Body::One(outline) => {
            let _ = writeln!(text, "\n{}", outline.sentence());
        }
        Body::Unreadable(problems) => {
            let _ = writeln!(
                text,
                "\n{warning}no findings:{warning:#} a document cannot be read, so lines are shown"
            );
            for problem in problems {
                text.push_str(&problem.render(styles));
            }
        }
    }
    if let Some([old, new]) = &diff.lines {
        text.push('\n');
        text.push_str(&lines(&diff.names, [old, new], styles));
    }
    text.push('\n');
    text
}

fn lines([old, new]: &[Name; 2], texts: [&[u8]; 2], styles: &Styles) -> String {
    let name = |name: &Name, prefix: &str| match name.mode {
        Some(_) => format!("{prefix}{}", one_line(&name.path)),
        None => NO_FILE.to_owned(),
    };
    let (old, new) = (name(old, OLD), name(new, NEW));
    match unified_diff::of_bytes([&old, &new], texts) {
        Difference::Binary => format!("Binary files {old} and {new} differ\n"),
        Difference::LineEnds => "only the ends of lines differ\n".to_owned(),
        Difference::Lines(diff) => unified_diff::styled(&diff, styles),
    }
}
