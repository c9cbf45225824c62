//! A server on loopback that answers as GitHub does about comments.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;

use serde_json::{Value, json};

/// What the server has, and what it was asked.
#[derive(Default)]
pub(super) struct State {
    /// The comments of the pull request, with the ids 1, 2, …
    pub(super) comments: Vec<String>,
    /// What it answers where something would be written, if that is not allowed.
    pub(super) refuses_with: Option<u16>,
    /// `POST /repos/…`, in order.
    pub(super) requests: Vec<String>,
    /// The header of each request that says who asks.
    pub(super) tokens: Vec<String>,
}

pub(super) struct Server {
    pub(super) address: String,
    state: Arc<Mutex<State>>,
}

impl Server {
    pub(super) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let state = Arc::new(Mutex::new(State::default()));
        let shared = Arc::clone(&state);
        // It ends with the test process.
        thread::spawn(move || {
            for stream in listener.incoming() {
                answer(&stream.unwrap(), &shared);
            }
        });
        Self { address, state }
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }
}

fn answer(stream: &TcpStream, state: &Mutex<State>) {
    let mut reader = BufReader::new(stream);
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        let line = line.trim_end().to_owned();
        if line.is_empty() {
            break;
        }
        lines.push(line);
    }
    let header = |name: &str| {
        lines.iter().find_map(|line| {
            let (key, value) = line.split_once(": ")?;
            key.eq_ignore_ascii_case(name).then(|| value.to_owned())
        })
    };
    let length = header("content-length").map_or(0, |length| length.parse().unwrap());
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();

    let mut state = state.lock().unwrap();
    let asked = lines[0].strip_suffix(" HTTP/1.1").unwrap().to_owned();
    state.tokens.extend(header("authorization"));
    let (status, answer) = respond(&mut state, &asked, &body);
    state.requests.push(asked);
    let answer = answer.to_string();
    let length = answer.len();
    let head = format!("HTTP/1.1 {status} X\r\nContent-Length: {length}\r\nConnection: close\r\n");
    let mut stream = stream;
    stream
        .write_all(format!("{head}\r\n{answer}").as_bytes())
        .unwrap();
}

fn respond(state: &mut State, asked: &str, body: &[u8]) -> (u16, Value) {
    const ISSUES: &str = "/repos/team/api/issues";
    if let Some(query) = asked.strip_prefix(&format!("GET {ISSUES}/7/comments?per_page=100&page="))
    {
        let page: usize = query.parse().unwrap();
        let comments = state.comments.iter().enumerate();
        let comments = comments.skip((page - 1) * 100).take(100);
        let comments = comments.map(|(index, body)| json!({"id": index + 1, "body": body}));
        return (200, Value::Array(comments.collect()));
    }
    if let Some(status) = state.refuses_with {
        return (status, json!({"message": "Resource not accessible"}));
    }
    let body: Value = serde_json::from_slice(body).unwrap();
    let body = body["body"].as_str().unwrap().to_owned();
    if asked == format!("POST {ISSUES}/7/comments") {
        state.comments.push(body);
        return (201, json!({"id": state.comments.len()}));
    }
    let id = asked.strip_prefix(&format!("PATCH {ISSUES}/comments/"));
    let id: usize = id.unwrap().parse().unwrap();
    state.comments[id - 1] = body;
    (200, json!({"id": id}))
}
