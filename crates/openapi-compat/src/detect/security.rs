//! Security: whether those who satisfied the base still satisfy the revision.
//!
//! A document lists alternatives, and each needs all of its schemes with all of their scopes. For every alternative of
//! the base the revision needs one that asks for no more. Schemes are compared by what they are, not by their names.

use std::collections::BTreeSet;
use std::rc::Rc;

use foldhash::HashMap;
use openapi_doc::{Item, Operation, SecurityRequirement, SecurityScheme, SecuritySchemeKind};

use super::oauth;
use crate::audience::Verdicts;
use crate::fact::{Doubt, Fact, RequestOf};
use crate::pair::OperationPair;
use crate::rule::{Direction, Rule};
use crate::rules;

/// One scheme of an alternative.
#[derive(Clone, Debug)]
pub(super) struct Credential<'d> {
    pub name: &'d str,
    pub scheme: Option<SecurityScheme<'d>>,
    scopes: BTreeSet<&'d str>,
    /// What the scheme is; none if it is not declared.
    identity: Option<Rc<str>>,
}

/// One alternative. Without credentials, anybody is let in.
#[derive(Clone, Debug)]
struct Alternative<'d> {
    /// Where it is written; nowhere if the document has no requirement.
    requirement: Option<SecurityRequirement<'d>>,
    credentials: Vec<Credential<'d>>,
    /// The numbers of the credentials by the names of their schemes and by what those are: alternatives may be many and long,
    /// and each is held against each.
    by_name: HashMap<&'d str, usize>,
    by_identity: HashMap<Rc<str>, Vec<usize>>,
}

/// Why credentials satisfy no alternative of the other side: the smallest step that would have let them in.
#[derive(Debug)]
enum Lack<'d> {
    /// They are none, and some are needed.
    Anything,
    /// Schemes have the same names, but are other ones: the pairs.
    Schemes(Vec<(Credential<'d>, Credential<'d>)>),
    /// Scopes are missing: the credential of the other side, and which.
    Scopes(Vec<(&'d str, Vec<&'d str>)>),
    /// More schemes are needed.
    More(Vec<&'d str>),
    /// Nothing like it is left.
    Alternative,
}

pub(super) fn detect<'d>(pair: &OperationPair<'d>, facts: &mut Vec<Fact<'d>>) {
    // What a document asks of its clients says nothing about the requests that its server sends.
    let is_own = |operation: Operation<'d>| operation.item().get("security").is_some();
    if pair.direction == Direction::Inbound && !is_own(pair.base) && !is_own(pair.revision) {
        return;
    }
    let (base, revision) = (alternatives(pair.base), alternatives(pair.revision));
    let places = (list(pair.base), list(pair.revision));
    let mut changed_schemes = false;
    for held in &base {
        if let Some(lack) = lack(held, &revision) {
            changed_schemes |= matches!(lack, Lack::Schemes(_));
            forward(pair, held, lack, &revision, places, facts);
        }
    }
    for held in &revision {
        match lack(held, &base) {
            None => {}
            // The way there told it already.
            Some(Lack::Schemes(_)) if changed_schemes => {}
            Some(lack) => backward(pair, held, lack, &base, places, facts),
        }
    }
    flows(pair, &base, &revision, facts);
}

/// What someone with credentials of the base lacks now.
fn forward<'d>(
    pair: &OperationPair<'d>,
    held: &Alternative<'d>,
    lack: Lack<'d>,
    revision: &[Alternative<'d>],
    places: (Option<Item<'d>>, Option<Item<'d>>),
    facts: &mut Vec<Fact<'d>>,
) {
    let fact = |rule: &'static Rule| {
        let mut fact = pair.fact(rule, "").request(RequestOf {
            credentials: held.requirement,
            ..pair.sent_request()
        });
        fact.base = held.place().or(places.0);
        fact.revision = places.1;
        fact
    };
    match lack {
        Lack::Anything => facts.push(
            fact(&rules::security_requirement_added::RULE).argument("after", all_names(revision)),
        ),
        Lack::Schemes(changed) => {
            for (old, new) in changed {
                facts.extend(scheme_changed(
                    fact(&rules::security_scheme_changed::RULE),
                    &old,
                    &new,
                ));
            }
        }
        Lack::Scopes(missing) => {
            for (scheme, scopes) in missing {
                facts.push(
                    fact(&rules::security_scope_added::RULE)
                        .argument("scheme", quoted(&[scheme]))
                        .argument("scopes", quoted(&scopes)),
                );
            }
        }
        Lack::More(more) => facts.push(
            fact(&rules::security_requirement_tightened::RULE)
                .argument("before", held.names())
                .argument("added", quoted(&more)),
        ),
        Lack::Alternative => facts.push(
            fact(&rules::security_alternative_removed::RULE).argument("before", held.names()),
        ),
    }
}

