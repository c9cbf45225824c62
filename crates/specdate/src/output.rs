//! What a command writes to a file that the user names.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use crate::cli::{ColorWhen, FileReport, Printing};
use crate::report::diagnostic::Diagnostic;
use crate::report::formats::Formats;
use crate::terminal::{Styles, Terminal, Verb};

/// Prints a report as and where the command line says, each time in the styles of that place.
///
/// # Errors
///
/// If files cannot be written. The others and standard output have their reports all the same.
pub(crate) fn print(
    printing: &Printing,
    color: ColorWhen,
    directory: &Path,
    terminal: &mut Terminal<'_>,
    report: &impl Formats,
) -> Result<(), Vec<Diagnostic>> {
    let first = printing.output_file().map(|file| (printing.format, file));
    let others = printing.reports.iter();
    let others = others.map(|FileReport { format, file }| (*format, file.as_path()));
    let mut problems = Vec::new();
    for (format, file) in first.into_iter().chain(others) {
        let text = report.in_format(format, &Styles::of_file(color));
        match write(&directory.join(file), text.as_bytes()) {
            Ok(written) => {
                let verb = match written {
                    Written::Fresh => Verb::Fresh,
                    Written::Written => Verb::Writing,
                };
                terminal.progress(verb, file.display());
            }
            Err(error) => {
                let message = format!("cannot write {}: {error}", file.display());
                let help = "name a file in a folder that exists and can be written";
                problems.push(Diagnostic::new(message).help(help));
            }
        }
    }
    if first.is_none() {
        terminal.end_progress();
        let text = report.in_format(printing.format, &terminal.out.styles);
        terminal.out.write(&text);
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(problems)
    }
}

/// What became of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Written {
    /// It was as it had to be, and was not touched.
    Fresh,
    Written,
}

/// Makes `path` hold `contents`. A reader sees the old file or the new one, never a part.
///
/// # Errors
///
/// If the file cannot be written, or is a folder.
pub(crate) fn write(path: &Path, contents: &[u8]) -> io::Result<Written> {
    // A link stays what it is: the file that it leads to is written.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    match fs::metadata(&target) {
        Ok(metadata) if metadata.is_dir() => return Err(io::ErrorKind::IsADirectory.into()),
        // A pipe or a device holds nothing that could be compared or replaced.
        Ok(metadata) if !metadata.is_file() => {
            fs::OpenOptions::new()
                .write(true)
                .open(&target)?
                .write_all(contents)?;
            return Ok(Written::Written);
        }
        Ok(metadata) => {
            let same_length =
                u64::try_from(contents.len()).is_ok_and(|length| length == metadata.len());
            if same_length && fs::read(&target)? == contents {
                return Ok(Written::Fresh);
            }
        }
        Err(_) => {}
    }
    let folder = target
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    // The same name as the generator's, which version control ignores.
    builder.prefix(".specdate-").suffix(".tmp");
    #[cfg(unix)]
    {
        // Temporary files are private by default; a new file is as readable as others, and a replaced one as it was.
        use std::os::unix::fs::PermissionsExt as _;
        let usual = || fs::Permissions::from_mode(0o644);
        let permissions = fs::metadata(&target).map(|metadata| metadata.permissions());
        builder.permissions(permissions.unwrap_or_else(|_| usual()));
    }
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(contents)?;
    file.as_file().sync_all()?;
    file.persist(&target).map_err(|error| error.error)?;
    Ok(Written::Written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report.md");
        assert_eq!(write(&path, b"one").unwrap(), Written::Written);
        assert_eq!(write(&path, b"one").unwrap(), Written::Fresh);
        assert_eq!(write(&path, b"two").unwrap(), Written::Written);
        assert_eq!(fs::read_to_string(&path).unwrap(), "two");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_folder_is_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let error = write(folder.path(), b"text").unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::IsADirectory);
        let missing = folder.path().join("no/report.md");
        assert_eq!(
            write(&missing, b"text").unwrap_err().kind(),
            io::ErrorKind::NotFound
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link() {
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("file"), folder.path().join("link"));
        fs::write(&file, "old").unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        write(&link, b"new").unwrap();
        assert!(link.is_symlink());
        assert_eq!(fs::read_to_string(&file).unwrap(), "new");
    }
}
