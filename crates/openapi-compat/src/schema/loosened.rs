//! What schemas loosen: values that are accepted now, or no longer sent.
//!
//! Nobody breaks, so the verdict of a position says nothing of it. For schemas whose own keywords differ the pool is asked
//! the other way round: what is contained that way as well says the same in other words; else the causes name
//! the keywords.

use std::collections::{BTreeMap, BTreeSet};

use openapi_doc::{Item, NodeRef, Role, Schema};
use schema_subset::{Cause, Differences, DocumentId, Options, Reason, SchemaId};

use super::kinds::Sense;
use super::location::Location;
use super::parts::{OfParts, Once};
use super::structure::Declared;
use super::written::PLAIN;
use super::{Change, Sides, find, sends};

/// Two schemas that describe the same value in one role.
pub(crate) type Pair = (Role, NodeRef, NodeRef);

/// What is asked about single schemas.
#[derive(Debug, Default)]
pub(crate) struct Questions {
    /// Pairs whose own keywords differ.
    pub(crate) unlike: BTreeSet<Pair>,
}

/// What is known about single schemas.
#[derive(Debug, Default)]
pub(crate) struct Answers {
    /// What a pair loosens.
    pub(crate) loosened: BTreeMap<Pair, Vec<Declared>>,
    /// Pairs of which one schema cannot be taken as it is written.
    pub(crate) unsendable: BTreeMap<Pair, Vec<Declared>>,
}

/// What some of the pairs loosen.
struct Loosened {
    pairs: Vec<Pair>,
    declared: Declared,
}

impl OfParts for Loosened {
    fn rule(&self) -> &'static str {
        self.declared.rule
    }

    fn arguments(&self) -> &[(&'static str, String)] {
        &self.declared.arguments
    }

    fn absorb(&mut self, told: Self) {
        self.pairs.extend(told.pairs);
        self.pairs.sort_unstable();
        self.pairs.dedup();
    }
}

