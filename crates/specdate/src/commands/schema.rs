//! `specdate schema`: the JSON Schemas of the files that specdate reads.

use crate::{Exit, Terminal};

/// Prints the schema of the registry file.
pub(crate) fn config(terminal: &mut Terminal<'_>) -> Exit {
    terminal.out.write(&registry::schema_json());
    Exit::Success
}
