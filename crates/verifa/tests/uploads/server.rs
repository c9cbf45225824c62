//! A server for one request with a body. It reads the whole request, then answers.

use std::net::SocketAddr;

use reqwest::StatusCode;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// A request as it arrived.
pub struct Received {
    /// Method, target and version.
    pub line: String,
    headers: Vec<(String, String)>,
    /// Without the framing of chunks.
    pub body: Vec<u8>,
}

/// One part of a form.
pub struct Part {
    /// Its header lines.
    pub head: String,
    pub body: Vec<u8>,
}

impl Received {
    /// Every value of a header, by its name in lower case.
    pub fn header(&self, name: &str) -> Vec<&str> {
        let wanted = self.headers.iter().filter(|(other, _)| other == name);
        wanted.map(|(_, value)| value.as_str()).collect()
    }

    /// The parts, with their boundary checked to the last byte.
    pub fn parts(&self) -> Vec<Part> {
        let content_type = self.header("content-type");
        let boundary = content_type[0]
            .strip_prefix("multipart/form-data; boundary=")
            .unwrap();
        let delimiter = format!("\r\n--{boundary}");
        // The first delimiter has no line break before it.
        let body = [b"\r\n", self.body.as_slice()].concat();
        let mut pieces = split(&body, delimiter.as_bytes());
        assert_eq!(
            pieces.remove(0),
            b"",
            "something stands before the first part"
        );
        assert_eq!(pieces.pop().unwrap(), b"--\r\n", "the form is not closed");
        pieces
            .into_iter()
            .map(|piece| {
                let piece = piece.strip_prefix(b"\r\n").unwrap();
                let end = find(piece, b"\r\n\r\n").unwrap();
                Part {
                    head: String::from_utf8(piece[..end].to_vec()).unwrap(),
                    body: piece[end + 4..].to_vec(),
                }
            })
            .collect()
    }
}

fn find(text: &[u8], wanted: &[u8]) -> Option<usize> {
    let first = wanted[0];
    let mut start = 0;
    loop {
        start += text[start..].iter().position(|byte| *byte == first)?;
        if text[start..].starts_with(wanted) {
            return Some(start);
        }
        start += 1;
    }
}

fn split<'t>(mut text: &'t [u8], delimiter: &[u8]) -> Vec<&'t [u8]> {
    let mut pieces = Vec::new();
    while let Some(end) = find(text, delimiter) {
        pieces.push(&text[..end]);
        text = &text[end + delimiter.len()..];
    }
    pieces.push(text);
    pieces
}

/// One request and its answer.
pub struct Exchange {
    address: SocketAddr,
    received: JoinHandle<Received>,
}

impl Exchange {
    /// Answers with a status, header lines and a JSON body.
    pub async fn answering(status: u16, headers: &str, body: &str) -> Self {
        Self::watching(status, headers, body, |_| {}).await
    }

    /// The same, and tells how many bytes of the request's body have come so far.
    pub async fn watching(
        status: u16,
        headers: &str,
        body: &str,
        progress: impl FnMut(usize) + Send + 'static,
    ) -> Self {
        let status = StatusCode::from_u16(status).unwrap();
        let answer = format!(
            "HTTP/1.1 {status}\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: {}\r\n{headers}\r\n{body}",
            body.len()
        );
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let received = tokio::spawn(async move {
            let (connection, _) = listener.accept().await.unwrap();
            let mut connection = BufReader::new(connection);
            let received = read(&mut connection, progress).await;
            connection.write_all(answer.as_bytes()).await.unwrap();
            received
        });
        Self { address, received }
    }

    /// `http://127.0.0.1:PORT`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The request.
    pub async fn received(self) -> Received {
        self.received.await.unwrap()
    }
}

async fn read(connection: &mut BufReader<TcpStream>, mut progress: impl FnMut(usize)) -> Received {
    let line = read_line(connection).await;
    let mut headers = Vec::new();
    loop {
        let header = read_line(connection).await;
        let Some((name, value)) = header.split_once(':') else {
            break;
        };
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let mut received = Received {
        line,
        headers,
        body: Vec::new(),
    };
    let length = received
        .header("content-length")
        .first()
        .map(|length| length.parse().unwrap());
    if let Some(length) = length {
        read_bytes(connection, length, &mut received.body, &mut progress).await;
        return received;
    }
    loop {
        let size = read_line(connection).await;
        let size = usize::from_str_radix(&size, 16);
        // The client hung up.
        let Ok(size) = size else { return received };
        read_bytes(connection, size, &mut received.body, &mut progress).await;
        read_line(connection).await;
        if size == 0 {
            return received;
        }
    }
}

async fn read_line(connection: &mut BufReader<TcpStream>) -> String {
    let mut line = String::new();
    connection.read_line(&mut line).await.unwrap();
    line.trim_end().to_owned()
}

async fn read_bytes(
    connection: &mut BufReader<TcpStream>,
    mut left: usize,
    body: &mut Vec<u8>,
    progress: &mut impl FnMut(usize),
) {
    let mut buffer = vec![0; 64 << 10];
    while left > 0 {
        let most = left.min(buffer.len());
        let read = connection.read(&mut buffer[..most]).await.unwrap();
        if read == 0 {
            return;
        }
        body.extend_from_slice(&buffer[..read]);
        left -= read;
        progress(body.len());
    }
}
