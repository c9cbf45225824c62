//! Whom a change breaks at compile time: the surfaces of two generated clients, held against each other.
//!
//! A change of a surface has most often the same cause as a finding about the documents: an operation that is gone, a
//! property that became required. Then that finding is judged for `source` as well, and says why. What has no such finding,
//! such as a schema with another name, is one of its own.

mod causes;
mod missing;
mod partners;
mod rules;
mod subjects;

use std::collections::BTreeMap;
use std::sync::Arc;

use openapi_codegen::{Assumption, SurfaceChange, SurfaceChangeKind, surface_changes};
use openapi_compat::{
    Judgement, Operation, Options, Place, Rule, RuleDefault, Verdicts, fill, fingerprint_of,
};

use crate::documents::{Generated, Source};
use crate::report::comparison::{Entry, Excerpt};
pub(crate) use missing::{complete, complete_copies};
use partners::Partners;
pub(crate) use rules::RULES;
use subjects::Subjects;

/// How many sentences are added to the reason of one finding.
const MOST_TOLD: usize = 3;

/// Whether the surfaces of both clients are there: those of two dates of one API, or of one date at two times.
pub(crate) fn is_judged(base: &Source, revision: &Source) -> bool {
    let api = |source: &Source| source.version.as_ref().map(|version| version.api.clone());
    base.generated.is_some() && revision.generated.is_some() && api(base) == api(revision)
}

/// Judges for `source` what was found, and adds what only the surfaces show. Does nothing where they are not both there.
pub(super) fn judge(base: &Source, revision: &Source, options: &Options, entries: &mut Vec<Entry>) {
    let (Some(older), Some(newer)) = (&base.generated, &revision.generated) else {
        return;
    };
    if !is_judged(base, revision) {
        return;
    }
    for entry in entries.iter_mut() {
        entry.verdicts.source = Judgement::Compatible;
    }
    // Where only readers notice anything, no property is required that was not before.
    let says_the_same = entries
        .iter()
        .all(|entry| entry.verdicts.docs != Judgement::NotJudged);
    let subjects = [base, revision].map(Subjects::of);
    let partners = Partners::new(&subjects, entries);
    let mut shared: BTreeMap<usize, Vec<Judged>> = BTreeMap::new();
    let surfaces = [&older.surface, &newer.surface];
    let changes = surface_changes(&older.surface, &newer.surface);
    let mut own = Vec::new();
    for cause in causes::causes(changes, surfaces) {
        let judged = cause.into_iter().map(|change| Judged {
            judgement: match &change.assumption {
                None => Judgement::Breaking,
                Some(_) if says_the_same => Judgement::Compatible,
                Some(assumption) => holds(assumption, &change.item, &subjects),
            },
            change,
        });
        let judged: Vec<Judged> = judged
            .filter(|judged| judged.judgement != Judgement::Compatible)
            .collect();
        match judged.iter().find_map(|judged| partners.of(&judged.change)) {
            Some(index) => shared.entry(index).or_default().extend(judged),
            None => own.extend(finding(&judged, [older, newer], &subjects, options)),
        }
    }
    for (index, changes) in shared {
        if let Some(entry) = entries.get_mut(index) {
            add(entry, &changes);
        }
    }
    entries.extend(own);
}

/// A change of the surface, judged.
struct Judged {
    change: SurfaceChange,
    judgement: Judgement,
}

