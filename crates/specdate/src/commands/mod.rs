//! One file per command: what it does. What it says is made in [`report`](crate::report).

pub(crate) mod check;
pub(crate) mod diff;
pub(crate) mod explain;
pub(crate) mod generate;
pub(crate) mod schema;
pub(crate) mod subset;
pub(crate) mod versions;
