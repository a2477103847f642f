//! From a folder on the disk to a site with a complete plan: the part that every command shares.
//!
//! Reads files in parallel, runs the stages of `compile` over them, and gathers all that they find.
//! Writes nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use foldhash::HashSet;
use jiff::Timestamp;
use rayon::prelude::*;

use crate::base::diagnostic::{Code, Diagnostic, Finding, KeyPath, Place, Severity, Spot};
use crate::base::hash::Hash;
use crate::base::path::{SourcePath, Url};
use crate::base::source::{LineTable, SourceFile};
use crate::compile::address::pattern_faults;
use crate::compile::assets::{AssetFiles, STYLESHEET, assets};
use crate::compile::engine::Engine;
use crate::compile::frontmatter::config as frontmatter_config;
use crate::compile::href::Hrefs;
use crate::compile::link::registers::Registers;
use crate::compile::link::site::{LinkOptions, Linked, link};
use crate::compile::locate;
use crate::compile::parse::{Content, Parsed, deals_are_reserved, parse};
use crate::compile::plan::outputs::{Asset, AssetSource, Owner, Plan};
use crate::compile::plan::planner::plan;
use crate::compile::view::page::{SiteView, site_view};
use crate::disk::discover::{Listing, discover, read};
use crate::disk::error::WorldError;
use crate::model::article::Status;
use crate::model::config::{BaseUrl, Config};
use crate::model::site::Site;

use super::theme;

/// What decides what is built, apart from the files.
#[derive(Clone, Debug)]
pub struct LoadOptions<'a> {
    /// The site's folder.
    pub root: &'a Path,
    /// The output folder, which is not read.
    pub out: &'a Path,
    /// Another base URL than the configuration's.
    pub base_url: Option<BaseUrl>,
    /// Whether drafts and pieces on hold are built, too.
    pub drafts: bool,
    /// The build's clock.
    pub now: Timestamp,
    /// Whether warnings are errors, whatever the configuration says.
    pub strict: bool,
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
    /// How many Markdown files the site has, and what became of them.
    pub counts: Counts,
    /// Whether warnings are errors.
    pub strict: bool,
}

/// What became of the Markdown files of a site. `built + faulty + drafts` is `files`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    /// All of them.
    pub files: usize,
    /// Those that the plan makes pages from.
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
}

impl Found {
    /// All of it with lines and columns. Notes are dropped where they are not wanted, before time
    /// is spent on their places; where the build is strict, warnings become errors.
    pub fn settle(mut self, root: &Path, config: &Config, notes: bool, strict: bool) -> Vec<Diagnostic> {
        let wanted = |severity| notes || severity > Severity::Note;
        self.findings.retain(|finding| wanted(finding.severity));
        self.diagnostics.retain(|diagnostic| wanted(diagnostic.severity));
        self.diagnostics.extend(locate_all(root, self.findings, config));
        if strict {
            let warnings = self.diagnostics.iter_mut().filter(|found| found.severity == Severity::Warning);
            warnings.for_each(|warning| warning.severity = Severity::Error);
        }
        self.diagnostics
    }
}

/// Reads a site and plans it.
///
/// # Errors
/// The site's folder cannot be read at all.
pub fn load(options: &LoadOptions<'_>) -> Result<(Loaded, Found), WorldError> {
    let Listing { config: config_path, content, templates, assets: statics, findings } =
        discover(options.root, options.out)?;
    let mut found = Found { diagnostics: Vec::new(), findings };
    let mut config = read_config(options.root, config_path.as_ref(), &mut found);
    if let Some(base_url) = &options.base_url {
        config.base_url = base_url.clone();
    }
    let strict = options.strict || config.strict;
    let (texts, others): (Vec<SourcePath>, Vec<SourcePath>) = content.into_iter().partition(is_markdown);
    let hrefs = Hrefs::new(&config.base_url);
    // The templates need no article: they are read beside the articles.
    let (mut parsed, (mut of_theme, stylesheet, engine)) = rayon::join(
        || -> Vec<Parsed> {
            texts.par_iter().map(|path| read_and_parse(options.root, path, &config)).collect()
        },
        || {
            let mut found = Found::default();
            let stylesheet = stylesheet(options.root, &statics, &mut found.findings);
            let engine =
                engine(options.root, &templates, &site_view(&config, &hrefs, &stylesheet), &mut found);
            (found, stylesheet, engine)
        },
    );
    found.diagnostics.extend(parsed.iter_mut().flat_map(|file| std::mem::take(&mut file.diagnostics)));
    let held_back = held_back(&parsed, options.drafts);
    let link_options = LinkOptions { drafts: options.drafts, now: options.now, strict };
    let Linked { site, registers, drafts } = link(parsed, &config, link_options, &mut found.findings);
    let files = AssetFiles {
        site: &statics,
        theme: &theme::files(),
        content: &others,
        markdown: &texts,
        held_back: &held_back,
        stylesheet: &stylesheet,
    };
    let assets = assets(&files, &site);
    unused(&others, &assets, &mut found.findings);
    let plan = plan(&site, &config, &assets, &mut found.findings);
    found.diagnostics.append(&mut of_theme.diagnostics);
    found.findings.append(&mut of_theme.findings);
    let counts = count(&texts, &plan, drafts);
    Ok((Loaded { config, site, registers, plan, hrefs, engine, counts, strict }, found))
}

