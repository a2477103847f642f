//! `dateline why`: what an output is made from and why it was written last, or what a file feeds.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use crate::base::path::{OutPath, SourcePath, Url};
use crate::compile::engine::Engine;
use crate::compile::links::Links;
use crate::compile::plan::outputs::{Action, Planned};
use crate::compile::plan::sources::sources;
use crate::compile::questions::question::{Function, Question};
use crate::disk::error::WorldError;
use crate::disk::ledger::{Entry, Ledger, Why};
use crate::disk::place::real_path;
use crate::disk::store::Store;
use crate::model::config::BaseUrl;

use super::explain::reason;
use super::inputs::Inputs;
use super::load::{LoadOptions, Loaded, load};
use super::report::output::Streams;
use super::status::Status;
use super::stopwatch::Stopwatch;
use super::summary::counted;
use super::write::{Because, Known, changed, keys};

/// The flags of `why`.
#[derive(Clone, Debug)]
pub struct WhyOptions {
    /// The site's folder.
    pub root: PathBuf,
    /// The output folder.
    pub out: PathBuf,
    /// Whether drafts are part of the site, too.
    pub drafts: bool,
    /// The clock.
    pub now: Timestamp,
    /// An address of the site, a file of the output, or a file of the site.
    pub what: String,
}

/// Tells of an output or of a file.
///
/// # Errors
/// The disk fails, the site has no such page or file, or its templates cannot be read.
pub fn why(options: &WhyOptions, streams: &mut Streams<'_>) -> Result<Status, WorldError> {
    let inputs = Inputs::of(&options.root, &options.out, false)?;
    let files: BTreeSet<SourcePath> = all_files(&inputs);
    let load_options = LoadOptions {
        root: &options.root,
        base_url: None,
        drafts: options.drafts,
        now: options.now,
        strict: false,
        paranoid: false,
    };
    let (loaded, _) = load(&load_options, inputs, &mut Stopwatch::new());
    let Some(engine) = &loaded.engine else {
        return Err(WorldError::Refused(
            "the templates have errors: `dateline check` tells which".to_owned(),
        ));
    };
    let links = Links::new(&loaded.site, &loaded.registers, &loaded.plan, &loaded.hrefs);
    let lines = match (output(options, &loaded), file(options, &files)) {
        (Some((path, planned)), _) => of_output(options, &loaded, &links, engine, path, planned),
        (None, Some(path)) => of_file(options, &loaded, &links, engine, &path),
        (None, None) => return Err(nothing(&options.what)),
    };
    match lines.iter().try_for_each(|line| streams.data(line)) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(WorldError::new("write", Path::new("standard output"), &error))
        }
        _ => Ok(Status::Done),
    }
}

fn nothing(what: &str) -> WorldError {
    WorldError::Refused(format!(
        "the site has neither a page nor a file `{what}`: name an address such as /vendors/, or a file such as content/pages/about.md"
    ))
}

fn all_files(inputs: &Inputs) -> BTreeSet<SourcePath> {
    let listing = &inputs.listing;
    let lists = [&listing.content, &listing.templates, &listing.assets, &listing.data];
    lists.into_iter().flatten().chain(&listing.config).cloned().collect()
}

/// The output that is meant: by its address in full or from the site's root, or by its file.
fn output<'a>(options: &WhyOptions, loaded: &'a Loaded) -> Option<(&'a OutPath, &'a Planned)> {
    let what = options.what.split(['?', '#']).next().unwrap_or_default();
    let BaseUrl { origin, path: base } = &loaded.config.base_url;
    let inside = if origin.is_empty() { what } else { what.strip_prefix(origin.as_str()).unwrap_or(what) };
    let inside = inside.strip_prefix(base.as_str()).filter(|rest| rest.starts_with('/')).unwrap_or(inside);
    let by_url = inside.starts_with('/').then(|| {
        let url = Url::new(inside).out_path();
        let folder = Url::new(&format!("{}/", inside.trim_end_matches('/'))).out_path();
        [url, folder]
    });
    let by_file = || {
        let real = real_path(Path::new(what)).or_else(|| real_path(&options.root.join(what)))?;
        let inside = real.strip_prefix(real_path(&options.out)?).ok()?.to_str()?.replace('\\', "/");
        OutPath::new(&inside)
    };
    let candidates = by_url.into_iter().flatten().flatten().chain(by_file()).chain(OutPath::new(what));
    candidates.into_iter().find_map(|path| loaded.plan.outputs.get_key_value(&path))
}

/// The file of the site that is meant, from the site's folder or from here.
fn file(options: &WhyOptions, files: &BTreeSet<SourcePath>) -> Option<SourcePath> {
    let from_here = || {
        let real = real_path(Path::new(&options.what))?;
        let inside = real.strip_prefix(real_path(&options.root)?).ok()?.to_str()?.replace('\\', "/");
        Some(SourcePath::new(&inside))
    };
    let plain = SourcePath::new(options.what.trim_start_matches("./"));
    [Some(plain), from_here()].into_iter().flatten().find(|path| files.contains(path))
}

