//! The front matter of a topic's file.
//!
//! Takes a map, gives a [`TopicProfile`] with all faults of the file. Knows one file at a time.

use crate::base::diagnostic::Finding;
use crate::base::source::SourceFile;
use crate::model::body::Body;
use crate::model::config::Config;
use crate::model::data::Map;
use crate::model::profile::TopicProfile;

use super::headline;
use super::keys;
use super::reader::Reader;

/// Reads a topic's file. `None` if an error was found; all of them are reported.
pub fn topic(
    file: &SourceFile,
    map: Map,
    config: &Config,
    body: Body,
    findings: &mut Vec<Finding>,
) -> Option<TopicProfile> {
    let reader = &mut Reader::new(file, config, &keys::TOPIC, map, findings);
    let name = headline::name(reader);
    let slug = headline::slug(reader);
    let aliases = reader.texts("aliases");
    let code = reader.text("code");
    let description = reader.text("description");
    reader.is_sound().then_some(())?;
    let extra = std::mem::take(&mut reader.extra);
    Some(TopicProfile { name: name?, slug, aliases, code, description, extra, body })
}
