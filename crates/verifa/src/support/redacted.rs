//! [`Redacted`]: a value that prints as `[redacted]`.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Personal data: can be read on purpose, but not printed by accident.
///
/// Identity documents end up in logs through `{:?}` of a whole response, not because somebody logs a birth date on
/// purpose. So `Debug` and `Display` print `[redacted]`, and reading the value takes a call that reviewers can search
/// for: [`expose`](Self::expose) or [`into_inner`](Self::into_inner).
///
/// Serializing passes the value through unchanged, because that is how a request sends it; so do not serialize
/// such a value into a log. Memory is not wiped when it is dropped: the response buffer and the allocator have held
/// copies by then, and a promise that covers one copy of several would be worth nothing.
///
/// ```
/// use verifa::Redacted;
///
/// let name = Redacted::text("Jane");
/// assert_eq!(format!("{name} {name:?}"), "[redacted] [redacted]");
/// assert_eq!(name.expose(), "Jane");
/// ```
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Redacted<T>(T);

/// What is printed in place of the value.
pub(super) const MARK: &str = "[redacted]";

impl<T> Redacted<T> {
    /// Wraps a value.
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// The value. Keep it away from logs.
    pub const fn expose(&self) -> &T {
        &self.0
    }

    /// Takes the value out. Keep it away from logs.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl Redacted<String> {
    /// Wraps a text. Setters of optional members take `impl TryInto<Option<Redacted<String>>>`, for which
    /// `Redacted::from("…")` leaves the compiler two readings; this leaves one.
    ///
    /// ```
    /// # use verifa::Redacted;
    /// fn setter<V: TryInto<Option<Redacted<String>>>>(_value: V) {}
    /// setter(Redacted::text("1 Main St"));
    /// ```
    pub fn text(value: impl Into<String>) -> Self {
        Self(value.into())
    }
}

impl<T> fmt::Debug for Redacted<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(MARK)
    }
}

impl<T> fmt::Display for Redacted<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(MARK)
    }
}

impl<T> From<T> for Redacted<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl From<&str> for Redacted<String> {
    fn from(value: &str) -> Self {
        Self(value.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The bound that generated setters put on their argument.
    fn setter<T, V: TryInto<T>>(value: V) -> Option<T> {
        value.try_into().ok()
    }

    #[test]
    fn prints_nothing_in_any_format() {
        let secret = Some(vec![Redacted::text("SECRET-1")]);
        for shown in [
            format!("{secret:?}"),
            format!("{secret:#?}"),
            format!("{}", Redacted::new(4711)),
            format!("{:>20}", Redacted::text("SECRET-1")),
        ] {
            assert!(shown.contains(MARK), "{shown}");
            assert!(
                !shown.contains("SECRET") && !shown.contains("4711"),
                "{shown}"
            );
        }
    }

    #[test]
    fn is_transparent_in_json() {
        let value: Redacted<Option<i64>> = serde_json::from_str("28").unwrap();
        assert_eq!(value.expose(), &Some(28));
        assert_eq!(serde_json::to_string(&value).unwrap(), "28");
        let null: Option<Redacted<String>> = serde_json::from_str("null").unwrap();
        assert_eq!(null, None);
    }

    #[test]
    fn goes_into_setters_of_required_and_optional_members() {
        assert_eq!(
            setter::<Redacted<String>, _>("x"),
            Some(Redacted::text("x"))
        );
        assert_eq!(
            setter::<Redacted<String>, _>("x".to_owned()),
            Some(Redacted::text("x"))
        );
        assert_eq!(
            setter::<Option<Redacted<String>>, _>(Redacted::text("x")),
            Some(Some(Redacted::text("x")))
        );
        assert_eq!(
            setter::<Option<Redacted<i64>>, _>(Redacted::new(3)),
            Some(Some(Redacted::new(3)))
        );
        assert_eq!(setter::<Option<Redacted<String>>, _>(None), Some(None));
    }

    #[test]
    fn compares_and_defaults_like_the_value() {
        assert_eq!(Redacted::<String>::default().into_inner(), "");
        assert_ne!(Redacted::text("a"), Redacted::text("b"));
        assert!(Redacted::new(1) < Redacted::new(2));
    }
}
