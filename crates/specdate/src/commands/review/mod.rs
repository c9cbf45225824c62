//! `specdate review`: what a branch changes, and whom it breaks.
//!
//! Git says which files differ, the registries of both times say which documents they are, and each document that changed is
//! compared with its state at the base, with what was released, or with the dates before it.

mod copies;
mod drafts;
mod examine;
mod files;
mod judge;
mod plan;
mod scope;
mod snapshot;

use crate::calendar::today;
use crate::cli::{ColorWhen, Review};
use crate::output;
use crate::report::check::verdict;
use crate::report::diagnostic::Diagnostic;
use crate::terminal::Terminal;
use crate::workspace::Workspace;
use crate::{Exit, Invocation};
pub(crate) use drafts::changes as draft_changes;
use examine::Question;
use scope::Scope;

/// Runs the command. `mending_command` writes what is stale.
///
/// # Errors
///
/// Everything that cannot be read, named or written; what cannot be generated is told below the report.
pub(crate) fn run(
    options: &Review,
    workspace: &Workspace,
    mending_command: &str,
    color: ColorWhen,
    invocation: &Invocation<'_>,
    terminal: &mut Terminal<'_>,
) -> Result<Exit, Vec<Diagnostic>> {
    let scope = Scope::find(options.base.as_deref(), options.head.as_deref(), workspace)?;
    let Some(registry) = &scope.after.registry else {
        let head = options.head.as_deref().unwrap_or_default();
        let message = format!("the revision `{head}` has no {}", workspace.registry.file);
        return Err(vec![
            Diagnostic::new(message).help("review a revision that has a registry"),
        ]);
    };
    let mut unusable = Vec::new();
    let question = Question {
        scope: &scope,
        registry,
        workspace,
        fail_on: options.promise.fail_on.as_ref(),
        head: options.head.as_deref(),
        today: options.promise.today.unwrap_or_else(today),
    };
    let review = question.answer(&mut unusable, terminal)?;
    output::print(
        &options.printing,
        color,
        &invocation.directory,
        terminal,
        &review,
    )?;
    let totals = review.totals();
    unusable.extend(verdict(
        "review",
        &totals,
        options.base.as_deref(),
        mending_command,
        invocation.program,
    ));
    terminal.tell(&unusable);
    Ok(if totals.failed > 0 {
        Exit::Unusable
    } else {
        totals.exit()
    })
}
