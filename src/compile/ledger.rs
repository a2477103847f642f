//! Questions that readers ask of the deals: who won what, who lost, what ends soon, who supplies whom,
//! what is it worth.
//!
//! Takes the site; every answer is a pure function of it. Knows nothing of pages and words.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::base::time::PartialDate;
use crate::model::deal::{Deal, DealKind, DealStatus, Network};
use crate::model::money::{Basis, Money};
use crate::model::site::{DealId, OrganisationId, Site};

/// What a deal is for one organisation. Each deal is one of them for each, so that counts add up.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Outcome {
    /// It sells, to a new customer or in a new field; also trials, memoranda, resale and acquisitions.
    Won,
    /// It sells more of the same.
    Expanded,
    /// It goes on selling.
    Renewed,
    /// It takes the place of another.
    Replaced,
    /// It bid and was not chosen.
    Lost,
    /// It supplied this before, and goes.
    Displaced,
    /// It sold, and that is over: completed, expired or terminated.
    Ended,
    /// It bids.
    Bidding,
    /// It is said to sell, by no party to it.
    Rumoured,
    /// It would have sold; called off before anything was signed.
    Withdrawn,
    /// It buys.
    Bought,
    /// It takes part as a partner, reseller or subcontractor.
    Partner,
}

impl Outcome {
    /// All of them with their names in templates, in the order in which pages show them.
    pub const NAMES: &[(&str, Self)] = &[
        ("won", Self::Won),
        ("expanded", Self::Expanded),
        ("renewed", Self::Renewed),
        ("replaced", Self::Replaced),
        ("lost", Self::Lost),
        ("displaced", Self::Displaced),
        ("ended", Self::Ended),
        ("bidding", Self::Bidding),
        ("rumoured", Self::Rumoured),
        ("withdrawn", Self::Withdrawn),
        ("bought", Self::Bought),
        ("partner", Self::Partner),
    ];

    /// Its name in templates.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, outcome)| *outcome == self).map_or("won", |(name, _)| name)
    }

    /// What a deal is for an organisation; `None` if it has no part in it.
    pub fn of(deal: &Deal, organisation: OrganisationId) -> Option<Self> {
        if deal.vendors.contains(&organisation) {
            Some(Self::of_vendor(deal))
        } else if deal.customers.contains(&organisation) {
            Some(Self::Bought)
        } else if deal.lost.contains(&organisation) {
            Some(Self::Lost)
        } else if deal.displaced.contains(&organisation) {
            Some(Self::Displaced)
        } else {
            deal.others.iter().any(|(_, other)| *other == organisation).then_some(Self::Partner)
        }
    }

    /// What a deal is for those who sell.
    pub fn of_vendor(deal: &Deal) -> Self {
        match (deal.status, deal.kind) {
            (DealStatus::Rumoured, _) => Self::Rumoured,
            (DealStatus::Bidding, _) => Self::Bidding,
            (DealStatus::Withdrawn, _) => Self::Withdrawn,
            (DealStatus::Completed | DealStatus::Expired | DealStatus::Terminated, _) => Self::Ended,
            (_, DealKind::Expansion) => Self::Expanded,
            (_, DealKind::Renewal) => Self::Renewed,
            (_, DealKind::Replacement) => Self::Replaced,
            (
                _,
                DealKind::New | DealKind::Trial | DealKind::Mou | DealKind::Resale | DealKind::Acquisition,
            ) => Self::Won,
        }
    }

    /// The date under which a deal counts as this: of what is over, its end; of all else, its own.
    pub fn date(self, deal: &Deal) -> Option<PartialDate> {
        let over = deal.written.history.iter().rev().find(|step| step.status.is_over()).map(|step| step.at);
        match self {
            Self::Ended => over.or(deal.ends).or(deal.date),
            _ => deal.date,
        }
    }
}

/// One year of an organisation's deals.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LedgerYear {
    /// The year; none for deals without any date.
    pub year: Option<i16>,
    /// Its deals by outcome, each outcome's in the order of time.
    pub deals: BTreeMap<Outcome, Vec<DealId>>,
}

/// The deals of an organisation by year and outcome, the oldest year first and the undated last.
pub fn by_year(site: &Site, organisation: OrganisationId) -> Vec<LedgerYear> {
    let mut years: BTreeMap<(bool, Option<i16>), BTreeMap<Outcome, Vec<DealId>>> = BTreeMap::new();
    for &id in &site.organisation(organisation).deals {
        let deal = site.deal(id);
        let Some(outcome) = Outcome::of(deal, organisation) else { continue };
        let year = outcome.date(deal).map(|date| date.year);
        years.entry((year.is_none(), year)).or_default().entry(outcome).or_default().push(id);
    }
    years.into_iter().map(|((_, year), deals)| LedgerYear { year, deals }).collect()
}

/// How many of these deals are what to an organisation, by outcome; outcomes without any are left out.
pub fn tally(site: &Site, deals: &[DealId], organisation: OrganisationId) -> Vec<(Outcome, usize)> {
    count(deals.iter().filter_map(|id| Outcome::of(site.deal(*id), organisation)))
}

