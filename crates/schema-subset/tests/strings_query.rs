//! The search for strings: everything found satisfies the constraints, and nothing is overlooked.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::needless_pass_by_value,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test stops where it fails"
)]

use proptest::prelude::*;
use schema_subset::steps::{Outcome, Steps};
use schema_subset::strings::{Pattern, StringQuery};

const PATTERNS: &[&str] = &[
    "^a",
    "b$",
    "^[ab]*$",
    "^a*$",
    "^(ab)*$",
    "^[ab]{2}$",
    "a",
    "^(?!a)",
    "^(?!.*bb)",
    "^(?=.*a)(?=.*b)",
    "^$",
    "^.{2,3}$",
    "[^]",
    "[]",
    "^(a|b)*a(a|b)$",
    "aa|bb",
    "^b?$",
    "^((?!ab).)*$",
    "a(?!b)",
    "^(?:aa)*$",
    "^(?:aaa)*$",
    "(?!^)b",
];

/// All strings over two letters and one outsider, up to a length.
fn all_strings(longest: usize) -> Vec<String> {
    let mut all = vec![String::new()];
    let mut last = all.clone();
    for _ in 0..longest {
        last = last
            .iter()
            .flat_map(|text| ["a", "b", "c"].map(|c| format!("{text}{c}")))
            .collect();
        all.extend(last.iter().cloned());
    }
    all
}

fn matches(pattern: &str, text: &str) -> bool {
    regress::Regex::with_flags(pattern, "u")
        .unwrap()
        .find(text)
        .is_some()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn found_strings_hold_and_none_is_overlooked(
        positive in prop::collection::vec(prop::sample::select(PATTERNS), 0..3),
        negative in prop::collection::vec(prop::sample::select(PATTERNS), 0..3),
        min in 0_u64..4,
        span in prop::option::of(0_u64..3),
        excluded in prop::collection::vec(prop::sample::select(vec!["", "a", "b", "ab", "aa", "ba", "bb", "aab", "c"]), 0..6),
        count in 1_usize..8,
    ) {
        let compile = |sources: &[&str]| -> Vec<Pattern> {
            sources.iter().map(|source| Pattern::compile(source).unwrap()).collect()
        };
        let (yes, no) = (compile(&positive), compile(&negative));
        let max = span.map(|span| min + span);
        let query = StringQuery {
            min,
            max,
            positive: yes.iter().collect(),
            negative: no.iter().collect(),
            excluded: excluded.iter().map(|&word| word.to_owned()).collect(),
            preferred: vec!["bab".to_owned(), "zz".to_owned()],
            ..StringQuery::default()
        };
        let holds = |text: &str| {
            let length = text.chars().count() as u64;
            length >= min
                && max.is_none_or(|max| length <= max)
                && positive.iter().all(|pattern| matches(pattern, text))
                && !negative.iter().any(|pattern| matches(pattern, text))
                && !excluded.contains(&text)
        };
        let known: Vec<String> = all_strings(5).into_iter().filter(|text| holds(text)).collect();
        match query.solve(count, &mut Steps::new(1_000_000)) {
            Outcome::Found { values, exhausted } => {
                let mut distinct = values.clone();
                distinct.sort();
                distinct.dedup();
                prop_assert_eq!(distinct.len(), values.len());
                prop_assert!(values.len() <= count);
                for value in &values {
                    prop_assert!(holds(value), "{:?} does not hold", value);
                }
                if exhausted {
                    for text in &known {
                        prop_assert!(values.contains(text), "{:?} was overlooked", text);
                    }
                } else {
                    prop_assert_eq!(values.len(), count);
                }
            }
            Outcome::Empty => prop_assert!(known.is_empty(), "there is {:?}", known.first()),
            Outcome::Unknown(reason) => prop_assert!(false, "unknown: {}", reason),
        }
    }
}

fn solve(query: &StringQuery<'_>, steps: u64) -> Outcome<Vec<String>> {
    query.solve(1, &mut Steps::new(steps))
}

