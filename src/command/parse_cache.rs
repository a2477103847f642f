//! The files of `content/`, parsed: read again only where they have changed since the last build.
//!
//! Takes paths, gives what [`parse`] would give of each. What was parsed is kept in the store, in many
//! files, so that one article edited is one small file written.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::diagnostic::{Code, Finding, Place, Spot};
use crate::base::hash::Fingerprint;
use crate::base::path::SourcePath;
use crate::base::source::SourceFile;
use crate::compile::frontmatter::wish::Wish;
use crate::compile::link::mentions::{AllFound, Found};
use crate::compile::parse::{Parsed, parse};
use crate::disk::discover::read_stamped;
use crate::disk::error::WorldError;
use crate::disk::stamp::{Moment, Stamp};
use crate::disk::store::{Kept, Store};
use crate::model::config::Config;

/// How many files what was parsed is kept in.
const SHARDS: u8 = 64;

/// How many bytes of HTML are kept in memory until they are printed; the rest is made again from its file.
const KEPT_HTML: usize = 512 << 20;

/// Where what was parsed is kept, and how far it is trusted.
pub struct ParseCache<'a> {
    /// Where.
    pub store: &'a Store,
    /// What parsing hangs on besides the file: the hash of the configuration.
    pub config: Fingerprint,
    /// The time on the store's disk when the build began; none where nothing may be written.
    pub now: Option<Moment>,
    /// Whether files are read even if the disk says that they have not changed.
    pub paranoid: bool,
}

/// A part of the cache, with the files whose paths have its number.
#[derive(Serialize, Deserialize)]
struct Shard {
    /// When its files were looked at: what is changed from then on has this time or a later one.
    at: Moment,
    entries: Vec<CachedFile>,
}

/// One file as it was read.
#[derive(Serialize, Deserialize)]
struct CachedFile {
    stamp: Stamp,
    source: Fingerprint,
    parsed: Parsed,
}

/// The files of one shard, each with its place among all, and why what was kept was not taken.
type Sharded = (Vec<(usize, Parsed)>, Option<String>);

/// What one file came to.
enum Read {
    /// As it was kept.
    Same(Box<CachedFile>),
    /// The same text, or another; its entry is to be written.
    New(Box<CachedFile>),
    /// It cannot be read.
    Unreadable(Box<Parsed>),
}

/// The files, parsed, in their order; and why something that was kept was not taken.
#[inline(never)] // bench/instructions.sh counts it.
pub fn parse_all(
    root: &Path,
    texts: &[SourcePath],
    stamps: &[Option<Stamp>],
    config: &Config,
    cache: &ParseCache<'_>,
) -> (Vec<Parsed>, Vec<String>) {
    let kept_html = AtomicUsize::new(0);
    let let_go = |mut parsed: Parsed| {
        if let Some(html) = parsed.content.as_mut().and_then(|content| content.html())
            && let Some(text) = html.text()
            && kept_html.fetch_add(text.len(), Ordering::Relaxed) > KEPT_HTML
        {
            html.take();
        }
        parsed
    };
    let mut shards: Vec<Vec<(usize, &SourcePath, Option<Stamp>)>> = vec![Vec::new(); usize::from(SHARDS)];
    for (index, (path, stamp)) in texts.iter().zip(stamps).enumerate() {
        let [first, ..] = Fingerprint::of(path.as_str().as_bytes()).as_bytes().to_owned();
        shards[usize::from(first % SHARDS)].push((index, path, *stamp));
    }
    let done: Vec<Sharded> = (shards.into_par_iter().enumerate())
        .map(|(number, files)| {
            let (found, note) = cache.shard(number, root, &files, config);
            let indices = files.iter().map(|(index, ..)| *index);
            (indices.zip(found.into_iter().map(Read::into_parsed).map(let_go)).collect(), note)
        })
        .collect();
    let mut notes = Vec::new();
    let mut parsed: Vec<(usize, Parsed)> = Vec::with_capacity(texts.len());
    for (some, note) in done {
        parsed.extend(some);
        notes.extend(note);
    }
    parsed.sort_unstable_by_key(|(index, _)| *index);
    (parsed.into_iter().map(|(_, parsed)| parsed).collect(), notes)
}

/// The files that are not any more what was read, as their pages are made.
#[derive(Debug, Default)]
pub struct Lost {
    files: Mutex<BTreeSet<SourcePath>>,
}

impl Lost {
    /// Adds one.
    pub fn add(&self, path: &SourcePath) {
        // Who panics while adding has added or has not; both are sound.
        self.files.lock().unwrap_or_else(PoisonError::into_inner).insert(path.clone());
    }

    /// What is told of them.
    pub fn findings(self) -> impl Iterator<Item = Finding> {
        let files = self.files.into_inner().unwrap_or_else(PoisonError::into_inner);
        files.into_iter().map(|path| {
            let message = "this file was changed while the site was being built";
            Finding::new(Code::UnreadableFile, &path, Place::File, message).help("build once more")
        })
    }
}

/// The name under which is kept what texts name.
const MENTIONS: &str = "mentions";

