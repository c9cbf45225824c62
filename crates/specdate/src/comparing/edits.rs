//! What an edit of the registry file means: two registries, compared.

use std::collections::BTreeSet;
use std::fmt::Display;

use registry::{
    Acceptance, Api, ApiName, Audience, Lifecycle, Override, Position, Registry, Severity, State,
    Version, VersionDate,
};

use crate::issue::Issue;

/// One thing that an edit of the registry means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Edit {
    pub(crate) kind: EditKind,
    /// The API that it is about; none for an acceptance of any API.
    pub(crate) api: Option<ApiName>,
    /// The date that it is about.
    pub(crate) date: Option<VersionDate>,
    pub(crate) subject: Subject,
    /// In words.
    pub(crate) text: String,
    /// Where it stands in the registry now; none for what is gone.
    pub(crate) position: Option<Position>,
}

/// What an edit is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    Api,
    Version,
    /// Something that decides nothing about findings.
    Setting,
    /// What passes and what fails, or how documents are compared.
    Gate,
    Acceptance,
}

impl Edit {
    /// Whether it may let pass what did not, or stop what did.
    pub(crate) fn changes_what_passes(&self) -> bool {
        matches!(self.subject, Subject::Gate | Subject::Acceptance)
    }

    /// Whether it is about this API: by its name, or because it is about all.
    pub(crate) fn is_about(&self, api: &ApiName) -> bool {
        self.api.as_ref().is_none_or(|name| name == api)
    }
}

/// What happened to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EditKind {
    Added,
    Removed,
    Changed,
}

/// Everything that `head` says otherwise than `base`: by API, then in the order of the file; acceptances last.
pub(crate) fn edits(base: Option<&Registry>, head: &Registry) -> Vec<Edit> {
    let mut edits = Vec::new();
    let apis = |registry: &Registry| registry.apis.keys().cloned().collect::<Vec<ApiName>>();
    let mut names: BTreeSet<ApiName> = apis(head).into_iter().collect();
    names.extend(base.map(apis).unwrap_or_default());
    for name in names {
        let older = base.and_then(|registry| registry.apis.get(&name));
        of_api(&mut edits, &name, older, head.apis.get(&name));
    }
    let older = base.map_or(&[] as &[Acceptance], |registry| &registry.accept);
    acceptances(&mut edits, older, &head.accept);
    edits
}

fn of_api(edits: &mut Vec<Edit>, name: &ApiName, base: Option<&Api>, head: Option<&Api>) {
    let edit = |kind, date: Option<VersionDate>, text, position| Edit {
        kind,
        api: Some(name.clone()),
        subject: date.map_or(Subject::Api, |_| Subject::Version),
        date,
        text,
        position,
    };
    match (base, head) {
        (None, Some(head)) => edits.push(edit(
            EditKind::Added,
            None,
            format!("API `{name}`"),
            Some(head.position),
        )),
        (Some(_), None) => edits.push(edit(EditKind::Removed, None, format!("API `{name}`"), None)),
        (Some(base), Some(head)) => {
            for (what, subject, [before, after]) in settings(base, head) {
                if before != after {
                    edits.push(Edit {
                        subject,
                        ..edit(
                            EditKind::Changed,
                            None,
                            format!("`{what}`: {before} -> {after}"),
                            Some(head.position),
                        )
                    });
                }
            }
        }
        (None, None) => {}
    }
    let versions = |api: Option<&Api>| api.map(|api| api.versions.clone()).unwrap_or_default();
    let (base, head) = (versions(base), versions(head));
    for version in &base {
        if !head.iter().any(|other| other.date == version.date) {
            let text = format!("version {} ({})", version.date, state(version.lifecycle));
            edits.push(edit(EditKind::Removed, Some(version.date), text, None));
        }
    }
    for version in &head {
        let Some(before) = base.iter().find(|other| other.date == version.date) else {
            let text = format!("version {} ({})", version.date, state(version.lifecycle));
            edits.push(edit(
                EditKind::Added,
                Some(version.date),
                text,
                Some(version.position),
            ));
            continue;
        };
        for text in of_version(before, version) {
            edits.push(edit(
                EditKind::Changed,
                Some(version.date),
                text,
                Some(version.position),
            ));
        }
    }
}

