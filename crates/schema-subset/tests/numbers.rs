//! Numbers: decimals against their text, and the search against brute force.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::needless_pass_by_value,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test stops where it fails"
)]

use proptest::prelude::*;
use schema_subset::numbers::{Decimal, NumberQuery};
use schema_subset::steps::{Outcome, Steps};

fn decimal(text: &str) -> Decimal {
    Decimal::parse(text).unwrap_or_else(|| panic!("{text}"))
}

#[test]
fn texts_are_read_exactly() {
    for (text, shown) in [
        ("0", "0"),
        ("-0", "0"),
        ("-0.0", "0"),
        ("0e99999999999", "0"),
        ("1.0", "1"),
        ("1.50", "1.5"),
        ("1500e-3", "1.5"),
        ("-12e3", "-12000"),
        ("1e-7", "1e-7"),
        ("0.000001", "0.000001"),
        ("1E+2", "100"),
        ("18446744073709551616", "18446744073709551616"),
        ("1e30", "1e30"),
        (
            "123456789012345678901234567890",
            "12345678901234567890123456789e1",
        ),
        ("0.1", "0.1"),
        ("-0.25", "-0.25"),
    ] {
        assert_eq!(decimal(text).to_string(), shown);
        assert_eq!(decimal(shown), decimal(text));
    }
    for text in [
        "",
        "-",
        "01",
        "1.",
        ".5",
        "+1",
        "1e",
        "1e+",
        "NaN",
        "1 ",
        "0x1",
        "1e2000",
        "1e-2000",
        "12345678901234567890123456789012345678901",
        "é",
    ] {
        assert_eq!(Decimal::parse(text), None, "{text}");
    }
}

#[test]
fn limits_are_no_overflow() {
    let large = decimal("1e1000");
    assert!(large > decimal("9999999999999999999999999999999999999"));
    assert!(decimal("-1e1000") < decimal("-1"));
    assert!(decimal("1e-1000") > Decimal::ZERO);
    assert_eq!(large.is_multiple_of(decimal("3")), Some(false));
    assert_eq!(large.is_multiple_of(decimal("1e-1000")), Some(true));
    assert_eq!(large.common_multiple(decimal("3")), None);
    assert_eq!(decimal("0.3").is_multiple_of(decimal("0.1")), Some(true));
    assert_eq!(decimal("3").is_multiple_of(decimal("0.3")), Some(true));
    assert_eq!(decimal("0.75").is_multiple_of(decimal("0.5")), Some(false));
    assert_eq!(
        decimal("0.6").common_multiple(decimal("0.4")),
        Some(decimal("1.2"))
    );
}

#[test]
fn the_ranges_of_floats_are_bounds() {
    for bound in ["3.4028234663852886e38", "1.7976931348623157e308"] {
        let query = NumberQuery {
            lower: Some((decimal(&format!("-{bound}")), false)),
            upper: Some((decimal(bound), false)),
            ..NumberQuery::default()
        };
        let found = query.solve(1, &mut Steps::new(100));
        assert_eq!(
            found,
            Outcome::Found {
                values: vec![Decimal::ZERO],
                exhausted: false
            }
        );
        let beyond = NumberQuery {
            lower: Some((decimal(bound), true)),
            ..NumberQuery::default()
        };
        assert!(matches!(
            beyond.solve(1, &mut Steps::new(10_000)),
            Outcome::Found { .. }
        ));
    }
}

