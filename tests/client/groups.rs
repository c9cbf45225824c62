//! What only some groups of operations have: pages, keys against sending twice, bodies that are sent, statuses of which
//! only the class is known, answers without a body, and files.

use std::collections::BTreeMap;
use std::pin::pin;

use futures_core::Stream;
use serde_json::{Value, json};
use verifa::{DatedClient, Error, ErrorKind, v2026_01_01};

use crate::bodies;
use crate::clients::newest::Client;
use crate::clients::newest::types::{
    CreateSessionRequest, ErrorCode, IdempotencyKey, IdentityStatus, SessionStatus,
};
use crate::clients::{ErrorBody, client};
use crate::server::{Answer, Request, Server, bounded};

const NEWEST: &str = <Client as DatedClient>::VERSION;

/// The first example of an operation's answers.
fn documented(date: &str, operation: &str) -> Value {
    let document = bodies::document(date);
    let mut examples = bodies::answers(bodies::operation(&document, operation));
    examples.swap_remove(0).body
}

/// A server that gives the newest date's documented answer of an operation.
async fn answering(operation: &str) -> Server {
    Server::answering(Answer::json(200, &documented(NEWEST, operation))).await
}

/// The query of a request, decoded as far as these tests need it.
fn query(request: &Request) -> BTreeMap<String, String> {
    let (_, query) = request.target.split_once('?').unwrap();
    let decode = |text: &str| {
        let text = text
            .replace('+', " ")
            .replace("%5B", "[")
            .replace("%5D", "]");
        text.replace("%2F", "/")
            .replace("%3D", "=")
            .replace("%26", "&")
            .replace("%3A", ":")
    };
    let pairs = query.split('&').map(|pair| pair.split_once('=').unwrap());
    let decoded: Vec<_> = pairs
        .map(|(name, value)| (decode(name), decode(value)))
        .collect();
    let count = decoded.len();
    let map = BTreeMap::from_iter(decoded);
    assert_eq!(
        map.len(),
        count,
        "a parameter is sent twice: {}",
        request.target
    );
    map
}

