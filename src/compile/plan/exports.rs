//! Which tables of deals the site has for programs, and where they stand.
//!
//! Takes the site. Knows nothing of what stands in a table.

use crate::base::path::Url;
use crate::compile::family::merged_into;
use crate::compile::roles::{buys, buys_in, sells, sells_in};
use crate::model::deal::Deal;
use crate::model::site::{DealId, OrganisationId, Site};

use super::deal_lists::deals_url;
use super::outputs::{IndexKind, Owner};

/// A table of deals.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Export {
    /// Whose deals.
    pub of: DealsOf,
    /// In which format.
    pub format: Format,
}

/// Whose deals stand in a table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DealsOf {
    /// All deals of the site.
    Site,
    /// Those that an organisation, or one merged into it, sells in, or lost, or is displaced by.
    Vendor(OrganisationId),
    /// Those that an organisation, or one merged into it, buys in.
    Customer(OrganisationId),
}

/// The formats of tables; all of them have the same rows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// For spreadsheets (RFC 4180).
    Csv,
    /// For programs (RFC 8259).
    Json,
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 2] = [Self::Csv, Self::Json];

    /// The name of the file.
    pub fn file(self) -> &'static str {
        match self {
            Self::Csv => "deals.csv",
            Self::Json => "deals.json",
        }
    }
}

impl DealsOf {
    /// The deals, in no order, each once.
    fn deals(self, site: &Site) -> Vec<DealId> {
        let of = |id: OrganisationId, has_part: fn(&Deal, OrganisationId) -> bool| {
            let mut deals = Vec::new();
            for member in std::iter::once(id).chain(merged_into(site, id)) {
                let own = site.organisation(member).deals.iter();
                deals.extend(own.copied().filter(|deal| has_part(site.deal(*deal), member)));
            }
            deals.sort_unstable();
            deals.dedup();
            deals
        };
        match self {
            Self::Site => (0..).map(DealId).take(site.deals.len()).collect(),
            Self::Vendor(id) => of(id, sells_in),
            Self::Customer(id) => of(id, buys_in),
        }
    }

    /// Whether there is a table: beside a page that has at least one deal.
    fn is_planned(self, site: &Site) -> bool {
        let has_page = match self {
            Self::Site => true,
            Self::Vendor(id) => sells(site, id),
            Self::Customer(id) => buys(site, id),
        };
        has_page && !self.deals(site).is_empty()
    }

    /// The address of the folder in which the table stands: that of the page with the same deals.
    pub fn folder(self, site: &Site) -> Url {
        match self {
            Self::Site => deals_url(),
            Self::Vendor(id) => IndexKind::Vendors.url().child(&site.organisation(id).slug),
            Self::Customer(id) => IndexKind::Customers.url().child(&site.organisation(id).slug),
        }
    }
}

impl Export {
    /// The deals of the table, the oldest first and those without a date last.
    pub fn deals(self, site: &Site) -> Vec<DealId> {
        let mut deals = self.of.deals(site);
        deals.sort_by_key(|id| {
            let date = site.deal(*id).date;
            (date.is_none(), date, *id)
        });
        deals
    }

    /// Its address.
    pub fn url(self, site: &Site) -> Url {
        Url::new(&format!("{}{}", self.of.folder(site), self.format.file()))
    }
}

/// Adds every table that has at least one deal.
pub(super) fn plan(site: &Site, add: &mut dyn FnMut(&Url, Owner, Export)) {
    if site.deals.is_empty() {
        return;
    }
    let mut both = |of: DealsOf, what: &str| {
        for format in Format::ALL {
            let export = Export { of, format };
            add(&export.url(site), Owner::Made(format!("the table of {what}"), None), export);
        }
    };
    both(DealsOf::Site, "all deals");
    for (index, organisation) in (0..).zip(&site.organisations) {
        let id = OrganisationId(index);
        for of in [DealsOf::Vendor(id), DealsOf::Customer(id)] {
            let may_have = !organisation.deals.is_empty() || !organisation.merged.is_empty();
            if may_have && of.is_planned(site) {
                both(of, &format!("the deals of {}", organisation.name));
            }
        }
    }
}
