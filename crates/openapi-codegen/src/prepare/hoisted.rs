//! Inline schemas that become components, because what refers to them needs a name.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::draft::Draft;
use crate::names;

/// Schemas that became components so that they have a name.
pub(super) struct Hoisted {
    taken: BTreeSet<String>,
    schemas: Vec<(String, Value)>,
}

impl Hoisted {
    pub(super) fn new(draft: &mut Draft) -> Self {
        let taken = draft
            .component_schemas()
            .map(|schemas| schemas.keys().cloned().collect())
            .unwrap_or_default();
        Self {
            taken,
            schemas: Vec::new(),
        }
    }

    /// Takes a schema and returns the reference to put in its place.
    pub(super) fn add(&mut self, schema: Map<String, Value>, base: &str) -> Value {
        let name = names::take_free(base, &mut self.taken);
        let reference = json!({ "$ref": format!("#/components/schemas/{name}") });
        self.schemas.push((name, Value::Object(schema)));
        reference
    }

    pub(super) fn write_to(self, draft: &mut Draft) {
        if let Some(components) = draft.component_schemas() {
            components.extend(self.schemas);
        }
    }
}

/// Whether progenitor would make a named type of an inline schema.
pub(super) fn needs_a_name(schema: &Map<String, Value>) -> bool {
    match schema.get("allOf") {
        // `allOf` with one reference is how a use adds `nullable` to a component.
        Some(Value::Array(parts))
            if parts.len() == 1 && schema.keys().filter(|name| !is_of_use(name)).count() == 1 =>
        {
            !parts.iter().all(|part| part.get("$ref").is_some())
        }
        Some(_) => true,
        None => {
            [
                "enum",
                "oneOf",
                "anyOf",
                "not",
                "properties",
                "pattern",
                "minLength",
                "maxLength",
            ]
            .iter()
            .any(|keyword| schema.contains_key(*keyword))
                || ["items", "additionalProperties"].iter().any(|keyword| {
                    schema
                        .get(*keyword)
                        .and_then(Value::as_object)
                        .is_some_and(needs_a_name)
                })
        }
    }
}

/// Whether a member says nothing about the type.
pub(super) fn is_of_use(name: &str) -> bool {
    ["description", "nullable", "deprecated"].contains(&name) || name.starts_with("x-")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(value: &Value) -> Map<String, Value> {
        value.as_object().unwrap().clone()
    }

    #[test]
    fn only_schemas_that_make_a_type_need_a_name() {
        for plain in &[
            json!({"type": "string", "format": "date"}),
            json!({"allOf": [{"$ref": "#/components/schemas/Address"}]}),
            json!({"type": "array", "items": {"type": "string"}}),
            json!({"type": "object", "additionalProperties": {"nullable": true, "allOf": [{"$ref": "#/components/schemas/A"}]}}),
        ] {
            assert!(!needs_a_name(&object(plain)), "{plain}");
        }
        for named in &[
            json!({"type": "string", "enum": ["a"]}),
            json!({"type": "object", "properties": {}}),
            json!({"allOf": [{"type": "object"}, {"$ref": "#/components/schemas/A"}]}),
            json!({"type": "array", "items": {"type": "string", "maxLength": 3}}),
            json!({"type": "object", "additionalProperties": {"type": "string", "enum": ["a"]}}),
        ] {
            assert!(needs_a_name(&object(named)), "{named}");
        }
    }
}
