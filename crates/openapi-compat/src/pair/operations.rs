//! Operations: which one of the revision answers the requests of which one of the base.

use std::collections::{BTreeMap, BTreeSet};

use openapi_doc::{Callback, Document, Method, Operation, PathItem};

use super::paths::{Paths, Takeover, paths};
use super::template;
use crate::options::Options;
use crate::rule::Direction;

/// How two operations belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Link {
    /// They have the same address: one operation, then and now.
    Same,
    /// A concrete path and a template: the one takes over requests of the other.
    Takeover,
}

/// An operation of the base and the one of the revision that answers its requests.
#[derive(Clone, Debug)]
pub(crate) struct OperationPair<'d> {
    pub base: Operation<'d>,
    pub revision: Operation<'d>,
    pub link: Link,
    pub direction: Direction,
    /// What people call it: the path of the base, the name of the webhook, or the path with the callback.
    pub path: String,
    /// Positions of path parameters in the two templates.
    pub path_parameters: Vec<(usize, usize)>,
    /// The values that path parameters of the base have in the requests that are meant; empty if all of them are.
    pub path_values: Vec<Option<String>>,
}

/// A webhook or callback of one side, by method.
#[derive(Clone, Debug)]
pub(crate) struct Inbound<'d> {
    /// Its name in the document.
    pub name: &'d str,
    pub operation: Operation<'d>,
    /// For a callback, the operation that it belongs to.
    pub owner: Option<OperationPair<'d>>,
}

/// What two documents have in common, and what only one has.
#[derive(Debug, Default)]
pub(crate) struct Pairing<'d> {
    pub paths: Paths<'d>,
    /// Of paths, then of takeovers, then of webhooks, each followed by its callbacks.
    pub operations: Vec<OperationPair<'d>>,
    /// Methods of paths that both sides have, or that another path takes over.
    pub removed: Vec<Operation<'d>>,
    pub added: Vec<Operation<'d>>,
    /// Methods that the concrete path of a takeover of the revision lacks.
    pub lost: Vec<(Takeover<'d>, Operation<'d>)>,
    pub webhooks_removed: Vec<Inbound<'d>>,
    pub webhooks_added: Vec<Inbound<'d>>,
    pub callbacks_removed: Vec<Inbound<'d>>,
    pub callbacks_added: Vec<Inbound<'d>>,
}

/// Pairs all operations of two documents. `allows` says whether the parameters of a template allow the values that a
/// takeover gives them; where they certainly do not, there is none.
pub(crate) fn pair<'d>(
    base: &'d Document,
    revision: &'d Document,
    options: &Options,
    mut allows: impl FnMut(PathItem<'d>, &[Option<String>]) -> bool,
) -> Pairing<'d> {
    let mut paths = paths(base, revision, options);
    paths
        .shadowed
        .retain(|takeover| allows(takeover.base, &takeover.values));
    paths
        .unshadowed
        .retain(|takeover| allows(takeover.revision, &takeover.values));
    // One path item may stand under several paths, so these are told apart by their templates.
    let shadowing: BTreeSet<&str> = templates(&paths.shadowed, |takeover| takeover.revision);
    paths
        .added
        .retain(|path| !shadowing.contains(path.template()));
    let unshadowed: BTreeSet<&str> = templates(&paths.unshadowed, |takeover| takeover.base);
    paths
        .removed
        .retain(|path| !unshadowed.contains(path.template()));

    let mut pairing = Pairing::default();
    for pair in &paths.both {
        let links = same_positions(pair.base.template(), pair.revision.template());
        let found = methods(pair.base, pair.revision);
        for (base, revision) in found.both {
            pairing.operations.push(OperationPair {
                base,
                revision,
                link: Link::Same,
                direction: Direction::Outbound,
                path: pair.base.template().to_owned(),
                path_parameters: links.clone(),
                path_values: Vec::new(),
            });
        }
        pairing.removed.extend(found.removed);
        pairing.added.extend(found.added);
    }
    for takeover in &paths.shadowed {
        let found = methods(takeover.base, takeover.revision);
        let links = left_positions(&takeover.values);
        // Where the template is gone, so are all of its methods.
        let lost = found.removed.into_iter().filter(|_| takeover.is_known);
        pairing
            .lost
            .extend(lost.map(|operation| (takeover.clone(), operation)));
        pairing.added.extend(found.added);
        pairing.take_over(takeover.revision, found.both, &links, &takeover.values);
    }
    for takeover in &paths.unshadowed {
        let found = methods(takeover.base, takeover.revision);
        let links: Vec<_> = left_positions(&takeover.values)
            .into_iter()
            .map(|(of_template, of_concrete)| (of_concrete, of_template))
            .collect();
        pairing.removed.extend(found.removed);
        pairing.take_over(takeover.base, found.both, &links, &[]);
    }
    pairing.paths = paths;
    pairing.webhooks(base, revision);
    pairing.callbacks();
    pairing
}

