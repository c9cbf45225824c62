//! What reaches the server: method, path and headers; and what never leaves.

use std::collections::BTreeMap;

use verifa::{ErrorKind, Redacted};

use crate::bodies;
use crate::clients::newest::Client;
use crate::clients::{Dated, KEY, builder, client, on_every_date};
use crate::server::{Answer, Request, Server};

/// A server that answers every request with a result.
async fn answering<C: Dated>() -> Server {
    Server::answering(Answer::json(200, &bodies::full_result(C::VERSION))).await
}

#[tokio::test]
async fn a_request_has_exactly_these_headers() {
    async fn check<C: Dated>() {
        let server = answering::<C>().await;
        client::<C>(&server).result("ses_abc123").await.unwrap();
        let request = server.request();
        assert_eq!(request.method, "GET");
        assert_eq!(request.target, "/api/v1/sessions/ses_abc123/result");

        let host = server.url().replace("http://", "");
        let crate_version = env!("CARGO_PKG_VERSION");
        let user_agent = format!("verifa-rust/{crate_version}");
        let expected = BTreeMap::from([
            ("accept", "application/json"),
            ("host", host.as_str()),
            ("key-inflection", "snake"),
            ("user-agent", user_agent.as_str()),
            ("verifa-version", C::VERSION),
            ("x-api-key", KEY),
        ]);
        let sent: Vec<(&str, &str)> = request
            .headers
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        // As a list, so that none is sent twice; sorted, because their order means nothing. `api-version`, which
        // the generator's library adds by itself, is not among them.
        let mut sorted = sent.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, expected.into_iter().collect::<Vec<_>>());
    }
    on_every_date!(check);
}

#[tokio::test]
async fn a_ready_made_http_client_sends_the_same_request() {
    let server = answering::<Client>().await;
    let http = verifa::http_client_builder().unwrap().no_proxy().build();
    let ready: Client = builder(&server).http_client(http.unwrap()).build().unwrap();
    ready.result("s").await.unwrap();
    client::<Client>(&server).result("s").await.unwrap();
    let requests = server.requests();
    assert_eq!(requests.len(), 2);
    assert_eq!(requests[0], requests[1]);
}

#[tokio::test]
async fn the_calling_program_may_add_its_name() {
    let server = answering::<Client>().await;
    let client: Client = builder(&server)
        .app_info("onboarding", "2.1.0")
        .build()
        .unwrap();
    client.result("s").await.unwrap();
    let request = server.request();
    let [user_agent] = request.header("user-agent")[..] else {
        panic!("{request:?}");
    };
    assert!(user_agent.starts_with("verifa-rust/"), "{user_agent}");
    assert!(user_agent.ends_with(" onboarding/2.1.0"), "{user_agent}");
}

#[tokio::test]
async fn white_space_around_a_key_is_not_sent() {
    let server = answering::<Client>().await;
    let builder = Client::builder(format!(" {KEY}\r\n")).base_url(server.url());
    builder.build().unwrap().result("s").await.unwrap();
    assert_eq!(server.request().header("x-api-key"), [KEY]);
}

#[tokio::test]
async fn the_base_url_may_have_a_path_and_slashes_at_its_end() {
    for (suffix, target) in [
        ("", "/api/v1/sessions/s/result"),
        ("/", "/api/v1/sessions/s/result"),
        ("//", "/api/v1/sessions/s/result"),
        ("/gateway", "/gateway/api/v1/sessions/s/result"),
        ("/gateway/", "/gateway/api/v1/sessions/s/result"),
        ("/a/b%2Fc//", "/a/b%2Fc/api/v1/sessions/s/result"),
        ("/mock/api/v1", "/mock/api/v1/api/v1/sessions/s/result"),
    ] {
        let server = answering::<Client>().await;
        let builder = Client::builder(KEY).base_url(server.url() + suffix);
        builder.build().unwrap().result("s").await.unwrap();
        assert_eq!(
            server.request().target,
            target,
            "base URL ends in {suffix:?}"
        );
    }
}