#[test]
fn readable_numbers_come_first() {
    let found = |query: &NumberQuery, count| match query.solve(count, &mut Steps::new(10_000)) {
        Outcome::Found { values, .. } => values.iter().map(ToString::to_string).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    let any = NumberQuery::default();
    assert_eq!(found(&any, 3), ["0", "1", "2"]);
    assert_eq!(
        found(
            &NumberQuery {
                not_integer: true,
                ..any.clone()
            },
            1
        ),
        ["0.5"]
    );
    assert_eq!(
        found(
            &NumberQuery {
                preferred: vec![decimal("42")],
                ..any.clone()
            },
            2
        ),
        ["42", "0"]
    );
    let narrow = NumberQuery {
        lower: Some((decimal("0.3333"), true)),
        upper: Some((decimal("0.3334"), true)),
        ..any.clone()
    };
    assert_eq!(found(&narrow, 2), ["0.33331", "0.33332"]);
    let tiny = NumberQuery {
        lower: Some((Decimal::ZERO, true)),
        upper: Some((decimal("1e-20"), false)),
        ..any.clone()
    };
    assert_eq!(found(&tiny, 1), ["1e-20"]);
    let below = NumberQuery {
        integer: true,
        upper: Some((decimal("-2.5"), false)),
        ..any.clone()
    };
    assert_eq!(found(&below, 2), ["-3", "-4"]);
    let steps = NumberQuery {
        multiples: vec![decimal("0.6"), decimal("0.4")],
        not_multiples: vec![decimal("2.4")],
        ..any
    };
    assert_eq!(found(&steps, 2), ["1.2", "3.6"]);
}

fn small() -> impl Strategy<Value = Decimal> {
    (-12_i128..13, 0_i32..2)
        .prop_map(|(mantissa, digits)| Decimal::new(mantissa * 5, -digits).unwrap())
}

fn step() -> impl Strategy<Value = Decimal> {
    prop::sample::select(vec![
        "0.1", "0.5", "0.25", "1", "1.5", "2", "3", "0.3", "10",
    ])
    .prop_map(decimal)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(600) })]

    #[test]
    fn found_numbers_hold_and_none_is_overlooked(
        integer: bool, not_integer: bool,
        lower in prop::option::of((small(), any::<bool>())),
        upper in prop::option::of((small(), any::<bool>())),
        multiples in prop::collection::vec(step(), 0..3),
        not_multiples in prop::collection::vec(step(), 0..3),
        excluded in prop::collection::vec(small(), 0..6),
        preferred in prop::collection::vec(small(), 0..2),
        count in 1_usize..6,
    ) {
        let query = NumberQuery {
            integer, lower, upper, multiples, not_multiples, not_integer: not_integer && !integer,
            excluded, preferred,
        };
        // Every multiple of 0.05 near zero, judged in integers: twentieths.
        let twentieths = |value: &Decimal| {
            let size = (value.to_string().parse::<f64>().unwrap() * 20.0).round();
            size.to_string().parse::<i64>().unwrap()
        };
        let holds = |n: i64| {
            let over = query.lower.is_none_or(|(b, open)| n > twentieths(&b) || (!open && n == twentieths(&b)));
            let under = query.upper.is_none_or(|(b, open)| n < twentieths(&b) || (!open && n == twentieths(&b)));
            over && under
                && !(query.integer && n % 20 != 0)
                && !(query.not_integer && n % 20 == 0)
                && query.multiples.iter().all(|m| n % twentieths(m) == 0)
                && !query.not_multiples.iter().any(|m| n % twentieths(m) == 0)
                && !query.excluded.iter().any(|e| n == twentieths(e))
        };
        let known: Vec<i64> = (-4000..4000).filter(|&n| holds(n)).collect();
        match query.solve(count, &mut Steps::new(100_000)) {
            Outcome::Found { values, exhausted } => {
                prop_assert!(values.len() <= count);
                for (n, value) in values.iter().enumerate() {
                    prop_assert!(!values.iter().skip(n + 1).any(|other| other == value));
                    prop_assert_eq!(query.holds(*value), Some(true));
                    if value.is_multiple_of(decimal("0.05")) == Some(true) {
                        prop_assert!(holds(twentieths(value)), "{} does not hold", value);
                    }
                }
                if exhausted {
                    prop_assert_eq!(known.len(), values.len());
                } else {
                    prop_assert_eq!(values.len(), count);
                }
            }
            Outcome::Empty => prop_assert!(known.is_empty(), "there is {}/20", known.first().unwrap()),
            Outcome::Unknown(reason) => prop_assert!(false, "unknown: {}", reason),
        }
    }

    #[test]
    fn order_is_the_order_of_numbers(a in -1000_i64..1000, b in -1000_i64..1000, down in 0_i32..4, up in 0_i32..4) {
        let x = Decimal::new(i128::from(a), -down).unwrap();
        let y = Decimal::new(i128::from(b), up).unwrap();
        let left = i128::from(a);
        let right = i128::from(b) * 10_i128.pow((down + up).unsigned_abs());
        prop_assert_eq!(x.cmp(&y), left.cmp(&right));
        prop_assert_eq!(Decimal::parse(&x.to_string()), Some(x));
        prop_assert_eq!(Decimal::parse(&y.to_string()), Some(y));
    }
}
