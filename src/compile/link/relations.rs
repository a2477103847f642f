//! Which vendors and customers have a history: those with a deal, or with several briefings that name
//! both.
//!
//! Takes the site with its deals. Sorts pairs, so that it costs what the pairs cost.

use std::collections::BTreeSet;

use crate::base::diagnostic::{Code, Finding, KeyPath, Place};
use crate::base::path::SourcePath;
use crate::model::article::Article;
use crate::model::config::Config;
use crate::model::site::{ArticleId, DealId, OrganisationId, Relation, Site};

use super::deals::order;
use super::registers::count;

type Pair = (OrganisationId, OrganisationId);

/// So many pairs one article or deal tells of at most: those of 40 vendors with 40 customers. A longer
/// list is one of a market, and does not say who sells to whom.
const MOST_PAIRS: usize = 40 * 40;

/// The relations of the site, by vendor and customer; none where the configuration wants none.
pub fn relations(site: &Site, config: &Config, findings: &mut Vec<Finding>) -> Vec<Relation> {
    let Some(least) = config.relations else { return Vec::new() };
    let mut articles: Vec<(Pair, ArticleId)> = Vec::new();
    for (id, article) in site.listed() {
        if are_too_many(&article.vendors, &article.customers) {
            let place = Place::value(KeyPath::of("vendors"));
            findings.push(too_many("article", &article.path, place, &article.vendors, &article.customers));
        }
        articles.extend(pairs_of(article, site).map(|pair| (pair, id)));
    }
    let mut deals: Vec<(Pair, DealId)> = Vec::new();
    for (index, deal) in site.deals.iter().enumerate() {
        let id = DealId(count(index));
        if are_too_many(&deal.vendors, &deal.customers)
            && let Some((path, at)) = deal.places.first()
        {
            let key = at.as_ref().map_or_else(|| KeyPath::of("vendors"), |at| at.key("vendors"));
            findings.push(too_many("deal", path, Place::value(key), &deal.vendors, &deal.customers));
        }
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

fn are_too_many(vendors: &[OrganisationId], customers: &[OrganisationId]) -> bool {
    vendors.len().saturating_mul(customers.len()) > MOST_PAIRS
}

fn too_many(
    what: &str,
    path: &SourcePath,
    place: Place,
    vendors: &[OrganisationId],
    customers: &[OrganisationId],
) -> Finding {
    let message = format!(
        "this {what} has {} vendors and {} customers: it makes no page for each pair of them",
        vendors.len(),
        customers.len()
    );
    let finding = Finding::new(Code::ManyParties, path, place, message);
    finding.help(
        "a deal for each sale tells who sells to whom; those that are only named stand under `mentions`",
    )
}

/// Each vendor with each customer; none of very long lists.
fn pairs(vendors: &[OrganisationId], customers: &[OrganisationId]) -> impl Iterator<Item = Pair> {
    let vendors = if are_too_many(vendors, customers) { &[] } else { vendors };
    let all = vendors.iter().flat_map(|vendor| customers.iter().map(|customer| (*vendor, *customer)));
    all.filter(|(vendor, customer)| vendor != customer)
}

/// Who sells to whom in an article. Its deals say it of all who are vendor or customer in one of them: a
/// piece on two deals does not make the vendor of the one sell to the customer of the other. Those who are
/// in none of them have only each other.
pub fn pairs_of(article: &Article, site: &Site) -> impl Iterator<Item = Pair> {
    let deals = article.deals.iter().map(|id| site.deal(*id));
    let told: BTreeSet<Pair> = deals.flat_map(|deal| pairs(&deal.vendors, &deal.customers)).collect();
    let sell: BTreeSet<OrganisationId> = told.iter().map(|(vendor, _)| *vendor).collect();
    let buy: BTreeSet<OrganisationId> = told.iter().map(|(_, customer)| *customer).collect();
    pairs(&article.vendors, &article.customers)
        .filter(move |pair| told.contains(pair) || (!sell.contains(&pair.0) && !buy.contains(&pair.1)))
}
