//! The small alphabets that random schemas are made of: with few names, numbers and patterns two schemas often speak
//! about the same values.

use serde_json::{Value, json};

use super::random::Random;

pub const NAMES: &[&str] = &["a", "b", "ab", "$ref"];

pub const TYPES: &[&str] = &[
    "null", "boolean", "integer", "number", "string", "array", "object",
];

const NUMBERS: &[&str] = &[
    "-3",
    "-1",
    "0",
    "0",
    "1",
    "1",
    "2",
    "3",
    "5",
    "6",
    "10",
    "0.5",
    "1.5",
    "2.5",
    "0.1",
    "0.25",
    "-0.5",
    "1.0",
    "2e0",
    "9007199254740992",
    "1e20",
    "0.30",
    "-1e-3",
];

const STEPS: &[&str] = &[
    "1", "2", "3", "4", "0.5", "0.1", "1.5", "0.25", "0.3", "0.01", "1e1",
];

const STRINGS: &[&str] = &[
    "", "a", "b", "ab", "ba", "aa", "aab", "1", "12", "é", "😀", "a\n", "A", " ",
];

/// Patterns as people write them.
const SENSIBLE: &[&str] = &[
    "^a",
    "b$",
    "^[ab]*$",
    "^a+$",
    "a",
    "^[a-z]+$",
    "^(a|b){1,2}$",
    r"^\d+$",
    "^a?b?$",
    r"^[A-Za-z_]\w*$",
    "^[a-c]{2}$",
    "^x-",
    r"^\S+$",
    "^$",
];

/// Patterns that are hard to translate or to decide.
const NASTY: &[&str] = &[
    "^(?!a)",
    "^(?=[ab]*b)a",
    "(?!^)a",
    "(a|b)*a(a|b){2}$",
    "^(a*)*b$",
    r"^(?!.*\d)[a1]+$",
    r"^\p{L}+$",
    r"^[\u0061-b]+$",
    "^[^a]*$",
    "^.{2}$",
    r"^\W",
    r"^[\s\S]?$",
    "a(?!b)",
    "^(?:(?!ab)[ab1])*$",
    r"^\D$",
    r"^(?=[\s\S])[^b]",
    r"\u{1F600}",
    "^(|a)+$",
    "a$|^b",
    r"\bab",
    r"(a)\1",
];

pub fn number(random: &mut Random) -> Value {
    exact(random.word(NUMBERS))
}

pub fn step(random: &mut Random) -> Value {
    exact(random.word(STEPS))
}

pub fn exact(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

pub fn string(random: &mut Random) -> &'static str {
    random.word(STRINGS)
}

pub fn strings() -> &'static [&'static str] {
    STRINGS
}

pub fn pattern(random: &mut Random) -> &'static str {
    let pool = if random.chance(70) { SENSIBLE } else { NASTY };
    random.word(pool)
}

pub fn patterns() -> impl Iterator<Item = &'static str> {
    SENSIBLE.iter().chain(NASTY).copied()
}

pub fn name(random: &mut Random) -> &'static str {
    random.word(NAMES)
}

/// A value for `enum` and `const`.
pub fn value(random: &mut Random, depth: usize) -> Value {
    match random.below(if depth == 0 { 7 } else { 10 }) {
        0 => Value::Null,
        1 => random.chance(50).into(),
        2..=4 => number(random),
        5 | 6 => string(random).into(),
        7 | 8 => {
            let count = random.below(3);
            (0..count).map(|_| value(random, depth - 1)).collect()
        }
        _ => {
            let count = random.below(3);
            (0..count)
                .map(|_| (name(random).to_owned(), value(random, depth - 1)))
                .collect()
        }
    }
}

pub fn scalars() -> Vec<Value> {
    vec![
        json!(null),
        json!(true),
        json!(false),
        json!(0),
        json!(1),
        json!(-1),
        json!(0.5),
        json!(7),
        json!(1_000_000),
        json!(""),
        json!("a"),
        json!("b"),
        json!("zz"),
    ]
}
