//! What can go wrong between the program and the machine it runs on.
//!
//! Takes errors of the operating system, gives words a writer can act on. Must not know what the
//! files mean.

use std::io::{Error, ErrorKind};
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::base::diagnostic::{Code, Finding, Place};
use crate::base::path::SourcePath;

/// The world failed: a disk, a folder, a permission. Nothing that an edit of an article would mend.
#[derive(Debug, Error)]
pub enum WorldError {
    /// The system refused an action.
    #[error("cannot {action} {}: {reason}", path.display())]
    System {
        /// What was attempted: `read`, `write`, `delete`, `copy`, `make`.
        action: &'static str,
        /// On which file or folder.
        path: PathBuf,
        /// Why not, in plain words.
        reason: String,
    },
    /// We refused, to keep what is there.
    #[error("{0}")]
    Refused(String),
}

impl WorldError {
    /// An action that the system refused.
    pub fn new(action: &'static str, path: &Path, error: &Error) -> Self {
        Self::System { action, path: path.to_owned(), reason: reason(error) }
    }

    /// For `map_err`: an action that the system refused.
    pub(super) fn on<'a>(action: &'static str, path: &'a Path) -> impl Fn(Error) -> Self + 'a {
        move |error| Self::new(action, path, &error)
    }

    /// The same as something found in one file of the site, so that the other files are still read.
    pub fn finding(&self, file: &SourcePath) -> Finding {
        let why = match self {
            Self::System { reason, .. } => reason,
            Self::Refused(message) => message,
        };
        unreadable(file, &format!("this file cannot be read: {why}"))
    }
}

pub(super) fn unreadable(file: &SourcePath, message: &str) -> Finding {
    Finding::new(Code::UnreadableFile, file, Place::File, message)
}

/// The system's reason in plain words.
pub(super) fn reason(error: &Error) -> String {
    let words = match error.kind() {
        ErrorKind::NotFound => "it does not exist",
        ErrorKind::PermissionDenied => "permission denied",
        ErrorKind::StorageFull => "the disk is full",
        ErrorKind::QuotaExceeded => "your quota on this disk is used up",
        ErrorKind::ReadOnlyFilesystem => "the disk is read-only",
        ErrorKind::AlreadyExists => "something else has this name",
        ErrorKind::NotADirectory => "a part of its path is a file, not a folder",
        ErrorKind::IsADirectory => "it is a folder",
        ErrorKind::DirectoryNotEmpty => "the folder is not empty",
        ErrorKind::InvalidFilename => "the disk does not allow this name, it may be too long",
        ErrorKind::FileTooLarge => "the file is too large for this disk",
        ErrorKind::ResourceBusy => "another program is using it",
        ErrorKind::StaleNetworkFileHandle => "the network disk has lost it",
        ErrorKind::TimedOut => "the disk did not answer in time",
        ErrorKind::OutOfMemory => "out of memory",
        ErrorKind::Interrupted => "it was interrupted",
        ErrorKind::UnexpectedEof => "the file ended too early, it may be changing",
        _ => return plain(&error.to_string()),
    };
    words.to_owned()
}

/// The system's own sentence without its number: `Too many open files (os error 24)`.
fn plain(text: &str) -> String {
    let text = text.split(" (os error").next().unwrap_or(text).trim_end_matches('.');
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_says_what_was_tried_on_which_file_and_why_it_failed() {
        let full = WorldError::new("write", Path::new("public/index.html"), &ErrorKind::StorageFull.into());
        assert_eq!(full.to_string(), "cannot write public/index.html: the disk is full");
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn no_error_shows_the_number_that_the_system_gave_it() {
        for number in 1..=133 {
            let reason = reason(&Error::from_raw_os_error(number));
            assert!(!reason.contains("os error") && !reason.is_empty(), "{number}: {reason}");
            assert!(!reason.starts_with(char::is_uppercase), "{number}: {reason}");
        }
    }

    #[test]
    fn a_file_that_cannot_be_read_is_a_finding_like_others() {
        let error =
            WorldError::new("read", Path::new("/x/content/a.md"), &ErrorKind::PermissionDenied.into());
        let finding = error.finding(&SourcePath::new("content/a.md"));
        assert_eq!(finding.code, Code::UnreadableFile);
        assert_eq!(finding.message, "this file cannot be read: permission denied");
    }
}
