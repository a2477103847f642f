//! From a folder on the disk to a site with a complete plan: the part that every command shares.
//!
//! Reads files in parallel, runs the stages of `compile` over them, and gathers all that they find.
//! Writes nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use foldhash::HashSet;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::base::diagnostic::{Code, Diagnostic, Finding, KeyPath, Place, Severity, Spot};
use crate::base::hash::{Fingerprint, Hash};
use crate::base::path::{SourcePath, Url};
use crate::base::source::SourceFile;
use crate::compile::address::pattern_faults;
use crate::compile::assets::{AssetFiles, STYLESHEET, assets, check_held};
use crate::compile::bodies::Bodies;
use crate::compile::engine::Engine;
use crate::compile::frontmatter::{config as frontmatter_config, security};
use crate::compile::href::Hrefs;
use crate::compile::link::due::Due;
use crate::compile::link::registers::Registers;
use crate::compile::link::site::{LinkOptions, Linked, link};
use crate::compile::link::visible::{Clock, Seen, seen};
use crate::compile::locate::{self, Spots};
use crate::compile::parse::{Content, Parsed, is_text};
use crate::compile::plan::outputs::{Asset, AssetSource, Owner, Plan};
use crate::compile::plan::planner::plan;
use crate::compile::published::Published;
use crate::compile::questions::data_files::DataFiles;
use crate::compile::view::page::site_view;
use crate::disk::discover::{Listing, read};
use crate::disk::stamp::{Moment, Stamp};
use crate::disk::store::Store;
use crate::model::article::Standing;
use crate::model::config::{BaseUrl, Config};
use crate::model::site::Site;

use super::data::{read_data, read_published};
use super::inputs::Inputs;
use super::parse_cache::{Lost, ParseCache, again, parse_all};
use super::stopwatch::Stopwatch;
use super::templates::{engine, knowing};
use super::theme;

/// What decides what is built, apart from the files.
#[derive(Clone, Debug)]
pub struct LoadOptions<'a> {
    /// The site's folder.
    pub root: &'a Path,
    /// Another base URL than the configuration's.
    pub base_url: Option<BaseUrl>,
    /// Whether drafts and pieces on hold are built, too.
    pub drafts: bool,
    /// The build's clock.
    pub now: Timestamp,
    /// Whether warnings are errors, whatever the configuration says.
    pub strict: bool,
    /// Whether files are read even if the disk says that they have not changed.
    pub paranoid: bool,
}

/// A site with its plan.
pub struct Loaded {
    /// The configuration.
    pub config: Config,
    /// The site.
    pub site: Site,
    /// Where names lead.
    pub registers: Registers,
    /// Every output.
    pub plan: Plan,
    /// How addresses are printed.
    pub hrefs: Hrefs,
    /// The templates; none where one of them cannot be read, and then a diagnostic tells why.
    pub engine: Option<Engine>,
    /// The files of `data/`.
    pub data: DataFiles,
    /// How many files with a text the site has, and what became of them.
    pub counts: Counts,
    /// When the output changes by itself, the next time first.
    pub due: Vec<Due>,
    /// Whether warnings are errors.
    pub strict: bool,
    /// How many pieces are built before they are public, for `--drafts`.
    pub early: usize,
    /// The time on the site's disk before any of it was looked at.
    pub looked_at: Moment,
}

/// What became of the files of a site that are read: Markdown, and deals. `built + faulty + drafts` is `files`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Counts {
    /// All of them.
    pub files: usize,
    /// Those that the plan makes pages from, and the deals.
    pub built: usize,
    /// Those that have an error and no page.
    pub faulty: usize,
    /// Drafts and pieces on hold that are left out.
    pub drafts: usize,
}

/// What was found on the way: in part with lines and columns, in part still to be looked up.
#[derive(Default)]
pub struct Found {
    /// Found while one file was read.
    pub diagnostics: Vec<Diagnostic>,
    /// Found over the whole site.
    pub findings: Vec<Finding>,
    /// Files that are not public yet. A log may be public: what is found in them is told only to
    /// those who ask for notes, unless it is an error.
    pub held: BTreeSet<SourcePath>,
    /// Why something that an earlier build had kept was not taken.
    pub notes: Vec<String>,
}

