//! The lists of deals that have pages of their own, and where these stand.
//!
//! Takes the site, gives lists of deals in the order of time. Knows nothing of what a page shows.

use std::collections::BTreeMap;

use crate::base::path::Url;
use crate::base::slug::slug;
use crate::base::time::PartialDate;
use crate::compile::roles::{buys_in, sells_in};
use crate::compile::tally::counts;
use crate::model::config::Config;
use crate::model::deal::{DealStatus, Network};
use crate::model::site::{DealId, OrganisationId, Relation, Site};

/// How many deals an organisation's page shows in one list. One with more has a list of its own.
pub const SHOWN: usize = 20;

/// A list of deals with pages of its own.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum DealList {
    /// All deals.
    All,
    /// The deals of a year.
    Year(i16),
    /// The deals in a region, as an index of [`DealLists::regions`].
    Region(usize),
    /// The deals over a part of the network.
    Network(Network),
    /// The deals that are so far.
    Status(DealStatus),
    /// The deals that an organisation won, lost, or may win.
    Vendor(OrganisationId),
    /// The deals in which an organisation buys.
    Customer(OrganisationId),
}

/// The lists of deals, each with the oldest first; deals without a date come before all others.
#[derive(Clone, Debug, Default)]
pub struct DealLists {
    /// All deals.
    pub all: Vec<DealId>,
    /// By year.
    pub years: BTreeMap<i16, Vec<DealId>>,
    /// By region, in the order of their slugs.
    pub regions: Vec<RegionDeals>,
    /// By part of the network.
    pub networks: BTreeMap<Network, Vec<DealId>>,
    /// By status.
    pub statuses: BTreeMap<DealStatus, Vec<DealId>>,
    /// Whether any deal is a part of another.
    pub parts: bool,
}

/// The deals in a region.
#[derive(Clone, Debug)]
pub struct RegionDeals {
    /// The last part of its address.
    pub slug: String,
    /// Its name as printed.
    pub name: String,
    /// Its deals.
    pub deals: Vec<DealId>,
}

/// Parts of addresses under `/deals/` that no deal can have, beside years.
const RESERVED: [&str; 6] = ["customer", "network", "page", "region", "status", "vendor"];

/// Why no deal can have this id, if none can: its address is kept for a list.
pub fn reserved_id(id: &str) -> Option<&'static str> {
    if id.len() == 4 && id.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some("for the deals of that year");
    }
    RESERVED.contains(&id).then_some("for lists of deals")
}

/// The order of time; deals without a date come first.
pub fn in_order(site: &Site, ids: &mut [DealId]) {
    ids.sort_unstable_by_key(|id| (site.deal(*id).date, *id));
}

impl DealLists {
    /// All lists of a site. Regions are told apart by their slugs in the site's language.
    pub fn of(site: &Site, config: &Config) -> Self {
        let mut all: Vec<DealId> = (0..).map(DealId).take(site.deals.len()).collect();
        in_order(site, &mut all);
        let mut deal_lists = Self::default();
        let mut regions: BTreeMap<String, RegionDeals> = BTreeMap::new();
        for id in &all {
            let deal = site.deal(*id);
            deal_lists.parts |= deal.part_of.is_some();
            if let Some(PartialDate { year, .. }) = deal.date {
                deal_lists.years.entry(year).or_default().push(*id);
            }
            for network in &deal.written.network {
                push_once(deal_lists.networks.entry(*network).or_default(), *id);
            }
            deal_lists.statuses.entry(deal.status).or_default().push(*id);
            for name in &deal.written.regions {
                let slug = slug(name, &config.language);
                if !slug.is_empty() {
                    let new = || RegionDeals { slug: slug.clone(), name: name.clone(), deals: Vec::new() };
                    push_once(&mut regions.entry(slug.clone()).or_insert_with(new).deals, *id);
                }
            }
        }
        deal_lists.regions = regions.into_values().collect();
        deal_lists.all = all;
        deal_lists
    }

    /// The list of a region with this slug.
    pub fn region(&self, slug: &str) -> Option<DealList> {
        self.regions.binary_search_by(|region| region.slug.as_str().cmp(slug)).ok().map(DealList::Region)
    }

    /// The deals of a list, the oldest first.
    pub fn deals(&self, list: DealList, site: &Site) -> Vec<DealId> {
        match list {
            DealList::All => self.all.clone(),
            DealList::Year(year) => self.years.get(&year).cloned().unwrap_or_default(),
            DealList::Region(index) => {
                self.regions.get(index).map(|region| region.deals.clone()).unwrap_or_default()
            }
            DealList::Network(network) => self.networks.get(&network).cloned().unwrap_or_default(),
            DealList::Status(status) => self.statuses.get(&status).cloned().unwrap_or_default(),
            DealList::Vendor(id) => deals_of(site, id, sells_in),
            DealList::Customer(id) => deals_of(site, id, buys_in),
        }
    }

    /// How many deals some are, whatever their status; a part does not count beside its whole.
    pub fn count(&self, deals: &[DealId], site: &Site) -> usize {
        if self.parts { counts(site, deals).all() } else { deals.len() }
    }

