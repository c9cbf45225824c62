//! Follows recognizable secrets through every way that an answer can go wrong, and looks for them in all that prints.

use std::error::Error as _;
use std::fmt::Write as _;

use reqwest::StatusCode;
use serde::Deserialize;

use super::error::{Error, ErrorKind};
use super::response::ResponseValue;
use super::test_server::TestServer;
use super::tls;
use crate::Redacted;

#[derive(Debug, Deserialize, PartialEq)]
struct Answer {
    name: Redacted<String>,
    age: Option<i64>,
}

/// Prints its detail: the error type must not rely on a body that redacts itself.
#[derive(Debug, Deserialize)]
struct Refusal {
    detail: String,
}

const HEADERS: &str = "set-cookie: SECRET-COOKIE\r\nx-request-id: SECRET-ID\r\nretry-after: 7\r\nx-ratelimit-limit: 300\r\n";

/// Everything that a log could take from an error.
fn printed<E>(error: &Error<E>) -> String {
    let mut text = format!("{error} {error:#} {error:?} {error:#?}");
    let mut source = error.source();
    while let Some(inner) = source {
        write!(text, " {inner} {inner:?} {inner:#?}").unwrap();
        source = inner.source();
    }
    text
}

fn assert_no_leak<E>(error: &Error<E>) {
    let text = printed(error);
    for secret in ["SECRET", "?q="] {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
}

fn http() -> reqwest::ClientBuilder {
    tls::set_up(reqwest::Client::builder().no_proxy(), false).unwrap()
}

/// One request as generated code makes it: documented are 200, 404 and 429.
async fn ask(base_url: &str) -> Result<ResponseValue<Answer>, Error<Refusal>> {
    let url = format!("{base_url}/SECRET-PATH?q=SECRET-QUERY");
    let result = http()
        .build()
        .unwrap()
        .get(url)
        .header("x-api-key", "SECRET-KEY")
        .send()
        .await;
    let response = result?;
    match response.status().as_u16() {
        200 => ResponseValue::from_response(response).await,
        404 | 429 => Err(Error::error_response(
            ResponseValue::from_response(response).await?,
        )),
        _ => Err(Error::unexpected_response(response).await),
    }
}

async fn refused(status: &str, body: &str) -> Error<Refusal> {
    let server = TestServer::with(status, HEADERS, body);
    let error = ask(&server.url()).await.unwrap_err();
    assert_no_leak(&error);
    // What is not printed can be read.
    assert_eq!(error.request_id(), Some("SECRET-ID"));
    assert_eq!(
        error.headers().unwrap().get("set-cookie").unwrap(),
        "SECRET-COOKIE"
    );
    assert_eq!(error.retry_after(), Some(std::time::Duration::from_secs(7)));
    assert_eq!(error.rate_limit().unwrap().limit, Some(300));
    error
}

#[tokio::test]
async fn a_value_comes_with_status_and_headers_and_prints_redacted() {
    let server = TestServer::with(
        "200 OK",
        HEADERS,
        r#"{"name":"SECRET-NAME","age":28,"new":{}}"#,
    );
    let answer = ask(&server.url()).await.unwrap();
    // Hiding is a matter of printing: what was asked for is what was sent.
    assert!(
        server
            .request()
            .starts_with("GET /SECRET-PATH?q=SECRET-QUERY HTTP/1.1\r\n")
    );
    assert_eq!(answer.name.expose(), "SECRET-NAME");
    assert_eq!(
        (answer.status(), answer.age, answer.request_id()),
        (StatusCode::OK, Some(28), Some("SECRET-ID"))
    );
    assert_eq!(
        format!("{answer:?}"),
        "Answer { name: [redacted], age: Some(28) }"
    );
    assert_eq!(answer.map(|value| value.age).into_inner(), Some(28));
}

#[tokio::test]
async fn a_documented_refusal_keeps_its_body_and_code() {
    let error = refused(
        "404 Not Found",
        r#"{"error":"not_found","detail":"SECRET-DETAIL"}"#,
    )
    .await;
    assert_eq!(error.kind(), ErrorKind::Api);
    assert_eq!(
        (error.status(), error.code()),
        (Some(StatusCode::NOT_FOUND), Some("not_found"))
    );
    assert!(!error.is_retryable());
    assert_eq!(
        error.to_string(),
        "the API answered 404 Not Found (not_found): check the id, and that the key belongs to the same environment"
    );
    let untyped = error.into_untyped();
    assert_eq!(
        (untyped.body(), untyped.code()),
        (Some(&()), Some("not_found"))
    );
    assert_no_leak(&untyped);

    let error = refused(
        "404 Not Found",
        r#"{"error":"SECRET-CODE","detail":"SECRET-DETAIL"}"#,
    )
    .await;
    assert_eq!(error.code(), Some("SECRET-CODE"));
    assert_eq!(error.into_body().unwrap().detail, "SECRET-DETAIL");
}

#[tokio::test]
async fn a_gateways_page_keeps_status_and_retry_after() {
    let error = refused("429 Too Many Requests", "<html>SECRET</html>").await;
    assert_eq!(
        (error.kind(), error.status()),
        (ErrorKind::Decode, Some(StatusCode::TOO_MANY_REQUESTS))
    );
    assert!(error.is_retryable());
    assert!(error.to_string().contains("not readable JSON"), "{error}");
    // The code survives where the rest has another form.
    let error = refused(
        "429 Too Many Requests",
        r#"{"error":"rate_limited","detail":["SECRET"]}"#,
    )
    .await;
    assert_eq!(
        (error.kind(), error.code()),
        (ErrorKind::Decode, Some("rate_limited"))
    );
    assert!(
        error.to_string().contains("expected a string at `detail`"),
        "{error}"
    );
}

#[tokio::test]
async fn undocumented_statuses_and_redirects_come_back_as_such() {
    let error = refused("418 SECRET-REASON", "SECRET").await;
    assert_eq!(
        (error.kind(), error.status()),
        (ErrorKind::UnexpectedStatus, Some(StatusCode::IM_A_TEAPOT))
    );
    let error = refused("503 Service Unavailable", "SECRET").await;
    assert!(error.is_retryable());
}

#[tokio::test]
async fn an_unreadable_value_is_named_by_place() {
    let error = refused("200 OK", r#"{"name":"SECRET-NAME","age":"SECRET-AGE"}"#).await;
    assert_eq!(
        (error.kind(), error.status()),
        (ErrorKind::Decode, Some(StatusCode::OK))
    );
    assert!(
        error
            .to_string()
            .contains("expected i64 at `age`, line 1 column 40"),
        "{error}"
    );
    assert!(!error.is_retryable());
}

#[tokio::test]
async fn a_body_that_breaks_off_keeps_its_head() {
    let cut = format!(
        "HTTP/1.1 200 OK\r\n{HEADERS}content-length: 1000\r\nconnection: close\r\n\r\n{{\"name\":\"SECRET"
    );
    let error = ask(&TestServer::answering(cut).url()).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.status()),
        (ErrorKind::Transport, Some(StatusCode::OK))
    );
    assert!(error.is_retryable() && error.source().is_some());
    assert_no_leak(&error);
}

