//! The front matter of a page that is no article: about, contact.
//!
//! Takes a map, gives a [`PageText`] with all faults of the file. Knows one file at a time.

use crate::base::diagnostic::{Finding, KeyPath};
use crate::base::source::SourceFile;
use crate::model::article::Status;
use crate::model::body::Body;
use crate::model::config::Config;
use crate::model::data::Map;
use crate::model::profile::PageText;

use super::headline;
use super::keys;
use super::reader::Reader;
use super::record;

/// Reads a page. `None` if an error was found; all of them are reported.
pub fn page(
    file: &SourceFile,
    map: Map,
    config: &Config,
    body: Body,
    findings: &mut Vec<Finding>,
) -> Option<PageText> {
    let reader = &mut Reader::new(file, config, &keys::PAGE, map, findings);
    let title = headline::title(reader, &body);
    let slug = headline::slug(reader);
    let standfirst = headline::standfirst(reader);
    let language = headline::language(reader);
    let draft = headline::status(reader) != Status::Usable;
    let aliases = headline::old_paths(reader);
    reader.is_sound().then_some(())?;
    let extra = std::mem::take(&mut reader.extra);
    let links = record::links(KeyPath::of("standfirst"), standfirst.as_deref()).collect();
    Some(PageText { title: title?, slug, standfirst, links, language, draft, aliases, extra, body })
}