fn is_markdown(path: &SourcePath) -> bool {
    path.extension().is_some_and(|extension| {
        extension.eq_ignore_ascii_case("md") || extension.eq_ignore_ascii_case("markdown")
    })
}

fn read_config(root: &Path, path: Option<&SourcePath>, found: &mut Found) -> Config {
    let Some(path) = path else { return Config::default() };
    let file = match read_text(root, path) {
        Ok(file) => file,
        Err(unreadable) => {
            found.diagnostics.push(*unreadable);
            return Config::default();
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
    found.diagnostics.extend(locate::diagnostics(findings, &file, &config));
    config
}

/// The text of a file, or why it cannot be had.
pub fn read_text(root: &Path, path: &SourcePath) -> Result<SourceFile, Box<Diagnostic>> {
    match read(root, path) {
        Ok(bytes) => SourceFile::decode(path.clone(), bytes),
        Err(error) => Err(Box::new(error.finding(path).located(&mut |_, _| Spot::unknown()))),
    }
}

fn read_and_parse(root: &Path, path: &SourcePath, config: &Config) -> Parsed {
    match read_text(root, path) {
        Ok(file) => parse(&file, config),
        Err(found) => Parsed { path: path.clone(), content: None, diagnostics: vec![*found] },
    }
}

/// The folders of articles with files beside them (`index.md`) that are not published.
fn held_back(parsed: &[Parsed], drafts: bool) -> BTreeSet<String> {
    let bundles = parsed.iter().filter(|file| file.path.stem() == "index");
    let held = bundles.filter(|file| match &file.content {
        None => true,
        Some(Content::Article(written)) => written.status != Status::Usable && !drafts,
        Some(Content::Page(text)) => text.draft && !drafts,
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
        if path.as_str().starts_with("content/deals/") {
            findings.push(deals_are_reserved(path));
            continue;
        }
        let message = "this file is not published: nothing that is published leads to it";
        findings.push(Finding::new(Code::UnusedFile, path, Place::File, message));
    }
}

fn engine(root: &Path, templates: &[SourcePath], site: &SiteView<'_>, found: &mut Found) -> Option<Engine> {
    let mut own = Vec::new();
    for path in templates {
        match read_text(root, path) {
            Ok(file) => own.push((path.clone(), file.text)),
            Err(unreadable) => found.diagnostics.push(*unreadable),
        }
    }
    let engine = Engine::new(&theme::templates(), &own).and_then(|mut engine| {
        engine.set_site(site)?;
        Ok(engine)
    });
    engine.map_err(|faults| found.findings.extend(faults)).ok()
}

/// Looks up the places of findings, which may lie in any file of the site.
pub fn locate_all(root: &Path, findings: Vec<Finding>, config: &Config) -> Vec<Diagnostic> {
    // What was refused is not opened again to print a line of it.
    let refused = |finding: &&Finding| matches!(finding.code, Code::SymlinkOutside | Code::UnreadableFile);
    let refused: BTreeSet<SourcePath> =
        findings.iter().filter(refused).map(|finding| finding.file.clone()).collect();
    let mut files: BTreeMap<SourcePath, Option<(SourceFile, LineTable)>> = BTreeMap::new();
    let mut spot = |path: &SourcePath, place: &Place| {
        if refused.contains(path) || (*place == Place::File && !is_markdown(path)) {
            return Spot::unknown(); // A picture has no lines.
        }
        let file = files.entry(path.clone()).or_insert_with(|| {
            let file = text_of(root, path)?;
            let lines = LineTable::of(&file.text);
            Some((file, lines))
        });
        file.as_ref().map_or_else(Spot::unknown, |(file, lines)| locate::spot(file, lines, place, config))
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

fn count(texts: &[SourcePath], plan: &Plan, drafts: usize) -> Counts {
    let owners = plan.outputs.values().filter_map(|planned| match &planned.owner {
        Owner::File(path) => Some(path),
        Owner::Key(..) | Owner::Made(..) => None,
    });
    let built = owners.filter(|path| is_markdown(path)).collect::<HashSet<_>>().len();
    let files = texts.len();
    Counts { files, built, drafts, faulty: files.saturating_sub(built + drafts) }
}
