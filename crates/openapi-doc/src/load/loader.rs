//! Reads the entry file and, round by round, what its references lead to.

use foldhash::HashMap;
use source_tree::{Format, Kind, Node, NodeId, SourceTree};

use super::problems::{root_of, start_of};
use super::{Limits, Problems, cycles, quote, targets};
use crate::files::{self, FileError, Files};
use crate::model::{Document, FileId, Index, NodeRef};
use crate::problem::{Location, Problem};
use crate::reference::{self, Fragment, Reference, ReferenceError};
use crate::validate::{self, Job, PendingReference};
use crate::version::SpecVersion;
use crate::vocabulary::{ObjectKind, Shape};

pub(super) struct Loader<'a> {
    files: &'a dyn Files,
    limits: &'a Limits,
    trees: Vec<SourceTree>,
    /// `None` for a file that could not be read: its problem is reported once.
    by_name: HashMap<String, Option<FileId>>,
    bytes_left: u64,
    problems: Problems,
    index: Index,
    anchors: HashMap<FileId, HashMap<String, NodeId>>,
}

/// What the text of a reference leads to, by the file that it stands in and whether it stands in a mapping, where texts
/// mean something else; `None` once a problem is reported.
type Resolved = HashMap<(FileId, bool, String), Option<NodeRef>>;

impl<'a> Loader<'a> {
    pub(super) fn new(files: &'a dyn Files, limits: &'a Limits) -> Self {
        Self {
            files,
            limits,
            trees: Vec::new(),
            by_name: HashMap::default(),
            bytes_left: limits.max_total_bytes,
            problems: Problems::new(limits.max_problems),
            index: Index::default(),
            anchors: HashMap::default(),
        }
    }

    pub(super) fn load(mut self, entry: &str) -> Result<Document, Vec<Problem>> {
        if !files::is_normalised(entry) {
            self.problems.add_placed(Problem {
                code: "outside-root",
                message: format!(
                    "{} is not a name below the folder that documents are read from",
                    quote(entry)
                ),
                help: "give a relative name without `.` and `..` parts".to_owned(),
                location: start_of(entry),
            });
        } else if let Err(problem) = self.read(entry) {
            self.problems.add_placed(problem);
        }
        let Some(version) = self.trees.first().and_then(Self::version) else {
            if self.problems.is_empty() {
                self.unsupported_version();
            }
            return Err(self.problems.finish(&self.trees, entry));
        };
        self.walk(version);
        cycles::report_and_cut(&self.trees, &mut self.index, &mut self.problems);
        let Self {
            trees,
            mut index,
            mut problems,
            ..
        } = self;
        index.link(|at| {
            // 3.0 ignores what stands beside a `$ref`.
            let node = trees
                .get(at.file.index())
                .and_then(|tree| tree.node(at.node));
            version == SpecVersion::V3_0
                || node
                    .and_then(Node::as_object)
                    .is_some_and(|object| object.len() == 1)
        });
        let document = Document::new(version, trees, index);
        validate::document(&document, &mut problems);
        if problems.is_empty() {
            Ok(document)
        } else {
            Err(problems.finish(document.trees(), entry))
        }
    }

    fn version(tree: &SourceTree) -> Option<SpecVersion> {
        SpecVersion::parse(tree.root().get("openapi")?.as_str()?)
    }

    fn unsupported_version(&mut self) {
        let Some(root) = self.trees.first().map(SourceTree::root) else {
            return;
        };
        let file = FileId::ENTRY;
        if root.kind() != Kind::Object {
            let message = format!("the document is {}, not an object", article(root.kind()));
            self.problems.add(
                root_of(file),
                "wrong-type",
                message,
                "an OpenAPI document is an object with the member `openapi`",
            );
        } else if let Some(version) = root.get("openapi") {
            let at = NodeRef {
                file,
                node: version.id(),
            };
            if let Some(text) = version.as_str() {
                let message = format!("OpenAPI version {} is not supported", quote(text));
                self.problems.add(
                    at,
                    "unsupported-version",
                    message,
                    "use a version 3.0.x or 3.1.x",
                );
            } else {
                let message = format!(
                    "the OpenAPI version is {}, not a string",
                    article(version.kind())
                );
                let help = "write it with patch number and quotes, for example \"3.1.1\"";
                self.problems.add(at, "wrong-type", message, help);
            }
        } else if let Some(version) = root.get("swagger") {
            let at = NodeRef {
                file,
                node: version.id(),
            };
            let help = "convert the document to OpenAPI 3.0 or 3.1";
            self.problems.add(
                at,
                "unsupported-version",
                "Swagger 2.0 documents are not supported",
                help,
            );
        } else {
            let help = "add `openapi: 3.1.1` or `openapi: 3.0.4`";
            self.problems.add(
                root_of(file),
                "missing-member",
                "an OpenAPI Object needs the member `openapi`",
                help,
            );
        }
    }

