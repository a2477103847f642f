//! Makes every output of a plan, in parallel, into the output folder or beside it: those alone of which
//! the ledger cannot tell that they are there already.

use std::collections::BTreeSet;
use std::fmt::Display;
use std::path::Path;

use rayon::prelude::*;

use crate::base::diagnostic::Finding;
use crate::base::hash::Fingerprint;
use crate::base::path::{OutPath, SourcePath, Url};
use crate::compile::alphabet::Alphabet;
use crate::compile::bodies::Bodies;
use crate::compile::engine::Engine;
use crate::compile::key::{Key, hash};
use crate::compile::links::Links;
use crate::compile::plan::outputs::{Action, Planned};
use crate::compile::questions::answer::Archive;
use crate::compile::render::{Renderer, Sheet, Wanted};
use crate::compile::view::parts::{Fragments, Source};
use crate::compile::view::shared::Shared;
use crate::disk::compare::hash_file;
use crate::disk::discover::stamp;
use crate::disk::emit::{Change, Left, Put, Stage};
use crate::disk::error::WorldError;
use crate::disk::ledger::{Entry, Ledger, Why};
use crate::disk::stamp::Moment;
use crate::model::asked::Asked;

use super::answers::Memory;
use super::load::Loaded;
use super::parse_cache::{Lost, again};
use super::print::{FragmentKeys, Prints};
use super::theme;

/// What became of the outputs.
#[derive(Debug, Default)]
pub struct Written {
    /// Outputs, what was done to each and why, in the order of their paths; those kept are left out.
    pub changes: Vec<(OutPath, Change, Because)>,
    /// What is wrong in templates: each fault once, with the first page that shows it.
    pub findings: Vec<Finding>,
    /// The outputs that could not be made.
    pub failed: BTreeSet<OutPath>,
    /// What the ledger will tell of the outputs, in the order of their paths.
    pub entries: Vec<Entry>,
    /// Whether that is what the ledger tells already.
    pub same: bool,
}

/// Why an output is written, with the names of what has changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Because {
    /// Why.
    pub why: Why,
    /// The names of the parts of its key that have changed.
    pub parts: Vec<&'static str>,
}

enum Outcome {
    Same,
    Done(Change, Because, Option<Entry>),
    Faulty(Box<Finding>),
}

/// Where outputs go, and what is known of those that are there.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    /// The site's folder.
    pub root: &'a Path,
    /// The output folder.
    pub stage: &'a Stage,
    /// What the last build left there; none where everything is to be rendered, and no ledger is kept.
    pub ledger: Option<&'a Ledger>,
}

