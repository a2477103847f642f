//! One deal with every name resolved, and with the values that follow from what is said.
//!
//! Takes what its places say together; reports organisations that stand where they cannot.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::diagnostic::{Code, Finding, Place};
use crate::base::time::PartialDate;
use crate::model::deal::{Confidence, Deal, DealKind, DealStatus, Part, WrittenDeal};
use crate::model::site::{ArticleId, OrganisationId, Site, TopicId};

use super::deal_faults::{across, incomplete};
use super::deal_ids::Told;
use super::deal_merge::Merged;
use super::deal_names::organisations;
use super::names::Used;
use super::names_then::name_then;
use super::registers::{Registers, count};

/// The deal that these places tell of. `articles` are those that report it.
pub(super) fn settle(
    id: &str,
    merged: Merged,
    places: &[&Told<'_>],
    articles: BTreeSet<ArticleId>,
    site: &Site,
    registers: &Registers,
    findings: &mut Vec<Finding>,
) -> Deal {
    for told in places {
        named_twice(told, registers, findings);
    }
    sells_to_itself(&merged, places, registers, findings);
    across(&merged, places, registers, findings);
    let mut written = merged.deal;
    id.clone_into(&mut written.id);
    let find = |name: &str| registers.organisations.get(name).map(|index| OrganisationId(count(index)));
    let names = Names { site, find: &find };
    let vendors = once_each(&mut written.vendors, |party| names.print(&mut party.org));
    let customers = once_each(&mut written.customers, |party| names.print(&mut party.org));
    let list = |list: &mut Vec<String>| once_each(list, |name| names.print(name));
    let (lost, displaced) = (list(&mut written.lost), list(&mut written.displaced));
    let mut others: Vec<(Part, OrganisationId)> = Vec::new();
    others.extend(list(&mut written.partners).into_iter().map(|id| (Part::Partner, id)));
    others.extend(list(&mut written.resellers).into_iter().map(|id| (Part::Reseller, id)));
    others.extend(list(&mut written.subcontractors).into_iter().map(|id| (Part::Subcontractor, id)));
    let technology = once_each(&mut written.technology, |name| {
        let index = registers.topics.get(name)?;
        name.clone_from(&site.topics[index].name);
        Some(TopicId(count(index)))
    });
    let articles: Vec<ArticleId> = articles.into_iter().collect();
    let first_article = articles.first().map(|id| PartialDate::from(site.article(*id).written.date.day));
    let first_step = written.history.first().map(|step| step.at);
    let latest = written.history.last().map(|step| step.status);
    let deal = Deal {
        title: written.title.clone().unwrap_or_else(|| title(&written)),
        places: places.iter().map(|told| (told.file.clone(), told.deal.at.clone())).collect(),
        vendors,
        customers,
        lost,
        displaced,
        others,
        technology,
        status: latest.or(written.status).unwrap_or(DealStatus::Signed),
        kind: written.kind.unwrap_or(DealKind::New),
        confidence: written.confidence.unwrap_or(Confidence::Official),
        date: (written.announced.or(written.signed).or(first_step).or(first_article)).or(written.starts),
        ends: written.ends.or_else(|| written.starts?.plus(written.term?)),
        part_of: None,
        parts: Vec::new(),
        articles,
        written,
    };
    if let Some(first) = places.first() {
        incomplete(&deal, first, site, findings);
    }
    deal
}

/// Who has which name, and how it is printed.
struct Names<'a> {
    site: &'a Site,
    find: &'a dyn Fn(&str) -> Option<OrganisationId>,
}

impl Names<'_> {
    /// The organisation of a name, which becomes the name as it is printed.
    fn print(&self, name: &mut String) -> Option<OrganisationId> {
        let id = (self.find)(name)?;
        let printed = name_then(name, self.site.organisation(id)).map(str::to_owned);
        if let Some(printed) = printed {
            *name = printed;
        }
        Some(id)
    }
}

/// The ids of the items of a list; items that have none, or one that stands before, go.
fn once_each<T, Id: Ord + Copy>(list: &mut Vec<T>, mut id: impl FnMut(&mut T) -> Option<Id>) -> Vec<Id> {
    let mut ids = Vec::with_capacity(list.len());
    let mut seen = BTreeSet::new();
    list.retain_mut(|item| {
        let found = id(item).filter(|id| seen.insert(*id));
        ids.extend(found);
        found.is_some()
    });
    ids
}

/// `Nokia – Tencent, Baidu: DCI`.
fn title(written: &WrittenDeal) -> String {
    let names = |parties: &[crate::model::deal::Party]| {
        parties.iter().map(|party| party.org.as_str()).collect::<Vec<_>>().join(", ")
    };
    let sides = [names(&written.vendors), names(&written.customers)];
    let sides = sides.into_iter().filter(|side| !side.is_empty()).collect::<Vec<_>>().join(" – ");
    let parts = [sides, written.products.join(", ")];
    let title = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(": ");
    if title.is_empty() { written.id.clone() } else { title }
}

/// Reports an organisation that stands twice in one list, in whatever spelling.
fn named_twice(told: &Told<'_>, registers: &Registers, findings: &mut Vec<Finding>) {
    let mut seen: BTreeMap<(&str, usize), Used<'_>> = BTreeMap::new();
    for used in organisations(told.file, told.deal) {
        let Some(entry) = registers.organisations.get(used.name) else { continue };
        let Some(first) = seen.get(&(used.key, entry)) else {
            seen.insert((used.key, entry), used);
            continue;
        };
        let message = if first.name == used.name {
            format!("`{}` stands twice in `{}`", used.name, used.key)
        } else {
            format!(
                "`{}` and `{}` are one organisation, which stands twice in `{}`",
                first.name, used.name, used.key
            )
        };
        let finding = Finding::new(Code::NamedTwice, told.file, Place::value(used.path()), message)
            .help("take one of the two away; it is counted once")
            .related(told.file, Place::value(first.path()), "it stands here first");
        findings.push(finding);
    }
}

/// Reports an organisation that is on both sides.
fn sells_to_itself(
    merged: &Merged,
    places: &[&Told<'_>],
    registers: &Registers,
    findings: &mut Vec<Finding>,
) {
    let vendors: BTreeMap<usize, usize> = (merged.deal.vendors.iter().enumerate().rev())
        .filter_map(|(item, party)| Some((registers.organisations.get(&party.org)?, item)))
        .collect();
    let mut told = BTreeSet::new();
    for (item, party) in merged.deal.customers.iter().enumerate() {
        let Some(entry) = registers.organisations.get(&party.org) else { continue };
        let Some(&vendor) = vendors.get(&entry).filter(|_| told.insert(entry)) else { continue };
        let name = &registers.organisations.entries[entry].name;
        let place = |key, item| {
            let told = places[merged.from(key)];
            (told.file, Place::value(told.path(key).item(item).key("org")))
        };
        let ((file, here), (other_file, other)) = (place("customers", item), place("vendors", vendor));
        let message = format!("`{name}` is vendor and customer of one deal");
        let finding = Finding::new(Code::SellsToItself, file, here, message)
            .help("if each sells to the other, these are two deals")
            .related(other_file, other, "it sells here");
        findings.push(finding);
    }
}
