//! Members by name, fast: the walk over a document looks up every key that it meets.

use std::sync::OnceLock;

use super::{Member, ObjectKind, ObjectTable, objects};
use crate::version::SpecVersion;

/// The members of one object in one version.
#[derive(Debug)]
struct Lookup {
    /// Open addressing; the place of a member in its table, plus one.
    slots: [u8; SLOTS],
    required: Vec<&'static Member>,
}

/// Four times the members of the largest object, so that most names are found at once.
const SLOTS: usize = 256;

/// Enough of a name to tell the members of one object apart, mostly.
fn hash(name: &str) -> usize {
    let byte = |at: usize| usize::from(name.as_bytes().get(at).copied().unwrap_or_default());
    let last = byte(name.len().saturating_sub(1));
    name.len().wrapping_mul(67)
        ^ byte(0).wrapping_mul(31)
        ^ byte(3).wrapping_mul(13)
        ^ last.wrapping_mul(5)
}

fn lookup(kind: ObjectKind, version: SpecVersion) -> Option<&'static Lookup> {
    static LOOKUPS: OnceLock<Vec<[Lookup; 2]>> = OnceLock::new();
    let lookups = LOOKUPS.get_or_init(|| {
        objects()
            .iter()
            .map(|table| {
                [
                    build(table, SpecVersion::V3_0),
                    build(table, SpecVersion::V3_1),
                ]
            })
            .collect()
    });
    lookups
        .get(kind as usize)?
        .get(usize::from(version == SpecVersion::V3_1))
}

fn build(table: &'static ObjectTable, version: SpecVersion) -> Lookup {
    let mut lookup = Lookup {
        slots: [0; SLOTS],
        required: Vec::new(),
    };
    for (index, member) in table.members.iter().enumerate() {
        if !member.versions.contains(version) {
            continue;
        }
        if member
            .required
            .is_some_and(|versions| versions.contains(version))
        {
            lookup.required.push(member);
        }
        let place = u8::try_from(index + 1).unwrap_or(u8::MAX);
        let start = hash(member.name);
        let free = (0..SLOTS).map(|step| (start + step) % SLOTS);
        for slot in free {
            if let Some(slot) = lookup.slots.get_mut(slot)
                && *slot == 0
            {
                *slot = place;
                break;
            }
        }
    }
    lookup
}

/// The member `name` of an object, as `version` knows it.
pub(super) fn member(
    table: &ObjectTable,
    name: &str,
    version: SpecVersion,
) -> Option<&'static Member> {
    let lookup = lookup(table.kind, version)?;
    let start = hash(name);
    for step in 0..SLOTS {
        let place = *lookup.slots.get((start + step) % SLOTS)?;
        let member = table.members.get(usize::from(place).checked_sub(1)?)?;
        if member.name == name {
            return Some(member);
        }
    }
    None
}

/// The members of an object that `version` requires.
pub(super) fn required(table: &ObjectTable, version: SpecVersion) -> &'static [&'static Member] {
    lookup(table.kind, version).map_or(&[], |lookup| &lookup.required)
}
