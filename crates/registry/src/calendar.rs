//! What a registry says about days, judged on a given day.
//!
//! Each rule is a fact of the calendar: what cannot be true of the past, what was announced too late, and what is overdue.
//! What a single entry must look like on any day (a draft has no `released`, days do not run backward) is checked when
//! the file is read.
//!
//! ```
//! use registry::{Registry, calendar};
//!
//! let registry = Registry::parse("specdate.toml", r#"
//! [[api.verifa.versions]]
//! date = "2026-01-01"
//! state = "deprecated"
//! released = "2026-01-01"
//! deprecated = "2026-06-01"
//! sunset = "2026-09-01"
//! "#).unwrap();
//! let problems = calendar::check(&registry, "2026-07-01".parse().unwrap());
//! assert_eq!(
//!     problems[0].to_string(),
//!     "specdate.toml:2:1: API `verifa`, version `2026-01-01`: `sunset` is 2026-09-01, less than 12 months after \
//!      `deprecated` (2026-06-01); set `sunset` to 2027-06-01 or later"
//! );
//! ```

use crate::{
    day::Day,
    lifecycle::Lifecycle,
    model::{Acceptance, Api, Registry, Version},
    problem::{Problem, Severity},
};

/// Everything that the calendar has to say on the day `today`, in the order of the file.
///
/// | rule | severity | when |
/// |---|---|---|
/// | `day-in-future` | error | a state that is reached says it was reached on a day after `today` |
/// | `sunset-too-soon` | error | `sunset` is less than the notice period after `deprecated` |
/// | `retired-too-soon` | error | `retired` is less than the notice period after `deprecated` |
/// | `sunset-passed` | warning | `sunset` is before `today`, but the version is not retired |
/// | `acceptance-expired` | error | `until` is before `today` |
#[must_use]
pub fn check(registry: &Registry, today: Day) -> Vec<Problem> {
    let mut problems: Vec<Problem> = registry
        .apis
        .values()
        .flat_map(|api| api.versions.iter().map(move |version| (api, version)))
        .flat_map(|(api, version)| {
            Entry {
                file: &registry.file,
                api,
                version,
            }
            .check(today)
        })
        .chain(
            registry
                .accept
                .iter()
                .filter_map(|acceptance| expired(&registry.file, acceptance, today)),
        )
        .collect();
    problems.sort_by(|a, b| (a.position, a.id).cmp(&(b.position, b.id)));
    problems
}

/// One version with what its problems say about it.
struct Entry<'r> {
    file: &'r str,
    api: &'r Api,
    version: &'r Version,
}

