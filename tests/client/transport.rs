//! Servers and networks that fail: no answer, half an answer, an answer without an end.

use std::time::Duration;

use verifa::reqwest::StatusCode;
use verifa::{Error, ErrorKind};

use crate::bodies;
use crate::clients::newest::Client;
use crate::clients::{Dated, ErrorBody, KEY, builder, client, failure};
use crate::server::{Answer, Server, Then, bounded};

const OK_HEAD: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";

/// Short, because every test that uses it waits for it in full.
const SHORT: Duration = Duration::from_millis(100);

/// A server that answers every request so, and a client that gives up soon.
async fn timed_out(answer: Answer) -> Error<ErrorBody> {
    let server = Server::answering(answer).await;
    let client: Client = builder(&server).timeout(SHORT).build().unwrap();
    client.result("ses_abc123").await.unwrap_err()
}

#[tokio::test]
async fn no_answer_is_a_timeout_without_status() {
    let error = timed_out(Answer::silence()).await;
    assert_eq!((error.kind(), error.status()), (ErrorKind::Timeout, None));
    assert!(error.is_retryable());
    insta::assert_snapshot!(error, @"no complete answer within the time limit: try again or raise `timeout`");
}

#[tokio::test]
async fn a_body_that_does_not_end_in_time_is_a_timeout_with_status() {
    for part in [
        "content-length: 100\r\n\r\n{\"session_id\":",
        "transfer-encoding: chunked\r\n\r\n1\r\n{\r\n",
    ] {
        let error = timed_out(Answer::Raw(format!("{OK_HEAD}{part}").into(), Then::Hold)).await;
        assert_eq!(
            (error.kind(), error.status()),
            (ErrorKind::Timeout, Some(StatusCode::OK))
        );
        assert!(error.is_retryable());
    }
}

#[tokio::test]
async fn a_body_that_breaks_off_is_a_transport_error_with_status() {
    for part in [
        "content-length: 1000\r\n\r\n{\"session_id\":\"ses_abc123\"",
        "content-length: 1000\r\n\r\n",
        // No last chunk; half a chunk; a chunk without a size.
        "transfer-encoding: chunked\r\n\r\n2\r\n{}\r\n",
        "transfer-encoding: chunked\r\n\r\nff\r\n{\"session_id\":",
        "transfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
    ] {
        let error = failure(Answer::raw(format!("{OK_HEAD}{part}"))).await;
        assert_eq!(
            (error.kind(), error.status()),
            (ErrorKind::Transport, Some(StatusCode::OK)),
            "{part:?}: {error:?}"
        );
        assert!(error.is_retryable());
    }
}

#[tokio::test]
async fn a_connection_that_closes_instead_of_answering_is_a_transport_error() {
    for bytes in [
        "",
        "HTTP/1.1 200",
        "SECRET is no HTTP\r\n\r\n",
        "HTTP/1.1 2000 OK\r\n\r\n",
    ] {
        let error = failure(Answer::raw(bytes)).await;
        assert_eq!(
            (error.kind(), error.status()),
            (ErrorKind::Transport, None),
            "{bytes:?}"
        );
        assert!(error.is_retryable());
    }
    insta::assert_snapshot!(failure(Answer::raw("")).await, @"the connection failed before the answer was complete: try again");
}

#[tokio::test]
async fn broken_json_is_a_decode_error_with_its_place() {
    let text = async |body: &str| {
        let error = failure(Answer::new(200, "application/json", body)).await;
        assert_eq!(
            (error.kind(), error.status()),
            (ErrorKind::Decode, Some(StatusCode::OK))
        );
        assert!(!error.is_retryable());
        assert!(
            !format!("{error} {error:?}").contains("SECRET"),
            "{error:?}"
        );
        error.to_string()
    };
    insta::assert_snapshot!(text("{\"session_id\":\n \"SECRET").await, @"cannot read the answer (200 OK): the body is empty or ends too early, line 2 column 8 of the body; something between may have answered, or the document is not up to date");
    insta::assert_snapshot!(text("{\"session_id\": SECRET}").await, @"cannot read the answer (200 OK): the body is not readable JSON, line 1 column 16 of the body; something between may have answered, or the document is not up to date");
    let full = bodies::full_result(<Client as verifa::DatedClient>::VERSION).to_string();
    insta::assert_snapshot!(text(&format!("{}\n{{\"SECRET\": 1}}", "{}")).await, @"cannot read the answer (200 OK): the required member `extracted_data` is missing, line 1 column 2 of the body; something between may have answered, or the document is not up to date");
    // A whole body with something behind it is not what was documented either.
    let behind = text(&format!("{full} SECRET")).await;
    assert!(behind.contains("not readable JSON"), "{behind}");
    // Neither deep nesting nor a wrong encoding stops the program.
    text(&format!("{{\"more\":{}", "[".repeat(200_000))).await;
    let latin = failure(Answer::new(
        200,
        "application/json",
        b"{\"session_id\":\"\xe4\"}".to_vec(),
    ))
    .await;
    assert_eq!(latin.kind(), ErrorKind::Decode);
}