/// Makes all outputs into the stage.
///
/// # Errors
/// A file cannot be read or written.
#[inline(never)] // bench/instructions.sh counts it.
pub fn write(
    place: Place<'_>,
    loaded: &Loaded,
    links: &Links<'_>,
    engine: &Engine,
    tick: &(dyn Fn() + Sync),
) -> Result<Written, WorldError> {
    let alphabet = Alphabet::of(&loaded.config.language);
    let Loaded { site, config, hrefs, .. } = loaded;
    let (none, lost) = (Fragments::default(), Lost::default());
    let shared = Shared::of(site, config, hrefs);
    let again = |path: &SourcePath| again(place.root, path, config);
    let bodies = Bodies { again: &again, lost: &|path| lost.add(path) };
    let source = Source { site, config, hrefs, shared: &shared, fragments: &none };
    let answers = Memory::new(Archive { source, links, registers: &loaded.registers, data: &loaded.data });
    let bare = Renderer {
        engine,
        source,
        links,
        alphabet: &alphabet,
        bodies,
        answers: &answers,
        wanted: Wanted::Key,
    };
    let prints = Prints::new(&bare, site);
    // Without a ledger every page is made, and every card.
    let all = place.ledger.is_none_or(|ledger| ledger.entries.is_empty());
    let keys = FragmentKeys::of(&bare, site, all.then_some(&prints));
    let html = |fragment| prints.html(fragment);
    let fragments = keys.fragments(Some(&html));
    let unprinted = keys.fragments(None);
    let wanted = if place.ledger.is_some() { Wanted::Both } else { Wanted::Bytes };
    let maker = Maker {
        place,
        looked_at: loaded.looked_at,
        keys: Renderer { source: Source { fragments: &unprinted, ..source }, ..bare },
        pages: Renderer { source: Source { fragments: &fragments, ..source }, wanted, ..bare },
    };
    let outputs: Vec<(&OutPath, &Planned)> = loaded.plan.outputs.iter().collect();
    let entries = entries(place.ledger, &outputs);
    let were_files = place.stage.were_files(outputs.iter().map(|(path, _)| *path));
    let outcomes: Vec<Result<(Outcome, Vec<Finding>), WorldError>> =
        (outputs.par_iter().zip(&entries).zip(were_files))
            .map_init(Sheet::default, |sheet, (((path, planned), entry), was_file)| {
                let outcome = maker.make(path, planned, (*entry, was_file), sheet)?;
                tick();
                Ok((outcome, maker.pages.doubts(&sheet.asked)))
            })
            .collect();
    let mut written = gather(&outputs, &entries, outcomes)?;
    written.same &= place.ledger.is_some_and(|ledger| ledger.entries.len() == written.entries.len());
    let (faults, changed): (_, Vec<Finding>) = (prints.faults(), lost.findings().collect());
    if !faults.is_empty() || !changed.is_empty() {
        // Without cards there is no page at all, and of a site that changes meanwhile none is right.
        written.failed = loaded.plan.outputs.keys().cloned().collect();
    }
    for (finding, shown) in faults {
        add_once(&mut written.findings, finding, &shown);
    }
    written.findings.extend(changed);
    Ok(written)
}

/// What would decide the bytes of an output if it were made now.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// Its key; none of what cannot be hashed.
    pub key: Option<Key>,
    /// Its template; none of what is copied or exported.
    pub template: Option<&'static str>,
    /// What it asked when it was made last, and whether the answer is another one now.
    pub asked: Vec<(String, bool)>,
}

/// What decides some outputs. What an output asked when it was made last comes with it.
pub fn keys(
    loaded: &Loaded,
    links: &Links<'_>,
    engine: &Engine,
    outputs: &[(&OutPath, &Planned, &[Asked])],
) -> Vec<Known> {
    let Loaded { site, config, hrefs, .. } = loaded;
    let (alphabet, none) = (Alphabet::of(&config.language), Fragments::default());
    let shared = Shared::of(site, config, hrefs);
    let source = Source { site, config, hrefs, shared: &shared, fragments: &none };
    let bodies = Bodies::all_kept(); // For keys no body is read.
    let answers = &Memory::new(Archive { source, links, registers: &loaded.registers, data: &loaded.data });
    let bare = Renderer { engine, source, links, alphabet: &alphabet, bodies, answers, wanted: Wanted::Key };
    let keys = FragmentKeys::of(&bare, site, None);
    let unprinted = keys.fragments(None);
    let renderer = Renderer { source: Source { fragments: &unprinted, ..source }, ..bare };
    let each = outputs.par_iter().map_init(Sheet::default, |sheet, (path, planned, asked)| {
        sheet.asked = asked.to_vec();
        // What is wrong with a page, the build tells.
        let made = Maker::sheet(&renderer, path, planned, sheet).is_ok();
        let asked = asked.iter().map(|Asked { question, answer, .. }| {
            (question.clone(), renderer.answers.hash(question).as_ref() != Ok(answer))
        });
        Known { key: sheet.key.take().filter(|_| made), template: sheet.template, asked: asked.collect() }
    });
    each.collect()
}

