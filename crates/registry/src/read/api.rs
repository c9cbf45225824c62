//! `[api.NAME]` and the tables below it, without the versions.

use super::{
    claims::Kind,
    fields::{Fields, Found, Named, Reader, Reported},
    gate, version,
};
use crate::{
    model::{Api, CasingHeader, Client, Headers},
    names::{ApiName, HeaderName},
    relative_path::RelativePath,
    text::Shown,
};

pub(crate) const API_FIELDS: &[&str] = &[
    "title",
    "notice-months",
    "headers",
    "client",
    "gate",
    "versions",
];
pub(crate) const HEADERS_FIELDS: &[&str] = &["version", "casing", "key"];
pub(crate) const CASING_FIELDS: &[&str] = &["name", "value"];
pub(crate) const CLIENT_FIELDS: &[&str] = &["crate"];

/// Months of notice where the registry says nothing.
pub(crate) const DEFAULT_NOTICE_MONTHS: u32 = 12;
/// A hundred years: more is a slip.
pub(crate) const MOST_NOTICE_MONTHS: u32 = 1200;

pub(super) fn read(reader: &mut Reader<'_>, named: &Named<'_>) -> Result<Api, Reported> {
    let name: Result<ApiName, Reported> = named
        .key
        .parse()
        .map_err(|error| reader.invalid(named.offset, "API name", error));
    let fields = reader.open_named(
        named,
        format!("[api.{}]", shortened(&named.key)),
        API_FIELDS,
    )?;
    // Every part is read before the first failure ends the reading: all problems come at once.
    let title = reader.optional_text(&fields, "title");
    let notice_months = reader.number(&fields, "notice-months", 0..MOST_NOTICE_MONTHS + 1);
    let headers = headers(reader, &fields, &named.key);
    let client = client(reader, &fields);
    let gate = gate::read(reader, &fields, shortened(&named.key));
    let versions = version::read_all(reader, &fields, &named.key);
    let name = name?;
    Ok(Api {
        title: title?.unwrap_or_else(|| name.to_string()),
        name,
        notice_months: notice_months?.unwrap_or(DEFAULT_NOTICE_MONTHS),
        headers: headers?,
        client: client?,
        gate: gate?,
        versions: versions?,
        position: reader.position(fields.offset),
    })
}

/// The name in table titles: one that is not valid could be of any length.
fn shortened(name: &str) -> &str {
    if name.parse::<ApiName>().is_ok() {
        name
    } else {
        "…"
    }
}

fn headers(reader: &mut Reader<'_>, api: &Fields<'_>, api_name: &str) -> Result<Headers, Reported> {
    let Some(fields) = reader.table(api, "headers", HEADERS_FIELDS)? else {
        return Ok(Headers::default());
    };
    let version = header(reader, &fields, "version", "version header", api_name);
    let casing = casing(reader, &fields, api_name);
    let key = header(reader, &fields, "key", "key header", api_name);
    Ok(Headers {
        version: version?,
        casing: casing?,
        key: key?,
    })
}

fn header(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    field: &str,
    role: &'static str,
    api_name: &str,
) -> Result<Option<HeaderName>, Reported> {
    let Some(Found { value, offset }) = reader.parsed::<HeaderName>(fields, field)? else {
        return Ok(None);
    };
    reader.claim(
        Kind::Header(api_name.to_owned()),
        value.as_str(),
        role,
        offset,
    );
    Ok(Some(value))
}

fn casing(
    reader: &mut Reader<'_>,
    headers: &Fields<'_>,
    api_name: &str,
) -> Result<Option<CasingHeader>, Reported> {
    let Some(fields) = reader.table(headers, "casing", CASING_FIELDS)? else {
        return Ok(None);
    };
    let name = match header(reader, &fields, "name", "casing header", api_name) {
        Ok(Some(name)) => Ok(name),
        Ok(None) => Err(reader.missing(
            &fields,
            "name",
            "name the header, for example `name = \"Key-Inflection\"`",
        )),
        Err(reported) => Err(reported),
    };
    let value = reader.required_text(
        &fields,
        "value",
        "write what the client sends, for example `value = \"snake\"`",
    );
    let (name, value) = (name?, value?);
    // A field value must not smuggle in another header (RFC 9110, section 5.5).
    if value
        .value
        .chars()
        .all(|character| character == ' ' || character.is_ascii_graphic())
    {
        Ok(Some(CasingHeader {
            name,
            value: value.value.to_owned(),
        }))
    } else {
        Err(reader.report(
            value.offset,
            "bad-value",
            format!("`value`: {} is not a header value", Shown(value.value)),
            "use printable ASCII",
        ))
    }
}

fn client(reader: &mut Reader<'_>, api: &Fields<'_>) -> Result<Option<Client>, Reported> {
    let Some(fields) = reader.table(api, "client", CLIENT_FIELDS)? else {
        return Ok(None);
    };
    let Some(Found { value, offset }) = reader.parsed::<RelativePath>(&fields, "crate")? else {
        let next_step =
            "name the folder of the client crate, or leave the table out if there is no client";
        return Err(reader.missing(&fields, "crate", next_step));
    };
    reader.claim(Kind::ClientCrate, value.as_str(), "client crate", offset);
    Ok(Some(Client { crate_dir: value }))
}
