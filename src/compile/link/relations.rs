//! Which vendors and customers have a history: those with a deal, or with several briefings that name
//! both.
//!
//! Takes the site with its deals. Sorts pairs, so that it costs what the pairs cost.

use std::collections::BTreeSet;

use crate::model::article::Article;
use crate::model::config::Config;
use crate::model::site::{ArticleId, DealId, OrganisationId, Relation, Site};

use super::deals::order;
use super::registers::count;

type Pair = (OrganisationId, OrganisationId);

/// The relations of the site, by vendor and customer; none where the configuration wants none.
pub fn relations(site: &Site, config: &Config) -> Vec<Relation> {
    let Some(least) = config.relations else { return Vec::new() };
    let mut articles: Vec<(Pair, ArticleId)> = Vec::new();
    for (id, article) in site.listed() {
        articles.extend(pairs_of(article, site).map(|pair| (pair, id)));
    }
    let mut deals: Vec<(Pair, DealId)> = Vec::new();
    for (index, deal) in site.deals.iter().enumerate() {
        let id = DealId(count(index));
        deals.extend(pairs(&deal.vendors, &deal.customers).map(|pair| (pair, id)));
    }
    articles.sort_unstable();
    deals.sort_unstable();
    let mut relations = Vec::new();
    let (mut articles, mut deals) = (articles.as_slice(), deals.as_slice());
    while let Some(pair) = [articles.first().map(|(pair, _)| *pair), deals.first().map(|(pair, _)| *pair)]
        .into_iter()
        .flatten()
        .min()
    {
        let (mine, theirs) = (take(&mut articles, pair), take(&mut deals, pair));
        if theirs.is_empty() && mine.len() < least {
            continue;
        }
        let mut deals: Vec<DealId> = theirs.iter().map(|(_, id)| *id).collect();
        deals.sort_by_key(|id| order(site.deal(*id)));
        let articles = mine.iter().map(|(_, id)| *id).collect();
        relations.push(Relation { vendor: pair.0, customer: pair.1, deals, articles });
    }
    relations
}

/// Takes the entries of a pair from the front of a sorted list.
fn take<'a, Id>(list: &mut &'a [(Pair, Id)], pair: Pair) -> &'a [(Pair, Id)] {
    let end = list.iter().position(|(other, _)| *other != pair).unwrap_or(list.len());
    let (mine, rest) = list.split_at(end);
    *list = rest;
    mine
}

fn pairs(vendors: &[OrganisationId], customers: &[OrganisationId]) -> impl Iterator<Item = Pair> {
    let all = vendors.iter().flat_map(|vendor| customers.iter().map(|customer| (*vendor, *customer)));
    all.filter(|(vendor, customer)| vendor != customer)
}

/// Who sells to whom in an article. Where its deals say it of both, they decide: a piece on two deals
/// does not make the vendor of the one sell to the customer of the other.
pub fn pairs_of(article: &Article, site: &Site) -> impl Iterator<Item = Pair> {
    let deals = article.deals.iter().map(|id| site.deal(*id));
    let told: BTreeSet<Pair> = deals.flat_map(|deal| pairs(&deal.vendors, &deal.customers)).collect();
    let sell: BTreeSet<OrganisationId> = told.iter().map(|(vendor, _)| *vendor).collect();
    let buy: BTreeSet<OrganisationId> = told.iter().map(|(_, customer)| *customer).collect();
    pairs(&article.vendors, &article.customers)
        .filter(move |pair| told.contains(pair) || !sell.contains(&pair.0) || !buy.contains(&pair.1))
}
