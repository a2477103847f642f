//! What the lists of deals see, and the row that a deal has in each of them.
//!
//! A deal's row stands on many pages, so `deal-row.html` is rendered once for each deal, and pages hold
//! the HTML of the rows one after another.

use std::borrow::Cow;

use serde::Serialize;

use crate::base::time::PartialDate;
use crate::compile::outcome::past_end;
use crate::compile::plan::deal_lists::{DealList, deals_url};
use crate::compile::plan::exports::{DealsOf, Export, Format};
use crate::compile::plan::outputs::IndexKind;
use crate::compile::plan::paging::{Pages, numbered};
use crate::compile::tally::counts;
use crate::model::deal::{Confidence, Deal};
use crate::model::site::{DealId, OrganisationId};

use super::factbox::TotalsView;
use super::keyed::Keyed;
use super::lists::OwnedLink;
use super::page::PageView;
use super::parts::{DateView, Fragment, HeadlineView, LinkView, Source};
use super::shared::Ready;
use super::short_value::ShortValue;
use super::words::{WordView, confidence_word, counts_in_words, kind_word, network_word, status_word};

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
    /// When it ended, where that lies before the newest briefing or deal and its status does not tell.
    pub ended: Option<DateView>,
    /// The deal that it is a part of.
    pub part_of: Option<LinkView<'a>>,
    /// How sure it is, where no party to it says so.
    pub confidence: Option<WordView>,
    /// What it is worth, as the source said it, or the range of the claims; none where nobody says.
    pub value: Option<String>,
    /// Whether the value is told in words without a number: `undisclosed`.
    pub value_in_words: bool,
    /// What readers should know of the value: `estimate`.
    pub value_note: Option<String>,
    /// The newest articles that report it.
    pub articles: Vec<Ready<HeadlineView<'a>>>,
    /// How many more articles report it.
    pub more_articles: usize,
}

/// The view of `deals.html`: a list of deals.
#[derive(Serialize, Debug)]
pub struct DealsPage<'a> {
    /// The page.
    pub page: PageView<'a>,
    /// What stands above it: the list of all deals, or of a numbered page its front; none on the former.
    pub parent: Option<OwnedLink>,
    /// The rows of the deals on this page, the newest first: `<tr>` elements.
    pub rows_html: Keyed,
    /// How many rows the whole list has, parts of deals among them.
    pub count: usize,
    /// How many deals these are in words, a part not counted beside its whole: `5 deals, 1 rumoured`.
    pub counted: String,
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
    /// How many deals it has, whatever their status; a part does not count beside its whole.
    pub count: usize,
    /// Whether it is the list that this page shows.
    pub current: bool,
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
        let ShortValue { text: value, note: value_note } = self.shared.values[id.index()].clone();
        // One that has expired stands in no list.
        let listed = deal.articles.iter().rev().filter(|id| self.site.article(**id).is_listed());
        let more_articles = listed.clone().count().saturating_sub(ARTICLES);
        let articles = listed.take(ARTICLES);
        DealRow {
            what: what.unwrap_or(Cow::Borrowed(&deal.title)),
            title: &deal.title,
            href: self.deal_href(deal),
            date: deal.date.map(DateView::partial),
            vendors: names(&written.vendors, &deal.vendors, IndexKind::Vendors),
            customers: names(&written.customers, &deal.customers, IndexKind::Customers),
            kind: kind_word(deal.kind),
            status: status_word(deal.status),
            ended: past_end(deal, self.shared.day).map(DateView::partial),
            part_of: deal.part_of.map(|whole| {
                let whole = self.site.deal(whole);
                LinkView { name: &whole.title, href: self.deal_href(whole) }
            }),
            confidence: (deal.confidence != Confidence::Official).then(|| confidence_word(deal.confidence)),
            value_in_words: value.as_deref().is_some_and(|value| !value.contains(char::is_numeric)),
            value,
            value_note,
            articles: articles.map(|id| self.headline_of(*id)).collect(),
            more_articles,
        }
    }

    /// Where a deal's page stands.
    pub fn deal_href(&self, deal: &Deal) -> String {
        self.hrefs.entity("deals", &deal.written.id)
    }

    /// A link to an organisation in a role, by the name that it had.
    pub fn named_then(&self, name: &'a str, id: OrganisationId, role: IndexKind) -> LinkView<'a> {
        LinkView { name, href: self.hrefs.entity(role.folder(), &self.site.organisation(id).slug) }
    }

    /// The rows of these deals as HTML, in their order.
    pub fn deal_rows_html<'i>(&self, ids: impl Iterator<Item = &'i DealId> + Clone) -> Keyed {
        self.fragments.joined(ids.map(|id| Fragment::DealRow(*id)))
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
            counted: counts_in_words(counts(self.site, &deals)).unwrap_or_default(),
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
            counted: counts_in_words(counts(self.site, &deals)).unwrap_or_default(),
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
        let filter = |name, lists: Vec<(String, DealList, &[DealId])>| {
            let lists = lists.into_iter().map(|(name, list, deals)| FilterLink {
                name,
                href: self.hrefs.href(&deal_lists.url(list, self.site)),
                count: deal_lists.count(deals, self.site),
                current: list == shown,
            });
            FilterView { name, lists: lists.collect() }
        };
        let mut filters = Vec::new();
        let all = shown == DealList::All;
        if all || matches!(shown, DealList::Year(_)) {
            let years = deal_lists.years.iter().rev();
            let years =
                years.map(|(year, deals)| (year.to_string(), DealList::Year(*year), deals.as_slice()));
            filters.push(filter("Year", years.collect()));
        }
        if all || matches!(shown, DealList::Status(_)) {
            let lists = deal_lists.statuses.iter();
            let lists = lists.map(|(one, deals)| {
                (status_word(*one).text.to_owned(), DealList::Status(*one), deals.as_slice())
            });
            filters.push(filter("Status", lists.collect()));
        }
        if all || matches!(shown, DealList::Network(_)) {
            let lists = deal_lists.networks.iter();
            let lists = lists.map(|(one, deals)| {
                (network_word(*one).text.to_owned(), DealList::Network(*one), deals.as_slice())
            });
            filters.push(filter("Network", lists.collect()));
        }
        if all || matches!(shown, DealList::Region(_)) {
            let regions = deal_lists.regions.iter().enumerate();
            let lists = regions.map(|(index, region)| {
                (region.name.clone(), DealList::Region(index), region.deals.as_slice())
            });
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

    /// The view of a date as it is written in a file, `2020-06`; what is no such date is printed as it is.
    pub fn written(text: &str) -> Self {
        let as_it_is = || Self { iso: text.to_owned(), text: text.to_owned(), time: None };
        PartialDate::read(text).map_or_else(as_it_is, Self::partial)
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
