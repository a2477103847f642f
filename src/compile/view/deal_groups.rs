//! Deals as pages of organisations group them: by what they are for the organisation, and by whose they are.
//!
//! What a deal is for whom is decided in [`crate::compile::outcome`]; here it becomes headings and rows.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::compile::family::{family_deals, merged_into};
use crate::compile::outcome::Outcome;
use crate::compile::plan::deal_lists::{DealList, in_order};
use crate::compile::plan::outputs::IndexKind;
use crate::compile::tally::{kinds, wholes, without_parts};
use crate::model::deal::DealKind;
use crate::model::site::{DealId, OrganisationId};

use super::keyed::Keyed;
use super::parts::Source;
use super::words::{kind_count, number_of, outcome_title};

/// How many deals of one outcome stand on the profile of an organisation, of its own and of each of its family.
const ON_PROFILE: usize = 10;

/// Deals that are the same for an organisation.
#[derive(Serialize, Debug)]
pub struct DealGroup {
    /// What they are: `won`, `lost`, `rumoured`, …
    pub name: &'static str,
    /// A heading: `Won`.
    pub title: &'static str,
    /// How many there are; a part does not count beside its whole.
    pub count: usize,
    /// The same in words: `2 deals`, `1 deal, 2 parts`.
    pub counted: String,
    /// Of which kinds they are, in words; empty where all are new contracts, or the heading tells enough.
    pub kinds: Vec<String>,
    /// The rows of the newest, the newest first: `<tr>` elements.
    pub rows_html: Keyed,
    /// How many rows these are.
    pub shown: usize,
    /// Whether there are more.
    pub more: bool,
}

/// The deals of one member of an organisation's family.
#[derive(Serialize, Debug)]
pub struct MemberDeals {
    /// Whose: `own`, `child`, `joint-venture` or `merged`.
    pub name: &'static str,
    /// A heading: `Deals`, `As Sprint`, `Through Rakuten Symphony`.
    pub title: String,
    /// The deals by what they are for this member.
    pub groups: Vec<DealGroup>,
    /// Whether there are more than these rows.
    pub more: bool,
}

