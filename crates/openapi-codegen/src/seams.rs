//! What progenitor is told otherwise about an operation, and what the code that it writes has to become afterwards.

use std::collections::BTreeMap;

use crate::raw_body::RawContent;

/// The seams of one document's operations, by method in upper case and path template.
pub type Seams = BTreeMap<(String, String), OperationSeams>;

/// Where the code of one operation is mended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OperationSeams {
    /// The request body, where it is written in another way than progenitor was told.
    pub body: Option<RawContent>,
    /// What several success statuses answer with, where that differs.
    pub success: Option<Answers>,
    /// What several error statuses answer with, where that differs.
    pub errors: Option<Answers>,
    /// Query parameters that are written with brackets.
    pub deep_objects: Vec<String>,
    /// Cookies, by the name of the header that stands in for each.
    pub cookies: BTreeMap<String, String>,
}

/// A union whose arms are told apart by a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Union {
    /// The name of its enum.
    pub type_name: String,
    /// The member.
    pub property: String,
    /// The values of the member that choose each arm, in the order of the arms.
    pub arms: Vec<Vec<String>>,
}

/// The answers to one operation that become the variants of an enum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answers {
    /// What to call the enum, unless the name is taken.
    pub name: String,
    /// One variant a status, in the order in which they are matched.
    pub arms: Vec<Answer>,
}

/// The answer under one status, or range of statuses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// `404` or `4XX`.
    pub status: String,
    /// What its body is.
    pub content: AnswerContent,
}

/// What the body of an answer is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnswerContent {
    /// JSON, of the type that stands at this place among the arguments of the stand-in.
    Json(usize),
    /// Nothing that is read.
    Empty,
    /// Any other media type: handed over as it comes.
    Stream,
}
