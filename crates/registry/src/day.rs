//! `Day`: one day of the Gregorian calendar, and the little arithmetic that notice periods need.

use std::{fmt, str::FromStr};

use crate::text::{InvalidText, Shown, text_type};

/// One day of the Gregorian calendar, from 0001-01-01 to 9999-12-31, written `YYYY-MM-DD` (RFC 3339 `full-date`).
///
/// ```
/// use registry::Day;
///
/// let deprecated: Day = "2026-08-31".parse()?;
/// assert_eq!(deprecated.plus_months(6).to_string(), "2027-02-28");
/// # Ok::<(), registry::InvalidText>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    // The order of the fields makes the derived order the order of time.
    year: u16,
    month: u8,
    of_month: u8,
}

text_type!(Day, {
    "type": "string",
    "format": "date",
    "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
    "description": "A day of the calendar, YYYY-MM-DD, in quotes."
});

const SECONDS_PER_DAY: u64 = 86_400;
const DAYS_PER_400_YEARS: u64 = 146_097;

impl Day {
    /// The last day that can be written: where arithmetic stops.
    pub const MAX: Self = Self {
        year: 9999,
        month: 12,
        of_month: 31,
    };

    /// The day of this year, month (1 to 12) and day of the month (from 1), or `None` if the calendar has no such day.
    #[must_use]
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let exists = (1..=9999).contains(&year)
            && (1..=12).contains(&month)
            && (1..=days_in_month(year, month)).contains(&day);
        exists.then_some(Self {
            year,
            month,
            of_month: day,
        })
    }

    /// The UTC day of a Unix time in seconds; stops at [`Day::MAX`]. A program that has a clock makes its `today` with it.
    #[must_use]
    pub fn from_unix_seconds(seconds: u64) -> Self {
        let mut remaining = seconds / SECONDS_PER_DAY;
        // The calendar repeats every 400 years, so the walk below stays short whatever the number is.
        let cycles = remaining / DAYS_PER_400_YEARS;
        remaining %= DAYS_PER_400_YEARS;
        let Some(mut year) = cycles
            .checked_mul(400)
            .and_then(|years| u16::try_from(years + 1970).ok())
        else {
            return Self::MAX;
        };
        while remaining >= days_in_year(year) {
            remaining -= days_in_year(year);
            year += 1;
        }
        let mut month = 1;
        while remaining >= u64::from(days_in_month(year, month)) {
            remaining -= u64::from(days_in_month(year, month));
            month += 1;
        }
        let day = u8::try_from(remaining + 1).unwrap_or(u8::MAX);
        Self::new(year, month, day).unwrap_or(Self::MAX)
    }

    /// The year, 1 to 9999.
    #[must_use]
    pub fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, from 1.
    #[must_use]
    pub fn day(self) -> u8 {
        self.of_month
    }

    /// The same day of the month so many months later. A month that is too short gives its last day; the end of the
    /// calendar gives [`Day::MAX`].
    #[must_use]
    pub fn plus_months(self, months: u32) -> Self {
        let from_year_zero =
            u64::from(self.year) * 12 + u64::from(self.month - 1) + u64::from(months);
        let Some(year) = u16::try_from(from_year_zero / 12)
            .ok()
            .filter(|year| *year <= 9999)
        else {
            return Self::MAX;
        };
        let month = u8::try_from(from_year_zero % 12).map_or(12, |month| month + 1);
        Self {
            year,
            month,
            of_month: self.of_month.min(days_in_month(year, month)),
        }
    }

    /// Days from this day to `other`: negative if `other` is earlier.
    #[must_use]
    pub fn days_until(self, other: Self) -> i64 {
        other.number() - self.number()
    }

    /// Days since 0000-12-31.
    fn number(self) -> i64 {
        let years_before = i64::from(self.year) - 1;
        let leap_days = years_before / 4 - years_before / 100 + years_before / 400;
        let months_before: i64 = (1..self.month)
            .map(|month| i64::from(days_in_month(self.year, month)))
            .sum();
        years_before * 365 + leap_days + months_before + i64::from(self.of_month)
    }
}

fn is_leap(year: u16) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

fn days_in_year(year: u16) -> u64 {
    if is_leap(year) { 366 } else { 365 }
}

fn days_in_month(year: u16, month: u8) -> u8 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn month_name(month: u8) -> &'static str {
    match month {
        1 => "January",
        2 => "February",
        3 => "March",
        4 => "April",
        5 => "May",
        6 => "June",
        7 => "July",
        8 => "August",
        9 => "September",
        10 => "October",
        11 => "November",
        _ => "December",
    }
}

impl FromStr for Day {
    type Err = InvalidText;

    fn from_str(text: &str) -> Result<Self, InvalidText> {
        let not_a_date = || {
            InvalidText::new(
                format!("{} is not a date", Shown(text)),
                "write it as YYYY-MM-DD, for example `2026-02-01`",
            )
        };
        let (year, month, day) = digits(text).ok_or_else(not_a_date)?;
        Self::new(year, month, day).ok_or_else(|| {
            let next_step = if year == 0 {
                "years start at 0001".to_owned()
            } else if !(1..=12).contains(&month) {
                "months are 01 to 12".to_owned()
            } else {
                format!(
                    "{} {year} has {} days",
                    month_name(month),
                    days_in_month(year, month)
                )
            };
            InvalidText::new(
                format!("{} is not a day of the calendar", Shown(text)),
                next_step,
            )
        })
    }
}

