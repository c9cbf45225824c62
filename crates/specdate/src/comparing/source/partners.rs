//! The finding about the documents that has the same cause as a change of the surface.

use std::collections::BTreeSet;

use openapi_codegen::{SurfaceChange, SurfaceChangeKind};
use openapi_compat::{Judgement, Operation, Place};

use super::causes::core;
use super::subjects::{Subject, Subjects, folded};
use crate::report::comparison::Entry;

/// Findings that say that an operation is gone, or has another name.
const OF_METHODS: &[&str] = &["operation-id-changed", "operation-removed", "path-removed"];

/// Parts of the ids of findings that change no type of generated code.
const WITHOUT_TYPES: &[&str] = &["deprecated", "sunset", "serialization", "default-changed"];

/// The findings of a comparison, by what they are about.
pub(super) struct Partners<'e, 's> {
    subjects: &'e [Subjects<'s>; 2],
    findings: Vec<Candidate>,
}

/// A finding about the documents that may have a change of the surface as a consequence.
struct Candidate {
    index: usize,
    id: String,
    title: String,
    operations: Vec<Operation>,
    base: Option<About>,
    revision: Option<About>,
    breaks: bool,
}

/// What stands at a place.
struct About {
    pointer: String,
    subject: Option<Subject>,
    parameter: Option<String>,
}

