//! Which conversions there are.

use std::collections::{BTreeMap, BTreeSet};

use registry::VersionDate;

use super::Definitions;
use super::way::Way;
use crate::types::{Definition, Member, TypeText};

/// From which of two dates to which.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Direction {
    Forward,
    Backward,
}

impl Direction {
    pub(super) const BOTH: [Self; 2] = [Self::Forward, Self::Backward];

    /// What is converted, and to what, of a pair whose first one is the older.
    pub(super) fn of<T>(self, [older, newer]: [T; 2]) -> [T; 2] {
        match self {
            Self::Forward => [older, newer],
            Self::Backward => [newer, older],
        }
    }
}

/// What values of a type have a place in the other date, with the reasons why others do not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Class {
    All,
    Some(Vec<String>),
    None(Vec<String>),
}

impl Class {
    pub(super) fn reasons(&self) -> &[String] {
        match self {
            Self::All => &[],
            Self::Some(reasons) | Self::None(reasons) => reasons,
        }
    }

    fn rank(&self) -> u8 {
        match self {
            Self::All => 0,
            Self::Some(_) => 1,
            Self::None(_) => 2,
        }
    }
}

/// All conversions between two dates.
pub(super) struct Plan {
    classes: BTreeMap<(String, Direction), Class>,
}

impl Plan {
    /// Types that refer to each other in a circle are taken to be convertible until something else is found.
    pub(super) fn of(
        sides: &[Definitions<'_>; 2],
        differing: &BTreeSet<String>,
        dates: [VersionDate; 2],
    ) -> Self {
        let mut plan = Self {
            classes: BTreeMap::new(),
        };
        loop {
            let mut changed = false;
            for direction in Direction::BOTH {
                let [from, to] = direction.of([&sides[0], &sides[1]]);
                let [_, target] = direction.of(dates);
                for name in differing {
                    let (Some(from), Some(to)) = (from.get(name.as_str()), to.get(name.as_str()))
                    else {
                        continue;
                    };
                    let question = Question {
                        plan: &plan,
                        direction,
                        differing,
                        target,
                    };
                    let class = question.class(from, to);
                    let key = (name.clone(), direction);
                    // The rank only rises, so this ends.
                    changed |= plan.rank(name, direction) < class.rank();
                    plan.classes.insert(key, class);
                }
            }
            if !changed {
                return plan;
            }
        }
    }

    pub(super) fn class(&self, name: &str, direction: Direction) -> &Class {
        self.classes
            .get(&(name.to_owned(), direction))
            .unwrap_or(&Class::All)
    }

    fn rank(&self, name: &str, direction: Direction) -> u8 {
        self.class(name, direction).rank()
    }
}

struct Question<'p> {
    plan: &'p Plan,
    direction: Direction,
    differing: &'p BTreeSet<String>,
    /// The date that values are converted to.
    target: VersionDate,
}

impl Question<'_> {
    fn class(&self, from: &Definition, to: &Definition) -> Class {
        let mut some = Vec::new();
        let mut none = Vec::new();
        match (from, to) {
            (Definition::Record(from), Definition::Record(to)) => {
                self.record(from, to, &mut some, &mut none);
            }
            (Definition::Wrapper(from), Definition::Wrapper(to)) => {
                self.value("its value", from, to, &mut some, &mut none);
            }
            (
                Definition::Choice { variants, is_open },
                Definition::Choice {
                    variants: others,
                    is_open: false,
                },
            ) => {
                let target = self.target;
                let unknown = variants.iter().filter(|name| !others.contains(name));
                some.extend(unknown.map(|name| format!("`{name}` is no value in {target}")));
                if *is_open {
                    some.push(format!("{target} takes listed values only"));
                }
            }
            (Definition::Choice { .. }, Definition::Choice { .. }) => {}
            (Definition::Union(from), Definition::Union(to)) => {
                for (name, ty) in from {
                    match to.iter().find(|(other, _)| other == name) {
                        Some((_, other)) => {
                            self.value(&format!("`{name}`"), ty, other, &mut some, &mut none);
                        }
                        None => some.push(format!("`{name}` is no arm in {}", self.target)),
                    }
                }
            }
            (Definition::Other(why), _) | (_, Definition::Other(why)) => {
                none.push((*why).to_owned());
            }
            _ => none.push(format!("it is of another kind in {}", self.target)),
        }
        if !none.is_empty() {
            Class::None(none)
        } else if some.is_empty() {
            Class::All
        } else {
            Class::Some(some)
        }
    }

    fn record(
        &self,
        from: &[Member],
        to: &[Member],
        some: &mut Vec<String>,
        none: &mut Vec<String>,
    ) {
        let target = self.target;
        for member in from {
            let name = &member.name;
            match to.iter().find(|other| other.name == *name) {
                Some(other) => self.value(&format!("`{name}`"), &member.ty, &other.ty, some, none),
                None if member.is_optional => {
                    some.push(format!("`{name}` has no place in {target}"));
                }
                None => none.push(format!(
                    "`{name}` is always there, and has no place in {target}"
                )),
            }
        }
        for member in to {
            let is_new = !from.iter().any(|other| other.name == member.name);
            if is_new && !member.is_optional {
                none.push(format!("`{}` has to be there in {target}", member.name));
            }
        }
    }

    fn value(
        &self,
        what: &str,
        from: &TypeText,
        to: &TypeText,
        some: &mut Vec<String>,
        none: &mut Vec<String>,
    ) {
        let target = self.target;
        let Some(way) = Way::between(from, to, self.differing) else {
            none.push(format!(
                "{what} is of another type in {target}: {} instead of {}",
                text(to),
                text(from)
            ));
            return;
        };
        if way.may_be_missing() {
            some.push(format!("{what} has to be there in {target}"));
        }
        let Some(name) = way.types() else { return };
        match self.plan.class(name, self.direction) {
            Class::All => {}
            Class::Some(_) => some.push(format!("{what}: not every `{name}` is converted")),
            Class::None(_) if way.may_hold_none() => {
                some.push(format!("{what}: no `{name}` is converted"));
            }
            Class::None(_) => none.push(format!("{what}: no `{name}` is converted")),
        }
    }
}

/// A type as it is written, without the paths of the standard library.
fn text(ty: &TypeText) -> String {
    [
        "::std::option::",
        "::std::vec::",
        "::std::string::",
        "::std::collections::",
        "::serde_json::",
        "crate::",
    ]
    .into_iter()
    .fold(ty.text.clone(), |text, path| text.replace(path, ""))
}