impl Source<'_> {
    /// Deals by what they are for an organisation: what is open, and all else. `deals` has the oldest first.
    /// A part stands with its whole.
    pub(super) fn outcome_groups(
        &self,
        deals: &[DealId],
        id: OrganisationId,
        role: IndexKind,
        most: usize,
    ) -> (Vec<DealGroup>, Vec<DealGroup>) {
        let outcome = |deal| self.outcome(deal, id, role);
        let all: BTreeSet<DealId> = deals.iter().copied().collect();
        let mut by_outcome: BTreeMap<Outcome, Vec<DealId>> = BTreeMap::new();
        for deal in deals {
            let own = outcome(*deal);
            let whole = wholes(self.site, *deal).filter(|whole| all.contains(whole)).map(outcome).last();
            // What is over is told apart, also of a whole that goes on.
            let whole = whole.filter(|whole| whole.is_like(own) && ![own, *whole].contains(&Outcome::Ended));
            by_outcome.entry(whole.unwrap_or(own)).or_default().push(*deal);
        }
        let counted: BTreeSet<DealId> =
            without_parts(self.site, deals, |_, part, whole| outcome(part).is_like(outcome(whole)))
                .into_iter()
                .collect();
        let groups = by_outcome.iter().map(|(outcome, deals)| {
            let counted: Vec<DealId> = deals.iter().copied().filter(|id| counted.contains(id)).collect();
            (outcome.is_open(), self.group(*outcome, deals, &counted, most))
        });
        let (open, agreed): (Vec<_>, Vec<_>) = groups.partition(|(open, _)| *open);
        let groups = |groups: Vec<(bool, DealGroup)>| groups.into_iter().map(|(_, group)| group).collect();
        (groups(open), groups(agreed))
    }

    /// What a deal is for an organisation in one role; in any for its profile.
    fn outcome(&self, deal: DealId, id: OrganisationId, role: IndexKind) -> Outcome {
        let (deal, day) = (self.site.deal(deal), self.shared.day);
        match role {
            IndexKind::Customers => Outcome::of_customer(deal, day),
            _ => Outcome::of(deal, id, day).unwrap_or(Outcome::Partner),
        }
    }

    /// Deals under one heading, the newest of them shown.
    fn group(&self, outcome: Outcome, deals: &[DealId], counted: &[DealId], most: usize) -> DealGroup {
        let newest = deals.iter().rev().take(most);
        let parts = deals.len() - counted.len();
        let words = [(counted.len(), "deal", "deals"), (parts, "part", "parts")];
        let words = words.into_iter().filter(|(count, ..)| *count > 0);
        let words: Vec<String> = words.map(|(count, one, many)| number_of(count, one, many)).collect();
        DealGroup {
            name: outcome.name(),
            title: outcome_title(outcome),
            count: counted.len(),
            counted: words.join(", "),
            kinds: self.kinds(outcome, counted),
            shown: newest.len(),
            more: newest.len() < deals.len(),
            rows_html: self.deal_rows_html(newest),
        }
    }

    /// The kinds of deals of one outcome, where its heading does not tell them.
    fn kinds(&self, outcome: Outcome, deals: &[DealId]) -> Vec<String> {
        let kinds = kinds(self.site, deals);
        let tells = !matches!(outcome, Outcome::Won | Outcome::Bought | Outcome::Ended);
        if tells || kinds.iter().all(|(kind, _)| *kind == DealKind::New) {
            return Vec::new();
        }
        kinds.into_iter().map(|(kind, count)| kind_count(kind, count)).collect()
    }

    /// The deals on the profile of an organisation: its own, then those of each of its family.
    pub fn profile_deals(&self, id: OrganisationId) -> Vec<MemberDeals> {
        let mut by_member: BTreeMap<Option<OrganisationId>, Vec<DealId>> = BTreeMap::new();
        for found in family_deals(self.site, id) {
            by_member.entry(found.through).or_default().push(found.deal);
        }
        let members = by_member.into_iter().map(|(through, deals)| {
            self.member_deals(through, through.unwrap_or(id), deals, IndexKind::Organisations)
        });
        members.collect()
    }

    /// The deals in one role of those that were merged into an organisation.
    pub(super) fn merged_deals(&self, id: OrganisationId, role: IndexKind) -> Vec<MemberDeals> {
        let members = merged_into(self.site, id).into_iter().map(|member| {
            let list = match role {
                IndexKind::Customers => DealList::Customer(member),
                _ => DealList::Vendor(member),
            };
            (member, self.shared.deal_lists.deals(list, self.site))
        });
        let members = members.filter(|(_, deals)| !deals.is_empty());
        members.map(|(member, deals)| self.member_deals(Some(member), member, deals, role)).collect()
    }

    fn member_deals(
        &self,
        through: Option<OrganisationId>,
        member: OrganisationId,
        mut deals: Vec<DealId>,
        role: IndexKind,
    ) -> MemberDeals {
        in_order(self.site, &mut deals);
        let organisation = self.site.organisation(member);
        let (name, title) = match through {
            None => ("own", "Deals".to_owned()),
            Some(_) if organisation.merged_into.is_some() => ("merged", format!("As {}", organisation.name)),
            Some(_) if organisation.joint_venture_of.is_empty() => {
                ("child", format!("Through {}", organisation.name))
            }
            Some(_) => ("joint-venture", format!("Through {}, a joint venture", organisation.name)),
        };
        let (open, mut groups) = self.outcome_groups(&deals, member, role, ON_PROFILE);
        groups.extend(open);
        MemberDeals { name, title, more: groups.iter().any(|group| group.more), groups }
    }
}
