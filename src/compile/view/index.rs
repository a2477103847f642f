//! What `index.html`, `404.html` and `redirect.html` see.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::base::path::Url;
use crate::compile::alphabet::{Alphabet, Group};
use crate::compile::plan::outputs::IndexKind;
use crate::compile::roles::{buys_in, sells_in};
use crate::compile::tally::counts;
use crate::model::deal::Deal;
use crate::model::site::{ArticleId, DealId, Organisation, OrganisationId, Site, TopicId};

use super::page::{HIDDEN, PageView};
use super::parts::{DateView, Source};
use super::shared::Ready;
use super::words::only_reported;

/// The view of `index.html`: `page`, `groups`.
#[derive(Serialize, Debug)]
pub struct IndexPage<'a> {
    /// The page.
    pub page: PageView<'a>,
    /// The entries by first letter, in the order of the site's language.
    pub groups: Vec<GroupView<'a>>,
}

/// The entries of one letter.
#[derive(Serialize, Debug)]
pub struct GroupView<'a> {
    /// The letter: `N`, `0–9`, or `…` for other scripts.
    pub letter: String,
    /// An id for a link to it.
    pub id: String,
    /// Its entries.
    pub entries: Vec<EntryView<'a>>,
}

/// An entry of an index.
#[derive(Serialize, Debug)]
pub struct EntryView<'a> {
    /// The name.
    pub name: &'a str,
    /// Its page.
    pub href: String,
    /// One sentence about it.
    pub description: Option<&'a str>,
    /// How many articles.
    pub count: usize,
    /// How many deals it won or bought in this role; a part does not count beside its whole.
    pub deals: usize,
    /// What there is where these are none: `1 rumoured`, `2 lost`.
    pub reported: Option<String>,
    /// The date of the newest.
    pub latest: Option<Ready<DateView>>,
}

/// The view of `redirect.html`: `page`, `to`.
#[derive(Serialize, Debug)]
pub struct RedirectPage<'a> {
    /// The page.
    pub page: PageView<'a>,
    /// Where it leads.
    pub to: String,
}

/// The view of `404.html`: `page`.
#[derive(Serialize, Debug)]
pub struct NotFoundPage<'a> {
    /// The page.
    pub page: PageView<'a>,
}

struct Listed<'a> {
    name: &'a str,
    slug: &'a str,
    description: Option<&'a str>,
    count: usize,
    deals: Told,
    latest: Option<ArticleId>,
}

/// What an index tells of the deals of an entry.
#[derive(Default)]
struct Told {
    /// How many there are at all.
    all: usize,
    won: usize,
    reported: Option<String>,
}

impl<'a> Source<'a> {
    /// The index of one kind of entity.
    pub fn index_page(&self, kind: IndexKind, alphabet: &Alphabet) -> IndexPage<'a> {
        let description = match kind {
            IndexKind::Vendors => "Every organisation that sells, A to Z.",
            IndexKind::Customers => "Every organisation that buys, A to Z.",
            IndexKind::Organisations => "Every organisation in the news, A to Z.",
            IndexKind::Topics => "Every topic, A to Z.",
            IndexKind::Authors => "Everyone who writes here, A to Z.",
        };
        let listed = listed(self.site, kind);
        let groups = alphabet.groups(&listed, |entry| entry.name);
        let groups = groups.into_iter().zip(1..).map(|(Group { letter, entries }, number)| GroupView {
            id: format!("group-{number}"),
            letter,
            entries: entries.into_iter().map(|entry| self.entry(kind, entry)).collect(),
        });
        IndexPage {
            page: self.page("index", &kind.url(), kind.title().to_owned(), description.to_owned()),
            groups: groups.collect(),
        }
    }

    fn entry(&self, kind: IndexKind, entry: &Listed<'a>) -> EntryView<'a> {
        EntryView {
            name: entry.name,
            href: self.hrefs.entity(kind.folder(), entry.slug),
            description: entry.description,
            count: entry.count,
            deals: entry.deals.won,
            reported: entry.deals.reported.clone(),
            latest: entry.latest.map(|id| self.date(id)),
        }
    }

    /// A page that sends readers on to `to`.
    pub fn redirect_page(&self, from: &Url, to: &Url) -> RedirectPage<'a> {
        let mut page = self.page("redirect", from, "This page has moved".to_owned(), String::new());
        page.canonical = self.hrefs.absolute(to);
        page.robots = HIDDEN.into();
        RedirectPage { page, to: self.hrefs.href(to) }
    }

    /// What a reader sees where nothing is.
    pub fn not_found_page(&self) -> NotFoundPage<'a> {
        let mut page = self.page("404", &Url::new("/404.html"), "Page not found".to_owned(), String::new());
        page.canonical = None;
        page.robots = HIDDEN.into();
        NotFoundPage { page }
    }
}

