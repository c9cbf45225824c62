//! Whether two nodes say the same.

use crate::format::Format;
use crate::node::{Node, Value};

impl Node<'_> {
    /// Whether this node has the same value as another one, of this or of another tree, down to the text of numbers. The
    /// order of members, and how strings are spelled, say nothing.
    ///
    /// An answer of `true` is exact. Where a key stands twice in one of the trees only the same text counts as the same. The
    /// cost is at most that of looking at every node inside once.
    ///
    /// ```
    /// use source_tree::{Format, Limits, SourceTree};
    ///
    /// let parse = |text: &str, format| SourceTree::parse("a", text.into(), format, &Limits::default()).unwrap();
    /// let json = parse(r#"{"a": [1, "x"], "b": null}"#, Format::Json);
    /// let yaml = parse("b: null\na: [1, x]\n", Format::Yaml);
    /// assert!(json.root().is_same_value(yaml.root()));
    /// assert!(!json.root().is_same_value(json.root().get("a").unwrap()));
    /// ```
    #[must_use]
    pub fn is_same_value(self, other: Self) -> bool {
        // The same JSON is the same value. The same YAML need not be: aliases and indentation come from around it.
        let is_json = |node: Self| node.tree.format() == Format::Json;
        if is_json(self) && is_json(other) && self.source() == other.source() {
            return true;
        }
        let has_duplicates = |node: Self| !node.tree.duplicate_keys().is_empty();
        if has_duplicates(self) || has_duplicates(other) {
            return false;
        }
        let mut open = vec![(self, other)];
        while let Some((a, b)) = open.pop() {
            if !is_same_but_inside(a, b, &mut open) {
                return false;
            }
        }
        true
    }
}

/// Whether two nodes are the same apart from what is inside, which is noted as still to be looked at.
fn is_same_but_inside<'t>(
    a: Node<'t>,
    b: Node<'t>,
    inside: &mut Vec<(Node<'t>, Node<'t>)>,
) -> bool {
    match (a.value(), b.value()) {
        (Value::Null, Value::Null) => true,
        (Value::Bool(a), Value::Bool(b)) => a == b,
        (Value::Number(a), Value::Number(b)) => a.text() == b.text(),
        (Value::String(a), Value::String(b)) => a == b,
        (Value::Array(a), Value::Array(b)) => {
            let is_same_length = a.len() == b.len();
            inside.extend(a.iter().zip(b.iter()));
            is_same_length
        }
        (Value::Object(a), Value::Object(b)) => {
            if a.len() != b.len() {
                return false;
            }
            // Members are nearly always in the same order.
            for ((key, value), (other, in_place)) in a.iter().zip(b.iter()) {
                let counterpart = if key.as_str() == other.as_str() {
                    Some(in_place)
                } else {
                    b.get(key.as_str())
                };
                let Some(counterpart) = counterpart else {
                    return false;
                };
                inside.push((value, counterpart));
            }
            true
        }
        _ => false,
    }
}
