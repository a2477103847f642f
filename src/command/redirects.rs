//! `dateline redirects`: all redirects of a site as rules of a host or server.

use std::path::{Path, PathBuf};

use jiff::Timestamp;

use crate::base::diagnostic::Severity;
use crate::compile::redirects::rules::print;
use crate::disk::error::WorldError;
use crate::model::config::{BaseUrl, Host};

use super::inputs::Inputs;
use super::load::{LoadOptions, load};
use super::report::output::{Format, Streams};
use super::status::Status;
use super::stopwatch::Stopwatch;

/// The flags of `redirects`.
#[derive(Clone, Debug)]
pub struct RedirectsOptions {
    /// The site's folder.
    pub root: PathBuf,
    /// Another base URL than the configuration's.
    pub base_url: Option<BaseUrl>,
    /// The clock.
    pub now: Timestamp,
    /// Whose rules they are.
    pub host: Host,
}

/// Prints the rules. A site with errors has none: its redirects may lead to what is not there.
///
/// # Errors
/// The disk fails.
pub fn redirects(options: &RedirectsOptions, streams: &mut Streams<'_>) -> Result<Status, WorldError> {
    let inputs = Inputs::of(&options.root, &options.root.join("public"), false)?;
    let load_options = LoadOptions {
        root: &options.root,
        base_url: options.base_url.clone(),
        drafts: false,
        now: options.now,
        strict: false,
        paranoid: false,
    };
    let (loaded, found) = load(&load_options, inputs, &mut Stopwatch::new());
    let mut errors = found.settle(&options.root, &loaded.config, false, loaded.strict);
    errors.retain(|found| found.severity == Severity::Error);
    let failed = !errors.is_empty();
    let tell = || {
        streams.diagnostics(errors, Format::Human, false, &options.root)?;
        if failed {
            return Ok(());
        }
        let (text, left) = print(options.host, &loaded.plan, &loaded.hrefs);
        for path in left {
            streams.talk(&format!("left to its page, for no rule of this host is of it alone: {path}"))?;
        }
        write!(streams.out, "{text}")
    };
    match tell() {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(WorldError::new("write", Path::new("standard output"), &error))
        }
        _ if failed => Ok(Status::SiteHasErrors),
        _ => Ok(Status::Done),
    }
}