fn expected<const N: usize>(pairs: [(&str, &str); N]) -> BTreeMap<String, String> {
    let pairs = pairs.into_iter();
    pairs
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

#[tokio::test]
async fn a_list_is_read_page_by_page_with_an_offset() {
    let session = documented(NEWEST, "list_sessions")["data"][0].clone();
    let server = Server::with(move |request| {
        let query = query(request);
        let offset: usize = query["offset"].parse().unwrap();
        let limit: usize = query["limit"].parse().unwrap();
        let ids = (0..5).skip(offset).take(limit);
        let id =
            |id: usize| bodies::with(session.clone(), &["id".to_owned()], id.to_string().into());
        let page: Vec<Value> = ids.map(id).collect();
        let pagination = json!({"total": 5, "limit": limit, "offset": offset});
        Answer::json(200, &json!({"data": page, "pagination": pagination}))
    })
    .await;
    let client: Client = client(&server);
    let mut ids = Vec::new();
    loop {
        let call = client
            .list_sessions()
            .limit(2)
            .offset(i64::try_from(ids.len()).unwrap());
        let page = bounded(call.send()).await.unwrap().into_inner();
        ids.extend(page.data.into_iter().map(|session| session.id));
        if ids.len() == usize::try_from(page.pagination.unwrap().total.unwrap()).unwrap() {
            break;
        }
    }
    assert_eq!(ids, ["0", "1", "2", "3", "4"]);
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn filters_are_sent_where_they_are_set() {
    let server = answering("list_sessions").await;
    let client: Client = client(&server);
    bounded(client.list_sessions().send()).await.unwrap();
    assert_eq!(server.request().target, "/api/v1/sessions");

    let call = client
        .list_sessions()
        .status(SessionStatus::UnderReview)
        .q("order 1&limit=9");
    bounded(call.send()).await.unwrap();
    assert_eq!(
        query(&server.requests()[1]),
        expected([("status", "under_review"), ("q", "order 1&limit=9")])
    );
}

#[tokio::test]
async fn a_day_and_time_is_sent_as_text_of_the_standard() {
    let server = answering("list_events").await;
    let client: Client = client(&server);
    let call = client.list_events().created_after(
        "2026-02-03T10:30:00+01:00"
            .parse::<chrono::DateTime<chrono::Utc>>()
            .unwrap(),
    );
    bounded(call.send()).await.unwrap();
    assert_eq!(
        query(&server.request()),
        expected([("created_after", "2026-02-03T09:30:00Z")])
    );
}

#[tokio::test]
async fn a_limit_of_zero_is_not_sent() {
    let server = answering("list_sessions").await;
    let client: Client = client(&server);
    let call = client.list_sessions().limit(0);
    let error = bounded(call.send()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    assert!(error.to_string().contains("`limit`"), "{error}");
    assert_eq!(server.requests(), []);
}

#[tokio::test]
async fn persons_are_read_with_a_cursor() {
    let server = answering("list_identities").await;
    let client: Client = client(&server);
    let cursor = "idn_1/ä=&x";
    let call = client.list_identities().page_after(cursor).page_size(10);
    let page = bounded(call.send()).await.unwrap();
    assert_eq!(page.data.len(), 1);
    let request = server.request();
    assert_eq!(
        query(&request),
        expected([("page[after]", "idn_1/%C3%A4=&x"), ("page[size]", "10")])
    );
    // Nobody takes brackets in a query for anything else.
    assert!(!request.target.contains(['[', ']']), "{}", request.target);
    let call = client.list_identities().page_before(&page.data[0].id);
    bounded(call.send()).await.unwrap();
    assert_eq!(
        query(&server.requests()[1]),
        expected([("page[before]", page.data[0].id.as_str())])
    );
}

#[tokio::test]
async fn a_key_against_sending_twice_is_a_header() {
    let server = answering("create_session").await;
    let client: Client = client(&server);
    let body = CreateSessionRequest::builder().external_ref("order-1001".to_owned());
    let call = client
        .create_session()
        .idempotency_key("order-1001")
        .body(body);
    let created = bounded(call.send()).await.unwrap();
    assert_eq!(created.status, SessionStatus::Pending);
    let request = server.request();
    assert_eq!(
        (request.method.as_str(), request.target.as_str()),
        ("POST", "/api/v1/sessions")
    );
    assert_eq!(request.header("idempotency-key"), ["order-1001"]);
    // What was not set is not sent: null would be a value.
    assert_eq!(request.json(), json!({"external_ref": "order-1001"}));

    let call = client
        .create_session()
        .body(CreateSessionRequest::builder());
    bounded(call.send()).await.unwrap();
    let request = server.requests().pop().unwrap();
    assert_eq!(request.header("idempotency-key"), [""; 0]);
    assert_eq!(request.json(), json!({}));
}

#[tokio::test]
async fn a_key_that_is_too_long_is_not_sent() {
    let server = answering("create_session").await;
    let client: Client = client(&server);
    for (length, is_sent) in [(255, true), (256, false)] {
        let key = "k".repeat(length);
        assert_eq!(key.parse::<IdempotencyKey>().is_ok(), is_sent);
        let call = client.create_session().idempotency_key(key.as_str());
        let answer = bounded(call.body(CreateSessionRequest::builder()).send()).await;
        assert_eq!(answer.is_ok(), is_sent, "{length}");
        if let Err(error) = answer {
            assert_eq!(error.kind(), ErrorKind::InvalidRequest);
            let printed = format!("{error} {error:?}");
            assert!(printed.contains("idempotency_key"), "{printed}");
            assert!(!printed.contains(&key), "{printed}");
        }
    }
    assert_eq!(server.requests().len(), 1);
}

/// `approved` became `verified` with the newer date: programs see it by the type.
#[tokio::test]
async fn the_status_of_a_person_is_that_of_the_date() {
    let server = Server::with(|request| {
        let status = request.json()["status"].clone();
        Answer::json(200, &json!({"id": "idn_1", "status": status}))
    })
    .await;

    let old: v2026_01_01::Client = client(&server);
    let approved = v2026_01_01::types::IdentityStatus::Approved;
    let call = old
        .update_identity()
        .identity_id("idn_1")
        .body_map(|body| body.status(Some(approved.clone())));
    assert_eq!(bounded(call.send()).await.unwrap().status, approved);

    let new: Client = client(&server);
    let verified = IdentityStatus::Verified;
    let call = new
        .update_identity()
        .identity_id("idn_1")
        .body_map(|body| body.status(Some(verified.clone())));
    assert_eq!(bounded(call.send()).await.unwrap().status, verified);

    let requests = server.requests();
    let sent: Vec<(&str, &str, Value)> = requests
        .iter()
        .map(|request| {
            (
                request.method.as_str(),
                request.target.as_str(),
                request.json(),
            )
        })
        .collect();
    assert_eq!(
        sent,
        [
            (
                "PATCH",
                "/api/v1/identities/idn_1",
                json!({"status": "approved"})
            ),
            (
                "PATCH",
                "/api/v1/identities/idn_1",
                json!({"status": "verified"})
            ),
        ]
    );

    // Each reads the other's word as an unknown one, and keeps it.
    let server = Server::answering(Answer::json(
        200,
        &json!({"id": "idn_1", "status": "verified"}),
    ))
    .await;
    let call = client::<v2026_01_01::Client>(&server);
    let person = bounded(call.get_identity().identity_id("idn_1").send())
        .await
        .unwrap();
    let unknown = v2026_01_01::types::IdentityStatus::Unknown("verified".to_owned());
    assert_eq!(person.status, unknown);
}

/// Pages do not say which success status an operation has, so the documents say `2XX`.
#[tokio::test]
async fn each_status_of_success_is_one() {
    let body = documented(NEWEST, "create_session");
    for status in [200, 201, 202, 203, 206, 299] {
        let server = Server::answering(Answer::json(status, &body)).await;
        let client: Client = client(&server);
        let call = client
            .create_session()
            .body(CreateSessionRequest::builder());
        let created = bounded(call.send()).await.unwrap();
        assert_eq!(created.status(), status);
        assert_eq!(created.id, body["id"].as_str().unwrap());
    }
    for status in [300, 302, 304, 500] {
        let server = Server::answering(Answer::json(status, &body)).await;
        let client: Client = client(&server);
        let call = client
            .create_session()
            .body(CreateSessionRequest::builder());
        let error = bounded(call.send()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::UnexpectedStatus);
        assert_eq!(error.status().unwrap(), status);
    }
}

#[tokio::test]
async fn the_one_documented_status_is_the_only_one() {
    let body = documented(NEWEST, "reprocess_session");
    for (status, is_read) in [(202, true), (200, false), (201, false)] {
        let server = Server::answering(Answer::json(status, &body)).await;
        let client: Client = client(&server);
        let answer = bounded(client.reprocess_session().session_id("ses_1").send()).await;
        assert_eq!(answer.is_ok(), is_read, "{status}");
    }
}

async fn next_case(answer: Answer) -> Error<ErrorBody> {
    let server = Server::answering(answer).await;
    let client: Client = client(&server);
    bounded(client.claim_next_case().send()).await.unwrap_err()
}

/// The reference answers an empty queue with 404, a guide with 204. Programs can tell both from a failure.
#[tokio::test]
async fn an_empty_queue_of_cases_is_told_by_its_status() {
    let error = next_case(Answer::Raw(
        b"HTTP/1.1 204 No Content\r\n\r\n".to_vec(),
        crate::server::Then::Hold,
    ))
    .await;
    assert_eq!(
        (error.kind(), error.status().unwrap().as_u16()),
        (ErrorKind::Decode, 204)
    );
    assert!(!error.is_retryable());
    insta::assert_snapshot!(error, @"cannot read the answer (204 No Content): the body is empty or ends too early, line 1 column 0 of the body; something between may have answered, or the document is not up to date");

    let error = next_case(Answer::json(404, &json!({"error": "not_found"}))).await;
    assert_eq!(
        (error.kind(), error.status().unwrap().as_u16()),
        (ErrorKind::Api, 404)
    );
    assert_eq!(error.body().unwrap().error, ErrorCode::NotFound);
}

#[tokio::test]
async fn contents_that_are_refused_have_their_code() {
    let body = json!({
        "error": "idempotency_mismatch",
        "detail": "The key was used with other contents.",
        "status_code": 422,
        "errors": [{"field": "country", "message": "SECRET"}],
    });
    let server = Server::answering(Answer::json(422, &body)).await;
    let client: Client = client(&server);
    let call = client.create_session().idempotency_key("order-1001");
    let error = bounded(call.body(CreateSessionRequest::builder()).send())
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.status().unwrap().as_u16()),
        (ErrorKind::Api, 422)
    );
    assert!(!error.is_retryable());
    assert_eq!(error.code(), Some("idempotency_mismatch"));
    assert!(
        !format!("{error} {error:?}").contains("SECRET"),
        "{error:?}"
    );
    insta::assert_snapshot!(error, @"the API answered 422 Unprocessable Entity (idempotency_mismatch): see `code()` and `body()` for the reason");
    let body = error.into_body().unwrap();
    assert_eq!(body.error, ErrorCode::IdempotencyMismatch);
    assert_eq!(body.status_code, Some(422));
}

#[tokio::test]
async fn a_new_key_is_told_once_and_not_printed() {
    let body = json!({"id": "key_1", "secret": "vk_live_SECRET", "label": "reports"});
    let server = Server::answering(Answer::json(201, &body)).await;
    let client: Client = client(&server);
    let sent = bodies::requests(bodies::operation(
        &bodies::document(NEWEST),
        "create_api_key",
    ))
    .remove(0);
    let sent: crate::clients::newest::types::CreateApiKeyRequest =
        serde_json::from_value(sent).unwrap();
    let key = bounded(client.create_api_key().body(sent).send())
        .await
        .unwrap();
    assert_eq!(key.secret.as_ref().unwrap().expose(), "vk_live_SECRET");
    assert!(!format!("{key:?}").contains("SECRET"), "{key:?}");
}

/// The bytes of a report as they come.
async fn report(answer: Answer) -> Result<Vec<u8>, Error<ErrorBody>> {
    let server = Server::answering(answer).await;
    let client: Client = client(&server);
    let call = client.download_session_report().session_id("ses_1");
    let answer = bounded(call.send()).await?;
    let request = server.request();
    assert_eq!(request.target, "/api/v1/sessions/ses_1/report");
    let mut stream = pin!(answer.into_inner().into_inner());
    let mut bytes = Vec::new();
    while let Some(part) = bounded(std::future::poll_fn(|context| {
        stream.as_mut().poll_next(context)
    }))
    .await
    {
        bytes.extend_from_slice(&part.unwrap());
    }
    Ok(bytes)
}

#[tokio::test]
async fn a_report_is_a_file() {
    let file: Vec<u8> = b"%PDF-1.7\n\0\xff".repeat(50_000);
    let bytes = report(Answer::new(200, "application/pdf", file.clone()))
        .await
        .unwrap();
    assert!(bytes == file, "{} bytes of {}", bytes.len(), file.len());
    let error = report(Answer::json(404, &json!({"error": "not_found"})))
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.code()),
        (ErrorKind::Api, Some("not_found"))
    );
}
