//! `dateline build`: the whole site into its output folder, and only what changed of it.

use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use crate::base::diagnostic::{Diagnostic, Severity};
use crate::base::hash::Fingerprint;
use crate::base::path::OutPath;
use crate::compile::check::check_links;
use crate::compile::links::Links;
use crate::compile::navigation::check_navigation;
use crate::compile::published;
use crate::compile::same_story::same_story;
use crate::disk::emit::{Change, Inventory, prepare, rehearse};
use crate::disk::error::WorldError;
use crate::disk::ledger::Ledger;
use crate::disk::place::check_place;
use crate::disk::scaffold::{replace, write_asked};
use crate::disk::store::Store;
use crate::model::config::BaseUrl;

use super::ahead;
use super::explain::doings;
use super::inputs::Inputs;
use super::load::{Found, LoadOptions, Loaded, load};
use super::progress::Progress;
use super::report::output::{Format, Streams};
use super::status::Status;
use super::stopwatch::Stopwatch;
use super::summary::{Summary, after, last_line};
use super::unchanged::{keep, look, seen};
use super::write::{Because, Place, Written, write};

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
    /// Whether files and outputs are read even if the disk says that they have not changed.
    pub paranoid: bool,
    /// Whether the time of each stage is told.
    pub timings: bool,
    /// Where the times of the stages are written for other programs.
    pub trace: Option<PathBuf>,
    /// Whether each change is told with its reason.
    pub explain: bool,
    /// How diagnostics are printed.
    pub format: Format,
    /// Whether warnings and the last line are left out.
    pub quiet: bool,
    /// Whether notes are shown, too, and all diagnostics of a code.
    pub verbose: bool,
    /// Whether the addresses of this build are added to `dateline.urls`.
    pub record_urls: bool,
    /// Whether the process ends after this build: its memory is then left to the system.
    pub ends: bool,
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

impl BuildOptions {
    /// Whether it is enough that nothing has changed since the last build.
    fn may_be_unchanged(&self) -> bool {
        matches!(self.mode, Mode::Write | Mode::DryRun) && !self.paranoid && !self.record_urls
    }

    /// Whether notes are wanted.
    fn notes(&self) -> bool {
        self.verbose || self.mode == Mode::Check
    }
}

/// What became of the outputs.
struct Done<'a> {
    /// The outputs that could be made.
    made: Vec<&'a OutPath>,
    changes: Vec<(OutPath, Change, Because)>,
    deleted: Vec<String>,
    /// Whether nothing was written, for the site has errors.
    nothing: bool,
    failed: bool,
    /// What stands for all outputs, where they were written.
    outputs: Option<Fingerprint>,
}

/// What is told while a site is built: to the writer, and to who asks for it.
struct Told {
    diagnostics: Vec<Diagnostic>,
    /// Why something that an earlier build had kept was not taken.
    aside: Vec<String>,
}

/// Builds a site. Diagnostics and the last line go to `streams`.
///
/// # Errors
/// The disk fails, or the output folder is not ours.
pub fn build(options: &BuildOptions, streams: &mut Streams<'_>) -> Result<Status, WorldError> {
    let mut watch = Stopwatch::new();
    check_place(&options.root, &options.out)?;
    let store = Store::of(&options.root);
    let mut inputs = Inputs::of(&options.root, &options.out, options.mode == Mode::Write)?;
    watch.lap("find files");
    let seen = if options.may_be_unchanged() { seen(&inputs, options) } else { None };
    if let Some(last) = seen.and_then(|seen| look(seen, options, &store, &mut inputs.notes)) {
        watch.lap("look at output");
        let lines = lines(options, &watch, &inputs.notes, &last.summary, &last.after);
        tell(options, last.diagnostics, &[], &lines, streams)?;
        trace(options, &watch)?;
        return Ok(Status::Done);
    }
    let load_options = LoadOptions {
        root: &options.root,
        base_url: options.base_url.clone(),
        drafts: options.drafts,
        now: options.now,
        strict: options.strict,
        paranoid: options.paranoid,
    };
    let (loaded, found) = load(&load_options, inputs, &mut watch);
    let links = Links::new(&loaded.site, &loaded.registers, &loaded.plan, &loaded.hrefs);
    let mut told = examine(options, &loaded, &links, found)?;
    watch.lap("check");
    let done = make(options, &loaded, &links, &store, &mut told, &mut watch)?;
    let summary = Summary {
        counts: loaded.counts,
        pages: loaded.plan.pages_among(&done.made),
        written: done.changes.len(),
        deleted: done.deleted.len(),
        errors: errors(&told.diagnostics),
        warnings: told.diagnostics.iter().filter(|found| found.severity == Severity::Warning).count(),
        nothing: done.nothing,
    };
    let after = after(options.mode, &loaded, done.nothing);
    let lines = lines(options, &watch, &told.aside, &summary, &after);
    if let (Some(seen), Some(outputs), false) = (seen, done.outputs, done.failed) {
        let none = Summary { written: 0, deleted: 0, ..summary };
        keep(seen, options, &store, (&loaded, outputs), (&told.diagnostics, none, &after));
    }
    let listed = options.explain || matches!(options.mode, Mode::DryRun | Mode::Verify);
    let doings =
        if listed { doings(&loaded, &done.changes, &done.deleted, options.explain) } else { Vec::new() };
    tell(options, told.diagnostics, &doings, &lines, streams)?;
    trace(options, &watch)?;
    let differs = options.mode == Mode::Verify && !(done.changes.is_empty() && done.deleted.is_empty());
    let failed = done.failed;
    if options.record_urls && options.mode == Mode::Write && !failed {
        let list = loaded.plan.now_published();
        replace(&options.root.join(published::FILE), &list)?;
    }
    drop(done);
    if options.ends {
        // Handing back a million small pieces of memory one by one takes time and gains nothing.
        std::mem::forget(links);
        std::mem::forget(loaded);
    }
    Ok(if failed || differs { Status::SiteHasErrors } else { Status::Done })
}

