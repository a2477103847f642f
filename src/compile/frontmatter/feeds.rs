//! The key `feeds` of the configuration.
//!
//! Takes what is left to be read of the configuration, gives [`Feeds`]. Knows nothing of what a feed looks like.

use crate::base::diagnostic::Code;
use crate::model::config::BaseUrl;
use crate::model::data::Data;
use crate::model::feeds::{FeedFormat, FeedKind, Feeds};

use super::crawlers::{some_of, switch};
use super::fault::Fault;
use super::headline;
use super::reader::{At, Reader};

/// The most articles that a feed may have.
const MOST: i64 = 500;

/// The date of ids for which the configuration names none: one on which whoever builds a site with this program
/// can hold its name. It is never changed, for all ids would change with it.
const DATE: &str = "2026";

/// Reads it; none if there are to be no feeds. The ids of entries hang on the configured base URL, not on one of
/// the command line: a rehearsal elsewhere has the same ids.
pub(super) fn feeds(reader: &mut Reader, base_url: &BaseUrl) -> Option<Feeds> {
    let top = At::Top("feeds");
    let expected =
        "`true`, `false`, or a map with `formats`, `of`, `entries`, `content`, `authority` and `hub`";
    let map = switch(reader, "feeds", true, expected)?;
    let [formats, of, entries, content, authority, hub] =
        reader.fields(top, map, ["formats", "of", "entries", "content", "authority", "hub"]);
    let defaults = Feeds::default();
    let formats = formats.map(|formats| {
        some_of(reader, At::Key(&top, "formats"), formats, FeedFormat::NAMES, "format of feeds")
    });
    let of = of.map(|of| some_of(reader, At::Key(&top, "of"), of, FeedKind::NAMES, "kind of feed"));
    let host = base_url.origin.split_once("://").map(|(_, host)| host.split(':').next().unwrap_or_default());
    let by_default = || host.map(|host| format!("{host},{DATE}"));
    Some(Feeds {
        formats,
        of: of.unwrap_or(defaults.of),
        entries: count(reader, entries).unwrap_or(defaults.entries),
        full: full(reader, content).unwrap_or(defaults.full),
        authority: self::authority(reader, authority).or_else(by_default),
        hub: reader
            .field(top, "hub", hub)
            .and_then(|hub| headline::web_address(reader, At::Key(&top, "hub"), hub)),
    })
}

fn count(reader: &mut Reader, value: Option<Data>) -> Option<usize> {
    let top = At::Top("feeds");
    let at = At::Key(&top, "entries");
    match value? {
        Data::Null => None,
        Data::Int(number) if (1..=MOST).contains(&number) => usize::try_from(number).ok(),
        Data::Int(number) => {
            let message = format!("`entries` is {number}; it should be 1 to {MOST}");
            reader.fault(at, Fault::new(Code::UnknownValue, message));
            None
        }
        other => {
            reader.wrong_type(at, &other, "a whole number");
            None
        }
    }
}

fn full(reader: &mut Reader, value: Option<Data>) -> Option<bool> {
    let top = At::Top("feeds");
    let names = [("summary", false), ("full", true)];
    let value = value.filter(|value| *value != Data::Null)?;
    some_of(reader, At::Key(&top, "content"), value, &names, "content of feeds").pop()
}

/// `news.example`, or `news.example,2015` (RFC 4151, section 2.1: `taggingEntity`).
fn authority(reader: &mut Reader, value: Option<Data>) -> Option<String> {
    let top = At::Top("feeds");
    let at = At::Key(&top, "authority");
    let text = reader.field(top, "authority", value)?;
    let (name, date) = text.split_once(',').unwrap_or((&text, DATE));
    let is_name = name.contains(|ch: char| ch.is_ascii_alphanumeric())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._@".contains(&byte));
    if is_name && crate::base::time::PartialDate::read(date).is_some() {
        return Some(format!("{name},{date}"));
    }
    let message = format!("`{text}` cannot answer for the ids of a feed");
    let help = "write a host name of yours and a year in which it was yours, as in `news.example,2015`";
    reader.fault(at, Fault::new(Code::UnknownValue, message).help(help));
    None
}
