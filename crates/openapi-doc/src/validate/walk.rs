//! The walk over a document by the tables of the vocabulary.

use source_tree::{Key, Kind, Node, SourceTree};

use super::{is_component_name, local, scalars};
use crate::load::{Problems, quote};
use crate::model::{FileId, Index, NodeRef, StatusKey};
use crate::version::SpecVersion;
use crate::vocabulary::{self, KeyRule, ObjectKind, ObjectTable, Shape};

/// A value and what it must look like.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Job {
    pub(crate) at: NodeRef,
    pub(crate) shape: Shape,
}

/// A `$ref` (or a value of a discriminator mapping) that is to be followed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PendingReference {
    /// The object that holds the `$ref`, or the string of the mapping.
    pub(crate) from: NodeRef,
    /// The string.
    pub(crate) text: NodeRef,
    /// What the target must be.
    pub(crate) kind: ObjectKind,
    /// Whether the string is a value of a mapping, which may be the plain name of a component.
    pub(crate) mapping: bool,
}

/// Walks the values of `jobs` and everything below them. Returns the references found on the way; their targets are
/// not walked.
pub(crate) fn walk(
    version: SpecVersion,
    trees: &[SourceTree],
    index: &mut Index,
    problems: &mut Problems,
    jobs: Vec<Job>,
) -> Vec<PendingReference> {
    let mut references = Vec::new();
    for job in jobs {
        let Some(root) = trees
            .get(job.at.file.index())
            .and_then(|tree| tree.node(job.at.node))
        else {
            continue;
        };
        let mut walk = Walk {
            version,
            file: job.at.file,
            index,
            problems,
            references: &mut references,
            stack: Vec::new(),
        };
        walk.value(root, job.shape);
        // An explicit stack: the depth of the input is not the depth of the program.
        while let Some((node, shape)) = walk.stack.pop() {
            walk.container(node, shape);
        }
    }
    references
}

struct Walk<'a, 't> {
    version: SpecVersion,
    file: FileId,
    index: &'a mut Index,
    problems: &'a mut Problems,
    references: &'a mut Vec<PendingReference>,
    stack: Vec<(Node<'t>, Shape)>,
}

impl<'t> Walk<'_, 't> {
    fn at(&self, node: Node<'t>) -> NodeRef {
        NodeRef {
            file: self.file,
            node: node.id(),
        }
    }

