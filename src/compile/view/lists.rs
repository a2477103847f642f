//! What the pages of lists see: home, section, year, month, and the numbered pages behind a list.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use crate::base::path::Url;
use crate::compile::plan::feeds::FeedOf;
use crate::compile::plan::outputs::{IndexKind, List, year_url};
use crate::model::site::{ArticleId, OrganisationId, SectionId, Site};

use super::deals::DealRow;
use super::keyed::Keyed;
use super::page::PageView;
use super::parts::{Card, LinkView, ListView, Source, month_name};

/// How many briefings stand on the home page under the lead.
const LATEST: usize = 12;
/// How many vendors and customers stand on the home page.
const ACTIVE: usize = 10;
/// How many deals stand on the home page.
pub const HOME_DEALS: usize = 5;
/// How far "active" looks back from the newest article.
const ACTIVE_DAYS: i64 = 90;
/// How many headlines of a month stand on the page of its year.
const HEADLINES: usize = 3;

/// The view of `home.html`: `page`, `lead`, `latest_html`, `sections`, `vendors`, `customers`.
#[derive(Serialize, Debug)]
pub struct HomePage<'a> {
    /// The page.
    pub page: PageView<'a>,
    /// The newest article.
    pub lead: Option<Card<'a>>,
    /// The cards of the articles after it, the newest first.
    pub latest_html: Keyed,
    /// The sections.
    pub sections: Vec<LinkView<'a>>,
    /// The vendors most often in the news of the 90 days before the newest article.
    pub vendors: Vec<CountView<'a>>,
    /// The customers likewise.
    pub customers: Vec<CountView<'a>>,
    /// The newest deals, the newest first.
    pub deals: Vec<DealRow<'a>>,
}

/// A name with a number of articles.
#[derive(Serialize, Debug)]
pub struct CountView<'a> {
    /// The name.
    pub name: &'a str,
    /// Where it leads.
    pub href: String,
    /// How many articles.
    pub count: usize,
}

/// The view of `section.html`, `month.html` and `older.html`: `page`, `section`, `list`, `years`, `parent`.
#[derive(Serialize, Debug)]
pub struct ListPage<'a> {
    /// The page.
    pub page: PageView<'a>,
    /// What it is a list of, with the address of its front.
    pub parent: OwnedLink,
    /// The articles.
    pub list: ListView,
    /// The years of a section's archive, the newest first; empty on other lists.
    pub years: Vec<YearLink>,
}

/// A link with a name of its own.
#[derive(Serialize, Debug)]
pub struct OwnedLink {
    /// The name.
    pub name: String,
    /// Where it leads.
    pub href: String,
}

/// A year of an archive.
#[derive(Serialize, Debug)]
pub struct YearLink {
    /// The year.
    pub year: i16,
    /// Its page.
    pub href: String,
    /// How many articles.
    pub count: usize,
}

/// The view of `year.html`: `page`, `section`, `year`, `months`, `previous`, `next`.
#[derive(Serialize, Debug)]
pub struct YearPage<'a> {
    /// The page.
    pub page: PageView<'a>,
    /// The section; none for articles of no section.
    pub section: Option<LinkView<'a>>,
    /// The year.
    pub year: i16,
    /// Its months with articles, the newest first.
    pub months: Vec<MonthView>,
    /// The year before it with articles.
    pub previous: Option<YearLink>,
    /// The year after it with articles.
    pub next: Option<YearLink>,
}

/// A month of an archive.
#[derive(Serialize, Debug)]
pub struct MonthView {
    /// `June 2020`.
    pub name: String,
    /// Its page.
    pub href: String,
    /// How many articles.
    pub count: usize,
    /// The headlines of its newest articles.
    pub headlines_html: Keyed,
    /// How many of its articles these are.
    pub shown: usize,
}

/// The articles that the home page shows, and those among which it counts who is active.
pub fn home_articles(site: &Site) -> impl Iterator<Item = ArticleId> {
    let since = active_since(site);
    let newest = site.listed().rev().enumerate();
    let shown = newest
        .take_while(move |(index, (_, article))| *index <= LATEST || article.written.date.instant >= since);
    shown.map(|(_, (id, _))| id)
}

/// From when on articles count for who is active: some days before the newest.
fn active_since(site: &Site) -> Timestamp {
    let newest = site.listed().next_back();
    let newest = newest.map_or(Timestamp::MIN, |(_, newest)| newest.written.date.instant);
    newest.checked_sub(SignedDuration::from_hours(24 * ACTIVE_DAYS)).unwrap_or(Timestamp::MIN)
}

