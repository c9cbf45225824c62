//! What a pair of keywords that makes a difference means for people: which rule it is, and what it is about.

use std::collections::BTreeSet;

use openapi_doc::{Document, Item, NodeRef, Role, Schema, Type};
use source_tree::{Kind, Node};

/// A change as a rule names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Change {
    /// The id of the rule.
    pub(crate) rule: &'static str,
    /// What its sentences fill in, by name.
    pub(crate) arguments: Vec<(&'static str, String)>,
    /// The place in the base, where it is another than that of the keyword.
    pub(crate) base: Option<NodeRef>,
    pub(crate) revision: Option<NodeRef>,
}

/// The rules of one kind of change: in requests, where what was allowed no longer is, and in responses, where more may
/// come than was allowed.
struct Kinds {
    keywords: &'static [&'static str],
    request: &'static str,
    response: &'static str,
}

const KINDS: &[Kinds] = &[
    Kinds {
        keywords: &["type", "nullable"],
        request: "request-type-changed",
        response: "response-type-changed",
    },
    Kinds {
        keywords: &[
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
        ],
        request: "request-range-narrowed",
        response: "response-range-widened",
    },
    Kinds {
        keywords: &["minLength", "maxLength"],
        request: "request-length-narrowed",
        response: "response-length-widened",
    },
    Kinds {
        keywords: &["pattern"],
        request: "request-pattern-changed",
        response: "response-pattern-changed",
    },
    Kinds {
        keywords: &["format"],
        request: "request-format-changed",
        response: "response-format-changed",
    },
    Kinds {
        keywords: &[
            "minItems",
            "maxItems",
            "uniqueItems",
            "contains",
            "maxContains",
            "prefixItems",
            "items",
            "unevaluatedItems",
        ],
        request: "request-items-narrowed",
        response: "response-items-widened",
    },
    Kinds {
        keywords: &[
            "minProperties",
            "maxProperties",
            "propertyNames",
            "dependentRequired",
            "dependentSchemas",
            "patternProperties",
        ],
        request: "request-members-narrowed",
        response: "response-members-widened",
    },
    Kinds {
        keywords: &["anyOf", "oneOf", "allOf", "not", "if"],
        request: "request-choice-narrowed",
        response: "response-choice-widened",
    },
];

/// The keyword that refuses, and what it meets on the other side.
struct Pair<'d> {
    role: Role,
    /// In the sender's document.
    sender: Item<'d>,
    receiver: Item<'d>,
    /// The last step to the receiver's keyword, and the one before.
    keyword: String,
    around: String,
}

impl Change {
    /// A place whose verdict is unknown.
    pub(crate) fn undecided(role: Role) -> Self {
        Self::plain(match role {
            Role::Request => "request-undecided",
            Role::Response => "response-undecided",
        })
    }

    /// A schema as a whole, where no keyword says what changed.
    pub(crate) fn whole(
        role: Role,
        [base, revision]: [&Document; 2],
        [in_base, in_revision]: [NodeRef; 2],
    ) -> Self {
        let (document, at) = match role {
            Role::Request => (revision, in_revision),
            Role::Response => (base, in_base),
        };
        let subject = document
            .item(at)
            .map_or_else(|| "the body".to_owned(), subject);
        let text = |document: &Document, at| document.item(at).map_or_else(String::new, told);
        Self::plain(match role {
            Role::Request => "request-schema-changed",
            Role::Response => "response-schema-changed",
        })
        .with("subject", subject)
        .with("keyword", "schema".to_owned())
        .with("from", text(base, in_base))
        .with("to", text(revision, in_revision))
    }

    fn plain(rule: &'static str) -> Self {
        Self {
            rule,
            arguments: Vec::new(),
            base: None,
            revision: None,
        }
    }

    /// The changes that a pair of keywords stands for, in the base and in the revision.
    pub(crate) fn of(
        role: Role,
        [base, revision]: [&Document; 2],
        [in_base, in_revision]: [NodeRef; 2],
    ) -> Vec<Self> {
        let (Some(base), Some(revision)) = (base.item(in_base), revision.item(in_revision)) else {
            return Vec::new();
        };
        let (sender, receiver) = match role {
            Role::Request => (base, revision),
            Role::Response => (revision, base),
        };
        let pointer = receiver.location().pointer;
        let mut steps = pointer.rsplit('/').map(unescaped);
        let pair = Pair {
            role,
            sender,
            receiver,
            keyword: steps.next().unwrap_or_default(),
            around: steps.next().unwrap_or_default(),
        };
        pair.changes()
    }
}

