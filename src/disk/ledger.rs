//! The ledger of a build: what it left in the output folder, and what that was made from.
//!
//! A sorted list, kept in the store under a name for each output folder. Must not know how keys are made.

use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::base::hash::Hash;
use crate::base::path::OutPath;

use super::error::WorldError;
use super::stamp::{Moment, Stamp};
use super::store::{Kept, Store};

/// What a build left in the output folder.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Ledger {
    /// When it was written, by the disk's own clock: what is changed from then on has this time or a later one.
    pub at: Moment,
    /// The outputs, sorted by path.
    pub entries: Vec<Entry>,
}

/// One output.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Entry {
    /// Its path in the output folder.
    pub path: OutPath,
    /// The hash of all that decides its bytes.
    pub key: Hash,
    /// The parts of the key in their order, each as the beginning of its hash.
    pub parts: Vec<u32>,
    /// The hash of its bytes.
    pub bytes: Hash,
    /// The file as it was left.
    pub stamp: Stamp,
    /// Why it was written last.
    pub why: Why,
}

/// Why an output was written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Why {
    /// It was not there.
    New,
    /// What it is made from has changed: the nth bit is the nth part of its key.
    Changed(u32),
    /// Its file was not any more what the last build had left.
    Touched,
    /// It was there, and no ledger tells of it.
    Unknown,
}

impl Ledger {
    /// What was written down of this output.
    pub fn entry(&self, path: &OutPath) -> Option<&Entry> {
        let at = self.entries.binary_search_by(|entry| entry.path.cmp(path)).ok()?;
        self.entries.get(at)
    }

    /// The ledger of this output folder. One that is not sorted is as good as none.
    pub fn load(store: &Store, out: &Path) -> Kept<Self> {
        match store.load::<Self>(&ledger(store, out), Hash::default()) {
            Kept::Whole(ledger) if !ledger.entries.is_sorted_by(|a, b| a.path < b.path) => Kept::Damaged,
            kept => kept,
        }
    }

    /// Keeps the ledger of this output folder, and beside it the hashes of all outputs as a list that
    /// `b3sum --check` reads.
    ///
    /// # Errors
    /// A file cannot be written.
    pub fn save(&self, store: &Store, out: &Path) -> Result<(), WorldError> {
        let mut manifest = String::with_capacity(self.entries.len() * 120);
        for Entry { path, bytes, .. } in &self.entries {
            manifest.push_str(&format!("{bytes}  {path}\n"));
        }
        store.write(&format!("manifest-{}.b3", name(store, out)), manifest.as_bytes())?;
        store.save(&ledger(store, out), Hash::default(), self)
    }
}

fn ledger(store: &Store, out: &Path) -> String {
    format!("ledger-{}", name(store, out))
}

/// A site may be built into several folders. One in the site's own folder is known by its place there, so
/// that the site may be moved.
fn name(store: &Store, out: &Path) -> String {
    let real = fs::canonicalize(out).unwrap_or_else(|_| out.to_owned());
    let inside = store.root().and_then(|root| real.strip_prefix(root).ok().map(Path::to_owned));
    let place = inside.unwrap_or(real);
    Hash::of(place.to_string_lossy().replace('\\', "/").as_bytes()).short()
}
