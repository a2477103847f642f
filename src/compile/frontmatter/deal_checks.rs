//! What must agree within one deal, whatever other places say of it.
//!
//! Takes a deal and the place of its map, gives it with its history in order, and reports.

use crate::base::diagnostic::{Code, Place};
use crate::base::name::NameKey;
use crate::base::time::PartialDate;
use crate::model::deal::{Party, Step, WrittenDeal};

use super::fault::Fault;
use super::reader::{At, Reader};

/// Checks a deal.
pub(super) fn check(reader: &mut Reader, at: At, mut deal: WrittenDeal) -> WrittenDeal {
    shares(reader, At::Key(&at, "vendors"), &deal.vendors);
    shares(reader, At::Key(&at, "customers"), &deal.customers);
    won_and_lost(reader, at, &deal);
    ends(reader, at, &deal);
    history(reader, at, &mut deal);
    deal
}

/// The shares of one list come to 100 at most.
fn shares(reader: &mut Reader, at: At, parties: &[Party]) {
    if let Some(sum) = Party::too_much(parties) {
        let message =
            format!("the shares of {} come to {}, which is more than 100", at.words(), sum.normalize());
        let fault = Fault::new(Code::BadShare, message);
        reader.fault(at, fault.help("correct a share; what rounding adds is allowed for"));
    }
}

/// Who lost the deal, or goes because of it, is no vendor of it.
fn won_and_lost(reader: &mut Reader, at: At, deal: &WrittenDeal) {
    if deal.lost.is_empty() && deal.displaced.is_empty() {
        return;
    }
    let vendors: Vec<NameKey> =
        deal.vendors.iter().map(|party| NameKey::of_organisation(&party.org)).collect();
    for (key, names) in [("lost", &deal.lost), ("displaced", &deal.displaced)] {
        for (index, name) in names.iter().enumerate() {
            let same = NameKey::of_organisation(name);
            let Some(vendor) = vendors.iter().position(|vendor| *vendor == same) else { continue };
            let message = format!("`{name}` stands under `{key}` and under `vendors`");
            let vendors_at = At::Key(&at, "vendors");
            let finding = reader
                .finding(Code::WonAndLost, At::Item(&At::Key(&at, key), index), message)
                .help("take it out of one of the two; if it loses one part and keeps another, make two deals with `part_of`")
                .related(
                    &reader.file.path,
                    Place::value(At::Item(&vendors_at, vendor).path()),
                    "it is a vendor here",
                );
            reader.report(finding);
        }
    }
}

/// A deal ends after it begins and after it is signed, as far as the dates are known.
fn ends(reader: &mut Reader, at: At, deal: &WrittenDeal) {
    let Some(ends) = deal.ends else { return };
    let dates = [("starts", "begins", deal.starts), ("signed", "is signed", deal.signed)];
    let later = |date: PartialDate| ends.last_day() < date.first_day();
    for (key, happens, date) in dates {
        let Some(date) = date.filter(|date| later(*date)) else { continue };
        let message = format!("the deal ends ({ends}) before it {happens} ({date})");
        let finding = reader.finding(Code::EndsTooEarly, At::Key(&at, "ends"), message).related(
            &reader.file.path,
            Place::value(At::Key(&at, key).path()),
            format!("it {happens} here"),
        );
        reader.report(finding.help("correct one of the two dates"));
        return;
    }
}

/// The steps in the order of time; those of which neither is the earlier one stay as they were written.
fn in_order(steps: Vec<Step>) -> Vec<Step> {
    let mut sorted: Vec<Step> = Vec::with_capacity(steps.len());
    for step in steps {
        let later = sorted.iter().position(|other| step.at.is_before(other.at));
        sorted.insert(later.unwrap_or(sorted.len()), step);
    }
    sorted
}

/// The history runs forward, and its last entry is the status.
fn history(reader: &mut Reader, at: At, deal: &mut WrittenDeal) {
    let history_at = At::Key(&at, "history");
    // Of a month and a day in it neither is the earlier one: then the writer's order stands.
    let back = deal.history.windows(2).position(|pair| pair[1].at.is_before(pair[0].at));
    if let Some(index) = back {
        let pair = [deal.history[index].at, deal.history[index + 1].at];
        let message = format!("the history goes from {} back to {}; it is sorted", pair[0], pair[1]);
        let finding = reader.finding(Code::HistoryOrder, At::Item(&history_at, index + 1), message);
        reader.report(finding.help("write the oldest entry first"));
        deal.history = in_order(std::mem::take(&mut deal.history));
    }
    let (Some(given), Some(latest)) = (deal.status, deal.history.last()) else { return };
    if given != latest.status {
        let message = format!(
            "the status is `{}`, but the latest entry of the history, {}, says `{}`",
            given.name(),
            latest.at,
            latest.status.name()
        );
        let finding = reader
            .finding(Code::StatusDisagrees, At::Key(&at, "status"), message)
            .related(&reader.file.path, Place::value(history_at.path()), "the history")
            .help("leave `status` out: the history tells it; or add the entry that is missing");
        reader.report(finding);
    }
}
