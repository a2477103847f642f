//! What pages of organisations see of their deals: won, lost, rumoured, what ends soon, who supplies.
//!
//! The questions are answered by the ledger; here the answers become rows and words.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::compile::ledger::{self, Outcome, Supply, Worth};
use crate::compile::plan::deal_lists::{DealList, SHOWN};
use crate::compile::plan::exports::DealsOf;
use crate::compile::plan::outputs::IndexKind;
use crate::model::site::{DealId, OrganisationId};

use super::deals::{DealRow, TablesView};
use super::money::{SumView, sum_text};
use super::parts::{DateView, LinkView, Source};
use super::words::network_word;

/// How many of an organisation's own deals, and of each of its family, stand on its profile.
const ON_PROFILE: usize = 10;

/// The deals of an organisation in one role.
#[derive(Serialize, Debug)]
pub struct FactboxView<'a> {
    /// What is agreed, won, lost or over, by what it is for the organisation.
    pub groups: Vec<DealGroup>,
    /// What is only said to come, and what is open.
    pub rumours: Vec<DealGroup>,
    /// What ends in the twelve months after `day`, the first to end first.
    pub ending: Vec<EndingView<'a>>,
    /// The day from which the twelve months are counted: of the newest briefing or deal of the site.
    pub day: Option<DateView>,
    /// What the deals are worth together.
    pub totals: TotalsView,
    /// How many deals these are.
    pub count: usize,
    /// The same deals for programs.
    pub tables: TablesView,
    /// The list of all of them, where this page does not show all.
    pub all_href: Option<String>,
}

/// Deals that are the same for an organisation.
#[derive(Serialize, Debug)]
pub struct DealGroup {
    /// What they are: `won`, `lost`, `rumoured`, …; `own`, `child` or `merged` on a profile.
    pub name: &'static str,
    /// A heading: `Won`, `As Sprint`.
    pub title: String,
    /// How many there are.
    pub count: usize,
    /// The rows of the newest, the newest first: `<tr>` elements.
    pub rows_html: String,
    /// How many rows these are.
    pub shown: usize,
}

/// A deal that ends soon.
#[derive(Serialize, Debug)]
pub struct EndingView<'a> {
    /// When it ends.
    pub ends: DateView,
    /// The deal.
    pub row: DealRow<'a>,
}

/// What some deals are worth together.
#[derive(Serialize, Debug)]
pub struct TotalsView {
    /// The sums of the contract values, one for each currency.
    pub sums: Vec<SumView>,
    /// How many deals in the sums have several vendors, so that none of them gets all.
    pub shared: usize,
    /// How many deals have a contract value.
    pub stated: usize,
    /// How many of these are in no sum all the same: not agreed, called off, without a currency, or a part
    /// of another deal that is in one.
    pub left_out: usize,
    /// How many have only an estimate, a limit, or what is reported; in no sum.
    pub estimated: usize,
    /// Of how many it is said that the value is undisclosed.
    pub undisclosed: usize,
    /// Of how many nothing is said.
    pub not_stated: usize,
}

/// Who supplies a part of a customer's network.
#[derive(Serialize, Debug)]
pub struct SupplyView<'a> {
    /// The part: `RAN`; none where the deals do not say.
    pub network: Option<&'static str>,
    /// Who supplies it, those who still do first.
    pub suppliers: Vec<SupplierView<'a>>,
}

/// A supplier of a part of a network.
#[derive(Serialize, Debug)]
pub struct SupplierView<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its page as a vendor.
    pub href: String,
    /// Whether it still supplies it, as far as the deals tell.
    pub current: bool,
    /// The deals by which it does, the oldest first.
    pub deals: Vec<DealRow<'a>>,
}

/// Who took whose place.
#[derive(Serialize, Debug)]
pub struct DisplacementView<'a> {
    /// Who supplied before.
    pub whom: LinkView<'a>,
    /// Who supplies now.
    pub by: Vec<LinkView<'a>>,
    /// The deal that says so.
    pub row: DealRow<'a>,
}

/// A heading for what deals are to a vendor.
fn outcome_title(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Won => "Won",
        Outcome::Expanded => "Expanded",
        Outcome::Renewed => "Renewed",
        Outcome::Replaced => "Replaced others",
        Outcome::Lost => "Lost",
        Outcome::Displaced => "Replaced by others",
        Outcome::Ended => "Ended",
        Outcome::Bidding => "Bidding",
        Outcome::Rumoured => "Rumoured",
        Outcome::Withdrawn => "Called off",
        Outcome::Bought => "Bought",
        Outcome::Partner => "Partner",
    }
}

impl<'a> Source<'a> {
    /// What some deals are worth together.
    pub fn totals(&self, deals: &[DealId]) -> TotalsView {
        let totals = ledger::totals(self.site, deals);
        let Worth { stated, estimated, undisclosed, not_stated } = ledger::worth(self.site, deals);
        TotalsView {
            left_out: stated.saturating_sub(totals.iter().map(|total| total.deals).sum()),
            shared: totals.iter().map(|total| total.shared).sum(),
            sums: (totals.into_iter())
                .map(|total| SumView {
                    amount: total.amount.normalize().to_string(),
                    text: sum_text(&total.currency, total.amount),
                    currency: total.currency,
                    count: total.deals,
                })
                .collect(),
            stated,
            estimated,
            undisclosed,
            not_stated,
        }
    }

