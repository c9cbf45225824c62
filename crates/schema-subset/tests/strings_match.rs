//! Our matcher against two others: an engine of ECMA-262 and the validator's own.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::needless_pass_by_value,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test stops where it fails"
)]

use proptest::prelude::*;
use schema_subset::check::Checker;
use schema_subset::steps::Steps;
use schema_subset::strings::Pattern;
use schema_subset::{Dialect, Reading};
use source_tree::{Format, Limits, Pointer, SourceTree};

/// Patterns as they stand in API documents, and the corners of the syntax.
const PATTERNS: &[&str] = &[
    "",
    "^$",
    "a",
    "^a",
    "a$",
    "^[a-z]+$",
    "^[a-zA-Z0-9_-]{3,16}$",
    r"^\d{3}-\d{4}$",
    r"^\S+@\S+\.\S+$",
    r"^#?([a-f0-9]{6}|[a-f0-9]{3})$",
    r"^(?!admin$)[a-z]+$",
    r"^(?=.*[A-Z])(?=.*\d).{3,}$",
    r"^[^\s]+$",
    r"^\/[a-z\/]*$",
    r"^[\w.-]+$",
    r"^[\w\-\.]+$",
    "^x-",
    "^(?!x-)",
    "(?!a)b",
    "a(?=b)",
    "a(?!b)",
    "^(a(?!b)|b)*$",
    r"^(?:(?=a).)*$",
    "^((?!ab).)*$",
    r"\u0061",
    r"\u{61}",
    r"\u{1F600}",
    r"\uD83D\uDE00",
    r"\x61",
    r"\cJ",
    r"[\b]",
    "[^]",
    "[]",
    "^[^]*$",
    "^.$",
    "^.*$",
    r"^[\s\S]*$",
    r"^\s$",
    r"^\w$",
    r"^\W$",
    r"^\D$",
    r"^[\d-x]$",
    r"^[a-]$",
    r"^[-a]$",
    "^[&&a]$",
    "^[+--b]$",
    "^[[a]$",
    "^[~~]$",
    "^[a||b]$",
    r"^\.$",
    "^(|a)$",
    "^(a|)+$",
    "a*?b",
    "a+?$",
    "(a{2}){2}",
    "^(a?){3}$",
    "^a{0}$",
    r"^\p{L}+$",
    r"^\p{Lu}",
    r"\P{L}",
    r"^\p{Script=Greek}$",
    r"^[\p{L}\p{N}]*$",
    r"^(?<year>\d{4})$",
    "^(^a|b$)$",
    "a$|^b",
    "(?=a$)",
    "(?!^)a",
    "$a",
    "a^",
    "(?:$|b)a?",
    r"^[^\d]$",
    r"\t\n\v\f\r",
    r"\0",
    "[a-f]{2,}",
    "^[A-Z][a-z]*(?: [A-Z][a-z]*)*$",
    r"^[^\u0000-\u001f]*$",
    "^(?!.*--)[a-z-]+$",
    r"^(?!\s*$).+",
    "^(?=(?!b)a)",
    "(?!(?!a))b",
    "^(?!(?=a)b)",
    r"\$\{[a-z]+\}",
    "^-?[0-9]+(\\.[0-9]+)?$",
    "}",
    "]",
    "é",
    "^é*$",
];

const CHARACTERS: &[char] = &[
    'a',
    'b',
    'x',
    'A',
    'Z',
    '0',
    '1',
    '9',
    '-',
    '_',
    '.',
    '/',
    '@',
    '#',
    ' ',
    '\n',
    '\r',
    '\t',
    '&',
    '[',
    '|',
    '~',
    '$',
    '{',
    '}',
    ']',
    'é',
    'ß',
    'α',
    '٣',
    '\u{2028}',
    '\u{feff}',
    '\u{85}',
    '\u{a0}',
    '\u{0}',
    '\u{8}',
    '\u{1F600}',
    '\u{10ffff}',
    '\u{180e}',
    'K',
];

fn text() -> impl Strategy<Value = String> {
    let common = prop::sample::select(vec!['a', 'b', 'A', '1', '-', 'x']);
    let any = prop::sample::select(CHARACTERS.to_vec());
    let character = prop_oneof![3 => common, 2 => any];
    prop::collection::vec(character, 0..9).prop_map(|chars| chars.into_iter().collect())
}

fn atom() -> impl Strategy<Value = String> {
    let plain = prop::sample::select(vec![
        "a", "b", "-", "1", "é", ".", r"\d", r"\w", r"\s", r"\S", r"\W", "[ab]", "[^a]", "[a-z1]",
        r"[\d_]", "^", "$", r"\n", "[^]", "[]",
    ]);
    plain.prop_map(str::to_owned)
}

