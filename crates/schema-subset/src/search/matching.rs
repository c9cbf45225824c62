//! Arrays whose items differ: one value a position, by bipartite matching.
//!
//! A position needs no more values to choose from than there are positions (Hall's theorem), so
//! asking each for that many settles the question exactly.

use foldhash::HashMap;

use super::literal::Lit;
use super::{Answer, Search};
use crate::value::Value;
use crate::verdict::Reason;

/// Longer arrays of distinct items are not decided.
const MAX_DISTINCT: usize = 256;

/// The values that a position can hold.
#[derive(Clone, Default)]
struct Domain {
    values: Vec<usize>,
    /// There may be more.
    open: Option<Reason>,
}

impl Search<'_> {
    /// An array with one value for each of the positions, all different.
    pub(super) fn distinct(&mut self, plan: &[Vec<Lit>]) -> Answer {
        if plan.len() > MAX_DISTINCT {
            return Answer::Unknown(Reason::Undecided("many items that all differ"));
        }
        let mut values: Vec<Value> = Vec::new();
        let mut numbers: HashMap<Value, usize> = HashMap::default();
        let mut taint = None;
        let mut known: HashMap<&[Lit], Domain> = HashMap::default();
        let mut domains = Vec::with_capacity(plan.len());
        for lits in plan {
            if !known.contains_key(lits.as_slice()) {
                let domain =
                    self.domain_of(lits, plan.len(), &mut values, &mut numbers, &mut taint);
                known.insert(lits, domain);
            }
            domains.push(known.get(lits.as_slice()).cloned().unwrap_or_default());
        }
        let Some(chosen) = matching(&domains, values.len()) else {
            let open = domains.into_iter().find_map(|domain| domain.open);
            return open.map_or(Answer::Empty, Answer::Unknown);
        };
        let items = chosen.into_iter().filter_map(|at| values.get(at).cloned());
        Answer::of(Value::Array(items.collect()), taint)
    }

    fn domain_of(
        &mut self,
        lits: &[Lit],
        count: usize,
        values: &mut Vec<Value>,
        numbers: &mut HashMap<Value, usize>,
        taint: &mut Option<Reason>,
    ) -> Domain {
        let mut domain = Domain::default();
        let mut demands = lits.to_vec();
        while domain.values.len() < count {
            let value = match self.solve(&demands) {
                Answer::Found(value) => value,
                Answer::Maybe(value, reason) => {
                    taint.get_or_insert(reason);
                    value
                }
                Answer::Empty => break,
                Answer::Unknown(reason) => {
                    domain.open = Some(reason);
                    break;
                }
            };
            let at = *numbers.entry((*value).clone()).or_insert_with(|| {
                values.push((*value).clone());
                values.len() - 1
            });
            if domain.values.contains(&at) {
                // It was to differ from this one: the search could not make it.
                domain.open = Some(Reason::Undecided("items that all differ"));
                break;
            }
            domain.values.push(at);
            let differs = Lit::Differs(self.value_id(&value));
            demands.push(differs);
        }
        domain
    }
}

/// A value for each position, no value twice: augmenting paths, breadth first.
fn matching(domains: &[Domain], values: usize) -> Option<Vec<usize>> {
    let mut holder: Vec<Option<usize>> = vec![None; values];
    for start in 0..domains.len() {
        let mut came_from: Vec<Option<usize>> = vec![None; values];
        let mut queue = std::collections::VecDeque::from([start]);
        let mut free = None;
        'search: while let Some(position) = queue.pop_front() {
            for &value in &domains.get(position)?.values {
                if came_from.get(value)?.is_some() {
                    continue;
                }
                *came_from.get_mut(value)? = Some(position);
                match *holder.get(value)? {
                    None => {
                        free = Some(value);
                        break 'search;
                    }
                    Some(next) => queue.push_back(next),
                }
            }
        }
        // Walk back along the path: each position takes the value that it was reached with.
        let mut value = free?;
        loop {
            let position = (*came_from.get(value)?)?;
            let before = holder.iter().position(|&held| held == Some(position));
            *holder.get_mut(value)? = Some(position);
            if position == start {
                break;
            }
            value = before?;
        }
    }
    let mut chosen = vec![0; domains.len()];
    for (value, position) in holder.into_iter().enumerate() {
        if let Some(position) = position {
            *chosen.get_mut(position)? = value;
        }
    }
    Some(chosen)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn domains(lists: &[&[usize]]) -> Vec<Domain> {
        let of = |values: &&[usize]| Domain {
            values: values.to_vec(),
            open: None,
        };
        lists.iter().map(of).collect()
    }

    #[test]
    fn positions_give_way_to_each_other() {
        let found = matching(&domains(&[&[0, 1], &[0], &[1, 2]]), 3);
        assert_eq!(found, Some(vec![1, 0, 2]));
        assert_eq!(matching(&domains(&[&[0], &[0]]), 1), None);
    }
}
