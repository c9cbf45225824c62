//! `specdate accept`: a finding that may pass, written into the registry.

use registry::{AcceptanceKind, NewAcceptance, Registry, RegistryFile, State};

use crate::Exit;
use crate::calendar::today;
use crate::cli::{Accept, KindName};
use crate::commands::review::draft_changes;
use crate::comparing::acceptances::{expired, released_since};
use crate::comparing::gate::Gate;
use crate::comparing::{compare, load, source};
use crate::parallel;
use crate::report::accept::{self as report, Known};
use crate::report::diagnostic::Diagnostic;
use crate::terminal::{Terminal, Verb};
use crate::workspace::Workspace;

/// How many findings are named where the fingerprint is of none.
const MOST_HINTS: usize = 5;
/// How many characters a fingerprint that was meant may be away.
const NEAR: usize = 3;
/// How much of what was typed is repeated: a fingerprint is shorter.
const MAX_SHOWN: usize = 40;

/// Runs the command.
///
/// # Errors
///
/// Everything for which nothing was written.
pub(crate) fn run(
    options: &Accept,
    workspace: &Workspace,
    terminal: &mut Terminal<'_>,
) -> Result<Exit, Vec<Diagnostic>> {
    let kind = kind(options).map_err(|problem| vec![problem])?;
    refuse_known(options, workspace).map_err(|problem| vec![problem])?;
    let mut known = known(workspace, terminal)?;
    let is_meant = |known: &Known| known.entry.fingerprint == options.fingerprint;
    if !known.iter().any(is_meant) {
        known.extend(of_drafts(options, workspace, terminal)?);
    }
    let found = known
        .iter()
        .find(|known| is_meant(known))
        .ok_or_else(|| vec![unknown(&options.fingerprint, &known, &workspace.registry)])?;
    if !is_at_stake(found, &workspace.registry) {
        let Known { entry, names, .. } = found;
        let [base, revision] = names;
        let message = format!(
            "`{}` breaks nobody: {} ({base} -> {revision})",
            entry.fingerprint, entry.title
        );
        return Err(vec![
            Diagnostic::new(message).help("it passes without an acceptance"),
        ]);
    }

    let mut file = registry_file(workspace)?;
    file.add_acceptance(&NewAcceptance {
        fingerprint: options.fingerprint.clone(),
        api: Some(found.api.clone()),
        kind,
        reason: options.reason.clone(),
        by: options.by.clone(),
        until: options.until,
        draft: found.draft,
    })
    .map_err(|error| vec![Diagnostic::new(error.to_string())])?;
    let name = &workspace.registry.file;
    terminal.progress(Verb::Writing, name);
    workspace.write(name, file.text().as_bytes())?;
    terminal.end_progress();
    let added = file
        .registry()
        .accept
        .iter()
        .find(|acceptance| acceptance.fingerprint == options.fingerprint);
    let styles = terminal.out.styles;
    terminal
        .out
        .write(&report::text(found, added, name, &styles));
    Ok(Exit::Success)
}

/// The registry file as it can be edited.
pub(crate) fn registry_file(workspace: &Workspace) -> Result<RegistryFile, Vec<Diagnostic>> {
    RegistryFile::parse(&workspace.registry.file, workspace.registry_text.as_str())
        .map_err(|problems| problems.into_iter().map(Diagnostic::from).collect())
}

/// What is to be written, where the command line says it in full.
fn kind(options: &Accept) -> Result<AcceptanceKind, Diagnostic> {
    let today = options.today.unwrap_or_else(today);
    if let Some(until) = options.until.filter(|until| *until < today) {
        let message = format!("`--until {until}` is over: today is {today}");
        return Err(Diagnostic::new(message)
            .help("name a day to come, or leave it out if the acceptance does not end"));
    }
    match (options.kind, &options.evidence) {
        (KindName::Break, evidence) => Ok(AcceptanceKind::Break {
            evidence: evidence.clone(),
        }),
        (KindName::Correction, Some(evidence)) => Ok(AcceptanceKind::Correction {
            evidence: evidence.clone(),
        }),
        (KindName::Correction, None) => Err(Diagnostic::new("a correction needs `--evidence`")
            .help("say what shows that the API always behaved so: a link, a log, a test")),
    }
}

