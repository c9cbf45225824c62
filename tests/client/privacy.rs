//! Nothing personal and nothing secret is printed: recognizable secrets stand wherever a server or a caller can put
//! them, and everything that can be printed is searched for them.

use std::collections::HashSet;
use std::error::Error as StdError;
use std::fmt::{Debug, Display, Write as _};
use std::time::Duration;

use serde_json::{Value, json};
use verifa::{ApiKey, BuildError, ClientBuilder, Error, ErrorKind};

use crate::bodies;
use crate::clients::newest;
use crate::clients::newest::Client;
use crate::clients::{Dated, ErrorBody, failure, on_every_date, read};
use crate::server::{Answer, Server, Then};

/// Texts that are secret begin so.
const TEXT: &str = "SECRET";
/// Numbers that are secret hold these digits.
const DIGITS: &str = "86753";
const KEY: &str = "vk_live_SECRET-KEY";

fn assert_clean(what: &str, printed: &str) {
    assert!(!printed.is_empty(), "{what} prints nothing");
    for secret in [TEXT, DIGITS] {
        assert!(
            !printed.contains(secret),
            "{what} prints a secret: {printed}"
        );
    }
}

fn debugged(value: &impl Debug) -> String {
    format!("{value:?} {value:#?}")
}

/// Everything that a log takes from an error: both formats, both lengths, and the same of its causes.
fn chain(error: &(dyn StdError + 'static)) -> String {
    let mut printed = String::new();
    let mut next = Some(error);
    while let Some(error) = next {
        writeln!(printed, "{error} {error:#} {error:?} {error:#?}").unwrap();
        next = error.source();
    }
    printed
}

fn assert_clean_error<E>(what: &str, error: Error<E>)
where
    Error<E>: StdError + Display + Send + 'static,
{
    assert_clean(what, &chain(&error));
    let untyped = error.into_untyped();
    assert_clean(what, &chain(&untyped));
}

/// A full result of a date with a secret in every member that its document marks as personal, and how many they are.
fn secret_result(date: &str) -> (Value, usize) {
    let mut body = bodies::full_result(date);
    let mut count = 0;
    for member in bodies::members(date) {
        if !member.personal || member.is_object {
            continue;
        }
        let secret = match bodies::get(&body, &member.path).unwrap() {
            Value::Number(number) if number.is_i64() => json!(8_675_309),
            Value::Number(_) => json!(0.867_530_9),
            _ => json!(format!("SECRET-{}", member.dotted())),
        };
        body = bodies::with(body, &member.path, secret);
        count += 1;
    }
    (body, count)
}

/// Headers that a log must not show.
fn with_secret_headers(answer: Answer) -> Answer {
    answer
        .with("Set-Cookie", "session=SECRET-COOKIE")
        .with("X-Request-Id", "SECRET-REQUEST")
        .with("Retry-After", "8675309")
        .with("WWW-Authenticate", "Bearer realm=\"SECRET-REALM\"")
        .with("Location", "https://SECRET.example/?token=SECRET")
}

#[tokio::test]
async fn a_result_prints_no_personal_member() {
    async fn check<C: Dated>() {
        let (body, count) = secret_result(C::VERSION);
        let result = read::<C>(with_secret_headers(Answer::json(200, &body)))
            .await
            .unwrap();
        // The secrets did arrive: that none is printed is not for want of them.
        let written = serde_json::to_string(&*result).unwrap();
        assert_eq!(
            written.matches(TEXT).count() + written.matches(DIGITS).count(),
            count
        );
        assert_eq!(result.request_id(), Some("SECRET-REQUEST"));

        assert_clean("an answer", &debugged(&result));
        let mapped = result.clone().map(|result| Some(vec![result]));
        assert_clean("a mapped answer", &debugged(&mapped));
        assert_clean("a result", &debugged(&result.into_inner()));
    }
    on_every_date!(check);
}

#[tokio::test]
async fn personal_members_print_no_secret_through_builders_of_types() {
    let (body, _) = secret_result(<Client as verifa::DatedClient>::VERSION);
    let result: newest::types::SessionResult = serde_json::from_value(body).unwrap();
    let data = result.extracted_data.clone();
    assert_clean("data", &debugged(&data));
    assert_clean(
        "a builder of data",
        &debugged(&newest::types::builder::ExtractedData::from(data)),
    );
    assert_clean(
        "a builder",
        &debugged(&newest::types::builder::SessionResult::from(result)),
    );
}

#[tokio::test]
async fn clients_and_builders_print_no_key() {
    async fn check<C: Dated>() {
        let server = Server::answering(Answer::silence()).await;
        let builder = ClientBuilder::<C>::new(KEY)
            .base_url(server.url())
            .timeout(Duration::from_secs(1))
            .app_info("app", "1");
        assert_clean("a client's builder", &debugged(&builder));
        let client = builder.build().unwrap();
        assert_clean("a client", &debugged(&client));
        assert_clean("a key", &debugged(&ApiKey::new(KEY).unwrap()));
    }
    on_every_date!(check);
}

#[tokio::test]
async fn an_operation_prints_no_argument() {
    let client = Client::new(KEY).unwrap();
    let operation = client.get_session_result().session_id("SECRET-ID");
    assert_clean("an operation", &debugged(&operation));
}

#[test]
fn refused_settings_are_not_repeated() {
    let build = |key: &str, url: &str| Client::builder(key).base_url(url).build().unwrap_err();
    let url = "https://api.example";
    let errors = [
        build("SECRET KEY", url),
        build("SECRET\u{e4}", url),
        build("SECRET\nX-Other: SECRET", url),
        build(KEY, "https://user:SECRET@api.example"),
        build(KEY, "https://api.example/?token=SECRET"),
        build(KEY, "https://api.example/#SECRET"),
        build(KEY, "ftp://SECRET"),
        build(KEY, "SECRET"),
        build(KEY, "http://SECRET.example"),
        Client::builder(KEY)
            .app_info("SECRET NAME", "1")
            .build()
            .unwrap_err(),
        ApiKey::new("SECRET KEY").unwrap_err(),
    ];
    let texts: Vec<String> = errors.iter().map(BuildError::to_string).collect();
    for error in &errors {
        assert_clean("a refused setting", &chain(error));
    }
    insta::assert_snapshot!(texts.join("\n"), @r"
    the API key holds white space, control or non-ASCII characters: copy it again from the Verifa dashboard
    the API key holds white space, control or non-ASCII characters: copy it again from the Verifa dashboard
    the API key holds white space, control or non-ASCII characters: copy it again from the Verifa dashboard
    the base URL holds a user name or password, which would end up in logs: pass one such as `https://api.withverifa.com`
    the base URL holds a query, which operations would cut off: pass one such as `https://api.withverifa.com`
    the base URL holds a fragment: pass one such as `https://api.withverifa.com`
    the base URL is neither `https` nor `http`: pass one such as `https://api.withverifa.com`
    the base URL is not an absolute URL: pass one such as `https://api.withverifa.com`
    the base URL would send the API key and personal data unencrypted: use `https`, or call `allow_plain_http` for a network that you trust
    name or version of the calling program cannot stand in a User-Agent header: use letters, digits, `-`, `_` and `.`
    the API key holds white space, control or non-ASCII characters: copy it again from the Verifa dashboard
    ");
}

/// One error of each kind, with secrets in whatever the caller and the server sent.
async fn one_of_each_kind() -> Vec<Error<ErrorBody>> {
    let secrets = json!({"SECRET": ["SECRET", 8_675_309], "error": "SECRET", "detail": "SECRET"});
    let ask = async |server: &Server, timeout: u64| {
        let builder = Client::builder(KEY).base_url(server.url() + "/SECRET-PREFIX");
        let client = builder
            .timeout(Duration::from_millis(timeout))
            .build()
            .unwrap();
        client
            .result("SECRET/../?q=SECRET-QUERY#SECRET")
            .await
            .unwrap_err()
    };
    let gone = Server::answering(Answer::silence()).await;
    let refused = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let nobody = format!("http://{}/SECRET-PREFIX", refused.local_addr().unwrap());
    drop(refused);
    let unreachable = Client::builder(KEY).base_url(nobody).build().unwrap();

    let whole = async |answer: Answer| {
        let server = Server::answering(with_secret_headers(answer)).await;
        ask(&server, 30_000).await
    };
    let raw = async |part: &str| {
        let bytes = format!("HTTP/1.1 200 OK\r\nset-cookie: SECRET\r\n{part}");
        let server = Server::answering(Answer::raw(bytes)).await;
        ask(&server, 30_000).await
    };
    let endless = Answer::Raw(
        b"HTTP/1.1 200 OK\r\nset-cookie: SECRET\r\n\r\n".to_vec(),
        Then::Repeat(b"SECRET".repeat(1000)),
    );
    let endless = Server::answering(endless).await;
    let mut errors = vec![
        unreachable.result("SECRET").await.unwrap_err(),
        unreachable.result("..").await.unwrap_err(),
        ask(&gone, 50).await,
        ask(&endless, 30_000).await,
        raw("content-length: 100\r\n\r\n{\"SECRET\":").await,
        raw("SECRET is no header\r\n\r\n").await,
        raw("content-length: SECRET\r\n\r\n").await,
        whole(Answer::json(200, &secrets)).await,
        whole(Answer::html(200, "<html>SECRET</html>")).await,
        whole(Answer::html(429, "<html>SECRET</html>")).await,
    ];
    for status in [302, 400, 401, 403, 404, 429, 500, 503] {
        errors.push(whole(Answer::json(status, &secrets)).await);
    }
    errors
}

#[tokio::test]
async fn no_error_prints_what_was_sent_or_received() {
    let errors = one_of_each_kind().await;
    let kinds: HashSet<ErrorKind> = errors.iter().map(Error::kind).collect();
    let all = [
        ErrorKind::InvalidRequest,
        ErrorKind::Connect,
        ErrorKind::Timeout,
        ErrorKind::Transport,
        ErrorKind::Api,
        ErrorKind::UnexpectedStatus,
        ErrorKind::Decode,
        ErrorKind::BodyTooLarge,
    ];
    assert_eq!(kinds, HashSet::from(all));
    // What is not printed is there for those who ask for it.
    let refused = errors
        .iter()
        .find(|error| error.kind() == ErrorKind::Api)
        .unwrap();
    assert_eq!(refused.body().unwrap().detail.as_deref(), Some("SECRET"));
    assert_eq!(refused.request_id(), Some("SECRET-REQUEST"));
    for error in errors {
        assert_clean_error(&format!("{:?}", error.kind()), error);
    }
}

#[tokio::test]
async fn a_wrong_value_in_any_member_is_not_printed() {
    async fn check<C: Dated>() {
        let (body, _) = secret_result(C::VERSION);
        for member in bodies::members(C::VERSION) {
            for wrong in [
                json!([TEXT, 8_675_309]),
                json!({TEXT: TEXT}),
                json!(true),
                json!(8_675_309.5),
            ] {
                let body = bodies::with(body.clone(), &member.path, wrong);
                if let Err(error) = read::<C>(Answer::json(200, &body)).await {
                    assert_eq!(error.kind(), ErrorKind::Decode);
                    assert_clean_error(&member.dotted(), error);
                }
            }
        }
    }
    on_every_date!(check);
}

#[tokio::test]
async fn a_refusal_prints_its_code_only_where_it_is_documented() {
    let refused = async |code: &str| failure(Answer::json(404, &json!({ "error": code }))).await;
    let known = refused("not_found").await;
    assert!(known.to_string().contains("not_found"), "{known}");
    let unknown = refused("SECRET_CODE").await;
    assert_eq!(unknown.code(), Some("SECRET_CODE"));
    assert_clean_error("an unknown code", unknown);
}