fn unescaped(step: &str) -> String {
    step.replace("~1", "/").replace("~0", "~")
}

impl Pair<'_> {
    fn changes(&self) -> Vec<Change> {
        if self.around == "properties" && self.is_member_of_schema() {
            return vec![
                self.change(
                    "request-property-constrained",
                    "response-property-unconstrained",
                )
                .with("name", self.keyword.clone()),
            ];
        }
        match self.keyword.as_str() {
            "required" => self.required(),
            "enum" | "const" => vec![self.listed()],
            "additionalProperties" | "unevaluatedProperties" => self.closed(),
            "type" | "nullable" if self.is_about_null() => {
                vec![self.change("request-null-removed", "response-null-added")]
            }
            keyword => {
                let kinds = KINDS.iter().find(|kinds| kinds.keywords.contains(&keyword));
                let (request, response) = kinds.map_or(
                    ("request-schema-changed", "response-schema-changed"),
                    |kinds| (kinds.request, kinds.response),
                );
                let change = self
                    .change(request, response)
                    .with("keyword", keyword.to_owned());
                vec![self.with_texts(change)]
            }
        }
    }

    fn change(&self, request: &'static str, response: &'static str) -> Change {
        let mut change = Change::plain(match self.role {
            Role::Request => request,
            Role::Response => response,
        });
        change.arguments.push(("subject", subject(self.receiver)));
        change
    }

    /// Whether the step before the last is the keyword `properties`, and not a member of that name.
    fn is_member_of_schema(&self) -> bool {
        self.receiver.schema().is_some()
    }

    fn with_texts(&self, change: Change) -> Change {
        let (base, revision) = match self.role {
            Role::Request => (self.sender, self.receiver),
            Role::Response => (self.receiver, self.sender),
        };
        // Where the keyword is missing, the place is that of the schema.
        let told = |item: Item<'_>| match item.schema() {
            Some(_) if last_step(item) != self.keyword => "none".to_owned(),
            _ => told(item),
        };
        change.with("from", told(base)).with("to", told(revision))
    }

    /// Each name that the receiver asks for and the sender may leave out.
    fn required(&self) -> Vec<Change> {
        let asked: Vec<&str> = names(self.receiver.node());
        let sender = self.sender_schema();
        let given = sender.and_then(|schema| schema.get("required"));
        let given: Vec<&str> = given.map(|list| names(list.node())).unwrap_or_default();
        let missing = asked.into_iter().filter(|name| !given.contains(name));
        let declared = |name: &str| {
            let properties = sender.and_then(|schema| schema.get("properties"));
            properties.is_some_and(|properties| properties.get(name).is_some())
        };
        let changes = missing.map(|name| {
            let change = if declared(name) {
                self.change(
                    "request-property-became-required",
                    "response-property-became-optional",
                )
            } else {
                self.change(
                    "request-required-property-added",
                    "response-required-property-removed",
                )
            };
            change.with("name", name.to_owned())
        });
        changes.collect()
    }

    /// The values that the sender lists and the receiver does not.
    fn listed(&self) -> Change {
        let of = |item: Item<'_>| -> BTreeSet<String> {
            match item.node().as_array() {
                Some(values) => values
                    .iter()
                    .map(|value| value.source().to_owned())
                    .collect(),
                None => BTreeSet::from([item.node().source().to_owned()]),
            }
        };
        let is_list = matches!(last_step(self.sender).as_str(), "enum" | "const");
        if !is_list {
            let change = self.change("request-values-closed", "response-values-opened");
            return self.with_texts(change);
        }
        let (sent, known) = (of(self.sender), of(self.receiver));
        let new: Vec<String> = sent.difference(&known).cloned().collect();
        self.change("request-enum-value-removed", "response-enum-value-added")
            .with("values", quoted(new.iter().map(String::as_str)))
    }

    /// The sender's schema: its keyword may be missing, and then the place is that of the schema.
    fn sender_schema(&self) -> Option<Item<'_>> {
        match self.sender.schema() {
            Some(_) if last_step(self.sender) != self.keyword => Some(self.sender),
            _ => around(self.sender),
        }
    }

    /// The members that the sender declares and the receiver is closed against.
    fn closed(&self) -> Vec<Change> {
        let declared = |item: Item<'_>| -> BTreeSet<String> {
            let properties = item.get("properties").into_iter();
            properties
                .flat_map(Item::members)
                .map(|(name, _)| name.to_owned())
                .collect()
        };
        let receiver = around(self.receiver);
        let sender = self.sender_schema();
        let (Some(sender), Some(receiver)) = (sender, receiver) else {
            return vec![self.change("request-members-narrowed", "response-members-widened")];
        };
        let known = declared(receiver);
        let new: Vec<String> = declared(sender).difference(&known).cloned().collect();
        if new.is_empty() {
            let change = self.change("request-members-narrowed", "response-members-widened");
            return vec![change.with("keyword", self.keyword.clone())];
        }
        let changes = new.into_iter().map(|name| {
            self.change(
                "request-property-refused",
                "response-property-added-to-closed",
            )
            .with("name", name)
        });
        changes.collect()
    }

    /// Whether all that the sender's types add is null.
    fn is_about_null(&self) -> bool {
        let sent = self.sender_schema().and_then(Item::schema);
        let known = around(self.receiver).and_then(Item::schema);
        let (Some(sent), Some(known)) = (sent, known) else {
            return false;
        };
        let allows_null = |schema: Schema<'_>| {
            schema.null_spelling().is_some() || schema.types().contains(Type::Null)
        };
        let types = |schema: Schema<'_>| schema.types().without(Type::Null);
        allows_null(sent) && !allows_null(known) && types(sent) == types(known)
    }
}

