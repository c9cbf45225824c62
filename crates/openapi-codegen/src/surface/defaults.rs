//! Traits that the generator derives only where all members allow it: `Default` and `Copy`.
//!
//! A struct is `Default` where every member may be left out. The listing shows that by `Option`, other than for lists and
//! maps: these are empty where they are left out, and look the same where they are required. What hangs on that is left to
//! the documents, as an [`Assumption`].

use super::{Definition, Field, Variant};

/// What a struct has to be like for a change to be one, where only the documents tell.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Assumption {
    /// Properties that the base document does not require.
    pub optional_in_base: Vec<String>,
    /// A property that the revision requires.
    pub required_in_revision: Option<String>,
}

/// A derived trait that is lost.
pub(super) struct Lost<'s> {
    pub(super) name: &'static str,
    /// The member that takes it away.
    pub(super) member: &'s str,
    pub(super) wire: &'s str,
    pub(super) assumption: Assumption,
}

/// The traits that a type loses by members which say by themselves nothing of it: a member that becomes required is
/// another change, with the same cause.
pub(super) fn lost<'s>(base: &Definition, revision: &'s Definition) -> Vec<Lost<'s>> {
    match (base, revision) {
        (Definition::Struct(base), Definition::Struct(revision)) => default_lost(base, revision),
        (Definition::Enum(base), Definition::Enum(revision)) => {
            copy_lost(base, revision).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

fn is_list(field: &Field) -> bool {
    ["Vec<", "BTreeMap<", "serde_json::Map<"]
        .iter()
        .any(|start| field.ty.starts_with(start))
}

fn is_optional(field: &Field) -> bool {
    field.ty.starts_with("Option<")
}

fn is_tuple(fields: &[Field]) -> bool {
    fields.iter().any(|field| field.name == "0")
}

fn default_lost<'s>(base: &[Field], revision: &'s [Field]) -> Vec<Lost<'s>> {
    let may_be_default = |field: &Field| is_optional(field) || is_list(field);
    if is_tuple(base) || is_tuple(revision) || !base.iter().all(may_be_default) {
        return Vec::new();
    }
    let before = |field: &Field| base.iter().find(|before| before.name == field.name);
    let lists = base.iter().filter(|field| is_list(field));
    let optional_in_base: Vec<String> = lists.map(|field| field.wire_name().to_owned()).collect();
    // Where the type of a member changes from `Option<T>` to `T`, that is the cause.
    let retyped = |field: &&Field| before(field).is_some_and(|before| before.ty != field.ty);
    if revision
        .iter()
        .any(|field| retyped(&field) && !may_be_default(field))
    {
        return Vec::new();
    }
    let is_new = |field: &&Field| before(field).is_none();
    let lost = |field: &'s Field, required: Option<String>| Lost {
        name: "Default",
        member: &field.name,
        wire: field.wire_name(),
        assumption: Assumption {
            optional_in_base: optional_in_base.clone(),
            required_in_revision: required,
        },
    };
    if let Some(field) = revision
        .iter()
        .filter(is_new)
        .find(|field| !may_be_default(field))
    {
        return vec![lost(field, None)];
    }
    revision
        .iter()
        .filter(|field| is_list(field) && !retyped(field))
        .map(|field| lost(field, Some(field.wire_name().to_owned())))
        .collect()
}

/// An enum is `Copy` where no variant holds anything.
fn copy_lost<'s>(base: &[Variant], revision: &'s [Variant]) -> Option<Lost<'s>> {
    let holds = |variant: &&Variant| !variant.content.is_empty();
    if base.iter().any(|variant| holds(&variant)) {
        return None;
    }
    let by = revision.iter().find(holds)?;
    // A variant that changes is the cause itself.
    let is_new = base.iter().all(|variant| variant.name != by.name);
    is_new.then(|| Lost {
        name: "Copy",
        member: &by.name,
        wire: by.wire.as_deref().unwrap_or(&by.name),
        assumption: Assumption::default(),
    })
}