fn first(query: &StringQuery<'_>) -> String {
    match solve(query, 1_000_000) {
        Outcome::Found { values, .. } => values.first().unwrap().clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn long_strings_cost_little() {
    let query = StringQuery {
        min: 100_000,
        ..StringQuery::default()
    };
    assert_eq!(first(&query).len(), 100_000);
    let letters = Pattern::compile("^[a-z]+$").unwrap();
    let query = StringQuery {
        min: 5000,
        max: Some(5000),
        positive: vec![&letters],
        ..StringQuery::default()
    };
    assert_eq!(first(&query), "a".repeat(5000));
}

#[test]
fn long_repetitions_are_compared() {
    let narrow = Pattern::compile("^[a-z]{1,3000}$").unwrap();
    let wide = Pattern::compile("^[a-z0-9]{1,3001}$").unwrap();
    let inside = StringQuery {
        positive: vec![&narrow],
        negative: vec![&wide],
        ..StringQuery::default()
    };
    assert_eq!(solve(&inside, 1_000_000), Outcome::Empty);
    let outside = StringQuery {
        positive: vec![&wide],
        negative: vec![&narrow],
        ..StringQuery::default()
    };
    assert_eq!(first(&outside), "0");
}

#[test]
fn too_many_states_are_unknown() {
    let pattern = Pattern::compile("^(a|b)*a(a|b){24}$").unwrap();
    let other = Pattern::compile("^(a|b)*a(a|b){23}b?(a|b)$").unwrap();
    let query = StringQuery {
        positive: vec![&pattern],
        negative: vec![&other],
        ..StringQuery::default()
    };
    assert!(
        matches!(solve(&query, 100_000), Outcome::Unknown(_)),
        "{:?}",
        solve(&query, 100_000)
    );
}

#[test]
fn formats_are_languages() {
    let nothing_left = [
        ("uuid", "^[0-9a-fA-F-]{36}$"),
        ("date", r"^\d{4}-\d\d-\d\d$"),
        ("ipv4", r"^[\d.]{7,15}$"),
        ("ipv6", ":"),
        ("date-time", r"^\d{4}-"),
        ("email", "@"),
        ("uri", ":"),
    ];
    for (format, pattern) in nothing_left {
        let pattern = Pattern::compile(pattern).unwrap();
        let query = StringQuery {
            formats: vec![format],
            negative: vec![&pattern],
            ..StringQuery::default()
        };
        assert_eq!(solve(&query, 3_000_000), Outcome::Empty, "{format}");
        let query = StringQuery {
            not_formats: vec![format],
            positive: vec![&pattern],
            ..StringQuery::default()
        };
        assert!(
            matches!(solve(&query, 3_000_000), Outcome::Found { .. }),
            "{format}"
        );
    }
    let both = StringQuery {
        formats: vec!["house"],
        not_formats: vec!["house"],
        ..StringQuery::default()
    };
    assert_eq!(solve(&both, 1000), Outcome::Empty);
    let unknown = StringQuery {
        formats: vec!["house"],
        ..StringQuery::default()
    };
    assert!(matches!(solve(&unknown, 1000), Outcome::Unknown(_)));
    let impossible = StringQuery {
        formats: vec!["house"],
        min: 3,
        max: Some(2),
        ..StringQuery::default()
    };
    assert_eq!(solve(&impossible, 1000), Outcome::Empty);
    let anything = StringQuery {
        formats: vec!["password"],
        ..StringQuery::default()
    };
    assert_eq!(first(&anything), "");
    let nothing = StringQuery {
        not_formats: vec!["byte"],
        ..StringQuery::default()
    };
    assert_eq!(solve(&nothing, 1000), Outcome::Empty);
}

/// Texts near the formats: valid ones, and with a character changed, dropped or added.
fn near_formats() -> impl Strategy<Value = String> {
    let seeds = vec![
        "2024-02-29",
        "2023-02-29",
        "1900-02-29",
        "2000-02-29",
        "2024-04-31",
        "2024-12-31T23:59:60Z",
        "2024-02-29T10:20:30Z",
        "2024-02-29t10:20:30.5+01:00",
        "1990-12-31T15:59:59-08:00",
        "127.0.0.1",
        "255.255.255.255",
        "256.1.1.1",
        "01.1.1.1",
        "::",
        "::1",
        "1::",
        "1:2:3:4:5:6:7:8",
        "1:2:3:4:5:6:7::",
        "::2:3:4:5:6:7:8",
        "fe80::a:b",
        "::ffff:1.2.3.4",
        "1:2:3:4:5:6:1.2.3.4",
        "2eb8aa08-aa98-11ea-b4aa-73b441d16380",
        "joe@example.com",
        "a.b+c@x-y.org",
        "http://example.com/a?b=c#d",
        "urn:isbn:1",
        "https://a.b-c.de/x/y",
        "mailto:a@b.de",
        "http://[::1]/",
        "",
    ];
    let edit = (
        0_usize..40,
        prop::sample::select(vec![
            '0', '1', '3', '6', '9', 'a', 'g', ':', '-', '.', '@', '/', ' ', 'T', 'Z', '+', '%',
            '#', 'é',
        ]),
        0_u8..4,
    );
    (
        prop::sample::select(seeds),
        prop::collection::vec(edit, 0..3),
    )
        .prop_map(|(seed, edits)| {
            let mut chars: Vec<char> = seed.chars().collect();
            for (at, character, how) in edits {
                let at = at.min(chars.len());
                match how {
                    0 => chars.insert(at, character),
                    1 if at < chars.len() => drop(chars.remove(at)),
                    2 if at < chars.len() => chars[at] = character,
                    _ => {}
                }
            }
            chars.into_iter().collect()
        })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(600) })]

    #[test]
    fn formats_agree_with_the_validator(
        format in prop::sample::select(vec!["uuid", "date", "date-time", "ipv4", "ipv6", "email", "uri"]),
        text in near_formats(),
    ) {
        let only = |text: &str| {
            let escape = |c: char| format!("\\u{{{:x}}}", u32::from(c));
            let escaped = text.chars().map(escape).collect::<Vec<_>>().concat();
            Pattern::compile(&format!("^{escaped}$")).unwrap()
        };
        let exact = only(&text);
        let inside = StringQuery { formats: vec![format], positive: vec![&exact], ..StringQuery::default() };
        let outside = StringQuery { not_formats: vec![format], positive: vec![&exact], ..StringQuery::default() };
        let schema = serde_json::json!({ "format": format });
        let validator = jsonschema::draft202012::options().should_validate_formats(true).build(&schema).unwrap();
        let valid = validator.is_valid(&serde_json::Value::String(text.clone()));
        match solve(&inside, 100_000) {
            Outcome::Found { .. } => prop_assert!(valid, "{} is no {}", text, format),
            Outcome::Empty => prop_assert!(!valid, "{} is a {}", text, format),
            Outcome::Unknown(_) => prop_assert!(["email", "uri", "date-time"].contains(&format)),
        }
        match solve(&outside, 100_000) {
            Outcome::Found { .. } => prop_assert!(!valid, "{} is a {}", text, format),
            Outcome::Empty => prop_assert!(valid, "{} is no {}", text, format),
            Outcome::Unknown(_) => prop_assert!(["email", "uri", "date-time"].contains(&format)),
        }
    }
}

#[test]
fn a_far_minimum_is_gone_for_straight() {
    let pattern = Pattern::compile("^(a|b)*a(a|b){17}$").unwrap();
    let query = StringQuery {
        min: 400,
        positive: vec![&pattern],
        ..StringQuery::default()
    };
    assert_eq!(
        solve(&query, 100_000),
        Outcome::Found {
            values: vec!["a".repeat(400)],
            exhausted: false
        }
    );
}

#[test]
fn strings_of_formats_are_familiar() {
    let short = StringQuery {
        formats: vec!["email"],
        max: Some(10),
        ..StringQuery::default()
    };
    assert_eq!(first(&short), "a@a.aa");
    let date = StringQuery {
        formats: vec!["date"],
        ..StringQuery::default()
    };
    assert_eq!(first(&date), "2024-01-31");
    let time = StringQuery {
        formats: vec!["date-time"],
        excluded: vec!["2024-01-31T09:30:00Z".to_owned()],
        ..StringQuery::default()
    };
    assert_eq!(first(&time), "0000-01-01T00:00:00Z");
}
