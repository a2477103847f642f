//! The ledger of a build: what it left in the output folder, and what that was made from.
//!
//! A sorted list, kept in the store under a name for each output folder. Must not know how keys are made.

use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::base::hash::Fingerprint;
use crate::base::path::OutPath;
use crate::model::asked::Asked;

use super::emit::Known;
use super::error::WorldError;
use super::stamp::{Moment, Stamp, is_settled};
use super::store::{Kept, Store};

/// What a build left in the output folder.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Ledger {
    /// When it was written, by the disk's own clock: what is changed from then on has this time or a later one.
    pub at: Moment,
    /// The outputs, sorted by path.
    pub entries: Vec<Entry>,
    /// When each folder of the outputs was changed last.
    pub folders: Vec<Moment>,
}

/// One output.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Entry {
    /// Its path in the output folder.
    pub path: OutPath,
    /// The hash of all that decides its bytes.
    pub key: Fingerprint,
    /// The parts of the key in their order, each as the beginning of its hash.
    pub parts: Vec<u32>,
    /// The fingerprint of its bytes.
    pub bytes: Fingerprint,
    /// The file as it was left.
    pub stamp: Stamp,
    /// Why it was written last.
    pub why: Why,
    /// What its template asked, in this order.
    pub questions: Vec<Asked>,
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

    /// Whether something in it was too young to be trusted by its stamp when it was written.
    pub fn is_young(&self) -> bool {
        self.entries.iter().any(|entry| !entry.stamp.is_settled(self.at))
            || self.folders.iter().any(|folder| !is_settled(*folder, self.at))
    }

    /// What stands for all outputs as it tells of them.
    pub fn fingerprint(&self) -> Fingerprint {
        let mut all = Vec::with_capacity(self.entries.len() * 96);
        for Entry { path, key, bytes, .. } in &self.entries {
            all.extend_from_slice(path.as_str().as_bytes());
            all.push(0); // No path has it.
            all.extend_from_slice(key.as_bytes());
            all.extend_from_slice(bytes.as_bytes());
        }
        Fingerprint::of(&all)
    }

    /// The same, of which no stamp is believed: every output is read, and every folder listed.
    #[must_use]
    pub fn doubted(self) -> Self {
        Self { at: Moment::MIN, folders: Vec::new(), ..self }
    }

    /// What it tells of the output folder.
    pub fn known(&self) -> Known<'_> {
        let files = self.entries.iter().map(|entry| entry.path.as_str());
        Known { at: self.at, files: files.collect(), folders: &self.folders }
    }

    /// The ledger of this output folder. One that is not sorted is as good as none.
    pub fn load(store: &Store, out: &Path) -> Kept<Self> {
        match store.load::<Self>(&ledger(store, out), Fingerprint::default()) {
            Kept::Whole(ledger) if !ledger.entries.is_sorted_by(|a, b| a.path < b.path) => Kept::Damaged,
            kept => kept,
        }
    }

    /// Keeps the ledger of this output folder, and beside it the fingerprints of all outputs as a list that
    /// `xxh128sum --check` reads.
    ///
    /// # Errors
    /// A file cannot be written.
    pub fn save(&self, store: &Store, out: &Path) -> Result<(), WorldError> {
        let mut manifest = String::with_capacity(self.entries.len() * 120);
        for Entry { path, bytes, .. } in &self.entries {
            manifest.push_str(&format!("{bytes}  {path}\n"));
        }
        store.write(&format!("manifest-{}.xxh128", name_of(store, out)), manifest.as_bytes())?;
        store.save(&ledger(store, out), Fingerprint::default(), self)
    }
}

fn ledger(store: &Store, out: &Path) -> String {
    format!("ledger-{}", name_of(store, out))
}

/// What an output folder is called in the store. A site may be built into several folders. One in the site's own folder is known by its place there, so
/// that the site may be moved.
pub fn name_of(store: &Store, out: &Path) -> String {
    let real = fs::canonicalize(out).unwrap_or_else(|_| out.to_owned());
    let inside = store.root().and_then(|root| real.strip_prefix(root).ok().map(Path::to_owned));
    let place = inside.unwrap_or(real);
    Fingerprint::of(place.to_string_lossy().replace('\\', "/").as_bytes()).to_string()[..10].to_owned()
}
