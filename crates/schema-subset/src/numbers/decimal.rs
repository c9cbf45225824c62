//! Exact decimals: every JSON number is one, and so are sums, products and common multiples.

use std::cmp::Ordering;
use std::fmt;

/// Digits that a decimal may have: two of them can be brought to one exponent within `i128`.
const MAX_DIGITS: u32 = 38;
/// Beyond any number that a double can hold, and far from an overflow of the arithmetic.
const MAX_EXPONENT: i32 = 1100;

/// An exact decimal number: an integer times a power of ten.
///
/// Equal numbers are equal values, however they are written: `1.0`, `1` and `10e-1`. Arithmetic
/// is checked: what needs more than 37 digits has no result, it is never rounded.
///
/// ```
/// use schema_subset::numbers::Decimal;
///
/// let one = Decimal::parse("1.0").unwrap();
/// assert_eq!(one, Decimal::parse("10e-1").unwrap());
/// assert!(one.is_integer());
/// assert!(Decimal::parse("0.1").unwrap() < one);
/// assert_eq!(Decimal::parse("1500e-3").unwrap().to_string(), "1.5");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Decimal {
    /// Without trailing zeros, except for zero itself.
    mantissa: i128,
    exponent: i32,
}

impl Decimal {
    /// Zero.
    pub const ZERO: Self = Self {
        mantissa: 0,
        exponent: 0,
    };
    /// One.
    pub const ONE: Self = Self {
        mantissa: 1,
        exponent: 0,
    };

    /// Reads a number in the grammar of JSON (RFC 8259, section 6).
    ///
    /// None if the text is no such number, or the number has more than 37 digits between its first
    /// and its last that is not zero, or an exponent beyond 1100.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (negative, unsigned) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (digits, exponent) = match unsigned.split_once(['e', 'E']) {
            Some((digits, exponent)) => (digits, parse_exponent(exponent)?),
            None => (unsigned, 0),
        };
        let (whole, fraction) = match digits.split_once('.') {
            Some((whole, fraction)) if !fraction.is_empty() => (whole, fraction),
            Some(_) => return None,
            None => (digits, ""),
        };
        let leading_zero = whole.len() > 1 && whole.starts_with('0');
        let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || leading_zero || !all_digits(whole) || !all_digits(fraction) {
            return None;
        }
        let mut mantissa: i128 = 0;
        // Zeros are counted and written only when another digit follows: trailing ones cost nothing.
        let mut zeros: u32 = 0;
        for byte in whole.bytes().chain(fraction.bytes()) {
            if byte == b'0' {
                zeros = zeros.checked_add(1)?;
                continue;
            }
            if mantissa != 0 {
                mantissa = mantissa.checked_mul(power_of_ten(zeros.checked_add(1)?)?)?;
            }
            mantissa = mantissa.checked_add(i128::from(byte - b'0'))?;
            zeros = 0;
        }
        if mantissa == 0 {
            return Some(Self::ZERO);
        }
        let shift = i64::from(zeros) - i64::try_from(fraction.len()).ok()?;
        let exponent = exponent.checked_add(shift)?;
        let signed = if negative { -mantissa } else { mantissa };
        Self::new(signed, i32::try_from(exponent).ok()?)
    }

    /// `mantissa` times ten to the power of `exponent`; none beyond the limits.
    #[must_use]
    pub fn new(mantissa: i128, exponent: i32) -> Option<Self> {
        let (mut mantissa, mut exponent) = (mantissa, exponent);
        if mantissa == 0 {
            return Some(Self::ZERO);
        }
        while mantissa % 10 == 0 {
            mantissa /= 10;
            exponent = exponent.checked_add(1)?;
        }
        let fits = digit_count(mantissa) <= MAX_DIGITS && exponent.abs() <= MAX_EXPONENT;
        fits.then_some(Self { mantissa, exponent })
    }

    /// Whether there is no fractional part.
    #[must_use]
    pub fn is_integer(self) -> bool {
        self.exponent >= 0
    }

    /// Whether this is zero.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self.mantissa == 0
    }

    /// The number without its sign.
    #[must_use]
    pub fn abs(self) -> Self {
        Self {
            mantissa: self.mantissa.abs(),
            ..self
        }
    }

    /// The sum; none beyond the limits.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        let exponent = self.exponent.min(other.exponent);
        let scaled = |number: Self| {
            let zeros = u32::try_from(number.exponent.checked_sub(exponent)?).ok()?;
            number.mantissa.checked_mul(power_of_ten(zeros)?)
        };
        Self::new(scaled(self)?.checked_add(scaled(other)?)?, exponent)
    }

    /// `self` times an integer; none beyond the limits.
    #[must_use]
    pub fn checked_mul(self, factor: i128) -> Option<Self> {
        Self::new(self.mantissa.checked_mul(factor)?, self.exponent)
    }

    /// Whether this is an integer times `step`; none if that is beyond the arithmetic. Every
    /// number is a multiple of itself, of zero only zero is one.
    #[must_use]
    pub fn is_multiple_of(self, step: Self) -> Option<bool> {
        if self.is_zero() || step.is_zero() {
            return Some(self.is_zero());
        }
        // The mantissas end in no zero, so a greater exponent of the step needs factors that ...
        let shift = self.exponent.checked_sub(step.exponent)?;
        if shift < 0 {
            // ... ten to the power of `-shift` would have to divide the mantissa, which it cannot.
            return Some(false);
        }
        let mut remainder = self.mantissa % step.mantissa;
        for _ in 0..shift {
            if remainder == 0 {
                break;
            }
            remainder = remainder.checked_mul(10)? % step.mantissa;
        }
        Some(remainder == 0)
    }

    /// The smallest positive number that is a multiple of both; none beyond the limits, or if one
    /// of them is zero.
    #[must_use]
    pub fn common_multiple(self, other: Self) -> Option<Self> {
        if self.is_zero() || other.is_zero() {
            return None;
        }
        let (a, b, exponent) = aligned(self, other)?;
        let (a, b) = (a.abs(), b.abs());
        Self::new((a / gcd(a, b)).checked_mul(b)?, exponent)
    }

    /// `self / step` rounded down, and whether the division left nothing; none beyond the limits.
    pub(super) fn divide(self, step: Self) -> Option<(i128, bool)> {
        let (a, b, _) = aligned(self, step)?;
        if b == 0 {
            return None;
        }
        Some((a.div_euclid(b), a.rem_euclid(b) == 0))
    }
}