/// What the ledger tells of each output. Both are in the order of their paths.
fn entries<'a>(ledger: Option<&'a Ledger>, outputs: &[(&OutPath, &Planned)]) -> Vec<Option<&'a Entry>> {
    let mut entries = ledger.iter().flat_map(|ledger| &ledger.entries).peekable();
    let mut entry = |path: &OutPath| {
        while entries.next_if(|entry| entry.path < *path).is_some() {}
        entries.next_if(|entry| entry.path == *path)
    };
    outputs.iter().map(|(path, _)| entry(path)).collect()
}

/// What became of all of them.
fn gather(
    outputs: &[(&OutPath, &Planned)],
    entries: &[Option<&Entry>],
    outcomes: Vec<Result<(Outcome, Vec<Finding>), WorldError>>,
) -> Result<Written, WorldError> {
    let mut written = Written { same: true, ..Written::default() };
    for (((path, _), entry), outcome) in outputs.iter().zip(entries).zip(outcomes) {
        let (outcome, doubts) = outcome?;
        for doubt in doubts {
            add_once(&mut written.findings, doubt, path);
        }
        match outcome {
            Outcome::Same => written.entries.extend(entry.cloned()),
            Outcome::Done(change, because, entry) => {
                written.same = false;
                written.entries.extend(entry);
                if change != Change::Kept {
                    written.changes.push(((*path).clone(), change, because));
                }
            }
            Outcome::Faulty(finding) => {
                written.same = false;
                add_once(&mut written.findings, *finding, path);
                written.failed.insert((*path).clone());
            }
        }
    }
    Ok(written)
}

/// Makes one output after another.
struct Maker<'a> {
    place: Place<'a>,
    looked_at: Moment,
    /// For keys alone.
    keys: Renderer<'a>,
    /// For pages.
    pages: Renderer<'a>,
}

impl Maker<'_> {
    fn make(
        &self,
        path: &OutPath,
        planned: &Planned,
        (entry, was_file): (Option<&Entry>, bool),
        sheet: &mut Sheet,
    ) -> Result<Outcome, WorldError> {
        let ledger = self.place.ledger;
        let at = ledger.map_or(0, |ledger| ledger.at);
        let left = |entry: &Entry| Left { at, stamp: entry.stamp, bytes: entry.bytes };
        let known = entry.filter(|entry| was_file && self.place.stage.stands(path, &left(entry)));
        sheet.asked.clear();
        if let Action::Copy(from) = &planned.action {
            return self.copy(path, from, known, entry.is_some());
        }
        sheet.asked.extend(known.iter().flat_map(|entry| &entry.questions).cloned());
        if let Some(entry) = known
            && Self::sheet(&self.keys, path, planned, sheet).is_ok()
            && sheet.key.as_ref().is_some_and(|key| key.whole == entry.key)
        {
            return Ok(Outcome::Same);
        }
        sheet.asked.clear();
        if let Err(finding) = Self::sheet(&self.pages, path, planned, sheet) {
            sheet.asked.clear(); // Of a page that cannot be made only that is told.
            return Ok(Outcome::Faulty(finding));
        }
        let put = self.place.stage.put(path, &sheet.bytes)?;
        let bytes = || Fingerprint::of(&sheet.bytes);
        let bytes = ledger.map(|_| (bytes(), sheet.asked.as_slice()));
        Ok(done(path, put, sheet.key.as_ref(), known, entry.is_some(), bytes))
    }

    /// The key and the bytes of an output that is not copied, as far as they are wanted.
    fn sheet(
        renderer: &Renderer<'_>,
        path: &OutPath,
        planned: &Planned,
        sheet: &mut Sheet,
    ) -> Result<(), Box<Finding>> {
        sheet.bytes.clear(); // One buffer a thread holds all its pages, one after another.
        sheet.key = None;
        sheet.template = None;
        match &planned.action {
            Action::Page(subject) => return renderer.page(subject, sheet),
            Action::Redirect(to) => return renderer.redirect(&Url::new(path.as_str()), to, sheet),
            Action::Rules(host, rules) => {
                renderer.rules(*host, rules, sheet);
                return Ok(());
            }
            Action::Theme(name) => sheet.bytes.extend_from_slice(theme::file(name).unwrap_or_default()),
            Action::Export(export) => renderer.export(*export, &mut sheet.bytes),
            Action::Crawler(file) => {
                renderer.crawler_file(file, sheet);
                return Ok(());
            }
            Action::Document(document) => return renderer.document(*document, sheet),
            Action::Feed(feed) => return renderer.feed(*feed, sheet),
            Action::Copy(_) => {}
        }
        sheet.key = Some(Key::made_of(&[("content", Fingerprint::of(&sheet.bytes))]));
        Ok(())
    }

    /// A file that is copied is as it was while the disk says that it has not been touched.
    fn copy(
        &self,
        path: &OutPath,
        from: &SourcePath,
        known: Option<&Entry>,
        was_there: bool,
    ) -> Result<Outcome, WorldError> {
        let Place { root, stage, ledger } = self.place;
        let stamp = stamp(root, from).filter(|stamp| stamp.is_settled(self.looked_at));
        let key = stamp.map(|stamp| Key::made_of(&[("content", hash(&(from, stamp)))]));
        if known.is_some_and(|entry| key.as_ref().is_some_and(|key| key.whole == entry.key)) {
            return Ok(Outcome::Same);
        }
        let source = root.join(from.as_str());
        let put = stage.put_file(path, &source)?;
        let bytes = ledger.map(|_| Ok((hash_file(&source)?, [].as_slice()))).transpose()?;
        Ok(done(path, put, key.as_ref(), known, was_there, bytes))
    }
}

