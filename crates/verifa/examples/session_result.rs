//! Reads the result of one verification session and says what to do with it. Prints no personal data.
//!
//! ```text
//! VERIFA_API_KEY=vk_sandbox_… cargo run -p verifa --example session_result -- ses_abc123
//! ```
//! `VERIFA_BASE_URL` sends the request to another server, such as a mock on this machine.

use std::env;
use std::process::ExitCode;

use verifa::Client;
use verifa::types::ResultStatus;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("session_result: {message}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), String> {
    let session_id = env::args()
        .nth(1)
        .ok_or("pass the ID of a session, such as `ses_abc123`")?;
    let api_key = env::var("VERIFA_API_KEY").map_err(|_| "set VERIFA_API_KEY to your API key")?;
    let mut builder =
        Client::builder(api_key).app_info("session_result-example", env!("CARGO_PKG_VERSION"));
    if let Ok(base_url) = env::var("VERIFA_BASE_URL") {
        builder = builder.base_url(base_url);
    }
    let client = builder.build().map_err(|error| error.to_string())?;

    match client
        .get_session_result()
        .session_id(session_id)
        .send()
        .await
    {
        Ok(result) => {
            let advice = match &result.status {
                ResultStatus::Approved => "let the applicant in".to_owned(),
                ResultStatus::Rejected => "turn the applicant away".to_owned(),
                // Treat what this program does not know like the most careful known value.
                ResultStatus::Unknown(status) => {
                    format!("wait for a reviewer (new status `{status}`)")
                }
                // `NeedsReview`, and what a later version of the crate will know.
                _ => "wait for a reviewer".to_owned(),
            };
            println!("result: {advice}");
            if let Some(limit) = result.rate_limit() {
                println!("requests left in this window: {:?}", limit.remaining);
            }
            Ok(())
        }
        // Status first: it is there whatever form the body has.
        Err(error) => match error.status().map(|status| status.as_u16()) {
            Some(404) => {
                println!("no result yet, or no such session in this key's environment");
                Ok(())
            }
            Some(429) => Err(match error.retry_after() {
                Some(wait) => format!("too many requests: try again in {} seconds", wait.as_secs()),
                None => "too many requests: try again later".to_owned(),
            }),
            // Safe to print: an error shows neither key nor personal data.
            _ => Err(error.to_string()),
        },
    }
}
