//! Members of an object, and parameters of an operation, that would have one name in Rust.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::draft::Draft;
use crate::names;
use crate::spellings::Spellings;
use crate::{Rewrites, Rule};

const MEMBERS: Rule = Rule {
    id: "members-told-apart",
    reason: "two members of one struct cannot have one name in Rust; what is sent and read stays the name of the document",
};
const ARGUMENTS: Rule = Rule {
    id: "arguments-told-apart",
    reason: "two arguments of one method cannot have one name in Rust; what is sent stays the name of the document",
};

/// What generated methods call by these names themselves.
const RESERVED: [&str; 6] = ["self_", "send", "new", "header_map", "info", "value"];

/// Gives such members and parameters a stand-in, so that each has a name.
pub(super) fn tell_apart(draft: &mut Draft, rewrites: &mut Rewrites) {
    let mut spellings = std::mem::take(&mut draft.spellings);
    draft.visit_schemas(|schema, origin| {
        let renamed = members(schema, &mut spellings);
        if !renamed.is_empty() {
            rewrites.add(
                MEMBERS,
                origin.at,
                format!("members {}", renamed.join(", ")),
            );
        }
    });
    for index in 0..draft.operations.len() {
        arguments(draft, index, &mut spellings, rewrites);
    }
    draft.spellings = spellings;
}

fn members(schema: &mut Map<String, Value>, spellings: &mut Spellings) -> Vec<String> {
    // Schemas with an origin are schema objects, in which `properties` is a keyword and no member.
    let Some(Value::Object(properties)) = schema.get_mut("properties") else {
        return Vec::new();
    };
    let mut taken = BTreeSet::new();
    let clashing: Vec<String> = properties
        .keys()
        .filter(|name| !taken.insert(names::member_name(name)))
        .cloned()
        .collect();
    let mut stand_ins = Vec::new();
    for name in &clashing {
        let rust = names::take_free(&names::member_name(name), &mut taken);
        let stand_in = spellings.stand_in(name, &rust);
        if let Some(member) = properties.remove(name) {
            properties.insert(stand_in.clone(), member);
        }
        stand_ins.push((name.clone(), stand_in));
    }
    if let Some(Value::Array(required)) = schema.get_mut("required") {
        for name in required {
            let stand_in = stand_ins
                .iter()
                .find(|(written, _)| name.as_str() == Some(written));
            if let Some((_, stand_in)) = stand_in {
                *name = Value::from(stand_in.as_str());
            }
        }
    }
    clashing
}

fn arguments(draft: &mut Draft, index: usize, spellings: &mut Spellings, rewrites: &mut Rewrites) {
    let Some(operation) = draft.operations.get(index).cloned() else {
        return;
    };
    let Some((written, at)) = draft.operation_mut(index) else {
        return;
    };
    let mut taken: BTreeSet<String> = RESERVED.into_iter().map(str::to_owned).collect();
    if written.contains_key("requestBody") {
        taken.insert("body".to_owned());
    }
    let Some(Value::Array(parameters)) = written.get_mut("parameters") else {
        return;
    };
    // progenitor finds the variables of a path by name alone, so they keep theirs where they can.
    parameters.sort_by_key(|parameter| parameter.get("in").and_then(Value::as_str) != Some("path"));
    let mut template = operation.template.clone();
    for parameter in parameters {
        let name = parameter
            .get("name")
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned();
        let place = parameter
            .get("in")
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned();
        let rust = names::member_name(&name);
        if taken.insert(rust.clone()) {
            continue;
        }
        let rust = names::take_free(
            &format!("{}_{place}", rust.trim_end_matches('_')),
            &mut taken,
        );
        let stand_in = spellings.stand_in(&name, &rust);
        rewrites.add(ARGUMENTS, at, format!("{place} {name}"));
        if place == "path" {
            template = template.replace(&format!("{{{name}}}"), &format!("{{{stand_in}}}"));
        }
        if let Some(parameter) = parameter.as_object_mut() {
            parameter.insert("name".to_owned(), Value::from(stand_in));
        }
    }
    if template != operation.template {
        rename_path(draft, index, &template);
    }
}

/// Moves one operation to a path template of its own: others on the same path may need other names.
fn rename_path(draft: &mut Draft, index: usize, template: &str) {
    let Some(operation) = draft.operations.get_mut(index) else {
        return;
    };
    let from = std::mem::replace(&mut operation.template, template.to_owned());
    let method = operation.method.clone();
    let Some(Value::Object(paths)) = draft.document.get_mut("paths") else {
        return;
    };
    let moved = paths
        .get_mut(&from)
        .and_then(Value::as_object_mut)
        .and_then(|path_item| path_item.remove(&method));
    let path_item = paths
        .entry(template)
        .or_insert_with(|| Value::Object(Map::new()));
    if let (Some(path_item), Some(moved)) = (path_item.as_object_mut(), moved) {
        path_item.insert(method, moved);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::draft::tests::draft_of;

    #[test]
    fn the_second_of_two_members_gets_a_stand_in_wherever_it_is_named() {
        let mut draft = draft_of(json!({
            "properties": {"fooBar": {"type": "string"}, "foo_bar": {"type": "integer"}, "other": {}},
            "required": ["foo_bar", "fooBar"],
        }));
        tell_apart(&mut draft, &mut Rewrites::default());
        assert_eq!(
            draft.into_document(),
            json!({
                "properties": {"fooBar": {"type": "string"}, "specdate-name0-x": {"type": "integer"}, "other": {}},
                "required": ["specdate-name0-x", "fooBar"],
            })
        );
    }
}
