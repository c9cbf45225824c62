//! References that lead back to themselves.

use source_tree::SourceTree;

use super::{Problems, quote};
use crate::model::{Index, NodeRef};

/// Reports every cycle that consists of references only, once, at its first reference, and cuts it there, so that
/// following references ends everywhere else.
pub(super) fn report_and_cut(trees: &[SourceTree], index: &mut Index, problems: &mut Problems) {
    index.sort_references();
    let count = index.references().len();
    // 0: not seen; otherwise the number of the walk that saw the reference.
    let mut seen_by = vec![0_usize; count];
    let mut cuts = Vec::new();
    for start in 0..count {
        let mut at = Some(start);
        while let Some(position) = at {
            let Some(seen) = seen_by.get_mut(position) else {
                break;
            };
            if *seen == start + 1 {
                cuts.push(report(trees, index, position, problems));
                break;
            }
            if *seen != 0 {
                break;
            }
            *seen = start + 1;
            at = index
                .references()
                .get(position)
                .and_then(|(_, target)| index.reference_position(*target));
        }
    }
    index.remove_references(&cuts.into_iter().flatten().collect());
}

fn report(
    trees: &[SourceTree],
    index: &Index,
    start: usize,
    problems: &mut Problems,
) -> Option<NodeRef> {
    const SHOWN: usize = 10;
    let mut members = Vec::new();
    let mut at = start;
    loop {
        let (from, target) = *index.references().get(at)?;
        members.push(from);
        at = index.reference_position(target)?;
        if at == start {
            break;
        }
    }
    let (first, _) = members
        .iter()
        .enumerate()
        .min_by_key(|(_, member)| **member)?;
    members.rotate_left(first);
    let from = *members.first()?;
    if problems.is_full() {
        problems.add(from, "reference-cycle", "", "");
        return Some(from);
    }
    let names: Vec<_> = members
        .iter()
        .take(SHOWN)
        .filter_map(|member| {
            Some(quote(
                trees
                    .get(member.file.index())?
                    .pointer_to(member.node)
                    .as_str(),
            ))
        })
        .collect();
    let more = if members.len() > SHOWN { " -> …" } else { "" };
    let message = format!(
        "the reference leads back to itself: {}{more}",
        names.join(" -> ")
    );
    problems.add(
        from,
        "reference-cycle",
        message,
        "give one of them a value of its own",
    );
    Some(from)
}
