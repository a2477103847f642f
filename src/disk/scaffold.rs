//! New files for writers: made whole, and never over what is there.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::Path;

use super::error::WorldError;

/// Whether a folder does not exist or is empty.
///
/// # Errors
/// It cannot be listed.
pub fn is_free(dir: &Path) -> Result<bool, WorldError> {
    match fs::read_dir(dir) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(true),
        Err(error) => Err(WorldError::new("read", dir, &error)),
    }
}

/// Writes what a command was asked to write, in place of what is there.
///
/// # Errors
/// It cannot be written.
pub fn write_asked(path: &Path, text: &str) -> Result<(), WorldError> {
    fs::write(path, text).map_err(WorldError::on("write", path))
}

/// Writes a file whole or not at all.
///
/// # Errors
/// It cannot be written.
pub fn replace(path: &Path, text: &str) -> Result<(), WorldError> {
    let beside = path.with_extension("new");
    fs::write(&beside, text).map_err(WorldError::on("write", &beside))?;
    fs::rename(&beside, path).map_err(WorldError::on("write", path))
}

/// Writes a new file, and the folders above it.
///
/// # Errors
/// There is such a file already, or it cannot be written.
pub fn write_new(path: &Path, text: &str) -> Result<(), WorldError> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| WorldError::new("make", folder, &error))?;
    }
    let file = OpenOptions::new().write(true).create_new(true).open(path);
    let written = file.and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => {
            WorldError::Refused(format!("{} is there already; it stays as it is", path.display()))
        }
        _ => WorldError::new("write", path, &error),
    })
}
