//! `[[api.NAME.versions]]`: one dated version.

use std::collections::BTreeMap;

use super::{
    claims::Kind,
    fields::{Fields, Found, Reader, Reported},
};
use crate::{
    day::Day,
    lifecycle::{DAYS, Lifecycle, State},
    model::Version,
    names::ApiName,
    relative_path::RelativePath,
    text::{Shown, closest, listed},
    version_date::VersionDate,
};

pub(crate) const FIELDS: &[&str] = &[
    "date",
    "document",
    "state",
    "released",
    "deprecated",
    "sunset",
    "retired",
    "released-copy",
];

pub(super) fn read_all(
    reader: &mut Reader<'_>,
    api: &Fields<'_>,
    api_name: &str,
) -> Result<Vec<Version>, Reported> {
    let title = format!("[[{}.versions]]", api.title.trim_matches(['[', ']']));
    let entries = reader
        .tables(api, "versions", &title, FIELDS)?
        .unwrap_or_default();
    let mut order = Order::default();
    let mut versions = Vec::new();
    for fields in &entries {
        // The date is looked at by itself, so that a second problem in an entry does not hide its wrong order.
        let date = order.date(reader, fields);
        versions.extend(read(reader, fields, date, api_name));
    }
    Ok(versions)
}

/// The dates seen so far.
#[derive(Default)]
struct Order {
    seen: BTreeMap<VersionDate, usize>,
}

impl Order {
    /// The date of an entry. One that was there before is a problem, and nothing else in the entry is compared: it would
    /// only repeat that.
    fn date(
        &mut self,
        reader: &mut Reader<'_>,
        fields: &Fields<'_>,
    ) -> Result<VersionDate, Reported> {
        let Some(Found {
            value: date,
            offset,
        }) = reader.parsed::<VersionDate>(fields, "date")?
        else {
            let next_step = "add the date that names the version: `date = \"YYYY-MM-DD\"`";
            return Err(reader.missing(fields, "date", next_step));
        };
        if let Some(first) = self.seen.get(&date) {
            let message = format!(
                "version `{date}` is listed twice, first at {}",
                reader.position(*first)
            );
            return Err(reader.report(
                offset,
                "duplicate-date",
                message,
                "remove one of the two entries",
            ));
        }
        if let Some((newest, _)) = self
            .seen
            .last_key_value()
            .filter(|(newest, _)| **newest > date)
        {
            let message = format!("version `{date}` comes after `{newest}`");
            let next_step = "list the versions from the oldest to the newest";
            reader.report(offset, "versions-not-ascending", message, next_step);
        }
        self.seen.insert(date, offset);
        Ok(date)
    }
}

fn read(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    date: Result<VersionDate, Reported>,
    api: &str,
) -> Result<Version, Reported> {
    let document = reader.parsed::<RelativePath>(fields, "document");
    let released_copy = reader.parsed::<RelativePath>(fields, "released-copy");
    let lifecycle = lifecycle(reader, fields);
    let date = date?;
    // A name that is no API name was reported where it stands.
    let api: ApiName = api.parse().map_err(|_| Reported)?;
    let (document, document_at) = match document? {
        Some(path) => (path.value, path.offset),
        None => (Version::default_document(&api, date), fields.offset),
    };
    let (released_copy, released_copy_at) = match released_copy? {
        Some(path) => (path.value, path.offset),
        None => (Version::default_released_copy(&api, date), fields.offset),
    };
    reader.claim(Kind::File, document.as_str(), "document", document_at);
    reader.claim(
        Kind::File,
        released_copy.as_str(),
        "released copy",
        released_copy_at,
    );
    Ok(Version {
        date,
        document,
        released_copy,
        lifecycle: lifecycle?,
        position: reader.position(fields.offset),
    })
}

fn lifecycle(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Result<Lifecycle, Reported> {
    let state = state(reader, fields);
    // In the order of DAYS.
    let days = DAYS.map(|name| reader.parsed::<Day>(fields, name));
    let state = state?;

    let mut reported = None;
    for name in DAYS {
        if fields.has(name) && !state.days().contains(&name) {
            let next_step = match (name, state) {
                ("released", _) => {
                    "release it by setting `state = \"active\"`, or remove the day".to_owned()
                }
                _ => format!(
                    "set `state = \"{}\"`, or remove the day",
                    if name == "retired" {
                        "retired"
                    } else {
                        "deprecated"
                    }
                ),
            };
            let article = if state == State::Active { "an" } else { "a" };
            reported = Some(reader.report(
                fields.key_offset(name),
                "day-not-in-state",
                format!("{article} {state} version has no `{name}` day"),
                next_step,
            ));
        } else if !fields.has(name) && state.days().contains(&name) {
            let next_step = format!("add `{name} = \"YYYY-MM-DD\"`, {}", meaning(name));
            reported = Some(reader.report(
                fields.offset,
                "missing-day",
                format!("a version that is `{state}` has no `{name}`"),
                next_step,
            ));
        }
    }
    let [released, deprecated, sunset, retired] = days;
    let (released, deprecated, sunset, retired) = (released?, deprecated?, sunset?, retired?);
    if let Some(reported) = reported {
        return Err(reported);
    }
    let day = |found: &Option<Found<Day>>| found.as_ref().map(|found| found.value).ok_or(Reported);
    let lifecycle = match state {
        State::Draft => Lifecycle::Draft,
        State::Active => Lifecycle::Active {
            released: day(&released)?,
        },
        State::Deprecated => Lifecycle::Deprecated {
            released: day(&released)?,
            deprecated: day(&deprecated)?,
            sunset: day(&sunset)?,
        },
        State::Retired => Lifecycle::Retired {
            released: day(&released)?,
            deprecated: day(&deprecated)?,
            sunset: day(&sunset)?,
            retired: day(&retired)?,
        },
    };
    match lifecycle.backward_days() {
        None => Ok(lifecycle),
        Some([(earlier, earlier_day), (later, later_day)]) => Err(reader.report(
            fields.key_offset(later),
            "days-not-in-order",
            format!("`{later}` ({later_day}) is before `{earlier}` ({earlier_day})"),
            format!("the days of a version come in the order {}", listed(DAYS)),
        )),
    }
}

fn state(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Result<State, Reported> {
    let names = State::ALL.map(State::as_str);
    let Some(Found { value, offset }) = reader.string(fields, "state")? else {
        return Err(reader.missing(
            fields,
            "state",
            &format!("add `state`: one of {}", listed(names)),
        ));
    };
    State::ALL
        .into_iter()
        .find(|state| state.as_str() == value)
        .ok_or_else(|| {
            let next_step = match closest(value, names) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("use one of {}", listed(names)),
            };
            reader.report(
                offset,
                "bad-value",
                format!("`state`: {} is not a state", Shown(value)),
                next_step,
            )
        })
}

fn meaning(day: &str) -> &'static str {
    match day {
        "released" => "the day it became available",
        "deprecated" => "the day the deprecation was announced",
        "sunset" => "the last day it is promised to answer",
        _ => "the day it stopped answering",
    }
}
