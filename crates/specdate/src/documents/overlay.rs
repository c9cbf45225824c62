//! Files over which others lie: what is not written yet, or stands nowhere.

use openapi_doc::{FileError, Files, MemoryFiles};

/// Files in memory over other files.
#[derive(Clone, Debug)]
pub(crate) struct Overlay<U> {
    pub(crate) over: MemoryFiles,
    pub(crate) under: U,
}

impl<U: Files> Files for Overlay<U> {
    fn read(&self, name: &str, max_bytes: u64) -> Result<Vec<u8>, FileError> {
        match self.over.read(name, max_bytes) {
            Err(FileError::NotFound) => self.under.read(name, max_bytes),
            read => read,
        }
    }
}

/// Whether there is such a file.
pub(crate) fn has(files: &dyn Files, name: &str) -> bool {
    // Not a byte of it is wanted.
    matches!(files.read(name, 0), Ok(_) | Err(FileError::TooLarge { .. }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_over_is_read_first() {
        let files = Overlay {
            over: MemoryFiles::new([("a", "new"), ("b", "")]),
            under: MemoryFiles::new([("a", "old"), ("c", "old")]),
        };
        let read = |name| files.read(name, 10).ok();
        assert_eq!(read("a"), Some(b"new".to_vec()));
        assert_eq!(read("c"), Some(b"old".to_vec()));
        assert_eq!(
            ["a", "b", "c", "d"].map(|name| has(&files, name)),
            [true, true, true, false]
        );
    }
}
