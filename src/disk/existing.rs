//! What lies in the output folder before a build.
//!
//! Takes the folder, gives a sorted list. Follows no link inside it. Must not know what is planned,
//! nor change anything.

use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::error::WorldError;

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
    pub(super) fn path(&self, out: &Path) -> PathBuf {
        out.join(self.odd.as_deref().unwrap_or(Path::new(&self.name)))
    }
}

impl Existing {
    /// Lists the folder.
    pub(super) fn of(out: &Path) -> Result<Self, WorldError> {
        let mut found = Self::default();
        for entry in WalkDir::new(out).min_depth(1).into_iter().filter_entry(|entry| !is_ours(entry)) {
            let entry = entry.map_err(|error| {
                let path = error.path().unwrap_or(out).to_owned();
                WorldError::new("read", &path, &error.into())
            })?;
            let list = if entry.file_type().is_dir() { &mut found.folders } else { &mut found.files };
            list.push(name(out, &entry));
        }
        found.files.sort_unstable_by(|a, b| a.name.cmp(&b.name));
        found.folders.sort_unstable_by(|a, b| a.name.cmp(&b.name));
        Ok(found)
    }

    /// Where in `files` this name stands.
    pub(super) fn position(&self, name: &str) -> Option<usize> {
        self.files.binary_search_by(|found| found.name.as_str().cmp(name)).ok()
    }
}

fn is_ours(entry: &DirEntry) -> bool {
    entry.depth() == 1 && [MARKER, STAGE, ".git"].into_iter().any(|name| entry.file_name() == name)
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