fn templates<'d>(
    takeovers: &[Takeover<'d>],
    of: impl Fn(&Takeover<'d>) -> PathItem<'d>,
) -> BTreeSet<&'d str> {
    takeovers
        .iter()
        .map(|takeover| of(takeover).template())
        .collect()
}

impl<'d> Pairing<'d> {
    fn take_over(
        &mut self,
        concrete: PathItem<'d>,
        both: Vec<(Operation<'d>, Operation<'d>)>,
        path_parameters: &[(usize, usize)],
        path_values: &[Option<String>],
    ) {
        for (base, revision) in both {
            self.operations.push(OperationPair {
                base,
                revision,
                link: Link::Takeover,
                direction: Direction::Outbound,
                path: concrete.template().to_owned(),
                path_parameters: path_parameters.to_vec(),
                path_values: path_values.to_vec(),
            });
        }
    }

    fn webhooks(&mut self, base: &'d Document, revision: &'d Document) {
        let named = |document: &'d Document| -> BTreeMap<&'d str, PathItem<'d>> {
            document
                .webhooks()
                .map(|webhook| (webhook.template(), webhook))
                .collect()
        };
        let (old, mut new) = (named(base), named(revision));
        for (name, webhook) in old {
            let Some(other) = new.remove(name) else {
                self.webhooks_removed.extend(inbound(name, webhook));
                continue;
            };
            let found = methods(webhook, other);
            for (base, revision) in found.both {
                self.operations.push(OperationPair {
                    base,
                    revision,
                    link: Link::Same,
                    direction: Direction::Inbound,
                    path: name.to_owned(),
                    path_parameters: Vec::new(),
                    path_values: Vec::new(),
                });
            }
            let event = |operation| Inbound {
                name,
                operation,
                owner: None,
            };
            self.webhooks_removed
                .extend(found.removed.into_iter().map(event));
            self.webhooks_added
                .extend(found.added.into_iter().map(event));
        }
        for (name, webhook) in new {
            self.webhooks_added.extend(inbound(name, webhook));
        }
    }

    /// Pairs the callbacks of each pair of operations, and the callbacks of those. Callbacks may contain themselves by
    /// reference, so each pair is entered once.
    fn callbacks(&mut self) {
        let mut seen = BTreeSet::new();
        let mut next = 0;
        while let Some(owner) = self.operations.get(next).cloned() {
            next += 1;
            let key = (owner.base.item().at(), owner.revision.item().at());
            if owner.link == Link::Takeover || !seen.insert(key) {
                continue;
            }
            let found = match_events(
                events(owner.base.callbacks()),
                events(owner.revision.callbacks()),
            );
            for (base, revision) in found.both {
                self.operations.push(OperationPair {
                    base: base.operation,
                    revision: revision.operation,
                    link: Link::Same,
                    direction: Direction::Inbound,
                    path: format!("{} {} {}", owner.path, base.name, base.operation.template()),
                    path_parameters: Vec::new(),
                    path_values: Vec::new(),
                });
            }
            let owned = |event: Inbound<'d>| Inbound {
                owner: Some(owner.clone()),
                ..event
            };
            self.callbacks_removed
                .extend(found.removed.into_iter().map(owned));
            self.callbacks_added
                .extend(found.added.into_iter().map(owned));
        }
    }
}