impl Sides<'_> {
    /// What is asked the other way round: whoever has the older document writes responses, and reads requests.
    ///
    /// It is loaded before anything is asked: what is loaded later makes the pool forget its answers.
    pub(super) fn backwards(&mut self, questions: &Questions) -> Vec<(Pair, (SchemaId, SchemaId))> {
        let mut asked = Vec::new();
        for &pair in &questions.unlike {
            if let Some((old, new)) = self.nodes(pair) {
                let ordered = match pair.0 {
                    Role::Request => (new, old),
                    Role::Response => (old, new),
                };
                asked.push((pair, ordered));
            }
        }
        asked
    }

    /// What is known of single schemas when all is asked.
    pub(super) fn answers(
        &mut self,
        backwards: &[(Pair, (SchemaId, SchemaId))],
        options: &Options,
    ) -> Answers {
        let mut answers = Answers::default();
        // How schemas were read that leave their sender nothing to send is noted; here the sender is another one.
        self.pool.forget();
        for role in [Role::Request, Role::Response] {
            let asked = backwards.iter().filter(|((of, ..), _)| *of == role);
            let (pairs, schemas): (Vec<Pair>, Vec<_>) = asked.copied().unzip();
            let found = self.pool.differences(&schemas, Some(sends(role)), options);
            self.note(role, &pairs, &found, &mut answers);
            let mut unsendable = std::mem::take(self.unsendable(role));
            unsendable.note(self, role);
            let differences = unsendable.differences(self, pairs.into_iter());
            answers.unsendable.extend(differences);
        }
        // A schema that is read otherwise than it is written is told as that.
        let unsendable = &answers.unsendable;
        answers
            .loosened
            .retain(|pair, _| !unsendable.contains_key(pair));
        answers
    }

    fn note(&self, role: Role, pairs: &[Pair], found: &Differences, answers: &mut Answers) {
        let mut told = Vec::new();
        let mut of_parts = Once::default();
        for of in &found.breaks {
            // What is inside of a pair is told there.
            let nearest = of.nearest().filter_map(|number| pairs.get(number));
            let nearest: Vec<Pair> = nearest.copied().collect();
            for declared in self.told_of(role, &of.cause) {
                let sender = match role {
                    Role::Request => declared.revision,
                    Role::Response => declared.base,
                };
                let loosened = Loosened {
                    pairs: nearest.clone(),
                    declared,
                };
                match of.together {
                    Some(together) => of_parts.add(together, Some(sender), loosened),
                    None => told.push(loosened),
                }
            }
        }
        told.extend(of_parts.found());
        for Loosened { pairs, declared } in told {
            for pair in pairs {
                let known = answers.loosened.entry(pair).or_default();
                known.push(declared.clone());
            }
        }
        for (number, reason) in &found.undecided {
            // Where nothing is sent at all, there is nothing that could be loosened.
            if let Some(pair) = pairs
                .get(*number)
                .filter(|_| *reason != Reason::Unsatisfiable)
            {
                let told = self.undecided(*pair);
                if !told.is_empty() {
                    answers.loosened.insert(*pair, told);
                }
            }
        }
    }

    fn nodes(&mut self, (_, base, revision): Pair) -> Option<(SchemaId, SchemaId)> {
        let file =
            |files: &[Option<DocumentId>], at: NodeRef| files.get(at.file.index()).copied()?;
        let old = file(&self.base_files, base)?;
        let new = file(&self.revision_files, revision)?;
        Some((
            self.pool.node_at(old, base.node)?,
            self.pool.node_at(new, revision.node)?,
        ))
    }

    fn told_of(&self, role: Role, cause: &Cause) -> Vec<Declared> {
        let (in_base, in_revision) = match role {
            Role::Request => (&cause.b, &cause.a),
            Role::Response => (&cause.a, &cause.b),
        };
        let base = find(self.base, &in_base.document, &in_base.pointer);
        let revision = find(self.revision, &in_revision.document, &in_revision.pointer);
        let told = base.zip(revision);
        told.map(|(base, revision)| self.told(role, [base, revision]))
            .unwrap_or_default()
    }

    fn told(&self, role: Role, at: [NodeRef; 2]) -> Vec<Declared> {
        let documents = [self.base, self.revision];
        let changes = Change::of(role, Sense::Loosened, documents, at);
        let told = changes.into_iter().map(|change| Declared {
            base: change.base.unwrap_or(at[0]),
            revision: change.revision.unwrap_or(at[1]),
            rule: change.rule,
            arguments: change.arguments,
        });
        told.collect()
    }

    /// A keyword that is gone only loosens, whatever it says.
    fn undecided(&self, (role, base, revision): Pair) -> Vec<Declared> {
        let schemas = (self.base.item(base), self.revision.item(revision));
        let (Some(old), Some(new)) = (
            schemas.0.and_then(Item::schema),
            schemas.1.and_then(Item::schema),
        ) else {
            return Vec::new();
        };
        let (old, new) = (Location::of(old), Location::of(new));
        let (receiver, sender) = match role {
            Role::Request => (&old, &new),
            Role::Response => (&new, &old),
        };
        let holds = |location: &Location<'_>, keyword: &str| location.keyword(keyword).is_some();
        let gone = PLAIN
            .iter()
            .filter(|keyword| holds(receiver, keyword) && !holds(sender, keyword));
        let told = gone.flat_map(|keyword| {
            let holder = |schema: &&Schema<'_>| schema.keyword(keyword).is_some();
            let Some(&holder) = receiver.schemas.iter().find(holder) else {
                return Vec::new();
            };
            let Some(item) = holder.keyword(keyword) else {
                return Vec::new();
            };
            let other = sender.counterpart(holder).item().at();
            self.told(
                role,
                match role {
                    Role::Request => [item.at(), other],
                    Role::Response => [other, item.at()],
                },
            )
        });
        told.collect()
    }
}