/// Refuses a fingerprint that the registry has already.
fn refuse_known(options: &Accept, workspace: &Workspace) -> Result<(), Diagnostic> {
    let registry = &workspace.registry;
    let Some(existing) = registry
        .accept
        .iter()
        .find(|acceptance| acceptance.fingerprint == options.fingerprint)
    else {
        return Ok(());
    };
    let place = format!("{}:{}", registry.file, existing.position);
    let fingerprint = &existing.fingerprint;
    let today = options.today.unwrap_or_else(today);
    if let Some(date) = released_since(existing, registry) {
        let message = format!(
            "{place}: `{fingerprint}` was accepted for the draft {date}, which is no draft any more"
        );
        return Err(Diagnostic::new(message).help("remove that entry, and accept it again"));
    }
    Err(match expired(existing, today) {
        Some(until) => Diagnostic::new(format!(
            "{place}: the acceptance of `{fingerprint}` expired on {until}"
        ))
        .help("look at the change again, and set `until` of that entry to a later day"),
        None => Diagnostic::new(format!("{place}: `{fingerprint}` is accepted already"))
            .help("edit that entry to change what it says"),
    })
}

/// Everything that the comparisons of the registry find.
fn known(
    workspace: &Workspace,
    terminal: &mut Terminal<'_>,
) -> Result<Vec<Known>, Vec<Diagnostic>> {
    let apis = workspace.apis(None)?;
    let mut loaded = load::load(&apis, workspace, terminal)?;
    // What cannot be judged is for `check` and `review`: it has no fingerprint.
    source::complete_copies(&mut loaded, None, &workspace.registry, terminal);
    let jobs: Vec<_> = loaded
        .iter()
        .flat_map(|api| {
            let comparisons = api.comparisons().into_iter();
            comparisons.map(move |(names, pair)| (&api.api.name, names, pair))
        })
        .collect();
    terminal.working(Verb::Comparing);
    let found = parallel::map(&jobs, |(api, names, [base, revision])| {
        let entries = compare(base, revision, Some(&workspace.registry)).into_iter();
        let known = entries.map(|entry| Known {
            api: (*api).clone(),
            draft: None,
            names: names.clone(),
            entry,
        });
        known.collect::<Vec<Known>>()
    });
    Ok(found.into_iter().flatten().collect())
}

/// What stops a review of the working tree because of changes in drafts. Without a base that was named there may be none to
/// compare with, and then no review has shown such a finding.
fn of_drafts(
    options: &Accept,
    workspace: &Workspace,
    terminal: &mut Terminal<'_>,
) -> Result<Vec<Known>, Vec<Diagnostic>> {
    let apis = workspace.registry.apis.values();
    let mut versions = apis.flat_map(|api| &api.versions);
    let has_draft = versions.any(|version| version.lifecycle.state() == State::Draft);
    match &options.base {
        None if !has_draft => Ok(Vec::new()),
        None => Ok(draft_changes(None, workspace, terminal).unwrap_or_default()),
        base => draft_changes(base.as_deref(), workspace, terminal),
    }
}

/// Whether anything is at stake, by the verdicts or by what the registry says about the rule.
fn is_at_stake(known: &Known, registry: &Registry) -> bool {
    // Of drafts only what fails is known.
    if known.draft.is_some() {
        return true;
    }
    let api = registry.apis.get(&known.api);
    api.is_some_and(|api| {
        Gate::of_api(api, &registry.file)
            .decide(&known.entry)
            .is_some()
    })
}

/// What to say about a fingerprint that no finding has: it names those that may be meant.
fn unknown(fingerprint: &str, known: &[Known], registry: &Registry) -> Diagnostic {
    let shown: String = fingerprint.chars().take(MAX_SHOWN).collect();
    let message = format!("no comparison finds `{shown}`");
    let is_accepted = |known: &Known| {
        let mut accepted = registry.accept.iter();
        accepted.any(|accepted| accepted.fingerprint == known.entry.fingerprint)
    };
    let candidates: Vec<&Known> = known
        .iter()
        .filter(|known| is_at_stake(known, registry) && !is_accepted(known))
        .collect();
    let near = |known: &&&Known| {
        let other = known.entry.fingerprint.as_str();
        fingerprint.len() >= NEAR && other.starts_with(fingerprint)
            || (fingerprint.len() <= MAX_SHOWN && strsim::levenshtein(fingerprint, other) <= NEAR)
    };
    let described = |known: &&Known| {
        let Known { entry, names, .. } = known;
        let [base, revision] = names;
        format!(
            "`{}` ({}; {base} -> {revision})",
            entry.fingerprint, entry.title
        )
    };
    let near: Vec<String> = candidates
        .iter()
        .filter(near)
        .take(MOST_HINTS)
        .map(described)
        .collect();
    let help = match (near.as_slice(), candidates.len()) {
        ([], 0) => {
            "nothing that is not accepted breaks anybody: there is nothing to accept".to_owned()
        }
        ([], count) => {
            let first: Vec<String> = candidates.iter().take(MOST_HINTS).map(described).collect();
            let more = match count.saturating_sub(first.len()) {
                0 => String::new(),
                more => format!("; and {more} more"),
            };
            format!("these can be accepted: {}{more}", first.join(", "))
        }
        (near, _) => format!("did you mean {}?", near.join(" or ")),
    };
    Diagnostic::new(message).help(help)
}
