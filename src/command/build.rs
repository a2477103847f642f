//! `dateline build`: the whole site into its output folder, and only what changed of it.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Instant;

use jiff::Timestamp;

use crate::base::diagnostic::{Diagnostic, Severity};
use crate::base::path::OutPath;
use crate::base::time::readable;
use crate::compile::check::check_links;
use crate::compile::link::due::{self, Due};
use crate::compile::links::Links;
use crate::compile::navigation::check_navigation;
use crate::compile::plan::sources::sources;
use crate::compile::same_story::same_story;
use crate::disk::emit::{Change, prepare, rehearse};
use crate::disk::error::WorldError;
use crate::disk::place::check_place;
use crate::model::config::BaseUrl;

use super::ahead;
use super::load::{Counts, Found, LoadOptions, Loaded, load};
use super::progress::Progress;
use super::report::output::{Format, Streams};
use super::status::Status;
use super::write::{Written, write};

/// The flags of `build`.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub struct BuildOptions {
    /// The site's folder.
    pub root: PathBuf,
    /// The output folder.
    pub out: PathBuf,
    /// Another base URL than the configuration's.
    pub base_url: Option<BaseUrl>,
    /// Whether drafts are built, too.
    pub drafts: bool,
    /// The build's clock.
    pub now: Timestamp,
    /// Whether warnings are errors.
    pub strict: bool,
    /// Whether what is sound is built in spite of errors.
    pub keep_going: bool,
    /// What to do with the outputs.
    pub mode: Mode,
    /// Whether each change is told with its reason.
    pub explain: bool,
    /// How diagnostics are printed.
    pub format: Format,
    /// Whether warnings and the last line are left out.
    pub quiet: bool,
    /// Whether notes are shown, too, and all diagnostics of a code.
    pub verbose: bool,
}

/// What to do with the outputs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mode {
    /// Write them.
    Write,
    /// Say what would be written and deleted.
    DryRun,
    /// Compare them with what is there.
    Verify,
    /// Render them, to find what is wrong in templates, and forget them.
    Check,
}

/// What a build came to.
struct Summary {
    counts: Counts,
    pages: usize,
    written: usize,
    deleted: usize,
    errors: usize,
    warnings: usize,
}

/// Builds a site. Diagnostics and the last line go to `streams`.
///
/// # Errors
/// The disk fails, or the output folder is not ours.
pub fn build(options: &BuildOptions, streams: &mut Streams<'_>) -> Result<Status, WorldError> {
    let start = Instant::now();
    check_place(&options.root, &options.out)?;
    let (loaded, mut found) = load(&LoadOptions {
        root: &options.root,
        out: &options.out,
        base_url: options.base_url.clone(),
        drafts: options.drafts,
        now: options.now,
        strict: options.strict,
    })?;
    let links = Links::new(&loaded.site, &loaded.registers, &loaded.plan, &loaded.hrefs);
    check_links(&loaded.site, &links, &mut found.findings);
    check_navigation(&loaded.config, &links, &mut found.findings);
    let notes = options.verbose || options.mode == Mode::Check;
    if notes {
        same_story(&loaded.site, &mut found.findings);
    }
    let settle = |found: Found| found.settle(&options.root, &loaded.config, notes, loaded.strict);
    let mut diagnostics = settle(found);
    if options.mode == Mode::Check {
        diagnostics.extend(ahead::once_public(options, &loaded, &diagnostics)?);
    }
    let stage = match options.mode {
        _ if errors(&diagnostics) > 0 && !options.keep_going && options.mode != Mode::Check => None,
        Mode::Write => Some(prepare(&options.out)?),
        Mode::DryRun | Mode::Verify => Some(rehearse(&options.out)?),
        // A check compares with nothing: no output folder need be there.
        Mode::Check => Some(rehearse(Path::new(""))?),
    };
    let written = match (&stage, &loaded.engine) {
        (Some(stage), Some(engine)) => {
            let progress = Progress::new(loaded.plan.outputs.len(), options.quiet);
            write(&options.root, &loaded, &links, engine, stage, &|| progress.tick())?
        }
        _ => Written { failed: loaded.plan.outputs.keys().cloned().collect(), ..Written::default() },
    };
    diagnostics.extend(settle(Found { findings: written.findings, ..Found::default() }));
    let failed = errors(&diagnostics) > 0;
    let made: Vec<&OutPath> =
        loaded.plan.outputs.keys().filter(|path| !written.failed.contains(path)).collect();
    let nothing = failed && (!options.keep_going || made.is_empty());
    let (changes, deleted) = match stage {
        Some(stage) if !nothing && options.mode != Mode::Check => {
            (written.changes, stage.commit(made.iter().copied())?)
        }
        _ => (Vec::new(), Vec::new()),
    };
    let summary = Summary {
        counts: loaded.counts,
        pages: loaded.plan.pages_among(&made),
        written: changes.len(),
        deleted: deleted.len(),
        errors: errors(&diagnostics),
        warnings: diagnostics.iter().filter(|found| found.severity == Severity::Warning).count(),
    };
    let mut line = last_line(&summary, options, nothing, start) + &next_change(&loaded);
    if loaded.unpublished > 0 && options.mode == Mode::Write && !nothing {
        let pieces = counted(loaded.unpublished, "unpublished piece");
        line += &format!("; with {pieces}: not for readers");
    }
    let doings = doings(options, &loaded, &changes, &deleted);
    tell(options, diagnostics, &doings, &line, streams)?;
    let differs = options.mode == Mode::Verify && !(changes.is_empty() && deleted.is_empty());
    // The process ends: handing back a million small pieces of memory one by one takes time and
    // gains nothing.
    std::mem::forget(links);
    std::mem::forget(loaded);
    Ok(if failed || differs { Status::SiteHasErrors } else { Status::Done })
}

