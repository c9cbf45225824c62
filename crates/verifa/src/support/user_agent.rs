//! The `User-Agent` header (RFC 9110, section 10.1.5): this crate, then the calling program.

use reqwest::header::HeaderValue;

use super::build_error::BuildError;

/// `verifa-rust/VERSION`, followed by the calling program where it gave its name.
pub(super) fn user_agent(app: Option<&(String, String)>) -> Result<HeaderValue, BuildError> {
    let own = concat!("verifa-rust/", env!("CARGO_PKG_VERSION"));
    let Some((name, version)) = app else {
        return Ok(HeaderValue::from_static(own));
    };
    if !is_token(name) || !is_token(version) {
        return Err(BuildError::InvalidAppInfo);
    }
    HeaderValue::from_str(&format!("{own} {name}/{version}"))
        .map_err(|_| BuildError::InvalidAppInfo)
}

/// `token` of RFC 9110, section 5.6.2.
fn is_token(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_the_crate_then_the_program() {
        let own = concat!("verifa-rust/", env!("CARGO_PKG_VERSION"));
        assert_eq!(user_agent(None).unwrap(), own);
        let app = ("onboarding".to_owned(), "2.1.0+build".to_owned());
        assert_eq!(
            user_agent(Some(&app)).unwrap(),
            format!("{own} onboarding/2.1.0+build").as_str()
        );
    }

    #[test]
    fn refuses_what_would_break_the_header() {
        for (name, version) in [
            ("", "1"),
            ("a", ""),
            ("a b", "1"),
            ("a", "1\r\nX: y"),
            ("a/b", "1"),
            ("\u{e4}", "1"),
        ] {
            assert!(
                user_agent(Some(&(name.to_owned(), version.to_owned()))).is_err(),
                "{name:?} {version:?}"
            );
        }
    }
}
