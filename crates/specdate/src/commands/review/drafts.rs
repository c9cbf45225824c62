//! What a branch changes in drafts, where it fails the review: only git knows it, so `check` does not.

use registry::State;

use super::examine::Question;
use super::judge::{self, Older};
use super::plan::{self, Loaded};
use super::scope::Scope;
use crate::calendar::today;
use crate::comparing::decision::Outcome;
use crate::comparing::{compare, edits};
use crate::report::accept::Known;
use crate::report::diagnostic::Diagnostic;
use crate::terminal::Terminal;
use crate::workspace::Workspace;

/// The findings that stop a review of the working tree against `base`, each with its draft.
///
/// # Errors
///
/// Everything that cannot be read, and a base that is not there.
pub(crate) fn changes(
    base: Option<&str>,
    workspace: &Workspace,
    terminal: &mut Terminal<'_>,
) -> Result<Vec<Known>, Vec<Diagnostic>> {
    let scope = Scope::find(base, None, workspace)?;
    let registry = &workspace.registry;
    let question = Question {
        scope: &scope,
        registry,
        workspace,
        fail_on: None,
        head: None,
        today: today(),
    };
    let (before, after) = (&scope.before, &scope.after);
    let edits = edits::edits(before.registry.as_ref(), registry);
    let mut loaded = plan::load(after, terminal)?;
    let mut plans = plan::plan(&loaded, before, after, &scope.changes, &edits);
    let is_draft = |date: &Loaded<'_>| date.version.lifecycle.state() == State::Draft;
    plans.retain(|plan| loaded.get(plan.index).is_some_and(is_draft));
    let mut older = judge::read(&plans)?;
    question.complete(&plans, &mut older, &mut loaded, terminal);

    let mut known = Vec::new();
    for (plan, Older { base, .. }) in plans.iter().zip(&older) {
        let (Some(Ok(base)), Some(name)) = (base, plan.since_base.map(|base| base.name())) else {
            continue;
        };
        let Some(date) = loaded.get(plan.index) else {
            continue;
        };
        let gate = question.gate(date.api, State::Draft);
        let fails = |outcome| matches!(outcome, Outcome::Fails | Outcome::Undecided);
        let entries = compare(base, &date.document, Some(registry))
            .into_iter()
            .filter(|entry| {
                gate.decide(entry)
                    .is_some_and(|decision| fails(decision.outcome))
            });
        known.extend(entries.map(|entry| Known {
            api: date.api.name.clone(),
            draft: Some(date.version.date),
            names: [
                name.clone(),
                format!("{}@{}", date.api.name, date.version.date),
            ],
            entry,
        }));
    }
    Ok(known)
}
