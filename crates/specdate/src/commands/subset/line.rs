//! A line of a batch: a question in JSON.

use clap::ValueEnum;
use source_tree::{Node, ParseError, Position, SourceTree};

use super::terms::Terms;
use super::{refuse_as_schema, with_article};

/// What a line may have, as messages list it.
const FIELDS: &str = "`id`, `a`, `b`, `dialect`, `role` and `formatAssertion`";

/// A question, with its parts as they are written.
#[derive(Debug, PartialEq)]
pub(super) struct Question<'t> {
    /// A string or a number.
    pub(super) id: Node<'t>,
    pub(super) a: Node<'t>,
    pub(super) b: Node<'t>,
    pub(super) terms: Terms,
}

/// What is wrong with a line.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    /// The column in the line.
    pub(super) column: u32,
    pub(super) message: String,
    pub(super) help: String,
}

impl Refusal {
    fn new(at: Position, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            column: at.column,
            message: message.into(),
            help: help.into(),
        }
    }

    /// What is wrong with a line that is not JSON.
    pub(super) fn of_text(error: &ParseError, line: u64) -> Self {
        // The line was read as a text of its own, so a place that the message names is on line 1 of that.
        let message = error.message().replace(" at 1:", &format!(" at {line}:"));
        let help = format!("{}; each line is a JSON value of its own", error.help());
        Self::new(error.position(), message, help)
    }
}

impl<'t> Question<'t> {
    /// Reads a line that was parsed; what it does not say is as in `defaults`.
    pub(super) fn read(tree: &'t SourceTree, defaults: Terms) -> Result<Self, Refusal> {
        let root = tree.root();
        let Some(object) = root.as_object() else {
            let message = format!("a line is an object, not {}", with_article(root.kind()));
            let help = r#"write a question such as `{"id": 1, "a": {}, "b": true}`"#;
            return Err(Refusal::new(root.position(), message, help));
        };
        // Inside the schemas a key that stands twice is theirs to judge.
        let mut duplicates = tree.duplicate_keys().iter();
        if let Some(twice) = duplicates.find(|twice| twice.object() == root.id()) {
            return Err(stands_twice(twice.key(tree), twice.position(tree)));
        }

        let mut terms = defaults;
        let (mut id, mut a, mut b, mut format_assertion) = (None, None, None, None);
        for (key, value) in object {
            match key.as_str() {
                "id" => id = Some(read_id(value)?),
                "a" => a = Some(read_schema(value)?),
                "b" => b = Some(read_schema(value)?),
                "dialect" => terms.dialect = read_name("dialect", value)?.unwrap_or_default(),
                "role" => terms.role = read_name("role", value)?,
                // The option's own name, and what the usual ways to write JSON make of it.
                spelling @ ("formatAssertion" | "format-assertion" | "format_assertion") => {
                    if format_assertion.is_some() {
                        return Err(stands_twice(spelling, key.position()));
                    }
                    format_assertion = Some(read_truth(spelling, value)?);
                }
                other => {
                    let message = format!("unknown field `{other}`");
                    let help = format!("a line has the fields {FIELDS}");
                    return Err(Refusal::new(key.position(), message, help));
                }
            }
        }
        let given = |field: Option<Node<'t>>, name: &str| {
            field.ok_or_else(|| {
                let message = format!("the field `{name}` is missing");
                let help = "a line has `id` and the schemas `a` and `b`";
                Refusal::new(root.position(), message, help)
            })
        };
        Ok(Self {
            id: given(id, "id")?,
            a: given(a, "a")?,
            b: given(b, "b")?,
            terms: Terms {
                format_assertion: format_assertion.unwrap_or(defaults.format_assertion),
                ..terms
            },
        })
    }
}

fn stands_twice(field: &str, at: Position) -> Refusal {
    let message = format!("the field `{field}` stands twice");
    Refusal::new(at, message, "leave one of the two out")
}

fn read_id(value: Node<'_>) -> Result<Node<'_>, Refusal> {
    if value.as_str().is_some() || value.as_number().is_some() {
        return Ok(value);
    }
    let message = format!(
        "`id` is a string or a number, not {}",
        with_article(value.kind())
    );
    let help = "the answer repeats it, so that the two can be put together";
    Err(Refusal::new(value.position(), message, help))
}

fn read_schema(value: Node<'_>) -> Result<Node<'_>, Refusal> {
    match refuse_as_schema(value) {
        None => Ok(value),
        Some(message) => {
            let help = "write the schema itself into the line";
            Err(Refusal::new(value.position(), message, help))
        }
    }
}

/// One of the names that the option of the same name takes, or null.
fn read_name<T: ValueEnum>(field: &str, value: Node<'_>) -> Result<Option<T>, Refusal> {
    if value.is_null() {
        return Ok(None);
    }
    let name = value.as_str();
    if let Some(known) = name.and_then(|name| T::from_str(name, false).ok()) {
        return Ok(Some(known));
    }
    let given = match name {
        Some(name) => format!("`{name}`"),
        None => with_article(value.kind()),
    };
    let known: Vec<String> = T::value_variants()
        .iter()
        .filter_map(ValueEnum::to_possible_value)
        .map(|known| format!("`{}`", known.get_name()))
        .collect();
    let message = format!("`{field}` cannot be {given}");
    let help = format!("write {} or null", known.join(", "));
    Err(Refusal::new(value.position(), message, help))
}

fn read_truth(field: &str, value: Node<'_>) -> Result<Option<bool>, Refusal> {
    if value.is_null() {
        return Ok(None);
    }
    value.as_bool().map(Some).ok_or_else(|| {
        let message = format!("`{field}` cannot be {}", with_article(value.kind()));
        Refusal::new(value.position(), message, "write true, false or null")
    })
}
