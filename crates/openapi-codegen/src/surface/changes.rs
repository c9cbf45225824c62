//! What of one surface no longer compiles with another.
//!
//! Every type of a generated module is `#[non_exhaustive]`, and operations and structs are made by builders whose setters
//! are all optional to the compiler. So nothing that is added breaks code: no field, no variant (a `match` of another crate
//! has to have a `_` arm), no argument, even one that the API requires. What breaks is what is gone or has another type.

use std::collections::BTreeSet;

use super::defaults::{self, Assumption};
use super::renames::renames;
use super::texts::{self, Spelling, mentioned};
use super::{Definition, Field, OperationSurface, Surface, Variant};

/// What happened to an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SurfaceChangeKind {
    /// The client has no such method any more.
    MethodRemoved,
    /// The builder of an operation has no such setter any more.
    ArgumentRemoved,
    /// A setter takes another type.
    ArgumentRetyped,
    /// `send` returns another type.
    ResultRetyped,
    /// There is no such type any more.
    TypeRemoved,
    /// A type has another name; its members are the same.
    TypeRenamed,
    /// A struct became an enum, an alias means another type …
    TypeChanged,
    /// A struct has no such field any more.
    FieldRemoved,
    /// A field has another type.
    FieldRetyped,
    /// An enum has no such variant any more.
    VariantRemoved,
    /// A variant holds something else.
    VariantRetyped,
    /// A type no longer has a derived trait.
    TraitRemoved,
}

/// A reason why code against one surface does not compile with another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SurfaceChange {
    /// What happened.
    pub kind: SurfaceChangeKind,
    /// The method or the type, by its name in the base.
    pub item: String,
    /// The argument, field or variant; none where the item as a whole is meant.
    pub member: Option<String>,
    /// The name of the member in messages.
    pub wire: Option<String>,
    /// The type, name or trait that was there.
    pub before: String,
    /// What is there instead; empty if nothing is.
    pub after: String,
    /// Types that are gone with it, because nothing else spoke of them.
    pub gone: Vec<String>,
    /// What has to be so as well, and only the documents tell; none where the surfaces say it all.
    pub assumption: Option<Assumption>,
}

/// Why code that compiles with `base` may not compile with `revision`; sorted, one for each cause.
///
/// ```
/// use openapi_codegen::{Definition, Field, Surface, SurfaceChangeKind, surface_changes};
///
/// let with = |ty: &str| {
///     let field = Field { name: "age".to_owned(), ty: ty.to_owned(), wire: None };
///     let mut surface = Surface::default();
///     surface.types.insert("Pet".to_owned(), Definition::Struct(vec![field]));
///     surface
/// };
/// let changes = surface_changes(&with("Option<i64>"), &with("i64"));
/// assert_eq!(changes[0].kind, SurfaceChangeKind::FieldRetyped);
/// assert_eq!((&*changes[0].item, &*changes[0].after), ("Pet", "i64"));
/// assert!(surface_changes(&with("i64"), &with("i64")).is_empty());
/// ```
#[must_use]
pub fn surface_changes(base: &Surface, revision: &Surface) -> Vec<SurfaceChange> {
    let renames = renames(base, revision);
    let mut found = Changes {
        spelling: Spelling::new(base, revision, &renames),
        found: Vec::new(),
    };
    let mut gone = BTreeSet::new();
    for (name, old) in &base.types {
        let new_name = renames.get(name);
        if let Some(new_name) = new_name {
            found.push(SurfaceChangeKind::TypeRenamed, name, [name, new_name]);
        }
        match revision.types.get(new_name.unwrap_or(name)) {
            None => {
                gone.insert(name.clone());
            }
            Some(new) => found.of_type(name, old, new),
        }
    }
    for (name, old) in &base.operations {
        match revision.operations.get(name) {
            None => found.push(SurfaceChangeKind::MethodRemoved, name, [name, ""]),
            Some(new) => found.of_operation(name, old, new, base, revision),
        }
    }
    let mut changes = found.found;
    for name in attribute(base, &gone, &mut changes) {
        changes.push(change(SurfaceChangeKind::TypeRemoved, &name, [&name, ""]));
    }
    changes.sort();
    changes
}

