//! Documents as trees that can be changed: members keep their order, numbers their text.

use std::fmt::Write as _;

use openapi_doc::{Document, Limits, MemoryFiles, load};
use source_tree::{Format, Node, SourceTree, Value};

/// A value of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tree {
    Null,
    Bool(bool),
    /// As it is written.
    Number(String),
    Text(String),
    List(Vec<Tree>),
    Object(Vec<(String, Tree)>),
}

/// The way to a value, from the root.
pub type Way = Vec<String>;

impl Tree {
    /// Reads JSON or YAML, as the extension of the name says.
    pub fn parse(name: &str, bytes: Vec<u8>) -> Self {
        let format = Format::from_name(name).unwrap();
        let tree = SourceTree::parse(name, bytes, format, &source_tree::Limits::default()).unwrap();
        Self::of(tree.root())
    }

    fn of(node: Node<'_>) -> Self {
        match node.value() {
            Value::Null => Self::Null,
            Value::Bool(value) => Self::Bool(value),
            Value::Number(number) => Self::Number(number.text().to_owned()),
            Value::String(text) => Self::Text(text.to_owned()),
            Value::Array(items) => Self::List(items.iter().map(Self::of).collect()),
            Value::Object(members) => Self::Object(
                members
                    .iter()
                    .map(|(key, value)| (key.as_str().to_owned(), Self::of(value)))
                    .collect(),
            ),
        }
    }

    pub fn text(text: &str) -> Self {
        Self::Text(text.to_owned())
    }

    pub fn number(value: i64) -> Self {
        Self::Number(value.to_string())
    }

    pub fn object(members: Vec<(&str, Tree)>) -> Self {
        let members = members.into_iter();
        Self::Object(
            members
                .map(|(name, value)| (name.to_owned(), value))
                .collect(),
        )
    }

    pub fn reference(target: &str) -> Self {
        Self::object(vec![("$ref", Self::text(target))])
    }

    pub fn members(&self) -> &[(String, Tree)] {
        match self {
            Self::Object(members) => members,
            _ => &[],
        }
    }

    pub fn items(&self) -> &[Tree] {
        match self {
            Self::List(items) => items,
            _ => &[],
        }
    }

    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    pub fn is_true(&self) -> bool {
        *self == Self::Bool(true)
    }

    pub fn get(&self, name: &str) -> Option<&Tree> {
        let mut members = self.members().iter();
        members.find_map(|(key, value)| (key == name).then_some(value))
    }

    pub fn get_mut(&mut self, name: &str) -> Option<&mut Tree> {
        match self {
            Self::Object(members) => members
                .iter_mut()
                .find_map(|(key, value)| (key == name).then_some(value)),
            _ => None,
        }
    }

    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// The text of a member.
    pub fn str(&self, name: &str) -> Option<&str> {
        self.get(name)?.as_str()
    }

    pub fn target(&self) -> Option<&str> {
        self.str("$ref")
    }

    /// Replaces a member, or adds it at the end.
    pub fn set(&mut self, name: &str, value: Tree) {
        match self.get_mut(name) {
            Some(known) => *known = value,
            None => match self {
                Self::Object(members) => members.push((name.to_owned(), value)),
                _ => panic!("`{name}` is set on what is no object"),
            },
        }
    }

    pub fn remove(&mut self, name: &str) -> Option<Tree> {
        match self {
            Self::Object(members) => {
                let at = members.iter().position(|(key, _)| key == name)?;
                Some(members.remove(at).1)
            }
            _ => None,
        }
    }

    /// The member, made an empty object if it is missing.
    pub fn entry(&mut self, name: &str) -> &mut Tree {
        self.entry_or(name, Self::Object(Vec::new()))
    }

    /// The member, made this value if it is missing.
    pub fn entry_or(&mut self, name: &str, otherwise: Tree) -> &mut Tree {
        if !self.has(name) {
            self.set(name, otherwise);
        }
        self.get_mut(name).unwrap()
    }

