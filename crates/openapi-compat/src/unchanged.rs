//! What did not change between two documents: parts that say the same, along with everything that they refer to.
//!
//! Most of a document is the same in the next one. It is compared once, as it is written, and everything that looks for
//! differences leaves it alone.

use foldhash::{HashMap, HashSet};
use openapi_doc::{Document, FileId, NodeRef, SpecVersion};
use source_tree::{Node, SourceTree};

/// Answers whether a part of the base is unchanged in the revision.
pub(crate) struct Unchanged<'d> {
    documents: [&'d Document; 2],
    /// The file of the revision that stands for each of the base.
    counterparts: Vec<Option<FileId>>,
    /// The places of references of the base whose targets changed, sorted.
    changed: Vec<NodeRef>,
    /// What the documents say for all operations.
    is_around_operations: bool,
    /// Nothing is known to be unchanged: the documents are read by different rules.
    is_off: bool,
}

/// The target of a reference in the base, and of the same text in the revision.
type Targets = (NodeRef, NodeRef);

impl<'d> Unchanged<'d> {
    pub(crate) fn between(base: &'d Document, revision: &'d Document) -> Self {
        let mut unchanged = Self {
            documents: [base, revision],
            counterparts: counterparts(base, revision),
            changed: Vec::new(),
            is_around_operations: false,
            is_off: !are_read_alike(base, revision),
        };
        if !unchanged.is_off {
            unchanged.changed = unchanged.changed_references();
            unchanged.is_around_operations = unchanged.are_documents_alike();
        }
        unchanged
    }

    /// Whether a value of the base and one of the revision say the same, and so does all that they refer to.
    pub(crate) fn is(&self, base: NodeRef, revision: NodeRef) -> bool {
        !self.is_off && self.is_written_alike(base, revision) && !self.reaches_change(base)
    }

    /// Whether the documents say the same for all operations: servers, security, and the schemes that it names.
    pub(crate) fn is_around_operations(&self) -> bool {
        self.is_around_operations
    }

    fn are_documents_alike(&self) -> bool {
        let [base, revision] = self.documents;
        let schemes = ["securitySchemes"];
        self.are_members(base.root(), revision.root(), &["servers", "security"])
            && match (
                base.root().get("components"),
                revision.root().get("components"),
            ) {
                (Some(base), Some(revision)) => self.are_members(base, revision, &schemes),
                (None, None) => true,
                (Some(only), None) | (None, Some(only)) => only.get("securitySchemes").is_none(),
            }
    }

    /// Whether members of two objects are unchanged, or missing on both sides.
    pub(crate) fn are_members(
        &self,
        base: openapi_doc::Item<'_>,
        revision: openapi_doc::Item<'_>,
        names: &[&str],
    ) -> bool {
        names
            .iter()
            .all(|name| match (base.get(name), revision.get(name)) {
                (None, None) => true,
                (Some(base), Some(revision)) => self.is(base.at(), revision.at()),
                _ => false,
            })
    }

    /// Whether they say the same but for what references lead to.
    fn is_written_alike(&self, base: NodeRef, revision: NodeRef) -> bool {
        let counterpart = self.counterparts.get(base.file.index()).copied().flatten();
        let [old, new] = self.documents;
        counterpart == Some(revision.file)
            && matches!((node(old, base), node(new, revision)), (Some(a), Some(b)) if a.is_same_value(b))
    }

    /// Whether a reference inside leads to what changed.
    fn reaches_change(&self, base: NodeRef) -> bool {
        let [old, _] = self.documents;
        let Some(tree) = old.tree(base.file) else {
            return true;
        };
        let end = tree.end(base.node);
        let first = self.changed.partition_point(|from| *from < base);
        let next = self.changed.get(first);
        next.is_some_and(|from| from.file == base.file && from.node.index() < end)
    }

