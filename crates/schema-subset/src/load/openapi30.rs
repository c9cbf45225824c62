//! The schema object of `OpenAPI` 3.0.

use source_tree::Node as Source;

use super::assertions::{self, decimal, read_bound};
use super::{Loader, Reader, mark};
use crate::ir::{Logic, Node, Type, Types};
use crate::rare::Rare;

/// The keywords of 3.0.3, section "Schema Object", that are read as in JSON Schema. The version has
/// no others: `const`, `if`, `patternProperties` and the like say nothing there.
const SHARED: [&str; 24] = [
    "type",
    "enum",
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "required",
    "format",
    "readOnly",
    "writeOnly",
    "default",
    "example",
    "allOf",
    "anyOf",
    "oneOf",
    "not",
    "items",
    "properties",
    "additionalProperties",
];

impl Loader<'_, '_> {
    pub(super) fn read_openapi30(&mut self, of: &Reader<'_>, node: &mut Node) {
        // 3.0.3, "Reference Object": it cannot be extended, properties beside `$ref` are ignored.
        if let Some(reference) = of.get("$ref") {
            self.read_reference(of, "$ref", reference, node);
            return;
        }
        for (keyword, value) in of.keywords() {
            match keyword {
                "minimum" | "maximum" => read_switched_bound(of, keyword, value, node),
                "nullable" => {}
                _ if SHARED.contains(&keyword) => {
                    let _ = self.read_assertion(of, keyword, value, node)
                        || self.read_applicator(of, keyword, value, node);
                }
                _ => {}
            }
        }
        assertions::finish(node);
        if of.get("nullable").and_then(Source::as_bool) == Some(true) {
            self.add_null(of, node);
        }
    }

    fn add_null(&mut self, of: &Reader<'_>, node: &mut Node) {
        if let Some(types) = &mut node.types {
            types.add(Type::Null);
            return;
        }
        let choice =
            !node.logic.any_of.is_empty() || node.logic.has_one_of || !node.logic.all_of.is_empty();
        if !choice || node.values.is_some() || !of.context.nullable_alone() {
            return;
        }
        let mut only_null = Types::NONE;
        only_null.add(Type::Null);
        let null = Node {
            types: Some(only_null),
            ..Node::default()
        };
        let null = self.schemas.push(null, None);
        let (read_only, write_only) = (node.read_only, node.write_only);
        // The same place stands for both: with null and without.
        let origin = of.context.origin(of.source);
        let inner = self.schemas.push(std::mem::take(node), Some(origin));
        *node = Node {
            logic: Rare::new(Logic {
                any_of: vec![vec![null, inner]],
                ..Logic::default()
            }),
            read_only,
            write_only,
            ..Node::default()
        };
    }
}

/// 3.0 switches a bound to exclusive with a boolean beside it.
fn read_switched_bound(of: &Reader<'_>, keyword: &str, value: Source<'_>, node: &mut Node) {
    let exclusive = if keyword == "minimum" {
        "exclusiveMinimum"
    } else {
        "exclusiveMaximum"
    };
    let Some(bound) = decimal(value) else {
        return mark(node, keyword);
    };
    let switched = of.get(exclusive).and_then(Source::as_bool) == Some(true);
    read_bound(if switched { exclusive } else { keyword }, bound, node);
}
