//! `[api.NAME.gate]`: what fails for an API.

use std::collections::{BTreeMap, BTreeSet};

use super::fields::{Fields, Found, Reader, Reported};
use crate::{
    audience::Audience,
    gate::{Gate, Override},
    lifecycle::State,
    path_glob::PathGlob,
    text::listed,
};

pub(crate) const FIELDS: &[&str] = &[
    "fail-on",
    "draft",
    "active",
    "deprecated",
    "policy",
    "overrides",
];
pub(crate) const OVERRIDE_FIELDS: &[&str] = &["id", "paths", "level", "reason"];

/// The states that can have a gate of their own: a retired version is compared with nothing.
const STATES: [State; 3] = [State::Draft, State::Active, State::Deprecated];

pub(super) fn read(
    reader: &mut Reader<'_>,
    api: &Fields<'_>,
    api_name: &str,
) -> Result<Gate, Reported> {
    let Some(fields) = reader.table(api, "gate", FIELDS)? else {
        return Ok(Gate::default());
    };
    let fail_on = audiences(reader, &fields, "fail-on");
    let by_state: Vec<(State, Result<_, Reported>)> = STATES
        .into_iter()
        .map(|state| (state, audiences(reader, &fields, state.as_str())))
        .collect();
    let policy = reader.parsed(&fields, "policy");
    let overrides = overrides(reader, &fields, api_name);
    let mut states = BTreeMap::new();
    for (state, listed) in by_state {
        if let Some(listed) = listed? {
            states.insert(state, listed);
        }
    }
    Ok(Gate {
        fail_on: fail_on?.unwrap_or_else(Audience::default_gate),
        by_state: states,
        policy: policy?.map(|found| found.value),
        overrides: overrides?,
    })
}

/// A list of audiences, each at most once.
fn audiences(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    field: &str,
) -> Result<Option<BTreeSet<Audience>>, Reported> {
    let Some(names) = reader.strings(fields, field)? else {
        return Ok(None);
    };
    let mut audiences = BTreeSet::new();
    let mut reported = None;
    for name in names {
        let Found { value, offset } = match name {
            Ok(found) => found,
            Err(problem) => {
                reported = Some(problem);
                continue;
            }
        };
        match value.parse::<Audience>() {
            Ok(audience) if audiences.insert(audience) => {}
            Ok(audience) => {
                let next_step = format!("name each of {} at most once", listed(Audience::ALL));
                reported = Some(reader.report(
                    offset,
                    "bad-value",
                    format!("`{field}` names `{audience}` twice"),
                    next_step,
                ));
            }
            Err(error) => {
                reported = Some(reader.invalid(offset, &format!("`{field}`"), error));
            }
        }
    }
    reported.map_or(Ok(Some(audiences)), Err)
}

fn overrides(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    api_name: &str,
) -> Result<Vec<Override>, Reported> {
    let title = format!("[[api.{api_name}.gate.overrides]]");
    let entries = reader.tables(fields, "overrides", &title, OVERRIDE_FIELDS)?;
    let read: Vec<Result<Override, Reported>> = entries
        .unwrap_or_default()
        .iter()
        .map(|entry| one(reader, entry))
        .collect();
    read.into_iter().collect()
}

fn one(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Result<Override, Reported> {
    let id = reader.required_text(
        fields,
        "id",
        "name the rule, for example `id = \"response-enum-value-added\"`",
    );
    let paths = paths(reader, fields);
    let level = match reader.parsed(fields, "level") {
        Ok(Some(level)) => Ok(level.value),
        Ok(None) => Err(reader.missing(fields, "level", "say what it does: `level = \"warn\"`")),
        Err(reported) => Err(reported),
    };
    let reason = reader.required_text(fields, "reason", "say why: `reason = \"…\"`");
    Ok(Override {
        id: id?.value.to_owned(),
        paths: paths?,
        level: level?,
        reason: reason?.value.to_owned(),
        position: reader.position(fields.offset),
    })
}

fn paths(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Result<Vec<PathGlob>, Reported> {
    let Some(texts) = reader.strings(fields, "paths")? else {
        return Ok(Vec::new());
    };
    if texts.is_empty() {
        // An empty list looks like a decision about nothing, and would be one about everything.
        return Err(reader.report(
            fields.offset,
            "bad-value",
            "`paths` is empty",
            "name at least one path, or leave the field out to mean all",
        ));
    }
    let read: Vec<Result<PathGlob, Reported>> = texts
        .into_iter()
        .map(|text| {
            let Found { value, offset } = text?;
            value
                .parse()
                .map_err(|error| reader.invalid(offset, "`paths`", error))
        })
        .collect();
    read.into_iter().collect()
}
