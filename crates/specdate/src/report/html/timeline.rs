//! The dates of an API over time: from when to when each of them answers.

use std::fmt::Write as _;

use registry::{Day, Lifecycle, VersionDate};

use super::markup::escaped;

/// The days between which everything is drawn.
struct Span {
    start: Day,
    end: Day,
}

impl Span {
    fn of(dates: &[(VersionDate, Lifecycle)], today: Day) -> Self {
        let mut span = Self {
            start: today,
            end: today,
        };
        for (date, lifecycle) in dates {
            let days = lifecycle.days().into_iter().map(|(_, day)| day);
            for day in days.chain([date.day()]) {
                span.start = span.start.min(day);
                span.end = span.end.max(day);
            }
        }
        // What goes on is seen to go on.
        let length = span.start.days_until(span.end).max(30);
        let months = u32::try_from(length / 300).unwrap_or_default() + 1;
        span.end = span.end.plus_months(months);
        span
    }

    /// Where a day is drawn, in percent of the width.
    fn at(&self, day: Day) -> i64 {
        let whole = self.start.days_until(self.end).max(1);
        (self.start.days_until(day) * 100 / whole).clamp(0, 100)
    }
}

/// A table: each date with its state and days, and its bar.
pub(super) fn write(body: &mut String, dates: &[(VersionDate, Lifecycle)], today: Day) {
    if dates.is_empty() {
        body.push_str("<p class=\"note\">There are no dates yet.</p>\n");
        return;
    }
    let span = Span::of(dates, today);
    // On a phone its rows are no table for CSS, and then only roles say that they are one.
    let _ = writeln!(
        body,
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Dates over time\"><table class=\"timeline stacked\" role=\"table\">\n<thead role=\"rowgroup\"><tr role=\"row\"><th role=\"columnheader\" scope=\"col\">Date</th><th role=\"columnheader\" scope=\"col\">State</th><th role=\"columnheader\" scope=\"col\">Since</th><th role=\"columnheader\" scope=\"col\" class=\"bars\">{} to {}, today is {today}</th></tr></thead>\n<tbody role=\"rowgroup\">",
        span.start, span.end
    );
    for (date, lifecycle) in dates {
        let state = lifecycle.state();
        let days: Vec<String> = lifecycle
            .days()
            .into_iter()
            .map(|(name, day)| format!("{name} {day}"))
            .collect();
        let days = if days.is_empty() {
            "not released".to_owned()
        } else {
            days.join(", ")
        };
        let _ = write!(
            body,
            "<tr role=\"row\"><th role=\"rowheader\" scope=\"row\">{date}</th><td role=\"cell\"><span class=\"state {state}\">{state}</span></td><td role=\"cell\">{}</td><td role=\"cell\" class=\"bars\" aria-hidden=\"true\"><div class=\"track\">",
            escaped(&days)
        );
        for (class, from, to) in bars(*date, *lifecycle, span.end) {
            let (from, to) = (span.at(from), span.at(to));
            let width = (to - from).max(1);
            let _ = write!(
                body,
                "<span class=\"bar {class}\" style=\"left:{from}%;width:{width}%\"></span>"
            );
        }
        let _ = writeln!(
            body,
            "<span class=\"today\" style=\"left:{}%\"></span></div></td></tr>",
            span.at(today)
        );
    }
    body.push_str("</tbody>\n</table></div>\n");
}

/// The parts of a date's life, each from a day to a day.
fn bars(date: VersionDate, lifecycle: Lifecycle, end: Day) -> Vec<(&'static str, Day, Day)> {
    match lifecycle {
        Lifecycle::Draft => vec![("draft", date.day(), end)],
        Lifecycle::Active { released } => vec![("active", released, end)],
        Lifecycle::Deprecated {
            released,
            deprecated,
            sunset,
        } => vec![
            ("active", released, deprecated),
            ("deprecated", deprecated, sunset),
        ],
        Lifecycle::Retired {
            released,
            deprecated,
            sunset: _,
            retired,
        } => vec![
            ("active", released, deprecated),
            ("deprecated", deprecated, retired),
        ],
    }
}
