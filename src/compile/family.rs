//! The deals that an organisation has through others: its children while they were its own, joint ventures,
//! and those that were merged into it.
//!
//! Takes the site. Knows nothing of pages and words.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::base::time::PartialDate;
use crate::model::deal::Deal;
use crate::model::site::{DealId, OrganisationId, Site};

/// A deal on the page of an organisation, its own or one of its family.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct FamilyDeal {
    /// The deal.
    pub deal: DealId,
    /// Whose deal it is, where it is not the organisation's own.
    pub through: Option<OrganisationId>,
}

/// The days on which one organisation belonged to another, both among them.
#[derive(Clone, Copy)]
struct Years {
    from: Date,
    to: Date,
}

impl Years {
    const ALL: Self = Self { from: Date::MIN, to: Date::MAX };

    /// Those of a child, within these.
    fn of_child(self, site: &Site, child: OrganisationId) -> Self {
        let profile = site.organisation(child).file.as_ref().map(|(_, profile)| profile);
        let parent = profile.and_then(|profile| profile.parent.as_ref());
        let date = |text: &Option<String>| text.as_deref().and_then(PartialDate::read);
        let from = parent.and_then(|parent| date(&parent.from)).map_or(Date::MIN, PartialDate::first_day);
        let to = parent.and_then(|parent| date(&parent.to)).map_or(Date::MAX, PartialDate::last_day);
        Self { from: self.from.max(from), to: self.to.min(to) }
    }

    /// Whether a deal may be of these days; one without a date may be.
    fn have(self, deal: &Deal) -> bool {
        deal.date.is_none_or(|date| date.last_day() >= self.from && date.first_day() <= self.to)
    }
}

/// The deals of an organisation, of its children in the years in which they were its own, of the joint
/// ventures that it has a part in, and of those that were merged into it, in the order of time, each once
/// and its own before those of others.
pub fn family_deals(site: &Site, organisation: OrganisationId) -> Vec<FamilyDeal> {
    let mut seen: BTreeSet<DealId> = BTreeSet::new();
    let mut family = BTreeSet::from([organisation]);
    let mut next = vec![(organisation, Years::ALL)];
    let mut deals = Vec::new();
    while let Some((member, years)) = next.pop() {
        let entry = site.organisation(member);
        let through = (member != organisation).then_some(member);
        let new = entry.deals.iter().filter(|id| years.have(site.deal(**id)) && seen.insert(**id));
        deals.extend(new.map(|&deal| FamilyDeal { deal, through }));
        let children = entry.children.iter().map(|child| (*child, years.of_child(site, *child)));
        let others = entry.joint_ventures.iter().chain(&entry.merged).map(|other| (*other, years));
        next.extend(children.chain(others).filter(|(id, _)| family.insert(*id)));
    }
    deals.sort_by_key(|found| {
        let date = site.deal(found.deal).date;
        (date.is_none(), date, found.deal)
    });
    deals
}

/// The organisations that were merged into one, and into those in turn, by slug.
pub fn merged_into(site: &Site, organisation: OrganisationId) -> Vec<OrganisationId> {
    let mut found = BTreeSet::new();
    let mut next = site.organisation(organisation).merged.clone();
    while let Some(member) = next.pop() {
        if member != organisation && found.insert(member) {
            next.extend(&site.organisation(member).merged);
        }
    }
    found.into_iter().collect()
}