    /// The deals of an organisation in one role; none where it has none.
    pub fn factbox(&self, id: OrganisationId, role: IndexKind) -> Option<FactboxView<'a>> {
        if self.site.organisation(id).deals.is_empty() {
            return None;
        }
        let (list, tables) = match role {
            IndexKind::Customers => (DealList::Customer(id), DealsOf::Customer(id)),
            _ => (DealList::Vendor(id), DealsOf::Vendor(id)),
        };
        let deals = self.shared.deal_lists.deals(list, self.site);
        let mut by_outcome: BTreeMap<Outcome, Vec<DealId>> = BTreeMap::new();
        for deal in &deals {
            by_outcome.entry(self.outcome(*deal, id, role)).or_default().push(*deal);
        }
        let (mut groups, mut rumours) = (Vec::new(), Vec::new());
        for (outcome, deals) in by_outcome {
            let group = self.group(outcome.name(), outcome_title(outcome).to_owned(), &deals, SHOWN);
            let open = matches!(outcome, Outcome::Rumoured | Outcome::Bidding);
            if open { rumours.push(group) } else { groups.push(group) }
        }
        let all = self.hrefs.href(&self.shared.deal_lists.url(list, self.site));
        (!deals.is_empty()).then(|| FactboxView {
            groups,
            rumours,
            ending: self.ending(id, role, &deals),
            day: self.shared.day.map(|day| DateView::partial(day.into())),
            // What others won is not what it is worth to those who lost.
            totals: self.totals(&self.own(id, role, &deals)),
            count: deals.len(),
            tables: self.tables(tables),
            all_href: (deals.len() > SHOWN).then_some(all),
        })
    }

    /// What a deal is for an organisation in one role. For a customer: bought, or still open.
    fn outcome(&self, deal: DealId, id: OrganisationId, role: IndexKind) -> Outcome {
        let deal = self.site.deal(deal);
        if role != IndexKind::Customers {
            return Outcome::of(deal, id).unwrap_or(Outcome::Partner);
        }
        match Outcome::of_vendor(deal) {
            open @ (Outcome::Rumoured | Outcome::Bidding | Outcome::Withdrawn | Outcome::Ended) => open,
            _ => Outcome::Bought,
        }
    }

    /// Those of these deals that an organisation sells or buys in.
    fn own(&self, id: OrganisationId, role: IndexKind, deals: &[DealId]) -> Vec<DealId> {
        let takes_part =
            |deal: &&DealId| role == IndexKind::Customers || self.site.deal(**deal).vendors.contains(&id);
        deals.iter().filter(takes_part).copied().collect()
    }

    fn ending(&self, id: OrganisationId, role: IndexKind, deals: &[DealId]) -> Vec<EndingView<'a>> {
        let Some(day) = self.shared.day else { return Vec::new() };
        let ending = ledger::ending(self.site, &self.own(id, role, deals), day).into_iter().take(SHOWN);
        let views = ending.filter_map(|deal| {
            let ends = self.site.deal(deal).ends?;
            Some(EndingView { ends: DateView::partial(ends), row: self.deal_row(deal) })
        });
        views.collect()
    }

    /// Deals under one heading, the newest of them shown. `deals` has the oldest first.
    fn group(&self, name: &'static str, title: String, deals: &[DealId], most: usize) -> DealGroup {
        let newest = deals.iter().rev().take(most);
        DealGroup {
            name,
            title,
            count: deals.len(),
            shown: newest.len(),
            rows_html: self.deal_rows_html(newest),
        }
    }

    /// The deals on the profile of an organisation: its own, then those of each of its family.
    pub fn profile_deals(&self, id: OrganisationId) -> Vec<DealGroup> {
        let mut by_member: BTreeMap<Option<OrganisationId>, Vec<DealId>> = BTreeMap::new();
        for found in ledger::family_deals(self.site, id) {
            by_member.entry(found.through).or_default().push(found.deal);
        }
        let groups = by_member.into_iter().map(|(through, mut deals)| {
            crate::compile::plan::deal_lists::in_order(self.site, &mut deals);
            let member = through.map(|member| self.site.organisation(member));
            let (name, title) = match member {
                None => ("own", "Deals".to_owned()),
                Some(member) if member.merged_into.is_some() => ("merged", format!("As {}", member.name)),
                Some(member) => ("child", format!("Through {}", member.name)),
            };
            self.group(name, title, &deals, ON_PROFILE)
        });
        groups.collect()
    }

    /// Who supplies which part of a customer's network.
    pub fn supplies(&self, id: OrganisationId) -> Vec<SupplyView<'a>> {
        if self.site.organisation(id).deals.is_empty() {
            return Vec::new();
        }
        let supplies = ledger::suppliers(self.site, id);
        let parts = supplies.chunk_by(|one, other| one.network == other.network);
        let views = parts.map(|part| {
            let mut suppliers: Vec<SupplierView<'a>> = part.iter().map(|one| self.supplier(one)).collect();
            suppliers.sort_by_key(|supplier| !supplier.current);
            let network = part.first().and_then(|one| one.network);
            SupplyView { network: network.map(|network| network_word(network).text), suppliers }
        });
        views.collect()
    }

    fn supplier(&self, supply: &Supply) -> SupplierView<'a> {
        let LinkView { name, href } = self.vendor(supply.vendor);
        let deals = supply.deals.iter().map(|deal| self.deal_row(*deal)).collect();
        SupplierView { name, href, current: supply.current, deals }
    }

    /// Who displaced whom at a customer, the newest first.
    pub fn displacements(&self, id: OrganisationId) -> Vec<DisplacementView<'a>> {
        let deals = self.shared.deal_lists.deals(DealList::Customer(id), self.site);
        let found = ledger::displacements(self.site, &deals);
        let views = found.into_iter().rev().take(SHOWN).map(|found| DisplacementView {
            whom: self.vendor(found.whom),
            by: found.by.iter().map(|by| self.vendor(*by)).collect(),
            row: self.deal_row(found.deal),
        });
        views.collect()
    }
}
