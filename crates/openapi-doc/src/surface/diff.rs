//! Two surfaces side by side. Nothing is judged here: a direction says how the set of values changed, not whom it
//! breaks.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::decimal::Decimal;
use super::facts::{self, Bound, Facts, bound};
use super::{Line, OperationSurface, PlaceSurface, Surface, render};
use crate::model::TypeSet;

/// How a line changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Change {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// Its values changed, in both directions or in one that cannot be told.
    Retyped,
    /// Fewer values than before.
    Narrowed,
    /// More values than before.
    Widened,
    /// The values are the same, what is said about them is not: deprecation, personal data, known values.
    Annotated,
}

impl Change {
    /// Whether the listing marks it: it may break somebody.
    #[must_use]
    pub fn is_marked(self) -> bool {
        matches!(self, Self::Removed | Self::Retyped | Self::Narrowed)
    }

    fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Retyped => "retyped",
            Self::Narrowed => "narrowed",
            Self::Widened => "widened",
            Self::Annotated => "annotated",
        }
    }
}

/// One line that differs. `Display` writes it for reading, with `!` where [`Change::is_marked`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SurfaceChange {
    /// How it changed.
    pub change: Change,
    /// The operation: `GET /pets`.
    pub operation: String,
    /// The line in the base, unless it was added.
    pub base: Option<String>,
    /// The line in the revision, unless it was removed.
    pub revision: Option<String>,
}

impl fmt::Display for SurfaceChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = if self.change.is_marked() { '!' } else { ' ' };
        write!(f, "{mark} {:<9}  {}", self.change.as_str(), self.operation)?;
        if let Some(base) = &self.base {
            write!(f, "\n    - {base}")?;
        }
        if let Some(revision) = &self.revision {
            write!(f, "\n    + {revision}")?;
        }
        Ok(())
    }
}

pub(super) fn diff(base: &Surface, revision: &Surface) -> Vec<SurfaceChange> {
    let mut changes = Vec::new();
    if base.servers != revision.servers {
        changes.push(SurfaceChange {
            change: Change::Retyped,
            operation: "every operation".to_owned(),
            base: Some(format!("servers: {}", base.servers)),
            revision: Some(format!("servers: {}", revision.servers)),
        });
    }
    let (base, revision) = (operations(base), operations(revision));
    let keys: BTreeSet<&str> = base.keys().chain(revision.keys()).copied().collect();
    for key in keys {
        operation(
            base.get(key).copied(),
            revision.get(key).copied(),
            &mut changes,
        );
    }
    changes
}

fn operation(
    base: Option<&OperationSurface>,
    revision: Option<&OperationSurface>,
    out: &mut Vec<SurfaceChange>,
) {
    let Some(any) = base.or(revision) else { return };
    let line = |operation: &OperationSurface| format!("{}{}", operation.name, operation.details);
    let mut push = |change| {
        let (base, revision) = (base.map(line), revision.map(line));
        out.push(SurfaceChange {
            change,
            operation: any.name.clone(),
            base,
            revision,
        });
    };
    let (Some(base), Some(revision)) = (base, revision) else {
        push(if base.is_some() {
            Change::Removed
        } else {
            Change::Added
        });
        return;
    };
    if base.details != revision.details {
        let undeprecated = |details: &str| details.trim_end_matches("  deprecated").to_owned();
        let same = undeprecated(&base.details) == undeprecated(&revision.details);
        push(if same {
            Change::Annotated
        } else {
            Change::Retyped
        });
    }
    let (base, revision) = (places(base), places(revision));
    let keys: BTreeSet<&str> = base.keys().chain(revision.keys()).copied().collect();
    for key in keys {
        place(
            &any.name,
            base.get(key).copied(),
            revision.get(key).copied(),
            out,
        );
    }
}

fn operations(surface: &Surface) -> BTreeMap<&str, &OperationSurface> {
    surface
        .operations
        .iter()
        .map(|operation| (operation.key.as_str(), operation))
        .collect()
}

fn places(operation: &OperationSurface) -> BTreeMap<&str, &PlaceSurface> {
    operation
        .places
        .iter()
        .map(|place| (place.key.as_str(), place))
        .collect()
}

fn lines(place: Option<&PlaceSurface>) -> BTreeMap<&str, &Line> {
    place
        .into_iter()
        .flat_map(|place| &place.lines)
        .map(|line| (line.path.as_str(), line))
        .collect()
}

/// A line with the place that it stands in.
fn text(place: &PlaceSurface, line: &Line) -> String {
    let text = render::text(place, line);
    if line.path.is_empty() {
        text
    } else {
        format!("{} {text}", place.name)
    }
}

fn place(
    operation: &str,
    base: Option<&PlaceSurface>,
    revision: Option<&PlaceSurface>,
    out: &mut Vec<SurfaceChange>,
) {
    let (base_lines, revision_lines) = (lines(base), lines(revision));
    let paths: BTreeSet<&str> = base_lines
        .keys()
        .chain(revision_lines.keys())
        .copied()
        .collect();
    for path in paths {
        let (before, after) = (
            base_lines.get(path).copied(),
            revision_lines.get(path).copied(),
        );
        let change = match (before, after) {
            // What is inside of something that is gone or new is gone or new with it.
            (Some(line), None) if inside(line, &revision_lines) => Some(Change::Removed),
            (None, Some(line)) if inside(line, &base_lines) => Some(Change::Added),
            (Some(before), Some(after)) => compare(&before.facts, &after.facts),
            _ => None,
        };
        let Some(change) = change else { continue };
        out.push(SurfaceChange {
            change,
            operation: operation.to_owned(),
            base: base.zip(before).map(|(place, line)| text(place, line)),
            revision: revision.zip(after).map(|(place, line)| text(place, line)),
        });
    }
}

