//! `specdate explain`: what the findings of a rule mean.

use openapi_compat::Rule;
use registry::PolicyName;

use crate::cli::Explain;
use crate::comparing::policy::{Policy, PolicyRule};
use crate::lints::Lint;
use crate::problems::PROBLEMS;
use crate::report::diagnostic::Diagnostic;
use crate::report::explain::{self as report, Decided};
use crate::workspace::Workspace;
use crate::{Exit, Invocation, Terminal};

/// How many ids are named for one that is none.
const MOST_HINTS: usize = 3;
/// How much alike two ids are that may be confused, from 0 to 1.
const ALIKE: f64 = 0.8;
/// Longer than any id: the measure takes time in the product of both lengths.
const MAX_LENGTH: usize = 100;

/// Runs the command.
///
/// # Errors
///
/// If there is no such rule.
pub(crate) fn run(
    Explain { id }: &Explain,
    rules: &[&Rule],
    lints: &[&Lint],
    workspace: Option<&Workspace>,
    invocation: &Invocation<'_>,
    terminal: &mut Terminal<'_>,
) -> Result<Exit, Vec<Diagnostic>> {
    let styles = terminal.out.styles;
    let text = match id {
        None => report::list(rules, lints, PROBLEMS, &styles),
        Some(id) => {
            let rule = rules.iter().find(|rule| rule.id == id);
            let rule = rule.map(|rule| report::rule(rule, &decided(rule.id, workspace), &styles));
            let lint = lints.iter().find(|lint| lint.id == id);
            let kind = PROBLEMS.iter().find(|kind| kind.id == id);
            rule.or_else(|| Some(report::lint(lint?, &styles)))
                .or_else(|| Some(report::problem(kind?, &styles)))
                .ok_or_else(|| {
                    let ids = rules.iter().map(|rule| rule.id);
                    let ids = ids.chain(lints.iter().map(|lint| lint.id));
                    let ids = ids.chain(PROBLEMS.iter().map(|kind| kind.id));
                    vec![unknown(id, ids, invocation)]
                })?
        }
    };
    terminal.out.write(&text);
    Ok(Exit::Success)
}

/// What policies and the registry say about a rule.
fn decided(id: &str, workspace: Option<&Workspace>) -> Vec<Decided> {
    let policies: Vec<Policy> = PolicyName::ALL.into_iter().map(Policy::of).collect();
    let of_policies = policies.iter().filter_map(|policy| {
        let PolicyRule {
            says,
            level,
            source,
            ..
        } = policy.rule(id)?;
        Some(Decided {
            who: format!("policy `{}`", policy.name),
            level: *level,
            why: format!("{says} ({source})"),
        })
    });
    let mut decided: Vec<Decided> = of_policies.collect();
    if let Some(workspace) = workspace {
        let registry = &workspace.registry;
        for api in registry.apis.values() {
            let who = || format!("API `{}`", api.name);
            let overrides = api.gate.overrides.iter().filter(|one| one.id == id);
            decided.extend(overrides.map(|one| {
                let paths: Vec<String> = one.paths.iter().map(ToString::to_string).collect();
                let paths = if paths.is_empty() {
                    String::new()
                } else {
                    format!(", for {}", paths.join(", "))
                };
                Decided {
                    who: who(),
                    level: one.level,
                    why: format!("{} ({}:{}{paths})", one.reason, registry.file, one.position),
                }
            }));
            let policy = policies
                .iter()
                .find(|one| Some(one.name) == api.gate.policy);
            decided.extend(policy.and_then(|policy| {
                Some(Decided {
                    who: who(),
                    level: policy.rule(id)?.level,
                    why: format!("it has the policy `{}`", policy.name),
                })
            }));
        }
    }
    decided
}

fn unknown<'r>(
    id: &str,
    ids: impl Iterator<Item = &'r str>,
    invocation: &Invocation<'_>,
) -> Diagnostic {
    let nearest: Vec<String> = nearest(id, ids)
        .into_iter()
        .map(|id| format!("`{id}`"))
        .collect();
    let shown: String = id.chars().take(MAX_LENGTH).collect();
    let help = if nearest.is_empty() {
        format!("`{} explain` lists all", invocation.program)
    } else {
        format!("did you mean {}?", nearest.join(" or "))
    };
    Diagnostic::new(format!("there is no rule `{shown}`")).help(help)
}

/// The ids that are most likely meant, the likeliest first.
pub(crate) fn nearest<'r>(id: &str, ids: impl Iterator<Item = &'r str>) -> Vec<&'r str> {
    if id.len() > MAX_LENGTH {
        return Vec::new();
    }
    let mut alike: Vec<(f64, &str)> = ids
        .map(|known| (strsim::jaro_winkler(id, known), known))
        .filter(|(likeness, _)| *likeness > ALIKE)
        .collect();
    alike.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    alike
        .into_iter()
        .take(MOST_HINTS)
        .map(|(_, id)| id)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::AutoColor;
    use crate::lints::LINTS;
    use crate::report::explain::samples;

    fn run_on_samples(id: Option<&str>) -> (Result<Exit, Vec<Diagnostic>>, String) {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut terminal = Terminal::new(&mut out, &mut err, AutoColor::NEVER);
        let options = Explain {
            id: id.map(str::to_owned),
        };
        let [removed, changed] = samples::rules();
        let invocation = Invocation::specdate(".".into());
        let exit = run(
            &options,
            &[&removed, &changed],
            LINTS,
            None,
            &invocation,
            &mut terminal,
        );
        (exit, String::from_utf8(out).unwrap())
    }

    #[test]
    fn a_rule_is_explained_and_without_an_id_all_are_listed() {
        let (exit, text) = run_on_samples(Some("path-removed"));
        assert_eq!(exit, Ok(Exit::Success));
        assert!(text.starts_with("path-removed: "), "{text}");
        let (exit, text) = run_on_samples(None);
        assert_eq!(exit, Ok(Exit::Success));
        let count = 2 + LINTS.len() + PROBLEMS.len();
        assert_eq!(text.lines().count(), count, "{text}");
        let (exit, text) = run_on_samples(Some("integer-narrowed"));
        assert_eq!(exit, Ok(Exit::Success));
        assert!(
            text.contains("\n  warning  told by `check` and `review`, "),
            "{text}"
        );
    }

    #[test]
    fn an_unknown_id_names_the_nearest() {
        let refused = |id: &str| run_on_samples(Some(id)).0.unwrap_err();
        assert_eq!(
            refused("path-remove"),
            [Diagnostic::new("there is no rule `path-remove`")
                .help("did you mean `path-removed`?")]
        );
        assert_eq!(
            refused("xyz"),
            [Diagnostic::new("there is no rule `xyz`").help("`specdate explain` lists all")]
        );
    }
}
