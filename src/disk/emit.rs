//! The output folder: a build is made beside what is there and moved into place at the end.
//!
//! Takes outputs as they are rendered, from any thread, and gives what changed. Until `commit` the
//! output folder is as it was; a file at its final name is always whole. Must not know what the
//! outputs are. A rehearsal takes the same way and writes nothing.

use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind, Seek, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::base::hash::Fingerprint;
use crate::base::path::OutPath;

use super::compare::{holds_bytes, holds_file};
use super::error::WorldError;
pub use super::existing::Known;
use super::existing::{Existing, MARKER, STAGE, changed, folders_of};
use super::ledger::{Entry, Ledger};
use super::lock::{Lock, lock, sign};
use super::marker::{MARKER_TEXT, Made, is_empty_file, is_marked, mark, unmake};
use super::merge::{Changes, delete, exchange, merge, prune, slot};
use super::stamp::{Moment, Stamp, moment};

/// Where in the stage new files lie, and where new versions of old files.
const NEW: &str = "new";
const CHANGED: &str = "changed";

/// What a build did, or would do, to one file of the output folder.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Change {
    /// There was nothing.
    New,
    /// There was something else.
    Changed,
    /// It held these bytes already.
    Kept,
}

/// What was done to one file, and what the disk says of it since.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Put {
    /// What was done.
    pub change: Change,
    /// The file as it is now; of no use in a rehearsal.
    pub stamp: Stamp,
}

/// The output folder after a build, so that the next one need not list it.
#[derive(Clone, Debug, Default)]
pub struct Inventory {
    /// When it was taken down, by the disk's own clock.
    pub at: Moment,
    /// When each folder of the outputs was changed last.
    pub folders: Vec<Moment>,
}

/// A file as an earlier build left it.
#[derive(Clone, Copy, Debug)]
pub struct Left {
    /// When that was taken down.
    pub at: Moment,
    /// What the disk said of it.
    pub stamp: Stamp,
    /// The hash of its bytes.
    pub bytes: Fingerprint,
}

/// A build on its way into the output folder. Dropped without `commit`, it leaves the folder as it
/// was.
#[derive(Debug)]
pub struct Stage {
    out: PathBuf,
    staged: PathBuf,
    existing: Existing,
    rehearsal: bool,
    /// What was made only for this build, in the order of making.
    made: Vec<Made>,
    /// Held until the build is in place, for its use is that nobody else has it.
    lock: Option<Lock>,
}

/// Makes the output folder ready for a build. What a build that crashed left there is removed. `known` is
/// what an earlier build left there.
///
/// # Errors
/// The folder holds files and does not carry our marker, another build is writing there, or it cannot be
/// made or listed.
pub fn prepare(out: &Path, known: &Known<'_>) -> Result<Stage, WorldError> {
    let (marker, staged) = (out.join(MARKER), out.join(STAGE));
    let mut made = Vec::new();
    if !is_marked(out) {
        Stage::look(out, known, true)?; // Refuses what is not ours before anything is made.
        mark(out, &marker, &mut made).inspect_err(|_| unmake(&made))?;
    }
    let held = lock(&marker, &staged)?;
    if is_empty_file(&marker) {
        // A build that was killed left it so.
        fs::write(&marker, MARKER_TEXT).map_err(WorldError::on("write", &marker))?;
    }
    // Listed behind the lock: until then another build may change what lies there.
    let mut stage = Stage::look(out, known, false)?;
    stage.made = made;
    stage.lock = Some(held);
    remove_stage(&staged)?;
    for folder in [staged.clone(), staged.join(NEW), staged.join(CHANGED)] {
        fs::create_dir(&folder).map_err(WorldError::on("make", &folder))?;
    }
    sign(&staged)?;
    Ok(stage)
}

/// Takes the same way as [`prepare`], and answers the same, but changes nothing on the disk.
///
/// # Errors
/// The folder holds files and does not carry our marker, or cannot be listed.
pub fn rehearse(out: &Path, known: &Known<'_>) -> Result<Stage, WorldError> {
    Stage::look(out, known, true)
}

/// Whether the output folder is just as this ledger tells, as far as the disk can say without a file being
/// read; `false` where it cannot.
pub fn is_as_left(out: &Path, ledger: &Ledger) -> bool {
    let Ledger { entries, .. } = ledger;
    let stands = |entry: &Entry| {
        let meta = fs::symlink_metadata(out.join(entry.path.as_str())).ok().filter(Metadata::is_file);
        meta.is_some_and(|meta| Stamp::of_output(&meta) == entry.stamp)
    };
    if ledger.is_young() || !is_marked(out) {
        return false;
    }
    let Ok(existing) = Existing::of(out, &ledger.known()) else { return false };
    let names = existing.files.iter().map(|found| found.name.as_str());
    names.eq(entries.iter().map(|entry| entry.path.as_str())) && entries.par_iter().all(stands)
}

