//! Which addresses stand in which sitemap, and which article's change each of them last showed.
//!
//! Takes the pages of a plan, gives sitemaps. A page is in one if [`Indexable`] says so: numbered pages of lists
//! as well, for each is its own canonical address and shows what no other list page does. Knows nothing of XML.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::base::path::Url;
use crate::base::time::When;
use crate::compile::crawlers::indexable::Indexable;
use crate::compile::view::lists::home_articles;
use crate::model::article::Article;
use crate::model::config::Config;
use crate::model::site::{ArticleId, Site};

use super::outputs::{List, Subject};
use super::paging::{Pages, numbered};

/// An address that crawlers are told of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// The address.
    pub url: Url,
    /// The article whose change is the last that can be seen there; none where nothing tells: a page's text, a
    /// file of deals, a table of all organisations have no date of their last change.
    pub newest: Option<ArticleId>,
}

/// A sitemap.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sitemap {
    /// Its own address, and the newest change in it.
    pub place: Entry,
    /// Its addresses, those of articles in the order of time.
    pub entries: Box<[Entry]>,
}

/// How much a sitemap may hold (sitemaps.org, protocol 0.9).
#[derive(Clone, Copy, Debug)]
struct Limits {
    /// Addresses.
    entries: usize,
    /// Bytes, before any compression.
    bytes: usize,
}

const LIMITS: Limits = Limits { entries: 50_000, bytes: 50 * 1024 * 1024 };

/// The most bytes that stand around an address in a sitemap: its tags, and the date of its last change.
const AROUND: usize = 128;

/// The most bytes that a byte of an address can become: `&quot;`.
const ESCAPED: usize = 6;

/// Who is in a sitemap, in the order of the index; articles come first, a sitemap a month.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Group {
    Month(i16, i8),
    Of(&'static str),
}

/// All sitemaps of a site with these pages, in the order of the index.
pub(super) fn sitemaps<'a>(
    site: &Site,
    config: &Config,
    indexable: &Indexable<'_>,
    pages: impl Iterator<Item = (&'a Url, &'a Subject)>,
) -> Vec<Sitemap> {
    let newest = Newest::of(site, config);
    let mut groups: BTreeMap<Group, Vec<Entry>> = BTreeMap::new();
    for (url, subject) in pages {
        let told = match subject {
            Subject::Article(id) => indexable.article(site.article(*id)),
            // Their original is the organisation's profile.
            Subject::NotFound | Subject::Front(List::Vendor(_) | List::Customer(_)) => false,
            _ => indexable.address(url),
        };
        if told {
            let entry = Entry { url: url.clone(), newest: newest.shown_on(subject) };
            groups.entry(group(site, subject)).or_default().push(entry);
        }
    }
    let base = config.base_url.origin.len() + config.base_url.path.len();
    let mut sitemaps = Vec::with_capacity(groups.len());
    for (group, entries) in groups {
        let parts = cut(&entries, base, LIMITS);
        for (index, entries) in parts.into_iter().enumerate() {
            let newest = newest.among(entries.iter().filter_map(|entry| entry.newest));
            let place = Entry { url: address(group, index), newest };
            sitemaps.push(Sitemap { place, entries: entries.into() });
        }
    }
    sitemaps
}

/// `/sitemaps/2020-06.xml`; of what is too much for one, the second part is `/sitemaps/2020-06-2.xml`.
fn address(group: Group, index: usize) -> Url {
    let name = match group {
        Group::Month(year, month) => format!("{year:04}-{month:02}"),
        Group::Of(name) => name.to_owned(),
    };
    let part = if index == 0 { String::new() } else { format!("-{}", index + 1) };
    Url::new(&format!("/sitemaps/{name}{part}.xml"))
}

/// Cuts entries into as many sitemaps as are needed, counted from the first.
fn cut(entries: &[Entry], base: usize, limits: Limits) -> Vec<&[Entry]> {
    let mut parts = Vec::new();
    let (mut start, mut bytes) = (0, AROUND);
    for (at, entry) in entries.iter().enumerate() {
        let more = AROUND + ESCAPED * (base + entry.url.as_str().len());
        if at - start == limits.entries || bytes + more > limits.bytes {
            parts.push(&entries[start..at]);
            (start, bytes) = (at, AROUND);
        }
        bytes += more;
    }
    parts.push(&entries[start..]);
    parts
}