    /// The references whose targets changed, or lead on to what changed.
    fn changed_references(&self) -> Vec<NodeRef> {
        let [base, revision] = self.documents;
        let known = targets_by_text(revision);
        let references: Vec<(NodeRef, Option<Targets>)> = base
            .references()
            .map(|(from, target)| {
                let file = self.counterparts.get(from.file.index()).copied().flatten();
                let other = file.zip(text(base, from));
                let other = other.and_then(|key| known.get(&key).copied().flatten());
                (from, other.map(|other| (target, other)))
            })
            .collect();
        let changed = self.changed_targets(&references);
        references
            .iter()
            .filter(|(_, targets)| targets.is_none_or(|targets| changed.contains(&targets)))
            .map(|&(from, _)| from)
            .collect()
    }

    fn changed_targets(&self, references: &[(NodeRef, Option<Targets>)]) -> HashSet<Targets> {
        let [base, _] = self.documents;
        let mut changed: HashSet<Targets> = HashSet::default();
        let mut open: Vec<Targets> = Vec::new();
        // From targets to those whose text refers to them.
        let mut around: HashMap<Targets, Vec<Targets>> = HashMap::default();
        let all: HashSet<Targets> = references
            .iter()
            .filter_map(|(_, targets)| *targets)
            .collect();
        for targets in all {
            let (old, new) = targets;
            let end = base.tree(old.file).map_or(0, |tree| tree.end(old.node));
            let first = references.partition_point(|(from, _)| *from < old);
            let inside = references.iter().skip(first);
            let inside =
                inside.take_while(|(from, _)| from.file == old.file && from.node.index() < end);
            let mut is_changed = !self.is_written_alike(old, new);
            for (_, inner) in inside {
                match inner {
                    Some(inner) => around.entry(*inner).or_default().push(targets),
                    None => is_changed = true,
                }
            }
            if is_changed {
                open.push(targets);
            }
        }
        while let Some(targets) = open.pop() {
            if changed.insert(targets) {
                open.extend(around.get(&targets).into_iter().flatten().copied());
            }
        }
        changed
    }
}

fn node(document: &Document, at: NodeRef) -> Option<Node<'_>> {
    document.tree(at.file)?.node(at.node)
}

/// The text of a reference: that of `$ref`, or the string of a discriminator mapping itself.
fn text(document: &Document, from: NodeRef) -> Option<&str> {
    let node = node(document, from)?;
    node.get("$ref").unwrap_or(node).as_str()
}

/// Where each text leads that stands in a file; none for one that leads to different places.
fn targets_by_text(document: &Document) -> HashMap<(FileId, &str), Option<NodeRef>> {
    let mut known: HashMap<(FileId, &str), Option<NodeRef>> = HashMap::default();
    for (from, target) in document.references() {
        if let Some(text) = text(document, from) {
            let entry = known.entry((from.file, text)).or_insert(Some(target));
            if *entry != Some(target) {
                *entry = None;
            }
        }
    }
    known
}

/// The entry of one document stands for that of the other, and other files for those of the same name.
fn counterparts(base: &Document, revision: &Document) -> Vec<Option<FileId>> {
    let counterpart = |(id, file): (FileId, &SourceTree)| {
        if id == FileId::ENTRY {
            return Some(FileId::ENTRY);
        }
        let other = revision.file_named(file.name())?;
        (other != FileId::ENTRY).then_some(other)
    };
    base.file_ids().zip(base.files()).map(counterpart).collect()
}

/// Whether the same text means the same in both.
fn are_read_alike(base: &Document, revision: &Document) -> bool {
    let dialect = |document| {
        let dialect = Document::root(document).get("jsonSchemaDialect");
        dialect.and_then(|dialect| dialect.node().as_str())
    };
    // Where a `$dynamicRef` of 3.1 leads is decided by the schemas on the way to it.
    let is_dynamic = |document: &Document| {
        let mut schemas = document.schemas();
        document.version() != SpecVersion::V3_0
            && schemas.any(|schema| schema.dynamic_reference().is_some())
    };
    base.version() == revision.version()
        && dialect(base) == dialect(revision)
        && !is_dynamic(base)
        && !is_dynamic(revision)
}