#[tokio::test]
async fn an_endless_body_ends_at_the_limit() {
    let filler = vec![b' '; 8 * 1024];
    let endless = [
        (
            format!("{OK_HEAD}connection: close\r\n\r\n"),
            filler.clone(),
        ),
        (
            format!("{OK_HEAD}transfer-encoding: chunked\r\n\r\n"),
            [b"2000\r\n", &filler[..], b"\r\n"].concat(),
        ),
    ];
    for (head, part) in endless {
        let server = Server::answering(Answer::Raw(head.into(), Then::Repeat(part))).await;
        // The default limit, then one of our own.
        for limit in [None, Some(50_000)] {
            let mut builder = builder::<Client>(&server);
            if let Some(limit) = limit {
                builder = builder.max_response_bytes(limit);
            }
            let error = builder.build().unwrap().result("s").await.unwrap_err();
            assert_eq!(
                (error.kind(), error.status()),
                (ErrorKind::BodyTooLarge, Some(StatusCode::OK))
            );
            assert!(
                error
                    .to_string()
                    .contains(&format!("{} bytes", limit.unwrap_or(16 << 20)))
            );
        }
    }
}

#[tokio::test]
async fn an_announced_length_above_the_limit_is_not_read() {
    // Nothing but the announcement comes, so a client that waited for the body would not return.
    let head = format!("{OK_HEAD}content-length: 99999999999\r\n\r\n");
    let server = Server::answering(Answer::Raw(head.into(), Then::Hold)).await;
    let error = client::<Client>(&server).result("s").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::BodyTooLarge);
    insta::assert_snapshot!(error, @"the answer (200 OK) is larger than 16777216 bytes: raise `max_response_bytes` if that is right");
}

#[tokio::test]
async fn the_limit_holds_for_refusals_too() {
    let body = format!("{{\"error\":\"{}\"}}", "x".repeat(1000));
    let server = Server::answering(Answer::new(404, "application/json", body.clone())).await;
    let limited = |limit| {
        builder::<Client>(&server)
            .max_response_bytes(limit)
            .build()
            .unwrap()
    };
    let error = limited(body.len() - 1).result("s").await.unwrap_err();
    assert_eq!(
        (error.kind(), error.status()),
        (ErrorKind::BodyTooLarge, Some(StatusCode::NOT_FOUND))
    );
    let error = limited(body.len()).result("s").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Api);
}

#[tokio::test]
async fn a_port_that_nobody_listens_on_is_a_connect_error() {
    let server = Server::answering(Answer::silence()).await;
    let client: Client = client(&server);
    drop(server);
    // The port closes when the server's task has ended, which is soon but not at once.
    let error = bounded(async {
        loop {
            let error = client.result("s").await.unwrap_err();
            if error.kind() == ErrorKind::Connect {
                return error;
            }
            tokio::task::yield_now().await;
        }
    })
    .await;
    assert_eq!(error.status(), None);
    assert!(error.is_retryable());
    insta::assert_snapshot!(error, @"cannot connect to the API: check base URL, network, proxy and certificates");
}

#[tokio::test]
async fn a_request_that_is_given_up_leaves_the_client_usable() {
    let body = bodies::full_result(<Client as verifa::DatedClient>::VERSION);
    let server = Server::with(move |request| {
        if request.target.contains("slow") {
            Answer::silence()
        } else {
            Answer::json(200, &body)
        }
    })
    .await;
    let client: Client = client(&server);
    let slow = client.get_session_result().session_id("slow").send();
    assert!(tokio::time::timeout(SHORT, slow).await.is_err());
    assert_eq!(
        client.result("fast").await.unwrap().session_id,
        "ses_abc123"
    );
    assert_eq!(server.requests()[0].header("x-api-key"), [KEY]);
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_requests_at_once_each_get_their_own_result() {
    const COUNT: usize = 50;
    let body = bodies::full_result(<Client as verifa::DatedClient>::VERSION);
    // Answers come only once all requests are there, so they are really under way together.
    let server = Server::gathering(COUNT, move |request| {
        let id = request.target.split('/').nth(4).unwrap();
        Answer::json(
            200,
            &bodies::with(body.clone(), &["session_id".to_owned()], id.into()),
        )
    })
    .await;
    let client: Client = client(&server);
    let mut running = tokio::task::JoinSet::new();
    for number in 0..COUNT {
        let client = client.clone();
        running.spawn(async move {
            let id = format!("ses_{number}");
            assert_eq!(client.result(&id).await.unwrap().session_id, id);
        });
    }
    let mut done = 0;
    while let Some(finished) = running.join_next().await {
        finished.unwrap();
        done += 1;
    }
    assert_eq!((done, server.requests().len()), (COUNT, COUNT));
}
