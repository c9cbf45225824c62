//! Keeps the date features of the client's `Cargo.toml` in step with the registry, and nothing else in it.

use std::collections::BTreeSet;

use registry::VersionDate;
use toml_edit::{Array, DocumentMut, Item, Table, Value};

/// The client's manifest cannot be edited.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ManifestError {
    /// Not TOML; the message carries line and column.
    #[error("{path} is not valid TOML: {message}")]
    Syntax {
        /// The manifest's path from the workspace's root.
        path: String,
        /// What the parser says.
        message: String,
    },
    /// `features`, or an entry of it, has a shape that cannot be edited.
    #[error("{path}: `{key}` must be {expected}; write it so and run the command again")]
    Shape {
        /// The manifest's path from the workspace's root.
        path: String,
        /// The entry.
        key: String,
        /// What it must be.
        expected: &'static str,
    },
}

/// Returns `text` with one feature per date, `all-dates` naming them all, and the newest in `default`.
///
/// Features that do not look like a date's (`v2026-01-01`) are left as they are, as are comments, order
/// and spacing everywhere; `default` keeps its other members.
///
/// # Errors
/// When `text` is not TOML, or `[features]` is not a table of arrays.
pub fn with_date_features(
    path: &str,
    text: &str,
    dates: &[VersionDate],
    newest: Option<VersionDate>,
) -> Result<String, ManifestError> {
    let mut document: DocumentMut =
        text.parse()
            .map_err(|error: toml_edit::TomlError| ManifestError::Syntax {
                path: path.to_owned(),
                message: error.to_string().trim_end().to_owned(),
            })?;
    let shape = |key: &str, expected| ManifestError::Shape {
        path: path.to_owned(),
        key: key.to_owned(),
        expected,
    };
    let features = document
        .entry("features")
        .or_insert_with(|| Item::Table(Table::new()))
        .as_table_mut()
        .ok_or_else(|| shape("features", "a table `[features]`"))?;

    let wanted: BTreeSet<String> = dates.iter().map(|date| date.feature_name()).collect();
    let stale: Vec<String> = features
        .iter()
        .map(|(name, _)| name.to_owned())
        .filter(|name| is_date_feature(name) && !wanted.contains(name))
        .collect();
    for name in &stale {
        features.remove(name);
    }

    let default = features
        .entry("default")
        .or_insert_with(|| Item::Value(Value::Array(Array::new())));
    let default = default
        .as_array_mut()
        .ok_or_else(|| shape("features.default", "an array"))?;
    let newest = newest.map(VersionDate::feature_name);
    set_members(
        default,
        newest.iter().cloned().collect::<Vec<_>>().as_slice(),
        is_date_feature,
    );

    let all = features
        .entry("all-dates")
        .or_insert_with(|| Item::Value(Value::Array(Array::new())));
    let all = all
        .as_array_mut()
        .ok_or_else(|| shape("features.all-dates", "an array"))?;
    set_members(all, &wanted.iter().cloned().collect::<Vec<_>>(), |_| true);

    for name in &wanted {
        let feature = features
            .entry(name)
            .or_insert_with(|| Item::Value(Value::Array(Array::new())));
        if feature.as_array().is_none() {
            return Err(shape(&format!("features.{name}"), "an array"));
        }
    }
    Ok(document.to_string())
}

/// Makes `wanted` the only members of `array` among those that are `ours`; the array stays untouched where
/// it says so already.
fn set_members(array: &mut Array, wanted: &[String], ours: impl Fn(&str) -> bool) {
    let present: Vec<&str> = array
        .iter()
        .filter_map(Value::as_str)
        .filter(|name| ours(name))
        .collect();
    if present == wanted {
        return;
    }
    array.retain(|value| !value.as_str().is_some_and(&ours));
    for name in wanted {
        array.push(name.as_str());
    }
}

fn is_date_feature(name: &str) -> bool {
    name.strip_prefix('v')
        .is_some_and(|date| date.parse::<VersionDate>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> VersionDate {
        text.parse().unwrap()
    }

    const MANIFEST: &str = "[package]\nname = \"verifa\" # ours\n\n[features]\n# TLS by rustls.\nrustls-tls = [\"reqwest/rustls\"]\ndefault = [\n    \"rustls-tls\", # for https\n    \"v2026-01-01\",\n]\nall-dates = [\"v2026-01-01\"]\nv2026-01-01 = []\n\n[dependencies]\n";

    #[test]
    fn adds_a_date_and_leaves_the_rest_alone() {
        let edited = with_date_features(
            "Cargo.toml",
            MANIFEST,
            &[date("2026-01-01"), date("2026-02-01")],
            Some(date("2026-02-01")),
        )
        .unwrap();
        insta::assert_snapshot!(edited);
    }

    #[test]
    fn is_a_no_op_when_nothing_changed() {
        let once = with_date_features(
            "Cargo.toml",
            MANIFEST,
            &[date("2026-01-01")],
            Some(date("2026-01-01")),
        )
        .unwrap();
        assert_eq!(once, MANIFEST);
    }

    #[test]
    fn removes_a_date_that_is_gone() {
        let edited = with_date_features("Cargo.toml", MANIFEST, &[], None).unwrap();
        assert!(!edited.contains("2026-01-01"), "{edited}");
        assert!(
            edited.contains("rustls-tls = [\"reqwest/rustls\"]"),
            "{edited}"
        );
    }

    #[test]
    fn says_what_it_cannot_edit() {
        let error = with_date_features("a/Cargo.toml", "features = 3\n", &[], None).unwrap_err();
        assert_eq!(
            error.to_string(),
            "a/Cargo.toml: `features` must be a table `[features]`; write it so and run the command again"
        );
        let error = with_date_features("a/Cargo.toml", "[features\n", &[], None).unwrap_err();
        assert!(
            error
                .to_string()
                .starts_with("a/Cargo.toml is not valid TOML: "),
            "{error}"
        );
    }
}