/// Whether an organisation has a role in a deal.
type InRole = fn(&Deal, OrganisationId) -> bool;

/// What an index tells of the deals in which an organisation has a role, any if none is given.
fn told(site: &Site, id: OrganisationId, role: Option<InRole>) -> Told {
    let deals = &site.organisation(id).deals;
    let deals = deals.iter().copied().filter(|deal| role.is_none_or(|role| role(site.deal(*deal), id)));
    // Who lost, or goes, has won nothing.
    let (own, lost): (Vec<DealId>, Vec<DealId>) = deals.partition(|deal| {
        let deal = site.deal(*deal);
        !deal.lost.contains(&id) && !deal.displaced.contains(&id)
    });
    let (own_counts, lost_counts) = (counts(site, &own), counts(site, &lost));
    let lost_words = (lost_counts.won > 0).then(|| format!("{} lost", lost_counts.won));
    Told {
        all: own.len() + lost.len(),
        won: own_counts.won,
        reported: only_reported(own_counts).or(lost_words.filter(|_| own_counts.won == 0)),
    }
}

fn listed(site: &Site, kind: IndexKind) -> Vec<Listed<'_>> {
    let organisations = |articles: fn(&Organisation) -> Vec<ArticleId>, role: Option<InRole>| {
        let entries = (0..).map(OrganisationId).zip(&site.organisations).map(move |(id, organisation)| {
            let articles = articles(organisation);
            Listed {
                name: &organisation.name,
                slug: &organisation.slug,
                description: organisation.file.as_ref().and_then(|(_, file)| file.description.as_deref()),
                count: articles.len(),
                deals: if organisation.deals.is_empty() { Told::default() } else { told(site, id, role) },
                latest: articles.last().copied(),
            }
        });
        let known = entries.zip(&site.organisations).filter(|(entry, organisation)| {
            // Whoever only an article named that has expired has a page and stands in no list.
            let elsewhere = organisation.file.is_some() || !organisation.mentioned.is_empty();
            entry.count > 0 || entry.deals.all > 0 || (role.is_none() && elsewhere)
        });
        known.map(|(entry, _)| entry).collect()
    };
    match kind {
        IndexKind::Vendors => organisations(|organisation| organisation.as_vendor.clone(), Some(sells_in)),
        IndexKind::Customers => organisations(|organisation| organisation.as_customer.clone(), Some(buys_in)),
        IndexKind::Organisations => organisations(
            |organisation| {
                let roles = organisation.as_vendor.iter().chain(&organisation.as_customer);
                let mut articles: Vec<ArticleId> = roles.copied().collect();
                articles.sort_unstable();
                articles.dedup();
                articles
            },
            None,
        ),
        IndexKind::Topics => {
            let of_deals: BTreeSet<TopicId> =
                site.deals.iter().flat_map(|deal| deal.technology.iter().copied()).collect();
            let known = (0..).map(TopicId).zip(&site.topics).filter(|(id, topic)| {
                topic.file.is_some() || !topic.articles.is_empty() || of_deals.contains(id)
            });
            let entries = known.map(|(_, topic)| Listed {
                name: &topic.name,
                slug: &topic.slug,
                description: topic.file.as_ref().and_then(|(_, file)| file.description.as_deref()),
                count: topic.articles.len(),
                deals: Told::default(),
                latest: topic.articles.last().copied(),
            });
            entries.collect()
        }
        IndexKind::Authors => {
            let entries = site.people.iter().map(|person| Listed {
                name: &person.name,
                slug: &person.slug,
                description: person.file.as_ref().and_then(|(_, file)| file.description.as_deref()),
                count: person.articles.len(),
                deals: Told::default(),
                latest: person.articles.last().copied(),
            });
            entries.filter(|entry| entry.count > 0).collect()
        }
    }
}