/// How many of these deals are of each kind; kinds without any are left out. Vendors' own tallies add
/// up what cannot be compared, trials among contracts.
pub fn kinds(site: &Site, deals: &[DealId]) -> Vec<(DealKind, usize)> {
    count(deals.iter().map(|id| site.deal(*id).kind))
}

fn count<T: Ord>(items: impl Iterator<Item = T>) -> Vec<(T, usize)> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    items.for_each(|item| *counts.entry(item).or_default() += 1);
    counts.into_iter().collect()
}

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
    /// Whether it still does, as far as the deals tell: one of them has neither expired nor been
    /// terminated, and no later deal displaces the vendor there.
    pub current: bool,
}

/// A part of a network, with those of no known part last, and who supplies it.
type Place = (bool, Option<Network>, OrganisationId);

/// The suppliers of a customer by part of the network, those of no known part last; in each part by
/// the vendor's slug.
pub fn suppliers(site: &Site, customer: OrganisationId) -> Vec<Supply> {
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
        let over = matches!(deal.status, DealStatus::Expired | DealStatus::Terminated);
        let parts: BTreeSet<Option<Network>> = deal.written.network.iter().copied().map(Some).collect();
        let parts = if parts.is_empty() { BTreeSet::from([None]) } else { parts };
        for network in parts {
            for &vendor in &deal.vendors {
                let (deals, current) = found.entry((network.is_none(), network, vendor)).or_default();
                deals.push(id);
                *current |= !over;
            }
        }
    }
    let supplies = found.into_iter().map(|((_, network, vendor), (deals, current))| Supply {
        network,
        vendor,
        deals,
        current,
    });
    supplies.collect()
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
}

/// What these deals are worth together, by currency: contract values of deals that are won, and
/// nothing else. Each deal counts once, and a part of a deal not beside the whole.
pub fn totals(site: &Site, deals: &[DealId]) -> Vec<Total> {
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
        });
        total.amount = total.amount.saturating_add(amount);
        total.deals += 1;
        total.shared += usize::from(site.deal(id).vendors.len() > 1);
    }
    totals.into_values().collect()
}

/// What a deal adds to a total, if it may be added.
fn contract_value(deal: &Deal) -> Option<(&str, Decimal)> {
    let value = deal.written.value.as_ref().filter(|value| value.basis == Basis::Contract)?;
    deal.status.is_won().then_some((value.currency.as_deref()?, value.amount?))
}

/// The deals that this one is a part of, from the nearest up. Circles are cut when the site is linked.
pub fn wholes(site: &Site, deal: DealId) -> impl Iterator<Item = DealId> {
    std::iter::successors(site.deal(deal).part_of, |whole| site.deal(*whole).part_of)
}

/// What is known of the worth of some deals.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Worth {
    /// How many have a contract value.
    pub stated: usize,
    /// How many have only an estimate, a limit, or what is reported.
    pub estimated: usize,
    /// Of how many it is said that the value is undisclosed.
    pub undisclosed: usize,
    /// Of how many nothing is said.
    pub not_stated: usize,
}

/// What is known of the worth of these deals. They add up to all of them.
pub fn worth(site: &Site, deals: &[DealId]) -> Worth {
    let mut worth = Worth::default();
    for id in deals {
        let written = &site.deal(*id).written;
        match written.value.as_ref().or(written.claims.first()).map(|money| (money.basis, money.amount)) {
            None => worth.not_stated += 1,
            Some((Basis::Undisclosed, _)) => worth.undisclosed += 1,
            Some((Basis::Contract, Some(_))) if written.value.is_some() => worth.stated += 1,
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
    for money in deal.written.value.iter().chain(&deal.written.claims) {
        let currency = money.currency.as_deref();
        let said = by_currency.entry((currency.is_none(), currency)).or_default();
        if !said.contains(&money) {
            said.push(money);
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

/// A deal on the page of an organisation, its own or one of its family.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct FamilyDeal {
    /// The deal.
    pub deal: DealId,
    /// Whose deal it is, where it is not the organisation's own: a child, or one merged into it.
    pub through: Option<OrganisationId>,
}

/// The deals of an organisation, of its children, and of those that were merged into it, in the order of
/// time, each once and its own before those of others.
pub fn family_deals(site: &Site, organisation: OrganisationId) -> Vec<FamilyDeal> {
    let mut seen: BTreeSet<DealId> = BTreeSet::new();
    let mut family = BTreeSet::from([organisation]);
    let mut next = vec![organisation];
    let mut deals = Vec::new();
    while let Some(member) = next.pop() {
        let entry = site.organisation(member);
        let through = (member != organisation).then_some(member);
        let new = entry.deals.iter().filter(|id| seen.insert(**id));
        deals.extend(new.map(|&deal| FamilyDeal { deal, through }));
        next.extend(entry.children.iter().chain(&entry.merged).copied().filter(|id| family.insert(*id)));
    }
    deals.sort_by_key(|found| {
        let date = site.deal(found.deal).date;
        (date.is_none(), date, found.deal)
    });
    deals
}

#[cfg(test)]
mod tests;
