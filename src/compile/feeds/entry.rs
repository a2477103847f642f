//! An article as feeds tell of it, the same in every format.
//!
//! Takes an article of the site, gives plain texts and full addresses. Knows no format.

use std::borrow::Cow;

use serde::Serialize;

use crate::base::path::SourcePath;
use crate::compile::markdown::inline::{inline_with_slots, plain};
use crate::compile::plan::outputs::IndexKind;
use crate::compile::plan::sitemaps::last_change;
use crate::compile::render::{Renderer, image};
use crate::compile::stamped::Stamped;
use crate::compile::view::parts::ON_A_CARD;
use crate::model::config::Config;
use crate::model::site::{ArticleId, OrganisationId};

use super::absolute::{absolute, absolute_html};

/// An entry of a feed, without the text of its article.
#[derive(Serialize, Debug)]
pub struct Entry<'a> {
    /// A tag URI (RFC 4151), which outlives a change of the article's slug and of the site's base URL.
    pub id: String,
    /// Its full address.
    pub url: String,
    /// The headline.
    pub title: Cow<'a, str>,
    /// Its language, a BCP 47 tag.
    pub language: &'a str,
    /// When it was published.
    pub published: Stamped,
    /// When it was last changed in a way that its writers tell of.
    pub updated: Stamped,
    /// The standfirst as plain text.
    pub summary: Option<String>,
    /// The standfirst as HTML; its addresses are full.
    pub summary_html: Option<String>,
    /// The names in the byline, each with the full address of its page.
    pub authors: Vec<(&'a str, String)>,
    /// What it is about: vendors and customers, the first twelve of each, and topics.
    pub categories: Vec<Category<'a>>,
    /// The picture at its head.
    pub picture: Option<Picture<'a>>,
}

/// Something that an article is about.
#[derive(Serialize, Debug)]
pub struct Category<'a> {
    /// The full address of the index that lists all of its kind.
    pub scheme: String,
    /// The last part of its address.
    pub slug: &'a str,
    /// The name.
    pub name: &'a str,
}

/// A picture.
#[derive(Serialize, Debug)]
pub struct Picture<'a> {
    /// Its full address.
    pub url: String,
    /// What it shows; may be empty.
    pub alt: &'a str,
    /// Its media type, where its name tells.
    pub media_type: Option<&'static str>,
}

/// The tag URI of something of this site (RFC 4151).
pub(super) fn tag(config: &Config, name: &str) -> String {
    let origin = &config.base_url.origin;
    let host = || origin.split_once("://").map_or("", |(_, host)| host.split(':').next().unwrap_or_default());
    let authority = config.feeds.as_ref().and_then(|feeds| feeds.authority.as_deref());
    let authority = authority.map_or_else(|| format!("{},2026", host()), str::to_owned);
    let name = percent_encoding::utf8_percent_encode(name, percent_encoding::NON_ALPHANUMERIC).to_string();
    // These may stand in a tag URI as they are, and are what most names are made of.
    let name = name.replace("%2F", "/").replace("%2D", "-").replace("%2E", ".").replace("%5F", "_");
    format!("tag:{authority}:{name}")
}

/// What stands for an article for ever: its place below `content/`.
fn identity(path: &SourcePath) -> &str {
    let path = path.as_str();
    let path = path.strip_prefix("content/").unwrap_or(path);
    let path = path.rsplit_once('.').map_or(path, |(path, _)| path);
    path.strip_suffix("/index").unwrap_or(path)
}

/// The media type of a picture by the end of its name (IANA).
fn media_type(url: &str) -> Option<&'static str> {
    let name = url.split(['?', '#']).next().unwrap_or_default();
    let types = [
        ("jpg", "image/jpeg"),
        ("jpeg", "image/jpeg"),
        ("png", "image/png"),
        ("webp", "image/webp"),
        ("avif", "image/avif"),
        ("gif", "image/gif"),
        ("svg", "image/svg+xml"),
    ];
    let (_, end) = name.rsplit_once('.')?;
    types.iter().find(|(known, _)| known.eq_ignore_ascii_case(end)).map(|(_, kind)| *kind)
}

impl<'a> Renderer<'a> {
    /// An article as feeds tell of it.
    pub fn feed_entry(&self, id: ArticleId) -> Entry<'a> {
        let (site, config) = (self.source.site, self.source.config);
        let article = site.article(id);
        let written = &article.written;
        let origin = config.base_url.origin.as_str();
        let page = self.source.hrefs.href(&article.url);
        let entity =
            |kind: IndexKind, slug| format!("{origin}{}", self.source.hrefs.entity(kind.folder(), slug));
        let scheme = |kind: IndexKind| format!("{origin}{}", self.source.hrefs.href(&kind.url()));
        let parties = |kind: IndexKind, ids: &'a [OrganisationId]| {
            let scheme = scheme(kind);
            // As on a card: the entry stands in the feeds of all of them.
            ids.iter().take(ON_A_CARD).map(move |id| site.organisation(*id)).map(move |organisation| {
                Category { scheme: scheme.clone(), slug: &organisation.slug, name: &organisation.name }
            })
        };
        let of_topics = scheme(IndexKind::Topics);
        let topics = article.topics.iter().map(|id| site.topic(*id)).map(|topic| Category {
            scheme: of_topics.clone(),
            slug: &topic.slug,
            name: &topic.name,
        });
        let vendors = parties(IndexKind::Vendors, &article.vendors);
        let categories = vendors.chain(parties(IndexKind::Customers, &article.customers)).chain(topics);
        let authors = written.authors.iter().zip(&article.authors).map(|(byline, person)| {
            (byline.name.as_str(), entity(IndexKind::Authors, &site.person(*person).slug))
        });
        let summary = written.standfirst.as_deref().map(|text| {
            let mut html = inline_with_slots(text, config.smart_punctuation);
            self.fill_told(id, &mut html);
            absolute_html(&html, origin, &page)
        });
        let picture = written.hero.as_ref().map(|hero| {
            let url = image(self.links, &article.path, &article.url, &hero.src);
            let url = absolute(&url, origin, &page).unwrap_or(url);
            Picture { media_type: media_type(&url), url, alt: hero.alt.as_deref().unwrap_or_default() }
        });
        Entry {
            id: tag(config, identity(&article.path)),
            url: format!("{origin}{page}"),
            title: self.source.headline(&written.title),
            language: written.language.as_deref().unwrap_or(&config.language),
            published: Stamped::of(&written.date, &config.time_zone),
            updated: Stamped::of(last_change(article), &config.time_zone),
            summary: written.standfirst.as_deref().map(plain),
            summary_html: summary,
            authors: authors.collect(),
            categories: categories.collect(),
            picture,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_made_of_the_files_place_and_of_nothing_that_changes() {
        assert_eq!(identity(&SourcePath::new("content/briefings/2020/a.b.md")), "briefings/2020/a.b");
        assert_eq!(identity(&SourcePath::new("content/briefings/x/index.md")), "briefings/x");
        let config = Config::default();
        assert_eq!(tag(&config, "a b/ü.c-d_e"), "tag:,2026:a%20b/%C3%BC.c-d_e");
    }

    #[test]
    fn a_picture_is_known_by_its_name() {
        assert_eq!(media_type("https://a.example/b.JPG?c=.png"), Some("image/jpeg"));
        assert_eq!(media_type("https://a.example/picture"), None);
    }
}
