//! Answers that are no result: documented refusals, undocumented statuses, and bodies of another form.

use std::time::Duration;

use crate::clients::newest;
use crate::clients::newest::types::ErrorCode;
use insta::assert_snapshot;
use serde_json::json;
use verifa::{Error, ErrorKind};

use crate::bodies;
use crate::clients::{ErrorBody, failure};
use crate::server::Answer;

const NEWEST: &str = <newest::Client as verifa::DatedClient>::VERSION;
const GATEWAY_PAGE: &str = "<html><body>SECRET-PAGE Bad Gateway</body></html>";

fn kind_and_status(error: &Error<ErrorBody>) -> (ErrorKind, u16) {
    (error.kind(), error.status().unwrap().as_u16())
}

/// A refusal as the document shows it.
fn documented(status: u16, example: &str) -> Answer {
    Answer::json(status, &bodies::example(NEWEST, example))
}

#[tokio::test]
async fn a_refused_key_has_its_code_and_text() {
    let error = failure(documented(401, "invalid_key").with("x-request-id", "req_401")).await;
    assert_eq!(kind_and_status(&error), (ErrorKind::Api, 401));
    assert!(!error.is_retryable());
    assert_eq!(error.request_id(), Some("req_401"));
    let body = error.body().unwrap();
    // The document's own code for this case is not a known one.
    assert_eq!(
        body.error,
        ErrorCode::Unknown("code_not_documented".to_owned())
    );
    assert_eq!(
        body.detail.as_deref(),
        Some("The API key is missing or not valid.")
    );
    assert_eq!(body.status_code, Some(401));
    assert_eq!(error.code(), Some("code_not_documented"));
    assert_snapshot!(error, @"the API answered 401 Unauthorized: check that the API key is complete and active");
}

#[tokio::test]
async fn a_missing_result_is_told_by_status_and_code() {
    let error = failure(documented(404, "no_result_yet")).await;
    assert_eq!(kind_and_status(&error), (ErrorKind::Api, 404));
    assert!(!error.is_retryable());
    assert_eq!(
        (error.code(), error.request_id()),
        (Some("not_found"), None)
    );
    assert_eq!((error.retry_after(), error.rate_limit()), (None, None));
    assert_snapshot!(error, @"the API answered 404 Not Found (not_found): check the id, and that the key belongs to the same environment");
    let body = error.into_body().unwrap();
    assert_eq!(body.error, ErrorCode::NotFound);
    assert_eq!(body.detail.as_deref(), Some("No result yet"));
}

#[tokio::test]
async fn too_many_requests_say_how_long_to_wait() {
    let answer = documented(429, "rate_limited")
        .with("Retry-After", "12")
        .with("X-RateLimit-Remaining", "0");
    let error = failure(answer).await;
    assert_eq!(kind_and_status(&error), (ErrorKind::Api, 429));
    assert!(error.is_retryable());
    assert_eq!(error.retry_after(), Some(Duration::from_secs(12)));
    assert_eq!(error.retry_after_raw(), Some("12"));
    assert_eq!(error.headers().unwrap()["retry-after"], "12");
    assert_eq!(error.rate_limit().unwrap().remaining, Some(0));
    assert_eq!(error.body().unwrap().error, ErrorCode::RateLimited);
    assert_eq!(error.code(), Some("rate_limited"));
    assert_snapshot!(error, @"the API answered 429 Too Many Requests (rate_limited): wait as long as `retry_after()` says");
}

#[tokio::test]
async fn a_wait_until_a_date_is_left_to_the_caller() {
    let date = "Wed, 21 Oct 2026 07:28:00 GMT";
    let error = failure(documented(429, "rate_limited").with("Retry-After", date)).await;
    assert_eq!(
        (error.retry_after(), error.retry_after_raw()),
        (None, Some(date))
    );
}

