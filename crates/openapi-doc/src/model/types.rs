//! The types of JSON values, and sets of them.

/// A JSON type as schemas name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)] // The types of JSON Schema of that name.
pub enum Type {
    Null,
    Boolean,
    Integer,
    Number,
    String,
    Array,
    Object,
}

impl Type {
    /// Every type.
    pub const ALL: [Self; 7] = [
        Self::Null,
        Self::Boolean,
        Self::Integer,
        Self::Number,
        Self::String,
        Self::Array,
        Self::Object,
    ];

    /// Its name in schemas.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::String => "string",
            Self::Array => "array",
            Self::Object => "object",
        }
    }

    /// The type of that name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|candidate| candidate.as_str() == name)
    }
}

/// A set of JSON types.
///
/// ```
/// use openapi_doc::{Type, TypeSet};
///
/// let types: TypeSet = [Type::String, Type::Null].into_iter().collect();
/// assert!(types.contains(Type::Null) && !types.contains(Type::Integer));
/// assert_eq!(types.without(Type::Null).only(), Some(Type::String));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct TypeSet(u8);

impl TypeSet {
    /// No type.
    pub const EMPTY: Self = Self(0);

    /// Whether it has that type.
    #[must_use]
    pub fn contains(self, kind: Type) -> bool {
        self.0 & (1 << kind as u8) != 0
    }

    /// The same set with one more type.
    #[must_use]
    pub fn with(self, kind: Type) -> Self {
        Self(self.0 | 1 << kind as u8)
    }

    /// The same set without one type.
    #[must_use]
    pub fn without(self, kind: Type) -> Self {
        Self(self.0 & !(1 << kind as u8))
    }

    /// Whether it has no type.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Its types in a fixed order.
    pub fn iter(self) -> impl Iterator<Item = Type> {
        Type::ALL
            .into_iter()
            .filter(move |kind| self.contains(*kind))
    }

    /// Its type, if it has exactly one.
    #[must_use]
    pub fn only(self) -> Option<Type> {
        let mut types = self.iter();
        types.next().filter(|_| types.next().is_none())
    }
}

impl FromIterator<Type> for TypeSet {
    fn from_iter<I: IntoIterator<Item = Type>>(types: I) -> Self {
        types.into_iter().fold(Self::EMPTY, Self::with)
    }
}
