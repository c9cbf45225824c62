//! [`Inner`]: what every request of one client needs beside its address.

use std::fmt;
use std::time::Duration;

use reqwest::header::HeaderValue;

/// Settings that a generated client carries. Made by the builder only.
#[derive(Clone)]
pub struct Inner {
    pub(super) api_key: HeaderValue,
    pub(super) user_agent: HeaderValue,
    /// Set where the time limit was chosen for a ready-made HTTP client; the builder's own client has it inside.
    pub(super) timeout: Option<Duration>,
    pub(super) max_response_bytes: usize,
}

/// Generated clients derive `Debug`, so this is printed with them.
impl fmt::Debug for Inner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Inner")
            .field("user_agent", &self.user_agent)
            .field("timeout", &self.timeout)
            .field("max_response_bytes", &self.max_response_bytes)
            .finish_non_exhaustive()
    }
}