#[tokio::test]
async fn undocumented_statuses_keep_status_and_headers() {
    let body = json!({"error": "bad_request", "detail": "SECRET"});
    for (status, retryable) in [
        (201, false),
        (204, false),
        (304, false),
        (400, false),
        (403, false),
        (408, true),
        (410, false),
        (422, false),
        (500, false),
        (502, true),
        (503, true),
        (504, true),
    ] {
        let (body, code) = if [204, 304].contains(&status) {
            (String::new(), None)
        } else {
            (body.to_string(), Some("bad_request"))
        };
        let answer = Answer::new(status, "application/json", body)
            .with("Retry-After", "3")
            .with("Request-Id", "req_other");
        let error = failure(answer).await;
        assert_eq!(
            kind_and_status(&error),
            (ErrorKind::UnexpectedStatus, status)
        );
        assert_eq!(error.is_retryable(), retryable, "{status}");
        assert_eq!(error.retry_after(), Some(Duration::from_secs(3)));
        assert_eq!(error.request_id(), Some("req_other"));
        assert_eq!((error.code(), error.body().is_none()), (code, true));
    }
}

#[tokio::test]
async fn an_undocumented_status_is_told_whatever_becomes_of_its_body() {
    let endless = "x".repeat(1 << 20);
    let broken = "HTTP/1.1 400 Bad Request\r\ncontent-length: 100\r\n\r\n{\"error\":";
    for answer in [
        Answer::new(400, "application/json", endless),
        Answer::raw(broken),
    ] {
        let error = failure(answer).await;
        assert_eq!(kind_and_status(&error), (ErrorKind::UnexpectedStatus, 400));
        assert_eq!(error.code(), None);
    }
}

#[tokio::test]
async fn undocumented_statuses_say_what_to_do() {
    let text = async |status| {
        failure(Answer::html(status, GATEWAY_PAGE))
            .await
            .to_string()
    };
    assert_snapshot!(text(400).await, @"the API answered 400 Bad Request, which is not documented for this operation: check the base URL, or use a client of a newer version date");
    assert_snapshot!(text(403).await, @"the API answered 403 Forbidden, which is not documented for this operation: check the scopes and allowed addresses of the API key");
    assert_snapshot!(text(302).await, @"the API answered 302 Found, which is not documented for this operation: redirects are not followed, check the base URL");
    assert_snapshot!(text(500).await, @"the API answered 500 Internal Server Error, which is not documented for this operation: the server failed, report it if that lasts");
    assert_snapshot!(text(502).await, @"the API answered 502 Bad Gateway, which is not documented for this operation: try again later");
    assert_snapshot!(text(503).await, @"the API answered 503 Service Unavailable, which is not documented for this operation: try again later");
}

#[tokio::test]
async fn a_gateways_page_under_a_documented_status_keeps_what_the_head_says() {
    let error = failure(Answer::html(429, GATEWAY_PAGE).with("Retry-After", "7")).await;
    assert_eq!(kind_and_status(&error), (ErrorKind::Decode, 429));
    assert!(error.is_retryable());
    assert_eq!(error.retry_after(), Some(Duration::from_secs(7)));
    assert_eq!((error.code(), error.body().is_none()), (None, true));
    assert_snapshot!(error, @"cannot read the answer (429 Too Many Requests): the body is not readable JSON, line 1 column 1 of the body; something between may have answered, or the document is not up to date");

    let error = failure(Answer::html(200, GATEWAY_PAGE)).await;
    assert_eq!(kind_and_status(&error), (ErrorKind::Decode, 200));
    assert!(!error.is_retryable());
    assert_snapshot!(error, @"cannot read the answer (200 OK): the body is not readable JSON, line 1 column 1 of the body; something between may have answered, or the document is not up to date");
}

