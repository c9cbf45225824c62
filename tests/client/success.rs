//! Results as programs read them: each value of a full one, and what the API may do beyond the documents' examples.

use crate::clients::newest::types::{
    ProcessingMode, RejectionReasonCode, ResultStatus, SessionResult,
};
use serde_json::{Value, json};
use verifa::{ErrorKind, RateLimit, Redacted, ResponseValue};

use crate::bodies;
use crate::clients::newest::Client;
use crate::clients::read;
use crate::server::Answer;

const NEWEST: &str = <Client as verifa::DatedClient>::VERSION;

async fn result(body: &Value) -> ResponseValue<SessionResult> {
    read::<Client>(Answer::json(200, body)).await.unwrap()
}

/// The full example with members replaced.
fn changed(changes: Value) -> Value {
    let mut body = bodies::full_result(NEWEST);
    let Value::Object(changes) = changes else {
        panic!("changes are members");
    };
    body.as_object_mut().unwrap().extend(changes);
    body
}

#[tokio::test]
async fn each_value_of_a_full_result_is_where_it_belongs() {
    let result = result(&bodies::full_result(NEWEST)).await;
    assert_eq!(result.session_id, "ses_abc123");
    assert_eq!(result.status, ResultStatus::NeedsReview);
    assert!(result.is_sandbox);
    assert_eq!(result.created_at.unwrap().timestamp(), 1_705_311_000);
    assert_eq!(result.face_match_passed, Some(false));
    assert_eq!(result.face_match_score, Some(Redacted::new(0.31)));
    assert_eq!(result.age_check_passed, Some(true));
    assert_eq!(result.extracted_age, Some(Redacted::new(26)));
    let reason = result.rejection_reason.as_ref().unwrap();
    assert_eq!(reason.expose(), "The document could not be read in full.");
    let code = result.rejection_reason_code.as_ref();
    assert_eq!(code, Some(&RejectionReasonCode::DocumentUnreadable));
    assert_eq!(result.processing_mode, Some(ProcessingMode::Auto));
    assert_eq!(result.country_used.as_deref(), Some("US"));
    assert_eq!(result.sensitive_data_expired, Some(false));

    let data = &result.extracted_data;
    let address = data.address.as_ref().unwrap();
    for (member, value) in [
        (&data.first_name, "Jane"),
        (&data.last_name, "Doe"),
        (&data.date_of_birth, "1997-06-15"),
        (&data.document_number, "X0000000"),
        (&data.nationality, "US"),
        (&data.gender, "F"),
        (&data.ssn, "000-00-0000"),
        (&data.document_type, "drivers_license"),
        (&data.document_expiration_date, "2030-01-01"),
        (&data.document_issuing_state, "ZZ"),
        (&address.line1, "1 Example Street"),
        (&address.line2, "Apartment 0"),
        (&address.city, "Exampleville"),
        (&address.state, "ZZ"),
        (&address.zip, "00000"),
    ] {
        assert_eq!(
            member.as_ref().map(|member| member.expose().as_str()),
            Some(value)
        );
    }
}

#[tokio::test]
async fn expired_data_leaves_the_verdict() {
    let result = result(&bodies::example(NEWEST, "data_expired")).await;
    assert_eq!(result.sensitive_data_expired, Some(true));
    assert_eq!(
        serde_json::to_value(&result.extracted_data).unwrap(),
        json!({})
    );
    assert_eq!(result.status, ResultStatus::Approved);
    assert_eq!(result.face_match_passed, Some(true));
    assert_eq!(result.age_check_passed, Some(true));
    assert_eq!(
        (result.face_match_score, result.extracted_age),
        (None, None)
    );
}

#[tokio::test]
async fn every_known_status_has_its_variant() {
    for (text, status) in [
        ("approved", ResultStatus::Approved),
        ("rejected", ResultStatus::Rejected),
        ("needs_review", ResultStatus::NeedsReview),
    ] {
        assert_eq!(
            result(&changed(json!({ "status": text }))).await.status,
            status
        );
    }
}

#[tokio::test]
async fn unknown_values_of_enums_are_kept_and_written_again() {
    // A value in another case, or with spaces, is another value.
    for text in ["on_hold", "Approved", " approved", "", "ä"] {
        let body = changed(json!({
            "status": text,
            "rejection_reason_code": text,
            "processing_mode": text,
        }));
        let result = result(&body).await;
        assert_eq!(result.status, ResultStatus::Unknown(text.to_owned()));
        assert_eq!(
            result.rejection_reason_code,
            Some(RejectionReasonCode::Unknown(text.to_owned()))
        );
        assert_eq!(
            result.processing_mode,
            Some(ProcessingMode::Unknown(text.to_owned()))
        );
        assert_eq!(result.status.to_string(), text);
        assert_eq!(serde_json::to_value(&*result).unwrap(), body);
    }
}

#[tokio::test]
async fn other_spellings_of_the_same_values_are_read() {
    let body = changed(json!({
        "created_at": "2024-01-15T10:30:00.25+01:00",
        // The documentation's generator prints scores like this one.
        "face_match_score": 1,
        "extracted_age": -1,
        "country_used": "\u{1F600}\\\"\u{0}",
    }));
    let result = result(&body).await;
    assert_eq!(
        result.created_at.unwrap().timestamp_millis(),
        1_705_311_000_250
    );
    assert_eq!(result.face_match_score, Some(Redacted::new(1.0)));
    assert_eq!(result.extracted_age, Some(Redacted::new(-1)));
    assert_eq!(result.country_used.as_deref(), Some("\u{1F600}\\\"\u{0}"));
}

#[tokio::test]
async fn a_date_that_is_none_is_a_decode_error() {
    for date in ["SECRET", "2024-01-15", "2024-13-15T09:30:00Z", ""] {
        let body = changed(json!({ "created_at": date }));
        let error = read::<Client>(Answer::json(200, &body)).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode);
        let message = error.to_string();
        assert!(message.contains("at `created_at`"), "{message}");
        assert!(!message.contains("SECRET"), "{message}");
    }
}

#[tokio::test]
async fn the_media_type_and_white_space_around_the_body_do_not_matter() {
    let body = bodies::full_result(NEWEST);
    for media_type in [
        "application/json; charset=utf-8",
        "application/vnd.api+json",
        "text/plain",
    ] {
        let answer = Answer::new(200, media_type, format!("\r\n\t {body:#} \n"));
        let result = read::<Client>(answer).await.unwrap();
        assert_eq!(
            serde_json::to_value(&*result).unwrap(),
            body,
            "{media_type}"
        );
    }
}

#[tokio::test]
async fn headers_of_a_result_are_at_hand() {
    let answer = Answer::json(200, &bodies::full_result(NEWEST))
        .with("X-Request-Id", "req_1")
        .with("X-RateLimit-Limit", "600")
        .with("X-RateLimit-Remaining", "599")
        .with("X-RateLimit-Reset", "1705311060")
        .with("X-Quota-Remaining", "999");
    let result = read::<Client>(answer).await.unwrap();
    assert_eq!(result.status(), 200);
    assert_eq!(result.request_id(), Some("req_1"));
    assert_eq!(result.headers()["x-ratelimit-limit"], "600");
    let numbers = |limit: RateLimit| (limit.limit, limit.remaining, limit.reset_unix_seconds);
    assert_eq!(
        result.rate_limit().map(numbers),
        Some((Some(600), Some(599), Some(1_705_311_060)))
    );
    assert_eq!(result.quota().map(numbers), Some((None, Some(999), None)));
}
