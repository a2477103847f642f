//! Moves a finished build into the output folder, and deletes what is no longer planned.
//!
//! Takes the staged tree and a list of what was there. Moves a whole folder where there was none,
//! else file by file. Must not touch anything outside the output folder, nor follow a link in it.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use unicode_normalization::UnicodeNormalization;

use super::error::WorldError;
use super::existing::{Existing, Found, folders_of};

/// The difference between what is there and what is planned.
pub(super) struct Changes<'a> {
    /// What is there and not planned, sorted.
    pub(super) unplanned: Vec<&'a Found>,
    /// Folders in which nothing is planned, the inner before the outer.
    pub(super) needless: Vec<&'a Found>,
    /// What is planned and not there.
    new: Vec<&'a str>,
}

impl<'a> Changes<'a> {
    pub(super) fn new(existing: &'a Existing, mut planned: Vec<&'a str>) -> Self {
        planned.sort_unstable();
        let unplanned = without(&existing.files, &planned);
        // Only needed to see what stands in the way of something new.
        let new = if unplanned.is_empty() {
            Vec::new()
        } else {
            planned.iter().copied().filter(|path| existing.position(path).is_none()).collect()
        };
        let mut needless = without(&existing.folders, &folders_of(&planned));
        needless.reverse();
        Self { unplanned, needless, new }
    }

    /// What must be deleted before the build is moved into place, and what after. First goes a
    /// file where a folder must be, what is in a folder where a file must be, and another spelling
    /// of a new name: on some disks `News/` and `news/` are one folder.
    pub(super) fn by_urgency(&self) -> (Vec<&'a Found>, Vec<&'a Found>) {
        let new: BTreeSet<String> = self.new.iter().map(|path| fold(path)).collect();
        let mut folders: BTreeSet<&str> = BTreeSet::new();
        for path in &new {
            // A folder that is known has those above it known too.
            for folder in ancestors(path) {
                if !folders.insert(folder) {
                    break;
                }
            }
        }
        self.unplanned.iter().partition(|found| {
            let name = fold(&found.name);
            new.contains(&name)
                || folders.contains(name.as_str())
                || ancestors(&name).any(|folder| new.contains(folder))
        })
    }
}

/// Those of what was found whose names are not among these; both are sorted.
fn without<'a>(found: &'a [Found], names: &[&str]) -> Vec<&'a Found> {
    let mut names = names.iter().peekable();
    let mut is_missing = |found: &&Found| {
        while names.next_if(|name| **name < found.name.as_str()).is_some() {}
        names.peek().is_none_or(|name| **name != found.name.as_str())
    };
    found.iter().filter(|found| is_missing(found)).collect()
}

/// One spelling for all that a disk may take for one name.
fn fold(path: &str) -> String {
    if path.is_ascii() {
        return path.to_ascii_lowercase();
    }
    path.nfc().flat_map(char::to_lowercase).nfc().collect()
}

/// `a/b`, `a` for `a/b/c`.
fn ancestors(path: &str) -> impl Iterator<Item = &str> {
    path.rmatch_indices('/').map(|(slash, _)| &path[..slash])
}

/// Deletes files and links, never what a link leads to.
pub(super) fn delete(out: &Path, files: &[&Found]) -> Result<(), WorldError> {
    files.iter().try_for_each(|found| {
        let path = found.path(out);
        remove(&path).map_err(WorldError::on("delete", &path))
    })
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        // A link to a folder, on a system where such links are folders.
        Err(error) => fs::remove_dir(path).map_err(|_| error),
        Ok(()) => Ok(()),
    }
}

/// Removes folders as far as they are empty.
pub(super) fn prune(out: &Path, folders: &[&Found]) {
    for folder in folders {
        // Not empty: something in it was made meanwhile, or waits to be deleted.
        let _ = fs::remove_dir(folder.path(out));
    }
}

/// Moves all that lies in `staged` into `folder`.
pub(super) fn merge(staged: &Path, folder: &Path) -> Result<(), WorldError> {
    list(staged)?.into_par_iter().try_for_each(|name| {
        let (from, to) = (staged.join(&name), folder.join(&name));
        // Where nothing is in the way, this is all there is to do.
        let Err(error) = fs::rename(&from, &to) else { return Ok(()) };
        let is_folder = |path: &Path| fs::symlink_metadata(path).is_ok_and(|meta| meta.is_dir());
        match (is_folder(&from), is_folder(&to)) {
            (true, true) => merge(&from, &to),
            (true, false) => replace(&from, &to),
            (false, true) => fs::remove_dir(&to)
                .and_then(|()| fs::rename(&from, &to))
                .map_err(WorldError::on("write", &to)),
            (false, false) => Err(WorldError::new("write", &to, &error)),
        }
    })
}

/// Moves new versions over the files that were there. A new version is named by the place of its
/// file in `existing`, in folders of 256, so that nothing has to be made or searched for it.
pub(super) fn exchange(staged: &Path, existing: &Existing, out: &Path) -> Result<(), WorldError> {
    list(staged)?.into_par_iter().try_for_each(|folder| {
        let folder = staged.join(folder);
        list(&folder)?.into_iter().try_for_each(|name| {
            let at: Option<usize> = name.to_str().and_then(|name| name.parse().ok());
            let Some(found) = at.and_then(|at| existing.files.get(at)) else { return Ok(()) };
            let to = found.path(out);
            fs::rename(folder.join(&name), &to).or_else(|_| replace(&folder.join(&name), &to))
        })
    })
}

/// Where the new version of the file at this place of `existing` is staged.
pub(super) fn slot(staged: &Path, at: usize) -> PathBuf {
    staged.join((at >> 8).to_string()).join(at.to_string())
}

/// Moves something to where a file or a link is in the way.
fn replace(from: &Path, to: &Path) -> Result<(), WorldError> {
    remove(to).and_then(|()| fs::rename(from, to)).map_err(WorldError::on("write", to))
}

fn list(folder: &Path) -> Result<Vec<OsString>, WorldError> {
    let names = |entries: fs::ReadDir| entries.map(|entry| Ok(entry?.file_name())).collect();
    fs::read_dir(folder).and_then(names).map_err(WorldError::on("read", folder))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_spellings_that_a_disk_may_confuse_are_one() {
        assert_eq!(fold("News/A.html"), fold("news/a.HTML"));
        assert_eq!(fold("ÜBER/x"), fold("u\u{308}ber/x"));
        assert_ne!(fold("a"), fold("b"));
    }

    #[test]
    fn the_folders_of_a_path_are_named_from_the_inside() {
        assert_eq!(ancestors("a/b/c").collect::<Vec<_>>(), ["a/b", "a"]);
        assert_eq!(ancestors("a").count(), 0);
    }
}
