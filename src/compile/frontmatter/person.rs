//! The front matter of a person's file.
//!
//! Takes a map, gives a [`PersonProfile`] with all faults of the file. Knows one file at a time.

use crate::base::diagnostic::Finding;
use crate::base::source::SourceFile;
use crate::model::body::Body;
use crate::model::config::Config;
use crate::model::data::{Data, Map};
use crate::model::profile::{PersonProfile, PersonRole};

use super::headline;
use super::keys;
use super::organisation::{check_years, partial_date};
use super::reader::{At, Reader};

/// Reads a person's file. `None` if an error was found; all of them are reported.
pub fn person(
    file: &SourceFile,
    map: Map,
    config: &Config,
    body: Body,
    findings: &mut Vec<Finding>,
) -> Option<PersonProfile> {
    let reader = &mut Reader::new(file, config, &keys::PERSON, map, findings);
    let name = headline::name(reader);
    let slug = headline::slug(reader);
    let aliases = reader.texts("aliases");
    let roles = roles(reader);
    let url = headline::address(reader, "url");
    let description = reader.text("description");
    reader.is_sound().then_some(())?;
    let extra = std::mem::take(&mut reader.extra);
    Some(PersonProfile { name: name?, slug, aliases, roles, url, description, extra, body })
}

/// Posts: each a text or a map.
fn roles(reader: &mut Reader) -> Vec<PersonRole> {
    let at = At::Top("roles");
    let items = reader.take_items("roles");
    let mut roles = Vec::with_capacity(items.len());
    for (index, item) in items.into_iter().enumerate() {
        let at = At::Item(&at, index);
        match item {
            Data::Map(map) => {
                let [title, organisation, from, to] =
                    reader.fields(at, map, ["title", "organisation", "from", "to"]);
                let title = reader.field(at, "title", title);
                let organisation = reader.field(at, "organisation", organisation);
                let [from, to] = [("from", from), ("to", to)].map(|(name, value)| {
                    reader
                        .field(at, name, value)
                        .and_then(|text| partial_date(reader, At::Key(&at, name), text))
                });
                check_years(reader, at, from.as_deref(), to.as_deref());
                match title {
                    Some(title) => roles.push(PersonRole { title, organisation, from, to }),
                    None => reader.missing_field(at, "title"),
                }
            }
            Data::Null => reader.empty_item(at),
            item => {
                let title = reader.as_text(at, item);
                roles.extend(title.map(|title| PersonRole { title, ..PersonRole::default() }));
            }
        }
    }
    roles
}
