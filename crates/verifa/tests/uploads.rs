//! Uploads over real HTTP on this machine: what is sent, that it streams, and what is made of the answer.

#![cfg(feature = "v2026-02-01")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops where something is not as it should be"
)]

#[path = "uploads/server.rs"]
mod server;

use std::error::Error as _;
use std::fmt::Write as _;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use futures_core::Stream;
use reqwest::{Body, StatusCode};
use server::{Exchange, Received};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use verifa::types::DocumentKind;
use verifa::{Client, ClientBuilder, DocumentUpload, ErrorKind, SessionDocumentUpload, UploadFile};

const KEY: &str = "vk_sandbox_SECRET";
const DOCUMENT: &str = r#"{"id":"doc_1","document_type":"id_front","status":"stored"}"#;
const REFUSAL: &str = r#"{"error":"unprocessable","detail":"SECRET","code":422}"#;

fn client(exchange: &Exchange) -> ClientBuilder<Client> {
    Client::builder(KEY).base_url(exchange.url())
}

/// Waits for what must come, and fails instead of hanging where it does not.
async fn bounded<T>(what: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(60), what)
        .await
        .unwrap()
}

fn picture() -> UploadFile {
    UploadFile::new("\0PNG SECRET")
        .file_name("Vorder\"seite Ü.png")
        .unwrap()
        .media_type("image/png")
        .unwrap()
}

#[tokio::test]
async fn sends_every_documented_part_of_a_document() {
    let exchange = Exchange::answering(201, "", DOCUMENT).await;
    let form = DocumentUpload::new(picture(), DocumentKind::IdFront)
        .session_id("ses_1")
        .identity_id("idn_1")
        .classification("passport")
        .original_filename("Vorderseite.png");
    let client = client(&exchange).build().unwrap();
    let answer = bounded(client.upload_document().body(form).send())
        .await
        .unwrap();
    assert_eq!(
        (answer.status(), &*answer.id),
        (StatusCode::CREATED, "doc_1")
    );

    let received = exchange.received().await;
    assert_eq!(received.line, "POST /api/v1/documents HTTP/1.1");
    let parts = received.parts();
    let texts: Vec<(&str, &str)> = parts[..parts.len() - 1]
        .iter()
        .map(|part| (part.head.as_str(), std::str::from_utf8(&part.body).unwrap()))
        .collect();
    assert_eq!(
        texts,
        [
            (
                r#"Content-Disposition: form-data; name="document_type""#,
                "id_front"
            ),
            (
                r#"Content-Disposition: form-data; name="session_id""#,
                "ses_1"
            ),
            (
                r#"Content-Disposition: form-data; name="identity_id""#,
                "idn_1"
            ),
            (
                r#"Content-Disposition: form-data; name="classification""#,
                "passport"
            ),
            (
                r#"Content-Disposition: form-data; name="original_filename""#,
                "Vorderseite.png"
            ),
        ]
    );
    let file = parts.last().unwrap();
    assert_eq!(
        file.head,
        "Content-Disposition: form-data; name=\"file\"; filename=\"Vorder\\\"seite Ü.png\"\r\nContent-Type: image/png"
    );
    assert_eq!(file.body, b"\0PNG SECRET");
}

