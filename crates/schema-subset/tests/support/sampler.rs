//! Values that aim at a schema: usually, but not always, valid under it.

use serde_json::{Map, Value};

use super::random::Random;
use super::tree;
use super::values::{Material, Words, to_value};
use super::vocabulary;

/// Members and items nested deeper than this get a simple value.
const MAX_DEPTH: usize = 4;

pub struct Sampler<'s> {
    pub root: &'s Value,
    pub material: &'s Material,
    pub words: &'s mut Words,
    pub random: &'s mut Random,
}

impl<'s> Sampler<'s> {
    pub fn sample(&mut self) -> Value {
        self.value(vec![self.root], 0)
    }

    /// A value for all of some schemas.
    fn value(&mut self, schemas: Vec<&'s Value>, depth: usize) -> Value {
        let all = self.taken(schemas);
        let listed: Vec<&Value> = all
            .iter()
            .filter_map(|part| {
                part.get("const")
                    .map(std::slice::from_ref)
                    .or_else(|| part.get("enum")?.as_array().map(Vec::as_slice))
            })
            .flatten()
            .collect();
        if !listed.is_empty() && self.random.chance(90) {
            return (*self.random.pick(&listed)).clone();
        }
        match self.pick_type(&all) {
            "null" => Value::Null,
            "boolean" => self.random.chance(50).into(),
            "integer" => self.number(&all, true),
            "number" => self.number(&all, false),
            "string" => self.string(&all).into(),
            "array" => self.array(&all, depth),
            _ => self.object(&all, depth),
        }
    }

    /// The schemas with one choice of everything that they refer to on the same value.
    fn taken(&mut self, schemas: Vec<&'s Value>) -> Vec<&'s Map<String, Value>> {
        let mut open = schemas;
        let mut all = Vec::new();
        while let Some(part) = open.pop() {
            let Some(object) = part.as_object() else {
                continue;
            };
            if all.len() > 60 {
                break;
            }
            all.push(object);
            let target = object.get("$ref").and_then(Value::as_str);
            open.extend(target.and_then(|text| tree::resolve(self.root, text)));
            open.extend(
                object
                    .get("allOf")
                    .and_then(Value::as_array)
                    .into_iter()
                    .flatten(),
            );
            for keyword in ["anyOf", "oneOf"] {
                if let Some(arms) = object.get(keyword).and_then(Value::as_array)
                    && !arms.is_empty()
                {
                    open.push(self.random.pick(arms));
                }
            }
            if let Some(test) = object.get("if") {
                if self.random.chance(50) {
                    open.push(test);
                    open.extend(object.get("then"));
                } else {
                    open.extend(object.get("else"));
                }
            }
            // Two negations take each other away.
            open.extend(object.get("not").and_then(|inner| inner.get("not")));
        }
        all
    }

    fn pick_type(&mut self, all: &[&'s Map<String, Value>]) -> &'static str {
        let mut possible: Vec<&'static str> = vocabulary::TYPES.to_vec();
        for part in all {
            let allows = |name: &str| match part.get("type") {
                Some(Value::String(own)) => own == name || own == "number" && name == "integer",
                Some(Value::Array(names)) => names
                    .iter()
                    .any(|own| own == name || own == "number" && name == "integer"),
                _ => true,
            };
            possible.retain(|name| allows(name));
        }
        // Where types are free, the keywords say what the schema is about.
        let about = |names: &[&str]| {
            all.iter()
                .any(|part| names.iter().any(|name| part.contains_key(*name)))
        };
        if possible.len() > 3 && self.random.chance(80) {
            if about(&[
                "properties",
                "required",
                "patternProperties",
                "dependentSchemas",
                "minProperties",
                "additionalProperties",
            ]) && possible.contains(&"object")
            {
                return "object";
            }
            if about(&[
                "items",
                "prefixItems",
                "contains",
                "minItems",
                "unevaluatedItems",
            ]) && possible.contains(&"array")
            {
                return "array";
            }
            if about(&["pattern", "minLength", "maxLength"]) && possible.contains(&"string") {
                return "string";
            }
        }
        if possible.is_empty() {
            "null"
        } else {
            self.random.word(&possible)
        }
    }

    fn numbers_of<'m>(
        all: &'m [&'s Map<String, Value>],
        keyword: &'m str,
    ) -> impl Iterator<Item = f64> + 'm {
        all.iter()
            .filter_map(move |part| part.get(keyword)?.as_f64())
    }

