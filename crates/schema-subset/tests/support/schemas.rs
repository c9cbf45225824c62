//! Random schemas of draft 2020-12.
//!
//! References lead to `#`, to `$defs` and to anchors in `$defs`. On the same value they lead to later definitions only,
//! so recursion always passes through a member, an item or a name: a schema that refers to itself on the same value has
//! no meaning that validators agree on.

use serde_json::{Map, Value, json};

use super::random::Random;
use super::vocabulary::{self, NAMES, TYPES};

type Object = Map<String, Value>;

/// Where a schema stands, which decides what it may refer to.
#[derive(Clone, Copy, Debug)]
struct Place {
    depth: usize,
    /// References on the same value lead to definitions from this one on.
    first: usize,
    guarded: bool,
}

impl Place {
    /// For a schema that is applied to the same value.
    fn here(self) -> Self {
        Self {
            depth: self.depth.saturating_sub(1),
            ..self
        }
    }

    /// For a schema that is applied to a part of the value.
    fn inside(self) -> Self {
        Self {
            guarded: true,
            ..self.here()
        }
    }
}

pub struct Generator<'r> {
    random: &'r mut Random,
    /// For each definition whether it has an anchor.
    anchors: Vec<bool>,
    /// Schemas without references that were made before; to use them again lets both sides of a pair touch.
    seen: Vec<Value>,
}

impl<'r> Generator<'r> {
    pub fn new(random: &'r mut Random) -> Self {
        Self {
            random,
            anchors: Vec::new(),
            seen: Vec::new(),
        }
    }

    /// A whole document.
    pub fn document(&mut self) -> Value {
        let definitions = if self.random.chance(40) {
            self.random.between(1, 3)
        } else {
            0
        };
        self.anchors = (0..definitions).map(|_| self.random.chance(20)).collect();
        let depth = if self.random.chance(12) {
            4
        } else {
            self.random.between(1, 3)
        };
        let mut root = self.schema(Place {
            depth,
            first: 0,
            guarded: false,
        });
        if definitions == 0 {
            return root;
        }
        let mut defs = Object::new();
        for number in 0..definitions {
            let place = Place {
                depth: 2,
                first: number + 1,
                guarded: false,
            };
            let mut definition = self.schema(place);
            if self.anchors[number] {
                let mut object = as_object(definition);
                object.insert("$anchor".into(), format!("t{number}").into());
                definition = object.into();
            }
            defs.insert(format!("n{number}"), definition);
        }
        if let Value::Bool(_) = root {
            root = Value::Object(as_object(root));
        }
        root["$defs"] = defs.into();
        root
    }

    /// A schema to put into a document with so many definitions, inside a value.
    pub fn part(&mut self, definitions: usize, depth: usize) -> Value {
        self.anchors = vec![false; definitions];
        self.schema(Place {
            depth,
            first: definitions,
            guarded: false,
        })
    }

    /// Some keywords to add to a schema.
    pub fn keywords(&mut self) -> Object {
        let mut object = Object::new();
        let place = Place {
            depth: 1,
            first: usize::MAX,
            guarded: false,
        };
        self.some_of(place, &mut object);
        object
    }

    fn schema(&mut self, place: Place) -> Value {
        if !self.seen.is_empty() && self.random.chance(12) {
            return self.random.pick(&self.seen).clone();
        }
        if self.random.chance(4) {
            return self.random.chance(60).into();
        }
        if self.random.chance(18)
            && let Some(reference) = self.reference(place)
        {
            return json!({ "$ref": reference });
        }
        let mut object = Object::new();
        let kinds = if self.random.chance(25) { 2 } else { 1 };
        for _ in 0..kinds {
            self.some_of(place, &mut object);
        }
        let schema = Value::Object(object);
        let text = schema.to_string();
        if self.seen.len() < 40 && !text.contains("$ref") && text.len() < 200 {
            self.seen.push(schema.clone());
        }
        schema
    }

    fn reference(&mut self, place: Place) -> Option<String> {
        let first = if place.guarded { 0 } else { place.first };
        let count = self.anchors.len();
        if place.guarded && self.random.chance(25) {
            return Some("#".into());
        }
        if first >= count {
            return None;
        }
        let number = self.random.between(first, count - 1);
        let by_anchor = self.anchors[number] && self.random.chance(50);
        Some(if by_anchor {
            format!("#t{number}")
        } else {
            format!("#/$defs/n{number}")
        })
    }

    fn some_of(&mut self, place: Place, object: &mut Object) {
        let end = if place.depth == 0 { 6 } else { 16 };
        match self.random.below(end) {
            0 | 1 => self.types(object),
            2 => self.values(object),
            3 => self.numbers(object),
            4 | 5 => self.strings(object),
            6..=8 => self.arrays(place, object),
            9..=11 => self.objects(place, object),
            _ => self.logic(place, object),
        }
    }

    fn types(&mut self, object: &mut Object) {
        let count = if self.random.chance(60) {
            1
        } else {
            self.random.between(1, 4)
        };
        let mut types: Vec<&str> = TYPES.to_vec();
        self.random.shuffle(&mut types);
        types.truncate(count);
        let value = if count == 1 && self.random.chance(90) {
            json!(types[0])
        } else {
            json!(types)
        };
        object.insert("type".into(), value);
    }

