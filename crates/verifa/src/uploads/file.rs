//! [`UploadFile`]: the file of an upload, streamed.

use std::fmt;

use reqwest::Body;
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use reqwest::multipart::Part;

/// What a file is called where the caller does not say: servers take a part without a file name for text.
const UNNAMED: &str = "file";

/// A file to upload: bytes, or a stream that is sent as it comes and never held in memory as a whole.
///
/// Anything that a [`reqwest::Body`] can be made of will do: bytes, a `tokio::fs::File`, or any stream by
/// [`reqwest::Body::wrap_stream`]. `Debug` prints neither the content nor the name.
///
/// ```no_run
/// use verifa::UploadFile;
///
/// # async fn run() -> Result<(), Box<dyn std::error::Error>> {
/// let file = tokio::fs::File::open("front.jpg").await?;
/// let length = file.metadata().await?.len();
/// let upload = UploadFile::with_length(file, length)
///     .file_name("front.jpg")?
///     .media_type("image/jpeg")?;
/// # Ok(())
/// # }
/// ```
pub struct UploadFile(Part);

impl UploadFile {
    /// A file, of unknown length if it is a stream: such a request is sent in chunks.
    pub fn new(content: impl Into<Body>) -> Self {
        Self::of(Part::stream(content))
    }

    /// A file whose length is known, in bytes, so that the server is told the length of the whole request. A stream of
    /// another length than it says ends in an [`ErrorKind::Transport`](crate::ErrorKind::Transport).
    pub fn with_length(content: impl Into<Body>, length: u64) -> Self {
        Self::of(Part::stream_with_length(content, length))
    }

    fn of(part: Part) -> Self {
        let mut headers = HeaderMap::new();
        headers.insert(
            CONTENT_TYPE,
            HeaderValue::from_static("application/octet-stream"),
        );
        Self(part.file_name(UNNAMED).headers(headers))
    }

    /// The name that the server is told. Without one it is told `file`.
    ///
    /// # Errors
    /// A name with a control character: a line break in it would end the header and begin another.
    pub fn file_name(self, name: impl Into<String>) -> Result<Self, InvalidFile> {
        let name = name.into();
        if name.chars().any(char::is_control) {
            return Err(InvalidFile::Name);
        }
        Ok(Self(self.0.file_name(name)))
    }

    /// The media type, such as `image/jpeg`. Without one the server is told `application/octet-stream`.
    ///
    /// # Errors
    /// What is no media type.
    pub fn media_type(self, media_type: &str) -> Result<Self, InvalidFile> {
        // The header that stands for no media type would be sent beside it.
        let part = self.0.headers(HeaderMap::new());
        let part = part
            .mime_str(media_type)
            .map_err(|_| InvalidFile::MediaType)?;
        Ok(Self(part))
    }

    pub(super) fn into_part(self) -> Part {
        self.0
    }
}

impl fmt::Debug for UploadFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UploadFile").finish_non_exhaustive()
    }
}

/// What is wrong with the description of a file. The value at fault is not printed.
///
/// ```
/// use verifa::{InvalidFile, UploadFile};
///
/// let refused = UploadFile::new("content").media_type("a picture");
/// assert_eq!(refused.err(), Some(InvalidFile::MediaType));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum InvalidFile {
    /// The file name holds a control character.
    Name,
    /// The media type has another form than `type/subtype`.
    MediaType,
}

impl fmt::Display for InvalidFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Name => {
                "the file name holds a control character, such as a line break: remove it"
            }
            Self::MediaType => {
                "the media type is not of the form `type/subtype`: use one such as `image/jpeg`"
            }
        })
    }
}

impl std::error::Error for InvalidFile {}

#[cfg(test)]
mod tests {
    use super::*;

    fn file() -> UploadFile {
        UploadFile::new("SECRET content")
    }

    #[test]
    fn refuses_what_would_write_headers_of_its_own() {
        for name in ["a\r\nX-Evil: 1", "a\n", "a\0", "\u{7f}"] {
            assert_eq!(file().file_name(name).err(), Some(InvalidFile::Name));
        }
        for media_type in ["", "jpeg", "image/jpeg\r\nX-Evil: 1", "image/jpeg; a\n=b"] {
            assert_eq!(
                file().media_type(media_type).err(),
                Some(InvalidFile::MediaType),
                "{media_type:?}"
            );
        }
        for name in ["", "Ausweis Ü.jpg", "a\"b\\c.pdf"] {
            assert!(file().file_name(name).is_ok(), "{name:?}");
        }
    }

    #[test]
    fn prints_neither_content_nor_name() {
        let file = file().file_name("SECRET.jpg").unwrap();
        assert_eq!(format!("{file:?}"), "UploadFile { .. }");
    }
}
