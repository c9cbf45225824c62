//! Types that are the same under another name.

use std::collections::BTreeMap;

use super::texts::renamed;
use super::{Definition, Field, Surface, Variant};

/// The types of the base that the revision has under another name only: one that is gone and one that is new, with the same
/// members, where no other two fit.
pub(super) fn renames(base: &Surface, revision: &Surface) -> BTreeMap<String, String> {
    let mut gone: BTreeMap<&String, &Definition> = missing(base, revision);
    let mut new: BTreeMap<&String, &Definition> = missing(revision, base);
    let mut renames: BTreeMap<String, String> = BTreeMap::new();
    // A type that was found lets those be found that speak of it.
    loop {
        let mut found: BTreeMap<String, String> = BTreeMap::new();
        for (old, definition) in &gone {
            let fits = |new: &&String, now: &Definition| {
                if !look_alike(definition, now) {
                    return false;
                }
                let mut names = renames.clone();
                names.insert((*old).clone(), (*new).clone());
                translated(definition, &names) == translated(now, &BTreeMap::new())
            };
            let mut fitting = new.iter().filter(|(name, now)| fits(name, now));
            if let (Some((name, _)), None) = (fitting.next(), fitting.next()) {
                found.insert((*old).clone(), (*name).clone());
            }
        }
        let mut takers: BTreeMap<&String, usize> = BTreeMap::new();
        for name in found.values() {
            *takers.entry(name).or_default() += 1;
        }
        let before = renames.len();
        for (old, name) in &found {
            if takers.get(name) == Some(&1) {
                gone.remove(old);
                new.remove(name);
                renames.insert(old.clone(), name.clone());
            }
        }
        if renames.len() == before {
            return renames;
        }
    }
}

fn missing<'s>(from: &'s Surface, than: &Surface) -> BTreeMap<&'s String, &'s Definition> {
    let types = from.types.iter();
    types
        .filter(|(name, _)| !than.types.contains_key(*name))
        .collect()
}

/// Whether two types can be the same under other names: what is cheap to say, before names are replaced.
fn look_alike(one: &Definition, other: &Definition) -> bool {
    match (one, other) {
        (Definition::Struct(one), Definition::Struct(other)) => {
            let names = |fields: &'_ [Field]| fields.first().map(|field| field.name.clone());
            one.len() == other.len() && names(one) == names(other)
        }
        (Definition::Enum(one), Definition::Enum(other)) => {
            let names = |variants: &'_ [Variant]| variants.first().map(|one| one.name.clone());
            one.len() == other.len() && names(one) == names(other)
        }
        (Definition::Alias(_), Definition::Alias(_)) => true,
        _ => false,
    }
}

/// A type with other names within.
fn translated(definition: &Definition, names: &BTreeMap<String, String>) -> Definition {
    match definition {
        Definition::Struct(fields) => Definition::Struct(
            fields
                .iter()
                .map(|field| Field {
                    ty: renamed(&field.ty, names),
                    ..field.clone()
                })
                .collect(),
        ),
        Definition::Enum(variants) => Definition::Enum(
            variants
                .iter()
                .map(|variant| Variant {
                    content: renamed(&variant.content, names),
                    ..variant.clone()
                })
                .collect(),
        ),
        Definition::Alias(ty) => Definition::Alias(renamed(ty, names)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn surface(types: &[(&str, &[(&str, &str)])]) -> Surface {
        let mut surface = Surface::default();
        for (name, fields) in types {
            let fields = fields.iter().map(|(name, ty)| Field {
                name: (*name).to_owned(),
                ty: (*ty).to_owned(),
                wire: None,
            });
            let definition = Definition::Struct(fields.collect());
            surface.types.insert((*name).to_owned(), definition);
        }
        surface
    }

    fn found(base: &Surface, revision: &Surface) -> Vec<(String, String)> {
        renames(base, revision).into_iter().collect()
    }

    #[test]
    fn types_that_speak_of_each_other_are_found_from_the_inside() {
        let base = surface(&[
            ("Pet", &[("toy", "Toy")]),
            ("Toy", &[("id", "Option<Toy>")]),
        ]);
        let revision = surface(&[
            ("Animal", &[("toy", "Thing")]),
            ("Thing", &[("id", "Option<Thing>")]),
        ]);
        let pair = |old: &str, new: &str| (old.to_owned(), new.to_owned());
        assert_eq!(
            found(&base, &revision),
            [pair("Pet", "Animal"), pair("Toy", "Thing")]
        );
    }

    #[test]
    fn where_two_fit_none_is_it() {
        let one: &[(&str, &str)] = &[("id", "String")];
        let other: &[(&str, &str)] = &[("id", "i64")];
        assert_eq!(
            found(&surface(&[("A", one)]), &surface(&[("B", one), ("C", one)])),
            []
        );
        assert_eq!(
            found(&surface(&[("A", one), ("B", one)]), &surface(&[("C", one)])),
            []
        );
        assert_eq!(
            found(&surface(&[("A", one)]), &surface(&[("B", other)])),
            []
        );
        // What is still there has no other name.
        assert_eq!(
            found(
                &surface(&[("A", one)]),
                &surface(&[("A", other), ("B", one)])
            ),
            []
        );
    }
}