fn change(kind: SurfaceChangeKind, item: &str, [before, after]: [&str; 2]) -> SurfaceChange {
    SurfaceChange {
        kind,
        item: item.to_owned(),
        member: None,
        wire: None,
        before: before.to_owned(),
        after: after.to_owned(),
        gone: Vec::new(),
        assumption: None,
    }
}

struct Changes {
    spelling: Spelling,
    found: Vec<SurfaceChange>,
}

impl Changes {
    fn push(&mut self, kind: SurfaceChangeKind, item: &str, texts: [&str; 2]) {
        self.found.push(change(kind, item, texts));
    }

    fn member(
        &mut self,
        kind: SurfaceChangeKind,
        item: &str,
        [member, wire]: [&str; 2],
        texts: [&str; 2],
    ) {
        self.found.push(SurfaceChange {
            member: Some(member.to_owned()),
            wire: Some(wire.to_owned()),
            ..change(kind, item, texts)
        });
    }

    fn of_operation(
        &mut self,
        name: &str,
        old: &OperationSurface,
        new: &OperationSurface,
        base: &Surface,
        revision: &Surface,
    ) {
        let taken = |operation: &OperationSurface, name: &str| {
            let mut arguments = operation.arguments.iter();
            let found = arguments.find(|argument| argument.name == name);
            found.map(|argument| argument.ty.clone())
        };
        for argument in &old.arguments {
            let name_of_argument = argument.name.as_str();
            let now = taken(new, name_of_argument);
            if now
                .as_deref()
                .is_some_and(|now| self.spelling.is_same(&argument.ty, now))
            {
                continue;
            }
            if name_of_argument == "body_map" && self.follows_the_body(old, new, base, revision) {
                continue;
            }
            let kind = match now {
                None => SurfaceChangeKind::ArgumentRemoved,
                Some(_) => SurfaceChangeKind::ArgumentRetyped,
            };
            let texts = [argument.ty.as_str(), now.as_deref().unwrap_or_default()];
            self.member(kind, name, [name_of_argument; 2], texts);
        }
        let result = |operation: &OperationSurface| operation.result.clone().unwrap_or_default();
        let (was, is) = (result(old), result(new));
        if !self.spelling.is_same(&was, &is) {
            self.push(SurfaceChangeKind::ResultRetyped, name, [&was, &is]);
        }
    }