impl Change {
    fn with(mut self, name: &'static str, value: String) -> Self {
        self.arguments.push((name, value));
        self
    }
}

/// What a schema is called: the member or the component that it is, or is in.
pub(super) fn subject(item: Item<'_>) -> String {
    let pointer = item.location().pointer;
    let steps: Vec<String> = pointer.split('/').skip(1).map(unescaped).collect();
    let mut named = None;
    for (index, step) in steps.iter().enumerate() {
        let name = steps.get(index + 1);
        match (step.as_str(), name) {
            ("properties", Some(name)) => named = Some(format!("property `{name}`")),
            ("schemas", Some(name)) if index == 1 => named = Some(format!("schema `{name}`")),
            ("items", _) if index > 0 => {
                named = named.map(|around: String| {
                    if around.starts_with("an item of ") {
                        around
                    } else {
                        format!("an item of {around}")
                    }
                });
            }
            _ => {}
        }
    }
    named.unwrap_or_else(|| "the body".to_owned())
}

/// Values as sentences name them.
pub(super) fn quoted<'v>(values: impl Iterator<Item = &'v str>) -> String {
    let values: Vec<String> = values.map(|value| format!("`{value}`")).collect();
    values.join(", ")
}

fn names(list: Node<'_>) -> Vec<&str> {
    let names = list.as_array().into_iter().flatten();
    names.filter_map(Node::as_str).collect()
}

/// The schema that a keyword stands in.
fn around(keyword: Item<'_>) -> Option<Item<'_>> {
    let pointer = keyword.location().pointer;
    let (around, _) = pointer.rsplit_once('/')?;
    let at = keyword.at();
    let document = keyword.document();
    let pointer = source_tree::Pointer::parse(around).ok()?;
    let node = document.tree(at.file)?.pointer(&pointer)?.id();
    document.item(NodeRef { node, ..at })
}

fn last_step(item: Item<'_>) -> String {
    let pointer = item.location().pointer;
    pointer
        .rsplit('/')
        .next()
        .map(unescaped)
        .unwrap_or_default()
}

/// A value in a few words.
fn told(item: Item<'_>) -> String {
    let node = item.node();
    match node.kind() {
        Kind::Object | Kind::Array if node.source().len() > 60 => "another".to_owned(),
        _ => node
            .source()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" "),
    }
}
