//! `dateline due`: the next instants at which the output changes by itself, and why.

use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::Serialize;

use crate::base::time::in_offset;
use crate::compile::link::due::Due;
use crate::disk::error::WorldError;

use super::inputs::Inputs;
use super::load::{LoadOptions, load};
use super::report::output::Streams;
use super::status::Status;
use super::stopwatch::Stopwatch;

/// The flags of `due`.
#[derive(Clone, Debug)]
pub struct DueOptions {
    /// The site's folder.
    pub root: PathBuf,
    /// The clock.
    pub now: Timestamp,
    /// Whether each line is a JSON object.
    pub json: bool,
}

/// A line for programs.
#[derive(Serialize)]
struct Line<'a> {
    at: String,
    change: &'static str,
    file: &'a str,
    title: &'a str,
}

/// Prints what is due, the next first. Nothing is due is no failure; files that cannot be read are,
/// for an embargo may stand in them.
///
/// # Errors
/// The disk fails.
pub fn due(options: &DueOptions, streams: &mut Streams<'_>) -> Result<Status, WorldError> {
    let inputs = Inputs::of(&options.root, &options.root.join("public"), false)?;
    let load_options = LoadOptions {
        root: &options.root,
        base_url: None,
        drafts: false,
        now: options.now,
        strict: false,
        paranoid: false,
    };
    let (loaded, _) = load(&load_options, inputs, &mut Stopwatch::new());
    let zone = &loaded.config.time_zone;
    let mut print = || -> io::Result<()> {
        for due in &loaded.due {
            let at = in_offset(due.at, zone.to_offset(due.at));
            streams.data(&if options.json { json(due, at) } else { human(due, &at) })?;
        }
        if loaded.due.is_empty() {
            streams.talk("nothing is due: the output changes only when the site does")?;
        }
        match loaded.counts.faulty {
            0 => Ok(()),
            1 => streams.talk("1 file has errors and was not counted: `dateline check` shows them"),
            faulty => streams.talk(&format!(
                "{faulty} files have errors and were not counted: `dateline check` shows them"
            )),
        }
    };
    match print() {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(WorldError::new("write", Path::new("standard output"), &error))
        }
        _ if loaded.counts.faulty > 0 => Ok(Status::SiteHasErrors),
        _ => Ok(Status::Done),
    }
}

fn human(due: &Due, at: &str) -> String {
    format!("{at}  {}: {}", due.file, due.change.words())
}

fn json(due: &Due, at: String) -> String {
    let line = Line { at, change: due.change.name(), file: due.file.as_str(), title: &due.title };
    serde_json::to_string(&line).unwrap_or_default()
}
