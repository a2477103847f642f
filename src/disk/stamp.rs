//! What the disk says of a file without reading it.
//!
//! Takes the file's metadata, gives a stamp that changes with the file. Must not know what the file is.

use std::fs::Metadata;
use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

/// Nanoseconds since 1970, UTC.
pub type Moment = i64;

const SECOND: Moment = 1_000_000_000;

/// The size of a file and when it was changed last.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Stamp {
    size: u64,
    modified: Moment,
    /// When anything about it was changed, which no program can set back; 0 where it is not asked for.
    changed: Moment,
}

impl Stamp {
    /// The stamp of a file that is moved after it was written: to move it is no change.
    pub fn of_output(meta: &Metadata) -> Self {
        Self { size: meta.len(), modified: meta.modified().map_or(0, moment), changed: 0 }
    }

    /// The stamp of a file that only others write.
    pub fn of_source(meta: &Metadata) -> Self {
        Self { changed: changed(meta), ..Self::of_output(meta) }
    }

    /// Whether a change after `at` would have given the file another stamp. A disk counts time in steps;
    /// what is changed twice within one may have one stamp (git calls such a file racily clean).
    pub fn is_settled(&self, at: Moment) -> bool {
        is_settled(self.modified, at) && is_settled(self.changed, at)
    }
}

/// Whether what was changed at this time, and again after `at`, would show another time.
pub(super) fn is_settled(changed: Moment, at: Moment) -> bool {
    // Whole seconds are the mark of a disk that counts in seconds, or in two.
    let step = if changed % SECOND == 0 { 2 * SECOND } else { SECOND / 50 };
    changed.saturating_add(step) < at
}

/// A time of the system in nanoseconds.
pub(super) fn moment(time: SystemTime) -> Moment {
    let count = |span: std::time::Duration| Moment::try_from(span.as_nanos()).unwrap_or(Moment::MAX);
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => count(after),
        Err(before) => -count(before.duration()),
    }
}

#[cfg(unix)]
fn changed(meta: &Metadata) -> Moment {
    use std::os::unix::fs::MetadataExt;
    meta.ctime().saturating_mul(SECOND).saturating_add(meta.ctime_nsec())
}

#[cfg(not(unix))]
fn changed(_: &Metadata) -> Moment {
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_changed_just_now_may_change_again_unseen() {
        let stamp = |modified| Stamp { size: 1, modified, changed: 0 };
        let now = 1_000_000 * SECOND;
        assert!(!stamp(now - 1).is_settled(now));
        assert!(stamp(now - SECOND / 10 - 1).is_settled(now));
        assert!(!stamp(now - SECOND).is_settled(now), "a disk that counts in seconds");
        assert!(stamp(now - 3 * SECOND).is_settled(now));
        assert!(!stamp(now + SECOND).is_settled(now), "of the future nothing is known");
        assert!(!Stamp { changed: now - 1, ..stamp(1) }.is_settled(now), "its time was set back");
    }
}
