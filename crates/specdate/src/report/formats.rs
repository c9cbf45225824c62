//! The formats of a report: one place that knows them all, for every command that prints one.

use crate::cli::ReportFormat;
use crate::issue::Issue;
use crate::report::check::{self, CheckReport};
use crate::report::comparison::{self, Report};
use crate::report::html;
use crate::report::listing::{Listing, github, junit, sarif};
use crate::report::review::{self, ReviewReport};
use crate::terminal::Styles;

/// A report that every format can show.
pub(crate) trait Formats {
    /// For people at a terminal.
    fn text(&self, styles: &Styles) -> String;
    /// For a comment on a pull request.
    fn markdown(&self) -> String;
    /// For programs.
    fn json(&self) -> String;
    /// For a browser.
    fn html(&self) -> String;
    /// What code scanning, test reports and annotations are made of.
    fn listing(&self) -> Listing<'_>;

    /// The report in one of the formats.
    fn in_format(&self, format: ReportFormat, styles: &Styles) -> String {
        match format {
            ReportFormat::Text => self.text(styles),
            ReportFormat::Markdown => self.markdown(),
            ReportFormat::Json => self.json(),
            ReportFormat::Html => self.html(),
            ReportFormat::Sarif => sarif(&self.listing()),
            ReportFormat::Junit => junit(&self.listing()),
            ReportFormat::Github => github(&self.listing()),
        }
    }
}

/// A comparison with what is wrong beside its findings. That is no part of the report, and people read it below; what has
/// no other place for it has it in the listing.
pub(crate) struct Compared {
    pub(crate) report: Report,
    pub(crate) issues: Vec<Issue>,
}

impl Formats for Compared {
    fn text(&self, styles: &Styles) -> String {
        comparison::text(&self.report, styles)
    }

    fn markdown(&self) -> String {
        comparison::markdown(&self.report)
    }

    fn json(&self) -> String {
        comparison::json(&self.report)
    }

    fn html(&self) -> String {
        html::of_comparison(&self.report)
    }

    fn listing(&self) -> Listing<'_> {
        Listing::of_comparison(&self.report, &self.issues)
    }
}

impl Formats for CheckReport {
    fn text(&self, styles: &Styles) -> String {
        check::text(self, styles)
    }

    fn markdown(&self) -> String {
        check::markdown(self)
    }

    fn json(&self) -> String {
        check::json(self)
    }

    fn html(&self) -> String {
        html::of_check(self)
    }

    fn listing(&self) -> Listing<'_> {
        Listing::of_check(self)
    }
}

impl Formats for ReviewReport {
    fn text(&self, styles: &Styles) -> String {
        review::text(self, styles)
    }

    fn markdown(&self) -> String {
        review::markdown(self)
    }

    fn json(&self) -> String {
        review::json(self)
    }

    fn html(&self) -> String {
        html::of_review(self)
    }

    fn listing(&self) -> Listing<'_> {
        Listing::of_review(self)
    }
}
