//! Questions that readers ask of the deals: what ends soon, who supplies whom, who displaced whom, what is
//! it worth.
//!
//! Takes the site; every answer is a pure function of it. Knows nothing of pages and words.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::base::time::PartialDate;
use crate::model::deal::{Confidence, Deal, DealKind, DealStatus, Network};
use crate::model::money::{Basis, Money};
use crate::model::site::{DealId, OrganisationId, Site};

use super::outcome::{has_ended, past_end};
use super::tally::{counts, wholes, without_parts};

/// Those of these deals that are won, not yet over, and end on the day or within twelve months after
/// it, the first to end first. A date that is known in part counts if any day of it lies there.
pub fn ending(site: &Site, deals: &[DealId], day: Date) -> Vec<DealId> {
    let latest = day.checked_add(1.year()).unwrap_or(Date::MAX);
    let ends =
        |id: &DealId| site.deal(*id).ends.filter(|end| end.last_day() >= day && end.first_day() <= latest);
    let running = |deal: &Deal| deal.status.is_won() && !deal.status.is_over();
    let ending = deals.iter().filter(|id| running(site.deal(**id)));
    let mut ending: Vec<(PartialDate, DealId)> = ending.filter_map(|id| Some((ends(id)?, *id))).collect();
    ending.sort_by_key(|(end, id)| (end.last_day(), *id));
    ending.into_iter().map(|(_, id)| id).collect()
}

/// Who supplies a part of a customer's network.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Supply {
    /// The part; none where the deals do not say.
    pub network: Option<Network>,
    /// Who supplies it.
    pub vendor: OrganisationId,
    /// By which deals, in the order of time; all of them are won.
    pub deals: Vec<DealId>,
    /// Whether it still does, as far as the deals tell: one of them is a contract that has neither expired
    /// nor been terminated nor come to its end, and no later deal displaces the vendor there.
    pub current: bool,
    /// What the deals are where none of them is a contract: trials, or memoranda of understanding.
    pub only: Option<DealKind>,
}

/// A part of a network, with those of no known part last, and who supplies it.
type Place = (bool, Option<Network>, OrganisationId);

/// The suppliers of a customer by part of the network on a day, those of no known part last; in each part by
/// the vendor's slug. Who sold a business has supplied nothing by that.
pub fn suppliers(site: &Site, customer: OrganisationId, day: Option<Date>) -> Vec<Supply> {
    let mut found: BTreeMap<Place, (Vec<DealId>, bool)> = BTreeMap::new();
    // The deals are in the order of time, so that a later one has the last word.
    for &id in &site.organisation(customer).deals {
        let deal = site.deal(id);
        if !deal.customers.contains(&customer) || !deal.status.is_won() {
            continue;
        }
        for vendor in &deal.displaced {
            for ((_, network, supplier), (_, current)) in &mut found {
                let there = deal.written.network.is_empty()
                    || network.is_none_or(|network| deal.written.network.contains(&network));
                *current &= !(supplier == vendor && there);
            }
        }
        if deal.kind == DealKind::Acquisition {
            continue;
        }
        let over = matches!(deal.status, DealStatus::Expired | DealStatus::Terminated)
            || past_end(deal, day).is_some();
        let parts: BTreeSet<Option<Network>> = deal.written.network.iter().copied().map(Some).collect();
        let parts = if parts.is_empty() { BTreeSet::from([None]) } else { parts };
        for network in parts {
            for &vendor in &deal.vendors {
                let (deals, current) = found.entry((network.is_none(), network, vendor)).or_default();
                deals.push(id);
                *current |= !over && !is_tentative(deal.kind);
            }
        }
    }
    let supplies = found.into_iter().map(|((_, network, vendor), (deals, current))| Supply {
        only: only(site, &deals),
        network,
        vendor,
        deals,
        current,
    });
    supplies.collect()
}

/// Whether a deal of this kind binds nobody to buy.
fn is_tentative(kind: DealKind) -> bool {
    matches!(kind, DealKind::Trial | DealKind::Mou)
}

/// What binds nobody to buy, where some deals are nothing else: trials before memoranda.
fn only(site: &Site, deals: &[DealId]) -> Option<DealKind> {
    let kinds = || deals.iter().map(|id| site.deal(*id).kind);
    kinds().min().filter(|_| kinds().all(is_tentative))
}

/// Who took whose place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Displacement {
    /// Who supplies now.
    pub by: Vec<OrganisationId>,
    /// Who supplied before.
    pub whom: OrganisationId,
    /// The deal that says so, with the customers and the date.
    pub deal: DealId,
}

/// Who displaced whom in these deals, in their order. What is only rumoured, open or called off has
/// displaced nobody.
pub fn displacements(site: &Site, deals: &[DealId]) -> Vec<Displacement> {
    let won = deals.iter().filter(|id| site.deal(**id).status.is_won());
    let found = won.flat_map(|&id| {
        let deal = site.deal(id);
        deal.displaced.iter().map(move |&whom| Displacement { by: deal.vendors.clone(), whom, deal: id })
    });
    found.collect()
}

/// A sum in one currency.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Total {
    /// The currency, ISO 4217.
    pub currency: String,
    /// The sum of contract values, in whole units of the currency.
    pub amount: Decimal,
    /// How many deals are in it.
    pub deals: usize,
    /// How many of them have several vendors, so that no one of them gets all of it.
    pub shared: usize,
    /// How many of them are over on the day that is asked for.
    pub ended: usize,
}

