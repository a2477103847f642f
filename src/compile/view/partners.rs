//! What pages of organisations see of the other side: customers and suppliers.

use std::cmp::Reverse;

use jiff::civil::Date;
use serde::Serialize;

use crate::compile::link::relations::pairs_of;
use crate::compile::plan::outputs::IndexKind;
use crate::compile::tally::{Counts, counts};
use crate::model::site::{ArticleId, DealId, OrganisationId};

use super::parts::{DateView, Source};
use super::shared::Ready;
use super::words::only_reported;

/// The other side of some briefings and deals.
#[derive(Serialize, Debug)]
pub struct PartnerView<'a> {
    /// The name.
    pub name: &'a str,
    /// Its page in the role that it has here.
    pub href: String,
    /// How many briefings name both.
    pub count: usize,
    /// How many deals they have agreed on; a part does not count beside its whole.
    pub deals: usize,
    /// What there is where they have agreed on nothing: `1 rumoured`.
    pub reported: Option<String>,
    /// The page of the two, where they have one.
    pub relation_href: Option<String>,
    /// The date of the newest briefing or deal; none where they have only deals without a date.
    pub latest: Option<Ready<DateView>>,
}

/// What a page leaves out of a list that would be too long.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Debug)]
pub struct RestView {
    /// How many entries the whole list has.
    pub total: usize,
    /// How many of them the page leaves out.
    pub count: usize,
    /// The most briefings and deals together that any of these has; 0 where none is left out.
    pub most: usize,
}

/// An organisation on the other side, with what it shares.
struct Partner {
    other: OrganisationId,
    articles: usize,
    deals: Counts,
    newest_article: Option<ArticleId>,
    newest_deal: Option<DealId>,
}

impl Partner {
    /// How many briefings and deals these are.
    fn shares(&self) -> usize {
        self.articles + self.deals.won
    }
}

/// Something that two organisations share.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Shared {
    Deal(DealId),
    Article(ArticleId),
}

impl<'a> Source<'a> {
    /// Those on the other side of an organisation's briefings and deals in one role, at most so many,
    /// and how many more there are. Those with whom it shares most come first.
    pub fn partners(
        &self,
        id: OrganisationId,
        role: IndexKind,
        most: usize,
    ) -> (Vec<PartnerView<'a>>, RestView) {
        let sells = role == IndexKind::Vendors;
        let mut partners = self.all_partners(id, sells);
        partners.sort_unstable_by_key(|partner| {
            let newest = partner.newest_article;
            (Reverse(partner.shares()), Reverse(newest), partner.other)
        });
        let rest = RestView {
            total: partners.len(),
            count: partners.len().saturating_sub(most),
            most: partners.get(most).map_or(0, Partner::shares),
        };
        let views = partners.into_iter().take(most).map(|partner| {
            let other = partner.other;
            let link = if sells { self.customer(other) } else { self.vendor(other) };
            PartnerView {
                name: link.name,
                href: link.href,
                count: partner.articles,
                deals: partner.deals.won,
                reported: only_reported(partner.deals),
                relation_href: if sells {
                    self.relation_href(id, other)
                } else {
                    self.relation_href(other, id)
                },
                latest: self.latest_of(&partner),
            }
        });
        (views.collect(), rest)
    }

    fn all_partners(&self, id: OrganisationId, sells: bool) -> Vec<Partner> {
        let organisation = self.site.organisation(id);
        let articles = if sells { &organisation.as_vendor } else { &organisation.as_customer };
        let mut pairs: Vec<(OrganisationId, Shared)> = Vec::with_capacity(articles.len());
        for article in articles {
            let entry = self.site.article(*article);
            let article = Shared::Article(*article);
            if !entry.deals.is_empty() {
                // Of several deals in one article each has its own two sides.
                let both = pairs_of(entry, self.site)
                    .map(|(vendor, customer)| if sells { (vendor, customer) } else { (customer, vendor) });
                pairs.extend(both.filter(|(mine, _)| *mine == id).map(|(_, other)| (other, article)));
                continue;
            }
            let others = if sells { &entry.customers } else { &entry.vendors };
            pairs.extend(others.iter().map(|other| (*other, article)));
        }
        for deal in &organisation.deals {
            let entry = self.site.deal(*deal);
            let (mine, others) =
                if sells { (&entry.vendors, &entry.customers) } else { (&entry.customers, &entry.vendors) };
            if mine.contains(&id) {
                pairs.extend(others.iter().map(|other| (*other, Shared::Deal(*deal))));
            }
        }
        pairs.retain(|(other, _)| *other != id);
        pairs.sort_unstable();
        let shared = pairs.chunk_by(|(one, _), (other, _)| one == other).map(|same| {
            let deals = same.iter().filter_map(|(_, shared)| match shared {
                Shared::Deal(deal) => Some(*deal),
                Shared::Article(_) => None,
            });
            let deals: Vec<DealId> = deals.collect();
            let won = deals.iter().copied().filter(|deal| self.site.deal(*deal).status.is_won());
            let newest_article = same.iter().rev().find_map(|(_, shared)| match shared {
                Shared::Article(article) => Some(*article),
                Shared::Deal(_) => None,
            });
            Partner {
                other: same[0].0,
                articles: same.len() - deals.len(),
                newest_deal: won.max_by_key(|deal| self.site.deal(*deal).date),
                deals: counts(self.site, &deals),
                newest_article,
            }
        });
        // What is only said to come makes nobody a customer; the rumours stand with the deals.
        shared.filter(|partner| partner.shares() > 0).collect()
    }

    /// The date of the newest briefing or deal.
    fn latest_of(&self, partner: &Partner) -> Option<Ready<DateView>> {
        let deal = partner.newest_deal.and_then(|deal| self.site.deal(deal).date);
        let Some(article) = partner.newest_article else {
            return deal.map(|date| Ready::of(&DateView::partial(date)));
        };
        let day: Date = self.site.article(article).written.date.day;
        match deal.filter(|date| date.first_day() > day) {
            Some(later) => Some(Ready::of(&DateView::partial(later))),
            None => Some(self.date(article)),
        }
    }
}
