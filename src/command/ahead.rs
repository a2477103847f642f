//! What will be wrong with a site once its embargoes have ended and its planned pieces are published.
//!
//! Loads the site a second time, at a later clock, and tells what was not found at the first.

use std::collections::BTreeSet;

use crate::base::diagnostic::{Code, Diagnostic, Severity};
use crate::compile::check::check_links;
use crate::compile::link::due::Change;
use crate::compile::links::Links;
use crate::disk::error::WorldError;

use super::build::BuildOptions;
use super::inputs::Inputs;
use super::load::{LoadOptions, Loaded, load};
use super::stopwatch::Stopwatch;

/// The errors and warnings that will be new when all that is due is public. Costs nothing where nothing
/// is due.
///
/// # Errors
/// The disk fails.
pub fn once_public(
    options: &BuildOptions,
    now: &Loaded,
    known: &[Diagnostic],
) -> Result<Vec<Diagnostic>, WorldError> {
    let published =
        now.due.iter().filter(|due| matches!(due.change, Change::EmbargoEnds | Change::Scheduled));
    let Some(last) = published.map(|due| due.at).max() else { return Ok(Vec::new()) };
    let inputs = Inputs::of(&options.root, &options.out, false)?;
    let options_then = LoadOptions {
        root: &options.root,
        base_url: options.base_url.clone(),
        drafts: options.drafts,
        now: last,
        strict: options.strict,
        paranoid: false,
    };
    let (later, mut found) = load(&options_then, inputs, &mut Stopwatch::new());
    let links = Links::new(&later.site, &later.registers, &later.plan, &later.hrefs);
    check_links(&later.site, &links, &mut found.findings);
    let found = found.settle(&options.root, &later.config, true, later.strict);
    let key = |found: &Diagnostic| {
        (found.file.clone(), found.code.as_str(), found.spot.line, found.message.clone())
    };
    let known: BTreeSet<_> = known.iter().map(key).collect();
    // What is on hold is told at its own time.
    let fresh = found.into_iter().filter(|found| {
        found.severity > Severity::Note && found.code != Code::EmbargoPassed && !known.contains(&key(found))
    });
    Ok(fresh
        .map(|mut found| {
            found
                .help
                .push("not yet: it is so once all that is under embargo or planned is public".to_owned());
            found
        })
        .collect())
}
