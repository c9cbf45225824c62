//! Fingerprints of input files, written into generated headers and checked by the client's build script.

use std::fmt;

/// FNV-1a with 128 bits over bytes without carriage returns.
///
/// Carriage returns are left out because git may check a text file out with either line ending, and a
/// checkout must not look like an edit. FNV-1a needs no library, which lets a build script of the
/// standard library alone compute it as well; it guards against forgetting, not against an attacker.
/// Offset basis and prime: draft-eastlake-fnv, section 5.
///
/// ```
/// use openapi_codegen::Fingerprint;
///
/// let unix = Fingerprint::of(b"openapi: 3.0.3\n");
/// assert_eq!(unix, Fingerprint::of(b"openapi: 3.0.3\r\n"));
/// assert_eq!(Fingerprint::of(b"").to_string(), "6c62272e07bb014262b821756295c58d");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(u128);

const OFFSET_BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;

impl Fingerprint {
    /// The fingerprint of a file's bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(
            bytes
                .iter()
                .filter(|&&byte| byte != b'\r')
                .fold(OFFSET_BASIS, |hash, &byte| {
                    (hash ^ u128::from(byte)).wrapping_mul(PRIME)
                }),
        )
    }

    /// The fingerprint that is written as 32 hexadecimal digits.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let value = u128::from_str_radix(text, 16).ok()?;
        Some(Self(value)).filter(|fingerprint| fingerprint.to_string() == text)
    }
}

/// 32 lower-case hexadecimal digits.
impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_the_published_test_vectors() {
        // draft-eastlake-fnv, appendix C: FNV-1a 128 of "a" and "foobar".
        assert_eq!(
            Fingerprint::of(b"a").to_string(),
            "d228cb696f1a8caf78912b704e4a8964"
        );
        assert_eq!(
            Fingerprint::of(b"foobar").to_string(),
            "343e1662793c64bf6f0d3597ba446f18"
        );
    }

    #[test]
    fn sees_every_byte_but_carriage_returns() {
        assert_ne!(Fingerprint::of(b"a\nb"), Fingerprint::of(b"a\n\nb"));
        assert_ne!(Fingerprint::of(b"ab"), Fingerprint::of(b"ba"));
        assert_eq!(Fingerprint::of(b"a\r\nb\r"), Fingerprint::of(b"a\nb"));
    }
}
