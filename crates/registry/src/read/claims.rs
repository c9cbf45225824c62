//! What must not be the same in two places of a registry.
//!
//! Claims are noted while the file is read, not taken from the finished registry: an entry with another problem still
//! takes what it names.

use std::collections::BTreeMap;

use crate::{position::Position, text::Shown};

/// What is claimed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// A header, within the API of this name.
    Header(String),
    /// The folder of a client crate.
    ClientCrate,
    /// A file below the folder of the registry.
    File,
    /// A fingerprint that is accepted.
    Fingerprint,
}

/// Everything that was claimed so far.
#[derive(Default)]
pub(super) struct Claims {
    by_key: BTreeMap<(Kind, String), Vec<Claim>>,
}

struct Claim {
    position: Position,
    role: &'static str,
    written: String,
}

impl Claims {
    pub(super) fn add(&mut self, kind: Kind, key: &str, role: &'static str, position: Position) {
        // Header names have no letter case, and on some systems two spellings of a path are one file.
        let folded = if kind == Kind::Fingerprint {
            key.to_owned()
        } else {
            key.to_lowercase()
        };
        let claim = Claim {
            position,
            role,
            written: key.to_owned(),
        };
        self.by_key.entry((kind, folded)).or_default().push(claim);
    }

    /// Position, rule, message and next step of every claim but the first of its kind.
    pub(super) fn conflicts(self) -> Vec<(Position, &'static str, String, &'static str)> {
        let mut conflicts = Vec::new();
        for ((kind, _), mut claims) in self.by_key {
            // In the order of the file, whatever the order of reading.
            claims.sort_by_key(|claim| (claim.position, claim.role));
            let mut claims = claims.iter();
            let Some(first) = claims.next() else { continue };
            conflicts.extend(claims.map(|claim| claim.conflict(&kind, first)));
        }
        conflicts
    }
}

impl Claim {
    fn conflict(
        &self,
        kind: &Kind,
        first: &Self,
    ) -> (Position, &'static str, String, &'static str) {
        let Self {
            position,
            role,
            written,
        } = self;
        let (id, next_step) = match kind {
            Kind::Header(_) => ("header-used-twice", "give each selector its own header"),
            Kind::ClientCrate => (
                "client-crate-used-twice",
                "give each API its own client crate",
            ),
            Kind::File => (
                "path-used-twice",
                "give each version its own `document` and `released-copy`",
            ),
            Kind::Fingerprint => ("duplicate-fingerprint", "remove one of the two entries"),
        };
        let message = format!(
            "{role} {} is also the {} at {}",
            Shown(written),
            first.role,
            first.position
        );
        (*position, id, message, next_step)
    }
}