/// The settings of an API, each with its name, its kind, and what it is before and after.
fn settings(base: &Api, head: &Api) -> Vec<(&'static str, Subject, [String; 2])> {
    let both = |show: &dyn Fn(&Api) -> String| [base, head].map(show);
    let or_none = |value: Option<&dyn Display>| {
        value.map_or_else(|| "none".to_owned(), |value| format!("`{value}`"))
    };
    let Api {
        name: _,
        title: _,
        notice_months: _,
        headers: _,
        client: _,
        gate: _,
        versions: _,
        position: _,
    } = head;
    vec![
        (
            "title",
            Subject::Setting,
            both(&|api| format!("`{}`", api.title)),
        ),
        (
            "notice-months",
            Subject::Setting,
            both(&|api| api.notice_months.to_string()),
        ),
        (
            "headers.version",
            Subject::Gate,
            both(&|api| {
                or_none(
                    api.headers
                        .version
                        .as_ref()
                        .map(|name| name as &dyn Display),
                )
            }),
        ),
        (
            "headers.casing",
            Subject::Gate,
            both(&|api| {
                let casing = api.headers.casing.as_ref();
                let shown = casing.map(|casing| format!("{}: {}", casing.name, casing.value));
                or_none(shown.as_ref().map(|shown| shown as &dyn Display))
            }),
        ),
        (
            "headers.key",
            Subject::Setting,
            both(&|api| or_none(api.headers.key.as_ref().map(|name| name as &dyn Display))),
        ),
        (
            "client.crate",
            Subject::Setting,
            both(&|api| {
                let client = api.client.as_ref();
                or_none(client.map(|client| &client.crate_dir as &dyn Display))
            }),
        ),
        (
            "gate.fail-on",
            Subject::Gate,
            both(&|api| audiences(Some(&api.gate.fail_on))),
        ),
        ("gate.draft", Subject::Gate, both(&of_state(State::Draft))),
        ("gate.active", Subject::Gate, both(&of_state(State::Active))),
        (
            "gate.deprecated",
            Subject::Gate,
            both(&of_state(State::Deprecated)),
        ),
        (
            "gate.policy",
            Subject::Gate,
            both(&|api| or_none(api.gate.policy.as_ref().map(|name| name as &dyn Display))),
        ),
        (
            "gate.overrides",
            Subject::Gate,
            both(&|api| {
                let decisions: Vec<String> = api.gate.overrides.iter().map(decision).collect();
                let shown = Some(decisions.join(", ")).filter(|shown| !shown.is_empty());
                shown.unwrap_or_else(|| "none".to_owned())
            }),
        ),
    ]
}

fn of_state(state: State) -> impl Fn(&Api) -> String {
    move |api| audiences(api.gate.by_state.get(&state))
}

/// All that an override says.
fn decision(decision: &Override) -> String {
    let Override {
        id,
        paths,
        level,
        reason,
        position: _,
    } = decision;
    let paths: Vec<String> = paths.iter().map(|path| format!(" `{path}`")).collect();
    format!("`{id}`{} {level} ({reason})", paths.concat())
}

fn audiences(listed: Option<&BTreeSet<Audience>>) -> String {
    let names: Vec<&str> = match listed {
        None => return "as usual".to_owned(),
        Some(listed) => listed.iter().map(|audience| audience.as_str()).collect(),
    };
    if names.is_empty() {
        return "nothing".to_owned();
    }
    names.join(", ")
}

fn of_version(base: &Version, head: &Version) -> Vec<String> {
    let Version {
        date,
        document,
        released_copy,
        lifecycle,
        position: _,
    } = head;
    let mut texts = Vec::new();
    if base.lifecycle != *lifecycle {
        texts.push(format!(
            "version {date}: {} -> {}",
            state(base.lifecycle),
            state(*lifecycle)
        ));
    }
    for (field, before, after) in [
        ("document", &base.document, document),
        ("released-copy", &base.released_copy, released_copy),
    ] {
        if before != after {
            texts.push(format!("version {date}: `{field}` `{before}` -> `{after}`"));
        }
    }
    texts
}

/// `deprecated, sunset 2027-03-01`
fn state(lifecycle: Lifecycle) -> String {
    match lifecycle {
        Lifecycle::Draft => "draft".to_owned(),
        Lifecycle::Active { released } => format!("active, released {released}"),
        Lifecycle::Deprecated {
            deprecated, sunset, ..
        } => format!("deprecated {deprecated}, sunset {sunset}"),
        Lifecycle::Retired { retired, .. } => format!("retired {retired}"),
    }
}

fn acceptances(edits: &mut Vec<Edit>, base: &[Acceptance], head: &[Acceptance]) {
    let find = |list: &[Acceptance], wanted: &Acceptance| {
        list.iter()
            .find(|other| other.fingerprint == wanted.fingerprint)
            .cloned()
    };
    let edit = |kind, acceptance: &Acceptance, position| Edit {
        kind,
        api: acceptance.api.clone(),
        date: None,
        subject: Subject::Acceptance,
        text: accepted(acceptance),
        position,
    };
    for acceptance in base {
        if find(head, acceptance).is_none() {
            edits.push(edit(EditKind::Removed, acceptance, None));
        }
    }
    for acceptance in head {
        let position = Some(acceptance.position);
        match find(base, acceptance) {
            None => edits.push(edit(EditKind::Added, acceptance, position)),
            Some(before)
                if before.api != acceptance.api || accepted(&before) != accepted(acceptance) =>
            {
                edits.push(edit(EditKind::Changed, acceptance, position));
            }
            Some(_) => {}
        }
    }
}

