//! What `specdate accept` has written.

use std::fmt::Write as _;

use registry::{Acceptance, ApiName, VersionDate};

use crate::report::comparison::Entry;
use crate::report::words::{one_line, visible};
use crate::terminal::Styles;

/// A finding of the registry's comparisons.
pub(crate) struct Known {
    pub(crate) api: ApiName,
    /// The draft that was changed; none for a comparison that the registry asks for.
    pub(crate) draft: Option<VersionDate>,
    /// What the base document and the revision are called.
    pub(crate) names: [String; 2],
    pub(crate) entry: Entry,
}

/// The finding, and where its acceptance stands now.
pub(crate) fn text(
    known: &Known,
    added: Option<&Acceptance>,
    registry_file: &str,
    styles: &Styles,
) -> String {
    let Known {
        api: _,
        draft,
        names: [base, revision],
        entry,
    } = known;
    let Styles { help, subject, .. } = styles;
    let mut text = format!(
        "{help}accepted[{}]:{help:#} {subject}{}{subject:#}\n",
        visible(&entry.id),
        one_line(&entry.title)
    );
    let mut row = |label: &str, value: &str| {
        let _ = writeln!(text, "  {subject}{label:<8}{subject:#}{}", one_line(value));
    };
    row("between", &format!("{base} and {revision}"));
    if let Some(acceptance) = added {
        row("reason", &acceptance.reason);
        if let Some(by) = &acceptance.by {
            row("by", by);
        }
        match (acceptance.until, draft) {
            (Some(until), _) => row("until", &until.to_string()),
            (None, Some(draft)) => row("until", &format!("the release of {draft}")),
            (None, None) => row("until", "it does not end"),
        }
        row("entry", &format!("{registry_file}:{}", acceptance.position));
    }
    text
}