#[tokio::test]
async fn an_empty_body_keeps_the_status() {
    for status in [200, 401, 404, 429] {
        let error = failure(Answer::new(status, "application/json", "")).await;
        assert_eq!(kind_and_status(&error), (ErrorKind::Decode, status));
        assert_eq!(error.is_retryable(), status == 429);
    }
    let error = failure(Answer::new(404, "application/json", "")).await;
    assert_snapshot!(error, @"cannot read the answer (404 Not Found): the body is empty or ends too early, line 1 column 0 of the body; something between may have answered, or the document is not up to date");
}

#[tokio::test]
async fn json_of_another_form_is_no_error_body() {
    let text = async |body| {
        let error = failure(Answer::json(404, &body)).await;
        assert_eq!(kind_and_status(&error), (ErrorKind::Decode, 404));
        assert!(
            !format!("{error} {error:?}").contains("SECRET"),
            "{error:?}"
        );
        (error.code().map(str::to_owned), error.to_string())
    };
    let (code, message) = text(json!({"message": "SECRET"})).await;
    assert_eq!(code, None);
    assert_snapshot!(message, @"cannot read the answer (404 Not Found): the required member `error` is missing, line 1 column 20 of the body; something between may have answered, or the document is not up to date");
    let (code, message) = text(json!({"error": {"SECRET": "SECRET"}})).await;
    assert_eq!(code, None);
    assert!(message.contains("at `error`"), "{message}");
    // An array is no object, although its items could be taken for members in their order.
    let array = json!(["SECRET", "not_found", 404]);
    for body in [
        json!("SECRET"),
        json!(["not_found"]),
        array,
        json!(null),
        json!(404),
    ] {
        let (code, _) = text(body).await;
        assert_eq!(code, None);
    }
}

#[tokio::test]
async fn a_detail_that_is_no_text_leaves_the_code() {
    for detail in [json!({"field": ["SECRET"]}), json!(["SECRET"]), json!(7)] {
        let body = json!({"error": "not_found", "detail": detail, "status_code": 404});
        let error = failure(Answer::json(404, &body)).await;
        assert_eq!(kind_and_status(&error), (ErrorKind::Decode, 404));
        assert_eq!(error.code(), Some("not_found"));
        let message = error.to_string();
        assert!(
            message.contains("expected a string at `detail`"),
            "{message}"
        );
        assert!(!message.contains("SECRET"), "{message}");
    }
}

#[tokio::test]
async fn optional_members_of_an_error_body_may_be_null_or_absent() {
    for body in [
        json!({"error": "not_found"}),
        json!({"error": "not_found", "detail": null, "status_code": null, "more": [{}]}),
    ] {
        let error = failure(Answer::json(404, &body)).await;
        assert_eq!(kind_and_status(&error), (ErrorKind::Api, 404));
        let body = error.body().unwrap();
        assert_eq!((&body.detail, body.status_code), (&None, None));
    }
}

#[tokio::test]
async fn a_code_is_a_token_or_nothing() {
    for (sent, code) in [
        ("idempotency_mismatch", Some("idempotency_mismatch")),
        ("new.code-1", Some("new.code-1")),
        ("SECRET sentence", None),
        ("", None),
    ] {
        let error = failure(Answer::json(404, &json!({ "error": sent }))).await;
        assert_eq!(kind_and_status(&error), (ErrorKind::Api, 404));
        assert_eq!(error.code(), code);
        assert_eq!(error.body().unwrap().error.to_string(), sent);
    }
}

#[tokio::test]
async fn errors_of_several_operations_can_be_handled_alike() {
    let error = failure(documented(429, "rate_limited").with("Retry-After", "12")).await;
    let before = (error.kind(), error.to_string());
    let untyped: Error = error.into_untyped();
    assert_eq!((untyped.kind(), untyped.to_string()), before);
    assert_eq!(untyped.code(), Some("rate_limited"));
    assert_eq!(untyped.retry_after(), Some(Duration::from_secs(12)));
    // Passing it on as any error must be possible from any thread.
    let boxed: Box<dyn std::error::Error + Send + Sync> = untyped.into();
    assert_eq!(boxed.to_string(), before.1);
}
