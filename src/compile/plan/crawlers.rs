//! The files that crawlers read: which of them a site has, and what they are of.
//!
//! Takes the plan of all other outputs: a page is in a sitemap only if there is such a page, and a file of the
//! site's own under the same address takes the place of ours. Knows nothing of what stands in a file.

use std::collections::BTreeSet;

use crate::base::path::{OutPath, SourcePath, Url};
use crate::compile::crawlers::indexable::Indexable;
use crate::model::config::Config;
use crate::model::site::{ArticleId, Site};

use super::outputs::{Action, Owner, Planned, Subject};
use super::sitemaps::{Entry, sitemaps};

/// A file for crawlers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CrawlerFile {
    /// All sitemaps, each with the newest change in it.
    SitemapIndex(Box<[Entry]>),
    /// A sitemap.
    Sitemap(Box<[Entry]>),
    /// What was published in the last two days: [`Site::news`].
    NewsSitemap,
    /// What crawlers are asked to leave alone, and where the sitemaps are: these.
    Robots(Vec<Url>),
    /// Whom to tell of a security hole.
    Security,
    /// The guide for language models.
    Llms,
}

/// How many of the newest articles the guide for language models lists.
const GUIDED: usize = 50;

/// The index of sitemaps.
fn index_url() -> Url {
    Url::new("/sitemap.xml")
}

fn news_url() -> Url {
    Url::new("/news-sitemap.xml")
}

/// Where `security.txt` stands (RFC 9116, section 3).
pub fn security_url() -> Url {
    Url::new("/.well-known/security.txt")
}

/// The newest articles, which the guide for language models lists.
pub fn guided(site: &Site) -> impl Iterator<Item = ArticleId> {
    site.listed().rev().take(GUIDED).map(|(id, _)| id)
}

/// Plans them beside these outputs.
pub(super) fn crawlers(
    site: &Site,
    config: &Config,
    outputs: &[(OutPath, Url, Planned)],
) -> Vec<(Url, Owner, CrawlerFile)> {
    let copied = outputs.iter().filter(|(.., planned)| matches!(planned.action, Action::Copy(_)));
    let mut plan = Planning { own: copied.map(|(_, url, _)| url).collect(), files: Vec::new() };
    let mut sitemap_urls = Vec::new();
    if let Some(indexable) = Indexable::of(config) {
        if config.crawlers.sitemaps {
            sitemap_urls.push(index_url());
            let pages = outputs.iter().filter_map(|(_, url, planned)| match &planned.action {
                Action::Page(subject) => Some((url, subject)),
                _ => None,
            });
            plan.sitemaps(site, config, &indexable, pages);
        }
        if config.crawlers.news.is_some() {
            sitemap_urls.push(news_url());
            // An empty one, too: who was told of it would take a missing file for a fault of the site.
            plan.add(news_url(), "the news sitemap", CrawlerFile::NewsSitemap);
        }
    }
    plan.add(Url::new("/robots.txt"), "robots.txt", CrawlerFile::Robots(sitemap_urls));
    if config.crawlers.security.is_some() {
        plan.add(security_url(), "security.txt", CrawlerFile::Security);
    }
    if config.crawlers.llms.is_some() {
        plan.add(Url::new("/llms.txt"), "llms.txt", CrawlerFile::Llms);
    }
    plan.files
}

struct Planning<'a> {
    /// The addresses of files that are copied.
    own: BTreeSet<&'a Url>,
    files: Vec<(Url, Owner, CrawlerFile)>,
}

impl Planning<'_> {
    fn add(&mut self, url: Url, name: &str, file: CrawlerFile) {
        if !self.own.contains(&url) {
            self.files.push((url, Owner::Made(name.to_owned(), None), file));
        }
    }

    fn sitemaps<'a>(
        &mut self,
        site: &Site,
        config: &Config,
        indexable: &Indexable<'_>,
        pages: impl Iterator<Item = (&'a Url, &'a Subject)>,
    ) {
        let all = sitemaps(site, config, indexable, pages);
        let places = all.iter().map(|sitemap| sitemap.place.clone()).collect();
        self.add(index_url(), "the index of sitemaps", CrawlerFile::SitemapIndex(places));
        for sitemap in all {
            self.add(sitemap.place.url, "a sitemap", CrawlerFile::Sitemap(sitemap.entries));
        }
    }
}

/// The articles that decide the bytes of a file, as files of the site.
pub(super) fn sources(file: &CrawlerFile, site: &Site) -> BTreeSet<SourcePath> {
    let path = |id: ArticleId| site.article(id).path.clone();
    match file {
        CrawlerFile::SitemapIndex(entries) | CrawlerFile::Sitemap(entries) => {
            entries.iter().filter_map(|entry| entry.newest).map(path).collect()
        }
        CrawlerFile::NewsSitemap => {
            let parties = site.news.iter().flat_map(|id| {
                let article = site.article(*id);
                article.vendors.iter().chain(&article.customers)
            });
            let parties = parties.filter_map(|id| site.organisation(*id).file.as_ref());
            let articles = site.news.iter().copied().map(path);
            articles.chain(parties.map(|(path, _)| path.clone())).collect()
        }
        CrawlerFile::Llms => guided(site).map(path).collect(),
        CrawlerFile::Robots(_) | CrawlerFile::Security => BTreeSet::new(),
    }
}