fn random_pattern() -> impl Strategy<Value = String> {
    atom().prop_recursive(4, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(|parts| parts.concat()),
            prop::collection::vec(inner.clone(), 1..3)
                .prop_map(|arms| format!("(?:{})", arms.join("|"))),
            (
                inner.clone(),
                prop::sample::select(vec!["*", "+", "?", "{2}", "{1,3}", "{2,}", "*?"])
            )
                .prop_map(|(body, times)| format!("(?:{body}){times}")),
            inner.clone().prop_map(|body| format!("(?={body})")),
            inner.prop_map(|body| format!("(?!{body})")),
        ]
    })
}

fn ours(pattern: &str, text: &str) -> Option<bool> {
    Pattern::compile(pattern)
        .ok()?
        .is_match(text, &mut Steps::new(10_000_000))
}

fn by_ecma_engine(pattern: &str, text: &str) -> Option<bool> {
    let regex = regress::Regex::with_flags(pattern, "u").ok()?;
    Some(regex.find(text).is_some())
}

/// Through the independent check, which is how witnesses are judged.
fn by_validator(pattern: &str, text: &str) -> Option<bool> {
    let schema = serde_json::json!({ "pattern": pattern }).to_string();
    let tree =
        SourceTree::parse("a", schema.into_bytes(), Format::Json, &Limits::default()).unwrap();
    let reading = Reading::of(Dialect::JsonSchema2020_12);
    let mut checker = Checker::new(reading, &[("a", &tree)]);
    checker
        .valid("a", &Pointer::root(), None, &serde_json::json!(text))
        .ok()
}

fn cases(default: u32) -> ProptestConfig {
    let wanted = std::env::var("SPECDATE_CASES")
        .ok()
        .and_then(|text| text.parse().ok());
    ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(wanted.unwrap_or(default))
    }
}

proptest! {
    #![proptest_config(cases(2000))]

    #[test]
    fn known_patterns_match_what_others_match(pattern in prop::sample::select(PATTERNS), text in text()) {
        let answer = ours(pattern, &text);
        if let Some(expected) = by_ecma_engine(pattern, &text) {
            prop_assert_eq!(answer, Some(expected), "ECMA engine: {:?} on {:?}", pattern, &text);
        }
        if let Some(expected) = by_validator(pattern, &text) {
            prop_assert_eq!(answer, Some(expected), "validator: {:?} on {:?}", pattern, &text);
        }
    }

    #[test]
    fn random_patterns_match_what_others_match(pattern in random_pattern(), text in text()) {
        if let (Some(answer), Some(expected)) = (ours(&pattern, &text), by_ecma_engine(&pattern, &text)) {
            prop_assert_eq!(answer, expected, "ECMA engine: {:?} on {:?}", &pattern, &text);
        }
        if let (Some(answer), Some(expected)) = (ours(&pattern, &text), by_validator(&pattern, &text)) {
            prop_assert_eq!(answer, expected, "validator: {:?} on {:?}", &pattern, &text);
        }
    }
}

#[test]
fn every_known_pattern_compiles() {
    for pattern in PATTERNS {
        assert!(
            Pattern::compile(pattern).is_ok(),
            "{pattern:?}: {:?}",
            Pattern::compile(pattern)
        );
    }
}

#[test]
fn what_is_not_regular_or_not_a_pattern_is_refused() {
    let refused = [
        r"(a)\1",
        r"\bword",
        r"\B",
        "(?<=a)b",
        "(?<!a)b",
        r"\k<a>",
        "(?i)a",
        "(?i:a)",
        "a**",
        "*",
        "+a",
        "a{2}{3}",
        "(",
        ")",
        "[",
        "[z-a]",
        r"\",
        r"\z",
        r"\A",
        r"\Z",
        r"\pL",
        r"\p{Nope}",
        r"\p{Greek}",
        r"\u12",
        r"\u{110000}",
        r"\x1",
        r"\c1",
        "a{,3}",
        "a{3,1}",
        "(?>a)",
        "a++",
        "^*",
        "a{40000}{0}",
        "a{100000}",
        "((a{100}){100}){100}",
    ];
    for pattern in refused {
        assert!(Pattern::compile(pattern).is_err(), "{pattern:?}");
    }
    let deep = "(".repeat(100_000);
    assert!(Pattern::compile(&deep).is_err());
}

#[test]
fn hostile_patterns_end() {
    for pattern in [
        "((((a?){50}){50}){50}){50}",
        "(){4000000000}",
        "((){60000}){60000}",
        "(a*)*$",
        "(a|a)*$",
        "((a*)*)*b",
        "(?:a?){2000}a{2000}",
    ] {
        if let Ok(pattern) = Pattern::compile(pattern) {
            let _ = pattern.is_match(&"a".repeat(5000), &mut Steps::new(100_000));
        }
    }
    let pattern = Pattern::compile("^.{1,4096}$").unwrap();
    let mut steps = Steps::new(1_000_000);
    assert_eq!(pattern.is_match(&"x".repeat(4096), &mut steps), Some(true));
    assert_eq!(pattern.is_match(&"x".repeat(4097), &mut steps), Some(false));
    assert_eq!(
        pattern.is_match(&"x".repeat(4096), &mut Steps::new(10)),
        None
    );
}
