//! `specdate schema`: the JSON Schemas of what specdate reads and writes.

use crate::report::{check, comparison, review, versions};
use crate::{Exit, Terminal};

/// Prints the schema of the registry file.
pub(crate) fn config(terminal: &mut Terminal<'_>) -> Exit {
    terminal.out.write(&registry::schema_json());
    Exit::Success
}

/// Prints the schema of the report of `specdate diff`.
pub(crate) fn report(terminal: &mut Terminal<'_>) -> Exit {
    terminal.out.write(&comparison::schema_json());
    Exit::Success
}

/// Prints the schema of the report of `specdate check`.
pub(crate) fn check(terminal: &mut Terminal<'_>) -> Exit {
    terminal.out.write(&check::schema_json());
    Exit::Success
}

/// Prints the schema of the report of `specdate review`.
pub(crate) fn review(terminal: &mut Terminal<'_>) -> Exit {
    terminal.out.write(&review::schema_json());
    Exit::Success
}

/// Prints the schema of the list of `specdate versions`.
pub(crate) fn versions(terminal: &mut Terminal<'_>) -> Exit {
    terminal.out.write(&versions::schema_json());
    Exit::Success
}