#[tokio::test]
async fn no_server_and_no_answer_are_told_apart() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    // Nobody accepts: the connection stands in the listener's queue and no answer comes.
    let silent = http()
        .timeout(std::time::Duration::from_millis(50))
        .build()
        .unwrap();
    let error = Error::<()>::from(
        silent
            .get(format!("{url}/SECRET?q=SECRET"))
            .send()
            .await
            .unwrap_err(),
    );
    assert_eq!((error.kind(), error.status()), (ErrorKind::Timeout, None));
    assert_no_leak(&error);

    drop(listener);
    let error = ask(&url).await.unwrap_err();
    assert_eq!((error.kind(), error.status()), (ErrorKind::Connect, None));
    assert!(error.is_retryable());
    assert_no_leak(&error);
}

#[tokio::test]
async fn a_wrong_address_and_a_foreign_answer_do_not_print_either() {
    let error = Error::<()>::from(
        http()
            .build()
            .unwrap()
            .get("ftp://SECRET/?q=SECRET")
            .send()
            .await
            .unwrap_err(),
    );
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    assert_no_leak(&error);

    let error = ask(&TestServer::answering("SECRET is no HTTP\r\n\r\n").url())
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert_no_leak(&error);
}

#[tokio::test]
async fn the_generators_own_errors_lose_what_they_print() {
    type Raw = progenitor_client::Error<Refusal>;
    let server = TestServer::with("418 Teapot", HEADERS, "SECRET");
    let response = http()
        .build()
        .unwrap()
        .get(server.url())
        .send()
        .await
        .unwrap();
    let invalid = serde_json::from_str::<bool>("\"SECRET\"").unwrap_err();
    for (raw, kind) in [
        (
            Raw::InvalidRequest("SECRET".to_owned()),
            ErrorKind::InvalidRequest,
        ),
        (Raw::Custom("SECRET".to_owned()), ErrorKind::InvalidRequest),
        (
            Raw::InvalidResponsePayload("SECRET".into(), invalid),
            ErrorKind::Decode,
        ),
        (
            Raw::UnexpectedResponse(response),
            ErrorKind::UnexpectedStatus,
        ),
        (
            Raw::ErrorResponse(progenitor_client::ResponseValue::new(
                Refusal {
                    detail: "SECRET".to_owned(),
                },
                StatusCode::NOT_FOUND,
                reqwest::header::HeaderMap::new(),
            )),
            ErrorKind::Api,
        ),
    ] {
        let error = Error::from(raw);
        assert_eq!(error.kind(), kind);
        assert_no_leak(&error);
    }
    let header = reqwest::header::HeaderValue::from_str("SECRET\n").unwrap_err();
    assert_no_leak(&Error::<()>::from(header));
    assert_no_leak(&Error::<()>::from(super::path::InvalidPathSegment::Dots));
}

