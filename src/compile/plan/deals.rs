//! The outputs of deals, of their lists, and of relations.
//!
//! Takes the site, adds to the plan. A deal whose address is kept for a list is told here.

use crate::base::diagnostic::{Code, Finding, KeyPath, Place};
use crate::model::config::Config;
use crate::model::site::{DealId, Site};

use super::deal_lists::{DealLists, deal_url, has_matrix, matrix_url, relation_url, reserved_id};
use super::outputs::{Owner, Subject};
use super::paging::Pages;
use super::planner::{Planning, first};

/// The pages of deals and of their lists.
pub(super) fn deals(site: &Site, config: &Config, plan: &mut Planning<'_>) {
    for (index, deal) in (0..).zip(&site.deals) {
        let Some((path, at)) = deal.places.first() else { continue };
        let id = &deal.written.id;
        if let Some(what) = reserved_id(id) {
            let key = at.as_ref().map_or_else(|| KeyPath::of("id"), |at| at.key("id"));
            let message =
                format!("a deal cannot be called `{id}`: the address `/deals/{id}/` is kept {what}");
            let finding = Finding::new(Code::BadSlug, path, Place::value(key), message);
            plan.findings.push(finding.help("give it another `id:`, such as its year and its parties"));
            continue;
        }
        let url = deal_url(site, DealId(index));
        plan.page(&url, Owner::File(path.clone()), Subject::Deal(DealId(index)));
    }
    let deal_lists = DealLists::of(site, config);
    for (list, count) in deal_lists.planned(site) {
        let owner = || Owner::Made("the list of deals".to_owned(), None);
        plan.page(&deal_lists.url(list, site), owner(), Subject::Deals(list));
        for number in 1..=Pages::of(count, config.per_page).numbered {
            plan.page(&deal_lists.older_url(list, site, number), owner(), Subject::OlderDeals(list, number));
        }
    }
}

/// The pages of relations, and the table of vendors by customers.
pub(super) fn relations(site: &Site, config: &Config, plan: &mut Planning<'_>) {
    for (index, relation) in site.relations.iter().enumerate() {
        let name = |id| site.organisation(id).name.as_str();
        let what = format!("the relation of {} and {}", name(relation.vendor), name(relation.customer));
        let deal = relation.deals.first().and_then(|id| site.deal(*id).places.first());
        let file = deal.map(|(path, _)| path.clone()).or_else(|| first(site, &relation.articles));
        plan.page(&relation_url(site, relation), Owner::Made(what, file), Subject::Relation(index));
    }
    if has_matrix(site, config) {
        let owner = Owner::Made("the table of vendors by customers".to_owned(), None);
        plan.page(&matrix_url(), owner, Subject::Matrix);
    }
}
