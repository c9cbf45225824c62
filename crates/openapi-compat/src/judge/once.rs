//! One cause, one finding: what a second rule says of the same change is told by the first.
//!
//! Two things make one change show twice. Rules look at it from two sides: a property that a closed record drops is
//! removed, and is refused. And a schema that stands in requests and in responses changes for both. Which rule tells for
//! which is data; here they are brought together by the place that both are about. The verdict is the worse one for each
//! audience, and the operations are those of both; but a finding about requests does not list the responses in which the same
//! change harms nobody.

use foldhash::HashMap;
use openapi_doc::{Item, NodeRef, Schema, Type, TypeSet};

use super::merge::{Merged, worst};
use super::tellings::{By, OF_BOTH_ROLES, TELLINGS, TWINS, Telling};
use crate::audience::Judgement;
use crate::rule::{Default, Rule};
use crate::rules::RULES;
use crate::schema::around;

/// What a change is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum About {
    /// A member, on the base or the revision side.
    Member(bool, NodeRef),
    /// Two schemas.
    Schemas(NodeRef, NodeRef),
    /// Two places, with what is told of them.
    Places(NodeRef, NodeRef, Vec<(&'static str, String)>),
}

/// Brings together what is told of one change.
pub(super) fn told_once(causes: Vec<Merged<'_>>) -> Vec<Merged<'_>> {
    let mut once = Once {
        causes: causes.into_iter().map(Some).collect(),
        known: HashMap::default(),
    };
    once.index();
    for telling in TELLINGS {
        once.tell(telling);
    }
    once.both_ways();
    once.both_roles();
    once.causes.into_iter().flatten().collect()
}

struct Once<'d> {
    /// None for what is told by another.
    causes: Vec<Option<Merged<'d>>>,
    known: HashMap<(&'static str, About), Vec<usize>>,
}

impl Once<'_> {
    fn index(&mut self) {
        for (index, cause) in self.causes.iter().enumerate() {
            let Some(cause) = cause else { continue };
            if !is_of_schemas(cause.fact.rule) {
                continue;
            }
            for about in abouts(cause) {
                let key = (cause.fact.rule.id, about);
                self.known.entry(key).or_default().push(index);
            }
        }
    }

    fn of_rule(&self, id: &str) -> Vec<usize> {
        let causes = self.causes.iter().enumerate();
        let of_rule = causes.filter(|(_, cause)| {
            let id_of = cause.as_ref().map(|cause| cause.fact.rule.id);
            id_of == Some(id)
        });
        of_rule.map(|(index, _)| index).collect()
    }

    /// The other causes of a rule that are about the same.
    fn others(&self, index: usize, id: &'static str, by: By) -> Vec<usize> {
        let Some(Some(cause)) = self.causes.get(index) else {
            return Vec::new();
        };
        let fits = |about: &About| match by {
            By::Member => matches!(about, About::Member(..)),
            By::Schemas | By::UnlikeTypes | By::Constants => matches!(about, About::Schemas(..)),
        };
        let mut found = Vec::new();
        for about in abouts(cause).into_iter().filter(fits) {
            let known = self.known.get(&(id, about)).into_iter().flatten();
            found.extend(known.copied().filter(|other| *other != index));
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    fn tell(&mut self, telling: &Telling) {
        for teller in self.of_rule(telling.teller) {
            let Some(Some(cause)) = self.causes.get(teller) else {
                continue;
            };
            let applies = match telling.by {
                By::Member | By::Schemas => true,
                By::UnlikeTypes => has_unlike_types(cause),
                By::Constants => are_constants(cause),
            };
            if !applies {
                continue;
            }
            for told in telling.told {
                for other in self.others(teller, told, telling.by) {
                    self.absorb(teller, other);
                }
            }
        }
    }

    /// What breaks the contract one way and is loosened the other way at the same keyword is told as the break.
    fn both_ways(&mut self) {
        for index in 0..self.causes.len() {
            let Some(Some(cause)) = self.causes.get(index) else {
                continue;
            };
            let rule = cause.fact.rule;
            let Some(mirror) = rule.mirror.filter(|mirror| {
                is_of_schemas(rule) && rule.default == Default::Computed && *mirror != rule.id
            }) else {
                continue;
            };
            for other in self.at_places(index, mirror) {
                self.absorb(index, other);
            }
        }
    }

    fn at_places(&self, index: usize, id: &'static str) -> Vec<usize> {
        let Some(Some(cause)) = self.causes.get(index) else {
            return Vec::new();
        };
        let places = places(cause).and_then(|about| self.known.get(&(id, about)));
        let others = places.into_iter().flatten().copied();
        others.filter(|other| *other != index).collect()
    }

    /// What changes for requests and for responses is told once, unless both break: each has a proof of its own then.
    fn both_roles(&mut self) {
        for index in 0..self.causes.len() {
            let Some(Some(cause)) = self.causes.get(index) else {
                continue;
            };
            let id = cause.fact.rule.id;
            let Some(("request", stem)) = id.split_once('-') else {
                continue;
            };
            let mut twins: Vec<&'static str> = Vec::new();
            twins.extend(rule(&format!("response-{stem}")).map(|rule| rule.id));
            twins.extend(
                TWINS
                    .iter()
                    .filter(|(of, _)| *of == id)
                    .map(|(_, twin)| twin),
            );
            let neutral = rule(stem);
            for twin in twins {
                let mut others = self.others(index, twin, By::Member);
                others.extend(self.at_places(index, twin));
                for other in others {
                    self.join(index, other, neutral.filter(|_| twin.ends_with(stem)));
                }
            }
        }
    }

    fn join(&mut self, request: usize, response: usize, neutral: Option<&'static Rule>) {
        let verdicts = |index: usize| {
            let cause = self.causes.get(index)?.as_ref()?;
            Some(cause.verdicts)
        };
        let (Some(in_request), Some(in_response)) = (verdicts(request), verdicts(response)) else {
            return;
        };
        let is_open = |wire| wire > Judgement::Compatible;
        if is_open(in_request.wire) && is_open(in_response.wire) {
            return;
        }
        if worst(in_request) < worst(in_response) {
            self.absorb(response, request);
            return;
        }
        let is_even = worst(in_request) == worst(in_response);
        let tells_both = |rule: &&Rule| is_even || OF_BOTH_ROLES.contains(&rule.id);
        // What tells of both roles has the directions of requests, and the operations of both.
        if let Some(neutral) = neutral.filter(tells_both)
            && let Some(Some(cause)) = self.causes.get_mut(request)
        {
            cause.fact.rule = neutral;
        }
        self.absorb(request, response);
    }

    fn absorb(&mut self, teller: usize, told: usize) {
        if teller == told || self.causes.get(teller).is_none_or(Option::is_none) {
            return;
        }
        let Some(told) = self.causes.get_mut(told).and_then(Option::take) else {
            return;
        };
        if let Some(Some(cause)) = self.causes.get_mut(teller) {
            let verdicts = cause.verdicts.worst(told.verdicts);
            let roles = (role(cause.fact.rule), role(told.fact.rule));
            let is_of_same_role = roles.0 == roles.1;
            cause
                .directions
                .extend(told.directions.iter().filter(|_| is_of_same_role));
            let is_of_other_role = matches!(
                roles,
                (Some("request"), Some("response")) | (Some("response"), Some("request"))
            );
            // A milder judgement that adds nothing is not what this finding says.
            let is_milder = verdicts == cause.verdicts && told.verdicts != verdicts;
            if !(is_of_other_role && is_milder) {
                cause.operations.extend(told.operations);
                cause.operations.sort();
                cause.operations.dedup();
            }
            cause.verdicts = verdicts;
        }
    }
}

/// `request` or `response`, for rules that are about one of them.
fn role(rule: &Rule) -> Option<&'static str> {
    rule.id.split_once('-').map(|(role, _)| role)
}

fn rule(id: &str) -> Option<&'static Rule> {
    let at = RULES.binary_search_by(|rule| rule.id.cmp(id)).ok()?;
    RULES.get(at).copied()
}

/// Whether a rule may be about schemas: the others are about places that no two of them share.
fn is_of_schemas(rule: &Rule) -> bool {
    let beginnings = ["request-", "response-", "schema-"];
    beginnings
        .iter()
        .any(|beginning| rule.id.starts_with(beginning))
}

fn abouts(cause: &Merged<'_>) -> Vec<About> {
    let mut found = members(cause);
    if let Some((base, revision)) = schemas(cause) {
        let at = |schema: Schema<'_>| schema.item().at();
        found.push(About::Schemas(at(base), at(revision)));
        // Where one side refers to what the other writes out, either place may be told.
        let (old, new) = (base.resolve(), revision.resolve());
        if (old.id() == base.id()) != (new.id() == revision.id()) {
            found.push(About::Schemas(at(old), at(new)));
        }
    }
    found.extend(places(cause));
    found
}

/// The member that a change is about, on each side that declares it.
fn members(cause: &Merged<'_>) -> Vec<About> {
    let name = cause
        .fact
        .arguments
        .iter()
        .find(|(name, _)| *name == "name");
    let Some((_, name)) = name else {
        return Vec::new();
    };
    let step = name.replace('~', "~0").replace('/', "~1");
    let sides = [(false, cause.fact.base), (true, cause.fact.revision)];
    let declared = sides.into_iter().filter_map(|(side, item)| {
        let item = item?;
        let pointer = item.pointer();
        let around = pointer.strip_suffix(&step)?;
        around
            .ends_with("/properties/")
            .then(|| About::Member(side, item.at()))
    });
    declared.collect()
}

fn places(cause: &Merged<'_>) -> Option<About> {
    let (base, revision) = (cause.fact.base?, cause.fact.revision?);
    // The two sides may be called differently, and what is written there is the same at the same places.
    let told = cause.fact.arguments.iter();
    let told = told.filter(|(name, _)| !["subject", "from", "to"].contains(name));
    let told = told.cloned();
    Some(About::Places(base.at(), revision.at(), told.collect()))
}

/// The schemas at both places, or those of the keywords there.
fn schemas<'d>(cause: &Merged<'d>) -> Option<(Schema<'d>, Schema<'d>)> {
    let arguments = &cause.fact.arguments;
    let keyword = arguments.iter().find(|(name, _)| *name == "keyword");
    let schema = |item: Item<'d>| match item.schema() {
        // A keyword whose value is a schema.
        Some(_) if keyword.is_some_and(|(_, keyword)| ends_with(item, keyword)) => {
            around(item)?.schema()
        }
        Some(schema) => Some(schema),
        None => around(item)?.schema(),
    };
    Some((schema(cause.fact.base?)?, schema(cause.fact.revision?)?))
}

fn ends_with(item: Item<'_>, step: &str) -> bool {
    let pointer = item.pointer();
    pointer.rsplit('/').next() == Some(step)
}

fn are_constants(cause: &Merged<'_>) -> bool {
    let is_constant = |item: Option<Item<'_>>| item.is_some_and(|item| ends_with(item, "const"));
    is_constant(cause.fact.base) && is_constant(cause.fact.revision)
}

fn has_unlike_types(cause: &Merged<'_>) -> bool {
    let Some((base, revision)) = schemas(cause) else {
        return false;
    };
    let types = |schema: Schema<'_>| -> TypeSet {
        let types = schema.types();
        // Integers are numbers.
        if types.contains(Type::Number) {
            types.with(Type::Integer)
        } else {
            types
        }
    };
    let (old, new) = (types(base), types(revision));
    !old.is_empty() && !new.is_empty() && old.iter().all(|of| !new.contains(of))
}
