//! Calls generated clients against a server that notes what comes and answers what it is told.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::mpsc::{Receiver, channel};

/// A server that answers once. Returns its address, and what it was sent.
fn server(
    status: &'static str,
    headers: &'static str,
    body: &'static str,
) -> (String, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        let (mut connection, _) = listener.accept().unwrap();
        let mut request = Vec::new();
        let mut byte = [0];
        while !request.ends_with(b"\r\n\r\n") && connection.read(&mut byte).unwrap() == 1 {
            request.push(byte[0]);
        }
        let head = String::from_utf8(request).unwrap();
        let length = head
            .lines()
            .find_map(|line| line.strip_prefix("content-length: "))
            .map_or(0, |length| length.parse().unwrap());
        let mut sent = vec![0; length];
        connection.read_exact(&mut sent).unwrap();
        let answer = format!(
            "HTTP/1.1 {status}\r\nconnection: close\r\n{headers}content-length: {}\r\n\r\n{body}",
            body.len()
        );
        connection.write_all(answer.as_bytes()).unwrap();
        sender
            .send(head + &String::from_utf8(sent).unwrap())
            .unwrap();
    });
    (address, receiver)
}

const JSON: &str = "content-type: application/json\r\n";

#[track_caller]
fn has(sent: &str, wanted: &[&str]) {
    for wanted in wanted {
        assert!(sent.contains(wanted), "{wanted:?} was not sent:\n{sent}");
    }
}

async fn answers() {
    use answers::types::{GetJobAnswer, GetJobError};
    macro_rules! job {
        ($status:literal, $headers:expr, $body:literal) => {{
            let (address, _) = server($status, $headers, $body);
            let client = answers::Client::new(&address, answers::Settings::default());
            client.get_job().id("1").send().await
        }};
    }
    // Both bodies fit both types of success, so only the status can tell.
    let done = job!("200 OK", JSON, "{\"id\":\"a\",\"retry\":3}").unwrap();
    assert!(matches!(&*done, GetJobAnswer::Status200(job) if job.id == "a"));
    let ticket = job!("202 Accepted", JSON, "{\"id\":\"a\",\"retry\":3}").unwrap();
    assert!(matches!(&*ticket, GetJobAnswer::Status202(ticket) if ticket.retry == Some(3)));
    assert!(matches!(
        &*job!("204 No Content", "", "").unwrap(),
        GetJobAnswer::Status204
    ));

    // A code has its own body, whatever its range says.
    let unknown = job!("404 Not Found", "", "").unwrap_err();
    assert!(matches!(unknown.body(), Some(GetJobError::Status404)));
    let conflict = job!("409 Conflict", JSON, "{\"with\":\"b\",\"title\":\"t\"}").unwrap_err();
    assert!(matches!(conflict.body(), Some(GetJobError::Status409(body)) if body.with == "b"));
    let refused = job!("422 Unprocessable", JSON, "{\"title\":\"t\"}").unwrap_err();
    assert!(
        matches!(refused.body(), Some(GetJobError::Status4xx(problem)) if problem.title == "t")
    );
    let page = job!("503 Unavailable", "content-type: text/html\r\n", "<p>").unwrap_err();
    assert!(matches!(page.body(), Some(GetJobError::Status503(_))));
    assert_eq!(
        job!("500 Oops", "", "").unwrap_err().kind(),
        answers::ErrorKind::UnexpectedStatus
    );

    let (address, _) = server(
        "200 OK",
        "content-type: application/vnd.jobs+json\r\n",
        "[{\"id\":\"a\"}]",
    );
    let client = answers::Client::new(&address, answers::Settings::default());
    assert_eq!(client.list_jobs().send().await.unwrap().len(), 1);
    let (address, _) = server(
        "500 Oops",
        "content-type: application/problem+json\r\n",
        "{\"title\":\"t\"}",
    );
    let client = answers::Client::new(&address, answers::Settings::default());
    let error = client.list_jobs().send().await.unwrap_err();
    assert_eq!(
        error.body().map(|problem| problem.title.as_str()),
        Some("t")
    );
    assert!(!format!("{error} {error:?}").contains("\"t\""));

    let (address, _) = server("400 Bad Request", JSON, "{\"reason\":\"r\"}");
    let client = answers::Client::new(&address, answers::Settings::default());
    let error = client.get_report().send().await.unwrap_err();
    assert_eq!(error.body().map(|body| body.reason.as_str()), Some("r"));

    // A part of the report is no JSON, so the client must not ask for JSON alone.
    let (address, sent) = server("206 Partial", "content-type: application/pdf\r\n", "%PDF");
    let client = answers::Client::new(&address, answers::Settings::default());
    let report = client.get_report().send().await.unwrap();
    assert!(matches!(
        &*report,
        answers::types::GetReportAnswer::Status206(_)
    ));
    let sent = sent.recv().unwrap();
    assert!(!sent.contains("accept: application/json"), "{sent}");
}