/// What these deals are worth together, by currency: contract values of deals that are won, and
/// nothing else; no trials and memoranda, and nothing that one source or an analyst says. Each deal counts
/// once, and a part of a deal not beside the whole. Which are over is told for a day.
pub fn totals(site: &Site, deals: &[DealId], day: Option<Date>) -> Vec<Total> {
    let counted: BTreeMap<DealId, (&str, Decimal)> =
        deals.iter().filter_map(|&id| Some((id, contract_value(site.deal(id))?))).collect();
    let in_whole = |id: DealId| wholes(site, id).any(|whole| counted.contains_key(&whole));
    let mut totals: BTreeMap<&str, Total> = BTreeMap::new();
    for (&id, &(currency, amount)) in counted.iter().filter(|(id, _)| !in_whole(**id)) {
        let total = totals.entry(currency).or_insert_with(|| Total {
            currency: currency.to_owned(),
            amount: Decimal::ZERO,
            deals: 0,
            shared: 0,
            ended: 0,
        });
        total.amount = total.amount.saturating_add(amount);
        total.deals += 1;
        total.shared += usize::from(site.deal(id).vendors.len() > 1);
        total.ended += usize::from(has_ended(site.deal(id), day));
    }
    totals.into_values().collect()
}

/// Whether a deal binds its parties to a value that one of them, or several reports, vouch for. Trials and
/// memoranda of understanding do not bind, and one voice is not enough for a sum.
fn is_firm(deal: &Deal) -> bool {
    let vouched = matches!(deal.confidence, Confidence::Official | Confidence::Reported);
    vouched && !matches!(deal.kind, DealKind::Trial | DealKind::Mou)
}

/// What a deal adds to a total, if it may be added.
fn contract_value(deal: &Deal) -> Option<(&str, Decimal)> {
    if !is_firm(deal) {
        return None;
    }
    let value = deal.written.value.as_ref().filter(|value| value.basis == Basis::Contract)?;
    deal.status.is_won().then_some((value.currency.as_deref()?, value.amount?))
}

/// What is known of the worth of some deals. Only what is won counts, and a part not beside its whole, unless
/// the part has a contract value and the whole has none.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Worth {
    /// How many have a contract value that can be added.
    pub stated: usize,
    /// How many have one, but are a trial or a memorandum, or known from one source or an analyst only.
    pub unsure: usize,
    /// How many have only an estimate, a limit, what is reported, or an amount without a currency.
    pub estimated: usize,
    /// Of how many it is said that the value is undisclosed.
    pub undisclosed: usize,
    /// Of how many nothing is said.
    pub not_stated: usize,
    /// How many are rumoured, open for bids or called off, whatever is said of their worth.
    pub not_won: usize,
}

/// What is known of the worth of these deals.
pub fn worth(site: &Site, deals: &[DealId]) -> Worth {
    let all = counts(site, deals);
    let mut worth = Worth { not_won: all.all() - all.won, ..Worth::default() };
    let won: Vec<DealId> = deals.iter().copied().filter(|id| site.deal(*id).status.is_won()).collect();
    let stated = |id| contract_value(site.deal(id)).is_some();
    for id in without_parts(site, &won, |_, part, whole| stated(whole) || !stated(part)) {
        let deal = site.deal(id);
        let written = &deal.written;
        match written.value.as_ref().or(written.claims.first()).map(|money| money.basis) {
            None => worth.not_stated += 1,
            Some(Basis::Undisclosed) => worth.undisclosed += 1,
            Some(_) if stated(id) => worth.stated += 1,
            Some(Basis::Contract) if written.value.is_some() && !is_firm(deal) => worth.unsure += 1,
            Some(_) => worth.estimated += 1,
        }
    }
    worth
}

/// What sources say that a deal is worth, in one currency.
#[derive(Clone, PartialEq, Debug)]
pub struct ClaimRange {
    /// The currency, ISO 4217; none for claims without a currency that is known.
    pub currency: Option<String>,
    /// The least that is claimed.
    pub low: Option<Decimal>,
    /// The most that is claimed.
    pub high: Option<Decimal>,
    /// The claims, the least first; those without an amount at the end, each as its source says it.
    pub said: Vec<Money>,
}

/// The claims of a deal by currency, its value among them; empty where there are no claims.
pub fn claims(deal: &Deal) -> Vec<ClaimRange> {
    if deal.written.claims.is_empty() {
        return Vec::new();
    }
    let mut by_currency: BTreeMap<(bool, Option<&str>), Vec<&Money>> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for money in deal.written.value.iter().chain(&deal.written.claims) {
        let currency = money.currency.as_deref();
        if seen.insert((&money.text, money.amount, currency, money.basis, &money.source)) {
            by_currency.entry((currency.is_none(), currency)).or_default().push(money);
        }
    }
    let ranges = by_currency.into_iter().map(|((_, currency), mut said)| {
        said.sort_by_key(|money| (money.amount.is_none(), money.amount));
        let amounts = || said.iter().filter_map(|money| money.amount);
        ClaimRange {
            currency: currency.map(str::to_owned),
            low: amounts().min(),
            high: amounts().max(),
            said: said.iter().copied().cloned().collect(),
        }
    });
    ranges.collect()
}

#[cfg(test)]
mod tests;
