//! Decodes JSON and knows where that fails: `extracted_data.addresses[2].line1`.
//!
//! serde keeps no path, so a text is read through wrappers that note each step. A step is a member name only where the
//! decoded type declares that name; the key of a map prints as `*`, because such keys are data. That difference is why
//! the wrappers are our own.

use std::cell::RefCell;
use std::fmt::{self, Write as _};

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, Unexpected, Visitor,
};
use serde::{Deserialize, forward_to_deserialize_any};

#[derive(Clone, Copy)]
enum Step {
    Member(&'static str),
    Key,
    Item(usize),
}

/// Decodes a JSON text. A failure comes with its path, or with none where it is the value as a whole.
///
/// What serde derives also reads a struct from an array, by position; here only an object is one.
pub(super) fn read<'de, T: Deserialize<'de>>(
    json: &'de [u8],
) -> Result<T, (serde_json::Error, Option<String>)> {
    let path = RefCell::new(Vec::new());
    let mut json = serde_json::Deserializer::from_slice(json);
    let traced = Traced {
        inner: &mut json,
        path: &path,
        fields: &[],
    };
    T::deserialize(traced)
        .and_then(|value| json.end().map(|()| value))
        .map_err(|error| (error, shown(path.into_inner())))
}

fn shown(steps: Vec<Step>) -> Option<String> {
    if steps.is_empty() {
        return None;
    }
    let mut text = String::new();
    for step in steps {
        let dot = if text.is_empty() { "" } else { "." };
        // Writing to a String cannot fail.
        let _ = match step {
            Step::Member(name) => write!(text, "{dot}{name}"),
            Step::Key => write!(text, "{dot}*"),
            Step::Item(index) => write!(text, "[{index}]"),
        };
    }
    Some(text)
}

/// A deserializer, visitor, seed or access that passes everything on and notes where it is.
struct Traced<'p, X> {
    inner: X,
    path: &'p RefCell<Vec<Step>>,
    /// The declared members of the struct that is being read; empty for maps.
    fields: &'static [&'static str],
}

impl<'p, X> Traced<'p, X> {
    fn around<Y>(&self, inner: Y, fields: &'static [&'static str]) -> Traced<'p, Y> {
        Traced {
            inner,
            path: self.path,
            fields,
        }
    }
}