async fn bodies() {
    macro_rules! sent {
        ($client:ident => $call:expr) => {{
            let (address, sent) = server("204 No Content", "", "");
            let $client = bodies::Client::new(&address, bodies::Settings::default());
            $call.send().await.unwrap();
            sent.recv().unwrap()
        }};
    }
    let note = || bodies::types::Note::builder().text("t".to_owned());
    has(
        &sent!(client => client.send_both().body(note())),
        &["content-type: application/json\r\n", "{\"text\":\"t\"}"],
    );
    has(
        &sent!(client => client.send_patch().body(note())),
        &[
            "PATCH /patch ",
            "content-type: application/merge-patch+json\r\n",
            "{\"text\":\"t\"}",
        ],
    );
    has(
        &sent!(client => client.send_markdown().body("# t")),
        &["content-type: text/markdown\r\n", "\r\n\r\n# t"],
    );
    has(
        &sent!(client => client.send_xml().body("<a/>")),
        &["content-type: application/xml\r\n", "\r\n\r\n<a/>"],
    );
    let form = bodies::types::SendFormBody::builder()
        .name("a b".to_owned())
        .card(Some(
            bodies::types::SendFormBodyCard::builder()
                .number(Some("4242".to_owned()))
                .months(vec![1, 2])
                .try_into()
                .unwrap(),
        ))
        .ids(vec!["x".to_owned(), "y".to_owned()])
        .tags(vec!["p".to_owned(), "q".to_owned()])
        .extra(Some(
            bodies::types::SendFormBodyExtra::builder()
                .deep(Some(true))
                .try_into()
                .unwrap(),
        ));
    has(
        &sent!(client => client.send_form().body(form)),
        &[
            "content-type: application/x-www-form-urlencoded\r\n",
            "name=a+b",
            "card%5Bnumber%5D=4242",
            "card%5Bmonths%5D%5B1%5D=2",
            "ids=x%2Cy",
            "tags=p&tags=q",
            "extra=%7B%22deep%22%3Atrue%7D",
        ],
    );
    for (sent, method) in [
        (
            sent!(client => client.ask_options().name("a").extension("b")),
            "OPTIONS",
        ),
        (
            sent!(client => client.ask_trace().name("a").extension("b")),
            "TRACE",
        ),
        (
            sent!(client => client.ask_head().name("a").extension("b")),
            "HEAD",
        ),
    ] {
        has(&sent, &[&format!("{method} /files/a.b:copy HTTP")]);
    }
    let nothing = sent!(client => client.send_nothing());
    assert!(!nothing.contains("content-type"), "{nothing}");
}