impl Entry<'_> {
    fn check(&self, today: Day) -> Vec<Problem> {
        [
            self.notice_is_short(),
            self.day_in_future(today),
            self.sunset_passed(today),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn problem(
        &self,
        id: &'static str,
        severity: Severity,
        message: &str,
        next_step: String,
    ) -> Problem {
        Problem {
            id,
            severity,
            file: self.file.to_owned(),
            position: self.version.position,
            message: format!(
                "API `{}`, version `{}`: {message}",
                self.api.name, self.version.date
            ),
            next_step,
        }
    }

    fn notice_is_short(&self) -> Option<Problem> {
        // For a retired version the day that counts is the one it stopped answering, whatever had been announced.
        let (id, name, deprecated, end) = match self.version.lifecycle {
            Lifecycle::Draft | Lifecycle::Active { .. } => return None,
            Lifecycle::Deprecated {
                deprecated, sunset, ..
            } => ("sunset-too-soon", "sunset", deprecated, sunset),
            Lifecycle::Retired {
                deprecated,
                retired,
                ..
            } => ("retired-too-soon", "retired", deprecated, retired),
        };
        let earliest = deprecated.plus_months(self.api.notice_months);
        (end < earliest).then(|| {
            let months = self.api.notice_months;
            let unit = if months == 1 { "month" } else { "months" };
            let message = format!(
                "`{name}` is {end}, less than {months} {unit} after `deprecated` ({deprecated})"
            );
            let next_step = match id {
                "sunset-too-soon" => format!("set `sunset` to {earliest} or later"),
                _ => format!("keep it `deprecated` until {earliest}"),
            };
            self.problem(id, Severity::Error, &message, next_step)
        })
    }

    /// Only the first day: those behind it are in the future as well.
    fn day_in_future(&self, today: Day) -> Option<Problem> {
        let state = self.version.lifecycle.state();
        // The sunset is an announcement and may lie ahead; all other days say what has happened.
        let (name, day) = self
            .version
            .lifecycle
            .days()
            .into_iter()
            .find(|(name, day)| *name != "sunset" && *day > today)?;
        let message = format!("it is `{state}`, but `{name}` is {day}, after today ({today})");
        let before = match name {
            "released" => "draft",
            "deprecated" => "active",
            _ => "deprecated",
        };
        Some(self.problem(
            "day-in-future",
            Severity::Error,
            &message,
            format!("keep it `{before}` until that day, or correct `{name}`"),
        ))
    }

    fn sunset_passed(&self, today: Day) -> Option<Problem> {
        let Lifecycle::Deprecated { sunset, .. } = self.version.lifecycle else {
            return None;
        };
        (sunset < today).then(|| {
            let days = sunset.days_until(today);
            let unit = if days == 1 { "day" } else { "days" };
            let message =
                format!("`sunset` ({sunset}) was {days} {unit} ago, but it is not retired");
            self.problem(
                "sunset-passed",
                Severity::Warning,
                &message,
                "set `state = \"retired\"` with the day `retired`, or move `sunset`".to_owned(),
            )
        })
    }
}

fn expired(file: &str, acceptance: &Acceptance, today: Day) -> Option<Problem> {
    let until = acceptance.until.filter(|until| *until < today)?;
    Some(Problem {
        id: "acceptance-expired",
        severity: Severity::Error,
        file: file.to_owned(),
        position: acceptance.position,
        message: format!(
            "the acceptance of `{}` ended on {until}",
            acceptance.fingerprint
        ),
        next_step: "undo the change, or accept it again with a later `until`".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    /// What the calendar says about one version with these lines, as `id severity` and the whole message.
    fn said(lines: &str, today: &str) -> Vec<String> {
        let text = format!(
            "[api.a]\nnotice-months = 6\n[[api.a.versions]]\ndate = \"2026-01-01\"\n{lines}\n"
        );
        let registry = Registry::parse("specdate.toml", &text).unwrap();
        check(&registry, day(today))
            .iter()
            .map(|problem| format!("{} {:?}: {problem}", problem.id, problem.severity))
            .collect()
    }

    const DEPRECATED: &str =
        "state = \"deprecated\"\nreleased = \"2026-01-01\"\ndeprecated = \"2026-08-31\"\n";

    #[test]
    fn a_release_lies_in_the_past_or_is_today() {
        let active = "state = \"active\"\nreleased = \"2026-03-01\"";
        assert_eq!(said(active, "2026-03-01"), Vec::<String>::new());
        assert_eq!(
            said(active, "2026-02-28"),
            [
                "day-in-future Error: specdate.toml:3:1: API `a`, version `2026-01-01`: it is `active`, but `released` is 2026-03-01, after \
              today (2026-02-28); keep it `draft` until that day, or correct `released`"
            ]
        );
    }

    #[test]
    fn a_draft_is_never_late() {
        assert_eq!(
            said("state = \"draft\"", "2030-01-01"),
            Vec::<String>::new()
        );
    }

    #[test]
    fn a_sunset_gives_the_notice_that_was_promised() {
        let with_sunset = |sunset: &str| format!("{DEPRECATED}sunset = \"{sunset}\"");
        // Six months after the end of August is the end of February.
        assert_eq!(
            said(&with_sunset("2027-02-28"), "2026-09-01"),
            Vec::<String>::new()
        );
        assert_eq!(
            said(&with_sunset("2027-02-27"), "2026-09-01"),
            [
                "sunset-too-soon Error: specdate.toml:3:1: API `a`, version `2026-01-01`: `sunset` is 2027-02-27, less than 6 months after \
              `deprecated` (2026-08-31); set `sunset` to 2027-02-28 or later"
            ]
        );
    }

    #[test]
    fn a_sunset_that_has_passed_is_a_warning_from_the_next_day() {
        let text = format!("{DEPRECATED}sunset = \"2027-03-01\"");
        assert_eq!(said(&text, "2027-03-01"), Vec::<String>::new());
        assert_eq!(
            said(&text, "2027-03-02"),
            [
                "sunset-passed Warning: specdate.toml:3:1: API `a`, version `2026-01-01`: `sunset` (2027-03-01) was 1 day ago, but it is not \
              retired; set `state = \"retired\"` with the day `retired`, or move `sunset`"
            ]
        );
    }

    #[test]
    fn a_retirement_keeps_the_notice_period() {
        let retired = |day: &str| {
            format!(
                "{}sunset = \"2026-09-30\"\nretired = \"{day}\"",
                DEPRECATED.replace("state = \"deprecated\"", "state = \"retired\"")
            )
        };
        assert_eq!(
            said(&retired("2027-02-28"), "2027-03-01"),
            Vec::<String>::new()
        );
        assert_eq!(
            said(&retired("2027-02-27"), "2027-03-01"),
            [
                "retired-too-soon Error: specdate.toml:3:1: API `a`, version `2026-01-01`: `retired` is 2027-02-27, less than 6 months after \
              `deprecated` (2026-08-31); keep it `deprecated` until 2027-02-28"
            ]
        );
    }

    #[test]
    fn an_announced_state_is_not_reached_before_its_day() {
        let text = format!("{DEPRECATED}sunset = \"2027-03-01\"");
        let problems = said(&text, "2026-08-30");
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert!(
            problems[0].contains("keep it `active` until that day"),
            "{problems:?}"
        );
        let retired = format!(
            "{}retired = \"2027-03-05\"",
            text.replace("\"deprecated\"", "\"retired\"") + "\n"
        );
        assert!(said(&retired, "2027-03-04")[0].contains("keep it `deprecated` until that day"));
        assert_eq!(said(&retired, "2027-03-05"), Vec::<String>::new());
    }

    #[test]
    fn an_acceptance_holds_through_its_last_day() {
        let text = "[[accept]]\nfingerprint = \"f1\"\nreason = \"r\"\nuntil = \"2026-05-31\"\n[[accept]]\nfingerprint = \"f2\"\nreason = \"r\"\n";
        let registry = Registry::parse("specdate.toml", text).unwrap();
        assert_eq!(check(&registry, day("2026-05-31")), []);
        let problems = check(&registry, day("2026-06-01"));
        assert_eq!(
            problems.iter().map(ToString::to_string).collect::<Vec<_>>(),
            [
                "specdate.toml:1:1: the acceptance of `f1` ended on 2026-05-31; undo the change, or accept it again with a later `until`"
            ]
        );
    }

    proptest! {
        /// Days in order, notice kept, looked at on the last of them: nothing to say. One day less notice: exactly one problem.
        #[test]
        fn notice_is_judged_to_the_day(year in 2000_u16..2100, month in 1..=12_u8, at in 1..=31_u8, months in 1_u32..40, short in any::<bool>()) {
            let Some(deprecated) = Day::new(year, month, at) else { return Ok(()) };
            let earliest = deprecated.plus_months(months);
            let end = if short { Day::from_unix_seconds(u64::try_from(day("1970-01-01").days_until(earliest) - 1).unwrap() * 86_400) } else { earliest };
            let text = format!(
                "[api.a]\nnotice-months = {months}\n[[api.a.versions]]\ndate = \"1999-01-01\"\nstate = \"retired\"\nreleased = \"1999-01-01\"\n\
                 deprecated = \"{deprecated}\"\nsunset = \"{deprecated}\"\nretired = \"{end}\"\n"
            );
            let registry = Registry::parse("specdate.toml", &text).unwrap();
            let ids: Vec<&str> = check(&registry, end).iter().map(|problem| problem.id).collect();
            prop_assert_eq!(ids, if short { vec!["retired-too-soon"] } else { vec![] });
        }
    }
}