    pub fn list_mut(&mut self) -> &mut Vec<Tree> {
        match self {
            Self::List(items) => items,
            _ => panic!("no list"),
        }
    }

    pub fn members_mut(&mut self) -> &mut Vec<(String, Tree)> {
        match self {
            Self::Object(members) => members,
            _ => panic!("no object"),
        }
    }

    pub fn at(&self, way: &[String]) -> Option<&Tree> {
        way.iter().try_fold(self, |tree, step| match tree {
            Self::List(items) => items.get(step.parse::<usize>().ok()?),
            _ => tree.get(step),
        })
    }

    pub fn at_mut(&mut self, way: &[String]) -> Option<&mut Tree> {
        way.iter().try_fold(self, |tree, step| match tree {
            Self::List(items) => items.get_mut(step.parse::<usize>().ok()?),
            _ => tree.get_mut(step),
        })
    }

    /// What a local `$ref` leads to, over any number of them.
    pub fn resolve<'t>(&'t self, tree: &'t Tree) -> Option<&'t Tree> {
        let mut found = tree;
        for _ in 0..50 {
            match found.target() {
                Some(target) => found = self.at(&way_of(target)?)?,
                None => return Some(found),
            }
        }
        None
    }

    /// All texts that are a `$ref`, or the target of a mapping. What stands in data is none.
    pub fn each_reference(&mut self, change: &mut impl FnMut(&mut String)) {
        const NAMED: &[&str] = &[
            "properties",
            "patternProperties",
            "dependentSchemas",
            "$defs",
            "schemas",
            "responses",
            "parameters",
            "requestBodies",
            "headers",
            "securitySchemes",
            "links",
            "callbacks",
            "pathItems",
            "paths",
            "webhooks",
            "x-webhooks",
            "content",
            "encoding",
        ];
        match self {
            Self::Object(members) => {
                for (name, value) in members {
                    match (name.as_str(), value) {
                        ("$ref", Self::Text(text)) => change(text),
                        ("mapping", Self::Object(targets)) => {
                            for (_, target) in targets {
                                if let Self::Text(text) = target {
                                    change(text);
                                }
                            }
                        }
                        ("examples", Self::Object(examples)) => {
                            for (_, example) in examples {
                                if let Some(Self::Text(text)) = example.get_mut("$ref") {
                                    change(text);
                                }
                            }
                        }
                        // `default` is a value in a schema; it is a response elsewhere, and then named by its map.
                        ("example" | "examples" | "default" | "enum" | "const", _) => {}
                        (keyword, Self::Object(named)) if NAMED.contains(&keyword) => {
                            for (_, value) in named {
                                value.each_reference(change);
                            }
                        }
                        (_, value) => value.each_reference(change),
                    }
                }
            }
            Self::List(items) => items
                .iter_mut()
                .for_each(|item| item.each_reference(change)),
            _ => {}
        }
    }

    /// As JSON with a member or item on each line.
    pub fn json(&self) -> String {
        let mut out = String::new();
        self.write_json(&mut out, 0);
        out.push('\n');
        out
    }

