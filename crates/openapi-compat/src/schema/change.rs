//! What a pair of keywords that makes a difference means for people: which rule it is, and what it is about.

use std::collections::BTreeMap;

use openapi_doc::{Document, Item, NodeRef, Role, Type};
use schema_subset::Value;
use source_tree::{Kind, Node};

use super::discriminators;
use super::kinds::{self, Rules, Sense};
use super::location::{Location, Member};
use super::names::{
    around, combined, component_of, last_step, names, quoted, subject, told, unescaped,
};

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

/// The keyword that refuses, and what it meets on the other side.
struct Pair<'d> {
    role: Role,
    sense: Sense,
    /// In the sender's document; where a change is read backwards, in the receiver's.
    sender: Item<'d>,
    receiver: Item<'d>,
    /// The last step to the receiver's keyword, and the one before.
    keyword: String,
    around: String,
}

/// A schema that one side writes out and the other refers to.
struct Referring<'d> {
    sender: Item<'d>,
    /// The reference, if the receiver has it at the same place.
    receiver: Option<NodeRef>,
}

impl Change {
    /// A place whose verdict is unknown.
    pub(crate) fn undecided(role: Role) -> Self {
        Self::plain(kinds::UNDECIDED.of(role, Sense::Tightened))
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

    /// The member that it is about.
    pub(crate) fn name(&self) -> Option<&str> {
        let mut arguments = self.arguments.iter();
        let (_, name) = arguments.find(|(name, _)| *name == "name")?;
        Some(name)
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
        sense: Sense,
        [base, revision]: [&Document; 2],
        [in_base, in_revision]: [NodeRef; 2],
    ) -> Vec<Self> {
        let (Some(base), Some(revision)) = (base.item(in_base), revision.item(in_revision)) else {
            return Vec::new();
        };
        let (sender, receiver) = match (role, sense) {
            (Role::Request, Sense::Tightened) | (Role::Response, Sense::Loosened) => {
                (base, revision)
            }
            _ => (revision, base),
        };
        let pointer = receiver.pointer();
        let mut steps = pointer.rsplit('/').map(unescaped);
        let pair = Pair {
            role,
            sense,
            sender,
            receiver,
            keyword: steps.next().unwrap_or_default(),
            around: steps.next().unwrap_or_default(),
        };
        pair.changes()
    }
}

impl<'d> Pair<'d> {
    fn changes(&self) -> Vec<Change> {
        if let Some(change) = self.discriminator() {
            return vec![change];
        }
        if self.is_in_map() {
            return match self.around.as_str() {
                "properties" => self.constrained().into_iter().collect(),
                _ => vec![self.of_keyword(kinds::of_keyword(&self.around))],
            };
        }
        match self.keyword.as_str() {
            "required" => self.required(),
            "enum" | "const" => vec![self.listed()],
            "additionalProperties" | "unevaluatedProperties" => self.closed(),
            "type" | "nullable" if self.has_arms_for_types() => self.choice().into_iter().collect(),
            "type" | "nullable" if self.is_about_null() => vec![self.null()],
            "anyOf" | "oneOf" if self.adds_null_to_choice() => vec![self.null()],
            keyword => vec![self.of_keyword(kinds::of_keyword(keyword))],
        }
    }

    fn discriminator(&self) -> Option<Change> {
        let (base, revision) = if self.is_from_base() {
            (self.sender, self.receiver)
        } else {
            (self.receiver, self.sender)
        };
        let found = discriminators::changed(base, revision, self.receiver)?;
        let mut change = Change::plain(kinds::DISCRIMINATOR.of(self.role, self.sense))
            .with("subject", subject(found.holder))
            .with("turned", found.turned);
        change.base = Some(found.base);
        change.revision = Some(found.revision);
        Some(change)
    }

    /// A member that the receiver declares and the sender does not.
    fn constrained(&self) -> Option<Change> {
        let locations = self.locations();
        let in_arms = locations.is_some_and(|(sender, _)| {
            let names = sender.members_of_arms();
            names.contains(self.keyword.as_str())
        });
        let choice = if in_arms { self.choice() } else { None };
        choice.or_else(|| match self.sense {
            Sense::Tightened => {
                let change = self.change(&kinds::CONSTRAINED);
                Some(change.with("name", self.keyword.clone()))
            }
            // The walk of what is declared tells of members that come and go.
            Sense::Loosened => None,
        })
    }

