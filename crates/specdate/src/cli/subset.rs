//! `specdate subset`, as it is typed.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use schema_subset::{Dialect, Role};

use super::help;

#[derive(Debug, Args)]
pub(crate) struct Subset {
    /// The schema whose values are asked about: a file of JSON or, named .yaml or .yml, of YAML; `-` is JSON from standard input
    #[arg(required_unless_present = "batch", conflicts_with = "batch")]
    pub(crate) a: Option<PathBuf>,

    /// The schema that should allow them all; `-` is for one of the two
    #[arg(required_unless_present = "batch", conflicts_with = "batch")]
    pub(crate) b: Option<PathBuf>,

    /// Answer many questions instead: a line of JSON in, a line of JSON out; `-` is standard input
    #[arg(long, value_name = "PAIRS")]
    pub(crate) batch: Option<PathBuf>,

    /// The language of both schemas: 2020-12 or openapi-3.0 [default: 2020-12]
    #[arg(long, value_enum, value_name = "DIALECT", hide_possible_values = true)]
    pub(crate) dialect: Option<DialectName>,

    /// Ask about messages, request or response: A is the schema of the one who sends, B of the one who reads
    #[arg(long, value_enum, value_name = "ROLE", hide_possible_values = true)]
    pub(crate) role: Option<RoleName>,

    /// Let `format` restrict values in 2020-12, as it always does in openapi-3.0
    #[arg(long)]
    pub(crate) format_assertion: bool,

    /// How to print the answer: text or json [default: text]
    #[arg(long, value_enum, value_name = "FORMAT", hide_possible_values = true)]
    pub(crate) format: Option<OutputFormat>,
}

/// The name of a dialect, on the command line and in the lines of a batch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum DialectName {
    #[default]
    #[value(name = "2020-12")]
    JsonSchema2020_12,
    #[value(name = "openapi-3.0")]
    OpenApi3_0,
}

/// The name of a role, on the command line and in the lines of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum RoleName {
    Request,
    Response,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum OutputFormat {
    #[default]
    Text,
    Json,
}

impl From<DialectName> for Dialect {
    fn from(name: DialectName) -> Self {
        match name {
            DialectName::JsonSchema2020_12 => Self::JsonSchema2020_12,
            DialectName::OpenApi3_0 => Self::OpenApi3_0,
        }
    }
}

impl From<RoleName> for Role {
    fn from(name: RoleName) -> Self {
        match name {
            RoleName::Request => Self::Request,
            RoleName::Response => Self::Response,
        }
    }
}

pub(super) fn help(command: clap::Command, program: &str) -> clap::Command {
    let single = help::usage(program, "subset", "[OPTIONS] <A> <B>");
    let batch = help::usage(program, "subset", "[OPTIONS] --batch <PAIRS>");
    let examples = help::examples(
        program,
        &[
            (
                "subset new.json old.json",
                "is every value of the new schema one of the old?",
            ),
            (
                "subset --role request old.yaml new.yaml",
                "does the new server accept what old clients send?",
            ),
            (
                "subset --format json - old.json",
                "the new schema from standard input, the answer for a program",
            ),
            (
                "subset --batch pairs.jsonl",
                "many questions, each answered before the next is read",
            ),
        ],
    );
    let fields = help::table(
        "Fields of a line with --batch",
        "",
        &[
            (
                "id",
                "a string or a number, which the answer repeats as it is written",
            ),
            ("a, b", "the schemas themselves: objects or booleans"),
            ("dialect", "2020-12 or openapi-3.0"),
            ("role", "request or response"),
            ("formatAssertion", "true or false"),
        ],
    );
    let fields = format!(
        "{fields}\n  A line without one of the last three has the option that stands beside --batch; with null it has none.\n  \
         An answer has id, contained (true, false or null), and witness or reason. Empty lines are skipped.\n  \
         A line that cannot be read ends the run; the lines before it are answered."
    );
    let exit_codes = help::exit_codes(&[
        ("0", "contained; with --batch: every line is answered"),
        (
            "1",
            "not contained: the witness is a value of A that B refuses",
        ),
        ("2", "something cannot be read: a file, a line, an option"),
        (
            "3",
            "unknown: it cannot be decided, and the reason says why",
        ),
    ]);
    command
        .override_usage(format!("{single}\n       {batch}"))
        .after_help(format!("{examples}\n\n{fields}\n\n{exit_codes}"))
}
