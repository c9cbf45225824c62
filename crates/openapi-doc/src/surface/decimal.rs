//! Numbers of documents, compared and written without rounding.

use std::cmp::Ordering;

/// A number in JSON's grammar, taken apart: `digits * 10^exponent`, no zero at either end of the digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Decimal {
    negative: bool,
    digits: String,
    exponent: i64,
}

impl Decimal {
    /// `None` for an exponent that is beyond all use.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
            None => (text, 0),
        };
        let (negative, mantissa) = match mantissa.strip_prefix('-') {
            Some(mantissa) => (true, mantissa),
            None => (false, mantissa),
        };
        let (integer, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all = format!("{integer}{fraction}");
        let digits = all.trim_start_matches('0').trim_end_matches('0').to_owned();
        let zeros = all.len() - all.trim_end_matches('0').len();
        let exponent = i64::from(exponent) - i64::try_from(fraction.len()).ok()?
            + i64::try_from(zeros).ok()?;
        if digits.is_empty() {
            return Some(Self {
                negative: false,
                digits,
                exponent: 0,
            });
        }
        Some(Self {
            negative,
            digits,
            exponent,
        })
    }

    /// Where the first digit stands, counted from the decimal point.
    fn magnitude(&self) -> i64 {
        i64::try_from(self.digits.len())
            .unwrap_or(i64::MAX)
            .saturating_add(self.exponent)
    }

    pub(super) fn compare(&self, other: &Self) -> Ordering {
        match (self.digits.is_empty(), other.digits.is_empty()) {
            (true, true) => return Ordering::Equal,
            (true, false) => {
                return if other.negative {
                    Ordering::Greater
                } else {
                    Ordering::Less
                };
            }
            (false, true) => {
                return if self.negative {
                    Ordering::Less
                } else {
                    Ordering::Greater
                };
            }
            (false, false) => {}
        }
        match (self.negative, other.negative) {
            (false, true) => return Ordering::Greater,
            (true, false) => return Ordering::Less,
            _ => {}
        }
        // Without zeros at the ends, digits of the same magnitude compare like text.
        let absolute = self
            .magnitude()
            .cmp(&other.magnitude())
            .then_with(|| self.digits.cmp(&other.digits));
        if self.negative {
            absolute.reverse()
        } else {
            absolute
        }
    }
}

/// One spelling for each number: `1.0`, `1` and `10e-1` are all written `1`.
pub(super) fn canonical(text: &str) -> String {
    /// More zeros than this are not written out.
    const ZEROS: i64 = 30;
    let Some(number) = Decimal::parse(text) else {
        return text.to_owned();
    };
    if number.digits.is_empty() {
        return "0".to_owned();
    }
    let sign = if number.negative { "-" } else { "" };
    let length = i64::try_from(number.digits.len()).unwrap_or(i64::MAX);
    let point = number.magnitude();
    match number.exponent {
        0..=ZEROS => {
            let zeros = usize::try_from(number.exponent).unwrap_or_default();
            format!("{sign}{}{}", number.digits, "0".repeat(zeros))
        }
        _ if point > 0 && point < length => {
            let (integer, fraction) = number
                .digits
                .split_at(usize::try_from(point).unwrap_or_default());
            format!("{sign}{integer}.{fraction}")
        }
        _ if (-ZEROS..=0).contains(&point) => {
            let zeros = usize::try_from(-point).unwrap_or_default();
            format!("{sign}0.{}{}", "0".repeat(zeros), number.digits)
        }
        exponent => format!("{sign}{}e{exponent}", number.digits),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_spelling_each() {
        for (text, expected) in [
            ("1", "1"),
            ("1.0", "1"),
            ("10e-1", "1"),
            ("-0.0", "0"),
            ("1.50", "1.5"),
            ("0.05", "0.05"),
            ("5e-2", "0.05"),
            ("1e3", "1000"),
            ("123.456e1", "1234.56"),
            ("1e400", "1e400"),
            ("9007199254740993", "9007199254740993"),
            ("1e99999999999", "1e99999999999"),
        ] {
            assert_eq!(canonical(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn order_agrees_with_rationals(a in -10_000_i64..10_000, b in -10_000_i64..10_000, p in 0_u32..4, q in 0_u32..4) {
            // a / 10^p against b / 10^q, multiplied out in integers.
            let expected = (a * 10_i64.pow(q)).cmp(&(b * 10_i64.pow(p)));
            let text = |n: i64, e: u32| Decimal::parse(&format!("{n}e-{e}")).unwrap();
            prop_assert_eq!(text(a, p).compare(&text(b, q)), expected);
            prop_assert_eq!(canonical(&format!("{a}e-{p}")) == canonical(&format!("{b}e-{q}")), expected == Ordering::Equal);
        }
    }
}
