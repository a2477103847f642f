//! Deals as a part of the site: what articles and files say of one deal, together, with every name
//! resolved, and the lists of those who have a part in it.
//!
//! Takes the articles of the site, which are all public, and the files of deals; fills in the deals.
//! Knows nothing of pages.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::diagnostic::Finding;
use crate::base::path::SourcePath;
use crate::base::slug::slug;
use crate::base::time::PartialDate;
use crate::model::config::Config;
use crate::model::deal::{Deal, WrittenDeal};
use crate::model::site::{ArticleId, DealId, OrganisationId, Site};

use super::deal_agrees::still_to_come;
use super::deal_faults::{self as faults, Missing};
use super::deal_ids::{Told, tell};
use super::deal_merge::merge;
use super::deal_parties::settle;
use super::left_out::LeftOut;
use super::registers::{Registers, count};
use super::visible::Clock;

/// Adds the deals to the site, to their articles and to the organisations that have a part in them.
pub fn deals(
    site: &mut Site,
    files: &[(SourcePath, Box<WrittenDeal>)],
    registers: &Registers,
    left_out: &LeftOut,
    config: &Config,
    clock: Clock,
    findings: &mut Vec<Finding>,
) {
    let told = tell(site, files, &config.language);
    if told.is_empty() {
        return;
    }
    // What is held back may be written before its day.
    if !clock.drafts {
        still_to_come(&told, clock.now, findings);
    }
    let mut by_id: BTreeMap<&str, Vec<&Told<'_>>> = BTreeMap::new();
    for told in &told {
        by_id.entry(&told.id).or_default().push(told);
    }
    let mut missing: Vec<Missing<'_>> = Vec::new();
    by_id.retain(|_, places| {
        let known = places.iter().any(|told| !told.is_reference());
        if !known {
            missing.extend(places.iter().map(|told| Missing { told, key: "id", id: &told.id }));
        }
        known
    });
    let ids: BTreeMap<&str, DealId> =
        by_id.keys().enumerate().map(|(index, id)| (*id, DealId(count(index)))).collect();
    let mut deals = Vec::with_capacity(by_id.len());
    // What each deal is a part of, with the place that says so.
    let mut wholes: BTreeMap<DealId, (DealId, &Told<'_>)> = BTreeMap::new();
    for (id, places) in &by_id {
        let articles = places.iter().filter_map(|told| told.article).collect();
        let said: Vec<&Told<'_>> = places.iter().copied().filter(|told| !told.is_reference()).collect();
        let merged = merge(&said, registers);
        findings.extend(merged.conflicts.iter().map(|conflict| faults::disagreement(conflict, &said)));
        if let Some(whole) = &merged.deal.part_of {
            let told = said[merged.from("part_of")];
            let whole = slug(whole, &config.language);
            match ids.get_key_value(whole.as_str()) {
                Some((_, whole)) => _ = wholes.insert(ids[id], (*whole, told)),
                None => missing.push(Missing {
                    told,
                    key: "part_of",
                    id: told.deal.part_of.as_deref().unwrap_or_default(),
                }),
            }
        }
        deals.push(settle(id, merged, &said, articles, site, registers, findings));
    }
    faults::no_such_deals(&missing, &ids, left_out, config, findings);
    cut_circles(&mut wholes, &deals, findings);
    for (part, (whole, _)) in wholes {
        deals[part.index()].part_of = Some(whole);
        deals[whole.index()].parts.push(part);
    }
    let named = told.iter().filter_map(|told| Some((told.article?, *ids.get(told.id.as_str())?)));
    let named: Vec<(ArticleId, DealId)> = named.collect();
    site.deals = deals;
    fill(site, &named);
}

/// Takes the reference out of each circle of parts that closes it, and reports the circle.
fn cut_circles(
    wholes: &mut BTreeMap<DealId, (DealId, &Told<'_>)>,
    deals: &[Deal],
    findings: &mut Vec<Finding>,
) {
    // The deals from which a way up was found to end.
    let mut sound: BTreeSet<DealId> = BTreeSet::new();
    for walk in wholes.keys().copied().collect::<Vec<_>>() {
        let mut chain = vec![walk];
        let mut on_way = BTreeSet::from([walk]);
        let mut at = walk;
        while let Some(&(whole, told)) = wholes.get(&at).filter(|_| !sound.contains(&at)) {
            if !on_way.insert(whole) {
                chain.drain(..chain.iter().position(|id| *id == whole).unwrap_or_default());
                let ids = chain.iter().chain([&whole]).map(|id| deals[id.index()].written.id.as_str());
                findings.push(faults::circle(told, &ids.collect::<Vec<_>>()));
                wholes.remove(&at);
                break;
            }
            chain.push(whole);
            at = whole;
        }
        sound.extend(on_way);
    }
}

/// Adds the deals to articles and organisations, and the parties to the articles.
fn fill(site: &mut Site, named: &[(ArticleId, DealId)]) {
    let Site { articles, organisations, deals, .. } = site;
    for &(article, id) in named {
        let article = &mut articles[article.index()];
        let deal = &deals[id.index()];
        if article.deals.contains(&id) {
            continue;
        }
        article.deals.push(id);
        add_new(&mut article.vendors, &deal.vendors);
        add_new(&mut article.customers, &deal.customers);
        let parties = deal.vendors.iter().chain(&deal.customers);
        let parties: BTreeSet<&OrganisationId> = parties.collect();
        article.mentions.retain(|id| !parties.contains(id));
    }
    let mut by_date: Vec<DealId> = (0..deals.len()).map(|index| DealId(count(index))).collect();
    by_date.sort_by_key(|id| order(&deals[id.index()]));
    for id in by_date {
        let organisations_of: BTreeSet<OrganisationId> = deals[id.index()].organisations().collect();
        for organisation in organisations_of {
            organisations[organisation.index()].deals.push(id);
        }
    }
}

/// The order of time; deals without a date come last.
pub(super) fn order(deal: &Deal) -> (bool, Option<PartialDate>) {
    (deal.date.is_none(), deal.date)
}

fn add_new(known: &mut Vec<OrganisationId>, more: &[OrganisationId]) {
    for id in more {
        if !known.contains(id) {
            known.push(*id);
        }
    }
}

#[cfg(test)]
mod tests;
