//! Single keywords of a schema: where they are written, and what they refuse by themselves.

use super::Parts;
use crate::ir::{Node, NodeId, Objects, Origin};
use crate::load::Loader;
use crate::witness::Place;

/// Where a keyword, or a part of it, is written below its schema.
pub(super) type Path = Vec<String>;

/// Keywords that say the same in another way, or that stand in for one that is missing.
const RELATED: [(&str, &[&str]); 9] = [
    ("minimum", &["exclusiveMinimum", "format"]),
    ("exclusiveMinimum", &["minimum", "format"]),
    ("maximum", &["exclusiveMaximum", "format"]),
    ("exclusiveMaximum", &["maximum", "format"]),
    ("const", &["enum"]),
    ("enum", &["const"]),
    ("anyOf", &["oneOf"]),
    ("oneOf", &["anyOf"]),
    ("items", &["prefixItems"]),
];

impl Parts<'_, '_> {
    /// The keywords of a schema, one by one; members of `properties` and `patternProperties` each by itself.
    pub fn written(&self, node: NodeId) -> Vec<Path> {
        let Some(source) = self.source(node).and_then(source_tree::Node::as_object) else {
            return Vec::new();
        };
        let mut found: Vec<Path> = Vec::new();
        let read = self.schemas.node(node);
        for (keyword, value) in source {
            let keyword = keyword.as_str();
            // Parts are asked one by one.
            let is_part = match keyword {
                "allOf" => read.logic.all_of.is_empty(),
                "$ref" | "$dynamicRef" => read.reference.is_none(),
                _ => false,
            };
            if is_part {
                continue;
            }
            match (keyword, value.as_object()) {
                ("properties" | "patternProperties", Some(members)) => {
                    let names = members.iter().map(|(name, _)| name.as_str().to_owned());
                    found.extend(names.map(|name| vec![keyword.to_owned(), name]));
                }
                _ => found.push(vec![keyword.to_owned()]),
            }
        }
        found
    }