impl Stage {
    fn look(out: &Path, known: &Known<'_>, rehearsal: bool) -> Result<Self, WorldError> {
        let existing = match fs::metadata(out) {
            Ok(meta) if meta.is_dir() => Existing::of(out, known)?,
            Ok(_) => return Err(WorldError::Refused(format!("{} is a file, not a folder", out.display()))),
            Err(error) if error.kind() == ErrorKind::NotFound => Existing::default(),
            Err(error) => return Err(WorldError::new("read", out, &error)),
        };
        let first = existing.files.first().or(existing.folders.first());
        if let Some(first) = first
            && !is_marked(out)
        {
            return Err(foreign(out, &first.name));
        }
        let staged = out.join(STAGE);
        Ok(Self { out: out.to_owned(), staged, existing, rehearsal, made: Vec::new(), lock: None })
    }

    /// Whether a file of this name was there before the build. Links are not files.
    pub fn holds(&self, path: &OutPath) -> bool {
        self.existing.position(path.as_str()).is_some_and(|at| self.existing.files[at].is_file)
    }

    /// Puts one output. Each path must be put once at most, and be among those that are committed.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn put(&self, path: &OutPath, bytes: &[u8]) -> Result<Put, WorldError> {
        let slot = self.slot(path)?;
        if slot.is_file && holds_bytes(&self.target(path), bytes) {
            return Ok(self.kept(path));
        }
        let write = |mut file: File| {
            file.write_all(bytes)?;
            file.metadata()
        };
        self.write(path, slot, write)
    }

    /// Whether there was a file before the build at each of these paths, which are sorted. Links are not
    /// files, and nothing is where a link to a folder leads.
    pub fn were_files<'p>(&self, paths: impl Iterator<Item = &'p OutPath>) -> Vec<bool> {
        self.existing.are_files(paths.map(OutPath::as_str))
    }

    /// Whether the file of an output, which was there, is as it was left by an earlier build: the stamp says so, or, where it
    /// is too young for that (`at` is when it was taken down), the bytes do.
    pub fn stands(&self, path: &OutPath, left: &Left) -> bool {
        let target = self.target(path);
        let stamp = fs::symlink_metadata(&target).ok().filter(Metadata::is_file);
        let same = stamp.is_some_and(|meta| Stamp::of_output(&meta) == left.stamp);
        same && (left.stamp.is_settled(left.at)
            || fs::read(&target).is_ok_and(|bytes| Fingerprint::of(&bytes) == left.bytes))
    }

    fn kept(&self, path: &OutPath) -> Put {
        let meta = fs::symlink_metadata(self.target(path)).ok();
        Put { change: Change::Kept, stamp: meta.map(|meta| Stamp::of_output(&meta)).unwrap_or_default() }
    }

    /// Makes the file of a slot, unless this is a rehearsal.
    fn write(
        &self,
        path: &OutPath,
        slot: Slot,
        write: impl FnOnce(File) -> io::Result<Metadata>,
    ) -> Result<Put, WorldError> {
        if self.rehearsal {
            return Ok(Put { change: slot.change, stamp: Stamp::default() });
        }
        let written = slot.create().and_then(write);
        let meta = written.map_err(|error| WorldError::new("write", &self.target(path), &error))?;
        Ok(Put { change: slot.change, stamp: Stamp::of_output(&meta) })
    }

    /// Puts a copy of a file.
    ///
    /// # Errors
    /// One of the two cannot be read or written.
    pub fn put_file(&self, path: &OutPath, from: &Path) -> Result<Put, WorldError> {
        let slot = self.slot(path)?;
        let unreadable = WorldError::on("read", from);
        let mut source = File::open(from).map_err(&unreadable)?;
        if slot.is_file {
            if holds_file(&self.target(path), &mut source).map_err(&unreadable)? {
                return Ok(self.kept(path));
            }
            source.rewind().map_err(&unreadable)?;
        }
        let copy = |mut file: File| {
            io::copy(&mut source, &mut file)?;
            file.metadata()
        };
        self.write(path, slot, copy)
    }

    /// Moves the build into place and deletes what is not planned; gives the names of what was deleted,
    /// sorted, and the folder as it is now. A path that is planned and was not put stays as it is.
    ///
    /// # Errors
    /// A file cannot be moved or deleted. Each file is then either the old one or the new one.
    pub fn commit<'a>(
        mut self,
        planned: impl IntoIterator<Item = &'a OutPath>,
    ) -> Result<(Vec<String>, Inventory), WorldError> {
        let planned: Vec<&str> = planned.into_iter().map(OutPath::as_str).collect();
        let changes = Changes::new(&self.existing, planned.clone());
        let deleted = changes.unplanned.iter().map(|found| found.name.clone()).collect();
        if self.rehearsal {
            return Ok((deleted, Inventory::default()));
        }
        // From here on the folder is the build's, even if it is moved only in part.
        self.made.clear();
        let (first, later) = changes.by_urgency();
        delete(&self.out, &first)?;
        prune(&self.out, &changes.needless);
        merge(&self.staged.join(NEW), &self.out)?;
        exchange(&self.staged.join(CHANGED), &self.existing, &self.out)?;
        delete(&self.out, &later)?;
        prune(&self.out, &changes.needless);
        let inventory = self.inventory(&planned);
        Ok((deleted, inventory))
    }

    /// The folders of these files, and what time it is on their disk: all that was put is not younger.
    fn inventory(&self, files: &[&str]) -> Inventory {
        let changed = |folder: &&str| changed(&self.out.join(folder)).unwrap_or(Moment::MAX);
        let folders = folders_of(files).par_iter().map(changed).collect();
        let clock = self.staged.join("clock");
        let meta = File::create(&clock).and_then(|file| file.metadata());
        let at = meta.and_then(|meta| meta.modified()).map_or(Moment::MIN, moment);
        Inventory { at, folders }
    }

    /// Leaves the output folder as it was before [`prepare`].
    pub fn discard(self) {}

    fn target(&self, path: &OutPath) -> PathBuf {
        self.out.join(path.as_str())
    }

    /// Where an output is staged: something new in a tree like the one it will join, a new version
    /// of something by its place in the list.
    fn slot(&self, path: &OutPath) -> Result<Slot, WorldError> {
        let name = path.as_str();
        let first = name.split('/').next().unwrap_or_default();
        if [MARKER, STAGE, ".git"].into_iter().any(|own| first.eq_ignore_ascii_case(own)) {
            let reason = format!("the name {first} is kept for dateline itself or for git");
            return Err(WorldError::System { action: "write", path: self.target(path), reason });
        }
        Ok(match self.existing.position(name) {
            None => Slot {
                staged: self.staged.join(NEW).join(name),
                change: Change::New,
                is_file: false,
                has_folder: name.ends_with("/index.html"),
            },
            Some(at) => Slot {
                staged: slot(&self.staged.join(CHANGED), at),
                change: Change::Changed,
                is_file: self.existing.files[at].is_file,
                has_folder: false,
            },
        })
    }
}

