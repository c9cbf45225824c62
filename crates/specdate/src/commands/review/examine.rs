//! From what differs to a report: comparisons, gates and clients, one API after the other.

use std::collections::BTreeSet;

use registry::{Acceptance, Api, ApiName, Day, Problem, Registry, State, Version, calendar};

use super::judge::{self, Compared, JudgedDate, Older};
use super::plan::{self, DatePlan, Loaded};
use super::scope::Scope;
use super::{copies, files};
use crate::cli::FailOn;
use crate::comparing::acceptances::Ledger;
use crate::comparing::edits::{self, Edit, Subject};
use crate::comparing::gate::{self, Gate, Gated};
use crate::comparing::{clients, compare, source};
use crate::issue::{self, Issue};
use crate::lints;
use crate::parallel;
use crate::report::check::ClientCheck;
use crate::report::comparison::Report;
use crate::report::diagnostic::Diagnostic;
use crate::report::review::{ApiReview, DateReview, GatedReport, ReviewReport};
use crate::terminal::{Terminal, Verb};
use crate::workspace::Workspace;

/// What is asked, and what is known before a document is read.
pub(super) struct Question<'q> {
    pub(super) scope: &'q Scope,
    /// The registry of the head.
    pub(super) registry: &'q Registry,
    pub(super) workspace: &'q Workspace,
    /// What fails, where the command line says so.
    pub(super) fail_on: Option<&'q FailOn>,
    /// The revision that is reviewed, as it was named.
    pub(super) head: Option<&'q str>,
    pub(super) today: Day,
}

