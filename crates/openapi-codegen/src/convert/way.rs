//! How a value of one type becomes a value of another.

use std::collections::BTreeSet;

use crate::types::TypeText;

/// The way from one type to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// It is the same type.
    Same,
    /// A type of both dates, which is converted in turn.
    Type(String),
    Option(Box<Way>),
    List(Box<Way>),
    Map(Box<Way>),
    Boxed(Box<Way>),
    Redacted(Box<Way>),
    /// It is always there, and need not be in the other type.
    Present(Box<Way>),
    /// It need not be there, and has to be in the other type.
    Needed(Box<Way>),
}

impl Way {
    /// None where there is no way. `differing` are the names that stand for two types, one in each date.
    pub(super) fn between(
        from: &TypeText,
        to: &TypeText,
        differing: &BTreeSet<String>,
    ) -> Option<Self> {
        if from.text == to.text && !from.names_any(differing) {
            return Some(Self::Same);
        }
        let (from_name, to_name) = (from.name.as_deref()?, to.name.as_deref()?);
        if from_name != to_name {
            // What is optional on one side only.
            return match (from.is_option(), to.is_option()) {
                (false, true) => {
                    let inner = Self::between(from, to.arguments.first()?, differing)?;
                    Some(Self::Present(Box::new(inner)))
                }
                (true, false) => {
                    let inner = Self::between(from.arguments.first()?, to, differing)?;
                    Some(Self::Needed(Box::new(inner)))
                }
                _ => None,
            };
        }
        let inner = || {
            let (from, to) = (from.arguments.last()?, to.arguments.last()?);
            Self::between(from, to, differing).map(Box::new)
        };
        match from_name {
            "Option" => inner().map(Self::Option),
            "Vec" => inner().map(Self::List),
            "BTreeMap" | "HashMap" => inner().map(Self::Map),
            "Box" => inner().map(Self::Boxed),
            "Redacted" => inner().map(Self::Redacted),
            name if differing.contains(name) => Some(Self::Type(name.to_owned())),
            _ => None,
        }
    }

    /// The way of what is inside; none at the end.
    fn inner(&self) -> Option<&Self> {
        match self {
            Self::Same | Self::Type(_) => None,
            Self::Option(inner)
            | Self::List(inner)
            | Self::Map(inner)
            | Self::Boxed(inner)
            | Self::Redacted(inner)
            | Self::Present(inner)
            | Self::Needed(inner) => Some(inner),
        }
    }

    /// This way and those inside, the outermost first.
    fn steps(&self) -> impl Iterator<Item = &Self> {
        std::iter::successors(Some(self), |way| way.inner())
    }

    /// The type of both dates at the end.
    pub(super) fn types(&self) -> Option<&str> {
        self.steps().find_map(|way| match way {
            Self::Type(name) => Some(name.as_str()),
            _ => None,
        })
    }

    /// Whether there are values on the way that hold none of the type at its end: empty lists, and what is not there.
    pub(super) fn may_hold_none(&self) -> bool {
        self.steps()
            .any(|way| matches!(way, Self::Option(_) | Self::List(_) | Self::Map(_)))
    }

    /// Whether a value may be missing that has to be there.
    pub(super) fn may_be_missing(&self) -> bool {
        self.steps().any(|way| matches!(way, Self::Needed(_)))
    }
}