    /// The locations of the sender and the receiver.
    fn locations(&self) -> Option<(Location<'d>, Location<'d>)> {
        let holder = around(self.receiver)?;
        // A member stands in `properties`, which is no schema.
        let receiver = holder.schema().or_else(|| around(holder)?.schema())?;
        let sender = self.sender_schema()?.schema()?;
        Some((Location::of(sender), Location::of(receiver)))
    }

    /// The change of a choice that only the sender has: what one of its arms allows is not allowed.
    fn choice(&self) -> Option<Change> {
        let (sender, receiver) = self.locations()?;
        let choice = sender.choice().filter(|_| receiver.choice().is_none())?;
        let change = self.change(kinds::of_keyword("oneOf"));
        let mut change = self.with_choice(change, &last_step(choice));
        // It is about what has the choice.
        for (name, text) in &mut change.arguments {
            if *name == "subject" {
                *text = subject(sender.item());
            }
        }
        let change = self.at_sender(change, Some(choice.at()));
        Some(self.at_receiver(change, Some(receiver.item().at())))
    }

    /// What a change of a keyword that combines schemas is about: the keyword may be new, or gone.
    fn with_choice(&self, change: Change, keyword: &str) -> Change {
        let (sender, receiver) = self.locations().unzip();
        let (base, revision) = if self.is_from_base() {
            (sender, receiver)
        } else {
            (receiver, sender)
        };
        let has = |location: &Option<Location<'_>>| {
            let mut of_side = location.iter();
            of_side.any(|location| location.keyword(keyword).is_some())
        };
        let (was, is) = (has(&base), has(&revision));
        let other = base.filter(|_| !was).and_then(|base| base.choice());
        let known = match (was, other) {
            (true, _) => combined(keyword),
            (false, Some(other)) => combined(&last_step(other)),
            (false, None) => format!("its schema without `{keyword}`"),
        };
        let turned = match (was, is) {
            (false, true) => "is new",
            (true, false) => "is gone",
            _ => "changed",
        };
        change
            .with("keyword", keyword.to_owned())
            .with("known", known)
            .with("turned", turned.to_owned())
    }

    /// Whether only the arms of the sender's choice name types.
    fn has_arms_for_types(&self) -> bool {
        let locations = self.locations();
        locations.is_some_and(|(sender, receiver)| {
            sender.types().is_empty() && sender.choice().is_some() && receiver.choice().is_none()
        })
    }

    /// A change that is told by its keyword and what is written there.
    fn of_keyword(&self, rules: &Rules) -> Change {
        let change = self.change(rules);
        let change = if rules.is_choice() {
            self.with_choice(change, &self.keyword)
        } else {
            change.with("keyword", self.keyword.clone())
        };
        self.with_texts(change)
    }

    fn change(&self, rules: &Rules) -> Change {
        let change = Change::plain(rules.of(self.role, self.sense));
        let Some(referring) = self.referring() else {
            return change.with("subject", subject(self.receiver));
        };
        change.with("subject", subject(referring.sender))
    }

    /// A change of whether null is allowed; what a component says besides does not show it.
    fn null(&self) -> Change {
        let mut change = self.change(&kinds::NULL);
        // OpenAPI 3.0 says it beside the type.
        let nullable = self
            .sender_schema()
            .and_then(|schema| schema.get("nullable"));
        if let Some(nullable) = nullable.filter(|_| last_step(self.sender) == "type") {
            change = self.at_sender(change, Some(nullable.at()));
        }
        match self.referring() {
            Some(referring) => self.at_receiver(change, referring.receiver),
            None => change,
        }
    }