/// What is told of an output that was made: to the reader, and to the ledger.
fn done(
    path: &OutPath,
    put: Put,
    key: Option<&Key>,
    known: Option<&Entry>,
    was_there: bool,
    made: Option<(Fingerprint, &[Asked])>,
) -> Outcome {
    let because = match (put.change, known) {
        (Change::New, _) => Because { why: Why::New, parts: Vec::new() },
        (_, Some(entry)) => changed(key, entry),
        (_, None) if was_there => Because { why: Why::Touched, parts: Vec::new() },
        (_, None) => Because { why: Why::Unknown, parts: Vec::new() },
    };
    let why = match known {
        // It was made again and is the same; it was written when it says.
        Some(entry) if put.change == Change::Kept => entry.why,
        _ => because.why,
    };
    let entry = made.map(|(bytes, questions)| Entry {
        path: path.clone(),
        key: key.map(|key| key.whole).unwrap_or_default(),
        parts: key.iter().flat_map(|key| &key.parts).map(|(_, hash)| *hash).collect(),
        bytes,
        stamp: put.stamp,
        why,
        questions: questions.to_vec(),
    });
    Outcome::Done(put.change, because, entry)
}

/// Which parts of a key are not what they were.
pub(super) fn changed(key: Option<&Key>, entry: &Entry) -> Because {
    let (mut bits, mut names) = (0, Vec::new());
    for (index, (name, hash)) in key.iter().flat_map(|key| &key.parts).enumerate() {
        if entry.parts.get(index) != Some(hash) {
            let bit = u32::try_from(index).ok().and_then(|index| 1_u32.checked_shl(index));
            bits |= bit.unwrap_or_default();
            names.push(*name);
        }
    }
    Because { why: Why::Changed(bits), parts: names }
}

/// One fault of a template shows on many pages; it is told once.
fn add_once(findings: &mut Vec<Finding>, finding: Finding, page: &impl Display) {
    let same = |other: &&mut Finding| {
        other.file == finding.file && other.place == finding.place && other.message == finding.message
    };
    if findings.iter_mut().find(same).is_none() {
        findings.push(finding.help(format!("it was found while making {page}")));
    }
}