#[tokio::test]
async fn a_session_id_is_one_segment_of_the_path_whatever_it_holds() {
    for (id, segment) in [
        ("ses_abc-1.2~3", "ses_abc-1.2~3"),
        ("a/b", "a%2Fb"),
        ("a?b#c", "a%3Fb%23c"),
        ("ä", "%C3%A4"),
        ("%2e%2e", "%252e%252e"),
        ("../..", "..%2F.."),
        ("..\\..", "..%5C.."),
        ("...", "..."),
        (" ", "%20"),
        ("a\r\nX-Other: 1", "a%0D%0AX-Other%3A%201"),
        ("\0", "%00"),
        ("a+b&c=d;e,f", "a%2Bb%26c%3Dd%3Be%2Cf"),
    ] {
        let server = answering::<Client>().await;
        client::<Client>(&server).result(id).await.unwrap();
        let target = server.request().target;
        assert_eq!(
            target,
            format!("/api/v1/sessions/{segment}/result"),
            "{id:?}"
        );
    }
}

#[tokio::test]
async fn a_session_id_that_would_call_another_operation_is_not_sent() {
    let server = answering::<Client>().await;
    let client: Client = client(&server);
    let printed = Redacted::text("ses_abc123").to_string();
    let mut messages = Vec::new();
    for id in ["", ".", "..", &printed] {
        let error = client.result(id).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.status()),
            (ErrorKind::InvalidRequest, None),
            "{id:?}"
        );
        assert!(!error.is_retryable());
        messages.push(error.to_string());
    }
    let unset = client.get_session_result().send().await.unwrap_err();
    assert_eq!(unset.kind(), ErrorKind::InvalidRequest);
    messages.push(unset.to_string());
    insta::assert_snapshot!(messages.join("\n"), @r"
    the request was not sent: a path parameter is empty, which would call another operation; correct the call
    the request was not sent: a path parameter is `.` or `..`, which would call another operation; correct the call
    the request was not sent: a path parameter is `.` or `..`, which would call another operation; correct the call
    the request was not sent: a path parameter is the printed form of a redacted value; expose the value instead; correct the call
    the request was not sent: `session_id`: no value was given; correct the call
    ");
    assert_eq!(server.requests(), []);
}

#[tokio::test]
async fn a_long_session_id_arrives_whole() {
    let server = answering::<Client>().await;
    let id = "x".repeat(10_000);
    client::<Client>(&server).result(&id).await.unwrap();
    assert_eq!(
        server.request().target,
        format!("/api/v1/sessions/{id}/result")
    );
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let other = answering::<Client>().await;
    for status in [301, 302, 303, 307, 308] {
        let elsewhere = format!("{}/stolen", other.url());
        for location in [elsewhere.as_str(), "/api/v1/sessions/other/result"] {
            let answer = Answer::new(status, "text/plain", "moved").with("Location", location);
            let server = Server::answering(answer).await;
            let error = client::<Client>(&server).result("s").await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::UnexpectedStatus);
            assert_eq!(error.status().unwrap(), status);
            // One request, to the server that was meant.
            assert_eq!(server.request().target, "/api/v1/sessions/s/result");
        }
    }
    assert_eq!(other.requests(), []);
}

#[tokio::test]
async fn a_client_sends_nothing_of_an_earlier_answer() {
    let answer = Answer::json(
        200,
        &bodies::full_result(<Client as verifa::DatedClient>::VERSION),
    );
    let server = Server::answering(answer.with("Set-Cookie", "session=1; Path=/")).await;
    let client: Client = client(&server);
    for _ in 0..2 {
        client.result("s").await.unwrap();
    }
    let requests: Vec<Request> = server.requests();
    assert_eq!(requests.len(), 2);
    assert_eq!(requests[0], requests[1]);
    assert_eq!(requests[1].header("cookie"), [""; 0]);
}