async fn parameters() {
    use parameters::JsonText;
    use parameters::types::{ListThingsPage, ListThingsPartItem, ListThingsWhere};
    let (address, sent) = server("204 No Content", "", "");
    let client = parameters::Client::new(&address, parameters::Settings::default());
    let filter: parameters::types::Filter = parameters::types::Filter::builder()
        .state(parameters::types::FilterState::Open)
        .owner(Some("me & you".to_owned()))
        .try_into()
        .unwrap();
    let created: parameters::types::ListThingsCreated =
        parameters::types::ListThingsCreated::builder()
            .gte(Some(5))
            .try_into()
            .unwrap();
    client
        .list_things()
        .ids(["a".to_owned(), "b/c".to_owned()])
        .at("2026-01-01T00:00:00Z")
        .filter(filter)
        .created(created)
        .tag(vec!["x".to_owned(), "y".to_owned()])
        .id([1, 2])
        .word(["v".to_owned(), "w".to_owned()])
        .part([ListThingsPartItem::A, ListThingsPartItem::B])
        .where_(JsonText(
            ListThingsWhere::builder().x(Some(1)).try_into().unwrap(),
        ))
        .page(
            ListThingsPage::builder()
                .limit(Some(9))
                .try_into()
                .map(Box::<ListThingsPage>::new)
                .unwrap(),
        )
        .session("s1")
        .theme(parameters::types::ListThingsTheme::Dark)
        .x_parts(["p".to_owned(), "q".to_owned()])
        .x_since("2026-01-01T00:00:00Z")
        .x_note("n")
        .x_any("3")
        .send()
        .await
        .unwrap();
    let sent = sent.recv().unwrap();
    has(
        &sent,
        &[
            "GET /things/a%2Cb%2Fc/2026-01-01T00%3A00%3A00Z?",
            "filter%5Bstate%5D=open",
            "filter%5Bowner%5D=me+%26+you",
            "created%5Bgte%5D=5",
            "tag=x&tag=y",
            "id=1%2C2",
            "word=v+w",
            "part=a%7Cb",
            "where=%7B%22x%22%3A1%7D",
            "limit=9",
            "cookie: session=s1; theme=dark\r\n",
            "x-parts: p,q\r\n",
            "x-since: 2026-01-01T00:00:00Z\r\n",
            "x-note: n\r\n",
            "x-any: 3\r\n",
            "api-version: 2026-01-01\r\n",
            "api-casing: snake\r\n",
        ],
    );
    assert!(!sent.contains("session: "), "{sent}");
}

async fn names() {
    use names::types::FooBar2;
    let (address, sent) = server("200 OK", JSON, "{\"bar\":{\"depth\":3}}");
    let client = names::Client::new(&address, names::Settings::default());
    let foo = client
        .get_pet()
        .id("1")
        .id_query("2")
        .pet_kind("a")
        .pet_kind_query("b")
        .send_query(true)
        .x_pet_kind("c")
        .x_pet_kind_header("d")
        .send()
        .await
        .unwrap();
    assert_eq!(foo.bar.depth, 3);
    let sent = sent.recv().unwrap();
    has(
        &sent,
        &[
            "GET /pets/1?",
            "id=2",
            "petKind=a",
            "pet_kind=b",
            "send=true",
            "x-pet-kind: c\r\n",
            "x_pet_kind: d\r\n",
        ],
    );

    let both = "{\"one\":{\"base_state\":{\"a\":\"x\"}},\"two\":{\"state\":{\"b\":\"y\"}}}";
    let both: names::types::Both = serde_json::from_str(both).unwrap();
    assert_eq!(
        (both.one.base_state.a.as_str(), both.two.state.b.as_str()),
        ("x", "y")
    );

    // Each member is written and read under its own name, and each value as itself.
    for value in ["name", "Name", "<=", ">=", ""] {
        let json = serde_json::json!({"fooBar": "a", "foo_bar": 7, "sort": value, "self": "s", "Self": "S"});
        let read: FooBar2 = serde_json::from_value(json.clone()).unwrap();
        assert_eq!((read.foo_bar.as_str(), read.foo_bar2), ("a", 7));
        assert_eq!(serde_json::to_value(&read).unwrap(), json);
    }
}

