//! What can be wrong with deals over several files, in words.
//!
//! Takes what was found; decides nothing.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::diagnostic::{Code, Finding, Place, Severity};
use crate::base::name::{NameKey, NearNames};
use crate::base::slug::slug;
use crate::model::config::Config;
use crate::model::deal::{Deal, DealStatus};
use crate::model::site::{DealId, Site};

use super::deal_agrees::{shares, term};
use super::deal_ids::Told;
use super::deal_merge::{Conflict, Merged};
use super::left_out::{LeftOut, Why};
use super::registers::Registers;

/// A reference to a deal that is not there.
pub(super) struct Missing<'a> {
    /// Where it stands.
    pub(super) told: &'a Told<'a>,
    /// The key of the deal that holds it.
    pub(super) key: &'static str,
    /// The id.
    pub(super) id: &'a str,
}

/// Two places say different things of one deal.
pub(super) fn disagreement(conflict: &Conflict, places: &[&Told<'_>]) -> Finding {
    let Conflict { key, first: (first, was), second: (second, now) } = conflict;
    let (first, second) = (places[*first], places[*second]);
    let id = &second.id;
    let message = format!("`{key}` of the deal `{id}` is {now} here, and {was} in {}", first.file);
    let help = match *key {
        "value" => {
            "mend one of the two; what sources give differently stands under `claims`, each with its source"
        }
        "status" => {
            "mend one of the two; what changes in time stands under `history`, each step with its date"
        }
        _ => "mend one of the two, or leave it out of one: what one place says holds for all",
    };
    Finding::new(Code::DealDisagrees, second.file, Place::value(second.path(key)), message)
        .help(help)
        .help("if these are two deals, give one of them another `id`")
        .related(first.file, Place::value(first.path(key)), "the other one stands here")
}

/// References to deals that are not there; of one that is left out, no more is told than that.
pub(super) fn no_such_deals(
    missing: &[Missing<'_>],
    known: &BTreeMap<&str, DealId>,
    left_out: &LeftOut,
    config: &Config,
    findings: &mut Vec<Finding>,
) {
    if missing.is_empty() {
        return;
    }
    let ids: Vec<&str> = known.keys().copied().collect();
    let mut names = NearNames::default();
    // A slip of the pen is near, and so is another year; as a name, that would be another thing.
    let without_digits = |id: &str| id.chars().filter(|ch| !ch.is_ascii_digit()).collect::<String>();
    let mut numbered: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, id) in ids.iter().enumerate() {
        names.insert(&NameKey::of(id), index);
        numbered.entry(without_digits(id)).or_default().push(index);
    }
    for Missing { told, key, id } in missing {
        let place = Place::value(told.path(key));
        let why = left_out.why_no_deal(&slug(id, &config.language));
        if why == Some(Why::Faulty) {
            continue; // The error in its own file is enough.
        }
        let message = match why {
            Some(_) => format!("the deal `{id}` is left out: nothing is told of it here"),
            None => format!("no deal has the id `{id}`"),
        };
        let mut finding = Finding::new(Code::UnknownReference, told.file, place, message);
        if why.is_some() {
            finding.severity = Severity::Note;
            findings.push(finding);
            continue;
        }
        let other_number = numbered.get(&without_digits(id)).into_iter().flatten().copied();
        let near = names.near(&NameKey::of(id)).into_iter().chain(other_number);
        let near: BTreeSet<&str> = near.take(4).map(|index| ids[index]).collect();
        findings.push(if near.is_empty() {
            finding.help(format!(
                "a deal stands in an article under `deals`, or in a file of its own: content/deals/{id}.yaml"
            ))
        } else {
            let near: Vec<&str> = near.into_iter().collect();
            finding.help(format!("did you mean `{}`?", near.join("` or `")))
        });
    }
}

/// Deals that are parts of each other.
pub(super) fn circle(told: &Told<'_>, ids: &[&str]) -> Finding {
    let message = match ids {
        [first, second] if first == second => format!("the deal `{first}` is said to be a part of itself"),
        _ => format!("`part_of` leads round in a circle: {}", ids.join(" → ")),
    };
    Finding::new(Code::ReferenceCycle, told.file, Place::value(told.path("part_of")), message)
}

/// What every deal must have, wherever it is told: parties and a source.
pub(super) fn incomplete(deal: &Deal, first: &Told<'_>, site: &Site, findings: &mut Vec<Finding>) {
    // Of what is open for bids nobody knows yet who will sell.
    let open = matches!(deal.status, DealStatus::Bidding | DealStatus::Rumoured | DealStatus::Withdrawn);
    let lacks = [("vendors", deal.vendors.is_empty() && !open), ("customers", deal.customers.is_empty())];
    for (key, _) in lacks.iter().filter(|(_, lacks)| *lacks) {
        let who = if *key == "vendors" { "who sells" } else { "who buys" };
        let message = format!("this deal does not say {who}");
        let finding = Finding::new(Code::MissingKey, first.file, first.place(), message);
        findings.push(finding.help(format!("add `{key}:`")));
    }
    let written = &deal.written;
    let sourced = !written.sources.is_empty()
        || written.value.iter().chain(&written.claims).any(|money| money.source.is_some())
        || written.history.iter().any(|step| !step.sources.is_empty())
        || written.volume.iter().any(|volume| volume.source.is_some())
        || deal.articles.iter().any(|id| !site.article(*id).written.sources.is_empty());
    if !sourced {
        let message = "this deal has no source";
        let finding = Finding::new(Code::DealWithoutSource, first.file, first.place(), message);
        findings.push(finding.help("add `sources:` with an address, here or in the article that reports it"));
    }
}

/// What must agree within a deal, where two places say it: of what one place says, its own file is told.
pub(super) fn across(
    merged: &Merged,
    places: &[&Told<'_>],
    registers: &Registers,
    findings: &mut Vec<Finding>,
) {
    status(merged, places, findings);
    ends(merged, places, findings);
    shares(merged, places, findings);
    term(merged, places, findings);
    won_and_lost(merged, places, registers, findings);
}

/// A status is one of those that the history goes through; the place may be older than its latest step.
fn status(merged: &Merged, places: &[&Told<'_>], findings: &mut Vec<Finding>) {
    let Some(latest) = merged.deal.history.last() else { return };
    for told in places.iter().filter(|told| told.deal.history.is_empty()) {
        let Some(status) = told.deal.status else { continue };
        if merged.deal.history.iter().all(|step| step.status != status) {
            let message = format!(
                "the status is `{}`, but no entry of the deal's history says so; the latest, {}, says `{}`",
                status.name(),
                latest.at,
                latest.status.name()
            );
            let place = Place::value(told.path("status"));
            let mut finding = Finding::new(Code::StatusDisagrees, told.file, place, message)
                .help("leave `status` out: the history tells it; or add the entry that is missing");
            if let Some(other) = places.iter().find(|told| !told.deal.history.is_empty()) {
                finding = finding.related(other.file, Place::value(other.path("history")), "the history");
            }
            findings.push(finding);
        }
    }
}

/// A deal ends after it begins and after it is signed.
fn ends(merged: &Merged, places: &[&Told<'_>], findings: &mut Vec<Finding>) {
    let Some(ends) = merged.deal.ends else { return };
    let told = places[merged.from("ends")];
    for (key, happens, date) in
        [("starts", "begins", merged.deal.starts), ("signed", "is signed", merged.deal.signed)]
    {
        let Some(date) = date.filter(|date| ends.last_day() < date.first_day()) else { continue };
        let other = places[merged.from(key)];
        if merged.from(key) == merged.from("ends") {
            continue;
        }
        let message = format!("the deal ends ({ends}) before it {happens} ({date})");
        let finding = Finding::new(Code::EndsTooEarly, told.file, Place::value(told.path("ends")), message)
            .help("correct one of the two dates")
            .related(other.file, Place::value(other.path(key)), format!("it {happens} here"));
        findings.push(finding);
    }
}

/// Who lost the deal, or goes because of it, is no vendor of it, under whatever name.
fn won_and_lost(merged: &Merged, places: &[&Told<'_>], registers: &Registers, findings: &mut Vec<Finding>) {
    let deal = &merged.deal;
    let entry = |name: &str| registers.organisations.get(name);
    let key = |name: &str| registers.organisations.key(name);
    let vendors: BTreeMap<usize, usize> = (deal.vendors.iter().enumerate().rev())
        .filter_map(|(item, party)| Some((entry(&party.org)?, item)))
        .collect();
    for (list, names) in [("lost", &deal.lost), ("displaced", &deal.displaced)] {
        let (told, other) = (places[merged.from(list)], places[merged.from("vendors")]);
        for (item, name) in names.iter().enumerate() {
            let Some(&vendor) = entry(name).and_then(|entry| vendors.get(&entry)) else { continue };
            let sells = &deal.vendors[vendor].org;
            if merged.from(list) == merged.from("vendors") && key(name) == key(sells) {
                continue;
            }
            let message = if key(name) == key(sells) {
                format!("`{name}` stands under `{list}` and under `vendors`")
            } else {
                format!("`{name}` stands under `{list}`, and is `{sells}`, which stands under `vendors`")
            };
            let place = Place::value(told.path(list).item(item));
            let finding = Finding::new(Code::WonAndLost, told.file, place, message)
                .help("take it out of one of the two; if it loses one part and keeps another, make two deals with `part_of`")
                .related(other.file, Place::value(other.path("vendors").item(vendor).key("org")), "it is a vendor here");
            findings.push(finding);
        }
    }
}
