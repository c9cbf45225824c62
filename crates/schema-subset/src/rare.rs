//! Parts that few nodes have: a pointer where they are, and nothing where they are not.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::{Deref, DerefMut};

/// A part with a value that stands for nothing written.
pub(crate) trait Part: Default + 'static {
    /// The part where nothing is written.
    fn empty() -> &'static Self;
}

/// A [`Part`] that takes memory only once something is written into it.
///
/// Reading sees the empty part where there is none; so equality and hash are those of the part.
#[derive(Clone)]
pub(crate) struct Rare<T>(Option<Box<T>>);

impl<T> Rare<T> {
    /// The part where nothing is written.
    pub const NONE: Self = Self(None);

    pub fn new(part: T) -> Self {
        Self(Some(Box::new(part)))
    }

    /// The part if it has been written to; unlike [`DerefMut`] this makes none.
    pub fn written(&mut self) -> Option<&mut T> {
        self.0.as_deref_mut()
    }
}

impl<T> Default for Rare<T> {
    fn default() -> Self {
        Self::NONE
    }
}

impl<T: Part> Deref for Rare<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0.as_deref().unwrap_or_else(|| T::empty())
    }
}

impl<T: Part> DerefMut for Rare<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.0.get_or_insert_default()
    }
}

impl<T: Part + PartialEq> PartialEq for Rare<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0.is_none() && other.0.is_none() || **self == **other
    }
}

impl<T: Part + Eq> Eq for Rare<T> {}

impl<T: Part + Hash> Hash for Rare<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

impl<T: Part + fmt::Debug> fmt::Debug for Rare<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use std::hash::{BuildHasher, RandomState};

    use super::*;

    #[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
    struct Names(Vec<u8>);

    impl Part for Names {
        fn empty() -> &'static Self {
            static EMPTY: Names = Names(Vec::new());
            &EMPTY
        }
    }

    #[test]
    fn a_part_that_was_emptied_again_is_as_good_as_none() {
        let mut emptied = Rare::<Names>::default();
        (*emptied).0.push(1);
        assert_ne!(emptied, Rare::NONE);
        (*emptied).0.clear();
        assert_eq!(emptied, Rare::NONE);
        let hasher = RandomState::new();
        assert_eq!(
            hasher.hash_one(&emptied),
            hasher.hash_one(Rare::<Names>::NONE)
        );
    }

    #[test]
    fn reading_writes_nothing() {
        let mut read = Rare::<Names>::default();
        assert!((*read).0.is_empty());
        assert!(read.written().is_none());
    }
}
