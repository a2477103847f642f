//! Numbers and dates of a deal that must agree, whichever places they are from: shares, the term with the
//! end, and what is still to come.
//!
//! Takes what the places say, gives findings; decides nothing.

use jiff::civil::Date;
use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp, ToSpan};
use rust_decimal::Decimal;

use crate::base::diagnostic::{Code, Finding, KeyPath, Place, Severity};
use crate::base::time::PartialDate;
use crate::model::deal::{Party, WrittenDeal};

use super::deal_ids::Told;
use super::deal_merge::Merged;

/// All shares of a deal that come to less than this are hardly all of it, in percent.
const MOST_OF_IT: i64 = 90;

/// The list of one side of a deal.
type Side = fn(&WrittenDeal) -> &[Party];

/// The shares of one side come to 100: not to more where several places state them, and not to much less
/// where every vendor has one.
pub(super) fn shares(merged: &Merged, places: &[&Told<'_>], findings: &mut Vec<Finding>) {
    let sides: [(&str, Side); 2] = [("vendors", |deal| &deal.vendors), ("customers", |deal| &deal.customers)];
    for (key, side) in sides {
        let parties = side(&merged.deal);
        if parties.iter().all(|party| party.share.is_none()) {
            continue;
        }
        let mut stating =
            places.iter().filter(|told| side(told.deal).iter().any(|party| party.share.is_some()));
        let (Some(first), last) = (stating.next(), stating.next_back()) else { continue };
        let place = |told: &Told<'_>| Place::value(told.path(key));
        if let Some(sum) = Party::too_much(parties) {
            let told = last.unwrap_or(first);
            let message = format!(
                "with those of {}, the shares of `{key}` come to {}, which is more than 100",
                first.file,
                sum.normalize()
            );
            let finding = Finding::new(Code::BadShare, told.file, place(told), message)
                .help("correct a share; what rounding adds is allowed for")
                .related(first.file, place(first), "the other shares stand here");
            findings.push(finding);
            continue;
        }
        let sum: Decimal = parties.iter().filter_map(|party| party.share).sum();
        let all = parties.len() > 1 && parties.iter().all(|party| party.share.is_some());
        if key == "vendors" && all && sum < Decimal::from(MOST_OF_IT) {
            let message = format!("every vendor has a share, but they come to {} only", sum.normalize());
            let mut finding = Finding::new(Code::BadShare, first.file, place(first), message);
            finding.severity = Severity::Note;
            findings.push(finding.help("name the other vendors, or correct a share"));
        }
    }
}

/// A deal that begins, and runs so long, ends then. A month more or less is how people count.
pub(super) fn term(merged: &Merged, places: &[&Told<'_>], findings: &mut Vec<Finding>) {
    let deal = &merged.deal;
    let (Some(starts), Some(term), Some(ends)) = (deal.starts, deal.term, deal.ends) else { return };
    let Some(counted) = starts.plus(term) else { return };
    let earliest = counted.first_day().checked_sub(1.month()).unwrap_or(Date::MIN);
    let latest = counted.last_day().checked_add(1.month()).unwrap_or(Date::MAX);
    if ends.last_day() >= earliest && ends.first_day() <= latest {
        return;
    }
    let told = places[merged.from("ends")];
    let other = places[merged.from("term")];
    let message = format!("the deal ends {ends}, but {} months from {starts} on end {counted}", term.months);
    let finding = Finding::new(Code::TermDisagrees, told.file, Place::value(told.path("ends")), message)
        .help("correct one of `starts`, `term` and `ends`, or leave one out")
        .related(other.file, Place::value(other.path("term")), "the term");
    findings.push(finding);
}

/// Warns of what is said to have happened on a day that is still to come.
pub(super) fn still_to_come(told: &[Told<'_>], now: Timestamp, findings: &mut Vec<Finding>) {
    // A day's grace: somewhere it is tomorrow already.
    let latest = now.saturating_add(SignedDuration::from_hours(24)).unwrap_or(now);
    let latest = Offset::UTC.to_datetime(latest).date();
    for told in told {
        let later = |date: PartialDate| date.first_day() > latest;
        let mut report = |path: KeyPath, message: String| {
            let finding = Finding::new(Code::FutureDate, told.file, Place::value(path), message);
            findings.push(
                finding.help("correct the date; what is only expected belongs under `starts` or `ends`"),
            );
        };
        let dates = [("announced", told.deal.announced), ("signed", told.deal.signed)];
        for (key, date) in
            dates.into_iter().filter_map(|(key, date)| Some((key, date.filter(|date| later(*date))?)))
        {
            report(told.path(key), format!("{key} {date}, which is still to come"));
        }
        for (item, step) in told.deal.history.iter().enumerate().filter(|(_, step)| later(step.at)) {
            let message = format!("{} {}, which is still to come", step.status.name(), step.at);
            report(told.path("history").item(item).key("at"), message);
        }
    }
}
