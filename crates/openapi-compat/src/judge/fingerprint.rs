//! Fingerprints: what a finding is recognised by, from run to run.
//!
//! A fingerprint is 16 hexadecimal digits. It is made of these texts, in this order: the name of the API, the pair of
//! dates, the id of the rule, the pointers by names in the base document and in the revision (empty where there is
//! none), the path and method of the operation where the place is in neither document, then each argument and changed
//! value. Each text is preceded by its length in bytes (64 bits, little endian), so that no two lists of texts run
//! together. The bytes go through FNV-1a with 128 bits, and the two halves of the result are combined by exclusive or.
//!
//! Lines, columns, indexes and statuses of shared responses are not part of it: edits elsewhere leave it as it is. Of findings
//! that still have the same one, all but the first get another by their number in the order of the findings.

use foldhash::HashMap;

use super::names;
use crate::fact::Fact;
use crate::finding::Finding;
use crate::options::Options;

const OFFSET: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;

/// Arguments that tell what is reached and not what changed.
const LEFT_OUT: &[&str] = &["status", "code"];

/// The fingerprint of the finding that a fact becomes.
pub(super) fn of(fact: &Fact<'_>, options: &Options) -> String {
    let mut hash = Hash(OFFSET);
    hash.text(&options.api);
    hash.text(&options.pair);
    hash.text(fact.rule.id);
    for place in [fact.base, fact.revision] {
        hash.text(&place.map(names::pointer).unwrap_or_default());
    }
    if fact.base.is_none()
        && fact.revision.is_none()
        && let Some(operation) = &fact.operation
    {
        hash.text(&operation.path);
        hash.text(&operation.method);
    }
    for (name, text) in &fact.arguments {
        if !LEFT_OUT.contains(name) {
            hash.text(name);
            hash.text(text);
        }
    }
    for value in &fact.values {
        hash.text(value);
    }
    hash.finish()
}

/// The fingerprint of a finding that is made elsewhere, of the texts that tell it from every other.
///
/// ```
/// let of = |texts: &[&str]| openapi_compat::fingerprint_of(texts);
/// assert_eq!(of(&["pets", "field-removed", "Pet"]).len(), 16);
/// assert_ne!(of(&["ab", "c"]), of(&["a", "bc"]));
/// ```
#[must_use]
pub fn fingerprint_of(texts: &[&str]) -> String {
    let mut hash = Hash(OFFSET);
    for text in texts {
        hash.text(text);
    }
    hash.finish()
}

/// Gives findings fingerprints of their own that share one: two changes in arms without names, of the same kind and with the
/// same values. The first keeps it, the others add their number: who accepts one of them accepts no other.
pub(super) fn tell_apart(findings: &mut [Finding]) {
    let mut seen: HashMap<String, u64> = HashMap::default();
    for finding in findings {
        let count = seen.entry(finding.fingerprint.clone()).or_default();
        *count += 1;
        if *count > 1 {
            let mut hash = Hash(OFFSET);
            hash.text(&finding.fingerprint);
            hash.text(&count.to_string());
            finding.fingerprint = hash.finish();
        }
    }
}

struct Hash(u128);

impl Hash {
    fn text(&mut self, text: &str) {
        let length = u64::try_from(text.len()).unwrap_or(u64::MAX);
        self.bytes(&length.to_le_bytes());
        self.bytes(text.as_bytes());
    }

    fn bytes(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u128::from(*byte)).wrapping_mul(PRIME);
        }
    }

    fn finish(&self) -> String {
        let folded = (self.0 >> 64) ^ (self.0 & u128::from(u64::MAX));
        format!("{folded:016x}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The test vectors of FNV-1a with 128 bits.
    #[test]
    fn it_is_fnv_1a() {
        let of = |text: &str| {
            let mut hash = Hash(OFFSET);
            hash.bytes(text.as_bytes());
            hash.0
        };
        assert_eq!(of(""), OFFSET);
        assert_eq!(of("a"), 0xd228_cb69_6f1a_8caf_7891_2b70_4e4a_8964);
        assert_eq!(of("foobar"), 0x343e_1662_793c_64bf_6f0d_3597_ba44_6f18);
    }

    #[test]
    fn texts_do_not_run_together() {
        assert_ne!(fingerprint_of(&["ab", "c"]), fingerprint_of(&["a", "bc"]));
        assert_eq!(fingerprint_of(&["ab"]).len(), 16);
    }
}
