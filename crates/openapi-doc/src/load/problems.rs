//! Collects problems while trees are read, and gives them their places at the end.

use source_tree::{NodeId, SourceTree};

use crate::model::{FileId, NodeRef};
use crate::problem::{Location, Problem};

/// A collection with an upper bound: a hostile document may have a problem in every node.
#[derive(Debug)]
pub(crate) struct Problems {
    found: Vec<Found>,
    /// Problems of files that have no tree.
    placed: Vec<Problem>,
    limit: usize,
    left_out: usize,
}

#[derive(Debug)]
struct Found {
    at: NodeRef,
    code: &'static str,
    message: String,
    help: String,
}

impl Problems {
    pub(crate) fn new(limit: usize) -> Self {
        Self {
            found: Vec::new(),
            placed: Vec::new(),
            limit: limit.max(1),
            left_out: 0,
        }
    }

    /// Adds a problem at a value or a key.
    pub(crate) fn add(
        &mut self,
        at: NodeRef,
        code: &'static str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        if self.is_full() {
            self.left_out += 1;
            return;
        }
        self.found.push(Found {
            at,
            code,
            message: message.into(),
            help: help.into(),
        });
    }

    /// Adds a problem of a file that has no tree.
    pub(crate) fn add_placed(&mut self, problem: Problem) {
        if self.is_full() {
            self.left_out += 1;
            return;
        }
        self.placed.push(problem);
    }

    /// Whether further problems are only counted: their texts need not be made.
    pub(crate) fn is_full(&self) -> bool {
        self.found.len() + self.placed.len() >= self.limit
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.found.is_empty() && self.placed.is_empty()
    }

    /// The problems with their places, sorted.
    pub(crate) fn finish(mut self, trees: &[SourceTree], entry: &str) -> Vec<Problem> {
        self.found
            .sort_by(|a, b| (a.at, a.code, &a.message).cmp(&(b.at, b.code, &b.message)));
        self.found
            .dedup_by(|a, b| (a.at, a.code, &a.message) == (b.at, b.code, &b.message));
        let mut problems: Vec<Problem> = self
            .found
            .into_iter()
            .map(|found| Problem {
                code: found.code,
                message: found.message,
                help: found.help,
                location: locate(trees, found.at),
            })
            .collect();
        problems.append(&mut self.placed);
        if self.left_out > 0 {
            let last = problems.last().map(|problem| problem.location.clone());
            problems.push(Problem {
                code: "too-many-problems",
                message: format!("{} more problems are not shown", self.left_out),
                help: "fix the first ones and run it again; a program that loads the document may raise \
                       `Limits::max_problems`"
                    .to_owned(),
                location: last.unwrap_or_else(|| start_of(entry)),
            });
        }
        problems
    }
}

/// The place of a node for people.
pub(crate) fn locate(trees: &[SourceTree], at: NodeRef) -> Location {
    let Some(tree) = trees.get(at.file.index()) else {
        return start_of("");
    };
    let position = tree
        .node(at.node)
        .map_or_else(|| tree.root().position(), source_tree::Node::position);
    Location {
        file: tree.name().to_owned(),
        line: position.line,
        column: position.column,
        pointer: tree.pointer_to(at.node).to_string(),
    }
}

/// The first character of a file.
pub(crate) fn start_of(file: &str) -> Location {
    Location {
        file: file.to_owned(),
        line: 1,
        column: 1,
        pointer: String::new(),
    }
}

/// The root of a file.
pub(crate) fn root_of(file: FileId) -> NodeRef {
    NodeRef {
        file,
        node: NodeId::ROOT,
    }
}

/// Text of the input between backticks, shortened, so that no message is as long as its input.
pub(crate) fn quote(text: &str) -> String {
    const MOST: usize = 80;
    let mut quoted = String::from("`");
    for (count, c) in text.chars().enumerate() {
        if count == MOST {
            quoted.push('…');
            break;
        }
        if c.is_control() {
            quoted.extend(c.escape_default());
        } else {
            quoted.push(c);
        }
    }
    quoted.push('`');
    quoted
}
