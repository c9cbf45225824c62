//! Says why a request could not be built, without the value that was refused.
//!
//! Generated builders report as text. The text of a nested conversion ends in the words of some `TryFrom`, and those
//! may quote the value; so only wordings that are known to hold none are kept.

/// The message of a generated builder with every unknown ending cut off.
pub(super) fn describe(message: &str) -> String {
    known(message, 0).unwrap_or_else(|| "a value was refused".to_owned())
}

/// Deeper nesting than any request body has; bounds the recursion.
const DEEPEST: usize = 32;

fn known(message: &str, depth: usize) -> Option<String> {
    if depth > DEEPEST {
        return None;
    }
    // `error converting supplied value for NAME: …` and ``conversion to `TYPE` for NAME failed[: …]``
    let nested = message
        .strip_prefix("error converting supplied value for ")
        .map(|rest| rest.split_once(": ").unwrap_or((rest, "")))
        .or_else(|| {
            let (_, rest) = message
                .strip_prefix("conversion to `")?
                .split_once("` for ")?;
            let (name, reason) = rest.split_once(" failed")?;
            Some((name, reason.trim_start_matches(": ")))
        });
    if let Some((name, reason)) = nested {
        let name = name_only(name)?;
        return Some(match known(reason, depth + 1) {
            Some(reason) => format!("`{name}`: {reason}"),
            None => format!("`{name}`: the value was refused"),
        });
    }
    if let Some(name) = message
        .strip_suffix(" was not initialized")
        .or_else(|| message.strip_prefix("no value supplied for "))
    {
        return Some(format!("`{}`: no value was given", name_only(name)?));
    }
    let limit = ["longer than ", "shorter than "].iter().find_map(|start| {
        let count = message.strip_prefix(start)?.strip_suffix(" characters")?;
        count.parse::<u64>().is_ok().then_some(())
    });
    let fixed = [
        "invalid value",
        "out of range integral type conversion attempted",
        "failed to serialize body",
    ];
    (limit.is_some() || fixed.contains(&message)).then(|| message.to_owned())
}

/// A Rust name as the generator writes it.
fn name_only(name: &str) -> Option<&str> {
    let plain = !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    plain.then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_wordings_of_the_generator() {
        for (message, shown) in [
            (
                "session_id was not initialized",
                "`session_id`: no value was given",
            ),
            (
                "no value supplied for status",
                "`status`: no value was given",
            ),
            (
                "conversion to `:: std :: string :: String` for session_id failed",
                "`session_id`: the value was refused",
            ),
            (
                "error converting supplied value for country: longer than 2 characters",
                "`country`: longer than 2 characters",
            ),
            (
                "conversion to `types :: Body` for body failed: error converting supplied value for address: no value supplied for line1",
                "`body`: `address`: `line1`: no value was given",
            ),
        ] {
            assert_eq!(describe(message), shown);
        }
    }

    #[test]
    fn drops_every_wording_that_may_quote_a_value() {
        for message in [
            "SECRET",
            "error converting supplied value for ssn: cannot read SECRET",
            "error converting supplied value for SECRET-1: invalid value",
            "conversion to `Uuid` for id failed: found `SECRET`",
            "longer than SECRET characters",
            "no value supplied for SECRET DATA",
            "conversion to `SECRET",
        ] {
            assert!(!describe(message).contains("SECRET"), "{message}");
        }
        let deep = "error converting supplied value for a: ".repeat(10_000);
        assert!(describe(&deep).len() < 1000);
    }
}