/// Whether a change that the documents decide is one.
fn holds(assumption: &Assumption, item: &str, [base, revision]: &[Subjects<'_>; 2]) -> Judgement {
    let Assumption {
        optional_in_base,
        required_in_revision,
    } = assumption;
    let is_optional = |wire: &String| base.requires(item, wire).map(|required| !required);
    let conditions = optional_in_base.iter().map(is_optional);
    let required = required_in_revision
        .iter()
        .map(|wire| revision.requires(item, wire));
    let conditions: Vec<Option<bool>> = conditions.chain(required).collect();
    if conditions.contains(&Some(false)) {
        Judgement::Compatible
    } else if conditions.contains(&None) {
        Judgement::Unknown
    } else {
        Judgement::Breaking
    }
}

/// Adds changes of the surface to the finding that has the same cause.
fn add(entry: &mut Entry, changes: &[Judged]) {
    for Judged { change, judgement } in changes {
        entry.verdicts.source = entry.verdicts.source.max(*judgement);
        if entry.remedy.is_empty() {
            entry.remedy = fill(rules::rule(change.kind).remedy, &arguments(change));
        }
        if *judgement == Judgement::Unknown && entry.reason.is_none() {
            entry.reason = Some(doubt(change));
        }
    }
    entry.why = format!("{} {}", entry.why, sentence(changes));
}

/// What happened to the surface, in one sentence.
fn sentence(changes: &[Judged]) -> String {
    let told = changes.iter().take(MOST_TOLD);
    let told: Vec<String> = told.map(|judged| title(&judged.change)).collect();
    let more = match changes.len().saturating_sub(told.len()) {
        0 => String::new(),
        more => format!("; and {more} more"),
    };
    let is_certain = changes
        .iter()
        .any(|judged| judged.judgement == Judgement::Breaking);
    let verb = if is_certain {
        "no longer compiles"
    } else {
        "may no longer compile"
    };
    format!("Code against the client {verb}: {}{more}.", told.join("; "))
}

/// What only the surfaces show: changes with one cause, the first of which speaks for all.
fn finding(
    changes: &[Judged],
    [older, newer]: [&Generated; 2],
    [of_base, _]: &[Subjects<'_>; 2],
    options: &Options,
) -> Option<Entry> {
    let (Judged { change, judgement }, others) = changes.split_first()?;
    let rule: &Rule = rules::rule(change.kind);
    let arguments = arguments(change);
    let fixed = match rule.default {
        RuleDefault::Fixed(verdicts) => verdicts,
        RuleDefault::Computed => Verdicts::COMPATIBLE,
    };
    let mut why = fill(rule.why, &arguments);
    if !others.is_empty() || !change.gone.is_empty() {
        why = format!("{why} {}", sentence(changes));
    }
    let SurfaceChange {
        kind,
        item,
        member,
        after,
        ..
    } = change;
    let now = match kind {
        SurfaceChangeKind::TypeRenamed => after,
        _ => item,
    };
    let member = member.as_deref();
    let of_operation = |judged: &&Judged| {
        matches!(
            judged.change.kind,
            SurfaceChangeKind::MethodRemoved
                | SurfaceChangeKind::ArgumentRemoved
                | SurfaceChangeKind::ArgumentRetyped
                | SurfaceChangeKind::ResultRetyped
        )
    };
    let reached = changes
        .iter()
        .filter(of_operation)
        .filter_map(|judged| of_base.operation(&judged.change.item));
    let mut operations: Vec<Operation> = reached.cloned().collect();
    operations.sort();
    operations.dedup();
    Some(Entry {
        id: rule.id.to_owned(),
        title: fill(rule.title, &arguments),
        why,
        remedy: fill(rule.remedy, &arguments),
        verdicts: Verdicts {
            source: *judgement,
            ..fixed
        },
        base: excerpt(older, item, member),
        revision: excerpt(newer, now, member),
        operations,
        witness: None,
        shown_by: None,
        reason: (*judgement == Judgement::Unknown).then(|| doubt(change)),
        fingerprint: fingerprint(rule.id, changes, options),
        accepted: false,
        decision: None,
    })
}

/// Of all changes, so that who accepts some of them accepts no other.
fn fingerprint(id: &str, changes: &[Judged], options: &Options) -> String {
    let mut texts = vec![options.api.as_str(), options.pair.as_str(), id];
    for Judged { change, .. } in changes {
        let member = change.member.as_deref().unwrap_or_default();
        texts.extend([&*change.item, member, &*change.before, &*change.after]);
    }
    fingerprint_of(&texts)
}

fn doubt(change: &SurfaceChange) -> String {
    let wire = change.wire.as_deref().unwrap_or_default();
    format!(
        "whether `{}` has the trait depends on what the documents require, `{wire}` among it, and its schema was not found among the components",
        change.item
    )
}

/// What happened, with what is gone with it.
fn title(change: &SurfaceChange) -> String {
    let title = fill(rules::rule(change.kind).title, &arguments(change));
    let gone: Vec<String> = change.gone.iter().map(|name| format!("`{name}`")).collect();
    match gone.as_slice() {
        [] => title,
        [one] => format!("{title}, and type {one} is gone with it"),
        many => format!("{title}, and types {} are gone with it", many.join(", ")),
    }
}

fn arguments(change: &SurfaceChange) -> [(&'static str, String); 4] {
    // What a variant holds may be nothing; elsewhere there is always a text.
    let named = |text: &String| match change.kind {
        SurfaceChangeKind::VariantRetyped | SurfaceChangeKind::TypeChanged => {
            let text = text.trim();
            match text {
                "" => "nothing".to_owned(),
                "struct" => "a struct".to_owned(),
                "enum" => "an enum".to_owned(),
                text => format!("`{text}`"),
            }
        }
        _ => text.clone(),
    };
    [
        ("item", change.item.clone()),
        ("member", change.member.clone().unwrap_or_default()),
        ("before", named(&change.before)),
        ("after", named(&change.after)),
    ]
}

/// Where a listing has an item, or one of its members.
fn excerpt(of: &Generated, item: &str, member: Option<&str>) -> Option<Excerpt> {
    let name = |line: &str| {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        let is_item = matches!(word, "operation" | "struct" | "enum" | "type");
        let rest = rest.split_once(' ').map_or(rest, |(name, _)| name);
        is_item && rest == item
    };
    let lines = || (1..).zip(of.text.lines());
    let (head, _) = lines().find(|(_, line)| name(line))?;
    let is_member = |line: &&str| {
        let declared = line.trim_start().trim_start_matches('.');
        member.is_some_and(|member| {
            let rest = declared.strip_prefix(member);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['(', ':', ' ']))
        })
    };
    let members = lines()
        .skip_while(|(number, _)| *number <= head)
        .take_while(|(_, line)| line.starts_with("  "));
    let line = match member {
        None => head,
        Some(_) => members
            .filter(|(_, line)| is_member(line))
            .map(|(number, _)| number)
            .next()?,
    };
    let text = |wanted: u32| {
        let found = lines().find(|(number, _)| *number == wanted);
        found.map(|(_, text)| Arc::from(text))
    };
    let whole: Arc<str> = text(line)?;
    let place = Place {
        file: of.name.clone(),
        line,
        column: if member.is_some() { 3 } else { 1 },
        pointer: String::new(),
        snippet: whole.trim_start().to_owned(),
    };
    Some(Excerpt::new(place, text))
}