/// Whether the line around a line is there on the other side, or the line is the outermost one.
fn inside(line: &Line, other: &BTreeMap<&str, &Line>) -> bool {
    line.parent
        .as_ref()
        .is_none_or(|parent| other.contains_key(parent.as_str()))
}

/// The directions in which the values of one line changed.
#[derive(Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a finding of its own"
)]
struct Directions {
    narrower: bool,
    wider: bool,
    other: bool,
    annotated: bool,
}

impl Directions {
    fn flag(&mut self, before: bool, after: bool) {
        self.narrower |= after && !before;
        self.wider |= before && !after;
    }

    /// A restriction that is either absent or opaque.
    fn restriction<T: PartialEq>(&mut self, before: Option<&T>, after: Option<&T>) {
        match (before, after) {
            (None, Some(_)) => self.narrower = true,
            (Some(_), None) => self.wider = true,
            (before, after) => self.other |= before != after,
        }
    }
}

fn compare(before: &Facts, after: &Facts) -> Option<Change> {
    if before == after {
        return None;
    }
    let mut found = Directions::default();
    found.flag(before.never, after.never);
    found.flag(!before.nullable, !after.nullable);
    found.flag(before.required, after.required);
    types_and_values(before, after, &mut found);
    formats(before, after, &mut found);
    let keywords: BTreeSet<_> = before.limits.keys().chain(after.limits.keys()).collect();
    for keyword in keywords {
        limit(
            keyword,
            before.limits.get(keyword),
            after.limits.get(keyword),
            &mut found,
        );
    }
    found.flag(
        before.extra == Some("closed"),
        after.extra == Some("closed"),
    );
    found.other |= before.extra != after.extra
        && before.extra != Some("closed")
        && after.extra != Some("closed");
    found.restriction(before.union.as_ref(), after.union.as_ref());
    found.other |= before.discriminator != after.discriminator
        || before.back != after.back
        || before.words != after.words
        || before.notes != after.notes;
    found.annotated = before.deprecated != after.deprecated
        || before.pii != after.pii
        || before.known != after.known;
    Some(match found {
        Directions { other: true, .. }
        | Directions {
            narrower: true,
            wider: true,
            ..
        } => Change::Retyped,
        Directions { narrower: true, .. } => Change::Narrowed,
        Directions { wider: true, .. } => Change::Widened,
        _ => Change::Annotated,
    })
}

fn types_and_values(before: &Facts, after: &Facts, found: &mut Directions) {
    match (&before.values, &after.values) {
        (Some(a), Some(b)) => {
            found.narrower |= !a.is_subset(b);
            found.wider |= !b.is_subset(a);
        }
        (Some(_), None) => found.wider = true,
        (None, Some(_)) => found.narrower = true,
        (None, None) => match (before.types, after.types) {
            (None, None) => {}
            (None, Some(_)) => found.narrower = true,
            (Some(_), None) => found.wider = true,
            (Some(a), Some(b)) => {
                found.narrower |= !covers(b, a);
                found.wider |= !covers(a, b);
            }
        },
    }
    let outside = |values: &Option<BTreeSet<String>>, types: Option<TypeSet>| {
        let (Some(values), Some(types)) = (values, types) else {
            return false;
        };
        values
            .iter()
            .any(|value| !types.iter().any(|kind| facts::is_of_type(value, kind)))
    };
    // A value of another type than before, or a type that the values before did not have.
    found.other |= outside(&before.values, after.types) || outside(&after.values, before.types);
}

/// Whether every type of `inner` is among `outer`; an integer is a number.
fn covers(outer: TypeSet, inner: TypeSet) -> bool {
    facts::common_types(outer, inner) == inner
}

fn formats(before: &Facts, after: &Facts, found: &mut Directions) {
    if before.formats != after.formats {
        let narrower = after.formats.is_superset(&before.formats);
        let wider = before.formats.is_superset(&after.formats);
        found.narrower |= narrower;
        found.wider |= wider;
        found.other |= !narrower && !wider;
    }
}

fn limit(
    keyword: &str,
    before: Option<&BTreeSet<String>>,
    after: Option<&BTreeSet<String>>,
    found: &mut Directions,
) {
    let number = |texts: &BTreeSet<String>| Decimal::parse(texts.first()?);
    let (Some(a), Some(b)) = (before, after) else {
        return found.restriction(before, after);
    };
    if a == b {
        return;
    }
    let order = match (bound(keyword), number(a), number(b)) {
        (Bound::Opaque, ..) | (_, None, _) | (.., None) => None,
        (Bound::Lower, Some(a), Some(b)) => Some(b.compare(&a)),
        (Bound::Upper, Some(a), Some(b)) => Some(a.compare(&b)),
    };
    match order {
        Some(Ordering::Greater) => found.narrower = true,
        Some(Ordering::Less) => found.wider = true,
        _ => found.other = true,
    }
}