impl Question<'_> {
    /// Finds out everything. Why clients cannot be generated goes to `unusable`.
    ///
    /// # Errors
    ///
    /// Everything that cannot be read.
    pub(super) fn answer(
        &self,
        unusable: &mut Vec<Diagnostic>,
        terminal: &mut Terminal<'_>,
    ) -> Result<ReviewReport, Vec<Diagnostic>> {
        let Self {
            scope,
            registry,
            today,
            ..
        } = *self;
        let (before, after, changes) = (&scope.before, &scope.after, &scope.changes);
        let edits = edits::edits(before.registry.as_ref(), registry);
        let mut loaded = plan::load(after, terminal)?;
        let plans = plan::plan(&loaded, before, after, changes, &edits);
        for plan in &plans {
            if let Some(Loaded { api, version, .. }) = loaded.get(plan.index) {
                terminal.progress(Verb::Checking, format!("{}@{}", api.name, version.date));
            }
        }
        terminal.working(Verb::Checking);
        let mut issues = edits::problems(before.registry.as_ref(), registry);
        let gate = |api: &Api, version: &Version| self.gate(api, version.lifecycle.state());
        let mut older = judge::read(&plans)?;
        issues.extend(self.complete(&plans, &mut older, &mut loaded, terminal));
        terminal.working(Verb::Checking);
        let judged = judge::judge(&plans, &older, &loaded, before, after, registry);

        let mut ledger = Ledger::new(registry, today);
        issues.extend(copies::changed(scope, registry, gate)?);
        issues.extend(self.late(&edits));
        let mut apis: Vec<ApiReview> = Vec::new();
        let mut judged = judged.into_iter().peekable();
        for api in registry.apis.values() {
            let mut dates = Vec::new();
            let mut is_touched = false;
            let known = issues.len();
            while let Some((date, loaded)) = next_of(api, &mut judged, &loaded) {
                is_touched |= date.is_touched;
                dates.push(self.date(date, loaded, &mut ledger, &mut issues));
            }
            let is_edited = edits
                .iter()
                .any(|edit| edit.api.as_ref() == Some(&api.name));
            let mut of_dates = issues.iter().skip(known);
            // What no client can do is told as what is wrong with the document.
            let client = if of_dates.any(lints::stops_generation) {
                None
            } else {
                self.client(api, is_touched || is_edited, unusable)
            };
            if !dates.is_empty() || client.is_some() || is_edited {
                apis.push(ApiReview {
                    name: api.name.to_string(),
                    title: api.title.clone(),
                    rules: self.gate(api, State::Active).rules(),
                    gate: self.gate(api, State::Active).listed,
                    dates,
                    client,
                });
            }
        }
        let known = self.compare_dates(&loaded, &edits, &mut ledger);
        // The change of a draft that was accepted earlier is part of the base by now.
        let was_there = |acceptance: &Acceptance| {
            let older = before.registry.iter().flat_map(|older| &older.accept);
            let same = |older: &Acceptance| older.fingerprint == acceptance.fingerprint;
            acceptance.draft.is_some() && older.into_iter().any(same)
        };
        let problems = ledger.problems(|api, accepted| known.contains(api) && !was_there(accepted));
        issues.extend(problems.into_iter().map(Issue::from));
        issue::sort(&mut issues);
        Ok(ReviewReport {
            base: scope.base.name.clone(),
            commit: scope.base.commit.clone(),
            why: scope.base.why.clone(),
            head: self.head.map(str::to_owned),
            today,
            unchanged: registry.apis.len() - apis.len(),
            apis,
            edits,
            issues,
        })
    }

    /// Compares the dates of those APIs whose acceptances were edited: whether one is needed at all is only known where
    /// everything is compared, and their documents have been with what was released.
    fn compare_dates(
        &self,
        loaded: &[Loaded<'_>],
        edits: &[Edit],
        ledger: &mut Ledger<'_>,
    ) -> BTreeSet<ApiName> {
        let is_edited = |api: &ApiName| {
            edits
                .iter()
                .any(|edit| edit.subject == Subject::Acceptance && edit.is_about(api))
        };
        let mut pairs = Vec::new();
        for (index, older) in loaded.iter().enumerate() {
            let newer = loaded.iter().skip(index + 1);
            let newer = newer.filter(|newer| newer.api.name == older.api.name);
            if is_edited(&older.api.name) {
                pairs.extend(newer.map(|newer| (older, newer)));
            }
        }
        let found = parallel::map(&pairs, |(older, newer)| {
            compare(&older.document, &newer.document, Some(self.registry))
        });
        for ((older, _), mut findings) in pairs.iter().zip(found) {
            ledger.apply(&older.api.name, &mut findings);
        }
        let names = self.registry.apis.keys();
        names.filter(|name| is_edited(name)).cloned().collect()
    }

    /// Makes it possible to judge for `source` what a gate asks for that lists it.
    pub(super) fn complete(
        &self,
        plans: &[DatePlan<'_>],
        older: &mut [Older],
        loaded: &mut [Loaded<'_>],
        terminal: &mut Terminal<'_>,
    ) -> Vec<Issue> {
        let registry = self.registry;
        let mut issues = Vec::new();
        for (plan, Older { base, released }) in plans.iter().zip(older) {
            let Some(date) = loaded.get_mut(plan.index) else {
                continue;
            };
            let state = date.version.lifecycle.state();
            if !self.gate(date.api, state).asks_for_source() {
                continue;
            }
            // What can fail: since its release, or for a draft since the base.
            let (other, since) = match state {
                State::Draft => (
                    base.as_mut().and_then(|base| base.as_mut().ok()),
                    "the base",
                ),
                _ => (released.as_mut(), "its release"),
            };
            let pair = other.map(|other| [other, &mut date.document]);
            let Some(pair) = pair else {
                continue;
            };
            if let Err(why) = source::complete(pair, Some(registry), terminal) {
                issues.push(Issue::from(why.problem(
                    &registry.file,
                    date.version,
                    since,
                )));
            }
        }
        issues
    }

    /// What a version in this state may not break.
    pub(super) fn gate(&self, api: &Api, state: State) -> Gate {
        Gate::asked_or_of_state(self.fail_on, api, state, &self.registry.file)
    }

    /// What the calendar says about the entries that were edited. What was late before is for `check`.
    fn late(&self, edits: &[Edit]) -> Vec<Issue> {
        let mut registry = self.registry.clone();
        registry.accept.clear();
        let is_edited = |problem: &Problem| {
            edits
                .iter()
                .any(|edit| edit.date.is_some() && edit.position == Some(problem.position))
        };
        calendar::check(&registry, self.today)
            .into_iter()
            .filter(is_edited)
            .map(Issue::from)
            .collect()
    }

    fn date(
        &self,
        judged: JudgedDate,
        loaded: &Loaded<'_>,
        ledger: &mut Ledger<'_>,
        issues: &mut Vec<Issue>,
    ) -> DateReview {
        let JudgedDate {
            index: _,
            is_new,
            is_touched,
            since_base,
            since_release,
            from_older,
            issues: found,
        } = judged;
        issues.extend(found);
        let Loaded { api, version, .. } = loaded;
        let state = version.lifecycle.state();
        let gate = self.gate(api, state);
        let mut report = |compared: Compared, is_gated: bool| {
            let Compared {
                names: [base, revision],
                basis,
                mut findings,
            } = compared;
            ledger.apply(&api.name, &mut findings);
            let gated = if is_gated {
                gate::judge(&gate, &mut findings)
            } else {
                Gated::default()
            };
            GatedReport {
                report: Report::new([&base, &revision], basis, findings),
                gated,
            }
        };
        // A draft has no release: where the registry has a gate for drafts, the base is what it may not break.
        let is_draft = state == State::Draft;
        DateReview {
            date: version.date,
            state,
            is_new,
            is_touched,
            since_base: since_base.map(|compared| report(compared, is_draft)),
            since_release: since_release.map(|compared| report(compared, true)),
            from_older: from_older
                .into_iter()
                .map(|compared| report(compared, false).report)
                .collect(),
        }
    }

    /// The client of an API, where the change could have made it stale.
    fn client(
        &self,
        api: &Api,
        is_changed: bool,
        unusable: &mut Vec<Diagnostic>,
    ) -> Option<ClientCheck> {
        let client = api.client.as_ref()?;
        let Scope {
            after,
            changes,
            head_commit,
            repository,
            ..
        } = self.scope;
        let crate_dir = format!("{}{}/", after.folder, client.crate_dir);
        let has_changed = |path: &String| path.starts_with(&crate_dir);
        if !is_changed && !changes.paths.iter().any(has_changed) {
            return None;
        }
        let plan = clients::plan(api, self.registry, &after.registry_dir, &*after.files);
        let compared = plan.and_then(|plan| match head_commit {
            None => plan
                .compare(&self.workspace.root)
                .map_err(|error| vec![Diagnostic::new(error.to_string())]),
            Some(commit) => files::compare(&plan, after, commit, repository),
        });
        Some(clients::check(client, compared, unusable))
    }
}

/// The next date that was judged, if it is one of this API.
fn next_of<'l, 's>(
    api: &Api,
    judged: &mut std::iter::Peekable<impl Iterator<Item = JudgedDate>>,
    loaded: &'l [Loaded<'s>],
) -> Option<(JudgedDate, &'l Loaded<'s>)> {
    let date = judged.peek().and_then(|date| loaded.get(date.index))?;
    if date.api.name != api.name {
        return None;
    }
    Some((judged.next()?, date))
}
