//! Renders every output of a plan, in parallel, into the output folder or beside it.

use std::path::Path;

use rayon::prelude::*;

use crate::base::diagnostic::Finding;
use crate::base::path::{OutPath, Url};
use crate::compile::alphabet::Alphabet;
use crate::compile::engine::Engine;
use crate::compile::links::Links;
use crate::compile::plan::outputs::{Action, Planned};
use crate::compile::render::{Renderer, body_file};
use crate::compile::view::parts::Source;
use crate::disk::emit::{Change, Stage};
use crate::disk::error::WorldError;

use super::load::{Loaded, read_text};
use super::theme;

/// What became of the outputs.
#[derive(Debug, Default)]
pub struct Written {
    /// Outputs and what was done to each, in the order of their paths; those kept are left out.
    pub changes: Vec<(OutPath, Change)>,
    /// What is wrong in templates: each fault once, with the first page that shows it.
    pub findings: Vec<Finding>,
}

enum Outcome {
    Done(Change),
    Faulty(Box<Finding>),
}

/// Renders all outputs into the stage.
///
/// # Errors
/// A file cannot be read or written.
pub fn write(root: &Path, loaded: &Loaded, engine: &Engine, stage: &Stage, tick: &(dyn Fn() + Sync)) -> Result<Written, WorldError> {
    let links = Links::new(&loaded.site, &loaded.registers, &loaded.plan, &loaded.hrefs);
    let alphabet = Alphabet::of(&loaded.config.language);
    let source = Source { site: &loaded.site, config: &loaded.config, hrefs: &loaded.hrefs };
    let renderer = Renderer { engine, source, links: &links, alphabet: &alphabet };
    let outputs: Vec<(&OutPath, &Planned)> = loaded.plan.outputs.iter().collect();
    let outcomes: Vec<Result<Outcome, WorldError>> = outputs
        .par_iter()
        .map(|(path, planned)| {
            let outcome = write_one(root, loaded, &renderer, stage, path, planned);
            tick();
            outcome
        })
        .collect();
    let mut written = Written::default();
    for ((path, _), outcome) in outputs.into_iter().zip(outcomes) {
        match outcome? {
            Outcome::Done(Change::Kept) => {}
            Outcome::Done(change) => written.changes.push((path.clone(), change)),
            Outcome::Faulty(finding) => add_once(&mut written.findings, *finding, path),
        }
    }
    Ok(written)
}

fn write_one(root: &Path, loaded: &Loaded, renderer: &Renderer<'_>, stage: &Stage, path: &OutPath, planned: &Planned) -> Result<Outcome, WorldError> {
    let rendered = match &planned.action {
        Action::Copy(from) => return stage.put_file(path, &root.join(from.as_str())).map(Outcome::Done),
        Action::Theme(name) => return stage.put(path, theme::file(name).unwrap_or_default()).map(Outcome::Done),
        Action::Redirect(to) => renderer.redirect(&Url::new(path.as_str()), to),
        Action::Page(subject) => {
            // A file that has gone since it was read first prints an empty body; the next build,
            // which is due anyway, sets it right.
            let file = body_file(&loaded.site, subject).and_then(|path| read_text(root, path).ok());
            renderer.page(subject, file.as_ref().map_or("", |file| &file.text))
        }
    };
    match rendered {
        Ok(bytes) => stage.put(path, &bytes).map(Outcome::Done),
        Err(finding) => Ok(Outcome::Faulty(finding)),
    }
}

/// One fault of a template shows on many pages; it is told once.
fn add_once(findings: &mut Vec<Finding>, finding: Finding, page: &OutPath) {
    let same = |other: &&mut Finding| {
        other.file == finding.file && other.place == finding.place && other.message == finding.message
    };
    if findings.iter_mut().find(same).is_none() {
        findings.push(finding.help(format!("it was found while making {page}")));
    }
}
