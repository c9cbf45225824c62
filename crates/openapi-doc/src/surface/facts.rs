//! What one line of the surface says about a value, independent of how the document spells it.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use source_tree::{Node, Value};

use super::decimal::{Decimal, canonical};
use crate::model::{Schema, Type, TypeSet};
use crate::version::SpecVersion;

/// The facts about the values of one place: the conjunction of all schema objects that apply there.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(super) struct Facts {
    /// Without null; `None`: any type.
    pub(super) types: Option<TypeSet>,
    pub(super) nullable: bool,
    /// As canonical JSON, without null; `None`: any value.
    pub(super) values: Option<BTreeSet<String>>,
    pub(super) formats: BTreeSet<String>,
    /// Bounds and patterns by keyword.
    pub(super) limits: BTreeMap<&'static str, BTreeSet<String>>,
    /// Other undeclared members: `closed` (none), `open` (any, in writing).
    pub(super) extra: Option<&'static str>,
    pub(super) union: Option<&'static str>,
    pub(super) discriminator: Option<String>,
    pub(super) required: bool,
    /// Annotations with a meaning for callers: `default`, `readOnly`, `style` and the like.
    pub(super) notes: BTreeMap<&'static str, String>,
    pub(super) known: BTreeSet<String>,
    pub(super) pii: bool,
    pub(super) deprecated: bool,
    /// Where the same type is written out already, further up.
    pub(super) back: Option<String>,
    /// Whether nothing is valid here.
    pub(super) never: bool,
    /// Words instead of a type, for lines that are about no value.
    pub(super) words: Option<String>,
}

impl Default for Facts {
    /// Anything at all.
    fn default() -> Self {
        Self {
            types: None,
            nullable: true,
            values: None,
            formats: BTreeSet::new(),
            limits: BTreeMap::new(),
            extra: None,
            union: None,
            discriminator: None,
            required: false,
            notes: BTreeMap::new(),
            known: BTreeSet::new(),
            pii: false,
            deprecated: false,
            back: None,
            never: false,
            words: None,
        }
    }
}

/// Which of two bounds of one keyword is the tighter one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bound {
    /// The larger: `minLength`.
    Lower,
    /// The smaller: `maxLength`.
    Upper,
    /// Neither can be told: `pattern`.
    Opaque,
}

pub(super) fn bound(keyword: &str) -> Bound {
    match keyword {
        "minimum" | "exclusiveMinimum" | "minLength" | "minItems" | "minProperties"
        | "minContains" => Bound::Lower,
        "maximum" | "exclusiveMaximum" | "maxLength" | "maxItems" | "maxProperties"
        | "maxContains" => Bound::Upper,
        _ => Bound::Opaque,
    }
}

impl Facts {
    /// A line that is about no value.
    pub(super) fn words(words: String) -> Self {
        Self {
            words: Some(words),
            ..Self::default()
        }
    }

    /// What the keywords of one schema object say by themselves, without its subschemas.
    pub(super) fn own(schema: Schema<'_>) -> Self {
        let mut facts = Self::default();
        if schema.boolean() == Some(false) {
            facts.never = true;
            facts.nullable = false;
            return facts;
        }
        facts.types_of(schema);
        facts.values_of(schema);
        facts.formats.extend(schema.format().map(str::to_owned));
        for (keyword, number) in [
            ("minimum", schema.minimum()),
            ("maximum", schema.maximum()),
            ("exclusiveMinimum", schema.exclusive_minimum()),
            ("exclusiveMaximum", schema.exclusive_maximum()),
            ("multipleOf", schema.multiple_of()),
        ] {
            facts.limit(keyword, number.map(|number| canonical(number.text())));
        }
        // Bounds that bound nothing are not shown.
        for (keyword, count) in [
            ("minLength", schema.min_length().filter(|count| *count > 0)),
            ("maxLength", schema.max_length()),
            ("minItems", schema.min_items().filter(|count| *count > 0)),
            ("maxItems", schema.max_items()),
            (
                "minProperties",
                schema.min_properties().filter(|count| *count > 0),
            ),
            ("maxProperties", schema.max_properties()),
            ("minContains", schema.min_contains()),
            ("maxContains", schema.max_contains()),
        ] {
            facts.limit(keyword, count.map(|count| count.to_string()));
        }
        facts.limit("pattern", schema.pattern().map(json_string));
        facts.limit(
            "uniqueItems",
            schema.unique_items().then(|| "true".to_owned()),
        );
        facts.limit(
            "contentEncoding",
            schema.content_encoding().map(json_string),
        );
        facts.limit(
            "contentMediaType",
            schema.content_media_type().map(json_string),
        );
        facts.limit("$dynamicRef", schema.dynamic_reference().map(json_string));
        for (name, needs) in schema.dependent_required() {
            let needs: BTreeSet<_> = needs.into_iter().map(json_string).collect();
            let needs: Vec<_> = needs.into_iter().collect();
            facts.limit(
                "dependentRequired",
                Some(format!("{} needs {}", json_string(name), needs.join(" "))),
            );
        }
        if let Some(default) = schema.default() {
            facts.notes.insert("default", json(default));
        }
        for (name, holds) in [
            ("readOnly", schema.read_only()),
            ("writeOnly", schema.write_only()),
        ] {
            if holds {
                facts.notes.insert(name, String::new());
            }
        }
        facts
            .known
            .extend(schema.known_values().into_iter().flatten().map(json_string));
        facts.pii = schema.is_pii();
        facts.deprecated = schema.deprecated();
        facts.discriminator = schema.discriminator_property().map(json_string);
        facts
    }