    /// What refers to the component that the receiver's keyword is in, where the sender has a schema of its own: the component
    /// stays as it is for others that refer to it.
    fn referring(&self) -> Option<Referring<'d>> {
        let component = component_of(self.receiver)?;
        let own = self.sender_schema()?;
        if component_of(own.schema()?.resolve().item()).is_some() {
            return None;
        }
        let pointer = own.pointer();
        let document = self.receiver.document();
        let root = document.root().at();
        let there = source_tree::Pointer::parse(&pointer).ok();
        let there = there.filter(|_| own.at().file.index() == root.file.index());
        let node = there.and_then(|there| document.tree(root.file)?.pointer(&there));
        let refers = node.and_then(|node| {
            let at = NodeRef {
                node: node.id(),
                ..root
            };
            let location = Location::of(document.schema_at(at)?);
            let holder = around(self.receiver)?.schema()?;
            let mut schemas = location.schemas.iter();
            schemas
                .any(|schema| schema.id() == holder.id())
                .then_some(at)
        });
        let is_inside = pointer.starts_with(&format!("{component}/"));
        (refers.is_some() || !is_inside).then_some(Referring {
            sender: own,
            receiver: refers,
        })
    }

    /// Whether the sender's side is the base.
    fn is_from_base(&self) -> bool {
        matches!(
            (self.role, self.sense),
            (Role::Request, Sense::Tightened) | (Role::Response, Sense::Loosened)
        )
    }

    /// The change, at a place of its own on the sender's side.
    fn at_sender(&self, mut change: Change, place: Option<NodeRef>) -> Change {
        if self.is_from_base() {
            change.base = place;
        } else {
            change.revision = place;
        }
        change
    }

    /// The change, at a place of its own on the receiver's side.
    fn at_receiver(&self, mut change: Change, place: Option<NodeRef>) -> Change {
        if self.is_from_base() {
            change.revision = place;
        } else {
            change.base = place;
        }
        change
    }

    /// Whether the place is that of a member of `properties` or the like, and not of a keyword.
    fn is_in_map(&self) -> bool {
        around(self.receiver).is_some_and(|around| around.schema().is_none())
            && self.receiver.schema().is_some()
            && matches!(
                self.around.as_str(),
                "properties" | "patternProperties" | "dependentSchemas"
            )
    }

    fn with_texts(&self, change: Change) -> Change {
        let (base, revision) = if self.is_from_base() {
            (self.sender, self.receiver)
        } else {
            (self.receiver, self.sender)
        };
        let missing = if self.keyword == "type" {
            "any"
        } else {
            "none"
        };
        let told = |item: Item<'_>| {
            if self.lacks_keyword(item) {
                missing.to_owned()
            } else {
                told(item)
            }
        };
        change.with("from", told(base)).with("to", told(revision))
    }

    /// Whether a place is that of what lacks the keyword: a schema, or a media type without one.
    fn lacks_keyword(&self, item: Item<'_>) -> bool {
        let is_object = |item: Item<'_>| item.node().kind() == Kind::Object;
        last_step(item) != self.keyword
            && (item.schema().is_some() || (is_object(item) && !is_object(self.receiver)))
    }

    /// Each name that the receiver asks for and the sender may leave out.
    fn required(&self) -> Vec<Change> {
        let asked: Vec<&str> = names(self.receiver.node());
        let sender = self
            .sender_schema()
            .and_then(Item::schema)
            .map(Location::of);
        let given: Vec<&str> = sender
            .iter()
            .flat_map(|location| location.schemas.iter())
            .flat_map(|schema| schema.required())
            .collect();
        let declared = sender
            .as_ref()
            .map(Location::properties)
            .unwrap_or_default();
        let receiver = around(self.receiver)
            .and_then(Item::schema)
            .map(Location::of);
        let asked_for = receiver
            .as_ref()
            .map(Location::properties)
            .unwrap_or_default();
        let missing = asked.into_iter().filter(|name| !given.contains(name));
        let in_arms = sender
            .as_ref()
            .map(Location::members_of_arms)
            .unwrap_or_default();
        let changes = missing.filter_map(|name| {
            let is_declared = declared.contains_key(name);
            if !is_declared
                && in_arms.contains(name)
                && let Some(change) = self.choice()
            {
                return Some(change);
            }
            let rules = match self.sense {
                Sense::Tightened if !is_declared => &kinds::REQUIRED_ADDED,
                // The walk of what is declared tells of members that come and go.
                Sense::Loosened if !is_declared && asked_for.contains_key(name) => return None,
                _ => &kinds::BECAME_REQUIRED,
            };
            let change = self.change(rules).with("name", name.to_owned());
            let member = |members: &BTreeMap<&str, Member<'_>>| {
                members.get(name).map(|member| member.schema().item().at())
            };
            let change = self.at_sender(change, member(&declared));
            Some(self.at_receiver(change, member(&asked_for)))
        });
        changes.collect()
    }

    /// The values that the sender lists and the receiver does not.
    fn listed(&self) -> Change {
        let is_list = matches!(last_step(self.sender).as_str(), "enum" | "const")
            && self.sender.schema().is_none();
        if !is_list {
            return self.with_texts(self.change(&kinds::VALUES_CLOSED));
        }
        let known = values(self.receiver);
        let mut new = values(self.sender);
        new.retain(|value, _| !known.contains_key(value));
        if new.keys().eq(["null"]) {
            return self.null();
        }
        if new.is_empty() {
            return self.of_keyword(&kinds::LISTED);
        }
        self.change(&kinds::LISTED)
            .with("values", quoted(new.values().copied()))
    }

    /// The sender's schema: its keyword may be missing, and then the place is that of the schema.
    fn sender_schema(&self) -> Option<Item<'d>> {
        match self.sender.schema() {
            Some(_) if last_step(self.sender) != self.keyword => Some(self.sender),
            _ => around(self.sender),
        }
    }

    /// The members that the sender declares and the receiver is closed against.
    fn closed(&self) -> Vec<Change> {
        let Some((sender, receiver)) = self.locations() else {
            return vec![self.of_keyword(&kinds::MEMBERS)];
        };
        let known = receiver.properties();
        let mut new = sender.properties();
        new.retain(|name, _| !known.contains_key(name));
        if new.is_empty() {
            let mut in_arms = sender.members_of_arms().into_iter();
            let choice = self.choice();
            return match choice.filter(|_| in_arms.any(|name| !known.contains_key(name))) {
                Some(choice) => vec![choice],
                None => vec![self.of_keyword(&kinds::MEMBERS)],
            };
        }
        if self.sense == Sense::Loosened {
            // The walk of what is declared tells of members that come and go.
            return Vec::new();
        }
        let changes = new.into_iter().map(|(name, member)| {
            let change = self.change(&kinds::REFUSED).with("name", name.to_owned());
            self.at_sender(change, Some(member.schema().item().at()))
        });
        changes.collect()
    }

    /// Whether a choice is one between as many schemas as before, and null.
    fn adds_null_to_choice(&self) -> bool {
        let known = around(self.receiver).and_then(Item::schema);
        let sent = self.sender_schema().and_then(Item::schema);
        let (Some(sent), Some(known)) = (sent.map(Location::of), known.map(Location::of)) else {
            return false;
        };
        sent.names_null() && !known.names_null() && sent.all_arms().len() == known.all_arms().len()
    }

    /// Whether all that the sender's types add is null.
    fn is_about_null(&self) -> bool {
        let sent = self.sender_schema().and_then(Item::schema);
        let known = around(self.receiver).and_then(Item::schema);
        let (Some(sent), Some(known)) = (sent.map(Location::of), known.map(Location::of)) else {
            return false;
        };
        let types = |location: &Location<'_>| location.types().without(Type::Null);
        sent.names_null() && !known.names_null() && types(&sent) == types(&known)
    }
}

/// The values of `enum` or `const`: as JSON, by which they are told apart, and as they are written.
fn values(item: Item<'_>) -> BTreeMap<String, &str> {
    let written = |node: Node<'_>| {
        Value::from_node(node).map_or_else(|| node.source().to_owned(), |value| value.to_string())
    };
    let listed: Vec<Node<'_>> = match item.node().as_array() {
        Some(values) if last_step(item) == "enum" => values.iter().collect(),
        _ => vec![item.node()],
    };
    listed
        .into_iter()
        .map(|node| (written(node), node.source()))
        .collect()
}

impl Change {
    fn with(mut self, name: &'static str, value: String) -> Self {
        self.arguments.push((name, value));
        self
    }
}
