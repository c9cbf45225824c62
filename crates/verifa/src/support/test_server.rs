//! A server for one test: answers every connection with the same bytes and keeps what it was sent.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::sync::mpsc::{Receiver, channel};
use std::thread;

pub(super) struct TestServer {
    address: SocketAddr,
    requests: Receiver<String>,
}

impl TestServer {
    /// Answers with the bytes as they are and then closes the connection.
    pub(super) fn answering(answer: impl Into<Vec<u8>>) -> Self {
        let answer = answer.into();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (sender, requests) = channel();
        thread::spawn(move || {
            for connection in listener.incoming() {
                let mut connection = connection.unwrap();
                let mut request = Vec::new();
                let mut buffer = [0; 4096];
                while !request.windows(4).any(|end| end == b"\r\n\r\n") {
                    let read = connection.read(&mut buffer).unwrap();
                    if read == 0 {
                        break;
                    }
                    request.extend_from_slice(&buffer[..read]);
                }
                if sender.send(String::from_utf8(request).unwrap()).is_err() {
                    return;
                }
                // The client may hang up in the middle of a body that is too large.
                let _ = connection.write_all(&answer);
            }
        });
        Self { address, requests }
    }

    /// Answers with a status line, headers and a body of stated length.
    pub(super) fn with(status: &str, headers: &str, body: &str) -> Self {
        Self::answering(format!(
            "HTTP/1.1 {status}\r\nconnection: close\r\ncontent-length: {}\r\n{headers}\r\n{body}",
            body.len()
        ))
    }

    pub(super) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The head of the next request.
    pub(super) fn request(&self) -> String {
        self.requests.recv().unwrap()
    }
}
