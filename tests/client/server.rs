//! An HTTP/1.1 server for one test. It listens on a free port of this machine, keeps every request that it gets, and
//! ends with the test: dropping it closes its port and its connections.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{AbortHandle, JoinSet};
use verifa::reqwest::StatusCode;

/// The head of a request; longer ones are not answered.
const MAX_HEAD: usize = 64 * 1024;

/// Waits for what must come, and fails instead of hanging where it does not. Far above what a busy machine needs.
pub async fn bounded<T>(what: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(60), what)
        .await
        .expect("what must come did not come within a minute")
}

/// One request as it arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    pub method: String,
    /// Path and query, byte for byte.
    pub target: String,
    /// In the order in which they came, names in lower case.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Request {
    /// Every value of a header.
    pub fn header(&self, name: &str) -> Vec<&str> {
        let wanted = self.headers.iter().filter(|(other, _)| other == name);
        wanted.map(|(_, value)| value.as_str()).collect()
    }

    fn parse(head: &str) -> Self {
        let mut lines = head.trim_end().lines();
        let mut first = lines.next().unwrap_or_default().split(' ');
        let headers = lines.map(|line| {
            let (name, value) = line.split_once(':').unwrap_or((line, ""));
            (name.to_ascii_lowercase(), value.trim().to_owned())
        });
        Self {
            method: first.next().unwrap_or_default().to_owned(),
            target: first.next().unwrap_or_default().to_owned(),
            headers: headers.collect(),
            body: Vec::new(),
        }
    }

    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

/// What a request gets.
#[derive(Debug, Clone)]
pub enum Answer {
    /// A whole answer; the connection stays open for the next request.
    Whole {
        status: u16,
        headers: Vec<(String, String)>,
        body: Vec<u8>,
    },
    /// Bytes as they are, and what follows them.
    Raw(Vec<u8>, Then),
}

/// What follows raw bytes.
#[derive(Debug, Clone)]
pub enum Then {
    Close,
    /// Nothing more, and the connection stays open.
    Hold,
    /// These bytes, over and over, until the client hangs up.
    Repeat(Vec<u8>),
}

impl Answer {
    pub fn new(status: u16, media_type: &str, body: impl Into<Vec<u8>>) -> Self {
        Self::Whole {
            status,
            headers: vec![("content-type".to_owned(), media_type.to_owned())],
            body: body.into(),
        }
    }

    pub fn json(status: u16, body: &Value) -> Self {
        Self::new(status, "application/json", body.to_string())
    }

    pub fn html(status: u16, body: &str) -> Self {
        Self::new(status, "text/html; charset=utf-8", body)
    }

    /// Bytes as they are; then the connection is closed.
    pub fn raw(bytes: impl Into<Vec<u8>>) -> Self {
        Self::Raw(bytes.into(), Then::Close)
    }

    /// Nothing, on a connection that stays open.
    pub fn silence() -> Self {
        Self::Raw(Vec::new(), Then::Hold)
    }

    /// Adds a header to a whole answer.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        let Self::Whole { headers, .. } = &mut self else {
            panic!("raw answers hold their headers already");
        };
        headers.push((name.to_owned(), value.to_owned()));
        self
    }
}

type Handler = dyn Fn(&Request) -> Answer + Send + Sync;

/// What the connections of one server share.
struct Shared {
    requests: Mutex<Vec<Request>>,
    handler: Box<Handler>,
    /// Requests wait here for each other before any is answered.
    gate: Option<tokio::sync::Barrier>,
}

/// A running server.
pub struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
    running: AbortHandle,
}

impl Drop for Server {
    fn drop(&mut self) {
        self.running.abort();
    }
}

impl Server {
    /// Gives every request the same answer.
    pub async fn answering(answer: Answer) -> Self {
        Self::start(move |_: &Request| answer.clone(), None).await
    }

    /// Decides by the request.
    pub async fn with(handler: impl Fn(&Request) -> Answer + Send + Sync + 'static) -> Self {
        Self::start(handler, None).await
    }

    /// Answers no request before so many have come: a client that sends one after the other gets no answer.
    pub async fn gathering(
        count: usize,
        handler: impl Fn(&Request) -> Answer + Send + Sync + 'static,
    ) -> Self {
        Self::start(handler, Some(tokio::sync::Barrier::new(count))).await
    }

    async fn start(
        handler: impl Fn(&Request) -> Answer + Send + Sync + 'static,
        gate: Option<tokio::sync::Barrier>,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let shared = Arc::new(Shared {
            requests: Mutex::default(),
            handler: Box::new(handler),
            gate,
        });
        let running = tokio::spawn(accept(listener, Arc::clone(&shared))).abort_handle();
        Self {
            address,
            shared,
            running,
        }
    }

    /// `http://127.0.0.1:PORT`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Every request so far, in the order in which they came.
    pub fn requests(&self) -> Vec<Request> {
        self.shared.requests.lock().unwrap().clone()
    }

    /// The only request so far.
    pub fn request(&self) -> Request {
        let requests = self.requests();
        assert_eq!(requests.len(), 1, "{requests:?}");
        requests[0].clone()
    }
}

/// Connections belong to this task, so they end with it.
async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    let mut connections = JoinSet::new();
    while let Ok((connection, _)) = listener.accept().await {
        let shared = Arc::clone(&shared);
        connections.spawn(async move {
            // An error here means that the client hung up, which some tests make it do.
            let _ = serve(connection, &shared).await;
        });
    }
}

async fn serve(mut connection: TcpStream, shared: &Shared) -> std::io::Result<()> {
    while let Some(head) = read_head(&mut connection).await? {
        let mut request = Request::parse(&head);
        // The client sends whole bodies, never chunks.
        if let [length] = request.header("content-length")[..] {
            request.body = vec![0; length.parse().unwrap()];
            connection.read_exact(&mut request.body).await?;
        }
        shared.requests.lock().unwrap().push(request.clone());
        if let Some(gate) = &shared.gate {
            gate.wait().await;
        }
        match (shared.handler)(&request) {
            Answer::Whole {
                status,
                headers,
                body,
            } => {
                connection
                    .write_all(&whole(status, &headers, &body))
                    .await?;
            }
            Answer::Raw(bytes, then) => {
                connection.write_all(&bytes).await?;
                match then {
                    Then::Close => return connection.shutdown().await,
                    Then::Hold => std::future::pending().await,
                    Then::Repeat(bytes) => loop {
                        connection.write_all(&bytes).await?;
                    },
                }
            }
        }
    }
    Ok(())
}

/// Up to the empty line. `None` where the client has no more requests.
async fn read_head(connection: &mut TcpStream) -> std::io::Result<Option<String>> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let byte = match connection.read_u8().await {
            Ok(byte) if head.len() < MAX_HEAD => byte,
            _ => return Ok(None),
        };
        head.push(byte);
    }
    Ok(Some(String::from_utf8_lossy(&head).into_owned()))
}

fn whole(status: u16, headers: &[(String, String)], body: &[u8]) -> Vec<u8> {
    let reason = StatusCode::from_u16(status).unwrap().canonical_reason();
    let mut bytes = format!("HTTP/1.1 {status} {}\r\n", reason.unwrap_or_default()).into_bytes();
    for (name, value) in headers {
        bytes.extend_from_slice(format!("{name}: {value}\r\n").as_bytes());
    }
    bytes.extend_from_slice(format!("content-length: {}\r\n\r\n", body.len()).as_bytes());
    bytes.extend_from_slice(body);
    bytes
}
