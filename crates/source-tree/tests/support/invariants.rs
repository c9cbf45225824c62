//! What holds for every input, valid or not. The fuzz targets run this, and so does
//! `tests/corpus.rs` on the committed corpora.

use source_tree::{Format, Limits, Node, NodeId, Pointer, SourceTree, Value};

/// Small enough that a fuzzer finds inputs over each of them.
const LIMITS: Limits = Limits {
    max_bytes: 1 << 20,
    max_depth: 40,
    max_nodes: 20_000,
};

pub fn check_json(bytes: &[u8]) {
    let read = SourceTree::parse("fuzz", bytes.to_vec(), Format::Json, &LIMITS);
    let unmarked = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let oracle = serde_json::from_slice::<serde_json::Value>(unmarked);
    match (&read, &oracle) {
        (Ok(tree), Ok(value)) => {
            assert_eq!(without_duplicates(tree), *value);
        }
        (Ok(_), Err(error)) => {
            // Numbers beyond a double are exact text here and an error there.
            assert!(error.to_string().contains("number out of range"), "{error}");
        }
        (Err(error), Ok(_)) => assert!(error.message().contains("limit `max_"), "{error}"),
        (Err(_), Err(_)) => {}
    }
    check_result(bytes, read);
}

pub fn check_yaml(bytes: &[u8]) {
    let read = SourceTree::parse("fuzz", bytes.to_vec(), Format::Yaml, &LIMITS);
    check_result(bytes, read);
}

fn check_result(bytes: &[u8], read: Result<SourceTree, source_tree::ParseError>) {
    match read {
        Ok(tree) => check_tree(&tree),
        Err(error) => {
            let lines = bytes.split(|&byte| byte == b'\n').count();
            assert!(
                (1..=lines).contains(&(error.position().line as usize)),
                "{error}"
            );
            assert!(error.position().column >= 1);
            assert!(!error.message().is_empty() && !error.help().is_empty());
        }
    }
}

/// Ids, spans, lookups and pointers of a tree agree with each other.
pub fn check_tree(tree: &SourceTree) {
    let nodes = nodes(tree);
    assert_eq!(nodes.len(), tree.len());
    assert!(tree.len() <= LIMITS.max_nodes);
    // Pointers cost the number of siblings: on all nodes of a large tree that is quadratic.
    let stride = 1 + nodes.len() / 500;
    for (index, node) in nodes.iter().enumerate() {
        assert_eq!(node.id().index(), index, "ids are in preorder");
        assert_eq!(tree.node(node.id()), Some(*node));
        let span = node.span();
        assert!(span.start <= span.end);
        assert!(
            tree.source().get(span.range()).is_some(),
            "{span:?} cuts no text"
        );
        if index % stride == 0 {
            check_place(tree, node.id());
        }
        match node.value() {
            Value::Object(object) => {
                assert_eq!(object.iter().count(), object.len());
                for (key, value) in object.iter().step_by(stride) {
                    let first = object.get(key.as_str()).unwrap();
                    assert!(first.id() <= value.id());
                }
            }
            Value::Array(array) => assert_eq!(array.iter().count(), array.len()),
            Value::Number(number) => {
                let text = number.text();
                let parsed = serde_json::from_str::<serde_json::Value>(text);
                let out_of_range =
                    |error: serde_json::Error| error.to_string().contains("out of range");
                assert!(
                    parsed.map_or_else(out_of_range, |value| value.is_number()),
                    "{text}"
                );
            }
            _ => {}
        }
    }
    for duplicate in tree.duplicate_keys() {
        assert!(duplicate.first() < duplicate.again());
        assert_eq!(
            tree.node(duplicate.first()).unwrap().as_str(),
            Some(duplicate.key(tree))
        );
    }
}

fn check_place(tree: &SourceTree, id: NodeId) {
    let node = tree.node(id).unwrap();
    let position = node.position();
    let line = tree.line_text(position.line).unwrap();
    assert!(position.column as usize <= line.chars().count() + 2);
    let pointer = tree.pointer_to(id);
    assert_eq!(Pointer::parse(pointer.as_str()).as_ref(), Ok(&pointer));
    if tree.duplicate_keys().is_empty() {
        let found = tree.pointer(&pointer).unwrap();
        // A key's pointer leads to its member's value, which is the next node.
        let to_key = found.id().index() == id.index() + 1;
        assert!(found.id() == id || to_key, "{pointer}");
    }
}

/// The tree as a `Value`, where the last of equal keys wins.
fn without_duplicates(tree: &SourceTree) -> serde_json::Value {
    serde_json::from_str(&compact(tree.root())).unwrap()
}

/// A value as compact JSON, numbers digit for digit: equal for equal values.
pub fn compact(node: Node<'_>) -> String {
    match node.value() {
        Value::Null => "null".into(),
        Value::Bool(value) => value.to_string(),
        Value::Number(number) => number.text().into(),
        Value::String(text) => serde_json::to_string(text).unwrap(),
        Value::Array(array) => {
            let items: Vec<String> = array.iter().map(compact).collect();
            format!("[{}]", items.join(","))
        }
        Value::Object(object) => {
            let members: Vec<String> = object
                .iter()
                .map(|(key, value)| {
                    let key = serde_json::to_string(key.as_str()).unwrap();
                    format!("{key}:{}", compact(value))
                })
                .collect();
            format!("{{{}}}", members.join(","))
        }
    }
}

/// All nodes in preorder, keys before their values, found without using ids.
pub fn nodes(tree: &SourceTree) -> Vec<Node<'_>> {
    let mut nodes = Vec::new();
    let mut next = vec![tree.root()];
    while let Some(node) = next.pop() {
        nodes.push(node);
        let mut inside: Vec<Node<'_>> = match node.value() {
            Value::Array(array) => array.iter().collect(),
            Value::Object(object) => object
                .iter()
                .flat_map(|(key, value)| [key.node(), value])
                .collect(),
            _ => Vec::new(),
        };
        inside.reverse();
        next.extend(inside);
    }
    nodes
}