    /// Whether `body_map` differs because the body does: it is there where the body is a struct.
    fn follows_the_body(
        &self,
        old: &OperationSurface,
        new: &OperationSurface,
        base: &Surface,
        revision: &Surface,
    ) -> bool {
        fn body<'s>(of: &'s OperationSurface, surface: &'s Surface) -> Option<(&'s str, bool)> {
            let mut arguments = of.arguments.iter();
            let body = arguments.find(|argument| argument.name == "body")?;
            let definition = surface.types.get(&body.ty);
            Some((&body.ty, matches!(definition, Some(Definition::Struct(_)))))
        }
        match (body(old, base), body(new, revision)) {
            (Some((was, was_struct)), Some((is, is_struct))) => {
                !self.spelling.is_same(was, is) || was_struct != is_struct
            }
            (_, None) => true,
            (None, _) => false,
        }
    }

    fn of_type(&mut self, name: &str, old: &Definition, new: &Definition) {
        match (old, new) {
            (Definition::Struct(old), Definition::Struct(new)) => self.of_struct(name, old, new),
            (Definition::Enum(old), Definition::Enum(new)) => self.of_enum(name, old, new),
            (old, new) => {
                let texts = [old, new].map(kind_text);
                if !self.spelling.is_same(&texts[0], &texts[1]) {
                    let [was, is] = texts.each_ref().map(String::as_str);
                    self.push(SurfaceChangeKind::TypeChanged, name, [was, is]);
                }
            }
        }
        for lost in defaults::lost(old, new) {
            let assumption =
                Some(lost.assumption).filter(|assumption| *assumption != Assumption::default());
            self.found.push(SurfaceChange {
                member: Some(lost.member.to_owned()),
                wire: Some(lost.wire.to_owned()),
                assumption,
                ..change(SurfaceChangeKind::TraitRemoved, name, [lost.name, ""])
            });
        }
    }

    fn of_struct(&mut self, name: &str, old: &[Field], new: &[Field]) {
        for field in old {
            let names = [field.name.as_str(), field.wire_name()];
            match new.iter().find(|other| other.name == field.name) {
                None => {
                    let kind = SurfaceChangeKind::FieldRemoved;
                    self.member(kind, name, names, [&field.ty, ""]);
                }
                Some(now) if !self.spelling.is_same(&field.ty, &now.ty) => {
                    let kind = SurfaceChangeKind::FieldRetyped;
                    self.member(kind, name, names, [&field.ty, &now.ty]);
                }
                Some(_) => {}
            }
        }
    }

    fn of_enum(&mut self, name: &str, old: &[Variant], new: &[Variant]) {
        for variant in old {
            let wire = variant.wire.as_deref().unwrap_or(&variant.name);
            let names = [variant.name.as_str(), wire];
            match new.iter().find(|other| other.name == variant.name) {
                None => {
                    let kind = SurfaceChangeKind::VariantRemoved;
                    self.member(kind, name, names, [&variant.content, ""]);
                }
                Some(now) if !self.spelling.is_same(&variant.content, &now.content) => {
                    let kind = SurfaceChangeKind::VariantRetyped;
                    self.member(kind, name, names, [&variant.content, &now.content]);
                }
                Some(_) => {}
            }
        }
    }
}

fn kind_text(definition: &Definition) -> String {
    match definition {
        Definition::Struct(_) => "struct".to_owned(),
        Definition::Enum(_) => "enum".to_owned(),
        Definition::Alias(ty) => ty.clone(),
    }
}

/// Types that are gone because the last that spoke of them is gone belong to that change. Those that remain are changes of
/// their own.
fn attribute(
    base: &Surface,
    gone: &BTreeSet<String>,
    changes: &mut [SurfaceChange],
) -> BTreeSet<String> {
    let mut left = gone.clone();
    // For each change the texts that it takes away.
    let mut open: Vec<(usize, Vec<String>)> = changes
        .iter()
        .enumerate()
        .map(|(index, change)| (index, texts_of(base, change)))
        .collect();
    while let Some((index, texts)) = open.pop() {
        let names = texts.iter().flat_map(|text| mentioned(text));
        let with_it: BTreeSet<String> = names
            .filter(|name| left.contains(*name))
            .map(str::to_owned)
            .collect();
        for name in with_it {
            left.remove(&name);
            if let Some(definition) = base.types.get(&name) {
                let texts = texts::of_type(definition).into_iter();
                open.push((index, texts.map(|(_, text)| text.to_owned()).collect()));
            }
            if let Some(change) = changes.get_mut(index) {
                change.gone.push(name);
                change.gone.sort();
            }
        }
    }
    left
}

fn texts_of(base: &Surface, change: &SurfaceChange) -> Vec<String> {
    match change.kind {
        SurfaceChangeKind::MethodRemoved => base
            .operations
            .get(&change.item)
            .into_iter()
            .flat_map(texts::of_operation)
            .map(|(_, text)| text.to_owned())
            .collect(),
        SurfaceChangeKind::TypeRenamed | SurfaceChangeKind::TraitRemoved => Vec::new(),
        SurfaceChangeKind::TypeChanged => base
            .types
            .get(&change.item)
            .into_iter()
            .flat_map(texts::of_type)
            .map(|(_, text)| text.to_owned())
            .collect(),
        _ => vec![change.before.clone()],
    }
}

#[cfg(test)]
mod tests {
    use super::super::Listing;
    use super::*;

    const HEAD: &str = "# @generated by specdate. Do not edit: change the document, then run `cargo xtask generate`.\n\
        # settings fnv1a-128:d228cb696f1a8caf78912b704e4a8964\n\n";

