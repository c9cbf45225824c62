//! The files of a document of several, as they are put into another folder: what each references is found there as before.

use openapi_doc::Document;
use registry::RelativePath;

/// A document of several files, each named from the folder that has them all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tree {
    /// The file that the registry names.
    entry: String,
    files: Vec<(String, Vec<u8>)>,
}

impl Tree {
    /// None for a document of one file, which can be called anything.
    pub(crate) fn of(document: &Document) -> Option<Self> {
        let files = document.files();
        let files: Vec<_> = files.map(|file| (file.name(), file.source())).collect();
        (files.len() > 1).then(|| Self::new(&files))
    }

    /// The entry comes first.
    fn new(files: &[(&str, &str)]) -> Self {
        let common = common_folder(files.iter().map(|(name, _)| *name));
        let below = |name: &str| name.get(common..).unwrap_or(name).to_owned();
        let files: Vec<(String, Vec<u8>)> = files
            .iter()
            .map(|(name, text)| (below(name), text.as_bytes().to_vec()))
            .collect();
        Self {
            entry: files
                .first()
                .map_or_else(String::new, |(name, _)| name.clone()),
            files,
        }
    }

    /// The files as they stand in a folder.
    pub(crate) fn placed(&self, folder: &str) -> Vec<(String, Vec<u8>)> {
        let files = self.files.iter();
        files
            .map(|(name, bytes)| (format!("{folder}/{name}"), bytes.clone()))
            .collect()
    }

    /// The entry in a folder; none where its name is no path of a registry.
    pub(crate) fn entry(&self, folder: &str) -> Option<RelativePath> {
        format!("{folder}/{}", self.entry).parse().ok()
    }
}

/// The folder for the files of a document whose one file would have this path: the path without its ending.
pub(crate) fn folder_of(path: &RelativePath) -> &str {
    let path = path.as_str();
    match path.rsplit_once('.') {
        Some((stem, ending)) if !stem.ends_with('/') && !ending.contains('/') => stem,
        _ => path,
    }
}

/// How many bytes of each name are the folder, with its `/`, that has them all.
fn common_folder<'n>(names: impl Iterator<Item = &'n str>) -> usize {
    let folder = |name: &'n str| {
        let end = name.rfind('/').map_or(0, |end| end + 1);
        name.get(..end).unwrap_or_default()
    };
    let common = |a: &'n str, b: &'n str| {
        let same = a.split_inclusive('/').zip(b.split_inclusive('/'));
        let same = same.take_while(|(a, b)| a == b);
        let length = same.map(|(part, _)| part.len()).sum();
        a.get(..length).unwrap_or_default()
    };
    names.map(folder).reduce(common).map_or(0, str::len)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn placed(names: &[&str]) -> (Option<String>, Vec<String>) {
        let files: Vec<_> = names.iter().map(|name| (*name, "")).collect();
        let tree = Tree::new(&files);
        let files = tree.placed("to").into_iter().map(|(name, _)| name);
        let entry = tree.entry("to").map(|entry| entry.to_string());
        (entry, files.collect())
    }

    #[test]
    fn what_lies_beside_each_other_stays_so() {
        for (names, expected) in [
            (["a/b/c.yaml", "a/b/d.yaml"], ["to/c.yaml", "to/d.yaml"]),
            (["a/b/c.yaml", "a/d.yaml"], ["to/b/c.yaml", "to/d.yaml"]),
            (["a/c.yaml", "ab/d.yaml"], ["to/a/c.yaml", "to/ab/d.yaml"]),
            (["c.yaml", "b/d.yaml"], ["to/c.yaml", "to/b/d.yaml"]),
        ] {
            let expected: Vec<String> = expected.map(str::to_owned).into();
            let entry = Some(expected[0].clone());
            assert_eq!(placed(&names), (entry, expected));
        }
    }

    #[test]
    fn a_folder_is_called_as_the_file_would_be() {
        for (path, folder) in [
            ("a/released/2026-01-01.yaml", "a/released/2026-01-01"),
            ("a.b/c", "a.b/c"),
            ("a/.yaml", "a/.yaml"),
        ] {
            let path: RelativePath = path.parse().unwrap();
            assert_eq!(folder_of(&path), folder);
        }
    }
}
