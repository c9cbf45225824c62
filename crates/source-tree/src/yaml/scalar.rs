//! The core schema of YAML 1.2.2, section 10.3: what a plain scalar stands for.

use std::borrow::Cow;
use std::fmt::Write;

/// What a plain scalar is, by its text alone.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Resolved<'a> {
    Null,
    Bool(bool),
    /// The number in JSON's grammar.
    Number(Cow<'a, str>),
    /// `.inf`, `.nan` and their other spellings, which JSON does not have.
    NotFinite,
    /// A hexadecimal or octal number with more digits than are worth rewriting: the cost of that
    /// grows with the square of their number.
    TooLong,
    String,
}

pub(crate) fn resolve(text: &str) -> Resolved<'_> {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Resolved::Null,
        "true" | "True" | "TRUE" => Resolved::Bool(true),
        "false" | "False" | "FALSE" => Resolved::Bool(false),
        ".nan" | ".NaN" | ".NAN" => Resolved::NotFinite,
        _ => {
            let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
            if matches!(unsigned, ".inf" | ".Inf" | ".INF") {
                return Resolved::NotFinite;
            }
            if let Some(resolved) = radix(text, "0x", 16).or_else(|| radix(text, "0o", 8)) {
                return resolved;
            }
            decimal(text).map_or(Resolved::String, Resolved::Number)
        }
    }
}

/// The most digits of a hexadecimal or octal number.
const MAX_RADIX_DIGITS: usize = 256;

fn radix<'a>(text: &str, prefix: &str, radix: u32) -> Option<Resolved<'a>> {
    let digits = text.strip_prefix(prefix)?;
    if digits.is_empty() || !digits.chars().all(|digit| digit.is_digit(radix)) {
        return None;
    }
    if digits.len() > MAX_RADIX_DIGITS {
        return Some(Resolved::TooLong);
    }
    Some(Resolved::Number(Cow::Owned(to_decimal(digits, radix))))
}

/// `[-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`
fn decimal(text: &str) -> Option<Cow<'_, str>> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let all_digits = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let exponent_holds = exponent.is_none_or(|exponent| {
        let digits = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
        !digits.is_empty() && all_digits(digits)
    });
    let some_digit = !whole.is_empty() || fraction.is_some_and(|fraction| !fraction.is_empty());
    if !some_digit || !all_digits(whole) || !all_digits(fraction.unwrap_or("")) || !exponent_holds {
        return None;
    }
    let significant = whole.trim_start_matches('0');
    let json_whole = if significant.is_empty() {
        "0"
    } else {
        significant
    };
    let json_fraction = fraction.map(|digits| if digits.is_empty() { "0" } else { digits });
    if !text.starts_with('+') && json_whole == whole && json_fraction == fraction {
        return Some(Cow::Borrowed(text));
    }
    let mut json = String::with_capacity(text.len() + 2);
    if text.starts_with('-') {
        json.push('-');
    }
    json.push_str(json_whole);
    if let Some(digits) = json_fraction {
        json.push('.');
        json.push_str(digits);
    }
    if let Some(exponent) = exponent {
        json.push('e');
        json.push_str(exponent);
    }
    Some(Cow::Owned(json))
}

/// Digits of a base that is a power of two, as decimal digits.
fn to_decimal(digits: &str, radix: u32) -> String {
    // Little-endian limbs of nine decimal digits.
    const LIMB: u64 = 1_000_000_000;
    let mut limbs: Vec<u64> = vec![0];
    for digit in digits.chars().filter_map(|digit| digit.to_digit(radix)) {
        let mut carry = u64::from(digit);
        for limb in &mut limbs {
            let value = *limb * u64::from(radix) + carry;
            *limb = value % LIMB;
            carry = value / LIMB;
        }
        if carry > 0 {
            limbs.push(carry);
        }
    }
    let mut text = String::new();
    for limb in limbs.iter().rev() {
        // Writing into a string does not fail.
        let _ = if text.is_empty() {
            write!(text, "{limb}")
        } else {
            write!(text, "{limb:09}")
        };
    }
    text
}
