//! What `index.html`, `404.html` and `redirect.html` see.

use serde::Serialize;

use crate::base::path::Url;
use crate::compile::alphabet::{Alphabet, Group};
use crate::compile::plan::outputs::IndexKind;
use crate::compile::roles::{buys_in, sells_in};
use crate::model::deal::Deal;
use crate::model::site::{ArticleId, Organisation, OrganisationId, Site};

use super::page::PageView;
use super::parts::{DateView, Source};
use super::shared::Ready;

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
    /// How many deals in this role.
    pub deals: usize,
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
    deals: usize,
    latest: Option<ArticleId>,
}

impl<'a> Source<'a> {
    /// The index of one kind of entity.
    pub fn index_page(&self, kind: IndexKind, alphabet: &Alphabet) -> IndexPage<'a> {
        let (title, description) = match kind {
            IndexKind::Vendors => ("Vendors", "Every organisation that sells, A to Z."),
            IndexKind::Customers => ("Customers", "Every organisation that buys, A to Z."),
            IndexKind::Organisations => ("Organisations", "Every organisation in the news, A to Z."),
            IndexKind::Topics => ("Topics", "Every topic, A to Z."),
            IndexKind::Authors => ("Authors", "Everyone who writes here, A to Z."),
        };
        let listed = listed(self.site, kind);
        let groups = alphabet.groups(&listed, |entry| entry.name);
        let groups = groups.into_iter().zip(1..).map(|(Group { letter, entries }, number)| GroupView {
            id: format!("group-{number}"),
            letter,
            entries: entries.into_iter().map(|entry| self.entry(kind, entry)).collect(),
        });
        IndexPage {
            page: self.page("index", &kind.url(), title.to_owned(), description.to_owned()),
            groups: groups.collect(),
        }
    }

    fn entry(&self, kind: IndexKind, entry: &Listed<'a>) -> EntryView<'a> {
        EntryView {
            name: entry.name,
            href: self.hrefs.entity(kind.folder(), entry.slug),
            description: entry.description,
            count: entry.count,
            deals: entry.deals,
            latest: entry.latest.map(|id| self.date(id)),
        }
    }

    /// A page that sends readers on to `to`.
    pub fn redirect_page(&self, from: &Url, to: &Url) -> RedirectPage<'a> {
        let mut page = self.page("redirect", from, "This page has moved".to_owned(), String::new());
        page.canonical = self.hrefs.absolute(to);
        RedirectPage { page, to: self.hrefs.href(to) }
    }

    /// What a reader sees where nothing is.
    pub fn not_found_page(&self) -> NotFoundPage<'a> {
        let mut page = self.page("404", &Url::new("/404.html"), "Page not found".to_owned(), String::new());
        page.canonical = None;
        NotFoundPage { page }
    }
}

/// Whether an organisation has a role in a deal.
type InRole = fn(&Deal, OrganisationId) -> bool;

fn listed(site: &Site, kind: IndexKind) -> Vec<Listed<'_>> {
    let organisations = |articles: fn(&Organisation) -> Vec<ArticleId>, role: Option<InRole>| {
        let entries = (0..).map(OrganisationId).zip(&site.organisations).map(move |(id, organisation)| {
            let articles = articles(organisation);
            let deals = organisation.deals.iter();
            Listed {
                name: &organisation.name,
                slug: &organisation.slug,
                description: organisation.file.as_ref().and_then(|(_, file)| file.description.as_deref()),
                count: articles.len(),
                deals: deals.filter(|deal| role.is_none_or(|role| role(site.deal(**deal), id))).count(),
                latest: articles.last().copied(),
            }
        });
        entries.filter(|entry| role.is_none() || entry.count > 0 || entry.deals > 0).collect()
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
            let entries = site.topics.iter().map(|topic| Listed {
                name: &topic.name,
                slug: &topic.slug,
                description: topic.file.as_ref().and_then(|(_, file)| file.description.as_deref()),
                count: topic.articles.len(),
                deals: 0,
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
                deals: 0,
                latest: person.articles.last().copied(),
            });
            entries.filter(|entry| entry.count > 0).collect()
        }
    }
}