/// What someone with credentials of the revision would have lacked before: what was loosened.
fn backward<'d>(
    pair: &OperationPair<'d>,
    held: &Alternative<'d>,
    lack: Lack<'d>,
    base: &[Alternative<'d>],
    places: (Option<Item<'d>>, Option<Item<'d>>),
    facts: &mut Vec<Fact<'d>>,
) {
    let fact = |rule: &'static Rule| {
        let mut fact = pair.fact(rule, "").request(RequestOf {
            credentials: held.requirement,
            ..pair.sent_request()
        });
        fact.base = places.0;
        fact.revision = held.place().or(places.1);
        fact
    };
    match lack {
        Lack::Anything => facts.push(
            fact(&rules::security_requirement_removed::RULE).argument("before", all_names(base)),
        ),
        Lack::Scopes(missing) => {
            for (scheme, scopes) in missing {
                facts.push(
                    fact(&rules::security_scope_removed::RULE)
                        .argument("scheme", quoted(&[scheme]))
                        .argument("scopes", quoted(&scopes)),
                );
            }
        }
        Lack::More(more) => facts.push(
            fact(&rules::security_requirement_loosened::RULE)
                .argument("after", held.names())
                .argument("added", quoted(&more)),
        ),
        Lack::Schemes(_) | Lack::Alternative => facts
            .push(fact(&rules::security_alternative_added::RULE).argument("after", held.names())),
    }
}

fn scheme_changed<'d>(
    fact: Fact<'d>,
    old: &Credential<'d>,
    new: &Credential<'d>,
) -> Option<Fact<'d>> {
    let (before, after) = (old.scheme?, new.scheme?);
    let fact = fact
        .at(before.item(), after.item())
        .argument("scheme", old.name)
        .argument("before", format!("`{}`", identity(before)))
        .argument("after", format!("`{}`", identity(after)));
    let both_discover = matches!(
        (before.kind(), after.kind()),
        (
            SecuritySchemeKind::OpenIdConnect { .. },
            SecuritySchemeKind::OpenIdConnect { .. }
        )
    );
    Some(if both_discover {
        fact.verdicts(Verdicts::WIRE_UNKNOWN).doubt(Doubt::Tokens)
    } else {
        fact.verdicts(Verdicts::WIRE)
    })
}

