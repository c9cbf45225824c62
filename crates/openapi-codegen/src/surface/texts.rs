//! Names within the texts of types.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Definition, OperationSurface, Surface};

/// How often names of types are followed: aliases of a module end long before.
const MOST_ALIASES: usize = 16;

/// The places of names that can be those of generated types: the parts of paths into other crates are none.
fn names(text: &str) -> Vec<Range<usize>> {
    let is_part = |character: char| character.is_alphanumeric() || character == '_';
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text.get(at..).and_then(|rest| rest.find(is_part)) {
        let start = at + start;
        let rest = text.get(start..).unwrap_or_default();
        let end = start
            + rest
                .find(|character| !is_part(character))
                .unwrap_or(rest.len());
        let before = text.get(..start).unwrap_or_default();
        let is_foreign = before.ends_with("::") && !before.ends_with("builder::");
        let is_path = text.get(end..).is_some_and(|after| after.starts_with("::"));
        if !is_foreign && !is_path {
            found.push(start..end);
        }
        at = end;
    }
    found
}

/// The names in a text that can be those of generated types.
pub(super) fn mentioned(text: &str) -> impl Iterator<Item = &str> {
    names(text).into_iter().filter_map(|range| text.get(range))
}

/// A text with other names for some types.
pub(super) fn renamed(text: &str, new: &BTreeMap<String, String>) -> String {
    if new.is_empty() {
        return text.to_owned();
    }
    let mut written = String::with_capacity(text.len());
    let mut at = 0;
    for range in names(text) {
        written.push_str(text.get(at..range.start).unwrap_or_default());
        let name = text.get(range.clone()).unwrap_or_default();
        written.push_str(new.get(name).map_or(name, String::as_str));
        at = range.end;
    }
    written.push_str(text.get(at..).unwrap_or_default());
    written
}

/// What a text means in a module: with the types behind aliases.
fn expanded(text: &str, aliases: &BTreeMap<String, String>) -> String {
    let mut text = text.to_owned();
    for _ in 0..MOST_ALIASES {
        let next = renamed(&text, aliases);
        if next == text {
            break;
        }
        text = next;
    }
    text
}

/// How two surfaces spell types.
pub(super) struct Spelling {
    aliases: [BTreeMap<String, String>; 2],
    renames: BTreeMap<String, String>,
}

impl Spelling {
    /// `renames` are the types of the base that have another name in the revision.
    pub(super) fn new(
        base: &Surface,
        revision: &Surface,
        renames: &BTreeMap<String, String>,
    ) -> Self {
        Self {
            aliases: [aliases(base), aliases(revision)],
            renames: renames.clone(),
        }
    }

    /// Whether a text of the base and one of the revision are the same type to the compiler.
    pub(super) fn is_same(&self, base: &str, revision: &str) -> bool {
        let [of_base, of_revision] = &self.aliases;
        let base = renamed(base, &self.renames);
        base == revision || {
            let base = renamed(&expanded(&base, of_base), &self.renames);
            base == expanded(revision, of_revision)
        }
    }
}

fn aliases(surface: &Surface) -> BTreeMap<String, String> {
    let types = surface.types.iter();
    types
        .filter_map(|(name, definition)| match definition {
            Definition::Alias(ty) => Some((name.clone(), ty.clone())),
            _ => None,
        })
        .collect()
}

/// The texts in which an operation speaks of types, each with the member.
pub(super) fn of_operation(
    operation: &OperationSurface,
) -> impl Iterator<Item = (Option<&str>, &str)> {
    let arguments = operation.arguments.iter();
    let arguments = arguments.map(|argument| (Some(argument.name.as_str()), argument.ty.as_str()));
    arguments.chain(operation.result.iter().map(|ty| (None, ty.as_str())))
}

/// The texts in which a type speaks of types, each with the member.
pub(super) fn of_type(definition: &Definition) -> Vec<(Option<&str>, &str)> {
    match definition {
        Definition::Struct(fields) => fields
            .iter()
            .map(|field| (Some(field.name.as_str()), field.ty.as_str()))
            .collect(),
        Definition::Enum(variants) => variants
            .iter()
            .map(|variant| (Some(variant.name.as_str()), variant.content.as_str()))
            .collect(),
        Definition::Alias(ty) => vec![(None, ty.as_str())],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_other_crates_are_none_of_ours() {
        let speaks = |text, name| mentioned(text).any(|found| found == name);
        assert!(speaks("Option<Vec<Value>>", "Value"));
        assert!(speaks("FnOnce(builder::Pet) -> builder::Pet", "Pet"));
        assert!(!speaks("Option<serde_json::Value>", "Value"));
        assert!(!speaks("::std::num::NonZeroU64", "NonZeroU64"));
        assert!(!speaks("Option<Pets>", "Pet"));
        let new = BTreeMap::from([("Pet".to_owned(), "Animal".to_owned())]);
        assert_eq!(
            renamed("Vec<(Pet, a::Pet, Pets)>", &new),
            "Vec<(Animal, a::Pet, Pets)>"
        );
    }

    #[test]
    fn an_alias_is_the_type_behind_it() {
        let with = |alias: &str| {
            let mut surface = Surface::default();
            let alias = Definition::Alias(alias.to_owned());
            surface.types.insert("Pets".to_owned(), alias);
            surface
        };
        let spelling = Spelling::new(&with("Vec<Pet>"), &Surface::default(), &BTreeMap::new());
        assert!(spelling.is_same("Option<Pets>", "Option<Vec<Pet>>"));
        assert!(!spelling.is_same("Option<Pets>", "Option<Vec<Toy>>"));
        // What names itself ends as well.
        let spelling = Spelling::new(&with("Pets"), &Surface::default(), &BTreeMap::new());
        assert!(!spelling.is_same("Pets", "Vec<Pet>"));
    }
}