fn unions() {
    use unions::types::{Limit, Owner, Pet};
    let dog: Pet = serde_json::from_str("{\"kind\":\"Dog\",\"barks\":true}").unwrap();
    assert!(matches!(dog, Pet::Dog(dog) if dog.barks == Some(true)));
    for kind in ["tom", "kitten"] {
        let cat: Pet =
            serde_json::from_value(serde_json::json!({"kind": kind, "barks": true})).unwrap();
        assert!(matches!(cat, Pet::Cat(_)));
    }
    // `Cat` has names of its own in the mapping, so its plain name chooses nothing.
    serde_json::from_str::<Pet>("{\"kind\":\"bird\"}").unwrap_err();

    let text = "{\"favorite\":{\"kind\":\"Dog\",\"barks\":false},\"mood\":\"odd\",\"age\":\"old\",\"both\":{\"kind\":\"k\"}}";
    let owner: Owner = serde_json::from_str(text).unwrap();
    let written: serde_json::Value = serde_json::to_value(&owner).unwrap();
    assert_eq!(written["favorite"]["barks"], false);
    assert_eq!(written["mood"], "odd");
    assert_eq!(written["age"], "old");
    let none: Owner =
        serde_json::from_str("{\"favorite\":null,\"mood\":\"happy\",\"age\":3}").unwrap();
    assert!(none.favorite.is_none());

    for value in [serde_json::json!(1), serde_json::json!("none")] {
        let limit: Limit = serde_json::from_value(value.clone()).unwrap();
        assert_eq!(
            serde_json::to_value(&limit).unwrap().as_f64(),
            value.as_f64()
        );
    }
}

/// Members that are taken over from other components, also by inline schemas, and whose types would have one name.
fn merged() {
    let text = r#"{"part":{"left_side":{"a":"1"}},"part_left":{"side":{"b":true}},"deep":{"left_side":{"a":"2"}},"deep_left":{"side":{"c":true}},"taking":{"bar":{"kind":{"x":"3"}},"bar_kind":{"y":4}}}"#;
    let merged: names::types::Merged = serde_json::from_str(text).unwrap();
    assert_eq!(merged.part.left_side.a, "1");
    assert!(merged.part_left.side.b);
    assert_eq!(merged.deep.left_side.a, "2");
    assert!(merged.deep_left.side.c);
    assert_eq!(merged.taking.bar.kind.x, "3");
    assert_eq!(merged.taking.bar_kind.y, 4);
}

/// A value of the first of four dates reaches the last one, through each between them.
fn chain() {
    use chain::{v2026_01_01, v2026_02_01, v2026_03_01, v2026_04_01};
    // One type over all dates, which a re-export of a re-export has to be.
    let steady = |value: v2026_01_01::types::Steady| -> v2026_04_01::types::Steady { value };
    let builder: v2026_04_01::types::builder::Steady = v2026_01_01::types::Steady::builder();
    let value = v2026_01_01::types::Steady::try_from(builder.id("7")).unwrap();
    assert_eq!(steady(value).id, "7");

    let first: v2026_01_01::types::Middle = serde_json::from_str(r#"{"id":"1"}"#).unwrap();
    let second = v2026_02_01::types::Middle::from(first.clone());
    let third: v2026_03_01::types::Middle = second;
    let fourth = v2026_04_01::types::Middle::try_from(third).unwrap();
    assert_eq!(fourth.id, first.id);
    let noted: v2026_03_01::types::Middle =
        serde_json::from_str(r#"{"id":"1","note":"kept"}"#).unwrap();
    let error = v2026_04_01::types::Middle::try_from(noted).unwrap_err();
    assert!(!error.to_string().contains("kept"), "{error}");

    let item = r#"{"steady":{"id":"1"},"middle":{"id":"2"},"back":"b","held":{"middle":{"id":"3"}}}"#;
    let first: v2026_01_01::types::Item = serde_json::from_str(item).unwrap();
    let second = v2026_02_01::types::Item::try_from(first).unwrap();
    let third = v2026_03_01::types::Item::try_from(second).unwrap();
    let fourth = v2026_04_01::types::Item::try_from(third).unwrap();
    assert_eq!(
        serde_json::to_value(&fourth).unwrap(),
        serde_json::from_str::<serde_json::Value>(item).unwrap()
    );
}

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        answers().await;
        bodies().await;
        parameters().await;
        names().await;
    });
    unions();
    merged();
    chain();
}
