//! Servers: whether the addresses of an operation still answer.

use std::collections::BTreeSet;

use foldhash::HashSet;
use openapi_doc::{Item, Server};

use crate::audience::Verdicts;
use crate::fact::{Doubt, Fact, RequestOf};
use crate::options::Options;
use crate::pair::OperationPair;
use crate::pair::address::{Address, addresses};
use crate::pair::template;
use crate::rule::Rule;
use crate::rules;

/// How the values of a variable without a list are named.
const ANY: &str = "(any)";
/// A value that no list of values is likely to have.
const SAMPLE: &str = "sample";

/// A server of an operation with the addresses that it gives it.
struct Entry<'d> {
    /// None stands for the `/` of a document without servers.
    server: Option<Server<'d>>,
    addresses: Vec<Address>,
}

pub(super) fn detect<'d>(pair: &OperationPair<'d>, options: &Options, facts: &mut Vec<Fact<'d>>) {
    let dates = options.server_dates.as_ref();
    if is_written_alike(pair, dates) {
        return;
    }
    let base = entries(
        pair.base.servers(),
        dates.map(|dates| dates.0.as_str()),
        pair.base.template(),
    );
    let revision = entries(
        pair.revision.servers(),
        dates.map(|dates| dates.1.as_str()),
        pair.revision.template(),
    );
    // Where the paths differ, the same server gives other addresses.
    let same = if template::erase(pair.base.template()) == template::erase(pair.revision.template())
    {
        same_urls(&base, &revision)
    } else {
        Vec::new()
    };
    let (was_answered, answered) = (Answering::of(&base), Answering::of(&revision));
    for (old, new) in &same {
        variables(pair, (*old, *new), (&was_answered, &answered), facts);
    }
    let is_told = |server: Option<Server<'d>>| {
        server.is_some_and(|server| {
            same.iter()
                .any(|(old, new)| *old == server || *new == server)
        })
    };
    for entry in base.iter().filter(|entry| !is_told(entry.server)) {
        if let Some(address) = uncovered(entry, &answered) {
            let (verdicts, doubt) = if is_comparable(address, &revision) {
                (Verdicts::WIRE, None)
            } else {
                (Verdicts::WIRE_UNKNOWN, Some(Doubt::RelativeAddress))
            };
            let mut fact = one_side(pair, &rules::server_removed::RULE, entry)
                .verdicts(verdicts)
                .request(RequestOf {
                    address: Some(address.clone()),
                    ..RequestOf::new(pair.base)
                });
            fact.doubt = doubt;
            fact.base = entry.server.map(Server::item);
            fact.revision = written(pair.revision);
            facts.push(fact);
        }
    }
    for entry in revision.iter().filter(|entry| !is_told(entry.server)) {
        if uncovered(entry, &was_answered).is_some() {
            let mut fact = one_side(pair, &rules::server_added::RULE, entry);
            fact.base = written(pair.base);
            fact.revision = entry.server.map(Server::item);
            facts.push(fact);
        }
    }
}

/// Whether both sides write the same servers above the same path, as nearly all do. A date in them may mean another
/// thing on each side.
fn is_written_alike<'d>(pair: &OperationPair<'d>, dates: Option<&(String, String)>) -> bool {
    let text = |list: Option<Item<'d>>| list.map(|list| list.node().source());
    let (old, new) = (text(written(pair.base)), text(written(pair.revision)));
    let has_date = |text: &str| {
        dates.is_some_and(|(base, revision)| text.contains(base) || text.contains(revision))
    };
    old == new
        && !old.is_some_and(has_date)
        && template::erase(pair.base.template()) == template::erase(pair.revision.template())
}

fn one_side<'d>(pair: &OperationPair<'d>, rule: &'static Rule, entry: &Entry<'d>) -> Fact<'d> {
    pair.fact(rule, "")
        .argument("url", entry.server.map_or("/", Server::url))
}

fn entries<'d>(servers: Vec<Server<'d>>, date: Option<&str>, path: &str) -> Vec<Entry<'d>> {
    let path = template::erase(path);
    if servers.is_empty() {
        return vec![Entry {
            server: None,
            addresses: vec![Address::root().join(&path)],
        }];
    }
    servers
        .into_iter()
        .map(|server| Entry {
            server: Some(server),
            addresses: addresses(server, date)
                .iter()
                .map(|address| address.join(&path))
                .collect(),
        })
        .collect()
}

/// The first address of a server that no server of the other side answers.
fn uncovered<'e>(entry: &'e Entry<'_>, others: &Answering<'_>) -> Option<&'e Address> {
    entry
        .addresses
        .iter()
        .find(|address| !others.answers(address))
}

/// What a side answers: an address is looked up, and only those with free variables are tried one by one.
struct Answering<'e> {
    exact: HashSet<&'e Address>,
    patterns: Vec<&'e Address>,
}