    fn types_of(&mut self, schema: Schema<'_>) {
        let types = schema.types();
        if types.is_empty() {
            return;
        }
        let by_keyword = schema.item().document().version() == SpecVersion::V3_0
            && schema.item().flag("nullable");
        self.nullable = by_keyword || types.contains(Type::Null);
        self.types = Some(types.without(Type::Null));
    }

    fn values_of(&mut self, schema: Schema<'_>) {
        let lists = [
            schema.enum_values(),
            schema.const_value().map(|value| vec![value]),
        ];
        for list in lists.into_iter().flatten() {
            self.nullable &= list.iter().any(|value| value.is_null());
            let values = list
                .into_iter()
                .filter(|value| !value.is_null())
                .map(json)
                .collect();
            self.values = Some(match self.values.take() {
                None => values,
                Some(others) => others.intersection(&values).cloned().collect(),
            });
        }
    }

    fn limit(&mut self, keyword: &'static str, text: Option<String>) {
        if let Some(text) = text {
            self.limits.entry(keyword).or_default().insert(text);
        }
    }

    /// What holds if both hold.
    pub(super) fn and(&mut self, other: Self) {
        self.types = match (self.types, other.types) {
            (None, types) | (types, None) => types,
            (Some(a), Some(b)) => Some(common_types(a, b)),
        };
        self.nullable &= other.nullable;
        self.values = match (self.values.take(), other.values) {
            (None, values) | (values, None) => values,
            (Some(a), Some(b)) => Some(a.intersection(&b).cloned().collect()),
        };
        self.formats.extend(other.formats);
        for (keyword, texts) in other.limits {
            self.limits.entry(keyword).or_default().extend(texts);
        }
        self.tighten();
        self.extra = match (self.extra, other.extra) {
            (Some("closed"), _) | (_, Some("closed")) => Some("closed"),
            (a, b) => a.or(b),
        };
        self.union = self.union.or(other.union);
        self.discriminator = self.discriminator.take().or(other.discriminator);
        for (name, text) in other.notes {
            self.notes.entry(name).or_insert(text);
        }
        self.known.extend(other.known);
        self.pii |= other.pii;
        self.deprecated |= other.deprecated;
        self.never |= other.never;
    }

    /// Of several bounds of one keyword, only the tightest says something.
    fn tighten(&mut self) {
        for (keyword, texts) in &mut self.limits {
            let keep = match bound(keyword) {
                Bound::Lower => Ordering::Greater,
                Bound::Upper => Ordering::Less,
                Bound::Opaque => continue,
            };
            let tightest = texts
                .iter()
                .filter_map(|text| Some((Decimal::parse(text)?, text)))
                .reduce(|best, next| {
                    if next.0.compare(&best.0) == keep {
                        next
                    } else {
                        best
                    }
                })
                .map(|(_, text)| text.clone());
            if let Some(tightest) = tightest {
                *texts = BTreeSet::from([tightest]);
            }
        }
    }

    /// Drops what says nothing once everything is known: values of other types, types of no value.
    pub(super) fn settle(&mut self) {
        if let (Some(values), Some(types)) = (&mut self.values, self.types) {
            values.retain(|value| types.iter().any(|kind| is_of_type(value, kind)));
        }
        if self.types.is_some_and(TypeSet::is_empty) && !self.nullable {
            self.never = true;
        }
        if self.values.as_ref().is_some_and(BTreeSet::is_empty) && !self.nullable {
            self.never = true;
        }
        if self.values.is_some() {
            // The values say it all.
            self.types = None;
        }
    }