    fn values(&mut self, object: &mut Object) {
        if self.random.chance(30) {
            object.insert("const".into(), vocabulary::value(self.random, 2));
            return;
        }
        let count = self.random.between(1, 4);
        let values: Vec<Value> = (0..count)
            .map(|_| vocabulary::value(self.random, 2))
            .collect();
        object.insert("enum".into(), values.into());
    }

    fn numbers(&mut self, object: &mut Object) {
        if self.random.chance(60) {
            let name = if self.random.chance(60) {
                "integer"
            } else {
                "number"
            };
            object.insert("type".into(), name.into());
        }
        for keyword in ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"] {
            if self.random.chance(30) {
                object.insert(keyword.into(), vocabulary::number(self.random));
            }
        }
        if self.random.chance(35) {
            object.insert("multipleOf".into(), vocabulary::step(self.random));
        }
    }

    fn strings(&mut self, object: &mut Object) {
        if self.random.chance(60) {
            object.insert("type".into(), "string".into());
        }
        self.limits(object, "minLength", "maxLength", 4);
        if self.random.chance(60) {
            object.insert("pattern".into(), vocabulary::pattern(self.random).into());
        }
    }

    fn limits(&mut self, object: &mut Object, least: &str, most: &str, greatest: usize) {
        if self.random.chance(30) {
            let limit = self.random.below(greatest);
            // A count may be written with a fraction of zero.
            let text = if self.random.chance(5) {
                format!("{limit}.0")
            } else {
                limit.to_string()
            };
            object.insert(least.into(), vocabulary::exact(&text));
        }
        if self.random.chance(30) {
            object.insert(most.into(), self.random.below(greatest + 1).into());
        }
    }

    fn arrays(&mut self, place: Place, object: &mut Object) {
        if self.random.chance(70) {
            object.insert("type".into(), "array".into());
        }
        let inside = place.inside();
        if self.random.chance(50) {
            object.insert("items".into(), self.schema(inside));
        }
        if self.random.chance(30) {
            let count = self.random.between(1, 3);
            let prefix: Vec<Value> = (0..count).map(|_| self.schema(inside)).collect();
            object.insert("prefixItems".into(), prefix.into());
        }
        if self.random.chance(30) {
            object.insert("contains".into(), self.schema(inside));
            self.limits(object, "minContains", "maxContains", 3);
        }
        self.limits(object, "minItems", "maxItems", 4);
        if self.random.chance(20) {
            object.insert("uniqueItems".into(), self.random.chance(85).into());
        }
        if self.random.chance(18) {
            let rest = if self.random.chance(50) {
                json!(false)
            } else {
                self.schema(inside)
            };
            object.insert("unevaluatedItems".into(), rest);
        }
    }

    fn names(&mut self) -> Value {
        let mut names = NAMES.to_vec();
        self.random.shuffle(&mut names);
        names.truncate(self.random.between(1, 2));
        json!(names)
    }

    fn members(&mut self, place: Place, most: usize) -> Value {
        let count = self.random.between(1, most);
        let members: Object = (0..count)
            .map(|_| (vocabulary::name(self.random).to_owned(), self.schema(place)))
            .collect();
        members.into()
    }

    fn objects(&mut self, place: Place, object: &mut Object) {
        if self.random.chance(70) {
            object.insert("type".into(), "object".into());
        }
        let inside = place.inside();
        if self.random.chance(65) {
            object.insert("properties".into(), self.members(inside, 3));
        }
        if self.random.chance(45) {
            object.insert("required".into(), self.names());
        }
        if self.random.chance(30) {
            let additional = if self.random.chance(50) {
                json!(false)
            } else {
                self.schema(inside)
            };
            object.insert("additionalProperties".into(), additional);
        }
        if self.random.chance(20) {
            let pattern = vocabulary::pattern(self.random);
            object.insert(
                "patternProperties".into(),
                json!({ pattern: self.schema(inside) }),
            );
        }
        if self.random.chance(12) {
            object.insert("propertyNames".into(), self.schema(inside));
        }
        self.limits(object, "minProperties", "maxProperties", 3);
        if self.random.chance(12) {
            let name = vocabulary::name(self.random);
            object.insert("dependentRequired".into(), json!({ name: self.names() }));
        }
        if self.random.chance(12) {
            object.insert("dependentSchemas".into(), self.members(place.here(), 2));
        }
        if self.random.chance(18) {
            let rest = if self.random.chance(60) {
                json!(false)
            } else {
                self.schema(inside)
            };
            object.insert("unevaluatedProperties".into(), rest);
        }
    }

    fn logic(&mut self, place: Place, object: &mut Object) {
        let here = place.here();
        match self.random.below(8) {
            number @ 0..=4 => {
                let keyword = ["allOf", "anyOf", "anyOf", "oneOf", "oneOf"][number];
                let count = self.random.between(1, 3);
                let arms: Vec<Value> = (0..count).map(|_| self.schema(here)).collect();
                object.insert(keyword.into(), arms.into());
            }
            5 | 6 => {
                object.insert("not".into(), self.schema(here));
            }
            _ => {
                object.insert("if".into(), self.schema(here));
                for keyword in ["then", "else"] {
                    if self.random.chance(70) {
                        object.insert(keyword.into(), self.schema(here));
                    }
                }
            }
        }
    }
}

/// The schema as an object: a boolean has no room for keywords.
pub fn as_object(schema: Value) -> Object {
    match schema {
        Value::Object(object) => object,
        Value::Bool(false) => Object::from_iter([("not".to_owned(), json!({}))]),
        _ => Object::new(),
    }
}
