//! The characters, parted into those that no pattern at hand tells from each other.

use std::collections::{BTreeMap, BTreeSet};

use foldhash::HashMap;

use super::char_set::CharSet;
use super::nfa::Program;

/// Characters that all classes treat alike.
pub(super) struct Letter {
    pub(super) chars: CharSet,
    /// By the number that [`Alphabet`] gives a class: whether these characters are in it.
    signature: Vec<u64>,
}

/// The letters that some programs need, most readable first.
pub(super) struct Alphabet {
    pub(super) letters: Vec<Letter>,
    /// Of each program: the alphabet's number of each of its classes.
    numbers: Vec<Vec<usize>>,
}

impl Alphabet {
    pub(super) fn new<'p>(programs: impl Iterator<Item = &'p Program>) -> Self {
        let mut sets: Vec<&CharSet> = Vec::new();
        let mut known: HashMap<&CharSet, usize> = HashMap::default();
        let mut numbers = Vec::new();
        for program in programs {
            let number = |set| {
                *known.entry(set).or_insert_with(|| {
                    sets.push(set);
                    sets.len() - 1
                })
            };
            numbers.push(program.classes.iter().map(number).collect());
        }

        let mut starts: BTreeSet<u32> = BTreeSet::from([0]);
        for (low, high) in sets.iter().flat_map(|set| set.ranges()) {
            starts.extend([*low, high + 1]);
        }
        let mut parts: BTreeMap<Vec<u64>, Vec<(u32, u32)>> = BTreeMap::new();
        let ends = starts.iter().skip(1).map(|next| next - 1).chain([u32::MAX]);
        for (&start, end) in starts.iter().zip(ends) {
            let mut signature = vec![0_u64; sets.len().div_ceil(64)];
            for (number, _) in sets
                .iter()
                .enumerate()
                .filter(|(_, set)| set.contains_code(start))
            {
                if let Some(word) = signature.get_mut(number / 64) {
                    *word |= 1 << (number % 64);
                }
            }
            parts.entry(signature).or_default().push((start, end));
        }
        let mut letters: Vec<Letter> = parts
            .into_iter()
            .map(|(signature, ranges)| Letter {
                chars: CharSet::new(ranges),
                signature,
            })
            .filter(|letter| !letter.chars.is_empty())
            .collect();
        letters.sort_by_cached_key(|letter| readable(&letter.chars).next().map(rank));
        Self { letters, numbers }
    }

    /// Whether the characters of a letter are in a class of a program.
    pub(super) fn holds(&self, letter: usize, program: usize, class: u32) -> bool {
        let number = self
            .numbers
            .get(program)
            .and_then(|all| all.get(class as usize));
        let signature = self.letters.get(letter).map(|letter| &letter.signature);
        match (number, signature) {
            (Some(number), Some(signature)) => signature
                .get(number / 64)
                .is_some_and(|word| word & (1 << (number % 64)) != 0),
            _ => false,
        }
    }
}

/// The characters of a set, the most readable first, each once.
pub(super) fn readable(set: &CharSet) -> impl Iterator<Item = char> {
    let ascii = ('a'..='z')
        .chain('0'..='9')
        .chain('A'..='Z')
        .chain(('!'..='~').filter(char::is_ascii_punctuation))
        .chain([' ']);
    let letters = set
        .chars()
        .filter(|c| u32::from(*c) > 0xA0 && c.is_alphabetic());
    let others = set
        .chars()
        .filter(|c| u32::from(*c) > 0xA0 && !c.is_alphabetic());
    let controls = set.chars().filter(|c| {
        let code = u32::from(*c);
        code < 0x20 || (0x7F..=0xA0).contains(&code)
    });
    ascii
        .filter(|c| set.contains(*c))
        .chain(letters)
        .chain(others)
        .chain(controls)
}

/// Where a character stands among the readable ones.
pub(super) fn rank(character: char) -> (u8, char) {
    let group = match character {
        'a'..='z' => 0,
        '0'..='9' => 1,
        'A'..='Z' => 2,
        '!'..='~' => 3,
        ' ' => 4,
        other if u32::from(other) > 0xA0 && other.is_alphabetic() => 5,
        other if u32::from(other) > 0xA0 => 6,
        _ => 7,
    };
    (group, character)
}
