//! Pointers by names: the way to a value without the indexes of arrays, which change with every edit beside it.

use openapi_doc::Item;
use source_tree::{Node, Pointer, Value};

use crate::pair::template;

/// The pointer to a value with names in place of indexes, and with the names of path parameters erased.
pub(super) fn pointer(item: Item<'_>) -> String {
    let mut pointer = Pointer::root();
    let tree = item.node().tree();
    let mut around = tree.root();
    for token in tree.pointer_to(item.node().id()).tokens() {
        match around.value() {
            Value::Object(object) => {
                let is_path = token.starts_with('/');
                if is_path {
                    pointer.push(&template::erase(&token));
                } else {
                    pointer.push(&token);
                }
                let Some(next) = object.get(&token) else {
                    break;
                };
                around = next;
            }
            Value::Array(array) => {
                let next = token.parse().ok().and_then(|index| array.get(index));
                let Some(next) = next else { break };
                pointer.push(&name(next));
                around = next;
            }
            _ => break,
        }
    }
    let file = item.at().file.index();
    if file == 0 {
        pointer.to_string()
    } else {
        // The name of the entry file is how it was called on this occasion; the others are part of the document.
        format!("{}#{pointer}", tree.name())
    }
}

/// What an item of an array is called.
fn name(node: Node<'_>) -> String {
    let text = |key| node.get(key).and_then(Node::as_str);
    match (text("name"), text("in"), text("$ref"), text("url")) {
        (Some(name), Some(place), ..) => format!("{place}:{name}"),
        (Some(name), None, ..) => name.to_owned(),
        (None, _, Some(target), _) => target.to_owned(),
        (None, _, None, Some(url)) => url.to_owned(),
        _ => match node.value() {
            Value::String(text) => text.to_owned(),
            // A security requirement: its schemes.
            Value::Object(object) => object
                .iter()
                .map(|(key, _)| key.as_str())
                .collect::<Vec<_>>()
                .join("+"),
            _ => String::new(),
        },
    }
}
