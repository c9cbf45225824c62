//! The header names and fixed values of the Verifa API that no operation of the documents declares, because they
//! select what the documents describe: key, version date and casing.

use reqwest::header::HeaderName;

/// Carries the API key.
pub(super) const API_KEY: HeaderName = HeaderName::from_static("x-api-key");
/// Selects the version date that answers.
pub(super) const VERSION: HeaderName = HeaderName::from_static("verifa-version");
/// Selects the casing of the members of an answer.
pub(super) const KEY_INFLECTION: HeaderName = HeaderName::from_static("key-inflection");
/// The only casing that the generated types can read. Sent always: an organization may have set another default.
pub(super) const SNAKE: &str = "snake";
/// What progenitor sends by itself; the API does not know it.
pub(super) const FOREIGN_VERSION: HeaderName = HeaderName::from_static("api-version");

/// Where a request id is looked for, in this order. Verifa documents none of them; the first is the most common
/// name, the others are what widespread gateways add.
pub(super) const REQUEST_IDS: [&str; 4] = [
    "x-request-id",
    "request-id",
    "x-correlation-id",
    "x-amzn-requestid",
];

/// Names of one rate limit's headers: limit, remaining, reset.
pub(super) type LimitHeaders = [&'static str; 3];
/// Requests in the current window.
pub(super) const RATE_LIMIT: LimitHeaders = [
    "x-ratelimit-limit",
    "x-ratelimit-remaining",
    "x-ratelimit-reset",
];
/// The plan's quota; sent only where one applies.
pub(super) const QUOTA: LimitHeaders = ["x-quota-limit", "x-quota-remaining", "x-quota-reset"];
