//! Values that tests write down themselves, in random ways, and expect to read back.

use std::fmt::Write;

use proptest::prelude::*;

/// A JSON value with exact number text and ordered members.
#[derive(Clone, Debug, PartialEq)]
pub enum Model {
    Null,
    Bool(bool),
    Number(String),
    String(String),
    Array(Vec<Model>),
    Object(Vec<(String, Model)>),
}

impl Model {
    /// Like [`super::compact`].
    pub fn compact(&self) -> String {
        let quote = |text: &str| serde_json::to_string(text).unwrap();
        match self {
            Self::Null => "null".into(),
            Self::Bool(value) => value.to_string(),
            Self::Number(text) => text.clone(),
            Self::String(text) => quote(text),
            Self::Array(items) => {
                let items: Vec<String> = items.iter().map(Self::compact).collect();
                format!("[{}]", items.join(","))
            }
            Self::Object(members) => {
                let members: Vec<String> = members
                    .iter()
                    .map(|(key, value)| format!("{}:{}", quote(key), value.compact()))
                    .collect();
                format!("{{{}}}", members.join(","))
            }
        }
    }
}

pub fn number() -> impl Strategy<Value = String> {
    "-?(0|[1-9][0-9]{0,25})(\\.[0-9]{1,20})?([eE][+-]?[0-9]{1,2})?"
}

/// Texts with what is special in JSON and YAML: quotes, escapes, indicators, spaces, line breaks.
pub fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z]{0,8}",
        "[ -~]{0,12}",
        "[\\PC\n\t\r\"\\\\/ :#'&*!|>%@`{}\\[\\],?-]{0,12}",
        Just(String::from("null")),
        Just(String::from("1")),
        Just(String::from("2026-01-01")),
        Just(String::from("🦀é\u{7f}\u{0}\u{1f}\u{2028}")),
    ]
}

pub fn model() -> impl Strategy<Value = Model> {
    let leaf = prop_oneof![
        Just(Model::Null),
        any::<bool>().prop_map(Model::Bool),
        number().prop_map(Model::Number),
        text().prop_map(Model::String),
    ];
    leaf.prop_recursive(5, 80, 24, |inside| {
        prop_oneof![
            prop::collection::vec(inside.clone(), 0..24).prop_map(Model::Array),
            prop::collection::vec((text(), inside), 0..24).prop_map(Model::Object),
        ]
    })
}

/// Decisions that a writer draws from: the same ones give the same text.
#[derive(Clone, Debug)]
pub struct Choices(Vec<u8>, usize);

impl Choices {
    pub fn of(&mut self, count: usize) -> usize {
        self.1 += 1;
        let byte = self.0[self.1 % self.0.len()];
        (usize::from(byte) + self.1 / self.0.len()) % count
    }
}

pub fn choices() -> impl Strategy<Value = Choices> {
    prop::collection::vec(any::<u8>(), 1..64).prop_map(|bytes| Choices(bytes, 0))
}

/// The value as JSON with random whitespace and escapes.
pub fn write_json(value: &Model, choices: &mut Choices) -> String {
    let mut out = String::new();
    json_value(value, choices, &mut out);
    space(choices, &mut out);
    out
}

fn space(choices: &mut Choices, out: &mut String) {
    const SPACES: [&str; 8] = [
        "",
        "",
        "",
        " ",
        "\n",
        "\r\n\t",
        "\n          ",
        "\n                   ",
    ];
    out.push_str(SPACES[choices.of(SPACES.len())]);
}

fn json_value(value: &Model, choices: &mut Choices, out: &mut String) {
    space(choices, out);
    match value {
        Model::String(text) => json_string(text, choices, out),
        Model::Array(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    space(choices, out);
                    out.push(',');
                }
                json_value(item, choices, out);
            }
            space(choices, out);
            out.push(']');
        }
        Model::Object(members) => {
            out.push('{');
            for (index, (key, item)) in members.iter().enumerate() {
                if index > 0 {
                    space(choices, out);
                    out.push(',');
                }
                space(choices, out);
                json_string(key, choices, out);
                space(choices, out);
                out.push(':');
                json_value(item, choices, out);
            }
            space(choices, out);
            out.push('}');
        }
        scalar => out.push_str(&scalar.compact()),
    }
}

pub fn json_string(text: &str, choices: &mut Choices, out: &mut String) {
    out.push('"');
    for character in text.chars() {
        let must = matches!(character, '"' | '\\' | '\0'..='\u{1f}');
        if !must && choices.of(8) > 0 {
            out.push(character);
            continue;
        }
        let short = match character {
            '"' => Some('"'),
            '\\' => Some('\\'),
            '/' => Some('/'),
            '\u{8}' => Some('b'),
            '\u{c}' => Some('f'),
            '\n' => Some('n'),
            '\r' => Some('r'),
            '\t' => Some('t'),
            _ => None,
        };
        if let Some(short) = short.filter(|_| choices.of(2) == 0) {
            out.extend(['\\', short]);
            continue;
        }
        for unit in character.encode_utf16(&mut [0; 2]) {
            let upper = choices.of(2) == 0;
            let written = if upper {
                write!(out, "\\u{unit:04X}")
            } else {
                write!(out, "\\u{unit:04x}")
            };
            written.unwrap();
        }
    }
    out.push('"');
}