impl Found {
    /// All that was found elsewhere, too.
    pub(super) fn add(&mut self, other: Self) {
        self.diagnostics.extend(other.diagnostics);
        self.findings.extend(other.findings);
        self.held.extend(other.held);
        self.notes.extend(other.notes);
    }

    /// All of it with lines and columns. Notes are dropped where they are not wanted, before time
    /// is spent on their places; where the build is strict, warnings become errors.
    pub fn settle(mut self, root: &Path, config: &Config, notes: bool, strict: bool) -> Vec<Diagnostic> {
        let wanted = |severity, file: &SourcePath| {
            notes || severity == Severity::Error || (severity > Severity::Note && !self.held.contains(file))
        };
        self.findings.retain(|finding| wanted(finding.severity, &finding.file));
        self.diagnostics.retain(|diagnostic| wanted(diagnostic.severity, &diagnostic.file));
        self.diagnostics.extend(locate_all(root, self.findings, config));
        if !notes {
            // An error in a file that is not public is told with its own line alone.
            let held = self.diagnostics.iter_mut().filter(|found| self.held.contains(&found.file));
            held.for_each(|found| found.related.clear());
        }
        if strict {
            let warnings = self.diagnostics.iter_mut().filter(|found| found.severity == Severity::Warning);
            warnings.for_each(|warning| warning.severity = Severity::Error);
        }
        self.diagnostics
    }
}

/// Reads a site of these files and plans it.
pub fn load(options: &LoadOptions<'_>, inputs: Inputs, watch: &mut Stopwatch) -> (Loaded, Found) {
    let Inputs { listing, content: stamps, kept_at, at: looked_at, notes, .. } = inputs;
    let Listing { config: config_path, published, content, templates, assets: statics, data, findings } =
        listing;
    let mut found = Found { findings, notes, ..Found::default() };
    let (mut config, config_hash) = read_config(options, config_path.as_ref(), &mut found);
    config.base_url = options.base_url.clone().unwrap_or(config.base_url);
    let data = read_data(options.root, &data, &mut found);
    let store = Store::of(options.root);
    let cache = ParseCache { store: &store, config: config_hash, now: kept_at, paranoid: options.paranoid };
    let strict = options.strict || config.strict;
    let (texts, others): (Vec<_>, Vec<_>) =
        content.into_iter().zip(stamps).partition(|(path, _)| is_text(path));
    let (texts, stamps): (Vec<SourcePath>, Vec<Option<Stamp>>) = texts.into_iter().unzip();
    let others: Vec<SourcePath> = others.into_iter().map(|(path, _)| path).collect();
    let hrefs = Hrefs::new(&config.base_url);
    // The templates need no article: they are read beside the articles.
    let ((mut parsed, notes), (of_theme, stylesheet, engine)) = rayon::join(
        || parse_all(options.root, &texts, &stamps, &config, &cache),
        || read_theme(options.root, &templates, &statics, (&config, &hrefs)),
    );
    found.diagnostics.extend(parsed.iter_mut().flat_map(|file| std::mem::take(&mut file.diagnostics)));
    let early = if options.drafts { early(&parsed, options.now) } else { 0 };
    let link_options = LinkOptions { drafts: options.drafts, now: options.now, strict };
    let held_back = held_back(&parsed, link_options.clock());
    found.notes.extend(notes);
    watch.lap("parse");
    let (again, lost) = (|path: &SourcePath| again(options.root, path, &config), Lost::default());
    let bodies = Bodies { again: &again, lost: &|path| lost.add(path) };
    let before = cache.mentions(&mut found.notes);
    let Linked { site, registers, drafts, held, held_links, due, deal_files, mentions } =
        link(parsed, &config, link_options, bodies, before, &mut found.findings);
    if let Some(mentions) = mentions {
        cache.keep_mentions(&mentions, &mut found.notes);
    }
    found.findings.extend(lost.findings());
    watch.lap("link");
    found.held = held;
    let published = read_published(options.root, published.as_ref(), &mut found);
    let files = AssetFiles {
        site: &statics,
        theme: &theme::files(),
        content: &others,
        markdown: &texts,
        held_back: &held_back,
        held: &found.held,
        held_links: &held_links,
        stylesheet: &stylesheet,
    };
    let plan = plan_all(&files, (&site, &config, published), &mut found.findings);
    let engine = engine.and_then(|engine| knowing(engine, &site, &config, &hrefs, &stylesheet, &mut found));
    found.add(of_theme);
    let counts = count(&texts, &plan, drafts, deal_files);
    watch.lap("plan");
    (
        Loaded { config, site, registers, plan, hrefs, engine, data, counts, due, strict, early, looked_at },
        found,
    )
}