    /// The text of a line.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        if self.never {
            text.push_str("never");
        } else if let Some(back) = &self.back {
            let _ = write!(text, "^ {back}");
            if self.nullable {
                text.push_str(" | null");
            }
        } else {
            text.push_str(&self.type_text());
        }
        if !self.limits.is_empty() {
            let limits: Vec<_> = self
                .limits
                .iter()
                .flat_map(|(keyword, texts)| {
                    texts.iter().map(move |text| format!("{keyword} {text}"))
                })
                .collect();
            let _ = write!(text, " [{}]", limits.join(", "));
        }
        if let Some(extra) = self.extra {
            let _ = write!(text, " {extra}");
        }
        if let Some(default) = self.notes.get("default") {
            let _ = write!(text, " = {default}");
        }
        if self.required {
            text.push_str("  required");
        }
        for (name, note) in self.notes.iter().filter(|(name, _)| **name != "default") {
            let _ = write!(text, "  {name}");
            if !note.is_empty() {
                let _ = write!(text, " {note}");
            }
        }
        if !self.known.is_empty() {
            let known: Vec<_> = self.known.iter().map(String::as_str).collect();
            let _ = write!(text, "  known {}", known.join(" "));
        }
        if self.pii {
            text.push_str("  pii");
        }
        if self.deprecated {
            text.push_str("  deprecated");
        }
        text
    }

    fn type_text(&self) -> String {
        if let Some(words) = &self.words {
            return words.clone();
        }
        let format = if self.formats.is_empty() {
            String::new()
        } else {
            format!(
                "({})",
                self.formats
                    .iter()
                    .map(String::as_str)
                    .collect::<Vec<_>>()
                    .join(" ")
            )
        };
        let union = self.union.map(|union| match &self.discriminator {
            Some(property) => format!("{union} by {property}"),
            None => union.to_owned(),
        });
        let mut parts: Vec<String> = match (&self.values, self.types) {
            (Some(values), _) => values.iter().cloned().collect(),
            (None, Some(types)) => types.iter().map(|kind| kind.as_str().to_owned()).collect(),
            (None, None) => match &union {
                Some(union) => vec![union.clone()],
                None if self.nullable => return format!("any{format}"),
                None => vec!["any but null".to_owned()],
            },
        };
        if !format.is_empty()
            && let Some(last) = parts.last_mut()
        {
            last.push_str(&format);
        }
        if self.nullable {
            parts.push("null".to_owned());
        }
        let types = if parts.is_empty() {
            "never".to_owned()
        } else {
            parts.join(" | ")
        };
        match union {
            Some(union) if self.types.is_some() || self.values.is_some() => {
                format!("{types}, {union}")
            }
            _ => types,
        }
    }
}

/// The types that both sets admit; an integer is a number.
pub(super) fn common_types(a: TypeSet, b: TypeSet) -> TypeSet {
    let admits = |set: TypeSet, kind| {
        set.contains(kind) || (kind == Type::Integer && set.contains(Type::Number))
    };
    Type::ALL
        .into_iter()
        .filter(|kind| admits(a, *kind) && admits(b, *kind))
        .filter(|kind| {
            // `integer` only where `number` is not common to both.
            *kind != Type::Integer || !(a.contains(Type::Number) && b.contains(Type::Number))
        })
        .collect()
}

/// Whether a value, as canonical JSON, is of a type.
pub(super) fn is_of_type(value: &str, kind: Type) -> bool {
    match value.bytes().next() {
        Some(b'"') => kind == Type::String,
        Some(b'[') => kind == Type::Array,
        Some(b'{') => kind == Type::Object,
        Some(b't' | b'f') => kind == Type::Boolean,
        Some(b'n') => kind == Type::Null,
        // The canonical spelling of an integer has neither a point nor a negative exponent.
        _ => {
            kind == Type::Number
                || (kind == Type::Integer && !value.contains('.') && !value.contains("e-"))
        }
    }
}

/// A value as JSON with sorted members and one spelling for each number.
pub(super) fn json(node: Node<'_>) -> String {
    let mut text = String::new();
    write_json(node, 0, &mut text);
    text
}

fn write_json(node: Node<'_>, depth: usize, out: &mut String) {
    /// Deeper values are cut: the surface is for reading.
    const DEEPEST: usize = 16;
    match node.value() {
        Value::Null => out.push_str("null"),
        Value::Bool(value) => out.push_str(if value { "true" } else { "false" }),
        Value::Number(number) => out.push_str(&canonical(number.text())),
        Value::String(text) => out.push_str(&json_string(text)),
        _ if depth == DEEPEST => out.push('…'),
        Value::Array(array) => {
            out.push('[');
            for (index, item) in array.iter().enumerate() {
                out.push_str(if index == 0 { "" } else { "," });
                write_json(item, depth + 1, out);
            }
            out.push(']');
        }
        Value::Object(object) => {
            let members: BTreeMap<_, _> = object
                .iter()
                .map(|(key, value)| (key.as_str(), value))
                .collect();
            out.push('{');
            for (index, (key, value)) in members.into_iter().enumerate() {
                out.push_str(if index == 0 { "" } else { "," });
                out.push_str(&json_string(key));
                out.push(':');
                write_json(value, depth + 1, out);
            }
            out.push('}');
        }
    }
}

/// A string as JSON writes it.
pub(super) fn json_string(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