    fn number(&mut self, all: &[&'s Map<String, Value>], integer: bool) -> Value {
        let lower = Self::numbers_of(all, "minimum")
            .chain(Self::numbers_of(all, "exclusiveMinimum"))
            .fold(f64::NEG_INFINITY, f64::max);
        let upper = Self::numbers_of(all, "maximum")
            .chain(Self::numbers_of(all, "exclusiveMaximum"))
            .fold(f64::INFINITY, f64::min);
        let step = Self::numbers_of(all, "multipleOf").fold(
            if integer { 1.0 } else { 0.5 },
            |most: f64, step| {
                if integer && step.fract() != 0.0 {
                    most
                } else {
                    most.max(step)
                }
            },
        );
        let start = if lower.is_finite() {
            (lower / step).ceil()
        } else if upper.is_finite() {
            (upper / step).floor() - 3.0
        } else {
            -2.0
        };
        let offset = u32::try_from(self.random.below(5)).map_or(0.0, f64::from);
        to_value((start + offset) * step).unwrap_or_default()
    }

    fn string(&mut self, all: &[&'s Map<String, Value>]) -> String {
        let patterns: Vec<&str> = all
            .iter()
            .filter_map(|part| part.get("pattern")?.as_str())
            .collect();
        if !patterns.is_empty() && self.random.chance(90) {
            let pattern = *self.random.pick(&patterns);
            let words = self.words.of(pattern);
            if !words.is_empty() {
                return self.random.pick(words).clone();
            }
        }
        self.random.pick(&self.material.strings).clone()
    }

    fn limit(all: &[&'s Map<String, Value>], least: &str, most: &str) -> (usize, usize) {
        let count = |part: &&Map<String, Value>, name: &str| {
            part.get(name)?
                .as_u64()
                .and_then(|n| usize::try_from(n).ok())
        };
        let low = all
            .iter()
            .filter_map(|part| count(part, least))
            .max()
            .unwrap_or(0)
            .min(6);
        let high = all
            .iter()
            .filter_map(|part| count(part, most))
            .min()
            .unwrap_or(low + 3);
        (low, high.max(low).min(low + 3))
    }

    fn array(&mut self, all: &[&'s Map<String, Value>], depth: usize) -> Value {
        let (low, high) = Self::limit(all, "minItems", "maxItems");
        let count = self.random.between(low, high);
        let mut items: Vec<Value> = Vec::new();
        for index in 0..count {
            let mut schemas = Vec::new();
            for part in all {
                let prefix = part.get("prefixItems").and_then(Value::as_array);
                match prefix.and_then(|prefix| prefix.get(index)) {
                    Some(own) => schemas.push(own),
                    None => {
                        schemas.extend(part.get("items").or_else(|| part.get("unevaluatedItems")));
                    }
                }
                if self.random.chance(40) {
                    schemas.extend(part.get("contains"));
                }
            }
            items.push(self.below(schemas, depth));
        }
        items.into()
    }

    fn object(&mut self, all: &[&'s Map<String, Value>], depth: usize) -> Value {
        let mut names: Vec<&str> = Vec::new();
        for part in all {
            names.extend(
                part.get("required")
                    .and_then(Value::as_array)
                    .into_iter()
                    .flatten()
                    .filter_map(Value::as_str),
            );
            let optional = part.get("properties").and_then(Value::as_object);
            for name in optional.into_iter().flat_map(Map::keys) {
                if self.random.chance(50) {
                    names.push(name);
                }
            }
        }
        let (low, _) = Self::limit(all, "minProperties", "maxProperties");
        let extra = if self.random.chance(30) {
            self.random.between(1, 2)
        } else {
            0
        };
        for _ in 0..extra + low.saturating_sub(names.len()) {
            names.push(self.random.pick::<String>(&self.material.names).as_str());
        }
        let mut members = Map::new();
        for name in names {
            let mut schemas = Vec::new();
            for part in all {
                match part.get("properties").and_then(|own| own.get(name)) {
                    Some(own) => schemas.push(own),
                    None => schemas.extend(
                        part.get("additionalProperties")
                            .or_else(|| part.get("unevaluatedProperties")),
                    ),
                }
                let patterns = part.get("patternProperties").and_then(Value::as_object);
                if self.random.chance(60) {
                    schemas.extend(patterns.into_iter().flat_map(Map::values));
                }
            }
            members.insert(name.to_owned(), self.below(schemas, depth));
        }
        members.into()
    }

    fn below(&mut self, schemas: Vec<&'s Value>, depth: usize) -> Value {
        if schemas.is_empty() || depth >= MAX_DEPTH {
            return match self.random.below(4) {
                0 if !self.material.listed.is_empty() => {
                    self.random.pick(&self.material.listed).clone()
                }
                1 => self.random.pick(&self.material.strings).clone().into(),
                2 if !self.material.numbers.is_empty() => {
                    self.random.pick(&self.material.numbers).clone()
                }
                _ => Value::Null,
            };
        }
        self.value(schemas, depth + 1)
    }
}
