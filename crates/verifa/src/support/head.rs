//! What an answer says beside its body: status, headers, and the error code that its body names.

use std::time::Duration;

use reqwest::StatusCode;
use reqwest::header::HeaderMap;

use super::headers::{LimitHeaders, REQUEST_IDS};

/// A rate limit or quota as the headers of one answer state it. A member is `None` where its header is absent or no
/// number.
///
/// ```
/// use reqwest::{StatusCode, header::HeaderMap};
/// use verifa::ResponseValue;
///
/// let mut headers = HeaderMap::new();
/// headers.insert("x-ratelimit-remaining", "299".parse()?);
/// let answer = ResponseValue::new((), StatusCode::OK, headers);
/// assert_eq!(answer.rate_limit().and_then(|limit| limit.remaining), Some(299));
/// # Ok::<(), reqwest::header::InvalidHeaderValue>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct RateLimit {
    /// Requests that the current window allows in all.
    pub limit: Option<u64>,
    /// Requests that are left in the current window.
    pub remaining: Option<u64>,
    /// When the window ends: seconds since 1970-01-01T00:00:00Z.
    pub reset_unix_seconds: Option<u64>,
}

/// Everything of an answer that is not its value. No `Debug`: headers must not be printed.
#[derive(Clone)]
pub(super) struct Head {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    /// The body's `error` member, where the status tells of an error and the member looks like a code.
    pub(super) code: Option<Box<str>>,
}

impl Head {
    pub(super) fn of(response: &reqwest::Response) -> Self {
        Self {
            status: response.status(),
            headers: response.headers().clone(),
            code: None,
        }
    }

    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.headers
            .get(name)?
            .to_str()
            .ok()
            .map(str::trim)
            .filter(|text| !text.is_empty())
    }

    pub(super) fn request_id(&self) -> Option<&str> {
        REQUEST_IDS.iter().find_map(|name| self.text(name))
    }

    pub(super) fn retry_after_raw(&self) -> Option<&str> {
        self.text(reqwest::header::RETRY_AFTER.as_str())
    }

    /// `delay-seconds` of RFC 9110, section 10.2.3. The other form, a date, needs a clock.
    pub(super) fn retry_after(&self) -> Option<Duration> {
        self.retry_after_raw()
            .and_then(whole_number)
            .map(Duration::from_secs)
    }

    pub(super) fn limit(&self, [limit, remaining, reset]: LimitHeaders) -> Option<RateLimit> {
        let number = |name| self.text(name).and_then(whole_number);
        let found = RateLimit {
            limit: number(limit),
            remaining: number(remaining),
            reset_unix_seconds: number(reset),
        };
        let any = found
            .limit
            .or(found.remaining)
            .or(found.reset_unix_seconds)
            .is_some();
        any.then_some(found)
    }
}

/// Digits only: `u64::from_str` would take a sign.
fn whole_number(text: &str) -> Option<u64> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        text.parse().ok()
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use reqwest::header::{HeaderName, HeaderValue};

    use super::super::headers::{QUOTA, RATE_LIMIT};
    use super::*;

    fn head(pairs: &[(&'static str, &str)]) -> Head {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.append(
                HeaderName::from_static(name),
                HeaderValue::from_bytes(value.as_bytes()).unwrap(),
            );
        }
        Head {
            status: StatusCode::TOO_MANY_REQUESTS,
            headers,
            code: None,
        }
    }

    #[test]
    fn reads_seconds_and_leaves_dates_raw() {
        assert_eq!(
            head(&[("retry-after", " 7 ")]).retry_after(),
            Some(Duration::from_secs(7))
        );
        for raw in [
            "Wed, 21 Oct 2026 07:28:00 GMT",
            "-1",
            "+1",
            "1.5",
            "99999999999999999999999",
        ] {
            let head = head(&[("retry-after", raw)]);
            assert_eq!(
                (head.retry_after(), head.retry_after_raw()),
                (None, Some(raw))
            );
        }
        assert_eq!(head(&[]).retry_after_raw(), None);
        assert_eq!(head(&[("retry-after", "")]).retry_after(), None);
    }

    #[test]
    fn reads_rate_limit_and_quota_apart() {
        let both = head(&[
            ("x-ratelimit-limit", "300"),
            ("x-ratelimit-remaining", "0"),
            ("x-ratelimit-reset", "1767225600"),
            ("x-quota-remaining", "12"),
            ("x-quota-limit", "many"),
        ]);
        let rate = RateLimit {
            limit: Some(300),
            remaining: Some(0),
            reset_unix_seconds: Some(1_767_225_600),
        };
        assert_eq!(both.limit(RATE_LIMIT), Some(rate));
        let quota = RateLimit {
            limit: None,
            remaining: Some(12),
            reset_unix_seconds: None,
        };
        assert_eq!(both.limit(QUOTA), Some(quota));
        assert_eq!(head(&[("x-ratelimit-limit", "x")]).limit(RATE_LIMIT), None);
    }

    #[test]
    fn prefers_the_common_request_id_and_skips_unreadable_ones() {
        assert_eq!(
            head(&[("x-correlation-id", "c"), ("x-request-id", "r")]).request_id(),
            Some("r")
        );
        assert_eq!(
            head(&[("x-correlation-id", "c"), ("x-request-id", "\u{e9}")]).request_id(),
            Some("c")
        );
        assert_eq!(head(&[]).request_id(), None);
    }
}
