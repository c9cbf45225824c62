//! Decodes JSON bodies; what fails is described without a word of the body.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::error::Category;

use super::trace::read;

/// Why a body could not be decoded. `serde_json`'s own message quotes the value at fault, which may be personal data,
/// so only its fixed parts are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DecodeFailure {
    problem: Problem,
    /// Declared member names only, see [`read`].
    path: Option<String>,
    line: usize,
    column: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Problem {
    NotJson,
    CutOff,
    /// A required member, by its declared name.
    Missing(String),
    /// What the type expects, in the words of the type.
    Expected(String),
    Other,
}

impl DecodeFailure {
    /// What may be told of an error whose body is not at hand.
    pub(super) fn of(error: &serde_json::Error) -> Self {
        let problem = match error.classify() {
            Category::Syntax | Category::Io => Problem::NotJson,
            Category::Eof => Problem::CutOff,
            Category::Data => problem(&error.to_string()),
        };
        Self {
            problem,
            path: None,
            line: error.line(),
            column: error.column(),
        }
    }
}

impl fmt::Display for DecodeFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.problem {
            Problem::NotJson => f.write_str("the body is not readable JSON")?,
            Problem::CutOff => f.write_str("the body is empty or ends too early")?,
            Problem::Missing(name) => write!(f, "the required member `{name}` is missing")?,
            Problem::Expected(what) => write!(f, "expected {what}")?,
            Problem::Other => f.write_str("a value does not have the documented form")?,
        }
        if let Some(path) = &self.path {
            write!(f, " at `{path}`")?;
        }
        write!(f, ", line {} column {} of the body", self.line, self.column)
    }
}

/// Decodes a body.
pub(super) fn decode<T: DeserializeOwned>(body: &[u8]) -> Result<T, DecodeFailure> {
    read(body).map_err(|(error, path)| {
        let mut failure = DecodeFailure::of(&error);
        if error.is_data() {
            failure.path = path;
        }
        failure
    })
}

/// Keeps what the type says and drops what the body says.
fn problem(message: &str) -> Problem {
    if let Some((name, _)) = message
        .strip_prefix("missing field `")
        .and_then(|rest| rest.split_once('`'))
    {
        return Problem::Missing(name.to_owned());
    }
    // `invalid type: string "…", expected a boolean at line 1 column 2`: the value stands before the last `, expected `
    // and only the type's own words stand behind it.
    let quoting = ["invalid type: ", "invalid value: ", "invalid length "];
    if quoting.iter().any(|start| message.starts_with(start))
        && let Some((_, tail)) = message.rsplit_once(", expected ")
    {
        let what = tail.rsplit_once(" at line ").map_or(tail, |(what, _)| what);
        return Problem::Expected(what.to_owned());
    }
    Problem::Other
}

/// The body's `error` member, if the body is an object whose `error` looks like a machine code.
pub(super) fn error_code(body: &[u8]) -> Option<Box<str>> {
    #[derive(Deserialize)]
    struct Coded<'a> {
        #[serde(borrow)]
        error: Cow<'a, str>,
    }

    let code = read::<Coded<'_>>(body).ok()?.error;
    let token = (1..=64).contains(&code.len())
        && code
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte));
    token.then(|| code.into())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[allow(dead_code, reason = "only decoded")]
    struct Person {
        name: crate::Redacted<String>,
        age: Option<u8>,
        born: Option<chrono::DateTime<chrono::Utc>>,
        nested: Option<BTreeMap<String, bool>>,
    }

    fn shown(body: &str) -> String {
        let failure = decode::<Person>(body.as_bytes()).unwrap_err();
        let shown = failure.to_string();
        assert!(!format!("{failure:?}{shown}").contains("SECRET"), "{shown}");
        shown
    }

    #[test]
    fn says_what_was_expected_where_without_the_value() {
        assert_eq!(
            shown(r#"{"name":{"a":"SECRET"}}"#),
            "expected a string at `name`, line 1 column 8 of the body"
        );
        assert_eq!(
            shown("{\"name\":\"SECRET\",\n \"age\":\"SECRET, expected SECRET\"}"),
            "expected u8 at `age`, line 2 column 32 of the body"
        );
        assert_eq!(
            shown(r#"{"name":"SECRET","age":4711}"#),
            "expected u8 at `age`, line 1 column 27 of the body"
        );
        assert_eq!(
            shown(r#"{"nested":{"SECRET":"SECRET"}}"#),
            "expected a boolean at `nested.*`, line 1 column 28 of the body"
        );
        assert_eq!(
            shown(r#"{"age":3}"#),
            "the required member `name` is missing, line 1 column 9 of the body"
        );
        assert!(shown(r#"{"name":"x","born":"SECRET"}"#).contains("at `born`"));
    }

    #[test]
    fn tells_no_json_from_json_cut_off() {
        assert_eq!(
            shown("<html>SECRET"),
            "the body is not readable JSON, line 1 column 1 of the body"
        );
        assert_eq!(
            shown(""),
            "the body is empty or ends too early, line 1 column 0 of the body"
        );
        assert!(shown("{\"name\":\"SECRET").starts_with("the body is empty or ends too early"));
        assert!(shown("{\"name\":\"SECRET\u{1}\"}").starts_with("the body is not readable JSON"));
    }

    #[test]
    fn deep_nesting_is_an_answer_not_a_crash() {
        let deep = "[".repeat(200_000);
        assert_eq!(
            decode::<serde_json::Value>(deep.as_bytes())
                .unwrap_err()
                .problem,
            Problem::NotJson
        );
        let ignored = shown(&format!(r#"{{"name":"x","unknown":{deep}"#));
        assert!(
            ignored.starts_with("the body is empty or ends too early"),
            "{ignored}"
        );
    }

    #[test]
    fn codes_are_tokens_only() {
        let code = |body: &str| error_code(body.as_bytes()).map(String::from);
        assert_eq!(
            code(r#"{"error":"rate_limited","detail":"x"}"#).as_deref(),
            Some("rate_limited")
        );
        assert_eq!(code(r#"{"error":"a.b-C_9"}"#).as_deref(), Some("a.b-C_9"));
        let long = format!(r#"{{"error":"{}"}}"#, "x".repeat(65));
        for none in [
            r#"{"error":"two words"}"#,
            r#"{"error":""}"#,
            r#"{"error":{}}"#,
            "{}",
            "[]",
            "",
            "<html>",
            &long,
        ] {
            assert_eq!(code(none), None, "{none}");
        }
        // An escape is decoded before it is judged.
        assert_eq!(code(r#"{"error":"a\u0062c"}"#).as_deref(), Some("abc"));
        assert_eq!(code(r#"{"error":"a\u0000"}"#), None);
    }
}
