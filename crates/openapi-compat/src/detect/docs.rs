//! Documentation: what is written for readers. Schemas are looked at where schemas are compared.

use std::collections::BTreeMap;

use openapi_doc::{Document, Item};
use schema_subset::Value;

use crate::fact::Fact;
use crate::pair::OperationPair;
use crate::rules;

/// The members for readers that most objects have.
pub(super) const DESCRIBED: &[&str] = &[
    "description",
    "example",
    "examples",
    "externalDocs",
    "summary",
];

const OF_INFO: &[&str] = &[
    "contact",
    "description",
    "license",
    "summary",
    "termsOfService",
    "title",
];

/// What a document says as a whole: about itself, its tags, its servers and its security schemes.
pub(super) fn of_documents<'d>(
    base: &'d Document,
    revision: &'d Document,
    facts: &mut Vec<Fact<'d>>,
) {
    let fact = || Fact::new(&rules::docs_changed::RULE);
    let info = (base.info().item(), revision.info().item());
    facts.extend(difference(fact(), "the API", info, OF_INFO));
    let roots = (base.root(), revision.root());
    facts.extend(difference(fact(), "the document", roots, &["externalDocs"]));

    let tags = |document: &'d Document| named(document.tags().map(|tag| (tag.name(), tag.item())));
    each(tags(base), &tags(revision), "the tag", facts);
    let variables = |document: &'d Document| {
        let variables = document.servers().flat_map(|server| {
            let of_server = server.item().get("variables");
            of_server.into_iter().flat_map(Item::members)
        });
        named(variables)
    };
    each(
        variables(base),
        &variables(revision),
        "the server variable",
        facts,
    );
    let servers = |document: &'d Document| {
        named(
            document
                .servers()
                .map(|server| (server.url(), server.item())),
        )
    };
    each(servers(base), &servers(revision), "the server", facts);
    let schemes = |document: &'d Document| {
        let schemes = document.components().security_schemes();
        named(schemes.map(|(name, scheme)| (name, scheme.item())))
    };
    each(
        schemes(base),
        &schemes(revision),
        "the security scheme",
        facts,
    );
}

/// What operations say of themselves, and the ids by which generators name them.
pub(super) fn of_operations<'d>(pair: &OperationPair<'d>, facts: &mut Vec<Fact<'d>>) {
    let items = (pair.base.item(), pair.revision.item());
    let what = format!("`{} {}`", pair.base.method(), pair.path);
    let members = ["description", "externalDocs", "summary", "tags"];
    compare(pair, "", &what, items, &members, facts);

    let paths = (
        pair.base.path_item().item(),
        pair.revision.path_item().item(),
    );
    let what = format!("the path `{}`", pair.base.template());
    compare(pair, "", &what, paths, &["description", "summary"], facts);

    let ids = (pair.base.operation_id(), pair.revision.operation_id());
    if ids.0 != ids.1 {
        let text = |id: Option<&str>| id.unwrap_or("(none)").to_owned();
        facts.push(
            pair.fact(&rules::operation_id_changed::RULE, "")
                .at(
                    items.0.get("operationId").unwrap_or(items.0),
                    items.1.get("operationId").unwrap_or(items.1),
                )
                .argument("method", pair.base.method().as_str())
                .argument("path", pair.path.clone())
                .argument("before", text(ids.0))
                .argument("after", text(ids.1)),
        );
    }
}

/// States which of the members for readers differ between two objects of a pair of operations.
pub(super) fn compare<'d>(
    pair: &OperationPair<'d>,
    part: &str,
    what: &str,
    items: (Item<'d>, Item<'d>),
    members: &[&str],
    facts: &mut Vec<Fact<'d>>,
) {
    let fact = pair.fact(&rules::docs_changed::RULE, part);
    for (kind, member, of_kind) in MAPS
        .iter()
        .filter(|(_, member, _)| members.contains(member))
    {
        for (old, new) in shared(items, member).into_values() {
            // Told at the component, and so once for all that refer to it.
            let what = format!("the {kind} `{}`", name_of(new));
            facts.extend(difference(fact.clone(), &what, (old, new), of_kind));
        }
    }
    facts.extend(difference(fact, what, items, members));
}

/// The components that both sides refer to under the same name in a map.
fn shared<'d>(
    (base, revision): (Item<'d>, Item<'d>),
    member: &str,
) -> BTreeMap<&'d str, (Item<'d>, Item<'d>)> {
    let (Some(base), Some(revision)) = (base.get(member), revision.get(member)) else {
        return BTreeMap::new();
    };
    let referred = |item: Item<'d>| item.target().map(|_| item.resolve());
    let both = base.members().filter_map(|(name, old)| {
        let (old, new) = (referred(old)?, referred(revision.get(name)?)?);
        let is_same = old.pointer() == new.pointer();
        is_same.then_some((name, (old, new)))
    });
    both.collect()
}