/// What an output is made from, and why it was written last.
fn of_output(
    options: &WhyOptions,
    loaded: &Loaded,
    links: &Links<'_>,
    engine: &Engine,
    path: &OutPath,
    planned: &Planned,
) -> Vec<String> {
    let ledger = Ledger::load(&Store::of(&options.root), &options.out).whole().unwrap_or_default();
    let asked = ledger.entry(path).map(|entry| entry.questions.as_slice()).unwrap_or_default();
    let Known { key, template, asked } =
        keys(loaded, links, engine, &[(path, planned, asked)]).pop().unwrap_or_default();
    let mut lines = vec![format!("{path} is made from")];
    lines.extend(sources(planned, &loaded.site, &loaded.config).iter().map(|file| format!("  {file}")));
    if let Some(template) = template {
        let whose = if engine.is_own(template) { "templates/" } else { "the built-in " };
        lines.push(format!("  {whose}{template}, and all that every page shows (dateline.yaml)"));
    }
    if !asked.is_empty() {
        lines.push("It asks".to_owned());
        let now = |other| if other { ", which has another answer now" } else { "" };
        lines.extend(asked.iter().map(|(question, other)| format!("  {question}{}", now(*other))));
    }
    let Some(entry) = ledger.entry(path) else {
        lines.push("It was not there after the last build.".to_owned());
        return lines;
    };
    let names: Vec<&'static str> = key.iter().flat_map(|key| &key.parts).map(|(name, _)| *name).collect();
    lines.push(format!("It was written last because {}.", told(&last_time(entry, &names))));
    let copied = matches!(planned.action, Action::Copy(_));
    let same = key.as_ref().is_some_and(|key| key.whole == entry.key);
    lines.push(match (copied, same) {
        (true, _) => "It is a copy, and written when the file changes.".to_owned(),
        (_, true) => "Nothing of it has changed since.".to_owned(),
        _ => format!(
            "The next build will make it again because {}.",
            told(&changed(key.as_ref(), entry)).replace(" had ", " has ")
        ),
    });
    lines
}

/// The reason as the end of a sentence.
fn told(because: &Because) -> String {
    match because.why {
        Why::New => "it was new".to_owned(),
        Why::Touched => "its file was not as the build before had left it".to_owned(),
        Why::Unknown => "its content had changed".to_owned(),
        Why::Changed(_) => {
            let reason = reason(because);
            reason
                .strip_prefix("changed: ")
                .map_or(reason.clone(), |parts| format!("this had changed: {parts}"))
        }
    }
}

/// The reason that the ledger has, with the names of the parts.
fn last_time(entry: &Entry, names: &[&'static str]) -> Because {
    let mut parts = Vec::new();
    if let Why::Changed(bits) = entry.why {
        let set = |index: usize| u32::try_from(index).ok().and_then(|bit| bits.checked_shr(bit)).unwrap_or(0);
        parts.extend(
            names.iter().enumerate().filter(|(index, _)| set(*index) & 1 == 1).map(|(_, name)| *name),
        );
    }
    Because { why: entry.why, parts }
}

/// How a template asks for a file of `data/`.
fn data_question(name: &str) -> Option<String> {
    let question = Question::new(Function::Data, [("path".to_owned(), name.into())]);
    question.ok().map(|question| question.to_string())
}

/// The outputs that a file is a part of.
fn of_file(
    options: &WhyOptions,
    loaded: &Loaded,
    links: &Links<'_>,
    engine: &Engine,
    file: &SourcePath,
) -> Vec<String> {
    let outputs: Vec<(&OutPath, &Planned)> = loaded.plan.outputs.iter().collect();
    let pages = |planned: &Planned| matches!(planned.action, Action::Page(_) | Action::Redirect(_));
    let fed: Vec<&OutPath> = if let Some(name) = file.as_str().strip_prefix("templates/") {
        let unasked: Vec<_> =
            outputs.iter().map(|(path, planned)| (*path, *planned, [].as_slice())).collect();
        let made = keys(loaded, links, engine, &unasked);
        let uses = |template: Option<&str>| template.is_some_and(|template| engine.has(template, name));
        outputs.iter().zip(made).filter(|(_, made)| uses(made.template)).map(|((path, _), _)| *path).collect()
    } else if let Some(name) = file.as_str().strip_prefix("data/") {
        // Nothing but its templates says what an output asks.
        let ledger = Ledger::load(&Store::of(&options.root), &options.out).whole().unwrap_or_default();
        let of_it = data_question(name);
        let asks =
            |entry: &Entry| entry.questions.iter().any(|asked| Some(&asked.question) == of_it.as_ref());
        let uses = |path: &OutPath| ledger.entry(path).is_some_and(asks);
        outputs.iter().filter(|(path, _)| uses(path)).map(|(path, _)| *path).collect()
    } else if !file.as_str().contains('/') {
        outputs.iter().filter(|(_, planned)| pages(planned)).map(|(path, _)| *path).collect()
    } else {
        let uses = |planned: &Planned| sources(planned, &loaded.site, &loaded.config).contains(file);
        outputs.iter().filter(|(_, planned)| uses(planned)).map(|(path, _)| *path).collect()
    };
    if fed.is_empty() {
        return vec![format!(
            "{file} is a part of no output: it is not public, has errors, or nothing leads to it; `dateline check` tells which"
        )];
    }
    let count = counted(fed.len(), "output");
    std::iter::once(format!("{file} is a part of {count}"))
        .chain(fed.iter().map(|path| format!("  {path}")))
        .collect()
}