/// The callbacks of two operations.
struct Events<'d> {
    both: Vec<(Inbound<'d>, Inbound<'d>)>,
    removed: Vec<Inbound<'d>>,
    added: Vec<Inbound<'d>>,
}

/// Pairs callbacks by expression and method: the expression is the address, the name only a key. Among those with one
/// address, equal names belong together.
fn match_events<'d>(base: Vec<Inbound<'d>>, revision: Vec<Inbound<'d>>) -> Events<'d> {
    let mut left: BTreeMap<_, BTreeMap<&'d str, Inbound<'d>>> = BTreeMap::new();
    for event in revision {
        left.entry(event.address())
            .or_default()
            .insert(event.name, event);
    }
    let mut found = Events {
        both: Vec::new(),
        removed: Vec::new(),
        added: Vec::new(),
    };
    let mut renamed = Vec::new();
    for event in base {
        let same = left
            .get_mut(&event.address())
            .and_then(|named| named.remove(event.name));
        match same {
            Some(other) => found.both.push((event, other)),
            None => renamed.push(event),
        }
    }
    for event in renamed {
        let other = left.get_mut(&event.address()).and_then(BTreeMap::pop_first);
        match other {
            Some((_, other)) => found.both.push((event, other)),
            None => found.removed.push(event),
        }
    }
    found.added = left.into_values().flat_map(BTreeMap::into_values).collect();
    found
}

impl<'d> Inbound<'d> {
    fn address(&self) -> (&'d str, Method) {
        (self.operation.template(), self.operation.method())
    }
}

fn inbound<'d>(name: &'d str, webhook: PathItem<'d>) -> impl Iterator<Item = Inbound<'d>> {
    webhook.operations().map(move |operation| Inbound {
        name,
        operation,
        owner: None,
    })
}

fn events<'d>(callbacks: impl Iterator<Item = Callback<'d>>) -> Vec<Inbound<'d>> {
    callbacks
        .flat_map(|callback| {
            callback
                .path_items()
                .flat_map(move |path| inbound(callback.name(), path))
        })
        .collect()
}

#[derive(Debug)]
struct Methods<'d> {
    both: Vec<(Operation<'d>, Operation<'d>)>,
    removed: Vec<Operation<'d>>,
    added: Vec<Operation<'d>>,
}

fn methods<'d>(base: PathItem<'d>, revision: PathItem<'d>) -> Methods<'d> {
    let mut left: BTreeMap<_, _> = revision
        .operations()
        .map(|operation| (operation.method(), operation))
        .collect();
    let mut found = Methods {
        both: Vec::new(),
        removed: Vec::new(),
        added: Vec::new(),
    };
    for operation in base.operations() {
        match left.remove(&operation.method()) {
            Some(other) => found.both.push((operation, other)),
            None => found.removed.push(operation),
        }
    }
    found.added = left.into_values().collect();
    found
}

/// The parameters of two templates of the same address, aligned from the end: a prefix may have moved to the server.
fn same_positions(base: &str, revision: &str) -> Vec<(usize, usize)> {
    let (of_base, of_revision) = (template::names(base).len(), template::names(revision).len());
    let shared = of_base.min(of_revision);
    (0..shared)
        .map(|back| (of_base - shared + back, of_revision - shared + back))
        .collect()
}

/// Positions in the template and in the concrete path of the parameters that both have.
fn left_positions(values: &[Option<String>]) -> Vec<(usize, usize)> {
    values
        .iter()
        .enumerate()
        .filter(|(_, value)| value.is_none())
        .enumerate()
        .map(|(of_concrete, (of_template, _))| (of_template, of_concrete))
        .collect()
}
