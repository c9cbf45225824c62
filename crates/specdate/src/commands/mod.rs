//! One file per command: what it does. What it says is made in [`report`](crate::report).

pub(crate) mod accept;
pub(crate) mod add;
pub(crate) mod check;
pub(crate) mod completions;
pub(crate) mod diff;
pub(crate) mod explain;
pub(crate) mod generate;
pub(crate) mod git_diff;
pub(crate) mod init;
pub(crate) mod man;
pub(crate) mod release;
pub(crate) mod review;
pub(crate) mod schema;
pub(crate) mod subset;
pub(crate) mod versions;
