//! The clock: the one place where it is read.

use std::time::{SystemTime, UNIX_EPOCH};

use registry::Day;

/// The day in UTC, where the command line names none.
pub(crate) fn today() -> Day {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    Day::from_unix_seconds(since.map_or(0, |duration| duration.as_secs()))
}
