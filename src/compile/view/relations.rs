//! What `relation.html` sees: a vendor and a customer over time.

use std::cmp::Reverse;

use jiff::civil::Date;
use serde::Serialize;

use crate::base::time::PartialDate;
use crate::compile::outcome::has_ended;
use crate::compile::plan::deal_lists::{in_order, relation_between, relation_url};
use crate::compile::plan::feeds::FeedOf;
use crate::compile::tally::{counts, kinds};
use crate::model::deal::{DealKind, DealStatus};
use crate::model::site::{ArticleId, DealId, OrganisationId, Relation};

use super::deals::DealRow;
use super::factbox::TotalsView;
use super::keyed::Keyed;
use super::page::PageView;
use super::parts::{LinkView, Source};
use super::words::counts_in_words;

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
    /// What the vendor does: `sells to`, `is reported to sell to`.
    pub verb: &'static str,
    /// The page on which the customer sells to the vendor, where there is one.
    pub reverse: Option<String>,
    /// What the customer does there.
    pub reverse_verb: Option<&'static str>,
    /// How many deals they have agreed on; a part does not count beside its whole.
    pub deals: usize,
    /// All that there is of deals, in words: `1 deal, 1 rumoured`.
    pub counted: Option<String>,
    /// How many briefings name both in these roles.
    pub briefings: usize,
    /// What their deals are worth together.
    pub totals: TotalsView,
    /// Their deals and briefings by year, the newest first.
    pub years: Vec<RelationYear<'a>>,
    /// How many entries `years` has.
    pub shown: usize,
    /// How many there are: `years` has the newest where they are too many.
    pub entries: usize,
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
    pub headline_html: Option<Keyed>,
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
        let verb = self.verb(relation);
        let description =
            format!("{} {verb} {}: deals and briefings, the newest first.", vendor.name, customer.name);
        let reverse = relation_between(self.site, relation.customer, relation.vendor);
        let counts = counts(self.site, &relation.deals);
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
            page: PageView {
                feeds: self.feeds(FeedOf::Relation(index)),
                ..self.page("relation", &url, title, description)
            },
            vendor,
            customer,
            verb,
            reverse: self.relation_href(relation.customer, relation.vendor),
            reverse_verb: reverse.map(|index| self.verb(&self.site.relations[index])),
            deals: counts.won,
            counted: counts_in_words(counts),
            briefings: relation.articles.len(),
            totals: self.totals(&deals),
            years: years.collect(),
            shown: entries.len(),
            entries: relation.deals.len() + relation.articles.len(),
        }
    }

    /// What a vendor does, in words between its name and the customer's. Briefings alone say that it sells.
    fn verb(&self, relation: &Relation) -> &'static str {
        let status = |id: &DealId| self.site.deal(*id).status;
        let won: Vec<DealId> = relation.deals.iter().copied().filter(|id| status(id).is_won()).collect();
        if won.is_empty() {
            let statuses = relation.deals.iter().map(status);
            // The one that is nearest to a contract decides.
            return match statuses.filter(|status| *status != DealStatus::Withdrawn).max() {
                Some(DealStatus::Bidding) => "bids to sell to",
                Some(_) => "is reported to sell to",
                None if relation.deals.is_empty() => "sells to",
                None => "was to sell to",
            };
        }
        let kinds = kinds(self.site, &won);
        match kinds.as_slice() {
            [(DealKind::Trial, _)] => "has had a trial at",
            [(DealKind::Mou, _)] => "has signed a memorandum with",
            _ if won.iter().all(|id| self.is_past(*id)) => "has sold to",
            _ => "sells to",
        }
    }

    /// Whether a deal is over, and nothing that it brought is said to stay.
    fn is_past(&self, id: DealId) -> bool {
        let deal = self.site.deal(id);
        deal.status != DealStatus::Completed && has_ended(deal, self.shared.day)
    }

    fn relation_entry(&self, entry: Entry) -> RelationEntry<'a> {
        match entry {
            Entry::Deal(id) => RelationEntry { deal: Some(self.deal_row(id)), headline_html: None },
            Entry::Article(id) => {
                RelationEntry { deal: None, headline_html: Some(self.headlines_html(std::iter::once(&id))) }
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
