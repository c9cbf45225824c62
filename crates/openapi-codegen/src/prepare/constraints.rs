//! Constraints on which progenitor stops, or of which it makes what does not compile.

use serde_json::{Map, Value, json};

use crate::draft::{Draft, SchemaOrigin};
use crate::{Rewrites, Rule};

use super::counted;

const NOT: Rule = Rule {
    id: "drop-not",
    reason: "Rust types cannot exclude values; the client accepts more than the document allows",
};
const NOTHING: Rule = Rule {
    id: "drop-impossible-member",
    reason: "no value may stand there, so the struct has no such member",
};
const VALUES: Rule = Rule {
    id: "drop-impossible-values",
    reason: "no value can have another type than the one beside them, and progenitor stops at such values",
};
const MIXED: Rule = Rule {
    id: "values-by-type",
    reason: "progenitor stops at values of several types, so each type gets an arm with its values",
};
const TYPE: Rule = Rule {
    id: "type-of-values",
    reason: "without a type beside them, progenitor takes values that may be null for nothing but null",
};
const PATTERN: Rule = Rule {
    id: "drop-unreadable-pattern",
    reason: "the client's engine cannot read it, so the caller has to keep it",
};
const FLAG: Rule = Rule {
    id: "drop-exclusive-flag",
    reason: "there is no bound that it could exclude",
};
const LENGTH: Rule = Rule {
    id: "drop-fixed-length",
    reason: "progenitor makes an array of a fixed length, which cannot be read where it is long",
};

/// The longest array that serde reads.
const LONGEST_ARRAY: u64 = 32;

/// Leaves out what must not be there: before the limits of responses go, which `false` is one of.
pub(super) fn leave_out_impossible(draft: &mut Draft, rewrites: &mut Rewrites) {
    draft.visit_schemas(|schema, origin| impossible_members(schema, origin, rewrites));
}

/// Says each of them in another way, or drops it.
pub(super) fn soften(draft: &mut Draft, rewrites: &mut Rewrites) {
    draft.visit_schemas(|schema, origin| {
        if !is_impossible(schema) && schema.remove("not").is_some() {
            rewrites.add(NOT, origin.at, "not");
        }
        impossible_values(schema, origin, rewrites);
        mixed_values(schema, origin, rewrites);
        flags(schema, origin, rewrites);
        fixed_length(schema, origin, rewrites);
        if let Some(Value::String(pattern)) = schema.get("pattern")
            && regress::Regex::new(pattern).is_err()
        {
            rewrites.add(PATTERN, origin.at, format!("pattern {pattern}"));
            schema.remove("pattern");
        }
    });
}

/// What is left of the schema `false`.
fn is_impossible(schema: &Map<String, Value>) -> bool {
    schema
        .get("not")
        .and_then(Value::as_object)
        .is_some_and(|not| not.keys().all(|key| key.starts_with("x-")))
}

fn impossible_members(
    schema: &mut Map<String, Value>,
    origin: &SchemaOrigin,
    rewrites: &mut Rewrites,
) {
    if let Some(Value::Object(properties)) = schema.get_mut("properties") {
        let before = properties.len();
        properties.retain(|_, member| !member.as_object().is_some_and(is_impossible));
        if properties.len() < before {
            rewrites.add(NOTHING, origin.at, "properties");
        }
    }
    let takes_no_items = schema
        .get("items")
        .and_then(Value::as_object)
        .is_some_and(is_impossible);
    if takes_no_items {
        rewrites.add(NOTHING, origin.at, "items");
        schema.insert("items".to_owned(), json!({}));
    }
}

/// Values beside a type that they do not have.
fn impossible_values(
    schema: &mut Map<String, Value>,
    origin: &SchemaOrigin,
    rewrites: &mut Rewrites,
) {
    let Some(kind) = schema.get("type").and_then(Value::as_str) else {
        return;
    };
    let fits = |value: &Value| match kind {
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => true,
    };
    let Some(Value::Array(values)) = schema.get("enum") else {
        return;
    };
    let kept: Vec<Value> = values
        .iter()
        .filter(|value| value.is_null() || fits(value))
        .cloned()
        .collect();
    if kept.len() < values.len() && !kept.is_empty() {
        let dropped = values.len() - kept.len();
        rewrites.add(VALUES, origin.at, counted(dropped));
        schema.insert("enum".to_owned(), Value::from(kept));
    }
}

/// `enum: [1, "a"]` without a type.
fn mixed_values(schema: &mut Map<String, Value>, origin: &SchemaOrigin, rewrites: &mut Rewrites) {
    let Some(Value::Array(values)) = schema.get("enum") else {
        return;
    };
    if schema.contains_key("type") || schema.contains_key("oneOf") {
        return;
    }
    let mut by_type: Vec<(&str, Vec<Value>)> = Vec::new();
    for value in values {
        let kind = match value {
            Value::Null => continue,
            Value::Bool(_) => "boolean",
            Value::Number(number) if number.is_f64() => "number",
            Value::Number(_) => "integer",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        };
        match by_type.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, values)) => values.push(value.clone()),
            None => by_type.push((kind, vec![value.clone()])),
        }
    }
    if let [(kind, _)] = by_type.as_slice()
        && schema.get("nullable") == Some(&Value::Bool(true))
    {
        let kind = Value::from(*kind);
        rewrites.add(TYPE, origin.at, format!("type {kind}"));
        schema.insert("type".to_owned(), kind);
        return;
    }
    if by_type.len() < 2 {
        return;
    }
    let is_nullable = values.contains(&Value::Null);
    rewrites.add(
        MIXED,
        origin.at,
        format!("values of {} types", by_type.len()),
    );
    let arms: Vec<Value> = by_type
        .into_iter()
        .map(|(kind, values)| match kind {
            "string" | "number" | "integer" => json!({ "type": kind, "enum": values }),
            // Rust has no constants of these types.
            _ => json!({ "type": kind }),
        })
        .collect();
    schema.remove("enum");
    schema.insert("oneOf".to_owned(), Value::from(arms));
    if is_nullable {
        schema.insert("nullable".to_owned(), Value::Bool(true));
    }
}

fn flags(schema: &mut Map<String, Value>, origin: &SchemaOrigin, rewrites: &mut Rewrites) {
    for (flag, bound) in [
        ("exclusiveMinimum", "minimum"),
        ("exclusiveMaximum", "maximum"),
    ] {
        if !schema.contains_key(bound) && schema.remove(flag) == Some(Value::Bool(true)) {
            rewrites.add(FLAG, origin.at, flag);
        }
    }
}

fn fixed_length(schema: &mut Map<String, Value>, origin: &SchemaOrigin, rewrites: &mut Rewrites) {
    let bound = |name: &str| schema.get(name).and_then(Value::as_u64);
    if let (Some(least), Some(most)) = (bound("minItems"), bound("maxItems"))
        && least == most
        && most > LONGEST_ARRAY
    {
        rewrites.add(
            LENGTH,
            origin.at,
            format!("minItems {least}, maxItems {most}"),
        );
        schema.remove("minItems");
        schema.remove("maxItems");
    }
}
