//! What the lists of deals see, and the row that a deal has in each of them.
//!
//! A deal's row stands on many pages, so `deal-row.html` is rendered once for each deal, and pages hold
//! the HTML of the rows one after another.

use std::borrow::Cow;

use serde::Serialize;

use crate::base::time::PartialDate;
use crate::compile::ledger;
use crate::compile::plan::deal_lists::{DealList, deals_url};
use crate::compile::plan::exports::{DealsOf, Export, Format};
use crate::compile::plan::outputs::IndexKind;
use crate::compile::plan::paging::{Pages, numbered};
use crate::model::deal::{Confidence, Deal};
use crate::model::site::{DealId, OrganisationId};

use super::factbox::TotalsView;
use super::lists::OwnedLink;
use super::money::{MoneyView, range};
use super::page::PageView;
use super::parts::{DateView, LinkView, Source, joined};
use super::words::{WordView, confidence_word, kind_word, network_word, status_word};

/// How many of the articles that report a deal are named in its row: the newest.
const ARTICLES: usize = 2;

/// The view of `deal-row.html`: `row`.
#[derive(Serialize, Debug)]
pub struct DealRowView<'a> {
    /// The deal as a list shows it.
    pub row: DealRow<'a>,
}

/// A deal as a list shows it.
#[derive(Clone, Serialize, Debug)]
pub struct DealRow<'a> {
    /// What is sold, in few words: its title, else the product.
    pub what: Cow<'a, str>,
    /// Its title, with its parties.
    pub title: &'a str,
    /// Its page.
    pub href: String,
    /// The day it is listed under, as exactly as it is known.
    pub date: Option<DateView>,
    /// Who sells, each with the name of that day.
    pub vendors: Vec<LinkView<'a>>,
    /// Who buys.
    pub customers: Vec<LinkView<'a>>,
    /// What sort of deal it is.
    pub kind: WordView,
    /// How far it is.
    pub status: WordView,
    /// How sure it is, where no party to it says so.
    pub confidence: Option<WordView>,
    /// What it is worth, as the source said it, or the range of the claims; none where nobody says.
    pub value: Option<String>,
    /// What readers should know of the value: `estimate`.
    pub value_note: Option<String>,
    /// The newest articles that report it.
    pub articles: Vec<HeadlineLink<'a>>,
    /// How many more articles report it.
    pub more_articles: usize,
}

/// An article as a link.
#[derive(Clone, Serialize, Debug)]
pub struct HeadlineLink<'a> {
    /// Its headline.
    pub title: Cow<'a, str>,
    /// Its address.
    pub href: String,
    /// Its language, where it is not the site's.
    pub language: Option<&'a str>,
}

/// The view of `deals.html`: a list of deals.
#[derive(Serialize, Debug)]
pub struct DealsPage<'a> {
    /// The page.
    pub page: PageView<'a>,
    /// What stands above it: the list of all deals, or of a numbered page its front; none on the former.
    pub parent: Option<OwnedLink>,
    /// The rows of the deals on this page, the newest first: `<tr>` elements.
    pub rows_html: String,
    /// How many deals the whole list has.
    pub count: usize,
    /// What its deals are worth together; none on numbered pages.
    pub totals: Option<TotalsView>,
    /// The number of this page, from 1 at the oldest; none on the front.
    pub number: Option<usize>,
    /// The page with the deals before these.
    pub older: Option<String>,
    /// The page with the deals after these.
    pub newer: Option<String>,
    /// Other lists of deals; empty on numbered pages.
    pub filters: Vec<FilterView>,
    /// The same deals for programs; none on lists that have no such tables.
    pub tables: Option<TablesView>,
}

/// Where the same deals stand for programs.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct TablesView {
    /// For spreadsheets.
    pub csv: String,
    /// For programs.
    pub json: String,
}

/// Lists of deals of one sort.
#[derive(Serialize, Debug)]
pub struct FilterView {
    /// What they are told apart by: `Year`.
    pub name: &'static str,
    /// The lists.
    pub lists: Vec<FilterLink>,
}

/// A list of deals.
#[derive(Serialize, Debug)]
pub struct FilterLink {
    /// Its name: `2020`, `China`, `Signed`.
    pub name: String,
    /// Its page.
    pub href: String,
    /// How many deals it has.
    pub count: usize,
    /// Whether it is the list that this page shows.
    pub current: bool,
}

/// What a deal is worth in few words, and what readers should know of it.
fn value_in_short(deal: &Deal) -> (Option<String>, Option<String>) {
    let value = deal.written.value.as_ref();
    let ranges = ledger::claims(deal);
    let range = ranges.iter().find_map(|claims| Some((range(claims)?, claims.currency.as_ref())));
    match (value, range) {
        (Some(value), Some((range, currency))) if currency != value.currency.as_ref() => {
            (Some(value.text.clone()), Some(format!("or {range}")))
        }
        (_, Some((range, _))) => (Some(range), Some("sources differ".to_owned())),
        (value, None) => match value.or(deal.written.claims.first()).map(MoneyView::of) {
            Some(money) => (Some(money.text), money.note.map(str::to_owned)),
            None => (None, None),
        },
    }
}

