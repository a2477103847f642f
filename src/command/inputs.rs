//! All files that a site is made from, and what the disk says of each.
//!
//! Takes the site's folder, gives names and stamps. Reads no file.

use std::path::Path;

use rayon::prelude::*;
use serde::Serialize;

use crate::base::hash::Fingerprint;
use crate::base::path::SourcePath;
use crate::compile::key::hash;
use crate::disk::discover::{Listing, discover, stamp};
use crate::disk::error::WorldError;
use crate::disk::stamp::{Moment, Stamp};
use crate::disk::store::{Store, now};

/// The files of a site.
pub struct Inputs {
    /// Their names.
    pub listing: Listing,
    /// What the disk says of each file of the listing's `content`, in its order.
    pub content: Vec<Option<Stamp>>,
    /// The same of all other files.
    others: Vec<Option<Stamp>>,
    /// The time on the store's disk before any of it was looked at; none where nothing may be kept.
    pub kept_at: Option<Moment>,
    /// The same by the system's clock, where the store's is not known.
    pub at: Moment,
    /// Why nothing can be kept.
    pub notes: Vec<String>,
}

impl Inputs {
    /// The files of the site in `root`; where `keep`, the store is made ready.
    ///
    /// # Errors
    /// The folder cannot be read at all.
    pub fn of(root: &Path, out: &Path, keep: bool) -> Result<Self, WorldError> {
        let listing = discover(root, out)?;
        let mut notes = Vec::new();
        let opened = keep.then(|| Store::of(root).open());
        let kept_at = opened.and_then(|opened| {
            let failed =
                |error: &WorldError| notes.push(format!("nothing is kept for the next build: {error}"));
            opened.inspect_err(failed).ok()
        });
        let at = kept_at.unwrap_or_else(now);
        let content = listing.content.par_iter().map(|path| stamp(root, path)).collect();
        let others = Self::others(&listing).map(|path| stamp(root, path)).collect();
        Ok(Self { listing, content, others, kept_at, at, notes })
    }

    fn others(listing: &Listing) -> impl Iterator<Item = &SourcePath> {
        let single = listing.config.iter().chain(&listing.published);
        single.chain(&listing.templates).chain(&listing.assets).chain(&listing.data)
    }

    /// What stands for all files as they are now, built with these options; none where the disk cannot tell a
    /// later change of one of them, or something is wrong with their names.
    pub fn fingerprint(&self, options: &impl Serialize) -> Option<Fingerprint> {
        let stamps = || self.content.iter().chain(&self.others);
        let told = stamps().all(|stamp| stamp.is_some_and(|stamp| stamp.is_settled(self.at)));
        if !told || !self.listing.findings.is_empty() {
            return None;
        }
        let paths: Vec<&str> =
            self.listing.content.iter().chain(Self::others(&self.listing)).map(SourcePath::as_str).collect();
        Some(hash(&(paths, stamps().collect::<Vec<_>>(), options)))
    }
}