    fn problem(&mut self, node: Node<'t>, (code, message, help): (&'static str, String, String)) {
        self.problems.add(self.at(node), code, message, help);
    }

    /// Checks a scalar at once; puts what has something inside on the stack.
    fn value(&mut self, node: Node<'t>, shape: Shape) {
        match shape {
            Shape::Any => {}
            Shape::String
            | Shape::Boolean
            | Shape::Number
            | Shape::PositiveNumber
            | Shape::Count
            | Shape::OneOf(_)
            | Shape::UniqueStrings => {
                if let Some(problem) = scalars::check(node, shape) {
                    self.problem(node, problem);
                }
            }
            Shape::SchemaType => local::schema_type(self.version, node, self.file, self.problems),
            _ => self.stack.push((node, shape)),
        }
    }

    fn container(&mut self, node: Node<'t>, shape: Shape) {
        match shape {
            Shape::Map(inner) => self.map(node, *inner, false),
            Shape::Components(inner) => self.map(node, *inner, true),
            Shape::Array(inner) => self.array(node, *inner),
            Shape::NonEmptyArray(inner) => {
                if node.as_array().is_some_and(source_tree::Array::is_empty) {
                    let help = "add an item, or remove the member".to_owned();
                    self.problem(
                        node,
                        (
                            "empty-array",
                            "the array needs at least one item".to_owned(),
                            help,
                        ),
                    );
                }
                self.array(node, *inner);
            }
            Shape::Schema | Shape::SchemaOrBoolean => self.schema(node, shape),
            Shape::Object(kind) => self.object(node, kind),
            Shape::Referable(ObjectKind::Schema) => self.schema(node, Shape::Schema),
            Shape::Referable(kind) => self.referable(node, kind),
            _ => self.value(node, shape),
        }
    }

    fn array(&mut self, node: Node<'t>, inner: Shape) {
        match node.as_array() {
            Some(array) => array.iter().for_each(|item| self.value(item, inner)),
            None => self.problem(node, scalars::wrong_type(node, "an array")),
        }
    }

    fn map(&mut self, node: Node<'t>, inner: Shape, components: bool) {
        let Some(object) = node.as_object() else {
            self.problem(node, scalars::wrong_type(node, "an object"));
            return;
        };
        for (key, value) in object {
            if components && !is_component_name(key.as_str()) {
                let message = format!("{} cannot be the name of a component", quote(key.as_str()));
                let help = "use letters, digits, `.`, `-` and `_` only".to_owned();
                self.problem(key.node(), ("bad-component-name", message, help));
            }
            self.value(value, inner);
        }
    }

    fn schema(&mut self, node: Node<'t>, shape: Shape) {
        if node.kind() == Kind::Bool
            && (shape == Shape::SchemaOrBoolean || self.version == SpecVersion::V3_1)
        {
            self.index.add_schema(self.at(node));
            return;
        }
        let Some(object) = node.as_object() else {
            let expected = if self.version == SpecVersion::V3_1 {
                "a schema (an object or a boolean)"
            } else {
                "a schema (an object)"
            };
            self.problem(node, scalars::wrong_type(node, expected));
            return;
        };
        self.index.add_schema(self.at(node));
        match object.get("$ref") {
            None => self.members(node, ObjectKind::Schema),
            Some(reference) => {
                self.reference(node, reference, ObjectKind::Schema);
                // 3.0 ignores what stands beside a `$ref` (3.0.4, 4.7.23); 3.1 applies it (JSON Schema 2020-12, 8.2.3.1).
                if self.version == SpecVersion::V3_1 {
                    self.members(node, ObjectKind::Schema);
                } else {
                    self.index.mark(self.at(node), ObjectKind::Schema);
                }
            }
        }
    }

    fn referable(&mut self, node: Node<'t>, kind: ObjectKind) {
        let Some(reference) = node.get("$ref") else {
            return self.object(node, kind);
        };
        self.reference(node, reference, kind);
        self.index.mark(self.at(node), kind);
        if kind == ObjectKind::PathItem {
            // The specification leaves undefined what members beside the `$ref` of a path item mean.
            let beside = node
                .as_object()
                .into_iter()
                .flat_map(source_tree::Object::iter)
                .find(|(key, _)| {
                    !matches!(key.as_str(), "$ref" | "summary" | "description")
                        && !key.as_str().starts_with("x-")
                });
            if let Some((key, _)) = beside {
                let message = format!(
                    "{} stands beside the `$ref` of a path item, which has no defined meaning",
                    quote(key.as_str())
                );
                let help =
                    "move it into the referenced path item, or write the path item out".to_owned();
                self.problem(key.node(), ("reference-siblings", message, help));
            }
        }
    }

    fn reference(&mut self, node: Node<'t>, reference: Node<'t>, kind: ObjectKind) {
        if reference.kind() != Kind::String {
            self.problem(reference, scalars::wrong_type(reference, "a string"));
            return;
        }
        let (from, text) = (self.at(node), self.at(reference));
        // A target may be reached twice, as itself and through a pointer into it; it is followed once.
        if self.index.walked(from).is_none() {
            self.references.push(PendingReference {
                from,
                text,
                kind,
                mapping: false,
            });
        }
    }

    fn object(&mut self, node: Node<'t>, kind: ObjectKind) {
        if node.kind() == Kind::Object {
            self.members(node, kind);
        } else {
            self.problem(node, scalars::wrong_type(node, "an object"));
        }
    }

    fn members(&mut self, node: Node<'t>, kind: ObjectKind) {
        let Some(object) = node.as_object() else {
            return;
        };
        if !self.index.mark(self.at(node), kind) {
            return;
        }
        let table = vocabulary::object(kind);
        for (key, value) in object {
            self.member(table, key, value);
        }
        for member in table.required(self.version) {
            if object.get(member.name).is_none() {
                let message = format!("{} Object needs the member `{}`", table.title, member.name);
                self.problem(
                    node,
                    ("missing-member", message, format!("add `{}`", member.name)),
                );
            }
        }
        local::object(self.version, kind, node, self.file, self.problems);
    }

    fn member(&mut self, table: &'static ObjectTable, key: Key<'t>, value: Node<'t>) {
        let name = key.as_str();
        if let Some(member) = table.member(name, self.version) {
            if table.kind == ObjectKind::Discriminator && name == "mapping" {
                self.mapping(value);
            }
            return self.value(value, member.shape);
        }
        if table.extensible && name.starts_with("x-") {
            if table.kind == ObjectKind::Schema {
                local::schema_extension(name, value, self.file, self.problems);
            }
            return;
        }
        if let Some(patterned) = table.patterned {
            if let Some(problem) = bad_key(patterned.keys, name) {
                self.problem(key.node(), problem);
            }
            return self.value(value, patterned.shape);
        }
        if table.kind == ObjectKind::Schema
            && self.version == SpecVersion::V3_1
            && is_free_keyword(table, name)
        {
            return;
        }
        if self.problems.is_full() {
            self.problems
                .add(self.at(key.node()), "unknown-member", "", "");
            return;
        }
        let names = table
            .members
            .iter()
            .filter(|member| member.versions.contains(self.version));
        let help = match crate::spelling::nearest(name, names.map(|member| member.name)) {
            Some(nearest) => format!("did you mean `{nearest}`?"),
            None if name == "nullable" => {
                "OpenAPI 3.1 spells it `type: [..., \"null\"]`".to_owned()
            }
            None if table.members.iter().any(|member| member.name == name) => {
                format!("OpenAPI {} has no such member; remove it", self.version)
            }
            None => "remove it, or begin its name with `x-`".to_owned(),
        };
        let message = format!("{} Object has no member {}", table.title, quote(name));
        self.problem(key.node(), ("unknown-member", message, help));
    }

    fn mapping(&mut self, mapping: Node<'t>) {
        for (_, value) in mapping
            .as_object()
            .into_iter()
            .flat_map(source_tree::Object::iter)
        {
            if value.kind() == Kind::String {
                let at = self.at(value);
                self.references.push(PendingReference {
                    from: at,
                    text: at,
                    kind: ObjectKind::Schema,
                    mapping: true,
                });
            }
        }
    }
}

/// JSON Schema 2020-12 lets schemas have any further keyword (core, section 4.3.1). What looks like a keyword is
/// reported all the same, because it would be ignored in silence: `nullable` of 3.0, another case, and names with `$`.
fn is_free_keyword(table: &ObjectTable, name: &str) -> bool {
    !name.starts_with('$')
        && !table
            .members
            .iter()
            .any(|member| member.name.eq_ignore_ascii_case(name))
}

fn bad_key(rule: KeyRule, key: &str) -> Option<(&'static str, String, String)> {
    match rule {
        KeyRule::Expression | KeyRule::SecurityScheme => None,
        KeyRule::PathTemplate if key.starts_with('/') => None,
        KeyRule::PathTemplate => {
            let message = format!("the path {} does not begin with `/`", quote(key));
            Some(("bad-path", message, "begin the path with `/`".to_owned()))
        }
        KeyRule::StatusCode if StatusKey::parse(key).is_some() => None,
        KeyRule::StatusCode => {
            let message = format!("{} is not a status", quote(key));
            let help =
                "use a status code from 100 to 599, a range from `1XX` to `5XX`, or `default`"
                    .to_owned();
            Some(("bad-status", message, help))
        }
    }
}