/// What is told at the end, the last line last.
fn lines(
    options: &BuildOptions,
    watch: &Stopwatch,
    aside: &[String],
    summary: &Summary,
    after: &str,
) -> Vec<String> {
    let mut lines = Vec::new();
    if options.verbose {
        lines.extend(aside.iter().map(|note| format!("not taken from the last build: {note}")));
    }
    if options.timings {
        lines.extend(watch.table());
    }
    lines.push(last_line(summary, options.mode, watch.total()) + after);
    lines
}

/// Writes the times of the stages where that is asked for.
fn trace(options: &BuildOptions, watch: &Stopwatch) -> Result<(), WorldError> {
    options.trace.as_ref().map_or(Ok(()), |file| write_asked(file, &watch.trace()))
}

/// All that is wrong with a site before anything is rendered.
fn examine(
    options: &BuildOptions,
    loaded: &Loaded,
    links: &Links<'_>,
    mut found: Found,
) -> Result<Told, WorldError> {
    check_links(&loaded.site, links, &mut found.findings);
    check_navigation(&loaded.config, links, &mut found.findings);
    if options.notes() {
        same_story(&loaded.site, &mut found.findings);
    }
    let aside = std::mem::take(&mut found.notes);
    let mut diagnostics = found.settle(&options.root, &loaded.config, options.notes(), loaded.strict);
    if options.mode == Mode::Check {
        diagnostics.extend(ahead::once_public(options, loaded, &diagnostics)?);
    }
    Ok(Told { diagnostics, aside })
}

/// Makes the outputs and moves them into place, as far as that is asked for and nothing stands against it.
fn make<'a>(
    options: &BuildOptions,
    loaded: &'a Loaded,
    links: &Links<'_>,
    store: &Store,
    told: &mut Told,
    watch: &mut Stopwatch,
) -> Result<Done<'a>, WorldError> {
    let ledger = matches!(options.mode, Mode::Write | Mode::DryRun)
        .then(|| last_ledger(store, &options.out, &mut told.aside))
        .map(|ledger| if options.paranoid { ledger.doubted() } else { ledger });
    let known = ledger.as_ref().map(Ledger::known).unwrap_or_default();
    let stage = match options.mode {
        _ if errors(&told.diagnostics) > 0 && !options.keep_going && options.mode != Mode::Check => None,
        Mode::Write => Some(prepare(&options.out, &known)?),
        Mode::DryRun | Mode::Verify => Some(rehearse(&options.out, &known)?),
        // A check compares with nothing: no output folder need be there.
        Mode::Check => Some(rehearse(Path::new(""), &known)?),
    };
    watch.lap("list output");
    let written = match (&stage, &loaded.engine) {
        (Some(stage), Some(engine)) => {
            let progress = Progress::new(loaded.plan.outputs.len(), options.quiet);
            let place = Place { root: &options.root, stage, ledger: ledger.as_ref() };
            write(place, loaded, links, engine, &|| progress.tick())?
        }
        _ => Written { failed: loaded.plan.outputs.keys().cloned().collect(), ..Written::default() },
    };
    watch.lap("render");
    let found = Found { findings: written.findings, ..Found::default() };
    told.diagnostics.extend(found.settle(&options.root, &loaded.config, options.notes(), loaded.strict));
    let failed = errors(&told.diagnostics) > 0;
    let made: Vec<&OutPath> =
        loaded.plan.outputs.keys().filter(|path| !written.failed.contains(path)).collect();
    let nothing = failed && (!options.keep_going || made.is_empty());
    let mut done = Done { made, changes: Vec::new(), deleted: Vec::new(), nothing, failed, outputs: None };
    if let Some(stage) = stage.filter(|_| !nothing && options.mode != Mode::Check) {
        let (deleted, Inventory { at, folders }) = stage.commit(done.made.iter().copied())?;
        done.deleted = deleted;
        if let Some(old) = ledger.filter(|_| options.mode == Mode::Write) {
            let new = Ledger { at, entries: written.entries, folders };
            done.outputs = Some(new.fingerprint());
            told.aside.extend(keep_ledger(store, &options.out, &old, &new, written.same));
        }
        done.changes = written.changes;
        watch.lap("put in place");
    }
    Ok(done)
}

/// The ledger of the last build into this folder; an empty one where there is none that can be trusted.
fn last_ledger(store: &Store, out: &Path, notes: &mut Vec<String>) -> Ledger {
    let kept = Ledger::load(store, out);
    notes.extend(kept.refused().map(|reason| format!("the ledger of the last build: {reason}")));
    kept.whole().unwrap_or_default()
}

/// Keeps the ledger of this build, where it tells more than the last one. Why that cannot be done is no
/// fault: it costs the next build time and nothing else.
fn keep_ledger(store: &Store, out: &Path, old: &Ledger, new: &Ledger, same: bool) -> Option<String> {
    // What was too young to be trusted has grown older.
    if same && old.folders == new.folders && !old.is_young() {
        return None;
    }
    let kept = store.open().and_then(|_| new.save(store, out));
    kept.err().map(|error| format!("nothing is kept for the next build: {error}"))
}

/// Prints what was found and what was done. A reader that closed the stream (`| head`) is no failure.
fn tell(
    options: &BuildOptions,
    mut diagnostics: Vec<Diagnostic>,
    doings: &[String],
    lines: &[String],
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
        if options.quiet { Ok(()) } else { lines.iter().try_for_each(|line| streams.talk(line)) }
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
