//! What BASE and REVISION stand for, as they were typed.

use std::path::Path;

use source_tree::Format;

use crate::report::diagnostic::Diagnostic;

/// A document on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Argument<'a> {
    /// `-`
    Stdin,
    /// A file.
    File(&'a str),
    /// `api@date`: a version of an API in the registry.
    Version { api: &'a str, date: &'a str },
    /// `gitrev:path`: a file of a revision.
    Revision { revision: &'a str, path: &'a str },
}

impl<'a> Argument<'a> {
    /// What `text` means in `directory`. A file that exists is that file, whatever its name looks like; then `:` makes a
    /// revision, and `@` a version. A text with a slash, or with the ending of a document, and no colon is always a path.
    ///
    /// # Errors
    ///
    /// If it is an address on the network, or nothing that could be found.
    pub(crate) fn parse(text: &'a str, directory: &Path) -> Result<Self, Diagnostic> {
        if text == "-" {
            return Ok(Self::Stdin);
        }
        if directory.join(text).exists() {
            return Ok(Self::File(text));
        }
        if text.contains("://") {
            let message = format!("cannot read {text}: files of other machines are not read");
            return Err(Diagnostic::new(message).help("download it, and name the file here"));
        }
        if let Some((revision, path)) = text.split_once(':') {
            return Ok(Self::Revision { revision, path });
        }
        match text.split_once('@') {
            Some((api, date)) if is_version(text) => Ok(Self::Version { api, date }),
            _ => Err(Diagnostic::new(format!("there is no file {text}")).help(
                "a document is a path, `api@date` for a version in the registry, `gitrev:path` for a file of a git revision, or `-` for standard input",
            )),
        }
    }
}

/// Whether a text with an `@` can be a version, and not a file that is missing.
fn is_version(text: &str) -> bool {
    !text.contains(['/', '\\']) && Format::from_name(text).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_exists_decides() {
        let folder = tempfile::tempdir().unwrap();
        let version = Argument::Version {
            api: "verifa",
            date: "2026-01-01",
        };
        let parse = |text| Argument::parse(text, folder.path());
        assert_eq!(parse("verifa@2026-01-01").unwrap(), version);
        let revision = Argument::Revision {
            revision: "HEAD@{1}",
            path: "openapi/a.yaml",
        };
        assert_eq!(parse("HEAD@{1}:openapi/a.yaml").unwrap(), revision);
        assert_eq!(parse("-").unwrap(), Argument::Stdin);

        std::fs::write(folder.path().join("verifa@2026-01-01"), "").unwrap();
        let file = Argument::File("verifa@2026-01-01");
        assert_eq!(parse("verifa@2026-01-01").unwrap(), file);
    }

    #[test]
    fn what_is_nothing_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        for text in [
            "a.yaml",
            "./verifa@2026-01-01",
            "verifa@old.yaml",
            "https://a.example/b.yaml",
        ] {
            assert!(Argument::parse(text, folder.path()).is_err(), "{text}");
        }
    }
}