/// The configuration, and the hash of its file.
fn read_config(
    options: &LoadOptions<'_>,
    path: Option<&SourcePath>,
    found: &mut Found,
) -> (Config, Fingerprint) {
    let Some(path) = path else { return (Config::default(), Fingerprint::default()) };
    let file = match read_text(options.root, path) {
        Ok(file) => file,
        Err(unreadable) => {
            found.diagnostics.push(*unreadable);
            return (Config::default(), Fingerprint::default());
        }
    };
    let (mut config, mut findings) = frontmatter_config::config(&file);
    config.permalinks.retain(|section, pattern| {
        let place = Place::value(KeyPath::of("permalinks").key(section));
        let faults = pattern_faults(pattern);
        let sound = faults.is_empty();
        findings.extend(faults.into_iter().map(|fault| {
            Finding::new(Code::BadPermalink, path, place.clone(), fault)
                .help("it can be made of `{section}`, `{year}`, `{month}`, `{day}` and `{slug}`")
        }));
        sound
    });
    security::check_expiry(&file, &config, options.now, &mut findings);
    found.diagnostics.extend(locate::diagnostics(findings, &file, &config));
    (config, Fingerprint::of(file.text.as_bytes()))
}

/// The text of a file, or why it cannot be had.
pub fn read_text(root: &Path, path: &SourcePath) -> Result<SourceFile, Box<Diagnostic>> {
    match read(root, path) {
        Ok(bytes) => SourceFile::decode(path.clone(), bytes),
        Err(error) => Err(Box::new(error.finding(path).located(&mut |_, _| Spot::unknown()))),
    }
}

/// The site's templates and the address of its stylesheet, and what is wrong with them.
fn read_theme(
    root: &Path,
    templates: &[SourcePath],
    statics: &[SourcePath],
    (config, hrefs): (&Config, &Hrefs),
) -> (Found, Url, Option<Engine>) {
    let mut found = Found::default();
    let stylesheet = stylesheet(root, statics, &mut found.findings);
    let engine = engine(root, templates, &site_view(config, hrefs, &stylesheet), &mut found);
    (found, stylesheet, engine)
}

/// The plan of a site with all files that are copied.
fn plan_all(
    files: &AssetFiles<'_>,
    (site, config, published): (&Site, &Config, Published),
    findings: &mut Vec<Finding>,
) -> Plan {
    let assets = assets(files, site);
    check_held(files, site, findings);
    unused(files.content, &assets, findings);
    let plan = plan(site, config, &assets, published, findings);
    plan.check_published(site, findings);
    plan
}

/// How many pieces are built for those only who ask for drafts.
fn early(parsed: &[Parsed], now: Timestamp) -> usize {
    parsed.iter().filter(|file| is_held(file, Clock { now, drafts: false })).count()
}

/// Whether a file's own keys hold it back.
fn is_held(file: &Parsed, clock: Clock) -> bool {
    match &file.content {
        Some(Content::Article(written)) => matches!(seen(written, clock), Seen::Held(_)),
        Some(Content::Page(text)) => text.draft,
        Some(Content::Deal(deal)) => deal.embargo_until.is_some_and(|until| until > clock.now),
        _ => false,
    }
}

/// The folders of articles with files beside them (`index.md`) whose text is not published.
fn held_back(parsed: &[Parsed], clock: Clock) -> BTreeSet<String> {
    let bundles = parsed.iter().filter(|file| file.path.stem() == "index");
    let held = bundles.filter(|file| match &file.content {
        None => true,
        Some(Content::Article(written)) => {
            matches!(seen(written, clock), Seen::Held(_) | Seen::Public(Standing::Withdrawn))
        }
        Some(Content::Page(text)) => text.draft && !clock.drafts,
        Some(_) => false,
    });
    held.map(|file| file.path.folder().to_owned()).collect()
}

