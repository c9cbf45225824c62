//! `specdate explain`: what the findings of a rule mean.

use openapi_compat::Rule;

use crate::cli::Explain;
use crate::lints::Lint;
use crate::report::diagnostic::Diagnostic;
use crate::report::explain as report;
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
    invocation: &Invocation<'_>,
    terminal: &mut Terminal<'_>,
) -> Result<Exit, Vec<Diagnostic>> {
    let styles = terminal.out.styles;
    let text = match id {
        None => report::list(rules, lints, &styles),
        Some(id) => {
            let rule = rules.iter().find(|rule| rule.id == id);
            let rule = rule.map(|rule| report::rule(rule, &styles));
            let lint = lints.iter().find(|lint| lint.id == id);
            rule.or_else(|| Some(report::lint(lint?, &styles)))
                .ok_or_else(|| {
                    let ids = rules.iter().map(|rule| rule.id);
                    let ids = ids.chain(lints.iter().map(|lint| lint.id));
                    vec![unknown(id, ids, invocation)]
                })?
        }
    };
    terminal.out.write(&text);
    Ok(Exit::Success)
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
fn nearest<'r>(id: &str, ids: impl Iterator<Item = &'r str>) -> Vec<&'r str> {
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
        assert_eq!(text.lines().count(), 2 + LINTS.len(), "{text}");
        let (exit, text) = run_on_samples(Some("integer-narrowed"));
        assert_eq!(exit, Ok(Exit::Success));
        assert!(text.contains("\n  warning  told by `check`, "), "{text}");
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
