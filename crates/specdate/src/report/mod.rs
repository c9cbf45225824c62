//! Turns what commands found into text. Nothing is decided here.

pub(crate) mod accept;
pub(crate) mod check;
pub(crate) mod comparison;
pub(crate) mod diagnostic;
pub(crate) mod edition;
pub(crate) mod explain;
pub(crate) mod formats;
pub(crate) mod generation;
pub(crate) mod git_diff;
pub(crate) mod html;
pub(crate) mod json;
pub(crate) mod listing;
pub(crate) mod manual;
pub(crate) mod markdown;
pub(crate) mod review;
pub(crate) mod snippet;
pub(crate) mod subset;
pub(crate) mod table;
pub(crate) mod unified_diff;
pub(crate) mod versions;
pub(crate) mod words;
