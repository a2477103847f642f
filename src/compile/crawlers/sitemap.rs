//! Sitemaps and their index (sitemaps.org, protocol 0.9).
//!
//! Takes addresses with the articles that they last showed, gives XML. Which addresses these are is
//! planned; of the clock nothing is known here.

use serde::Serialize;

use crate::base::path::Url;
use crate::base::time::{When, in_offset};
use crate::compile::href::Hrefs;
use crate::compile::plan::sitemaps::{Entry, last_change};
use crate::compile::view::parts::DateView;
use crate::compile::xml::{HEAD, element};
use crate::model::config::BaseUrl;
use crate::model::site::Site;

/// The namespace of sitemaps, and of their index.
pub(super) const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// The farthest that a zone is from UTC in a date of XML Schema, in seconds (part 2, section 3.2.7.3).
const FARTHEST: i32 = 14 * 3600;

/// All that stands in a sitemap or in the index.
#[derive(Serialize)]
pub(super) struct SitemapView<'a> {
    origin: &'a str,
    path: &'a str,
    entries: Vec<(&'a Url, Option<When>)>,
}

/// The view of a sitemap, or of the index, with these entries.
pub(super) fn view<'a>(entries: &'a [Entry], site: &Site, base: &'a BaseUrl) -> SitemapView<'a> {
    let entries = entries.iter().map(|entry| {
        let newest = entry.newest.map(|id| *last_change(site.article(id)));
        (&entry.url, newest)
    });
    SitemapView { origin: &base.origin, path: &base.path, entries: entries.collect() }
}

/// Writes a sitemap.
pub(super) fn write(view: &SitemapView<'_>, to: &mut Vec<u8>) {
    list(view, ("urlset", "url"), to);
}

/// Writes the index.
pub(super) fn write_index(view: &SitemapView<'_>, to: &mut Vec<u8>) {
    list(view, ("sitemapindex", "sitemap"), to);
}

fn list(view: &SitemapView<'_>, (list, item): (&str, &str), to: &mut Vec<u8>) {
    let hrefs = Hrefs::new(&BaseUrl { origin: view.origin.to_owned(), path: view.path.to_owned() });
    to.extend_from_slice(format!("{HEAD}<{list} xmlns=\"{NAMESPACE}\">\n").as_bytes());
    for (url, newest) in &view.entries {
        to.extend_from_slice(format!("<{item}>").as_bytes());
        element("loc", &hrefs.absolute(url).unwrap_or_default(), to);
        if let Some(newest) = newest {
            element("lastmod", &w3c(newest), to);
        }
        to.extend_from_slice(format!("</{item}>\n").as_bytes());
    }
    to.extend_from_slice(format!("</{list}>\n").as_bytes());
}

/// A date as crawlers read it (W3C, “Date and Time Formats”): a day, or a time with its offset.
pub(super) fn w3c(when: &When) -> String {
    match when.time {
        Some((_, offset)) if offset.seconds().abs() > FARTHEST => {
            in_offset(when.instant, jiff::tz::Offset::UTC)
        }
        _ => DateView::of(when).iso,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compile::frontmatter::when::read;
    use jiff::tz::TimeZone;

    #[test]
    fn a_date_is_one_of_xml_schema() {
        let date = |text| w3c(&read(text, &TimeZone::UTC).unwrap());
        assert_eq!(date("2020-06-16"), "2020-06-16");
        assert_eq!(date("2020-06-16T09:00:00+14:00"), "2020-06-16T09:00:00+14:00");
        assert_eq!(date("2020-06-16T09:00:00+15:00"), "2020-06-15T18:00:00+00:00");
    }
}