#[cfg(test)]
mod tests {
    use openapi_doc::{Limits, MemoryFiles, load};

    use super::*;

    const BASE: &str = r##"{"openapi": "3.0.3", "info": {"title": "T", "version": "1"}, "paths": {}, "components": {"schemas": {
        "Leaf": {"type": "string"},
        "Branch": {"type": "object", "properties": {"leaf": {"$ref": "#/components/schemas/Leaf"}}},
        "Tree": {"type": "object", "properties": {"branch": {"$ref": "#/components/schemas/Branch"}, "tree": {"$ref": "#/components/schemas/Tree"}}},
        "Stone": {"type": "integer", "minimum": 1}
    }}}"##;

    fn document(text: &str) -> Document {
        let files = MemoryFiles::new([("api.json", text.to_owned())]);
        load("api.json", &files, &Limits::default()).unwrap()
    }

    /// The components that are unchanged.
    fn unchanged(revision: &str) -> Vec<&'static str> {
        let (base, revision) = (document(BASE), document(revision));
        let unchanged = Unchanged::between(&base, &revision);
        let at = |document: &Document, name: &str| {
            let schemas = document
                .root()
                .get("components")
                .and_then(|c| c.get("schemas"));
            schemas
                .and_then(|schemas| schemas.get(name))
                .map(openapi_doc::Item::at)
        };
        let is_unchanged = |name: &&str| {
            let pair = at(&base, name).zip(at(&revision, name));
            pair.is_some_and(|(base, revision)| unchanged.is(base, revision))
        };
        let names = ["Leaf", "Branch", "Tree", "Stone"].into_iter();
        names.filter(is_unchanged).collect()
    }

    #[test]
    fn what_leads_to_a_change_is_changed() {
        assert_eq!(unchanged(BASE), ["Leaf", "Branch", "Tree", "Stone"]);
        let leaf = BASE.replace(
            r#""Leaf": {"type": "string"}"#,
            r#""Leaf": {"type": "null"}"#,
        );
        let leaf = leaf.replace(r#""type": "null""#, r#""type": "boolean""#);
        assert_eq!(unchanged(&leaf), ["Stone"]);
        let stone = BASE.replace(r#""minimum": 1"#, r#""minimum": 2"#);
        assert_eq!(unchanged(&stone), ["Leaf", "Branch", "Tree"]);
    }

    #[test]
    fn the_order_of_members_and_blanks_say_nothing() {
        let stone = BASE.replace(
            r#"{"type": "integer", "minimum": 1}"#,
            r#"{ "minimum": 1, "type": "integer" }"#,
        );
        assert_eq!(unchanged(&stone), ["Leaf", "Branch", "Tree", "Stone"]);
    }

    #[test]
    fn another_version_of_openapi_is_another_document() {
        assert_eq!(unchanged(&BASE.replace("3.0.3", "3.1.0")), [""; 0]);
    }

    #[test]
    fn the_same_text_that_leads_elsewhere_is_changed() {
        let files = |leaf: &str| {
            let entry = r#"{"openapi": "3.0.3", "info": {"title": "T", "version": "1"}, "paths": {}, "components": {"schemas": {
                "Branch": {"$ref": "parts.json#/Leaf"}}}}"#;
            let parts = format!(r#"{{"Leaf": {{"type": "{leaf}"}}}}"#);
            let files = MemoryFiles::new([("api.json", entry.to_owned()), ("parts.json", parts)]);
            load("api.json", &files, &Limits::default()).unwrap()
        };
        let at = |document: &Document| {
            let components = document.root().get("components");
            let schemas = components.and_then(|components| components.get("schemas"));
            schemas
                .and_then(|schemas| schemas.get("Branch"))
                .unwrap()
                .at()
        };
        let (base, same, other) = (files("string"), files("string"), files("integer"));
        assert!(Unchanged::between(&base, &same).is(at(&base), at(&same)));
        assert!(!Unchanged::between(&base, &other).is(at(&base), at(&other)));
    }
}
