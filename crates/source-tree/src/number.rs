//! Numbers as they are written.

/// A number, exactly as it is written.
///
/// Nothing is rounded: [`text`](Number::text) is the number in the grammar of RFC 8259, section 6.
/// For JSON, and for YAML numbers that JSON could hold, it is the source text itself. YAML forms
/// that JSON does not have are rewritten to the same value: `0x1F` is `31`, `0o17` is `15`, `+1` is
/// `1`, `.5` is `0.5`, `1.` is `1.0`, `007` is `7`. The span of the node still cuts what was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Number<'t>(pub(crate) &'t str);

impl<'t> Number<'t> {
    /// The number in JSON's grammar, digit for digit.
    #[must_use]
    pub fn text(self) -> &'t str {
        self.0
    }

    /// The value, if the number is written as an integer (no fraction, no exponent) and fits.
    #[must_use]
    pub fn as_i64(self) -> Option<i64> {
        self.0.parse().ok()
    }

    /// The value, if the number is written as an integer (no fraction, no exponent) and fits.
    #[must_use]
    pub fn as_u64(self) -> Option<u64> {
        self.0.parse().ok()
    }

    /// The nearest double, or none if the number is beyond the range of doubles.
    #[must_use]
    pub fn as_f64(self) -> Option<f64> {
        self.0.parse().ok().filter(|value: &f64| value.is_finite())
    }
}