#[tokio::test]
async fn sends_every_documented_part_of_a_session_document() {
    let exchange = Exchange::answering(200, "", r#"{"id":"doc_2"}"#).await;
    let form = SessionDocumentUpload::new(UploadFile::new("bill"), "proof_of_address")
        .poa_document_type("utility_bill")
        .poa_document_date("2026-01-31".parse().unwrap());
    let client = client(&exchange).build().unwrap();
    let request = client
        .upload_session_document()
        .session_id("a/b")
        .body(form);
    assert_eq!(bounded(request.send()).await.unwrap().id, "doc_2");

    let received = exchange.received().await;
    assert_eq!(
        received.line,
        "POST /api/v1/sessions/a%2Fb/documents HTTP/1.1"
    );
    let parts: Vec<(String, Vec<u8>)> = received
        .parts()
        .into_iter()
        .map(|part| (part.head, part.body))
        .collect();
    let text = |name: &str, value: &str| {
        let head = format!("Content-Disposition: form-data; name=\"{name}\"");
        (head, value.as_bytes().to_vec())
    };
    // Without a name and a media type of its own, a file is still told from a text.
    let file = "Content-Disposition: form-data; name=\"file\"; filename=\"file\"\r\ncontent-type: application/octet-stream";
    assert_eq!(
        parts,
        [
            text("document_type", "proof_of_address"),
            text("poa_document_type", "utility_bill"),
            text("poa_document_date", "2026-01-31"),
            (file.to_owned(), b"bill".to_vec()),
        ]
    );
}

#[tokio::test]
async fn leaves_out_what_is_not_given() {
    let exchange = Exchange::answering(201, "", DOCUMENT).await;
    let form = DocumentUpload::new(UploadFile::new("x"), "id_back");
    let client = client(&exchange).build().unwrap();
    bounded(client.upload_document().body(form).send())
        .await
        .unwrap();
    assert_eq!(exchange.received().await.parts().len(), 2);
}

#[tokio::test]
async fn sends_key_date_and_casing_like_every_operation() {
    let exchange = Exchange::answering(201, "", DOCUMENT).await;
    let client = client(&exchange).build().unwrap();
    let form = DocumentUpload::new(picture(), "id_front");
    bounded(client.upload_document().body(form).send())
        .await
        .unwrap();
    let received = exchange.received().await;
    for (name, value) in [
        ("x-api-key", KEY),
        ("verifa-version", "2026-02-01"),
        ("key-inflection", "snake"),
        ("accept", "application/json"),
    ] {
        assert_eq!(received.header(name), [value], "{name}");
    }
    assert_eq!(received.header("content-type").len(), 1);
    // Bytes have a length, so the whole form has one.
    let length: usize = received.header("content-length")[0].parse().unwrap();
    assert_eq!(length, received.body.len());
}

#[cfg(feature = "v2026-01-01")]
#[tokio::test]
async fn the_older_date_uploads_as_well() {
    let exchange = Exchange::answering(201, "", DOCUMENT).await;
    let client = verifa::v2026_01_01::Client::builder(KEY)
        .base_url(exchange.url())
        .build()
        .unwrap();
    let form = DocumentUpload::new(picture(), DocumentKind::Selfie);
    let answer = bounded(client.upload_document().body(form).send()).await;
    assert_eq!(answer.unwrap().id, "doc_1");
    let received = exchange.received().await;
    assert_eq!(received.header("verifa-version"), ["2026-01-01"]);
    assert_eq!(received.parts()[0].body, b"selfie");

    let exchange = Exchange::answering(201, "", r#"{"id":"doc_2"}"#).await;
    let client = verifa::v2026_01_01::Client::builder(KEY)
        .base_url(exchange.url())
        .build()
        .unwrap();
    let form = SessionDocumentUpload::new(picture(), "id_back");
    let request = client.upload_session_document().session_id("s").body(form);
    assert_eq!(bounded(request.send()).await.unwrap().id, "doc_2");
}

const CHUNK: usize = 64 << 10;
const CHUNKS: usize = 1024;

/// Gives one chunk for each that the server has received: a client that gathered the body before it sends any of it
/// would wait forever.
struct HandInHand {
    confirmed: UnboundedReceiver<()>,
    given: usize,
}

impl Stream for HandInHand {
    type Item = std::io::Result<Vec<u8>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.given == CHUNKS {
            return Poll::Ready(None);
        }
        if self.given > 0 && self.confirmed.poll_recv(context).is_pending() {
            return Poll::Pending;
        }
        self.given += 1;
        let byte = u8::try_from(self.given % 251).unwrap();
        Poll::Ready(Some(Ok(vec![byte; CHUNK])))
    }
}

/// Uploads 64 MiB hand in hand with the server and returns what that received.
async fn stream(file: impl FnOnce(Body) -> UploadFile) -> Received {
    let (confirm, confirmed) = unbounded_channel();
    let mut told = 0;
    // The parts before the file count as well, so a chunk is confirmed when all but those few bytes of it are there.
    let progress = move |received: usize| {
        while told < received / CHUNK {
            told += 1;
            // The stream may have ended already.
            let _ = confirm.send(());
        }
    };
    let exchange = Exchange::watching(201, "", DOCUMENT, progress).await;
    let client = client(&exchange).build().unwrap();
    let body = Body::wrap_stream(HandInHand {
        confirmed,
        given: 0,
    });
    let form = DocumentUpload::new(file(body), "id_front");
    bounded(client.upload_document().body(form).send())
        .await
        .unwrap();
    exchange.received().await
}

fn assert_is_the_stream(received: &Received) {
    let parts = received.parts();
    let file = &parts[1].body;
    assert_eq!(file.len(), CHUNK * CHUNKS);
    for (index, chunk) in file.chunks(CHUNK).enumerate() {
        let byte = u8::try_from((index + 1) % 251).unwrap();
        assert!(chunk.iter().all(|other| *other == byte), "chunk {index}");
    }
}

#[tokio::test]
async fn streams_what_has_no_length() {
    let received = stream(UploadFile::new).await;
    assert_eq!(received.header("transfer-encoding"), ["chunked"]);
    assert!(received.header("content-length").is_empty());
    assert_is_the_stream(&received);
}

#[tokio::test]
async fn streams_what_has_a_length_and_says_it() {
    let length = u64::try_from(CHUNK * CHUNKS).unwrap();
    let received = stream(|body| UploadFile::with_length(body, length)).await;
    assert!(received.header("transfer-encoding").is_empty());
    let length: usize = received.header("content-length")[0].parse().unwrap();
    assert_eq!(length, received.body.len());
    assert_is_the_stream(&received);
}

/// Everything that an error prints, with the errors that it has as its sources.
fn printed(error: &verifa::Error<verifa::types::ErrorBody>) -> String {
    let mut text = format!("{error} {error:?} {error:#?}");
    let mut source = error.source();
    while let Some(inner) = source {
        let _ = write!(text, " {inner} {inner:?}");
        source = inner.source();
    }
    text
}

#[tokio::test]
async fn decodes_documented_refusals_and_prints_none_of_them() {
    for (status, kind) in [
        (400, ErrorKind::Api),
        (401, ErrorKind::Api),
        (404, ErrorKind::Api),
        (422, ErrorKind::Api),
        (429, ErrorKind::Api),
        (413, ErrorKind::UnexpectedStatus),
        (503, ErrorKind::UnexpectedStatus),
    ] {
        let exchange = Exchange::answering(status, "retry-after: 7\r\n", REFUSAL).await;
        let client = client(&exchange).build().unwrap();
        let form = SessionDocumentUpload::new(picture(), "id_front");
        let request = client
            .upload_session_document()
            .session_id("SECRET")
            .body(form);
        assert!(!format!("{request:?} {client:?}").contains("SECRET"));
        let error = bounded(request.send()).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.status().map(|status| status.as_u16())),
            (kind, Some(status))
        );
        assert_eq!(error.code(), Some("unprocessable"), "{status}");
        assert_eq!(error.body().is_some(), kind == ErrorKind::Api, "{status}");
        assert_eq!(error.retry_after(), Some(Duration::from_secs(7)));
        let printed = printed(&error);
        assert!(!printed.contains("SECRET"), "{printed}");
    }
}