    /// Each change as `Kind item.member before -> after`, with the types that are gone with it.
    fn told(base: &str, revision: &str) -> Vec<String> {
        let [base, revision] =
            [base, revision].map(|text| Listing::parse(&format!("{HEAD}{text}")).unwrap().surface);
        let told = |change: SurfaceChange| {
            let member = change.member.map(|member| format!(".{member}"));
            format!(
                "{:?} {}{} {} -> {} {:?}",
                change.kind,
                change.item,
                member.unwrap_or_default(),
                change.before,
                change.after,
                change.gone
            )
        };
        let changes = surface_changes(&base, &revision).into_iter();
        changes.map(told).collect()
    }

    #[test]
    fn what_is_added_is_no_change() {
        let base = "operation get\n  .send() -> Pet\nenum Kind\n  Cat\nstruct Pet\n  id: String\n";
        let revision = "operation get\n  .limit(i64)\n  .send() -> Pet\noperation more\n  .send() -> Toy\n\
            enum Kind\n  Dog\n  Cat\nstruct Pet\n  name: String\n  id: String\nstruct Toy\n";
        assert_eq!(told(base, revision), [""; 0]);
        assert_eq!(told(base, base), [""; 0]);
    }

    #[test]
    fn a_body_with_another_type_is_one_change() {
        let with = |ty: &str| {
            format!(
                "operation add\n  .body({ty})\n  .body_map(FnOnce(builder::{ty}) -> builder::{ty})\n  .send() -> ()\n\
                 struct New\n  a: String\nstruct Other\n  b: String\n"
            )
        };
        assert_eq!(
            told(&with("New"), &with("Other")),
            ["ArgumentRetyped add.body New -> Other []"]
        );
        // A body that is an enum now has no builder: that is told at the type.
        let of_struct = with("New");
        let of_enum = "operation add\n  .body(New)\n  .send() -> ()\nenum New\n  A(String)\nstruct Other\n  b: String\n";
        assert_eq!(
            told(&of_struct, of_enum),
            ["TypeChanged New struct -> enum []"]
        );
    }

    #[test]
    fn types_go_with_the_last_that_spoke_of_them() {
        let base = "operation get\n  .send() -> Vec<Pet>\nstruct Alone\n  of: Option<Alone>\n\
            struct Pet\n  toy: Toy\nstruct Toy\n  pet: Option<Box<Pet>>\n";
        assert_eq!(
            told(base, "operation other\n  .send() -> ()\n"),
            [
                "MethodRemoved get get ->  [\"Pet\", \"Toy\"]",
                "TypeRemoved Alone Alone ->  []",
            ]
        );
    }

    #[test]
    fn a_type_that_is_written_another_way_is_the_same() {
        let base =
            "operation get\n  .send() -> Pets\nstruct Pet\n  id: String\ntype Pets = Vec<Pet>\n";
        let written_out = "operation get\n  .send() -> Vec<Pet>\nstruct Pet\n  id: String\n";
        assert_eq!(told(base, written_out), ["TypeRemoved Pets Pets ->  []"]);
        let renamed = "operation get\n  .send() -> Vec<Animal>\nstruct Animal\n  id: String\n";
        assert_eq!(
            told(written_out, renamed),
            ["TypeRenamed Pet Pet -> Animal []"]
        );
    }

    #[test]
    fn traits_are_lost_by_members_that_are_no_change_themselves() {
        let base = "enum Mode\n  Fast\nstruct Options\n  a: Option<String>\n";
        let revision = "enum Mode\n  Fast\n  Unknown(String)\nstruct Options\n  a: Option<String>\n  b: String\n";
        assert_eq!(
            told(base, revision),
            [
                "TraitRemoved Mode.Unknown Copy ->  []",
                "TraitRemoved Options.b Default ->  []",
            ]
        );
        // Here the member is the change.
        assert_eq!(
            told(base, "enum Mode\n  Fast\nstruct Options\n  a: String\n"),
            ["FieldRetyped Options.a Option<String> -> String []"]
        );
    }
}
