//! One build at a time writes into an output folder.
//!
//! Takes the folder's marker and locks it for as long as the value lives; the system lets go of the lock
//! when a build dies, however it dies. Must not know what is built.

use std::fs::{self, File, TryLockError};
use std::path::Path;

use super::error::WorldError;

/// The file in the stage that says which process is at work.
const SIGNATURE: &str = "process";

/// The right to write into an output folder.
#[derive(Debug)]
pub(super) struct Lock {
    marker: File,
}

impl Drop for Lock {
    /// Closing the file would let the lock go, too, but only once every copy of it is closed: while another
    /// thread starts a program, that has one for a moment (`flock`(2)).
    fn drop(&mut self) {
        let _ = self.marker.unlock();
    }
}

/// Locks an output folder by its marker; `staged` is where the build that has it is made.
///
/// # Errors
/// Another build has it, or the marker cannot be opened. A disk that knows no locks is written unlocked.
pub(super) fn lock(marker: &Path, staged: &Path) -> Result<Lock, WorldError> {
    let file = File::open(marker).map_err(WorldError::on("read", marker))?;
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => Err(taken(marker, staged)),
        // Some network disks know no locks; builds there have always gone without.
        Ok(()) | Err(TryLockError::Error(_)) => Ok(Lock { marker: file }),
    }
}

/// Says in the stage, which must be there, which process has the folder.
///
/// # Errors
/// The stage cannot be written.
pub(super) fn sign(staged: &Path) -> Result<(), WorldError> {
    let path = staged.join(SIGNATURE);
    fs::write(&path, std::process::id().to_string()).map_err(WorldError::on("write", &path))
}

fn taken(marker: &Path, staged: &Path) -> WorldError {
    let out = marker.parent().unwrap_or(marker).display();
    let process = fs::read_to_string(staged.join(SIGNATURE)).unwrap_or_default();
    let who = if process.is_empty() { String::new() } else { format!(" (process {process})") };
    WorldError::Refused(format!(
        "another build{who} is writing to {out}: wait until it is done, or choose another folder with `--out DIR`"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_is_let_go_although_somebody_still_has_a_copy_of_the_file() {
        let dir = tempfile::tempdir().expect("a folder");
        let marker = dir.path().join("marker");
        fs::write(&marker, "").expect("a marker");
        let first = lock(&marker, dir.path()).expect("nobody has it");
        let copy = first.marker.try_clone().expect("a copy");
        assert!(lock(&marker, dir.path()).is_err(), "somebody has it");
        drop(first);
        assert!(lock(&marker, dir.path()).is_ok(), "nobody has it any more");
        drop(copy);
    }
}
