//! From a feed, as planned, to its key and its bytes.

use serde::Serialize;

use crate::base::diagnostic::Finding;
use crate::base::hash::Fingerprint;
use crate::base::path::Url;
use crate::compile::plan::feeds::{Feed, FeedOf, wanted};
use crate::compile::plan::outputs::List;
use crate::compile::render::{Renderer, Sheet};
use crate::compile::stamped::Stamped;
use crate::compile::view::keyed::Keyed;
use crate::model::article::Article;
use crate::model::feeds::FeedFormat;
use crate::model::site::ArticleId;

use super::absolute::absolute_html;
use super::entry::{Entry, tag};
use super::{atom, json_feed, rss};

/// What a feed says of itself.
#[derive(Serialize, Debug)]
pub(super) struct Head<'a> {
    /// A tag URI.
    pub(super) id: String,
    pub(super) title: String,
    /// May be empty.
    pub(super) description: &'a str,
    /// The full address of the page with the same articles.
    pub(super) page: String,
    /// Its own full address.
    pub(super) own: String,
    pub(super) language: &'a str,
    pub(super) hub: Option<&'a str>,
    pub(super) updated: Stamped,
    /// Articles that are withdrawn: the id of each, and since when it is.
    pub(super) withdrawn: Vec<(String, Stamped)>,
}

/// All that decides the bytes of a feed.
#[derive(Serialize)]
struct FeedView<'a> {
    head: Head<'a>,
    /// The articles as feeds tell of them, by their keys.
    entries: Vec<Fingerprint>,
    /// Their texts, where these stand in it.
    texts: Vec<Keyed>,
}

/// An article in a feed.
pub(super) struct Item<'a> {
    pub(super) entry: Entry<'a>,
    /// Its text as HTML, where that stands in the feed.
    pub(super) content_html: Option<String>,
}

impl<'a> Renderer<'a> {
    /// The key and the bytes of a feed, as far as they are wanted.
    ///
    /// # Errors
    /// What is wrong in the template of a figure, with its place.
    pub fn feed(&self, feed: Feed, to: &mut Sheet) -> Result<(), Box<Finding>> {
        let Some(config) = wanted(self.source.config) else { return Ok(()) };
        let site = self.source.site;
        let newest = feed.of.newest(site, config.entries);
        let mut texts = Vec::new();
        for id in newest.iter().filter(|_| config.full) {
            let text = self.article_text(site.article(*id))?;
            texts.push(text.body_html);
            texts.push(text.figures_html);
        }
        let keys = newest.iter().map(|id| self.source.fragments.entries[id.index()]);
        let view = FeedView { head: self.head(feed, &newest), entries: keys.collect(), texts };
        let write = |view: &FeedView<'_>, to: &mut Vec<u8>| {
            let items = newest.iter().enumerate().map(|(nth, id)| {
                let text = view.texts.get(2 * nth..2 * nth + 2);
                self.item(*id, text)
            });
            let items: Vec<Item<'_>> = items.collect();
            match feed.format {
                FeedFormat::Atom => atom::write(&view.head, &items, to),
                FeedFormat::Rss => rss::write(&view.head, &items, to),
                FeedFormat::Json => json_feed::write(&view.head, &items, to),
            }
        };
        self.record(&view, write, to);
        Ok(())
    }

    fn item(&self, id: ArticleId, text: Option<&[Keyed]>) -> Item<'a> {
        let origin = &self.source.config.base_url.origin;
        let page = self.source.hrefs.href(&self.source.site.article(id).url);
        let html = text.map(|parts| parts.iter().map(|part| part.html.as_str()).collect::<String>());
        // The text of some is their standfirst alone, which is told already.
        let html = html.filter(|html| !html.is_empty());
        Item {
            entry: self.feed_entry(id),
            content_html: html.map(|html| absolute_html(&html, origin, &page)),
        }
    }

    fn head(&self, feed: Feed, newest: &[ArticleId]) -> Head<'a> {
        let (site, config) = (self.source.site, self.source.config);
        let zone = &config.time_zone;
        let changed = |id: &ArticleId| self.changed(site.article(*id));
        let count = config.feeds.as_ref().map_or(0, |feeds| feeds.entries);
        let withdrawn = feed.of.withdrawn(site, newest, count);
        let withdrawn = withdrawn.into_iter().map(|id| {
            let article = site.article(id);
            let told = article.written.record.withdrawn.as_ref();
            let at = told.map_or_else(|| self.changed(article), |told| Stamped::of(&told.at, zone));
            (self.feed_entry(id).id, at)
        });
        let withdrawn: Vec<(String, Stamped)> = withdrawn.collect();
        let changes = newest.iter().map(changed).chain(withdrawn.iter().map(|(_, at)| *at));
        let full = |url: &Url| self.source.hrefs.absolute(url).unwrap_or_default();
        let folder = feed.of.folder(site);
        let description = match feed.of {
            FeedOf::Site => &config.description,
            FeedOf::List(List::Section(id)) => &site.section(id).description,
            _ => "",
        };
        Head {
            id: tag(config, folder.as_str()),
            title: self.source.feed_title(feed.of),
            description,
            page: full(&folder),
            own: full(&feed.url(site)),
            language: &config.language,
            hub: config.feeds.as_ref().and_then(|feeds| feeds.hub.as_deref()),
            updated: changes.max_by_key(|stamped| stamped.instant()).unwrap_or_else(Stamped::never),
            withdrawn,
        }
    }

    fn changed(&self, article: &Article) -> Stamped {
        let last = crate::compile::plan::sitemaps::last_change(article);
        Stamped::of(last, &self.source.config.time_zone)
    }
}