/// The last step of the way to a component.
fn name_of(component: Item<'_>) -> String {
    let pointer = component.pointer();
    let step = pointer.rsplit('/').next().unwrap_or_default();
    step.replace("~1", "/").replace("~0", "~")
}

fn each<'d>(
    base: BTreeMap<&'d str, Item<'d>>,
    revision: &BTreeMap<&'d str, Item<'d>>,
    kind: &str,
    facts: &mut Vec<Fact<'d>>,
) {
    for (name, item) in base {
        if let Some(other) = revision.get(name) {
            let fact = Fact::new(&rules::docs_changed::RULE);
            let what = format!("{kind} `{name}`");
            facts.extend(difference(
                fact,
                &what,
                (item, *other),
                &["description", "externalDocs"],
            ));
        }
    }
}

fn named<'d>(items: impl Iterator<Item = (&'d str, Item<'d>)>) -> BTreeMap<&'d str, Item<'d>> {
    items.collect()
}

fn difference<'d>(
    fact: Fact<'d>,
    what: &str,
    (base, revision): (Item<'d>, Item<'d>),
    members: &[&str],
) -> Option<Fact<'d>> {
    let mut changed = Vec::new();
    let mut values = Vec::new();
    for member in members {
        if is_written_alike(member, base.get(member), revision.get(member)) {
            continue;
        }
        let at_components = shared((base, revision), member);
        let text = |of| text(of, member, &at_components);
        let (old, new) = (text(base), text(revision));
        if old != new {
            changed.push(format!("`{member}`"));
            values.extend([old, new].map(Option::unwrap_or_default));
        }
    }
    if changed.is_empty() {
        return None;
    }
    let fact = fact
        .at(base, revision)
        .argument("what", what)
        .argument("members", changed.join(", "));
    Some(values.into_iter().fold(fact, Fact::value))
}

/// Whether two members are the same text. Nearly all are, and comparing bytes is far cheaper than reading values.
fn is_written_alike(member: &str, base: Option<Item<'_>>, revision: Option<Item<'_>>) -> bool {
    let (base, revision) = match (base, revision) {
        (None, None) => return true,
        (Some(base), Some(revision)) => (base, revision),
        _ => return false,
    };
    let is_same =
        |base: Item<'_>, revision: Item<'_>| base.node().source() == revision.node().source();
    if !is_map(member) {
        return is_same(base, revision);
    }
    // What a `$ref` leads to may differ under the same text.
    base.members().count() == revision.members().count()
        && base
            .members()
            .zip(revision.members())
            .all(|((name, old), (other, new))| {
                name == other && is_same(old.resolve(), new.resolve())
            })
}

/// Members that hold objects by name, where a `$ref` may stand in place of each: what those are called, and what they say.
const MAPS: &[(&str, &str, &[&str])] = &[
    (
        "example",
        "examples",
        &["description", "externalValue", "summary", "value"],
    ),
    (
        "link",
        "links",
        &[
            "description",
            "operationId",
            "operationRef",
            "parameters",
            "requestBody",
            "server",
        ],
    ),
];

fn is_map(member: &str) -> bool {
    MAPS.iter().any(|(_, name, _)| *name == member)
}

/// What is written in a member, however it is spelled, but for what is told at the components. The order of tags and of members
/// means nothing.
fn text<'d>(
    item: Item<'d>,
    member: &str,
    at_components: &BTreeMap<&'d str, (Item<'d>, Item<'d>)>,
) -> Option<String> {
    let item = item.get(member)?;
    match member {
        "tags" => {
            let mut tags: Vec<_> = item.items().filter_map(|tag| tag.node().as_str()).collect();
            tags.sort_unstable();
            (!tags.is_empty()).then(|| tags.join(","))
        }
        _ if is_map(member) => {
            let named: BTreeMap<_, _> = item
                .members()
                .filter(|(name, _)| !at_components.contains_key(name))
                .map(|(name, of_name)| (name, value(of_name.resolve())))
                .collect();
            let written: Vec<_> = named
                .into_iter()
                .map(|(name, value)| format!("{name:?}:{value}"))
                .collect();
            (!written.is_empty()).then(|| written.join(","))
        }
        _ => Some(value(item)).filter(|text| text != "\"\""),
    }
}

/// The value as compact JSON; one that is too deep or too exact for that as it is written.
fn value(item: Item<'_>) -> String {
    Value::from_node(item.node()).map_or_else(
        || item.node().source().to_owned(),
        |value| value.to_string(),
    )
}
