//! What pages of organisations see of the other side: customers and suppliers.

use std::cmp::Reverse;

use jiff::civil::Date;
use serde::Serialize;

use crate::compile::link::relations::pairs_of;
use crate::compile::plan::outputs::IndexKind;
use crate::model::site::{ArticleId, DealId, OrganisationId};

use super::parts::{DateView, Source};
use super::shared::Ready;

/// The other side of some briefings and deals.
#[derive(Serialize, Debug)]
pub struct PartnerView<'a> {
    /// The name.
    pub name: &'a str,
    /// Its page in the role that it has here.
    pub href: String,
    /// How many briefings name both.
    pub count: usize,
    /// How many deals they have.
    pub deals: usize,
    /// The page of the two, where they have one.
    pub relation_href: Option<String>,
    /// The date of the newest briefing or deal; none where they have only deals without a date.
    pub latest: Option<Ready<DateView>>,
}

/// An organisation on the other side, with what it shares.
struct Partner {
    other: OrganisationId,
    articles: usize,
    deals: usize,
    newest_article: Option<ArticleId>,
    newest_deal: Option<DealId>,
}

/// Something that two organisations share.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Shared {
    Deal(DealId),
    Article(ArticleId),
}

impl<'a> Source<'a> {
    /// Those on the other side of an organisation's briefings and deals in one role, at most so many,
    /// and how many there are. Those with whom it shares most come first.
    pub fn partners(
        &self,
        id: OrganisationId,
        role: IndexKind,
        most: usize,
    ) -> (Vec<PartnerView<'a>>, usize) {
        let sells = role == IndexKind::Vendors;
        let mut partners = self.all_partners(id, sells);
        partners.sort_unstable_by_key(|partner| {
            let newest = partner.newest_article;
            (Reverse(partner.articles + partner.deals), Reverse(newest), partner.other)
        });
        let total = partners.len();
        let views = partners.into_iter().take(most).map(|partner| {
            let other = partner.other;
            let link = if sells { self.customer(other) } else { self.vendor(other) };
            PartnerView {
                name: link.name,
                href: link.href,
                count: partner.articles,
                deals: partner.deals,
                relation_href: if sells {
                    self.relation_href(id, other)
                } else {
                    self.relation_href(other, id)
                },
                latest: self.latest_of(&partner),
            }
        });
        (views.collect(), total)
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
            // What is only said to come is told apart, on their own page.
            if mine.contains(&id) && entry.status.is_won() {
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
            let newest_article = same.iter().rev().find_map(|(_, shared)| match shared {
                Shared::Article(article) => Some(*article),
                Shared::Deal(_) => None,
            });
            Partner {
                other: same[0].0,
                articles: same.len() - deals.len(),
                newest_deal: deals.iter().copied().max_by_key(|deal| self.site.deal(*deal).date),
                deals: deals.len(),
                newest_article,
            }
        });
        shared.collect()
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
