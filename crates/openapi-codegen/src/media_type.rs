//! Media types, as far as the client tells them apart.

/// A media type without its parameters, in lower case.
pub fn essence(media_type: &str) -> String {
    media_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase()
}

/// Whether a media type is JSON under another name than `application/json`, given without its parameters.
pub fn is_json_by_suffix(essence: &str) -> bool {
    essence.ends_with("+json") || essence == "text/json"
}
