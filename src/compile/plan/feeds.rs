//! Which feeds a site has, and where they stand.
//!
//! Takes the site and its configuration. Knows nothing of what stands in a feed but which articles.

use std::collections::BTreeSet;

use crate::base::path::{OutPath, SourcePath, Url};
use crate::compile::roles::{buys, sells};
use crate::model::article::Standing;
use crate::model::config::Config;
use crate::model::feeds::{FeedFormat, FeedKind, Feeds};
use crate::model::site::{ArticleId, OrganisationId, SectionId, Site, TopicId};

use super::deal_lists::relation_url;
use super::outputs::{Action, List, Owner, Planned};

/// A feed in one format.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Feed {
    /// What it tells of.
    pub of: FeedOf,
    /// In which format.
    pub format: FeedFormat,
}

/// What a feed tells of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FeedOf {
    /// The whole site.
    Site,
    /// A list of articles.
    List(List),
    /// A vendor and a customer, as an index of the site's relations.
    Relation(usize),
}

impl FeedOf {
    /// The newest articles, the newest first.
    pub fn newest(self, site: &Site, count: usize) -> Vec<ArticleId> {
        let last = |articles: &[ArticleId]| articles.iter().rev().take(count).copied().collect();
        match self {
            Self::Site => site.listed().rev().take(count).map(|(id, _)| id).collect(),
            Self::List(list) => last(list.articles(site)),
            Self::Relation(index) => last(&site.relations[index].articles),
        }
    }

    /// Articles that stood in it and are withdrawn, the newest first: none older than all that stand there now.
    /// Only the site and its sections tell of them, for a withdrawn article has no other lists.
    pub fn withdrawn(self, site: &Site, newest: &[ArticleId], count: usize) -> Vec<ArticleId> {
        let oldest = newest.last().map(|id| site.article(*id).written.date.instant);
        let all = site.articles.iter().enumerate().rev();
        let all = all.filter(|(_, article)| article.standing == Standing::Withdrawn);
        let within = |section: SectionId| match self {
            Self::Site => true,
            Self::List(List::Section(own)) => own == section,
            _ => false,
        };
        let fits = all.filter(|(_, article)| {
            within(article.section) && oldest.is_none_or(|oldest| article.written.date.instant >= oldest)
        });
        fits.take(count).map(|(index, _)| ArticleId(u32::try_from(index).unwrap_or(u32::MAX))).collect()
    }

    /// The address of the page with the same articles, in whose folder the feed stands.
    pub fn folder(self, site: &Site) -> Url {
        match self {
            Self::Site => Url::new("/"),
            Self::List(list) => list.url(site),
            Self::Relation(index) => relation_url(site, &site.relations[index]),
        }
    }

    /// In which formats there is such a feed.
    pub fn formats<'a>(self, site: &Site, config: &'a Config) -> &'a [FeedFormat] {
        let Some(feeds) = wanted(config) else { return &[] };
        let formats = feeds.formats(match self {
            Self::Site => FeedKind::Site,
            Self::List(List::Section(_)) => FeedKind::Sections,
            Self::List(List::Vendor(_)) => FeedKind::Vendors,
            Self::List(List::Customer(_)) => FeedKind::Customers,
            Self::List(List::Topic(_)) => FeedKind::Topics,
            Self::List(List::Month(..) | List::Author(_)) => return &[],
            Self::Relation(_) => FeedKind::Relations,
        });
        // Who is known by deals alone has no articles to tell of; the site's own feed is always there.
        let tells = || self == Self::Site || !self.newest(site, 1).is_empty();
        if !formats.is_empty() && tells() { formats } else { &[] }
    }
}

impl Feed {
    /// Its address.
    pub fn url(self, site: &Site) -> Url {
        Url::new(&format!("{}{}", self.of.folder(site), self.format.file()))
    }
}

/// The feeds that are wanted, if there can be any: every address in a feed is a full one.
pub fn wanted(config: &Config) -> Option<&Feeds> {
    config.feeds.as_ref().filter(|_| !config.base_url.origin.is_empty())
}

/// All that may have a feed.
fn all(site: &Site) -> impl Iterator<Item = FeedOf> {
    let sections = (0..).map(SectionId).zip(&site.sections).filter(|(_, section)| !section.slug.is_empty());
    let sections = sections.map(|(id, _)| List::Section(id));
    let organisations = || (0..).map(OrganisationId).take(site.organisations.len());
    let vendors = organisations().filter(|id| sells(site, *id)).map(List::Vendor);
    let customers = organisations().filter(|id| buys(site, *id)).map(List::Customer);
    let topics = (0..).map(TopicId).take(site.topics.len()).map(List::Topic);
    let lists = sections.chain(vendors).chain(customers).chain(topics).map(FeedOf::List);
    let relations = (0..site.relations.len()).map(FeedOf::Relation);
    std::iter::once(FeedOf::Site).chain(lists).chain(relations)
}

/// Plans them beside these outputs; a file of the site's own at the same address takes a feed's place.
pub(super) fn feeds(
    site: &Site,
    config: &Config,
    outputs: &[(OutPath, Url, Planned)],
) -> Vec<(Url, Owner, Feed)> {
    if wanted(config).is_none() {
        return Vec::new();
    }
    let copied = outputs.iter().filter(|(.., planned)| matches!(planned.action, Action::Copy(_)));
    let own: BTreeSet<&Url> = copied.map(|(_, url, _)| url).collect();
    let feeds = all(site)
        .flat_map(|of| of.formats(site, config).iter().map(move |format| Feed { of, format: *format }));
    let addressed = feeds.map(|feed| (feed.url(site), feed)).filter(|(url, _)| !own.contains(url));
    let owner = |of: FeedOf| Owner::Made(format!("the feed of {}", of.folder(site)), None);
    addressed.map(|(url, feed)| (url, owner(feed.of), feed)).collect()
}

/// Which articles stand in a feed, by [`ArticleId`]; empty where there are no feeds.
pub fn in_feeds(site: &Site, config: &Config) -> Vec<bool> {
    let Some(feeds) = wanted(config) else { return Vec::new() };
    let mut told = vec![false; site.articles.len()];
    for of in all(site).filter(|of| !of.formats(site, config).is_empty()) {
        of.newest(site, feeds.entries).iter().for_each(|id| told[id.index()] = true);
    }
    told
}

/// The files of the articles that decide the bytes of a feed.
pub(super) fn sources(feed: Feed, site: &Site, config: &Config) -> BTreeSet<SourcePath> {
    let count = config.feeds.as_ref().map_or(0, |feeds| feeds.entries);
    let mut articles = feed.of.newest(site, count);
    articles.extend(feed.of.withdrawn(site, &articles, count));
    articles.into_iter().map(|id| site.article(id).path.clone()).collect()
}