impl<'a> Source<'a> {
    /// The home page.
    pub fn home_page(&self) -> HomePage<'a> {
        let site = self.site;
        let newest: Vec<ArticleId> = site.listed().rev().take(LATEST + 1).map(|(id, _)| id).collect();
        let (lead, latest_html) = match newest.split_first() {
            Some((lead, latest)) => (Some(self.card(*lead)), self.cards_html(latest.iter())),
            None => (None, Keyed::none()),
        };
        let sections =
            (0..).map(SectionId).zip(&site.sections).filter(|(_, section)| !section.slug.is_empty());
        HomePage {
            page: self.page(
                "home",
                &Url::new("/"),
                self.config.title.clone(),
                self.config.description.clone(),
            ),
            lead,
            latest_html,
            sections: sections
                .map(|(id, section)| LinkView {
                    name: &section.title,
                    href: self.hrefs.href(&List::Section(id).url(site)),
                })
                .collect(),
            vendors: self.active(IndexKind::Vendors),
            customers: self.active(IndexKind::Customers),
            deals: self.newest_deals(HOME_DEALS),
        }
    }

    /// The organisations with the most articles in one role, in the days before the newest article.
    fn active(&self, role: IndexKind) -> Vec<CountView<'a>> {
        let site = self.site;
        let since = active_since(site);
        let mut counts: BTreeMap<OrganisationId, usize> = BTreeMap::new();
        let recent = site.listed().rev().map(|(_, article)| article);
        for article in recent.take_while(|article| article.written.date.instant >= since) {
            let parties = if role == IndexKind::Vendors { &article.vendors } else { &article.customers };
            for id in parties {
                *counts.entry(*id).or_default() += 1;
            }
        }
        let mut counts: Vec<(OrganisationId, usize)> = counts.into_iter().collect();
        counts.sort_by_key(|(id, count)| (std::cmp::Reverse(*count), *id));
        let views = counts.into_iter().take(ACTIVE).map(|(id, count)| {
            let party = if role == IndexKind::Vendors { self.vendor(id) } else { self.customer(id) };
            CountView { name: party.name, href: party.href, count }
        });
        views.collect()
    }

    /// The front of a section.
    pub fn section_page(&self, id: SectionId) -> ListPage<'a> {
        let section = self.site.section(id);
        let list = List::Section(id);
        let url = list.url(self.site);
        let mut years: Vec<YearLink> = Vec::new();
        for month in section.months.iter().rev() {
            match years.last_mut() {
                Some(last) if last.year == month.year => last.count += month.articles.len(),
                _ => years.push(self.year_link(id, month.year, month.articles.len())),
            }
        }
        ListPage {
            parent: OwnedLink { name: section.title.clone(), href: self.hrefs.href(&url) },
            page: PageView {
                feeds: self.feeds(FeedOf::List(list)),
                ..self.page("section", &url, section.title.clone(), section.description.clone())
            },
            list: self.front(list),
            years,
        }
    }

    fn year_link(&self, id: SectionId, year: i16, count: usize) -> YearLink {
        YearLink { year, href: self.hrefs.href(&year_url(self.site, id, year)), count }
    }

    /// A year of a section.
    pub fn year_page(&self, id: SectionId, year: i16) -> YearPage<'a> {
        let section = self.site.section(id);
        let months = section.months.iter().enumerate().rev().filter(|(_, month)| month.year == year);
        let months = months.map(|(index, month)| MonthView {
            name: format!("{} {}", month_name(month.month), month.year),
            href: self.hrefs.href(&List::Month(id, index).url(self.site)),
            count: month.articles.len(),
            shown: month.articles.len().min(HEADLINES),
            headlines_html: self.headlines_html(month.articles.iter().rev().take(HEADLINES)),
        });
        let total = |year: i16| {
            let months = section.months.iter().filter(|month| month.year == year);
            months.map(|month| month.articles.len()).sum()
        };
        let before = section.months.iter().rev().map(|month| month.year).find(|other| *other < year);
        let after = section.months.iter().map(|month| month.year).find(|other| *other > year);
        let title = format!("{} {year}", section.title).trim().to_owned();
        YearPage {
            page: self.page("year", &year_url(self.site, id, year), title, String::new()),
            section: (!section.slug.is_empty()).then(|| LinkView {
                name: &section.title,
                href: self.hrefs.href(&List::Section(id).url(self.site)),
            }),
            year,
            months: months.collect(),
            previous: before.map(|year| self.year_link(id, year, total(year))),
            next: after.map(|year| self.year_link(id, year, total(year))),
        }
    }

    /// The front of a month.
    pub fn month_page(&self, id: SectionId, index: usize) -> ListPage<'a> {
        let list = List::Month(id, index);
        let month = &self.site.section(id).months[index];
        let year = year_url(self.site, id, month.year);
        ListPage {
            parent: OwnedLink { name: month.year.to_string(), href: self.hrefs.href(&year) },
            page: self.page("month", &list.url(self.site), self.list_title(list), String::new()),
            list: self.front(list),
            years: Vec::new(),
        }
    }

    /// A numbered page of any list.
    pub fn older_page(&self, list: List, number: usize) -> ListPage<'a> {
        let title = self.list_title(list);
        let url = list.older_url(self.site, number);
        ListPage {
            page: self.page(
                "older",
                &url,
                format!("{title}: earlier briefings, page {number}"),
                String::new(),
            ),
            parent: OwnedLink { name: title, href: self.hrefs.href(&list.url(self.site)) },
            list: self.older(list, number),
            years: Vec::new(),
        }
    }

    pub(in crate::compile) fn list_title(&self, list: List) -> String {
        match list {
            List::Section(id) => self.site.section(id).title.clone(),
            List::Month(id, index) => {
                let section = self.site.section(id);
                let month = &section.months[index];
                let name = format!("{}, {} {}", section.title, month_name(month.month), month.year);
                name.trim_start_matches(", ").to_owned()
            }
            List::Vendor(id) => format!("{} as a vendor", self.site.organisation(id).name),
            List::Customer(id) => format!("{} as a customer", self.site.organisation(id).name),
            List::Topic(id) => self.site.topic(id).name.clone(),
            List::Author(id) => self.site.person(id).name.clone(),
        }
    }
}