macro_rules! pass_on {
    ($($method:ident($($argument:ident: $type:ty),*);)*) => {
        $(fn $method<V: Visitor<'de>>(self, $($argument: $type,)* visitor: V) -> Result<V::Value, D::Error> {
            let visitor = Traced { inner: visitor, path: self.path, fields: &[] };
            self.inner.$method($($argument,)* visitor)
        })*
    };
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Traced<'_, D> {
    type Error = D::Error;

    pass_on! {
        deserialize_any();
        deserialize_bool();
        deserialize_i8();
        deserialize_i16();
        deserialize_i32();
        deserialize_i64();
        deserialize_i128();
        deserialize_u8();
        deserialize_u16();
        deserialize_u32();
        deserialize_u64();
        deserialize_u128();
        deserialize_f32();
        deserialize_f64();
        deserialize_char();
        deserialize_str();
        deserialize_string();
        deserialize_bytes();
        deserialize_byte_buf();
        deserialize_option();
        deserialize_unit();
        deserialize_seq();
        deserialize_map();
        deserialize_identifier();
        deserialize_ignored_any();
        deserialize_unit_struct(name: &'static str);
        deserialize_newtype_struct(name: &'static str);
        deserialize_tuple(len: usize);
        deserialize_tuple_struct(name: &'static str, len: usize);
        deserialize_enum(name: &'static str, variants: &'static [&'static str]);
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        let visitor = self.around(visitor, fields);
        self.inner.deserialize_struct(name, fields, visitor)
    }

    fn is_human_readable(&self) -> bool {
        self.inner.is_human_readable()
    }
}

macro_rules! visit_scalars {
    ($($method:ident($type:ty);)*) => {
        $(fn $method<E: Error>(self, value: $type) -> Result<V::Value, E> {
            self.inner.$method(value)
        })*
    };
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Traced<'_, V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.expecting(f)
    }

    visit_scalars! {
        visit_bool(bool);
        visit_i8(i8);
        visit_i16(i16);
        visit_i32(i32);
        visit_i64(i64);
        visit_i128(i128);
        visit_u8(u8);
        visit_u16(u16);
        visit_u32(u32);
        visit_u64(u64);
        visit_u128(u128);
        visit_f32(f32);
        visit_f64(f64);
        visit_char(char);
        visit_str(&str);
        visit_borrowed_str(&'de str);
        visit_string(String);
        visit_bytes(&[u8]);
        visit_borrowed_bytes(&'de [u8]);
        visit_byte_buf(Vec<u8>);
    }

    fn visit_none<E: Error>(self) -> Result<V::Value, E> {
        self.inner.visit_none()
    }

    fn visit_unit<E: Error>(self) -> Result<V::Value, E> {
        self.inner.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, value: D) -> Result<V::Value, D::Error> {
        let value = self.around(value, &[]);
        self.inner.visit_some(value)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, value: D) -> Result<V::Value, D::Error> {
        let value = self.around(value, &[]);
        self.inner.visit_newtype_struct(value)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<V::Value, A::Error> {
        if !self.fields.is_empty() {
            return Err(A::Error::invalid_type(Unexpected::Seq, &self.inner));
        }
        let items = Counted {
            items: self.around(items, &[]),
            index: 0,
        };
        self.inner.visit_seq(items)
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<V::Value, A::Error> {
        let members = Named {
            members: self.around(members, self.fields),
            step: Step::Key,
        };
        self.inner.visit_map(members)
    }

    fn visit_enum<A: EnumAccess<'de>>(self, variant: A) -> Result<V::Value, A::Error> {
        self.inner.visit_enum(variant)
    }
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for Traced<'_, S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, value: D) -> Result<S::Value, D::Error> {
        let value = self.around(value, &[]);
        self.inner.deserialize(value)
    }
}

/// Runs one step: a step that failed stays in the path, one that succeeded leaves it.
fn step<T, E>(
    path: &RefCell<Vec<Step>>,
    step: Step,
    run: impl FnOnce() -> Result<T, E>,
) -> Result<T, E> {
    path.borrow_mut().push(step);
    let done = run()?;
    path.borrow_mut().pop();
    Ok(done)
}

struct Counted<'p, A> {
    items: Traced<'p, A>,
    index: usize,
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for Counted<'_, A> {
    type Error = A::Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, A::Error> {
        let seed = self.items.around(seed, &[]);
        let item = step(self.items.path, Step::Item(self.index), || {
            self.items.inner.next_element_seed(seed)
        })?;
        self.index += 1;
        Ok(item)
    }
}

struct Named<'p, A> {
    members: Traced<'p, A>,
    step: Step,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Named<'_, A> {
    type Error = A::Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, A::Error> {
        self.step = Step::Key;
        self.members.inner.next_key_seed(Key {
            inner: seed,
            fields: self.members.fields,
            step: &mut self.step,
        })
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        let seed = self.members.around(seed, &[]);
        step(self.members.path, self.step, || {
            self.members.inner.next_value_seed(seed)
        })
    }
}

/// A member's key: as seed and deserializer passed on, as visitor compared with the declared members.
struct Key<'s, X> {
    inner: X,
    fields: &'static [&'static str],
    step: &'s mut Step,
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for Key<'_, S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, key: D) -> Result<S::Value, D::Error> {
        self.inner.deserialize(Key {
            inner: key,
            fields: self.fields,
            step: self.step,
        })
    }
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Key<'_, D> {
    type Error = D::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.inner.deserialize_any(Key {
            inner: visitor,
            fields: self.fields,
            step: self.step,
        })
    }

    /// Keys of maps may be newtypes around the text.
    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        visitor.visit_newtype_struct(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct seq
        tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl<V> Key<'_, V> {
    fn note(&mut self, key: &str) {
        *self.step = self
            .fields
            .iter()
            .find(|field| **field == key)
            .map_or(Step::Key, |field| Step::Member(field));
    }
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Key<'_, V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.expecting(f)
    }

    fn visit_str<E: Error>(mut self, key: &str) -> Result<V::Value, E> {
        self.note(key);
        self.inner.visit_str(key)
    }

    fn visit_borrowed_str<E: Error>(mut self, key: &'de str) -> Result<V::Value, E> {
        self.note(key);
        self.inner.visit_borrowed_str(key)
    }

    fn visit_string<E: Error>(mut self, key: String) -> Result<V::Value, E> {
        self.note(&key);
        self.inner.visit_string(key)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[derive(Debug, Deserialize, PartialEq)]
    struct Outer {
        #[serde(rename = "inner-list", default)]
        list: Vec<Inner>,
        map: Option<BTreeMap<String, Inner>>,
        boxed: Option<crate::Redacted<Inner>>,
    }

    #[derive(Debug, Deserialize, PartialEq)]
    struct Inner {
        count: i64,
        flag: Option<bool>,
    }

    fn path(json: &str) -> Option<String> {
        read::<Outer>(json.as_bytes()).unwrap_err().1
    }

    #[test]
    fn names_declared_members_and_counts_items() {
        assert_eq!(
            path(r#"{"inner-list":[{"count":1},{"count":"x"}]}"#).unwrap(),
            "inner-list[1].count"
        );
        assert_eq!(
            path(r#"{"boxed":{"count":1,"flag":"no"}}"#).unwrap(),
            "boxed.flag"
        );
        // A member that is missing fails at the object that lacks it.
        assert_eq!(path(r#"{"inner-list":[{}]}"#).unwrap(), "inner-list[0]");
        assert_eq!(
            path(r#"{"inner-list":[{"count":1}],"boxed":7}"#).unwrap(),
            "boxed"
        );
    }

    #[test]
    fn keys_that_are_data_do_not_show() {
        assert_eq!(
            path(r#"{"map":{"jane@example.com":{"count":null}}}"#).unwrap(),
            "map.*.count"
        );
        // `count` is data here, although a struct elsewhere declares it.
        assert_eq!(path(r#"{"map":{"count":3}}"#).unwrap(), "map.*");
    }

    #[test]
    fn the_whole_value_has_no_path() {
        assert_eq!(path("7"), None);
        // serde would read a struct from a sequence as well; no API means that.
        assert_eq!(path("[[],null,null]"), None);
        assert_eq!(path(r#"{"boxed":[1,true]}"#).unwrap(), "boxed");
    }

    #[test]
    fn passes_values_through_unchanged() {
        let json = r#"{"other":[{"a":[1,2.5,"s"]}],"inner-list":[{"count":1}],"map":{"a":{"count":-2,"flag":true}},"boxed":null}"#;
        let traced: Outer = read(json.as_bytes()).unwrap();
        assert_eq!(traced, serde_json::from_str(json).unwrap());
    }
}
