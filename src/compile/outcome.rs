//! What a deal is for an organisation: won, lost, rumoured, over.
//!
//! Takes a deal and the day on which it is looked at. Knows nothing of the other deals, of pages and words.

use jiff::civil::Date;

use crate::base::time::PartialDate;
use crate::model::deal::{Deal, DealKind, DealStatus};
use crate::model::site::OrganisationId;

/// What a deal is for one organisation. Each deal is one of them for each, so that counts add up. They
/// stand in the order in which readers ask for them.
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
    /// It buys.
    Bought,
    /// It takes part as a partner, reseller or subcontractor.
    Partner,
    /// It bid and was not chosen.
    Lost,
    /// It supplied this before, and goes.
    Displaced,
    /// It sold or bought, and that is over: completed, expired, terminated, or past its end.
    Ended,
    /// It would have sold or bought; called off before anything was signed.
    Withdrawn,
    /// It is said to sell or to buy, by no party to it.
    Rumoured,
    /// It bids, or asks for bids.
    Bidding,
    /// It is said to lose a deal, or its place in one, that nobody has agreed on.
    Threatened,
}

impl Outcome {
    /// All of them with their names in templates, in the order in which pages show them.
    pub const NAMES: &[(&str, Self)] = &[
        ("won", Self::Won),
        ("expanded", Self::Expanded),
        ("renewed", Self::Renewed),
        ("replaced", Self::Replaced),
        ("bought", Self::Bought),
        ("partner", Self::Partner),
        ("lost", Self::Lost),
        ("displaced", Self::Displaced),
        ("ended", Self::Ended),
        ("withdrawn", Self::Withdrawn),
        ("rumoured", Self::Rumoured),
        ("bidding", Self::Bidding),
        ("threatened", Self::Threatened),
    ];

    /// Its name in templates.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, outcome)| *outcome == self).map_or("won", |(name, _)| name)
    }

    /// What a deal is for an organisation on a day; `None` if it has no part in it. Without a day nothing
    /// has ended that does not say so.
    pub fn of(deal: &Deal, organisation: OrganisationId, day: Option<Date>) -> Option<Self> {
        let open = Self::not_agreed(deal);
        // What is only said, open or called off has cost nobody anything.
        let against = |loss| match open {
            Some(Self::Withdrawn) => Self::Withdrawn,
            Some(_) => Self::Threatened,
            None => loss,
        };
        if deal.vendors.contains(&organisation) {
            Some(Self::of_vendor(deal, day))
        } else if deal.customers.contains(&organisation) {
            Some(Self::of_customer(deal, day))
        } else if deal.lost.contains(&organisation) {
            Some(against(Self::Lost))
        } else if deal.displaced.contains(&organisation) {
            Some(against(Self::Displaced))
        } else {
            let takes_part = deal.others.iter().any(|(_, other)| *other == organisation);
            takes_part.then(|| open.unwrap_or(Self::Partner))
        }
    }

    /// What a deal is for those who sell.
    pub fn of_vendor(deal: &Deal, day: Option<Date>) -> Self {
        match deal.kind {
            _ if Self::not_agreed(deal).is_some() => Self::not_agreed(deal).unwrap_or(Self::Rumoured),
            _ if has_ended(deal, day) => Self::Ended,
            DealKind::Expansion => Self::Expanded,
            DealKind::Renewal => Self::Renewed,
            DealKind::Replacement => Self::Replaced,
            DealKind::New | DealKind::Trial | DealKind::Mou | DealKind::Resale | DealKind::Acquisition => {
                Self::Won
            }
        }
    }

    /// What a deal is for those who buy.
    pub fn of_customer(deal: &Deal, day: Option<Date>) -> Self {
        let bought = if has_ended(deal, day) { Self::Ended } else { Self::Bought };
        Self::not_agreed(deal).unwrap_or(bought)
    }

    fn not_agreed(deal: &Deal) -> Option<Self> {
        match deal.status {
            DealStatus::Rumoured => Some(Self::Rumoured),
            DealStatus::Bidding => Some(Self::Bidding),
            DealStatus::Withdrawn => Some(Self::Withdrawn),
            DealStatus::Selected
            | DealStatus::Signed
            | DealStatus::Live
            | DealStatus::Completed
            | DealStatus::Expired
            | DealStatus::Terminated => None,
        }
    }

    /// Whether nothing is agreed yet.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Rumoured | Self::Bidding | Self::Threatened)
    }

    /// Whether a deal and a part of it that are these two for an organisation are one thing to count.
    pub fn is_like(self, other: Self) -> bool {
        let agreed = |one| {
            matches!(
                one,
                Self::Won | Self::Expanded | Self::Renewed | Self::Replaced | Self::Bought | Self::Ended
            )
        };
        self == other || (agreed(self) && agreed(other))
    }
}

/// Whether a deal that was agreed is over on a day: its status says so, or its end lies before.
pub fn has_ended(deal: &Deal, day: Option<Date>) -> bool {
    deal.status.is_won() && (deal.status.is_over() || past_end(deal, day).is_some())
}

/// The end of a deal that was agreed, where it lies before a day and no status tells that it is over.
pub fn past_end(deal: &Deal, day: Option<Date>) -> Option<PartialDate> {
    let running = deal.status.is_won() && !deal.status.is_over();
    deal.ends.filter(|end| running && day.is_some_and(|day| end.last_day() < day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compile::roles::tests::deal;
    use crate::model::deal::WrittenDeal;

    fn of(status: DealStatus, ends: Option<&str>) -> [&'static str; 4] {
        let ids = [0, 1, 2, 3].map(OrganisationId);
        let [vendor, customer, lost, displaced] = ids.map(|id| vec![id]);
        let ends = ends.and_then(PartialDate::read);
        let deal = Deal {
            vendors: vendor,
            customers: customer,
            lost,
            displaced,
            status,
            ends,
            ..deal(WrittenDeal::default())
        };
        let day = Some(jiff::civil::date(2025, 6, 15));
        ids.map(|id| Outcome::of(&deal, id, day).unwrap().name())
    }

    #[test]
    fn what_is_not_agreed_has_cost_nobody_anything() {
        assert_eq!(of(DealStatus::Signed, None), ["won", "bought", "lost", "displaced"]);
        assert_eq!(of(DealStatus::Rumoured, None), ["rumoured", "rumoured", "threatened", "threatened"]);
        assert_eq!(of(DealStatus::Bidding, None), ["bidding", "bidding", "threatened", "threatened"]);
        assert_eq!(of(DealStatus::Withdrawn, None), ["withdrawn"; 4]);
    }

    #[test]
    fn what_lies_past_its_end_is_over_whatever_its_status() {
        for (ends, over) in [("2025-06-14", true), ("2025-06-15", false), ("2025-06", false), ("2024", true)]
        {
            let expected = if over { ["ended", "ended"] } else { ["won", "bought"] };
            assert_eq!(of(DealStatus::Signed, Some(ends))[..2], expected, "{ends}");
        }
        assert_eq!(of(DealStatus::Signed, Some("2024"))[2..], ["lost", "displaced"]);
        assert_eq!(of(DealStatus::Rumoured, Some("2024"))[0], "rumoured");
        assert_eq!(of(DealStatus::Terminated, None)[..2], ["ended", "ended"]);
    }

    #[test]
    fn outcomes_stand_in_the_order_of_their_names() {
        assert!(Outcome::NAMES.is_sorted_by_key(|(_, outcome)| *outcome));
        assert_eq!(Outcome::NAMES.last(), Some(&("threatened", Outcome::Threatened)));
    }
}
