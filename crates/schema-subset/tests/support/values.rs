//! Values to attack an answer with: what occurs in the two schemas, its neighbors, and combinations.

use std::collections::{BTreeSet, HashMap};

use schema_subset::steps::{Outcome, Steps};
use schema_subset::strings::{Pattern, StringQuery};
use serde_json::{Map, Number, Value};

use super::random::Random;
use super::{tree, vocabulary};

/// Strings that match a pattern, and near misses; patterns come again and again, so they are kept.
#[derive(Default)]
pub struct Words(HashMap<String, Vec<String>>);

impl Words {
    /// Some strings that match, then some that do not.
    pub fn of(&mut self, pattern: &str) -> &[String] {
        self.0
            .entry(pattern.to_owned())
            .or_insert_with(|| words(pattern))
    }
}

/// Up to nine strings that match, and three that do not.
pub fn words(source: &str) -> Vec<String> {
    let Ok(pattern) = Pattern::compile(source) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (negate, min, count) in [(false, 0, 5), (false, 3, 2), (false, 9, 2), (true, 0, 3)] {
        let mut query = StringQuery {
            min,
            ..StringQuery::default()
        };
        if negate {
            &mut query.negative
        } else {
            &mut query.positive
        }
        .push(&pattern);
        if let Outcome::Found { values, .. } = query.solve(count, &mut Steps::new(20_000)) {
            found.extend(values);
        }
    }
    found.dedup();
    found
}

/// The strings, numbers, names and listed values that occur in schemas.
#[derive(Default)]
pub struct Material {
    pub numbers: Vec<Value>,
    pub strings: Vec<String>,
    pub names: Vec<String>,
    pub listed: Vec<Value>,
}

impl Material {
    pub fn of(schemas: &[&Value], known: &mut Words) -> Self {
        let mut material = Self::default();
        for schema in schemas {
            for pointer in tree::pointers(schema) {
                if let Some(part) = schema.pointer(&pointer) {
                    material.note(part, known);
                }
            }
        }
        material
            .strings
            .extend(vocabulary::strings().iter().map(|&text| text.to_owned()));
        material
            .names
            .extend(["a", "b", "zz", ""].map(str::to_owned));
        for list in [&mut material.strings, &mut material.names] {
            let set: BTreeSet<String> = list.drain(..).collect();
            list.extend(set);
        }
        material
    }

    fn note(&mut self, part: &Value, known: &mut Words) {
        for (keyword, value) in part.as_object().into_iter().flatten() {
            match keyword.as_str() {
                "enum" => value
                    .as_array()
                    .into_iter()
                    .flatten()
                    .for_each(|value| self.list(value)),
                "const" => self.list(value),
                "pattern" => self
                    .strings
                    .extend_from_slice(known.of(value.as_str().unwrap_or_default())),
                "minLength" | "maxLength" => {
                    if let Some(length) = value
                        .as_u64()
                        .and_then(|length| usize::try_from(length).ok())
                    {
                        for length in length.saturating_sub(1)..=length.min(50) + 1 {
                            self.strings.extend([
                                first(length, "a"),
                                first(length, "ba"),
                                first(length, "1"),
                            ]);
                        }
                    }
                }
                "properties" | "patternProperties" | "dependentSchemas" | "dependentRequired" => {
                    for name in value
                        .as_object()
                        .into_iter()
                        .flatten()
                        .map(|(name, _)| name)
                    {
                        if keyword == "patternProperties" {
                            self.names.extend_from_slice(known.of(name));
                        } else {
                            self.names.push(name.clone());
                        }
                    }
                }
                "required" => {
                    let names = value
                        .as_array()
                        .into_iter()
                        .flatten()
                        .filter_map(Value::as_str);
                    self.names.extend(names.map(str::to_owned));
                }
                "format" => self.strings.extend(
                    [
                        "2024-02-29",
                        "2023-02-29",
                        "192.0.2.1",
                        "123e4567-e89b-42d3-a456-426614174000",
                        "2024-01-31T09:30:00Z",
                    ]
                    .map(str::to_owned),
                ),
                _ if value.is_number() => self.around(value, keyword == "multipleOf"),
                _ => {}
            }
        }
    }

    fn list(&mut self, value: &Value) {
        match value {
            Value::Number(_) => self.around(value, false),
            Value::String(text) => self.strings.push(text.clone()),
            Value::Object(members) => {
                self.names.extend(members.keys().cloned());
                members.values().for_each(|member| self.list(member));
            }
            Value::Array(items) => items.iter().for_each(|item| self.list(item)),
            _ => {}
        }
        self.listed.push(value.clone());
    }

