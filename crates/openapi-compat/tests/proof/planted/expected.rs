//! What has to be told of a change: once.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use openapi_compat::Judgement::{self, Breaking};

use super::reach::{Operation, Reached};
use super::{Find, Kind};

/// One finding.
#[derive(Clone, Debug)]
pub struct Expected {
    /// The rules that may tell it.
    pub ids: Vec<String>,
    /// Who breaks: `wire`, `behavior`, `client`.
    pub verdicts: [Judgement; 3],
    /// Whether it may as well not be told.
    pub is_optional: bool,
    /// The operations of paths that it reaches; none where that follows from the place.
    pub operations: BTreeSet<Operation>,
}

/// What is expected of a kind in bodies of these roles; no roles where it is planted elsewhere.
///
/// What happens in requests and in responses is told once, with the worse judgement for each audience, unless both break
/// the contract: then each has a proof of its own.
pub fn expected(kind: &Kind, reached: &Reached) -> Vec<Expected> {
    let is_there = |find: &&Find| {
        let role = find.role();
        reached.is_empty() || role.is_none_or(|role| reached.contains_key(&role))
    };
    let mut finds: Vec<&Find> = kind.finds.iter().filter(is_there).collect();
    let mut found = Vec::new();
    while !finds.is_empty() {
        let first = finds.remove(0);
        let twin = twin(first, &finds).filter(|&at| {
            let breaks = |find: &Find| find.verdicts[0] == Breaking;
            !breaks(first) || !breaks(finds[at])
        });
        let twin = twin.map(|at| finds.remove(at));
        let roles = match twin {
            Some(twin) => telling(first, twin),
            None => vec![first],
        };
        let operations = roles.iter().filter_map(|find| reached.get(&find.role()?));
        let operations = operations.flatten().cloned().collect();
        found.push(match twin {
            Some(twin) => Expected {
                operations,
                ..joined(first, twin)
            },
            None => Expected {
                ids: vec![first.id.clone()],
                verdicts: first.verdicts,
                is_optional: first.is_optional,
                operations,
            },
        });
    }
    found
}

/// The same change in the other role: by the id, or because there is no other.
fn twin(first: &Find, others: &[&Find]) -> Option<usize> {
    let role = first.role()?;
    let is_other = |find: &Find| find.role().is_some_and(|other| other != role);
    let same = others
        .iter()
        .position(|find| is_other(find) && stem(find) == stem(first));
    same.or_else(|| (others.len() == 1 && is_other(others[0])).then_some(0))
}

/// The id without the role.
fn stem(find: &Find) -> &str {
    find.id.split_once('-').map_or("", |(_, stem)| stem)
}

/// Those whose operations are told: both, unless one is milder in what it says and adds nothing to the other.
fn telling<'f>(request: &'f Find, response: &'f Find) -> Vec<&'f Find> {
    let both = joined(request, response).verdicts;
    let is_told_for = |find: &Find, other: &Find| find.verdicts == both && other.verdicts != both;
    let names_both = stem(request) == "default-changed";
    match () {
        () if names_both => vec![request, response],
        () if is_told_for(request, response) => vec![request],
        () if is_told_for(response, request) => vec![response],
        () => vec![request, response],
    }
}

fn joined(request: &Find, response: &Find) -> Expected {
    let worst = |find: &Find| find.verdicts.into_iter().max();
    let ids = match worst(request).cmp(&worst(response)) {
        // Only what a client leaves out counts, but the sentence is about both.
        _ if stem(request) == "default-changed" => vec![stem(request).to_owned()],
        Ordering::Greater => vec![request.id.clone()],
        Ordering::Less => vec![response.id.clone()],
        // Neither role is worse: a rule that names none may tell it as well.
        Ordering::Equal => vec![
            request.id.clone(),
            response.id.clone(),
            stem(request).to_owned(),
        ],
    };
    let mut verdicts = request.verdicts;
    for (verdict, other) in verdicts.iter_mut().zip(response.verdicts) {
        *verdict = (*verdict).max(other);
    }
    Expected {
        ids,
        verdicts,
        is_optional: request.is_optional && response.is_optional,
        operations: BTreeSet::new(),
    }
}