    fn write_json(&self, out: &mut String, depth: usize) {
        let line = |out: &mut String, depth: usize| {
            out.push('\n');
            out.extend(std::iter::repeat_n(' ', depth));
        };
        match self {
            Self::List(items) if !items.is_empty() => {
                out.push('[');
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    line(out, depth + 1);
                    item.write_json(out, depth + 1);
                }
                line(out, depth);
                out.push(']');
            }
            Self::Object(members) if !members.is_empty() => {
                out.push('{');
                for (index, (name, value)) in members.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    line(out, depth + 1);
                    quote(out, name);
                    out.push_str(": ");
                    value.write_json(out, depth + 1);
                }
                line(out, depth);
                out.push('}');
            }
            _ => self.write_scalar(out),
        }
    }

    /// As block YAML.
    pub fn yaml(&self) -> String {
        let mut out = String::new();
        self.write_yaml(&mut out, 0);
        out
    }

    fn write_yaml(&self, out: &mut String, depth: usize) {
        let indent = |out: &mut String| out.extend(std::iter::repeat_n("  ", depth));
        match self {
            Self::Object(members) if !members.is_empty() => {
                for (name, value) in members {
                    indent(out);
                    if name.len() > 200 {
                        // An implicit key is no longer than 1024 characters.
                        out.push_str("? ");
                        quote(out, name);
                        out.push('\n');
                        indent(out);
                    } else {
                        quote(out, name);
                    }
                    out.push(':');
                    value.write_yaml_below(out, depth);
                }
            }
            Self::List(items) if !items.is_empty() => {
                for item in items {
                    indent(out);
                    out.push('-');
                    item.write_yaml_below(out, depth);
                }
            }
            _ => {
                indent(out);
                self.write_scalar(out);
                out.push('\n');
            }
        }
    }

    fn write_yaml_below(&self, out: &mut String, depth: usize) {
        match self {
            Self::Object(members) if !members.is_empty() => {
                out.push('\n');
                self.write_yaml(out, depth + 1);
            }
            Self::List(items) if !items.is_empty() => {
                out.push('\n');
                self.write_yaml(out, depth + 1);
            }
            _ => {
                out.push(' ');
                self.write_scalar(out);
                out.push('\n');
            }
        }
    }

    fn write_scalar(&self, out: &mut String) {
        match self {
            Self::Null => out.push_str("null"),
            Self::Bool(value) => write!(out, "{value}").unwrap(),
            Self::Number(text) => out.push_str(text),
            Self::Text(text) => quote(out, text),
            Self::List(_) => out.push_str("[]"),
            Self::Object(_) => out.push_str("{}"),
        }
    }

    /// Reads it as a document, written as JSON.
    pub fn document(&self) -> Document {
        document_of("api.json", [("api.json".to_owned(), self.json())])
    }
}

/// Reads a document from texts of files.
pub fn document_of(entry: &str, files: impl IntoIterator<Item = (String, String)>) -> Document {
    let files: Vec<_> = files.into_iter().collect();
    let memory = MemoryFiles::new(files.clone());
    load(entry, &memory, &Limits::default()).unwrap_or_else(|problems| {
        let shown = problems.iter().take(10).map(|problem| {
            let file = files
                .iter()
                .find(|(name, _)| *name == problem.location.file);
            let line = problem.location.line.saturating_sub(1) as usize;
            let text = file.and_then(|(_, text)| text.lines().nth(line));
            format!("{problem}\n    {}", text.unwrap_or_default().trim())
        });
        panic!("{}", shown.collect::<Vec<_>>().join("\n"))
    })
}

fn quote(out: &mut String, text: &str) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            // What YAML does not print, or would take for a line.
            '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' => {
                write!(out, "\\u{:04x}", character as u32).unwrap();
            }
            _ => out.push(character),
        }
    }
    out.push('"');
}

/// The way that a local reference goes.
pub fn way_of(target: &str) -> Option<Way> {
    let pointer = target.strip_prefix("#/")?;
    let steps = pointer.split('/');
    Some(
        steps
            .map(|step| decoded(step).replace("~1", "/").replace("~0", "~"))
            .collect(),
    )
}

/// The JSON pointer of a way.
pub fn pointer(way: &[String]) -> String {
    let steps = way
        .iter()
        .map(|step| format!("/{}", step.replace('~', "~0").replace('/', "~1")));
    steps.collect()
}

/// A reference to what stands at a way, as a URI fragment.
pub fn reference_to(way: &[String]) -> String {
    let mut out = String::from("#");
    for byte in pointer(way).bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'~' | b'-' | b'.' | b'_' => {
                out.push(char::from(byte));
            }
            _ => write!(out, "%{byte:02X}").unwrap(),
        }
    }
    out
}

fn decoded(step: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = step.as_bytes();
    while let [first, tail @ ..] = rest {
        let code = tail
            .get(..2)
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match code {
            Some(code) if *first == b'%' => {
                bytes.push(code);
                rest = &tail[2..];
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).unwrap()
}