    /// The lists that have pages, with how many deals each has.
    pub fn planned(&self, site: &Site) -> Vec<(DealList, usize)> {
        if self.all.is_empty() {
            return Vec::new();
        }
        let mut deal_lists = vec![(DealList::All, self.all.len())];
        deal_lists.extend(self.years.iter().map(|(year, deals)| (DealList::Year(*year), deals.len())));
        let regions = self.regions.iter().enumerate();
        deal_lists.extend(regions.map(|(index, region)| (DealList::Region(index), region.deals.len())));
        deal_lists.extend(self.networks.iter().map(|(part, deals)| (DealList::Network(*part), deals.len())));
        deal_lists
            .extend(self.statuses.iter().map(|(status, deals)| (DealList::Status(*status), deals.len())));
        for (index, organisation) in (0..).zip(&site.organisations) {
            if organisation.deals.len() > SHOWN {
                let id = OrganisationId(index);
                let own = [DealList::Vendor(id), DealList::Customer(id)];
                let own = own.map(|list| (list, self.deals(list, site).len()));
                deal_lists.extend(own.into_iter().filter(|(_, count)| *count > SHOWN));
            }
        }
        deal_lists
    }

    /// The address of a list's front.
    pub fn url(&self, list: DealList, site: &Site) -> Url {
        let url = deals_url();
        match list {
            DealList::All => url,
            DealList::Year(year) => url.child(&format!("{year:04}")),
            DealList::Region(index) => {
                let slug = self.regions.get(index).map_or("", |region| &region.slug);
                url.child("region").child(slug)
            }
            DealList::Network(network) => url.child("network").child(&network.name().to_lowercase()),
            DealList::Status(status) => url.child("status").child(status.name()),
            DealList::Vendor(id) => url.child("vendor").child(&site.organisation(id).slug),
            DealList::Customer(id) => url.child("customer").child(&site.organisation(id).slug),
        }
    }

    /// The address of a numbered page of a list.
    pub fn older_url(&self, list: DealList, site: &Site, number: usize) -> Url {
        self.url(list, site).child("page").child(&number.to_string())
    }
}

/// The deals in which an organisation has this part, the oldest first.
fn deals_of(
    site: &Site,
    id: OrganisationId,
    has_part: fn(&crate::model::deal::Deal, OrganisationId) -> bool,
) -> Vec<DealId> {
    let deals = site.organisation(id).deals.iter().copied();
    let mut deals: Vec<DealId> = deals.filter(|deal| has_part(site.deal(*deal), id)).collect();
    in_order(site, &mut deals);
    deals
}

fn push_once(list: &mut Vec<DealId>, id: DealId) {
    if list.last() != Some(&id) {
        list.push(id);
    }
}

/// The address of the list of all deals.
pub fn deals_url() -> Url {
    Url::folder(["deals"])
}

/// The address of a deal.
pub fn deal_url(site: &Site, id: DealId) -> Url {
    deals_url().child(&site.deal(id).written.id)
}

/// The address of the table of vendors by customers.
pub fn matrix_url() -> Url {
    Url::folder(["matrix"])
}

/// Whether the site has a table of vendors by customers.
pub fn has_matrix(site: &Site, config: &Config) -> bool {
    config.matrix.vendors > 0 && config.matrix.customers > 0 && !site.relations.is_empty()
}

/// The address of a relation. A customer may be called `page`: no page of the vendor's own list stands
/// there, but below it.
pub fn relation_url(site: &Site, relation: &Relation) -> Url {
    let slug = |id| site.organisation(id).slug.as_str();
    Url::folder(["vendors", slug(relation.vendor), slug(relation.customer)])
}

/// The relation of a vendor and a customer, as an index of the site's relations.
pub fn relation_between(site: &Site, vendor: OrganisationId, customer: OrganisationId) -> Option<usize> {
    site.relations.binary_search_by_key(&(vendor, customer), |one| (one.vendor, one.customer)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::deal::{Deal, WrittenDeal};

    fn deal(id: &str, date: Option<&str>, regions: &[&str], network: &[Network]) -> Deal {
        let written = WrittenDeal {
            id: id.to_owned(),
            regions: regions.iter().map(|&region| region.to_owned()).collect(),
            network: network.to_vec(),
            ..WrittenDeal::default()
        };
        Deal { date: date.and_then(PartialDate::read), ..crate::compile::roles::tests::deal(written) }
    }

    fn ids(site: &Site, deals: &[DealId]) -> String {
        deals.iter().map(|id| site.deal(*id).written.id.clone()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_deal_stands_in_the_list_of_its_year_and_of_each_of_its_regions_and_parts() {
        let deals = vec![
            deal("a", Some("2021"), &["China"], &[]),
            deal("b", Some("2020-06"), &["China", "china", "Nordics"], &[Network::Ran, Network::Core]),
            deal("c", None, &["!"], &[]),
        ];
        let site = Site { deals, ..Site::default() };
        let deal_lists = DealLists::of(&site, &Config::default());
        assert_eq!(ids(&site, &deal_lists.all), "c b a");
        assert_eq!(deal_lists.years.keys().collect::<Vec<_>>(), [&2020, &2021]);
        let lists: Vec<String> = deal_lists
            .planned(&site)
            .iter()
            .map(|(list, count)| format!("{} {count}", deal_lists.url(*list, &site)))
            .collect();
        assert_eq!(
            lists,
            [
                "/deals/ 3",
                "/deals/2020/ 1",
                "/deals/2021/ 1",
                "/deals/region/china/ 2",
                "/deals/region/nordics/ 1",
                "/deals/network/ran/ 1",
                "/deals/network/core/ 1",
                "/deals/status/signed/ 3"
            ]
        );
    }

    #[test]
    fn an_id_that_is_the_address_of_a_list_is_reserved() {
        assert_eq!(reserved_id("2020"), Some("for the deals of that year"));
        assert_eq!(reserved_id("region"), Some("for lists of deals"));
        assert_eq!([reserved_id("20201"), reserved_id("2020-nokia"), reserved_id("regions")], [None; 3]);
    }
}
