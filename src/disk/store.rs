//! What one build keeps for the next, in `.dateline/`. It may be deleted at any time and costs only time.
//!
//! Takes values and gives them back, to the same version of this program alone; whatever else lies there
//! is as if it were not there. Must not know what the values are.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::base::hash::Fingerprint;

use super::error::WorldError;
use super::stamp::{Moment, moment};

/// The folder, in that of the site.
pub const FOLDER: &str = ".dateline";

/// How each file begins, with the version of its form.
const MAGIC: &[u8; 10] = b"dateline 1";

/// Which sources this program was built from.
const SOURCES: &str = env!("DATELINE_SOURCES");

/// The folder in which builds keep what they know.
#[derive(Clone, Debug)]
pub struct Store {
    folder: PathBuf,
}

/// What became of a value that was kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Kept<T> {
    /// Here it is.
    Whole(T),
    /// There is none.
    Nothing,
    /// It is of another version of this program, or of another configuration.
    Other,
    /// It is not as it was written.
    Damaged,
}

impl<T> Kept<T> {
    /// The value, if it is whole.
    pub fn whole(self) -> Option<T> {
        match self {
            Self::Whole(value) => Some(value),
            _ => None,
        }
    }

    /// Why something that is there is not taken.
    pub fn refused(&self) -> Option<&'static str> {
        match self {
            Self::Whole(_) | Self::Nothing => None,
            Self::Other => Some("it is of another version of dateline or of its configuration"),
            Self::Damaged => Some("it is damaged"),
        }
    }
}

impl Store {
    /// The store of the site in `root`. Nothing is made yet.
    pub fn of(root: &Path) -> Self {
        Self { folder: root.join(FOLDER) }
    }

    /// The real folder of the site.
    pub(super) fn root(&self) -> Option<PathBuf> {
        fs::canonicalize(self.folder.parent()?).ok()
    }

    /// Makes the folder, and says what time it is on its disk: what is changed from now on has this time or
    /// a later one.
    ///
    /// # Errors
    /// The folder cannot be made or written. A link is refused: it may lead out of the site.
    pub fn open(&self) -> Result<Moment, WorldError> {
        match fs::symlink_metadata(&self.folder) {
            Ok(meta) if !meta.is_dir() => {
                let reason = "this should be a folder, and is not".to_owned();
                return Err(WorldError::System { action: "write", path: self.folder.clone(), reason });
            }
            Ok(_) => {}
            Err(_) => {
                fs::create_dir_all(&self.folder).map_err(WorldError::on("make", &self.folder))?;
                let ignore = self.folder.join(".gitignore");
                fs::write(&ignore, "*\n").map_err(WorldError::on("write", &ignore))?;
            }
        }
        let clock = self.folder.join("clock");
        fs::write(&clock, "").map_err(WorldError::on("write", &clock))?;
        let meta = fs::metadata(&clock).map_err(WorldError::on("read", &clock))?;
        Ok(meta.modified().map_or_else(|_| now(), moment))
    }

    /// The value of this name. `for_what` is the hash of all else that it hangs on.
    pub fn load<T: DeserializeOwned>(&self, name: &str, for_what: Fingerprint) -> Kept<T> {
        let bytes = match fs::read(self.folder.join(name)) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => return Kept::Nothing,
            Err(_) => return Kept::Damaged,
        };
        let head = MAGIC.len() + 32;
        let (Some(head), Some(payload)) = (bytes.get(..head), bytes.get(head..)) else {
            return Kept::Damaged;
        };
        let (magic, hashes) = head.split_at(MAGIC.len());
        let (identity, sum) = hashes.split_at(16);
        if magic != MAGIC || identity != identity_of(for_what).as_bytes() {
            return Kept::Other;
        }
        if sum != Fingerprint::of(payload).as_bytes() {
            return Kept::Damaged;
        }
        match postcard::take_from_bytes(payload) {
            Ok((value, [])) => Kept::Whole(value),
            _ => Kept::Damaged,
        }
    }

    /// Keeps a value under this name; the file is the old one or the new one, whatever happens.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn save<T: Serialize>(&self, name: &str, for_what: Fingerprint, value: &T) -> Result<(), WorldError> {
        let path = self.folder.join(name);
        let mut bytes = MAGIC.to_vec();
        bytes.extend_from_slice(identity_of(for_what).as_bytes());
        bytes.extend_from_slice(&[0; 16]);
        let head = bytes.len();
        let mut bytes = postcard::to_extend(value, bytes).map_err(|error| WorldError::System {
            action: "write",
            path: path.clone(),
            reason: error.to_string(),
        })?;
        let sum = Fingerprint::of(&bytes[head..]);
        bytes[head - 16..head].copy_from_slice(sum.as_bytes());
        self.write(name, &bytes)
    }

    /// Writes a file for others to read; it is the old one or the new one, whatever happens.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn write(&self, name: &str, bytes: &[u8]) -> Result<(), WorldError> {
        let path = self.folder.join(name);
        // Two builds of one site into two folders may write at once.
        let own = self.folder.join(format!("{name}.{}", std::process::id()));
        let written = fs::write(&own, bytes).and_then(|()| fs::rename(&own, &path));
        written.map_err(|error| {
            let _ = fs::remove_file(&own); // There is nobody left to tell.
            WorldError::new("write", &path, &error)
        })
    }
}

/// The time by the system's clock.
pub fn now() -> Moment {
    moment(SystemTime::now())
}

fn identity_of(for_what: Fingerprint) -> Fingerprint {
    let mut all = format!("{} {SOURCES} ", env!("CARGO_PKG_VERSION")).into_bytes();
    all.extend_from_slice(for_what.as_bytes());
    Fingerprint::of(&all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_written_for_this_comes_back() {
        let root = tempfile::tempdir().unwrap();
        let store = Store::of(root.path());
        let (one, other) = (Fingerprint::of(b"one"), Fingerprint::of(b"other"));
        assert_eq!(store.load::<Vec<u32>>("x", one), Kept::Nothing);
        store.open().unwrap();
        store.save("x", one, &vec![1_u32, 300]).unwrap();
        assert_eq!(store.load("x", one), Kept::Whole(vec![1_u32, 300]));
        assert_eq!(store.load::<Vec<u32>>("x", other), Kept::Other);
        assert_eq!(store.load::<Vec<String>>("x", one), Kept::Damaged);
        let path = root.path().join(FOLDER).join("x");
        let whole = fs::read(&path).unwrap();
        for at in 0..whole.len() {
            let mut bytes = whole.clone();
            bytes[at] ^= 0x10;
            fs::write(&path, &bytes).unwrap();
            assert_eq!(store.load::<Vec<u32>>("x", one).whole(), None, "byte {at} is another");
            fs::write(&path, &whole[..at]).unwrap();
            assert_eq!(store.load::<Vec<u32>>("x", one).whole(), None, "cut off at {at}");
        }
        fs::write(&path, [whole.as_slice(), b"x"].concat()).unwrap();
        assert_eq!(store.load::<Vec<u32>>("x", one), Kept::Damaged);
    }

    #[cfg(unix)]
    #[test]
    fn nothing_is_written_through_a_link() {
        let (root, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        std::os::unix::fs::symlink(elsewhere.path(), root.path().join(FOLDER)).unwrap();
        assert!(Store::of(root.path()).open().is_err());
        assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 0);
    }
}
