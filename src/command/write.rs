//! Renders every output of a plan, in parallel, into the output folder or beside it.

use std::collections::BTreeSet;
use std::fmt::Display;
use std::path::Path;

use rayon::prelude::*;

use crate::base::diagnostic::Finding;
use crate::base::path::{OutPath, Url};
use crate::compile::alphabet::Alphabet;
use crate::compile::engine::Engine;
use crate::compile::links::Links;
use crate::compile::plan::outputs::{Action, Planned};
use crate::compile::render::Renderer;
use crate::compile::view::parts::{Fragments, Source};
use crate::compile::view::shared::Shared;
use crate::disk::emit::{Change, Stage};
use crate::disk::error::WorldError;
use crate::model::site::{ArticleId, DealId, Site};

use super::load::Loaded;
use super::theme;

/// What became of the outputs.
#[derive(Debug, Default)]
pub struct Written {
    /// Outputs and what was done to each, in the order of their paths; those kept are left out.
    pub changes: Vec<(OutPath, Change)>,
    /// What is wrong in templates: each fault once, with the first page that shows it.
    pub findings: Vec<Finding>,
    /// The outputs that could not be made.
    pub failed: BTreeSet<OutPath>,
}

enum Outcome {
    Done(Change),
    Faulty(Box<Finding>),
}

/// Renders all outputs into the stage.
///
/// # Errors
/// A file cannot be read or written.
pub fn write(
    root: &Path,
    loaded: &Loaded,
    links: &Links<'_>,
    engine: &Engine,
    stage: &Stage,
    tick: &(dyn Fn() + Sync),
) -> Result<Written, WorldError> {
    let alphabet = Alphabet::of(&loaded.config.language);
    let mut written = Written::default();
    let Loaded { site, config, hrefs, .. } = loaded;
    let none = Fragments::default();
    let shared = Shared::of(site, config, hrefs);
    let bare = Source { site, config, hrefs, shared: &shared, fragments: &none };
    let renderer = Renderer { engine, source: bare, links, alphabet: &alphabet };
    let Some(fragments) = fragments(&renderer, site, &mut written) else {
        // Without cards there is no page at all.
        written.failed = loaded.plan.outputs.keys().cloned().collect();
        return Ok(written);
    };
    let renderer = Renderer { source: Source { fragments: &fragments, ..bare }, ..renderer };
    let outputs: Vec<(&OutPath, &Planned)> = loaded.plan.outputs.iter().collect();
    let outcomes: Vec<Result<Outcome, WorldError>> = outputs
        .par_iter()
        .map_init(Vec::new, |page, (path, planned)| {
            page.clear(); // One buffer a thread holds all its pages, one after another.
            let outcome = write_one(root, &renderer, stage, path, planned, page);
            tick();
            outcome
        })
        .collect();
    for ((path, _), outcome) in outputs.into_iter().zip(outcomes) {
        match outcome? {
            Outcome::Done(Change::Kept) => {}
            Outcome::Done(change) => written.changes.push((path.clone(), change)),
            Outcome::Faulty(finding) => {
                add_once(&mut written.findings, *finding, path);
                written.failed.insert(path.clone());
            }
        }
    }
    Ok(written)
}

/// Every article's card and headline, and every deal's row; none where their templates fail.
fn fragments(renderer: &Renderer<'_>, site: &Site, written: &mut Written) -> Option<Fragments> {
    let total = u32::try_from(site.articles.len()).unwrap_or(u32::MAX);
    let made: Vec<_> = (0..total).into_par_iter().map(|id| renderer.fragments(ArticleId(id))).collect();
    let mut fragments = Fragments::default();
    for (article, made) in site.articles.iter().zip(made) {
        match made {
            Ok((card, headline)) => {
                fragments.cards.push(card);
                fragments.headlines.push(headline);
            }
            Err(finding) => add_once(&mut written.findings, *finding, &article.url),
        }
    }
    let deals = u32::try_from(site.deals.len()).unwrap_or(u32::MAX);
    let rows: Vec<_> = (0..deals).into_par_iter().map(|id| renderer.deal_row(DealId(id))).collect();
    for (deal, row) in site.deals.iter().zip(rows) {
        match row {
            Ok(row) => fragments.deals.push(row),
            Err(finding) => add_once(&mut written.findings, *finding, &deal.written.id),
        }
    }
    written.findings.is_empty().then_some(fragments)
}

fn write_one(
    root: &Path,
    renderer: &Renderer<'_>,
    stage: &Stage,
    path: &OutPath,
    planned: &Planned,
    page: &mut Vec<u8>,
) -> Result<Outcome, WorldError> {
    let rendered = match &planned.action {
        Action::Copy(from) => return stage.put_file(path, &root.join(from.as_str())).map(Outcome::Done),
        Action::Theme(name) => {
            return stage.put(path, theme::file(name).unwrap_or_default()).map(Outcome::Done);
        }
        Action::Export(export) => {
            renderer.export(*export, page);
            Ok(())
        }
        Action::Redirect(to) => renderer.redirect(&Url::new(path.as_str()), to, page),
        Action::Page(subject) => renderer.page(subject, page),
    };
    match rendered {
        Ok(()) => stage.put(path, page).map(Outcome::Done),
        Err(finding) => Ok(Outcome::Faulty(finding)),
    }
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