/// Where one output is staged.
struct Slot {
    staged: PathBuf,
    /// What it will be, unless it holds the same bytes.
    change: Change,
    /// Whether a file is there to compare with.
    is_file: bool,
    /// Whether it has a folder of its own, as pages have.
    has_folder: bool,
}

impl Slot {
    /// Makes the file. A folder of its own is made first; other files mostly find theirs.
    fn create(&self) -> io::Result<File> {
        let folder = || self.staged.parent().map_or(Ok(()), fs::create_dir_all);
        if self.has_folder {
            // The folders above are mostly there, and asking for each of them takes as long as the rest.
            if self.staged.parent().is_some_and(|folder| fs::create_dir(folder).is_err()) {
                folder()?;
            }
            return File::create(&self.staged);
        }
        match File::create(&self.staged) {
            Err(error) if error.kind() == ErrorKind::NotFound => {
                folder()?;
                File::create(&self.staged)
            }
            other => other,
        }
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        if self.rehearsal {
            return;
        }
        // There is nobody left to tell; the next build removes what stays.
        let _ = remove_stage(&self.staged);
        unmake(&self.made);
    }
}

fn foreign(out: &Path, first: &str) -> WorldError {
    WorldError::Refused(format!(
        "{} holds files that dateline did not write, such as {first}: empty it, or choose another folder with `--out DIR`",
        out.display()
    ))
}

fn remove_stage(staged: &Path) -> Result<(), WorldError> {
    match fs::remove_dir_all(staged) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(WorldError::new("delete", staged, &error)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests;
