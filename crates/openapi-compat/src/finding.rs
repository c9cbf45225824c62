//! What people read: one change, at one place, with everything that it touches, judged.

use std::fmt;
use std::sync::Arc;

use crate::audience::Verdicts;

/// One cause, at one place, judged for each audience.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// The id of its rule.
    pub id: &'static str,
    /// What happened, in one line, with the names of this change.
    pub title: String,
    /// Why it is judged as it is, in one sentence.
    pub why: String,
    /// How to make the change compatibly; empty where nobody breaks.
    pub remedy: String,
    /// The judgement for each audience.
    pub verdicts: Verdicts,
    /// Where it stands in the base document; none if that has nothing of it.
    pub base: Option<Place>,
    /// Where it stands in the revision.
    pub revision: Option<Place>,
    /// The operations that it reaches, sorted.
    pub operations: Vec<Operation>,
    /// A message that shows the break.
    pub witness: Option<HttpMessage>,
    /// The fingerprint of the finding whose message shows this one as well: a large message is not repeated.
    pub shown_by: Option<String>,
    /// Why it could not be decided, where a verdict is unknown.
    pub reason: Option<String>,
    /// Stays the same through edits elsewhere, and differs from that of a second change at the same place.
    pub fingerprint: String,
    /// Whether an entry of the registry accepts it.
    pub accepted: bool,
}

/// A place in a document, with what is written there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file, by the name under which it was read.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// The column in code points, from 1.
    pub column: u32,
    /// The JSON pointer within the file (RFC 6901).
    pub pointer: String,
    /// The source text there, as it is written; long ones are cut.
    pub snippet: String,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// An operation that a finding reaches.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Operation {
    /// The path template, or the name of a webhook.
    pub path: String,
    /// `GET`, `POST` …
    pub method: String,
    /// Which part of it: `request`, `response 200`, or empty for the whole.
    pub part: String,
}

/// Which side of a message exchange a witness is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// A request that its sender's document allows and its receiver's does not. The sender is the client of the base
    /// document; in webhooks and callbacks it is the server of the revision.
    Request,
    /// A response that its sender's document allows and its receiver's does not. The sender is the server of the revision;
    /// in webhooks and callbacks it is the client of the base document.
    Response,
}

/// A whole HTTP message that shows a break (RFC 9110). `Display` writes it as text, the body last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpMessage {
    /// Which side it is.
    pub side: Side,
    /// Whether it belongs to a webhook or a callback, where the server of the revision sends the request.
    pub is_inbound: bool,
    /// `POST /api/v1/sessions?limit=1` or `200`.
    pub start: String,
    /// Names and values, in the order in which they are sent.
    pub headers: Vec<(String, String)>,
    /// The body as text; none if there is none.
    /// Shared where many findings show one body.
    pub body: Option<Arc<str>>,
}

impl fmt::Display for HttpMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.start)?;
        for (name, value) in &self.headers {
            write!(f, "\n{name}: {value}")?;
        }
        if let Some(body) = &self.body {
            write!(f, "\n\n{body}")?;
        }
        Ok(())
    }
}
