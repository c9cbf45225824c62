//! The types of one date's module as plain data.
//!
//! Syntax trees stay in the thread that made them. What has to do with two dates works on this: the text of each type, and
//! what a comparison needs to know of it.

mod code;
mod definitions;

use std::collections::{BTreeMap, HashSet};

use quote::ToTokens;
use syn::{Item, ItemMod};

use crate::postprocess::{module_items, type_name};
use crate::render;

pub(crate) use definitions::{Definition, Member, TypeText, UNKNOWN, definitions};

/// `pub mod types` of one date.
#[derive(Debug)]
pub(crate) struct Types {
    /// The beginning of the module, up to its brace.
    pub(crate) opening: String,
    /// What stands in it, in order.
    pub(crate) parts: Vec<Part>,
    /// The types by name.
    pub(crate) by_name: BTreeMap<String, TypeFacts>,
}

/// A part of the module.
#[derive(Debug)]
pub(crate) enum Part {
    /// Items of one type, or of none.
    Items(Items),
    /// `pub mod error`.
    Error(String),
    /// `pub mod builder`, with its beginning and what stands in it.
    Builders(String, Vec<Items>),
}

/// Neighboring items of one type, printed.
#[derive(Debug)]
pub(crate) struct Items {
    /// The name of the type.
    pub(crate) owner: Option<String>,
    pub(crate) text: String,
}

/// What of a type decides whether it is the same as that of another date, and what it converts into.
#[derive(Debug)]
pub(crate) struct TypeFacts {
    pub(crate) has_builder: bool,
    pub(crate) definition: Definition,
}

/// The printed parts of a type.
#[derive(Debug, Default)]
pub(crate) struct Code<'t>(Vec<&'t str>);

impl<'t> Code<'t> {
    /// Whether both are the same, documentation aside.
    pub(crate) fn is_same_as(&self, other: &Self) -> bool {
        code::is_same(&self.0, &other.0)
    }

    /// The names in it that can be those of types.
    pub(crate) fn names(&self) -> HashSet<&'t str> {
        let mut names = HashSet::new();
        for text in &self.0 {
            code::add_names(text, &mut names);
        }
        names
    }
}

impl Types {
    /// Prints and describes the types of a module.
    pub(crate) fn of(module: ItemMod) -> Self {
        let mut by_name = BTreeMap::new();
        for (name, definition) in definitions(&module) {
            let facts = TypeFacts {
                has_builder: false,
                definition,
            };
            by_name.insert(name, facts);
        }
        let (opening, items) = render::taken_apart(module, 0);
        let mut parts = Vec::new();
        let mut rest = items.into_iter().peekable();
        while let Some(item) = rest.next() {
            match item {
                Item::Mod(module) if module.ident == "error" => {
                    parts.push(Part::Error(render::items_within(
                        1,
                        vec![Item::Mod(module)],
                    )));
                }
                Item::Mod(module) if module.ident == "builder" => {
                    for item in module_items(&module) {
                        if let Item::Struct(builder) = item
                            && let Some(facts) = by_name.get_mut(&builder.ident.to_string())
                        {
                            facts.has_builder = true;
                        }
                    }
                    let (opening, items) = render::taken_apart(module, 1);
                    parts.push(Part::Builders(opening, print(2, items, &by_name)));
                }
                item => {
                    let mut run = vec![item];
                    while let Some(item) = rest.next_if(|item| !matches!(item, Item::Mod(_))) {
                        run.push(item);
                    }
                    parts.extend(print(1, run, &by_name).into_iter().map(Part::Items));
                }
            }
        }
        Self {
            opening,
            parts,
            by_name,
        }
    }

    /// All that belongs to each type, by its name.
    pub(crate) fn texts(&self) -> BTreeMap<&str, Code<'_>> {
        let items = self.parts.iter().flat_map(|part| match part {
            Part::Items(items) => std::slice::from_ref(items),
            Part::Builders(_, items) => items.as_slice(),
            Part::Error(_) => &[],
        });
        let mut texts: BTreeMap<&str, Code<'_>> = BTreeMap::new();
        for Items { owner, text } in items {
            if let Some(owner) = owner {
                texts.entry(owner).or_default().0.push(text);
            }
        }
        texts
    }

    /// What each type is made of.
    pub(crate) fn definitions(&self) -> BTreeMap<&str, &Definition> {
        let by_name = self.by_name.iter();
        by_name
            .map(|(name, facts)| (name.as_str(), &facts.definition))
            .collect()
    }

    /// The module of errors as it is printed.
    pub(crate) fn error(&self) -> Option<&str> {
        self.parts.iter().find_map(|part| match part {
            Part::Error(text) => Some(text.as_str()),
            _ => None,
        })
    }
}

/// Prints items that stand `depth` modules deep, those of one type together.
fn print(depth: usize, items: Vec<Item>, types: &BTreeMap<String, TypeFacts>) -> Vec<Items> {
    let mut printed = Vec::new();
    let mut of_owner: Vec<Item> = Vec::new();
    let mut owner: Option<String> = None;
    let mut flush = |owner: &Option<String>, items: &mut Vec<Item>| {
        if !items.is_empty() {
            printed.push(Items {
                owner: owner.clone(),
                text: render::items_within(depth, std::mem::take(items)),
            });
        }
    };
    for item in items {
        let next = owner_of(&item, types);
        if next != owner {
            flush(&owner, &mut of_owner);
            owner = next;
        }
        of_owner.push(item);
    }
    flush(&owner, &mut of_owner);
    printed
}

/// The type that an item defines or implements something for, by its name; builders carry their type's name.
///
/// `types` are the module's own types: `impl From<PetName> for String` belongs to `PetName`.
fn owner_of(item: &Item, types: &BTreeMap<String, TypeFacts>) -> Option<String> {
    match item {
        Item::Struct(definition) => Some(definition.ident.to_string()),
        Item::Enum(definition) => Some(definition.ident.to_string()),
        Item::Type(definition) => Some(definition.ident.to_string()),
        Item::Impl(implementation) => {
            let own = type_name(&implementation.self_ty).map(ToString::to_string);
            own.filter(|name| types.contains_key(name)).or_else(|| {
                let (path, _) = implementation.trait_.as_ref()?;
                let path = path.to_token_stream().to_string();
                let mut names = HashSet::new();
                code::add_names(&path, &mut names);
                let own = names.into_iter().filter(|name| types.contains_key(*name));
                own.min().map(ToString::to_string)
            })
        }
        _ => None,
    }
}