/// Compares the OAuth flows of schemes that both sides ask for under one name.
fn flows<'d>(
    pair: &OperationPair<'d>,
    base: &[Alternative<'d>],
    revision: &[Alternative<'d>],
    facts: &mut Vec<Fact<'d>>,
) {
    let mut asked: HashMap<&str, &Credential<'d>> = HashMap::default();
    for new in revision.iter().flat_map(|asked| &asked.credentials) {
        asked.entry(new.name).or_insert(new);
    }
    let mut seen = BTreeSet::new();
    for old in base.iter().flat_map(|held| &held.credentials) {
        let new = asked.get(old.name);
        if let (Some(before), Some(after)) = (old.scheme, new.and_then(|new| new.scheme))
            && seen.insert(old.name)
        {
            oauth::detect(pair, before, after, facts);
        }
    }
}

fn alternatives(operation: Operation<'_>) -> Vec<Alternative<'_>> {
    let components = operation.item().document().components();
    let mut known: HashMap<&str, (Option<SecurityScheme<'_>>, Option<Rc<str>>)> =
        HashMap::default();
    let mut found: Vec<_> = operation
        .security()
        .into_iter()
        .map(|requirement| {
            let credentials = requirement.schemes().map(|(name, scopes)| {
                let (scheme, identity) = known.entry(name).or_insert_with(|| {
                    let scheme = components.security_scheme(name);
                    (scheme, scheme.map(|scheme| identity(scheme).into()))
                });
                Credential {
                    name,
                    scheme: *scheme,
                    scopes: scopes.into_iter().collect(),
                    identity: identity.clone(),
                }
            });
            Alternative::new(Some(requirement), credentials.collect())
        })
        .collect();
    if found.is_empty() {
        found.push(Alternative::new(None, Vec::new()));
    }
    found
}

/// Where the alternatives of an operation are written.
fn list(operation: Operation<'_>) -> Option<Item<'_>> {
    let root = operation.item().document().root();
    operation
        .item()
        .get("security")
        .or_else(|| root.get("security"))
}

impl<'d> Alternative<'d> {
    fn new(requirement: Option<SecurityRequirement<'d>>, credentials: Vec<Credential<'d>>) -> Self {
        let mut by_name = HashMap::default();
        let mut by_identity: HashMap<Rc<str>, Vec<usize>> = HashMap::default();
        for (number, credential) in credentials.iter().enumerate() {
            by_name.entry(credential.name).or_insert(number);
            if let Some(identity) = &credential.identity {
                let alike = by_identity.entry(Rc::clone(identity)).or_default();
                alike.push(number);
            }
        }
        Self {
            requirement,
            credentials,
            by_name,
            by_identity,
        }
    }

    /// The credentials that are shown in the same way as another one, in the order in which they are written.
    fn same_as<'s>(
        &'s self,
        other: &'s Credential<'d>,
    ) -> impl Iterator<Item = &'s Credential<'d>> {
        let named = self.by_name.get(other.name).copied();
        let identity = other.identity.as_ref();
        let alike = identity.and_then(|identity| self.by_identity.get(identity));
        let alike = alike.into_iter().flatten().copied();
        // What is declared nowhere has nothing but its name.
        let named = named.filter(|&number| {
            let own = self.credentials.get(number);
            own.is_some_and(|own| own.identity.is_none() || identity.is_none())
        });
        let candidates = named.into_iter().chain(alike);
        candidates
            .filter_map(|number| self.credentials.get(number))
            .filter(move |own| own.is_same(other))
    }

    fn satisfies(&self, needed: &Credential<'d>) -> bool {
        self.same_as(needed).any(|own| own.has_scopes(needed))
    }

    fn named(&self, name: &str) -> Option<&Credential<'d>> {
        self.credentials.get(*self.by_name.get(name)?)
    }

    fn place(&self) -> Option<Item<'d>> {
        self.requirement.map(SecurityRequirement::item)
    }

    fn names(&self) -> String {
        let names: Vec<_> = self.credentials.iter().map(|own| own.name).collect();
        if names.is_empty() {
            "none".to_owned()
        } else {
            quoted(&names)
        }
    }
}

fn quoted(names: &[&str]) -> String {
    let mut quoted: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
    quoted.sort();
    quoted.join(" and ")
}

fn all_names(alternatives: &[Alternative<'_>]) -> String {
    let mut names: Vec<_> = alternatives.iter().map(Alternative::names).collect();
    names.sort();
    names.join(", or ")
}

/// What these credentials lack to satisfy one of the alternatives; nothing if they satisfy one.
fn lack<'d>(held: &Alternative<'d>, asked: &[Alternative<'d>]) -> Option<Lack<'d>> {
    let all = |test: &dyn Fn(&Credential<'d>) -> bool| {
        asked
            .iter()
            .find(|asked| asked.credentials.iter().all(test))
    };
    if all(&|needed| held.satisfies(needed)).is_some() {
        return None;
    }
    if held.credentials.is_empty() {
        return Some(Lack::Anything);
    }
    if let Some(alternative) = all(&|needed| held.same_as(needed).next().is_some()) {
        let missing = alternative.credentials.iter().filter_map(|needed| {
            let own = held.same_as(needed).next()?;
            let scopes: Vec<_> = needed.scopes.difference(&own.scopes).copied().collect();
            (!scopes.is_empty()).then_some((needed.name, scopes))
        });
        return Some(Lack::Scopes(missing.collect()));
    }
    let has_name =
        |needed: &Credential<'d>| held.named(needed.name).is_some() || held.satisfies(needed);
    if let Some(alternative) = all(&has_name) {
        let changed = alternative.credentials.iter().filter_map(|needed| {
            let own = held.named(needed.name)?;
            (!own.is_same(needed)).then(|| (own.clone(), needed.clone()))
        });
        return Some(Lack::Schemes(changed.collect()));
    }
    let more = asked.iter().find_map(|asked| {
        let is_asked = |own: &Credential<'d>| asked.same_as(own).next().is_some();
        if !held.credentials.iter().all(is_asked) {
            return None;
        }
        let needed = asked.credentials.iter();
        let more = needed.filter(|needed| !held.satisfies(needed));
        Some(more.map(|needed| needed.name).collect())
    });
    Some(more.map_or(Lack::Alternative, Lack::More))
}

impl Credential<'_> {
    /// Whether both are shown in the same way. Two OAuth schemes are the same if their tokens come from the same places,
    /// or if they have the same name: then [`oauth`] tells what changed.
    fn is_same(&self, other: &Credential<'_>) -> bool {
        let (Some(own), Some(others)) = (self.scheme, other.scheme) else {
            return self.name == other.name;
        };
        self.identity == other.identity
            && (!matches!(own.kind(), SecuritySchemeKind::OAuth2)
                || self.name == other.name
                || oauth::addresses(own) == oauth::addresses(others))
    }

    fn has_scopes(&self, needed: &Credential<'_>) -> bool {
        needed.scopes.is_subset(&self.scopes)
    }
}

/// What a scheme is, without its name. Names of headers and HTTP schemes mean the same in any case.
fn identity(scheme: SecurityScheme<'_>) -> String {
    match scheme.kind() {
        SecuritySchemeKind::ApiKey {
            location: location @ "header",
            name,
        } => SecuritySchemeKind::ApiKey {
            location,
            name: &name.to_ascii_lowercase(),
        }
        .to_string(),
        other => other.to_string(),
    }
}
