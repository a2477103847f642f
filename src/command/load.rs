//! From a folder on the disk to a site with a complete plan: the part that every command shares.
//!
//! Reads files in parallel, runs the stages of `compile` over them, and gathers all that they find.
//! Writes nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use jiff::Timestamp;
use rayon::prelude::*;

use crate::base::diagnostic::{Code, Diagnostic, Finding, KeyPath, Place, Severity, Spot};
use crate::base::hash::Hash;
use crate::base::path::{SourcePath, Url};
use crate::base::source::SourceFile;
use crate::compile::address::pattern_faults;
use crate::compile::assets::{AssetFiles, STYLESHEET, assets};
use crate::compile::check::check_links;
use crate::compile::engine::Engine;
use crate::compile::frontmatter::config as frontmatter_config;
use crate::compile::href::Hrefs;
use crate::compile::link::site::{LinkOptions, Linked, Registers, link};
use crate::compile::links::Links;
use crate::compile::locate;
use crate::compile::parse::{Content, Parsed, parse};
use crate::compile::plan::outputs::{Asset, AssetSource, Owner, Plan, plan};
use crate::compile::view::parts::Source;
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
    /// Whether notes are wanted; finding their places costs time.
    pub notes: bool,
}

/// A site with its plan, and all that was found on the way.
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
    /// What was found.
    pub diagnostics: Vec<Diagnostic>,
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

/// Reads and compiles a site.
///
/// # Errors
/// The site's folder cannot be read at all.
pub fn load(options: &LoadOptions<'_>) -> Result<Loaded, WorldError> {
    let Listing { config: config_path, content, templates, assets: statics, findings } =
        discover(options.root, options.out)?;
    let mut findings = findings;
    let (mut config, mut diagnostics) = read_config(options, config_path.as_ref(), &mut findings);
    if let Some(base_url) = &options.base_url {
        config.base_url = base_url.clone();
    }
    let strict = options.strict || config.strict;
    let (texts, others): (Vec<SourcePath>, Vec<SourcePath>) = content.into_iter().partition(is_markdown);
    let mut parsed: Vec<Parsed> = texts.par_iter().map(|path| read_and_parse(options.root, path, &config)).collect();
    diagnostics.extend(parsed.iter_mut().flat_map(|file| std::mem::take(&mut file.diagnostics)));
    let held_back = if options.drafts { held_back(&parsed, true) } else { held_back(&parsed, false) };
    let link_options = LinkOptions { drafts: options.drafts, now: options.now, strict };
    let Linked { site, registers, drafts } = link(parsed, &config, link_options, &mut findings);

    let (stylesheet, found) = stylesheet(options.root, &statics);
    findings.extend(found);
    let files = AssetFiles {
        site: &statics,
        theme: &theme::files(),
        content: &others,
        held_back: &held_back,
        stylesheet: &stylesheet,
    };
    let assets = assets(&files, &site);
    unused(&others, &assets, &mut findings);
    let plan = plan(&site, &config, &assets, &mut findings);
    let hrefs = Hrefs::new(&config.base_url);
    check_links(&site, &Links::new(&site, &registers, &plan, &hrefs), &mut findings);
    let engine = engine(options.root, &templates, &Source { site: &site, config: &config, hrefs: &hrefs }, &stylesheet, &mut findings);

    if !options.notes {
        findings.retain(|finding| finding.severity > Severity::Note);
        diagnostics.retain(|diagnostic| diagnostic.severity > Severity::Note);
    }
    diagnostics.extend(locate_all(options.root, findings, &config));
    if strict {
        make_strict(&mut diagnostics);
    }
    let counts = count(&texts, &plan, drafts);
    Ok(Loaded { config, site, registers, plan, hrefs, engine, diagnostics, counts, strict })
}

/// Makes errors of warnings.
pub fn make_strict(diagnostics: &mut [Diagnostic]) {
    for diagnostic in diagnostics.iter_mut().filter(|found| found.severity == Severity::Warning) {
        diagnostic.severity = Severity::Error;
    }
}

fn is_markdown(path: &SourcePath) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("md") || extension.eq_ignore_ascii_case("markdown"))
}

fn read_config(options: &LoadOptions<'_>, path: Option<&SourcePath>, findings: &mut Vec<Finding>) -> (Config, Vec<Diagnostic>) {
    let Some(path) = path else { return (Config::default(), Vec::new()) };
    let file = match read_text(options.root, path) {
        Ok(file) => file,
        Err(found) => return (Config::default(), vec![*found]),
    };
    let (config, mut found) = frontmatter_config::config(&file);
    for (section, pattern) in &config.permalinks {
        for fault in pattern_faults(pattern) {
            let place = Place::value(KeyPath::of("permalinks").key(section));
            found.push(Finding::new(Code::BadPermalink, path, place, fault).help("it can be made of `{section}`, `{year}`, `{month}`, `{day}` and `{slug}`"));
        }
    }
    findings.retain(|finding| finding.severity >= Severity::Note);
    let diagnostics = locate::diagnostics(found, &file, &config);
    (config, diagnostics)
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
fn stylesheet(root: &Path, statics: &[SourcePath]) -> (Url, Option<Finding>) {
    let own = statics.iter().find(|path| path.as_str() == format!("static/{STYLESHEET}"));
    let (hash, finding) = match own.map(|path| (path, read(root, path))) {
        Some((_, Ok(bytes))) => (Hash::of(&bytes), None),
        Some((path, Err(error))) => (Hash::of(&[]), Some(error.finding(path))),
        None => (Hash::of(theme::file(STYLESHEET).unwrap_or_default()), None),
    };
    let (stem, kind) = STYLESHEET.split_once('.').unwrap_or((STYLESHEET, "css"));
    (Url::new(&format!("{stem}-{}.{kind}", hash.short())), finding)
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

fn engine(root: &Path, templates: &[SourcePath], source: &Source<'_>, stylesheet: &Url, findings: &mut Vec<Finding>) -> Option<Engine> {
    let mut own = Vec::new();
    for path in templates {
        match read_text(root, path) {
            Ok(file) => own.push((path.clone(), file.text)),
            Err(found) => findings.push(Finding::new(found.code, path, Place::File, found.message.clone())),
        }
    }
    let engine = Engine::new(&theme::templates(), &own).and_then(|mut engine| {
        engine.set_site(&source.site_view(stylesheet))?;
        Ok(engine)
    });
    engine.map_err(|finding| findings.push(*finding)).ok()
}

/// Looks up the places of findings, which may lie in any file of the site.
pub fn locate_all(root: &Path, findings: Vec<Finding>, config: &Config) -> Vec<Diagnostic> {
    let mut files: BTreeMap<SourcePath, Option<SourceFile>> = BTreeMap::new();
    let mut spot = |path: &SourcePath, place: &Place| {
        if *place == Place::File && !is_markdown(path) {
            return Spot::unknown(); // A picture has no lines.
        }
        let file = files.entry(path.clone()).or_insert_with(|| text_of(root, path));
        file.as_ref().map_or_else(Spot::unknown, |file| locate::spot(file, place, config))
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
        Owner::Key(..) | Owner::Made(_) => None,
    });
    let built = owners.filter(|path| is_markdown(path)).collect::<BTreeSet<_>>().len();
    let files = texts.len();
    Counts { files, built, drafts, faulty: files.saturating_sub(built + drafts) }
}
