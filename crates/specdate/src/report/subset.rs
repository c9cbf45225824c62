//! What `specdate subset` answers: in text for people, in JSON for programs.

use std::borrow::Cow;
use std::fmt::{self, Write as _};

use anstyle::Style;
use schema_subset::{Cause, Place, Reason, Role, Value, Verdict, Witness};
use source_tree::SourceTree;

use crate::report::snippet::{Mark, snippet};
use crate::report::words::{is_hidden, visible};
use crate::terminal::Styles;

/// The two documents of a question.
#[derive(Clone, Copy)]
pub(crate) struct Pair<'t> {
    pub(crate) a: &'t SourceTree,
    pub(crate) b: &'t SourceTree,
    /// Whether it is asked about messages, and about which.
    pub(crate) role: Option<Role>,
}

/// The verdict in one line, then what shows it.
pub(crate) fn text(pair: &Pair<'_>, verdict: &Verdict, styles: &Styles) -> String {
    match verdict {
        Verdict::Contained => contained(pair, styles),
        Verdict::NotContained(Witness { value, causes, .. }) => {
            not_contained(pair, value, causes, styles)
        }
        Verdict::Unknown(reason) => unknown(pair, reason, styles),
    }
}

fn contained(pair: &Pair<'_>, styles: &Styles) -> String {
    let (head, [a, b]) = (headline("contained", styles.progress), pair.names());
    match pair.role {
        None => format!("{head}: every value that {a} allows is allowed by {b}\n"),
        Some(role) => {
            let [sender, message] = sender(role);
            format!("{head}: every {message} that a {sender} of {a} sends is accepted by {b}\n")
        }
    }
}

fn not_contained(pair: &Pair<'_>, value: &Value, causes: &[Cause], styles: &Styles) -> String {
    let (head, [a, b]) = (headline("not contained", styles.error), pair.names());
    let mut text = match pair.role {
        None => format!("{head}: {a} allows a value that {b} refuses\n"),
        Some(role) => {
            let [sender, message] = sender(role);
            format!("{head}: a {sender} of {a} sends a {message} that {b} refuses\n")
        }
    };
    let Styles { subject, .. } = styles;
    let _ = writeln!(text, "{subject}witness:{subject:#} {}", Json(value));
    for cause in causes {
        let _ = write!(text, "\n{}", pair.cause(cause, styles));
    }
    text
}

fn unknown(pair: &Pair<'_>, reason: &Reason, styles: &Styles) -> String {
    let (head, [a, b]) = (headline("unknown", styles.warning), pair.names());
    let Styles { subject, help, .. } = styles;
    let mut text = match pair.role {
        None => format!("{head}: whether {b} allows every value of {a} cannot be decided\n"),
        Some(role) => {
            let [sender, message] = sender(role);
            format!(
                "{head}: whether {b} accepts every {message} that a {sender} of {a} sends cannot be decided\n"
            )
        }
    };
    let told = told(reason);
    let _ = writeln!(text, "{subject}reason:{subject:#} {}", visible(&told));
    if let Reason::Unsupported(_) = reason {
        let _ = writeln!(
            text,
            "  {help}help:{help:#} a part that is not understood might forbid anything; a `$ref` leads to a place in the same schema"
        );
    }
    text
}

fn headline(verdict: &str, style: Style) -> String {
    format!("{style}{verdict}{style:#}")
}

/// Who sends, and what.
fn sender(role: Role) -> [&'static str; 2] {
    match role {
        Role::Request => ["client", "request"],
        Role::Response => ["server", "response"],
    }
}

impl Pair<'_> {
    fn names(&self) -> [String; 2] {
        [self.a, self.b].map(|tree| visible(tree.name()).into_owned())
    }

    /// One cause: where the second schema refuses, and what in the first one allows it.
    fn cause(&self, Cause { a, b }: &Cause, styles: &Styles) -> String {
        let Styles {
            subject,
            error,
            place,
            ..
        } = styles;
        let heading = format!(
            "{subject}cause:{subject:#} {} refuses what {} allows\n",
            pointed(b),
            pointed(a)
        );
        let marks = [
            mark(self.b, b, "refuses it", *error),
            mark(self.a, a, "allows it", *place),
        ];
        heading + &snippet(&marks, styles)
    }
}

/// The pointer of a place, with the name of its file.
fn pointed(place: &Place) -> String {
    let Place {
        document, pointer, ..
    } = place;
    let text = if pointer.is_root() {
        format!("the root of {document}")
    } else {
        format!("{pointer} of {document}")
    };
    visible(&text).into_owned()
}

