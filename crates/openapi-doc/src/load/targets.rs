//! What fragments may lead to.

use foldhash::HashMap;
use source_tree::{NodeId, SourceTree};

use super::quote;
use crate::reference::Fragment;

/// Every `$anchor` and `$dynamicAnchor` of a file, outside of values that are not schemas. The first one of a name wins.
pub(super) fn anchors(tree: &SourceTree) -> HashMap<String, NodeId> {
    const DATA: [&str; 5] = ["example", "examples", "default", "enum", "const"];
    let mut anchors = HashMap::default();
    let mut stack = vec![tree.root()];
    while let Some(node) = stack.pop() {
        if let Some(array) = node.as_array() {
            stack.extend(array.iter());
        }
        let Some(object) = node.as_object() else {
            continue;
        };
        for (key, value) in object {
            let key = key.as_str();
            match value.as_str() {
                Some(name) if key == "$anchor" || key == "$dynamicAnchor" => {
                    anchors.entry(name.to_owned()).or_insert(node.id());
                }
                _ if DATA.contains(&key) || key.starts_with("x-") => {}
                _ => stack.push(value),
            }
        }
    }
    anchors
}

/// Where a pointer stops, and what it could have meant there.
pub(super) fn nearest(tree: &SourceTree, fragment: &Fragment) -> Option<String> {
    // Enough for people, and an end for hostile input.
    const CANDIDATES: usize = 500;
    let Fragment::Pointer(pointer) = fragment else {
        return None;
    };
    let mut node = tree.root();
    for token in pointer.tokens() {
        let object = node.as_object()?;
        if let Some(next) = object.get(&token) {
            node = next;
            continue;
        }
        let names = object.iter().take(CANDIDATES).map(|(key, _)| key.as_str());
        let name = crate::spelling::nearest(&token, names)?;
        return Some(format!("did you mean {}?", quote(name)));
    }
    None
}
