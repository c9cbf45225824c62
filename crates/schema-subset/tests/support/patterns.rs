//! Patterns that occur in documents, and strings to try them on.

use std::collections::BTreeSet;

use schema_subset::steps::{Outcome, Steps};
use schema_subset::strings::{Pattern, StringQuery};
use serde_json::Value;

use super::random::Random;

/// Characters on which engines are known to differ, or that stand at the edge of a set.
const CORNERS: &[char] = &[
    'a',
    'Z',
    '0',
    '_',
    '-',
    ' ',
    '.',
    '/',
    '@',
    '\n',
    '\r',
    '\t',
    '\u{0}',
    '\u{8}',
    '\u{b}',
    '\u{85}',
    '\u{a0}',
    '\u{180e}',
    '\u{2028}',
    '\u{feff}',
    'é',
    'ß',
    'α',
    '٣',
    'K',
    'ſ',
    '\u{1F600}',
    '\u{10ffff}',
];

/// All patterns in a document: what `pattern` says, and the names in `patternProperties`.
pub fn patterns_in(document: &Value, found: &mut BTreeSet<String>) {
    let mut open = vec![document];
    while let Some(value) = open.pop() {
        match value {
            Value::Array(items) => open.extend(items),
            Value::Object(members) => {
                if let Some(Value::String(pattern)) = members.get("pattern") {
                    found.insert(pattern.clone());
                }
                if let Some(Value::Object(named)) = members.get("patternProperties") {
                    found.extend(named.keys().cloned());
                }
                open.extend(members.values());
            }
            _ => {}
        }
    }
}

/// Strings for a pattern: some that match, some that do not, what is close to them, and random ones over the characters
/// that occur in the pattern and in its matches.
pub fn strings_for(source: &str, random: &mut Random, count: usize) -> Vec<String> {
    let mut strings: BTreeSet<String> = [String::new(), "\n".to_owned()].into();
    if let Ok(pattern) = Pattern::compile(source) {
        let many = (count / 15).clamp(4, 60);
        for min in [0, 1, 2, 3, 5, 8, 17] {
            for negative in [false, true] {
                let mut query = StringQuery {
                    min,
                    ..StringQuery::default()
                };
                let side = if negative {
                    &mut query.negative
                } else {
                    &mut query.positive
                };
                side.push(&pattern);
                if let Outcome::Found { values, .. } =
                    query.solve(if negative { 4 } else { many }, &mut Steps::new(30_000))
                {
                    strings.extend(values);
                }
            }
        }
    }
    let known: Vec<String> = strings.iter().cloned().collect();
    let mut alphabet: Vec<char> = source
        .chars()
        .chain(known.iter().flat_map(|text| text.chars()))
        .collect();
    // The neighbors of a character stand just outside of a range that it ends.
    let beside = |&character: &char| {
        let code = u32::from(character);
        [code.wrapping_sub(1), code + 1]
            .into_iter()
            .filter_map(char::from_u32)
    };
    alphabet.extend(alphabet.clone().iter().flat_map(beside));
    alphabet.sort_unstable();
    alphabet.dedup();
    // A bound, because some patterns have not that many strings.
    for _ in 0..count * 4 {
        if strings.len() >= count {
            break;
        }
        let text = if random.chance(60) {
            mutated(random.pick::<String>(&known), &alphabet, random)
        } else {
            (0..random.below(9))
                .map(|_| character(&alphabet, random))
                .collect()
        };
        strings.insert(text);
    }
    strings.into_iter().collect()
}

fn character(alphabet: &[char], random: &mut Random) -> char {
    if alphabet.is_empty() || random.chance(20) {
        *random.pick(CORNERS)
    } else {
        *random.pick(alphabet)
    }
}

fn mutated(text: &str, alphabet: &[char], random: &mut Random) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    let edits = if random.chance(70) { 1 } else { 3 };
    for _ in 0..edits {
        let at = random.below(chars.len() + 1);
        match random.below(4) {
            0 if at < chars.len() => {
                chars.remove(at);
            }
            1 if at < chars.len() => chars[at] = character(alphabet, random),
            2 => {
                // A part twice: what counts repetitions notices it.
                let part: Vec<char> = chars.iter().skip(at).take(3).copied().collect();
                chars.splice(at..at, part);
            }
            _ => chars.insert(at, character(alphabet, random)),
        }
    }
    chars.into_iter().collect()
}