    fn source(&self, node: NodeId) -> Option<source_tree::Node<'_>> {
        let origin = self.origin(node)?;
        let document = self.documents.get(origin.document as usize)?;
        document.tree.node(origin.node)
    }

    pub fn origin(&self, node: NodeId) -> Option<Origin> {
        self.schemas.origins.get(node as usize).copied().flatten()
    }

    /// Where a keyword of a schema is written.
    pub fn place(&self, node: NodeId, path: &[String]) -> Option<Place> {
        let mut source = self.source(node)?;
        for step in path {
            source = source.get(step)?;
        }
        Some(Place {
            document: source.tree().name().into(),
            position: source.position(),
            pointer: source.tree().pointer_to(source.id()),
        })
    }

    /// What the keyword of another schema, written at a place, meets in this one: the same keyword, a related one, or the
    /// whole schema.
    pub fn counterpart(&mut self, node: NodeId, path: &[String], of: &Place) -> Option<Place> {
        let keyword = path.first().map_or("", String::as_str);
        let parts = self.conjuncts(node);
        // What these are about is spread over all parts.
        let is_of_all = matches!(keyword, "required" | "additionalProperties");
        let parts = if is_of_all { &[node][..] } else { &parts };
        let at = |path: &[String]| {
            let found = parts.iter().filter_map(|&part| {
                let values = self.schemas.node(part).values.as_ref();
                Some((values.map(|values| values.len()), self.place(part, path)?))
            });
            // Of several lists the shortest says most.
            let first = found.min_by_key(|(values, place)| {
                (
                    values.unwrap_or(usize::MAX),
                    !of.pointer.as_str().starts_with(place.pointer.as_str()),
                )
            });
            first.map(|(_, place)| place)
        };
        let single = |keyword: &str| at(&[keyword.to_owned()]);
        let is_member = matches!(keyword, "properties" | "patternProperties");
        let related = || {
            let related = RELATED.iter().find(|(of, _)| *of == keyword);
            related.and_then(|(_, others)| others.iter().find_map(|other| single(other)))
        };
        let rest = || is_member.then(|| single("additionalProperties")).flatten();
        at(path)
            .or_else(related)
            .or_else(rest)
            .or_else(|| self.place(node, &[]))
            .or_else(|| at(&[]))
    }

    /// Whether a keyword is written in a part of the schema.
    pub fn has(&mut self, node: NodeId, path: &[String]) -> bool {
        let parts = self.conjuncts(node);
        parts.iter().any(|&part| self.place(part, path).is_some())
    }

    /// The class of a schema that has this keyword only; none if the keyword refuses nothing by itself.
    pub fn part(&mut self, of: NodeId, path: &[String]) -> Option<NodeId> {
        let origin = self.origin(of)?;
        if let [keyword, name] = path
            && let Some(node) = self.of_member(of, keyword, name)
        {
            return Some(self.add(node));
        }
        let keyword = path.first()?.as_str();
        let companions: &[&str] = match keyword {
            "minimum" => &["exclusiveMinimum"],
            "maximum" => &["exclusiveMaximum"],
            "additionalProperties" => &["properties", "patternProperties"],
            "items" => &["prefixItems"],
            "contains" => &["minContains"],
            "maxContains" => &["contains"],
            "if" => &["then", "else"],
            "anyOf" | "oneOf" => &["discriminator"],
            _ => &[],
        };
        let keep = |other: &str| {
            // `nullable` changes what the other keywords of `OpenAPI` 3.0 refuse.
            other == keyword || other == "nullable" || companions.contains(&other)
        };
        let mut node = self.read_part(origin, &keep);
        let anything = self.schemas.push(Node::default(), None);
        if let Some(objects) = &mut node.objects {
            let other = path.get(1).map(String::as_str);
            match keyword {
                "patternProperties" => {
                    let pattern = other.map(|source| self.schemas.intern_pattern(source));
                    objects.patterns.retain(|&(id, _)| Some(id) == pattern);
                }
                "additionalProperties" => {
                    let properties = objects.properties.iter_mut().map(|(_, node)| node);
                    let patterns = objects.patterns.iter_mut().map(|(_, node)| node);
                    properties.chain(patterns).for_each(|node| *node = anything);
                }
                _ => {}
            }
        }
        if let Some(arrays) = &mut node.arrays {
            match keyword {
                "items" => arrays.prefix.fill(anything),
                "maxContains" => arrays.min_contains = 0,
                _ => {}
            }
        }
        (!node.is_anything()).then(|| self.add(node))
    }

    /// What a keyword says of one member. The others are not read: there may be very many, each asked about.
    fn of_member(&mut self, of: NodeId, keyword: &str, name: &str) -> Option<Node> {
        let name_id = self.schemas.name_id(name)?;
        let mut objects = Objects {
            record: true,
            ..Objects::default()
        };
        match keyword {
            "properties" => {
                let member = self.source(of)?.get("properties")?.get(name)?;
                let origin = Origin {
                    node: member.id(),
                    ..self.origin(of)?
                };
                objects.properties = vec![(name_id, self.loaded.get(origin)?)];
            }
            "required" => objects.required = vec![name_id],
            "additionalProperties" => {
                let never = Node {
                    never: true,
                    ..Node::default()
                };
                objects.properties = vec![(name_id, self.schemas.push(never, None))];
            }
            _ => return None,
        }
        Some(Node {
            objects: Some(Box::new(objects)),
            ..Node::default()
        })
    }

    /// The class of a schema that no longer refuses what a keyword of it does, or what it does of one member.
    pub fn mended(&mut self, of: NodeId, path: &[String]) -> Option<NodeId> {
        let (keyword, name) = match path {
            [keyword] => (keyword.as_str(), None),
            [keyword, name] => (keyword.as_str(), Some(self.schemas.name_id(name)?)),
            _ => return None,
        };
        let mut node = self.schemas.node(of).clone();
        match (keyword, name, &mut node.objects) {
            ("required", None, Some(objects)) => objects.required.clear(),
            ("required", Some(name), Some(objects)) => objects.required.retain(|id| *id != name),
            ("properties", Some(name), Some(objects)) => {
                objects.properties.retain(|(id, _)| *id != name);
            }
            ("additionalProperties", Some(name), Some(objects)) => {
                let anything = self.schemas.push(Node::default(), None);
                objects.properties.retain(|(id, _)| *id != name);
                objects.properties.push((name, anything));
                objects.properties.sort_unstable();
            }
            (_, None, _) => return self.without(of, keyword),
            _ => return None,
        }
        Some(self.add(node))
    }

    /// The class of a schema without one of its keywords.
    pub fn without(&mut self, of: NodeId, keyword: &str) -> Option<NodeId> {
        let origin = self.origin(of)?;
        let node = self.read_part(origin, &|other| other != keyword);
        Some(self.add(node))
    }

    fn read_part(&mut self, origin: Origin, keep: &dyn Fn(&str) -> bool) -> Node {
        Loader::new(self.documents, self.schemas, self.loaded).read_part(origin, keep)
    }

    /// Adds a node that no document writes out; its class.
    pub fn add(&mut self, node: Node) -> NodeId {
        let id = self.add_at(node, None);
        self.unified.class(id)
    }

    /// Adds a node that stands for one that is written at a place; its number, not its class.
    pub fn add_at(&mut self, node: Node, origin: Option<Origin>) -> NodeId {
        let id = self.schemas.push(node, origin);
        self.unified.extend(self.schemas);
        id
    }
}