impl From<i64> for Decimal {
    fn from(value: i64) -> Self {
        Self::new(i128::from(value), 0).unwrap_or(Self::ZERO)
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let sign = self.mantissa.signum();
        let by_sign = sign.cmp(&other.mantissa.signum());
        if by_sign != Ordering::Equal || sign == 0 {
            return by_sign;
        }
        let by_size = magnitude(*self).cmp(&magnitude(*other)).then_with(|| {
            // Of the same magnitude the exponents differ by less than the digits that there are.
            match aligned(self.abs(), other.abs()) {
                Some((a, b, _)) => a.cmp(&b),
                None => self.exponent.cmp(&other.exponent).reverse(),
            }
        });
        if sign < 0 { by_size.reverse() } else { by_size }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The shortest JSON text that reads as this number; plain digits where they stay readable.
impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.mantissa.unsigned_abs().to_string();
        let sign = if self.mantissa < 0 { "-" } else { "" };
        let count = i32::try_from(digits.len()).unwrap_or(i32::MAX);
        let point = count.saturating_add(self.exponent);
        match self.exponent {
            0..=20 if point <= 21 => {
                let zeros = usize::try_from(self.exponent).unwrap_or(0);
                write!(f, "{sign}{digits}{:0<zeros$}", "")
            }
            ..0 if point > 0 => {
                let (whole, fraction) = digits.split_at(usize::try_from(point).unwrap_or(0));
                write!(f, "{sign}{whole}.{fraction}")
            }
            ..0 if point > -6 => {
                let zeros = usize::try_from(-point).unwrap_or(0);
                write!(f, "{sign}0.{:0<zeros$}{digits}", "")
            }
            exponent => write!(f, "{sign}{digits}e{exponent}"),
        }
    }
}

fn parse_exponent(text: &str) -> Option<i64> {
    let (sign, digits) = match text.as_bytes().first()? {
        b'-' => (-1, text.get(1..)?),
        b'+' => (1, text.get(1..)?),
        _ => (1, text),
    };
    let all_digits = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !all_digits {
        return None;
    }
    // An exponent of many digits is beyond every limit, except for the exponent of zero.
    let value: i64 = digits.parse().unwrap_or(i64::from(i32::MAX));
    Some(sign * value.min(i64::from(i32::MAX)))
}

/// Where the first digit stands: the exponent of scientific notation, plus one.
fn magnitude(value: Decimal) -> i64 {
    i64::from(digit_count(value.mantissa)) + i64::from(value.exponent)
}

fn digit_count(mantissa: i128) -> u32 {
    mantissa
        .unsigned_abs()
        .checked_ilog10()
        .map_or(1, |log| log + 1)
}

/// Both mantissas at the smaller of the two exponents.
fn aligned(a: Decimal, b: Decimal) -> Option<(i128, i128, i32)> {
    let exponent = match (a.mantissa, b.mantissa) {
        (0, _) => b.exponent,
        (_, 0) => a.exponent,
        _ => a.exponent.min(b.exponent),
    };
    let scale = |value: Decimal| {
        if value.mantissa == 0 {
            return Some(0);
        }
        let zeros = u32::try_from(value.exponent.checked_sub(exponent)?).ok()?;
        value.mantissa.checked_mul(power_of_ten(zeros)?)
    };
    Some((scale(a)?, scale(b)?, exponent))
}

fn power_of_ten(exponent: u32) -> Option<i128> {
    10_i128.checked_pow(exponent)
}

pub(super) fn gcd(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a, b);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}