impl<'e> Answering<'e> {
    fn answers(&self, address: &Address) -> bool {
        self.exact.contains(address) || self.patterns.iter().any(|other| other.covers(address))
    }

    fn of(entries: &'e [Entry<'_>]) -> Self {
        let all = || entries.iter().flat_map(|entry| &entry.addresses);
        Self {
            exact: all().collect(),
            patterns: all().filter(|address| address.is_pattern()).collect(),
        }
    }
}

/// Whether an address can be told apart from those of the other side: a relative one and an absolute one are the same if
/// the document is served in the right place.
fn is_comparable(address: &Address, others: &[Entry<'_>]) -> bool {
    others
        .iter()
        .flat_map(|other| &other.addresses)
        .filter(|other| other.is_relative() != address.is_relative())
        .all(|other| {
            let (relative, absolute) = if address.is_relative() {
                (address, other)
            } else {
                (other, address)
            };
            !absolute.prefix.ends_with(relative.prefix.as_str())
        })
}

/// Servers of both sides with the same text and enumerated variables that differ: their values are compared one by one.
fn same_urls<'d>(base: &[Entry<'d>], revision: &[Entry<'d>]) -> Vec<(Server<'d>, Server<'d>)> {
    let of = |entries: &[Entry<'d>]| -> Vec<Server<'d>> {
        entries
            .iter()
            .filter_map(|entry| entry.server)
            .filter(|server| server.variables().next().is_some())
            .collect()
    };
    let revision = of(revision);
    of(base)
        .into_iter()
        .filter_map(|old| {
            let new = revision.iter().find(|new| new.url() == old.url())?;
            Some((old, *new))
        })
        .collect()
}

/// Variables by name. One whose list of values appears or goes away is compared by its addresses, not here.
fn variables<'d>(
    pair: &OperationPair<'d>,
    (base, revision): (Server<'d>, Server<'d>),
    (was_answered, answered): (&Answering<'_>, &Answering<'_>),
    facts: &mut Vec<Fact<'d>>,
) {
    let place = |server: Server<'d>, name: &str| -> Item<'d> {
        let variables = server.item().get("variables");
        variables
            .and_then(|variables| variables.get(name))
            .unwrap_or(server.item())
    };
    for (name, default, values) in base.variables() {
        let Some((_, new_default, new_values)) =
            revision.variables().find(|(other, ..)| *other == name)
        else {
            continue;
        };
        let fact = |rule: &'static Rule| {
            pair.fact(rule, "")
                .at(place(base, name), place(revision, name))
                .argument("variable", name)
        };
        let old: BTreeSet<_> = values.iter().copied().collect();
        let new: BTreeSet<_> = new_values.iter().copied().collect();
        // An empty list permits any value.
        if !new.is_empty() {
            let gone: Vec<_> = if old.is_empty() {
                vec![ANY]
            } else {
                old.difference(&new).copied().collect()
            };
            for value in gone {
                let address = filled(pair, base, (name, value));
                // Another server may have taken the address over.
                if answered.answers(&address) {
                    continue;
                }
                facts.push(
                    fact(&rules::server_variable_value_removed::RULE)
                        .argument("value", value)
                        .request(RequestOf {
                            address: Some(address),
                            ..RequestOf::new(pair.base)
                        }),
                );
            }
        }
        if !old.is_empty() {
            let come: Vec<_> = if new.is_empty() {
                vec![ANY]
            } else {
                new.difference(&old).copied().collect()
            };
            facts.extend(
                come.into_iter()
                    .filter(|value| !was_answered.answers(&filled(pair, revision, (name, value))))
                    .map(|value| {
                        fact(&rules::server_variable_value_added::RULE).argument("value", value)
                    }),
            );
        }
        if default != new_default {
            facts.push(
                fact(&rules::server_variable_default_changed::RULE)
                    .argument("before", default)
                    .argument("after", new_default),
            );
        }
    }
}

/// The address of the operation where one variable has a value and the others their defaults.
fn filled<'d>(
    pair: &OperationPair<'d>,
    server: Server<'d>,
    (name, value): (&str, &str),
) -> Address {
    let value = if value == ANY { SAMPLE } else { value };
    let mut url = server.url().replace(&format!("{{{name}}}"), value);
    for (other, default, _) in server.variables() {
        url = url.replace(&format!("{{{other}}}"), default);
    }
    Address::parse(&url).join(&template::erase(pair.base.template()))
}

/// Where the servers of an operation are written, if they are.
fn written(operation: openapi_doc::Operation<'_>) -> Option<Item<'_>> {
    let root = operation.item().document().root();
    [operation.item(), operation.path_item().item(), root]
        .into_iter()
        .find_map(|item| item.get("servers"))
}