#[tokio::test]
async fn a_stream_hides_its_address_too() {
    let cut = "HTTP/1.1 200 OK\r\ncontent-length: 1000\r\nconnection: close\r\n\r\npart";
    let server = TestServer::answering(cut);
    let url = format!("{}/SECRET?q=SECRET", server.url());
    let response = http().build().unwrap().get(url).send().await.unwrap();
    let answer = ResponseValue::stream(response);
    assert_eq!(answer.content_length(), Some(1000));
    let mut stream = answer.into_inner().into_inner();
    let mut parts = Vec::new();
    let error = loop {
        match std::future::poll_fn(|context| stream.as_mut().poll_next(context))
            .await
            .unwrap()
        {
            Ok(part) => parts.extend_from_slice(&part),
            Err(error) => break error,
        }
    };
    assert_eq!(parts, b"part");
    assert!(
        !format!("{error} {error:?}").contains("SECRET"),
        "{error:?}"
    );
}

#[cfg(feature = "v2026-02-01")]
mod generated_client {
    use super::*;
    use crate::v2026_02_01::Client;

    fn client(server: &TestServer) -> crate::ClientBuilder<Client> {
        Client::builder("vk_sandbox_SECRET").base_url(format!("{}/gateway/", server.url()))
    }

    /// Requests run in spawned tasks, and errors travel in `Box<dyn Error + Send + Sync>`.
    #[tokio::test]
    async fn requests_and_errors_cross_threads() {
        let server = TestServer::with("404 Not Found", "", r#"{"error":"not_found"}"#);
        let client = client(&server).build().unwrap();
        let request = async move {
            client
                .get_session_result()
                .session_id("s")
                .send()
                .await
                .map(drop)
        };
        let error = tokio::spawn(request).await.unwrap().unwrap_err();
        assert_eq!(error.code(), Some("not_found"));
        let boxed: Box<dyn std::error::Error + Send + Sync> = error.into();
        assert!(boxed.to_string().contains("404 Not Found (not_found)"));
    }

    #[tokio::test]
    async fn sends_key_date_and_casing() {
        let server = TestServer::with("503 Service Unavailable", HEADERS, "SECRET");
        let client = client(&server).app_info("app", "1").build().unwrap();
        assert!(!format!("{client:?}").contains("SECRET"));
        let error = client
            .get_session_result()
            .session_id("a/b")
            .send()
            .await
            .unwrap_err();
        assert_eq!(error.status(), Some(StatusCode::SERVICE_UNAVAILABLE));
        assert_no_leak(&error);
        let request = server.request();
        assert!(
            request.starts_with("GET /gateway/api/v1/sessions/a%2Fb/result HTTP/1.1\r\n"),
            "{request}"
        );
        for line in [
            "x-api-key: vk_sandbox_SECRET",
            "verifa-version: 2026-02-01",
            "key-inflection: snake",
        ] {
            assert_eq!(
                request.matches(&format!("\r\n{line}\r\n")).count(),
                1,
                "{line} in {request}"
            );
        }
        assert!(!request.contains("\r\napi-version:"), "{request}");
        assert!(request.contains(" app/1\r\n"), "{request}");
    }

    #[tokio::test]
    async fn never_follows_a_redirect_with_the_key() {
        let other = TestServer::with("200 OK", "", "{}");
        let server = TestServer::with("302 Found", &format!("location: {}/\r\n", other.url()), "");
        let error = client(&server)
            .build()
            .unwrap()
            .get_session_result()
            .session_id("s")
            .send()
            .await
            .unwrap_err();
        assert_eq!(
            (error.kind(), error.status()),
            (ErrorKind::UnexpectedStatus, Some(StatusCode::FOUND))
        );
        assert!(
            error.to_string().contains("redirects are not followed"),
            "{error}"
        );
    }

    #[tokio::test]
    async fn stops_reading_at_the_limit() {
        let body = format!("{{\"pad\":\"{}\"}}", "x".repeat(5000));
        // Announced, and sent without a length until the connection closes.
        let announced = TestServer::with("200 OK", "", &body);
        let endless = TestServer::answering(format!(
            "HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n{body}"
        ));
        for server in [announced, endless] {
            let send = |limit| {
                let client = client(&server).max_response_bytes(limit).build().unwrap();
                async move {
                    client
                        .get_session_result()
                        .session_id("s")
                        .send()
                        .await
                        .unwrap_err()
                }
            };
            let error = send(body.len() - 1).await;
            assert_eq!(
                (error.kind(), error.status()),
                (ErrorKind::BodyTooLarge, Some(StatusCode::OK))
            );
            assert_no_leak(&error);
            // One byte more, and the body is read: its members are the next thing that is wrong.
            assert_eq!(send(body.len()).await.kind(), ErrorKind::Decode);
        }
    }

    #[tokio::test]
    async fn refuses_ids_that_would_call_another_operation() {
        let server = TestServer::with("200 OK", "", "{}");
        let client = client(&server).build().unwrap();
        for id in ["", ".", ".."] {
            let error = client
                .get_session_result()
                .session_id(id)
                .send()
                .await
                .unwrap_err();
            assert_eq!(error.kind(), ErrorKind::InvalidRequest, "{id:?}");
        }
        let error = client.get_session_result().send().await.unwrap_err();
        assert_eq!(
            error.to_string(),
            "the request was not sent: `session_id`: no value was given; correct the call"
        );
    }
}