/// All that an acceptance says, but for its API.
fn accepted(acceptance: &Acceptance) -> String {
    let Acceptance {
        fingerprint,
        api: _,
        kind,
        reason,
        by,
        until,
        draft,
        position: _,
    } = acceptance;
    let mut facts = vec![kind.as_str().to_owned()];
    facts.extend(by.as_ref().map(|by| format!("by {by}")));
    facts.extend(until.map(|until| format!("until {until}")));
    facts.extend(draft.map(|date| format!("while {date} is a draft")));
    facts.extend(
        kind.evidence()
            .map(|evidence| format!("evidence: {evidence}")),
    );
    format!(
        "acceptance of `{fingerprint}`: {reason} ({})",
        facts.join("; ")
    )
}

/// Edits that the life of a version does not allow.
pub(crate) fn problems(base: Option<&Registry>, head: &Registry) -> Vec<Issue> {
    let Some(base) = base else {
        return Vec::new();
    };
    let mut issues = Vec::new();
    for (name, older) in &base.apis {
        let newer = head.apis.get(name);
        for version in &older.versions {
            let now = newer.and_then(|api| api.entry(version.date));
            let was = version.lifecycle.state();
            let answered = matches!(was, State::Active | State::Deprecated);
            let place = now
                .map(|now| now.position)
                .or(newer.map(|api| api.position))
                .unwrap_or(Position::START);
            let mut issue = |id, message: String, next_step: String| {
                issues.push(Issue::from(registry::Problem {
                    id,
                    severity: Severity::Error,
                    file: head.file.clone(),
                    position: place,
                    message: format!("API `{name}`, version `{}`: {message}", version.date),
                    next_step,
                }));
            };
            match now {
                None if answered => issue(
                    "released-date-removed",
                    format!("it is `{was}`, and was removed"),
                    "keep the entry: a released version is deprecated, then retired".to_owned(),
                ),
                Some(now) if now.lifecycle.state() < was => issue(
                    "lifecycle-backward",
                    format!("it was `{was}` and is now `{}`", now.lifecycle.state()),
                    format!("keep it `{was}`: clients know of it"),
                ),
                _ => {}
            }
        }
    }
    issues
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = r#"
[api.a]
[[api.a.versions]]
date = "2026-01-01"
state = "active"
released = "2026-01-01"
[[api.a.versions]]
date = "2026-02-01"
state = "draft"
[[accept]]
fingerprint = "f1"
reason = "old"
"#;

    fn registry(text: &str) -> Registry {
        Registry::parse("specdate.toml", text).unwrap()
    }

    fn said(head: &str) -> (Vec<String>, Vec<&'static str>) {
        let (base, head) = (registry(BASE), registry(head));
        let edits = edits(Some(&base), &head).into_iter().map(|edit| {
            let line = edit.position.map_or(0, |position| position.line);
            format!("{:?} {line} {}", edit.kind, edit.text)
        });
        let issues = problems(Some(&base), &head).into_iter();
        (edits.collect(), issues.map(|issue| issue.id).collect())
    }

    #[test]
    fn what_is_the_same_is_no_edit_wherever_it_stands() {
        let moved = format!("# a comment\n\n{BASE}");
        assert_eq!(said(&moved), (vec![], vec![]));
    }

    #[test]
    fn every_edit_is_told() {
        let head = BASE
            .replace(
                "[api.a]\n",
                "[api.a]\nnotice-months = 6\ngate.fail-on = [\"wire\"]\n",
            )
            .replace(
                "\"draft\"",
                "\"active\"\nreleased = \"2026-02-01\"\ndocument = \"b.yaml\"",
            )
            .replace("\"f1\"", "\"f2\"");
        let (edits, issues) = said(&head);
        assert_eq!(
            edits,
            [
                "Changed 2 `notice-months`: 12 -> 6",
                "Changed 2 `gate.fail-on`: wire, unknown -> wire",
                "Changed 9 version 2026-02-01: draft -> active, released 2026-02-01",
                "Changed 9 version 2026-02-01: `document` `a/2026-02-01.yaml` -> `b.yaml`",
                "Removed 0 acceptance of `f1`: old (break)",
                "Added 14 acceptance of `f2`: old (break)",
            ]
        );
        assert_eq!(issues, [""; 0]);
    }

    #[test]
    fn a_released_version_neither_goes_nor_becomes_a_draft_again() {
        let without = "[api.a]\n[[accept]]\nfingerprint = \"f1\"\nreason = \"new\"\n";
        let (edits, issues) = said(without);
        assert_eq!(
            edits,
            [
                "Removed 0 version 2026-01-01 (active, released 2026-01-01)",
                "Removed 0 version 2026-02-01 (draft)",
                "Changed 2 acceptance of `f1`: new (break)",
            ]
        );
        // A draft may go.
        assert_eq!(issues, ["released-date-removed"]);
        let draft = BASE.replace("\"active\"\nreleased = \"2026-01-01\"", "\"draft\"");
        assert_eq!(said(&draft).1, ["lifecycle-backward"]);
        assert_eq!(said("").1, ["released-date-removed"]);
    }
}
