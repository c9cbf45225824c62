//! The rules, one file each, named after its id.

use crate::rule::Rule;

/// Every rule, sorted by id.
pub const RULES: &[&Rule] = &[];