impl<'a> Source<'a> {
    /// A deal as a list shows it.
    pub fn deal_row(&self, id: DealId) -> DealRow<'a> {
        let deal = self.site.deal(id);
        let written = &deal.written;
        let products = || (!written.products.is_empty()).then(|| Cow::Owned(written.products.join(", ")));
        let what = written.title.as_deref().map(Cow::Borrowed).or_else(products);
        let names = |parties: &'a [crate::model::deal::Party], ids: &'a [OrganisationId], role: IndexKind| {
            let pairs = parties.iter().zip(ids);
            pairs.map(|(party, id)| self.named_then(&party.org, *id, role)).collect()
        };
        let (value, value_note) = value_in_short(deal);
        let articles = deal.articles.iter().rev().take(ARTICLES);
        DealRow {
            what: what.unwrap_or(Cow::Borrowed(&deal.title)),
            title: &deal.title,
            href: self.deal_href(deal),
            date: deal.date.map(DateView::partial),
            vendors: names(&written.vendors, &deal.vendors, IndexKind::Vendors),
            customers: names(&written.customers, &deal.customers, IndexKind::Customers),
            kind: kind_word(deal.kind),
            status: status_word(deal.status),
            confidence: (deal.confidence != Confidence::Official).then(|| confidence_word(deal.confidence)),
            value,
            value_note,
            articles: articles.map(|id| self.headline_link(*id)).collect(),
            more_articles: deal.articles.len().saturating_sub(ARTICLES),
        }
    }

    /// Where a deal's page stands.
    pub fn deal_href(&self, deal: &Deal) -> String {
        self.hrefs.entity("deals", &deal.written.id)
    }

    /// An article as a link.
    pub fn headline_link(&self, id: crate::model::site::ArticleId) -> HeadlineLink<'a> {
        let article = self.site.article(id);
        let language = article.written.language.as_deref();
        HeadlineLink {
            title: self.headline(&article.written.title),
            href: self.hrefs.href(&article.url),
            language: language.filter(|language| **language != *self.config.language),
        }
    }

    /// A link to an organisation in a role, by the name that it had.
    pub fn named_then(&self, name: &'a str, id: OrganisationId, role: IndexKind) -> LinkView<'a> {
        LinkView { name, href: self.hrefs.entity(role.folder(), &self.site.organisation(id).slug) }
    }

    /// The rows of these deals as HTML, in their order.
    pub fn deal_rows_html<'i>(&self, ids: impl Iterator<Item = &'i DealId> + Clone) -> String {
        joined(&self.fragments.deals, ids.map(|id| id.index()))
    }

    /// The newest deals, the newest first, at most so many; those without a date come last.
    pub fn newest_deals(&self, most: usize) -> Vec<DealRow<'a>> {
        self.shared.deal_lists.all.iter().rev().take(most).map(|id| self.deal_row(*id)).collect()
    }

    /// The front of a list of deals.
    pub fn deals_page(&self, list: DealList) -> DealsPage<'a> {
        let deal_lists = &self.shared.deal_lists;
        let deals = deal_lists.deals(list, self.site);
        let pages = Pages::of(deals.len(), self.config.per_page);
        let older = deal_lists.older_url(list, self.site, pages.numbered);
        let (title, description) = self.deals_title(list);
        DealsPage {
            page: self.page("deals", &deal_lists.url(list, self.site), title, description),
            parent: (list != DealList::All).then(|| self.all_deals()),
            rows_html: self.deal_rows_html(deals[pages.front].iter().rev()),
            count: deals.len(),
            totals: Some(self.totals(&deals)),
            number: None,
            older: (pages.numbered > 0).then(|| self.hrefs.href(&older)),
            newer: None,
            filters: self.filters(list),
            tables: self.tables_beside(list),
        }
    }

    /// A numbered page of a list of deals.
    pub fn older_deals_page(&self, list: DealList, number: usize) -> DealsPage<'a> {
        let deal_lists = &self.shared.deal_lists;
        let deals = deal_lists.deals(list, self.site);
        let last = Pages::of(deals.len(), self.config.per_page).numbered;
        let page = |number| self.hrefs.href(&deal_lists.older_url(list, self.site, number));
        let front = self.hrefs.href(&deal_lists.url(list, self.site));
        let name = self.deals_title(list).0;
        let title = format!("{name}: earlier deals, page {number}");
        let url = deal_lists.older_url(list, self.site, number);
        DealsPage {
            page: self.page("deals", &url, title, String::new()),
            parent: Some(OwnedLink { name, href: front.clone() }),
            rows_html: self.deal_rows_html(deals[numbered(number, self.config.per_page)].iter().rev()),
            count: deals.len(),
            totals: None,
            number: Some(number),
            older: (number > 1).then(|| page(number - 1)),
            newer: Some(if number < last { page(number + 1) } else { front }),
            filters: Vec::new(),
            tables: self.tables_beside(list),
        }
    }

    /// The tables with the deals of these.
    pub fn tables(&self, of: DealsOf) -> TablesView {
        let href = |format| self.hrefs.href(&Export { of, format }.url(self.site));
        TablesView { csv: href(Format::Csv), json: href(Format::Json) }
    }

    fn tables_beside(&self, list: DealList) -> Option<TablesView> {
        match list {
            DealList::All => Some(self.tables(DealsOf::Site)),
            DealList::Vendor(id) => Some(self.tables(DealsOf::Vendor(id))),
            DealList::Customer(id) => Some(self.tables(DealsOf::Customer(id))),
            DealList::Year(_) | DealList::Region(_) | DealList::Network(_) | DealList::Status(_) => None,
        }
    }

    /// A link to the list of all deals.
    pub fn all_deals(&self) -> OwnedLink {
        OwnedLink { name: "Deals".to_owned(), href: self.hrefs.href(&deals_url()) }
    }

    fn deals_title(&self, list: DealList) -> (String, String) {
        let organisation = |id| self.site.organisation(id).name.as_str();
        match list {
            DealList::All => {
                ("Deals".to_owned(), "Who sells what to whom, the newest deals first.".to_owned())
            }
            DealList::Year(year) => (format!("Deals of {year}"), format!("Every deal of {year} on record.")),
            DealList::Region(index) => {
                let name = self.shared.deal_lists.regions.get(index).map_or("", |region| &region.name);
                (format!("Deals in {name}"), format!("Every deal on record that concerns {name}."))
            }
            DealList::Network(network) => {
                let text = network_word(network).text;
                (
                    format!("{text} deals"),
                    format!("Every deal on record over this part of the network: {text}."),
                )
            }
            DealList::Status(status) => {
                let text = status_word(status).text;
                (
                    format!("{text} deals"),
                    format!("Every deal on record with this status: {}.", status.name()),
                )
            }
            DealList::Vendor(id) => {
                let name = organisation(id);
                (
                    format!("Deals of {name} as a vendor"),
                    format!("Every deal that {name} won, lost or may win."),
                )
            }
            DealList::Customer(id) => {
                let name = organisation(id);
                (format!("Deals of {name} as a customer"), format!("Every deal in which {name} buys."))
            }
        }
    }

    /// The lists beside one: those of its own sort, and for the list of all deals those of all sorts.
    fn filters(&self, shown: DealList) -> Vec<FilterView> {
        let deal_lists = &self.shared.deal_lists;
        let filter = |name, lists: Vec<(String, DealList, usize)>| {
            let lists = lists.into_iter().map(|(name, list, count)| FilterLink {
                name,
                href: self.hrefs.href(&deal_lists.url(list, self.site)),
                count,
                current: list == shown,
            });
            FilterView { name, lists: lists.collect() }
        };
        let mut filters = Vec::new();
        let all = shown == DealList::All;
        if all || matches!(shown, DealList::Year(_)) {
            let years = deal_lists.years.iter().rev();
            let years = years.map(|(year, deals)| (year.to_string(), DealList::Year(*year), deals.len()));
            filters.push(filter("Year", years.collect()));
        }
        if all || matches!(shown, DealList::Status(_)) {
            let lists = deal_lists.statuses.iter();
            let lists = lists
                .map(|(one, deals)| (status_word(*one).text.to_owned(), DealList::Status(*one), deals.len()));
            filters.push(filter("Status", lists.collect()));
        }
        if all || matches!(shown, DealList::Network(_)) {
            let lists = deal_lists.networks.iter();
            let lists = lists.map(|(one, deals)| {
                (network_word(*one).text.to_owned(), DealList::Network(*one), deals.len())
            });
            filters.push(filter("Network", lists.collect()));
        }
        if all || matches!(shown, DealList::Region(_)) {
            let regions = deal_lists.regions.iter().enumerate();
            let lists = regions
                .map(|(index, region)| (region.name.clone(), DealList::Region(index), region.deals.len()));
            filters.push(filter("Region", lists.collect()));
        }
        filters.retain(|filter| !filter.lists.is_empty());
        filters
    }
}

impl DateView {
    /// The view of a date that may be known in part: `2020-06`, `June 2020`.
    pub fn partial(date: PartialDate) -> Self {
        use super::parts::month_name;
        let text = match (date.month, date.day) {
            (Some(month), Some(day)) => format!("{day} {} {}", month_name(month), date.year),
            (Some(month), None) => format!("{} {}", month_name(month), date.year),
            _ => date.year.to_string(),
        };
        Self { iso: date.to_string(), text, time: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_printed_as_exactly_as_it_is_known() {
        let text = |text| DateView::partial(PartialDate::read(text).unwrap()).text;
        assert_eq!(
            [text("2020-09-07"), text("2020-06"), text("2025")],
            ["7 September 2020", "June 2020", "2025"]
        );
    }
}
