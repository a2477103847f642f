//! What lies in the output folder before a build.
//!
//! Takes the folder, gives a sorted list. Follows no link inside it. Must not know what is planned,
//! nor change anything.

use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};

use foldhash::{HashSet, HashSetExt};
use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use super::error::WorldError;
use super::stamp::{Moment, is_settled, moment};

/// The file by which we know an output folder of ours.
pub(super) const MARKER: &str = ".dateline";
/// The folder in which a build is made before it is moved into place.
pub(super) const STAGE: &str = ".dateline-stage";

/// All that lies in an output folder, but for what is never touched: the marker, the stage, and a
/// `.git` at the top (a branch that is published may be checked out there).
#[derive(Debug, Default)]
pub(super) struct Existing {
    /// Everything that is not a folder, by name.
    pub(super) files: Vec<Found>,
    /// The folders, by name.
    pub(super) folders: Vec<Found>,
}

#[derive(Debug)]
pub(super) struct Found {
    /// The path in the output folder, with `/`.
    pub(super) name: String,
    /// Whether it is a file and not a link or something stranger.
    pub(super) is_file: bool,
    /// Its real path, where the name had to be changed to be text.
    odd: Option<PathBuf>,
}

impl Found {
    fn plain(name: &str, is_file: bool) -> Self {
        Self { name: name.to_owned(), is_file, odd: None }
    }

    pub(super) fn path(&self, out: &Path) -> PathBuf {
        out.join(self.odd.as_deref().unwrap_or(Path::new(&self.name)))
    }
}

/// What an earlier build left in the output folder, by which most of it need not be listed again.
#[derive(Clone, Debug, Default)]
pub struct Known<'a> {
    /// When it was taken down.
    pub at: Moment,
    /// The files, sorted.
    pub files: Vec<&'a str>,
    /// When each folder of these files was changed last, sorted by name.
    pub folders: &'a [Moment],
}

/// The folders that these sorted paths lie in, and all above them but the outermost; sorted.
pub(super) fn folders_of<'a>(files: &[&'a str]) -> Vec<&'a str> {
    let mut folders: Vec<&str> = Vec::new();
    let mut last = "";
    for file in files {
        let mut folder = file.rfind('/').map_or("", |slash| &file[..slash]);
        // A folder that stands already has those above it, too.
        if folder == last {
            continue;
        }
        last = folder;
        while !folder.is_empty() {
            folders.push(folder);
            folder = folder.rfind('/').map_or("", |slash| &folder[..slash]);
        }
    }
    folders.sort_unstable();
    folders.dedup();
    folders
}

/// When a folder was changed last, that is when something in it was made, moved or deleted; none where it is
/// no folder.
pub(super) fn changed(folder: &Path) -> Option<Moment> {
    let meta = fs::symlink_metadata(folder).ok().filter(Metadata::is_dir)?;
    meta.modified().ok().map(moment)
}

impl Existing {
    /// Lists the folder. What is known of it is believed of each folder that has not been changed since.
    pub(super) fn of(out: &Path, known: &Known<'_>) -> Result<Self, WorldError> {
        let mut found = Self::default();
        let folders = folders_of(&known.files);
        if folders.len() != known.folders.len() || folders.is_empty() {
            found.walk(out, out, usize::MAX)?;
            found.sort();
            return Ok(found);
        }
        let now: Vec<Option<Moment>> = folders.par_iter().map(|folder| changed(&out.join(folder))).collect();
        // Of a folder behind a link nothing is believed: only what lies in a real one can be real.
        let mut real: HashSet<&str> = HashSet::with_capacity(folders.len());
        for (folder, now) in folders.iter().zip(&now) {
            let outer = folder.rfind('/').map(|slash| &folder[..slash]);
            if now.is_some() && outer.is_none_or(|outer| real.contains(outer)) {
                real.insert(folder);
            }
        }
        let believed = |index: usize| {
            now[index].is_some_and(|at| at == known.folders[index] && is_settled(at, known.at))
        };
        let mut trusted: HashSet<&str> = HashSet::with_capacity(folders.len());
        found.list(out, out, &folders)?;
        for (index, folder) in folders.iter().enumerate().filter(|(_, folder)| real.contains(*folder)) {
            found.folders.push(Found::plain(folder, false));
            if believed(index) {
                trusted.insert(folder);
            } else {
                found.list(out, &out.join(folder), &folders)?;
            }
        }
        let mut last = ("", false);
        for file in &known.files {
            let folder = file.rfind('/').map_or("", |slash| &file[..slash]);
            if folder != last.0 {
                last = (folder, trusted.contains(folder));
            }
            if last.1 {
                found.files.push(Found::plain(file, true));
            }
        }
        found.sort();
        Ok(found)
    }

    /// Adds what lies in one folder, and all that lies below those folders in it that are not known.
    fn list(&mut self, out: &Path, folder: &Path, known: &[&str]) -> Result<(), WorldError> {
        let folders = self.folders.len();
        self.walk(out, folder, 1)?;
        let new: Vec<Found> = self.folders.drain(folders..).collect();
        for found in new {
            if known.binary_search(&found.name.as_str()).is_ok() {
                continue; // It is looked at by itself.
            }
            let path = found.path(out);
            self.folders.push(found);
            self.walk(out, &path, usize::MAX)?;
        }
        Ok(())
    }