/// A mark at a place of a cause.
fn mark<'m>(tree: &'m SourceTree, at: &'m Place, label: &'m str, style: Style) -> Mark<'m> {
    let tree = Some(tree).filter(|tree| tree.name() == &*at.document);
    Mark {
        above: None,
        lines: tree
            .and_then(|tree| tree.line_text(at.position.line))
            .into_iter()
            .collect(),
        goes_on: false,
        name: &at.document,
        position: at.position,
        length: tree.map_or(1, |tree| length(tree, at)),
        label,
        style,
    }
}

/// How many characters of its first line the keyword or schema at a place takes.
fn length(tree: &SourceTree, place: &Place) -> usize {
    let node = tree.pointer(&place.pointer);
    let key = place.pointer.parent().and_then(|around| {
        let name = place.pointer.tokens().next_back()?;
        let object = tree.pointer(&around)?.as_object()?;
        Some(object.get_member(&name)?.0.node())
    });
    let marked = [key, node]
        .into_iter()
        .flatten()
        .find(|node| node.position() == place.position);
    marked
        .and_then(|node| node.source().lines().next())
        .map_or(1, |line| line.chars().count())
}

/// The answer to one question: an object in one line, without members that say nothing.
pub(crate) fn json(verdict: &Verdict) -> String {
    let mut text = format!("{{{}", answer(verdict));
    if let Verdict::NotContained(Witness { causes, .. }) = verdict
        && !causes.is_empty()
    {
        let _ = write!(text, ",\"causes\":{}", causes_json(causes));
    }
    text.push_str("}\n");
    text
}

/// The answer to a question of a batch, whose `id` is repeated as it is written.
pub(crate) fn line(id: &str, verdict: &Verdict) -> String {
    format!("{{\"id\":{id},{}}}\n", answer(verdict))
}

/// The members that every answer has.
fn answer(verdict: &Verdict) -> String {
    match verdict {
        Verdict::Contained => "\"contained\":true".to_owned(),
        Verdict::NotContained(Witness { value, .. }) => {
            format!("\"contained\":false,\"witness\":{}", Json(value))
        }
        Verdict::Unknown(reason) => {
            let reason = Value::String(told(reason).into_owned());
            format!("\"contained\":null,\"reason\":{}", Json(&reason))
        }
    }
}

fn causes_json(causes: &[Cause]) -> String {
    let causes = causes
        .iter()
        .map(|Cause { a, b }| format!("{{\"a\":{},\"b\":{}}}", place_json(a), place_json(b)));
    format!("[{}]", causes.collect::<Vec<_>>().join(","))
}

fn place_json(place: &Place) -> String {
    let Place {
        document,
        position,
        pointer,
    } = place;
    let text = |text: &str| Value::String(text.to_owned());
    format!(
        "{{\"file\":{},\"line\":{},\"column\":{},\"pointer\":{}}}",
        Json(&text(document)),
        position.line,
        position.column,
        Json(&text(pointer.as_str()))
    )
}

/// The reason in words that fit this program: it has no option for the number of steps.
fn told(reason: &Reason) -> Cow<'static, str> {
    match reason {
        Reason::Budget => "budget: the search takes more steps than one question is given".into(),
        other => other.to_string().into(),
    }
}

/// A value as JSON in one line, with escapes for what a terminal would obey and for what some programs take for the end
/// of a line: the value stays the same.
struct Json<'v>(&'v Value);