fn group(site: &Site, subject: &Subject) -> Group {
    Group::Of(match subject {
        Subject::Article(id) => {
            let day = site.article(*id).written.date.day;
            return Group::Month(day.year(), day.month());
        }
        Subject::Home | Subject::Page(_) | Subject::Corrections(_) | Subject::NotFound => "pages",
        Subject::Front(list) | Subject::Older(list, _) => match list {
            List::Section(_) | List::Month(..) => "sections",
            List::Vendor(_) => "vendors",
            List::Customer(_) => "customers",
            List::Topic(_) => "topics",
            List::Author(_) => "authors",
        },
        Subject::Year(..) => "sections",
        Subject::Organisation(_) => "organisations",
        Subject::Thread(_) | Subject::Threads => "threads",
        Subject::Index(kind) => kind.folder(),
        Subject::Deal(_) | Subject::Deals(_) | Subject::OlderDeals(..) => "deals",
        Subject::Relation(_) | Subject::Matrix => "relations",
    })
}

/// When each article was last changed.
struct Newest<'a> {
    site: &'a Site,
    per_page: usize,
    /// By [`ArticleId`].
    changed: Vec<Timestamp>,
}

impl<'a> Newest<'a> {
    fn of(site: &'a Site, config: &Config) -> Self {
        let changed = site.articles.iter().map(|article| last_change(article).instant);
        Self { site, per_page: config.per_page, changed: changed.collect() }
    }

    /// The article that was changed last; of several, the one that stands last.
    fn among(&self, articles: impl Iterator<Item = ArticleId>) -> Option<ArticleId> {
        articles.max_by_key(|id| (self.changed[id.index()], *id))
    }

    /// The article whose change is the last that a page shows.
    fn shown_on(&self, subject: &Subject) -> Option<ArticleId> {
        let site = self.site;
        let among = |articles: &[ArticleId]| self.among(articles.iter().copied());
        match subject {
            Subject::Article(id) => Some(*id),
            Subject::Home => self.among(home_articles(site)),
            Subject::Front(list) => {
                let articles = list.articles(site);
                among(&articles[Pages::of(articles.len(), self.per_page).front])
            }
            Subject::Older(list, number) => among(&list.articles(site)[numbered(*number, self.per_page)]),
            Subject::Year(id, year) => {
                let months = site.section(*id).months.iter().filter(|month| month.year == *year);
                self.among(months.flat_map(|month| month.articles.iter().copied()))
            }
            Subject::Organisation(id) => {
                let entry = site.organisation(*id);
                let articles = entry.as_vendor.iter().chain(&entry.as_customer).chain(&entry.mentioned);
                self.among(articles.copied())
            }
            Subject::Corrections(number) => {
                let pages = Pages::of(site.notices.len(), self.per_page);
                let range = number.map_or(pages.front, |number| numbered(number, self.per_page));
                self.among(site.notices[range].iter().map(|notice| notice.article))
            }
            Subject::Thread(id) => among(&site.thread(*id).articles),
            Subject::Threads => {
                self.among(site.threads.iter().flat_map(|thread| thread.articles.iter().copied()))
            }
            Subject::Deal(id) => among(&site.deal(*id).articles),
            Subject::Relation(index) => among(&site.relations[*index].articles),
            Subject::Page(_)
            | Subject::Index(_)
            | Subject::Deals(_)
            | Subject::OlderDeals(..)
            | Subject::Matrix
            | Subject::NotFound => None,
        }
    }
}

/// When an article was last changed: its publication, its last update, or its last correction.
pub fn last_change(article: &Article) -> &When {
    article.written.updated.as_ref().unwrap_or(&article.written.date)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(count: usize, length: usize) -> Vec<Entry> {
        let entry = |number| Entry { url: Url::new(&format!("/{number:0length$}/")), newest: None };
        (0..count).map(entry).collect()
    }

    #[test]
    fn a_month_of_more_than_fifty_thousand_articles_is_cut_from_the_oldest() {
        for (count, expected) in [
            (1, vec![1]),
            (50_000, vec![50_000]),
            (50_001, vec![50_000, 1]),
            (100_001, vec![50_000, 50_000, 1]),
        ] {
            let entries = entries(count, 10);
            let parts = cut(&entries, 20, LIMITS);
            assert_eq!(parts.iter().map(|part| part.len()).collect::<Vec<_>>(), expected);
            assert_eq!(parts.concat(), entries);
        }
        let june = Group::Month(2020, 6);
        assert_eq!(address(june, 0).as_str(), "/sitemaps/2020-06.xml");
        assert_eq!(address(june, 1).as_str(), "/sitemaps/2020-06-2.xml");
    }

    #[test]
    fn no_sitemap_is_larger_than_may_be() {
        let entries = entries(30_000, 1_000);
        let parts = cut(&entries, 20, LIMITS);
        assert!(parts.len() > 1);
        for part in &parts {
            let bytes: usize =
                part.iter().map(|entry| AROUND + ESCAPED * (20 + entry.url.as_str().len())).sum();
            assert!(bytes <= LIMITS.bytes, "{bytes}");
        }
        assert_eq!(parts.concat(), entries);
    }
}