impl<'e, 's> Partners<'e, 's> {
    pub(super) fn new(subjects: &'e [Subjects<'s>; 2], entries: &[Entry]) -> Self {
        let [base, revision] = subjects;
        let about = |subjects: &Subjects<'s>, place: &Place| About {
            pointer: place.pointer.clone(),
            subject: subjects.subject(place),
            parameter: subjects.parameter(place),
        };
        let findings = entries.iter().enumerate();
        let findings = findings
            .filter(|(_, entry)| entry.verdicts.docs == Judgement::NotJudged)
            .filter(|(_, entry)| !WITHOUT_TYPES.iter().any(|part| entry.id.contains(part)))
            .map(|(index, entry)| {
                let older = entry.base.as_ref().map(|at| about(base, &at.place));
                let newer = entry.revision.as_ref().map(|at| about(revision, &at.place));
                Candidate {
                    index,
                    id: entry.id.clone(),
                    title: entry.title.clone(),
                    operations: entry.operations.clone(),
                    base: older,
                    revision: newer,
                    breaks: entry.verdicts.any(Judgement::Breaking),
                }
            });
        Self {
            subjects,
            findings: findings.collect(),
        }
    }

    /// The finding with the same cause, by its place among the findings.
    pub(super) fn of(&self, change: &SurfaceChange) -> Option<usize> {
        let direct = match change.kind {
            SurfaceChangeKind::MethodRemoved => self.of_method(change),
            SurfaceChangeKind::ArgumentRemoved | SurfaceChangeKind::ArgumentRetyped => {
                self.of_argument(change)
            }
            SurfaceChangeKind::ResultRetyped => self.of_result(change),
            SurfaceChangeKind::FieldRemoved | SurfaceChangeKind::FieldRetyped => {
                self.of_property(change)
            }
            SurfaceChangeKind::VariantRemoved | SurfaceChangeKind::VariantRetyped => {
                self.of_value(change)
            }
            SurfaceChangeKind::TraitRemoved => {
                self.of_property(change).or_else(|| self.of_value(change))
            }
            SurfaceChangeKind::TypeChanged => self.of_schema(change),
            // No message carries the name of a type.
            SurfaceChangeKind::TypeRemoved | SurfaceChangeKind::TypeRenamed => None,
        };
        direct.or_else(|| self.of_types(change))
    }

    /// Where another schema stands now, or one is gone, findings are about what is within: these begin in the one schema,
    /// and end in the other.
    fn of_types(&self, change: &SurfaceChange) -> Option<usize> {
        let replaced = core(change).map(|(was, is)| [was, is].map(folded));
        let gone: Vec<String> = change.gone.iter().map(|name| folded(name)).collect();
        let item = |about: Option<&About>| {
            let subject = about.and_then(|about| about.subject.as_ref());
            subject.map(|subject| subject.item.clone())
        };
        self.best(|finding| {
            let (older, newer) = (item(finding.base.as_ref()), item(finding.revision.as_ref()));
            let is_replaced = replaced
                .as_ref()
                .is_some_and(|[was, is]| older.as_ref() == Some(was) && newer.as_ref() == Some(is));
            is_replaced || older.is_some_and(|older| gone.contains(&older))
        })
    }

    fn of_method(&self, change: &SurfaceChange) -> Option<usize> {
        let operation = self.operation(change)?;
        self.best(|finding| OF_METHODS.contains(&finding.id.as_str()) && finding.reaches(operation))
    }

    fn of_argument(&self, change: &SurfaceChange) -> Option<usize> {
        let operation = self.operation(change)?;
        let member = folded(change.member.as_deref()?);
        let is_body = member == "body" || member == "bodymap";
        self.best(|finding| {
            let names = |about: &About| about.parameter.as_ref() == Some(&member);
            let is_of_body = |about: &About| is_body && about.pointer.contains("/requestBody");
            finding.reaches(operation)
                && finding
                    .places()
                    .any(|about| about.has_no_property() && (names(about) || is_of_body(about)))
        })
    }

    fn of_result(&self, change: &SurfaceChange) -> Option<usize> {
        let operation = self.operation(change)?;
        self.best(|finding| {
            let is_response =
                |about: &About| about.pointer.contains("/responses/") && about.has_no_property();
            finding.reaches(operation) && finding.places().any(is_response)
        })
    }

    fn of_property(&self, change: &SurfaceChange) -> Option<usize> {
        let wire = change.wire.as_ref()?;
        self.of_type(change, |subject| subject.property.as_ref() == Some(wire))
    }

    /// A finding about the values of an enum. Several can be: one that names the value is the one.
    fn of_value(&self, change: &SurfaceChange) -> Option<usize> {
        let wire = change.wire.as_deref()?;
        let lineage = self.lineage(change);
        // Values in sentences stand in quotes where they are written as JSON.
        let spellings = [format!("`{wire}`"), format!("`{wire:?}`")];
        let way = if change.kind == SurfaceChangeKind::VariantRemoved {
            "removed"
        } else {
            "added"
        };
        let of_enum = |finding: &Candidate| {
            let is_of = |about: &About| about.is_of_type(&lineage);
            finding.id.contains("value") && finding.places().any(is_of)
        };
        let names = |finding: &Candidate| spellings.iter().any(|name| finding.title.contains(name));
        self.best(|finding| of_enum(finding) && names(finding) && finding.id.ends_with(way))
            .or_else(|| self.best(|finding| of_enum(finding) && names(finding)))
            .or_else(|| self.best(|finding| of_enum(finding) && finding.id.ends_with(way)))
            .or_else(|| self.best(|finding| of_enum(finding) && !finding.id.ends_with("-added")))
    }

    fn of_schema(&self, change: &SurfaceChange) -> Option<usize> {
        self.of_type(change, |subject| subject.property.is_none())
    }

    fn of_type(
        &self,
        change: &SurfaceChange,
        is_meant: impl Fn(&Subject) -> bool,
    ) -> Option<usize> {
        let lineage = self.lineage(change);
        self.best(|finding| {
            finding.places().any(|about| {
                let subject = about.subject.as_ref();
                subject.is_some_and(|subject| lineage.contains(&subject.item) && is_meant(subject))
            })
        })
    }

    fn lineage(&self, change: &SurfaceChange) -> BTreeSet<String> {
        let [base, revision] = self.subjects;
        let mut names = base.lineage(&change.item);
        names.extend(revision.lineage(&change.item));
        names
    }

    fn operation(&self, change: &SurfaceChange) -> Option<&Operation> {
        let [base, _] = self.subjects;
        base.operation(&change.item)
    }

    /// The first that fits, of those that break somebody if there are any.
    fn best(&self, fits: impl Fn(&Candidate) -> bool) -> Option<usize> {
        let fitting = || self.findings.iter().filter(|finding| fits(finding));
        let best = fitting().find(|finding| finding.breaks);
        best.or_else(|| fitting().next()).map(|best| best.index)
    }
}

impl Candidate {
    fn places(&self) -> impl Iterator<Item = &About> {
        self.base.iter().chain(&self.revision)
    }

    fn reaches(&self, operation: &Operation) -> bool {
        self.operations
            .iter()
            .any(|one| one.path == operation.path && one.method == operation.method)
    }
}

impl About {
    fn has_no_property(&self) -> bool {
        let subject = self.subject.as_ref();
        subject.is_none_or(|subject| subject.property.is_none())
    }

    fn is_of_type(&self, lineage: &BTreeSet<String>) -> bool {
        let subject = self.subject.as_ref();
        subject.is_some_and(|subject| match &subject.property {
            None => lineage.contains(&subject.item),
            // An enum that stands at a property is called after both.
            Some(property) => lineage.contains(&format!("{}{}", subject.item, folded(property))),
        })
    }
}