    /// Walks the entry and, until nothing new comes up, the targets of its references.
    fn walk(&mut self, version: SpecVersion) {
        let mut resolved = Resolved::default();
        let mut jobs = vec![Job {
            at: root_of(FileId::ENTRY),
            shape: Shape::Object(ObjectKind::OpenApi),
        }];
        while !jobs.is_empty() {
            let mut references = validate::walk(
                version,
                &self.trees,
                &mut self.index,
                &mut self.problems,
                jobs,
            );
            jobs = Vec::new();
            // Walking is depth first with a stack; files are numbered in the order of the text.
            references.sort_by_key(|reference| reference.text);
            for reference in references {
                jobs.extend(self.follow(reference, &mut resolved));
            }
        }
    }

    fn follow(&mut self, pending: PendingReference, resolved: &mut Resolved) -> Option<Job> {
        let text = self
            .trees
            .get(pending.text.file.index())?
            .node(pending.text.node)?
            .as_str()?
            .to_owned();
        let key = (pending.text.file, pending.mapping, text);
        let target = match resolved.get(&key) {
            Some(Some(target)) => *target,
            Some(None) => {
                // Every reference to a missing target gets its own problem: each has to be mended.
                if self.problems.is_full() {
                    self.problems.add(pending.text, "missing-target", "", "");
                } else {
                    self.resolve(&key.2, pending);
                }
                return None;
            }
            None => {
                let target = self.resolve(&key.2, pending);
                resolved.insert(key, target);
                target?
            }
        };
        self.index.add_reference(pending.from, target);
        match self.index.walked(target) {
            None => Some(Job {
                at: target,
                shape: Shape::Referable(pending.kind),
            }),
            Some(kind) if kind == pending.kind => None,
            Some(kind) => {
                let message = format!(
                    "the reference leads to {} Object where {} Object is expected",
                    crate::vocabulary::object(kind).title,
                    crate::vocabulary::object(pending.kind).title,
                );
                self.problems.add(
                    pending.text,
                    "wrong-target",
                    message,
                    "reference a value of the expected kind",
                );
                None
            }
        }
    }

    fn resolve(&mut self, text: &str, pending: PendingReference) -> Option<NodeRef> {
        let base = self.trees.get(pending.text.file.index())?.name().to_owned();
        let Reference {
            file: name,
            fragment,
        } = match self.parse_reference(text, &base, pending.mapping) {
            Ok(reference) => reference,
            Err(error) => {
                self.bad_reference(text, error, pending.text);
                return None;
            }
        };
        let file = match name {
            None => pending.text.file,
            Some(name) => self.open(&name, pending.text)?,
        };
        let found = match &fragment {
            Fragment::Root => Some(NodeId::ROOT),
            Fragment::Pointer(pointer) => {
                self.trees.get(file.index())?.pointer(pointer).map(Node::id)
            }
            Fragment::Anchor(name) => self.anchor(file, name),
        };
        if found.is_none() && self.problems.is_full() {
            self.problems.add(pending.text, "missing-target", "", "");
        } else if found.is_none() {
            let tree = self.trees.get(file.index())?;
            let help = match &fragment {
                Fragment::Anchor(_) => {
                    "a fragment is a JSON pointer (`#/components/schemas/Name`) or an `$anchor`"
                        .to_owned()
                }
                _ => targets::nearest(tree, &fragment)
                    .unwrap_or_else(|| "correct the pointer or add its target".to_owned()),
            };
            let message = format!("{} leads to nothing in {}", quote(text), quote(tree.name()));
            self.problems
                .add(pending.text, "missing-target", message, help);
        }
        Some(NodeRef { file, node: found? })
    }

    /// A value of `discriminator.mapping` is the name of a component schema or a reference (OpenAPI 3.1.1, 4.8.25).
    fn parse_reference(
        &self,
        text: &str,
        base: &str,
        mapping: bool,
    ) -> Result<Reference, ReferenceError> {
        if mapping && validate::is_component_name(text) {
            let pointer = source_tree::Pointer::from_tokens(["components", "schemas", text]);
            let entry = self.trees.first();
            if let Some(entry) =
                entry.filter(|tree| tree.pointer(&pointer).is_some() || !text.contains('.'))
            {
                let file = (entry.name() != base).then(|| entry.name().to_owned());
                return Ok(Reference {
                    file,
                    fragment: Fragment::Pointer(pointer),
                });
            }
        }
        reference::parse(text, base)
    }

