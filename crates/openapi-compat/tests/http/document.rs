//! Documents as JSON values.

use std::collections::BTreeMap;
use std::path::Path;

use schema_subset::check::Checker;
use schema_subset::{Dialect, Discriminators, Formats, Reading, Role};
use serde_json::Value;
use source_tree::{Format, Limits, Node, Pointer, SourceTree, Value as Source};

/// A document with the files beside it.
pub struct Api {
    pub entry: String,
    files: BTreeMap<String, (SourceTree, Value)>,
}

/// A place in a document.
#[derive(Clone)]
pub struct At<'a> {
    pub api: &'a Api,
    pub file: &'a str,
    pub pointer: String,
    pub value: &'a Value,
}

impl Api {
    /// Reads the files of a folder.
    pub fn read(folder: &Path, entry: &str) -> Self {
        let mut files = BTreeMap::new();
        for file in std::fs::read_dir(folder).unwrap() {
            let name = file.unwrap().file_name().into_string().unwrap();
            if Format::from_name(&name).is_none() {
                continue;
            }
            let bytes = std::fs::read(folder.join(&name)).unwrap();
            let tree = SourceTree::parse(&name, bytes, Format::Yaml, &Limits::default()).unwrap();
            let value = json(tree.root());
            files.insert(name, (tree, value));
        }
        Self {
            entry: entry.to_owned(),
            files,
        }
    }

    /// A document of one file.
    pub fn of(text: &str) -> Self {
        let name = "api.yaml".to_owned();
        let bytes = text.as_bytes().to_vec();
        let tree = SourceTree::parse(&name, bytes, Format::Yaml, &Limits::default()).unwrap();
        let value = json(tree.root());
        Self {
            files: BTreeMap::from([(name.clone(), (tree, value))]),
            entry: name,
        }
    }

    pub fn root(&self) -> At<'_> {
        self.at(&self.entry, String::new()).unwrap()
    }

    fn at(&self, file: &str, pointer: String) -> Option<At<'_>> {
        let (file, (_, value)) = self.files.get_key_value(file)?;
        Some(At {
            api: self,
            file,
            value: value.pointer(&pointer)?,
            pointer,
        })
    }

    fn reading(&self) -> Reading {
        let is_3_0 = self.root().text("openapi").unwrap().starts_with("3.0");
        if is_3_0 {
            return Reading::of(Dialect::OpenApi3_0);
        }
        Reading::of(Dialect::JsonSchema2020_12)
            .formats(Formats::Assertion)
            .discriminators(Discriminators::Constants)
    }

    /// Of each value, whether the sender in a role sends it under a schema, or its receiver accepts it.
    pub fn allows(
        &self,
        schema: &At<'_>,
        role: Role,
        is_sender: bool,
        values: &[Value],
    ) -> Vec<bool> {
        // Names of schemas are those of the first document.
        let (entry, others): (Vec<_>, Vec<_>) = self
            .files
            .iter()
            .partition(|(name, _)| **name == self.entry);
        let files: Vec<_> = entry
            .into_iter()
            .chain(others)
            .map(|(name, (tree, _))| (name.as_str(), tree))
            .collect();
        let mut checker = Checker::new(self.reading(), &files);
        let pointer = Pointer::parse(&schema.pointer).unwrap();
        let answers = values.iter().map(|value| {
            let answer = if is_sender {
                checker.sent(schema.file, &pointer, Some(role), value)
            } else {
                checker.valid(schema.file, &pointer, Some(role), value)
            };
            answer.unwrap_or_else(|why| panic!("{}#{}: {why}", schema.file, schema.pointer))
        });
        answers.collect()
    }
}

impl<'a> At<'a> {
    /// A member as it is written.
    pub fn raw(&self, key: &str) -> Option<At<'a>> {
        let step = key.replace('~', "~0").replace('/', "~1");
        self.api.at(self.file, format!("{}/{step}", self.pointer))
    }

    /// A member, or what it refers to.
    pub fn get(&self, key: &str) -> Option<At<'a>> {
        self.raw(key).map(At::followed)
    }

    fn followed(self) -> At<'a> {
        let Some(reference) = self.value.get("$ref").and_then(Value::as_str) else {
            return self;
        };
        let (file, pointer) = reference.split_once('#').unwrap_or((reference, ""));
        let file = if file.is_empty() { self.file } else { file };
        let file = file.strip_prefix("./").unwrap_or(file);
        let target = self
            .api
            .at(file, pointer.replace("%7B", "{").replace("%7D", "}"));
        target
            .unwrap_or_else(|| panic!("{reference} leads nowhere"))
            .followed()
    }

    pub fn text(&self, key: &str) -> Option<&'a str> {
        self.value.get(key)?.as_str()
    }

    pub fn flag(&self, key: &str) -> bool {
        self.value.get(key) == Some(&Value::Bool(true))
    }

    /// The items, or what they refer to.
    pub fn items(&self) -> Vec<At<'a>> {
        let count = self.value.as_array().map_or(0, Vec::len);
        let all = (0..count).map(|index| self.get(&index.to_string()).unwrap());
        all.collect()
    }

    /// The members, or what they refer to, without extensions.
    pub fn members(&self) -> Vec<(&'a str, At<'a>)> {
        let members = self.value.as_object().into_iter().flatten();
        let names = members.map(|(name, _)| name.as_str());
        let names =
            names.filter(|name| !name.starts_with("x-") || self.pointer.ends_with("headers"));
        names.map(|name| (name, self.get(name).unwrap())).collect()
    }
}

fn json(node: Node<'_>) -> Value {
    match node.value() {
        Source::Null => Value::Null,
        Source::Bool(value) => value.into(),
        Source::Number(number) => serde_json::from_str(number.text()).unwrap(),
        Source::String(text) => text.into(),
        Source::Array(array) => array.iter().map(json).collect(),
        Source::Object(object) => {
            let members = object.iter();
            members
                .map(|(key, value)| (key.as_str().to_owned(), json(value)))
                .collect()
        }
    }
}
