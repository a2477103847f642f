//! What `relation.html` sees: a vendor and a customer over time.

use std::cmp::Reverse;

use jiff::civil::Date;
use serde::Serialize;

use crate::base::time::PartialDate;
use crate::compile::plan::deal_lists::{in_order, relation_between, relation_url};
use crate::model::site::{ArticleId, DealId, OrganisationId};

use super::deals::DealRow;
use super::factbox::TotalsView;
use super::page::PageView;
use super::parts::{LinkView, Source};

/// How many deals and briefings a relation's page shows: the newest.
const NEWEST: usize = 200;

/// The view of `relation.html`.
#[derive(Serialize, Debug)]
pub struct RelationPage<'a> {
    /// The page.
    pub page: PageView<'a>,
    /// Who sells.
    pub vendor: LinkView<'a>,
    /// Who buys.
    pub customer: LinkView<'a>,
    /// The page on which the customer sells to the vendor, where there is one.
    pub reverse: Option<String>,
    /// How many deals they have.
    pub deals: usize,
    /// How many briefings name both in these roles.
    pub briefings: usize,
    /// What their deals are worth together.
    pub totals: TotalsView,
    /// Their deals and briefings by year, the newest first.
    pub years: Vec<RelationYear<'a>>,
    /// How many entries `years` has; less than `deals` and `briefings` together where these are too many.
    pub shown: usize,
}

/// A year of a relation.
#[derive(Serialize, Debug)]
pub struct RelationYear<'a> {
    /// The year; none for deals without a date.
    pub year: Option<i16>,
    /// Its entries, the newest first.
    pub entries: Vec<RelationEntry<'a>>,
}

/// A deal or a briefing: one of the two.
#[derive(Serialize, Debug)]
pub struct RelationEntry<'a> {
    /// A deal.
    pub deal: Option<DealRow<'a>>,
    /// A briefing as a headline: an item of a list.
    pub headline_html: Option<&'a str>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Entry {
    // Before the deal, for the newest come first and on one day the deal does.
    Article(ArticleId),
    Deal(DealId),
}

impl<'a> Source<'a> {
    /// A relation, by its index in the site's list.
    pub fn relation_page(&self, index: usize) -> RelationPage<'a> {
        let relation = &self.site.relations[index];
        let (vendor, customer) = (self.vendor(relation.vendor), self.customer(relation.customer));
        let url = relation_url(self.site, relation);
        let title = format!("{} and {}", vendor.name, customer.name);
        let description = format!(
            "What {} sells to {}: deals and briefings, the newest first.",
            vendor.name, customer.name
        );
        let mut deals = relation.deals.clone();
        in_order(self.site, &mut deals);
        let dated = |id: &DealId| (self.site.deal(*id).date.map(PartialDate::last_day), Entry::Deal(*id));
        let day = |id: &ArticleId| Some(self.site.article(*id).written.date.day);
        let briefings = relation.articles.iter().rev().take(NEWEST);
        let mut entries: Vec<(Option<Date>, Entry)> = deals.iter().rev().take(NEWEST).map(dated).collect();
        entries.extend(briefings.map(|id| (day(id), Entry::Article(*id))));
        entries.sort_unstable_by_key(|entry| Reverse(*entry));
        entries.truncate(NEWEST);
        let years = entries.chunk_by(|(one, _), (other, _)| year(*one) == year(*other));
        let years = years.map(|same| RelationYear {
            year: same.first().and_then(|(date, _)| year(*date)),
            entries: same.iter().map(|(_, entry)| self.relation_entry(*entry)).collect(),
        });
        RelationPage {
            page: self.page("relation", &url, title, description),
            vendor,
            customer,
            reverse: self.relation_href(relation.customer, relation.vendor),
            deals: relation.deals.len(),
            briefings: relation.articles.len(),
            totals: self.totals(&deals),
            years: years.collect(),
            shown: entries.len(),
        }
    }

    fn relation_entry(&self, entry: Entry) -> RelationEntry<'a> {
        match entry {
            Entry::Deal(id) => RelationEntry { deal: Some(self.deal_row(id)), headline_html: None },
            Entry::Article(id) => {
                let headline = self.fragments.headlines.get(id.index()).map(String::as_str);
                RelationEntry { deal: None, headline_html: headline }
            }
        }
    }

    /// Where the page of a vendor and a customer stands, if they have one.
    pub fn relation_href(&self, vendor: OrganisationId, customer: OrganisationId) -> Option<String> {
        let relation = &self.site.relations[relation_between(self.site, vendor, customer)?];
        Some(self.hrefs.href(&relation_url(self.site, relation)))
    }
}

fn year(date: Option<Date>) -> Option<i16> {
    date.map(Date::year)
}