    fn around(&mut self, value: &Value, step: bool) {
        self.numbers.push(value.clone());
        let Some(number) = value.as_f64() else {
            return;
        };
        let moved = if step {
            [
                number * 2.0,
                number * 3.0,
                number * 6.0,
                number * 10.0,
                -number,
            ]
        } else {
            [
                number + 1.0,
                number - 1.0,
                number + 0.5,
                number - 0.5,
                -number,
            ]
        };
        self.numbers.extend(moved.into_iter().filter_map(to_value));
    }
}

/// The first characters of an endless repetition.
fn first(length: usize, of: &str) -> String {
    of.chars().cycle().take(length).collect()
}

/// A double as a value; whole numbers without a fraction, and the shortest decimal of nine digits for others.
pub fn to_value(number: f64) -> Option<Value> {
    let short: f64 = format!("{number:.9}").parse().ok()?;
    #[allow(clippy::cast_possible_truncation)] // The bounds are checked.
    if short.fract() == 0.0 && short.abs() < 1e15 {
        return Some((short as i64).into());
    }
    Number::from_f64(short).map(Value::Number)
}

/// Up to so many distinct values.
pub fn pool(material: &Material, random: &mut Random, count: usize) -> Vec<Value> {
    let mut values = vocabulary::scalars();
    values.extend(material.listed.iter().cloned());
    values.extend(material.numbers.iter().cloned());
    values.extend(material.strings.iter().map(|text| text.as_str().into()));
    if values.len() > count / 2 {
        random.shuffle(&mut values);
        values.truncate(count / 2);
    }
    values.push(Value::Array(Vec::new()));
    values.push(Map::new().into());
    let simple = values.len();
    while values.len() < count {
        // What was combined before may be combined again, a little.
        let end = if random.chance(70) {
            simple
        } else {
            values.len()
        };
        let length = random.between(1, 4);
        let value = if random.chance(40) {
            let same = random.chance(30).then(|| values[random.below(end)].clone());
            let item = |random: &mut Random| {
                same.clone()
                    .unwrap_or_else(|| values[random.below(end)].clone())
            };
            (0..length).map(|_| item(random)).collect()
        } else {
            let member = |random: &mut Random| {
                (
                    random.pick(&material.names).clone(),
                    values[random.below(end)].clone(),
                )
            };
            (0..length).map(|_| member(random)).collect()
        };
        values.push(value);
    }
    values
}

/// A value close to another.
pub fn neighbor(value: &Value, material: &Material, random: &mut Random) -> Value {
    let mut value = value.clone();
    match &mut value {
        Value::Array(items) => match random.below(4) {
            0 if !items.is_empty() => {
                items.remove(random.below(items.len()));
            }
            1 if !items.is_empty() => {
                let copy = random.pick(items).clone();
                items.push(copy);
            }
            2 if !items.is_empty() => {
                let index = random.below(items.len());
                items[index] = neighbor(&items[index], material, random);
            }
            _ => items.push(other(material, random)),
        },
        Value::Object(members) => {
            let names: Vec<String> = members.keys().cloned().collect();
            match random.below(3) {
                0 if !names.is_empty() => {
                    members.remove(random.pick(&names));
                }
                1 if !names.is_empty() => {
                    let name = random.pick(&names);
                    let member = neighbor(&members[name], material, random);
                    members.insert(name.clone(), member);
                }
                _ => {
                    members.insert(
                        random.pick(&material.names).clone(),
                        other(material, random),
                    );
                }
            }
        }
        Value::Number(number) if random.chance(60) => {
            let step = *random.pick(&[1.0, -1.0, 0.5, 0.1]);
            return number
                .as_f64()
                .and_then(|number| to_value(number + step))
                .unwrap_or_default();
        }
        Value::String(text) if random.chance(60) => {
            if random.chance(50) {
                text.push(*random.pick(&['a', 'b', '1', '\n', 'é']));
            } else {
                text.pop();
            }
        }
        _ => return other(material, random),
    }
    value
}

fn other(material: &Material, random: &mut Random) -> Value {
    match random.below(4) {
        0 if !material.numbers.is_empty() => random.pick(&material.numbers).clone(),
        1 if !material.listed.is_empty() => random.pick(&material.listed).clone(),
        2 => random.pick(&material.strings).clone().into(),
        _ => random.pick(&vocabulary::scalars()).clone(),
    }
}
