//! Whether a file already holds certain bytes.
//!
//! Takes a file and bytes or another file. Reads in pieces, so that a large file is never in
//! memory as a whole, and stops at the first difference.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::base::hash::Fingerprint;

use super::error::WorldError;

const PIECE: usize = 64 * 1024;

/// Whether the file at `path` holds just these bytes. A file that cannot be read does not.
pub(super) fn holds_bytes(path: &Path, bytes: &[u8]) -> bool {
    let Ok(mut file) = File::open(path) else { return false };
    if !file.metadata().is_ok_and(|meta| meta.len() == bytes.len() as u64) {
        return false;
    }
    let mut piece = vec![0; PIECE.min(bytes.len())];
    bytes.chunks(PIECE).all(|expected| {
        let piece = &mut piece[..expected.len()];
        file.read_exact(piece).is_ok() && piece == expected
    })
}

/// Whether the file at `path` holds the bytes of an open file, which is read from where it stands.
pub(super) fn holds_file(path: &Path, from: &mut File) -> io::Result<bool> {
    let Ok(mut file) = File::open(path) else { return Ok(false) };
    let size = from.metadata()?.len();
    if !file.metadata().is_ok_and(|meta| meta.len() == size) {
        return Ok(false);
    }
    let (mut ours, mut theirs) = (vec![0; PIECE], vec![0; PIECE]);
    loop {
        let expected = fill(from, &mut theirs)?;
        let Ok(got) = fill(&mut file, &mut ours) else { return Ok(false) };
        if ours[..got] != theirs[..expected] {
            return Ok(false);
        }
        if expected < PIECE {
            return Ok(true);
        }
    }
}

/// The hash of a file's bytes.
///
/// # Errors
/// The file cannot be read.
pub fn hash_file(path: &Path) -> Result<Fingerprint, WorldError> {
    File::open(path).and_then(|mut file| Fingerprint::of_all(&mut file)).map_err(WorldError::on("read", path))
}

/// Reads until the piece is full or the file ends.
fn fill(file: &mut File, piece: &mut [u8]) -> io::Result<usize> {
    let mut full = 0;
    while full < piece.len() {
        match file.read(&mut piece[full..]) {
            Ok(0) => break,
            Ok(count) => full += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(full)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn only_the_very_same_bytes_are_held() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        let other = folder.path().join("b");
        for size in [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE] {
            let bytes = vec![7; size];
            let mut changed = bytes.clone();
            if let Some(last) = changed.last_mut() {
                *last = 8;
            }
            fs::write(&path, &bytes).unwrap();
            for (candidate, equal) in [(&bytes, true), (&changed, size == 0), (&vec![7; size + 1], false)] {
                fs::write(&other, candidate).unwrap();
                let mut from = File::open(&other).unwrap();
                assert_eq!(holds_bytes(&path, candidate), equal, "{size}");
                assert_eq!(holds_file(&path, &mut from).unwrap(), equal, "{size}");
            }
        }
        assert!(!holds_bytes(&folder.path().join("no"), b""));
        assert!(!holds_bytes(folder.path(), b""));
    }
}
