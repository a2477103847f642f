//! What pages of organisations see of their deals: won, lost, rumoured, what ends soon, who supplies.
//!
//! The questions are answered by the ledger; here the answers become rows and words.

use serde::Serialize;

use crate::compile::ledger::{self, Supply, Worth};
use crate::compile::plan::deal_lists::{DealList, SHOWN};
use crate::compile::plan::exports::DealsOf;
use crate::compile::plan::outputs::IndexKind;
use crate::model::site::{DealId, OrganisationId};

use super::deal_groups::{DealGroup, MemberDeals};
use super::deals::{DealRow, TablesView};
use super::money::{SumView, sum_text};
use super::parts::{DateView, LinkView, Source};
use super::words::{WordView, kind_word, network_word};

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
    /// How many entries all these are, parts beside their wholes.
    pub count: usize,
    /// The deals in this role of those that were merged into it.
    pub merged: Vec<MemberDeals>,
    /// The same deals for programs, those of `merged` among them.
    pub tables: TablesView,
    /// The list of all of them, where this page does not show all.
    pub all_href: Option<String>,
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
    /// How many are in no sum for they are rumoured, open for bids or called off.
    pub left_out: usize,
    /// How many have a contract value, but are a trial or a memorandum of understanding, or known from one
    /// source or an analyst only; in no sum.
    pub unsure: usize,
    /// How many have only an estimate, a limit, what is reported, or an amount without a currency; in no sum.
    pub estimated: usize,
    /// Of how many it is said that the value is undisclosed.
    pub undisclosed: usize,
    /// Of how many nothing is said.
    pub not_stated: usize,
    /// What is in no sum, in words: `2 deals of undisclosed value`.
    pub outside: Vec<String>,
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
    /// Whether it still supplies it, as far as the deals tell: by a contract that is not over.
    pub current: bool,
    /// What it has had there where it never had a contract: `trial` or `mou`.
    pub only: Option<WordView>,
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

impl<'a> Source<'a> {
    /// What some deals are worth together.
    pub fn totals(&self, deals: &[DealId]) -> TotalsView {
        let totals = ledger::totals(self.site, deals, self.shared.day);
        let worth = ledger::worth(self.site, deals);
        let Worth { stated, unsure, estimated, undisclosed, not_stated, not_won } = worth;
        TotalsView {
            left_out: not_won,
            shared: totals.iter().map(|total| total.shared).sum(),
            sums: (totals.into_iter())
                .map(|total| SumView {
                    amount: total.amount.normalize().to_string(),
                    text: sum_text(&total.currency, total.amount),
                    currency: total.currency,
                    count: total.deals,
                    ended: total.ended,
                })
                .collect(),
            stated,
            unsure,
            estimated,
            undisclosed,
            not_stated,
            outside: outside(worth),
        }
    }

    /// The deals of an organisation in one role; none where neither it nor those merged into it have any.
    pub fn factbox(&self, id: OrganisationId, role: IndexKind) -> Option<FactboxView<'a>> {
        let organisation = self.site.organisation(id);
        if organisation.deals.is_empty() && organisation.merged.is_empty() {
            return None;
        }
        let (list, tables) = match role {
            IndexKind::Customers => (DealList::Customer(id), DealsOf::Customer(id)),
            _ => (DealList::Vendor(id), DealsOf::Vendor(id)),
        };
        let deals = self.shared.deal_lists.deals(list, self.site);
        let merged = self.merged_deals(id, role);
        let (rumours, groups) = self.outcome_groups(&deals, id, role, SHOWN);
        let all = self.hrefs.href(&self.shared.deal_lists.url(list, self.site));
        (!deals.is_empty() || !merged.is_empty()).then(|| FactboxView {
            groups,
            rumours,
            ending: self.ending(id, role, &deals),
            day: self.shared.day.map(|day| DateView::partial(day.into())),
            // What others won is not what it is worth to those who lost.
            totals: self.totals(&self.own(id, role, &deals)),
            count: deals.len(),
            merged,
            tables: self.tables(tables),
            all_href: (deals.len() > SHOWN).then_some(all),
        })
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

    /// Who supplies which part of a customer's network.
    pub fn supplies(&self, id: OrganisationId) -> Vec<SupplyView<'a>> {
        if self.site.organisation(id).deals.is_empty() {
            return Vec::new();
        }
        let supplies = ledger::suppliers(self.site, id, self.shared.day);
        let parts = supplies.chunk_by(|one, other| one.network == other.network);
        let views = parts.map(|part| {
            let mut suppliers: Vec<SupplierView<'a>> = part.iter().map(|one| self.supplier(one)).collect();
            suppliers.sort_by_key(|supplier| (!supplier.current, supplier.only.is_none()));
            let network = part.first().and_then(|one| one.network);
            SupplyView { network: network.map(|network| network_word(network).text), suppliers }
        });
        views.collect()
    }

    fn supplier(&self, supply: &Supply) -> SupplierView<'a> {
        let LinkView { name, href } = self.vendor(supply.vendor);
        let deals = supply.deals.iter().map(|deal| self.deal_row(*deal)).collect();
        SupplierView { name, href, current: supply.current, only: supply.only.map(kind_word), deals }
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

/// What is in no sum, in words.
fn outside(worth: Worth) -> Vec<String> {
    let deals = |count| if count == 1 { "deal" } else { "deals" };
    let named = [
        (worth.unsure, "for a trial, by a memorandum or from a single source only"),
        (worth.estimated, "with only an estimate, a limit or a reported figure"),
        (worth.undisclosed, "of undisclosed value"),
        (worth.not_stated, "of which nothing is said"),
    ];
    let named = named.into_iter().filter(|(count, _)| *count > 0);
    let named = named.map(|(count, words)| format!("{count} {} {words}", deals(count)));
    let open =
        (worth.not_won > 0).then(|| format!("{} rumoured, open for bids or called off", worth.not_won));
    named.chain(open).collect()
}
