//! Numbers as they are written, as patterns.

use schema_subset::numbers::Decimal;

/// An integer as everybody writes it.
pub(super) const INTEGER: &str = "^(?:0|-?[1-9][0-9]*)$";

/// A number as everybody writes it who needs no exponent.
pub(super) const PLAIN: &str = "^(?:-?(?:0|[1-9][0-9]*)\\.[0-9]*[1-9]|0|-?[1-9][0-9]*)$";

/// A number of JSON.
pub(super) const NUMBER: &str = "^-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$";

/// What some programs read as a number, although not all do.
pub(super) const LENIENT: &str =
    "^\\s*[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?\\s*$";

/// Numbers that are certainly within the range of a format, by the digits before the point.
pub(super) fn within_digits(count: u16) -> String {
    format!("^-?[0-9]{{1,{count}}}(?:\\.[0-9]+)?$")
}

/// The integers from one to another, both included; without a bound they go on.
pub(super) fn integers(low: Option<i128>, high: Option<i128>) -> String {
    let mut found = Vec::new();
    if low.is_none_or(|low| low < 0) {
        let nearest = high.map_or(1, |high| if high < 0 { high.unsigned_abs() } else { 1 });
        let farthest = low.map(i128::unsigned_abs);
        found.extend(
            naturals(nearest, farthest)
                .into_iter()
                .map(|digits| format!("-{digits}")),
        );
    }
    if high.is_none_or(|high| high >= 0) {
        let from = low.map_or(0, |low| u128::try_from(low).unwrap_or(0));
        let to = high.map(i128::unsigned_abs);
        found.extend(naturals(from, to));
    }
    if found.is_empty() {
        // What is nothing and something at once.
        return "^$a".to_owned();
    }
    format!("^(?:{})$", found.join("|"))
}

/// Alternatives for the natural numbers in a range, one for each count of digits or a part of it.
fn naturals(from: u128, to: Option<u128>) -> Vec<String> {
    if to.is_some_and(|to| to < from) {
        return Vec::new();
    }
    let first = from.to_string();
    let last = to.map(|to| to.to_string());
    let longest = last.as_ref().map_or(first.len(), String::len);
    let mut found = Vec::new();
    for count in first.len()..=longest {
        let low = if count == first.len() {
            first.clone()
        } else {
            format!("1{}", "0".repeat(count - 1))
        };
        let high = match &last {
            Some(last) if count == last.len() => last.clone(),
            _ => "9".repeat(count),
        };
        found.push(same_length(low.as_bytes(), high.as_bytes()));
    }
    if to.is_none() {
        found.push(format!("[1-9][0-9]{{{longest},}}"));
    }
    found
}

/// The digits between two of the same count.
fn same_length(low: &[u8], high: &[u8]) -> String {
    let (Some((&first, low)), Some((&last, high))) = (low.split_first(), high.split_first()) else {
        return String::new();
    };
    let rest = low.len();
    if low.iter().all(|&digit| digit == b'0') && high.iter().all(|&digit| digit == b'9') {
        return format!("{}{}", digits(first, last), any(rest));
    }
    if first == last {
        return format!("{}{}", char::from(first), same_length(low, high));
    }
    let mut found = vec![format!(
        "{}{}",
        char::from(first),
        same_length(low, &vec![b'9'; rest])
    )];
    if first + 1 < last {
        found.push(format!("{}{}", digits(first + 1, last - 1), any(rest)));
    }
    found.push(format!(
        "{}{}",
        char::from(last),
        same_length(&vec![b'0'; rest], high)
    ));
    format!("(?:{})", found.join("|"))
}

fn digits(first: u8, last: u8) -> String {
    if first == last {
        char::from(first).to_string()
    } else {
        format!("[{}-{}]", char::from(first), char::from(last))
    }
}

fn any(count: usize) -> String {
    match count {
        0 => String::new(),
        1 => "[0-9]".to_owned(),
        count => format!("[0-9]{{{count}}}"),
    }
}

/// The smallest integer that is not below a bound; none if it is too large to be told.
pub(super) fn ceiling(bound: Decimal) -> Option<i128> {
    let (whole, is_more) = parts(bound)?;
    Some(if is_more && bound > Decimal::new(0, 0)? {
        whole + 1
    } else {
        whole
    })
}

/// The largest integer that is not above a bound.
pub(super) fn floor(bound: Decimal) -> Option<i128> {
    let (whole, is_more) = parts(bound)?;
    Some(if is_more && bound < Decimal::new(0, 0)? {
        whole - 1
    } else {
        whole
    })
}

/// The digits before the point, and whether there are any behind it.
fn parts(bound: Decimal) -> Option<(i128, bool)> {
    let text = bound.to_string();
    let (whole, is_more) = match text.split_once('.') {
        Some((whole, _)) => (whole, true),
        None => (text.as_str(), false),
    };
    if text.contains(['e', 'E']) {
        return None;
    }
    // Bounds are added to by one.
    let whole: i128 = whole.parse().ok()?;
    (whole.unsigned_abs() < u128::from(u64::MAX)).then_some((whole, is_more))
}

#[cfg(test)]
mod tests {
    use schema_subset::steps::Steps;
    use schema_subset::strings::Pattern;

    use super::*;

    fn is_match(pattern: &Pattern, text: &str) -> bool {
        pattern.is_match(text, &mut Steps::new(100_000)).unwrap()
    }

    fn matches(pattern: &str, text: &str) -> bool {
        is_match(&Pattern::compile(pattern).unwrap(), text)
    }

    #[test]
    fn ranges_are_exact() {
        let bounds = [
            None,
            Some(-1000),
            Some(-345),
            Some(-10),
            Some(-1),
            Some(0),
            Some(1),
            Some(7),
            Some(99),
            Some(100),
            Some(1234),
        ];
        for low in bounds {
            for high in bounds {
                let pattern = integers(low, high);
                let compiled = Pattern::compile(&pattern).unwrap();
                for number in -1500_i128..1500 {
                    let is_within = low.is_none_or(|low| low <= number)
                        && high.is_none_or(|high| number <= high);
                    let text = number.to_string();
                    assert_eq!(is_match(&compiled, &text), is_within, "{text} {pattern}");
                }
                assert!(!is_match(&compiled, "007") && !is_match(&compiled, "-0"));
            }
        }
    }

    #[test]
    fn numbers_are_told_apart() {
        for (text, integer, plain, number, lenient) in [
            ("0", true, true, true, true),
            ("-12", true, true, true, true),
            ("0.5", false, true, true, true),
            ("-0.05", false, true, true, true),
            ("1.0", false, false, true, true),
            ("1e3", false, false, true, true),
            ("007", false, false, false, true),
            ("+1", false, false, false, true),
            ("a", false, false, false, false),
            ("", false, false, false, false),
        ] {
            assert_eq!(matches(INTEGER, text), integer, "{text}");
            assert_eq!(matches(PLAIN, text), plain, "{text}");
            assert_eq!(matches(NUMBER, text), number, "{text}");
            assert_eq!(matches(LENIENT, text), lenient, "{text}");
        }
    }

    #[test]
    fn bounds_are_rounded_into_the_range() {
        let of = |text: &str| Decimal::parse(text).unwrap();
        let rounded = |text| (ceiling(of(text)).unwrap(), floor(of(text)).unwrap());
        assert_eq!(rounded("0.5"), (1, 0));
        assert_eq!(rounded("-0.5"), (0, -1));
        assert_eq!(rounded("-3"), (-3, -3));
        assert_eq!(ceiling(of("1e30")), None);
    }
}
