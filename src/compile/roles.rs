//! Who sells and who buys, in a deal and on the site.
//!
//! One place for the rule, so that a page is planned exactly where links lead to it.

use crate::model::deal::Deal;
use crate::model::site::{OrganisationId, Site};

/// Whether an organisation stands on the selling side of a deal: as a vendor, as one that bid and was
/// not chosen, or as one that supplied this before.
pub fn sells_in(deal: &Deal, id: OrganisationId) -> bool {
    [&deal.vendors, &deal.lost, &deal.displaced].into_iter().any(|list| list.contains(&id))
}

/// Whether an organisation is a customer in a deal.
pub fn buys_in(deal: &Deal, id: OrganisationId) -> bool {
    deal.customers.contains(&id)
}

/// Whether an organisation has a page as a vendor.
pub fn sells(site: &Site, id: OrganisationId) -> bool {
    let organisation = site.organisation(id);
    !organisation.as_vendor.is_empty() || organisation.deals.iter().any(|deal| sells_in(site.deal(*deal), id))
}

/// Whether an organisation has a page as a customer.
pub fn buys(site: &Site, id: OrganisationId) -> bool {
    let organisation = site.organisation(id);
    !organisation.as_customer.is_empty()
        || organisation.deals.iter().any(|deal| buys_in(site.deal(*deal), id))
}

#[cfg(test)]
pub(crate) mod tests {
    use crate::model::deal::{Confidence, DealKind, DealStatus, WrittenDeal};

    use super::*;

    /// A deal of which nothing is known but what is written; its parties are not resolved.
    pub(crate) fn deal(written: WrittenDeal) -> Deal {
        Deal {
            title: written.title.clone().unwrap_or_else(|| written.id.clone()),
            places: Vec::new(),
            vendors: Vec::new(),
            customers: Vec::new(),
            lost: Vec::new(),
            displaced: Vec::new(),
            others: Vec::new(),
            technology: Vec::new(),
            status: written.status.unwrap_or(DealStatus::Signed),
            kind: written.kind.unwrap_or(DealKind::New),
            confidence: Confidence::Official,
            date: written.announced,
            ends: written.ends,
            part_of: None,
            parts: Vec::new(),
            articles: Vec::new(),
            written,
        }
    }

    #[test]
    fn who_lost_a_deal_stands_on_the_selling_side() {
        let (nokia, tencent) = (OrganisationId(0), OrganisationId(1));
        let deal = Deal { lost: vec![nokia], customers: vec![tencent], ..deal(WrittenDeal::default()) };
        assert!(sells_in(&deal, nokia) && !buys_in(&deal, nokia));
        assert!(buys_in(&deal, tencent) && !sells_in(&deal, tencent));
    }
}
