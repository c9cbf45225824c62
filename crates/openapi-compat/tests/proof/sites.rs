//! Where which objects of OpenAPI stand in a document.

use openapi_doc::SpecVersion;
use openapi_doc::vocabulary::{ObjectKind, Shape, object};

use super::tree::{Tree, Way};

/// An object of OpenAPI, or a `$ref` in its place.
#[derive(Clone, Debug)]
pub struct Site {
    pub way: Way,
    pub kind: ObjectKind,
    /// Whether a `$ref` may stand in its place.
    pub is_referable: bool,
}

/// Every object of a document, from the outside to the inside.
pub fn sites(document: &Tree) -> Vec<Site> {
    let version = version(document);
    let mut walk = Walk {
        version,
        found: Vec::new(),
    };
    walk.object(document, ObjectKind::OpenApi, false, &mut Vec::new());
    walk.found
}

/// Those of one kind that are no `$ref`.
pub fn written(document: &Tree, kind: ObjectKind) -> Vec<Way> {
    sites(document)
        .into_iter()
        .filter(|site| site.kind == kind)
        .map(|site| site.way)
        .filter(|way| {
            let tree = document.at(way).unwrap();
            matches!(tree, Tree::Object(_)) && tree.target().is_none()
        })
        .collect()
}

/// The version of a document; the older one if it does not say.
pub fn version(document: &Tree) -> SpecVersion {
    match document.str("openapi") {
        Some(version) if version.starts_with("3.1") => SpecVersion::V3_1,
        _ => SpecVersion::V3_0,
    }
}

struct Walk {
    version: SpecVersion,
    found: Vec<Site>,
}

impl Walk {
    fn object(&mut self, tree: &Tree, kind: ObjectKind, is_referable: bool, way: &mut Way) {
        self.found.push(Site {
            way: way.clone(),
            kind,
            is_referable,
        });
        let is_reference = tree.target().is_some();
        if is_reference
            && (is_referable || self.version == SpecVersion::V3_0)
            && kind != ObjectKind::PathItem
        {
            return;
        }
        let table = object(kind);
        for (name, value) in tree.members() {
            way.push(name.clone());
            if let Some(member) = table.member(name, self.version) {
                self.shape(value, member.shape, way);
            } else if kind == ObjectKind::OpenApi && name == "x-webhooks" {
                const WEBHOOKS: Shape = Shape::Map(&Shape::Referable(ObjectKind::PathItem));
                self.shape(value, WEBHOOKS, way);
            } else if let Some(patterned) = table.patterned.filter(|_| !name.starts_with("x-")) {
                self.shape(value, patterned.shape, way);
            }
            way.pop();
        }
    }

    fn shape(&mut self, tree: &Tree, shape: Shape, way: &mut Way) {
        match shape {
            Shape::Schema | Shape::SchemaOrBoolean => {
                self.object(tree, ObjectKind::Schema, true, way);
            }
            Shape::Object(kind) => self.object(tree, kind, false, way),
            Shape::Referable(kind) => self.object(tree, kind, true, way),
            Shape::Map(inner) | Shape::Components(inner) => {
                for (name, value) in tree.members() {
                    way.push(name.clone());
                    self.shape(value, *inner, way);
                    way.pop();
                }
            }
            Shape::Array(inner) | Shape::NonEmptyArray(inner) => {
                for (index, item) in tree.items().iter().enumerate() {
                    way.push(index.to_string());
                    self.shape(item, *inner, way);
                    way.pop();
                }
            }
            _ => {}
        }
    }
}
