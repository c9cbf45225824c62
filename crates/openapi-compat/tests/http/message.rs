//! A message, parsed from its text.

/// What is told of an HTTP message.
pub struct Message {
    pub start: String,
    headers: Vec<(String, String)>,
    pub body: Option<String>,
}

impl Message {
    pub fn parse(text: &str) -> Self {
        let (head, body) = match text.split_once("\n\n") {
            Some((head, body)) => (head, Some(body.to_owned())),
            None => (text, None),
        };
        let mut lines = head.lines();
        let start = lines.next().unwrap().to_owned();
        let headers = lines.map(|line| {
            let (name, value) = line
                .split_once(": ")
                .unwrap_or_else(|| (line.strip_suffix(':').expect("a header has a colon"), ""));
            (name.to_ascii_lowercase(), value.to_owned())
        });
        Self {
            start,
            headers: headers.collect(),
            body,
        }
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        let name = name.to_ascii_lowercase();
        let found = self.headers.iter().find(|(other, _)| *other == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The media type of the body, without parameters.
    pub fn media_type(&self) -> Option<String> {
        self.header("content-type").map(essence)
    }

    pub fn cookie(&self, name: &str) -> Option<&str> {
        let mut all = self.header("cookie")?.split("; ");
        all.find_map(|cookie| cookie.strip_prefix(name)?.strip_prefix('='))
    }
}

pub fn essence(media_type: &str) -> String {
    let name = media_type.split(';').next().unwrap().trim();
    name.to_ascii_lowercase()
}

/// Whether a media type is one of a range.
pub fn is_in_range(media_type: &str, range: &str) -> bool {
    let range = essence(range);
    match range.strip_suffix("/*") {
        Some("*") => true,
        Some(of) => media_type.split('/').next() == Some(of),
        None => media_type == range,
    }
}

/// Undoes percent-encoding.
pub fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let code = after
            .get(..2)
            .and_then(|code| std::str::from_utf8(code).ok());
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) if *first == b'%' => {
                bytes.push(byte);
                rest = &after[2..];
            }
            _ => {
                bytes.push(if *first == b'+' { b' ' } else { *first });
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap()
}