/// The stylesheet's address, which carries the hash of its bytes.
fn stylesheet(root: &Path, statics: &[SourcePath], findings: &mut Vec<Finding>) -> Url {
    let name = format!("static/{STYLESHEET}");
    let own = statics.iter().find(|path| path.as_str() == name);
    let hash = match own.map(|path| (path, read(root, path))) {
        Some((_, Ok(bytes))) => Hash::of(&bytes),
        Some((path, Err(error))) => {
            findings.push(error.finding(path));
            Hash::of(&[])
        }
        None => Hash::of(theme::file(STYLESHEET).unwrap_or_default()),
    };
    let (stem, kind) = STYLESHEET.split_once('.').unwrap_or((STYLESHEET, "css"));
    Url::new(&format!("{stem}-{}.{kind}", hash.short()))
}

/// Notes files of `content/` that are published by nobody.
fn unused(others: &[SourcePath], assets: &[Asset], findings: &mut Vec<Finding>) {
    let copied: BTreeSet<&SourcePath> = assets
        .iter()
        .filter_map(|asset| match &asset.from {
            AssetSource::Site(path) => Some(path),
            AssetSource::Theme(_) => None,
        })
        .collect();
    for path in others.iter().filter(|path| !copied.contains(path)) {
        let message = "this file is not published: nothing that is published leads to it";
        findings.push(Finding::new(Code::UnusedFile, path, Place::File, message));
    }
}

/// Looks up the places of findings, which may lie in any file of the site.
pub fn locate_all(root: &Path, findings: Vec<Finding>, config: &Config) -> Vec<Diagnostic> {
    // What was refused is not opened again to print a line of it.
    let refused = |finding: &&Finding| matches!(finding.code, Code::SymlinkOutside | Code::UnreadableFile);
    let refused: BTreeSet<SourcePath> =
        findings.iter().filter(refused).map(|finding| finding.file.clone()).collect();
    let no_place = |path: &SourcePath, place: &Place| {
        refused.contains(path) || (*place == Place::File && !is_text(path)) // A picture has no lines.
    };
    let places = findings.iter().flat_map(|finding| {
        let related = finding.related.iter().map(|(path, place, _)| (path, place));
        std::iter::once((&finding.file, &finding.place)).chain(related)
    });
    let paths: BTreeSet<&SourcePath> =
        places.filter(|(path, place)| !no_place(path, place)).map(|(path, _)| path).collect();
    let files: Vec<SourceFile> = paths.into_iter().filter_map(|path| text_of(root, path)).collect();
    let spots: BTreeMap<&SourcePath, Spots<'_>> =
        files.iter().map(|file| (&file.path, Spots::of(file, config))).collect();
    let mut spot = |path: &SourcePath, place: &Place| match spots.get(path) {
        Some(spots) if !no_place(path, place) => spots.spot(place),
        _ => Spot::unknown(),
    };
    findings.into_iter().map(|finding| finding.located(&mut spot)).collect()
}

fn text_of(root: &Path, path: &SourcePath) -> Option<SourceFile> {
    let own = read_text(root, path).ok();
    own.or_else(|| {
        let name = path.as_str().strip_prefix("templates/")?;
        let template = theme::templates().into_iter().find(|template| template.name == name)?;
        Some(SourceFile { path: path.clone(), text: template.text.to_owned() })
    })
}

/// Where deals have files of their own.
const DEALS: &str = "content/deals/";

/// A file of a deal is built when it has no error: it is told with all others that say something of it.
fn count(texts: &[SourcePath], plan: &Plan, drafts: usize, deals: usize) -> Counts {
    let owners = plan.outputs.values().filter_map(|planned| match &planned.owner {
        Owner::File(path) => Some(path),
        Owner::Key(..) | Owner::Made(..) => None,
    });
    let pages = owners.filter(|path| is_text(path) && !path.as_str().starts_with(DEALS));
    let built = pages.collect::<HashSet<_>>().len() + deals;
    let files = texts.len();
    Counts { files, built, drafts, faulty: files.saturating_sub(built + drafts) }
}