/// Prints what was found and what was done. A reader that closed the stream (`| head`) is no failure.
fn tell(
    options: &BuildOptions,
    mut diagnostics: Vec<Diagnostic>,
    doings: &[String],
    last_line: &str,
    streams: &mut Streams<'_>,
) -> Result<(), WorldError> {
    if options.quiet {
        diagnostics.retain(|found| found.severity == Severity::Error);
    }
    let mut print = || -> io::Result<()> {
        streams.diagnostics(
            std::mem::take(&mut diagnostics),
            options.format,
            options.verbose,
            &options.root,
        )?;
        for line in doings {
            streams.data(line)?;
        }
        if options.quiet { Ok(()) } else { streams.talk(last_line) }
    };
    match print() {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(WorldError::new("write", Path::new("standard output"), &error))
        }
        _ => Ok(()),
    }
}

fn errors(diagnostics: &[Diagnostic]) -> usize {
    diagnostics.iter().filter(|found| found.severity == Severity::Error).count()
}

/// A line for each file that is written or deleted, where these are asked for; with the reason and
/// the files it is made from, where that is asked for.
fn doings(
    options: &BuildOptions,
    loaded: &Loaded,
    changes: &[(OutPath, Change)],
    deleted: &[String],
) -> Vec<String> {
    if !options.explain && !matches!(options.mode, Mode::DryRun | Mode::Verify) {
        return Vec::new();
    }
    let written = changes.iter().map(|(path, change)| {
        let reason = if *change == Change::New { "new" } else { "its content changed" };
        if options.explain {
            format!("write   {path}   {reason}{}", made_from(loaded, path))
        } else {
            format!("write   {path}")
        }
    });
    let deleted = deleted.iter().map(|path| {
        if options.explain {
            format!("delete  {path}   no longer part of the site")
        } else {
            format!("delete  {path}")
        }
    });
    written.chain(deleted).collect()
}

/// The files that an output is made from, the first few by name.
fn made_from(loaded: &Loaded, path: &OutPath) -> String {
    const NAMED: usize = 3;
    let Some(planned) = loaded.plan.outputs.get(path) else { return String::new() };
    let files = sources(planned, &loaded.site, &loaded.config);
    let mut names: Vec<String> = files.iter().take(NAMED).map(ToString::to_string).collect();
    if files.len() > NAMED {
        names.push(format!("{} more", number(files.len() - NAMED)));
    }
    if names.is_empty() { String::new() } else { format!("; made from {}", names.join(", ")) }
}

fn last_line(summary: &Summary, options: &BuildOptions, nothing: bool, start: Instant) -> String {
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
    let time = duration(start);
    let told: Vec<String> = [(summary.errors, "error"), (summary.warnings, "warning")]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, noun)| format!(", {}", counted(count, noun)))
        .collect();
    let told = told.concat();
    let pages = counted(summary.pages, "page");
    let (written, deleted) = (number(summary.written), number(summary.deleted));
    match options.mode {
        Mode::Check => format!("checked {pages} from {files}: {found}, in {time}"),
        _ if nothing => format!("nothing written: {found}; {files} could be built, in {time}"),
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

/// When the output changes next by itself. Only the time: a log may be public.
fn next_change(loaded: &Loaded) -> String {
    let next = loaded.due.iter().find(|due| due.change != due::Change::EmbargoEndsOnHold);
    let told = |due: &Due| readable(due.at, &loaded.config.time_zone);
    next.map(|due| format!("; next change due {}: `dateline due`", told(due))).unwrap_or_default()
}

fn duration(start: Instant) -> String {
    let millis = start.elapsed().as_millis();
    if millis < 10_000 {
        format!("{millis} ms")
    } else {
        format!("{}.{} s", millis / 1000, millis % 1000 / 100)
    }
}

/// `1 page`, `1,204 pages`.
fn counted(count: usize, noun: &str) -> String {
    format!("{} {noun}{}", number(count), if count == 1 { "" } else { "s" })
}

/// A number with commas.
fn number(value: usize) -> String {
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