    fn bad_reference(&mut self, text: &str, error: ReferenceError, at: NodeRef) {
        let (code, help) = match error {
            ReferenceError::Remote => (
                "remote-reference",
                "copy the file beside the document and reference it by a relative path",
            ),
            ReferenceError::OutsideRoot => ("outside-root", "move the file below that folder"),
            ReferenceError::Malformed(_) => (
                "malformed-reference",
                "write a relative path, a `#` and a JSON pointer, for example `common.yaml#/components/schemas/Name`",
            ),
        };
        self.problems
            .add(at, code, format!("{}: {error}", quote(text)), help);
    }

    fn open(&mut self, name: &str, from: NodeRef) -> Option<FileId> {
        if let Some(file) = self.by_name.get(name) {
            return *file;
        }
        match self.read(name) {
            Ok(file) => Some(file),
            Err(problem) => {
                if problem.code == "unreadable-file" || problem.code == "over-limit" {
                    // What the system says about the file belongs to the reference that asked for it.
                    self.problems
                        .add(from, problem.code, problem.message, problem.help);
                } else {
                    self.problems.add_placed(problem);
                }
                None
            }
        }
    }

    fn read(&mut self, name: &str) -> Result<FileId, Problem> {
        self.by_name.insert(name.to_owned(), None);
        let problem = |code, message: String, help: &str| Problem {
            code,
            message,
            help: help.to_owned(),
            location: start_of(name),
        };
        if self.trees.len() >= self.limits.max_files {
            let message = format!(
                "the document has more than {} files (limit `max_files`)",
                self.limits.max_files
            );
            return Err(problem(
                "over-limit",
                message,
                "join files; a program that loads the document may raise `Limits::max_files`",
            ));
        }
        let most_of_one = u64::try_from(self.limits.source.max_bytes).unwrap_or(u64::MAX);
        let most = self.bytes_left.min(most_of_one);
        let bytes = self.files.read(name, most).map_err(|error| {
            let help = match error {
                FileError::NotFound => {
                    "correct the name; it is relative to the file that it stands in"
                }
                FileError::OutsideRoot => "move the file below that folder",
                FileError::TooLarge { .. } if most < most_of_one => {
                    "all files together are too large: leave out what the API does not need; a program that loads the \
                     document may raise `Limits::max_total_bytes`"
                }
                FileError::TooLarge { .. } => {
                    "split the file; a program that loads the document may raise `Limits::source.max_bytes`"
                }
                FileError::Io(_) => "make the file readable",
            };
            let code = if matches!(error, FileError::TooLarge { .. }) {
                "over-limit"
            } else {
                "unreadable-file"
            };
            problem(
                code,
                format!("{} cannot be read: {error}", quote(name)),
                help,
            )
        })?;
        self.bytes_left = self
            .bytes_left
            .saturating_sub(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        let format = Format::from_name(name).unwrap_or_else(|| sniff(&bytes));
        let tree =
            SourceTree::parse(name, bytes, format, &self.limits.source).map_err(|error| {
                Problem {
                    code: "syntax",
                    message: error.message().to_owned(),
                    help: error.help().to_owned(),
                    location: Location {
                        file: name.to_owned(),
                        line: error.position().line,
                        column: error.position().column,
                        pointer: String::new(),
                    },
                }
            })?;
        let file = FileId::new(self.trees.len());
        for duplicate in tree.duplicate_keys() {
            if self.problems.is_full() {
                self.problems.add(root_of(file), "duplicate-key", "", "");
                continue;
            }
            let message = format!(
                "the member {} is written twice, first in line {}",
                quote(duplicate.key(&tree)),
                duplicate.first_position(&tree).line
            );
            let at = NodeRef {
                file,
                node: duplicate.again(),
            };
            self.problems
                .add(at, "duplicate-key", message, "remove one of the two");
        }
        self.index.add_file(tree.len());
        self.trees.push(tree);
        self.by_name.insert(name.to_owned(), Some(file));
        Ok(file)
    }

    fn anchor(&mut self, file: FileId, name: &str) -> Option<NodeId> {
        if !self.anchors.contains_key(&file) {
            let tree = self.trees.get(file.index())?;
            self.anchors.insert(file, targets::anchors(tree));
        }
        self.anchors.get(&file)?.get(name).copied()
    }
}

/// Without a telling extension: JSON begins with a brace, everything else is read as YAML.
fn sniff(bytes: &[u8]) -> Format {
    match bytes.iter().find(|byte| !byte.is_ascii_whitespace()) {
        Some(b'{') => Format::Json,
        _ => Format::Yaml,
    }
}

/// A JSON type with its article.
fn article(kind: Kind) -> &'static str {
    match kind {
        Kind::Null => "null",
        Kind::Bool => "a boolean",
        Kind::Number => "a number",
        Kind::String => "a string",
        Kind::Array => "an array",
        Kind::Object => "an object",
    }
}
