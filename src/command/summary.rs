//! The last line of a build: what it came to.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::base::time::readable;
use crate::compile::link::due::Due;

use super::build::Mode;
use super::load::{Counts, Loaded};

/// What a build came to.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) struct Summary {
    /// What became of the files.
    pub(super) counts: Counts,
    /// Pages that could be made.
    pub(super) pages: usize,
    /// Files written.
    pub(super) written: usize,
    /// Files deleted.
    pub(super) deleted: usize,
    /// Errors found.
    pub(super) errors: usize,
    /// Warnings found.
    pub(super) warnings: usize,
    /// Whether nothing was written, for the site has errors.
    pub(super) nothing: bool,
}

/// What follows the last line's time.
pub(super) fn after(mode: Mode, loaded: &Loaded, nothing: bool) -> String {
    let mut after = next_change(loaded);
    if loaded.early > 0 && mode == Mode::Write && !nothing {
        let pieces = counted(loaded.early, "unpublished piece");
        after += &format!("; with {pieces}: not for readers");
    }
    after
}

/// What was built or checked, and in which time.
pub(super) fn last_line(summary: &Summary, mode: Mode, time: Duration) -> String {
    let Summary { counts, .. } = summary;
    let mut aside = Vec::new();
    if counts.faulty > 0 {
        aside.push(format!("{} with errors", number(counts.faulty)));
    }
    if counts.drafts > 0 {
        aside.push(format!("{} held back", number(counts.drafts)));
    }
    let aside = if aside.is_empty() { String::new() } else { format!(" ({})", aside.join(", ")) };
    let files = format!("{} of {}{aside}", number(counts.built), counted(counts.files, "file"));
    let found = format!("{}, {}", counted(summary.errors, "error"), counted(summary.warnings, "warning"));
    let time = duration(time);
    let told: Vec<String> = [(summary.errors, "error"), (summary.warnings, "warning")]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, noun)| format!(", {}", counted(count, noun)))
        .collect();
    let told = told.concat();
    let pages = counted(summary.pages, "page");
    let (written, deleted) = (number(summary.written), number(summary.deleted));
    match mode {
        Mode::Check => format!("checked {pages} from {files}: {found}, in {time}"),
        _ if summary.nothing => format!("nothing written: {found}; {files} could be built, in {time}"),
        Mode::Write => {
            format!("built {pages} from {files}, {written} written, {deleted} deleted{told}, in {time}")
        }
        Mode::DryRun => {
            format!(
                "would build {pages} from {files}, {written} to write, {deleted} to delete{told}, in {time}"
            )
        }
        Mode::Verify => {
            format!("verified {pages} from {files}: {written} differ, {deleted} too many{told}, in {time}")
        }
    }
}

/// When the output changes next by itself, as far as readers see. Only the time: a log may be public.
fn next_change(loaded: &Loaded) -> String {
    let next = loaded.due.iter().find(|due| due.change.is_seen());
    let told = |due: &Due| readable(due.at, &loaded.config.time_zone);
    next.map(|due| format!("; next change due {}: `dateline due`", told(due))).unwrap_or_default()
}

fn duration(time: Duration) -> String {
    let millis = time.as_millis();
    if millis < 10_000 {
        format!("{millis} ms")
    } else {
        format!("{}.{} s", millis / 1000, millis % 1000 / 100)
    }
}

/// `1 page`, `1,204 pages`.
pub(super) fn counted(count: usize, noun: &str) -> String {
    format!("{} {noun}{}", number(count), if count == 1 { "" } else { "s" })
}

/// A number with commas.
pub(super) fn number(value: usize) -> String {
    let digits = value.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
