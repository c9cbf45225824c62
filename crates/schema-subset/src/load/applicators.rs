//! Keywords that hold other schemas.

use source_tree::Node as Source;

use super::{Loader, Reader, assertions::names, mark, members};
use crate::ir::{Node, NodeId};

impl Loader<'_, '_> {
    fn subschema(&mut self, of: &Reader<'_>, source: Source<'_>) -> NodeId {
        self.child(of.context.origin(source))
    }

    fn subschemas(&mut self, of: &Reader<'_>, value: Source<'_>) -> Option<Vec<NodeId>> {
        let array = value.as_array()?;
        Some(array.iter().map(|s| self.subschema(of, s)).collect())
    }

    /// The schemas of a choice, each with what a discriminator beside it says.
    fn arms(&mut self, of: &Reader<'_>, value: Source<'_>) -> Option<Vec<NodeId>> {
        let discriminator = self.discriminator(of);
        let array = value.as_array()?;
        let arms = array.iter().map(|arm| {
            let plain = self.subschema(of, arm);
            let tagged = discriminator.as_ref().and_then(|discriminator| {
                self.tagged(discriminator, of.context.origin(arm), plain)
            });
            tagged.unwrap_or(plain)
        });
        Some(arms.collect())
    }

    /// Reads a keyword that holds schemas, or says that the keyword is none.
    pub(super) fn read_applicator(
        &mut self,
        of: &Reader<'_>,
        keyword: &str,
        value: Source<'_>,
        node: &mut Node,
    ) -> bool {
        self.read_logic(of, keyword, value, node)
            || self.read_items(of, keyword, value, node)
            || self.read_members(of, keyword, value, node)
    }

    fn read_logic(
        &mut self,
        of: &Reader<'_>,
        keyword: &str,
        value: Source<'_>,
        node: &mut Node,
    ) -> bool {
        match keyword {
            "allOf" => match self.subschemas(of, value) {
                Some(all) => node.logic.all_of = all,
                None => mark(node, keyword),
            },
            "anyOf" | "oneOf" => match self.arms(of, value) {
                Some(any) if keyword == "anyOf" => node.logic.any_of.push(any),
                Some(one) => {
                    node.logic.one_of = one;
                    node.logic.has_one_of = true;
                }
                None => mark(node, keyword),
            },
            "not" => node.logic.not = Some(self.subschema(of, value)),
            "if" => {
                let test = self.subschema(of, value);
                let then = of.get("then").map(|s| self.subschema(of, s));
                let otherwise = of.get("else").map(|s| self.subschema(of, s));
                node.logic.condition = Some((test, then, otherwise));
            }
            _ => return false,
        }
        true
    }

    fn read_items(
        &mut self,
        of: &Reader<'_>,
        keyword: &str,
        value: Source<'_>,
        node: &mut Node,
    ) -> bool {
        match keyword {
            "items" => {
                let items = self.subschema(of, value);
                node.arrays.get_or_insert_default().items = Some(items);
            }
            "prefixItems" => match self.subschemas(of, value) {
                Some(prefix) => node.arrays.get_or_insert_default().prefix = prefix,
                None => mark(node, keyword),
            },
            "contains" => {
                let contains = self.subschema(of, value);
                let arrays = node.arrays.get_or_insert_default();
                arrays.contains = Some(contains);
                if of.get("minContains").is_none() {
                    arrays.min_contains = 1;
                }
            }
            "unevaluatedItems" => {
                let rest = self.subschema(of, value);
                node.arrays.get_or_insert_default().unevaluated = Some(rest);
            }
            _ => return false,
        }
        true
    }

    fn read_members(
        &mut self,
        of: &Reader<'_>,
        keyword: &str,
        value: Source<'_>,
        node: &mut Node,
    ) -> bool {
        match keyword {
            "properties" => self.read_properties(of, value, node),
            "patternProperties" => self.read_pattern_properties(of, value, node),
            "additionalProperties" => {
                let rest = self.subschema(of, value);
                node.objects.get_or_insert_default().additional = Some(rest);
            }
            "propertyNames" => {
                let names = self.subschema(of, value);
                node.objects.get_or_insert_default().names = Some(names);
            }
            "unevaluatedProperties" => {
                let rest = self.subschema(of, value);
                node.objects.get_or_insert_default().unevaluated = Some(rest);
            }
            "dependentRequired" => self.read_dependent_required(value, node),
            "dependentSchemas" => self.read_dependent_schemas(of, value, node),
            _ => return false,
        }
        true
    }

    pub(super) fn read_properties(&mut self, of: &Reader<'_>, value: Source<'_>, node: &mut Node) {
        let Some(object) = value.as_object() else {
            return mark(node, "properties");
        };
        let mut properties = Vec::with_capacity(object.len());
        for (name, schema) in members(value) {
            let child = self.subschema(of, schema);
            properties.push((self.schemas.intern(name), child));
        }
        properties.sort_unstable();
        let objects = node.objects.get_or_insert_default();
        objects.record = true;
        objects.properties = properties;
    }

    fn read_pattern_properties(&mut self, of: &Reader<'_>, value: Source<'_>, node: &mut Node) {
        let Some(object) = value.as_object() else {
            return mark(node, "patternProperties");
        };
        let mut patterns = Vec::with_capacity(object.len());
        for (source, schema) in members(value) {
            let pattern = self.schemas.intern_pattern(source);
            if self.schemas.pattern(pattern).is_none() {
                mark(node, &format!("pattern {source}"));
            }
            patterns.push((pattern, self.subschema(of, schema)));
        }
        patterns.sort_unstable();
        let objects = node.objects.get_or_insert_default();
        objects.record = true;
        objects.patterns = patterns;
    }

    fn read_dependent_required(&mut self, value: Source<'_>, node: &mut Node) {
        if value.as_object().is_none() {
            return mark(node, "dependentRequired");
        }
        let mut found = Vec::new();
        for (name, needed) in members(value) {
            let Some(needed) = names(needed) else {
                return mark(node, "dependentRequired");
            };
            let mut needed: Vec<_> = needed.iter().map(|n| self.schemas.intern(n)).collect();
            needed.sort_unstable();
            needed.dedup();
            found.push((self.schemas.intern(name), needed));
        }
        found.sort();
        node.objects.get_or_insert_default().dependent_required = found;
    }

    fn read_dependent_schemas(&mut self, of: &Reader<'_>, value: Source<'_>, node: &mut Node) {
        if value.as_object().is_none() {
            return mark(node, "dependentSchemas");
        }
        let mut found = Vec::new();
        for (name, schema) in members(value) {
            let child = self.subschema(of, schema);
            found.push((self.schemas.intern(name), child));
        }
        found.sort_unstable();
        node.objects.get_or_insert_default().dependent_schemas = found;
    }
}
