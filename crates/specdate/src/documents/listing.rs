//! The committed surface of the client that was generated from a document.

use openapi_codegen::{Fingerprint, Listing, Surface};
use openapi_doc::{Document, Files, Limits};
use registry::{Api, VersionDate};

/// What stands at the start of some text files and is no part of their text.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// The surface of a generated module, with the text that lists it.
pub(crate) struct Generated {
    /// The file, by the name under which the user finds it.
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) surface: Surface,
}

/// Where the surface for a date of an API is listed, from the root of the workspace; none if it has no client.
pub(crate) fn listing_name(api: &Api, date: VersionDate) -> Option<String> {
    let client = api.client.as_ref()?;
    Some(openapi_codegen::listing_path(client, date))
}

/// The surface in the file `name` of `files`, if it was generated from this very document: the listing of an older state, or
/// of the date as it was before an edit, says nothing about it. `prefix` stands before names that are shown.
pub(crate) fn generated(
    document: &Document,
    files: &dyn Files,
    name: &str,
    prefix: &str,
) -> Option<Generated> {
    let limit = u64::try_from(Limits::default().source.max_bytes).unwrap_or(u64::MAX);
    let text = String::from_utf8(files.read(name, limit).ok()?).ok()?;
    // What cannot be read is not as it was generated, which `check` and `review` say.
    let Listing { header, surface } = Listing::parse(&text).ok()?;
    let mut made_from: Vec<Fingerprint> = header.inputs.iter().map(|(_, of)| *of).collect();
    let is_made_from_all = document.files().all(|file| {
        // A released copy has another name than the document, and the same text.
        let mut take = |text: &str| {
            let of = Fingerprint::of(text.as_bytes());
            let at = made_from.iter().position(|known| *known == of);
            at.map(|at| made_from.swap_remove(at)).is_some()
        };
        take(file.source()) || take(&format!("{BYTE_ORDER_MARK}{}", file.source()))
    });
    (is_made_from_all && made_from.is_empty()).then(|| Generated {
        name: format!("{prefix}{name}"),
        text,
        surface,
    })
}