/// Year, month and day of `YYYY-MM-DD`, ASCII digits only, whatever their values.
fn digits(text: &str) -> Option<(u16, u8, u8)> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let shaped = parts.next().is_none()
        && (year.len(), month.len(), day.len()) == (4, 2, 2)
        && [year, month, day]
            .iter()
            .all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    if !shaped {
        return None;
    }
    Some((year.parse().ok()?, month.parse().ok()?, day.parse().ok()?))
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Through `pad`, so that callers can align it in columns.
        f.pad(&format!(
            "{:04}-{:02}-{:02}",
            self.year, self.month, self.of_month
        ))
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    /// The next day, by trying: an oracle that shares no arithmetic with the code above.
    fn tomorrow(day: Day) -> Day {
        Day::new(day.year, day.month, day.of_month + 1)
            .or_else(|| Day::new(day.year, day.month + 1, 1))
            .or_else(|| Day::new(day.year + 1, 1, 1))
            .unwrap()
    }

    #[test]
    fn reads_real_days_only() {
        for good in [
            "2026-01-01",
            "2024-02-29",
            "2000-02-29",
            "0001-01-01",
            "9999-12-31",
        ] {
            assert_eq!(day(good).to_string(), good);
        }
        for bad in [
            "",
            "2026",
            "2026-1-01",
            "2026-01-1",
            "26-01-01",
            "2026-00-01",
            "2026-13-01",
            "2026-01-00",
            "2026-04-31",
            "2026-02-29",
            "1900-02-29",
            "0000-01-01",
            "2026-01-01T00:00:00Z",
            " 2026-01-01",
            "2026-01-01 ",
            "2026/01/01",
            "+026-01-01",
            "٢٠٢٦-٠١-٠١",
            "2026-01-01-01",
        ] {
            assert!(bad.parse::<Day>().is_err(), "{bad:?} was read as a day");
        }
    }

    #[test]
    fn messages_say_what_the_month_allows() {
        assert_eq!(
            "2026-04-31".parse::<Day>().unwrap_err().to_string(),
            "`2026-04-31` is not a day of the calendar; April 2026 has 30 days"
        );
        assert_eq!(
            "2026-13-01".parse::<Day>().unwrap_err().next_step,
            "months are 01 to 12"
        );
        assert_eq!(
            "0000-01-01".parse::<Day>().unwrap_err().next_step,
            "years start at 0001"
        );
    }

    #[test]
    fn months_are_added_with_the_end_of_the_month_kept_inside() {
        for (start, months, end) in [
            ("2026-01-01", 12, "2027-01-01"),
            ("2026-01-31", 1, "2026-02-28"),
            ("2024-01-31", 1, "2024-02-29"),
            ("2024-02-29", 12, "2025-02-28"),
            ("2026-11-15", 2, "2027-01-15"),
            ("2026-12-31", 0, "2026-12-31"),
            ("2026-12-31", u32::MAX, "9999-12-31"),
            ("9999-12-01", 1, "9999-12-31"),
        ] {
            assert_eq!(
                day(start).plus_months(months),
                day(end),
                "{start} + {months}"
            );
        }
    }

    #[test]
    fn unix_time_walks_the_calendar_day_by_day() {
        let mut expected = day("1970-01-01");
        for number in 0..=200_000_u64 {
            assert_eq!(Day::from_unix_seconds(number * SECONDS_PER_DAY), expected);
            assert_eq!(
                day("1970-01-01").days_until(expected),
                i64::try_from(number).unwrap()
            );
            expected = tomorrow(expected);
        }
        assert_eq!(Day::from_unix_seconds(86_399), day("1970-01-01"));
        assert_eq!(Day::from_unix_seconds(253_402_300_799), Day::MAX);
        assert_eq!(Day::from_unix_seconds(253_402_300_800), Day::MAX);
        assert_eq!(Day::from_unix_seconds(u64::MAX), Day::MAX);
    }

    proptest! {
        #[test]
        fn text_round_trips_and_order_is_the_order_of_the_text(a in any_day(), b in any_day()) {
            prop_assert_eq!(day(&a.to_string()), a);
            prop_assert_eq!(a.cmp(&b), a.to_string().cmp(&b.to_string()));
            prop_assert_eq!(a.cmp(&b), 0.cmp(&a.days_until(b)));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "[0-9-]{0,12}|\\PC{0,12}") {
            if let Ok(read) = text.parse::<Day>() {
                prop_assert_eq!(read.to_string(), text);
            }
        }
    }

    fn any_day() -> impl Strategy<Value = Day> {
        (1..=9999_u16, 1..=12_u8, 1..=31_u8).prop_filter_map("no such day", |(year, month, day)| {
            Day::new(year, month, day)
        })
    }
}