impl ParseCache<'_> {
    /// What an earlier build found in the texts.
    pub fn mentions(&self, notes: &mut Vec<String>) -> AllFound {
        let kept = self.store.load::<Vec<(SourcePath, Found)>>(MENTIONS, self.config);
        notes.extend(kept.refused().map(|reason| format!("{MENTIONS}: {reason}")));
        kept.whole().unwrap_or_default().into_iter().collect()
    }

    /// Keeps what was found in the texts.
    pub fn keep_mentions(&self, found: &AllFound, notes: &mut Vec<String>) {
        if self.now.is_none() {
            return;
        }
        let mut sorted: Vec<(&SourcePath, &Found)> = found.iter().collect();
        sorted.sort_unstable_by_key(|(path, _)| *path);
        let saved = self.store.save(MENTIONS, self.config, &sorted);
        notes.extend(saved.err().map(|error| error.to_string()));
    }

    /// All files of one shard, which is written again if something in it has changed.
    fn shard(
        &self,
        number: usize,
        root: &Path,
        files: &[(usize, &SourcePath, Option<Stamp>)],
        config: &Config,
    ) -> (Vec<Read>, Option<String>) {
        let name = format!("parsed-{number:02}");
        let kept = self.store.load::<Shard>(&name, self.config);
        let note = kept.refused().map(|reason| format!("{name}: {reason}"));
        let is_there = !matches!(kept, Kept::Nothing);
        let Shard { at, entries } = kept.whole().unwrap_or(Shard { at: Moment::MIN, entries: Vec::new() });
        let known = entries.len();
        let mut entries = entries.into_iter().peekable();
        let found: Vec<Read> = (files.iter())
            .map(|(_, path, stamp)| {
                while entries.next_if(|entry| entry.parsed.path < **path).is_some() {}
                let entry = entries.next_if(|entry| entry.parsed.path == **path);
                self.find((root, path, *stamp), entry, at, config)
            })
            .collect();
        let same = found.iter().filter(|found| matches!(found, Read::Same(_))).count();
        let changed = same < known || found.iter().any(|found| matches!(found, Read::New(_)));
        let mut note = note;
        if let Some(now) = self.now.filter(|_| changed || (note.is_some() && is_there)) {
            let entries = found.iter().filter_map(Read::entry).collect();
            let saved = self.store.save(&name, self.config, &Written { at: now, entries });
            note = saved.err().map(|error: WorldError| error.to_string()).or(note);
        }
        (found, note)
    }

    fn find(
        &self,
        (root, path, stamp): (&Path, &SourcePath, Option<Stamp>),
        entry: Option<CachedFile>,
        at: Moment,
        config: &Config,
    ) -> Read {
        let Some(entry) = entry else { return read_and_parse(root, path, config) };
        let unchanged = stamp.is_some_and(|stamp| stamp == entry.stamp && stamp.is_settled(at));
        if !self.paranoid && unchanged {
            return Read::Same(Box::new(entry));
        }
        match read_stamped(root, path) {
            Ok((bytes, stamp)) if Fingerprint::of(&bytes) == entry.source => {
                Read::New(Box::new(CachedFile { stamp, ..entry }))
            }
            Ok((bytes, stamp)) => parsed(path, bytes, stamp, config),
            Err(error) => Read::unreadable(path, &error),
        }
    }
}

/// A shard as it is written.
#[derive(Serialize)]
struct Written<'a> {
    at: Moment,
    entries: Vec<&'a CachedFile>,
}

impl Read {
    fn unreadable(path: &SourcePath, error: &WorldError) -> Self {
        let found = error.finding(path).located(&mut |_, _| Spot::unknown());
        Self::Unreadable(Box::new(Parsed {
            path: path.clone(),
            content: None,
            diagnostics: vec![found],
            wish: Wish::None,
        }))
    }

    fn entry(&self) -> Option<&CachedFile> {
        match self {
            Self::Same(entry) | Self::New(entry) => Some(entry),
            Self::Unreadable(_) => None,
        }
    }

    fn into_parsed(self) -> Parsed {
        match self {
            Self::Same(entry) | Self::New(entry) => entry.parsed,
            Self::Unreadable(parsed) => *parsed,
        }
    }
}

fn read_and_parse(root: &Path, path: &SourcePath, config: &Config) -> Read {
    match read_stamped(root, path) {
        Ok((bytes, stamp)) => parsed(path, bytes, stamp, config),
        Err(error) => Read::unreadable(path, &error),
    }
}

fn parsed(path: &SourcePath, bytes: Vec<u8>, stamp: Stamp, config: &Config) -> Read {
    let source = Fingerprint::of(&bytes);
    let parsed = match SourceFile::decode(path.clone(), bytes) {
        Ok(file) => parse(&file, config),
        Err(found) => {
            Parsed { path: path.clone(), content: None, diagnostics: vec![*found], wish: Wish::None }
        }
    };
    Read::New(Box::new(CachedFile { stamp, source, parsed }))
}

/// One file parsed again, for the HTML of its body.
pub fn again(root: &Path, path: &SourcePath, config: &Config) -> Option<Parsed> {
    Some(read_and_parse(root, path, config).into_parsed()).filter(|parsed| parsed.content.is_some())
}
