//! Changes of a surface that have one cause: wherever one type stands now instead of another, it is the same change.

use std::collections::BTreeMap;

use openapi_codegen::{Surface, SurfaceChange, SurfaceChangeKind};

/// What is replaced by what, within the types of members.
pub(super) type Core<'c> = (&'c str, &'c str);

/// The changes by cause, each in its order.
pub(super) fn causes(
    changes: Vec<SurfaceChange>,
    [base, revision]: [&Surface; 2],
) -> Vec<Vec<SurfaceChange>> {
    let mut causes: Vec<Vec<SurfaceChange>> = Vec::new();
    let mut known: BTreeMap<(String, String), usize> = BTreeMap::new();
    for change in changes {
        let is_type = |surface: &Surface, text: &str| surface.types.contains_key(text);
        let shared = core(&change)
            // Two strings that become numbers have nothing to do with each other.
            .filter(|(was, is)| is_type(base, was) || is_type(revision, is))
            .map(|(was, is)| (was.to_owned(), is.to_owned()));
        let next = causes.len();
        let index = shared.map_or(next, |core| *known.entry(core).or_insert(next));
        match causes.get_mut(index) {
            Some(cause) => cause.push(change),
            None => causes.push(vec![change]),
        }
    }
    causes
}

/// What differs between the types of a member, without what is around it on both sides.
pub(super) fn core(change: &SurfaceChange) -> Option<Core<'_>> {
    let is_retyped = matches!(
        change.kind,
        SurfaceChangeKind::ArgumentRetyped
            | SurfaceChangeKind::FieldRetyped
            | SurfaceChangeKind::ResultRetyped
            | SurfaceChangeKind::VariantRetyped
    );
    if !is_retyped {
        return None;
    }
    let (before, after) = (change.before.as_str(), change.after.as_str());
    let is_part = |character: char| character.is_alphanumeric() || character == '_';
    // Whole names only: `Maker` and `MakerList` begin alike.
    let pairs = || before.char_indices().zip(after.chars());
    let differ = pairs().find(|((_, one), other)| one != other);
    let shared = differ.map_or(before.len().min(after.len()), |((at, _), _)| at);
    let start = before
        .get(..shared)?
        .rfind(|character| !is_part(character))
        .map_or(0, |at| at + 1);
    let (was, is) = (before.get(start..)?, after.get(start..)?);
    let backwards = was.chars().rev().zip(is.chars().rev());
    let alike = backwards.take_while(|(one, other)| one == other);
    let tail: usize = alike.map(|(one, _)| one.len_utf8()).sum();
    let tail = was.get(was.len() - tail..)?;
    let end = tail.find(|character| !is_part(character));
    let end = end.map_or(0, |at| tail.len() - at);
    Some((was.get(..was.len() - end)?, is.get(..is.len() - end)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn retyped(before: &str, after: &str) -> SurfaceChange {
        SurfaceChange {
            kind: SurfaceChangeKind::FieldRetyped,
            item: "Pet".to_owned(),
            member: None,
            wire: None,
            before: before.to_owned(),
            after: after.to_owned(),
            gone: Vec::new(),
            assumption: None,
        }
    }

    #[test]
    fn the_core_is_what_is_replaced() {
        let of = |before, after| {
            let change = retyped(before, after);
            core(&change).map(|(was, is)| (was.to_owned(), is.to_owned()))
        };
        let some = |was: &str, is: &str| Some((was.to_owned(), is.to_owned()));
        assert_eq!(
            of("Option<Vec<Map<String, Value>>>", "Option<Vec<Toy>>"),
            some("Map<String, Value>", "Toy")
        );
        assert_eq!(of("Option<i64>", "i64"), some("Option<i64>", "i64"));
        assert_eq!(of("(Cat)", "(Dog)"), some("Cat", "Dog"));
        assert_eq!(
            of(
                "Result<Value<Maker>, E<()>>",
                "Result<Value<MakerList>, E<()>>"
            ),
            some("Maker", "MakerList")
        );
        assert_eq!(of("Vec<Toy>", "Vec<Vec<Toy>>"), some("Toy", "Vec<Toy>"));
        assert_eq!(of("é", "è"), some("é", "è"));
    }

    #[test]
    fn one_type_for_another_is_one_cause() {
        let mut revision = Surface::default();
        let alias = openapi_codegen::Definition::Alias("i64".to_owned());
        revision.types.insert("Toy".to_owned(), alias);
        let changes = vec![
            retyped("Vec<Value>", "Vec<Toy>"),
            retyped("String", "i64"),
            retyped("Option<Value>", "Option<Toy>"),
            retyped("String", "i64"),
        ];
        let causes = causes(changes, [&Surface::default(), &revision]);
        let sizes: Vec<usize> = causes.iter().map(Vec::len).collect();
        assert_eq!(sizes, [2, 1, 1]);
    }
}
