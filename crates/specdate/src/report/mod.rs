//! Turns what commands found into text. Nothing is decided here.

pub(crate) mod diagnostic;
pub(crate) mod diff;
pub(crate) mod generation;
pub(crate) mod snippet;
pub(crate) mod subset;
pub(crate) mod words;
