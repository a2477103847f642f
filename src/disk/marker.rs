//! The marker by which an output folder is known as ours.
//!
//! Takes a folder; tells whether it is marked, marks it, and takes the mark back. Must not know what else
//! lies in it.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::error::WorldError;
use super::existing::MARKER;

/// What the marker says.
pub(super) const MARKER_TEXT: &str =
    "This folder is written by dateline. Files that are not part of the site are deleted.\n";

/// What Windows says of a file of which another program has locked a part (`ERROR_LOCK_VIOLATION`).
const LOCKED: i32 = if cfg!(windows) { 33 } else { i32::MAX };

/// What was made only for this build.
#[derive(Debug)]
pub(super) enum Made {
    Folder(PathBuf),
    Marker(PathBuf),
}

/// Whether the folder carries the marker.
pub(super) fn is_marked(out: &Path) -> bool {
    let line = MARKER_TEXT.split('.').next().unwrap_or(MARKER_TEXT);
    match fs::read(out.join(MARKER)) {
        Ok(text) => text.starts_with(line.as_bytes()),
        // Some systems let nobody read what another build has locked.
        Err(error) => error.kind() == ErrorKind::ResourceBusy || error.raw_os_error() == Some(LOCKED),
    }
}

/// Whether this is a file, and no link to one, with nothing in it.
pub(super) fn is_empty_file(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|meta| meta.is_file() && meta.len() == 0)
}

/// Makes the folder with its marker, and notes what had to be made.
pub(super) fn mark(out: &Path, marker: &Path, made: &mut Vec<Made>) -> Result<(), WorldError> {
    make_folders(out, made).map_err(WorldError::on("make", out))?;
    let on = WorldError::on("write", marker);
    match File::create_new(marker) {
        Ok(mut file) => {
            made.push(Made::Marker(marker.to_owned()));
            file.write_all(MARKER_TEXT.as_bytes()).map_err(on)
        }
        // Another build has just begun; the lock will tell which of the two goes on.
        Err(_) if is_marked(out) || is_empty_file(marker) => Ok(()),
        Err(error) => Err(on(error)),
    }
}

/// Takes away what was made, the last first. There is nobody left to tell what stays.
pub(super) fn unmake(made: &[Made]) {
    for made in made.iter().rev() {
        let _ = match made {
            Made::Marker(file) => fs::remove_file(file),
            Made::Folder(folder) => fs::remove_dir(folder),
        };
    }
}

/// Makes the folder and those above it, and notes which had to be made.
fn make_folders(folder: &Path, made: &mut Vec<Made>) -> io::Result<()> {
    match fs::create_dir(folder) {
        Ok(()) => {}
        Err(_) if folder.is_dir() => return Ok(()),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            make_folders(folder.parent().ok_or(error)?, made)?;
            fs::create_dir(folder)?;
        }
        Err(error) => return Err(error),
    }
    made.push(Made::Folder(folder.to_owned()));
    Ok(())
}
