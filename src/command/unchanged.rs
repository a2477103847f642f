//! Whether anything at all has changed since the last build; if not, it has been told already what there is
//! to tell, and nothing is read.
//!
//! A site is still the same if every file of it and of the output is as the disk showed it then, and nothing
//! is due. Must not look into any file of the site.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::base::diagnostic::{Code, Diagnostic};
use crate::base::hash::Fingerprint;
use crate::disk::emit::is_as_left;
use crate::disk::ledger::{Ledger, name_of};
use crate::disk::store::Store;

use super::build::BuildOptions;
use super::inputs::Inputs;
use super::load::Loaded;
use super::summary::Summary;

/// What the last build saw and told.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct LastBuild {
    /// All files of the site, and the options.
    inputs: Fingerprint,
    /// The outputs that it left: another build, with other options, may have left others since.
    outputs: Fingerprint,
    /// The clock of that build.
    from: Timestamp,
    /// When the site changes next by itself.
    until: Option<Timestamp>,
    /// What was found.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// What it came to.
    pub(super) summary: Summary,
    /// What followed the last line.
    pub(super) after: String,
}

/// What a build sees, if later builds can tell whether it is still the same.
pub(super) fn seen(inputs: &Inputs, options: &BuildOptions) -> Option<Fingerprint> {
    let base_url = options.base_url.as_ref().map(|url| (&url.origin, &url.path));
    let BuildOptions { drafts, strict, keep_going, verbose, .. } = options;
    inputs.fingerprint(&(base_url, drafts, strict, keep_going, verbose))
}

/// What the last build told, if nothing has changed since.
pub(super) fn look(
    seen: Fingerprint,
    options: &BuildOptions,
    store: &Store,
    notes: &mut Vec<String>,
) -> Option<LastBuild> {
    let kept = store.load::<LastBuild>(&name(store, options), Fingerprint::default());
    notes.extend(kept.refused().map(|reason| format!("what the last build saw: {reason}")));
    let last = kept.whole()?;
    let in_time = last.from <= options.now && last.until.is_none_or(|until| options.now < until);
    if last.inputs != seen || !in_time {
        return None;
    }
    let ledger = Ledger::load(store, &options.out).whole()?;
    (ledger.fingerprint() == last.outputs && is_as_left(&options.out, &ledger)).then_some(last)
}

/// Keeps what a build saw and told. That it cannot be kept costs the next build time, and nothing else.
pub(super) fn keep(
    seen: Fingerprint,
    options: &BuildOptions,
    store: &Store,
    (loaded, outputs): (&Loaded, Fingerprint),
    told: (&[Diagnostic], Summary, &str),
) {
    let (diagnostics, summary, after) = told;
    // These come and go by the clock, and nothing is due then.
    let by_clock = [Code::FutureDate, Code::ReservedKey, Code::SecurityExpires];
    if diagnostics.iter().any(|found| by_clock.contains(&found.code)) {
        return;
    }
    let until = loaded.due.iter().map(|due| due.at).min();
    let last = LastBuild {
        inputs: seen,
        outputs,
        from: options.now,
        until,
        diagnostics: diagnostics.to_vec(),
        summary,
        after: after.to_owned(),
    };
    let _ = store.save(&name(store, options), Fingerprint::default(), &last);
}

fn name(store: &Store, options: &BuildOptions) -> String {
    format!("last-build-{}", name_of(store, &options.out))
}
