//! Members that a schema takes over from components by `allOf`.
//!
//! typify merges such schemas: the inline schemas of members taken over get types once more, called after the whole.

use std::collections::BTreeSet;

use heck::ToSnakeCase as _;
use serde_json::{Map, Value};
use source_tree::Pointer;

use crate::names;

/// A member that is taken over.
pub(super) struct Merged<'d> {
    /// What typify calls the type of an inline schema there.
    pub(super) type_name: String,
    /// Its schema, in the component that it is taken over from.
    pub(super) schema: &'d Value,
    /// The place of that schema in the document.
    pub(super) at: Pointer,
    /// What the type is called where it belongs.
    pub(super) own_name: String,
}

/// An inline schema that takes members over, with what typify calls its type.
pub(super) type InlineMerge = (String, Value);

/// The parts of a schema that typify merges.
pub(super) fn merged_parts(schema: &Map<String, Value>) -> Option<&Vec<Value>> {
    let parts = schema.get("allOf").and_then(Value::as_array);
    parts.filter(|parts| parts.len() > 1)
}

/// All of them: in typify's order by the component that takes them over, then those of inline schemas.
pub(super) fn merged_members<'d>(
    components: &'d Map<String, Value>,
    inline: &'d [InlineMerge],
) -> Vec<Merged<'d>> {
    let mut found = Vec::new();
    let inline = inline.iter().map(|(name, schema)| (name, schema));
    for (name, schema) in components.iter().chain(inline) {
        let Some(parts) = schema.as_object().and_then(merged_parts) else {
            continue;
        };
        let own: BTreeSet<&String> = parts
            .iter()
            .filter_map(|part| part.get("properties")?.as_object())
            .flat_map(Map::keys)
            .collect();
        let mut search = Search {
            components,
            whole: name,
            own,
            open: BTreeSet::from([name.as_str()]),
            found: &mut found,
        };
        for part in parts {
            search.reference(part);
        }
    }
    found
}

struct Search<'d, 'f> {
    components: &'d Map<String, Value>,
    /// The component that takes members over, and the members that it says something of itself.
    whole: &'d str,
    own: BTreeSet<&'d String>,
    /// The components that were looked at: they may refer to each other in a circle.
    open: BTreeSet<&'d str>,
    found: &'f mut Vec<Merged<'d>>,
}

impl<'d> Search<'d, '_> {
    /// The members of the component that a part refers to, if it does.
    fn reference(&mut self, part: &'d Value) {
        let target = part.get("$ref").and_then(Value::as_str);
        let name = target.and_then(|target| target.rsplit('/').next());
        if let Some(name) = name
            && let Some(schema) = self.components.get(name)
            && self.open.insert(name)
        {
            let at = Pointer::from_tokens(["components", "schemas", name]);
            self.members(schema, name, &at);
        }
    }

    fn members(&mut self, schema: &'d Value, owner: &'d str, at: &Pointer) {
        self.reference(schema);
        let properties = schema.get("properties").and_then(Value::as_object);
        for (property, schema) in properties.into_iter().flatten() {
            if !self.own.contains(property) {
                let named = |component: &str| {
                    names::type_name(&format!("{component}_{}", property.to_snake_case()))
                };
                self.found.push(Merged {
                    type_name: named(self.whole),
                    schema,
                    at: at.child("properties").child(property),
                    own_name: named(owner),
                });
            }
        }
        let parts = schema.get("allOf").and_then(Value::as_array);
        for (index, part) in parts.into_iter().flatten().enumerate() {
            self.members(part, owner, &at.child("allOf").child(&index.to_string()));
        }
    }
}
