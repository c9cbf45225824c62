//! The listing.

use std::fmt;

use super::{Line, PlaceSurface, Surface};

pub(super) fn surface(surface: &Surface, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if !surface.servers.is_empty() {
        writeln!(f, "servers: {}", surface.servers)?;
    }
    for (index, operation) in surface.operations.iter().enumerate() {
        if index > 0 || !surface.servers.is_empty() {
            writeln!(f)?;
        }
        writeln!(f, "{}{}", operation.name, operation.details)?;
        for place in &operation.places {
            for line in &place.lines {
                let indent = if line.path.is_empty() { "  " } else { "    " };
                writeln!(f, "{indent}{}", text(place, line))?;
            }
        }
    }
    Ok(())
}

/// One line without its indentation.
pub(super) fn text(place: &PlaceSurface, line: &Line) -> String {
    let name = if line.path.is_empty() {
        &place.name
    } else {
        &line.path
    };
    format!("{name}: {}", line.facts.text())
}
