//! `[[accept]]`: one accepted finding.

use std::collections::BTreeMap;

use super::{
    claims::Kind,
    fields::{Fields, Found, Reader, Reported},
};
use crate::{
    day::Day,
    lookup::unknown_api_next_step,
    model::{Acceptance, AcceptanceKind, Api},
    names::ApiName,
    text::{InvalidText, Shown},
    version_date::VersionDate,
};

pub(crate) const FIELDS: &[&str] = &[
    "fingerprint",
    "api",
    "kind",
    "evidence",
    "reason",
    "by",
    "until",
    "draft",
];

/// Whether a text can be a fingerprint: one printable word. How findings make theirs is not known here.
pub(crate) fn check_fingerprint(text: &str) -> Result<(), InvalidText> {
    if !text.is_empty() && text.len() <= 256 && text.bytes().all(|byte| byte.is_ascii_graphic()) {
        Ok(())
    } else {
        Err(InvalidText::new(
            format!("{} is not a fingerprint", Shown(text)),
            "copy it from the report, it has no spaces",
        ))
    }
}

pub(super) fn read(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    known: &[ApiName],
    apis: &BTreeMap<ApiName, Api>,
) -> Result<Acceptance, Reported> {
    let fingerprint = fingerprint(reader, fields);
    let api = api(reader, fields, known);
    let draft = draft(reader, fields, api.as_ref().ok(), apis);
    let kind = kind(reader, fields);
    let reason = reader.required_text(fields, "reason", "say why it may pass: `reason = \"…\"`");
    let by = reader.optional_text(fields, "by");
    let until = reader.parsed::<Day>(fields, "until");
    Ok(Acceptance {
        fingerprint: fingerprint?,
        api: api?,
        kind: kind?,
        reason: reason?.value.to_owned(),
        by: by?,
        until: until?.map(|found| found.value),
        draft: draft?,
        position: reader.position(fields.offset),
    })
}

fn fingerprint(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Result<String, Reported> {
    let Some(Found { value, offset }) = reader.string(fields, "fingerprint")? else {
        return Err(reader.missing(fields, "fingerprint", "copy it from the report"));
    };
    match check_fingerprint(value) {
        Ok(()) => {
            reader.claim(Kind::Fingerprint, value, "fingerprint", offset);
            Ok(value.to_owned())
        }
        Err(error) => Err(reader.invalid(offset, "`fingerprint`", error)),
    }
}

fn api(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    known: &[ApiName],
) -> Result<Option<ApiName>, Reported> {
    let Some(Found { value, offset }) = reader.string(fields, "api")? else {
        return Ok(None);
    };
    match known.iter().find(|name| name.as_str() == value) {
        Some(name) => Ok(Some(name.clone())),
        None => Err(reader.report(
            offset,
            "unknown-api",
            format!("`api`: no API {} in this file", Shown(value)),
            unknown_api_next_step(value, known),
        )),
    }
}

/// The date of a draft, which is one of the API. That it was released since is no mistake of the file.
fn draft(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    api: Option<&Option<ApiName>>,
    apis: &BTreeMap<ApiName, Api>,
) -> Result<Option<VersionDate>, Reported> {
    let Some(Found { value, offset }) = reader.parsed::<VersionDate>(fields, "draft")? else {
        return Ok(None);
    };
    // An API that is wrong has been told.
    let Some(name) = api else {
        return Ok(Some(value));
    };
    let Some(name) = name else {
        return Err(reader.missing(fields, "api", "name the API of the draft: `api = \"…\"`"));
    };
    match apis.get(name) {
        Some(api) if api.entry(value).is_none() => Err(reader.report(
            offset,
            "unknown-version",
            format!("`draft`: API `{name}` has no version `{value}`"),
            "remove the acceptance, or name the version whose change it is about",
        )),
        _ => Ok(Some(value)),
    }
}

fn kind(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Result<AcceptanceKind, Reported> {
    let evidence = reader.optional_text(fields, "evidence");
    let kind = reader.string(fields, "kind")?;
    match kind.map(|found| found.value) {
        None | Some("break") => Ok(AcceptanceKind::Break {
            evidence: evidence?,
        }),
        Some("correction") => match evidence? {
            Some(evidence) => Ok(AcceptanceKind::Correction { evidence }),
            None => Err(reader.missing(
                fields,
                "evidence",
                "a correction needs `evidence = \"…\"`: what shows that the API always behaved so",
            )),
        },
        Some(other) => {
            let offset = kind.map_or(fields.offset, |found| found.offset);
            Err(reader.report(
                offset,
                "bad-value",
                format!("`kind`: {} is not a kind", Shown(other)),
                "use `break` or `correction`",
            ))
        }
    }
}
