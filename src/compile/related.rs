//! Which articles stand beside an article: its neighbours in time, and more on its parties.
//!
//! The choice looks back first, so that a new article changes the pages of its neighbours only, and
//! never the archive.

use crate::model::article::Article;
use crate::model::site::{ArticleId, OrganisationId, Site};

/// How many parties get a list "more on …", and how many articles stand in all their lists together:
/// two each for the two sides of a deal, one each for three. What readers may also like stands above them.
const PARTIES: usize = 3;
const MORE: usize = 4;
/// How many articles stand in one list at most.
const MORE_ON_ONE: usize = 2;

/// The articles before and after one in its section.
pub fn neighbours(site: &Site, id: ArticleId) -> (Option<ArticleId>, Option<ArticleId>) {
    let list = &site.section(site.article(id).section).articles;
    match list.binary_search(&id) {
        Ok(at) => (at.checked_sub(1).map(|before| list[before]), list.get(at + 1).copied()),
        Err(_) => (None, None),
    }
}

/// For each party of an article, other articles with it, the newest first: those before it, and
/// where these are too few, those after it. No article is shown twice or beside the suggestions, and
/// neither are its translations and the rest of its story, to which its page leads already.
pub fn more_on_parties(site: &Site, id: ArticleId) -> Vec<(OrganisationId, Vec<ArticleId>)> {
    let article = site.article(id);
    let suggested = article.suggestions.iter().map(|suggestion| suggestion.article);
    let mut shown: Vec<ArticleId> = std::iter::once(id).chain(suggested).collect();
    let told = |other: &ArticleId| {
        article.translations.contains(other)
            || article.thread.is_some_and(|thread| site.article(*other).thread == Some(thread))
    };
    let mut lists = Vec::new();
    let count = parties(article).take(PARTIES).count();
    let most = (MORE / count.max(1)).min(MORE_ON_ONE);
    for organisation in parties(article).take(PARTIES) {
        let entry = site.organisation(organisation);
        let list =
            if article.vendors.contains(&organisation) { &entry.as_vendor } else { &entry.as_customer };
        let at = list.partition_point(|other| *other < id);
        let near = list[..at].iter().rev().chain(&list[at..]).copied();
        let mut more: Vec<ArticleId> =
            near.filter(|other| !shown.contains(other) && !told(other)).take(most).collect();
        more.sort_unstable_by(|a, b| b.cmp(a));
        shown.extend(&more);
        if !more.is_empty() {
            lists.push((organisation, more));
        }
    }
    lists
}

/// Vendors, then customers; each organisation once.
fn parties(article: &Article) -> impl Iterator<Item = OrganisationId> {
    let customers = article.customers.iter().filter(|id| !article.vendors.contains(id));
    article.vendors.iter().chain(customers).copied()
}
