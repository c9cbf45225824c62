//! What is written for readers in schemas: titles, descriptions, examples.
//!
//! All that changed in one component is one difference, and so is all that changed in a schema outside of them.

use std::collections::{BTreeMap, BTreeSet};

use openapi_doc::{Item, NodeRef};

use super::location::Location;

/// The keywords for readers, with the other spelling of each: `example` is one of the `examples`.
const KEYWORDS: &[(&str, Option<&str>)] = &[
    ("description", None),
    ("example", Some("examples")),
    ("externalDocs", None),
    ("title", None),
];

/// The places that a sentence names, beyond which it counts.
const MAX_NAMED: usize = 3;

/// A keyword for readers that differs at one place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Texts {
    /// The component or the schema of a message that it is a part of, in both documents.
    pub(crate) unit: (NodeRef, NodeRef),
    /// The name of the component; empty for others.
    pub(crate) component: String,
    /// The member of the unit that it describes; empty for the unit itself.
    member: String,
    keyword: &'static str,
    values: [BTreeSet<String>; 2],
}

/// A keyword with its other spelling.
type Spellings = (&'static str, Option<&'static str>);

/// What differs for readers between two locations.
pub(super) fn texts(base: &Location<'_>, revision: &Location<'_>) -> Vec<Texts> {
    let mut found = Vec::new();
    for &spellings in KEYWORDS {
        if is_written_alike(base, revision, spellings) {
            continue;
        }
        let (old, new) = (values(base, spellings), values(revision, spellings));
        if old == new {
            continue;
        }
        // Where only one side says something, what is above it in the other is the unit.
        let holders = (
            holder(base, spellings, &new),
            holder(revision, spellings, &old),
        );
        let written = holders.1.or(holders.0);
        let sides = (
            holders.0.map(|(_, item)| item),
            holders.1.map(|(_, item)| item),
        );
        let sides = (
            sides.0.unwrap_or_else(|| of_side(base, sides.1)),
            sides.1.unwrap_or_else(|| of_side(revision, sides.0)),
        );
        let (old_unit, new_unit) = (unit(sides.0), unit(sides.1));
        found.push(Texts {
            unit: (old_unit.0, new_unit.0),
            component: new_unit.1.or(old_unit.1).unwrap_or_default(),
            member: member(sides.1),
            keyword: written.map_or(spellings.0, |(keyword, _)| keyword),
            values: [old, new],
        });
    }
    found
}

fn keywords((name, other): Spellings) -> impl Iterator<Item = &'static str> + Clone {
    std::iter::once(name).chain(other)
}

/// The first schema of a location that says something which the other location does not, or else the first one that has the
/// keyword; with how it is spelled there.
fn holder<'d>(
    location: &Location<'d>,
    spellings: Spellings,
    others: &BTreeSet<String>,
) -> Option<(&'static str, Item<'d>)> {
    let mut first = None;
    for schema in &location.schemas {
        let written = keywords(spellings).find_map(|name| Some((name, schema.keyword(name)?)));
        let Some((name, item)) = written else {
            continue;
        };
        let is_list = spellings.1 == Some(name);
        let says_more = if is_list {
            item.items().any(|item| !others.contains(&text(item)))
        } else {
            !others.contains(&text(item))
        };
        if says_more {
            return Some((name, schema.item()));
        }
        first = first.or(Some((name, schema.item())));
    }
    first
}

/// The schema of a location that stands where one of the other location does.
fn of_side<'d>(location: &Location<'d>, other: Option<Item<'_>>) -> Item<'d> {
    let other = other.and_then(Item::schema);
    other.map_or_else(
        || location.item(),
        |other| location.counterpart(other).item(),
    )
}

/// Nearly all are the same text, which is far cheaper to see than the same value.
fn is_written_alike(base: &Location<'_>, revision: &Location<'_>, spellings: Spellings) -> bool {
    keywords(spellings).all(|keyword| {
        let written =
            |location| Location::keywords(location, keyword).map(|item| item.node().source());
        written(base).eq(written(revision))
    })
}

/// The texts of a keyword, however they are spelled and wherever in the location they stand.
fn values(location: &Location<'_>, (name, other): Spellings) -> BTreeSet<String> {
    let of_list = other.into_iter().flat_map(|name| location.keywords(name));
    let items = location.keywords(name).chain(of_list.flat_map(Item::items));
    let empty = ["\"\"", "[]", "{}"];
    items
        .map(text)
        .filter(|text| !empty.contains(&text.as_str()))
        .collect()
}

fn text(item: Item<'_>) -> String {
    schema_subset::Value::from_node(item.node()).map_or_else(
        || item.node().source().to_owned(),
        |value| value.to_string(),
    )
}

/// The outermost schema that an item is a part of; its name where that is a component.
fn unit(item: Item<'_>) -> (NodeRef, Option<String>) {
    let at = item.at();
    let document = item.document();
    let Some(tree) = document.tree(at.file) else {
        return (at, None);
    };
    let pointer = tree.pointer_to(at.node);
    let mut around = tree.root();
    let mut names: Vec<String> = Vec::new();
    for step in pointer.tokens() {
        let index = || step.parse().ok();
        let next = around
            .get(&step)
            .or_else(|| around.as_array()?.get(index()?));
        let Some(next) = next else { break };
        around = next;
        names.push(step.into_owned());
        let there = NodeRef {
            node: around.id(),
            ..at
        };
        if document.schema_at(there).is_some() {
            let component = match names.as_slice() {
                [components, schemas, name]
                    if components == "components" && schemas == "schemas" =>
                {
                    Some(name.clone())
                }
                _ => None,
            };
            return (there, component);
        }
    }
    (at, None)
}

/// The last member on the way to a schema.
fn member(item: Item<'_>) -> String {
    let pointer = item.pointer();
    let steps: Vec<&str> = pointer.split('/').collect();
    let named = steps
        .windows(2)
        .rev()
        .find(|pair| pair.first() == Some(&"properties"));
    let name = named.and_then(|pair| pair.last());
    name.map(|name| name.replace("~1", "/").replace("~0", "~"))
        .unwrap_or_default()
}

/// What differs in one unit, as a sentence names it.
pub(crate) struct Summary {
    /// `` `description`, `title` of `name` and 2 more ``.
    pub(crate) members: String,
    /// Every text of both sides.
    pub(crate) values: Vec<String>,
}

/// Puts the differences of one unit together.
pub(crate) fn summary<'t>(of: impl Iterator<Item = &'t Texts>) -> Summary {
    let mut named: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut values = Vec::new();
    for texts in of {
        *named.entry((&texts.member, texts.keyword)).or_default() += 1;
        for side in &texts.values {
            values.push(side.iter().cloned().collect::<Vec<_>>().join("\n"));
        }
    }
    let more = named.len().saturating_sub(MAX_NAMED);
    let told = named.keys().take(MAX_NAMED).map(|(member, keyword)| {
        if member.is_empty() {
            format!("`{keyword}`")
        } else {
            format!("`{keyword}` of `{member}`")
        }
    });
    let mut members = told.collect::<Vec<_>>().join(", ");
    if more > 0 {
        members = format!("{members} and {more} more");
    }
    Summary { members, values }
}