    fn walk(&mut self, out: &Path, folder: &Path, depth: usize) -> Result<(), WorldError> {
        let walk = WalkDir::new(folder).min_depth(1).max_depth(depth).into_iter();
        for entry in walk.filter_entry(|entry| !is_ours(out, entry)) {
            let entry = entry.map_err(|error| {
                let path = error.path().unwrap_or(out).to_owned();
                WorldError::new("read", &path, &error.into())
            })?;
            let list = if entry.file_type().is_dir() { &mut self.folders } else { &mut self.files };
            list.push(name(out, &entry));
        }
        Ok(())
    }

    fn sort(&mut self) {
        self.files.sort_unstable_by(|a, b| a.name.cmp(&b.name));
        self.folders.sort_unstable_by(|a, b| a.name.cmp(&b.name));
    }

    /// Whether there is a file, and no link, of each of these names, which are sorted.
    pub(super) fn are_files<'n>(&self, names: impl Iterator<Item = &'n str>) -> Vec<bool> {
        let mut found = self.files.iter().peekable();
        let is_file = |name: &str| {
            while found.next_if(|found| found.name.as_str() < name).is_some() {}
            found.peek().is_some_and(|found| found.name == name && found.is_file)
        };
        names.map(is_file).collect()
    }

    /// Where in `files` this name stands.
    pub(super) fn position(&self, name: &str) -> Option<usize> {
        self.files.binary_search_by(|found| found.name.as_str().cmp(name)).ok()
    }
}

fn is_ours(out: &Path, entry: &DirEntry) -> bool {
    entry.depth() == 1
        && entry.path().parent() == Some(out)
        && [MARKER, STAGE, ".git"].into_iter().any(|name| entry.file_name() == name)
}

fn name(out: &Path, entry: &DirEntry) -> Found {
    let path = entry.path().strip_prefix(out).unwrap_or(entry.path());
    let is_file = entry.file_type().is_file();
    let Some(name) = path.to_str() else {
        return Found {
            name: path.to_string_lossy().into_owned(),
            is_file: false,
            odd: Some(path.to_owned()),
        };
    };
    let name = if cfg!(windows) { name.replace('\\', "/") } else { name.to_owned() };
    Found { name, is_file, odd: None }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::*;

    const FILES: [&str; 6] = ["a-b/x", "a/b/x", "a/b/y", "a/z", "ab/x", "top"];

    /// A folder with [`FILES`], made so long ago that its stamps can be trusted.
    fn folder() -> (tempfile::TempDir, Vec<Moment>) {
        let dir = tempfile::tempdir().unwrap();
        for file in FILES {
            let path = dir.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        let long_ago = SystemTime::now() - Duration::from_mins(1);
        let folders = folders_of(&FILES);
        assert_eq!(folders, ["a", "a-b", "a/b", "ab"]);
        for folder in &folders {
            fs::File::open(dir.path().join(folder)).unwrap().set_modified(long_ago).unwrap();
        }
        let stamps = folders.iter().map(|folder| changed(&dir.path().join(folder)).unwrap()).collect();
        (dir, stamps)
    }

    fn names(existing: &Existing) -> Vec<(&str, bool)> {
        existing
            .files
            .iter()
            .chain(&existing.folders)
            .map(|found| (found.name.as_str(), found.is_file))
            .collect()
    }

    #[test]
    fn whatever_was_done_to_a_folder_that_is_known_its_list_is_right() {
        type Harm = fn(&Path);
        let harms: [Harm; 9] = [
            |_| {},
            |out| fs::write(out.join("a/b/new"), "x").unwrap(),
            |out| fs::remove_file(out.join("a/b/x")).unwrap(),
            |out| fs::remove_dir_all(out.join("a/b")).unwrap(),
            |out| fs::create_dir_all(out.join("a/new/deep")).unwrap(),
            |out| fs::write(out.join("foreign"), "x").unwrap(),
            |out| {
                fs::remove_dir_all(out.join("ab")).unwrap();
                fs::write(out.join("ab"), "now a file").unwrap();
            },
            |out| fs::rename(out.join("a"), out.join("c")).unwrap(),
            |out| fs::write(out.join("a/b/x"), "other").unwrap(),
        ];
        for (number, harm) in harms.iter().enumerate() {
            let (dir, folders) = folder();
            harm(dir.path());
            let at = moment(SystemTime::now());
            let known = Known { at, files: FILES.to_vec(), folders: &folders };
            let (quick, whole) = (
                Existing::of(dir.path(), &known).unwrap(),
                Existing::of(dir.path(), &Known::default()).unwrap(),
            );
            assert_eq!(names(&quick), names(&whole), "harm {number}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_in_the_place_of_a_folder_is_not_taken_for_it() {
        let (dir, folders) = folder();
        fs::rename(dir.path().join("a"), dir.path().join("c")).unwrap();
        std::os::unix::fs::symlink("c", dir.path().join("a")).unwrap();
        let at = moment(SystemTime::now());
        let known = Known { at, files: FILES.to_vec(), folders: &folders };
        let quick = Existing::of(dir.path(), &known).unwrap();
        assert_eq!(names(&quick), names(&Existing::of(dir.path(), &Known::default()).unwrap()));
        assert!(quick.files.iter().any(|found| found.name == "a" && !found.is_file));
    }
}
