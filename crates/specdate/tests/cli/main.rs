//! The program `specdate` as its users meet it: every test runs the real binary on a workspace of its own.

#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)] // What is allowed in tests is not in their helpers.

mod accept;
mod add;
mod batch;
mod check;
mod check_problems;
mod color;
mod diff;
mod diff_errors;
mod diff_findings;
mod diff_gate;
mod diff_git;
mod drafts;
mod errors;
mod explain;
mod gate;
mod generate;
mod generate_check;
mod git_diff;
mod github_action;
mod help;
mod init;
mod interruption;
mod obstacles;
mod pipes;
#[cfg(unix)]
mod progress;
mod release;
mod reports;
mod repository;
mod review;
mod review_git;
#[cfg(unix)]
mod review_hooks;
mod schema;
mod several_files;
mod source;
mod subset;
mod subset_corpus;
mod subset_errors;
mod versions;
mod workspace;