impl fmt::Display for Json<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Such characters are parts of strings: nothing else in JSON may hold them.
        for character in self.0.to_string().chars() {
            if is_hidden(character) || matches!(character, '\u{2028}' | '\u{2029}') {
                write!(f, "\\u{:04x}", u32::from(character))?;
            } else {
                f.write_char(character)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use source_tree::{Format, Limits, Pointer};

    use super::*;

    fn tree(name: &str, text: &str) -> SourceTree {
        let format = Format::from_name(name).unwrap_or(Format::Json);
        SourceTree::parse(name, text.into(), format, &Limits::default()).unwrap()
    }

    /// The place of a member's key, or of the root.
    fn place(tree: &SourceTree, pointer: &str) -> Place {
        let pointer = Pointer::parse(pointer).unwrap();
        let around = pointer.parent().and_then(|around| tree.pointer(&around));
        let name = pointer.tokens().next_back();
        let key = around.and_then(|around| Some(around.as_object()?.get_member(&name?)?.0));
        Place {
            document: Arc::from(tree.name()),
            position: key.map_or(tree.root().position(), source_tree::Key::position),
            pointer,
        }
    }

    fn trees() -> [SourceTree; 2] {
        [
            tree(
                "new.json",
                "{\n  \"type\": \"object\",\n  \"maxProperties\": 9,\n  \"properties\": {\"state\": {\"enum\": [\"new\", \"sent\"]}}\n}\n",
            ),
            tree(
                "old.yaml",
                "type: object\nmaxProperties: 1\nproperties:\n  state:\n    enum: [new]\n",
            ),
        ]
    }

    fn causes([a, b]: &[SourceTree; 2]) -> Vec<Cause> {
        ["/maxProperties", "/properties/state/enum"]
            .map(|pointer| Cause {
                a: place(a, pointer),
                b: place(b, pointer),
            })
            .to_vec()
    }

    fn refused(trees: &[SourceTree; 2], causes: &[Cause]) -> String {
        let [a, b] = trees;
        let pair = Pair { a, b, role: None };
        let value = Value::String("x".to_owned());
        not_contained(&pair, &value, causes, &Styles::new(false))
    }

    #[test]
    fn causes_show_who_refuses_and_who_allows() {
        let trees = trees();
        insta::assert_snapshot!(refused(&trees, &causes(&trees)), @r#"
        not contained: new.json allows a value that old.yaml refuses
        witness: "x"

        cause: /maxProperties of old.yaml refuses what /maxProperties of new.json allows
         --> old.yaml:2:1
          |
        2 | maxProperties: 1
          | ^^^^^^^^^^^^^ refuses it
         ::: new.json:3:3
          |
        3 |   "maxProperties": 9,
          |   --------------- allows it

        cause: /properties/state/enum of old.yaml refuses what /properties/state/enum of new.json allows
         --> old.yaml:5:5
          |
        5 |     enum: [new]
          |     ^^^^ refuses it
         ::: new.json:4:28
          |
        4 |   "properties": {"state": {"enum": ["new", "sent"]}}
          |                            ------ allows it
        "#);
    }

    #[test]
    fn a_keyword_that_is_missing_is_the_schema_around_it() {
        let trees @ [a, b] = &trees();
        let cause = Cause {
            a: place(a, ""),
            b: place(b, "/type"),
        };
        insta::assert_snapshot!(refused(trees, &[cause]), @r#"
        not contained: new.json allows a value that old.yaml refuses
        witness: "x"

        cause: /type of old.yaml refuses what the root of new.json allows
         --> old.yaml:1:1
          |
        1 | type: object
          | ^^^^ refuses it
         ::: new.json:1:1
          |
        1 | {
          | - allows it
        "#);
    }

    #[test]
    fn a_place_outside_of_the_two_documents_is_named_only() {
        let trees @ [a, b] = &trees();
        let cause = Cause {
            a: place(a, "/type"),
            b: Place {
                document: "other.json".into(),
                ..place(b, "/type")
            },
        };
        let text = refused(trees, &[cause]);
        assert!(
            text.contains("\n --> other.json:1:1\n ::: new.json:2:3\n"),
            "{text}"
        );
    }

    #[test]
    fn causes_are_places_for_programs() {
        let trees = trees();
        assert_eq!(
            causes_json(&causes(&trees)),
            concat!(
                r#"[{"a":{"file":"new.json","line":3,"column":3,"pointer":"/maxProperties"},"#,
                r#""b":{"file":"old.yaml","line":2,"column":1,"pointer":"/maxProperties"}},"#,
                r#"{"a":{"file":"new.json","line":4,"column":28,"pointer":"/properties/state/enum"},"#,
                r#""b":{"file":"old.yaml","line":5,"column":5,"pointer":"/properties/state/enum"}}]"#,
            )
        );
    }

    #[test]
    fn reasons_name_nothing_that_this_program_lacks() {
        let budget = json(&Verdict::Unknown(Reason::Budget));
        assert_eq!(
            budget,
            "{\"contained\":null,\"reason\":\"budget: the search takes more steps than one question is given\"}\n"
        );
    }

    #[test]
    fn json_keeps_its_value_and_hides_nothing() {
        let value = Value::String("\u{1b}\u{85}\u{2028}\u{202e}\té\"".to_owned());
        assert_eq!(
            Json(&value).to_string(),
            r#""\u001b\u0085\u2028\u202e\té\"""#
        );
    }
}