#[tokio::test]
async fn limits_hold_for_answers_to_uploads() {
    let exchange = Exchange::answering(201, "", DOCUMENT).await;
    let client = client(&exchange).max_response_bytes(8).build().unwrap();
    let form = DocumentUpload::new(picture(), "id_front");
    let error = bounded(client.upload_document().body(form).send())
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::BodyTooLarge);
}

#[tokio::test]
async fn a_stream_that_fails_is_a_failed_connection() {
    struct Failing;
    impl Stream for Failing {
        type Item = std::io::Result<Vec<u8>>;
        fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
            Poll::Ready(Some(Err(std::io::ErrorKind::UnexpectedEof.into())))
        }
    }
    let exchange = Exchange::answering(201, "", DOCUMENT).await;
    let client = client(&exchange).build().unwrap();
    let form = DocumentUpload::new(UploadFile::new(Body::wrap_stream(Failing)), "id_front");
    let error = bounded(client.upload_document().body(form).send())
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    let printed = printed(&error);
    assert!(
        !printed.contains("SECRET") && !printed.contains("/api/v1"),
        "{printed}"
    );
}

#[tokio::test]
async fn a_form_that_is_missing_is_told_before_anything_is_sent() {
    let client = Client::builder(KEY)
        .base_url("http://127.0.0.1:9")
        .build()
        .unwrap();
    let error = client.upload_document().send().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "the request was not sent: `body`: no value was given; correct the call"
    );
}
