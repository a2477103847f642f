//! How many deals there are: one rule for every page that counts them.
//!
//! Takes deals, gives numbers. What is not agreed is no deal yet, and a part does not count beside its
//! whole. Knows nothing of pages and words.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::deal::{DealKind, DealStatus};
use crate::model::site::{DealId, Site};

/// How many of some deals are how far. A part counts only where its whole does not count likewise.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    /// How many are agreed: what pages call deals.
    pub won: usize,
    /// How many are rumoured.
    pub rumoured: usize,
    /// How many are open for bids.
    pub bidding: usize,
    /// How many were called off before they were signed.
    pub withdrawn: usize,
}

impl Counts {
    /// How many there are of them together.
    pub fn all(self) -> usize {
        self.won + self.rumoured + self.bidding + self.withdrawn
    }
}

/// Counts deals.
pub fn counts(site: &Site, deals: &[DealId]) -> Counts {
    let mut counts = Counts::default();
    for status in without_parts(site, deals, alike).into_iter().map(|id| site.deal(id).status) {
        match status {
            DealStatus::Rumoured => counts.rumoured += 1,
            DealStatus::Bidding => counts.bidding += 1,
            DealStatus::Withdrawn => counts.withdrawn += 1,
            _ => counts.won += 1,
        }
    }
    counts
}

/// Whether a part and its whole are equally far.
fn alike(site: &Site, part: DealId, whole: DealId) -> bool {
    let (part, whole) = (site.deal(part).status, site.deal(whole).status);
    part == whole || (part.is_won() && whole.is_won())
}

/// These deals without those parts whose whole stands among them and is alike.
pub fn without_parts(
    site: &Site,
    deals: &[DealId],
    alike: impl Fn(&Site, DealId, DealId) -> bool,
) -> Vec<DealId> {
    if deals.iter().all(|id| site.deal(*id).part_of.is_none()) {
        return deals.to_vec();
    }
    let all: BTreeSet<DealId> = deals.iter().copied().collect();
    let counts =
        |id: &DealId| !wholes(site, *id).any(|whole| all.contains(&whole) && alike(site, *id, whole));
    deals.iter().copied().filter(counts).collect()
}

/// The deals that this one is a part of, from the nearest up. Circles are cut when the site is linked.
pub fn wholes(site: &Site, deal: DealId) -> impl Iterator<Item = DealId> {
    std::iter::successors(site.deal(deal).part_of, |whole| site.deal(*whole).part_of)
}

/// How many of these deals are of each kind; kinds without any are left out. Vendors' own tallies add
/// up what cannot be compared, trials among contracts.
pub fn kinds(site: &Site, deals: &[DealId]) -> Vec<(DealKind, usize)> {
    let mut counts: BTreeMap<DealKind, usize> = BTreeMap::new();
    for id in deals {
        *counts.entry(site.deal(*id).kind).or_default() += 1;
    }
    counts.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compile::roles::tests::deal;
    use crate::model::deal::{Deal, WrittenDeal};

    #[test]
    fn only_what_is_agreed_is_a_deal_and_a_part_does_not_count_beside_its_whole() {
        let made = |status, part_of: Option<u32>| Deal {
            status,
            part_of: part_of.map(DealId),
            ..deal(WrittenDeal::default())
        };
        let site = Site {
            deals: vec![
                made(DealStatus::Signed, None),
                made(DealStatus::Expired, Some(0)),
                made(DealStatus::Live, Some(1)),
                made(DealStatus::Rumoured, Some(0)),
                made(DealStatus::Bidding, None),
                made(DealStatus::Withdrawn, None),
            ],
            ..Site::default()
        };
        let ids = |ids: &[u32]| ids.iter().copied().map(DealId).collect::<Vec<_>>();
        let all = counts(&site, &ids(&[0, 1, 2, 3, 4, 5]));
        assert_eq!(all, Counts { won: 1, rumoured: 1, bidding: 1, withdrawn: 1 });
        // Without the whole, the uppermost of its parts counts.
        assert_eq!((counts(&site, &ids(&[1, 2])).won, counts(&site, &ids(&[2])).won), (1, 1));
        assert_eq!(counts(&site, &[]), Counts::default());
    }
}
