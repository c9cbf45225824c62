//! What schemas, components and values are called in sentences.

use openapi_doc::{Item, NodeRef};
use source_tree::{Kind, Node};

/// The length of lists and objects that are told as they are written.
const MAX_TOLD: usize = 60;

/// What a schema is called: the member or the component that it is, or is in.
pub(super) fn subject(item: Item<'_>) -> String {
    let pointer = item.pointer();
    let steps: Vec<String> = pointer.split('/').skip(1).map(unescaped).collect();
    let mut named = None;
    for (index, step) in steps.iter().enumerate() {
        let name = steps.get(index + 1);
        match (step.as_str(), name) {
            ("properties", Some(name)) => named = Some(format!("property `{name}`")),
            ("schemas", Some(name)) if index == 1 => named = Some(format!("schema `{name}`")),
            ("items", _) if index > 0 => {
                named = named.map(|around: String| {
                    if around.starts_with("an item of ") {
                        around
                    } else {
                        format!("an item of {around}")
                    }
                });
            }
            _ => {}
        }
    }
    named.unwrap_or_else(|| "the body".to_owned())
}

/// What a keyword that combines schemas allows, as sentences name it.
pub(super) fn combined(keyword: &str) -> String {
    match keyword {
        "anyOf" | "oneOf" => format!("its `{keyword}` schemas"),
        _ => format!("its schema with `{keyword}`"),
    }
}

/// The pointer to the component that a keyword is in, unless it is in a member or an item of it.
pub(super) fn component_of(item: Item<'_>) -> Option<String> {
    let pointer = item.pointer();
    let mut steps = pointer.split('/').skip(1);
    let is_component = steps.next() == Some("components") && steps.next() == Some("schemas");
    let name = steps.next().filter(|_| is_component)?;
    let has_own_name = steps.any(|step| ["properties", "items"].contains(&step));
    (!has_own_name).then(|| format!("/components/schemas/{name}"))
}

/// Values as sentences name them.
pub(super) fn quoted<'v>(values: impl Iterator<Item = &'v str>) -> String {
    let values: Vec<String> = values.map(|value| format!("`{value}`")).collect();
    values.join(", ")
}

/// The values that [`quoted`] has put together.
pub(super) fn unquoted(values: &str) -> impl Iterator<Item = &str> {
    let inside = values
        .strip_prefix('`')
        .and_then(|rest| rest.strip_suffix('`'));
    inside.unwrap_or(values).split("`, `")
}

/// The strings of a list.
pub(super) fn names(list: Node<'_>) -> Vec<&str> {
    let names = list.as_array().into_iter().flatten();
    names.filter_map(Node::as_str).collect()
}

/// The schema that a keyword stands in.
pub(crate) fn around(keyword: Item<'_>) -> Option<Item<'_>> {
    let pointer = keyword.pointer();
    let (around, _) = pointer.rsplit_once('/')?;
    let at = keyword.at();
    let document = keyword.document();
    let pointer = source_tree::Pointer::parse(around).ok()?;
    let node = document.tree(at.file)?.pointer(&pointer)?.id();
    document.item(NodeRef { node, ..at })
}

pub(super) fn last_step(item: Item<'_>) -> String {
    let pointer = item.pointer();
    pointer
        .rsplit('/')
        .next()
        .map(unescaped)
        .unwrap_or_default()
}

/// A value in a few words, which are the same in JSON and YAML.
pub(super) fn told(item: Item<'_>) -> String {
    let node = item.node();
    let text = |node: Node<'_>| {
        let text = node.as_str().filter(|text| !text.is_empty());
        text.unwrap_or(node.source()).to_owned()
    };
    match node.kind() {
        Kind::Object | Kind::Array if node.source().len() > MAX_TOLD => "another".to_owned(),
        Kind::Array => {
            let items: Vec<String> = node.as_array().into_iter().flatten().map(text).collect();
            format!("[{}]", items.join(", "))
        }
        _ => text(node).split_whitespace().collect::<Vec<_>>().join(" "),
    }
}

/// A step of a JSON pointer as it is written in the document.
pub(super) fn unescaped(step: &str) -> String {
    step.replace("~1", "/").replace("~0", "~")
}
